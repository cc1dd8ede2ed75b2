"""Sheets that are being written: one form at a time, and what was put aside half written."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.knowledge import HowTo, Sheet
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.knowledge import Chosen, Knowledge
from libdesk.services.ports import Clock
from libdesk.ui.knowledge.checklist_form import ChecklistForm
from libdesk.ui.knowledge.how_to_form import HowToForm
from libdesk.ui.knowledge.sheet_form import SheetForm
from libdesk.ui.places.saving import Saving
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet that is written.

    Attributes:
        how_to: as it was typed so far.
        version: what it began from.
        is_new: it is not stored yet.
    """

    how_to: HowTo
    version: int
    is_new: bool = False


class Writing(QObject):
    """Opens forms, saves what was typed in them, and keeps what was left unsaved.

    Args:
        knowledge: stores it.
        now: tells the time.
        tasks: the threads.
        look: the theme.
        parent: the page.

    Signals:
        opened: the form to show.
        closed: the form is left.
        saved: the id of what was saved.
    """

    opened = Signal(QWidget)
    closed = Signal()
    saved = Signal(str)

    def __init__(
        self, knowledge: Knowledge, now: Clock, tasks: Tasks, look: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._now = now
        self._tasks = tasks
        self._look = look
        self._form: HowToForm | None = None
        self._is_new = False
        self._drafts: dict[str, Draft] = {}

    @property
    def is_open(self) -> bool:
        """Say whether something is being written."""
        return self._form is not None

    def has_draft(self, sheet_id: str) -> bool:
        """Say whether words for a sheet were put aside."""
        return sheet_id in self._drafts

    def new_one(self, of: type[HowTo]) -> Draft | None:
        """Return a new sheet, or a new checklist, that was put aside; None for none."""
        aside = (one for one in self._drafts.values() if isinstance(one.how_to, of))
        return next((one for one in aside if one.is_new), None)

    def forget(self, sheet_id: str) -> None:
        """Throw away what was put aside for a sheet."""
        self._drafts.pop(sheet_id, None)

    def open(self, fresh: Draft) -> None:
        """Open the form with a sheet, or with what was put aside of it."""
        self.leave()
        kept = self._drafts.get(fresh.how_to.id)
        draft = kept or fresh
        how_to = draft.how_to
        form: HowToForm
        if isinstance(how_to, Sheet):
            form = SheetForm(how_to, self._look, self._tasks, is_new=draft.is_new)
        else:
            form = ChecklistForm(how_to, self._look, is_new=draft.is_new)
        form.version = draft.version
        form.is_dirty = kept is not None or (draft.is_new and bool(how_to.title))
        saving = Saving(self._tasks, self._now, self._look, form)
        form.save_requested.connect(partial(self._save, form, saving))
        form.cancel_requested.connect(self.leave)
        saving.saved.connect(partial(self._on_saved, form))
        saving.shown_requested.connect(partial(self._show_anew, form))
        self._form, self._is_new = form, draft.is_new
        self.opened.emit(form)

    def leave(self) -> None:
        """Close the form; what was typed and not saved is put aside."""
        form = self._form
        if form is None:
            return
        if form.is_dirty:
            how_to = form.how_to()
            self._drafts[how_to.id] = Draft(how_to, form.version, self._is_new)
        self._close()

    def _close(self) -> None:
        self._form = None
        self.closed.emit()

    def _save(self, form: HowToForm, saving: Saving) -> None:
        how_to, knowledge = form.how_to(), self._knowledge
        saving.save(form, lambda version: knowledge.save(how_to, version).version)

    def _on_saved(self, form: HowToForm) -> None:
        sheet_id = form.how_to().id
        self._drafts.pop(sheet_id, None)
        self._is_new = False
        if form is self._form and not form.is_dirty:
            self._close()
        self.saved.emit(sheet_id)

    def _show_anew(self, form: HowToForm, then: object) -> None:
        """Show what somebody else has saved; then what had been typed."""

        def on_read(chosen: Chosen) -> None:
            form.show_how_to(chosen.how_to)
            form.version = chosen.version
            if callable(then):
                then()

        def on_not_read(error: Exception) -> None:
            form.touch()  # it was let go of, and nothing came in its place
            if isinstance(error, Refusal | Unavailable | Conflict):
                form.set_trouble(error.sentence)
            else:
                self._tasks.unhandled.emit(error)

        sheet_id = form.how_to().id
        work = partial(self._knowledge.get, sheet_id)
        self._tasks.database(work, on_read, owner=form, failed=on_not_read)
