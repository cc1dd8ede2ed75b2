"""Send: one draft becomes one kept report, however often the button is pressed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from libdesk.domain.hours import Hours
from libdesk.domain.problems import FollowUpKind, Report, ReportId
from libdesk.services.drafts import Draft
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.problems import Receipt
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.tasks import Tasks


class Sending(QObject):
    """Keeps reports on the database thread, one at a time.

    Args:
        parts: the filing service and what belongs to each report of this computer.
        tasks: the threads.
        parent: its owner.
    """

    kept = Signal(object)
    """A `Receipt`: the report is safe on disk."""
    not_kept = Signal(str)
    """Why nothing was kept, and what to do; the words must stay on the screen."""

    def __init__(self, parts: FormParts, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tasks = tasks
        self._is_running = False

    @property
    def is_running(self) -> bool:
        """Say whether a report is being kept right now."""
        return self._is_running

    def send(
        self,
        draft: Draft,
        report_id: ReportId,
        hours: Hours | None = None,
    ) -> bool:
        """Keep a report; say whether this was begun, and not still busy with the one before.

        Args:
            draft: what was said, with the facts and the thing that stood on the page: what was not
                shown could not be left out.
            report_id: the id it is kept under.
            hours: by which a deadline is measured.
        """
        parts = self._parts

        def keep() -> Receipt:
            whole = replace(draft, branch=draft.branch or parts.branch)
            return parts.filing.submit(whole, report_id, hours)

        return self._begin(keep)

    def follow_up(
        self, report: Report, kind: FollowUpKind, said: Draft, report_id: ReportId
    ) -> bool:
        """Keep what is added to an earlier report; as `send`.

        Args:
            report: the earlier one.
            kind: what is added.
            said: words, pictures and effect.
            report_id: the id it is kept under.
        """
        filing = self._parts.filing
        return self._begin(lambda: filing.follow_up(report, kind, said, report_id))

    def _begin(self, keep: Callable[[], Receipt]) -> bool:
        if self._is_running:
            return False
        self._is_running = True
        # On the thread that only touches this computer's disk: a share that hangs may hold both of
        # the outside threads, and Send must never wait for it.
        self._tasks.database(keep, self._on_kept, owner=self, failed=self._on_not_kept, quiet=True)
        return True

    def _on_kept(self, receipt: Receipt) -> None:
        self._is_running = False
        self.kept.emit(receipt)

    def _on_not_kept(self, error: Exception) -> None:
        self._is_running = False
        if isinstance(error, Refusal | Unavailable):
            self.not_kept.emit(error.sentence)
            return
        self.not_kept.emit(
            self.tr(
                "Something went wrong inside LibDesk, and nothing was kept. Your words are still "
                "here: copy or print them, and tell IT."
            )
        )
        self._tasks.unhandled.emit(error)
