"""What is done with a sheet as a whole: reviewed, put back to the shipped text, removed, undone."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.knowledge import HowTo
from libdesk.services.knowledge import Chosen, Knowledge
from libdesk.ui.tasks import Tasks


class SheetDeeds(QObject):
    """Does it, on the database's thread, and tells.

    Args:
        knowledge: stores it.
        tasks: the threads.
        parent: the page.

    Signals:
        told: what was done, and what takes it back; None where that can't be.
        changed: the id of a sheet that is another now.
        failed: why not.

    Attributes:
        chosen: the sheet that is shown; None for none.
    """

    told = Signal(str, object)
    changed = Signal(str)
    failed = Signal(object)

    def __init__(self, knowledge: Knowledge, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._tasks = tasks
        self.chosen: Chosen | None = None

    def review(self) -> None:
        """Note that somebody has read it and found it right."""
        if self.chosen is not None:
            work = partial(self._knowledge.mark_reviewed, self.chosen.how_to.id)
            self._tasks.database(work, self._on_reviewed, owner=self, failed=self.failed.emit)

    def put_back(self) -> None:
        """Go back to the shipped text; a sheet of the library's own is removed."""
        gone = self.chosen
        if gone is not None:
            self._tasks.database(
                partial(self._knowledge.put_back_shipped, gone.how_to.id, gone.version),
                lambda _nothing: self._on_put_back(gone),
                owner=self,
                failed=self.failed.emit,
            )

    def _on_reviewed(self, reviewed: Chosen) -> None:
        self.told.emit(self.tr("Noted: reviewed today. The next review is in a year."), None)
        self.changed.emit(reviewed.how_to.id)

    def _on_put_back(self, gone: Chosen) -> None:
        told = self.tr("“{title}” is removed.").format(title=gone.how_to.title)
        if gone.is_shipped:
            told = self.tr("The shipped text is back.")
        self.told.emit(told, partial(self._undo, gone.how_to))
        self.changed.emit(gone.how_to.id)

    def _undo(self, how_to: HowTo) -> None:
        self.told.emit("", None)
        self._tasks.database(
            partial(self._knowledge.save, how_to),
            lambda chosen: self.changed.emit(chosen.how_to.id),
            owner=self,
            failed=self.failed.emit,
        )
