"""What is shown in place of a room when the desk cannot open its database."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout


class TroublePage(QWidget):
    """Says what happened, what is safe and what to do, in words that can be copied.

    Args:
        look: the theme.

    Signals:
        retry_requested: try again.
        quit_requested: close LibDesk.
    """

    retry_requested = Signal()
    quit_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        edge = look.px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        frame = card()
        frame.setMaximumWidth(look.px(720))
        column.addWidget(frame)
        column.addStretch(1)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(look.px(theme.MEDIUM))
        heading = label(self.tr("LibDesk can’t open its database."), "heading")
        self._words = label("", selectable=True)
        self._words.setAccessibleName(self.tr("What happened"))
        self._retry = Button(self.tr("Try again"), "primary")
        self._copy = Button(self.tr("Copy this text"), enter_presses=False)
        self._quit = Button(self.tr("Close LibDesk"), enter_presses=False)
        buttons = FlowLayout(look.px(theme.SMALL))
        for button in (self._retry, self._copy, self._quit):
            buttons.addWidget(button)
        inside.addWidget(heading)
        inside.addWidget(self._words)
        inside.addLayout(buttons)
        self._retry.clicked.connect(self.retry_requested)
        self._copy.clicked.connect(self._copy_words)
        self._quit.clicked.connect(self.quit_requested)

    def say(self, sentence: str) -> None:
        """Show what happened."""
        self._words.setText(sentence)
        self._retry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_words(self) -> None:
        QGuiApplication.clipboard().setText(self._words.text())
