"""Counting days in a real database: what goes in comes out, and goes with what it belongs to."""

import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from statistics import median
from uuid import UUID

import pytest
from sqlalchemy import select

from libdesk.domain.count_facts import CountFacts
from libdesk.domain.count_results import DECISIONS, Decided, Decision
from libdesk.domain.counting import Count
from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeKind, ChangeSet, change_of
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import ItemId, Record
from libdesk.domain.stocktake import (
    Condition,
    Listed,
    Origin,
    Outcome,
    Scan,
    ScanId,
    Spot,
    StocktakeId,
    StocktakeState,
)
from libdesk.services.errors import Conflict
from libdesk.storage import schema, stocktake_rows
from libdesk.storage.first_look import read_today
from tests.services.counted_library import CENTRAL, DAY, HALL, NOON, OFFICE, Library

TABLES = (
    schema.stocktakes,
    schema.stocktake_scans,
    schema.stocktake_results,
    schema.stocktake_decisions,
)


@pytest.fixture
def library(database):
    return Library(database.unit)


def rows(library, *tables):
    with library.open_unit() as unit:
        run = unit.items._connection.execute
        return [sorted(map(tuple, run(select(table))), key=repr) for table in tables or TABLES]


def test_a_campaign_comes_back_as_it_was_stored(library):
    begun = library.counting.begin("Ünïcode ☐", DAY, DAY, [HALL, Spot("FER")], "with\nJo")
    with library.open_unit() as unit:
        assert unit.stocktakes.find(begun.id) == begun
        assert unit.stocktakes.all() == (begun,)
        assert unit.stocktakes.find(StocktakeId(99)) is None
    ended = library.results.finish(begun.id).stocktake
    with library.open_unit() as unit:
        assert unit.stocktakes.find(begun.id) == ended
        assert ended.finished_at == NOON


def test_over_another_version_nothing_is_written(library):
    stored = library.counting.load(library.begin()).stocktake
    for stale in (stored, replace(stored, version=3), replace(stored, id=StocktakeId(99))):
        with (
            pytest.raises(Conflict, match="changed meanwhile"),
            library.open_unit(write=True) as unit,
        ):
            unit.stocktakes.change(stale)


def test_its_number_is_never_given_again(library):
    first = library.begin()
    library.counting.remove(first)
    assert library.begin() > first
    assert rows(library, schema.stocktakes)[0]


def test_scans_come_back_as_they_were_stored_in_their_order(library):
    campaign = library.begin()
    scans = [
        Scan(
            ScanId(UUID(int=9 - number)),
            f"Cödé {number}",
            (HALL, OFFICE, CENTRAL)[number],
            NOON + timedelta(microseconds=number),
            (library.ids["LV-1"], None, library.ids["LV-2"])[number],
            "Jo",
            list(Condition)[number],
            "ñote\nof it",
            list(Origin)[number],
        )
        for number in range(3)
    ]
    library.record(campaign, *reversed(scans))
    assert library.counting.scans(campaign) == tuple(scans)
    with library.open_unit() as unit:
        assert unit.stocktakes.scan_counts() == {campaign: 3}
        assert unit.stocktakes.scans(StocktakeId(99)) == ()


def test_when_things_were_seen_is_written_where_that_is_news_and_comes_back_whole(library):
    later = DAY + timedelta(days=1)
    library.set("LV-2", seen_on=later)
    before = {tag: library.item(tag) for tag in library.ids}
    days = {library.ids["LV-1"]: DAY, library.ids["LV-2"]: DAY, library.ids["LV-3"]: later}
    with library.open_unit(write=True) as unit:
        changes = unit.stocktakes.note_seen({**days, ItemId(99): DAY})
        assert unit.stocktakes.note_seen(days) == (), "written once, it is no news"
        change = unit.item_history.begin(ChangeSet(NOON, "Ada", ChangeKind.BULK))
        unit.item_history.note(change, changes)
    became = {
        tag: replace(one, seen_on=day, version=one.version + 1)
        for tag, day in (("LV-1", DAY), ("LV-3", later))
        for one in (before[tag],)
    }
    assert {tag: library.item(tag) for tag in library.ids} == {**before, **became}
    assert set(changes) == {change_of(before[tag], one) for tag, one in became.items()}
    library.equipment.undo(change)
    assert {tag: library.item(tag) for tag in library.ids} == before


def test_decisions_are_taken_back_with_their_items(library):
    campaign = library.begin()
    library.record(campaign, library.scan("LV-4"), library.scan("X-9"), library.scan("X-8"))
    results = library.results.finish(campaign).results
    place = {one.code: one.place for one in results}
    before = rows(library, schema.items, *TABLES)
    library.results.decide(campaign, [place["LV-4"]], Decision.BELONGS_HERE)
    library.results.decide(campaign, [place["LV-1"]], Decision.LOST)
    library.results.decide(campaign, [place["X-8"]], Decision.LABEL_OF, item=library.ids["LV-2"])
    library.results.add_new(campaign, place["X-9"], "A lamp", "lamp")
    decided = [one for one in library.results.list_results(campaign) if one.decided is not None]
    assert len(decided) == 5
    chosen = [one for one in decided if one.code != "LV-2"]
    assert len(library.results.take_back(campaign, chosen)) == 5
    assert rows(library, schema.items, *TABLES) == before


