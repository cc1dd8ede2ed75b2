"""What is kept of closed problems in the database, how it goes, and that no trace of it stays."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.problems import Event, Fact, FollowUp, FollowUpKind, Picture, State
from libdesk.domain.words import query
from libdesk.services.intake import index_words
from libdesk.storage import leftovers, sqlite
from libdesk.storage.database import Database
from tests.storage.made import START, new_problem, reply, report, store

CANARY = "zzpatron7731"
PICTURE = Picture("maria.png", "image/png", b"pixels " * 5000)
FACTS = (Fact("user", "mlopez"), Fact("computer", "CEN-PC-04"))
DAY = timedelta(days=1)
FIXED = {"state": State.FIXED}


def closed(database, before=START, after=None, limit=50):
    with database.unit() as unit:
        return unit.retained.closed(before, after, limit)


def get(database, report_id):
    with database.unit() as unit:
        return unit.problems.get(report_id)


@pytest.fixture
def family(database):
    """A closed problem, one that is joined to it, and what was added to that one."""
    root = report(title="root", facts=FACTS)
    other = report(title="other", contact="Maria")
    added = report(
        title="added",
        contact="Paul",
        pictures=(PICTURE,),
        follow_up=FollowUp(other.id, FollowUpKind.SAID),
    )
    store(database, *(new_problem(one, **FIXED, closed_at=START) for one in (root, other)))
    store(database, new_problem(added))
    with database.unit(write=True) as unit:
        unit.problems.attach([added.id], other.id)
        unit.joined.add([other.id], root.id)
        unit.problems.note(root.id, Event(START, "Paul", "said", "words"))
        unit.problems.note(root.id, Event(START, "IT", "answered", "words"))
    return root, other, added


def test_what_is_read_with_a_problem_counts_as_its_own(database, family):
    (one,) = closed(database)
    assert (one.report_id, one.sequence, one.closed.at) == (family[0].id, 1, START)
    assert (one.has_pictures, one.has_names) == (True, True)


def test_pictures_go_and_names_stay_and_then_names(database, family):
    root = family[0].id
    with database.unit(write=True) as unit:
        unit.retained.remove_pictures(root)
        (left,) = unit.retained.still_closed([root])
        assert (left.has_pictures, left.has_names) == (False, True)
        unit.retained.remove_names(root)
        (left,) = unit.retained.still_closed([root])
        assert (left.has_pictures, left.has_names) == (False, False)
    problem = get(database, root)
    assert problem.report.facts == (FACTS[1],)
    assert [one.contact for one in (*problem.joined, *problem.follow_ups)] == ["", ""]
    assert problem.follow_ups[0].pictures == ()
    assert [(event.by, event.words) for event in problem.history[-2:]] == [
        ("", "words"),
        ("IT", "words"),
    ]


def test_a_problem_without_either_has_neither(database):
    plain = report(title="plain", facts=(FACTS[1],))
    store(database, new_problem(plain, **FIXED, closed_at=START))
    (one,) = closed(database)
    assert (one.has_pictures, one.has_names) == (False, False)
    with database.unit(write=True) as unit:
        unit.retained.remove_names(plain.id)
        unit.retained.remove_pictures(plain.id)
        assert unit.retained.still_closed([]) == ()
    assert get(database, plain.id).report == plain


def test_pages_follow_each_other_without_gap_or_repeat(database):
    told = [report(title=f"P{number}") for number in range(25)]
    # Several are closed in one moment, and the order of closing is not that of arrival.
    store(
        database,
        *(
            new_problem(one, **FIXED, closed_at=START - (number % 7) * DAY)
            for number, one in enumerate(told)
        ),
    )
    store(database, new_problem(report(title="open")))
    found, after = [], None
    while page := closed(database, START - DAY, after, limit=4):
        found += page
        after = page[-1].closed.at, page[-1].sequence
    wanted = [one.id for number, one in enumerate(told) if number % 7]
    assert len(found) == len(wanted)
    assert {one.report_id for one in found} == set(wanted)
    moments = [(one.closed.at, one.sequence) for one in found]
    assert moments == sorted(moments)


def test_what_was_opened_again_or_taken_out_is_not_closed(database):
    one, other = report(title="one"), report(title="other")
    store(database, *(new_problem(told, **FIXED, closed_at=START) for told in (one, other)))
    with database.unit(write=True) as unit:
        problem = unit.problems.get(one.id)
        opened = replace(problem, state=State.DOING, closed_at=None)
        unit.problems.change(opened, expected_version=1)
        unit.deleted.mark(other.id, START, expected_version=1)
        assert unit.retained.still_closed([one.id, other.id]) == ()
    assert closed(database) == ()


def test_the_day_on_which_it_is_looked_at_again_is_told(database):
    day = START.date() + 30 * DAY
    put_off = {"state": State.NOT_NOW, "closed_at": START, "look_again_on": day}
    store(database, new_problem(report(), **put_off))
    assert closed(database)[0].closed.look_again_on == day


def canaries(folder):
    """The files in which the word or the picture still stands."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes().lower() if path.is_file() else b""
        if any(sign in content for sign in (CANARY.encode(), b"pixels pixels")):
            found.append(path.name)
    return found


