"""Promises: by when a report is answered, in IT's own open hours (domain facts, section 6).

A promise is a clock time, worked out anew whenever it is asked for; it is never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from libdesk.domain.hours import Hours, after_open_days, after_open_time, next_opening
from libdesk.domain.priority import Priority

LONGEST_LEAD = timedelta(days=365)
"""Nothing longer is a promise; it also bounds the days that may be counted."""


@dataclass(frozen=True, slots=True)
class Lead:
    """So much open time; one of the two is zero. Where both are, no time is promised.

    Attributes:
        open_time: hours that must be open ones.
        open_days: days with opening hours; the time of day stays.
    """

    open_time: timedelta = timedelta(0)
    open_days: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What a library promises for one priority.

    Attributes:
        priority: for which.
        answer: the time to the first answer.
        fix: the time that is aimed at for a fix; an empty one aims at none.
    """

    priority: Priority
    answer: Lead
    fix: Lead


@dataclass(frozen=True, slots=True)
class Promise:
    """What a reporter may expect.

    Attributes:
        begins_at: when the open time begins to count: the filing, or IT's next opening (UTC).
        answer_by: the first answer comes until then (UTC); None where nothing can be promised.
        fix_by: a fix is aimed at until then (UTC); None where nothing is aimed at.
        visit_on: for a little thing: the day of IT's next visit to the branch; None when not known.
    """

    begins_at: datetime
    answer_by: datetime | None
    fix_by: datetime | None
    visit_on: date | None = None


def promise(
    priority: Priority,
    at: datetime,
    hours: Hours | None,
    targets: tuple[Target, ...],
    *,
    niggle: bool = False,
    next_visit: date | None = None,
) -> Promise:
    """Return what a report of this priority, filed `at` (aware, UTC), may expect.

    A little thing is promised the next visit and nothing else. The first answer never pauses, so a
    report's state plays no part here.

    Args:
        priority: how soon.
        at: when it was filed.
        hours: IT's hours; None while no library has said so, and then no time is promised.
        targets: what the library promises; none for this priority promises no time either.
        niggle: a little thing without hurry.
        next_visit: IT's next visit to the branch; only a little thing is told of it.
    """
    begins_at = (hours and next_opening(hours, at)) or at
    if niggle:
        return Promise(begins_at, None, None, next_visit)
    target = next((target for target in targets if target.priority is priority), None)
    if hours is None or target is None:
        return Promise(at, None, None)
    return Promise(begins_at, _after(hours, at, target.answer), _after(hours, at, target.fix))


def _after(hours: Hours, at: datetime, lead: Lead) -> datetime | None:
    if lead == Lead():
        return None
    if lead.open_days:
        return after_open_days(hours, at, lead.open_days)
    return after_open_time(hours, at, lead.open_time)


def parse_targets(document: Mapping[str, Any]) -> tuple[Target, ...]:
    """Read what a library promises, most urgent first; the shape of promises/targets.json.

    Raises:
        ValueError: a part is missing, unknown or no whole number within reason; the message names
            it.
    """
    targets = _part(document, "targets", "targets")
    known = {priority.name.lower(): priority for priority in Priority}
    if unknown := sorted(map(str, targets.keys() - known.keys())):
        raise ValueError(f"the promises name no such priority: {', '.join(unknown)}")
    return tuple(
        Target(priority, _lead(targets, name, "answer"), _lead(targets, name, "fix"))
        for name, priority in known.items()
    )


def _lead(targets: Mapping[str, Any], name: str, goal: str) -> Lead:
    where = f"{name}.{goal}"
    lead = _part(_part(targets, name, name), goal, where)
    match list(lead.items()):
        case [("open_minutes", minutes)]:
            longest = LONGEST_LEAD // timedelta(minutes=1)
            return Lead(open_time=timedelta(minutes=_count(minutes, where, longest)))
        case [("open_days", days)]:
            return Lead(open_days=_count(days, where, LONGEST_LEAD.days))
    raise ValueError(f"the promises need either open_minutes or open_days in {where}")


def _part(document: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    part = document.get(key)
    if not isinstance(part, Mapping):
        raise ValueError(f"the promises lack a part: {where}")
    return part


def _count(value: object, where: str, most: int) -> int:
    # True and False are whole numbers to Python, not to people.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
        raise ValueError(f"the promises need a whole number from 1 to {most} in {where}")
    return value
