"""Counting day: what is expected at a place, what was scanned there, and what a scan means.

A campaign has its days and its places. What is expected follows from the equipment list; a scan
says that a thing was seen at a spot. What follows from all scans is in `counting.py`; how it ended,
and what was decided about each difference, in `count_results.py`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import NewType
from uuid import UUID

from libdesk.domain.equipment import Tag
from libdesk.domain.records import ItemId
from libdesk.domain.rooms import key_of
from libdesk.domain.statuses import Status

StocktakeId = NewType("StocktakeId", int)
"""Which campaign; given by the database, 0 before that."""

ScanId = NewType("ScanId", UUID)
"""Which scan; random, given where it was scanned, so that sent twice it counts once."""

STANDING = frozenset(
    {
        Status.BEING_CHECKED,
        Status.READY,
        Status.IN_USE,
        Status.SPARE,
        Status.SANDBOX,
        Status.OUT_OF_SERVICE,
        Status.TO_WIPE,
        Status.WIPED,
    }
)
"""Statuses of what stands in its place, so that a count expects it there."""

AWAY = frozenset({Status.ON_ORDER, Status.IN_REPAIR, Status.LOST})
"""Statuses of what belongs somewhere, but is not expected there; gone is nowhere."""

SPOTS_LIMIT = 500
"""Places of one campaign."""


class StocktakeState(Enum):
    """How far a campaign has come."""

    OPEN = "open"
    PAUSED = "paused"
    FINISHED = "finished"


class Condition(Enum):
    """How a thing was found."""

    UNSAID = ""
    GOOD = "good"
    WORN = "needs care"
    BROKEN = "broken"


class Origin(Enum):
    """How a scan came."""

    SCANNED = "scanned"
    TYPED = "typed"
    PASTED = "pasted"
    BY_EYE = "by eye"


class Outcome(Enum):
    """What a code, or a thing, means in a count."""

    FOUND = "found"
    ELSEWHERE = "here by mistake"
    MISSING = "missing"
    UNKNOWN = "unknown"
    AGAIN = "again"
    SPOT = "place"
    BROKEN = "broken"


class Why(Enum):
    """Why something is not simply found."""

    NONE = ""
    OTHER_PLACE = "its record says another place"
    NO_BRANCH = "its record says no place"
    NO_ROOM = "its record says no room"
    STATUS = "its record says that it is not here"
    NOT_COUNTED = "this place is not a part of the count"
    NOT_LISTED = "nothing in the list has this number"
    AMBIGUOUS = "several things have this number"
    NO_PLACE = "there is no such place"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a count: a branch, or a room in it.

    Attributes:
        branch: the branch's code; "" for not known.
        room: the room's name; "" for the whole branch, or for not known.
    """

    branch: str
    room: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The form in which places are compared: two ways of writing a room are one."""
        return self.branch, key_of(self.room)

    def holds(self, other: "Spot") -> bool:
        """Say whether another place is this one, or within it."""
        return self.branch == other.branch and (not self.room or self.key == other.key)

    def agrees(self, other: "Spot") -> bool:
        """Say whether one of the two is within the other."""
        return self.holds(other) or other.holds(self)


@dataclass(frozen=True, slots=True)
class Stocktake:
    """One campaign.

    Attributes:
        title: what people call it.
        starts_on: its first day; only scans of its days count.
        ends_on: its last day.
        spots: the branches and rooms that are counted.
        note: free text.
        state: how far it has come.
        finished_at: when it was finished (aware, UTC); None before that.
        id: which one.
        version: counts its changes.
    """

    title: str
    starts_on: date
    ends_on: date
    spots: tuple[Spot, ...]
    note: str = ""
    state: StocktakeState = StocktakeState.OPEN
    finished_at: datetime | None = None
    id: StocktakeId = StocktakeId(0)
    version: int = 0

    def covers(self, spot: Spot) -> bool:
        """Say whether a place is counted: one of its places, or within one."""
        return any(one.holds(spot) for one in self.spots)

    def runs_on(self, day: date) -> bool:
        """Say whether a day is one of its days."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Scan:
    """One thing that was seen.

    Attributes:
        id: which scan.
        code: what was read, as it came.
        spot: where it was seen.
        at: when (aware, UTC).
        item: which item it was; None for a code that is nobody's.
        by: who saw it.
        condition: how it was found.
        note: free text.
        origin: how it came.
    """

    id: ScanId
    code: str
    spot: Spot
    at: datetime
    item: ItemId | None = None
    by: str = ""
    condition: Condition = Condition.UNSAID
    note: str = ""
    origin: Origin = Origin.SCANNED

    @property
    def order(self) -> tuple[datetime, UUID]:
        """By what scans are ordered, wherever they came from; the later counts."""
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as the equipment list has it: as little as a count needs.

    Attributes:
        id: which item.
        tag: its label.
        name: what people call it.
        kind: what it is.
        spot: where its record says that it stands.
        status: where it is in its life.
        serial: the maker's number.
        computer_name: its name on the network.
    """

    id: ItemId
    tag: Tag
    name: str
    kind: str
    spot: Spot
    status: Status
    serial: str = ""
    computer_name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a code means, told at once.

    Attributes:
        code: what was read.
        outcome: what it means.
        listed: the item; None for an unknown code, or a place.
        spot: where it was seen; of the code of a place, that place.
        why: why it is not simply found, also where it is told AGAIN; of a place, why it can't be
            counted.
        before: the scan that counted until now, of the same thing; None for the first. Where its
            spot is another, the thing was seen at two places.
    """

    code: str
    outcome: Outcome
    listed: Listed | None = None
    spot: Spot = field(default_factory=lambda: Spot(""))
    why: Why = Why.NONE
    before: Scan | None = None

    @property
    def is_at_two_spots(self) -> bool:
        """Say whether the same thing was seen at another place before."""
        return self.before is not None and self.before.spot.key != self.spot.key
