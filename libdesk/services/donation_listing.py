"""Which offers a list shows, and in which order: what waits longest comes first."""

from collections.abc import Iterable, Sequence
from datetime import date

from libdesk.domain.donations import OfferState
from libdesk.domain.words import cut, query
from libdesk.services.donation_stores import KeptOffer

WAITING = (OfferState.OPEN, OfferState.ANSWERED)
"""States in which something is still to be done, the more pressing first."""


def in_order(offers: Iterable[KeptOffer]) -> tuple[KeptOffer, ...]:
    """Return offers as they are worked through: open ones, answered ones, then what is over.

    Of what waits, the oldest comes first; of what is over, the newest.
    """
    found = tuple(offers)
    waiting = [one for one in found if one.offer.state in WAITING]
    over = [one for one in found if one.offer.state not in WAITING]
    waiting.sort(key=lambda one: (WAITING.index(one.offer.state), *_age(one)))
    over.sort(key=_age, reverse=True)
    return (*waiting, *over)


def found_by(offers: Sequence[KeptOffer], text: str) -> tuple[KeptOffer, ...]:
    """Return those offers in which every word stands; the last may be the beginning of one."""
    asked = query(text)
    if not asked:
        return tuple(offers)
    return tuple(one for one in offers if _has(one, asked.words, asked.beginning))


def _age(one: KeptOffer) -> tuple[date, int]:
    return one.offer.asked_on, one.offer.id


def _has(one: KeptOffer, words: tuple[str, ...], beginning: str) -> bool:
    there = set(cut(_text(one)))
    return all(word in there for word in words) and (
        not beginning or any(word.startswith(beginning) for word in there)
    )


def _text(one: KeptOffer) -> str:
    """Return all words of an offer by which somebody may look for it."""
    offer, donor = one.offer, one.offer.donor
    told = [offer.number, donor.name, donor.organization, donor.mail, donor.phone, offer.notes]
    for machine in offer.machines:
        told += [
            machine.kind.value,
            machine.make,
            machine.model,
            machine.serial,
            machine.processor,
            machine.notes,
        ]
    told += [text for fated in offer.fates for text in (fated.to, fated.certificate)]
    return "\n".join(told)
