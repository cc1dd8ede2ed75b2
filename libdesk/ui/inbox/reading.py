"""The problem that is being read: fetched when its line is chosen, seen when somebody stays."""

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from libdesk.domain.follow_ups import has_news
from libdesk.domain.problems import Problem, State
from libdesk.services.errors import Refusal
from libdesk.services.inbox import Inbox
from libdesk.ui.tasks import Tasks

SEEN_AFTER_MS = 1_000
"""Running through the list with the arrow keys marks nothing as seen."""


class Reading(QObject):
    """Holds the problem in the detail panel.

    Signals:
        read: a Problem is here, for the first time or as it stands now.
        seen: the Problem has just been marked as seen.
        not_seen: the Problem could not be marked as seen; `failed` tells why.
        failed: the exception, when it could not be read.
    """

    read = Signal(object)
    seen = Signal(object)
    not_seen = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, inbox: Inbox, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._inbox = inbox
        self._key: int | None = None
        self._problem: Problem | None = None
        self._is_seeing = False
        self._is_catching_up = False
        self._dwell = QTimer(self, singleShot=True, interval=SEEN_AFTER_MS)
        self._dwell.timeout.connect(self._see)

    @property
    def problem(self) -> Problem | None:
        """The problem as it was last read; None before the first."""
        return self._problem

    @property
    def is_settled(self) -> bool:
        """Say whether the problem that was asked for is here."""
        return self._problem is not None and self._problem.sequence == self._key

    @property
    def is_seeing(self) -> bool:
        """Say whether the problem is being marked as seen right now."""
        return self._is_seeing

    @property
    def is_catching_up(self) -> bool:
        """Say whether the problem on the screen is being read once more after a deed of our own."""
        return self._is_catching_up

    def open(self, key: int) -> None:
        """Read the problem with this key."""
        self._is_catching_up = self._is_catching_up and key == self._key
        self._key = key
        self._dwell.stop()
        self._tasks.database(
            partial(_read, self._inbox, key),
            self._on_read,
            owner=self,
            failed=self._on_failed,
            key="problem",
        )

    def again(self) -> None:
        """Read the same problem once more."""
        if self._key is not None:
            self._is_catching_up = True
            self.open(self._key)

    def catch_up(self) -> None:
        """Read the same problem as it stands now, unasked: nobody need be looking at it."""
        if self._key is not None and self.is_settled:
            self._tasks.database(
                partial(_read, self._inbox, self._key),
                self._on_caught_up,
                owner=self,
                failed=self.failed.emit,
                key="problem as it stands",
                quiet=True,
            )

    def look(self) -> None:
        """Take note that somebody turns to the problem that is here."""
        if self.is_settled and self._problem is not None:
            self._begin_dwelling(self._problem)

    def close(self) -> None:
        """Read none."""
        self._key = None
        self._dwell.stop()

    def _on_read(self, problem: Problem) -> None:
        if problem.sequence != self._key:
            return
        self._problem = problem
        self._is_catching_up = False
        self._begin_dwelling(problem)
        self.read.emit(problem)

    def _on_failed(self, error: Exception) -> None:
        self._is_catching_up = False
        self.failed.emit(error)
        if self._problem is not None:
            self.not_seen.emit(
                self._problem
            )  # what was wished meanwhile goes over what stands here

    def _on_caught_up(self, problem: Problem) -> None:
        shown = self._problem
        if shown is None or problem.sequence != self._key or _is_same(shown, problem):
            return
        self._dwell.stop()  # what came unasked is seen by whoever turns to it, not by the clock
        self._problem = problem
        self.read.emit(problem)

    def _begin_dwelling(self, problem: Problem) -> None:
        if problem.state is State.NEW or has_news(problem):
            self._dwell.start()

    def _see(self) -> None:
        if self._problem is None or self._problem.sequence != self._key:
            return
        if QGuiApplication.applicationState() is not Qt.ApplicationState.ApplicationActive:
            self._dwell.start()  # nobody is looking; look again later whether somebody is
            return
        self._is_seeing = True
        self._tasks.database(
            partial(_see, self._inbox, self._problem),
            partial(self._on_seen, self._problem),
            owner=self,
            failed=partial(self._on_not_seen, self._problem),
            quiet=True,
        )

    def _on_seen(self, shown: Problem, problem: Problem) -> None:
        self._is_seeing = False
        if problem.version > shown.version + (shown.state is State.NEW):
            # Somebody was first, or something was added: it was not what stands on the screen.
            self.not_seen.emit(shown)
            return
        if self._problem is not None and self._problem.report.id == problem.report.id:
            self._problem = problem
        self.seen.emit(problem)

    def _on_not_seen(self, problem: Problem, error: Exception) -> None:
        self._is_seeing = False
        self.failed.emit(error)
        self.not_seen.emit(problem)


def _read(inbox: Inbox, key: int) -> Problem:
    lines = inbox.lines((key,))
    if not lines:
        raise Refusal("This problem is no longer in the database.")
    return inbox.get(lines[0].id)


def _see(inbox: Inbox, shown: Problem) -> Problem:
    inbox.see(shown.report.id, version=shown.version)
    return inbox.get(shown.report.id)


def _is_same(one: Problem, other: Problem) -> bool:
    return (one.report.id, one.version, len(one.history)) == (
        other.report.id,
        other.version,
        len(other.history),
    )
