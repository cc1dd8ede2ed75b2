"""What becomes of the lines of an offer, and where the offer is by that (4.5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Fated, Offer, OfferState, Outcome
from libdesk.domain.records import ItemId

RETURN_DAYS = 14
"""So long after it came, what is not kept waits for its donor."""

KEPT = frozenset({Verdict.ACCEPT, Verdict.SPARE, Verdict.PARTS})
"""Verdicts of which items are made."""


def with_fates(offer: Offer, fates: Mapping[int, Fated]) -> Offer:
    """Return an offer with what became of some of its lines, by their places; done with the last.

    One of which something is open again is where it was before that: answered, or open.
    """
    told = tuple(fates.get(at, offer.fate(at)) for at in range(len(offer.machines)))
    return replace(offer, fates=told, state=_state(offer, told))


def without_items(offer: Offer, items: Collection[ItemId]) -> Offer:
    """Return an offer of whose lines some items were not made after all."""
    changed = {}
    for at in range(len(offer.machines)):
        fate = offer.fate(at)
        left = tuple(one for one in fate.items if one not in items)
        if left != fate.items:
            changed[at] = replace(fate, items=left) if left else Fated()
    return with_fates(offer, changed)


def _state(offer: Offer, fates: Sequence[Fated]) -> OfferState:
    if offer.state is OfferState.WITHDRAWN:
        return offer.state
    if fates and all(one.outcome is not Outcome.NONE for one in fates):
        return OfferState.DONE
    if offer.state is not OfferState.DONE:
        return offer.state
    return OfferState.ANSWERED if offer.answered_on is not None else OfferState.OPEN


def back_by(offer: Offer) -> date | None:
    """Return by when what is not kept is to be given back; None before the things came."""
    if offer.received_on is None:
        return None
    # What lies beyond the calendar's last day is that day.
    days = min(RETURN_DAYS, (date.max - offer.received_on).days)
    return offer.received_on + timedelta(days=days)


def waiting_lines(offer: Offer, verdicts: Sequence[Verdict]) -> tuple[int, ...]:
    """Return the lines that are here, are not to be kept, and have not gone their way yet.

    Args:
        offer: the offer.
        verdicts: the one that holds for each line.
    """
    if offer.received_on is None:
        return ()
    return tuple(
        at
        for at, verdict in enumerate(verdicts)
        if verdict not in KEPT and offer.fate(at).outcome is Outcome.NONE
    )
