"""Planned work: when its notice is due, when it comes again, and when it is over (S57)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from libdesk.domain.bulletin import Notice, is_over, tells_planned_work
from libdesk.domain.planned_changes import (
    Every,
    PlannedChange,
    Unit,
    done,
    is_overdue,
    local_end,
    next_on,
    notice_ids,
    notice_is_due,
    put_off,
    with_clashes,
)
from libdesk.domain.requirements import About, Requirement, Says, Target

pytestmark = pytest.mark.rows("S57")

DAY = date(2026, 12, 3)
WORK = PlannedChange("Update of the catalog", DAY, draft_days=7)


def every(count, unit, on=DAY):
    return replace(WORK, on=on, every=Every(count, unit))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 25), False),
        (date(2026, 11, 26), True),
        (DAY, True),
        (date(2026, 12, 4), False),
    ],
)
def test_a_notice_is_due_some_days_ahead(today, due):
    assert notice_is_due(WORK, today) is due


def test_no_notice_is_due_of_what_is_told_or_over_or_for_nobody():
    assert not notice_is_due(replace(WORK, told_for=DAY), DAY)
    assert notice_is_due(replace(WORK, told_for=date(2025, 12, 3)), DAY)
    assert not notice_is_due(replace(WORK, is_over=True), DAY)
    assert not notice_is_due(replace(WORK, draft_days=0), DAY)


def test_work_is_overdue_the_day_after():
    assert not is_overdue(WORK, DAY)
    assert is_overdue(WORK, date(2026, 12, 4))
    assert not is_overdue(replace(WORK, is_over=True), date(2026, 12, 4))


@pytest.mark.parametrize(
    ("work", "after", "expected"),
    [
        (WORK, DAY, None),
        (every(2, Unit.WEEKS), DAY, date(2026, 12, 17)),
        (every(1, Unit.WEEKS), date(2027, 1, 1), date(2027, 1, 7)),
        (every(1, Unit.MONTHS, date(2027, 1, 31)), date(2027, 1, 31), date(2027, 2, 28)),
        (every(1, Unit.MONTHS, date(2027, 1, 31)), date(2027, 2, 28), date(2027, 3, 31)),
        (every(1, Unit.MONTHS), date(2027, 1, 2), date(2027, 1, 3)),
        (every(1, Unit.YEARS, date(2028, 2, 29)), date(2028, 2, 29), date(2029, 2, 28)),
        (every(4, Unit.YEARS, date(2028, 2, 29)), date(2029, 1, 1), date(2032, 2, 29)),
        (every(1, Unit.YEARS, date(2999, 6, 1)), date(2999, 6, 1), None),
        (every(1, Unit.WEEKS, date(2999, 12, 30)), date(2999, 12, 30), None),
    ],
)
def test_work_comes_again(work, after, expected):
    assert next_on(work, after) == expected


def test_what_is_done_is_over_or_waits_for_its_next_day():
    assert done(WORK, DAY) == replace(WORK, done_on=DAY, is_over=True)
    again = done(every(1, Unit.YEARS), date(2026, 12, 10))
    assert (again.on, again.done_on, again.is_over) == (
        date(2027, 12, 3),
        date(2026, 12, 10),
        False,
    )


def test_what_was_put_off_once_comes_again_on_its_usual_day():
    monthly = every(1, Unit.MONTHS)
    later = put_off(monthly, date(2026, 12, 20))
    assert done(later, date(2026, 12, 20)).on == date(2027, 1, 3)
    sooner = put_off(monthly, date(2026, 11, 30))
    assert done(sooner, date(2026, 11, 30)).on == date(2027, 1, 3)
    assert put_off(WORK, date(2027, 1, 1)) == replace(WORK, on=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, "2026-12-04 00:00"),
        (time(9), time(11), "2026-12-03 11:00"),
        (time(22), time(2), "2026-12-04 02:00"),
        (time(22), time(0), "2026-12-04 00:00"),
        (None, time(12), "2026-12-03 12:00"),
        (None, time(0), "2026-12-04 00:00"),
        (time(9), None, "2026-12-04 00:00"),
    ],
)
def test_when_work_is_over(begins, ends, expected):
    assert f"{local_end(replace(WORK, begins=begins, ends=ends)):%Y-%m-%d %H:%M}" == expected


def test_one_notice_for_each_branch():
    ids = notice_ids(replace(WORK, id=7, branches=("CEN", "MIL")))
    assert ids == ("planned-7-0", "planned-7-1")
    assert notice_ids(replace(WORK, id=7)) == ("planned-7-0",)
    assert all(map(tells_planned_work, ids))
    assert not tells_planned_work("problem-1")


def test_a_notice_of_planned_work_is_over_with_it_and_no_other_is():
    at = datetime(2026, 12, 3, 11, tzinfo=UTC)
    told = Notice("No catalog.", "", at, "planned-7-0", until=at)
    assert is_over(told, at)
    assert not is_over(told, at - timedelta(seconds=1))
    assert not is_over(replace(told, until=None), at)
    assert not is_over(replace(told, id="problem-1"), at)


@pytest.mark.rows("S60")
def test_what_leads_to_the_same_clashes_alike_and_what_is_over_with_nothing():
    letter = Requirement("catalog", About.SYSTEM, "Windows 11", Says.FORBIDS)
    to = replace(WORK, target=Target(About.SYSTEM, "Windows 11"))
    found = with_clashes([to, replace(to, id=2), replace(to, is_over=True), WORK], [letter])
    assert [len(one.clashes) for one in found] == [1, 1, 0, 0]
