"""The sample library: the same for the same seed, never from the future, and true to life."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from libdesk.domain.guidance import parse
from libdesk.domain.hours import open_time_between
from libdesk.domain.pace import LOOK_BACK, paces
from libdesk.domain.problems import State
from libdesk.services.inbox import Inbox
from libdesk.services.sample import CHUNK, DAYS, Sample, SampleLibrary
from tests.services.fakes import START, Hands
from tests.services.memory_database import MemoryDatabase

RESOURCES = Path(__file__).parents[2] / "resources"
STORIES = json.loads((RESOURCES / "sample" / "stories.json").read_text("utf-8"))
GUIDANCE = parse(json.loads((RESOURCES / "questions" / "problems.json").read_text("utf-8")))


def fill(size, now=START, guidance=GUIDANCE):
    database = MemoryDatabase()
    SampleLibrary(STORIES, guidance, now).fill(database, size)
    return database


@pytest.fixture(scope="module")
def year():
    """A sample of the shipped size."""
    return fill(Sample())


def problems(database):
    return tuple(database.tables.problems.values())


def test_it_has_the_shipped_size(year):
    assert len(problems(year)) == 200
    assert len(year.tables.items) == 119
    assert set(year.tables.branches) == {"CEN", "FER", "MIL", "DEP"}
    assert year.tables.words == {
        "library": STORIES["library"],
        "urgent_phone": STORIES["urgent_phone"],
    }


def test_each_kind_is_spread_as_a_library_would_do_it(year):
    kinds = Counter(item.kind for item in year.tables.items.values())
    assert kinds == {kind["kind"]: kind["count"] for kind in STORIES["kinds"]}
    public = Counter(one.branch for one in year.tables.items.values() if one.kind == "public PC")
    assert public == {branch["code"]: branch["public"] for branch in STORIES["branches"]}
    for kind in ("router", "switch", "printer"):
        branches = {one.branch for one in year.tables.items.values() if one.kind == kind}
        assert branches == set(year.tables.branches), kind


def test_things_are_named_as_people_name_them_and_no_two_alike_in_a_branch(year):
    items = list(year.tables.items.values())
    assert len({(item.branch, item.name) for item in items}) == len(items)
    names = {(item.branch, item.kind, item.name) for item in items}
    for code in year.tables.branches:
        assert (code, "printer", "the printer by the door") in names
        assert (code, "public PC", "PC-04") in names
    assert ("CEN", "self-check", "self-check 1 by the stairs") in names


def test_kinds_are_those_that_the_tiles_ask_for():
    told = {story["kind"] for story in STORIES["stories"]} - {""}
    known = {kind["kind"] for kind in STORIES["kinds"]}
    assert told <= known
    tiles = [tile for tile in GUIDANCE.categories if tile.kinds]
    unknown = [tile.code for tile in tiles if not known & {*tile.kinds}]
    assert unknown in ([], ["RELEASE"]), "no station of its own: the release runs on a staff PC"


@pytest.mark.rows("S20", "S22", "S26")
def test_the_desk_has_settled_what_its_forms_tell(year):
    tables, today = year.tables, START.date()
    assert [len(day) for day in tables.hours.week] == [1, 1, 1, 1, 1, 0, 0]
    assert [f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in tables.hours.week[0]] == [
        "08:30-17:00"
    ]
    assert [day.on > today and bool(day.why) for day in tables.hours.closed] == [True] * 2
    assert all(day.on.weekday() < 5 for day in tables.hours.closed)
    assert len(tables.targets) == 4
    assert [bool(re.search(r"\b555-01\d\d\b", step.how)) for step in tables.ladder] == [True] * 3
    assert all(step.who and step.when for step in tables.ladder)


@pytest.mark.parametrize("now", [START + timedelta(days=day) for day in range(7)])
def test_old_depot_waits_for_its_visit_and_every_branch_has_one_coming(now):
    visits = fill(Sample(0, 0), now).tables.visits
    today = now.date()
    old = {code: [v.on for v in visits if v.branch == code] for code in ("CEN", "FER", "MIL")}
    for days in old.values():
        assert max(days) > today
    depot = sorted(visit.on for visit in visits if visit.branch == "DEP")
    assert depot[0] <= today - timedelta(weeks=6)
    assert today + timedelta(days=9) <= depot[1] <= today + timedelta(days=11)
    assert all(visit.on.weekday() < 5 for visit in visits)


@pytest.mark.rows("S20")
def test_three_known_problems_two_of_them_open_and_counted(year):
    with year() as unit:
        printing, internet = unit.notices.open()
    assert len(year.tables.notices) == 3
    assert (printing.branch, printing.category, printing.count) == ("FER", "PRINT", 3)
    assert START + timedelta(hours=4) < printing.until <= START + timedelta(hours=5)
    assert printing.until.minute in (0, 30)
    assert (internet.branch, internet.category, internet.count) == ("MIL", "NET", 2)
    assert internet.waits_for == "the internet provider"
    assert internet.until is None
    same = [problem for problem in problems(year) if problem.report.notice]
    assert len(same) == 5
    for problem in same:
        notice = year.tables.notices[problem.report.notice]
        assert problem.report.filed_at > notice.since
        assert problem.report.branch == notice.branch
        assert problem.state is State.SEEN


def test_people_write_as_people_write(year):
    saw = [problem.report.saw for problem in problems(year) if not problem.report.notice]
    assert any(re.search(r"\b2\d{13}\b", words) for words in saw), "one with a patron's barcode"
    assert any("La computadora" in words for words in saw), "one in Spanish"
    assert any("!!" in words for words in saw), "one furious"
    assert any("thank you" in words for words in saw), "one thank-you"
    short = sum(len(words.split()) <= 4 for words in saw)
    assert 0.15 < short / len(saw) < 0.4
    named = sum(bool(problem.report.contact) for problem in problems(year))
    assert 0.4 < named / len(saw) < 0.8


@pytest.mark.rows("S22")
def test_first_answers_come_in_open_hours_and_their_pace_can_be_told(year):
    with year() as unit:
        answers = unit.desk.first_answers(START - LOOK_BACK)
        hours = unit.places.hours()
    waited = sorted(open_time_between(hours, one.received_at, one.answered_at) for one in answers)
    assert len(answers) > 60
    assert timedelta(minutes=50) < waited[len(waited) // 2] < timedelta(minutes=130)
    assert paces(answers, hours, START)


def test_the_same_seed_gives_the_same_library_and_another_one_does_not():
    small = Sample(problems=30, items=10)
    assert problems(fill(small)) == problems(fill(small))
    assert fill(small).tables == fill(small).tables
    assert problems(fill(small)) != problems(fill(replace(small, seed=7)))


def test_nothing_is_from_the_future_nor_older_than_a_year(year):
    for problem in problems(year):
        times = [
            problem.report.filed_at,
            *(answer.at for answer in problem.answers),
            *(event.at for event in problem.history),
        ]
        assert max(times) <= START
        assert min(times) >= START - timedelta(days=DAYS)
        assert problem.report.filed_at < problem.received_at <= START


def test_sequence_is_the_order_of_arrival(year):
    received = [problem.received_at for problem in problems(year)]
    assert received == sorted(received)
    assert [problem.sequence for problem in problems(year)] == [*range(1, 201)]


def test_dates_move_with_the_day_it_is_made_on():
    later = START + timedelta(days=100)
    for now in (START, later):
        (problem,) = problems(fill(Sample(problems=1, items=0), now))
        assert now - problem.report.filed_at <= timedelta(days=DAYS)


def test_every_problem_names_known_things(year):
    for problem in problems(year):
        report = problem.report
        assert GUIDANCE.find(report.category)
        assert report.branch in year.tables.branches
        assert not report.item or report.item in year.tables.items
        assert report.title
        assert report.id.version == 4


def test_most_are_closed_some_are_fresh_and_each_room_has_something(year):
    states = Counter(problem.state for problem in problems(year))
    assert states[State.FIXED] > 150
    for state in (State.NEW, State.WAITING):
        assert states[state]
    for problem in problems(year):
        assert (problem.state is State.WAITING) == (problem.waiting is not None)
        if problem.state in (State.FIXED, State.WAITING):
            assert problem.answers
            assert [event.kind for event in problem.history][-1] == problem.state


def test_no_message_of_a_sample_is_left_to_be_sent(year):
    with year(write=True) as unit:
        assert unit.replies.due(START, 100, source="sample") == ()
    assert all(message.written_at for message in year.tables.messages)


def test_it_can_be_searched(year):
    assert Inbox(year, Hands(), "Robin").search("printer")


def test_serials_and_labels_are_marked_as_samples(year):
    for item in year.tables.items.values():
        assert item.serial.startswith("SMP-")
        assert item.tag.startswith("LV-")


@pytest.mark.parametrize("size", [Sample(0, 0), Sample(1, 0), Sample(0, 3)])
def test_it_can_be_empty_or_nearly(size):
    database = fill(size)
    assert (len(problems(database)), len(database.tables.items)) == (size.problems, size.items)


def test_a_large_one_is_written_in_chunks():
    database = fill(Sample(problems=2 * CHUNK + 1, items=20))
    assert len(problems(database)) == 2 * CHUNK + 1
    assert database.units == 1 + 3


def test_a_story_without_its_tile_keeps_its_own_words():
    bare = replace(GUIDANCE, categories=())
    for problem in problems(fill(Sample(5, 0), guidance=bare)):
        assert problem.report.title == problem.report.saw
