"""How fast IT answers at this branch: a bar for each month, its words beside it (S22)."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Pace
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


class PaceCard(QFrame):
    """Shows the months that IT has told; with none it is hidden.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[Pace, ...] = ()
        self.setProperty("role", "card")
        title = self.tr("How soon IT answers here")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(label(title, "heading"))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(look.px(theme.LARGE))
        self._rows.setVerticalSpacing(look.px(theme.TINY))
        self._rows.setColumnStretch(0, 3)
        self._rows.setColumnStretch(1, 2)
        column.addLayout(self._rows)
        column.addWidget(
            label(
                self.tr("Counted in IT’s own hours, from your report to the first answer."), "fine"
            )
        )
        self.hide()

    def show_paces(self, paces: Sequence[Pace]) -> None:
        """Show these months, newest first."""
        if tuple(paces) == self._shown:
            return
        self._shown = tuple(paces)
        while (cell := self._rows.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.deleteLater()
        longest = max((pace.median_minutes for pace in paces), default=1)
        for row, pace in enumerate(paces):
            self._rows.addWidget(label(strings.pace_words(pace)), row, 0)
            self._rows.addWidget(_Bar(pace.median_minutes / max(longest, 1), self._look), row, 1)
        self.setVisible(bool(paces))


class _Bar(QWidget):
    """A bar; its words stand beside it, so nothing is told by it alone."""

    def __init__(self, part: float, look: Theme) -> None:
        super().__init__()
        self._part = part
        self._look = look

    def sizeHint(self) -> QSize:
        """Return the size of a line of text."""
        return QSize(self._look.px(160), self._look.px(20))

    def minimumSizeHint(self) -> QSize:
        """Return a size that is still a bar."""
        return QSize(self._look.px(40), self._look.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._look.tokens.accent))
        painter.setPen(QColor(self._look.tokens.accent))
        height = self._look.px(8)
        width = max(height, self._part * (self.width() - 2))
        painter.drawRoundedRect(
            QRectF(1, (self.height() - height) / 2, width, height), height / 2, height / 2
        )
