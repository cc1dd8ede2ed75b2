"""Reads the copies one by one, away from the window, and tells of each as soon as it is read."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from libdesk.services.backups import Backups, Listed, Stopped
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.restoring import Newer
from libdesk.ui.tasks import Tasks


class CopiesReader(QObject):
    """Asks the services for a list and for what is newer than one of it.

    Args:
        backups: the copies.
        newer: returns what is not in a copy.
        tasks: its thread for long work does the reading.
        parent: its owner.

    Signals:
        begun: the list is read anew.
        found: the next older Listed.
        finished: all are told.
        newer_told: a copy's path and its Newer.
        refused: why a copy can't be put back.
    """

    begun = Signal()
    found = Signal(object)
    finished = Signal()
    newer_told = Signal(object, object)
    refused = Signal(str)
    _read = Signal(int, object)

    def __init__(
        self, backups: Backups, newer: Callable[[Path], Newer], tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._backups = backups
        self._newer = newer
        self._tasks = tasks
        self._round = 0
        self._stop = threading.Event()
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)

    def read(self) -> None:
        """Read the list; a round that runs is given up for it."""
        self.stop()
        self._stop = stop = threading.Event()
        round_ = self._round
        self.begun.emit()

        def work() -> None:
            try:
                for listed in self._backups.listed(stop.is_set):
                    self._read.emit(round_, listed)
            except Stopped:
                return

        self._tasks.long(
            work, lambda _: self._on_end(round_), owner=self, failed=self._on_failed, quiet=True
        )

    def stop(self) -> None:
        """Read no further, and tell of no copy any more: what comes next has the thread."""
        self._stop.set()
        self._round += 1

    def ask(self, path: Path) -> None:
        """Find out what is newer than a copy."""
        # Not behind the list, which may be long in coming from a slow stick.
        self._tasks.outside(
            lambda: self._newer(path),
            lambda newer: self.newer_told.emit(path, newer),
            owner=self,
            failed=self._on_failed,
            key="newer",
        )

    def _on_read(self, round_: int, listed: Listed) -> None:
        if round_ == self._round:
            self.found.emit(listed)

    def _on_end(self, round_: int) -> None:
        if round_ == self._round:
            self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self.refused.emit(error.sentence)
        else:
            self._tasks.unhandled.emit(error)
