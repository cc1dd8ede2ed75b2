"""What an offer keeps of items that were made of it, when the making is taken back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from libdesk.domain.donation_fates import without_items
from libdesk.domain.item_history import ChangeId
from libdesk.services.stores import Unit

if TYPE_CHECKING:
    from libdesk.domain.donations import OfferId
    from libdesk.domain.records import ItemId


def untake(unit: Unit, change: ChangeId) -> None:
    """Let machines be as open again as they were before a change set made items of them."""
    by_offer: dict[OfferId, list[ItemId]] = {}
    for gift in unit.gifts.made_with(change):
        by_offer.setdefault(gift.offer, []).append(gift.item)
    for offer, items in by_offer.items():
        kept = unit.donations.find(offer)
        if kept is None:
            continue
        before = kept.offer
        after = without_items(before, items)
        if after != before:
            after = replace(after, version=before.version + 1)
            unit.donations.put(after, kept.verdicts, expected_version=before.version)
