"""Buttons: the usual one, and two that wrap their words: the tile and the chip.

A button here is pressed by Space, and by Enter where `enter_presses` is set. A held Enter and the
second half of a double click that began elsewhere press nothing: a page that has just changed
under somebody's finger must not take it for an answer.
"""

import time
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from libdesk.ui import theme
from libdesk.ui.drawings import drawing
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    # Named only: the first look at a class makes it, and none of these comes before the first page.
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
    from PySide6.QtSvg import QSvgRenderer

WRAPPED_AND_CENTERED = 0x1084
WRAPPED_IN_ROW = 0x1081
"""Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter, for what takes them as a number; in a
row AlignLeading | AlignVCenter.

By its value, as the first page needs it: the first look at `Qt` makes a hundred classes.
"""
_ASIDE_COSTS = 3
"""A step aside counts as so many along: an arrow goes straight where it can."""


RELEASED_AT = "released_at"
"""The property in which a window notes when a key was last released; see `is_held`."""


def is_held(event: "QKeyEvent", widget: QWidget) -> bool:
    """Say whether a key press only repeats one that has not ended.

    Some X servers tell a held key as release and press at the same moment, and Qt does not see
    that they belong together.
    """
    if event.isAutoRepeat():
        return True
    return event.timestamp() != 0 and widget.window().property(RELEASED_AT) == event.timestamp()


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

    def words(self) -> str:
        """Return what stands on the button."""
        return self.accessibleName()

    def set_words(self, words: str) -> None:
        """Write other words on the button."""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Ignore a held Enter."""
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter) and is_held(
            event, self
        ):
            event.accept()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: "QEnterEvent") -> None:
        """Turn the pointer into a hand; a window opens sooner than anybody points."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def mousePressEvent(self, event: "QMouseEvent") -> None:
        """Note when it was pressed last."""
        self._pressed_at = time.monotonic()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: "QMouseEvent") -> None:
        """Take the second press of a double click only when the first was here too."""
        limit_s = QApplication.doubleClickInterval() / 1000 + 0.1
        if time.monotonic() - self._pressed_at <= limit_s:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()


_HINT, _LEAST = "hint", "least"
_LONGEST = 24
"""Signs of a word; a longer one, which only a broken list of things has, is broken where it must
be, or it would make the whole page as wide as itself."""
_BREAK = "\u200b"
"""No sign, but a place where a line may end."""


