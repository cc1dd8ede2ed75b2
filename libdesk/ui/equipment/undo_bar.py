"""What has just been changed and can still be taken back, with the seconds that are left."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from libdesk.domain.item_history import ChangeId
from libdesk.services.changing import UNDO_LASTS
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_EVERY_MS = 250


@dataclass(frozen=True, slots=True)
class _Offer:
    """One change that can be taken back until `ends_at` (monotonic seconds)."""

    words: str
    change: ChangeId
    ends_at: float


class UndoBar(QFrame):
    """Offers the newest change; once that is undone or gone out, the one before it.

    The history can take changes back later, too: the bar is for what slipped.

    Args:
        look: the theme.

    Signals:
        undo_requested: take back this ChangeId.
    """

    undo_requested = Signal(object)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._offers: list[_Offer] = []
        self._announcer = Announcer(self)
        self.setProperty("role", "banner")
        row = QHBoxLayout(self)
        edge = look.px(theme.SMALL)
        row.setContentsMargins(2 * edge, edge, edge, edge)
        self._words = label("", "notice")
        self._button = Button(self.tr("Undo  (u)"), enter_presses=False)
        self._button.setAccessibleName(self.tr("Undo"))
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self.undo)
        self._clock = QTimer(self, interval=_EVERY_MS)
        self._clock.timeout.connect(self._tick)
        self.hide()

    def offer(self, words: str, change: ChangeId) -> None:
        """Offer to take a change back.

        Args:
            words: what was done, as a sentence.
            change: which change.
        """
        self._offers.append(_Offer(words, change, time.monotonic() + UNDO_LASTS.total_seconds()))
        self._show()
        self._clock.start()
        self._announcer.say("")  # each change is news, also where it is told in the same words
        self._announcer.say(self.tr("{what} Press U to undo.").format(what=words))

    def undo(self) -> None:
        """Ask for the newest change to be taken back, once."""
        if self._offers:
            self.undo_requested.emit(self._offers.pop().change)
            self._show()

    def _tick(self) -> None:
        self._offers = [one for one in self._offers if one.ends_at > time.monotonic()]
        self._show()

    def _show(self) -> None:
        if not self._offers:
            self._clock.stop()
            self.hide()
            return
        newest = self._offers[-1]
        seconds = max(1, round(newest.ends_at - time.monotonic()))
        told = self.tr("{what} It can be undone for {seconds} s.")
        self._words.setText(told.format(what=newest.words, seconds=seconds))
        self.show()