def test_of_many_only_those_that_are_new_are_stored(library):
    campaign = library.begin()
    many = [Scan(ScanId(UUID(int=number)), f"X-{number}", HALL, NOON) for number in range(1_200)]
    assert len(library.record(campaign, *many[:700], many[0])) == 700
    assert len(library.record(campaign, *many)) == 500
    gone = library.counting.take_back(campaign, [one.id for one in many])
    assert len(gone) == 1_200
    assert library.counting.scans(campaign) == ()


def test_every_item_is_listed_as_its_record_says(library):
    library.set("LV-1", serial="SN-1", computer_name="cen-pc")
    with library.open_unit() as unit:
        listed = unit.stocktakes.listed()
        records = list(unit.items.get_all([one.id for one in listed]))
    assert listed == tuple(
        Listed(
            one.id,
            one.tag,
            one.name,
            one.kind,
            Spot(one.branch, one.room),
            one.status,
            one.serial,
            one.computer_name,
        )
        for one in records
    )
    assert len(listed) == 5


def test_a_damaged_item_hides_no_other(library):
    campaign = library.begin()
    with library.open_unit(write=True) as unit:
        unit.items._connection.exec_driver_sql("UPDATE items SET status = '?' WHERE tag = 'LV-1'")
    assert library.count(campaign).tallies().expected == 2


def test_a_result_and_its_decisions_come_back_as_they_were_stored(library):
    campaign = library.begin()
    library.record(
        campaign,
        library.scan("LV-1", condition=Condition.BROKEN, note="ñ", by="Jo"),
        library.scan("LV-4", OFFICE),
        library.scan("X-9"),
    )
    ended = library.results.finish(campaign)
    assert library.results.list_results(campaign) == ended.results
    with library.open_unit() as unit:
        found = unit.stocktakes.differences()
    assert found == {campaign: tuple(one for one in ended.results if one.is_difference)}
    places = [one.place for one in ended.results if one.outcome is Outcome.MISSING]
    done = library.results.decide(campaign, places, Decision.KNOWN, "at the shöp")
    stored = {one.place: one for one in library.results.list_results(campaign)}
    assert tuple(stored[place] for place in places) == done.results
    library.results.undo(done)
    assert library.results.list_results(campaign) == ended.results


def test_every_table_is_the_same_after_each_decision_is_taken_back(library):
    campaign = library.begin()
    library.record(
        campaign, library.scan("LV-1", condition=Condition.BROKEN), library.scan("LV-4", OFFICE)
    )
    ended = library.results.finish(campaign)
    tables = (*TABLES, schema.items, schema.item_changes, schema.item_history)
    before = rows(library, *tables)
    for outcome, decision in (
        (Outcome.BROKEN, Decision.OUT_OF_SERVICE),
        (Outcome.ELSEWHERE, Decision.BELONGS_HERE),
        (Outcome.MISSING, Decision.LOST),
        (Outcome.MISSING, Decision.LOOK_AGAIN),
    ):
        places = [one.place for one in ended.results if one.outcome is outcome]
        done = library.results.decide(campaign, places, decision)
        assert rows(library, *tables) != before
        library.results.undo(done)
        assert rows(library, *tables) == before
        if done.change is not None:
            again = library.results.decide(campaign, places, decision)
            library.equipment.undo(again.change)
            assert rows(library, *tables) == before


def test_an_item_that_is_taken_out_leaves_its_code_and_takes_its_decision_along(library):
    campaign = library.begin()
    added = library.equipment.add(Record(Tag("LV-9"), "", "PC", "CEN"))
    new = added.records[0].id
    library.record(campaign, replace(library.scan("LV-9"), item=new), library.scan("X-9"))
    ended = library.results.finish(campaign)
    unknown = next(one.place for one in ended.results if one.outcome is Outcome.UNKNOWN)
    library.results.decide(campaign, [unknown], Decision.LABEL_OF, item=new)
    library.equipment.undo(library.equipment.changes(1)[0].id)
    library.equipment.undo(added.change)
    results = library.results.list_results(campaign)
    assert [one.item for one in results if one.code == "LV-9"] == [None]
    assert all(one.decided is None for one in results)
    assert [one.item for one in library.counting.scans(campaign)] == [None, None]


