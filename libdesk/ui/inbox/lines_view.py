"""The list as it is seen: one card per row, moved through by arrows, j and k, copied as text."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from libdesk.domain.inbox import Line
from libdesk.ui.inbox.line_delegate import LineDelegate
from libdesk.ui.lists import KEY_ROLE, ListModel
from libdesk.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class LinesView(QTableView):
    """Shows the first column as cards; the others are there to be copied.

    A table, not a list view: with rows of one height it reaches the last of 100,000 at once, where
    a list view lays out every row before it shows one.

    Args:
        look: the theme.
        model: the lines.
        delegate: paints them.

    Signals:
        key_chosen: the current line's key; None when there is none.
        opened: Enter on the current line, or a double click.
        copy_requested: keys of the selected lines, in their order.
    """

    key_chosen = Signal(object)
    opened = Signal()
    copy_requested = Signal(object)

    def __init__(self, look: Theme, model: ListModel[Line], delegate: LineDelegate) -> None:
        super().__init__()
        self._lines = model
        self._cards = delegate
        self.setViewport(_viewport())
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(self.tr("Problems"))
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
        self._go_to(index.row() + by if index.isValid() else 0)

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
            self.copy_requested.emit(self._selected_keys())
        elif plain and event.key() == Qt.Key.Key_Home:
            self._go_to(0)
        elif plain and event.key() == Qt.Key.Key_End:
            self._go_to(self._lines.rowCount() - 1)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cards fit the new width."""
        super().resizeEvent(event)
        self.fit_rows()

    def _go_to(self, row: int) -> None:
        row = min(max(row, 0), self._lines.rowCount() - 1)
        if row < 0:
            return
        index = self._lines.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _selected_keys(self) -> tuple[int, ...]:
        keys = self._lines.keys()
        selection = self.selectionModel().selection()
        parts = [selection.at(index) for index in range(selection.count())]
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        return tuple(keys[row] for row in rows)


def _viewport() -> QWidget:
    """Return a viewport such as Qt makes: asked for its own, PySide loads every class of widget."""
    made = QWidget()
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    return made
