"""The questions of Today in plain SQL that both databases read, and facts made of their rows.

Without SQLAlchemy, as `lists`: the first look asks them too. Of each kind of reason only the most
urgent candidates are read, found by an index; what a reason is, is said in domain/today_….py.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from libdesk.domain.follow_ups import NEWS
from libdesk.domain.inbox import View
from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReplyKind, State
from libdesk.domain.rooms import LOOKED_OVER
from libdesk.domain.statuses import Status
from libdesk.domain.today import (
    BranchFacts,
    ClosetFacts,
    Mark,
    Marked,
    ProblemFacts,
)
from libdesk.domain.today_machines import SettingUpFacts
from libdesk.services.stores import TodayProblems, TodayQuestion
from libdesk.storage import lists

CANDIDATES = 60
"""So many of each kind are read; one more is asked for, to know whether there are more."""

Ask = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]
"""Asks a question with its parameters by name, and returns its rows."""

_OPEN = f"('{View.NEEDS_ME.value}', '{View.WAITING.value}', '{View.NIGGLES.value}')"
_HUMAN = (
    f"(kind IN ('{ReplyKind.ANSWER.value}', '{ReplyKind.RESTATED.value}') "
    f"OR (kind = '{ReplyKind.STATE.value}' AND text <> ''))"
)
_ANSWERED = f"EXISTS (SELECT 1 FROM replies WHERE problem = problems.sequence AND {_HUMAN})"  # noqa: S608 - words of ours only
_AT_WORK = f"shown_in = '{View.NEEDS_ME.value}'"
_NEWS = ", ".join(f"'{kind.value}'" for kind in NEWS)
# The first half is quick, and true of few; the second looks at who spoke last.
_HAS_NEWS = (
    "EXISTS (SELECT 1 FROM history WHERE problem = problems.sequence "  # noqa: S608 - words of ours only
    f"AND kind IN ({_NEWS})) AND {lists.MARKS['has_news']} = 1"
)
_LIMIT = f"LIMIT {CANDIDATES + 1}"


def _candidates(where: str, by: str) -> str:
    return f"SELECT sequence FROM problems WHERE {where} ORDER BY {by} {_LIMIT}"  # noqa: S608 - words of ours only


def _of_urgency(priority: Priority, answered: str) -> str:
    return _candidates(f"{_AT_WORK} AND priority = {int(priority)} AND {answered}", "sequence")


CANDIDATE_QUESTIONS = (
    *(_of_urgency(one, f"NOT {_ANSWERED}") for one in Priority),
    *(_of_urgency(one, _ANSWERED) for one in Priority),
    _candidates(f"{_AT_WORK} AND state = '{State.DOING.value}'", "priority, sequence"),
    _candidates(f"shown_in IN {_OPEN} AND {_HAS_NEWS}", "priority, sequence"),
    _candidates(
        f"shown_in = '{View.WAITING.value}' AND waiting_until <= :today",
        "priority, waiting_until, sequence",
    ),
    _candidates(
        f"state = '{State.NOT_NOW.value}' AND look_again_on <= :today", "look_again_on, sequence"
    ),
    _candidates(
        f"{_AT_WORK} AND here_until > :now AND here_until < :midnight", "here_until, sequence"
    ),
    _candidates(f"{_AT_WORK} AND deadline_at <= :near", "deadline_at, sequence"),
    _candidates(
        f"{_AT_WORK} AND id IN (SELECT COALESCE(told.joined_to, told.follows) "  # noqa: S608 - words of ours only
        f"FROM problems AS told WHERE told.shown_in IN ('{lists.ATTACHED}', '{lists.JOINED}') "
        "AND told.deadline_at <= :near)",
        "sequence",
    ),
)
"""Each finds candidates of one kind; none is stopped by many problems of another."""

_LATER_DEADLINE = (
    "(SELECT min(told.deadline_at) FROM problems AS told "
    "WHERE told.follows = problems.id OR told.joined_to = problems.id)"
)
_LAST = "(SELECT max({what}) FROM history WHERE problem = problems.sequence AND kind IN ({kinds}))"
_ANSWERED_AT = f"(SELECT min(at) FROM replies WHERE problem = problems.sequence AND {_HUMAN})"  # noqa: S608 - words of ours only
_COLUMNS = (
    *lists.LINE,
    *lists.MARKS.values(),
    "shown_in",
    "clock_is_off",
    "here_until",
    "deadline_at",
    "look_again_on",
    _LATER_DEADLINE,
    _ANSWERED_AT,
    _LAST.format(what="id", kinds=_NEWS),
    _LAST.format(what="at", kinds=f"'{State.DOING.value}'"),
)
_ENDS_A_REST = ", ".join(f"'{kind}'" for kind in (*(state.value for state in State), "took_back"))
_RESTS = (
    "SELECT problem, at, kind FROM history WHERE problem IN ({sequences}) AND kind IN ({kinds}) "
    "ORDER BY problem, id"
)
BRANCH_QUESTION = (
    "SELECT branch, sum({is_other}), sum({is_niggle}), "  # noqa: S608 - words of ours only
    "min(CASE WHEN {is_niggle} = 1 THEN received_at END) "
    f"FROM problems WHERE shown_in IN {_OPEN} GROUP BY branch ORDER BY branch"
).format(
    is_niggle=f"CASE WHEN shown_in = '{View.NIGGLES.value}' THEN 1 ELSE 0 END",
    is_other=f"CASE WHEN shown_in = '{View.NIGGLES.value}' THEN 0 ELSE 1 END",
)
_LAST_VISITS = 'SELECT branch, max("on") FROM visits WHERE "on" <= :today GROUP BY branch'
NEXT_WAIT_QUESTION = (
    f"SELECT min(waiting_until) FROM problems WHERE shown_in = '{View.WAITING.value}' "  # noqa: S608 - words of ours only
    "AND waiting_until > :today"
)
UNTOUCHED_QUESTION = (
    "SELECT count(*), COALESCE(max(sequence), 0) FROM problems "  # noqa: S608 - words of ours only
    f"WHERE shown_in = '{View.NEEDS_ME.value}' AND state = '{State.NEW.value}'"
)
WAITS = (
    "(registrations.state = 'waiting' OR (registrations.change IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM item_changes WHERE item_changes.id = registrations.change)))"
)
"""A computer that registered itself waits; again, where what was decided was taken back."""

REGISTERED_QUESTION = (
    "SELECT count(*), COALESCE(max(problems.sequence), 0) FROM registrations "  # noqa: S608 - words of ours only
    f"JOIN problems ON problems.id = registrations.id WHERE {WAITS}"
)
_CHORES = ", ".join(f"'{kind}'" for kind in sorted(one.value for one in LOOKED_OVER))
CLOSET_QUESTION = (
    "SELECT branch, name, looked_over_on FROM rooms "  # noqa: S608 - words of ours only
    f"WHERE kind IN ({_CHORES}) AND (looked_over_on IS NULL OR looked_over_on <= :before) "
    "ORDER BY branch, name_key"
)
SETTING_UP_QUESTION = (
    "SELECT items.tag, item_changes.at, reimagings.document FROM reimagings "  # noqa: S608 - words of ours only
    "JOIN item_changes ON item_changes.id = reimagings.change "
    "JOIN items ON items.id = reimagings.item "
    "WHERE reimagings.ended_by IS NULL AND item_changes.at <= :before "
    f"AND items.status NOT IN ('{Status.GONE.value}', '{Status.LOST.value}') "
    f"ORDER BY item_changes.at, reimagings.change LIMIT {CANDIDATES}"
)
_MARKS = "SELECT key, mark, until FROM today_marks"


def parameters(question: TodayQuestion) -> dict[str, Any]:
    """Return the parameters by their names in the questions."""
    return {
        "now": question.now,
        "today": question.today,
        "midnight": question.midnight,
        "near": question.near,
    }


def problems(ask: Ask, question: TodayQuestion) -> TodayProblems:
    """Return the problems that may have a reason."""
    given = parameters(question)
    found: set[int] = set()
    is_cut = False
    for asked in CANDIDATE_QUESTIONS:
        some = [sequence for (sequence,) in ask(asked, _named(asked, given))]
        is_cut = is_cut or len(some) > CANDIDATES
        found.update(some[:CANDIDATES])
    if not found:
        return TodayProblems((), is_cut)
    sequences = ", ".join(str(int(one)) for one in sorted(found))
    rests = _rests(ask(_RESTS.format(sequences=sequences, kinds=_ENDS_A_REST), {}))
    rows = ask(
        f"SELECT {', '.join(_COLUMNS)} FROM problems "  # noqa: S608 - our own words, and numbers
        f"WHERE sequence IN ({sequences}) ORDER BY sequence",
        {},
    )
    return TodayProblems(tuple(_problem(row, rests.get(row[0], ())) for row in rows), is_cut)


def branches(ask: Ask, today: date) -> tuple[BranchFacts, ...]:
    """Return what is open at each branch."""
    visited = {code: _day(on) for code, on in ask(_LAST_VISITS, {"today": today})}
    return tuple(
        BranchFacts(code, int(many), int(niggles), _moment(oldest), visited.get(code))
        for code, many, niggles, oldest in ask(BRANCH_QUESTION, {})
    )


def registered(ask: Ask) -> tuple[int, int]:
    """Return how many computers wait to be decided on, and the newest one's sequence."""
    ((count, newest),) = ask(REGISTERED_QUESTION, {})
    return count, newest


