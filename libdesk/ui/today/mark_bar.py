"""What was just said to a line of Today, and can still be taken back."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from libdesk.domain.today import Marked
from libdesk.services.changing import UNDO_LASTS
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_EVERY_MS = 500


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one line.

    Attributes:
        key: the line's key in the list.
        marks: what was stored.
        words: what was said, in words.
    """

    key: int
    marks: tuple[Marked, ...]
    words: str


class MarkBar(QFrame):
    """Offers to take back what was said last; then what was said before it.

    Args:
        look: the theme.

    Signals:
        undo_requested: take back this Said.
    """

    undo_requested = Signal(object)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._offers: list[tuple[Said, float]] = []
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

    def offer(self, said: Said) -> None:
        """Offer to take this back, for fifteen seconds."""
        self._offers.append((said, time.monotonic() + UNDO_LASTS.total_seconds()))
        self._show()
        self._clock.start()
        self._announcer.say("")
        self._announcer.say(self.tr("{what} Press U to undo.").format(what=said.words))

    def undo(self) -> None:
        """Ask for the newest to be taken back."""
        if self._offers:
            said, _ = self._offers.pop()
            self._show()
            self.undo_requested.emit(said)

    def _tick(self) -> None:
        self._offers = [one for one in self._offers if one[1] > time.monotonic()]
        self._show()

    def _show(self) -> None:
        if self._offers:
            self._words.setText(self._offers[-1][0].words)
        else:
            self._clock.stop()
        self.setVisible(bool(self._offers))
