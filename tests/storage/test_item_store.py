"""Items and their history in the database, on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text

from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet, FieldChange, ItemChange
from libdesk.domain.item_lists import (
    Dates,
    ItemColumn,
    ItemFacet,
    ItemFilter,
    ItemGroup,
    ItemOrder,
    ItemsOf,
)
from libdesk.domain.money import Money
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind, ItemId, Record, Role
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import add_records
from libdesk.services.item_gates import Rules
from libdesk.storage import schema
from tests.storage.made import new_problem, report, store

RULES = Rules(lambda record: Dates(record.replace_on), lambda _: False)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WHOLE = Record(
    tag=Tag("LV-1001"),
    name="PC-01",
    kind="public PC",
    branch="CEN",
    room="Reading room",
    status=Status.SPARE,
    role=Role.PUBLIC,
    make="Dell",
    model="OptiPlex 7010",
    serial="SMP-0001",
    computer_name="CEN-PC-01",
    processor="Intel Core i5-12400",
    memory_gb=16,
    disk_gb=256,
    disk_kind=DiskKind.SSD,
    tpm=True,
    secure_boot=False,
    new_certificate=None,
    system="Windows 11",
    edition="Education",
    system_version="25H2",
    bought_on=date(2023, 2, 28),
    price=Money(74950, "USD"),
    order_number="PO 17",
    supplier="A shop",
    funder="Friends",
    keep_until=date(2028, 2, 29),
    warranty_until=date(2026, 2, 28),
    replace_on=date(2029, 1, 1),
    support_until=date(2030, 1, 1),
    battery_on=date(2024, 1, 1),
    license_until=date(2026, 12, 31),
    seen_on=date(2026, 1, 31),
    is_only_one=True,
    is_accessible=True,
    notes="two\nlines",
    custom={"Wall port": "A-17"},
)


def plain(tag, **fields):
    return replace(Record(Tag(tag), f"thing {tag}", "switch", branch="CEN"), **fields)


def add(database, *records, dates=None):
    with database.unit(write=True) as unit:
        return unit.items.add([(one, dates or Dates()) for one in records])


def test_a_record_comes_back_as_it_was_stored(database):
    (item_id,) = add(database, WHOLE, dates=Dates(date(2028, 2, 28), date(2027, 10, 12)))
    with database.unit() as unit:
        assert unit.items.get(item_id) == replace(WHOLE, id=item_id, version=1)
        assert unit.items.dates(item_id) == Dates(date(2028, 2, 28), date(2027, 10, 12))
        with pytest.raises(Refusal):
            unit.items.get(ItemId(99))


def test_it_is_found_by_label_serial_and_computer_name(database):
    (item_id, other) = add(database, WHOLE, plain("smp-0001"))
    with database.unit() as unit:
        assert [one.id for one in unit.items.find(" lv-1001 ")] == [item_id]
        assert [one.id for one in unit.items.find("cen-pc-01")] == [item_id]
        assert [one.id for one in unit.items.find("SMP-0001")] == [other, item_id]
        assert unit.items.find(" ") == ()


def test_a_change_expects_the_version_before_and_takes_reports_along(database):
    (item_id,) = add(database, WHOLE)
    changed = replace(WHOLE, id=item_id, version=2, name="PC-01 by the door")
    with database.unit(write=True) as unit:
        unit.items.change([(changed, Dates())], ChangeId(0))
    with database.unit(write=True) as unit, pytest.raises(Conflict):
        unit.items.change([(changed, Dates())], ChangeId(0))
    with database.unit(write=True) as unit:
        unit.items.put_back([(replace(WHOLE, id=item_id, version=1), Dates())], ChangeId(0))
    with database.unit() as unit:
        assert unit.items.get(item_id) == replace(WHOLE, id=item_id, version=1)


def test_lists_are_narrowed_ordered_and_grouped(database):
    with database.unit(write=True) as unit:
        unit.places.save_branch(Branch("FER", "Ferndale"))
        unit.places.save_branch(Branch("CEN", "Central"))
        one, two, three = unit.items.add(
            [
                (WHOLE, Dates(date(2028, 2, 28))),
                (plain("LV-9", branch="FER"), Dates(date(2027, 5, 1))),
                (plain("LV-10", status=Status.GONE, room="Closet"), Dates()),
            ]
        )
    with database.unit() as unit:
        store = unit.items
        assert store.ids(ItemFilter(words=("optiplex", "reading"))) == (one,)
        assert store.ids(ItemFilter(words=("%",))) == ()
        assert set(store.ids()) == {one, two}
        gone = ItemFilter(values={ItemFacet.STATUS: ("gone",)})
        assert store.ids(gone) == (three,)
        every = ItemFilter(statuses=frozenset(Status))
        by_day = ItemOrder(ItemColumn.REPLACE_BY, descending=True)
        assert store.ids(every, by_day) == (one, two, three)
        by_place = ItemOrder(group=ItemGroup.PLACE)
        assert store.ids(every, by_place) == (two, one, three)
        assert store.groups(every, ItemGroup.PLACE) == (ItemsOf("FER", 1), ItemsOf("CEN", 2))
        years = store.groups(every, ItemGroup.YEAR)
        assert years == (ItemsOf("2027", 1), ItemsOf("2028", 1), ItemsOf("", 1))
        assert [line.tag for line in store.lines([three, one])] == ["LV-10", "LV-1001"]


def test_history_tells_who_did_what_and_goes_when_it_is_taken_back(database):
    (item_id,) = add(database, WHOLE)
    with database.unit(write=True) as unit:
        change = unit.item_history.begin(ChangeSet(NOON, "IT", ChangeKind.IMPORT, "list.csv"))
        note = ItemChange(item_id, 2, (FieldChange("name", "PC-01", "PC-1"),))
        unit.item_history.note(change, [note])
        unit.own_fields.add(["Wall port"], change)
    with database.unit() as unit:
        (event,) = unit.item_history.of(item_id)
        assert event.change == note
        assert event.change_set == unit.item_history.get(change)
        assert event.change_set.count == 1
        assert unit.own_fields.names() == ("Wall port",)
    with database.unit(write=True) as unit:
        unit.item_history.forget(change)
        assert unit.own_fields.names() == ()
        with pytest.raises(Refusal):
            unit.item_history.get(change)


def test_reports_go_with_a_label_and_come_back_with_it(database):
    (record, other) = (WHOLE, plain("LV-2"))
    with database.unit(write=True) as unit:
        added = add_records(unit, RULES, ChangeSet(NOON, "IT", ChangeKind.IMPORT), [record, other])
    told = [report(item=Tag(tag), title=f"{tag}?") for tag in ("LV-1001", "LV-2", "LV-1001")]
    store(database, *map(new_problem, told))
    desk = Equipment(database.unit, lambda: RULES, lambda: NOON, "IT")
    changed = desk.save(replace(added.records[0], tag=Tag("LV-3")))
    assert items_of(database, told) == ["LV-3", "LV-2", "LV-3"]
    (later,) = (report(item=Tag("LV-3"), title="after"),)
    store(database, new_problem(later))
    undo(desk, changed)
    assert items_of(database, [*told, later]) == ["LV-1001", "LV-2", "LV-1001", "LV-1001"]


def test_taking_back_leaves_every_table_as_it_was(database):
    desk = Equipment(database.unit, lambda: RULES, lambda: NOON, "IT")
    empty = tables(database)
    with database.unit(write=True) as unit:
        some = [replace(WHOLE, tag=Tag(f"LV-{n}"), custom={"b": "x", "a": "y"}) for n in range(700)]
        added = add_records(unit, RULES, ChangeSet(NOON, "IT", ChangeKind.IMPORT, "list"), some)
    before = tables(database)
    versions = {one.id: one.version for one in added.records}
    given = {"room": "Office", "price": "5 EUR", "custom.a": "", "custom.new": "z", "notes": ""}
    bulk = desk.change_all(versions, given, "Moved")
    assert tables(database) != before
    assert set(undo(desk, bulk)) == set(versions)
    assert tables(database) == before
    undo(desk, added)
    assert tables(database) == empty


def test_no_number_is_given_twice(database):
    desk = Equipment(database.unit, lambda: RULES, lambda: NOON, "IT")
    first = desk.add(WHOLE)
    undo(desk, first)
    second = desk.add(WHOLE)
    assert second.change != first.change
    assert second.records[0].id != first.records[0].id
    with pytest.raises(Refusal, match="taken back already"):
        undo(desk, first)


def test_own_fields_that_others_filled_in_stay_when_what_brought_them_is_taken_back(database):
    desk = Equipment(database.unit, lambda: RULES, lambda: NOON, "IT")
    first = desk.add(plain("LV-1", custom={"Port": "A", "Desk": "oak"}))
    second = desk.add(plain("LV-2", custom={"Port": "B"}))
    undo(desk, first)
    with database.unit() as unit:
        assert unit.items.own_names() == unit.own_fields.names() == ("Port",)
    undo(desk, second)
    with database.unit() as unit:
        assert unit.items.own_names() == ()


@pytest.mark.parametrize("fields", ["{", "[1]", "[[1, 2]]", "null"])
def test_a_history_that_cannot_be_read_is_left_out_and_not_taken_back(database, fields):
    desk = Equipment(database.unit, lambda: RULES, lambda: NOON, "IT")
    added = desk.add(WHOLE)
    with database.unit(write=True) as unit:
        spoil = text("UPDATE item_history SET fields = :fields")
        unit.items._connection.execute(spoil, {"fields": fields})
    assert desk.get(added.records[0].id).history == ()
    with pytest.raises(Refusal, match="can’t be read any more"):
        undo(desk, added)


def items_of(database, reports):
    with database.unit() as unit:
        return [unit.problems.get(one.id).report.item for one in reports]


def tables(database):
    """Return all that is kept of items."""
    with database.unit() as unit:
        return {
            table.name: [
                tuple(row)
                for row in unit.items._connection.execute(
                    select(table).order_by(*table.primary_key)
                )
            ]
            for table in (schema.items, schema.item_changes, schema.item_history, schema.own_fields)
        }


def undo(desk, changed):
    assert changed.change is not None
    return desk.undo(changed.change)
