"""Which offers a list shows, and in which order."""

from datetime import date

from libdesk.domain.donations import (
    Donor,
    Fated,
    Kind,
    Machine,
    Offer,
    OfferId,
    OfferState,
    Outcome,
)
from libdesk.services.donation_listing import found_by, in_order
from libdesk.services.donation_stores import KeptOffer


def kept(number, day, state=OfferState.OPEN, donor="", **machine):
    offer = Offer(
        Donor(donor),
        date(2026, 11, day),
        (Machine(Kind.DESKTOP, **machine),),
        (Fated(Outcome.RECYCLED, date(2026, 11, day), "Green Circuit"),),
        state,
        id=OfferId(number),
    )
    return KeptOffer(offer, ())


def ids(offers):
    return [one.offer.id for one in offers]


def test_what_waits_longest_comes_first_and_of_what_is_over_the_newest():
    offers = (
        kept(1, 3, OfferState.DONE),
        kept(2, 9),
        kept(3, 5, OfferState.ANSWERED),
        kept(4, 2),
        kept(5, 8, OfferState.WITHDRAWN),
        kept(6, 2),
        kept(7, 1, OfferState.ANSWERED),
    )
    assert ids(in_order(offers)) == [4, 6, 2, 7, 3, 5, 1]


def test_every_word_has_to_be_there_the_last_as_a_beginning():
    offers = (
        kept(1, 1, donor="Ada Mensah", processor="i7-4770"),
        kept(2, 1, donor="Adam Low", serial="XK-77"),
    )
    assert found_by(offers, "  ") == offers
    assert ids(found_by(offers, "ada")) == [1, 2]
    assert ids(found_by(offers, "ada ")) == [1]
    assert ids(found_by(offers, "ADA 4770")) == [1]
    assert ids(found_by(offers, "xk77")) == [2]
    assert ids(found_by(offers, "D-2")) == [2]
    assert ids(found_by(offers, "desktop green circ")) == [1, 2]
    assert found_by(offers, "ada nobody ") == ()
