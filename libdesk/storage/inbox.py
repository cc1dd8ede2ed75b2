"""The inbox as ordered lists: keys first, in the order asked for, then the lines that are seen."""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, func, select

from libdesk.domain.inbox import Column, Line, Order, View
from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReportId, State, WaitingOn
from libdesk.domain.words import Query
from libdesk.storage import word_index
from libdesk.storage.schema import problems

LINES_AT_ONCE = 500

LINE: tuple[ColumnElement[Any], ...] = (
    problems.c.sequence,
    problems.c.id,
    problems.c.number,
    problems.c.title,
    problems.c.branch,
    problems.c.category,
    problems.c.item,
    problems.c.state,
    problems.c.priority,
    problems.c.filed_at,
    problems.c.received_at,
    problems.c.waiting_on,
    problems.c.waiting_until,
)
"""What a line is made of, in the order of its fields."""

_LINES = select(*LINE).where(problems.c.sequence.in_(bindparam("sequences", expanding=True)))
_COUNTS = select(problems.c.shown_in, func.count()).group_by(problems.c.shown_in)
_KEYS: dict[Column, ColumnElement[Any]] = {
    Column.URGENCY: problems.c.priority,
    # A plain sequence would be read from the rows themselves, which are wide.
    Column.ARRIVED: problems.c.sequence + 0,
    Column.TITLE: problems.c.title_key,
    Column.BRANCH: problems.c.branch,
    # In the order of a problem's life.
    Column.STATE: case(
        {state.value: place for place, state in enumerate(State)}, value=problems.c.state
    ),
}


@cache
def ordered_by(view: View, order: Order) -> Select[int]:
    """Return the question for a view's keys."""
    key = _KEYS[order.by]
    asked = select(problems.c.sequence)
    if view is not View.ALL:
        asked = asked.where(problems.c.shown_in == view.value)
    return asked.order_by(key.desc() if order.descending else key.asc(), problems.c.sequence.desc())


class InboxStore:
    """Implements the port Inbox on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sequences(self, view: View, order: Order) -> tuple[int, ...]:
        """Return the ordered keys of a view."""
        found = self._connection.execute(ordered_by(view, order))
        # Straight from the driver: a hundred thousand row objects would cost more than the query.
        keys = tuple(chain.from_iterable(found.cursor.fetchall()))
        found.close()
        return keys

    def lines(self, sequences: Sequence[int]) -> tuple[Line, ...]:
        """Return the lines for these keys, in the order of the keys."""
        found: dict[int, Line] = {}
        for start in range(0, len(sequences), LINES_AT_ONCE):
            some = list(sequences[start : start + LINES_AT_ONCE])
            for row in self._connection.execute(_LINES, {"sequences": some}):
                found[row[0]] = line(row)
        return tuple(found[sequence] for sequence in sequences if sequence in found)

    def search(self, wanted: Query, limit: int) -> tuple[int, ...]:
        """Return the newest hits, newest first."""
        return word_index.find(self._connection, wanted, limit)

    def counts(self) -> dict[View, int]:
        """Return how many problems each view holds."""
        held: dict[str, int] = dict(self._connection.execute(_COUNTS).all())
        counts = {view: held.get(view.value, 0) for view in View}
        counts[View.ALL] = sum(held.values())
        return counts


def line(row: Row[*tuple[Any, ...]]) -> Line:
    """Return the line that a row of LINE holds."""
    sequence, report_id, number, title, branch, category, item, *rest = row
    state, priority, filed_at, received_at, waiting_on, waiting_until = rest
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
    )
