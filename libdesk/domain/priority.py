"""From plain answers to one of four promises: Now, Today, This week, When we can.

Source: domain facts, section 2.3. Staff answer who is stopped and how bad it is; they never see a
number. A bump lifts by one step at most, and nothing ranks below what the table gives.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from libdesk.domain.hours import Hours, after_open_days, after_open_time


class Priority(IntEnum):
    """How soon, most urgent first."""

    NOW = 1
    TODAY = 2
    THIS_WEEK = 3
    WHEN_WE_CAN = 4


class Stopped(StrEnum):
    """Who is stopped."""

    ONE = "one"
    SEVERAL = "several"
    EVERYONE = "everyone"


class HowBad(StrEnum):
    """How bad it is right now."""

    STOPPED = "stopped"
    WORSE = "worse"
    """It is getting worse, or data or safety is at risk: as urgent as what has stopped. Answers
    mean it; nobody taps it beside "How bad right now?", which has room for three."""
    BADLY = "badly"
    CAN_WAIT = "can_wait"


class Risk(StrEnum):
    """What is at stake if it is not mended (S23)."""

    MONEY = "money"
    RULES = "rules"
    GOOD_NAME = "good_name"


DEADLINE_SOON = timedelta(hours=4)
"""A deadline within so many open hours is as good as now."""

DEADLINE_NEAR_DAYS = 2
"""A deadline within so many open days cannot wait."""

REPEATS = 3
"""The third report of the same thing in thirty days counts as a repeat."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a reporter said about the effect; every part may be left out.

    Attributes:
        stopped: who is stopped.
        how_bad: how bad it is.
        only_one: the only one of its kind in the branch.
        only_accessible: the only one that a person with a disability can use.
        deadline_at: when it must work (aware, UTC).
        risks: money, rules or privacy, good name.
        danger: a security report with something clicked or typed, or smoke, heat or shock.
        niggle: a little thing without hurry.
        recent_alike: reports of the same thing in the last thirty days, this one counted.
    """

    stopped: Stopped | None = None
    how_bad: HowBad | None = None
    only_one: bool = False
    only_accessible: bool = False
    deadline_at: datetime | None = None
    risks: frozenset[Risk] = frozenset()
    danger: bool = False
    niggle: bool = False
    recent_alike: int = 1


_TABLE = {
    (3, 3): Priority.NOW,
    (3, 2): Priority.TODAY,
    (3, 1): Priority.THIS_WEEK,
    (2, 3): Priority.TODAY,
    (2, 2): Priority.THIS_WEEK,
    (2, 1): Priority.WHEN_WE_CAN,
    (1, 3): Priority.THIS_WEEK,
    (1, 2): Priority.WHEN_WE_CAN,
    (1, 1): Priority.WHEN_WE_CAN,
}
_IMPACT = {None: 1, Stopped.ONE: 1, Stopped.SEVERAL: 2, Stopped.EVERYONE: 3}
_URGENCY = {
    None: 2,
    HowBad.STOPPED: 3,
    HowBad.WORSE: 3,
    HowBad.BADLY: 2,
    HowBad.CAN_WAIT: 1,
}


def rank(effect: Effect, at: datetime, hours: Hours | None = None) -> Priority:
    """Return the priority of a report filed at `at`.

    An answer left out counts as one person, and as "works, but badly".

    Args:
        effect: what the reporter said.
        at: when it was filed (aware, UTC).
        hours: by which a deadline is measured; None while nobody has said when IT is there: then
            by the clock.
    """
    if effect.danger:
        return Priority.NOW
    if effect.niggle and not _says_more(effect):
        table = Priority.WHEN_WE_CAN
    else:
        table = _TABLE[_impact(effect), _urgency(effect, at, hours)]
    bumped = effect.only_accessible or bool(effect.risks) or effect.recent_alike >= REPEATS
    if bumped and table > Priority.NOW:
        return Priority(table - 1)
    return table


def waits_for_visit(priority: Priority, *, niggle: bool) -> bool:
    """Say whether a report waits for IT's next visit: a little thing that says nothing more."""
    return niggle and priority is Priority.WHEN_WE_CAN


def _says_more(effect: Effect) -> bool:
    # Whoever taps "Little niggle" and then names an effect or a deadline is taken at that word.
    told = (effect.stopped, effect.how_bad, effect.deadline_at)
    return effect.only_one or any(answer is not None for answer in told)


def _impact(effect: Effect) -> int:
    return max(_IMPACT[effect.stopped], 2 if effect.only_one else 1)


def _urgency(effect: Effect, at: datetime, hours: Hours | None) -> int:
    said = _URGENCY[effect.how_bad]
    if effect.deadline_at is None:
        return said
    if effect.deadline_at <= _after(hours, at, DEADLINE_SOON):
        return 3
    return max(said, 2) if effect.deadline_at <= _after_days(hours, at) else said


def _after(hours: Hours | None, at: datetime, lasting: timedelta) -> datetime:
    open_until = after_open_time(hours, at, lasting) if hours else None
    return open_until or at + lasting


def _after_days(hours: Hours | None, at: datetime) -> datetime:
    open_until = after_open_days(hours, at, DEADLINE_NEAR_DAYS) if hours else None
    return open_until or at + timedelta(days=DEADLINE_NEAR_DAYS)
