"""Collects in the background: every ten seconds reports in, messages and the bulletin out.

Reading a share is outside work: it may hang for as long as the share likes, and no page waits for
it. Each batch is a transaction of its own, short enough that a page's question beside it waits a
few hundredths of a second at most.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from libdesk.services.bulletin import Publishing
from libdesk.services.errors import Unavailable
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Collected, Intake
from libdesk.ui.tasks import Tasks

EVERY_MS = 10_000
PUBLISH_EVERY_S = 300.0
"""The bulletin tells when the desk last collected; forms begin to wonder after hours."""

SHOW_EVERY_S = 0.5
"""While many reports come in, those that are in are shown this often."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """The desk's end of the line to the forms.

    Attributes:
        intake: reports in, messages out.
        publishing: the bulletin.
        inbox: lets held words go.
        tend: what the desk does by itself after each round, unless it is asked to stop; None for
            nothing.
    """

    intake: Intake
    publishing: Publishing
    inbox: Inbox
    tend: Callable[[Callable[[], bool]], object] | None = None


@dataclass(frozen=True, slots=True)
class _Round:
    collected: Collected
    published: bool
    troubles: tuple[str, ...]


class Collector(QObject):
    """Runs the rounds.

    Args:
        tasks: its outside threads do the work.
        line: the services.
        every_ms: pause between two rounds.

    Signals:
        collected: the Collected of a round that is over.
        taking: more reports are in, and the round goes on.
        trouble_changed: a sentence about places that cannot be reached; "" when all can be.
        finished: held words are out, as far as that was possible; nothing runs any more.
    """

    collected = Signal(object)
    taking = Signal()
    trouble_changed = Signal(str)
    finished = Signal()
    _batch_taken = Signal()

    def __init__(
        self, tasks: Tasks, line: DeskLine, parent: QObject, every_ms: int = EVERY_MS
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._line = line
        self._stopping = threading.Event()
        self._is_running = False
        self._wants_more = False
        self._published_at: float | None = None
        self._has_news = False
        self._trouble = ""
        self._pause = QTimer(self, singleShot=True, interval=every_ms)
        self._pause.timeout.connect(self.collect)
        self._batch_taken.connect(self.taking, Qt.ConnectionType.QueuedConnection)

    def collect(self) -> None:
        """Begin a round now; while one runs, another follows it at once."""
        if self._stopping.is_set():
            return
        if self._is_running:
            self._wants_more = True
            return
        self._pause.stop()
        self._is_running = True
        self._wants_more = False
        age = None if self._published_at is None else time.monotonic() - self._published_at
        publishes = self._has_news or age is None or age >= PUBLISH_EVERY_S
        self._has_news = False
        self._tasks.outside(
            lambda: self._round(publishes=publishes),
            self._on_round,
            owner=self,
            failed=self._on_failed,
            quiet=True,
        )

    def publish(self) -> None:
        """Tell forms at once what was just settled; a round that runs may have read before it."""
        self._has_news = True
        self.collect()

    def finish(self) -> None:
        """Let held words leave and stop for good; `finished` tells."""
        if self._stopping.is_set():
            return
        self._stopping.set()  # a round that runs ends after its batch
        self._pause.stop()
        if not self._is_running:
            self._send_last()

    def _round(self, *, publishes: bool) -> _Round:
        """Do one round; on an outside thread."""
        collected = self._line.intake.collect(_Pacer(self._stopping, self._batch_taken.emit))
        troubles = list(collected.troubles)
        if not self._stopping.is_set():
            try:
                self._line.intake.send_replies()
            except Unavailable as trouble:
                troubles.append(trouble.sentence)
        if publishes and not self._stopping.is_set():
            troubles.extend(self._line.publishing.publish())
        if self._line.tend is not None and not self._stopping.is_set():
            try:
                self._line.tend(lambda: not self._stopping.is_set())
            except Unavailable as trouble:
                troubles.append(trouble.sentence)
        return _Round(collected, publishes and not troubles, tuple(dict.fromkeys(troubles)))

    def _on_round(self, round_: _Round) -> None:
        if round_.published:
            self._published_at = time.monotonic()
        self._tell("\n".join(round_.troubles))
        self.collected.emit(round_.collected)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unavailable):
            self._tell(error.sentence)
        else:
            self._tasks.unhandled.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        self._is_running = False
        if self._stopping.is_set():
            self._send_last()
        elif self._wants_more:
            self.collect()
        else:
            self._pause.start()

    def _tell(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.trouble_changed.emit(trouble)

    def _send_last(self) -> None:
        def work() -> None:
            self._line.inbox.send_held()
            self._line.intake.send_replies()

        # What cannot leave now is stored and leaves at the next start.
        self._tasks.outside(work, self._on_last, owner=self, failed=self._on_last, quiet=True)

    def _on_last(self, _result: object) -> None:
        self.finished.emit()


class _Pacer:
    """Called between two batches: says whether to go on, and tells now and then.

    Args:
        stopping: set when the desk closes.
        tell: told at most every half second.
    """

    def __init__(self, stopping: threading.Event, tell: Callable[[], None]) -> None:
        self._stopping = stopping
        self._tell = tell
        self._told_at = time.monotonic()

    def __call__(self) -> bool:
        """Say whether to go on."""
        if time.monotonic() - self._told_at >= SHOW_EVERY_S:
            self._told_at = time.monotonic()
            self._tell()
        return not self._stopping.is_set()
