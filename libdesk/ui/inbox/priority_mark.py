"""How soon, as shape and word, in the color of both."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from libdesk.domain.priority import Priority
from libdesk.ui import theme
from libdesk.ui.icons import priority_shape
from libdesk.ui.strings import priority_words
from libdesk.ui.theme import Theme

_SHAPE = 14


class PriorityMark(QLabel):
    """Paints a priority; its text is the word, for a screen reader and for a test.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._priority = Priority.WHEN_WE_CAN
        self.setTextFormat(Qt.TextFormat.PlainText)
        look.changed.connect(self.updateGeometry)

    def show_priority(self, priority: Priority) -> None:
        """Show another priority."""
        self._priority = priority
        self.setText(priority_words(priority))

    def sizeHint(self) -> QSize:
        """Return the room for shape and word."""
        metrics = QFontMetrics(self._look.font(bold=True))
        px = self._look.px
        width = px(_SHAPE) + px(theme.SMALL) + metrics.horizontalAdvance(self.text()) + 2
        return QSize(width, max(px(_SHAPE), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """Return the same: neither part can be left out."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape, then the word."""
        px = self._look.px
        shape = priority_shape(self._priority, self._look.tokens)
        painter = QPainter(self)
        size = px(_SHAPE)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - size if mirrored else 0
        shape.paint(painter, QRectF(left, (self.height() - size) / 2, size, size))
        painter.setFont(self._look.font(bold=True))
        painter.setPen(QColor(shape.color))
        gap = size + px(theme.SMALL)
        words = self.rect().adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, self.text())
