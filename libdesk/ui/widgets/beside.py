"""Things beside each other, or below each other where that leaves them no room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from libdesk.ui.theme import Theme


class Beside(QWidget):
    """A row that turns into a column in a narrow window, or where text is large.

    Args:
        look: the theme.
        gap: pixels between the things, at the usual text size.
        narrow: pixels, at the usual text size, in which they don't fit beside each other.
    """

    BELOW, BESIDE = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight

    def __init__(self, look: Theme, gap: int, narrow: int) -> None:
        super().__init__()
        self._look = look
        self._narrow = narrow
        self.row = QBoxLayout(self.BESIDE, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.px(gap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the way that fits."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._look.px(self._narrow)
        self.row.setDirection(self.BELOW if is_narrow else self.BESIDE)
