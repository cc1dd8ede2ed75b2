"""A visit to a branch: what to look at there, room by room (S14)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from libdesk.domain.equipment import Item
from libdesk.domain.priority import Priority, waits_for_visit
from libdesk.domain.problems import Problem
from libdesk.domain.text import clean_line, fold

SPOT = "spot"
"""The question of the form that asks where a thing stands."""


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """One problem that is open at the branch.

    Attributes:
        problem: the problem, without what grows with time.
        item: the thing that it is about; None where none is known.
    """

    problem: Problem
    item: Item | None = None

    @property
    def room(self) -> str:
        """Where it is: the thing's room, else where the reporter said; "" for unknown."""
        if self.item is not None and (room := clean_line(self.item.room)):
            return room
        said = self.problem.report.answers.get(SPOT, "")
        return clean_line(said) if isinstance(said, str) else ""

    @property
    def is_niggle(self) -> bool:
        """Say whether it is a little thing that waited for this visit (S13)."""
        return waits_for_visit(self.problem.priority, niggle=self.problem.report.effect.niggle)


@dataclass(frozen=True, slots=True)
class BranchVisit:
    """What there is to do at a branch.

    Attributes:
        branch: its code.
        on: the day of the next visit; None where none is planned.
        last_on: the day of the last one; None where none is known.
        to_look_at: what is open there.
        left_out: how many more are open than were read.
    """

    branch: str
    on: date | None
    last_on: date | None
    to_look_at: tuple[ToLookAt, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """What there is to do in a room.

    Attributes:
        name: its name; "" for what is in no known room.
        to_look_at: the most urgent first, little things last.
    """

    name: str
    to_look_at: tuple[ToLookAt, ...]


def by_room(to_look_at: Iterable[ToLookAt]) -> tuple[Room, ...]:
    """Return the rooms by name, each with what is to be done there; unknown ones come last.

    Names that differ only in case or accents are one room.
    """
    ordered = sorted(to_look_at, key=_order)
    return tuple(_room(tuple(group)) for _, group in groupby(ordered, key=_room_key))


def _room_key(one: ToLookAt) -> tuple[bool, str]:
    return not one.room, fold(one.room)


def _order(one: ToLookAt) -> tuple[tuple[bool, str], bool, Priority, int]:
    return _room_key(one), one.is_niggle, one.problem.priority, one.problem.sequence


def _room(group: Sequence[ToLookAt]) -> Room:
    return Room(group[0].room, tuple(group))
