"""List and problem side by side; in a narrow window, or with large text, one at a time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button

_ROOM_FOR_TWO = 700
_USUAL = (620, 440)


class Panes(QSplitter):
    """Divides the room between the two, or gives all of it to one.

    Args:
        look: the theme.
        first: the list.
        second: the problem.

    Signals:
        left: somebody goes back to the list by the button.
    """

    left = Signal()

    def __init__(self, look: Theme, first: QWidget, second: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look
        self._first = first
        self._second = QWidget()
        self._second_is_open = False
        self._back = Button(self.tr("Back to the list"), "link", enter_presses=False)
        column = QVBoxLayout(self._second)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(second, 1)
        self.addWidget(first)
        self.addWidget(self._second)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(look.px(theme.HUGE))
        self.setMinimumWidth(1)  # either pane alone fits; together they may ask for more
        self.setSizes([look.px(width) for width in _USUAL])
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self._back.clicked.connect(self.close_second)
        self._back.clicked.connect(self.left)
        look.changed.connect(self._fit)
        self._fit()

    def open_second(self) -> None:
        """Show the problem, where there is room for one only."""
        self._second_is_open = True
        self._fit()

    def close_second(self) -> None:
        """Show the list, where there is room for one only."""
        self._second_is_open = False
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < self._look.px(_ROOM_FOR_TWO)
        self._first.setVisible(not is_narrow or not self._second_is_open)
        self._second.setVisible(not is_narrow or self._second_is_open)
        self._back.setVisible(is_narrow)
