"""What was away where, and for how long: a log of outages, counted by branch and month (S59).

Moments are aware and in UTC; which month it is, is told by the library's own calendar.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from libdesk.domain.hours import Hours, open_time_between
from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR

DRAFT_CATEGORY = "NET"
"""The tile about the internet: a problem under it that is closed may have been an outage."""

LONGEST = timedelta(days=400)
"""A longer outage is a slip of the hand."""

_MONTHS_OF_YEAR = 12
_NONE = timedelta(0)


class Lost(Enum):
    """What was away."""

    INTERNET = "internet"
    WIFI = "wi-fi"
    ILS = "catalog system"
    POWER = "power"
    PHONE = "phone"
    OTHER = "something else"


@dataclass(frozen=True, slots=True)
class Outage:
    """One time that something was away.

    Attributes:
        branch: the branch's code.
        started_at: from when (aware, UTC).
        back_at: until when (aware, UTC); None while it is away.
        lost: what was away.
        cause: why, as far as it is known.
        whose: whose affair it was, such as the internet provider.
        note: free text.
        problem: the number of the problem that told of it; "" for none.
        id: given by the database, 0 before that.
        version: counts its changes.
    """

    branch: str
    started_at: datetime
    back_at: datetime | None = None
    lost: Lost = Lost.INTERNET
    cause: str = ""
    whose: str = ""
    note: str = ""
    problem: str = ""
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class BranchMonth:
    """What was away at a branch in a month.

    Attributes:
        branch: the branch's code.
        month: its first day.
        count: outages that began in it.
        lasted: how long something was away; no moment counts twice.
        open_time: how much of that was in open hours; None where nobody has said any.
        still_away: one of them is not over.
    """

    branch: str
    month: date
    count: int
    lasted: timedelta
    open_time: timedelta | None
    still_away: bool = False


def by_month(
    outages: Iterable[Outage], hours: Hours | None, now: datetime, zone: tzinfo | None = None
) -> tuple[BranchMonth, ...]:
    """Return what was away, by branch and month, the newest month first.

    An outage over the end of a month counts in the month in which it began, and its time in both.

    Args:
        outages: in any order.
        hours: the open hours; None where nobody has said any.
        now: until then counts what is not over.
        zone: in which months are told; None for this computer's own.
    """
    spans: dict[tuple[str, date], list[tuple[datetime, datetime]]] = {}
    counts: dict[tuple[str, date], int] = {}
    away: set[tuple[str, date]] = set()
    for one in outages:
        months = tuple(_months(one, now, zone))
        counts[one.branch, months[0][0]] = counts.get((one.branch, months[0][0]), 0) + 1
        for month, start, end in months:
            spans.setdefault((one.branch, month), []).append((start, end))
        if one.back_at is None:
            away.add((one.branch, months[-1][0]))
    rows = [
        BranchMonth(
            branch,
            month,
            counts.get((branch, month), 0),
            sum((end - start for start, end in once), _NONE),
            None if hours is None else _open_time(hours, once),
            still_away=(branch, month) in away,
        )
        for (branch, month), several in spans.items()
        if (once := _joined(several))
    ]
    return tuple(sorted(rows, key=lambda row: (-row.month.toordinal(), row.branch)))


def whole(rows: Sequence[BranchMonth]) -> tuple[int, timedelta, timedelta | None]:
    """Return the sums of several rows: count, time, and time in open hours."""
    opened = [row.open_time for row in rows if row.open_time is not None]
    lasted = sum((row.lasted for row in rows), _NONE)
    return sum(row.count for row in rows), lasted, sum(opened, _NONE) if opened else None


def in_months(
    rows: Iterable[BranchMonth], since: date, branch: str = ""
) -> tuple[BranchMonth, ...]:
    """Return the rows from a month on; of one branch, or of all."""
    return tuple(row for row in rows if row.month >= since and branch in ("", row.branch))


def months_before(today: date, count: int) -> date:
    """Return the first day of the month so many months before this one."""
    whole_months = max(today.year * _MONTHS_OF_YEAR + today.month - 1 - count, _MONTHS_OF_YEAR)
    year, month = divmod(whole_months, _MONTHS_OF_YEAR)
    return date(year, month + 1, 1)


def lasted(outage: Outage, now: datetime) -> timedelta:
    """Return how long it was, or has been, away; never negative."""
    return max((outage.back_at or now) - outage.started_at, _NONE)


def is_sensible(at: datetime) -> bool:
    """Say whether a moment is in a year that can be shown in every place."""
    return FIRST_YEAR < at.year < LAST_YEAR


def _open_time(hours: Hours, spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    return sum((open_time_between(hours, start, end) for start, end in spans), _NONE)


def _months(
    outage: Outage, now: datetime, zone: tzinfo | None
) -> Iterator[tuple[date, datetime, datetime]]:
    """Yield each month of an outage, with when it was away in it; at least one."""
    start, end = outage.started_at, max(outage.back_at or now, outage.started_at)
    while True:
        here = start.astimezone(zone)
        month = date(here.year, here.month, 1)
        turn = datetime.combine(_following(month), time(0), zone).astimezone(UTC)
        yield month, start, min(end, turn)
        if end <= turn:
            return
        start = turn


def _following(month: date) -> date:
    year, at = divmod(month.year * _MONTHS_OF_YEAR + month.month, _MONTHS_OF_YEAR)
    return date(year, at + 1, 1)


def _joined(
    spans: Sequence[tuple[datetime, datetime]],
) -> tuple[tuple[datetime, datetime], ...]:
    """Return spans without overlaps: what was away twice was away once."""
    once: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if once and start <= once[-1][1]:
            once[-1] = once[-1][0], max(once[-1][1], end)
        else:
            once.append((start, end))
    return tuple(once)