class _WrapButton(Button):
    """Paints its words over several lines where they need it, below an icon where it has one.

    What is below gives its lengths, in pixels at the usual text size.
    """

    SIDE, ABOVE, LEAST_HEIGHT, ICON, GAP = theme.LARGE, theme.SMALL, theme.FORM_TARGET, 0, 0

    picture: "QSvgRenderer"
    """What stands above the words, where ICON is set; not Qt's `icon`, which the style paints."""

    _flags = WRAPPED_AND_CENTERED

    def __init__(self, words: str, role: str, look: Theme, *, enter_presses: bool) -> None:
        self._heights: dict[int, int] = {}
        self._sizes: dict[str, QSize] = {}
        super().__init__(words, role, enter_presses=enter_presses)
        self._look = look
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def set_words(self, words: str) -> None:
        """Write other words on the button; they are not Qt's, whose style cannot wrap them."""
        self.setAccessibleName(words)
        self._shown = _with_breaks(words)
        self._measure_anew()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that holds the words on one line."""
        if _HINT not in self._sizes:
            words = self._metrics().horizontalAdvance(self._shown)
            width = words + 2 * self._look.px(self.SIDE) + 2
            self._sizes[_HINT] = QSize(width, self.heightForWidth(width))
        return self._sizes[_HINT]

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word; the height follows the width."""
        if _LEAST not in self._sizes:
            metrics, least = self._metrics(), self._look.px(self.LEAST_HEIGHT)
            words = self._shown.replace(_BREAK, " ").split()
            longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
            width = max(longest + 2 * self._look.px(self.SIDE) + 2, least)
            self._sizes[_LEAST] = QSize(width, least)
        return self._sizes[_LEAST]

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Leave the arrows to the area around."""
        if _arrow(event) is not None:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower button is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need at this width."""
        if width not in self._heights:
            px = self._look.px
            needed = self._text_height(width - 2 * px(self.SIDE)) + 2 * px(self.ABOVE)
            if self.ICON:
                needed += px(self.ICON) + px(self.GAP)
            self._heights[width] = max(px(self.LEAST_HEIGHT), needed)
        return self._heights[width]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box as the style sheet says, then icon and words."""
        super().paintEvent(event)
        px = self._look.px
        painter = QPainter(self)
        painter.setFont(self._look.font(bold=self.isChecked()))
        inner = self.rect().adjusted(px(self.SIDE), 0, -px(self.SIDE), 0)
        if self.ICON:
            size, gap = px(self.ICON), px(self.GAP)
            text_height = self._text_height(inner.width())
            top = inner.top() + (inner.height() - text_height - size - gap) // 2
            place = QRectF(inner.center().x() - size // 2, top, size, size)
            self.picture.render(painter, place)
            inner.setTop(top + size + gap)
            inner.setHeight(text_height)
        painter.drawText(inner, self._flags, self._shown)

    def _metrics(self) -> QFontMetrics:
        return self._look.metrics(bold=self.isCheckable())

    def _text_height(self, width: int) -> int:
        bounds = QRect(0, 0, max(1, width), 100_000)
        return self._metrics().boundingRect(bounds, WRAPPED_AND_CENTERED, self._shown).height()

    def _restyle(self) -> None:
        self._measure_anew()
        self.update()

    def _measure_anew(self) -> None:
        self._heights, self._sizes = {}, {}
        self.updateGeometry()


class WideButton(_WrapButton):
    """A plain button whose words may be long.

    Args:
        words: what is on it.
        look: the theme.
        is_row: it stands in a list, and its words begin where those of the others do.
    """

    def __init__(self, words: str, look: Theme, *, is_row: bool = False) -> None:
        super().__init__(words, "", look, enter_presses=True)
        if is_row:
            self._flags = WRAPPED_IN_ROW


class Chip(_WrapButton):
    """An answer to tap; chosen ones differ by fill, border and weight."""

    def __init__(self, words: str, look: Theme) -> None:
        super().__init__(words, "chip", look, enter_presses=False)
        self.setCheckable(True)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Choose it on Enter; once it is chosen, leave Enter to the page.

        Space takes a choice back, Enter never does: whoever presses it wants to go on.
        """
        is_enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        is_plain = not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier
        if is_enter and is_plain and not self.isChecked() and not is_held(event, self):
            self.click()
        else:
            super().keyPressEvent(event)


class Tile(_WrapButton):
    """A large button: an icon over its words.

    Args:
        words: what it is for.
        icon: the icon's name.
        look: the theme.
        warns: the icon stands in the color of danger.
    """

    SIDE, ABOVE, LEAST_HEIGHT, ICON, GAP = theme.SMALL + 2, theme.MEDIUM, 76, 28, theme.SMALL

    def __init__(self, words: str, icon: str, look: Theme, *, warns: bool = False) -> None:
        super().__init__(words, "tile", look, enter_presses=True)
        self._icon_name = icon
        self._warns = warns
        self._draw()

    def _draw(self) -> None:
        tokens = self._look.tokens
        self.picture = drawing(self._icon_name, tokens.danger if self._warns else tokens.accent)

    def _restyle(self) -> None:
        self._draw()
        super()._restyle()


class ArrowArea(QWidget):
    """Moves the focus among the tiles or chips inside it by the arrow keys, as they lie."""

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Go to the nearest one in the direction of the arrow."""
        here = self.focusWidget()
        arrow = _arrow(event)
        if arrow is None or not isinstance(here, _WrapButton):
            super().keyPressEvent(event)
            return
        along_x, along_y = arrow
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
            best.setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def _middle(self, button: QWidget) -> QPoint:
        return button.mapTo(self, button.rect().center())


def _with_breaks(words: str) -> str:
    if all(len(word) <= _LONGEST for word in words.split()):
        return words
    pieces = (
        _BREAK.join(word[at : at + _LONGEST] for at in range(0, len(word), _LONGEST))
        for word in words.split(" ")
    )
    return " ".join(pieces)


def _arrow(event: "QKeyEvent") -> tuple[int, int] | None:
    """Return where an arrow key points to, right and down; None for any other key."""
    key = QtCore.Qt.Key
    ways: dict[int, tuple[int, int]] = {
        key.Key_Left: (-1, 0),
        key.Key_Right: (1, 0),
        key.Key_Up: (0, -1),
        key.Key_Down: (0, 1),
    }
    return ways.get(event.key())
