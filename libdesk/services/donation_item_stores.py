"""What the database knows of items that came as gifts; the real store is in storage/."""

from collections.abc import Sequence
from typing import Protocol

from libdesk.domain.donation_items import Gift
from libdesk.domain.donations import OfferId
from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId


class KeptGifts(Protocol):
    """Which item was made of which line of which offer.

    Each is kept with the change set that made the item, which takes it along when it is taken
    back. It stays when the item, or the offer, is gone.
    """

    def of(self, items: Sequence[ItemId]) -> tuple[Gift, ...]:
        """Return those of these items, by their ids."""

    def made_of(self, offer: OfferId) -> tuple[Gift, ...]:
        """Return what was made of an offer, in the order in which it was made."""

    def made_with(self, change: ChangeId) -> tuple[Gift, ...]:
        """Return those that came with a change set."""

    def items(self) -> frozenset[ItemId]:
        """Return all items that came as gifts."""

    def add(self, gift: Gift) -> None:
        """Keep that an item came as a gift."""
