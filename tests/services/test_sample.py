"""The sample library: the same for the same seed, never from the future, and true to life."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from libdesk.domain.guidance import parse
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


def test_the_same_seed_gives_the_same_library_and_another_one_does_not():
    small = Sample(problems=30, items=10)
    assert problems(fill(small)) == problems(fill(small))
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
