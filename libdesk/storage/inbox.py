"""The inbox as ordered lists: keys first, in the order asked for, then the lines that are seen."""

from collections.abc import Iterable, Sequence
from itertools import chain

from sqlalchemy import Connection, TextClause, bindparam, literal_column, select, text

from libdesk.domain.inbox import Choice, Facet, Filter, Line, Order, View
from libdesk.domain.words import Query
from libdesk.storage import lists, word_index
from libdesk.storage.columns import Moment
from libdesk.storage.schema import problems

LINES_AT_ONCE = 500

_LINES = select(
    *(problems.c[name] for name in lists.LINE),
    *(literal_column(how).label(name) for name, how in lists.MARKS.items()),
).where(problems.c.sequence.in_(bindparam("sequences", expanding=True)))
_WHOLE = Filter()


class InboxStore:
    """Implements the port Inbox on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sequences(self, view: View, order: Order, filter_: Filter = _WHOLE) -> tuple[int, ...]:
        """Return the ordered keys of a view, or of what a filter leaves of it."""
        if filter_.is_empty:
            found = self._connection.exec_driver_sql(lists.ordered_by(view, order))
        else:
            narrowing = lists.narrowed(filter_)
            asked = _typed(lists.ordered_by(view, order, narrowing), narrowing.parameters)
            found = self._connection.execute(asked, narrowing.parameters)
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
                found[row[0]] = lists.line(row)
        return tuple(found[sequence] for sequence in sequences if sequence in found)

    def search(self, wanted: Query, limit: int) -> tuple[int, ...]:
        """Return the newest hits, newest first."""
        return word_index.find(self._connection, wanted, limit)

    def choices(self, view: View) -> tuple[Choice, ...]:
        """Return what a view can be narrowed to."""
        return tuple(
            Choice(facet, str(value), count)
            for facet in Facet
            for value, count in self._connection.exec_driver_sql(lists.choices_of(facet, view))
            if value != ""
        )

    def counts(self) -> dict[View, int]:
        """Return how many problems each view holds."""
        rows = self._connection.exec_driver_sql(lists.COUNTS).all()
        return lists.counts([(view, count) for view, count in rows])


def _typed(question: str, names: Iterable[str]) -> TextClause:
    moments = [bindparam(name, type_=Moment()) for name in names if name.startswith("came_")]
    return text(question).bindparams(*moments)
