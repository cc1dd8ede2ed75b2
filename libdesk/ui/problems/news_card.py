"""A small window in a corner that tells of an answer by number; takes no focus, makes no sound."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label


class NewsCard(QWidget):
    """Stays until somebody opens or closes it: an answer must not pass by unseen.

    It comes without the focus, which stays where somebody types. It is a window of its own kind
    all the same, no tool: Alt+Tab goes to it, Enter reads the answer, Escape puts it away.

    Args:
        look: the theme.
        window: the form's window, on whose screen it stands.
    """

    open_requested = Signal()

    def __init__(self, look: Theme, window: QWidget) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint,
        )
        self._look = look
        self._over = window
        self._announcer = Announcer(self)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("role", "page")
        window.destroyed.connect(self.deleteLater)
        px = look.px
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        inside = card()
        outside.addWidget(inside)
        column = QVBoxLayout(inside)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        self._words = label("", "strong")
        column.addWidget(self._words)
        row = QHBoxLayout()
        self._open = Button(self.tr("Read it"), "primary")
        self._close = Button(self.tr("Later"))
        row.addWidget(self._open)
        row.addWidget(self._close)
        row.addStretch(1)
        column.addLayout(row)
        self._open.clicked.connect(self._on_open)
        self._close.clicked.connect(self.close)

    def tell(self, numbers: Sequence[str]) -> None:
        """Tell of answers to these reports, or to some where none is named; no word of them."""
        words = self.tr("{numbers}: IT has answered.").format(numbers=", ".join(numbers))
        if not numbers:
            words = self.tr("IT has answered something that was reported on this PC.")
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setWindowTitle(words)
        self.setFixedWidth(self._look.px(320))
        self.adjustSize()
        self._open.setFocus()  # within the card, for when somebody comes to it
        screen = self._over.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        gap = self._look.px(theme.HUGE)
        self.move(room.right() - self.width() - gap, room.bottom() - self.height() - gap)
        self.show()
        self._announcer.say("")  # the same words tell of another answer
        self._announcer.say(self.tr("{words} Alt+Tab goes to it.").format(words=words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put it away on Escape: the answer is counted on the form's first page."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _on_open(self) -> None:
        self.close()
        self.open_requested.emit()
