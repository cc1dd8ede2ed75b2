"""Paints a problem as a card: how soon, the words first, the facts small, its standing at the end.

In a narrow list, or with large text, the same parts stand in four rows instead of two.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from libdesk.domain.inbox import Line
from libdesk.domain.priority import Priority
from libdesk.domain.problems import State
from libdesk.ui.cards import CardDelegate, Pen, paint_card
from libdesk.ui.icons import paint_bubble, priority_shape
from libdesk.ui.inbox.wording import DOT, LineWords
from libdesk.ui.lists import ROW_ROLE
from libdesk.ui.strings import priority_words
from libdesk.ui.theme import (
    LARGE,
    MEDIUM,
    SMALL,
    TEXT_BODY,
    TEXT_FINE,
    TEXT_HEADING,
    TINY,
    Theme,
)

_WIDE_EMS = 34
"""From this width on, in widths of a capital M, the parts stand side by side."""

_SHAPE = 14
_LONGEST_STANDING = 0.4
"""The most of a card's width that the standing may take from the title."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Fonts:
    """The fonts of a card and their measures."""

    title: QFont
    unread: QFont
    fine: QFont
    news: QFont
    body: QFont
    strong: QFont

    @property
    def em(self) -> int:
        """The width of an M in the body's font."""
        return QFontMetrics(self.body).horizontalAdvance("M")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a card: where it is, its words, how they look, and what stands at its end."""

    top: int
    height: int
    words: str
    font: QFont
    color: str
    tail: str


class LineDelegate(CardDelegate):
    """Paints lines.

    Args:
        theme: colors and sizes.
        words: the words of a line.
    """

    def __init__(self, theme: Theme, words: LineWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._fonts = self._make_fonts()
        theme.changed.connect(self._take_theme)

    def set_words(self, words: LineWords) -> None:
        """Use other words, as when the branches' names are known."""
        self._words = words

    def row_height(self, width: int) -> int:
        """Return the height of a row in a list that is `width` pixels wide."""
        px, fonts = self._theme.px, self._fonts
        title, fine = QFontMetrics(fonts.unread).height(), QFontMetrics(fonts.fine).height()
        rows = title + px(TINY) + fine
        if not self._is_wide(width):
            rows += QFontMetrics(fonts.strong).height() + px(TINY) + title
        return rows + 2 * px(MEDIUM) + px(SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the size of a card and the gap below it."""
        width = option.rect.width()
        return QSize(width, self.row_height(width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card; a line that is not here yet shows as two pale bars."""
        line: Line | None = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place: QRect = option.rect
        card = place.adjusted(1, 1, -1, 1 - self._theme.px(SMALL))
        paint_card(self._theme, painter, card, option)
        inner = card.adjusted(
            self._theme.px(LARGE),
            self._theme.px(MEDIUM),
            -self._theme.px(LARGE),
            -self._theme.px(MEDIUM),
        )
        pen = Pen(painter, inner, option.direction)
        if line is None:
            self._paint_bars(pen)
        elif self._is_wide(place.width()):
            self._paint_wide(pen, line)
        else:
            self._paint_narrow(pen, line)
        painter.restore()

    def _take_theme(self) -> None:
        self._fonts = self._make_fonts()

    def _make_fonts(self) -> _Fonts:
        font = self._theme.font
        return _Fonts(
            title=font(TEXT_HEADING),
            unread=font(TEXT_HEADING, bold=True),
            fine=font(TEXT_FINE),
            news=font(TEXT_FINE, bold=True),
            body=font(TEXT_BODY),
            strong=font(TEXT_BODY, bold=True),
        )

    def _is_wide(self, width: int) -> bool:
        return width >= _WIDE_EMS * self._fonts.em

    def _paint_wide(self, pen: Pen, line: Line) -> None:
        px, fonts, tokens = self._theme.px, self._fonts, self._theme.tokens
        words = max(
            QFontMetrics(fonts.strong).horizontalAdvance(priority_words(one)) for one in Priority
        )
        lead = px(_SHAPE) + px(SMALL) + words + px(LARGE)
        self._paint_priority(pen, line, QRect(0, 0, lead, pen.place.height()))
        top = QFontMetrics(fonts.unread).height()
        small = QFontMetrics(fonts.fine).height()
        title_font = self._title_font(line)
        first = _Row(0, top, line.title, title_font, tokens.ink, self._words.standing(line))
        self._paint_row(pen, lead, first, fonts.body)
        below = top + px(TINY)
        facts = self._words.facts(line)
        second = _Row(below, small, facts, fonts.fine, tokens.quiet, self._words.when(line))
        news = self._paint_news(pen, line, QRect(lead, below, pen.place.width() - lead, small))
        self._paint_row(pen, lead + news, second, fonts.fine)

    def _title_font(self, line: Line) -> QFont:
        is_unread = line.state is State.NEW or line.has_news
        return self._fonts.unread if is_unread else self._fonts.title

    def _paint_row(self, pen: Pen, lead: int, row: "_Row", tail_font: QFont) -> None:
        """Paint words, and at the end of the row what there is to say about them."""
        width = pen.place.width()
        tail = QFontMetrics(tail_font).horizontalAdvance(row.tail) + 2
        tail = min(tail, round(width * _LONGEST_STANDING))
        middle = width - lead - tail - self._theme.px(LARGE)
        pen.words(QRect(lead, row.top, middle, row.height), row.words, row.font, row.color)
        end = QRect(width - tail, row.top, tail, row.height)
        pen.words(end, row.tail, tail_font, self._theme.tokens.quiet, at_end=True)

    def _paint_narrow(self, pen: Pen, line: Line) -> None:
        px, fonts, tokens = self._theme.px, self._fonts, self._theme.tokens
        width = pen.place.width()
        first = QFontMetrics(fonts.strong).height()
        top = QFontMetrics(fonts.unread).height()
        small = QFontMetrics(fonts.fine).height()
        lead = self._paint_priority(pen, line, QRect(0, 0, width, first))
        rest = QRect(lead + px(SMALL), 0, width - lead - px(SMALL), first)
        pen.words(rest, self._words.standing(line), fonts.body, tokens.quiet, at_end=True)
        title = QRect(0, first + px(TINY), width, 2 * top)
        pen.title(title, line.title, self._title_font(line), tokens.ink)
        facts = DOT.join((self._words.when(line), self._words.facts(line)))
        below = first + 2 * top + 2 * px(TINY)
        news = self._paint_news(pen, line, QRect(0, below, width, small))
        pen.words(QRect(news, below, width - news, small), facts, fonts.fine, tokens.quiet)

    def _paint_news(self, pen: Pen, line: Line, place: QRect) -> int:
        """Paint a speech bubble and words where the reporter has added something.

        Returns the width they take, with the gap behind them.
        """
        words = self._words.news(line)
        if not words:
            return 0
        px, accent, font = self._theme.px, self._theme.tokens.accent, self._fonts.news
        size = min(px(_SHAPE), place.height())
        spot = QRect(place.left(), place.center().y() - size // 2, size, size)
        paint_bubble(pen.painter, QRectF(pen.placed(spot)), QColor(accent))
        lead = size + px(SMALL)
        wanted = QFontMetrics(font).horizontalAdvance(words) + 2
        taken = min(wanted, place.width() - lead)
        pen.words(
            QRect(place.left() + lead, place.top(), taken, place.height()), words, font, accent
        )
        return min(lead + taken + px(MEDIUM), place.width())

    def _paint_priority(self, pen: Pen, line: Line, place: QRect) -> int:
        """Paint shape and word; return the width they take."""
        px, strong = self._theme.px, self._fonts.strong
        shape = priority_shape(line.priority, self._theme.tokens)
        size = px(_SHAPE)
        spot = QRect(place.left(), place.center().y() - size // 2, size, size)
        shape.paint(pen.painter, QRectF(pen.placed(spot)))
        start = place.left() + size + px(SMALL)
        word = priority_words(line.priority)
        pen.words(
            QRect(start, place.top(), place.right() + 1 - start, place.height()),
            word,
            strong,
            shape.color.name(),
        )
        return start + QFontMetrics(strong).horizontalAdvance(word)

    def _paint_bars(self, pen: Pen) -> None:
        height = max(4, QFontMetrics(self._fonts.fine).xHeight())
        pen.painter.setPen(Qt.PenStyle.NoPen)
        pen.painter.setBrush(QColor(self._theme.tokens.line))
        middle = pen.place.height() // 2
        for part, top in ((0.55, middle - 2 * height), (0.35, middle + height)):
            bar = QRect(0, top, round(pen.place.width() * part), height)
            pen.painter.drawRoundedRect(QRectF(pen.placed(bar)), height / 2, height / 2)
