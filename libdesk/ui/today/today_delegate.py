"""Paints a line of Today as a card: how soon, what, why in plain words, and where.

The first card of a section has the section's name above it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from libdesk.domain.priority import Priority
from libdesk.domain.today import Section, TodayLine
from libdesk.ui import icons
from libdesk.ui.cards import CardDelegate, Pen, paint_card
from libdesk.ui.icons import priority_shape
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
from libdesk.ui.today.wording import TodayWords, kind_of, kind_words, section_words

_SHAPE, _ICON = 14, 18
_WIDE_EMS = 40
"""From this width on, in widths of a capital M, urgency stands beside the words."""

ICONS = {
    "branch": "today",
    "notice": "notice",
    "change": "planned",
    "loan": "laptop",
    "quarantine": "report",
    "backup": "shield",
    "away": "wifi",
    "set_up": "settings",
    "untouched": "inbox",
    "registered": "monitor",
    "setting_up": "tower",
    "count": "barcode",
    "offer": "gift",
    "policy": "gift",
}

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Fonts:
    """The fonts of a card."""

    title: QFont
    body: QFont
    strong: QFont
    fine: QFont


class TodayDelegate(CardDelegate):
    """Paints lines.

    Args:
        theme: colors and sizes.
        words: the words of a line.
    """

    def __init__(self, theme: Theme, words: TodayWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._fonts = self._make_fonts()
        theme.changed.connect(self._take_theme)

    def set_words(self, words: TodayWords) -> None:
        """Use other words, as when the branches' names are known."""
        self._words = words

    def row_height(self, width: int) -> int:
        """Return the height of a row without a heading."""
        px, fonts = self._theme.px, self._fonts
        title, body = QFontMetrics(fonts.title).height(), QFontMetrics(fonts.body).height()
        rows = title + body + QFontMetrics(fonts.fine).height() + 2 * px(TINY)
        if not self._is_wide(width):
            # The kind stands above, and both sentences may take a second line.
            rows += QFontMetrics(fonts.strong).height() + px(TINY) + title + body
        return rows + 2 * px(MEDIUM) + px(SMALL)

    def heading_height(self, index: _Index) -> int:
        """Return how much higher a row is because a section begins with it."""
        if section_begun(index) is None:
            return 0
        above = self._theme.px(MEDIUM) if index.row() else 0
        return above + QFontMetrics(self._fonts.strong).height() + self._theme.px(SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the size of a card, with its heading and the gap below it."""
        width = option.rect.width()
        return QSize(width, self.row_height(width) + self.heading_height(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card, below its section's name where it is the first."""
        line: TodayLine | None = index.data(ROW_ROLE)
        place: QRect = option.rect
        px = self._theme.px
        heading = self.heading_height(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        section = section_begun(index)
        if section is not None:
            self._paint_heading(Pen(painter, place, option.direction), section, heading)
        card = place.adjusted(1, 1 + heading, -1, 1 - px(SMALL))
        paint_card(self._theme, painter, card, option)
        inner = card.adjusted(px(LARGE), px(MEDIUM), -px(LARGE), -px(MEDIUM))
        if line is not None:
            self._paint_line(Pen(painter, inner, option.direction), line, place.width())
        painter.restore()

    def _paint_heading(self, pen: Pen, section: Section, height: int) -> None:
        words, font = section_words(section), self._fonts.strong
        metrics = QFontMetrics(font)
        top = height - self._theme.px(SMALL) - metrics.height()
        row = QRect(0, top, pen.place.width(), metrics.height())
        pen.words(row, words, font, self._theme.tokens.quiet)

    def _paint_line(self, pen: Pen, line: TodayLine, width: int) -> None:
        px, fonts, tokens = self._theme.px, self._fonts, self._theme.tokens
        title, body = QFontMetrics(fonts.title).height(), QFontMetrics(fonts.body).height()
        fine, strong = QFontMetrics(fonts.fine).height(), QFontMetrics(fonts.strong).height()
        whole = pen.place.width()
        if self._is_wide(width):
            lead = self._lead()
            self._paint_kind(pen, line, QRect(0, 0, lead, pen.place.height()))
            top, rows = 0, 1
        else:
            self._paint_kind(pen, line, QRect(0, 0, whole, strong))
            lead, top, rows = 0, strong + px(TINY), 2
        facts = self._words.facts(line)
        if not facts and rows == 1:
            top += (fine + px(TINY)) // 2  # two rows stand in the middle of the room for three
        middle = whole - lead
        what, why = self._words.title(line), self._words.why(line)
        pen.title(QRect(lead, top, middle, rows * title), what, fonts.title, tokens.ink, rows)
        top += rows * title + px(TINY)
        color = tokens.now if line.section is Section.NOW else tokens.ink
        font = fonts.strong if line.section is Section.NOW else fonts.body
        pen.title(QRect(lead, top, middle, rows * body), why, font, color, rows)
        top += rows * body + px(TINY)
        pen.words(QRect(lead, top, middle, fine), facts, fonts.fine, tokens.quiet)

    def _paint_kind(self, pen: Pen, line: TodayLine, place: QRect) -> None:
        """Paint a problem's shape and word, or the icon and word of another kind."""
        px, tokens, strong = self._theme.px, self._theme.tokens, self._fonts.strong
        size = px(_SHAPE if line.problem is not None else _ICON)
        middle = px(_ICON) // 2
        spot = QRect(place.left() + middle - size // 2, place.center().y() - size // 2, size, size)
        color = tokens.quiet
        if line.problem is not None:
            shape = priority_shape(line.problem.priority, tokens)
            shape.paint(pen.painter, QRectF(pen.placed(spot)))
            color = shape.color.name()
        else:
            density = pen.painter.device().devicePixelRatioF()
            name = ICONS[kind_of(line)]
            picture = icons.picture(name, QColor(color).name(), size, density)
            pen.painter.drawPixmap(pen.placed(spot).topLeft(), picture)
        start = place.left() + px(_ICON) + px(SMALL)
        words = QRect(start, place.top(), place.right() + 1 - start, place.height())
        pen.words(words, kind_words(line), strong, color)

    def _lead(self) -> int:
        """Return the room for shape and word, the same for every line."""
        metrics = QFontMetrics(self._fonts.strong)
        longest = max(metrics.horizontalAdvance(priority_words(one)) for one in Priority)
        return self._theme.px(_ICON) + self._theme.px(SMALL) + longest + self._theme.px(LARGE)

    def _is_wide(self, width: int) -> bool:
        return width >= _WIDE_EMS * QFontMetrics(self._fonts.body).horizontalAdvance("M")

    def _take_theme(self) -> None:
        self._fonts = self._make_fonts()

    def _make_fonts(self) -> _Fonts:
        font = self._theme.font
        return _Fonts(
            title=font(TEXT_HEADING),
            body=font(TEXT_BODY),
            strong=font(TEXT_BODY, bold=True),
            fine=font(TEXT_FINE),
        )


def section_begun(index: _Index) -> Section | None:
    """Return the section that begins with a row; None where it goes on."""
    line: TodayLine | None = index.data(ROW_ROLE)
    if line is None:
        return None
    if index.row():
        above: TodayLine | None = index.sibling(index.row() - 1, index.column()).data(ROW_ROLE)
        if above is not None and above.section is line.section:
            return None
    return line.section
