"""Follow-ups in the database: attached, read and found with their problem, listed nowhere."""

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from libdesk.domain.follow_ups import has_news, is_answered
from libdesk.domain.inbox import Column, Order, View
from libdesk.domain.priority import Effect, HowBad, Priority, Stopped
from libdesk.domain.problems import Event, FollowUp, FollowUpKind, Picture, State
from libdesk.domain.words import query
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.storage import word_index
from libdesk.storage.database import Database
from tests.services.fakes import MemoryShare
from tests.storage.made import START, new_id, new_problem, reply, report, store

SAID, HURTS = FollowUpKind.SAID, FollowUpKind.HURTS


def follow_up(of, kind=SAID, **parts):
    return report(follow_up=FollowUp(of, kind), **parts)


def attach(database, child, root):
    with database.unit(write=True) as unit:
        unit.problems.attach([child], root)


def get(database, report_id):
    with database.unit() as unit:
        return unit.problems.get(report_id)


def hits(database, text):
    with database.unit() as unit:
        return unit.inbox.search(query(text), 50)


@pytest.fixture
def pair(database):
    """A problem and what was added to it, not yet joined."""
    root = report(title="Printer jams")
    added = follow_up(
        root.id,
        saw="Zebra stripes now",
        pictures=(Picture("b.png", "image/png", b"two"), Picture("a.png", "image/png", b"one")),
    )
    store(database, new_problem(root), new_problem(added))
    return root, added


def test_whom_to_ask_and_what_it_goes_on_from_come_back_as_they_went_in(database):
    told = follow_up(
        new_id(),
        HURTS,
        contact="Maria, front desk",
        here_until=datetime(2026, 11, 21, 17, 30, tzinfo=UTC),
        notice="net-1",
    )
    plain = report()
    store(database, new_problem(told), new_problem(plain))
    assert get(database, told.id).report == told
    assert get(database, plain.id).report == plain


def test_what_was_attached_is_read_whole_with_its_problem(database, pair):
    root, added = pair
    assert get(database, root.id).follow_ups == ()
    attach(database, added.id, root.id)
    problem = get(database, root.id)
    assert problem.follow_ups == (added,)
    assert problem.report == root, "its pictures stay with it"
    assert get(database, added.id).version == 2


def test_several_are_read_in_the_order_of_their_arrival_each_with_its_own_pictures(database):
    root = report(pictures=(Picture("root.png", "image/png", b"root"),))
    added = [
        follow_up(root.id, pictures=(Picture(f"{number}.png", "image/png", bytes([number])),))
        for number in range(5)
    ]
    store(database, new_problem(root), *map(new_problem, added))
    for one in reversed(added):
        attach(database, one.id, root.id)
    problem = get(database, root.id)
    assert problem.follow_ups == tuple(added)
    assert problem.report.pictures == root.pictures


def test_it_is_in_no_view_no_order_and_no_count(database, pair):
    root, added = pair
    attach(database, added.id, root.id)
    with database.unit() as unit:
        for view, by, down in product((View.NEEDS_ME, View.ALL), Column, (True, False)):
            assert unit.inbox.sequences(view, Order(by, down)) == (1,)
        shown = {View.NEEDS_ME: 1, View.ALL: 1}
        assert unit.inbox.counts() == {**dict.fromkeys(View, 0), **shown}


def test_before_that_it_is_a_problem_like_any_other(database, pair):
    with database.unit() as unit:
        assert unit.inbox.sequences(View.ALL, Order()) == (2, 1)
        assert unit.inbox.counts()[View.ALL] == 2
    assert hits(database, "zebra ") == (2,)


def test_its_problem_is_found_by_the_words_of_both_and_it_by_none(database, pair):
    root, added = pair
    attach(database, added.id, root.id)
    for words in ("zebra ", "printer zebra ", "printer ", "zeb"):
        assert hits(database, words) == (1,), words
    assert hits(database, added.number) == (1,)
    assert all(not trouble for _, trouble in database.check())


