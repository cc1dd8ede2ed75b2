"""What a reporter adds to a problem later, and what that changes at the desk.

Pure rules: given the problem as it stands and what was added, they return how it stands then, what
goes into its history, and what its reporter hears. Nothing is stored or sent here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from typing import TypeVar

from libdesk.domain.hours import Hours
from libdesk.domain.priority import Effect, HowBad, Priority, Stopped, rank
from libdesk.domain.problems import (
    Event,
    FollowUpKind,
    Problem,
    Reply,
    ReplyKind,
    Report,
    State,
    WaitingOn,
)
from libdesk.domain.retention import NAMES_GONE, PICTURES_GONE

REOPENS_WITHIN = timedelta(days=7)
"""So long after its last change a fixed problem is opened again; later it is a new story."""

RANKED = "ranked"
"""The kind of the event that tells a new priority; its words are the priority's name."""

ANSWERED = "answered"
"""The kind of the event that the desk has answered."""

NOTED = "noted"
"""The kind of the event that somebody at the desk wrote something down for the desk alone."""

T = TypeVar("T")

NEWS = (FollowUpKind.SAID, FollowUpKind.HURTS, FollowUpKind.RIGHT, FollowUpKind.NOT_RIGHT)
"""What the desk must not miss. Something that is no longer needed calls nobody."""

_HAPPENS_STILL = (FollowUpKind.HURTS, FollowUpKind.NOT_RIGHT)
_NEWS_KINDS = frozenset(kind.value for kind in NEWS)
_REPORTERS_KINDS = frozenset(kind.value for kind in FollowUpKind)
_STOPPED = tuple(Stopped)
_HOW_BAD = tuple(reversed(HowBad))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a follow-up.

    Attributes:
        problem: the problem as it stands now, with what was added.
        events: what goes into its history, oldest first.
        reply: what its reporter hears; None when nothing has changed for them.
        effect: the effect as far as it is known by now; None where nobody asked for it.
    """

    problem: Problem
    events: tuple[Event, ...]
    reply: Reply | None = None
    effect: Effect | None = None


def belongs(problem: Problem, added: Report, at: datetime) -> bool:
    """Say whether a follow-up joins its problem.

    One that says that something fixed long ago happens still, does not: in a closed problem nobody
    would see it, so it stands in the inbox on its own.

    Args:
        problem: the earlier problem.
        added: the follow-up.
        at: when it was collected (aware, UTC).
    """
    is_closed = problem.state is State.FIXED and at - _last_change(problem) > REOPENS_WITHIN
    return not (is_closed and _kind(added) in _HAPPENS_STILL)


def take_in(
    problem: Problem,
    added: Report,
    at: datetime,
    alike: int = 1,
    hours: Hours | None = None,
    effect: Effect | None = None,
) -> Outcome:
    """Return what comes of a follow-up that joins its problem.

    Args:
        problem: how it stands.
        added: the follow-up.
        at: when it was collected (aware, UTC).
        alike: reports of the same thing in the last thirty days, the problem's own counted.
        hours: by which a deadline is measured; as in `rank`.
        effect: the effect as it is known so far; None to work it out from all that was added.
    """
    kind = _kind(added)
    after = replace(problem, follow_ups=(*problem.follow_ups, added))
    state = _next_state(problem, added)
    if state is not problem.state:
        closed_at = None if state.is_open else at
        after = replace(after, state=state, waiting=None, look_again_on=None, closed_at=closed_at)
    if kind is FollowUpKind.HURTS:
        effect = merge(effect_of(problem) if effect is None else effect, added.effect)
        worst = replace(effect, recent_alike=max(alike, 1))
        # The deadline counts from the reporter's own clock, as with every report.
        after = replace(after, priority=min(problem.priority, rank(worst, added.filed_at, hours)))
    events = tuple(_events(problem, after, added, at))
    return Outcome(after, events, _reply(problem, after, at), effect)


def has_news(problem: Problem) -> bool:
    """Say whether its reporter added something since the desk last did, said or read anything."""
    return _last_place(problem, _is_news) > _last_place(problem, _is_the_desks)


def is_answered(problem: Problem) -> bool:
    """Say whether the desk has answered, and its reporter has added nothing since.

    An answer that was taken back was none.
    """
    told = {answer.at for answer in problem.answers}
    answered = _last_place(problem, lambda event: event.kind == ANSWERED and event.at in told)
    return answered > _last_place(problem, _is_the_reporters)


def unanswered(problem: Problem) -> tuple[Event, ...]:
    """Return what its reporter added since the desk last did or said anything, oldest first."""
    did = _last_place(problem, lambda one: _is_the_desks(one) and one.kind != State.SEEN.value)
    return tuple(filter(_is_news, problem.history[did + 1 :]))


def effect_of(problem: Problem) -> Effect:
    """Return the effect as far as it is known by now: the report's, and all that hurts since."""
    later = (one.effect for one in problem.follow_ups if _kind(one) is FollowUpKind.HURTS)
    return reduce(merge, later, problem.report.effect)


