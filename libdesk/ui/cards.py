"""Cards that lists paint: their surface, and a pen that knows where a language begins."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from libdesk.ui.theme import CARD_RADIUS, Theme


class CardDelegate(QStyledItemDelegate):
    """Paints each row of a list as a card."""

    def row_height(self, width: int) -> int:
        """Return the height of a row in a list that is `width` pixels wide, with the gap below."""
        raise NotImplementedError


def paint_card(theme: Theme, painter: QPainter, card: QRect, option: QStyleOptionViewItem) -> None:
    """Paint a card's surface and border: chosen, in focus, under the pointer, or plain."""
    tokens = theme.tokens
    state: QStyle.StateFlag = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    current = bool(state & QStyle.StateFlag.State_HasFocus)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    edge = tokens.accent if chosen or current else tokens.edge if hovered else tokens.line
    width = 2.0 if chosen or current else 1.0
    painter.setPen(QPen(QColor(edge), width))
    painter.setBrush(QColor(tokens.soft if chosen else tokens.card))
    radius = theme.px(CARD_RADIUS)
    half = width / 2
    painter.drawRoundedRect(QRectF(card).adjusted(half, half, -half, -half), radius, radius)


class Pen:
    """Writes into a card, from the side on which its language begins.

    Args:
        painter: paints.
        place: the card's inner rectangle.
        direction: the direction of reading.
    """

    def __init__(self, painter: QPainter, place: QRect, direction: Qt.LayoutDirection) -> None:
        self.painter = painter
        self.place = place
        self._direction = direction

    def placed(self, rect: QRect) -> QRect:
        """Return a rectangle counted from the card's beginning as one on the paper."""
        moved = rect.translated(self.place.topLeft())
        return QStyle.visualRect(self._direction, self.place, moved)

    def words(
        self, rect: QRect, text: str, font: QFont, color: str, *, at_end: bool = False
    ) -> None:
        """Write one line of plain text, cut with an ellipsis where it is too long."""
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        flags = QStyle.visualAlignment(self._direction, side | Qt.AlignmentFlag.AlignVCenter)
        self.painter.setFont(font)
        self.painter.setPen(QColor(color))
        plain = Qt.TextFlag.TextSingleLine.value
        self.painter.drawText(self.placed(rect), flags.value | plain, cut)

    def title(self, rect: QRect, text: str, font: QFont, color: str, rows: int = 2) -> None:
        """Write plain text over one or at most two lines, evenly high."""
        height = rect.height() // rows
        lines = title_lines(text, font, rect.width()) if rows > 1 else (text,)
        for row, words in enumerate(lines):
            place = QRect(rect.left(), rect.top() + row * height, rect.width(), height)
            self.words(place, words, font, color)


def title_lines(text: str, font: QFont, width: int) -> tuple[str, ...]:
    """Return plain text as one line, or as two of which the second may be too long.

    Args:
        text: the words.
        font: they are written in it.
        width: of a line, in pixels.
    """
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    rest = text[first.textLength() :].strip()
    return (text[: first.textLength()].rstrip(), rest) if rest else (text,)
