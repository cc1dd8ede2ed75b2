"""The line under the questions: Back, how soon, Send."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from libdesk.domain.priority import Priority
from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

KEEPING_AFTER_MS = 150
NARROW = 700
"""Below this width, at the usual text size, the words stand above the buttons."""


class SendBar(QWidget):
    """Always in sight, so that Send works from the first tap on.

    Args:
        look: the theme.
    """

    send_requested = Signal()
    back_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._priority: Priority | None = None
        self._is_narrow: bool | None = None
        self._build()
        self._connect()

    def show_soon(self, priority: Priority, words: str) -> None:
        """Say how soon this would be looked at.

        Args:
            priority: whose shape stands beside the words.
            words: the sentence.
        """
        self._priority = priority
        self._soon.setText(words)
        self._words.show()
        self._draw()

    def set_keeping(self, *, keeping: bool) -> None:
        """Say that the report is being kept, once that takes long enough to be seen."""
        if keeping:
            self._patience.start()
        else:
            self._patience.stop()
            self._send.set_words(self.tr("Send"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words a row of their own where they would be squeezed between the buttons."""
        super().resizeEvent(event)
        self._place(is_narrow=event.size().width() < self._look.px(NARROW))

    def _build(self) -> None:
        px = self._look.px
        self._back = Button(self.tr("Back"))
        self._shape = label(wraps=False)
        self._soon = label("", "quiet")
        self._soon.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._send = Button(self.tr("Send"), "primary", enter_presses=False)
        self._send.setToolTip(self.tr("Ctrl+Enter; in a short field Enter will do"))
        self._patience = QTimer(self, singleShot=True, interval=KEEPING_AFTER_MS)
        self._words = QWidget()
        row = QHBoxLayout(self._words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(theme.MEDIUM))
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._soon, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(theme.LARGE))
        self._grid.setVerticalSpacing(px(theme.SMALL))
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._back, 1, 0)
        self._grid.addWidget(self._send, 1, 2)
        self._place(is_narrow=False)

    def _place(self, *, is_narrow: bool) -> None:
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._grid.removeWidget(self._words)
            if is_narrow:
                self._grid.addWidget(self._words, 0, 0, 1, 3)
            else:
                self._grid.addWidget(self._words, 1, 1)

    def _connect(self) -> None:
        self._send.clicked.connect(self.send_requested)
        self._back.clicked.connect(self.back_requested)
        self._patience.timeout.connect(self._say_keeping)
        self._look.changed.connect(self._draw)

    def _say_keeping(self) -> None:
        self._send.set_words(self.tr("Keeping…"))

    def _draw(self) -> None:
        if self._priority is not None:
            shape = icons.priority_shape(self._priority, self._look.tokens)
            size = self._look.px(14)
            self._shape.setPixmap(shape.pixmap(size, self.devicePixelRatioF()))
