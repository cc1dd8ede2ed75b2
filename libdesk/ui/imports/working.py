"""The window's work on a worker's thread: one thing at a time, and each can be stopped."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from libdesk.domain.item_history import ChangeId
from libdesk.services.backups import Stopped
from libdesk.ui.garbage import large_work
from libdesk.ui.imports.parts import Importing, Order, Worked
from libdesk.ui.tasks import Tasks

T = TypeVar("T")


class Run:
    """One piece of work, as its worker's thread sees it: whether to go on, and how far it is."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self.done = 0
        self.of = 0

    @property
    def is_stopped(self) -> bool:
        """Say whether nobody wants it any more."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """End it at its next step."""
        self._stopping.set()

    def pace(self, done: int, of: int) -> bool:
        """Note how far it is, and say whether to go on."""
        self.done, self.of = done, of
        return not self.is_stopped


class Working(QObject):
    """Works lists out, reads them in, and takes them back.

    Args:
        importing: does it.
        tasks: the threads.
        window: whose work it is.

    Signals:
        begun: something runs now.
        worked: what would become of the file (Work).
        carried: what was read in (Imported).
        undone: how many items are as they were.
        stopped: it was asked to end, and did.
        failed: an exception.
    """

    begun = Signal()
    worked = Signal(object)
    carried = Signal(object)
    undone = Signal(int)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, importing: Importing, tasks: Tasks, window: QObject) -> None:
        super().__init__(window)
        self._importing = importing
        self._tasks = tasks
        self.run: Run | None = None

    def work_out(self, order: Order) -> None:
        """Work a file out; what is being worked out is given up for it."""
        work_out = self._importing.work_out
        self._start(lambda run: work_out(order, lambda: run.is_stopped), self.worked.emit)

    def carry_out(self, path: Path, worked: Worked) -> None:
        """Read a file in."""
        carry_out = self._importing.carry_out
        self._start(lambda run: carry_out(path, worked, run.pace), self.carried.emit)

    def undo(self, change: ChangeId) -> None:
        """Take it all back."""
        undo = self._importing.undo
        self._start(lambda _: undo(change), self.undone.emit)

    def stop(self) -> None:
        """Ask what runs to end."""
        if self.run is not None:
            self.run.stop()

    def _start(self, work: Callable[[Run], T], told: Callable[[T], None]) -> None:
        self.stop()
        run = self.run = Run()

        def done(result: T) -> None:
            if self._is_over(run):
                told(result)

        def failed(error: Exception) -> None:
            if not self._is_over(run):
                return
            if isinstance(error, Stopped):
                self.stopped.emit()
            else:
                self.failed.emit(error)

        def large() -> T:
            with large_work():
                return work(run)

        self.begun.emit()
        self._tasks.outside(large, done, owner=self, failed=failed, quiet=True)

    def _is_over(self, run: Run) -> bool:
        """Say whether this was the one that is waited for; nothing runs any more then."""
        if run is not self.run:
            return False
        self.run = None
        return True
