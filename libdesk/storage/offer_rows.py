"""Offers for the list of Today, in plain SQL for the first look too."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

from libdesk.domain.offer_facts import ANSWER_WITHIN, RETURN_SOON, RETURN_WITHIN, OfferFacts
from libdesk.storage.today_rows import CANDIDATES, Ask

# Words of `domain/donations.py` and `domain/donation_policy.py`, which no start has to load.
OPEN, ANSWERED = "open", "answered"
NOT_TAKEN = ("decline", "refer")

_VERDICT = (
    "COALESCE((SELECT said.verdict FROM donation_overrides AS said WHERE said.offer = lines.offer "
    "AND said.place = lines.place ORDER BY said.id DESC LIMIT 1), lines.verdict)"
)
UNANSWERED_QUESTION = (
    "SELECT id, name, organization, asked_on FROM donation_offers "  # noqa: S608 - words of ours only
    f"WHERE state = '{OPEN}' AND asked_on <= :before ORDER BY asked_on, id LIMIT {CANDIDATES}"
)
_LATER = "CASE WHEN answered_on > received_on THEN answered_on ELSE received_on END"
RETURN_QUESTION = (
    "SELECT * FROM (SELECT id, name, organization, asked_on, "  # noqa: S608 - words of ours only
    f"{_LATER} AS lies_since, (SELECT count(*) FROM donation_machines AS lines "
    f"WHERE lines.offer = donation_offers.id AND lines.outcome = '' AND {_VERDICT} IN "
    f"('{NOT_TAKEN[0]}', '{NOT_TAKEN[1]}')) AS to_return FROM donation_offers "
    f"WHERE state = '{ANSWERED}' AND {_LATER} <= :before) AS lying "
    f"WHERE to_return > 0 ORDER BY lies_since, id LIMIT {CANDIDATES}"
)
POLICY_QUESTION = "SELECT document FROM donation_policies ORDER BY version DESC LIMIT 1"


def offers(ask: Ask, today: date) -> tuple[OfferFacts, ...]:
    """Return what has had no answer for long, and whose donor is to fetch something soon."""
    unanswered = ask(UNANSWERED_QUESTION, {"before": today - ANSWER_WITHIN})
    lying = ask(RETURN_QUESTION, {"before": today + RETURN_SOON - RETURN_WITHIN})
    return (
        *(OfferFacts(id_, firm or name, _day(on)) for id_, name, firm, on in unanswered),
        *(
            OfferFacts(id_, firm or name, _day(on), _day(since) + RETURN_WITHIN, count)
            for id_, name, firm, on, since, count in lying
        ),
    )


def policy_review(ask: Ask) -> date | None:
    """Return when the newest version of the policy is to be looked at again; None for never."""
    for (document,) in ask(POLICY_QUESTION, {}):
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            return date.fromisoformat(json.loads(document)["review_on"])
    return None


def _day(value: Any) -> date:  # noqa: ANN401 - as a database has it
    return date.fromisoformat(value) if isinstance(value, str) else value