def closets(ask: Ask, before: date) -> tuple[ClosetFacts, ...]:
    """Return the closets that nobody has looked over since this day, or ever."""
    return tuple(
        ClosetFacts(branch, name, _day(on))
        for branch, name, on in ask(CLOSET_QUESTION, {"before": before})
    )


def setting_up(ask: Ask, before: datetime) -> tuple[SettingUpFacts, ...]:
    """Return what is being set up since this moment or longer, the longest first.

    How much is left to do is told of the first alone: only that is named.
    """
    rows = ask(SETTING_UP_QUESTION, {"before": before})
    return tuple(
        SettingUpFacts(tag, since, _open_lines(document) if not place else None)
        for place, (tag, at, document) in enumerate(rows)
        if (since := _moment(at)) is not None
    )


def _open_lines(document: str) -> int | None:
    """Return how many lines of a run are open, by its JSON; None for what can't be read."""
    try:
        return list(json.loads(document)["marks"]).count({})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def next_wait(ask: Ask, today: date) -> date | None:
    """Return the next day until which something waits."""
    ((day,),) = ask(NEXT_WAIT_QUESTION, {"today": today})
    return _day(day)


def untouched(ask: Ask) -> tuple[int, int]:
    """Return how many reports nobody has looked at, and the newest one's sequence."""
    ((count, newest),) = ask(UNTOUCHED_QUESTION, {})
    return count, newest


