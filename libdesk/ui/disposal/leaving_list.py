"""The list of one step: things as cards; several can be chosen, with Shift, Ctrl or Ctrl+A."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from libdesk.domain.disposal import Leaving
from libdesk.domain.records import ItemId
from libdesk.ui.disposal.wording import line_of
from libdesk.ui.planning.entry_list import EntryList
from libdesk.ui.theme import Theme


class LeavingList(EntryList):
    """Tells which things are chosen, whenever that changes.

    Args:
        look: the theme.

    Signals:
        picked: the things (a tuple of Leaving).
    """

    picked = Signal(object)

    def __init__(self, look: Theme) -> None:
        super().__init__(self.tr("Things on their way out"), look)
        self._things: Mapping[int, Leaving] = {}
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.itemSelectionChanged.connect(self._on_selection)

    def show_things(
        self,
        things: Sequence[Leaving],
        branches: Mapping[str, str],
        wanted: Sequence[ItemId] = (),
    ) -> None:
        """Show these; what was chosen stays chosen, else the first is.

        Args:
            things: in their order.
            branches: the names of the branches.
            wanted: others to choose.
        """
        kept = set(wanted) or {one.record.id for one in self.things()}
        current = self.chosen_id()
        was_blocked = self.blockSignals(True)  # noqa: FBT003 - as Qt calls it
        self._things = {one.record.id: one for one in things}
        lines = [line_of(one, branches) for one in things]
        rows = [row for row, one in enumerate(things) if one.record.id in kept] or [0][: len(lines)]
        self.show_lines(lines)
        self.clearSelection()
        if rows:
            ids = [one.record.id for one in things]
            at = ids.index(ItemId(current)) if current in ids else rows[0]
            self.setCurrentRow(at if at in rows else rows[0])
            for row in rows:
                self.item(row).setSelected(True)
        self.blockSignals(was_blocked)
        self._on_selection()

    def things(self) -> tuple[Leaving, ...]:
        """Return what is chosen, in the list's order."""
        rows = sorted(self.row(one) for one in self.selectedItems())
        ids = list(self._things)
        return tuple(self._things[ids[row]] for row in rows if row < len(ids))

    def _on_selection(self) -> None:
        self.picked.emit(self.things())
