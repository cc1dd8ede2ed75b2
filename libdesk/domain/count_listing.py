"""What a count knows of the equipment list: read once, by whichever thread, and never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from libdesk.domain.item_lists import order_key
from libdesk.domain.records import ItemId
from libdesk.domain.stocktake import AWAY, Listed, Spot, Stocktake, Why
from libdesk.domain.text import clean_line, fold

SEVERAL = ItemId(-1)
"""In the place of an item where a number is that of several."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a count knows of the equipment list; never changed.

    Attributes:
        stocktake: the campaign.
        items: all items, those that are gone too.
        expected: those that stand in its places.
        ids: the item of each label, serial number and computer name, in the form in which they are
            compared; SEVERAL where they are several.
        places: the places that there are, by their keys, as they are written.
    """

    stocktake: Stocktake
    items: Mapping[ItemId, Listed]
    expected: frozenset[ItemId]
    ids: Mapping[str, ItemId]
    places: Mapping[tuple[str, str], Spot]

    def find(self, code: str) -> tuple[Listed | None, Why]:
        """Return the one item with this label, serial number or computer name, or why not."""
        found = self.ids.get(code_key(code))
        if found is None:
            return None, Why.NOT_LISTED
        return (None, Why.AMBIGUOUS) if found == SEVERAL else (self.items[found], Why.NONE)

    def away(self) -> tuple[Listed, ...]:
        """Return what belongs to its places but is not expected there, such as what is lent."""
        covers = self.stocktake.covers
        found = (
            one
            for one in self.items.values()
            if (one.is_lent or one.status in AWAY) and covers(one.spot)
        )
        return tuple(sorted(found, key=in_place))

    @property
    def lost_spots(self) -> tuple[Spot, ...]:
        """The places of the campaign that are not there any more: deleted, or renamed."""
        return tuple(one for one in self.stocktake.spots if one.key not in self.places)


def listing_of(stocktake: Stocktake, items: Iterable[Listed], places: Iterable[Spot]) -> Listing:
    """Return what a count knows of the equipment list.

    Args:
        stocktake: the campaign.
        items: all items, those that are gone too.
        places: all branches and rooms.
    """
    every = {one.id: one for one in items}
    by_spot: dict[Spot, bool] = {}
    expected = []
    for one in every.values():
        if not one.stands:
            continue
        is_covered = by_spot.get(one.spot)
        if is_covered is None:  # twenty thousand items stand in some dozens of places
            is_covered = by_spot[one.spot] = stocktake.covers(one.spot)
        if is_covered:
            expected.append(one.id)
    return Listing(
        stocktake,
        MappingProxyType(every),
        frozenset(expected),
        MappingProxyType(_ids_of(every.values())),
        MappingProxyType({one.key: one for one in places}),
    )


def _ids_of(items: Iterable[Listed]) -> dict[str, ItemId]:
    """Return which item each label, serial number and computer name is; a label comes first."""
    labels: dict[str, ItemId] = {}
    others: dict[str, ItemId] = {}
    for one in items:
        _note(labels, code_key(one.tag), one.id)
        for number in (one.serial, one.computer_name):
            if number:
                _note(others, code_key(number), one.id)
    return {**others, **labels}


def _note(ids: dict[str, ItemId], key: str, item: ItemId) -> None:
    if key and ids.setdefault(key, item) != item:
        ids[key] = SEVERAL


def in_place(listed: Listed) -> tuple[str, str, str]:
    """By what items are ordered: branch, room, label."""
    return listed.spot.branch, order_key(listed.spot.room), order_key(listed.tag)


def code_key(code: str) -> str:
    """Return the form in which a code is compared with labels and numbers."""
    return fold(clean_line(code))
