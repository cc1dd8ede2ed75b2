"""Swaps spares in and back: offers them beside the list, and stores what was chosen."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.loans import Loan
from libdesk.domain.records import ItemId, Record
from libdesk.domain.stand_ins import Swapped
from libdesk.services.item_changes import Changed
from libdesk.services.places import Overview
from libdesk.services.stand_ins import StandIns
from libdesk.ui.equipment.item_reader import ItemReader
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.equipment.right_side import RightSide
from libdesk.ui.equipment.swap_card import SwapCard
from libdesk.ui.equipment.swap_words import back_words, booked_words, kept_words, swapped_words
from libdesk.ui.theme import Theme


class Swapping(QObject):
    """One card, and what is pressed on it.

    Args:
        parts: stores it.
        look: the theme.
        right: shows the card.
        reader: knows the item that is read.

    Signals:
        opened: the card is shown.
        closed: it is left, or done with.
        saved: what was changed; False, for nothing is new; and a sentence that says so.
        failed: why not.
    """

    opened = Signal()
    closed = Signal()
    saved = Signal(object, bool, str)
    failed = Signal(object)

    def __init__(
        self, parts: EquipmentParts, look: Theme, right: RightSide, reader: ItemReader
    ) -> None:
        super().__init__(right)
        self._parts = parts
        self._look = look
        self._right = right
        self._reader = reader
        self._card: SwapCard | None = None
        self._is_storing = False
        self.overview = Overview()

    def begin(self) -> None:
        """Show what could stand in for the item that is read, where something can."""
        chosen = self._reader.chosen
        if chosen is not None and chosen.standing is not None and chosen.standing.can_swap:
            self.offer(chosen.record)

    def offer(self, item: Record) -> None:
        """Show what could stand in for an item."""
        stand_ins = self._stand_ins

        def work() -> tuple[tuple[Record, ...], Mapping[ItemId, Loan]]:
            return stand_ins.spares(item.id), stand_ins.booked_soon()

        self._parts.tasks.database(
            work, partial(self._on_spares, item), owner=self, failed=self.failed.emit, key="spares"
        )

    def leave(self, key: int | None) -> None:
        """Close the card where another item than its own is read: it would be taken for that."""
        card = self._card
        if card is None or self._right.card is not card or key in (None, card.item):
            return
        self._right.close_card()

    def swap_back(self, swapped: Swapped) -> None:
        """Put both back where they were."""
        change, words = swapped.stand_in.change, back_words(swapped.away, swapped.spare)
        self._store(partial(self._stand_ins.swap_back, change, back_words), lambda: words)

    def keep(self, swapped: Swapped) -> None:
        """Let what stands in stay."""
        change, words = swapped.stand_in.change, kept_words(swapped.away, swapped.spare)
        self._store(partial(self._stand_ins.keep, change, kept_words), lambda: words)

    @property
    def _stand_ins(self) -> StandIns:
        return self._parts.stand_ins

    def _on_spares(
        self, item: Record, read: tuple[tuple[Record, ...], Mapping[ItemId, Loan]]
    ) -> None:
        spares, booked = read
        if self._card is None:
            self._card = SwapCard(self._look)
            self._card.closed.connect(self.closed)
            self._card.chosen.connect(self._on_chosen)
        self._card.offer(item, spares, self.overview, booked_words(booked, self._parts.today()))
        if self._right.card is not self._card:
            self._right.show_card(self._card)
        self._card.take_focus()
        self.opened.emit()

    def _on_chosen(self, spare: int) -> None:
        card = self._card
        if card is None or card.item is None:
            return
        names: list[str] = []

        def title(away: Record, by: Record) -> str:
            names.append(swapped_words(away, by))
            return names[-1]

        work = partial(self._stand_ins.swap_in, card.item, ItemId(spare), card.goes, title)
        self._store(work, lambda: names[-1], closes=True)

    def _store(
        self, work: Callable[[], Changed], words: Callable[[], str], *, closes: bool = False
    ) -> None:
        if self._is_storing:
            return  # pressed twice: the second would be told that it is done already
        self._is_storing = True

        def done(changed: Changed) -> None:
            self._is_storing = False
            if closes:
                self.closed.emit()
            self.saved.emit(changed, False, words())  # noqa: FBT003 - a signal takes no names

        def failed(error: Exception) -> None:
            self._is_storing = False
            self.failed.emit(error)

        self._parts.tasks.database(work, done, owner=self, failed=failed)
