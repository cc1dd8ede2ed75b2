"""Whenever the sample is opened, a morning's work lies there: new, late, waiting, twice, urgent."""

from collections import Counter
from datetime import timedelta

import pytest

from libdesk.domain.inbox import Order, View
from libdesk.domain.priority import Priority
from libdesk.domain.problems import State, WaitingOn
from libdesk.domain.promises import promise
from libdesk.services.sample import Sample
from tests.services.fakes import START
from tests.services.sample_library import WORDS, counted, fill, is_within

MONDAY_MORNING = START.replace(hour=9, minute=40)
MOMENTS = [
    *(MONDAY_MORNING + timedelta(days=day) for day in range(7)),
    *(MONDAY_MORNING.replace(hour=hour) for hour in (0, 7, 12, 16, 22)),
    *(MONDAY_MORNING + timedelta(days=90 * quarter, hours=3) for quarter in (1, 2, 3)),
]
DESK = WORDS["library"]["hours"]["week"]


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda at: f"{at:%a %d %b %H:%M}")
def now(request):
    return request.param


@pytest.fixture(scope="module")
def library(now):
    return fill(Sample(), now)


@pytest.fixture(scope="module")
def new(library):
    return [one for one in counted(library) if one.state is State.NEW]


def test_a_dozen_reports_are_new_and_need_somebody(library, new):
    assert 12 <= len(new) <= 16
    with library() as unit:
        lines = unit.inbox.lines(unit.inbox.sequences(View.NEEDS_ME, Order()))
    assert sum(line.state is State.NEW for line in lines) >= len(new)
    assert lines[0].priority is Priority.NOW
    assert lines[0].state is State.NEW


def test_something_has_just_come_where_a_branch_is_open_or_was_last(new, now):
    newest = max(one.received_at for one in new)
    is_open = any(is_within(branch["open"], now) for branch in WORDS["library"]["branches"])
    assert now - newest < (timedelta(hours=2) if is_open else timedelta(hours=22))
    assert newest <= now


def test_two_things_were_reported_twice_at_one_branch(new):
    things = Counter((one.report.branch, one.report.item) for one in new if one.report.item)
    assert sorted(times for times in things.values() if times > 1) == [2, 2]


def test_one_cannot_wait_and_its_reporter_is_there_for_a_while(new, now):
    urgent = [one for one in new if one.priority is Priority.NOW]
    assert urgent
    there = [one.report.here_until for one in new if one.report.here_until]
    assert len(there) >= 2
    assert all(now < until < now + timedelta(days=4) for until in there)
    assert all(until.minute in (0, 30) for until in there)


def test_the_first_answer_to_one_is_late(library, new, now):
    tables = library.tables
    late = []
    for one in new:
        told = promise(one.priority, one.report.filed_at, tables.hours, tables.targets)
        if told.answer_by is not None and told.answer_by < now:
            late.append(one)
    assert late


def test_what_waited_until_a_day_that_is_over_and_what_comes_back_are_there(library, now):
    waiting = [one.waiting for one in counted(library) if one.waiting]
    assert {one.on for one in waiting} >= {WaitingOn.SUPPLIER, WaitingOn.REPORTER}
    over = [one for one in waiting if one.until < now.date()]
    assert 2 <= len(over) < len(waiting)
    again = [one.look_again_on for one in counted(library) if one.look_again_on]
    assert any(day <= now.date() for day in again)
    assert any(day > now.date() for day in again)


def test_the_past_is_in_order_whenever_it_is_told(library, now):
    for one in library.tables.problems.values():
        moments = [event.at for event in one.history]
        assert moments == sorted(moments), one.report.title
        assert one.report.filed_at <= moments[0]
        assert moments[-1] <= now
        for event in one.history:
            if event.by == "IT":
                assert is_within(DESK, event.at), (one.report.title, event)


def test_known_problems_are_those_of_today(library, now):
    with library() as unit:
        printing = next(one for one in unit.notices.open() if one.branch == "FER")
    assert now - timedelta(days=4) < printing.since < now < printing.until
    said = [one.report for one in counted(library) if one.report.notice == printing.id]
    assert len(said) == printing.count == 2
    assert all(report.filed_at > printing.since for report in said)
