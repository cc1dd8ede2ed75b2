"""The reports of items in the database, found by the item's label."""

from datetime import datetime

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from libdesk.domain.inbox import Line, View
from libdesk.domain.item_reports import LATELY, YEAR, ItemReports
from libdesk.domain.problems import State
from libdesk.storage import lists
from libdesk.storage.schema import problems

_VIEWS = [view.value for view in View if view is not View.ALL]
_OPEN = [state.value for state in State if state.is_open]
_OF_ITEM = (
    problems.c.item == bindparam("item_"),
    problems.c.shown_in.in_(_VIEWS),
    problems.c.follows.is_(None),
)
_BEFORE = (
    *_OF_ITEM,
    problems.c.received_at >= bindparam("since"),
    problems.c.sequence < bindparam("sequence_"),
)
_SUMS = select(
    func.count(case((problems.c.state.in_(_OPEN), 1))),
    func.count(case((problems.c.received_at >= bindparam("lately"), 1))),
    func.count(case((problems.c.received_at >= bindparam("in_year"), 1))),
    func.count(),
    func.coalesce(func.sum(problems.c.spent_minutes), 0),
).where(*_OF_ITEM)
_LINES = select(
    *(problems.c[name] for name in lists.LINE),
    *(literal_column(how).label(name) for name, how in lists.MARKS.items()),
)
_IN_ORDER = problems.c.sequence.desc()
_NEWEST = _LINES.where(*_OF_ITEM).order_by(_IN_ORDER).limit(bindparam("limit_"))
_COUNT_BEFORE = select(func.count()).select_from(problems).where(*_BEFORE)
_LINES_BEFORE = _LINES.where(*_BEFORE).order_by(_IN_ORDER).limit(bindparam("limit_"))


class ItemReportStore:
    """Implements the port ReportsOfItems on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, item: str, now: datetime, limit: int) -> ItemReports:
        """Return an item's reports, the newest so many of them as lines."""
        since = {"lately": now - LATELY, "in_year": now - YEAR}
        sums = self._connection.execute(_SUMS, {"item_": item, **since}).one()
        rows = self._connection.execute(_NEWEST, {"item_": item, "limit_": limit})
        is_open, lately, in_year, total, minutes = map(int, sums)
        lines = tuple(map(lists.line, rows))
        return ItemReports(is_open, lately, in_year, total, minutes, lines)

    def before(
        self, item: str, sequence: int, since: datetime, limit: int
    ) -> tuple[int, tuple[Line, ...]]:
        """Return how many reports an item had between a moment and another report, and some."""
        asked = {"item_": item, "sequence_": sequence, "since": since}
        count = self._connection.execute(_COUNT_BEFORE, asked).scalar_one()
        rows = self._connection.execute(_LINES_BEFORE, {**asked, "limit_": limit})
        return count, tuple(map(lists.line, rows))
