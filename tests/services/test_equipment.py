"""The equipment list: changed one by one or many at once, and taken back whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.equipment import Tag
from libdesk.domain.item_fields import CUSTOM, FIELDS, NOTES_LIMIT, OWN_FIELDS_LIMIT, FieldType
from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet, FieldChange, ItemChange
from libdesk.domain.item_lists import Dates, ItemColumn, ItemFilter, ItemGroup, ItemOrder, ItemsOf
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import add_records
from libdesk.services.item_gates import Rules
from libdesk.services.turns import AT_ONCE
from tests.domain.records_made import PLAIN, RECORDS
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
WORDS = ("name", "branch", "room", "make", "serial", "notes", "funder")


def dates(record):
    return Dates(replace_by=record.replace_on, support_ends=record.support_until)


def needs_wiping(record):
    return record.disk_kind not in {DiskKind.NO_STORAGE, DiskKind.UNKNOWN} and (
        record.status is not Status.WIPED
    )


class Desk:
    """Two people at one equipment list, and their clock."""

    def __init__(self):
        self.database = MemoryDatabase()
        self.clock = Hands(NOON)
        self.mine = self.of("Ada")
        self.other = self.of("Ben")

    def of(self, who):
        return Equipment(self.database, lambda: Rules(dates, needs_wiping), self.clock, who)

    def add(self, *records):
        with self.database(write=True) as unit:
            change_set = ChangeSet(self.clock(), "Ada", ChangeKind.IMPORT)
            return add_records(unit, Rules(dates, needs_wiping), change_set, records).records

    @property
    def tables(self):
        return self.database.tables.equipment.copy()


@pytest.fixture
def desk():
    return Desk()


def thing(tag, **fields):
    return replace(PLAIN, tag=Tag(tag), name=f"thing {tag}", **fields)


def versions(*records):
    return {one.id: one.version for one in records}


def test_an_item_is_added_with_its_days_and_its_history(desk):
    changed = desk.mine.add(thing("LV-1", replace_on=date(2030, 1, 1), custom={"Port": "A"}))
    (record,) = changed.records
    assert record.version == 1
    chosen = desk.mine.get(record.id)
    assert chosen.record == record
    assert chosen.dates == Dates(date(2030, 1, 1))
    assert chosen.own_fields == ("Port",)
    (event,) = chosen.history
    assert event.change.is_new
    assert (event.change_set.by, event.change_set.at) == ("Ada", NOON)
    assert event.change_set == desk.mine.changes()[0]
    assert event.change_set.id == changed.change
    with pytest.raises(Refusal, match="not in the list"):
        desk.mine.get(ItemId(99))


def test_an_item_is_changed_field_by_field_and_told_so(desk):
    (record,) = desk.add(thing("LV-1"))
    desk.clock.move(hours=1)
    changed = desk.other.save(replace(record, room="Closet", price=Money(999, "EUR")))
    assert changed.records[0].version == 2
    event = desk.mine.get(record.id).history[0]
    assert (event.change_set.by, event.change_set.at) == ("Ben", NOON + timedelta(hours=1))
    assert event.change.fields == (
        FieldChange("room", "", "Closet"),
        FieldChange("price", "", "9.99 EUR"),
    )


def test_what_is_the_same_is_no_change(desk):
    (record,) = desk.add(thing("LV-1"))
    before = desk.tables
    changed = desk.mine.save(replace(record, room=" "))
    assert changed.change is None
    assert desk.tables == before


def test_a_stale_save_says_who_was_first_and_when(desk):
    (record,) = desk.add(thing("LV-1"))
    desk.clock.move(minutes=5)
    desk.other.save(replace(record, room="Closet"))
    with pytest.raises(Conflict, match="LV-1 was changed meanwhile by Ben") as refused:
        desk.mine.save(replace(record, room="Office"))
    assert (refused.value.by, refused.value.at) == ("Ben", NOON + timedelta(minutes=5))
    with pytest.raises(Conflict, match="by Ben"):
        desk.mine.change_all(versions(record), {"room": "Office"})
    assert desk.mine.get(record.id).record.room == "Closet"


def test_a_conflict_without_a_name_still_says_what_happened(desk):
    nobody = desk.of("")
    (record,) = desk.add(thing("LV-1"))
    nobody.save(replace(record, room="Closet"))
    with pytest.raises(Conflict, match="by somebody else"):
        desk.mine.save(replace(record, room="Office"))
    # What came before there was a history has none.
    desk.database.tables.equipment.changes.clear()
    with pytest.raises(Conflict) as refused:
        desk.mine.save(replace(record, room="Office"))
    assert (refused.value.by, refused.value.at) == ("", None)


def test_what_is_gone_meanwhile_is_a_conflict(desk):
    (record,) = desk.add(thing("LV-1"))
    desk.mine.undo(ChangeId(1))
    with pytest.raises(Conflict, match="LV-1 is not in the list"):
        desk.mine.save(replace(record, room="Office"))
    with pytest.raises(Conflict, match="not in the list"):
        desk.mine.change_all(versions(record), {"room": "Office"})


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"tag": Tag(" \0")}, "tag"),
        ({"tag": Tag("\u0301")}, "tag"),
        ({"kind": "\u200b"}, "kind"),
        ({"memory_gb": -1}, "memory_gb"),
        ({"disk_gb": 2**70}, "disk_gb"),
        ({"price": Money(10**18)}, "price"),
    ],
)
def test_b15_what_cannot_be_is_refused_at_its_field(desk, fields, field):
    with pytest.raises(Refusal) as refused:
        desk.mine.add(replace(PLAIN, **fields))
    assert refused.value.field == field
    assert len(refused.value.sentence) < 200


@pytest.mark.parametrize(
    "typed",
    [
        "a\0b",
        "\ud800",
        "x\u202egnp.exe",
        "e" + "\u0301" * 200,
        "x" * 10**6,
        "a\r\nBcc: all",
        "李 😀",
    ],
)
def test_b01_to_b09_any_text_is_kept_as_it_can_be_shown(desk, typed):
    holds = {FieldType.LINE, FieldType.TEXT}
    if len(typed) > NOTES_LIMIT:
        holds.remove(FieldType.TEXT)  # these are refused rather than cut
    texts = [name for name, one in FIELDS.items() if one.holds in holds]
    own = {"Own": typed}
    (record,) = desk.mine.add(replace(PLAIN, **dict.fromkeys(texts, typed), custom=own)).records
    for name in texts:
        kept = getattr(record, name)
        assert kept
        assert not set(kept) & set("\0\ud800\u202e")
        kept.encode()
    assert desk.mine.save(replace(record, version=1)).change is None
    assert desk.mine.find(typed) == (record,)


@pytest.mark.parametrize("day", [date.min, date(2024, 2, 29), date.max])
def test_b14_any_day_is_kept(desk, day):
    (record,) = desk.add(thing("LV-1", bought_on=day, replace_on=day))
    assert desk.mine.get(record.id).record.bought_on == day
    order = ItemOrder(ItemColumn.REPLACE_BY, group=ItemGroup.YEAR)
    assert desk.mine.list_items(order=order).groups == (ItemsOf(f"{day.year:04}", 1),)


@pytest.mark.parametrize("again", ["LV-É1", "lv-é1", "LV-E1", " lv-e1 "])
def test_labels_that_differ_by_case_or_accents_are_the_same_label(desk, again):
    first, second = desk.add(thing("LV-É1"), thing("LV-2"))
    with pytest.raises(Refusal, match="thing LV-É1 has the label LV-É1 already") as refused:
        desk.mine.add(thing(again))
    assert refused.value.field == "tag"
    with pytest.raises(Refusal):
        desk.mine.save(replace(second, tag=Tag(again)))
    respelled = desk.mine.save(replace(first, tag=Tag("lv-e1"))).records[0]
    assert respelled.tag == "lv-e1"


def test_two_items_cannot_come_with_one_label(desk):
    with pytest.raises(Refusal, match="Two of these items have the label lv-1"):
        desk.add(thing("LV-1"), thing("lv-1"))
    one, two = desk.add(thing("LV-1"), thing("LV-2"))
    with pytest.raises(Refusal, match="Two of these"):
        desk.mine.change_all(versions(one, two), {"tag": "LV-3"})


def test_many_labels_are_checked_at_once(desk):
    desk.add(*(thing(f"LV-{n}") for n in range(30)))
    with pytest.raises(Refusal, match="LV-7 already"):
        desk.add(*(thing(f"lv-{n}") for n in [*range(100, 130), 7]))
    assert len(desk.add(*(thing(f"lv-{n}") for n in range(100, 130)))) == 30


def test_a_thing_without_a_name_is_called_by_its_machine_or_its_kind(desk):
    one, two = desk.add(
        replace(PLAIN, name="", make="Dell", model="7010"), replace(PLAIN, tag=Tag("2"), name="")
    )
    assert (one.name, two.name) == ("Dell 7010", "public PC")


@pytest.mark.rows("S56")
def test_many_items_are_changed_at_once_under_one_title(desk):
    records = desk.add(*(thing(f"LV-{n}") for n in range(5)))
    given = {"room": "Office", f"{CUSTOM}Port": "A", "seen_on": "2026-11-26"}
    changed = desk.mine.change_all(versions(*records), given, title="Moved\0")
    assert {one.room for one in changed.records} == {"Office"}
    assert {one.version for one in changed.records} == {2}
    newest = desk.mine.changes(1)[0]
    assert (newest.kind, newest.title, newest.count) == (ChangeKind.BULK, "Moved", 5)
    assert desk.mine.get(records[0].id).own_fields == ("Port",)


def test_others_get_their_turn_while_many_are_changed_and_taken_back(desk):
    rests: list[int] = []
    patient = Equipment(
        desk.database,
        lambda: Rules(dates, needs_wiping),
        desk.clock,
        rest=lambda: rests.append(1),
    )
    many = 2 * AT_ONCE + 3
    records = desk.add(*(thing(f"LV-{n}") for n in range(many)))
    before = desk.tables
    changed = patient.change_all(versions(*records), {"room": "Office"})
    assert [one.id for one in changed.records] == [one.id for one in records]
    assert len(rests) >= 2 * len(("read", "set", "compare", "write", "note"))
    rests.clear()
    assert changed.change is not None
    assert len(patient.undo(changed.change)) == many
    assert len(rests) >= 2 * len(("history", "read", "restore", "labels", "write"))
    assert desk.tables == before


def test_a_text_that_cannot_be_is_refused_for_all(desk):
    records = desk.add(thing("LV-1"), thing("LV-2"))
    before = desk.tables
    for texts, field in (({"memory_gb": "x" * 10**6}, "memory_gb"), ({"shoe": "9"}, "shoe")):
        with pytest.raises(Refusal) as refused:
            desk.mine.change_all(versions(*records), texts)
        assert refused.value.field == field
        assert len(refused.value.sentence) < 200
    assert desk.tables == before


def test_moves_follow_the_rules_unless_the_list_was_wrong(desk):
    (record,) = desk.add(thing("LV-1", status=Status.GONE))
    with pytest.raises(Refusal, match="choose to correct") as refused:
        desk.mine.save(replace(record, status=Status.IN_USE))
    assert refused.value.field == "status"
    desk.mine.save(replace(record, status=Status.IN_USE), corrects=True)
    assert desk.mine.changes()[0].kind is ChangeKind.CORRECTION


def test_what_holds_data_cannot_go(desk):
    (record,) = desk.add(thing("LV-1", disk_kind=DiskKind.SSD))
    with pytest.raises(Refusal, match="LV-1 holds data") as refused:
        desk.mine.change_all(versions(record), {"status": "gone"})
    assert refused.value.field == "status"
    (record,) = desk.mine.save(replace(record, status=Status.TO_WIPE)).records
    with pytest.raises(Refusal, match="when its wipe record says so") as refused:
        desk.mine.save(replace(record, status=Status.WIPED))
    assert refused.value.field == "status"
    (record,) = desk.mine.save(
        replace(record, status=Status.TO_WIPE, disk_kind=DiskKind.NO_STORAGE)
    ).records
    for status in (Status.WIPED, Status.GONE):
        (record,) = desk.mine.save(replace(record, status=status)).records
    assert desk.mine.get(record.id).record.status is Status.GONE
    assert desk.mine.list_items().ids == ()


def test_own_fields_have_a_limit(desk):
    fields = {f"field {n:03}": "x" for n in range(OWN_FIELDS_LIMIT)}
    (record,) = desk.add(thing("LV-1", custom=fields))
    with pytest.raises(Refusal, match=str(OWN_FIELDS_LIMIT)):
        desk.mine.change_all(versions(record), {f"{CUSTOM}one more": "x"})
    desk.mine.change_all(versions(record), {f"{CUSTOM}field 000": ""})
    assert len(desk.mine.get(record.id).own_fields) == OWN_FIELDS_LIMIT


def test_own_fields_without_a_name_or_a_text_do_not_come(desk):
    (record,) = desk.add(thing("LV-1", custom={" ": "x", "Port": " \0", "Desk\0": "oak"}))
    assert record.custom == {"Desk": "oak"}
    assert desk.mine.get(record.id).own_fields == ("Desk",)


_FILTERS = st.fixed_dictionaries({}, optional={n: st.text(max_size=5) for n in WORDS})


@given(st.lists(RECORDS, min_size=1, max_size=5), _FILTERS, st.data())
def test_undo_leaves_everything_as_it_was(records, texts, data):
    desk = Desk()
    given_ = [replace(one, tag=Tag(f"L{n}"), kind="k") for n, one in enumerate(records)]
    added = desk.add(*given_)
    before = desk.tables
    some = data.draw(st.lists(st.sampled_from(added), unique_by=lambda one: one.id, min_size=1))
    changed = desk.mine.change_all(versions(*some), {**texts, f"{CUSTOM}New": "x"})
    touched = desk.mine.undo(changed.change)
    assert set(touched) == {one.id for one in some}
    assert desk.tables == before
    assert [list(one.custom) for one, _ in desk.tables.records.values()] == [
        list(one.custom) for one, _ in before.records.values()
    ]
    desk.mine.undo(ChangeId(1))
    assert desk.tables == MemoryDatabase().tables.equipment


def test_what_was_taken_back_cannot_be_taken_back_again(desk):
    change = desk.mine.add(thing("LV-1")).change
    desk.mine.undo(change)
    with pytest.raises(Refusal, match="taken back already"):
        desk.mine.undo(change)


def test_what_somebody_changed_since_is_not_taken_back(desk):
    one, two, three = desk.add(thing("LV-1"), thing("LV-2"), thing("LV-3"))
    bulk = desk.mine.change_all(versions(one, two, three), {"room": "Office"})
    desk.other.save(replace(bulk.records[1], room="Closet"))
    before = desk.tables
    with pytest.raises(Conflict, match=r"^LV-2 was changed since"):
        desk.mine.undo(bulk.change)
    desk.other.save(replace(bulk.records[2], room="Closet"))
    with pytest.raises(Conflict, match=r"^LV-2 and 1 more"):
        desk.mine.undo(bulk.change)
    assert desk.mine.get(one.id).record.room == "Office"
    assert desk.tables.records[one.id] == before.records[one.id]


def test_what_is_not_there_any_more_is_not_taken_back(desk):
    (record,) = desk.add(thing("LV-1"))
    change = desk.mine.save(replace(record, room="Office")).change
    del desk.database.tables.equipment.records[record.id]
    with pytest.raises(Conflict, match=r"^An item was changed since"):
        desk.mine.undo(change)


def test_a_label_that_went_to_another_item_meanwhile_does_not_come_back(desk):
    (record,) = desk.add(thing("LV-1"))
    change = desk.mine.save(replace(record, tag=Tag("LV-2"))).change
    (other,) = desk.add(thing("lv-1", custom={}))
    with pytest.raises(Conflict, match="thing lv-1 has the label LV-1 by now"):
        desk.mine.undo(change)
    desk.mine.save(replace(other, tag=Tag("LV-3")))
    desk.mine.undo(change)
    assert desk.mine.get(record.id).record == record


def test_own_fields_that_others_filled_in_meanwhile_stay(desk):
    first = desk.mine.add(thing("LV-1", custom={"Port": "A", "Desk": "oak"})).change
    (other,) = desk.mine.add(thing("LV-2", custom={"Port": "B"})).records
    desk.mine.undo(first)
    assert desk.mine.get(other.id).own_fields == ("Port",)


def test_a_change_that_cannot_be_read_any_more_is_refused(desk):
    (record,) = desk.add(thing("LV-1"))
    saved = desk.mine.save(replace(record, room="Office"))
    unknown = ItemChange(record.id, 2, (FieldChange("of old", "", ""),))
    desk.database.tables.equipment.changes[-1] = (saved.change, unknown)
    with pytest.raises(Refusal, match="can’t be read any more"):
        desk.mine.undo(saved.change)


def test_a_list_is_read_with_its_lines_groups_and_choices(desk):
    one, two = desk.add(thing("LV-10", room="Office"), thing("LV-9", kind="switch"))
    by_tag = ItemOrder(ItemColumn.TAG)
    assert desk.mine.list_items(order=by_tag).ids == (two.id, one.id)
    assert desk.mine.list_items(order=by_tag).groups == ()
    listed = desk.mine.list_items(order=ItemOrder(group=ItemGroup.KIND))
    assert listed.groups == (ItemsOf("public PC", 1), ItemsOf("switch", 1))
    assert [line.tag for line in desk.mine.lines([two.id, one.id])] == ["LV-9", "LV-10"]
    assert {one.value for one in desk.mine.choices()} >= {"public PC", "switch", "in use"}
    assert desk.mine.records(ItemFilter(words=("office",))) == (one,)
    assert desk.mine.find("lv-9") == (two,)


def test_a_damaged_history_is_refused(desk):
    change = desk.mine.add(thing("LV-1")).change
    desk.database.tables.equipment.is_damaged = True
    with pytest.raises(Refusal, match="can’t be read any more"):
        desk.mine.undo(change)
