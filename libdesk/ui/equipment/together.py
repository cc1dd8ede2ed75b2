"""Changes many items at once: opens the cards for it, and stores what was set in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.domain.item_lists import ItemChoice, ItemFacet, ItemFilter, ItemLine
from libdesk.domain.records import ItemId
from libdesk.domain.requirements import Clash
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.item_changes import Changed
from libdesk.services.places import Overview
from libdesk.ui.equipment.field_edits import FieldEdits
from libdesk.ui.equipment.many_cards import SYSTEM_FIELDS, BulkCard, ManyCard, MoveCard
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.garbage import large_work
from libdesk.ui.places.saving import Saving
from libdesk.ui.planning.wording import clashes_words
from libdesk.ui.theme import Theme

_EVERY = ItemFilter(statuses=frozenset(Status))


@dataclass(frozen=True, slots=True)
class _Many:
    """The items, and the values that others have."""

    lines: tuple[ItemLine, ...]
    choices: tuple[ItemChoice, ...]


class Together(QObject):
    """One card at a time.

    Args:
        parts: stores it.
        look: the theme.
        parent: the page.

    Signals:
        opened: the card to show.
        closed: it is left.
        saved: what was changed.
        read_requested: somebody else has changed some of them.
        failed: why not.
    """

    opened = Signal(QWidget)
    closed = Signal()
    saved = Signal(object)
    read_requested = Signal()
    failed = Signal(object)

    def __init__(self, parts: EquipmentParts, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._look = look
        self.overview = Overview()

    def change(self, ids: Sequence[int]) -> None:
        """Open the card that sets any field."""
        self._open(ids, BulkCard)

    def move(self, ids: Sequence[int]) -> None:
        """Open the card that sets status and place."""
        self._open(ids, MoveCard)

    def _open(self, ids: Sequence[int], make: type[BulkCard] | type[MoveCard]) -> None:
        if ids:
            self._parts.tasks.database(
                partial(_many, self._parts.equipment, tuple(map(ItemId, ids))),
                partial(self._on_many, make),
                owner=self,
                failed=self.failed.emit,
                key="many",
            )

    def _on_many(self, make: type[BulkCard] | type[MoveCard], many: _Many) -> None:
        if not many.lines:
            return
        edits = FieldEdits(self._look, self.overview, many.choices, self._parts.today())
        card = make(many.lines, edits, self._look)
        saving = Saving(self._parts.tasks, self._parts.now, self._look, card)
        card.save_requested.connect(partial(self._save, card, saving))
        card.cancel_requested.connect(self.closed)
        saving.saved.connect(partial(self._on_saved, card))
        saving.shown_requested.connect(partial(self._show_anew, card))
        if isinstance(card, BulkCard):
            card.system_typed.connect(partial(self._ask_against, card))
        self.opened.emit(card)

    def _ask_against(self, card: BulkCard) -> None:
        """Ask what stands against the system that is typed, and let the card say it."""

        def on_asked(found: Sequence[Clash]) -> None:
            card.warn(clashes_words(found))

        texts = card.texts()
        system, version = (texts.get(name, "") for name in SYSTEM_FIELDS)
        work = partial(_against, self._parts, tuple(card.versions), system, version)
        self._parts.tasks.database(
            work, on_asked, owner=card, failed=self.failed.emit, key="against"
        )

    def _save(self, card: ManyCard, saving: Saving) -> None:
        texts = card.texts()
        if not texts:
            card.set_trouble(self.tr("Choose what is to be set, or go back with Esc."))
            return
        work = partial(_store, self._parts.equipment, card.versions, texts, card.corrects)
        saving.save(card, work)

    def _on_saved(self, card: ManyCard) -> None:
        self.closed.emit()
        if card.left is not None:
            self.saved.emit(card.left)

    def _show_anew(self, card: ManyCard, then: object) -> None:
        """Show the items as somebody else has left them; what is set here stays."""

        def on_many(many: _Many) -> None:
            card.versions = {one.id: one.version for one in many.lines}
            self.read_requested.emit()
            if callable(then):
                then()
            card.touch()

        self._parts.tasks.database(
            partial(_many, self._parts.equipment, tuple(card.versions)),
            on_many,
            owner=card,
            failed=self.failed.emit,
        )


def _many(equipment: Equipment, ids: tuple[ItemId, ...]) -> _Many:
    """Read the items; on the database's thread."""
    return _Many(equipment.lines(ids), equipment.choices(_EVERY))


def _against(
    parts: EquipmentParts, ids: tuple[ItemId, ...], system: str, version: str
) -> tuple[Clash, ...]:
    """Read what stands against a system and version; on the database's thread."""
    systems = [system] if system else []
    if version and not system:
        # Another version of what each of them runs already.
        chosen = parts.equipment.choices(ItemFilter(only=frozenset(ids), statuses=_EVERY.statuses))
        systems = [one.value for one in chosen if one.facet is ItemFacet.SYSTEM]
    found = [clash for one in systems for clash in parts.against_system(one, version)]
    return tuple({clash.requirement.id: clash for clash in found}.values())


def _store(
    equipment: Equipment,
    versions: Mapping[ItemId, int],
    texts: Mapping[str, str],
    corrects: bool,  # noqa: FBT001 - bound in place by `partial`
    version: int | None,
) -> Changed:
    """Set the fields; with None for a version, whatever the items are like by now."""
    if version is None:
        versions = {one.id: one.version for one in equipment.lines(tuple(versions))}
    with large_work(stays=False):  # it may be all items
        return equipment.change_all(versions, texts, corrects=corrects)
