"""Rooms and closets: found without being entered, looked over, renamed and brought together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.attachments import Owner, OwnerKind
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.rooms import NOTES_LIMIT, Condition, Room, RoomId, RoomKind
from libdesk.domain.statuses import Status
from libdesk.domain.today import Surroundings, Why
from libdesk.services import rooms
from libdesk.services.attachments import Attaching
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.rooms import RoomKeeping
from libdesk.services.today import Today
from tests.domain.test_attachments import PDF, png
from tests.services.memory_attachments import MemoryFiles

RULES = Rules(lambda _record: Dates(), lambda _record: False)


class House:
    """A branch with items in rooms."""

    def __init__(self, database, hands):
        self.database = database
        self.hands = hands
        self.rooms = RoomKeeping(database, lambda: RULES, hands, who="IT (desk-1)")
        self.equipment = Equipment(database, lambda: RULES, hands, who="IT (desk-1)")
        self.attaching = Attaching(database, MemoryFiles(hands), hands)

    def add(self, tag, room, branch="CEN", status=Status.IN_USE):
        record = Record(Tag(tag), tag, "public PC", branch, room, status)
        return self.equipment.add(record).records[0]

    def line(self, name, branch="CEN"):
        return self.rooms.get(branch, name).line

    def names(self, branch="CEN"):
        return [one.room.name for one in self.rooms.list_rooms(branch)]

    def rooms_of_items(self):
        return {one.tag: one.room for one in self.equipment.records()}

    def photo(self, room, width=3):
        return self.attaching.add(Owner(OwnerKind.ROOM, room.id), "a.png", png(width=width))


@pytest.fixture
def house(database, hands):
    made = House(database, hands)
    made.add("L1", "Closet 2")
    made.add("L2", "closet 2")
    made.add("L3", "Back office")
    made.add("L4", "Lobby", "NOR")
    return made


def closet(house, **known):
    return house.rooms.save(Room("CEN", "Closet 2", RoomKind.CLOSET, **known))


@pytest.mark.rows("S58")
def test_nobody_must_enter_a_room_first(house):
    assert house.names() == ["Back office", "Closet 2"]
    assert len(house.rooms.list_rooms()) == 3
    chosen = house.rooms.get("CEN", "CLOSET 2")
    assert [one.tag for one in chosen.items] == ["L1", "L2"]
    assert chosen.line.room.id == 0
    assert chosen.files == ()
    with pytest.raises(Refusal, match="no room called"):
        house.rooms.get("CEN", "Attic")


@pytest.mark.rows("S58")
def test_condition_notes_and_photos_of_a_closet(house):
    saved = closet(house, condition=Condition.MESSY, notes=" Cables.\r\n")
    assert (saved.notes, saved.version) == ("Cables.", 1)
    photo = house.photo(saved)
    chosen = house.rooms.get("CEN", "closet 2")
    assert (chosen.line.room, chosen.line.items, chosen.line.files) == (saved, 2, 1)
    assert chosen.files == (photo,)
    tidy = house.rooms.save(replace(saved, condition=Condition.TIDY, name="closet  2"))
    assert (tidy.name, tidy.branch, tidy.version) == ("Closet 2", "CEN", 2)
    with pytest.raises(Conflict, match="changed meanwhile"):
        house.rooms.save(saved)


def test_a_room_needs_a_name_of_its_own_and_a_branch(house, monkeypatch):
    closet(house)
    for room, field in (
        (Room("", "Attic"), "branch"),
        (Room("CEN", " \u202e"), "name"),
        (Room("CEN", "CLOSET  2"), "name"),
    ):
        with pytest.raises(Refusal) as told:
            house.rooms.save(room)
        assert told.value.field == field
    assert house.rooms.save(Room("NOR", "Closet 2")).id == 2


def test_there_is_an_end_to_rooms(house):
    with house.database(write=True) as unit:
        for number in range(rooms.ROOMS_LIMIT):
            unit.rooms.add(Room("CEN", f"R{number}"))
    with pytest.raises(Refusal, match="2,000 rooms"):
        house.rooms.save(Room("CEN", "One more"))


@pytest.mark.rows("S58")
def test_looking_over_is_noted_and_can_be_taken_back(house, hands):
    today = hands().astimezone().date()
    done = house.rooms.look_over(house.line("Closet 2").room)
    assert done.room.looked_over_on == today
    again = house.rooms.look_over(done.room, today - timedelta(days=1))
    assert again.room.looked_over_on == today - timedelta(days=1)
    house.rooms.undo(again)
    assert house.line("Closet 2").room == done.room
    house.rooms.undo(done)
    assert house.line("Closet 2").room.id == 0
    with pytest.raises(Refusal, match="still to come"):
        house.rooms.look_over(house.line("Closet 2").room, today + timedelta(days=1))


@pytest.mark.rows("S58")
def test_today_asks_for_closets_that_nobody_has_looked_over_for_a_year(house, hands):
    today = Today(house.database, hands)

    def reasons():
        agenda = today.read(Surroundings())
        return [
            reason
            for line in agenda.lines
            for reason in line.reasons
            if reason.why is Why.CLOSETS_DUE
        ]

    assert reasons() == []  # one that only items name is no chore
    for name in ("Closet 1", "Closet 2", "Closet 3"):
        house.rooms.save(Room("CEN", name, RoomKind.CLOSET))
    (reason,) = reasons()
    assert (reason.count, reason.more, reason.words) == (3, 1, "Closet 1, Closet 2")
    assert reason.on is None
    looked = house.rooms.look_over(house.line("Closet 1").room).room.looked_over_on
    hands.move(days=366)
    (reason,) = reasons()
    assert (reason.count, reason.on) == (3, looked)
    for name in ("Closet 1", "Closet 2", "Closet 3"):
        house.rooms.look_over(house.line(name).room)
    assert reasons() == []


def test_a_rename_reaches_every_item_in_one_change_set(house):
    gone = house.add("L5", "CLOSET 2", status=Status.GONE)
    saved = closet(house)
    done = house.rooms.rename(saved, " Closet two ")
    assert (done.room.name, done.items) == ("Closet two", 3)
    rooms_ = house.rooms_of_items()
    assert (rooms_["L1"], rooms_["L2"], rooms_["L3"]) == ("Closet two", "Closet two", "Back office")
    (change, *_) = house.equipment.changes()
    assert (change.count, change.title) == (3, "Room “Closet 2” is “Closet two”")
    assert house.line("closet two").room == done.room
    house.rooms.undo(done)
    assert house.rooms_of_items()["L2"] == "closet 2"
    assert house.line("Closet 2").room == saved
    assert house.equipment.get(gone.id).record.room == "CLOSET 2"
    with pytest.raises(Conflict):
        house.rooms.undo(done)


def test_one_way_of_writing_it_can_be_made_the_only_one(house):
    done = house.rooms.rename(house.line("Closet 2").room, "closet 2")
    assert (done.items, done.before, done.after) == (1, (), ())
    assert house.line("Closet 2").spellings == ("closet 2",)
    same = house.rooms.rename(house.line("closet 2").room, "closet 2")
    assert (same.change, same.items) == (None, 0)
    house.rooms.undo(done)
    assert house.line("Closet 2").spellings == ("Closet 2", "closet 2")


def test_a_rename_is_refused_where_it_would_hide_a_room(house):
    room = house.line("Closet 2").room
    with pytest.raises(Refusal, match="bring them together") as told:
        house.rooms.rename(room, "BACK OFFICE")
    assert told.value.field == "name"
    with pytest.raises(Refusal):
        house.rooms.rename(room, " ")
    with pytest.raises(Refusal):
        house.rooms.rename(Room("CEN", "Attic"), "Loft")


def test_two_rooms_that_are_one_are_brought_together(house):
    saved = closet(house, notes="Cables.")
    photo = house.photo(saved)
    office = house.line("Back office").room
    done = house.rooms.merge(saved, office)
    assert house.names() == ["Back office"]
    chosen = house.rooms.get("CEN", "back office")
    assert (chosen.line.items, chosen.line.room.notes) == (3, "Cables.")
    assert [one.content_hash for one in chosen.files] == [photo.content_hash]
    house.rooms.undo(done)
    assert house.names() == ["Back office", "Closet 2"]
    assert house.line("Closet 2").room == saved
    assert house.line("Back office").room.id == 0
    assert len(house.rooms.get("CEN", "Closet 2").files) == 1


def test_bringing_together_what_only_items_name_keeps_no_row(house):
    done = house.rooms.merge(house.line("Closet 2").room, house.line("Back office").room)
    assert (done.items, done.before, done.after) == (2, (), ())
    house.rooms.undo(done)
    assert house.names() == ["Back office", "Closet 2"]


def test_bringing_into_a_room_that_is_kept_can_be_taken_back(house):
    saved = closet(house, notes="Cables.")
    office = house.rooms.save(Room("CEN", "Back office", notes="Shelf."))
    first, second = house.photo(saved), house.photo(saved, width=5)
    done = house.rooms.merge(saved, office)
    assert done.room.notes == "Shelf.\n\nCables."
    moved = house.rooms.get("CEN", "Back office").files
    house.attaching.remove(moved[0])
    house.rooms.undo(done)
    assert house.line("Back office").room == office
    (left,) = house.rooms.get("CEN", "Closet 2").files
    assert left.content_hash == second.content_hash != first.content_hash


def test_into_a_kept_room_goes_also_what_only_items_name(house):
    saved = closet(house)
    done = house.rooms.merge(house.line("Back office").room, saved)
    assert (done.items, done.room) == (1, saved)
    house.rooms.undo(done)
    assert house.names() == ["Back office", "Closet 2"]


def test_rooms_of_two_branches_are_not_one(house):
    room = house.line("Closet 2").room
    with pytest.raises(Refusal, match="two branches"):
        house.rooms.merge(room, house.line("Lobby", "NOR").room)
    with pytest.raises(Refusal, match="same room"):
        house.rooms.merge(room, replace(room, name="closet  2"))


def test_an_empty_room_can_be_removed_with_its_photos_and_back(house):
    attic = house.rooms.save(Room("CEN", "Attic", RoomKind.CLOSET))
    house.photo(attic)
    done = house.rooms.remove(attic)
    assert "Attic" not in house.names()
    house.rooms.undo(done)
    assert house.line("Attic").room == attic
    assert len(house.rooms.get("CEN", "Attic").files) == 1
    with pytest.raises(Refusal, match="items stand in"):
        house.rooms.remove(closet(house))


def test_what_was_removed_does_not_come_back_over_another(house):
    attic = house.rooms.save(Room("CEN", "Attic"))
    done = house.rooms.remove(attic)
    other = house.rooms.save(Room("CEN", "Cellar"))
    assert other.id == attic.id
    with pytest.raises(Conflict, match="another"):
        house.rooms.undo(done)
    assert house.line("Cellar").room == other


def test_a_change_is_not_taken_back_over_new_photos(house):
    done = house.rooms.look_over(house.line("Closet 2").room)
    house.attaching.add(Owner(OwnerKind.ROOM, done.room.id), "a.pdf", PDF)
    with pytest.raises(Conflict, match="new photos"):
        house.rooms.undo(done)


def test_a_room_that_is_gone_is_a_conflict(house):
    attic = house.rooms.save(Room("CEN", "Attic"))
    house.rooms.remove(attic)
    with pytest.raises(Conflict, match="removed meanwhile"):
        house.rooms.save(attic)
    with pytest.raises(Conflict):
        house.rooms.look_over(replace(attic, id=RoomId(99)))


def test_an_item_that_was_changed_since_keeps_the_rename(house):
    done = house.rooms.rename(house.line("Closet 2").room, "Store")
    (item,) = house.equipment.find("L1")
    house.equipment.save(replace(item, room="Lobby"))
    with pytest.raises(Conflict):
        house.rooms.undo(done)
    assert house.rooms_of_items()["L2"] == "Store"


def test_a_number_that_was_given_again_is_another_room(house):
    """Two desks: one has removed the room that is on the other's screen, and added another."""
    shown = house.rooms.save(Room("CEN", "Attic"))
    house.rooms.remove(shown)
    other = house.rooms.save(Room("NOR", "Cellar", notes="Damp."))
    assert (other.id, other.version) == (shown.id, shown.version)
    with pytest.raises(Conflict, match="“Attic” was removed meanwhile"):
        house.rooms.save(replace(shown, notes="Dry."))
    assert house.line("Cellar", "NOR").room == other


