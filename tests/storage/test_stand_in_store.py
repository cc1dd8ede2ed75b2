"""Stand-ins in both databases: they go, and come back, with the change sets that made them."""

import time
from dataclasses import replace
from statistics import median

import pytest
from sqlalchemy import func, select, update

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.stand_ins import StandIns
from libdesk.storage import schema
from tests.storage.made import START, rows_about_items


class House:
    """A PC and two spares in a real database."""

    def __init__(self, database):
        def rules():
            return Rules(lambda _record: Dates(), lambda _record: False)

        self.database = database
        self.equipment = Equipment(database.unit, rules, lambda: START, "Ada")
        self.stand_ins = StandIns(database.unit, rules, lambda: START, "Ada")
        self.pc, self.spare, self.other = (
            self.equipment.add(Record(Tag(tag), tag, "PC", "CEN", room, status)).records[0].id
            for tag, room, status in (
                ("LV-7", "Hall", Status.IN_USE),
                ("SP-1", "Closet", Status.SPARE),
                ("SP-2", "Office", Status.SPARE),
            )
        )

    def of(self, item):
        return self.equipment.get(item).standing

    def rows(self):
        return rows_about_items(self.database, schema.stand_ins)


@pytest.fixture
def house(database):
    return House(database)


@pytest.mark.rows("S54")
def test_a_spare_stands_in_and_goes_back(house):
    change = house.stand_ins.swap_in(house.pc, house.spare).change
    with house.database.unit() as unit:
        running = unit.stand_ins.get(change)
        assert running == unit.stand_ins.of(house.pc) == unit.stand_ins.of(house.spare)
        assert (running.away, running.spare, running.since) == (house.pc, house.spare, START)
        assert unit.stand_ins.of(house.other) is None
    house.stand_ins.swap_back(change)
    with house.database.unit() as unit:
        assert unit.stand_ins.get(change) is None
        assert unit.stand_ins.of(house.pc) is None
    record = house.equipment.get(house.spare).record
    assert (record.status, record.room) == (Status.SPARE, "Closet")


def test_every_table_is_the_same_after_each_swap_is_taken_back(house):
    before = house.rows()
    first = house.stand_ins.swap_in(house.pc, house.spare).change
    there = house.rows()
    for end in (
        lambda: house.stand_ins.swap_back(first),
        lambda: house.stand_ins.keep(first),
        lambda: house.stand_ins.swap_in(house.spare, house.other),
    ):
        house.equipment.undo(end().change)
        assert house.rows() == there
    house.equipment.undo(first)
    assert house.rows() == before


def test_a_stand_in_goes_with_its_item(house):
    added = house.equipment.add(Record(Tag("SP-3"), "", "PC", status=Status.SPARE))
    house.stand_ins.swap_in(house.pc, added.records[0].id)
    with house.database.unit(write=True) as unit:
        unit.items.remove([added.records[0].id])
    with house.database.unit() as unit:
        count = select(func.count()).select_from(schema.stand_ins)
        assert unit.items._connection.execute(count).scalar_one() == 0


def test_what_happened_long_ago_stands_in_for_nothing_now(house):
    for _ in range(2):
        change = house.stand_ins.swap_in(house.pc, house.spare).change
        house.stand_ins.swap_back(change)
    newest = house.stand_ins.swap_in(house.pc, house.other).change
    with house.database.unit() as unit:
        assert unit.stand_ins.of(house.pc).change == newest
        assert unit.stand_ins.of(house.spare) is None
    house.equipment.save(replace(house.equipment.get(house.pc).record, room="Office"))
    assert house.of(house.pc).swapped.away.room == "Office"


def test_an_end_that_would_let_it_stand_in_twice_is_not_taken_back(house):
    kept = house.stand_ins.keep(house.stand_ins.swap_in(house.pc, house.spare).change)
    with house.database.unit() as unit:
        assert [one.spare for one in unit.stand_ins.ended(kept.change)] == [house.spare]
        assert unit.stand_ins.running() == ()
    house.stand_ins.swap_in(house.pc, house.other)
    before = house.rows()
    with pytest.raises(Conflict, match="part of another stand-in"):
        house.equipment.undo(kept.change)
    assert house.rows() == before


def test_a_swap_whose_end_stands_is_not_taken_back(house):
    swapped = house.stand_ins.swap_in(house.pc, house.spare).change
    kept = house.stand_ins.keep(swapped).change
    before = house.rows()
    with pytest.raises(Conflict, match="has ended since"):
        house.equipment.undo(swapped)
    assert house.rows() == before
    house.equipment.undo(kept)
    house.equipment.undo(swapped)
    assert house.of(house.pc).swapped is None


def test_each_kind_that_is_free_is_told_once(house):
    with house.database.unit() as unit:
        assert unit.stand_ins.kinds() == ("PC",)
    scanner = Record(Tag("SP-3"), "", "scanner", status=Status.SPARE)
    house.equipment.add(scanner)
    house.stand_ins.swap_in(house.pc, house.spare)
    away = house.equipment.get(house.pc).record
    house.equipment.save(replace(away, status=Status.SPARE))
    other = house.equipment.get(house.other).record
    house.equipment.save(replace(other, status=Status.LOST))
    with house.database.unit() as unit:
        assert unit.stand_ins.kinds() == ("scanner",), "something stands in for the other"


def test_one_item_is_read_as_soon_among_many_spares(house):
    scanners = [
        (Record(Tag(f"SC-{number}"), "", "scanner", status=Status.SPARE), Dates())
        for number in range(2_000)
    ]
    with house.database.unit(write=True) as unit:
        unit.items.add(scanners)

    def bare():
        with house.database.unit() as unit:
            unit.items.get(house.pc), unit.item_history.of(house.pc)

    def spent(work):
        began = time.thread_time()
        work()
        return time.thread_time() - began

    pairs = [(spent(bare), spent(lambda: house.equipment.get(house.pc))) for _ in range(9)]
    floor, read = (median(one) for one in zip(*pairs, strict=True))
    assert read <= floor + 0.01


def test_beside_a_damaged_one_the_other_is_read_all_the_same(house):
    change = house.stand_ins.swap_in(house.pc, house.spare).change
    damage = update(schema.items).where(schema.items.c.id == house.spare).values(status="?")
    with house.database.unit(write=True) as unit:
        unit.items._connection.execute(damage)
    assert house.equipment.get(house.pc).record.tag == "LV-7"
    assert house.of(house.pc).swapped is None
    for end in (house.stand_ins.swap_back, house.stand_ins.keep):
        with pytest.raises(Refusal, match="can’t be read any more"):
            end(change)
