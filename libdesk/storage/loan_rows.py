"""Loans for the list of Today, in plain SQL for the first look too."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from libdesk.domain.loan_facts import BOOKED, OUT, LoanFacts
from libdesk.storage.today_rows import CANDIDATES, Ask

_COLUMNS = (
    "SELECT loans.id AS id, items.tag, items.name, items.branch, borrower, from_on, until_on, "
    "loans.state FROM loans JOIN items ON items.id = loans.item WHERE loans.state = "
)
OUT_QUESTION = (
    f"{_COLUMNS}'{OUT}' AND until_on <= :today ORDER BY until_on, loans.id LIMIT {CANDIDATES}"
)
PICKUP_QUESTION = (
    f"{_COLUMNS}'{BOOKED}' AND from_on <= :tomorrow AND until_on >= :today "
    f"ORDER BY until_on, loans.id LIMIT {CANDIDATES}"
)


def loans(ask: Ask, today: date) -> tuple[LoanFacts, ...]:
    """Return what is due back by a day, and what is to be handed out then or on the day after."""
    given: Mapping[str, Any] = {"today": today}
    soon = {**given, "tomorrow": today + timedelta(days=1)}
    return tuple(map(_facts, (*ask(OUT_QUESTION, given), *ask(PICKUP_QUESTION, soon))))


def _facts(row: Sequence[Any]) -> LoanFacts:
    loan_id, tag, name, branch, borrower, from_on, until_on, state = row
    first, last = _day(from_on), _day(until_on)
    is_out = state == OUT
    return LoanFacts(loan_id, tag, name, branch, borrower, first, last, is_out=is_out)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
