"""The cards that stay beside the list: what it is narrowed to, and the keys; each when wanted."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from libdesk.domain.item_lists import ItemChoice, ItemFacet
from libdesk.services.equipment import Equipment
from libdesk.ui.equipment.listing import Listing
from libdesk.ui.equipment.narrowing import ANY_STATUS, EVERY
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.equipment.right_side import RightSide
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.ui.equipment.filter_card import FilterCard
    from libdesk.ui.equipment.keys_card import EquipmentKeysCard


class SideCards(QObject):
    """Makes and shows them.

    Args:
        parts: reads what the list can be narrowed to.
        look: the theme.
        listing: the list.
        right: shows them.

    Signals:
        opened: one of them is shown.
        closed: one was closed by its button or by Esc.
        failed: why not.
    """

    opened = Signal()
    closed = Signal()
    failed = Signal(object)

    def __init__(
        self, parts: EquipmentParts, look: Theme, listing: Listing, right: RightSide
    ) -> None:
        super().__init__(right)
        self._parts = parts
        self._look = look
        self._listing = listing
        self._right = right
        self._filter: FilterCard | None = None
        self._keys: EquipmentKeysCard | None = None

    def show_filter(self) -> None:
        """Show what the list can be narrowed to; once more, and it goes."""
        self._parts.tasks.database(
            partial(_choices, self._parts.equipment),
            self._on_choices,
            owner=self,
            failed=self.failed.emit,
            key="choices",
        )

    def show_keys(self) -> None:
        """Show the keys; once more, and they go."""
        if self._keys is None:
            from libdesk.ui.equipment.keys_card import (  # noqa: PLC0415 - most days need none
                EquipmentKeysCard,
            )

            keys = [(one.key, one.told) for one in self._parts.ways]
            keys += [(one.key, one.told) for one in self._parts.list_ways]
            more = [(key.lower(), told) for key, told in keys if key]
            self._keys = EquipmentKeysCard(self._look, more)
            self._keys.closed.connect(self.closed)
        self._right.show_card(self._keys)
        self.opened.emit()

    def _on_choices(self, choices: tuple[ItemChoice, ...]) -> None:
        if self._filter is None:
            from libdesk.ui.equipment.filter_card import FilterCard  # noqa: PLC0415 - when wanted

            self._filter = FilterCard(self._look, self._parts.today)
            self._filter.narrowed.connect(self._listing.panel.narrow)
            self._filter.closed.connect(self.closed)
        self._filter.offer(choices, self._listing.panel.query.filter, self._listing.overview)
        self._right.show_card(self._filter)
        self.opened.emit()


def _choices(equipment: Equipment) -> tuple[ItemChoice, ...]:
    """Return what is offered: values of what is here, and every status that there is."""
    here = tuple(one for one in equipment.choices(EVERY) if one.facet is not ItemFacet.STATUS)
    every = equipment.choices(ANY_STATUS)
    return (*here, *(one for one in every if one.facet is ItemFacet.STATUS))
