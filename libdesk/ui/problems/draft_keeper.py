"""Keeps what is typed on this computer's disk while it is being typed, and offers it again."""

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.domain.problems import ReportId
from libdesk.services.drafts import Draft
from libdesk.services.ports import KeptDraft
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.tasks import Tasks

WAIT_MS = 700
"""So long after the first sign that is not written yet; a crash costs no more words than that.

Not after the last one: whoever types without a rest would have nothing written."""


class DraftKeeper(QObject):
    """Writes one draft at a time, in the background.

    Args:
        parts: where drafts are kept.
        tasks: the threads.
        parent: its owner.
    """

    found = Signal(object)
    """A `KeptDraft` that was typed and not sent."""

    def __init__(self, parts: FormParts, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts = parts.drafts
        self._following = parts.following
        self._tasks = tasks
        self._next: tuple[Draft, ReportId] | None = None
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.keep_now)

    def look(self) -> None:
        """Look for what was typed and not sent."""
        self._tasks.database(self._load, self._on_found, owner=self, failed=_leave, quiet=True)

    def keep(self, draft: Draft, report_id: ReportId) -> None:
        """Write this draft in a moment, typing or not; another one that waits is written first."""
        if self._next is not None and self._next[1] != report_id:
            self.keep_now()
        self._next = (draft, report_id)
        if not self._wait.isActive():
            self._wait.start()

    def keep_now(self) -> None:
        """Write what waits to be written: the window closes, or the session ends."""
        self._wait.stop()
        if self._next is None:
            return
        draft, report_id = self._next
        self._next = None
        # Typing goes on where it cannot be written; Send says what is the matter.
        self._tasks.database(
            lambda: self._drafts.save(draft, report_id),
            _nothing,
            owner=self,
            failed=_leave,
            quiet=True,
        )

    def forget(self, report_id: ReportId) -> None:
        """Let go of a draft: it was sent, or is empty again."""
        if self._next is not None and self._next[1] == report_id:
            self._wait.stop()
            self._next = None
        self._tasks.database(
            lambda: self._drafts.clear(report_id), _nothing, owner=self, failed=_leave, quiet=True
        )

    def _load(self) -> KeptDraft | None:
        kept = self._drafts.load()
        if kept is not None and any(
            one.report.id == kept.report_id for one in self._following.list()
        ):
            # It was sent, and the computer went off before it could be let go: sending it once more
            # would file nothing, and whatever had been typed on would be lost.
            self._drafts.clear(kept.report_id)
            return None
        return kept

    def _on_found(self, kept: KeptDraft | None) -> None:
        if kept is not None:
            self.found.emit(kept)


def _nothing(_result: None) -> None:
    """Take note of nothing."""


def _leave(_error: Exception) -> None:
    """Leave it: a draft that cannot be written must not disturb whoever types it."""