def test_a_campaign_takes_along_all_that_belongs_to_it(library):
    campaign = library.begin()
    library.record(campaign, library.scan("LV-1"))
    ended = library.results.finish(campaign)
    library.results.decide(campaign, [ended.results[-1].place], Decision.LOOK_AGAIN)
    with library.open_unit(write=True) as unit:
        unit.stocktakes.remove(campaign)
    assert rows(library) == [[], [], [], []]


def test_what_makes_no_sense_is_left_out_and_the_rest_read(library):
    first, second = library.begin(), library.begin()
    for campaign, number in ((first, 0), (second, 10)):
        library.record(campaign, library.scan("LV-1", number=number + 1))
        library.record(campaign, library.scan("LV-2", number=number + 2))
    library.results.finish(second)
    for change in (
        "UPDATE stocktakes SET spots = '[[1]]' WHERE id = 1",
        "UPDATE stocktake_scans SET origin = '?' WHERE code = 'LV-1'",
        "UPDATE stocktake_results SET outcome = '?' WHERE code = 'LV-1'",
    ):
        with library.open_unit(write=True) as unit:
            unit.items._connection.exec_driver_sql(change)
    assert [one.stocktake.id for one in library.counting.list_all()] == [second]
    assert [one.code for one in library.counting.scans(second)] == ["LV-2"]
    assert [one.code for one in library.results.list_results(second)] == ["LV-2", "LV-3"]


def test_deciding_about_nothing_changes_nothing(library):
    campaign = library.begin()
    with library.open_unit(write=True) as unit:
        unit.stocktakes.decide(campaign, [], Decided(Decision.LOST, NOON))
        unit.stocktakes.undecide(campaign, [])
    assert rows(library, schema.stocktake_decisions) == [[]]


def test_two_desks_that_scan_at_the_same_moment_both_count(library):
    campaign = library.begin()
    failed = []

    def scan_some(first):
        try:
            for number in range(first, first + 20):
                code = f"X-{number}"
                library.record(campaign, Scan(ScanId(UUID(int=number)), code, HALL, NOON))
        except Exception as error:  # noqa: BLE001 - told below, whatever it is
            failed.append(error)

    desks = [threading.Thread(target=scan_some, args=(first,)) for first in (1, 11)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert not failed
    assert library.count(campaign).tallies().unknown == 30, "ten of them were sent by both"


def test_a_large_list_is_read_for_a_count_in_a_moment(library):
    many = [
        (Record(Tag(f"M-{number}"), f"PC {number}", "PC", "CEN", f"R{number % 50}"), Dates())
        for number in range(5_000)
    ]
    with library.open_unit(write=True) as unit:
        unit.items.add(many)
    campaign = library.begin()

    def bare():
        with library.open_unit() as unit:
            asked = select(schema.items.c.id, schema.items.c.tag, schema.items.c.serial)
            list(unit.items._connection.execute(asked))

    def loaded():
        counted = library.counting.load(campaign)
        assert Count(counted.listing, counted.scans).tallies().expected == 5_003

    def spent(work):
        began = time.thread_time()
        work()
        return time.thread_time() - began

    pairs = [(spent(bare), spent(loaded)) for _ in range(9)]
    floor, read = (median(one) for one in zip(*pairs, strict=True))
    assert read <= floor + 0.15, "a quarter of what 20,000 may take"


def test_counts_that_wait_are_found_by_the_first_look_too(both):
    for database in both:
        library = Library(database.unit)
        ended, running, done = (library.begin(title=title) for title in "ABC")
        library.record(ended, library.scan("LV-1", number=1), library.scan("X-9", number=2))
        results = library.results.finish(ended).results
        library.record(running, library.scan("LV-2", number=3))
        unknown = [one.place for one in results if one.outcome is Outcome.UNKNOWN]
        library.results.decide(ended, unknown, Decision.NOT_OURS)
        missing = [one.place for one in results if one.outcome is Outcome.MISSING]
        library.results.decide(ended, missing[:1], Decision.LOOK_AGAIN)
        every = [
            library.scan(f"LV-{number}", spot, 10 + number)
            for number, spot in ((1, HALL), (2, HALL), (3, OFFICE))
        ]
        library.record(done, *every)
        library.results.finish(done)
        with database.unit() as unit:
            assert unit.today.counts() == (
                CountFacts(running, "B", DAY, DAY + timedelta(days=1), scans=1),
                CountFacts(ended, "A", DAY, DAY + timedelta(days=1), is_finished=True, waiting=2),
            )
    with closing(sqlite3.connect(both[0].path)) as plain:
        keys = [line.key for line in read_today(plain, NOON).lines]
    assert {f"count/{running}", f"count/{ended}"} <= set(keys)


def test_the_words_of_the_first_look_are_those_that_are_stored():
    assert StocktakeState.FINISHED.value == stocktake_rows.FINISHED
    assert Decision.LOOK_AGAIN.value == stocktake_rows.LOOK_AGAIN
    assert sorted(stocktake_rows.DIFFERENT) == sorted(one.value for one in DECISIONS)
