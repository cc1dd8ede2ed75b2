"""Two layouts that give way to narrow windows and large text: rows of chips, and a tile grid."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


class _ListLayout(QLayout):
    """Keeps items in order; what is below places them."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._least: QSize | None = None
        self._hints: dict[int, QSize] = {}
        self._heights_of: dict[tuple[int, int], int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addWidget(self, widget: QWidget) -> None:
        """Add a widget at the end.

        The item is made here and not by Qt: of its own items Qt tells nobody when they end, and
        measuring one that has ended ends the program (signal 11).
        """
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def set_widgets(self, widgets: Iterable[QWidget]) -> None:
        """Hold these in this order, and no others; those that are held already keep their items."""
        held = {item.widget(): item for item in self._items}
        self._items = []
        for widget in widgets:
            if (item := held.get(widget)) is not None:
                self._items.append(item)
            else:
                self.addWidget(widget)
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """Return an item; None past the end, as Qt asks."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value] # Qt ends its walk on null

    def takeAt(self, index: int) -> QLayoutItem:
        """Remove and return an item; None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value] # as itemAt

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower layout is taller."""
        return True

    def minimumSize(self) -> QSize:
        """Return the size of the largest item: one beside nothing."""
        if self._least is None:
            self._least = QSize()
            for item in self._items:
                self._least = self._least.expandedTo(item.minimumSize())
        return self._least

    def invalidate(self) -> None:
        """Measure anew: an item has changed."""
        self._least = None
        self._hints, self._heights_of = {}, {}
        super().invalidate()

    def _hint(self, item: QLayoutItem) -> QSize:
        """Return the size that an item would like; measured once, as Qt's own items do."""
        found = self._hints.get(id(item))
        if found is None:
            found = self._hints[id(item)] = item.sizeHint()
        return found

    def _height(self, item: QLayoutItem, width: int) -> int:
        """Return an item's height at this width; below 0 where it depends on none."""
        key = id(item), width
        found = self._heights_of.get(key)
        if found is None:
            found = item.heightForWidth(width) if item.hasHeightForWidth() else -1
            self._heights_of[key] = found
        return found

    def _mirrored(self, bounds: QRect, place: QRect) -> QRect:
        """Return the place as it lies in a language that is written from right to left."""
        parent = self.parentWidget()
        if parent is None or not parent.isRightToLeft():
            return place
        return place.translated(bounds.left() + bounds.right() - place.left() - place.right(), 0)


class RowsLayout(_ListLayout):
    """Items in rows, each as wide as it likes; the next row begins where the width ends.

    It takes spare height where nothing else does, as every layout of Qt.
    """

    def sizeHint(self) -> QSize:
        """Return the size of all items in one row."""
        width = sum(self._hint(item).width() for item in self._items)
        width += self.spacing() * max(0, len(self._items) - 1)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at this width."""
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, really=True)

    def _place(self, rect: QRect, *, really: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():  # hidden: it takes no gap either
                continue
            width = min(self._hint(item).width(), rect.width())
            height = self._height(item, width)
            size = QSize(width, height if height >= 0 else self._hint(item).height())
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                self._settle(row, rect, high, really=really)
                x, y, high, row = rect.x(), y + high + self.spacing(), 0, []
            row.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
            high = max(high, size.height())
        self._settle(row, rect, high, really=really)
        return y + high - rect.y()

    def _settle(
        self, row: list[tuple[QLayoutItem, QRect]], rect: QRect, high: int, *, really: bool
    ) -> None:
        """Put a row's items where they belong; what is lower than the row stands in its middle."""
        if really:
            for item, place in row:
                lower = place.translated(0, (high - place.height()) // 2)
                item.setGeometry(self._mirrored(rect, lower))


class FlowLayout(RowsLayout):
    """The same, but never higher than its rows."""

    def expandingDirections(self) -> "Qt.Orientation":
        """Take no more room than is needed."""
        return QtCore.Qt.Orientation(0)


class TileLayout(_ListLayout):
    """Items of one size in up to `most` columns; rows share spare height up to a limit.

    Args:
        gap: pixels between items.
        most: columns at most.
        narrowest: the least width of a column, unless an item needs more.
        tallest: the most height that a row takes of spare room.
    """

    def __init__(self, gap: int, most: int, narrowest: int, tallest: int) -> None:
        super().__init__(gap)
        self._most = most
        self._narrowest = narrowest
        self._tallest = tallest
        self._heights: dict[tuple[int, int], int] = {}

    def invalidate(self) -> None:
        """Measure anew: an item has changed."""
        self._heights = {}
        super().invalidate()

    def set_lengths(self, narrowest: int, tallest: int) -> None:
        """Take other lengths, when the size of text has changed."""
        self._narrowest = narrowest
        self._tallest = tallest
        self.invalidate()

    def columns(self, width: int) -> int:
        """Return how many columns fit; of four, three would leave a ragged last row."""
        least = max(self._narrowest, self.minimumSize().width())
        fit = max(1, min(self._most, (width + self.spacing()) // (least + self.spacing())))
        while fit > 1 and self._most % fit:
            fit -= 1
        return fit

    def sizeHint(self) -> QSize:
        """Return the size at the most columns."""
        width = self._most * (self._narrowest + self.spacing()) - self.spacing()
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Return the least height at this width."""
        columns = self.columns(width)
        rows = -(-len(self._items) // columns)
        return rows * (self._row_height(width, columns) + self.spacing()) - self.spacing()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        if not self._items:
            return
        columns = self.columns(rect.width())
        rows = -(-len(self._items) // columns)
        gap = self.spacing()
        least = self._row_height(rect.width(), columns)
        spare = (rect.height() + gap) // rows - gap
        height = max(least, min(spare, self._tallest))
        for index, item in enumerate(self._items):
            row, column = divmod(index, columns)
            left = column * (rect.width() + gap) // columns
            right = (column + 1) * (rect.width() + gap) // columns - gap
            place = QRect(rect.x() + left, rect.y() + row * (height + gap), right - left, height)
            item.setGeometry(self._mirrored(rect, place))

    def _row_height(self, width: int, columns: int) -> int:
        if (width, columns) not in self._heights:
            each = (width + self.spacing()) // columns - self.spacing()
            heights = (
                item.heightForWidth(each) if item.hasHeightForWidth() else self._hint(item).height()
                for item in self._items
            )
            self._heights[width, columns] = max(heights, default=0)
        return self._heights[width, columns]