def marks(ask: Ask) -> tuple[Marked, ...]:
    """Return all marks."""
    return tuple(Marked(key, Mark(mark), _moment(until)) for key, mark, until in ask(_MARKS, {}))


def _named(asked: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if f":{name}" in asked}


def _problem(row: Sequence[Any], rested: tuple[tuple[datetime, datetime], ...]) -> ProblemFacts:
    width = len(lists.LINE) + len(lists.MARKS)
    line = lists.line(_typed(row[:width]))
    (
        shown_in, clock_is_off, here_until, deadline_at, look_again_on, later_deadline,
        answered_at, news, started_at,
    ) = row[width:]  # fmt: skip
    deadlines = [at for at in map(_moment, (deadline_at, later_deadline)) if at is not None]
    return ProblemFacts(
        line=line,
        promised_from=line.received_at if clock_is_off else line.filed_at,
        niggle=shown_in == View.NIGGLES.value,
        answered_at=_moment(answered_at),
        news=news if line.has_news else 0,
        started_at=_moment(started_at) if line.state is State.DOING else None,
        here_until=_moment(here_until),
        deadline_at=min(deadlines, default=None),
        look_again_on=_day(look_again_on),
        rested=rested,
    )


def _typed(row: Sequence[Any]) -> tuple[Any, ...]:
    values = dict(zip((*lists.LINE, *lists.MARKS), row, strict=True))
    values["id"] = UUID(values["id"])
    for name in ("filed_at", "received_at"):
        values[name] = _moment(values[name])
    values["waiting_until"] = _day(values["waiting_until"])
    return tuple(values.values())


def _rests(
    events: Iterable[Sequence[Any]],
) -> dict[int, tuple[tuple[datetime, datetime], ...]]:
    """Return from when to when each problem waited; what waits still has no end and counts not."""
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    since: dict[int, datetime | None] = {}
    for problem, at, kind in events:
        moment = _moment(at)
        begun = since.get(problem)
        if kind == State.WAITING.value:
            since[problem] = begun or moment
        elif begun is not None and moment is not None:
            found.setdefault(problem, []).append((begun, moment))
            since[problem] = None
    return {problem: tuple(rests) for problem, rests in found.items()}


def _moment(value: Any) -> datetime | None:  # noqa: ANN401 - as a database has it
    if value is None:
        return None
    at: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.astimezone(UTC)


def _day(value: Any) -> date | None:  # noqa: ANN401 - as a database has it
    return date.fromisoformat(value) if isinstance(value, str) else value
