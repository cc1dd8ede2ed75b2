"""Where an item is in its life, and how it may move on (domain facts, 3.2).

A move that is not named here is refused: an item that was given away can't be in use again, unless
somebody says that the record was wrong, which is always possible and kept as a correction.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Status(Enum):
    """The twelve statuses, in the order of an item's life."""

    ON_ORDER = "on order"
    BEING_CHECKED = "being checked"
    READY = "ready"
    IN_USE = "in use"
    SPARE = "spare"
    IN_REPAIR = "in repair"
    SANDBOX = "sandbox"
    OUT_OF_SERVICE = "out of service"
    TO_WIPE = "to wipe"
    WIPED = "wiped"
    GONE = "gone"
    LOST = "lost"


_WORKING = (Status.READY, Status.IN_USE, Status.SPARE, Status.SANDBOX)
_RESTING = (Status.IN_REPAIR, Status.OUT_OF_SERVICE, Status.TO_WIPE, Status.LOST)

MOVES: Mapping[Status, tuple[Status, ...]] = MappingProxyType(
    {
        Status.ON_ORDER: (Status.BEING_CHECKED, *_WORKING, Status.LOST),
        Status.BEING_CHECKED: (*_WORKING, *_RESTING, Status.GONE),
        **{
            one: (*(other for other in _WORKING if other is not one), *_RESTING, Status.GONE)
            for one in _WORKING
        },
        Status.IN_REPAIR: (*_WORKING, Status.OUT_OF_SERVICE, Status.TO_WIPE, Status.GONE),
        Status.OUT_OF_SERVICE: (*_WORKING, Status.IN_REPAIR, Status.TO_WIPE, Status.GONE),
        # Wiped and found good after all, a machine may serve on; with data on it, it may not go.
        Status.TO_WIPE: (Status.WIPED, Status.OUT_OF_SERVICE, Status.LOST),
        Status.WIPED: (*_WORKING, Status.TO_WIPE, Status.GONE, Status.LOST),
        Status.GONE: (),
        Status.LOST: (*_WORKING, Status.OUT_OF_SERVICE, Status.TO_WIPE, Status.GONE),
    }
)
"""To which statuses an item may move from each."""

HERE = frozenset(Status) - {Status.GONE, Status.LOST}
"""Statuses of what the library has, or will have."""

SERVING = frozenset({Status.IN_USE, Status.READY, Status.SPARE, Status.IN_REPAIR})
"""Statuses of what serves, or will again: these are dated, counted and replaced."""


def may_move(was: Status, becomes: Status, *, needs_wiping: bool) -> bool:
    """Say whether an item may move from one status to another.

    Args:
        was: where it is.
        becomes: where it is to be.
        needs_wiping: it holds storage that nobody has recorded as wiped: such a thing can't go.
    """
    if was is becomes:
        return True
    if becomes is Status.GONE and needs_wiping and was is not Status.LOST:
        return False
    return becomes in MOVES[was]
