"""Reading a list in: one transaction, one change set, the way back; what is written comes back."""

import dataclasses

import pytest

from libdesk.domain.attachments import Attachment, FileKind, Owner, OwnerKind
from libdesk.domain.item_columns import guess_columns
from libdesk.domain.item_history import ChangeKind
from libdesk.domain.item_import import Choices, Fate, ground_of, make_plan
from libdesk.domain.item_lists import Dates, ItemFilter
from libdesk.domain.money import Money
from libdesk.domain.records import Role
from libdesk.domain.statuses import Status
from libdesk.services.backups import Stopped
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_export import ItemExport, Shape, sheet_of
from libdesk.services.item_gates import Rules
from libdesk.services.item_import import AT_ONCE, ItemImport
from tests.domain.made_lists import BRANCHES, KINDS, item, snipe_table, table_of
from tests.services.fakes import START

RULES = Rules(lambda record: Dates(record.replace_on), lambda record: record.kind == "public PC")


@pytest.fixture
def items(database, hands):
    with database(write=True) as unit:
        for branch in BRANCHES:
            unit.places.save_branch(branch)
    return ItemImport(database, lambda: RULES, hands, " Ada ", lambda: KINDS)


@pytest.fixture
def equipment(database, hands):
    return Equipment(database, lambda: RULES, hands)


def planned(items, table, choices=None):
    stock, said = items.stock(), choices or Choices()
    columns = guess_columns(table, ground_of(said, stock), stock.own_fields)
    return make_plan(table, columns, said, stock)


def state(database):
    tables = database.tables.equipment
    return tables.copy()


def test_a_list_comes_in_as_one_change_set_and_goes_back_whole(items, database, equipment):
    before = state(database)
    plan = planned(items, snipe_table(3))
    assert state(database) == before
    done = items.carry_out(plan, "assets.csv")
    assert done.change is not None
    (one,) = equipment.changes()
    assert (one.kind, one.title, one.by, one.count) == (ChangeKind.IMPORT, "assets.csv", "Ada", 3)
    assert items.last() == one
    (found,) = equipment.find("LV-00002")
    assert (found.room, found.memory_gb, found.custom["Deep Freeze"]) == (
        "Reading room", 16, "thawed on Mondays",
    )  # fmt: skip
    chosen = equipment.get(found.id)
    assert len(chosen.history) == 1
    assert chosen.dates.replace_by == found.replace_on
    assert "Deep Freeze" in chosen.own_fields
    assert planned(items, snipe_table(3)).count(Fate.SAME) == 3
    assert len(items.undo(done.change)) == 3
    assert state(database) == before
    assert items.last() is None
    with pytest.raises(Refusal):
        items.undo(done.change)


def test_the_same_list_twice_changes_nothing(items, database):
    items.carry_out(planned(items, snipe_table(3)), "assets.csv")
    before = state(database)
    assert items.carry_out(planned(items, snipe_table(3)), "assets.csv").change is None
    assert state(database) == before


def test_changes_come_in_and_go_back(items, database, equipment):
    items.carry_out(planned(items, snipe_table(2)), "assets.csv")
    before = state(database)
    plan = planned(items, snipe_table(3, **{"Purchase Cost": "$5", "Color": "red"}))
    assert [one.fate.value for one in plan.fates] == ["changed", "changed", "new"]
    done = items.carry_out(plan, "more.csv")
    (found,) = equipment.find("LV-00001")
    assert (found.price, found.version) == (Money(500), 2)
    assert [one.field for one in equipment.get(found.id).history[0].change.fields] == ["price"]
    items.undo(done.change)
    assert state(database) == before


def test_a_plan_that_is_no_longer_true_is_not_carried_out(items, database, equipment):
    table = snipe_table(2)
    plan = planned(items, table)
    equipment.add(item("X-1", "a thing", "switch"))
    before = state(database)
    with pytest.raises(Conflict):
        items.carry_out(plan, "assets.csv")
    equipment.add(item("LV-00001", "a thing", "switch"))
    with pytest.raises(Conflict):
        items.carry_out(plan, "assets.csv", lambda _: planned(items, table))
    assert len(state(database).records) == len(before.records) + 1


def test_where_every_row_keeps_its_fate_the_list_comes_in_all_the_same(items, equipment):
    table = snipe_table(2)
    plan = planned(items, table)
    equipment.add(item("X-1", "a thing", "switch"))
    assert items.carry_out(plan, "assets.csv", lambda _: planned(items, table)).change
    assert len(equipment.records()) == 3


@pytest.mark.parametrize("stop_at", [AT_ONCE, AT_ONCE + 7, AT_ONCE + 9])
def test_stopped_anywhere_it_leaves_nothing(items, database, stop_at):
    items.carry_out(planned(items, snipe_table(2)), "assets.csv")
    before = state(database)
    plan = planned(items, snipe_table(AT_ONCE + 9, **{"Purchase Cost": "$5"}))
    told = []

    def pace(done, of):
        told.append((done, of))
        return done < stop_at

    with pytest.raises(Stopped):
        items.carry_out(plan, "more.csv", pace=pace)
    assert told[-1] == (stop_at, AT_ONCE + 9)
    assert state(database) == before


