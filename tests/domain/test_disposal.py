"""Disposal: where a thing stands on its way out, what keeps it here, and what it may be worth."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.disposal import (
    Departure,
    How,
    Leaving,
    Step,
    fiscal_year,
    is_conflicted,
    is_locked,
    is_private,
    keep_proposal,
    shares,
    step_of,
)
from libdesk.domain.equipment import Tag
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Method, Result, WipeRecord

TODAY = date(2026, 11, 26)
PC = Record(Tag("LV-1"), "PC", "public PC", bought_on=date(2023, 11, 26), price=Money(60000))
GONE = Departure(ItemId(1), How.RECYCLED, TODAY, "Greenway Recycling")


@pytest.mark.parametrize(
    ("status", "is_wiped", "departure", "step"),
    [
        (Status.IN_USE, False, None, Step.SERVES),
        (Status.TO_WIPE, False, None, Step.WIPE),
        (Status.TO_WIPE, True, None, Step.WIPE),
        (Status.WIPED, False, None, Step.WIPE),
        (Status.WIPED, True, None, Step.READY),
        (Status.LOST, False, None, Step.LOST),
        (Status.GONE, True, None, Step.UNTOLD),
        (Status.GONE, True, GONE, Step.CERTIFICATE),
        (Status.GONE, True, replace(GONE, certificate="77"), Step.GONE),
        (Status.GONE, True, replace(GONE, how=How.SOLD), Step.GONE),
    ],
)
def test_where_a_thing_stands(status, is_wiped, departure, step):
    record = replace(PC, status=status)
    assert step_of(record, is_wiped=is_wiped, departure=departure, today=TODAY) is step


def test_what_a_grant_paid_for_is_locked_until_its_day():
    kept = replace(PC, status=Status.WIPED, keep_until=date(2026, 11, 27))
    assert is_locked(kept, TODAY)
    assert step_of(kept, is_wiped=True, departure=None, today=TODAY) is Step.LOCKED
    assert not is_locked(kept, date(2026, 11, 27))
    assert not is_locked(PC, TODAY)


@pytest.mark.parametrize("funder", ["E-rate", "USAC E-Rate 2023", "erate C2"])
def test_what_e_rate_paid_for_is_proposed_to_be_kept_five_years(funder):
    assert keep_proposal(replace(PC, funder=funder)) == date(2028, 11, 26)


@pytest.mark.parametrize(
    "change",
    [
        {"funder": "Friends"},
        {"bought_on": None},
        {"keep_until": TODAY},
        {"funder": "Literate Friends"},
    ],
)
def test_nothing_else_is_proposed(change):
    assert keep_proposal(replace(PC, **{"funder": "E-rate", **change})) is None


@given(st.integers(0, 10**12), st.integers(1, 400))
def test_a_price_for_several_is_shared_out_to_the_last_cent(minor, count):
    parts = [one.minor for one in shares(Money(minor), count) if one is not None]
    assert len(parts) == count
    assert sum(parts) == minor
    assert max(parts) - min(parts) <= 1
    assert shares(None, count) == (None,) * count


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_each_day_is_in_its_fiscal_year(day, month):
    since, until = fiscal_year(day, month)
    assert since <= day < until
    assert (since.month, since.day, until.year - since.year) == (month, 1, 1)


def test_whoever_declares_surplus_is_told_apart_from_organizations():
    assert is_conflicted(replace(GONE, to="the Ada Berg family"), ["Ada Berg"])
    assert not is_conflicted(replace(GONE, to="Adaberg Recycling"), ["Ada", ""])
    assert is_private("greta@example.org")
    assert not is_private("Fernhill Elementary School")


def test_a_failed_wipe_is_told_until_one_is_done():
    failed = WipeRecord(
        ItemId(1), "sanitize", Method.PURGE, DiskKind.SSD, "Ada", TODAY, result=Result.FAILED
    )
    leaving = Leaving(PC, Step.WIPE, holds_storage=True, wipes=(failed,))
    assert leaving.has_failed
    assert not replace(leaving, wiped=replace(failed, result=Result.DONE)).has_failed
    assert not replace(leaving, wipes=()).has_failed


def test_a_certificate_tells_of_a_wipe_that_was_done():
    failed = WipeRecord(
        ItemId(1), "sanitize", Method.PURGE, DiskKind.SSD, "Ada", TODAY, result=Result.FAILED
    )
    cleared = replace(failed, method=Method.CLEAR, result=Result.DONE)
    leaving = Leaving(PC, Step.WIPE, holds_storage=True, wipes=(failed, cleared))
    assert leaving.certified is cleared
    assert replace(leaving, wipes=(failed,)).certified is None
    purged = replace(cleared, method=Method.PURGE)
    assert replace(leaving, wiped=purged).certified is purged
