"""Paints the rows of the list: an item's cells, or a heading across all of them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from libdesk.domain.item_lists import ItemLine
from libdesk.ui.cards import CardDelegate
from libdesk.ui.cards import Pen as Ink
from libdesk.ui.equipment.items_model import (
    LAST_IN_INK,
    NAME_COLUMN,
    SIGN_COLUMN,
    Heading,
    ItemWords,
)
from libdesk.ui.equipment.signs import sign_shape
from libdesk.ui.equipment.wording import DOT
from libdesk.ui.lists import ROW_ROLE
from libdesk.ui.theme import MEDIUM, SMALL, TEXT_FINE, Theme

_SIGN = 10
_BAR = 0.55
"""Of a cell's width: what stands for words that are not here yet."""

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(CardDelegate):
    """Writes cells in the theme's colors.

    Args:
        look: the theme.
        words: words the lines.
        parent: the page.
    """

    def __init__(self, look: Theme, words: ItemWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = look
        self._words = words

    def set_words(self, words: ItemWords) -> None:
        """Word the lines anew."""
        self._words = words

    def row_height(self, width: int) -> int:  # noqa: ARG002 - a row is as high in any width
        """Return the height of a row."""
        return self._theme.metrics(bold=True).height() + 2 * self._theme.px(SMALL) + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._paint_heading(painter, option, row)
        else:
            self._paint_ground(painter, option, is_current=self._is_current(option, index))
            self._paint_cell(painter, option, index, row)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading
    ) -> None:
        # Each cell paints its piece of what goes across the row: no spans have to be kept.
        tokens, px = self._theme.tokens, self._theme.px
        view = option.widget
        whole = QRect(option.rect)
        if isinstance(view, QTableView):
            whole.setLeft(0)
            whole.setWidth(view.viewport().width())
        inner = whole.adjusted(px(SMALL), px(SMALL) // 2, -px(SMALL), 0)
        ink = Ink(painter, inner, option.direction)
        strong = self._theme.font(bold=True)
        room = QRect(0, 0, inner.width(), inner.height())
        ink.words(room, heading.words, strong, tokens.ink)
        beside = self._theme.metrics(bold=True).horizontalAdvance(heading.words + " ")
        count = f"{DOT.strip()} {option.locale.toString(heading.count)}"
        rest = QRect(beside, 0, max(0, inner.width() - beside), inner.height())
        ink.words(rest, count, self._theme.font(TEXT_FINE), tokens.quiet)
        painter.fillRect(QRect(whole.left(), whole.bottom(), whole.width(), 1), QColor(tokens.edge))

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, *, is_current: bool
    ) -> None:
        tokens = self._theme.tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        painter.fillRect(rect, QColor(tokens.soft if chosen else tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if is_current:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            top, bottom = rect.top() + 1, rect.bottom()
            painter.drawLine(rect.left(), top, rect.right(), top)
            painter.drawLine(rect.left(), bottom, rect.right(), bottom)

    def _is_current(self, option: QStyleOptionViewItem, index: _Index) -> bool:
        view = option.widget
        if not isinstance(view, QTableView):
            return False
        return view.hasFocus() and view.currentIndex().row() == index.row()

    def _paint_cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: _Index,
        line: ItemLine | None,
    ) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        inner = option.rect.adjusted(px(SMALL), 0, -px(SMALL), -1)
        if line is None:
            height = max(4, px(6))
            bar = QRect(inner.left(), 0, round(inner.width() * _BAR), height)
            bar.moveTop(inner.center().y() - height // 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.line))
            painter.drawRoundedRect(QRectF(bar), height / 2, height / 2)
            return
        ink = Ink(painter, inner, option.direction)
        start = 0
        if index.column() == SIGN_COLUMN and (sign := self._words.sign(line)) is not None:
            size = px(_SIGN)
            place = QRect(0, (inner.height() - size) // 2, size, size)
            sign_shape(sign.level, tokens).paint(painter, QRectF(ink.placed(place)))
            start = size + px(MEDIUM) // 2
        room = QRect(start, 0, max(0, inner.width() - start), inner.height())
        is_name = index.column() == NAME_COLUMN
        color = tokens.ink if index.column() <= LAST_IN_INK else tokens.quiet
        ink.words(room, index.data() or "", self._theme.font(bold=is_name), color)
