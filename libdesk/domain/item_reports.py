"""An item and its reports: how many, how lately, how much of IT's time; and "again" of one problem.

Only problems that stand on their own count: a report that was joined to another tells of the same
event, and what a reporter added tells of the same problem.
"""

from dataclasses import dataclass
from datetime import timedelta

from libdesk.domain.inbox import Line

LATELY = timedelta(days=30)
"""So far back something that happens again is worth saying."""

YEAR = timedelta(days=365)

NEWEST = 5
"""Reports of an item that are shown with it; the others stand in the inbox."""


@dataclass(frozen=True, slots=True)
class ItemReports:
    """An item's reports.

    Attributes:
        open: problems that somebody still waits for.
        lately: problems of the last thirty days.
        in_year: problems of the last 365 days.
        total: all problems there ever were.
        minutes: how long IT worked on all of them, where somebody said so.
        newest: the newest of them, newest first.
    """

    open: int = 0
    lately: int = 0
    in_year: int = 0
    total: int = 0
    minutes: int = 0
    newest: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """That something happened to an item not for the first time.

    Attributes:
        times: how often within LATELY until then, this time counted; 2 or more.
        earlier: the times before, newest first; not all where there were many.
    """

    times: int
    earlier: tuple[Line, ...]


def repeat_of(count: int, earlier: tuple[Line, ...]) -> Repeat | None:
    """Return which time it is; None for the first.

    Args:
        count: how many problems the item had within LATELY before this one.
        earlier: the newest of them, newest first.
    """
    return Repeat(count + 1, earlier) if count else None