def merge(one: Effect, other: Effect) -> Effect:
    """Return the worse of each part; what only one of the two says counts."""
    deadlines = [effect.deadline_at for effect in (one, other) if effect.deadline_at is not None]
    return Effect(
        stopped=_worse(_STOPPED, one.stopped, other.stopped),
        how_bad=_worse(_HOW_BAD, one.how_bad, other.how_bad),
        only_one=one.only_one or other.only_one,
        only_accessible=one.only_accessible or other.only_accessible,
        deadline_at=min(deadlines, default=None),
        risks=one.risks | other.risks,
        danger=one.danger or other.danger,
        niggle=one.niggle and other.niggle,
        recent_alike=max(one.recent_alike, other.recent_alike),
    )


def _worse(from_mild_to_bad: tuple[T, ...], one: T | None, other: T | None) -> T | None:
    said = [answer for answer in (one, other) if answer is not None]
    return max(said, key=from_mild_to_bad.index, default=None)


def _next_state(problem: Problem, added: Report) -> State:
    kind = _kind(added)
    if kind is FollowUpKind.WITHDRAWN:
        # One of several who no longer needs it says nothing for the others.
        return problem.state if problem.joined else State.FIXED
    waiting = problem.waiting
    if problem.state is State.WAITING and waiting and waiting.on is WaitingOn.REPORTER:
        return State.SEEN  # the reporter has answered
    if added.answers.get("fixed") == "yes":
        return problem.state
    if kind in (FollowUpKind.SAID, *_HAPPENS_STILL) and not problem.state.is_open:
        # Nobody has read the words yet, so "seen" or "doing" would not be true.
        return State.NEW
    return problem.state


def _events(before: Problem, after: Problem, added: Report, at: datetime) -> Iterable[Event]:
    yield Event(at, added.contact, _kind(added).value, added.saw)
    if after.state is not before.state:
        yield Event(at, "", after.state.value)
    if after.priority is not before.priority:
        yield Event(at, "", RANKED, after.priority.name.lower())


def _reply(before: Problem, after: Problem, at: datetime) -> Reply | None:
    is_ranked = after.priority is not before.priority
    if after.state is before.state and not is_ranked:
        return None
    waiting = after.waiting
    return Reply(
        number=0,
        kind=ReplyKind.STATE,
        at=at,
        state=after.state,
        until=waiting.until if waiting else after.look_again_on,
        waiting_on=waiting.on if waiting else None,
        priority=after.priority if is_ranked else None,
    )


def ranked(event: Event) -> Priority | None:
    """Return the priority that an event tells; None when it tells none."""
    names = {priority.name.lower(): priority for priority in Priority}
    return names.get(event.words) if event.kind == RANKED else None


def _last_place(problem: Problem, wanted: Callable[[Event], bool]) -> int:
    """Return the place of the last event of a kind in the history; -1 for none."""
    places = range(len(problem.history) - 1, -1, -1)
    return next((place for place in places if wanted(problem.history[place])), -1)


def _is_news(event: Event) -> bool:
    return event.kind in _NEWS_KINDS


def _is_the_reporters(event: Event) -> bool:
    return event.kind in _REPORTERS_KINDS


def _is_the_desks(event: Event) -> bool:
    # What a reporter adds carries the name of whoever is to be asked.
    return bool(event.by) and not _is_the_reporters(event)


def _last_change(problem: Problem) -> datetime:
    if not problem.history:
        return problem.received_at
    last = problem.history[-1]
    # That something was removed when its time was over is no change that anybody made.
    if last.kind in (PICTURES_GONE, NAMES_GONE) and problem.closed_at is not None:
        return problem.closed_at
    return last.at


def _kind(added: Report) -> FollowUpKind:
    # Whoever calls it a follow-up and adds nothing in particular has said something.
    return added.follow_up.kind if added.follow_up is not None else FollowUpKind.SAID
