"""How fast first answers come: open minutes, the middle one, and silence about small numbers."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from libdesk.domain.bulletin import PACE_NEEDS, Pace
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.pace import LOOK_BACK, FirstAnswer, paces

OPEN = Span(time(8, 30), time(17, 0))
HOURS = Hours(((OPEN,),) * 5 + ((), ()), (ClosedDay(date(2026, 11, 26), "Thanksgiving"),), "UTC")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def answers(*minutes, branch="CEN", received_at=MONDAY):
    return [
        FirstAnswer(branch, received_at, received_at + timedelta(minutes=one)) for one in minutes
    ]


@pytest.mark.rows("S22")
def test_the_middle_answer_of_a_month_is_told():
    told = paces(answers(5, 300, 10, 15, 20), HOURS, NOW)
    assert told == (Pace("CEN", date(2026, 11, 1), 5, 15),)


def test_of_an_even_number_the_later_of_the_two_middle_ones_is_told():
    assert paces(answers(10, 20, 30, 40, 50, 60), HOURS, NOW)[0].median_minutes == 40


@pytest.mark.rows("S22")
def test_fewer_than_five_answers_tell_nothing():
    few = answers(*[10] * (PACE_NEEDS - 1))
    assert paces(few, HOURS, NOW) == ()
    assert paces([*few, *answers(10, branch="FER")], HOURS, NOW) == ()
    assert paces([*few, *answers(10)], HOURS, NOW)


@pytest.mark.parametrize(
    ("received_at", "answered_at", "minutes"),
    [
        (datetime(2026, 11, 20, 16, 50, tzinfo=UTC), datetime(2026, 11, 23, 8, 40, tzinfo=UTC), 20),
        (datetime(2026, 11, 21, 10, 0, tzinfo=UTC), datetime(2026, 11, 22, 10, 0, tzinfo=UTC), 0),
        (datetime(2026, 11, 25, 16, 0, tzinfo=UTC), datetime(2026, 11, 27, 9, 0, tzinfo=UTC), 90),
        (MONDAY, MONDAY - timedelta(hours=1), 0),
        (MONDAY, MONDAY + timedelta(seconds=59), 0),
    ],
    ids=["over a weekend", "on a weekend", "over a closed day", "clock set back", "at once"],
)
def test_only_open_time_counts(received_at, answered_at, minutes):
    rows = [FirstAnswer("CEN", received_at, answered_at)] * PACE_NEEDS
    (told,) = paces(rows, HOURS, datetime(2026, 11, 29, tzinfo=UTC))
    assert told.median_minutes == minutes


def test_the_newest_month_comes_first_and_branches_in_order():
    october = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    rows = [
        *answers(*[5] * 5, branch="MIL", received_at=october),
        *answers(*[6] * 5, branch="FER"),
        *answers(*[7] * 5, branch="DEP"),
    ]
    assert [(one.month.month, one.branch) for one in paces(rows, HOURS, NOW)] == [
        (11, "DEP"),
        (11, "FER"),
        (10, "MIL"),
    ]


@pytest.mark.parametrize(
    ("received_at", "is_told"),
    [
        (datetime(2026, 6, 1, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 5, 31, 23, 59, tzinfo=UTC), False),
        (NOW - LOOK_BACK - timedelta(days=1), False),
        (NOW, True),
        (NOW + timedelta(seconds=1), False),
        (datetime.min.replace(tzinfo=UTC), False),
        (datetime.max.replace(tzinfo=UTC), False),
    ],
)
def test_six_months_are_told_and_no_others(received_at, is_told):
    rows = [FirstAnswer("CEN", received_at, received_at)] * PACE_NEEDS
    assert bool(paces(rows, HOURS, NOW)) is is_told


def test_the_six_months_reach_into_the_year_before():
    rows = answers(*[5] * 5, received_at=datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    january = datetime(2027, 1, 31, 9, 0, tzinfo=UTC)
    assert paces(rows, HOURS, january)[0].month == date(2026, 9, 1)
    february = datetime(2027, 2, 28, 9, 0, tzinfo=UTC)
    assert paces(rows, HOURS, february)[0].month == date(2026, 9, 1)
    assert paces(rows, HOURS, datetime(2027, 3, 1, 9, 0, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    ("zone", "month"), [("UTC", 11), ("America/Chicago", 10), ("Nowhere/Town", None), ("", None)]
)
def test_a_month_is_the_librarys_own(zone, month):
    rows = answers(*[5] * 5, received_at=datetime(2026, 11, 1, 3, 0, tzinfo=UTC))
    (told,) = paces(rows, Hours(HOURS.week, zone=zone), NOW)
    assert told.month.month == month or (month is None and told.month.month in (10, 11))


def test_reports_without_a_branch_have_no_pace():
    assert paces(answers(*[5] * 9, branch=""), HOURS, NOW) == ()
