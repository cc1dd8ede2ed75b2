"""What is done with loans: stored on the database's thread, told, and taken back again."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.loans import Condition
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.loans import LoanChange, Loans
from libdesk.services.ports import Clock
from libdesk.ui.loans.loan_form import LoanForm
from libdesk.ui.loans.loan_row import LoanRow
from libdesk.ui.loans.row_drafts import RowDrafts
from libdesk.ui.loans.wording import broken_words, done_words
from libdesk.ui.tasks import Tasks


class LoanDeeds(QObject):
    """Does them, one at a time.

    Args:
        loans: the use cases.
        tasks: the threads.
        now: the clock.
        parent: the room.

    Signals:
        done: what was done, in words, and the change by which it is taken back.
        taken_back: it is as it was.
        failed: why not, and nothing was changed.
        slip_requested: the id of the loan whose slip is to be printed.
        thing_requested: the label of a thing that is to be shown.
    """

    done = Signal(str, object)
    taken_back = Signal()
    failed = Signal(object)
    slip_requested = Signal(int)
    thing_requested = Signal(str)

    def __init__(self, loans: Loans, tasks: Tasks, now: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self.loans = loans
        self.tasks = tasks
        self._now = now
        self._is_storing = False
        self._drafts: dict[int, tuple[str, ...]] = {}
        self._row_drafts = RowDrafts()

    def today(self) -> date:
        """Return the reader's day."""
        return self._now().astimezone().date()

    def keep_draft(self, form: LoanForm) -> None:
        """Keep what is typed in a form until it is stored, or LibDesk closes."""
        form.drafts = self._drafts

    def store(self, form: LoanForm, after: Callable[[], None]) -> None:
        """Store what is typed in a form; what is wrong is told in it.

        Args:
            form: the form.
            after: called when it is stored.
        """
        try:
            loan = form.typed()
        except Refusal as error:
            form.set_trouble(error.sentence, error.field)
            return
        work = self.loans.lend if form.is_now() else self.loans.book

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal):
                form.set_trouble(error.sentence, error.field)
            elif isinstance(error, Unavailable | Conflict):
                form.set_trouble(error.sentence)
            else:
                self.tasks.unhandled.emit(error)

        def done() -> None:
            form.done()
            after()

        self._run(partial(work, loan), failed, done)

    def serve(self, row: LoanRow) -> None:
        """Do what is pressed on a row."""
        loan, record = row.lent.loan, row.lent.record
        loans, seen = self.loans, loan.version
        title = broken_words(record) if record is not None else ""

        def back(condition: Condition, said: str, leaves: bool) -> None:  # noqa: FBT001 - a signal
            self._run(
                partial(
                    loans.give_back,
                    loan.id,
                    condition,
                    said,
                    seen,
                    out_of_service=leaves,
                    title=title,
                )
            )

        row.back_requested.connect(back)
        row.extend_requested.connect(
            lambda day: self._run(partial(loans.extend, loan.id, day, seen))
        )
        row.hand_out_requested.connect(lambda: self._run(partial(loans.hand_out, loan.id, seen)))
        row.move_requested.connect(
            lambda first, last, item: self._run(
                partial(loans.move, loan.id, first, last, item, seen)
            )
        )
        row.edit_requested.connect(lambda wanted: self._run(partial(loans.edit, wanted, seen)))
        row.cancel_requested.connect(lambda: self._run(partial(loans.cancel, loan.id, seen)))
        row.slip_requested.connect(lambda: self.slip_requested.emit(loan.id))
        if record is not None:
            row.thing_requested.connect(lambda: self.thing_requested.emit(record.tag))
        row.resume(self._row_drafts)

    def take_back(self, change: LoanChange) -> None:
        """Let a loan be as it was before a change."""
        self.tasks.database(
            partial(self.loans.take_back, change),
            lambda _nothing: self.taken_back.emit(),
            owner=self,
            failed=self.failed.emit,
        )

    def _run(
        self,
        work: Callable[[], LoanChange],
        failed: Callable[[Exception], None] | None = None,
        after: Callable[[], None] | None = None,
    ) -> None:
        if self._is_storing:
            return  # pressed twice: the second would be told that it is done already
        self._is_storing = True

        def on_done(change: LoanChange) -> None:
            self._is_storing = False
            self._row_drafts.forget(change.left.id)
            if after is not None:
                after()
            words = done_words(change.before, change.left, change.record, self.today())
            self.done.emit(words, change)

        def on_failed(error: Exception) -> None:
            self._is_storing = False
            (failed or self.failed.emit)(error)

        self.tasks.database(work, on_done, owner=self, failed=on_failed)
