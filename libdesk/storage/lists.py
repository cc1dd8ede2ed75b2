"""The inbox's questions in plain SQL that both databases read, and a line made of its row.

Without SQLAlchemy: `first_look` asks them before that is loaded, and the store asks the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from libdesk.domain.follow_ups import ANSWERED, NEWS
from libdesk.domain.inbox import Column, Facet, Filter, Line, Order, View
from libdesk.domain.priority import Priority
from libdesk.domain.problems import FollowUpKind, ReplyKind, ReportId, State, WaitingOn

LINE = (
    "sequence",
    "id",
    "number",
    "title",
    "branch",
    "category",
    "item",
    "state",
    "priority",
    "filed_at",
    "received_at",
    "waiting_on",
    "waiting_until",
)
"""The columns that a line is made of, in the order of its fields."""


def _events(kinds: str) -> str:
    last = "SELECT max(id) FROM history WHERE problem = problems.sequence"
    return f"COALESCE(({last} AND {kinds}), 0)"


def _among(kinds: Iterable[FollowUpKind]) -> str:
    # No word here comes from outside: kinds are ours.
    return "(" + ", ".join(f"'{kind.value}'" for kind in kinds) + ")"


_REPORTERS = _events(f"kind IN {_among(FollowUpKind)}")
_NEWS = _events(f"kind IN {_among(NEWS)}")
_DESKS = _events(f"who <> '' AND kind NOT IN {_among(FollowUpKind)}")
# An answer that was taken back is in the history but no message any more.
_ANSWERS = _events(
    f"kind = '{ANSWERED}' AND EXISTS (SELECT 1 FROM replies "  # noqa: S608 - words of ours only
    "WHERE replies.problem = history.problem AND replies.at = history.at "
    f"AND replies.kind = '{ReplyKind.ANSWER.value}')"
)
MARKS = {
    "is_answered": f"CASE WHEN {_ANSWERS} > {_REPORTERS} THEN 1 ELSE 0 END",
    "has_news": f"CASE WHEN {_NEWS} > {_DESKS} THEN 1 ELSE 0 END",
    "joined": "(SELECT count(*) FROM problems AS other WHERE other.joined_to = problems.id)",
}
"""What a line tells beside its columns, worked out from history and messages.

The rules are `is_answered` and `has_news` in domain/follow_ups.py; a test holds them together.
"""

COUNTS = "SELECT shown_in, count(*) FROM problems GROUP BY shown_in"

ATTACHED = "follow_up"
"""Stands where a view stands, in the row of a follow-up that is read with another problem."""

JOINED = "joined"
"""The same, in the row of a report that is read and answered with another problem."""

DELETED = "deleted"
"""The same, in the row of a report that was taken out and can still be put back."""

REGISTRATION = "registration"
"""The same, in the row of a report by which a computer registered itself."""

READ_ELSEWHERE = frozenset({ATTACHED, JOINED})

IN_NO_VIEW = READ_ELSEWHERE | {REGISTRATION}
"""What stays where it is, whatever becomes of its state."""

_VIEWS = tuple(view for view in View if view is not View.ALL)

# In the order of a problem's life. No word here comes from outside: states are ours.
_PLACES = " ".join(f"WHEN '{state.value}' THEN {place}" for place, state in enumerate(State))
_KEYS = {
    Column.URGENCY: ("priority",),
    # A plain sequence would be read from the rows themselves, which are wide.
    Column.ARRIVED: ("sequence + 0",),
    Column.TITLE: ("title_key",),
    Column.BRANCH: ("branch",),
    Column.STATE: (f"CASE state {_PLACES} END",),
    Column.ABOUT: ("category",),
    Column.ITEM: ("item",),
    Column.NUMBER: ("number",),
    # What waits for no day comes last, in both databases.
    Column.UNTIL: ("CASE WHEN waiting_until IS NULL THEN 1 ELSE 0 END", "waiting_until"),
    Column.NEWS: (f"1 - {MARKS['has_news']}",),
}
_FACETS = {
    Facet.BRANCH: "branch",
    Facet.ABOUT: "category",
    Facet.URGENCY: "priority",
    Facet.STATE: "state",
    Facet.WAITING_ON: "waiting_on",
    Facet.ITEM: "item",
    Facet.CONTACT: "contact",
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a list, as a condition and its parameters.

    Attributes:
        where: begins with " AND "; "" for nothing.
        parameters: by the names that stand in it after a colon.
    """

    where: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


WHOLE = Narrowing()


def narrowed(filter_: Filter) -> Narrowing:
    """Return a filter as a condition; what it is narrowed to is bound, never part of it."""
    parts: list[str] = []
    parameters: dict[str, Any] = {}
    for facet, name in _FACETS.items():
        marks = []
        for place, value in enumerate(filter_.values(facet)):
            mark = f"{facet.value}_{place}"
            parameters[mark] = int(value) if facet is Facet.URGENCY else value
            marks.append(f":{mark}")
        if marks:
            parts.append(f"{name} IN ({', '.join(marks)})")
    for mark, sign, moment in (
        ("came_from", ">=", filter_.came_from),
        ("came_before", "<", filter_.came_before),
    ):
        if moment is not None:
            parts.append(f"received_at {sign} :{mark}")
            parameters[mark] = moment
    return Narrowing("".join(f" AND {part}" for part in parts), parameters)


def ordered_by(view: View, order: Order, narrowing: Narrowing = WHOLE) -> str:
    """Return the question for a view's keys."""
    way = "DESC" if order.descending else "ASC"
    by = ", ".join(f"{key} {way}" for key in _KEYS[order.by])
    return (
        f"SELECT sequence FROM problems WHERE {_shown_in(view)}{narrowing.where} "  # noqa: S608 - words of ours only
        f"ORDER BY {by}, sequence DESC"
    )


def choices_of(facet: Facet, view: View) -> str:
    """Return the question for a facet's values in a view, each with how many problems have it."""
    name = _FACETS[facet]
    return (
        f"SELECT {name}, count(*) FROM problems "  # noqa: S608 - words of ours only
        f"WHERE {_shown_in(view)} AND {name} IS NOT NULL GROUP BY {name} ORDER BY {name}"
    )


def _shown_in(view: View) -> str:
    # By name, not "all but": so the narrow index that begins with the view serves here too.
    views = _VIEWS if view is View.ALL else (view,)
    names = ", ".join(f"'{one.value}'" for one in views)
    return f"shown_in IN ({names})"


def counts(rows: Sequence[tuple[str, int]]) -> dict[View, int]:
    """Return how many problems each view holds, from the rows of COUNTS."""
    held = dict(rows)
    found = {view: held.get(view.value, 0) for view in View}
    found[View.ALL] = sum(found.values())
    return found


def line(row: Sequence[Any]) -> Line:
    """Return the line that a row of LINE and MARKS holds."""
    sequence, report_id, number, title, branch, category, item, *rest = row
    state, priority, filed_at, received_at, waiting_on, waiting_until, answered, news, joined = rest
    return Line(
        sequence=sequence,
        id=ReportId(report_id),
        number=number,
        title=title,
        branch=branch,
        category=category,
        item=item,
        state=State(state),
        priority=Priority(priority),
        filed_at=filed_at,
        received_at=received_at,
        waiting_on=WaitingOn(waiting_on) if waiting_on else None,
        waiting_until=waiting_until,
        is_answered=bool(answered),
        has_news=bool(news),
        joined=joined,
    )
