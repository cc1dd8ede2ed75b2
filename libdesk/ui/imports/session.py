"""One list on its way in: worked out, changed, worked out anew, read in, taken back."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.tables import GUESSED, ReadChoice
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.item_import import Imported
from libdesk.ui.imports.parts import Importing, Order, Work, Worked
from libdesk.ui.imports.said import Said
from libdesk.ui.imports.wording import items_count_words
from libdesk.ui.imports.working import Run, Working
from libdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from libdesk.domain.item_history import ChangeId

REWORK_AFTER_MS = 300
"""So long after the last choice all is worked out anew."""

LET_GO_AFTER_MS = 50
"""So long after something else is shown, what was shown before is let go of."""


class Doing(Enum):
    """What runs."""

    NOTHING = "nothing"
    WORKING_OUT = "working out"
    READING_IN = "reading in"
    TAKING_BACK = "taking back"


class ImportSession(QObject):
    """Knows what is shown, what was said about it, and what was done.

    Args:
        importing: does the work.
        tasks: the threads.
        window: whose it is.

    Signals:
        begun: something runs, or will in a moment; what, as a sentence.
        worked: what would become of the file (Work), and what is to be said beside it.
        carried: what was read in (Imported).
        stopped: what runs has ended because somebody asked for it; a sentence.
        failed: why it did not work, as a sentence.
    """

    begun = Signal(str)
    worked = Signal(object, str)
    carried = Signal(object)
    stopped = Signal(str)
    failed = Signal(str)

    def __init__(self, importing: Importing, tasks: Tasks, window: QObject) -> None:
        super().__init__(window)
        self._tasks = tasks
        self.path: Path | None = None
        self.work: Work | None = None
        self.change: ChangeId | None = None
        """What can be taken back."""
        self._read_as = GUESSED
        self._told = ""
        self._doing = Doing.NOTHING
        self._said = Said()
        self._working = Working(importing, tasks, self)
        self._again = QTimer(self, singleShot=True, interval=REWORK_AFTER_MS)
        self._again.timeout.connect(self._work_out)
        self._gone: Work | None = None
        self._letting_go = QTimer(self, singleShot=True, interval=LET_GO_AFTER_MS)
        self._letting_go.timeout.connect(self._let_go)
        self._working.worked.connect(self._on_worked)
        self._working.carried.connect(self._on_carried)
        self._working.undone.connect(self._on_undone)
        self._working.stopped.connect(self._on_stopped)
        self._working.failed.connect(self._on_failed)

    @property
    def run(self) -> Run | None:
        """Return what runs."""
        return self._working.run

    @property
    def is_writing(self) -> bool:
        """Say whether something is written now, so that nothing else may begin."""
        return self._doing in (Doing.READING_IN, Doing.TAKING_BACK)

    def open_file(self, path: Path) -> None:
        """Work out what would become of a file."""
        self._gone = self.work
        self.path, self.work, self._read_as, self._told = path, None, GUESSED, ""
        self._said.forget()
        self._work_out()

    def stop(self) -> bool:
        """Ask what runs to end; say whether anything does."""
        self._working.stop()
        return self._working.run is not None

    def say(self, tell: Callable[[Said, Worked], None]) -> None:
        """Take in what somebody says about the list, and work it out anew in a moment."""
        if self.work is not None and not self.is_writing:
            tell(self._said, self.work.worked)
            self._rework()

    def read_as(self, choice: ReadChoice) -> None:
        """Read the file in another way."""
        if not self.is_writing:
            self._read_as = choice
            self._rework()

    def carry_out(self) -> None:
        """Read the list in as it is shown."""
        if self.path is None or self.work is None or self._is_busy():
            return
        self._doing = Doing.READING_IN
        self._working.carry_out(self.path, self.work.worked)
        self.begun.emit(self.tr("The list is being read in…"))

    def undo(self) -> None:
        """Take back what was read in last."""
        if self.change is None or self._is_busy():
            return
        self._doing = Doing.TAKING_BACK
        self._working.undo(self.change)
        self.begun.emit(self.tr("It is being taken back…"))

    def _is_busy(self) -> bool:
        return self._again.isActive() or self._working.run is not None

    def _rework(self) -> None:
        # What is shown is true no longer: it can't be read in before it is worked out anew.
        self._working.stop()
        self._again.start()
        self.begun.emit(self.tr("The list is being worked out…"))

    def _work_out(self) -> None:
        self._again.stop()
        if self.path is None:
            return
        self._doing = Doing.WORKING_OUT
        self._working.work_out(Order(self.path, self._said.document, self._read_as))
        self.begun.emit(self.tr("The list is being worked out…"))

    def _on_worked(self, work: Work) -> None:
        if self._again.isActive():  # another choice was made meanwhile
            return
        self._doing = Doing.NOTHING
        # To let go of ten thousand rows takes as long as to show them: each in a turn of its own.
        self._gone = self.work or self._gone
        self._letting_go.start()
        self.work = work
        self._read_as = work.worked.read_as
        told, self._told = self._told, ""
        self.worked.emit(work, told)

    def _let_go(self) -> None:
        self._gone = None

    def _on_carried(self, imported: Imported) -> None:
        self._doing = Doing.NOTHING
        self.change = imported.change
        self.carried.emit(imported)

    def _on_undone(self, count: int) -> None:
        self.change = None
        words = self.tr("Taken back: {items} as before.")
        self._told = words.format(items=items_count_words(count))
        self._work_out()

    def _on_stopped(self) -> None:
        if self._again.isActive():
            return
        was, self._doing = self._doing, Doing.NOTHING
        if was is Doing.READING_IN:
            self.stopped.emit(self.tr("Stopped. Nothing was read in."))
            return
        if self.work is not None:
            # What is shown counts again, and not what was said last.
            self._said.go_back(self.work.worked)
            self._read_as = self.work.worked.read_as
            self.worked.emit(self.work, "")
        self.stopped.emit(self.tr("Stopped."))

    def _on_failed(self, error: Exception) -> None:
        if self._again.isActive():
            return
        was, self._doing = self._doing, Doing.NOTHING
        if isinstance(error, Conflict) and was is Doing.READING_IN:
            # The list is another one now: what is shown has to be about that one.
            self._told = error.sentence
            self._work_out()
        elif isinstance(error, Refusal | Unavailable | Conflict):
            self.failed.emit(error.sentence)
        else:
            self.failed.emit(self.tr("That did not work, and nothing was changed. Try it again."))
            self._tasks.unhandled.emit(error)