def test_an_undo_moves_no_photo_that_has_got_the_number_of_another(house):
    attic, loft = (house.rooms.save(Room("CEN", name)) for name in ("Attic", "Loft"))
    moved = house.photo(attic)
    done = house.rooms.merge(attic, loft)
    (there,) = house.attaching.list_of(Owner(OwnerKind.ROOM, loft.id))
    house.attaching.remove(there)
    other = house.photo(loft, width=9)
    assert other.id == moved.id
    house.rooms.undo(done)
    assert house.attaching.list_of(Owner(OwnerKind.ROOM, loft.id)) == (other,)


def test_no_end_of_long_notes_is_cut_off_without_a_word(house):
    """Bad input B2; the notes of two rooms that are one are longer than either's."""
    half = NOTES_LIMIT // 2
    attic, loft = (
        house.rooms.save(Room("CEN", one, notes="x" * half)) for one in ("Attic", "Loft")
    )
    with pytest.raises(Refusal, match="longer than 20,000 characters") as told:
        house.rooms.save(replace(attic, notes="x" * NOTES_LIMIT + "y"))
    assert told.value.field == "notes"
    with pytest.raises(Refusal, match="Shorten them first"):
        house.rooms.merge(attic, loft)
    shorter = house.rooms.save(replace(attic, notes="x" * (half - 2)))
    assert len(house.rooms.merge(shorter, loft).room.notes) == NOTES_LIMIT
