"""Which items came as gifts, in memory; keeps the contract of donation_item_stores.py."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from libdesk.domain.donation_items import Gift
from libdesk.domain.donations import OfferId
from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId

if TYPE_CHECKING:
    from tests.services.memory_items import ItemTables


class MemoryGifts:
    """Which items came as gifts."""

    def __init__(self, tables: "ItemTables", *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def of(self, items: Sequence[ItemId]) -> tuple[Gift, ...]:
        return tuple(one for one in self._all() if one.item in items)

    def made_of(self, offer: OfferId) -> tuple[Gift, ...]:
        return tuple(one for one in self._all() if one.offer == offer)

    def made_with(self, change: ChangeId) -> tuple[Gift, ...]:
        return tuple(one for one in self._all() if one.change == change)

    def items(self) -> frozenset[ItemId]:
        return frozenset(self._tables.gifts)

    def add(self, gift: Gift) -> None:
        assert self._write, "a unit that only reads was asked to write"
        self._tables.gifts[gift.item] = gift

    def _all(self) -> tuple[Gift, ...]:
        return tuple(one for _, one in sorted(self._tables.gifts.items()))
