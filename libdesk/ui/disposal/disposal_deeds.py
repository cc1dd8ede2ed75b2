"""What is done with what is chosen: the form that is next is kept, and can be taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.item_history import ChangeId
from libdesk.domain.wiping import Result
from libdesk.services.disposals import Disposals
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.item_changes import Changed
from libdesk.ui.disposal.depart_form import DepartForm
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.disposal.leaving_side import LeavingSide
from libdesk.ui.disposal.small_forms import CertificateForm, RetireForm
from libdesk.ui.disposal.wipe_form import WipeForm
from libdesk.ui.disposal.wording import how_words, things_words
from libdesk.ui.tasks import Tasks


class DisposalDeeds(QObject):
    """Asks the use cases on the database's thread; what was typed stays where one says no.

    Args:
        disposals: the use cases.
        undo: takes a change set back.
        tasks: the threads.
        side: shows what is chosen, and its form.

    Signals:
        done: what can be taken back, and a sentence that says what was done.
        taken_back: it was taken back.
        failed: why something was not done, where no form can say it.
    """

    done = Signal(object, str)
    taken_back = Signal()
    failed = Signal(object)

    def __init__(
        self,
        disposals: Disposals,
        undo: Callable[[ChangeId], object],
        tasks: Tasks,
        side: LeavingSide,
    ) -> None:
        super().__init__(side)
        self._disposals = disposals
        self._undo = undo
        self._tasks = tasks
        self._side = side
        side.save_requested.connect(self._on_save)
        side.keep_requested.connect(self._on_keep)

    def take_back(self, done: object) -> None:
        """Take back what `done` has told of."""
        # A tuple of departures, as they were; or the number of a change set.
        work: Callable[[], object] = (
            partial(self._disposals.take_certificate_back, done)
            if isinstance(done, tuple)
            else lambda: self._undo(ChangeId(int(str(done))))
        )
        self._tasks.database(
            work, lambda _: self.taken_back.emit(), owner=self, failed=self.failed.emit
        )

    def _on_save(self) -> None:
        form = self._side.form
        if form is None or not form.begin():
            return
        form.set_trouble("")
        try:
            work, told = self._deed(form)
        except Refusal as refusal:
            form.finish()
            form.set_trouble(refusal.sentence, refusal.field)
            return
        self._tasks.database(
            work,
            partial(self._on_done, form, told),
            owner=self,
            failed=partial(self._on_refused, form),
        )

    def _deed(self, form: LeavingForm) -> tuple[Callable[[], object], str]:
        """Return what a form asks for, and what is told of it when it is done."""
        disposals, things = self._disposals, self._side.things
        ids = [one.record.id for one in things]
        named = str(things[0].record.tag) if len(things) == 1 else things_words(len(things))
        if isinstance(form, RetireForm):
            told = self.tr("{what}: declared surplus.").format(what=named)
            return partial(disposals.retire, ids, form.why(), form.condition(), told), told
        if isinstance(form, WipeForm):
            wipe = form.record()
            is_done = wipe.result is Result.DONE
            told = self.tr("{what}: wiped.") if is_done else self.tr("{what}: the wipe failed.")
            told = told.format(what=named)
            return partial(disposals.record_wipe, wipe, told, ids), told
        if isinstance(form, DepartForm):
            departure = form.departure()
            told = self.tr("{what}: {how}.")
            told = told.format(what=named, how=how_words(departure.how).lower())
            return partial(disposals.depart, ids, departure, told), told
        if not isinstance(form, CertificateForm):
            raise TypeError("a form that nobody keeps")
        gone = [one.departure for one in things if one.departure is not None]
        day = form.day("certificate_on")
        told = self.tr("{what}: the certificate is kept.").format(what=named)
        return partial(disposals.add_certificate, gone, form.number(), day), told

    def _on_done(self, form: LeavingForm, told: str, done: object) -> None:
        form.finish()
        if self._side.form is form:
            self._side.forget_draft()
        self.done.emit(done.change if isinstance(done, Changed) else done, told)

    def _on_refused(self, form: LeavingForm, error: Exception) -> None:
        form.finish()
        if isinstance(error, Refusal | Conflict | Unavailable):
            form.set_trouble(error.sentence, getattr(error, "field", ""))
        else:
            self._tasks.unhandled.emit(error)

    def _on_keep(self) -> None:
        ids = [one.record.id for one in self._side.things]
        told = self.tr("Kept until the day that E-rate asks for.")
        self._tasks.database(
            partial(self._disposals.keep, ids, told),
            lambda done: self.done.emit(done.change, told),
            owner=self,
            failed=self.failed.emit,
        )
