"""What has just been done and can still be taken back, with the seconds that are left."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from libdesk.services.changing import UNDO_LASTS
from libdesk.ui import theme
from libdesk.ui.inbox.deeds import Deed, Move
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_EVERY_MS = 250


@dataclass(frozen=True, slots=True)
class _Offer:
    """One thing that can be taken back until `ends_at` (monotonic seconds)."""

    deed: Deed
    ends_at: float


class UndoBar(QFrame):
    """Offers the newest deed; once that is undone or gone out, the one before it.

    Args:
        look: the theme.

    Signals:
        undo_requested: take back this Deed.
        lapsed: some words may leave now.
    """

    undo_requested = Signal(object)
    lapsed = Signal()

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

    def offer(self, deed: Deed) -> None:
        """Offer to take a deed back."""
        changes = deed.changes
        can_go_back = bool(changes and (changes.reply or changes.others))
        if not can_go_back and deed.wish.move not in (Move.TELL, Move.DELETE):
            return
        self._offers.append(_Offer(deed, time.monotonic() + UNDO_LASTS.total_seconds()))
        self._show()
        self._clock.start()
        words = self.tr("{what} Press U to undo.").format(what=self._words.text())
        self._announcer.say("")  # each deed is news, also where it is told in the same words
        self._announcer.say(words)

    def forget(self, deed: Deed) -> None:
        """Stop offering a deed: it was taken back, or could not be."""
        self._offers = [
            one for one in self._offers if one.deed.report_id != deed.report_id or one.deed != deed
        ]
        self._show()

    def undo(self) -> None:
        """Ask for the newest deed to be taken back."""
        if self._offers:
            self.undo_requested.emit(self._offers[-1].deed)

    def _tick(self) -> None:
        left = [one for one in self._offers if one.ends_at > time.monotonic()]
        has_lapsed = len(left) < len(self._offers)
        self._offers = left
        self._show()
        if has_lapsed:
            self.lapsed.emit()

    def _show(self) -> None:
        if not self._offers:
            self._clock.stop()
            self.hide()
            return
        newest = self._offers[-1]
        seconds = max(1, round(newest.ends_at - time.monotonic()))
        words = {
            Move.ANSWER: self.tr("Answer to {number} leaves in {seconds} s."),
            Move.START: self.tr("{number}: you are on it. The reporter hears it in {seconds} s."),
            Move.WAIT: self.tr("{number} waits. The reporter hears it in {seconds} s."),
            Move.FIX: self.tr("{number} is fixed. The reporter hears it in {seconds} s."),
            Move.PUT_OFF: self.tr("{number}: not now. The reporter hears it in {seconds} s."),
            Move.RESTATE: self.tr("Question about {number} leaves in {seconds} s."),
            Move.RANK: self.tr("{number} has another place. The reporter hears it in {seconds} s."),
            Move.TELL: self.tr("Every form shows the problem in {seconds} s."),
            Move.DELETE: self.tr("{number} is deleted for good in {seconds} s."),
            Move.JOIN: self.tr("Joined to {number}. The reporters hear it in {seconds} s."),
        }[newest.deed.wish.move]
        self._words.setText(words.format(number=newest.deed.number, seconds=seconds))
        self.show()
