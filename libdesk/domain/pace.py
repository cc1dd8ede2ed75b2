"""How fast first answers come, by month and branch (S22), in IT's own open hours.

Small numbers are told to nobody: they would tell of one person's affair, or of one bad day.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from libdesk.domain.bulletin import PACE_NEEDS, Pace
from libdesk.domain.hours import Hours, open_time_between
from libdesk.domain.weeks import is_zone

MONTHS = 6
"""This month and those before it."""

LOOK_BACK = timedelta(days=185)
"""No six months are longer, in no time zone."""

_MINUTE = timedelta(minutes=1)
_YEAR = 12


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """When a person first answered a report.

    Attributes:
        branch: the report's branch.
        received_at: when the desk collected the report (aware, UTC).
        answered_at: when the first answer by a person was written (aware, UTC).
    """

    branch: str
    received_at: datetime
    answered_at: datetime


def paces(answers: Iterable[FirstAnswer], hours: Hours, now: datetime) -> tuple[Pace, ...]:
    """Return the middle first answer of each month and branch, newest month first.

    Months are the library's own, by the day a report was received. A branch with fewer than
    PACE_NEEDS answered reports in a month has no pace there, nor have reports without a branch.

    Args:
        answers: any number of reports with a first answer, in any order.
        hours: when IT is there; only that time counts.
        now: the end of the six months (aware).
    """
    zone = ZoneInfo(hours.zone) if hours.zone and is_zone(hours.zone) else None
    minutes: defaultdict[tuple[date, str], list[int]] = defaultdict(list)
    months = _last_months(now, zone)
    for answer in answers:
        if answer.branch and now - LOOK_BACK <= answer.received_at <= now:
            month = _month_of(answer.received_at, zone)
            waited = open_time_between(hours, answer.received_at, answer.answered_at)
            minutes[month, answer.branch].append(waited // _MINUTE)
    told = [
        # Of an even number the later of the two middle ones: never better than it was.
        Pace(branch, month, len(waits), sorted(waits)[len(waits) // 2])
        for (month, branch), waits in minutes.items()
        if len(waits) >= PACE_NEEDS and month in months
    ]
    return tuple(sorted(told, key=lambda pace: (-pace.month.toordinal(), pace.branch)))


def _last_months(now: datetime, zone: tzinfo | None) -> frozenset[date]:
    this = _month_of(now, zone)
    count = this.year * _YEAR + this.month - 1
    return frozenset(
        date(number // _YEAR, number % _YEAR + 1, 1) for number in range(count, count - MONTHS, -1)
    )


def _month_of(moment: datetime, zone: tzinfo | None) -> date:
    return moment.astimezone(zone).date().replace(day=1)
