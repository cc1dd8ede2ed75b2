"""What becomes of the lines of an offer, and where the offer is by that."""

from dataclasses import replace
from datetime import date

import pytest

from libdesk.domain.donation_fates import back_by, waiting_lines, with_fates, without_items
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Donor, Fated, Machine, Offer, OfferState, Outcome
from libdesk.domain.records import ItemId

DAY = date(2026, 11, 20)
TWO = Offer(Donor(), DAY, (Machine(), Machine()))
BACK = Fated(Outcome.RETURNED, DAY)


def test_an_offer_is_done_with_its_last_line_and_goes_back_to_where_it_was():
    half = with_fates(TWO, {0: BACK})
    assert (half.state, half.fates) == (OfferState.OPEN, (BACK, Fated()))
    done = with_fates(half, {1: BACK})
    assert done.state is OfferState.DONE
    assert with_fates(done, {1: Fated()}).state is OfferState.OPEN
    answered = replace(done, answered_on=DAY)
    assert with_fates(answered, {1: Fated()}).state is OfferState.ANSWERED


def test_what_was_withdrawn_stays_so():
    gone = replace(TWO, state=OfferState.WITHDRAWN)
    assert with_fates(gone, {0: BACK, 1: BACK}).state is OfferState.WITHDRAWN


def test_items_that_were_not_made_after_all_are_not_told_of():
    taken = Fated(Outcome.TAKEN, DAY, items=(ItemId(1), ItemId(2)))
    offer = with_fates(TWO, {0: taken, 1: BACK})
    less = without_items(offer, [ItemId(1)])
    assert (less.fate(0).items, less.state) == ((ItemId(2),), OfferState.DONE)
    none = without_items(less, [ItemId(2)])
    assert (none.fate(0), none.state) == (Fated(), OfferState.OPEN)


@pytest.mark.parametrize(
    ("came", "by"),
    [
        (None, None),
        (DAY, date(2026, 12, 4)),
        (date.max, date.max),
        (date(9999, 12, 20), date.max),
    ],
)
def test_what_is_not_kept_goes_back_within_two_weeks(came, by):
    assert back_by(replace(TWO, received_on=came)) == by


def test_what_is_here_and_not_kept_waits():
    verdicts = (Verdict.DECLINE, Verdict.ACCEPT)
    assert waiting_lines(TWO, verdicts) == ()
    here = replace(TWO, received_on=DAY)
    assert waiting_lines(here, verdicts) == (0,)
    assert waiting_lines(with_fates(here, {0: BACK}), verdicts) == ()
