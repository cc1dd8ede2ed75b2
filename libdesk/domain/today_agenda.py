"""The list for today, put together from facts and marks: the one function that pages ask."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from libdesk.domain import today_problems, today_rest
from libdesk.domain.priority import Priority
from libdesk.domain.problems import State
from libdesk.domain.today import (
    LINES_LIMIT,
    Agenda,
    Coming,
    Facts,
    Marked,
    Reason,
    Surroundings,
    TodayLine,
    Why,
    set_in_order,
    without_marked,
)
from libdesk.domain.today_days import midnight_after


def agenda(facts: Facts, around: Surroundings, marks: Collection[Marked], now: datetime) -> Agenda:
    """Return what the desk should do next.

    Args:
        facts: what the database knows.
        around: what is known outside it.
        marks: what was marked; a mark whose fact is another one by now hides nothing.
        now: the moment (aware, in the desk's own zone).
    """
    moments = today_problems.Moments.of(now, facts.hours, facts.targets)
    told = [today_problems.line_of(problem, moments) for problem in facts.problems]
    every = [line for line, _ in told if line is not None]
    every += _untouched(facts, every)
    every += today_rest.lines_of(facts, around, now)
    kept, hidden, back = without_marked(every, marks, now)
    lines = set_in_order(kept)
    changes = (*(at for _, at in told), today_rest.next_change(facts, now), back)
    return Agenda(
        lines=lines[:LINES_LIMIT],
        hidden=hidden,
        is_cut=facts.is_cut or len(lines) > LINES_LIMIT,
        coming=_coming(facts, back, now),
        next_change_at=min((midnight_after(now), *(at for at in changes if at is not None))),
    )


def _untouched(facts: Facts, told: Sequence[TodayLine]) -> Iterator[TodayLine]:
    """Yield one line for all that nobody has looked at and that has no line of its own."""
    own = sum(1 for line in told if line.problem and line.problem.state is State.NEW)
    if facts.untouched > own:
        fact = f"untouched {facts.untouched_newest}"
        reason = Reason(Why.UNTOUCHED, fact, count=facts.untouched - own)
        yield TodayLine("untouched", (reason,))


def _coming(facts: Facts, back: datetime | None, now: datetime) -> Coming | None:
    later = (visit for visit in facts.visits if visit.on > now.date())
    found = [Coming(visit.on, branch=visit.branch) for visit in later]
    found += [Coming(facts.next_wait)] if facts.next_wait is not None else []
    found += [Coming(back.astimezone(now.tzinfo).date(), at=back)] if back is not None else []
    return min(found, key=lambda one: one.on, default=None)


def unseen_now(agenda: Agenda) -> frozenset[str]:
    """Return the numbers of *Now* reports on the list that nobody has looked at."""
    return frozenset(
        line.problem.number
        for line in agenda.lines
        if line.problem is not None
        and line.problem.priority is Priority.NOW
        and (line.problem.state is State.NEW or line.problem.has_news)
    )
