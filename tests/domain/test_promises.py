"""What a reporter may expect, and by when, in IT's own hours."""

import copy
import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.hours import ClosedDay, Hours, Span, is_open, open_time_between
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Lead, Promise, Target, parse_targets, promise

SHIPPED = json.loads(
    Path(__file__)
    .parents[2]
    .joinpath("resources", "promises", "targets.json")
    .read_text(encoding="utf-8")
)
TARGETS = parse_targets(SHIPPED)
OFFICE = (Span(time(8, 30), time(17)),)
HOURS = Hours((OFFICE,) * 5 + ((), ()), (ClosedDay(date(2026, 11, 26)),), "America/Chicago")
NEVER = Hours(((),) * 7)
VISIT = date(2026, 12, 3)


def at(words):
    """A moment in UTC from a winter's date and time in Chicago."""
    return datetime.fromisoformat(f"{words}-06:00").astimezone(UTC)


def test_the_shipped_promises_are_those_for_one_person():
    minutes, days = (
        lambda count: Lead(timedelta(minutes=count)),
        lambda count: Lead(open_days=count),
    )
    assert (
        Target(Priority.NOW, minutes(60), minutes(480)),
        Target(Priority.TODAY, minutes(240), days(2)),
        Target(Priority.THIS_WEEK, days(1), days(5)),
        Target(Priority.WHEN_WE_CAN, days(3), days(20)),
    ) == TARGETS
    assert date.fromisoformat(SHIPPED["as_at"])
    assert SHIPPED["source"]


@pytest.mark.rows("S15")
@pytest.mark.parametrize(
    ("priority", "filed", "begins", "answer", "fix"),
    [
        # Monday morning; Thursday is Thanksgiving.
        (Priority.NOW, "23 09:00", "23 09:00", "23 10:00", "23 17:00"),
        (Priority.NOW, "23 16:30", "23 16:30", "24 09:00", "24 16:00"),
        (Priority.NOW, "25 22:00", "27 08:30", "27 09:30", "27 16:30"),
        (Priority.TODAY, "23 09:00", "23 09:00", "23 13:00", "25 09:00"),
        (Priority.TODAY, "23 15:00", "23 15:00", "24 10:30", "25 15:00"),
        (Priority.THIS_WEEK, "25 09:00", "25 09:00", "27 09:00", "12-03 09:00"),
        (Priority.THIS_WEEK, "28 09:00", "30 08:30", "12-01 08:30", "12-07 08:30"),
        (Priority.WHEN_WE_CAN, "23 09:00", "23 09:00", "27 09:00", "12-22 09:00"),
    ],
)
def test_a_promise_is_a_clock_time_in_its_hours(priority, filed, begins, answer, fix):
    filed, *times = (
        at(f"2026-{words if '-' in words else f'11-{words}'}")
        for words in (filed, begins, answer, fix)
    )
    assert promise(priority, filed, HOURS, TARGETS, next_visit=VISIT) == Promise(*times)


@pytest.mark.rows("S13")
@pytest.mark.parametrize("priority", Priority)
def test_a_little_thing_is_promised_the_next_visit_and_no_hour(priority):
    saturday = at("2026-11-28 10:00")
    for hours, begins in ((HOURS, at("2026-11-30 08:30")), (None, saturday), (NEVER, saturday)):
        for visit in (VISIT, None):
            found = promise(priority, saturday, hours, TARGETS, niggle=True, next_visit=visit)
            assert found == Promise(begins, None, None, visit)


@pytest.mark.parametrize(
    ("hours", "targets"), [(None, TARGETS), (HOURS, ()), (HOURS, TARGETS[1:]), (NEVER, TARGETS)]
)
def test_where_nothing_is_known_no_time_is_promised(hours, targets):
    filed = at("2026-11-28 10:00")
    assert promise(Priority.NOW, filed, hours, targets) == Promise(filed, None, None)


def test_who_promises_no_fix_names_no_time_for_it():
    answer = Target(Priority.NOW, Lead(timedelta(hours=1)), Lead())
    filed = at("2026-11-23 09:00")
    found = promise(Priority.NOW, filed, HOURS, (answer,))
    assert found == Promise(filed, at("2026-11-23 10:00"), None)


@pytest.mark.parametrize("year", [1999, 2031])
def test_b13_a_clock_that_is_years_off_is_promised_by_its_own_time(year):
    filed = datetime(year, 1, 5, 15, tzinfo=UTC)
    found = promise(Priority.NOW, filed, HOURS, TARGETS)
    assert found.answer_by is not None
    assert filed < found.answer_by < filed + timedelta(days=4)


@given(
    st.sampled_from(Priority),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware by timezones
)
def test_an_answer_is_due_before_a_fix_and_both_while_it_is_there(priority, filed):
    found = promise(priority, filed, HOURS, TARGETS)
    assert found.answer_by is not None
    assert found.fix_by is not None
    assert filed <= found.begins_at < found.answer_by < found.fix_by
    assert is_open(HOURS, found.begins_at)
    assert open_time_between(HOURS, filed, found.begins_at) == timedelta(0)
    for due in (found.answer_by, found.fix_by):
        assert is_open(HOURS, due - timedelta.resolution) or is_open(HOURS, due)
    if priority is Priority.NOW:
        assert open_time_between(HOURS, filed, found.answer_by) == timedelta(hours=1)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - made aware by timezones
def test_what_is_more_urgent_is_never_due_later(filed):
    answers, fixes = (
        [getattr(promise(priority, filed, HOURS, TARGETS), due) for priority in Priority]
        for due in ("answer_by", "fix_by")
    )
    assert answers == sorted(answers)
    assert fixes == sorted(fixes)


def _changed(path, value):
    document = copy.deepcopy(SHIPPED)
    *way, last = path.split(".")
    part = document
    for key in way:
        part = part[key]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("targets", None, "lack a part: targets"),
        ("targets", [], "lack a part: targets"),
        ("targets.today", None, "lack a part: today"),
        ("targets.today", "soon", "lack a part: today"),
        ("targets.this_week.fix", None, "lack a part: this_week.fix"),
        ("targets.now.answer", 60, "lack a part: now.answer"),
        ("targets.someday", {}, "no such priority: someday"),
        ("targets.now.answer", {}, "either open_minutes or open_days in now.answer"),
        ("targets.now.answer", {"hours": 1}, "either open_minutes or open_days in now.answer"),
        (
            "targets.now.fix",
            {"open_minutes": 1, "open_days": 1},
            "either open_minutes or open_days in now.fix",
        ),
        ("targets.now.fix.open_minutes", "480", "from 1 to 525600 in now.fix"),
        ("targets.now.fix.open_minutes", 4.5, "from 1 to 525600 in now.fix"),
        ("targets.now.fix.open_minutes", True, "from 1 to 525600 in now.fix"),
        ("targets.now.fix.open_minutes", 0, "from 1 to 525600 in now.fix"),
        ("targets.today.fix.open_days", -1, "from 1 to 365 in today.fix"),
        ("targets.today.fix.open_days", 2**70, "from 1 to 365 in today.fix"),
        ("targets.today.fix.open_days", 366, "from 1 to 365 in today.fix"),
    ],
)
def test_b15_promises_that_cannot_be_are_refused_by_name(path, value, named):
    with pytest.raises(ValueError, match=named.replace(".", r"\.")):
        parse_targets(_changed(path, value))
