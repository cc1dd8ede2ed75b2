"""Rooms, and which photos and papers belong to what, in both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from libdesk.domain.attachments import Attachment, AttachmentId, FileKind, Owner, OwnerKind, hash_of
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.rooms import Condition, Named, Room, RoomId, RoomKind
from libdesk.domain.statuses import Status
from libdesk.domain.today import ClosetFacts
from libdesk.services.errors import Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.rooms import RoomKeeping
from libdesk.storage.first_look import read_today
from tests.storage.made import START

DAY = START.date()
WORDS = "Ł 李 العربية 🙂 <b>&"
CLOSET = Room("CEN", WORDS, RoomKind.CLOSET, Condition.MESSY, "Cables.\n" + WORDS, DAY)


def photo(owner, content=b"a", **known):
    return Attachment(owner, hash_of(content), "a.png", FileKind.PNG, 1, START, "IT", **known)


def add_items(unit, *rooms, status=Status.IN_USE):
    made = [
        (Record(Tag(f"{room}-{status.value}-{n}"), "PC", "public PC", "CEN", room, status), Dates())
        for n, room in enumerate(rooms)
    ]
    return unit.items.add(made)


def test_a_room_comes_back_whole(database):
    with database.unit(write=True) as unit:
        room_id = unit.rooms.add(CLOSET)
        other = unit.rooms.add(Room("CEN", "Other"))
    kept = replace(CLOSET, id=room_id, version=1)
    with database.unit(write=True) as unit:
        assert unit.rooms.all() == (kept, Room("CEN", "Other", id=other, version=1))
        assert unit.rooms.find(room_id) == kept
        changed = replace(kept, name="New", looked_over_on=None, version=7)
        unit.rooms.put(changed)
        unit.rooms.remove(other)
    with database.unit(write=True) as unit:
        assert unit.rooms.all() == (changed,)
        assert unit.rooms.find(other) is None
        unit.rooms.put(replace(changed, id=RoomId(99), name="Again"))
        assert unit.rooms.find(RoomId(99)) is not None


def test_rooms_are_known_from_items(database):
    with database.unit(write=True) as unit:
        add_items(unit, "Office", "Office", "", "office")
        add_items(unit, "Office", "Attic", status=Status.GONE)
        assert unit.rooms.named() == (
            Named("CEN", "Attic", 0),
            Named("CEN", "Office", 2),
            Named("CEN", "office", 1),
        )


def test_a_damaged_room_hides_no_other(database):
    with database.unit(write=True) as unit:
        bad = unit.rooms.add(CLOSET)
        unit.rooms.add(Room("CEN", "Other"))
        unit._connection.execute(text("UPDATE rooms SET kind = 'x' WHERE id = :id"), {"id": bad})
        assert [one.name for one in unit.rooms.all()] == ["Other"]
        assert unit.rooms.find(bad) is None


def test_photos_come_back_whole_and_in_their_order(database):
    with database.unit(write=True) as unit:
        (item,) = add_items(unit, "Office")
        owner = Owner(OwnerKind.ITEM, item)
        room = Owner(OwnerKind.ROOM, unit.rooms.add(CLOSET))
        late = replace(photo(owner, b"b"), added_at=START + timedelta(hours=1))
        second = unit.attachments.add(late)
        first = unit.attachments.add(photo(owner, caption=WORDS))
        third = unit.attachments.add(photo(room))
    with database.unit(write=True) as unit:
        one = photo(owner, caption=WORDS, id=first)
        assert unit.attachments.of(owner) == (one, replace(late, id=second))
        assert unit.attachments.find(first) == one
        assert unit.attachments.counts(OwnerKind.ITEM) == {item: 2}
        assert unit.attachments.counts(OwnerKind.ROOM) == {room.id: 1}
        assert [each.id for each in unit.attachments.all()] == sorted((first, second, third))
        moved = replace(one, owner=room, version=2)
        unit.attachments.put(moved)
        unit.attachments.remove(second)
        assert unit.attachments.of(owner) == ()
        assert unit.attachments.find(first) == moved
        unit.attachments.put(replace(one, id=AttachmentId(99)))
        assert len(unit.attachments.of(owner)) == 1


@pytest.mark.parametrize("kind", list(OwnerKind))
def test_what_belongs_to_nothing_is_refused(database, kind):
    with pytest.raises(Refusal) as told, database.unit(write=True) as unit:
        unit.attachments.add(photo(Owner(kind, 9)))
    assert told.value.field == "file"


def test_what_belongs_to_a_room_or_an_item_goes_with_it(database):
    with database.unit(write=True) as unit:
        (item,) = add_items(unit, "Office")
        room = unit.rooms.add(CLOSET)
        unit.attachments.add(photo(Owner(OwnerKind.ITEM, item)))
        unit.attachments.add(photo(Owner(OwnerKind.ROOM, room)))
        unit.rooms.remove(room)
        assert [one.owner.id for one in unit.attachments.all()] == [item]
        unit.items.remove([item])
        assert unit.attachments.all() == ()


def test_a_row_that_names_no_hash_is_left_out(database):
    with database.unit(write=True) as unit:
        owner = Owner(OwnerKind.ROOM, unit.rooms.add(CLOSET))
        bad = unit.attachments.add(photo(owner))
        asked = "UPDATE attachments SET content_hash = '../../x' WHERE id = :id"
        unit._connection.execute(text(asked), {"id": bad})
        assert unit.attachments.of(owner) == ()


def test_a_rename_and_its_way_back_on_a_real_database(database, clock):
    rules = Rules(lambda _record: Dates(), lambda _record: False)
    keeping = RoomKeeping(database.unit, lambda: rules, clock)
    with database.unit(write=True) as unit:
        add_items(unit, "Closet 2", "closet 2", "Back office")
    saved = keeping.save(Room("CEN", "Closet 2", RoomKind.CLOSET, notes="Cables."))
    with database.unit(write=True) as unit:
        unit.attachments.add(photo(Owner(OwnerKind.ROOM, saved.id)))
    before = keeping.list_rooms()
    renamed = keeping.rename(saved, "Store")
    assert keeping.get("CEN", "Store").line.items == renamed.items == 2
    assert renamed.room is not None
    merged = keeping.merge(renamed.room, keeping.get("CEN", "Back office").line.room)
    (line,) = keeping.list_rooms()
    assert (line.items, line.files, line.room.notes) == (3, 1, "Cables.")
    keeping.undo(merged)
    keeping.undo(renamed)
    assert keeping.list_rooms() == before
    removed = keeping.remove(keeping.save(Room("CEN", "Attic")))
    keeping.undo(removed)
    assert len(keeping.list_rooms()) == 3


@pytest.mark.rows("S58")
def test_closets_that_are_due_are_found_by_the_first_look_too(both, clock):
    for database in both:
        with database.unit(write=True) as unit:
            unit.rooms.add(CLOSET)
            unit.rooms.add(replace(CLOSET, name="Never", looked_over_on=None))
            unit.rooms.add(replace(CLOSET, name="Rack", kind=RoomKind.SERVER_ROOM, branch="A"))
            unit.rooms.add(Room("CEN", "Office"))
            due = [ClosetFacts("A", "Rack", DAY), ClosetFacts("CEN", "Never")]
            found = unit.today.closets(DAY)
            assert sorted(found, key=lambda one: one.name)[:2] == due[::-1]
            assert [one.name for one in unit.today.closets(DAY - timedelta(days=1))] == ["Never"]
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(both[0].path)) as plain:
        keys = [line.key for line in read_today(plain, START + timedelta(days=400)).lines]
    assert {"branch/A", "branch/CEN"} <= set(keys)
