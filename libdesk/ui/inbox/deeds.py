"""What the desk does with a problem: asks the service on the database thread, tells how it went.

Every change expects the version that was on the screen. When somebody else was first, the wish is
kept, to be done again over the newer version if that is what the reader decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from libdesk.domain.problems import ReportId, WaitingOn
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.inbox import Changes, Inbox
from libdesk.ui.tasks import Tasks


class Move(Enum):
    """What can be done with a problem."""

    ANSWER = auto()
    START = auto()
    WAIT = auto()
    FIX = auto()
    PUT_OFF = auto()
    RESTATE = auto()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done.

    Attributes:
        move: which of them.
        words: for the reporter.
        on: on whom or what it waits.
        until: until when it waits, or when to look again.
    """

    move: Move
    words: str = ""
    on: WaitingOn | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A wish on its way, or done.

    Attributes:
        report_id: the problem.
        sequence: its key in lists.
        number: its number for people.
        wish: what was asked.
        changes: what came of it; None while it is on its way.
    """

    report_id: ReportId
    sequence: int
    number: str
    wish: Wish
    changes: Changes | None = None


class Deeds(QObject):
    """Does one thing to one problem at a time.

    Signals:
        done: a Deed with its changes.
        taken_back: the Deed that was undone.
        refused: Deed, field, sentence: what was asked must be mended.
        conflicted: Deed, Conflict: somebody else was first.
        failed: Deed, sentence: the surroundings fail; nothing was changed.
        not_taken_back: Deed, sentence: it has gone its way.
    """

    done = Signal(object)
    taken_back = Signal(object)
    refused = Signal(object, str, str)
    conflicted = Signal(object, object)
    failed = Signal(object, str)
    not_taken_back = Signal(object, str)

    def __init__(self, tasks: Tasks, inbox: Inbox, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._inbox = inbox
        self._under_way: set[ReportId] = set()

    def is_under_way(self, report_id: ReportId) -> bool:
        """Say whether something is being done to this problem right now."""
        return report_id in self._under_way

    def do(self, deed: Deed, version: int | None) -> None:
        """Do what is wished.

        Args:
            deed: the problem and the wish.
            version: what was on the screen; None to do it over whatever is there now.
        """
        if self.is_under_way(deed.report_id):
            return  # a second press of the same key
        self._under_way.add(deed.report_id)

        def work() -> Changes:
            expected = self._inbox.get(deed.report_id).version if version is None else version
            return perform(self._inbox, deed.report_id, deed.wish, expected)

        def done(changes: Changes) -> None:
            self._under_way.discard(deed.report_id)
            self.done.emit(Deed(deed.report_id, deed.sequence, deed.number, deed.wish, changes))

        self._tasks.database(work, done, owner=self, failed=self._teller(deed))

    def take_back(self, deed: Deed) -> None:
        """Take back what was done, while its words have not left."""
        changes = deed.changes
        if changes is None or self.is_under_way(deed.report_id):
            return
        self._under_way.add(deed.report_id)

        def done(_changes: Changes) -> None:
            self._under_way.discard(deed.report_id)
            self.taken_back.emit(deed)

        self._tasks.database(
            lambda: self._inbox.take_back(deed.report_id, changes.reply, changes.before),
            done,
            owner=self,
            failed=self._teller_of_undo(deed),
        )

    def _teller(self, deed: Deed) -> Callable[[Exception], None]:
        def tell(error: Exception) -> None:
            self._under_way.discard(deed.report_id)
            if isinstance(error, Refusal):
                self.refused.emit(deed, error.field, error.sentence)
            elif isinstance(error, Conflict):
                self.conflicted.emit(deed, error)
            elif isinstance(error, Unavailable):
                self.failed.emit(deed, error.sentence)
            else:
                self._tasks.unhandled.emit(error)

        return tell

    def _teller_of_undo(self, deed: Deed) -> Callable[[Exception], None]:
        def tell(error: Exception) -> None:
            self._under_way.discard(deed.report_id)
            if isinstance(error, Conflict | Refusal | Unavailable):
                # Nothing to choose here: what was to be undone has gone its way.
                self.not_taken_back.emit(deed, error.sentence)
            else:
                self._tasks.unhandled.emit(error)

        return tell


def perform(inbox: Inbox, report_id: ReportId, wish: Wish, version: int) -> Changes:
    """Do what is wished to a problem; on the database thread.

    Raises:
        Refusal, Conflict, Unavailable: as the service does.
    """
    match wish.move:
        case Move.ANSWER:
            return inbox.answer(report_id, wish.words, version=version)
        case Move.START:
            return inbox.start(report_id, version=version)
        case Move.WAIT:
            return inbox.wait(report_id, wish.on, wish.until, version=version, words=wish.words)
        case Move.FIX:
            return inbox.fix(report_id, wish.words, version=version)
        case Move.PUT_OFF:
            return inbox.put_off(report_id, wish.words, wish.until, version=version)
        case Move.RESTATE:
            return inbox.restate(report_id, wish.words, version=version)
