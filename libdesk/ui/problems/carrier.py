"""Keeps reports moving while the form lives: out to the desk, and its messages back.

One round at a time, on an outside thread. It never gives up; it only waits longer.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.problems import Progress
from libdesk.services.dispatch import Delivered, Dispatch
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Kept
from libdesk.services.problems import Following
from libdesk.ui.tasks import Tasks

FIRST_WAIT_MS = 5_000
LONGEST_WAIT_MS = 60_000
WATCHED_WAIT_MS = 15_000
"""At most so long between rounds while somebody looks at the reports."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round found.

    Attributes:
        delivered: what was moved.
        reports: this computer's reports, newest first, with the messages to them.
        is_over: False when only this computer has been looked at so far.
    """

    delivered: Delivered
    reports: tuple[Kept, ...]
    is_over: bool = True


class Carrier(QObject):
    """Runs rounds.

    Args:
        tasks: the threads.
        dispatch: moves reports.
        following: lists them.
        parent: its owner.
        first_wait_ms: the wait after the first round; it doubles up to LONGEST_WAIT_MS.
    """

    round_ended = Signal(object)
    """A `Round`."""

    def __init__(
        self,
        tasks: Tasks,
        dispatch: Dispatch,
        following: Following,
        parent: QObject | None = None,
        first_wait_ms: int = FIRST_WAIT_MS,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dispatch = dispatch
        self._following = following
        self._first_wait_ms = first_wait_ms
        self._wait_ms = first_wait_ms
        self._watched = False
        self._running = False
        self._delivered = Delivered(0, 0)
        self._once_more = False
        self._kept = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._start_round)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is left, as far as is known, that lies on this computer only."""
        return self._kept == 0 and not self._once_more

    def hurry(self) -> None:
        """Run a round now, and take short waits again: something is new, or somebody asks."""
        self._wait_ms = self._first_wait_ms
        # What lies here is shown at once, also while the share does not answer.
        self._tasks.database(
            self._following.list,
            self._show_local,
            owner=self,
            failed=self._on_no_list,
            key="local",
            quiet=True,
        )
        if self._running:
            self._once_more = True
        else:
            self._start_round()

    def expect(self) -> None:
        """Count a report that has just been kept, before the round that moves it."""
        self._kept += 1
        self.hurry()

    def watch(self, *, watched: bool) -> None:
        """Say whether somebody is looking at the reports right now."""
        if watched and not self._watched:
            self.hurry()
        self._watched = watched

    def _start_round(self) -> None:
        self._timer.stop()
        self._running, self._once_more = True, False
        self._tasks.outside(
            self._round, self._end_round, owner=self, failed=self._on_trouble, quiet=True
        )

    def _show_local(self, reports: tuple[Kept, ...]) -> None:
        self._kept = sum(one.progress is Progress.KEPT for one in reports)
        delivered = replace(self._delivered, kept=self._kept)
        self.round_ended.emit(Round(delivered, reports, is_over=not self._running))

    def _on_no_list(self, error: Exception) -> None:
        """Leave it to the round, which meets the same trouble and tells it."""

    def _round(self) -> Round:
        delivered = self._dispatch.deliver()
        self._dispatch.fetch_replies()
        return Round(delivered, self._following.list())

    def _end_round(self, ended: Round) -> None:
        self._running = False
        self._delivered = ended.delivered
        self._kept = ended.delivered.kept
        self.round_ended.emit(ended)
        self._plan_next()

    def _on_trouble(self, error: Exception) -> None:
        self._running = False
        if not isinstance(error, Unavailable):
            self._tasks.unhandled.emit(error)
        self._plan_next()

    def _plan_next(self) -> None:
        if self._once_more:
            self._start_round()
            return
        longest = WATCHED_WAIT_MS if self._watched else LONGEST_WAIT_MS
        self._timer.start(min(self._wait_ms, longest))
        self._wait_ms = min(self._wait_ms * 2, LONGEST_WAIT_MS)
