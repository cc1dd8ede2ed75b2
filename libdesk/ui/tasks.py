"""Work away from the GUI thread: for the database, for what is long, for outside, for papers.

Work is a plain function that is given and returns frozen values. Its result comes back by one
queued signal, on the GUI thread. Nothing here knows what the work is about.
"""

import itertools
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from libdesk.ui.garbage import Garbage

T = TypeVar("T")

BUSY_AFTER_MS = 150
"""Shorter work shows nothing: a bar that only flashes tells less than none."""

GIVE_WAY_AT_MOST_S = 0.1
"""A window that holds still by itself for longer does not hold up the work too."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """One piece of work and whom to tell."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None] | None
    owner: QObject
    key: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class _Failure:
    """The exception that a job ended in."""

    error: Exception


class _Crew:
    """Threads of one kind, started when there is work for them.

    They are daemons: a share that never answers must not keep a closed program alive. What must
    not be cut off is waited for by `Tasks.close`, and is safe on disk at every moment anyway.
    """

    def __init__(self, name: str, size: int, run: Callable[[int], None]) -> None:
        self._name = name
        self._size = size
        self._run = run
        self._jobs: SimpleQueue[int | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = threading.Semaphore(0)

    def add(self, ticket: int) -> None:
        """Queue a job's ticket; start a thread when all are busy and there may be one more."""
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._size:
            name = f"libdesk-{self._name}-{len(self._threads)}"
            thread = threading.Thread(target=self._work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._jobs.put(ticket)

    def close(self) -> None:
        """Let the threads end after the jobs that are queued."""
        for _ in self._threads:
            self._jobs.put(None)

    def join(self, deadline: float) -> bool:
        """Wait for the threads until `deadline` (monotonic seconds); say whether all have ended."""
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (ticket := self._jobs.get()) is not None:
            self._run(ticket)
            self._idle.release()


class Tasks(QObject):
    """Runs work on its threads and brings results home.

    A result is dropped when its owner has been destroyed, or when the same owner has asked again
    under the same key. A superseded job that has not begun is left out altogether: give a key to
    questions only, never to changes.
    """

    busy_changed = Signal(bool)
    """Work has taken longer than 150 ms; or all work is done."""
    unhandled = Signal(object)
    """An exception of work that was given no `failed`."""
    _finished = Signal(int, object)
    _gave_way = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = _Crew("database", 1, self._run)
        self._outside = _Crew("outside", 2, self._run)
        self._long = _Crew("long", 1, self._run)
        self._papers = _Crew("papers", 2, self._run)
        self._jobs: dict[int, _Job] = {}
        self._tickets = itertools.count(1)
        self._latest: dict[tuple[int, str], int] = {}
        self._running = 0
        self._busy = False
        self._closed = False
        self._garbage = Garbage(self)
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._patience.timeout.connect(self._show_busy)
        self._hurries = False
        self._finished.connect(self._bring_home, Qt.ConnectionType.QueuedConnection)
        self._gave_way.connect(threading.Event.set, Qt.ConnectionType.QueuedConnection)

    def database(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        quiet: bool = False,
    ) -> None:
        """Run `work` on the database thread, one job after the other.

        Args:
            work: a function without arguments; what it returns goes to `done`.
            done: called with the result, on the GUI thread.
            owner: whose question this is; once it is destroyed, nothing is called.
            failed: called with the exception instead; else `unhandled` tells it.
            key: names the question; asking again makes the older one void.
            quiet: does not count as busy; for what happens by itself in the background.
        """
        self._add(self._database, _Job(work, done, failed, owner, key, quiet))

    def outside(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        quiet: bool = False,
    ) -> None:
        """Run `work` on one of the two outside threads: files, shares, servers. As `database`."""
        self._add(self._outside, _Job(work, done, failed, owner, key, quiet))

    def long(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        quiet: bool = False,
    ) -> None:
        """Run `work` on the thread for what takes long, such as copies. As `database`."""
        self._add(self._long, _Job(work, done, failed, owner, key, quiet))

    def papers(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        quiet: bool = False,
    ) -> None:
        """Run `work` on one of two threads for papers: making, showing, printing. As `database`.

        They have threads of their own: paper is wanted most while a share hangs.
        """
        self._add(self._papers, _Job(work, done, failed, owner, key, quiet))

    def wait_for_database(self, wait_s: float) -> bool:
        """Hold this thread until the database's work that is queued is done; say whether it is.

        For the end of a session only, where nothing comes home any more once this returns.

        Args:
            wait_s: seconds to wait at most.
        """
        done = threading.Event()
        self._hurries = True
        self.database(done.set, lambda _: None, owner=self, quiet=True)
        return self._closed or done.wait(wait_s)

    def give_way(self) -> None:
        """Let the windows finish what they are at; for long work, between two of its parts.

        Python runs one thread at a time. To lay itself out and be painted, a window asks for its
        turn hundreds of times, and each time it would wait until a busy worker's turn has passed.
        """
        if self._hurries or self._closed or on_gui_thread():
            return
        turn = threading.Event()
        with suppress(RuntimeError):  # the program ended meanwhile: nobody paints any more
            self._gave_way.emit(turn)
            turn.wait(GIVE_WAY_AT_MOST_S)

    def close(self, wait_s: float) -> bool:
        """Take no more work, tell no more results, and wait for what was begun.

        Args:
            wait_s: seconds to wait at most.

        Returns:
            Whether all of it has ended.
        """
        self._closed = True
        self._latest.clear()
        self._patience.stop()
        crews = (self._database, self._outside, self._long, self._papers)
        for crew in crews:
            crew.close()
        deadline = time.monotonic() + wait_s
        have_ended = [crew.join(deadline) for crew in crews]
        if all(have_ended):
            self._garbage.release()
        return all(have_ended)

    def _add(self, crew: _Crew, job: _Job) -> None:
        if self._closed:
            return
        ticket = next(self._tickets)
        self._jobs[ticket] = job
        if job.key:
            self._latest[id(job.owner), job.key] = ticket
        if not job.quiet:
            self._running += 1
            if not self._busy and not self._patience.isActive():
                self._patience.start()
        crew.add(ticket)

    def _run(self, ticket: int) -> None:
        """Do the work and send its result home; on the worker's thread.

        A widget must not meet its end on this thread, so nothing here may hold the last reference
        to one: jobs stay in the GUI thread's hands, and the result leaves in a box to be emptied.
        """
        box = [self._result(ticket)]
        with suppress(RuntimeError):  # the program ended meanwhile: nobody is left to be told
            self._finished.emit(ticket, box)

    def _result(self, ticket: int) -> Any:  # noqa: ANN401 - whatever the work returns
        job = self._jobs[ticket]
        if job.key and not self._is_wanted(ticket):
            return None
        try:
            return job.work()
        except Exception as error:  # noqa: BLE001 - a worker must outlive whatever its work does
            return _Failure(error)

    def _bring_home(self, ticket: int, box: list[Any]) -> None:
        value = box.pop()
        wanted = self._is_wanted(ticket)
        job = self._jobs.pop(ticket)
        if not job.quiet:
            self._running -= 1
            self._show_idle()
        if wanted and job.key:
            self._latest.pop((id(job.owner), job.key), None)
        if self._closed or not wanted or not shiboken6.isValid(job.owner):
            return
        if not isinstance(value, _Failure):
            job.done(value)
        elif job.failed is not None:
            job.failed(value.error)
        else:
            self.unhandled.emit(value.error)

    def _is_wanted(self, ticket: int) -> bool:
        job = self._jobs[ticket]
        return not job.key or self._latest.get((id(job.owner), job.key)) == ticket

    def _show_busy(self) -> None:
        if self._running and not self._busy:
            self._busy = True
            self.busy_changed.emit(True)  # noqa: FBT003 - a signal takes no names

    def _show_idle(self) -> None:
        if self._running:
            return
        self._patience.stop()
        if self._busy:
            self._busy = False
            self.busy_changed.emit(False)  # noqa: FBT003 - a signal takes no names


def on_gui_thread() -> bool:
    """Say whether this code runs on the thread that paints the windows.

    The storage asks this before it opens a session. In a program without windows the answer is no.
    """
    return (
        QCoreApplication.instance() is not None
        and threading.current_thread() is threading.main_thread()
    )
