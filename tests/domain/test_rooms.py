"""Rooms: which are one, what is known of them, and when a closet is to be looked over."""

from datetime import date, timedelta

import pytest

from libdesk.domain.rooms import (
    NOTES_LIMIT,
    Condition,
    Named,
    Room,
    RoomId,
    RoomKind,
    cleaned,
    key_of,
    kind_of,
    lines_of,
    merged,
)

TODAY = date(2026, 11, 26)
CLOSET = Room("CEN", "Closet 2", RoomKind.CLOSET, looked_over_on=TODAY, id=RoomId(4), version=1)


def test_case_accents_and_spaces_make_no_other_room():
    assert key_of("  Büro   2 ") == key_of("BURO 2")
    assert key_of("Büro 2") != key_of("Büro 3")


def test_rooms_that_only_items_name_are_there_too():
    named = [
        Named("CEN", "back office", 1),
        Named("CEN", "Back Office", 3),
        Named("NOR", "Back Office", 1),
        Named("CEN", "closet 2", 2),
        Named("CEN", "", 5),
        Named("CEN", "Attic", 0),
    ]
    office, closet, north = lines_of([CLOSET], named, {RoomId(4): 6})
    assert office.room == Room("CEN", "Back Office")
    assert (office.items, office.spellings) == (4, ("Back Office", "back office"))
    assert closet.room == CLOSET
    assert (closet.items, closet.files, closet.spellings) == (2, 6, ("closet 2",))
    assert north.room.branch == "NOR"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Network CLOSET", RoomKind.CLOSET),
        ("The cupboard", RoomKind.CLOSET),
        ("Server room", RoomKind.SERVER_ROOM),
        ("Outside, by the book drop", RoomKind.OUTSIDE),
        ("Office", RoomKind.ROOM),
    ],
)
def test_a_name_speaks_of_its_kind_until_somebody_says_it(name, kind):
    assert kind_of(name) is kind
    (line,) = lines_of([], [Named("CEN", name, 1)], {})
    assert line.room.kind is kind
    kept = Room("CEN", name, RoomKind.ROOM, id=RoomId(1))
    (line,) = lines_of([kept], [Named("CEN", name, 1)], {})
    assert line.room.kind is RoomKind.ROOM


def test_a_room_that_is_kept_needs_no_item():
    (line,) = lines_of([CLOSET], [Named("CEN", "Closet 2", 0)], {})
    assert (line.items, line.files) == (0, 0)


@pytest.mark.rows("S58")
@pytest.mark.parametrize("kind", [RoomKind.CLOSET, RoomKind.SERVER_ROOM])
def test_a_closet_is_looked_over_once_a_year(kind):
    room = Room("CEN", "Closet", kind, id=RoomId(1))
    assert room.is_due(TODAY)
    for days, due in ((364, False), (365, True)):
        looked = Room("CEN", "C", kind, looked_over_on=TODAY - timedelta(days=days), id=RoomId(1))
        assert looked.is_due(TODAY) is due


def test_other_rooms_and_those_that_only_items_name_are_no_chore():
    assert not Room("CEN", "Office", RoomKind.ROOM, id=RoomId(1)).is_due(TODAY)
    assert not Room("CEN", "Office", RoomKind.CLOSET).is_due(TODAY)


def test_texts_are_cleaned_as_they_are_kept():
    room = cleaned(Room(" CEN", " Büro\n2\u202e ", notes="x" * (NOTES_LIMIT + 9) + "\0"))
    assert (room.branch, room.name, len(room.notes)) == ("CEN", "Büro 2", NOTES_LIMIT)


def test_of_two_rooms_that_are_one_nothing_known_is_lost():
    later = TODAY + timedelta(days=1)
    gone = Room("CEN", "A", RoomKind.CLOSET, Condition.MESSY, "Cables.", later, RoomId(1), 3)
    into = Room("CEN", "B", notes="Shelf.", looked_over_on=TODAY, id=RoomId(2), version=5)
    one = merged(gone, into)
    assert (one.id, one.name, one.version) == (2, "B", 5)
    assert (one.kind, one.condition) == (RoomKind.CLOSET, Condition.MESSY)
    assert one.notes == "Shelf.\n\nCables."
    assert one.looked_over_on == later


def test_of_two_rooms_that_are_one_the_second_knows_better():
    gone = Room("CEN", "A", RoomKind.OUTSIDE, Condition.MESSY)
    into = Room("CEN", "B", RoomKind.CLOSET, Condition.TIDY)
    one = merged(gone, into)
    assert (one.kind, one.condition, one.notes) == (RoomKind.CLOSET, Condition.TIDY, "")
    assert one.looked_over_on is None
