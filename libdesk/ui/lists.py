"""The one list model: columns declared as data, ordered keys held, visible rows fetched.

A query's keys are small, so all of them are held: any row can be reached, scrolled to or selected
at once. Rows are fetched a page at a time when they are first shown, and kept for a while. What
the rows mean, and how they look, is told by the columns and by the delegates.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

PAGE = 50
"""Rows fetched together."""

PAGES_AT_ONCE = 4
"""Pages asked for together; older wishes are dropped when the reader scrolls on."""

ROWS_KEPT = 4_000
"""Rows held in memory; the oldest go first."""

STEPS_SHOWN = 64
"""Changes that are told to the views one by one; with more, the list starts afresh."""

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The row's value; None until it has been fetched."""

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row's key."""

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        key: its name for machines: what the list is ordered by.
        title: its heading.
        text: the cell's words.
        spoken: the cell's words for a screen reader; None for the same as `text`.
        at_the_end: numbers stand at the line's end.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    spoken: Callable[[Row], str] | None = None
    at_the_end: bool = False


class Fetch(Protocol[Row_co]):
    """Fetches rows by their keys, later; exactly one of the two is then called."""

    def __call__(
        self,
        keys: tuple[int, ...],
        done: Callable[[Sequence[Row_co]], None],
        failed: Callable[[], None],
    ) -> None:
        """Ask for the rows with these keys."""


def at_once(rows: Callable[[tuple[int, ...]], Sequence[Row]]) -> Fetch[Row]:
    """Return what fetches rows that are here already.

    Args:
        rows: returns those of some keys; none where every row came with its key.
    """

    def fetch(
        keys: tuple[int, ...],
        done: Callable[[Sequence[Row]], None],
        failed: Callable[[], None],  # noqa: ARG001 - what is here can't fail
    ) -> None:
        done(rows(keys))

    return fetch


