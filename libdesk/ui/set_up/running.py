"""Runs what Next has to do, one at a time, and gives it up when somebody goes back."""

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.ui.set_up.step import Work
from libdesk.ui.tasks import Tasks


class Running(QObject):
    """A folder on another computer may answer after minutes, or never; the page goes on.

    Args:
        tasks: the threads.
        slow_after_ms: outside work that takes longer is told of.
        parent: the page.

    Signals:
        done: the work's result.
        failed: the exception that it ended in.
        is_slow: it takes longer than anybody expects.
    """

    done = Signal(object)
    failed = Signal(object)
    is_slow = Signal()

    def __init__(self, tasks: Tasks, slow_after_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._given_up: threading.Event | None = None
        self._patience = QTimer(self, singleShot=True, interval=slow_after_ms)
        self._patience.timeout.connect(self.is_slow)

    @property
    def is_running(self) -> bool:
        """Say whether something is under way; then Next has nothing to do."""
        return self._given_up is not None

    def run(self, work: Work) -> None:
        """Run it; `done` or `failed` tells, unless it is given up before."""
        self._given_up = given_up = threading.Event()

        def on_done(result: object) -> None:
            if not given_up.is_set():
                self.give_up()
                self.done.emit(result)

        def on_failed(error: Exception) -> None:
            if not given_up.is_set():
                self.give_up()
                self.failed.emit(error)

        run = self._tasks.outside if work.is_outside else self._tasks.database
        if work.is_outside:
            self._patience.start()
        run(lambda: work.do(given_up.is_set), on_done, owner=self, failed=on_failed)

    def give_up(self) -> None:
        """Wait no longer; what is still found changes nothing any more."""
        self._patience.stop()
        if self._given_up is not None:
            self._given_up.set()
            self._given_up = None