def test_it_is_asked_after_each_part_whether_to_go_on(items, equipment):
    told = []
    plan = planned(items, snipe_table(AT_ONCE + 3))

    def pace(done, of):
        told.append((done, of))
        return True

    items.carry_out(plan, "assets.csv", pace=pace)
    assert told == [(AT_ONCE, AT_ONCE + 3), (AT_ONCE + 3, AT_ONCE + 3)]
    assert equipment.changes()[0].count == AT_ONCE + 3


def test_items_that_are_gone_count_and_hold_no_data(items, equipment):
    equipment.add(item("A-1", "a PC", "public PC", status=Status.GONE))
    equipment.add(item("A-2", "a PC", "public PC"))
    equipment.add(item("A-3", "a switch", "switch"))
    stock = items.stock()
    assert [one.texts["tag"] for one in stock.items] == ["A-1", "A-2", "A-3"]
    assert len(stock.holds_data) == 1
    plan = planned(
        items, table_of(("Label", "Status"), *[(f"A-{n}", "Archived") for n in (1, 2, 3)])
    )
    assert [one.fate.value for one in plan.fates] == ["same", "refused", "changed"]


def test_a_plan_for_items_that_are_not_there_is_refused(items, equipment):
    equipment.add(item("A-1", "a PC", "public PC"))
    plan = planned(items, table_of(("Label", "Room"), ("A-1", "Desk")))
    (fate,) = plan.fates
    for wrong in ({"item": 9}, {"version": 7}):
        fates = (dataclasses.replace(fate, **wrong),)
        with pytest.raises(Conflict):
            items.carry_out(dataclasses.replace(plan, fates=fates), "x")


WHOLE = item(
    "LV-1", "=PC-01", "Public PC", "CEN", "Reading room", Status.SPARE, Role.PUBLIC,
    make="Dell", model="-OptiPlex", serial="00123", computer_name="CEN-1", memory_gb=15,
    tpm=True, secure_boot=False, system="Windows 11", edition="Pro", price=Money(74950, "EUR"),
    bought_on=START.date(), warranty_until=START.date(), is_only_one=True, notes="two\nlines, “x”",
    custom={"Wall port": "A-1", "Serial": "other", "wall port": "b"},
)  # fmt: skip


@pytest.mark.parametrize("shape", list(Shape))
def test_what_is_written_is_the_same_when_it_is_read(items, equipment, database, shape):
    equipment.add(WHOLE)
    equipment.add(item("LV-2", "a PC", "Desktop", "OLD", price=Money(1500, "JPY"), disk_gb=0))
    for number, status in enumerate(Status):
        equipment.add(item(f"S-{number}", "a thing", "switch", "FER", status=status))
    every = ItemFilter(statuses=frozenset(Status))
    sheet = ItemExport(database).sheet(every, shape)
    lines = [[str("" if cell is None else cell) for cell in row] for row in sheet.rows]
    plan = planned(items, table_of(sheet.headings, *lines))
    assert [one for one in plan.fates if one.fate is not Fate.SAME] == []
    assert len(plan.fates) == 14
    assert plan.questions == ()


def test_a_list_in_the_shape_of_snipe_it_has_its_headings_and_words():
    sheet = sheet_of([WHOLE], (), BRANCHES, Shape.SNIPE_IT)
    cells = dict(zip(sheet.headings, sheet.rows[0], strict=True))
    wanted = {
        "Asset Tag": "LV-1",
        "Item Name": "=PC-01",
        "Category": "Public PC",
        "Location": "Larkmere Central",
        "Room": "Reading room",
        "Purchase Cost": "749.50",
        "Currency": "EUR",
        "Status": "Spare",
    }
    assert {name: cells[name] for name in wanted} == wanted


def test_own_fields_that_nothing_has_are_left_out(items, equipment, database):
    equipment.add(WHOLE)
    headings = ItemExport(database).sheet(ItemFilter(words=("nothing",))).headings
    assert "Wall port" not in headings


def test_photos_that_were_added_since_are_not_lost_by_an_undo(items, database, equipment):
    done = items.carry_out(planned(items, snipe_table(3)), "assets.csv")
    for label in ("LV-00002", "LV-00003"):
        (found,) = equipment.find(label)
        photo = Attachment(
            Owner(OwnerKind.ITEM, found.id), "a" * 64, "back.jpg", FileKind.JPEG, 9, START
        )
        with database(write=True) as unit:
            unit.attachments.add(photo)
    before = state(database)
    with pytest.raises(Conflict, match="LV-00002 and 1 more got photos or papers since"):
        items.undo(done.change)
    assert state(database) == before
    with database(write=True) as unit:
        for one in unit.attachments.all()[1:]:
            unit.attachments.remove(one.id)
    with pytest.raises(Conflict, match="LV-00002 got photos"):
        items.undo(done.change)
    with database(write=True) as unit:
        for one in unit.attachments.all():
            unit.attachments.remove(one.id)
    assert len(items.undo(done.change)) == 3
