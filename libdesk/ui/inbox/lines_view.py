"""The list as it is seen: one card per row, moved through by arrows, j and k, copied as text."""

from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from libdesk.ui.cards import CardDelegate
from libdesk.ui.lists import KEY_ROLE, ListModel
from libdesk.ui.theme import Theme

_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

_Index = QModelIndex | QPersistentModelIndex


class LinesView(QTableView):
    """Shows the first column as cards; the others are there to be copied.

    A table, not a list view: with rows of one height it reaches the last of 100,000 at once, where
    a list view lays out every row before it shows one.

    Args:
        look: the theme.
        model: the lines.
        delegate: paints them.
        name: what the list is called, for a screen reader.

    Signals:
        key_chosen: the current line's key; None when there is none.
        opened: Enter on the current line, or a double click.
        copy_requested: keys of the selected lines, in their order.
    """

    key_chosen = Signal(object)
    opened = Signal()
    copy_requested = Signal(object)

    def __init__(
        self, look: Theme, model: ListModel[Any], delegate: CardDelegate, name: str
    ) -> None:
        super().__init__()
        self._lines = model
        self._cards = delegate
        self._is_picking = False
        self.setViewport(_viewport())
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        for column in range(1, model.columnCount()):
            self.setColumnHidden(column, True)  # noqa: FBT003 - Qt's own call
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self.opened)
        look.changed.connect(self.fit_rows)
        self.fit_rows()

    def key(self) -> int | None:
        """Return the current line's key."""
        index = self.currentIndex()
        return index.data(KEY_ROLE) if index.isValid() else None

    def choose(self, key: int | None) -> None:
        """Make a line the current one; with None, or one that is not here, none."""
        row = None if key is None else self._lines.find_row(key)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self._go_to(row)

    def step(self, by: int) -> None:
        """Go up or down by so many lines; from nowhere, to the first."""
        index = self.currentIndex()
        row = index.row() + by if index.isValid() else 0
        if self._is_picking:
            self._look_at(row)
        else:
            self._go_to(row)

    def pick(self) -> None:
        """Add the current line to those that are chosen, or take it out of them.

        From then on moving through the list chooses nothing, until Esc or a click.
        """
        index = self.currentIndex()
        if not index.isValid():
            return
        flags = QItemSelectionModel.SelectionFlag
        how = flags.Toggle if self._is_picking else flags.Select
        self._is_picking = True
        self.selectionModel().select(index, how | flags.Rows)

    def keys(self) -> tuple[int, ...]:
        """Return the keys of all lines, in their order."""
        return self._lines.keys()

    def selected_keys(self) -> tuple[int, ...]:
        """Return the keys of the chosen lines, in their order."""
        keys = self._lines.keys()
        selection = self.selectionModel().selection()
        parts = [selection.at(index) for index in range(selection.count())]
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        return tuple(keys[row] for row in rows)

    def fit_rows(self) -> None:
        """Give every row the height that a card needs at this width."""
        height = self._cards.row_height(self.viewport().width())
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(1, height // 3))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell which line is looked at."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or current.isValid() != previous.isValid():
            self.key_chosen.emit(current.data(KEY_ROLE) if current.isValid() else None)

    def rowsAboutToBeRemoved(self, parent: _Index, start: int, end: int) -> None:
        """Go on to the line below one that leaves: Qt would go back to the one above."""
        if start <= self.currentIndex().row() <= end:
            below = end + 1 if end + 1 < self._lines.rowCount() else start - 1
            if below >= 0:
                (self._look_at if self._is_picking else self._go_to)(below)
        super().rowsAboutToBeRemoved(parent, start, end)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Paint the cards around anew: their borders reach into each other's rows."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def keyboardSearch(self, _search: str) -> None:
        """Find nothing by typing: single keys are commands, and a search would read every row."""

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Leave the chosen row's background to its card."""
        super().initViewItemOption(option)
        option.showDecorationSelected = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the current card as the one in focus; arriving by Tab chooses nothing yet."""
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the ends by Home and End, open by Enter, copy lines as text."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit(self.selected_keys())
        elif plain and self._is_picking and event.key() in _STEPS:
            self._look_at(self.currentIndex().row() + _STEPS[event.key()])
        elif plain and self._is_picking and event.key() == Qt.Key.Key_Escape:
            self._go_to(self.currentIndex().row())
        elif plain and event.key() == Qt.Key.Key_Home:
            self._go_to(0)
        elif plain and event.key() == Qt.Key.Key_End:
            self._go_to(self._lines.rowCount() - 1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose with the mouse as in any list."""
        self._is_picking = event.modifiers() != Qt.KeyboardModifier.NoModifier and self._is_picking
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cards fit the new width."""
        super().resizeEvent(event)
        self.fit_rows()

    def _go_to(self, row: int) -> None:
        row = min(max(row, 0), self._lines.rowCount() - 1)
        if row < 0:
            return
        self._is_picking = False
        index = self._lines.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _look_at(self, row: int) -> None:
        """Go to a row and leave what is chosen as it is."""
        index = self._lines.index(min(max(row, 0), self._lines.rowCount() - 1), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.scrollTo(index)


def _viewport() -> QWidget:
    """Return a viewport such as Qt makes: asked for its own, PySide loads every class of widget."""
    made = QWidget()
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    return made
