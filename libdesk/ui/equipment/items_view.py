"""The list as a table: headings between the items, any number of them chosen at once."""

from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from libdesk.ui.cards import CardDelegate
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.lists import ListModel
from libdesk.ui.theme import Theme

_WIDTHS = (88, 164, 120, 84, 178, 130, 170, 120, 120, 110, 110, 140)


class ItemsView(LinesView):
    """All columns side by side; a heading is passed over by keys, clicks and choices.

    Args:
        look: the theme.
        model: the rows.
        delegate: paints them.
        name: what the list is called, for a screen reader.

    Signals:
        several_chosen: how many items are chosen now.
        edit_requested: change the current one.
    """

    several_chosen = Signal(int)
    edit_requested = Signal()

    def __init__(
        self, look: Theme, model: ListModel[Any], delegate: CardDelegate, name: str
    ) -> None:
        super().__init__(look, model, delegate, name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())  # Qt would paint a frame of its own there
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        # Qt looks at each row of a column that is chosen whole whenever it paints a heading, and
        # asks the model in Python about each: with 20,000 items two seconds. This one has none.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setMinimumSectionSize(look.px(48))
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.show()
        for column in range(model.columnCount()):
            self.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own call
            self.setColumnWidth(column, look.px(_WIDTHS[column]))
        self.doubleClicked.connect(self.edit_requested)

    def keys(self) -> tuple[int, ...]:
        """Return the keys of all items, in their order."""
        return tuple(key for key in self._lines.keys() if key > 0)  # noqa: SIM118 - no mapping

    def selected_keys(self) -> tuple[int, ...]:
        """Return the keys of the chosen items, in their order."""
        return tuple(key for key in super().selected_keys() if key > 0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many are chosen."""
        super().selectionChanged(selected, deselected)
        self.several_chosen.emit(len(self.selected_keys()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to one chosen item on Esc."""
        if event.key() == Qt.Key.Key_Escape and len(self.selected_keys()) > 1:
            self._go_to(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _go_to(self, row: int) -> None:
        super()._go_to(self._past_headings(row))

    def _look_at(self, row: int) -> None:
        super()._look_at(self._past_headings(row))

    def _past_headings(self, row: int) -> int:
        """Return the nearest item's row: on the way there first, else back from there."""
        keys = self._lines.keys()
        row = min(max(row, 0), len(keys) - 1)
        way = -1 if row < self.currentIndex().row() else 1
        for step in (way, -way):
            at = row
            while 0 <= at < len(keys):
                if keys[at] > 0:
                    return at
                at += step
        return row
