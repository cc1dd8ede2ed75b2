"""Somebody else was first: who and when, and the choice between looking at it and keeping mine."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.services.errors import Conflict
from libdesk.ui.strings import time_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button


class ConflictChoice(QWidget):
    """Hidden until there is a choice; nothing that was typed is lost by either.

    Args:
        look: the theme.
        now: tells the time (aware, UTC).

    Signals:
        look_requested: show what somebody else has changed.
        keep_mine_requested: do it all the same.
    """

    look_requested = Signal()
    keep_mine_requested = Signal()

    def __init__(self, look: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._look = Button(self.tr("Look at the change"), enter_presses=False)
        self._keep = Button(self.tr("Keep mine"), enter_presses=False)
        self._banner = Banner(look, "notice", (self._look, self._keep))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        self._look.clicked.connect(self.look_requested)
        self._keep.clicked.connect(self.keep_mine_requested)
        self.hide()

    def show_conflict(self, conflict: Conflict) -> None:
        """Say who was first and when, as far as that is known, and offer the choice."""
        told = conflict.sentence
        if conflict.by and conflict.at is not None:
            when = time_words(conflict.at, self._now())
            told = self.tr("Changed meanwhile: {when}, by {who}.").format(
                when=when, who=conflict.by
            )
        self._look.show()
        self._say(told)

    def show_mine(self, mine: str) -> None:
        """Say that the change is shown now, and what was typed here before; it can still be kept.

        Args:
            mine: what differs; "" where nothing does.
        """
        if not mine:
            self.forget()
            return
        self._look.hide()
        told = self.tr("This is how it is saved now. You had typed:")
        self._say(f"{told}\n{mine}")

    def forget(self) -> None:
        """Take the choice off the screen."""
        self._say("")

    def _say(self, words: str) -> None:
        self._banner.say(words)
        self.setVisible(bool(words))
