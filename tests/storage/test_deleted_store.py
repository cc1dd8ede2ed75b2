"""Deleted reports in the database: out of lists and search, back, and wiped to the last byte."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import FollowUp, FollowUpKind, Picture, State
from libdesk.domain.words import query
from libdesk.services.errors import Conflict, Refusal
from tests.storage.made import START, new_problem, reply, report, store

PICTURE = Picture("screen.png", "image/png", b"pixels")
TABLES = ("problems", "pictures", "history", "replies", "problem_words")


@pytest.fixture
def three(database):
    told = [report(title=word, pictures=(PICTURE,)) for word in ("printer", "zebra", "stork")]
    store(database, *(new_problem(one) for one in told))
    return told


def mark(database, one, version=1):
    with database.unit(write=True) as unit:
        unit.deleted.mark(one.id, START, expected_version=version)


def unmark(database, one, version=2):
    with database.unit(write=True) as unit:
        return unit.deleted.unmark(one.id, expected_version=version)


def wipe(database, *told):
    with database.unit(write=True) as unit:
        unit.deleted.wipe([one.id for one in told], START)


def listed(database):
    with database.unit() as unit:
        return unit.inbox.sequences(View.ALL, Order())


def hits(database, words):
    with database.unit() as unit:
        return unit.inbox.search(query(words), 50)


def counts(database):
    with database.unit() as unit:
        asked = unit._connection.execute
        return [asked(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]


def test_taken_out_it_is_nowhere_but_still_known(database, three):
    _, zebra, _ = three
    mark(database, zebra)
    assert listed(database) == (3, 1)
    assert hits(database, "zebra ") == ()
    with database.unit() as unit:
        assert unit.inbox.counts()[View.ALL] == 2
        assert unit.problems.find_root(zebra.id) is None
        assert set(unit.problems.known([zebra.id])) == {zebra.id}
        for ask in (unit.problems.get, unit.problems.get_bare):
            with pytest.raises(Refusal):
                ask(zebra.id)


def test_put_back_it_stands_where_it_stood(database, three):
    _, zebra, _ = three
    mark(database, zebra)
    assert not unmark(database, zebra, version=1)
    assert unmark(database, zebra)
    assert not unmark(database, zebra, version=3), "it is back already"
    with database.unit(write=True) as unit:
        unit.problems.find_by({zebra.id: ("zebra",)})
        problem = unit.problems.get(zebra.id)
    assert (problem.state, problem.version, problem.report) == (State.NEW, 3, zebra)
    assert listed(database) == (3, 2, 1)
    assert hits(database, "zebra ") == (2,)


def test_nobody_changes_what_was_taken_out(database, three):
    _, zebra, _ = three
    with database.unit() as unit:
        problem = unit.problems.get(zebra.id)
    with pytest.raises(Conflict):
        mark(database, zebra, version=7)
    mark(database, zebra)
    with pytest.raises(Conflict):
        mark(database, zebra, version=2)
    with pytest.raises(Conflict), database.unit(write=True) as unit:
        unit.problems.change(replace(problem, state=State.DOING), expected_version=2)
    assert listed(database) == (3, 1)


def test_it_is_due_after_its_time_or_when_it_seems_to_come_from_the_future(database, three):
    _, zebra, stork = three
    mark(database, zebra)
    second = timedelta(seconds=1)
    with database.unit(write=True) as unit:
        unit.deleted.mark(stork.id, START + timedelta(days=900), expected_version=1)
    with database.unit() as unit:
        due = unit.deleted.due
        assert due(START - second, START + timedelta(days=901), 9) == ()
        assert due(START, START + timedelta(days=901), 9) == (zebra.id,)
        assert due(START - second, START, 9) == (stork.id,)
        assert due(START, START, 1) == (zebra.id,)


def test_wiped_it_leaves_no_row_but_its_mark(database, three):
    printer, zebra, _ = three
    added = report(title="later", follow_up=FollowUp(zebra.id, FollowUpKind.SAID))
    store(database, new_problem(added))
    with database.unit(write=True) as unit:
        unit.problems.attach([added.id], zebra.id)
        unit.replies.add(zebra.id, reply("Thanks"), goes_out_at=START)
    mark(database, zebra)
    wipe(database, zebra)
    assert counts(database) == [2, 2, 2, 0, 2]
    with database.unit() as unit:
        assert set(unit.deleted.known([printer.id, zebra.id, added.id])) == {zebra.id, added.id}
        assert unit.problems.known([zebra.id, added.id]) == {}
    assert not unmark(database, zebra)
    assert not [trouble for _, trouble in database.check() if trouble]
    store(database, new_problem(report(title="new")))
    assert listed(database) == (5, 3, 1), "a place is never given twice"


def test_only_what_was_taken_out_is_wiped(database, three):
    wipe(database, *three)
    wipe(database)
    assert listed(database) == (3, 2, 1)


def test_a_follow_up_that_was_taken_out_joins_nothing(database, three):
    printer, *_ = three
    added = report(title="later", follow_up=FollowUp(printer.id, FollowUpKind.SAID))
    store(database, new_problem(added))
    with database.unit() as unit:
        assert unit.problems.loose([printer.id]) == (added.id,)
    mark(database, added)
    with database.unit() as unit:
        assert unit.problems.loose([printer.id, added.id]) == ()