class ListModel(QAbstractTableModel, Generic[Row]):
    """A table over ordered keys.

    Args:
        columns: the columns.
        key: tells a row's key.
        fetch: fetches rows.

    Signals:
        order_requested: a view's heading asks for another order: column key, descending.
    """

    order_requested = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], int],
        fetch: Fetch[Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._fetch = fetch
        self._keys: list[int] = []
        self._positions: dict[int, int] | None = None
        self._rows: dict[int, Row] = {}
        self._stale: dict[int, int] = {}
        self._missing: set[int] = set()
        self._round = 0
        self._wanted: dict[int, None] = {}
        self._is_asking = False
        # One request for all that a paint asks for, once the paint is over.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._ask)

    def rowCount(self, parent: _Index = _TOP) -> int:
        """Return the number of keys."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return a column's heading."""
        is_heading = orientation is Qt.Orientation.Horizontal
        if is_heading and role == Qt.ItemDataRole.DisplayRole and section < len(self._columns):
            return self._columns[section].title
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a cell; one that has not been fetched is empty, and is asked for."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in _ROLES_OF_CONTENT:
            row = self._row_or_wish(index.row())
            return row if row is None or role == ROW_ROLE else _words(column, row, role)
        if role == KEY_ROLE:
            return self._keys[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and column.at_the_end:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; whoever holds the query answers with new keys."""
        if 0 <= column < len(self._columns):
            descending = order is Qt.SortOrder.DescendingOrder
            self.order_requested.emit(self._columns[column].key, descending)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Word the same columns anew.

        Args:
            columns: as many as before.
        """
        self._columns = tuple(columns)
        if self._keys:
            last = self.index(len(self._keys) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def keys(self) -> tuple[int, ...]:
        """Return all keys in their order."""
        return tuple(self._keys)

    def find_row(self, key: int) -> int | None:
        """Return the position of a key; None when it is not in the list."""
        if self._positions is None:
            self._positions = {one: row for row, one in enumerate(self._keys)}
        return self._positions.get(key)

    def known(self, keys: Iterable[int]) -> dict[int, Row]:
        """Return those rows of `keys` that are here already."""
        return {key: self._rows[key] for key in keys if key in self._rows}

    def line(self, row: Row) -> str:
        """Return a row as one line of text, cells apart by tabs, as copied to a table."""
        return "\t".join(" ".join(column.text(row).split()) for column in self._columns)

    def set_keys(self, keys: Sequence[int], rows: Iterable[Row] = ()) -> None:
        """Show another list of keys; selection and scroll stay where what they show stays.

        Args:
            keys: all keys in their order.
            rows: those that came with them, and need not be asked for.
        """
        given = {self._key(row): row for row in rows}
        self._rows.update(given)
        for key in given:
            self._stale.pop(key, None)
        self._tell(given)
        new = list(keys)
        if new == self._keys:
            return
        steps = _steps(self._keys, new)
        if steps is None:
            self.reset_keys(new)
            return
        for first, last in reversed(steps.gone):
            self.beginRemoveRows(_TOP, first, last)
            del self._keys[first : last + 1]
            self._positions = None
            self.endRemoveRows()
        if self._keys != steps.kept:
            self._reorder(steps.kept)
        for first, last in steps.come:
            self.beginInsertRows(_TOP, first, last)
            self._keys[first:first] = new[first : last + 1]
            self._positions = None
            self.endInsertRows()

    def reset_keys(self, keys: Sequence[int], rows: Iterable[Row] = ()) -> None:
        """Show another list of keys from its beginning, as after a new question.

        Args:
            keys: all keys in their order.
            rows: those that came with them, and need not be asked for.
        """
        self.beginResetModel()
        self._rows.update((self._key(row), row) for row in rows)
        self._keys = list(keys)
        self._positions = None
        self._wanted.clear()
        self.endResetModel()

    def refresh(self, keys: Iterable[int] | None = None) -> None:
        """Fetch rows anew when they are next shown; until then the old ones stand.

        Args:
            keys: which; None for all.
        """
        self._round += 1
        chosen = tuple(self._rows) + tuple(self._missing) if keys is None else tuple(keys)
        self._missing.difference_update(chosen)
        self._stale.update((key, self._round) for key in chosen if key in self._rows)
        self._tell(chosen)

    def _row_or_wish(self, position: int) -> Row | None:
        key = self._keys[position]
        row = self._rows.get(key)
        if (row is None or key in self._stale) and key not in self._missing:
            page = position // PAGE
            self._wanted.pop(page, None)
            self._wanted[page] = None
            if not self._is_asking and not self._later.isActive():
                self._later.start()
        return row

    def _ask(self) -> None:
        pages = list(self._wanted)[-PAGES_AT_ONCE:]
        self._wanted.clear()
        keys = tuple(
            key
            for page in sorted(pages)
            for key in self._keys[page * PAGE : (page + 1) * PAGE]
            if (key not in self._rows or key in self._stale) and key not in self._missing
        )
        if not keys:
            return
        self._is_asking = True
        asked_in = self._round

        def done(rows: Sequence[Row]) -> None:
            self._take(keys, rows, asked_in)

        self._fetch(keys, done, self._stop_asking)

    def _take(self, keys: tuple[int, ...], rows: Sequence[Row], asked_in: int) -> None:
        self._is_asking = False
        for row in rows:
            key = self._key(row)
            self._rows.pop(key, None)
            self._rows[key] = row
            # What was touched after the question was asked is asked again.
            if self._stale.get(key, 0) <= asked_in:
                self._stale.pop(key, None)
        # A key without a row is not asked for again, or every paint would ask.
        self._missing.update(key for key in keys if key not in self._rows)
        for key in list(self._rows)[: max(0, len(self._rows) - ROWS_KEPT)]:
            del self._rows[key]
            self._stale.pop(key, None)
        self._tell(keys)
        if self._wanted:
            self._later.start()

    def _stop_asking(self) -> None:
        # No retry by itself: the next paint of an empty row asks again.
        self._is_asking = False

    def _tell(self, keys: Iterable[int]) -> None:
        positions = sorted(row for row in map(self.find_row, keys) if row is not None)
        for first, last in _runs(positions):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _reorder(self, keys: list[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        shown = [(self._keys[index.row()], index.column()) for index in old]
        self._keys = list(keys)
        self._positions = {key: row for row, key in enumerate(self._keys)}
        new = [self.index(self._positions[key], column) for key, column in shown]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()


_ROLES_OF_CONTENT = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, ROW_ROLE}
)


def _words(column: Column[Row], row: Row, role: int) -> str:
    if role == Qt.ItemDataRole.AccessibleTextRole and column.spoken is not None:
        return column.spoken(row)
    return column.text(row)


@dataclass(frozen=True, slots=True)
class _Steps:
    """How one list of keys becomes another: rows gone, what is kept in its new order, rows come."""

    gone: list[tuple[int, int]]
    kept: list[int]
    come: list[tuple[int, int]]


def _steps(old: list[int], new: list[int]) -> _Steps | None:
    """Return the steps from one list to another; None when starting afresh is cheaper."""
    before, after = set(old), set(new)
    kept = [key for key in new if key in before]
    if not kept:
        return None
    gone = list(_runs(row for row, key in enumerate(old) if key not in after))
    come = list(_runs(row for row, key in enumerate(new) if key not in before))
    return _Steps(gone, kept, come) if len(gone) + len(come) <= STEPS_SHOWN else None


def _runs(positions: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Yield rising positions as (first, last) of each unbroken run."""
    for _, run in groupby(enumerate(positions), key=lambda pair: pair[1] - pair[0]):
        members = [position for _, position in run]
        yield members[0], members[-1]