def fill(database, count=300):
    """Many reports, of which one in three names somebody in every place there is."""
    news = []
    for number in range(count):
        name = f"{CANARY}{number}" if number % 3 == 0 else f"nobody{number}"
        told = report(
            title=f"Problem {number}",
            saw="stripes on every page " * 10,
            contact=name,
            facts=(Fact("user", f"u {name}"), Fact("printer", f"{name} HP")),
            pictures=(Picture(f"{name}.png", "image/png", b"pixels " * 3000),),
        )
        history = (Event(START, name, "said", "words"),)
        news.append(new_problem(told, **FIXED, closed_at=START, history=history))
    for start in range(0, count, 25):
        store(database, *news[start : start + 25])
    return [new.problem.report for new in news]


def purge(database, told):
    for one in told:
        with database.unit(write=True) as unit:
            unit.retained.remove_pictures(one.id)
            unit.retained.remove_names(one.id)
            left = unit.problems.get(one.id).report
            unit.problems.find_by({one.id: index_words(left)})


def test_after_the_purge_no_byte_of_a_name_or_a_picture_is_in_any_file(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as database:
        told = fill(database)
        assert canaries(sqlite_file.parent)
        purge(database, told)
        assert canaries(sqlite_file.parent), "control: the index of words still has them"
        assert database.wipe()
        assert canaries(sqlite_file.parent) == []
        assert {trouble for _, trouble in database.check()} == {""}
        with database.unit() as unit:
            assert len(unit.inbox.search(query("stripes "), 999)) == len(told)
            assert unit.inbox.search(query(CANARY), 9) == ()
    assert canaries(sqlite_file.parent) == []


def test_after_deleting_no_byte_of_a_report_is_in_any_file(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as database:
        told = fill(database, 60)
        with database.unit(write=True) as unit:
            for one in told:
                unit.replies.add(one.id, reply(CANARY), goes_out_at=START)
                unit.deleted.mark(one.id, START, expected_version=1)
        with database.unit(write=True) as unit:
            unit.deleted.wipe([one.id for one in told], START)
        assert database.wipe()
        assert canaries(sqlite_file.parent) == []
        assert {trouble for _, trouble in database.check()} == {""}


def test_in_wal_mode_the_wal_is_emptied(sqlite_file, clock):
    engine, _ = sqlite.open_file(sqlite_file, 5, version=(3, 53, 0))
    with closing(Database(engine, sqlite_file, now=clock)) as database:
        told = fill(database, 60)
        purge(database, told)
        assert any(name.endswith("-wal") for name in canaries(sqlite_file.parent)), "control"
        assert database.wipe()
        assert canaries(sqlite_file.parent) == []


def test_wiping_goes_in_steps_and_can_be_stopped(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as database:
        purge(database, fill(database))
        steps = []

        def between():
            steps.append(1)
            return len(steps) != 2

        def wipe():
            return leftovers.merge_words(database._step, between, at_once=1)

        assert not wipe()
        assert len(steps) == 2
        assert canaries(sqlite_file.parent)
        assert wipe()
        assert len(steps) > 5
        assert canaries(sqlite_file.parent) == []


def test_pictures_alone_leave_no_trace_in_words(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as database:
        fill(database, 10)

        def never():
            raise AssertionError("there is nothing to merge")

        assert database.wipe(never, words=False)


def test_on_a_server_removed_rows_are_vacuumed(server_url, clock):
    with closing(Database.open(server_url, now=clock)) as database:
        purge(database, fill(database, 30))
        dead = "SELECT sum(n_dead_tup), sum(vacuum_count) FROM pg_stat_user_tables"
        assert database.wipe()
        with database.unit() as unit:
            asked = unit._connection.exec_driver_sql(dead)
            assert asked.one()[1] >= len(leftovers._SERVER_TABLES)
        assert {trouble for _, trouble in database.check()} == {""}
