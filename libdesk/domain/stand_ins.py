"""Stand-ins: a spare that takes an item's place while that is away, and goes back again (S54)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.text import fold

AWAY = (Status.IN_REPAIR, Status.OUT_OF_SERVICE)
"""Where an item may go while something stands in for it; the first is the usual one."""

REPLACEABLE = frozenset({Status.IN_USE, Status.READY, Status.SANDBOX, *AWAY})
"""Statuses of what something can stand in for; what is away already needs a stand-in most."""

_LONG_AGO = date.min


@dataclass(frozen=True, slots=True)
class StandIn:
    """One item standing in for another.

    Attributes:
        change: the change set that swapped it in; names this stand-in.
        away: the item whose place it takes.
        spare: what stands there meanwhile.
        since: when it was swapped in (aware, UTC).
    """

    change: ChangeId
    away: ItemId
    spare: ItemId
    since: datetime


@dataclass(frozen=True, slots=True)
class Swapped:
    """A stand-in with its two items, as they are now."""

    stand_in: StandIn
    away: Record
    spare: Record


IsComputer = Callable[[str], bool]
"""Says whether what is of a kind counts as a computer."""


def is_free(record: Record) -> bool:
    """Say whether an item is free to stand in for another."""
    return record.status is Status.SPARE


def is_alike(kind: str, other: str, is_computer: IsComputer) -> bool:
    """Say whether one kind could stand in for another: the same, or a computer for a computer."""
    return fold(kind) == fold(other) or (is_computer(kind) and is_computer(other))


def fits(away: Record, spare: Record, is_computer: IsComputer) -> bool:
    """Say whether a spare could stand in for an item."""
    is_other = is_free(spare) and spare.id != away.id
    return is_other and is_alike(away.kind, spare.kind, is_computer)


def best_first(
    away: Record, spares: Iterable[Record], is_computer: IsComputer
) -> tuple[Record, ...]:
    """Return what could stand in for an item, the likeliest first.

    The same kind comes before the same role, that before the same branch, and the newer before the
    older.
    """

    def rank(one: Record) -> tuple[bool, bool, bool, int, str]:
        age = -(one.bought_on or _LONG_AGO).toordinal()
        is_other = fold(one.kind) != fold(away.kind)
        return is_other, one.role is not away.role, one.branch != away.branch, age, one.tag

    return tuple(sorted((one for one in spares if fits(away, one, is_computer)), key=rank))
