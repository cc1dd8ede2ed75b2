"""Buttons: the usual one, and two that wrap their words: the tile and the chip.

A button here is pressed by Space, and by Enter where `enter_presses` is set. A held Enter and the
second half of a double click that began elsewhere press nothing: a page that has just changed
under somebody's finger must not take it for an answer.
"""

import time
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme

_WRAP = int(Qt.TextFlag.TextWordWrap)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ASIDE_COSTS = 3
"""A step aside counts as so many along: an arrow goes straight where it can."""


class Button(QPushButton):
    """A button with plain words; an "&" in them is an "&".

    Args:
        words: what it does.
        role: its look, one of `theme.ROLES`; "" for the plain one.
        enter_presses: Enter presses it; False leaves Enter to the page's own button.
    """

    def __init__(self, words: str, role: str = "", *, enter_presses: bool = True) -> None:
        super().__init__()
        self._pressed_at = 0.0
        if role:
            self.setProperty("role", role)
        self.setAutoDefault(enter_presses)
        self.set_words(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def words(self) -> str:
        """Return what stands on the button."""
        return self.accessibleName()

    def set_words(self, words: str) -> None:
        """Write other words on the button."""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignore a held Enter."""
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note when it was pressed last."""
        self._pressed_at = time.monotonic()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of a double click only when the first was here too."""
        limit_s = QApplication.doubleClickInterval() / 1000 + 0.1
        if time.monotonic() - self._pressed_at <= limit_s:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()


@dataclass(frozen=True, slots=True)
class _Room:
    """Lengths of a wrapping button, in pixels of the screen."""

    side: int
    above: int
    least_height: int
    icon: int = 0
    gap: int = 0


class _WrapButton(Button):
    """Paints its words over several lines where they need it, below an icon where it has one."""

    def __init__(self, words: str, role: str, look: Theme, *, enter_presses: bool) -> None:
        super().__init__(words, role, enter_presses=enter_presses)
        self._look = look
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def set_words(self, words: str) -> None:
        """Write other words on the button."""
        super().set_words(words)
        self._heights = {}

    def sizeHint(self) -> QSize:
        """Return the size that holds the words on one line."""
        room = self._room()
        width = self._metrics().horizontalAdvance(self.words()) + 2 * room.side + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word; the height follows the width."""
        room = self._room()
        metrics = self._metrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.words().split()), default=0)
        width = max(longest + 2 * room.side + 2, room.least_height)
        return QSize(width, room.least_height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the area around."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower button is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at this width."""
        if width not in self._heights:
            room = self._room()
            text = self._text_height(width - 2 * room.side)
            self._heights[width] = max(
                room.least_height, text + 2 * room.above + room.icon + room.gap
            )
        return self._heights[width]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box as the style sheet says, then icon and words."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        room = self._room()
        inner = self.rect().adjusted(room.side, 0, -room.side, 0)
        painter.setFont(self._look.font(bold=self.isChecked()))
        painter.setPen(QColor(self._look.tokens.ink))
        if room.icon:
            text_height = self._text_height(inner.width())
            top = inner.top() + (inner.height() - text_height - room.icon - room.gap) // 2
            place = QRect(inner.center().x() - room.icon // 2, top, room.icon, room.icon)
            self._paint_icon(painter, place)
            inner.setTop(top + room.icon + room.gap)
            inner.setHeight(text_height)
        painter.drawText(inner, _WRAP | _CENTER, self.words())

    def _room(self) -> _Room:
        raise NotImplementedError

    def _paint_icon(self, painter: QPainter, place: QRect) -> None:
        """Paint what stands over the words; nothing by default."""

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._look.font(bold=self.isCheckable()))

    def _text_height(self, width: int) -> int:
        bounds = QRect(0, 0, max(1, width), 100_000)
        return self._metrics().boundingRect(bounds, _WRAP | _CENTER, self.words()).height()

    def _restyle(self) -> None:
        self._heights = {}
        self.updateGeometry()
        self.update()


class WideButton(_WrapButton):
    """A plain button whose words may be long."""

    def __init__(self, words: str, look: Theme) -> None:
        super().__init__(words, "", look, enter_presses=True)

    def _room(self) -> _Room:
        px = self._look.px
        return _Room(
            side=px(theme.LARGE), above=px(theme.SMALL), least_height=px(theme.FORM_TARGET)
        )


class Chip(_WrapButton):
    """An answer to tap; chosen ones differ by fill, border and weight."""

    def __init__(self, words: str, look: Theme) -> None:
        super().__init__(words, "chip", look, enter_presses=False)
        self.setCheckable(True)

    def _room(self) -> _Room:
        px = self._look.px
        return _Room(
            side=px(theme.LARGE), above=px(theme.SMALL), least_height=px(theme.FORM_TARGET)
        )


class Tile(_WrapButton):
    """A large button: an icon over its words.

    Args:
        words: what it is for.
        icon: the icon's name.
        look: the theme.
        warns: the icon stands in the color of danger.
    """

    def __init__(self, words: str, icon: str, look: Theme, *, warns: bool = False) -> None:
        super().__init__(words, "tile", look, enter_presses=True)
        self._icon_name = icon
        self._warns = warns
        self._picture = self._draw()

    def _room(self) -> _Room:
        px = self._look.px
        return _Room(
            side=px(theme.SMALL) + 2,
            above=px(theme.MEDIUM),
            least_height=px(76),
            icon=px(28),
            gap=px(theme.SMALL),
        )

    def _paint_icon(self, painter: QPainter, place: QRect) -> None:
        self._picture.paint(painter, place)

    def _draw(self) -> QIcon:
        tokens = self._look.tokens
        color = tokens.danger if self._warns else tokens.accent
        return icons.icon(self._icon_name, color, self._look.px(28))

    def _restyle(self) -> None:
        self._picture = self._draw()
        super()._restyle()


class ArrowArea(QWidget):
    """Moves the focus among the tiles or chips inside it by the arrow keys, as they lie."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the nearest one in the direction of the arrow."""
        here = self.focusWidget()
        if event.key() not in _ARROWS or not isinstance(here, _WrapButton):
            super().keyPressEvent(event)
            return
        along_x, along_y = _ARROWS[Qt.Key(event.key())]
        start = self._middle(here)
        best, least = None, 0
        for other in self.findChildren(_WrapButton):
            if other is here or not other.isVisibleTo(self) or not other.isEnabled():
                continue
            way = self._middle(other) - start
            along = way.x() * along_x + way.y() * along_y
            aside = abs(way.x() * along_y) + abs(way.y() * along_x)
            if along <= 0 or (along_x and aside > here.height() // 2):
                continue
            cost = along + _ASIDE_COSTS * aside
            if best is None or cost < least:
                best, least = other, cost
        if best is not None:
            best.setFocus(Qt.FocusReason.TabFocusReason)

    def _middle(self, button: QWidget) -> QPoint:
        return button.mapTo(self, button.rect().center())
