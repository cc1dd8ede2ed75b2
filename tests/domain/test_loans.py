"""Loans: what stands in the way of one, and what is no loan at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.loans import (
    Condition,
    Loan,
    LoanState,
    NoBorrower,
    Use,
    check_borrower,
    clash,
    days_of,
    days_over,
    first_free,
    holds,
    is_lendable,
    is_missed,
    is_open_day,
    open_day,
)
from libdesk.domain.records import ItemId, Role
from libdesk.domain.statuses import Status
from tests.domain.records_made import PLAIN

TODAY = date(2026, 11, 26)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
OPEN = (Span(time(9), time(17)),)
HOURS = Hours((*[OPEN] * 5, (), ()), (ClosedDay(TODAY, "Thanksgiving"),))


def day(number):
    return TODAY + timedelta(days=number)


def loan(first, last, state=LoanState.BOOKED, loan_id=1, item=7):
    return Loan(ItemId(item), "Ada", day(first), day(last), state, id=loan_id)


def test_both_ends_of_a_loan_count():
    assert loan(0, 0).days == 1
    assert loan(1, 3).days == 3


@pytest.mark.parametrize(
    ("first", "last", "is_in_the_way"), [(0, 1, False), (0, 2, True), (4, 9, True), (5, 9, False)]
)
def test_two_loans_of_a_thing_share_no_day(first, last, is_in_the_way):
    other = loan(2, 4)
    wanted = loan(first, last, loan_id=0)
    assert clash(wanted, [other], TODAY) == (other if is_in_the_way else None)
    assert clash(replace(wanted, item=ItemId(8)), [other], TODAY) is None
    assert clash(replace(wanted, id=other.id), [other], TODAY) is None


@pytest.mark.parametrize("state", [LoanState.RETURNED, LoanState.CANCELED])
def test_what_is_over_holds_nothing(state):
    over = loan(0, 3, state)
    assert not over.is_active
    assert not holds(over, TODAY)
    assert clash(loan(0, 3, loan_id=0), [over], TODAY) is None


def test_a_booking_that_nobody_came_for_holds_nothing():
    missed = loan(-3, -1)
    assert is_missed(missed, TODAY)
    assert not is_missed(loan(-3, 0), TODAY)
    assert not is_missed(loan(-3, -1, LoanState.OUT), TODAY)
    assert clash(loan(-3, 3, loan_id=0), [missed], TODAY) is None


def test_what_is_overdue_blocks_until_it_is_back():
    late = loan(-9, -2, LoanState.OUT)
    assert days_over(late, TODAY) == 2
    assert days_over(loan(-9, -2), TODAY) == 0
    assert clash(loan(30, 31, loan_id=0), [late], TODAY) == late
    assert first_free([late], TODAY, 1, TODAY) is None


def test_a_thing_is_with_one_person_at_a_time():
    ahead = loan(5, 6, LoanState.OUT)  # the clock was wrong when it was handed out
    assert clash(loan(0, 1, LoanState.OUT, loan_id=2), [ahead], TODAY) == ahead
    assert clash(loan(0, 1, loan_id=2), [ahead], TODAY) is None


def test_the_earliest_that_stands_in_the_way_is_named():
    first, second = loan(1, 2), loan(4, 5, loan_id=2)
    assert clash(loan(0, 9, loan_id=0), [second, first], TODAY) == first


@pytest.mark.parametrize(("days", "free"), [(1, 0), (2, 3), (3, 7)])
def test_the_first_free_days(days, free):
    taken = [loan(5, 6, loan_id=2), loan(1, 2), loan(3, 3, LoanState.CANCELED, loan_id=3)]
    assert first_free(taken, TODAY, days, TODAY) == day(free)


def test_what_is_ready_a_spare_or_meant_for_it_may_be_lent():
    def lendable(status, role=Role.NONE):
        return is_lendable(replace(PLAIN, status=status, role=role))

    assert {one for one in Status if lendable(one)} == {Status.READY, Status.SPARE}
    assert {one for one in Role if lendable(Status.IN_USE, one)} == {Role.LOAN, Role.TRAINING}
    assert not lendable(Status.IN_REPAIR, Role.LOAN)


def test_the_days_of_a_thing():
    some = [
        loan(2, 2, LoanState.OUT, loan_id=1),
        loan(5, 6, loan_id=2),
    ]
    found = days_of(some, TODAY, 8, TODAY, HOURS)
    assert [one.on for one in found] == [day(place) for place in range(8)]
    # Thanksgiving is closed, and so are Saturday and Sunday; a loan shows on them too.
    free, closed, booked, out = Use.FREE, Use.CLOSED, Use.BOOKED, Use.OUT
    assert [one.use for one in found] == [closed, free, out, closed, free, booked, booked, free]
    assert [one.loan.id for one in found if one.loan] == [1, 2, 2]


def test_the_days_of_what_is_overdue():
    late = loan(-5, -1, LoanState.OUT, loan_id=1)
    booked = loan(2, 2, loan_id=2)
    found = days_of([late, booked], day(-2), 6, TODAY)
    overdue = Use.OVERDUE
    assert [one.use for one in found] == [overdue] * 4 + [Use.BOOKED, overdue]


def test_a_day_on_which_nobody_is_there_gives_way_to_the_next_open_one():
    assert is_open_day(None, TODAY)
    assert not is_open_day(HOURS, TODAY)
    assert open_day(None, TODAY) == TODAY
    assert open_day(HOURS, TODAY) == day(1)
    assert open_day(HOURS, day(2)) == day(4)
    never = Hours(((),) * 7)
    assert open_day(never, TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ada Lovelace", None),
        ("Story time team", None),
        ("Children’s department 2", None),
        ("Patron services", None),
        ("", NoBorrower.MISSING),
        ("  ", NoBorrower.MISSING),
        ("21234567890123", NoBorrower.PRIVATE),
        ("card 2 1234 5678 90123", NoBorrower.PRIVATE),
        ("ada@example.org", NoBorrower.PRIVATE),
        ("Ada, 555-123-4567", NoBorrower.PRIVATE),
        ("P 123456", NoBorrower.PRIVATE),
        ("a patron", NoBorrower.PATRON),
        ("Customer #12", NoBorrower.PATRON),
        ("The public", NoBorrower.PATRON),
    ],
)
def test_who_may_borrow(text, why):
    assert check_borrower(text) is why


DAYS = st.integers(-20, 40)
LOANS = st.lists(
    st.builds(
        lambda first, length, state, number: loan(first, first + length, state, number),
        DAYS,
        st.integers(0, 9),
        st.sampled_from(LoanState),
        st.integers(1, 9),
    ),
    max_size=6,
)


@given(LOANS, DAYS, st.integers(1, 9))
def test_what_is_free_from_a_day_meets_no_other_loan(loans, start, days):
    free = first_free(loans, day(start), days, TODAY)
    if free is None:
        assert any(days_over(one, TODAY) for one in loans)
        return
    assert free >= day(start)
    wanted = Loan(ItemId(7), "Ada", free, free + timedelta(days=days - 1))
    assert clash(wanted, loans, TODAY) is None


@given(LOANS, DAYS)
def test_each_day_is_told_with_the_loan_that_holds_it(loans, first):
    for one in days_of(loans, day(first), 9, TODAY):
        wanted = Loan(ItemId(7), "Ada", one.on, one.on)
        if one.use is Use.FREE:
            assert all(
                days_over(other, TODAY) or clash(wanted, [other], TODAY) is None for other in loans
            )
        else:
            assert one.loan is not None
            assert clash(wanted, [one.loan], TODAY) == one.loan


def test_each_condition_is_told_apart():
    back = replace(loan(0, 1), state=LoanState.RETURNED, ended_at=NOON, condition=Condition.BROKEN)
    assert (back.condition, back.is_active) == (Condition.BROKEN, False)
