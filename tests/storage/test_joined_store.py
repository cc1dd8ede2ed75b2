"""Reports joined to a problem in the database: read, found, answered and closed with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import FollowUp, FollowUpKind, Picture, State
from libdesk.domain.words import query
from libdesk.services.errors import Refusal
from tests.storage.made import START, new_id, new_problem, reply, report, store

PICTURE = Picture("screen.png", "image/png", b"pixels")


@pytest.fixture
def three(database):
    """A problem and two more reports of it, each with a word and a picture of its own."""
    told = [report(title=word, pictures=(PICTURE,)) for word in ("printer", "zebra", "stork")]
    store(database, *(new_problem(one, words=(one.title,)) for one in told))
    return told


def join(database, root, *others):
    with database.unit(write=True) as unit:
        unit.joined.add([one.id for one in others], root.id)


def get(database, report_id):
    with database.unit() as unit:
        return unit.problems.get(report_id)


def hits(database, words):
    with database.unit() as unit:
        return unit.inbox.search(query(words), 50)


def test_it_is_read_and_found_with_its_problem_and_listed_once(database, three):
    root, one, other = three
    join(database, root, one, other)
    assert get(database, root.id).joined == (one, other)
    with database.unit() as unit:
        assert unit.inbox.sequences(View.ALL, Order()) == (1,)
        assert unit.inbox.counts()[View.ALL] == 1
        assert unit.inbox.lines([1])[0].joined == 2
        assert unit.joined.of(root.id) == (one.id, other.id)
        assert unit.problems.find_root(other.id) == root.id
    assert hits(database, "zebra ") == hits(database, "stork printer ") == (1,)


def test_what_goes_on_from_a_joined_report_is_read_there_too(database, three):
    root, one, _ = three
    later = report(title="later", follow_up=FollowUp(one.id, FollowUpKind.SAID))
    store(database, new_problem(later, words=("later",)))
    with database.unit(write=True) as unit:
        unit.problems.attach([later.id], one.id)
    join(database, root, one)
    problem = get(database, root.id)
    assert problem.joined == (one,)
    assert [added.id for added in problem.follow_ups] == [later.id]
    with database.unit() as unit:
        assert unit.problems.find_root(later.id) == root.id
        assert unit.problems.get_bare(root.id).joined == (replace(one, pictures=()),)
    assert hits(database, "later ") == (1,)


def test_it_stands_where_its_problem_stands(database, three):
    root, one, other = three
    join(database, root, one)
    closed_at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with database.unit(write=True) as unit:
        problem = unit.problems.get(root.id)
        fixed = replace(problem, state=State.FIXED, closed_at=closed_at)
        unit.problems.change(fixed, expected_version=problem.version)
    assert (get(database, one.id).state, get(database, one.id).closed_at) == (
        State.FIXED,
        closed_at,
    )
    assert get(database, other.id).state is State.NEW
    with database.unit() as unit:
        assert unit.inbox.sequences(View.DONE, Order()) == (1,)


def test_a_message_goes_to_all_and_is_taken_back_from_all_or_none(database, three, clock):
    root, one, _ = three
    join(database, root, one)
    with database.unit(write=True) as unit:
        first = unit.replies.add(root.id, reply("Mistake"), goes_out_at=START)
        assert not unit.replies.take_back(one.id, first), "it is the root's"
        assert unit.replies.take_back(root.id, first)
        assert not unit.replies.take_back(root.id, first)
        second = unit.replies.add(root.id, reply("On it"), goes_out_at=START)
    with database.unit(write=True) as unit:
        due = unit.replies.due(START + timedelta(seconds=1), 1, source="folder")
        assert [one_.reply.text for one_ in due] == ["On it"]
        assert not unit.replies.take_back(root.id, second), "one of them has left"
    with database.unit(write=True) as unit:
        due = unit.replies.due(START + timedelta(seconds=1), 9, source="folder")
        assert {one_.report_id for one_ in due} == {root.id, one.id}
        unit.replies.mark_written(due, START)
        assert not unit.replies.due(START + timedelta(seconds=1), 9, source="folder")


def test_parted_each_is_listed_and_found_by_its_own_words(database, three):
    root, one, other = three
    join(database, root, one, other)
    with database.unit(write=True) as unit:
        unit.joined.part({root.id: ("printer", "stork"), one.id: ("zebra",)})
    with database.unit() as unit:
        assert unit.inbox.sequences(View.ALL, Order()) == (2, 1)
    assert hits(database, "zebra ") == (2,)
    assert hits(database, "printer stork ") == (1,)
    assert hits(database, "printer zebra ") == ()
    assert get(database, root.id).joined == (other,)
    assert not [trouble for _, trouble in database.check() if trouble]


def test_what_had_joined_comes_along(database, three):
    root, one, other = three
    join(database, one, other)
    join(database, root, one)
    assert get(database, root.id).joined == (one, other)
    assert get(database, one.id).joined == ()


def test_it_is_refused_where_it_makes_no_sense(database, three):
    root, one, other = three
    join(database, root, one)
    nobody = report(id=new_id())
    for whose, others in ((root, [root]), (root, [one]), (one, [other]), (root, [nobody])):
        with pytest.raises(Refusal):
            join(database, whose, *others)


def test_a_follow_up_that_was_joined_waits_for_its_own_report_no_more(database, three):
    root, one, _ = three
    early = report(title="early", follow_up=FollowUp(one.id, FollowUpKind.SAID))
    store(database, new_problem(early, words=("early",)))
    with database.unit() as unit:
        assert unit.problems.loose([one.id]) == (early.id,)
    join(database, root, early)
    with database.unit() as unit:
        assert unit.problems.loose([one.id, early.id]) == ()
