"""Which copies of the database are kept, and when the next one is due.

Copying, checking and putting back are the storage's; the rules are here (shared facts: a copy per
half hour of work, then 12 days, 10 weeks, 9 months).
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

AT_RISK = timedelta(minutes=30)
"""So much work at most may stand in no copy."""

SECOND_PLACE_LATE = timedelta(days=7)
"""A copy in the second place that is older than this is spoken of."""

NEWEST, DAYS, WEEKS, MONTHS = 3, 12, 10, 9
"""How many copies are kept: the newest whatever their days, then the last of each period."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the database.

    Attributes:
        sequence: counts the copies of a place, from 1; the only order used, for clocks go astray.
        made_at: when it was made, by the computer's clock (aware, UTC).
    """

    sequence: int
    made_at: datetime


def thin(copies: Sequence[Copy]) -> tuple[Copy, ...]:
    """Return the copies that are kept, newest first.

    Periods are those in which a copy was made at all, counted back from the newest copy: so
    neither a year without LibDesk nor a clock that jumped costs a copy that is still the last of
    its day.
    """
    ordered = sorted(copies, key=lambda copy: copy.sequence, reverse=True)
    kept = set(ordered[:NEWEST])
    for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept.update(_last_of_each(ordered, period, count))
    return tuple(copy for copy in ordered if copy in kept)


def is_due(last: datetime | None, changed: bool, now: datetime) -> bool:  # noqa: FBT001 - a fact
    """Say whether another copy is due.

    Args:
        last: when the newest sound copy was made; None for never.
        changed: something was changed since then.
        now: the moment (aware, UTC). A copy from the future says nothing about now.
    """
    if last is None:
        return True
    return changed and not timedelta(0) <= now - last < AT_RISK


def _last_of_each(
    ordered: Sequence[Copy], period: Callable[[date], Hashable], count: int
) -> tuple[Copy, ...]:
    found: dict[Hashable, Copy] = {}
    for copy in ordered:
        found.setdefault(period(copy.made_at.date()), copy)
        if len(found) == count:
            break
    return tuple(found.values())


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
