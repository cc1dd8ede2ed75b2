"""Rooms and closets: where items stand, in what condition, and when somebody last looked (S58).

Nobody must enter a room first: one that items name is there. Two ways of writing it that differ in
case, accents or spaces are one room.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import NewType

from libdesk.domain.text import clean_line, clean_text, fold, sort_key

RoomId = NewType("RoomId", int)
"""Which room; given by the database, 0 for one that only items name."""

NOTES_LIMIT = 20_000
"""Characters of a room's notes."""

LOOK_OVER_EVERY = timedelta(days=365)
"""A closet that nobody has looked over for so long is spoken of."""


class RoomKind(Enum):
    """What kind of place it is; closets are looked over once a year."""

    ROOM = "room"
    SERVER_ROOM = "server room"
    CLOSET = "closet"
    OUTSIDE = "outside"


LOOKED_OVER = frozenset({RoomKind.SERVER_ROOM, RoomKind.CLOSET})
"""Kinds of places that nobody passes by chance, so that a yearly look is a chore."""
_SPEAKING = (
    ("server", RoomKind.SERVER_ROOM),
    ("closet", RoomKind.CLOSET),
    ("cupboard", RoomKind.CLOSET),
    ("outside", RoomKind.OUTSIDE),
)


class Condition(Enum):
    """How tidy and safe it is, as somebody has found it."""

    UNKNOWN = ""
    TIDY = "tidy"
    FAIR = "could be tidier"
    MESSY = "messy"
    UNSAFE = "not safe"


@dataclass(frozen=True, slots=True)
class Room:
    """One room, closet or other place of a branch.

    Attributes:
        branch: the branch's code.
        name: what it is called, as items name it.
        kind: what kind of place it is.
        condition: how somebody has found it.
        notes: free text: what is where, what is to be done about it.
        looked_over_on: when somebody last looked it over; None for never.
        id: which one; 0 for one that only items name.
        version: counts its changes.
    """

    branch: str
    name: str
    kind: RoomKind = RoomKind.ROOM
    condition: Condition = Condition.UNKNOWN
    notes: str = ""
    looked_over_on: date | None = None
    id: RoomId = RoomId(0)
    version: int = 0

    @property
    def key(self) -> str:
        """The form in which its name is compared."""
        return key_of(self.name)

    def is_due(self, today: date) -> bool:
        """Say whether it is time to look it over."""
        if self.kind not in LOOKED_OVER or not self.id:
            return False
        return self.looked_over_on is None or today - self.looked_over_on >= LOOK_OVER_EVERY


@dataclass(frozen=True, slots=True)
class Named:
    """A room as items name it.

    Attributes:
        branch: the branch's code.
        name: as it is written there.
        count: how many items stand there, those that are gone not counted.
    """

    branch: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class RoomLine:
    """What a list shows of a room.

    Attributes:
        room: the room.
        items: how many items stand there.
        files: how many photos and papers it has.
        spellings: the ways in which items write its name, the most frequent first.
    """

    room: Room
    items: int = 0
    files: int = 0
    spellings: tuple[str, ...] = ()


def key_of(name: str) -> str:
    """Return the form in which names of rooms are compared: without case, accents and spaces."""
    return fold(clean_line(name))


def kind_of(name: str) -> RoomKind:
    """Return what kind of place a name speaks of, until somebody says it."""
    key = key_of(name)
    return next((kind for word, kind in _SPEAKING if word in key), RoomKind.ROOM)


def cleaned(room: Room) -> Room:
    """Return a room with its texts as they are kept."""
    notes = clean_text(room.notes)[:NOTES_LIMIT].rstrip()
    return replace(room, branch=clean_line(room.branch), name=clean_line(room.name), notes=notes)


def lines_of(
    rooms: Iterable[Room], named: Iterable[Named], files: Mapping[RoomId, int]
) -> tuple[RoomLine, ...]:
    """Return all rooms, those that only items name too, by branch and name.

    Args:
        rooms: those that are kept.
        named: what items say.
        files: how many photos and papers each has.
    """
    kept = {(one.branch, one.key): one for one in rooms}
    spoken: dict[tuple[str, str], list[Named]] = {}
    for one in named:
        if one.name:
            spoken.setdefault((one.branch, key_of(one.name)), []).append(one)
    found = []
    for place in kept.keys() | spoken.keys():
        ways = sorted(spoken.get(place, ()), key=lambda one: (-one.count, one.name))
        spellings = tuple(one.name for one in ways)
        count = sum(one.count for one in ways)
        if place not in kept and not count:
            continue  # only things that are gone name it
        room = kept.get(place) or Room(place[0], spellings[0], kind_of(spellings[0]))
        found.append(RoomLine(room, count, files.get(room.id, 0), spellings))
    return tuple(sorted(found, key=_place))


def merged(gone: Room, into: Room) -> Room:
    """Return what is kept of two rooms that are one: the notes of both, and the later look."""
    notes = "\n\n".join(part for part in (into.notes, gone.notes) if part)
    looks = [day for day in (gone.looked_over_on, into.looked_over_on) if day is not None]
    return replace(
        into,
        kind=into.kind if into.kind is not RoomKind.ROOM else gone.kind,
        condition=into.condition if into.condition is not Condition.UNKNOWN else gone.condition,
        notes=notes[:NOTES_LIMIT].rstrip(),
        looked_over_on=max(looks, default=None),
    )


def _place(line: RoomLine) -> tuple[str, str, str]:
    return line.room.branch, sort_key(line.room.name), line.room.name
