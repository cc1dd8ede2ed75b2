"""A choice of one among more than would fit as chips."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox

from libdesk.ui.theme import Theme

_ARROW = 4
"""Half the width of the arrow, and its height, in pixels."""

_FROM_EDGE = 18
_LEAST_SIGNS = 12


class Picker(QComboBox):
    """The wheel does not change it by the way, while the page is scrolled.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        # In a narrow window the longest choice gives way, not the window.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_SIGNS)

    def event(self, event: QEvent) -> bool:
        """Take letters for the choice that begins with them, not for a key of the page."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            beside = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.text().isprintable() and event.text() and not beside:
                event.accept()
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow too: a style sheet that gives the box its border takes Qt's away."""
        super().paintEvent(event)
        size, from_edge = self._look.px(_ARROW), self._look.px(_FROM_EDGE)
        x = from_edge if self.isRightToLeft() else self.width() - from_edge
        y = self.height() / 2 - size / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._look.tokens.quiet), 1.6 * self._look.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline([QPointF(x - size, y), QPointF(x, y + size), QPointF(x + size, y)])
        painter.end()
