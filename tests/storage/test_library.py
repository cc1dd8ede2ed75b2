"""What a library has settled: hours, closed days, promises, whom to turn to, visits, and pace."""

import sqlite3
from contextlib import closing
from datetime import date, time, timedelta

import pytest

from libdesk.domain.bulletin import Step, Visit
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.pace import FirstAnswer
from libdesk.domain.priority import Priority
from libdesk.domain.problems import FollowUp, FollowUpKind, Reply, ReplyKind, State
from libdesk.domain.promises import Lead, Target
from libdesk.storage.database import Database
from libdesk.storage.desk import FIRST_ANSWERS_LIMIT
from tests.storage.made import START, new_problem, report, store

MORNING, AFTERNOON = Span(time(8, 30), time(12, 0)), Span(time(13, 0), time(17, 0))
HOURS = Hours(
    ((AFTERNOON,), (MORNING, AFTERNOON), (), (MORNING,), (MORNING, AFTERNOON), (), ()),
    (ClosedDay(date(2026, 11, 26), "Thanksgiving"), ClosedDay(date(2026, 12, 24))),
    "America/Chicago",
)
TARGETS = (
    Target(Priority.NOW, Lead(timedelta(minutes=30)), Lead(timedelta(hours=4))),
    Target(Priority.THIS_WEEK, Lead(open_days=1), Lead()),
    Target(Priority.WHEN_WE_CAN, Lead(open_days=2), Lead(open_days=20)),
)
LADDER = (Step("the branch lead", "555-0101", "after a day"), Step("the director", "", "then"))
TODAY = START.date()


@pytest.fixture
def settled(database):
    with database.unit(write=True) as unit:
        unit.places.set_hours(HOURS)
        unit.places.set_targets(TARGETS)
        unit.places.set_ladder(LADDER)
        unit.places.set_visits("MIL", [TODAY + timedelta(days=9), TODAY])
        unit.places.set_visits("DEP", [TODAY, TODAY - timedelta(days=42), TODAY])
    return database


def read(database, question):
    with database.unit() as unit:
        return question(unit.places)


def test_a_library_that_has_settled_nothing_says_so(database):
    assert read(database, lambda places: places.hours()) is None
    assert read(database, lambda places: places.targets()) == ()
    assert read(database, lambda places: places.ladder()) == ()
    assert read(database, lambda places: places.visits(date.min)) == ()


@pytest.mark.rows("S26")
def test_what_a_library_has_settled_comes_back_whole(settled):
    assert read(settled, lambda places: places.hours()) == HOURS
    assert read(settled, lambda places: places.targets()) == TARGETS
    assert read(settled, lambda places: places.ladder()) == LADDER


def test_what_is_settled_anew_takes_the_place_of_all_before(settled):
    fewer = Hours(((MORNING,), (), (), (), (), (), ()))
    with settled.unit(write=True) as unit:
        unit.places.set_hours(fewer)
        unit.places.set_targets(TARGETS[1:])
        unit.places.set_ladder(())
    assert read(settled, lambda places: places.hours()) == fewer
    assert read(settled, lambda places: places.targets()) == TARGETS[1:]
    assert read(settled, lambda places: places.ladder()) == ()


def test_visits_come_soonest_first_from_the_day_that_was_asked_for(settled):
    coming = (Visit("DEP", TODAY), Visit("MIL", TODAY), Visit("MIL", TODAY + timedelta(days=9)))
    assert read(settled, lambda places: places.visits(TODAY)) == coming
    assert len(read(settled, lambda places: places.visits(date(2000, 1, 1)))) == 4


def test_the_visits_of_one_branch_are_settled_alone(settled):
    with settled.unit(write=True) as unit:
        unit.places.set_visits("MIL", ())
    assert read(settled, lambda places: places.visits(TODAY)) == (Visit("DEP", TODAY),)


DAMAGE = {
    "no time": "UPDATE hours SET opens = '25:99' WHERE opens = '08:30' AND day = 1",
    "before it begins": "UPDATE hours SET closes = '08:00' WHERE opens = '08:30' AND day = 1",
    "too early": "UPDATE hours SET opens = '8:30' WHERE opens = '08:30' AND day = 1",
    "overlap": "UPDATE hours SET opens = '11:00', closes = '12:30' WHERE opens = '08:30'"
    " AND day = 1; INSERT INTO hours VALUES (1, '10:00', '11:30')",
    "an eighth day": "UPDATE hours SET day = 8 WHERE opens = '08:30' AND day = 1",
}


@pytest.fixture
def damaged(sqlite_file, clock):
    """A database on a file that a script has damaged after it was filled."""
    database = Database.open(sqlite_file, now=clock)
    with database.unit(write=True) as unit:
        unit.places.set_hours(HOURS)
        unit.places.set_targets(TARGETS)
        unit.places.set_visits("MIL", [TODAY, TODAY + timedelta(days=1)])

    def damage(script):
        with closing(sqlite3.connect(sqlite_file)) as connection:
            connection.executescript(script)
        return database

    yield damage
    database.close()


