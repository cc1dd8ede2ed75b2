"""Planned work: maintenance and upgrades, what people will notice of them, and when (S57).

Days and times of day are the library's own. Nothing here reads a clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum

from libdesk.domain.bulletin import OF_PLANNED_WORK
from libdesk.domain.moments import LAST_YEAR
from libdesk.domain.requirements import Clash, Requirement, Target, clashes

DRAFT_DAYS = 7
"""So many days ahead its notice is asked for, where nobody has said otherwise."""

DRAFT_DAYS_LIMIT, EVERY_LIMIT = 90, 99
"""Days ahead of a notice; weeks, months or years between two times."""

_MONTHS_OF_YEAR, _DAYS_OF_WEEK = 12, 7
_DAY = timedelta(days=1)


class Unit(Enum):
    """What is counted between two times."""

    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Every:
    """How often: every `count` weeks, months or years; count is at least 1."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """Work that is planned for a day.

    Attributes:
        title: what is done.
        on: the day; of work that comes again, the next one.
        notice: what people will notice, in IT's words; "" for nothing.
        branches: their codes; empty for all.
        things: which items or kinds of items; free text.
        begins: from this time on (naive); None for the whole day.
        ends: until then (naive); on the next day where it is not after `begins`. None for open.
        every: how often it comes again; None for once.
        first_on: from this day the times are counted; None for `on` itself.
        due_on: its usual day, where this once it is on another; None where it is not.
        draft_days: so many days ahead staff are told; 0 for not at all.
        target: what it leads to, such as another operating system; None where it is no such work.
        note: for IT itself.
        told_for: the day for which a notice is out, or was; None for none.
        done_on: when it was last done; None for never.
        is_over: it was done, and does not come again.
        id: given by the database, 0 before that.
        version: counts its changes.
    """

    title: str
    on: date
    notice: str = ""
    branches: tuple[str, ...] = ()
    things: str = ""
    begins: time | None = None
    ends: time | None = None
    every: Every | None = None
    first_on: date | None = None
    due_on: date | None = None
    draft_days: int = DRAFT_DAYS
    target: Target | None = None
    note: str = ""
    told_for: date | None = None
    done_on: date | None = None
    is_over: bool = False
    id: int = 0
    version: int = 0

    @property
    def is_told(self) -> bool:
        """Say whether a notice is out for its day."""
        return self.told_for == self.on

    @property
    def is_overnight(self) -> bool:
        """Say whether it ends on the day after."""
        return self.ends is not None and self.ends <= (self.begins or time(0))


@dataclass(frozen=True, slots=True)
class Planned:
    """Planned work, with what stands against it.

    Attributes:
        change: the work.
        clashes: entries of the register, the certain ones first.
    """

    change: PlannedChange
    clashes: tuple[Clash, ...] = ()


def notice_is_due(change: PlannedChange, today: date) -> bool:
    """Say whether staff are to be told of it by now, and nobody has told them."""
    if change.is_over or change.is_told or not change.draft_days:
        return False
    return timedelta(0) <= change.on - today <= change.draft_days * _DAY


def is_overdue(change: PlannedChange, today: date) -> bool:
    """Say whether its day is over and nobody has said that it is done."""
    return not change.is_over and change.on < today


def done(change: PlannedChange, on: date) -> PlannedChange:
    """Return work after it was done: over, or planned for its next day.

    Args:
        change: the work.
        on: when it was done.
    """
    following = next_on(change, max(change.on, change.due_on or change.on, on))
    if following is None:
        return replace(change, done_on=on, is_over=True)
    first = change.first_on or change.on
    return replace(change, done_on=on, on=following, first_on=first, due_on=None)


def put_off(change: PlannedChange, on: date) -> PlannedChange:
    """Return work on another day; of work that comes again, the later days stay as they were."""
    if change.every is None:
        return replace(change, on=on)
    first, due = change.first_on or change.on, change.due_on or change.on
    return replace(change, on=on, first_on=first, due_on=due)


def next_on(change: PlannedChange, after: date) -> date | None:
    """Return its first day after a day; None where it does not come again."""
    every, first = change.every, change.first_on or change.on
    if every is None:
        return None
    if every.unit is Unit.WEEKS:
        step = _DAYS_OF_WEEK * every.count
        day = first.toordinal() + ((after - first).days // step + 1) * step
        return date.fromordinal(day) if day <= date(LAST_YEAR, 12, 31).toordinal() else None
    step = every.count * (_MONTHS_OF_YEAR if every.unit is Unit.YEARS else 1)
    apart = (after.year - first.year) * _MONTHS_OF_YEAR + after.month - first.month
    found = _months_after(first, apart // step * step)
    if found is not None and found <= after:
        return _months_after(first, (apart // step + 1) * step)
    return found


def _months_after(day: date, months: int) -> date | None:
    """Return the same day of a later month, or its last one; None beyond LAST_YEAR."""
    year, month = divmod(day.year * _MONTHS_OF_YEAR + day.month - 1 + months, _MONTHS_OF_YEAR)
    if year > LAST_YEAR:
        return None
    following = date(year + (month + 1) // _MONTHS_OF_YEAR, (month + 1) % _MONTHS_OF_YEAR + 1, 1)
    return date(year, month + 1, min(day.day, (following - _DAY).day))


def local_end(change: PlannedChange) -> datetime:
    """Return when it is over (naive, the library's own time)."""
    if change.ends is None:
        return datetime.combine(change.on + _DAY, time(0))
    return datetime.combine(change.on + change.is_overnight * _DAY, change.ends)


def notice_ids(change: PlannedChange) -> tuple[str, ...]:
    """Return the ids of its notices, one for each of its branches; one for all branches."""
    return tuple(
        f"{OF_PLANNED_WORK}{change.id}-{place}" for place in range(max(1, len(change.branches)))
    )


def with_clashes(
    changes: Iterable[PlannedChange], known: Sequence[Requirement]
) -> tuple[Planned, ...]:
    """Return planned work with what stands against it; of what is over nothing does."""
    told: dict[tuple[Target, date], tuple[Clash, ...]] = {}
    found = []
    for one in changes:
        stands: tuple[Clash, ...] = ()
        if one.target is not None and not one.is_over:
            asked = one.target, one.on
            if asked not in told:
                told[asked] = clashes(known, *asked)
            stands = told[asked]
        found.append(Planned(one, stands))
    return tuple(found)
