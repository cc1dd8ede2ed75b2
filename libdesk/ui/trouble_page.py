"""What is shown in place of a room when the desk cannot open its database."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme, set_role
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling


class TroublePage(QWidget):
    """Says what happened, what is safe and what to do, in words that can be copied.

    Args:
        look: the theme.

    Signals:
        retry_requested: try again.
        restore_requested: show the copies that could be put in the database's place.
        quit_requested: close LibDesk.
        support_requested: show what could be handed to whoever helps.
    """

    retry_requested = Signal()
    restore_requested = Signal()
    quit_requested = Signal()
    support_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        content = QWidget()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(content))
        # Beside a stretch, so that the height is counted for the width that the cards have.
        row = QHBoxLayout(content)
        edge = look.px(theme.HUGE)
        row.setContentsMargins(edge, edge, edge, edge)
        inner = QWidget()
        inner.setMaximumWidth(look.px(720))
        row.addWidget(inner, 1)
        row.addStretch(0)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.LARGE))
        self._column = column
        self._below: QWidget | None = None
        frame = card()
        column.addWidget(frame)
        column.addStretch(1)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(look.px(theme.MEDIUM))
        heading = label(self.tr("LibDesk can’t open its database."), "heading")
        self._words = label("", selectable=True)
        self._words.setAccessibleName(self.tr("What happened"))
        self._restore = Button(self.tr("Restore a copy"), "primary")
        self._retry = Button(self.tr("Try again"))
        self._copy = Button(self.tr("Copy this text"), enter_presses=False)
        self._support = Button(self.tr("Save a support bundle…"), enter_presses=False)
        self._quit = Button(self.tr("Close LibDesk"), enter_presses=False)
        buttons = FlowLayout(look.px(theme.SMALL))
        for button in (self._restore, self._retry, self._copy, self._support, self._quit):
            buttons.addWidget(button)
        inside.addWidget(heading)
        inside.addWidget(self._words)
        inside.addLayout(buttons)
        self._restore.clicked.connect(self.restore_requested)
        self._retry.clicked.connect(self.retry_requested)
        self._copy.clicked.connect(self._copy_words)
        self._support.clicked.connect(self.support_requested)
        self._quit.clicked.connect(self.quit_requested)

    def say(self, sentence: str, *, offers_restore: bool = False) -> None:
        """Show what happened, and offer a copy where one can take the database's place."""
        self._words.setText(sentence)
        self._restore.setVisible(offers_restore)
        if self._below is not None:
            self._below.hide()
            self._below.deleteLater()
            self._below = None
        set_role(self._retry, "" if offers_restore else "primary")
        first = self._restore if offers_restore else self._retry
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_below(self, widget: QWidget) -> None:
        """Show something more below what happened."""
        self._restore.hide()
        self._below = widget
        self._column.insertWidget(1, widget)
        widget.show()

    def _copy_words(self) -> None:
        QGuiApplication.clipboard().setText(self._words.text())
