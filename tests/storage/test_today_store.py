"""What the list for today is made of, on both databases: all that the rules ask for, unscanned."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from libdesk.domain.follow_ups import has_news
from libdesk.domain.inbox import Column, Order, View, view_of
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import (
    Event,
    FollowUp,
    FollowUpKind,
    ReplyKind,
    State,
    Waiting,
    WaitingOn,
)
from libdesk.domain.today import BranchFacts, Mark, Marked
from libdesk.services.stores import TodayQuestion
from libdesk.storage import today_rows
from tests.storage.made import START, new_problem, reply, report, store

TODAY = START.date()
QUESTION = TodayQuestion(
    START, TODAY, START.replace(hour=23, minute=59), START + timedelta(days=14)
)
OPEN = (View.NEEDS_ME, View.WAITING, View.NIGGLES)


def ask(database, question=QUESTION):
    with database.unit() as unit:
        return unit.today.problems(question)


def titles(database):
    return [facts.line.title for facts in ask(database).problems]


def moment(hours):
    return START + timedelta(hours=hours)


def test_an_empty_database_has_nothing_to_list(database):
    assert ask(database).problems == ()
    with database.unit() as unit:
        assert unit.today.branches(TODAY) == ()
        assert unit.today.next_wait(TODAY) is None
        assert unit.today.marks() == ()


def test_a_line_has_all_that_the_rules_ask_for(database):
    effect = Effect(deadline_at=moment(30))
    told = report(title="No picture", branch="EST", here_until=moment(3), effect=effect)
    history = (
        Event(START, "", "received"),
        Event(moment(1), "IT", State.WAITING.value),
        Event(moment(2), "IT", State.WAITING.value),
        Event(moment(4), "IT", State.SEEN.value),
        Event(moment(5), "IT", State.WAITING.value),
        Event(moment(6), "IT", State.DOING.value),
        Event(moment(7), "Ann", FollowUpKind.SAID.value, "Well?"),
    )
    (report_id,) = store(
        database,
        new_problem(told, state=State.DOING, priority=Priority.TODAY, history=history),
    )
    with database.unit(write=True) as unit:
        for at, message in (
            (2, reply("", ReplyKind.RECEIVED)),
            (3, reply("A part comes.", ReplyKind.STATE)),
            (4, reply("It came.")),
        ):
            unit.replies.add(report_id, replace(message, at=moment(at)), goes_out_at=moment(at))
    (facts,) = ask(database).problems
    assert facts.line.id == report_id
    assert facts.line.has_news
    assert facts.news > 0
    assert (facts.answered_at, facts.started_at) == (moment(3), moment(6))
    assert (facts.here_until, facts.deadline_at) == (moment(3), moment(30))
    assert facts.rested == ((moment(1), moment(4)), (moment(5), moment(6)))
    assert (facts.promised_from, facts.niggle) == (START, False)


def test_a_clock_that_was_off_begins_no_promise(database):
    off = report(filed_at=START - timedelta(days=400))
    store(database, new_problem(off, clock_is_off=True, received_at=moment(1)))
    assert ask(database).problems[0].promised_from == moment(1)


def test_each_kind_is_found(database):
    waits = {"state": State.WAITING}
    later = Waiting(WaitingOn.PART, TODAY + timedelta(days=2))
    off = {"state": State.NOT_NOW}
    said = (Event(START, "", "received"), Event(START, "Ann", FollowUpKind.SAID.value))
    store(
        database,
        new_problem(report(title="new")),
        new_problem(report(title="fixed", here_until=moment(1)), state=State.FIXED),
        new_problem(report(title="waited"), waiting=Waiting(WaitingOn.PART, TODAY), **waits),
        new_problem(report(title="waits"), waiting=later, **waits),
        new_problem(report(title="waits, with news"), waiting=later, history=said, **waits),
        new_problem(report(title="again"), look_again_on=TODAY, **off),
        new_problem(report(title="another day"), look_again_on=date(2027, 1, 2), **off),
        new_problem(
            report(title="niggle", effect=Effect(niggle=True)), priority=Priority.WHEN_WE_CAN
        ),
        new_problem(
            report(title="niggle, with news", effect=Effect(niggle=True)),
            priority=Priority.WHEN_WE_CAN,
            history=said,
        ),
    )
    assert titles(database) == ["new", "waited", "waits, with news", "again", "niggle, with news"]
    assert ask(database).problems[-1].niggle
    with database.unit() as unit:
        assert unit.today.next_wait(TODAY) == later.until


def test_a_deadline_told_later_counts_for_the_problem(database):
    """Many are answered and wait for nothing; the one with the near deadline is not among them."""
    many = [new_problem(report(title="other")) for _ in range(today_rows.CANDIDATES + 5)]
    root = new_problem(report(title="root", effect=Effect(deadline_at=moment(900))))
    ids = store(database, *many, root)
    with database.unit(write=True) as unit:
        for one in ids:
            unit.replies.add(one, reply("Seen."), goes_out_at=START)
    assert "root" not in titles(database)
    hurts = report(
        title="",
        effect=Effect(deadline_at=moment(20)),
        follow_up=FollowUp(ids[-1], FollowUpKind.HURTS),
    )
    store(database, new_problem(hurts))
    with database.unit(write=True) as unit:
        unit.problems.attach([hurts.id], ids[-1])
    found = {facts.line.title: facts.deadline_at for facts in ask(database).problems}
    assert found["root"] == moment(20)


def test_many_of_one_kind_hide_none_of_another(database):
    many = today_rows.CANDIDATES * 3
    late = Waiting(WaitingOn.SUPPLIER, TODAY)
    store(
        database,
        *[new_problem(report(title=f"{number}")) for number in range(many)],
        *[new_problem(report(title="now"), priority=Priority.NOW) for _ in range(3)],
        new_problem(report(title="here", here_until=moment(2))),
        new_problem(report(title="late", effect=Effect(deadline_at=moment(2)))),
        new_problem(report(title="doing"), state=State.DOING),
        new_problem(report(title="waited"), state=State.WAITING, waiting=late),
    )
    found = ask(database)
    told = [facts.line.title for facts in found.problems]
    assert found.is_cut
    assert told.count("now") == 3
    assert {"here", "late", "doing", "waited"} <= set(told)
    # Of those that are alike, the oldest: their promises are the first to be over.
    assert told[: today_rows.CANDIDATES] == [str(one) for one in range(today_rows.CANDIDATES)]
    assert len(told) < many


def some(count, seed):
    dice = Random(seed)
    for _ in range(count):
        state = dice.choice(tuple(State))
        when = moment(dice.randrange(-300, 300))
        told = report(
            branch=dice.choice(("CEN", "EST", "")),
            here_until=dice.choice((None, when)),
            effect=Effect(niggle=dice.random() < 0.4, deadline_at=dice.choice((None, when))),
        )
        kinds = [dice.choice((*State, *FollowUpKind, "answered", "took_back")) for _ in range(6)]
        events = [
            Event(moment(place), dice.choice(("", "IT")), kind.lower())
            for place, kind in enumerate(kinds)
        ]
        until = TODAY + timedelta(days=dice.randrange(-2, 3))
        yield new_problem(
            told,
            state=state,
            priority=dice.choice(tuple(Priority)),
            waiting=Waiting(WaitingOn.PART, until) if state is State.WAITING else None,
            look_again_on=until if state is State.NOT_NOW else None,
            received_at=moment(dice.randrange(-500, 0)),
            history=(Event(START, "", "received"), *events),
        )


def view_in(problem):
    return view_of(problem.state, problem.priority, niggle=problem.report.effect.niggle)


def rests(problem):
    """Say by plain Python when a problem waited: the rule itself."""
    kinds = {*(state.value for state in State), "took_back"}
    moves = [one for one in problem.history if one.kind in kinds]
    kept = moves[:1]
    for one in moves[1:]:
        if not kept[-1].kind == one.kind == State.WAITING.value:
            kept.append(one)
    spans = [(one.at, ended.at) for one, ended in pairwise(kept) if one.kind == State.WAITING.value]
    return tuple(spans)


def is_candidate(problem):
    view = view_in(problem)
    until = problem.waiting.until if problem.waiting else None
    return (
        view is View.NEEDS_ME
        or (view in OPEN and has_news(problem))
        or (until is not None and until <= TODAY)
        or (problem.state is State.NOT_NOW and problem.look_again_on <= TODAY)
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_databases_find_what_the_rules_say(both, seed):
    found = []
    for database in both:
        store(database, *some(90, seed))
        with database.unit() as unit:
            keys = unit.inbox.sequences(View.ALL, Order(Column.ARRIVED))
            lines = unit.inbox.lines(keys)
            problems = [unit.problems.get(line.id) for line in lines]
        facts = ask(database).problems
        wanted = [one for one in problems if is_candidate(one)]
        assert [one.line.sequence for one in facts] == [one.sequence for one in wanted]
        for one, problem in zip(facts, wanted, strict=True):
            assert one.line == lines[problem.sequence - 1]
            assert bool(one.news) is has_news(problem)
            assert one.deadline_at == problem.report.effect.deadline_at
            assert one.niggle is (view_in(problem) is View.NIGGLES)
            assert one.rested == rests(problem)
        found.append([replace(one, line=replace(one.line, id=None, number="")) for one in facts])
    assert found[0] == found[1]


def test_a_branch_is_counted_by_what_is_open_there(database):
    news = tuple(some(120, 9))
    store(database, *news)
    with database.unit(write=True) as unit:
        unit.places.set_visits("CEN", [TODAY, TODAY - timedelta(days=9), TODAY + timedelta(days=2)])
        unit.places.set_visits("EST", [TODAY + timedelta(days=2)])
    wanted = []
    for code in ("", "CEN", "EST"):
        here = [new.problem for new in news if new.problem.report.branch == code]
        niggles = [one for one in here if view_in(one) is View.NIGGLES]
        other = [one for one in here if view_in(one) in (View.NEEDS_ME, View.WAITING)]
        first = min((one.received_at for one in niggles), default=None)
        visit = TODAY if code == "CEN" else None
        wanted.append(BranchFacts(code, len(other), len(niggles), first, visit))
    with database.unit() as unit:
        assert unit.today.branches(TODAY) == tuple(wanted)


def test_marks_are_stored_replaced_taken_back_and_forgotten(database):
    later = Marked("problem/1 today broken", Mark.LATER, datetime(2026, 12, 1, 8, 30, tzinfo=UTC))
    mine = Marked("branch/CEN visit ’; --", Mark.NOT_MINE)

    def marks():
        with database.unit() as unit:
            return set(unit.today.marks())

    with database.unit(write=True) as unit:
        unit.today.mark([later, mine], START)
    assert marks() == {later, mine}
    done = replace(later, mark=Mark.DONE, until=None)
    with database.unit(write=True) as unit:
        unit.today.mark([done], moment(5))
    assert marks() == {done, mine}
    with database.unit(write=True) as unit:
        unit.today.forget(moment(5))
    assert marks() == {done}
    with database.unit(write=True) as unit:
        unit.today.unmark([done.key, "nothing of the kind"])
    assert marks() == set()


def test_no_question_reads_every_row(sqlite_file):
    """A hundred thousand rows, two kilobytes each: every question is asked of an index."""
    given = dict.fromkeys(("now", "today", "midnight", "near"), "2026-11-23")
    questions = (
        *today_rows.CANDIDATE_QUESTIONS,
        today_rows.BRANCH_QUESTION,
        today_rows.NEXT_WAIT_QUESTION,
    )
    with closing(sqlite3.connect(sqlite_file)) as connection:
        for question in questions:
            used = {name: value for name, value in given.items() if f":{name}" in question}
            plan = connection.execute(f"EXPLAIN QUERY PLAN {question}", used).fetchall()
            scans = [row[3] for row in plan if row[3].startswith("SCAN problems")]
            assert all("INDEX" in one for one in scans), (question, plan)
            assert plan[0][3].startswith("SEARCH problems USING"), (question, plan)
