"""A list of cards that is gone through by arrow keys and letters, and gone into."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QStyleOptionViewItem

from libdesk.ui import theme
from libdesk.ui.cards import CardDelegate, Pen, paint_card
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import is_held

_Index = QModelIndex | QPersistentModelIndex


class CardList(QListWidget):
    """The arrow keys go through the cards, letters find one by its title; Enter or a click goes in.

    Args:
        name: what it lists, for screen readers.
        look: the theme.

    Signals:
        opened: somebody goes in; also where it is shown already.
    """

    opened = Signal()

    def __init__(self, name: str, look: Theme) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumWidth(1)
        self.itemClicked.connect(lambda _item: self.opened.emit())
        look.changed.connect(self.doItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go in by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not is_held(event, self) and self.currentItem() is not None:
                self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the cards anew: in a narrow list words take more lines."""
        super().resizeEvent(event)
        self.doItemsLayout()


class ListedCardDelegate(CardDelegate):
    """Measures and frames the cards of such a list; what is on one paints its own kind.

    Args:
        look: the theme.
        view: the list.
    """

    def __init__(self, look: Theme, view: CardList) -> None:
        super().__init__(view)
        self.look = look
        self._view = view

    def width(self) -> int:
        """Return the width of a card with what is around it."""
        return self._view.viewport().width()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the size of a card and the gap below it."""
        return QSize(self.width(), self.row_height(self.width()))

    def begin_card(self, painter: QPainter, option: QStyleOptionViewItem) -> Pen:
        """Paint an empty card; return the pen for what stands on it."""
        px = self.look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = option.rect.adjusted(1, 1, -1, 1 - px(theme.SMALL))
        paint_card(self.look, painter, card, option)
        side, above = px(theme.LARGE), px(theme.MEDIUM)
        return Pen(painter, card.adjusted(side, above, -side, -above), option.direction)
