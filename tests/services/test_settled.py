"""Two desks and one setting: whoever is second is told who was first, and writes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.bulletin import Notice, Step
from libdesk.domain.hours import Hours
from libdesk.domain.places import Branch
from libdesk.domain.retention import Keeping
from libdesk.services import settled
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.library import Library
from libdesk.services.settled import Mark
from tests.services.fakes import START
from tests.services.test_library import LADDER, TARGETS, TODAY, WEEK


@pytest.fixture
def one(database, hands):
    with database(write=True) as unit:
        unit.places.save_branch(Branch("CEN", "Larkmere Central"))
    return Library(database, hands, who="IT (desk-1)")


@pytest.fixture
def other(database, hands):
    return Library(database, hands, who="IT (desk-2)")


CHANGES = {
    settled.NAMES: lambda library, version: library.set_words("Larkmere", "555", version),
    settled.HOURS: lambda library, version: library.set_hours(Hours(WEEK), version),
    settled.TARGETS: lambda library, version: library.set_targets(TARGETS, version),
    settled.LADDER: lambda library, version: library.set_ladder(LADDER, version),
    settled.VISITS: lambda library, version: library.set_visits({"CEN": [TODAY]}, version),
    settled.KEEPING: lambda library, version: library.set_keeping(Keeping(14, 60), version),
}


@pytest.mark.parametrize("part", settled.PARTS)
def test_a_change_over_an_older_version_is_a_conflict_that_names_who_and_when(
    one, other, hands, part
):
    seen = one.read().versions[part]
    assert seen == 0
    assert CHANGES[part](other, seen) == 1
    hands.move(hours=1)
    before = one.read()
    with pytest.raises(Conflict, match=r"changed meanwhile by IT \(desk-2\)") as conflict:
        CHANGES[part](one, seen)
    assert (conflict.value.by, conflict.value.at) == ("IT (desk-2)", START)
    assert one.read() == before
    assert one.read().versions == before.versions


@pytest.mark.parametrize("part", settled.PARTS)
def test_over_the_newest_version_or_over_all_it_is_none(one, other, part):
    left = CHANGES[part](other, 0)
    assert CHANGES[part](one, left) == 2
    assert CHANGES[part](other, None) == 3
    assert one.read().versions[part] == 3


def test_parts_are_counted_apart(one, other):
    CHANGES[settled.HOURS](other, 0)
    assert CHANGES[settled.NAMES](one, 0) == 1
    assert one.read().versions == {
        settled.NAMES: 1,
        settled.HOURS: 1,
        settled.TARGETS: 0,
        settled.LADDER: 0,
        settled.VISITS: 0,
        settled.KEEPING: 0,
    }


def test_a_refused_change_counts_nothing(one):
    with pytest.raises(Refusal):
        one.set_ladder([Step("", "555", "")], 0)
    with pytest.raises(Refusal):
        one.set_visits({"NO": [TODAY]}, 0)
    assert set(one.read().versions.values()) == {0}


def test_a_known_problem_is_changed_over_what_was_on_the_screen_only(one, other, hands):
    told = one.tell(Notice("Wi-Fi is down.", "", START))
    assert told.version == 1
    (seen,) = other.read().notices
    assert seen.version == 1
    hands.move(minutes=5)
    changed = one.tell(replace(told, text="Wi-Fi is slow."))
    assert changed.version == 2
    with pytest.raises(Conflict) as conflict:
        other.tell(replace(seen, text="Wi-Fi is up."))
    assert conflict.value.by == "IT (desk-1)"
    assert conflict.value.at == START + timedelta(minutes=5)
    assert one.read().notices[0].text == "Wi-Fi is slow."
    mine = other.tell(replace(seen, text="Wi-Fi is up."), over_all=True)
    assert (mine.version, one.read().notices[0].text) == (3, "Wi-Fi is up.")


def test_a_problem_that_ended_is_told_as_ended_and_not_as_a_conflict(one):
    told = one.tell(Notice("Wi-Fi is down.", "", START))
    one.end(told.id)
    with pytest.raises(Refusal, match="ended meanwhile"):
        one.tell(replace(told, text="Still."))


@pytest.mark.parametrize("word", ["", "x", "3", "3 yesterday IT", "x 2026-11-23T10:00:00+00:00 IT"])
def test_a_mark_that_makes_no_sense_is_none(database, word):
    with database(write=True) as unit:
        unit.desk.set_word("settled.hours", word)
    with database() as unit:
        assert settled.mark_of(unit, settled.HOURS) == Mark()


def test_a_change_by_nobody_known_says_somebody_else(database):
    with database(write=True) as unit:
        assert settled.settle(unit, settled.HOURS, Mark(), None) == 1
    with database(write=True) as unit, pytest.raises(Conflict, match="by somebody else"):
        settled.settle(unit, settled.HOURS, Mark(), 5)
