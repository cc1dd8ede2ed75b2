"""The sample library's counting days; and one in which a known number of things is not right."""

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from libdesk.domain.count_results import tallies_of
from libdesk.domain.counting import Count
from libdesk.domain.places import Branch
from libdesk.domain.stocktake import Outcome, Scan, ScanId, Spot, StocktakeState
from libdesk.services.count_results import CountResults
from libdesk.services.sample import Sample
from libdesk.services.sample_counts import fill_counts
from libdesk.services.stocktake import Stocktaking
from tests.services.fakes import START, Hands
from tests.services.made_items import NO_RULES
from tests.services.memory_database import MemoryDatabase
from tests.services.sample_library import fill


def rules():
    return NO_RULES


@pytest.fixture(scope="module")
def sample():
    database = fill(Sample(problems=20))
    before = database.tables.equipment.copy()
    for _ in range(2):  # twice adds nothing
        fill_counts(database, rules, START)
    assert database.tables.equipment == before, "no item has to be another for it"
    return database


def test_one_is_under_way_and_one_was_decided_on(sample):
    counting = Stocktaking(sample, Hands(START))
    running, ended = counting.list_all()
    assert running.stocktake.title == "Counting day at Ferndale Road"
    assert running.stocktake.state is StocktakeState.OPEN
    assert running.stocktake.runs_on(START.date())
    loaded = counting.load(running.stocktake.id)
    tallies = Count(loaded.listing, loaded.scans).tallies()
    assert tallies.expected > tallies.found > tallies.missing > 3
    assert (tallies.elsewhere, tallies.unknown, tallies.broken, tallies.worn) == (1, 1, 1, 1)
    assert all(one.at < START for one in loaded.scans)
    assert ended.stocktake.title == "Spring count at Old Depot"
    assert ended.stocktake.ends_on < START.date() - timedelta(days=190)
    assert (ended.differences, ended.waiting) == (5, 1)
    results = counting.load(ended.stocktake.id).results
    assert tallies_of(results).expected == 14
    assert {one.outcome for one in results} == {
        Outcome.FOUND,
        Outcome.ELSEWHERE,
        Outcome.MISSING,
        Outcome.UNKNOWN,
    }


def test_a_library_without_these_branches_has_none():
    database = MemoryDatabase()
    fill_counts(database, rules, START)
    with database(write=True) as unit:
        assert unit.stocktakes.all() == ()
        unit.places.save_branch(Branch("DEP", "Old Depot"))
    fill_counts(database, rules, START)
    assert [one.differences for one in Stocktaking(database, Hands(START)).list_all()] == [1]


@pytest.mark.parametrize("seed", range(5))
def test_ten_misplaced_five_missing_and_three_unknown_are_what_it_ends_with(seed):
    """Exactly these differences, and no other."""
    database, dice = fill(Sample(problems=20)), Random(seed)
    clock = Hands(START)
    counting = Stocktaking(database, clock, "Ada")
    central = Spot("CEN")
    campaign = counting.begin("Fall count", START.date(), START.date(), [central])
    loaded = counting.load(campaign.id)
    listing, count = loaded.listing, Count(loaded.listing)
    rooms = [one for one in listing.places.values() if one.branch == "CEN" and one.room]
    there = [listing.items[one] for one in sorted(listing.expected) if listing.items[one].spot.room]
    dice.shuffle(there)
    missing, moved, found = there[:5], there[5:11], there[11:]
    strangers = [one for one in listing.items.values() if one.spot.branch == "FER"][:4]
    seen: list[tuple[str, Spot]] = [(one.tag, one.spot) for one in found]
    seen += [(one.tag, one.spot) for one in listing.items.values() if is_roomless(one, listing)]
    for one in moved:
        seen.append((one.tag, dice.choice([room for room in rooms if room.key != one.spot.key])))
    seen += [(one.tag, dice.choice(rooms)) for one in strangers]
    seen += [(f"NOBODYS-{number}", dice.choice(rooms)) for number in range(3)]
    dice.shuffle(seen)
    seen += seen[:40]  # some things are scanned twice

    for number, (code, spot) in enumerate(seen):
        answer = count.answer(code, spot)
        item = answer.listed.id if answer.listed is not None else None
        scan = Scan(ScanId(UUID(int=number + 1)), code, spot, clock(), item)
        count.add(scan)
        counting.record(campaign.id, [scan])
        clock.move(seconds=2)
    tallies = count.tallies()
    assert (tallies.elsewhere, tallies.missing, tallies.unknown) == (10, 5, 3)

    results = CountResults(database, rules, clock, "Ada").finish(campaign.id).results
    assert tallies_of(results) == tallies

    def codes(outcome):
        return {one.code for one in results if one.outcome is outcome}

    assert codes(Outcome.MISSING) == {one.tag for one in missing}
    assert codes(Outcome.ELSEWHERE) == {one.tag for one in (*moved, *strangers)}
    assert codes(Outcome.UNKNOWN) == {f"NOBODYS-{number}" for number in range(3)}
    assert sum(one.is_difference for one in results) == 18


def is_roomless(listed, listing):
    return listed.id in listing.expected and not listed.spot.room
