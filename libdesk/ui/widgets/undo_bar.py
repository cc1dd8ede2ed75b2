"""What has just been done and can still be taken back, for as long as that is so."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from libdesk.services.changing import UNDO_LASTS
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_EVERY_MS = 250


@dataclass(frozen=True, slots=True)
class _Offer:
    """One thing that can be taken back until `ends_at` (monotonic seconds)."""

    done: object
    words: Callable[[int], str]
    ends_at: float


class UndoBar(QFrame):
    """Offers the newest; once that is taken back or its time is over, the one before it.

    Args:
        look: the theme.
        seconds: tells the time, as `time.monotonic` does.

    Signals:
        undo_requested: take this back; it stays on offer until it is forgotten.
        lapsed: the time of something is over.
        left: it goes while it has the focus, which is to be put elsewhere.
    """

    undo_requested = Signal(object)
    lapsed = Signal()
    left = Signal()

    def __init__(self, look: Theme, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
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

    @property
    def has_offer(self) -> bool:
        """Say whether there is something to take back."""
        return bool(self._offers)

    def offer(self, done: object, words: Callable[[int], str], spoken: str = "") -> None:
        """Offer to take something back, for fifteen seconds.

        Args:
            done: what was done, as it is asked back.
            words: return what was done, as a sentence, where so many seconds are left.
            spoken: the same for a screen reader; "" for what is shown first.
        """
        self._offers.append(_Offer(done, words, self._seconds() + UNDO_LASTS.total_seconds()))
        self._show()
        self._clock.start()
        told = self.tr("{what} Press U to undo.").format(what=spoken or self._words.text())
        self._announcer.say("")  # each is news, also where it is told in the same words
        self._announcer.say(told)

    def forget(self, done: object) -> None:
        """Stop offering it: it is being taken back, or can't be."""
        self._offers = [one for one in self._offers if one.done != done]
        self._show()

    def undo(self) -> None:
        """Ask for the newest to be taken back."""
        if self._offers:
            self.undo_requested.emit(self._offers[-1].done)

    def _tick(self) -> None:
        left = [one for one in self._offers if one.ends_at > self._seconds()]
        has_lapsed = len(left) < len(self._offers)
        self._offers = left
        self._show()
        if has_lapsed:
            self.lapsed.emit()

    def _show(self) -> None:
        if not self._offers:
            self._clock.stop()
            if self._button.hasFocus():
                self.left.emit()
            self.hide()
            return
        newest = self._offers[-1]
        left = max(1, round(newest.ends_at - self._seconds()))
        self._words.setText(newest.words(left))
        self.show()
