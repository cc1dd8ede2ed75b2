"""How the rooms end: held words leave, the last copy is made, and perhaps a copy is put back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, SignalInstance

from libdesk.app.backups_room import BackupsRoom

if TYPE_CHECKING:
    from libdesk.ui.inbox.collector import Collector

CLOSING_WAIT_MS = 4_000
"""So long a closing desk waits for held words to leave; they are stored in any case."""


class Emptying(QObject):
    """One step after the other, each of them once.

    Args:
        copies: makes the last copy, and puts one back.
        emptied: emitted when held words are out and the last copy is made, as far as possible.
        put_back: emitted when a copy was put in the database's place, or was not.
        parent: the rooms.
    """

    def __init__(
        self,
        copies: BackupsRoom,
        emptied: SignalInstance,
        put_back: SignalInstance,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._emptied = emptied
        self._copies = copies
        self._are_words_out = False
        self._to_restore: Path | None = None
        self.collector: Collector | None = None
        copies.restore_requested.connect(self._on_restore)
        copies.finished.connect(self._on_last_copy)
        copies.put_back.connect(put_back)

    def empty(self) -> None:
        """Begin; the signal tells, after a while at most."""
        if self.collector is None:
            self._on_words_out()
            return
        QTimer.singleShot(CLOSING_WAIT_MS, self, self._on_words_out)
        self.collector.finished.connect(self._on_words_out)
        self.collector.finish()

    def _on_words_out(self) -> None:
        if not self._are_words_out:
            self._are_words_out = True
            self._copies.finish()

    def _on_last_copy(self) -> None:
        if self._to_restore is None:
            self._emptied.emit()
        else:
            self._copies.restore(self._to_restore)

    def _on_restore(self, copy: Path) -> None:
        # What was said to be kept leaves first, and what is there now is copied once more.
        self._to_restore = copy
        self.empty()
