"""What labels are printed for: some items, a list as it is seen, the branches and their rooms."""

from collections.abc import Sequence
from dataclasses import dataclass

from libdesk.domain.item_lists import ItemFilter, ItemOrder
from libdesk.domain.labels import Label, item_label, place_label
from libdesk.domain.records import ItemId
from libdesk.domain.rooms import lines_of
from libdesk.services.stores import OpenUnit, Unit
from libdesk.services.turns import Rest, no_rest, parts_in_turns


@dataclass(frozen=True, slots=True)
class ReadLabels:
    """What there is to print.

    Attributes:
        labels: the labels, in the order of what they are for.
        library: the library's name; "" when not set.
    """

    labels: tuple[Label, ...] = ()
    library: str = ""


class Labels:
    """Reads what labels are printed for.

    Args:
        open_unit: opens a transaction.
        rest: called now and then while many are read.
    """

    def __init__(self, open_unit: OpenUnit, rest: Rest = no_rest) -> None:
        self._open_unit = open_unit
        self._rest = rest

    def of_items(self, ids: Sequence[ItemId]) -> ReadLabels:
        """Return the labels of these items, in this order; those that are gone have none."""
        with self._open_unit() as unit:
            return self._of(unit, ids)

    def of_list(self, filter_: ItemFilter, order: ItemOrder) -> ReadLabels:
        """Return the labels of all items that a filter leaves, in an order."""
        with self._open_unit() as unit:
            return self._of(unit, unit.items.ids(filter_, order))

    def of_places(self) -> ReadLabels:
        """Return the labels of the branches in their order, each before those of its rooms."""
        with self._open_unit() as unit:
            names = {branch.code: branch.name for branch in unit.places.branches()}
            rooms = [one.room for one in lines_of(unit.rooms.all(), unit.rooms.named(), {})]
            library = unit.desk.word("library")
        labels: list[Label] = []
        for code, name in names.items():
            inside = [one.name for one in rooms if one.branch == code]
            labels += [place_label(code, name, room) for room in ("", *inside)]
        # Rooms whose branch nobody knows are found by their own name.
        labels += [place_label("", "", one.name) for one in rooms if one.branch not in names]
        return ReadLabels(tuple(labels), library)

    def _of(self, unit: Unit, ids: Sequence[ItemId]) -> ReadLabels:
        labels = [
            item_label(record)
            for some in parts_in_turns(ids, self._rest)
            for record in unit.items.get_all(some)
        ]
        return ReadLabels(tuple(labels), unit.desk.word("library"))