def test_the_index_of_sqlite_is_whole_after_that(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    root = report(title="Printer")
    added = [follow_up(root.id, saw=f"printer zebra word{number}") for number in range(3)]
    store(database, new_problem(root), *map(new_problem, added))
    for one in added:
        attach(database, one.id, root.id)
    assert hits(database, "word0 word2 ") == (1,)
    database.close()
    with closing(sqlite3.connect(sqlite_file)) as connection:
        # Fails unless the index holds just the words that stand in the rows.
        connection.execute(
            "INSERT INTO word_index (word_index, rank) VALUES ('integrity-check', 1)"
        )


def test_the_index_of_sqlite_is_whole_however_often_words_were_added(sqlite_file, clock):
    """What is new is put beside what is there; parts of the index that grow together agree."""
    database = Database.open(sqlite_file, now=clock)
    dice = Random(3)
    roots = [report(title="Printer") for _ in range(2)]
    store(database, *map(new_problem, roots))
    for _ in range(60):
        words = (f"{dice.choice('abcp')}{dice.randrange(90)}" for _ in range(5))
        added = follow_up(dice.choice(roots).id, saw=" ".join(words))
        store(database, new_problem(added))
        attach(database, added.id, added.follow_up.of)
    with database.unit(write=True) as unit:  # and all of it moves on once more
        unit.problems._connection.exec_driver_sql(
            "UPDATE problems SET follows = ? WHERE sequence = 2", (str(roots[0].id),)
        )
    attach(database, roots[1].id, roots[0].id)
    database.close()
    with closing(sqlite3.connect(sqlite_file)) as connection:
        for order in ("'integrity-check'", "'optimize'", "'integrity-check'"):
            connection.execute(f"INSERT INTO word_index (word_index) VALUES ({order})")
        (stored,) = connection.execute("SELECT words FROM problem_words WHERE problem = 1")
        words = stored[0].split()
        for wanted in (*(f'"{word}"' for word in words), '"p"*', '"pri"*', '"a1"*'):
            found = connection.execute(
                "SELECT rowid FROM word_index WHERE word_index MATCH ?", (wanted,)
            ).fetchall()
            assert found == [(1,)], wanted


def test_words_beyond_what_a_row_holds_leave_the_first_ones_findable(database):
    root = report(title="Printer")
    added = follow_up(root.id)
    many = tuple(f"{number:039}" for number in range(word_index.WORDS_BYTES // 40))
    store(database, new_problem(root), new_problem(added, words=(*many, "last")))
    attach(database, added.id, root.id)
    assert hits(database, "printer ") == (1,)
    assert hits(database, f"{many[5]} ") == (1,)


def test_follow_ups_are_no_repeats_attached_or_not(database, pair):
    root, added = pair
    for _ in range(2):
        with database.unit() as unit:
            assert unit.problems.count_alike(root, START - timedelta(days=1)) == 1
        with_it = get(database, root.id).follow_ups
        if not with_it:
            attach(database, added.id, root.id)


def test_the_root_of_a_report_is_itself_or_what_it_joined(database, pair):
    root, added = pair
    with database.unit() as unit:
        assert unit.problems.find_root(added.id) == added.id
        assert unit.problems.find_root(new_id()) is None
    attach(database, added.id, root.id)
    with database.unit() as unit:
        assert unit.problems.find_root(added.id) == root.id
        assert unit.problems.find_root(root.id) == root.id


def test_loose_ones_are_told_by_their_own_id_and_by_what_they_go_on_from(database, pair):
    root, added = pair
    absent = new_id()
    (orphan,) = store(database, new_problem(follow_up(absent)))
    with database.unit() as unit:
        assert unit.problems.loose([root.id]) == (added.id,)
        assert unit.problems.loose([added.id]) == (added.id,)
        assert unit.problems.loose([absent, root.id]) == (added.id, orphan)
        assert unit.problems.loose([new_id()]) == ()
        assert unit.problems.loose([]) == ()
    attach(database, added.id, root.id)
    with database.unit() as unit:
        assert unit.problems.loose([root.id, added.id]) == ()


def test_what_was_attached_to_a_follow_up_goes_along(database, pair):
    root, added = pair
    third = follow_up(added.id, saw="Giraffe")
    store(database, new_problem(third))
    attach(database, third.id, added.id)
    assert get(database, added.id).follow_ups == (third,)
    attach(database, added.id, root.id)
    assert [one.id for one in get(database, root.id).follow_ups] == [added.id, third.id]
    assert hits(database, "giraffe printer ") == (1,)


def test_nothing_is_attached_to_itself_to_nothing_or_to_what_is_attached(database, pair):
    root, added = pair
    attach(database, added.id, root.id)
    (other,) = store(database, new_problem())
    for child, to in (
        (root.id, root.id),
        (new_id(), root.id),
        (root.id, new_id()),
        (other, added.id),
        (root.id, added.id),
    ):
        with pytest.raises(Refusal):
            attach(database, child, to)
    assert get(database, root.id).follow_ups == (added,)


def test_an_attached_one_stays_attached_when_its_state_is_changed(database, pair):
    root, added = pair
    attach(database, added.id, root.id)
    with pytest.raises(Conflict), database.unit(write=True) as unit:
        unit.problems.change(get(database, added.id), expected_version=1)
    with database.unit(write=True) as unit:
        now = unit.problems.get(added.id)
        unit.problems.change(replace(now, state=State.FIXED), expected_version=now.version)
    with database.unit() as unit:
        assert unit.inbox.sequences(View.ALL, Order()) == (1,)
        assert unit.problems.get(added.id).state is State.FIXED


def test_several_are_attached_at_once(database):
    root = report(title="Printer")
    added = [follow_up(root.id, saw=f"word{number}") for number in range(5)]
    third = follow_up(added[0].id, saw="giraffe")
    store(database, new_problem(root), *map(new_problem, added), new_problem(third))
    attach(database, third.id, added[0].id)
    with database.unit(write=True) as unit:
        unit.problems.attach([one.id for one in added], root.id)
    assert [one.id for one in get(database, root.id).follow_ups] == [
        *(one.id for one in added),
        third.id,
    ]
    assert {get(database, one.id).version for one in added} == {2}
    assert hits(database, "printer word0 word4 giraffe ") == (1,)
    assert hits(database, "word3 ") == (1,)
    assert all(not trouble for _, trouble in database.check())


def test_of_several_none_is_attached_when_one_cannot_be(database, pair):
    root, added = pair
    (other,) = store(database, new_problem())
    for ids in ([added.id, new_id()], [added.id, root.id], [new_id(), added.id]):
        with pytest.raises(Refusal), database.unit(write=True) as unit:
            unit.problems.attach(ids, root.id)
    with database.unit(write=True) as unit:
        unit.problems.attach([], other)
    assert get(database, root.id).follow_ups == get(database, other).follow_ups == ()


def test_a_problem_can_be_read_without_what_grows(database, pair):
    root, added = pair
    attach(database, added.id, root.id)
    with database.unit(write=True) as unit:
        unit.problems.note(root.id, Event(START, "Maria", "said", "More"))
        unit.replies.add(root.id, reply("Try this."), goes_out_at=START)
    whole = get(database, root.id)
    with database.unit() as unit:
        bare = unit.problems.get_bare(root.id)
        with pytest.raises(Refusal):
            unit.problems.get_bare(new_id())
    assert whole.follow_ups
    assert whole.answers
    assert len(whole.history) == 2
    assert bare == replace(whole, follow_ups=(), answers=(), history=whole.history[-1:])


def test_the_effects_of_what_hurts_are_told_each_once(database):
    root = report()
    bad, worse = Effect(Stopped.ONE), Effect(Stopped.EVERYONE, deadline_at=START)
    told = ((HURTS, bad), (HURTS, bad), (HURTS, worse), (SAID, Effect(danger=True)))
    added = [follow_up(root.id, kind, effect=effect) for kind, effect in told]
    store(database, new_problem(root), *map(new_problem, added))
    with database.unit(write=True) as unit:
        assert unit.problems.effects(root.id) == (), "nothing has joined it yet"
        unit.problems.attach([one.id for one in added], root.id)
        found = unit.problems.effects(root.id)
    assert sorted(found, key=repr) == sorted((bad, worse), key=repr)


STEPS = ("said", "withdrawn", "seen", "answered", "taken back", "doing")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=7))
def test_a_line_tells_what_the_rules_tell_of_its_problem(database, clock, steps):
    (report_id,) = store(database, new_problem())
    key = 0
    for step in steps:
        now = clock.move(seconds=1)
        with database.unit(write=True) as unit:
            if step == "answered":
                key = unit.replies.add(report_id, replace(reply("Words."), at=now), goes_out_at=now)
                unit.problems.note(report_id, Event(now, "Sam", step, "Words."))
            elif step == "taken back":
                if unit.replies.take_back(report_id, key):
                    unit.problems.note(report_id, Event(now, "Sam", "took_back"))
            else:
                by = "Maria" if step in ("said", "withdrawn") else "Sam"
                unit.problems.note(report_id, Event(now, by, step))
    with database.unit() as unit:
        problem = unit.problems.get(report_id)
        (line,) = unit.inbox.lines([problem.sequence])
    assert (line.has_news, line.is_answered) == (has_news(problem), is_answered(problem))


@contextmanager
def counted_steps():
    """Count what SQLite does, in thousands of the steps of its own machine."""
    done = [0]

    def one_more():
        done[0] += 1
        return 0

    def listen(connection, *_):
        connection.connection.driver_connection.set_progress_handler(one_more, 1000)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield done
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


@pytest.mark.parametrize("is_early", [True, False])
def test_many_follow_ups_of_one_report_are_work_for_each_of_them_only(tmp_path, clock, is_early):
    steps = {}
    for many in (500, 2_000):
        database = Database.open(tmp_path / str(many) / "libdesk.sqlite", now=clock)
        share = MemoryShare()
        root = report()
        share.drop(root, "9" if is_early else "0")
        for number in range(many):
            kind = HURTS if number % 3 else SAID
            share.drop(follow_up(root.id, kind, saw=f"words {number}"), f"1{number:05}")
        with counted_steps() as done:
            Intake(database.unit, [share], clock).collect()
        assert len(get(database, root.id).follow_ups) == many
        database.close()
        (steps[many],) = done
    # Four times as many. A batch still counts what is alike, at a few steps for each; sixteen times
    # as much would be each with every other.
    assert steps[2_000] < 8 * steps[500]


REPORTS = (
    report(title="Printer jams"),
    report(saw="two"),
    report(saw="three", effect=Effect(Stopped.EVERYONE, HowBad.STOPPED)),
    report(saw="four"),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(4)), at_once=st.booleans())
def test_in_any_order_the_whole_line_ends_the_same(database, clock, order, at_once):
    fresh = [replace(one, id=new_id()) for one in REPORTS]
    of = (None, 0, 1, 0)
    kinds = (SAID, SAID, HURTS, FollowUpKind.RIGHT)
    told = [
        one if whose is None else replace(one, follow_up=FollowUp(fresh[whose].id, kind))
        for one, whose, kind in zip(fresh, of, kinds, strict=True)
    ]
    share = MemoryShare()
    intake = Intake(database.unit, [share], clock)
    for place, which in enumerate(order):
        share.drop(told[which], f"{place}")
        if not at_once:
            intake.collect()
    assert intake.collect().set_aside == 0
    inbox = Inbox(database.unit, clock, "Robin")
    problem = inbox.get(fresh[0].id)
    assert {one.id for one in problem.follow_ups} == {one.id for one in fresh[1:]}
    assert problem.priority is Priority.NOW
    assert problem.sequence in inbox.search("printer two three four ")
    with database.unit() as unit:
        shown = {line.id for line in unit.inbox.lines(unit.inbox.sequences(View.ALL, Order()))}
    assert shown.isdisjoint(one.id for one in fresh[1:])
    assert fresh[0].id in shown
