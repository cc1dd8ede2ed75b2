"""Why a problem is on the list for today: reports that can't wait, promises, people, days.

Promises are counted in IT's open hours, as they were told to the reporter; the first answer never
pauses, and a fix that is aimed at does while the problem waits (shared facts, section 6).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libdesk.domain.hours import Hours, after_open_days, after_open_time, open_time_between
from libdesk.domain.priority import (
    DEADLINE_NEAR_DAYS,
    DEADLINE_SOON,
    Priority,
    waits_for_visit,
)
from libdesk.domain.problems import State
from libdesk.domain.promises import Lead, Promise, Target, promise
from libdesk.domain.today import ProblemFacts, Reason, TodayLine, Why

SOON = timedelta(hours=1)
"""A promise with less open time left than this, and somebody who leaves within it, press."""

_AT_WORK = frozenset({State.NEW, State.SEEN, State.DOING})


@dataclass(frozen=True, slots=True)
class Moments:
    """Against what a problem is held.

    Attributes:
        now: the moment (aware, in the desk's own zone).
        hours: when IT is there; None while nobody has said so.
        answers: by when first answers are promised.
        fixes: by when fixes are aimed at. Apart, as counting open days is most of the work here.
    """

    now: datetime
    hours: Hours | None
    answers: tuple[Target, ...]
    fixes: tuple[Target, ...]

    @classmethod
    def of(cls, now: datetime, hours: Hours | None, targets: Iterable[Target]) -> "Moments":
        """Return the moments of a library with these hours and promises."""
        told, nothing = tuple(targets), Lead()
        answers = tuple(replace(target, fix=nothing) for target in told)
        return cls(now, hours, answers, tuple(replace(target, answer=nothing) for target in told))

    def promised(self, problem: ProblemFacts, targets: tuple[Target, ...]) -> Promise:
        """Return what was promised for a problem."""
        priority = problem.line.priority
        niggle = waits_for_visit(priority, niggle=problem.niggle)
        return promise(priority, problem.promised_from, self.hours, targets, niggle=niggle)

    def is_today(self, at: datetime) -> bool:
        """Say whether a moment is on the present day."""
        return at.astimezone(self.now.tzinfo).date() == self.now.date()

    def open_left(self, at: datetime) -> timedelta:
        """Return how much time is left until then: open time where hours are known."""
        if self.hours is None:
            return at - self.now
        return open_time_between(self.hours, self.now, at)

    def before(self, at: datetime, lead: timedelta) -> datetime:
        """Return the moment from which no more than `lead` is left until `at`; more is left now."""
        spare = self.open_left(at) - lead
        reached = after_open_time(self.hours, self.now, spare) if self.hours else None
        return reached or self.now + spare


def line_of(problem: ProblemFacts, moments: Moments) -> tuple[TodayLine | None, datetime | None]:
    """Return a problem's line, where it has a reason, and when its reasons change by themselves.

    Args:
        problem: what is known of it.
        moments: against what it is held.

    Returns:
        The line, its reasons in no order; None for none. And the first moment after now at which
        it has another reason, or its first one (aware); None for never.
    """
    told = list(_told(problem, moments))
    reasons = tuple(reason for reason, _ in told if reason is not None)
    changes = [at for _, at in told if at is not None and at > moments.now]
    key = f"problem/{problem.line.id}"
    line = TodayLine(key, reasons, problem.line, problem.line.branch) if reasons else None
    return line, min(changes, default=None)


_Told = tuple[Reason | None, datetime | None]
"""A reason that holds now, or None; and when that is otherwise."""


def _told(problem: ProblemFacts, moments: Moments) -> Iterator[_Told]:
    state = problem.line.state
    if problem.news:
        yield Reason(Why.SPOKE, f"spoke {problem.news}"), None
    if state in _AT_WORK:
        yield from _at_work(problem, moments)
    elif state is State.WAITING:
        yield _wait(problem, moments)
    elif problem.look_again_on is not None and problem.look_again_on <= moments.now.date():
        day = problem.look_again_on
        yield Reason(Why.LOOK_AGAIN, f"again {day}", on=day), None


def _at_work(problem: ProblemFacts, moments: Moments) -> Iterator[_Told]:
    line = problem.line
    if problem.answered_at is None:
        if line.priority is Priority.NOW:
            yield Reason(Why.NOW_UNANSWERED, "now", at=line.received_at), None
        yield _answer(problem, moments)
    else:
        if line.priority is Priority.NOW:
            yield Reason(Why.NOW_OPEN, "now open", at=line.received_at), None
        yield _fix(problem, moments)
    if problem.here_until is not None:
        yield _leaves(problem.here_until, moments)
    if problem.deadline_at is not None:
        yield _deadline(problem.deadline_at, moments)
    if problem.started_at is not None:
        at = problem.started_at
        yield Reason(Why.STARTED, f"started {at.isoformat()}", at=at), None


def _answer(problem: ProblemFacts, moments: Moments) -> _Told:
    by = moments.promised(problem, moments.answers).answer_by
    if by is None:
        is_meant = problem.line.priority is Priority.TODAY
        return (Reason(Why.MEANT_FOR_TODAY, "today") if is_meant else None), None
    if by <= moments.now:
        return Reason(Why.PROMISE_BROKEN, f"broken {by.isoformat()}", at=by), None
    fact = f"promise {by.isoformat()}"
    if moments.open_left(by) <= SOON:
        return Reason(Why.PROMISE_SOON, fact, at=by), by
    reason = Reason(Why.PROMISE_TODAY, fact, at=by) if moments.is_today(by) else None
    return reason, moments.before(by, SOON)


def _fix(problem: ProblemFacts, moments: Moments) -> _Told:
    by = moments.promised(problem, moments.fixes).fix_by
    if by is None or moments.hours is None:
        return None, None
    for since, until in problem.rested:
        if since < by:  # what came later can't move an end that was over
            rest = open_time_between(moments.hours, since, until)
            by = after_open_time(moments.hours, by, rest) or by
    if by > moments.now:
        return None, by
    return Reason(Why.FIX_OVER, f"fix {by.isoformat()}", at=by), None


def _leaves(until: datetime, moments: Moments) -> _Told:
    if until <= moments.now or not moments.is_today(until):
        return None, None
    fact = f"here {until.isoformat()}"
    if until - moments.now <= SOON:
        return Reason(Why.LEAVES_SOON, fact, at=until), until
    return Reason(Why.LEAVES_TODAY, fact, at=until), until - SOON


def _deadline(by: datetime, moments: Moments) -> _Told:
    if by <= moments.now:
        return Reason(Why.DEADLINE_OVER, f"late {by.isoformat()}", at=by), None
    fact = f"deadline {by.isoformat()}"
    if moments.open_left(by) <= DEADLINE_SOON:
        return Reason(Why.DEADLINE_SOON, fact, at=by), by
    soon_at = moments.before(by, DEADLINE_SOON)
    is_near = by <= _near(moments)
    return (Reason(Why.DEADLINE_NEAR, fact, at=by) if is_near else None), soon_at


def _near(moments: Moments) -> datetime:
    days = DEADLINE_NEAR_DAYS
    until = after_open_days(moments.hours, moments.now, days) if moments.hours else None
    return until or moments.now + timedelta(days=days)


def _wait(problem: ProblemFacts, moments: Moments) -> _Told:
    until = problem.line.waiting_until
    if until is None or until > moments.now.date():
        return None, None
    whom = problem.line.waiting_on
    return Reason(Why.WAIT_OVER, f"waited {until}", on=until, whom=whom), None
