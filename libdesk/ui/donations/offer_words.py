"""Offers in words: a line of the list, a verdict that was overridden, what became of a machine."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from libdesk.domain.donation_items import Purpose
from libdesk.domain.donations import Fated, Offer, Outcome
from libdesk.services.donation_stores import KeptOffer, Override
from libdesk.ui.donations.wording import (
    DOT,
    machine_words,
    outcome_words,
    state_words,
    verdict_words,
)
from libdesk.ui.item_strings import short_day_words
from libdesk.ui.strings import counted

NAMED = 2
"""Lines of an offer that a list names; of more, it tells how many."""

_DAYS_NAMED, _WEEKS_NAMED, _WEEK, _MONTH, _YEAR = 14, 9, 7, 30.44, 365.25
_MONTHS_NAMED = 24


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def donor_words(offer: Offer) -> str:
    """Return who offers it, as a list names them."""
    return offer.donor.title or _tr("no name")


def what_words(offer: Offer) -> str:
    """Return what is offered, in a line."""
    if not offer.machines:
        return _tr("nothing named yet")
    named = [machine_words(one) for one in offer.machines[:NAMED]]
    more = len(offer.machines) - len(named)
    if more:
        named.append(counted(more, _tr("1 more thing"), _tr("{count} more things")))
    return ", ".join(named)


def verdicts_words(kept: KeptOffer) -> str:
    """Return the verdicts that hold, each once, the best first."""
    found = {kept.verdict(place) for place in range(len(kept.verdicts))}
    return DOT.join(verdict_words(one) for one in sorted(found, reverse=True))


def age_words(asked_on: date, today: date) -> str:
    """Return how long ago it was offered."""
    days = (today - asked_on).days
    if days <= 0:
        return _tr("today")
    if days <= _DAYS_NAMED:
        return counted(days, _tr("1 day"), _tr("{count} days"))
    weeks = days // _WEEK
    if weeks <= _WEEKS_NAMED:
        return counted(weeks, _tr("1 week"), _tr("{count} weeks"))
    months = round(days / _MONTH)
    if months < _MONTHS_NAMED:
        return counted(months, _tr("1 month"), _tr("{count} months"))
    return counted(round(days / _YEAR), _tr("1 year"), _tr("{count} years"))


def offered_words(offer: Offer, today: date) -> str:
    """Return when it was offered, by whom it was written down, and what was done since."""
    told = [
        _tr("Offered {day}, {age} ago").format(
            day=short_day_words(offer.asked_on), age=age_words(offer.asked_on, today)
        )
        if offer.asked_on < today
        else _tr("Offered today")
    ]
    for day, words in (
        (offer.received_on, _tr("came to us {day}")),
        (offer.answered_on, _tr("answered {day}")),
    ):
        if day is not None:
            told.append(words.format(day=short_day_words(day)))
    if offer.made_by:
        told.append(_tr("written down by {who}").format(who=offer.made_by))
    return DOT.join((state_words(offer.state), *told))


def override_words(kept: KeptOffer, override: Override) -> str:
    """Return who decided otherwise than the checker, and why."""
    said = kept.verdicts[override.place].verdict
    words = _tr("The checker said {said}; {who} decided {verdict} on {day}, because {reason}")
    told = words.format(
        said=verdict_words(said),
        who=override.by,
        verdict=verdict_words(override.verdict),
        day=moment_day(override.at),
        reason=override.reason.strip(),
    )
    return told if told.endswith((".", "!", "?")) else f"{told}."


def purpose_words(purpose: Purpose) -> str:
    """Return what an item that came as a gift is to become."""
    return {
        Purpose.SERVICE: _tr("In service"),
        Purpose.SPARE: _tr("A spare"),
        Purpose.TRAINING: _tr("For training"),
        Purpose.PARTS: _tr("A source of parts"),
    }[purpose]


def fated_words(fated: Fated) -> str:
    """Return what became of a machine, when, where and with which proof; "" for nothing yet."""
    if fated.outcome is Outcome.NONE:
        return ""
    told = [outcome_words(fated.outcome)]
    if fated.to:
        told[0] = f"{told[0]}: {fated.to}"
    if fated.on is not None:
        told.append(short_day_words(fated.on))
    if fated.certificate:
        told.append(_tr("certificate {number}").format(number=fated.certificate))
    elif fated.outcome is Outcome.RECYCLED:
        told.append(_tr("certificate awaited"))
    if fated.items:
        told.append(counted(len(fated.items), _tr("1 item"), _tr("{count} items")))
    return DOT.join(told)


def count_words(offers: Sequence[KeptOffer]) -> str:
    """Return how many offers there are, and how many machines."""
    machines = sum(one.offer.count for one in offers)
    return DOT.join(
        (
            counted(len(offers), _tr("1 offer"), _tr("{count} offers")),
            counted(machines, _tr("1 machine"), _tr("{count} machines")),
        )
    )


def moment_day(at: datetime) -> str:
    """Return the day of a moment, as the reader counts it."""
    return short_day_words(at.astimezone().date())
