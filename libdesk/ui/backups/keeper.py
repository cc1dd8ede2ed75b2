"""Keeps the copies coming while the desk is open, and makes the last one when it closes.

It works on the thread for long work: neither a page nor the database's own thread waits for it.
"""

import threading
import time

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.services.backups import Backups, BackupState, Stopped
from libdesk.services.errors import Refusal, Unavailable
from libdesk.ui.tasks import Tasks

EVERY_MS = 30_000
"""So often it looks whether one is due: what fails is told within a minute."""

LAST_COPY_S = 20.0
"""So long a closing desk works on its last copy; a larger one is due at the next start."""


class Keeper(QObject):
    """Looks every half minute.

    Args:
        backups: the copies.
        tasks: its thread for long work does it.
        parent: its owner.
        every_ms: pause between two looks.
        last_copy_s: seconds for the copy when the desk closes.

    Signals:
        state_told: a BackupState, after each look.
        trouble_changed: what somebody must hear of; "" when all is well again.
        copied: a copy that somebody asked for was made; or why not, in a sentence.
        finished: the last copy was made, as far as that was possible.
    """

    state_told = Signal(object)
    trouble_changed = Signal(str)
    copied = Signal(str)
    finished = Signal()

    def __init__(
        self,
        backups: Backups,
        tasks: Tasks,
        parent: QObject,
        every_ms: int = EVERY_MS,
        last_copy_s: float = LAST_COPY_S,
    ) -> None:
        super().__init__(parent)
        self._backups = backups
        self._tasks = tasks
        self._last_copy_s = last_copy_s
        self._stop = threading.Event()
        self._is_running = False
        self._trouble = ""
        self._pause = QTimer(self, singleShot=True, interval=every_ms)
        self._pause.timeout.connect(self.look)

    def begin(self) -> None:
        """Begin; the first copy comes after a pause, which the start has for itself."""
        self.read_state()
        self._pause.start()

    def look(self) -> None:
        """Make a copy when one is due, and tell how they stand."""
        if self._is_running or self._stop.is_set():
            return
        self._is_running = True
        self._pause.stop()
        self._tasks.long(
            lambda: self._backups.copy_if_due(self._stop.is_set),
            self._on_state,
            owner=self,
            failed=self._on_failed,
            quiet=True,
        )

    def read_state(self) -> None:
        """Tell how the copies stand, without making one."""
        self._tasks.long(
            lambda: self._backups.state(self._stop.is_set),
            self._tell,
            owner=self,
            failed=self._on_not_read,
            key="state",
            quiet=True,
        )

    def copy_now(self) -> None:
        """Make a copy now, because somebody asked for it."""

        def work() -> BackupState:
            self._backups.copy_now(self._stop.is_set)
            return self._backups.state(self._stop.is_set)

        def on_made(state: BackupState) -> None:
            self._tell(state)
            self.copied.emit("")

        def on_not_made(error: Exception) -> None:
            if isinstance(error, Refusal | Unavailable):
                self.copied.emit(error.sentence)
                self.read_state()
                return
            self._on_not_read(error)
            if isinstance(error, Stopped):
                self.copied.emit(
                    self.tr("This copy was given up: LibDesk closes, and makes its last one.")
                )
            else:
                self.copied.emit(
                    self.tr(
                        "No copy was made: LibDesk met a mistake of its own. Older copies are "
                        "still there. Try again; if it happens again, save a support bundle."
                    )
                )

        self._tasks.long(work, on_made, owner=self, failed=on_not_made)

    def finish(self) -> None:
        """Make the last copy when anything was saved since the one before; `finished` tells."""
        if self._stop.is_set():
            return
        self._stop.set()  # a round that runs leaves nothing half done
        self._pause.stop()

        def work() -> None:
            # From when it begins: whatever is still at work on this thread takes none of it.
            deadline = time.monotonic() + self._last_copy_s
            self._backups.copy_if_changed(lambda: time.monotonic() > deadline)

        self._tasks.long(
            work,
            self._on_last,
            owner=self,
            failed=self._on_last,
            quiet=True,
        )

    def _on_state(self, state: BackupState) -> None:
        self._tell(state)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._on_not_read(error)
        self._go_on()

    def _on_not_read(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self._tell_trouble(error.sentence)
        elif not isinstance(error, Stopped):
            self._tasks.unhandled.emit(error)

    def _tell(self, state: BackupState) -> None:
        self.state_told.emit(state)
        self._tell_trouble(state.trouble)

    def _tell_trouble(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.trouble_changed.emit(trouble)

    def _go_on(self) -> None:
        self._is_running = False
        if not self._stop.is_set():
            self._pause.start()

    def _on_last(self, _result: object) -> None:
        self.finished.emit()
