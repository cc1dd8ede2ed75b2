"""Today at the desk: what is listed, marked, taken back, and brought back by what happens."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from libdesk.domain.bulletin import Visit
from libdesk.domain.hours import Hours, Span
from libdesk.domain.places import Branch
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Event, FollowUp, FollowUpKind, Problem, State, WaitingOn
from libdesk.domain.promises import Lead, Target
from libdesk.domain.today import Mark, Surroundings, Why
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake, index_words
from libdesk.services.stores import NewProblem
from libdesk.services.today import MARKS_KEPT, Today
from tests.services.fakes import START, Hands, MemoryShare, a_report
from tests.services.memory_database import MemoryDatabase

NOTHING = Surroundings()
HOURS = Hours(((Span(time(8, 30), time(17)),),) * 5 + ((), ()), zone="UTC")


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def database():
    made = MemoryDatabase()
    with made(write=True) as unit:
        unit.desk.set_word("library", "Larkmere Valley")
        unit.desk.set_word("urgent_phone", "555-0142")
        unit.places.save_branch(Branch("CEN", "Central"))
        unit.places.set_hours(HOURS)
        unit.places.set_targets([Target(Priority.THIS_WEEK, Lead(open_days=1), Lead(open_days=5))])
    return made


@pytest.fixture
def today(database, hands):
    return Today(database, hands, local=lambda at: at)


@pytest.fixture
def inbox(database, hands):
    return Inbox(database, hands, "IT")


def arrive(database, hands, number=1, priority=Priority.THIS_WEEK, **report):
    made = replace(a_report(number, **report), filed_at=hands())
    problem = Problem(0, made, State.NEW, priority, hands())
    new = NewProblem(problem, f"{number:064d}", b"k" * 32, "folder", index_words(made))
    with database(write=True) as unit:
        unit.problems.add([new])
        unit.problems.note(made.id, Event(hands(), "", "received"))
    return made.id


def whys(found):
    return [tuple(reason.why for reason in line.reasons) for line in found.lines]


@pytest.mark.rows("S22")
def test_a_promise_is_listed_when_it_is_due_and_gone_when_it_is_kept(database, hands, today, inbox):
    report_id = arrive(database, hands)
    assert whys(today.read(NOTHING)) == [(Why.UNTOUCHED,)]
    hands.move(days=1, minutes=-30)
    assert whys(today.read(NOTHING)) == [(Why.PROMISE_SOON,)]
    hands.move(hours=1)
    assert whys(today.read(NOTHING)) == [(Why.PROMISE_BROKEN,)]
    inbox.answer(report_id, "A new drum comes tomorrow.", version=1)
    assert whys(today.read(NOTHING)) == []


def test_what_waits_is_back_on_its_day_and_says_until_when(database, hands, today, inbox):
    report_id = arrive(database, hands)
    inbox.wait(report_id, WaitingOn.PART, date(2026, 11, 26), version=1, words="A drum.")
    found = today.read(NOTHING)
    assert (whys(found), found.coming and found.coming.on) == ([], date(2026, 11, 26))
    hands.move(days=3)
    (line,) = today.read(NOTHING).lines
    assert (line.reasons[0].why, line.reasons[0].whom) == (Why.WAIT_OVER, WaitingOn.PART)


def test_what_was_put_off_is_back_on_its_day(database, hands, today, inbox):
    report_id = arrive(database, hands)
    inbox.put_off(report_id, "Next year.", date(2026, 12, 1), version=1)
    hands.move(days=7)
    assert whys(today.read(NOTHING)) == []
    hands.move(days=1)
    assert whys(today.read(NOTHING)) == [(Why.LOOK_AGAIN,)]


def test_a_new_word_of_the_reporter_is_listed_until_somebody_looks(database, hands, today, inbox):
    report_id = arrive(database, hands)
    inbox.answer(report_id, "Is it the tray?", version=1)
    share = MemoryShare()
    said = a_report(2, saw="No, the drum.", follow_up=FollowUp(report_id, FollowUpKind.SAID))
    share.drop(said)
    hands.move(minutes=5)
    Intake(database, [share], hands).collect()
    assert whys(today.read(NOTHING)) == [(Why.SPOKE,)]
    inbox.see(report_id)
    assert whys(today.read(NOTHING)) == []


@pytest.mark.rows("S16")
def test_a_line_that_is_not_mine_is_back_with_the_reporter_s_next_word(
    database, hands, today, inbox
):
    report_id = arrive(database, hands)
    hands.move(days=2)
    (line,) = today.read(NOTHING).lines
    marks = today.wave_through(line)
    assert {one.mark for one in marks} == {Mark.NOT_MINE}
    hidden = today.read(NOTHING)
    assert (hidden.lines, hidden.hidden) == ((), 1)
    for number, words in ((2, "Still there."), (3, "And louder.")):
        share = MemoryShare()
        follow_up = FollowUp(report_id, FollowUpKind.SAID)
        share.drop(a_report(number, saw=words, follow_up=follow_up))
        hands.move(minutes=1)
        Intake(database, [share], hands).collect()
        (line,) = today.read(NOTHING).lines
        assert line.reasons[0].why is Why.SPOKE
        today.wave_through(line)
        assert today.read(NOTHING).lines == ()
    inbox.rank(report_id, Priority.NOW, "It smells.", version=3)
    assert [line.problem.id for line in today.read(NOTHING).lines] == [report_id]


def test_a_mark_can_be_taken_back(database, hands, today):
    arrive(database, hands)
    hands.move(days=2)
    before = today.read(NOTHING)
    marks = today.wave_through(before.lines[0])
    today.take_back(marks)
    assert today.read(NOTHING) == before


def test_a_line_is_put_off_until_a_moment_or_until_a_day_begins(database, hands, today):
    arrive(database, hands)
    hands.move(days=2)
    (line,) = today.read(NOTHING).lines
    tomorrow, *_ = today.later_moments()
    assert tomorrow == datetime(2026, 11, 26, 8, 30, tzinfo=START.tzinfo)
    assert [one.until for one in today.put_off(line, tomorrow)] == [tomorrow]
    assert [one.until for one in today.put_off(line, tomorrow.date())] == [tomorrow]
    assert today.read(NOTHING).lines == ()
    hands.at = tomorrow
    assert today.read(NOTHING).lines != ()


def test_a_time_that_is_over_is_refused(database, hands, today):
    arrive(database, hands)
    hands.move(days=2)
    (line,) = today.read(NOTHING).lines
    for until in (hands(), hands().date(), date(2020, 1, 1)):
        with pytest.raises(Refusal, match="over already") as refused:
            today.put_off(line, until)
        assert refused.value.field == "until"
    assert today.read(NOTHING).lines == (line,)


def test_a_problem_is_done_when_it_is_fixed_and_a_visit_when_somebody_says_so(
    database, hands, today
):
    arrive(database, hands)
    with database(write=True) as unit:
        unit.places.set_visits("CEN", [START.date() + timedelta(days=2)])
    hands.move(days=2)
    visit, problem = sorted(today.read(NOTHING).lines, key=lambda line: line.key)
    with pytest.raises(Refusal, match="CEN-"):
        today.finish(problem)
    today.finish(visit)
    assert today.read(NOTHING).lines == (problem,)
    hands.move(days=-2)
    with database(write=True) as unit:
        unit.places.set_visits("CEN", [START.date()])
    assert whys(today.read(NOTHING)) == [(Why.VISIT_TODAY,), (Why.UNTOUCHED,)]


def test_old_marks_are_forgotten_and_others_stay(database, hands, today):
    with database(write=True) as unit:
        unit.places.set_visits("CEN", [START.date()])
    (visit,) = today.read(NOTHING).lines
    today.finish(visit)
    hands.move(seconds=MARKS_KEPT.total_seconds() - 1)
    other = today.read(Surroundings(unread=1)).lines[-1]
    today.finish(other)
    assert len(database.tables.marks) == 2
    hands.move(seconds=2)
    today.finish(other)
    assert len(database.tables.marks) == 1


def test_what_every_form_tells_is_named_until_it_is_settled(hands):
    database = MemoryDatabase()
    today = Today(database, hands)
    (line,) = today.read(NOTHING).lines
    assert line.reasons[0].words == "library urgent_phone branches"
    with database(write=True) as unit:
        unit.desk.set_word("library", "Larkmere Valley")
        unit.places.save_branch(Branch("CEN", "Central"))
    (line,) = today.read(NOTHING).lines
    assert line.reasons[0].words == "urgent_phone"


def test_visits_are_listed_with_what_is_open_there(database, hands, today):
    arrive(database, hands)
    with database(write=True) as unit:
        unit.places.set_visits("CEN", [START.date() + timedelta(days=1)])
        assert unit.places.visits(START.date()) == (Visit("CEN", date(2026, 11, 24)),)
    _, line = today.read(NOTHING).lines
    assert (line.reasons[0].why, line.reasons[0].count) == (Why.VISIT_NEXT, 1)


def test_a_database_that_is_away_changes_nothing(database, hands, today):
    arrive(database, hands)
    hands.move(days=2)
    (line,) = today.read(NOTHING).lines
    database.broken.start("The database does not answer.")
    with pytest.raises(Unavailable):
        today.wave_through(line)
    database.broken.stop()
    assert today.read(NOTHING).lines == (line,)
