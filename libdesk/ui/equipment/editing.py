"""Items that are being written: one form at a time, and what was put aside half written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import ItemChoice, ItemFilter
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import MOVES, Status
from libdesk.services.equipment import Chosen, Equipment
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.item_changes import Changed, with_typed
from libdesk.services.places import Overview
from libdesk.ui.equipment.field_edits import FieldEdits
from libdesk.ui.equipment.item_form import Draft, ItemForm
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.places.saving import Saving
from libdesk.ui.theme import Theme

_BLANK = Record(Tag(""), "", "")
_EVERY = ItemFilter(statuses=frozenset(Status))


@dataclass(frozen=True, slots=True)
class _Known:
    """What a form is made with: read before it opens."""

    choices: tuple[ItemChoice, ...]
    own_fields: tuple[str, ...]
    label: str = ""


class Editing(QObject):
    """Opens forms, saves what was typed in them, and keeps what was left unsaved.

    Args:
        parts: stores it.
        look: the theme.
        parent: the page.

    Signals:
        opened: the form to show.
        closed: the form is left.
        saved: what was changed; whether it is a new item.
        failed: why a form could not be opened.
    """

    opened = Signal(QWidget)
    closed = Signal()
    saved = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, parts: EquipmentParts, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._look = look
        self._form: ItemForm | None = None
        self._draft = Draft(_BLANK)
        self._is_new = False
        self._drafts: dict[ItemId, Draft] = {}
        self.overview = Overview()

    @property
    def is_open(self) -> bool:
        """Say whether something is being written."""
        return self._form is not None

    def has_draft(self, item_id: ItemId) -> bool:
        """Say whether words for an item were put aside."""
        return item_id in self._drafts

    def forget(self, item_id: ItemId) -> None:
        """Throw away what was put aside for an item."""
        self._drafts.pop(item_id, None)

    def change(self, chosen: Chosen) -> None:
        """Open the form with an item, or with what was put aside of it."""
        draft = Draft(chosen.record, chosen.own_fields)
        self._ask(partial(_known, self._parts.equipment), partial(self._open, draft))

    def add(self) -> None:
        """Open the form for a new item, with a label that is free."""

        def on_known(known: _Known) -> None:
            self._open(Draft(_BLANK, known.own_fields, {"tag": known.label}), known)

        self._ask(partial(_known, self._parts.equipment), on_known)

    def leave(self) -> None:
        """Close the form; what was typed and not saved is put aside."""
        form = self._form
        if form is None:
            return
        typed = form.typed()
        # A label that was only offered is nothing that somebody has typed.
        if form.is_dirty and (form.record.id or set(typed) - {"tag"}):
            self._drafts[form.record.id] = replace(self._draft, record=form.record, typed=typed)
        else:
            self._drafts.pop(form.record.id, None)
        self._close()

    def _ask(self, work: Callable[[], _Known], done: Callable[[_Known], None]) -> None:
        self._parts.tasks.database(work, done, owner=self, failed=self.failed.emit, key="form")

    def _open(self, fresh: Draft, known: _Known) -> None:
        self.leave()
        kept = self._drafts.get(fresh.record.id)
        self._draft = kept or fresh
        now = self._draft.record.status
        statuses = tuple(Status) if not fresh.record.id else (now, *MOVES[now])
        edits = FieldEdits(self._look, self.overview, known.choices, self._parts.today(), statuses)
        form = ItemForm(self._draft, edits, self._look)
        saving = Saving(self._parts.tasks, self._parts.now, self._look, form)
        form.save_requested.connect(partial(self._save, form, saving))
        form.cancel_requested.connect(self.leave)
        saving.saved.connect(partial(self._on_saved, form))
        saving.shown_requested.connect(partial(self._show_anew, form))
        self._form = form
        # Shown in a turn of its own: both at once would hold the window still for too long.
        QTimer.singleShot(0, form, partial(self._show, form))

    def _show(self, form: ItemForm) -> None:
        if form is self._form:
            self.opened.emit(form)

    def _close(self) -> None:
        self._form = None
        self.closed.emit()

    def _save(self, form: ItemForm, saving: Saving) -> None:
        base, typed = form.record, form.typed()
        self._is_new = not base.id
        saving.save(form, partial(_store, self._parts.equipment, base, typed))

    def _on_saved(self, form: ItemForm) -> None:
        changed = form.left
        if changed is None:
            return
        self._drafts.pop(ItemId(0) if self._is_new else changed.records[0].id, None)
        if form is self._form and not form.is_dirty:
            self._close()
        self.saved.emit(changed, self._is_new)

    def _show_anew(self, form: ItemForm, then: object) -> None:
        """Show what somebody else has saved; then what had been typed."""

        def on_read(chosen: Chosen) -> None:
            form.show_record(chosen.record, {})
            if callable(then):
                then()

        def on_not_read(error: Exception) -> None:
            form.touch()  # it was let go of, and nothing came in its place
            if isinstance(error, Refusal | Unavailable | Conflict):
                form.set_trouble(error.sentence)
            else:
                self._parts.tasks.unhandled.emit(error)

        work = partial(self._parts.equipment.get, form.record.id)
        self._parts.tasks.database(work, on_read, owner=form, failed=on_not_read)


def _known(equipment: Equipment) -> _Known:
    """Read what forms complete and suggest; on the database's thread."""
    return _Known(equipment.choices(_EVERY), equipment.own_fields(), equipment.next_label())


def _store(
    equipment: Equipment, base: Record, typed: dict[str, str], version: int | None
) -> Changed:
    """Store what was typed; on the database's thread.

    Args:
        equipment: the use cases.
        base: what somebody began from.
        typed: what they changed, as texts.
        version: of what they began from; None to set it in the item as it is now, over what
            somebody else has changed meanwhile.
    """
    if not base.id:
        return equipment.add(with_typed(base, typed))
    if version is None:
        base = equipment.get(base.id).record
    return equipment.save(with_typed(base, typed))
