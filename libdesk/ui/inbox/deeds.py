"""What the desk does with a problem: asks the service on the database thread, tells how it went.

Every change expects the version that was on the screen. When somebody else was first, the wish is
kept, to be done again over the newer version if that is what the reader decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReportId, WaitingOn
from libdesk.services.changing import Changes
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.inbox import Inbox
from libdesk.ui.inbox.parts import Rarer
from libdesk.ui.tasks import Tasks


class Move(Enum):
    """What can be done with a problem."""

    ANSWER = auto()
    START = auto()
    WAIT = auto()
    FIX = auto()
    PUT_OFF = auto()
    RESTATE = auto()
    NOTE = auto()
    RANK = auto()
    TELL = auto()
    JOIN = auto()
    PART = auto()
    DELETE = auto()
    HOW_TO = auto()
    """Make a how-to sheet of how it was fixed; the problem stays as it is (S36)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done.

    Attributes:
        move: which of them.
        words: for the reporter; in a note, for the desk; of a known problem, for every form.
        on: on whom or what it waits.
        until: until when it waits, or when to look again.
        minutes: how long a fix took; None where nobody says.
        priority: how soon it is to be.
        everywhere: all branches are told, not its own only.
        back_at: when a known problem is expected to be over (aware, UTC).
        back_words: the same as it was typed, while the wish is being made.
        others: the reports that join it, or that part from it.
        is_meant: somebody was asked whether it shall be deleted though it is no test.
    """

    move: Move
    words: str = ""
    on: WaitingOn | None = None
    until: date | None = None
    minutes: int | None = None
    priority: Priority | None = None
    everywhere: bool = False
    back_at: datetime | None = None
    back_words: str = ""
    others: tuple[ReportId, ...] = ()
    is_meant: bool = False


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

    Args:
        tasks: the threads.
        inbox: the use cases.
        rarer: loads the rarer ones.

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

    def __init__(
        self, tasks: Tasks, inbox: Inbox, rarer: Callable[[], Rarer], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._inbox = inbox
        self._rarer = rarer
        self._under_way: dict[ReportId, Wish] = {}

    def under_way(self, report_id: ReportId) -> Wish | None:
        """Return what is being done to this problem right now; None for nothing."""
        return self._under_way.get(report_id)

    def do(self, deed: Deed, version: int | None) -> None:
        """Do what is wished.

        Args:
            deed: the problem and the wish.
            version: what was on the screen; None to do it over whatever is there now.
        """
        if deed.report_id in self._under_way:
            return  # a second press of the same key
        self._under_way[deed.report_id] = deed.wish

        def work() -> Changes:
            expected = self._inbox.get(deed.report_id).version if version is None else version
            return self._perform(deed.report_id, deed.wish, expected)

        def done(changes: Changes) -> None:
            self._under_way.pop(deed.report_id, None)
            self.done.emit(Deed(deed.report_id, deed.sequence, deed.number, deed.wish, changes))

        self._tasks.database(work, done, owner=self, failed=self._teller(deed))

    def take_back(self, deed: Deed) -> None:
        """Take back what was done, while its words have not left."""
        changes = deed.changes
        if changes is None or deed.report_id in self._under_way:
            return
        self._under_way[deed.report_id] = deed.wish

        def done(_changes: Changes) -> None:
            self._under_way.pop(deed.report_id, None)
            self.taken_back.emit(deed)

        self._tasks.database(
            lambda: self._undo(deed.report_id, deed.wish, changes),
            done,
            owner=self,
            failed=self._teller_of_undo(deed),
        )

    def _perform(self, report_id: ReportId, wish: Wish, version: int) -> Changes:
        """Do what is wished to a problem; on the database thread.

        Raises:
            Refusal, Conflict, Unavailable: as the service does.
        """
        match wish.move:
            case Move.TELL:
                return self._rarer().telling.tell(
                    report_id,
                    wish.words,
                    version=version,
                    everywhere=wish.everywhere,
                    until=wish.back_at,
                )
            case Move.JOIN:
                # What matters of the others is looked at when they join: that they are open.
                others = {one: self._inbox.get(one).version for one in wish.others}
                return self._rarer().joining.join(report_id, others, version=version)
            case Move.PART:
                return self._rarer().joining.part(report_id, wish.others, version=version)
            case Move.DELETE:
                return self._rarer().deleting.delete(
                    report_id, version=version, is_confirmed=wish.is_meant
                )
        return perform(self._inbox, report_id, wish, version)

    def _undo(self, report_id: ReportId, wish: Wish, changes: Changes) -> Changes:
        match wish.move:
            case Move.TELL:
                return self._rarer().telling.stop(report_id)
            case Move.JOIN:
                return self._rarer().joining.undo(report_id, changes)
            case Move.DELETE:
                return self._rarer().deleting.undo(report_id, changes)
        return self._inbox.take_back(report_id, changes.reply, changes.before)

    def _teller(self, deed: Deed) -> Callable[[Exception], None]:
        def tell(error: Exception) -> None:
            self._under_way.pop(deed.report_id, None)
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
            self._under_way.pop(deed.report_id, None)
            if isinstance(error, Conflict | Refusal | Unavailable):
                # Nothing to choose here: what was to be undone has gone its way.
                self.not_taken_back.emit(deed, error.sentence)
            else:
                self._tasks.unhandled.emit(error)

        return tell


def perform(inbox: Inbox, report_id: ReportId, wish: Wish, version: int) -> Changes:
    """Do what one problem needs; on the database thread.

    Raises:
        Refusal, Conflict, Unavailable: as the service does.
    """
    words, until = wish.words, wish.until
    doers: dict[Move, Callable[..., Changes]] = {
        Move.ANSWER: partial(inbox.answer, report_id, words),
        Move.START: partial(inbox.start, report_id),
        Move.WAIT: partial(inbox.wait, report_id, wish.on, until, words=words),
        Move.FIX: partial(inbox.fix, report_id, words, minutes=wish.minutes),
        Move.PUT_OFF: partial(inbox.put_off, report_id, words, until),
        Move.RESTATE: partial(inbox.restate, report_id, words),
        Move.NOTE: partial(inbox.note, report_id, words),
        Move.RANK: partial(inbox.rank, report_id, wish.priority, words),
    }
    return doers[wish.move](version=version)
