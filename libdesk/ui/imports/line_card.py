"""The cards of the window's two lists: words, what stands small below them, a sign at the end."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from libdesk.domain.item_import import Fate
from libdesk.tokens import Tokens
from libdesk.ui import theme
from libdesk.ui.cards import CardDelegate, Pen, paint_card
from libdesk.ui.icons import Shape
from libdesk.ui.lists import ROW_ROLE
from libdesk.ui.theme import Theme

_SHAPE = 12
_LONGEST_TAIL = 0.5
"""The most of a card's width that its end may take."""

_TRIANGLE, _SQUARE, _DISC, _RING = 1, 2, 3, 4
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says.

    Attributes:
        title: its first line.
        beside: what stands small below it.
        tail: what stands at the end of the first line.
        shape: stands before the tail; None for none.
    """

    title: str
    beside: str
    tail: str
    shape: Shape | None = None


def fate_shape(fate: Fate, tokens: Tokens) -> Shape:
    """Return a fate's shape: refused triangle, changed square, new disc, same ring."""
    shapes = {
        Fate.REFUSED: (_TRIANGLE, tokens.now),
        Fate.CHANGED: (_SQUARE, tokens.today),
        Fate.NEW: (_DISC, tokens.this_week),
        Fate.SAME: (_RING, tokens.when_we_can),
    }
    return Shape(*shapes[fate])


def check_shape(tokens: Tokens) -> Shape:
    """Return the shape beside what is to be checked."""
    return Shape(_TRIANGLE, tokens.today)


class LineCard(CardDelegate):
    """Paints a row of a list.

    Args:
        look: the theme.
        words: words a row; called for each that is painted.
        parent: the list's page.
    """

    def __init__(self, look: Theme, words: Callable[[object], CardWords], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._words = words

    def row_height(self, width: int) -> int:  # noqa: ARG002 - two lines in any width
        """Return the height of a row, with the gap below."""
        px = self._look.px
        title, fine = self._fonts()
        lines = QFontMetrics(title).height() + px(theme.TINY) + QFontMetrics(fine).height()
        return lines + 2 * px(theme.SMALL) + px(theme.TINY)

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the size of a card and the gap below it."""
        return QSize(option.rect.width(), self.row_height(option.rect.width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        row = index.data(ROW_ROLE)
        px = self._look.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = option.rect.adjusted(1, 1, -1, 1 - px(theme.TINY))
        paint_card(self._look, painter, card, option)
        side, above = px(theme.MEDIUM), px(theme.SMALL)
        if row is not None:
            pen = Pen(painter, card.adjusted(side, above, -side, -above), option.direction)
            self._paint(pen, self._words(row))
        painter.restore()

    def _paint(self, pen: Pen, words: CardWords) -> None:
        tokens, px = self._look.tokens, self._look.px
        title, fine = self._fonts()
        whole, high = pen.place.width(), QFontMetrics(title).height()
        tail = min(
            QFontMetrics(fine).horizontalAdvance(words.tail) + 2, round(whole * _LONGEST_TAIL)
        )
        start = whole - tail
        pen.words(QRect(start, 0, tail, high), words.tail, fine, tokens.ink, at_end=True)
        if words.shape is not None:
            size = px(_SHAPE)
            start -= size + px(theme.TINY)
            place = QRect(start, (high - size) // 2, size, size)
            words.shape.paint(pen.painter, QRectF(pen.placed(place)))
        room = max(0, start - px(theme.SMALL))
        pen.words(QRect(0, 0, room, high), words.title, title, tokens.ink)
        below = QRect(0, high + px(theme.TINY), whole, QFontMetrics(fine).height())
        pen.words(below, words.beside, fine, tokens.quiet)

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._look.font(bold=True), self._look.font(theme.TEXT_FINE)


class Mark(QWidget):
    """A shape that stands in a layout.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._shape: Callable[[Tokens], Shape] = check_shape
        size = look.px(_SHAPE)
        self.setFixedSize(size, size)
        look.changed.connect(self._fit)

    def show_shape(self, shape: Callable[[Tokens], Shape]) -> None:
        """Show another one."""
        self._shape = shape
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        self._shape(self._look.tokens).paint(painter, QRectF(self.rect()))
        painter.end()

    def _fit(self) -> None:
        size = self._look.px(_SHAPE)
        self.setFixedSize(size, size)
