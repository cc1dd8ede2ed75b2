"""Reads the item that is chosen in the list, and shows it."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.records import ItemId
from libdesk.services.equipment import Chosen
from libdesk.services.places import Overview
from libdesk.ui.equipment.detail_side import DetailSide
from libdesk.ui.equipment.editing import Editing
from libdesk.ui.equipment.parts import EquipmentParts


class ItemReader(QObject):
    """Shows one item at a time.

    Args:
        parts: reads it.
        detail: shows it.
        editing: knows what was put aside for it.

    Signals:
        failed: why it could not be read.

    Attributes:
        overview: names the branches.
    """

    failed = Signal(object)

    def __init__(self, parts: EquipmentParts, detail: DetailSide, editing: Editing) -> None:
        super().__init__(detail)
        self._parts = parts
        self._detail = detail
        self._editing = editing
        self._id: ItemId | None = None
        self.chosen: Chosen | None = None
        self.overview = Overview()

    def open(self, key: int | None) -> None:
        """Show an item; None for none."""
        self._id = None if key is None else ItemId(key)
        if self._id is None:
            self.chosen = None
            self._detail.show_nothing()
        else:
            self.again()

    def again(self) -> None:
        """Read the item that is shown anew."""
        if self._id is not None:
            work = partial(self._parts.equipment.get, self._id)
            self._parts.tasks.database(
                work, self._show, owner=self, failed=self.failed.emit, key="one"
            )

    def forget_draft(self) -> None:
        """Throw away what was put aside for the item."""
        if self.chosen is not None:
            self._editing.forget(self.chosen.record.id)
            self._show(self.chosen)
            self._detail.take_focus()

    def _show(self, chosen: Chosen) -> None:
        is_new = self.chosen is None or self.chosen.record.id != chosen.record.id
        self.chosen = chosen
        has_draft = self._editing.has_draft(chosen.record.id)
        self._detail.show_chosen(chosen, self.overview, has_draft=has_draft, is_new=is_new)
