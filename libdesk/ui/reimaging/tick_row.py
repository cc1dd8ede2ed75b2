"""A line to tick: its box, its words, and by whom it was marked; the whole row is the target."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from libdesk.domain.reimaging import Mark
from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button

_BOX, _CHECK, _ROUND = 22, 18, 4
_WRAPPED = (
    Qt.TextFlag.TextWordWrap
    | Qt.TextFlag.TextWrapAnywhere  # a word that is longer than the row, where it must be
    | Qt.AlignmentFlag.AlignLeading
    | Qt.AlignmentFlag.AlignTop
)
_TALL = 100_000


class TickRow(Button):
    """Ticked by Space or a click; Enter is left to the page.

    A tick, a dash and an empty box differ by shape, not by color alone.

    Args:
        words: what is to be done.
        look: the theme.
    """

    def __init__(self, words: str, look: Theme) -> None:
        super().__init__(words, "nav", enter_presses=False)
        self._look = look
        self._mark = Mark.OPEN
        self._told = ""
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    def set_words(self, words: str) -> None:
        """Write other words; they are painted here, as Qt's own style cannot wrap them."""
        self.setAccessibleName(words)
        self.update()

    def show_mark(self, mark: Mark, told: str = "") -> None:
        """Show how it is marked, and what is to be said of that."""
        self._mark = mark
        self._told = told
        self.setChecked(mark is Mark.TICKED)
        self.setAccessibleDescription(told or self.tr("Open"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a width that any page has; the height follows the width."""
        width = self._look.px(_BOX * 12)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be hit with a finger."""
        return QSize(self._look.px(_BOX * 4), self._look.px(theme.FORM_TARGET))

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower row is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that box and words need at this width."""
        px = self._look.px
        needed = sum(one.height() for one in self._lines(width)) + 2 * px(theme.SMALL)
        return max(px(theme.FORM_TARGET), needed)

    def begins(self) -> int:
        """Return where the words begin, in pixels from the row's own beginning."""
        return self._look.px(theme.SMALL + _BOX + theme.MEDIUM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to what is around."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Wait until the mark is stored: `show_mark` shows it then."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface as the style sheet says, then box and words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, told = self._lines(self.width())
        top = (self.height() - words.height() - told.height()) // 2
        self._paint_box(painter, top)
        place = self._place(words, top)
        painter.setFont(self._look.font())
        painter.setPen(QColor(self._look.tokens.ink))
        painter.drawText(place, _WRAPPED, self.accessibleName())
        if self._told:
            painter.setFont(self._look.font(theme.TEXT_FINE))
            painter.setPen(QColor(self._look.tokens.quiet))
            painter.drawText(self._place(told, top + words.height()), _WRAPPED, self._told)
        painter.end()

    def _paint_box(self, painter: QPainter, top: int) -> None:
        px, tokens = self._look.px, self._look.tokens
        edge, line = px(_BOX), self._look.metrics().height()
        left = self._place(QRect(0, 0, edge, edge), 0, starts=px(theme.SMALL)).left()
        box = QRectF(left, top + (line - edge) // 2, edge, edge).adjusted(1, 1, -1, -1)
        is_open = self._mark is Mark.OPEN
        painter.setPen(QPen(QColor(tokens.edge if is_open else tokens.accent), px(2)))
        painter.setBrush(QColor(tokens.accent if self._mark is Mark.TICKED else tokens.card))
        painter.drawRoundedRect(box, px(_ROUND), px(_ROUND))
        if self._mark is Mark.TICKED:
            size = px(_CHECK)
            made = icons.picture("check", tokens.on_accent, size, self.devicePixelRatioF())
            middle = box.center()
            painter.drawPixmap(round(middle.x() - size / 2), round(middle.y() - size / 2), made)
        elif self._mark is Mark.EXCUSED:
            level, quarter = round(box.center().y()), box.width() / 4
            begins, ends = round(box.left() + quarter), round(box.right() - quarter)
            painter.drawLine(begins, level, ends, level)

    def _place(self, bounds: QRect, top: int, *, starts: int | None = None) -> QRect:
        """Return where something lies, from the row's beginning in the reader's direction."""
        begins = self.begins() if starts is None else starts
        width = bounds.width() if starts is not None else self._room(self.width())
        left = self.width() - begins - width if self.layoutDirection().value else begins
        return QRect(left, top, width, bounds.height())

    def _room(self, width: int) -> int:
        return max(1, width - self.begins() - self._look.px(theme.SMALL))

    def _lines(self, width: int) -> tuple[QRect, QRect]:
        """Return the room that the words need, and what is said of the mark."""
        bounds = QRect(0, 0, self._room(width), _TALL)
        words = self._look.metrics().boundingRect(bounds, int(_WRAPPED), self.accessibleName())
        fine = QFontMetrics(self._look.font(theme.TEXT_FINE))
        told = fine.boundingRect(bounds, int(_WRAPPED), self._told) if self._told else QRect()
        return words, told if self._told else QRect(0, 0, 0, 0)
