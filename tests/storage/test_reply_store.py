"""Messages to reporters: numbered without gaps when they leave, held until then."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from libdesk.domain.priority import Priority
from libdesk.domain.problems import Reply, ReplyKind, ReportId, State, WaitingOn
from libdesk.storage.database import Database
from tests.storage.made import START, SetClock, new_problem, reply, store

HELD = timedelta(seconds=15)


def due(database, at=START, limit=100, source="folder"):
    with database.unit(write=True) as unit:
        return unit.replies.due(at, limit, source=source)


def written(database, at=START, **asked):
    """Do what intake does: take what is due, and note that it was written."""
    ready = due(database, at, **asked)
    with database.unit(write=True) as unit:
        unit.replies.mark_written(ready, at)
    return ready


def told(ready):
    return [(one.reply.number, one.reply.text) for one in ready]


@pytest.fixture
def report_id(database):
    return store(database, new_problem())[0]


def add(database, report_id, text, after=timedelta(0)):
    with database.unit(write=True) as unit:
        return unit.replies.add(report_id, reply(text), goes_out_at=START + after)


def test_a_message_comes_out_as_it_went_in_with_its_key_and_its_number(database):
    new = new_problem(source="share")
    (report_id,) = store(database, new)
    message = Reply(0, ReplyKind.STATE, START, "We wait.", "Kim", State.WAITING, date(2026, 12, 1))
    with database.unit(write=True) as unit:
        unit.replies.add(report_id, message, goes_out_at=START)
    (ready,) = due(database, source="share")
    assert ready.report_id == report_id
    assert ready.reply_key == new.reply_key
    assert ready.source == "share"
    assert ready.reply == Reply(
        1, ReplyKind.STATE, START, "We wait.", "Kim", State.WAITING, date(2026, 12, 1)
    )


def test_a_message_without_words_or_state_comes_out_so(database, report_id):
    with database.unit(write=True) as unit:
        unit.replies.add(report_id, Reply(9, ReplyKind.RECEIVED, START), goes_out_at=START)
    assert due(database)[0].reply == Reply(1, ReplyKind.RECEIVED, START)


def test_nothing_leaves_before_its_time(database, report_id):
    add(database, report_id, "held", HELD)
    assert due(database, START + HELD - timedelta(microseconds=1)) == ()
    assert told(due(database, START + HELD)) == [(1, "held")]


def test_what_was_written_is_not_due_again(database, report_id):
    add(database, report_id, "once")
    assert told(written(database)) == [(1, "once")]
    assert due(database) == ()


def test_what_was_not_written_comes_again_under_the_same_number(database, report_id):
    add(database, report_id, "first")
    add(database, report_id, "second")
    assert told(due(database)) == told(due(database)) == [(1, "first"), (2, "second")]


def test_a_message_taken_back_leaves_no_gap(database, report_id):
    add(database, report_id, "received")
    written(database)
    slip = add(database, report_id, "slip", HELD)
    add(database, report_id, "better", HELD)
    with database.unit(write=True) as unit:
        assert unit.replies.take_back(report_id, slip)
        assert not unit.replies.take_back(report_id, slip)
    assert told(written(database, START + HELD)) == [(2, "better")]


def test_what_has_left_cannot_be_taken_back_even_when_it_was_not_noted_as_written(
    database, report_id
):
    key = add(database, report_id, "gone")
    due(database)  # on the share now; then the power went
    with database.unit(write=True) as unit:
        assert not unit.replies.take_back(report_id, key)
    assert told(due(database)) == [(1, "gone")]


def test_only_the_report_that_a_message_belongs_to_can_take_it_back(database, report_id):
    (other,) = store(database, new_problem())
    key = add(database, report_id, "mine", HELD)
    with database.unit(write=True) as unit:
        assert not unit.replies.take_back(other, key)
        assert not unit.replies.take_back(report_id, key + 1)
        assert not unit.replies.take_back(report_id, 0)
    assert told(due(database, START + HELD)) == [(1, "mine")]


def test_a_key_is_never_given_twice(database, report_id):
    old = add(database, report_id, "old", HELD)
    with database.unit(write=True) as unit:
        unit.replies.take_back(report_id, old)
    assert add(database, report_id, "new", HELD) != old


def test_no_message_overtakes_one_of_the_same_report_that_is_held(database, report_id):
    """Else the reporter would read last where the problem stood first."""
    (other,) = store(database, new_problem())
    add(database, report_id, "held", HELD)
    add(database, report_id, "at once")
    add(database, other, "another's")
    assert told(written(database)) == [(1, "another's")]
    assert told(written(database, START + HELD)) == [(1, "held"), (2, "at once")]


def test_what_is_taken_back_holds_nothing_up_any_more(database, report_id):
    key = add(database, report_id, "held", HELD)
    add(database, report_id, "at once")
    with database.unit(write=True) as unit:
        unit.replies.take_back(report_id, key)
    assert told(written(database)) == [(1, "at once")]


def test_on_whom_it_waits_and_how_soon_come_out_as_they_went_in(database, report_id):
    message = reply(
        kind=ReplyKind.RESTATED, waiting_on=WaitingOn.REPORTER, priority=Priority.WHEN_WE_CAN
    )
    with database.unit(write=True) as unit:
        unit.replies.add(report_id, message, goes_out_at=START)
    (ready,) = due(database)
    assert ready.reply == replace(message, number=1)


def test_each_source_gets_its_own_messages_and_no_more_than_asked_for(database):
    near = store(database, *[new_problem(source="folder") for _ in range(3)])
    far = store(database, *[new_problem(source="share") for _ in range(2)])
    with database.unit(write=True) as unit:
        unit.replies.add_to_all((*far, *near), reply("got it"), goes_out_at=START)
    assert [one.report_id for one in due(database, limit=2)] == list(near[:2])
    assert [one.report_id for one in due(database, source="share")] == list(far)
    assert due(database, source="e-mail") == ()


def test_the_same_message_goes_to_all(database):
    ids = store(database, *[new_problem() for _ in range(60)])
    with database.unit(write=True) as unit:
        unit.replies.add_to_all(ids, reply("got it"), goes_out_at=START)
        unit.replies.add_to_all((), reply("nobody"), goes_out_at=START)
    ready = written(database)
    assert [one.report_id for one in ready] == list(ids)
    assert {(one.reply.number, one.reply.text) for one in ready} == {(1, "got it")}


def test_written_messages_are_written_again_under_their_numbers_and_held_ones_stay(
    database, report_id
):
    for text in ("one", "two"):
        add(database, report_id, text)
    written(database)
    add(database, report_id, "held", HELD)
    with database.unit(write=True) as unit:
        unit.replies.write_again(report_id)
    assert told(written(database)) == [(1, "one"), (2, "two")]
    assert told(written(database, START + HELD)) == [(3, "held")]


def test_when_the_desk_closes_held_messages_leave_at_once(database, clock, report_id):
    add(database, report_id, "held", HELD)
    assert due(database, clock()) == ()
    with database.unit(write=True) as unit:
        unit.replies.hurry()
    assert told(due(database, clock())) == [(1, "held")]


class Messages(RuleBasedStateMachine):
    """Whatever is added, taken back, written or lost on the way: 1, 2, 3 ... reach the reporter."""

    new_path: Callable[[], Path]

    @initialize()
    def start(self):
        self.clock = SetClock()
        self.database = Database.open(type(self).new_path(), now=self.clock)
        self.ids = store(self.database, *[new_problem() for _ in range(2)])
        self.share: dict[ReportId, dict[int, Reply]] = {one: {} for one in self.ids}
        self.keys = []

    @rule(which=st.integers(0, 1), held=st.booleans(), text=st.sampled_from("abc"))
    def add(self, which, held, text):
        goes_out_at = self.clock() + (HELD if held else timedelta(0))
        with self.database.unit(write=True) as unit:
            key = unit.replies.add(self.ids[which], reply(text), goes_out_at=goes_out_at)
        self.keys.append((self.ids[which], key))

    @rule(seconds=st.integers(-30, 30))
    def time_passes(self, seconds):
        self.clock.move(seconds=seconds)

    @rule(newest=st.integers(1, 4))
    def take_back(self, newest):
        for report_id, key in self.keys[-newest:][:1]:
            with self.database.unit(write=True) as unit:
                unit.replies.take_back(report_id, key)

    @rule(limit=st.integers(1, 5), noted=st.booleans())
    def write(self, limit, noted):
        """Write to the share; sometimes the power goes before that is noted."""
        ready = due(self.database, self.clock(), limit)
        for one in ready:
            before = self.share[one.report_id].setdefault(one.reply.number, one.reply)
            assert before == one.reply, "a number that a reporter may have read has other words"
        if noted:
            with self.database.unit(write=True) as unit:
                unit.replies.mark_written(ready, self.clock())

    @rule(which=st.integers(0, 1))
    def write_again(self, which):
        with self.database.unit(write=True) as unit:
            unit.replies.write_again(self.ids[which])

    @rule()
    def hurry(self):
        with self.database.unit(write=True) as unit:
            unit.replies.hurry()

    @invariant()
    def no_reporter_waits_for_a_number_that_never_comes(self):
        for replies in getattr(self, "share", {}).values():
            assert sorted(replies) == list(range(1, len(replies) + 1))

    def teardown(self):
        if hasattr(self, "database"):
            self.database.close()


@pytest.fixture
def machine(sqlite_template, tmp_path_factory):
    def make():
        folder = tmp_path_factory.mktemp("machine")
        return shutil.copy2(sqlite_template, folder / "libdesk.sqlite")

    class OnFile(Messages):
        new_path = staticmethod(make)

    return OnFile


def test_numbers_have_no_gap_whatever_happens(machine):
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )


def test_what_was_written_long_ago_is_stored_as_it_was_and_never_sent(database):
    store(database, first := new_problem(), second := new_problem())
    ids = [first.problem.report.id, second.problem.report.id]
    past = [
        (ids[0], replace(reply("We have it."), number=1, by="")),
        (ids[1], replace(reply("So have we."), number=1)),
        (ids[0], replace(reply("Fixed."), number=2)),
    ]
    with database.unit(write=True) as unit:
        unit.replies.add_written(())
        unit.replies.add_written(past)
    assert due(database) == ()
    with database.unit() as unit:
        answers = unit.problems.get(ids[0]).answers
    assert [(one.text, one.goes_out_at) for one in answers] == [
        ("We have it.", None),
        ("Fixed.", None),
    ]
    add(database, ids[0], "One thing more.")
    assert told(written(database)) == [(3, "One thing more.")]