@pytest.mark.parametrize("script", DAMAGE.values(), ids=DAMAGE)
def test_hours_that_cannot_be_hours_are_left_out_and_the_others_count(damaged, script):
    hours = read(damaged(script), lambda places: places.hours())
    assert hours.week[:1] + hours.week[2:] == HOURS.week[:1] + HOURS.week[2:]
    assert AFTERNOON in hours.week[1]
    assert MORNING not in hours.week[1]
    assert hours.closed == HOURS.closed


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Nowhere/Town", "\x01"])
def test_a_time_zone_that_nobody_knows_is_this_computers_own(database, zone):
    with database.unit(write=True) as unit:
        unit.places.set_hours(HOURS)
        unit.desk.set_word("zone", zone)
    assert read(database, lambda places: places.hours()).zone == ""


def test_days_and_promises_that_cannot_be_are_left_out(damaged, caplog):
    database = damaged(
        "UPDATE closed_days SET \"on\" = '2026-02-31' WHERE why = '';"
        "UPDATE targets SET answer_minutes = -5 WHERE priority = 1;"
        "INSERT INTO targets VALUES (9, 1, 1, 1, 1);"
        "UPDATE visits SET \"on\" = '9999' WHERE \"on\" > '2026-11-21'"
    )
    assert read(database, lambda places: places.hours()).closed == HOURS.closed[:1]
    assert read(database, lambda places: places.targets()) == TARGETS[1:]
    assert read(database, lambda places: places.visits(TODAY)) == (Visit("MIL", TODAY),)
    assert caplog.text.count("damaged row") == 4


def answered(database, *replies, **parts):
    """Store a problem and what was sent to its reporter; return its id."""
    (report_id,) = store(database, new_problem(**parts))
    with database.unit(write=True) as unit:
        for one in replies:
            unit.replies.add(report_id, one, goes_out_at=one.at)
        unit.replies.mark_written(unit.replies.due(START, 100, source="folder"), START)
    return report_id


def at(minutes, kind=ReplyKind.ANSWER, text="", **parts):
    moment = START - timedelta(hours=9) + timedelta(minutes=minutes)
    return Reply(0, kind, moment, text, **parts)


def first_answers(database, since=START - timedelta(days=30)):
    with database.unit() as unit:
        return unit.desk.first_answers(since)


@pytest.mark.rows("S22")
@pytest.mark.parametrize(
    ("replies", "minutes"),
    [
        ([at(1, ReplyKind.RECEIVED)], None),
        ([at(1, ReplyKind.RECEIVED), at(2, ReplyKind.STATE, state=State.SEEN)], None),
        ([at(1, ReplyKind.RECEIVED), at(5, text="I look."), at(9, text="Done.")], 5),
        ([at(3, ReplyKind.STATE, "A part is on order.", state=State.WAITING)], 3),
        ([at(7, ReplyKind.RESTATED, "It prints gray?")], 7),
    ],
)
def test_the_first_words_of_a_person_are_the_first_answer(database, replies, minutes):
    received = START - timedelta(hours=9)
    answered(database, *replies, received_at=received)
    expected = [FirstAnswer("CEN", received, received + timedelta(minutes=minutes or 0))]
    assert list(first_answers(database)) == (expected if minutes else [])


def test_a_first_answer_that_is_still_held_or_too_old_or_to_a_follow_up_is_none(database):
    answered(database, at(5, text="old"), received_at=START - timedelta(days=31))
    (first,) = store(database, new_problem(received_at=START))
    with database.unit(write=True) as unit:
        unit.replies.add(first, at(5, text="x"), goes_out_at=START + timedelta(seconds=15))
    more = report(follow_up=FollowUp(first, FollowUpKind.SAID))
    answered(database, at(5, text="y"), told=more, received_at=START)
    assert first_answers(database) == ()
    assert len(first_answers(database, START - timedelta(days=40))) == 1


def test_only_the_newest_reports_are_looked_at(damaged):
    database = damaged("")
    answered(database, at(5, text="x"), told=report(branch="OLD"), received_at=START)
    assert [one.branch for one in first_answers(database)] == ["OLD"]
    answered(database, at(6, text="x"), told=report(branch="NEW"), received_at=START)
    damaged(
        f"UPDATE problems SET sequence = sequence + {FIRST_ANSWERS_LIMIT} WHERE branch = 'NEW';"
        f"UPDATE replies SET problem = problem + {FIRST_ANSWERS_LIMIT} WHERE problem = 2"
    )
    assert [one.branch for one in first_answers(database)] == ["NEW"]
