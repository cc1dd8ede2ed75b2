"""Lists of equipment to be written as a table: all that is known, or in the shape of Snipe-IT.

What is written here is read in again as the same, row for row. Formulas are defused by whoever
writes the file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from libdesk.domain.cells import Cell
from libdesk.domain.item_columns import own_heading
from libdesk.domain.item_fields import FIELDS, text_of
from libdesk.domain.item_headings import OWN_HEADINGS
from libdesk.domain.item_lists import ItemFilter
from libdesk.domain.item_places import Places
from libdesk.domain.money import plain
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.services.stores import OpenUnit

SNIPE_STATUSES: Mapping[Status, str] = {
    Status.ON_ORDER: "On order",
    Status.BEING_CHECKED: "Pending",
    Status.READY: "Ready to Deploy",
    Status.IN_USE: "Deployed",
    Status.SPARE: "Spare",
    Status.IN_REPAIR: "Out for Repair",
    Status.SANDBOX: "Sandbox",
    Status.OUT_OF_SERVICE: "Broken - Not Fixable",
    Status.TO_WIPE: "To wipe",
    Status.WIPED: "Wiped",
    Status.GONE: "Archived",
    Status.LOST: "Lost/Stolen",
}
"""What Snipe-IT calls a status; it makes labels of those that it has not."""

_SNIPE_HEADINGS: Mapping[str, str] = {
    "tag": "Asset Tag",
    "name": "Item Name",
    "kind": "Category",
    "make": "Manufacturer",
    "model": "Model Name",
    "serial": "Serial",
    "status": "Status",
    "branch": "Location",
    "supplier": "Supplier",
    "bought_on": "Purchase Date",
    "price": "Purchase Cost",
    "order_number": "Order Number",
    "replace_on": "EOL Date",
    "seen_on": "Last Audit",
    "notes": "Notes",
}
_CURRENCY = "Currency"


class Shape(StrEnum):
    """In which shape a list is written."""

    OWN = "own"
    SNIPE_IT = "Snipe-IT"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written.

    Attributes:
        headings: one for each column.
        rows: their cells.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class ItemExport:
    """Makes tables of lists of equipment.

    Args:
        open_unit: opens a transaction.
    """

    def __init__(self, open_unit: OpenUnit) -> None:
        self._open_unit = open_unit

    def sheet(self, filter_: ItemFilter, shape: Shape = Shape.OWN) -> Sheet:
        """Return the items that a filter leaves, by branch and name."""
        with self._open_unit() as unit:
            records = tuple(unit.items.all(filter_))
            own, branches = unit.own_fields.names(), unit.places.branches()
        return sheet_of(records, own, branches, shape)


def sheet_of(
    records: Sequence[Record],
    own_fields: Sequence[str],
    branches: Sequence[Branch] = (),
    shape: Shape = Shape.OWN,
) -> Sheet:
    """Return records as a table; own fields that none of them has are left out."""
    own = [name for name in own_fields if any(one.custom.get(name) for one in records)]
    cells = _own_cells if shape is Shape.OWN else _snipe_cells(branches)
    headings = list(OWN_HEADINGS.values()) if shape is Shape.OWN else _snipe_headings()
    rows = tuple((*cells(one), *(one.custom.get(name, "") for name in own)) for one in records)
    return Sheet((*headings, *map(own_heading, own)), rows)


def _own_cells(record: Record) -> tuple[Cell, ...]:
    return tuple(_cell(record, name) for name in OWN_HEADINGS)


def _cell(record: Record, name: str) -> Cell:
    value = getattr(record, name)
    # Spreadsheets have days, whole numbers and yes or no of their own; all else is text.
    return value if name in _AS_THEY_ARE else text_of(value)


_AS_THEY_ARE = frozenset(
    name for name, field in FIELDS.items() if field.holds.value in ("whole", "day")
)


def _snipe_headings() -> list[str]:
    return [*_SNIPE_HEADINGS.values(), _CURRENCY, *(OWN_HEADINGS[name] for name in _REST)]


_REST = tuple(name for name in OWN_HEADINGS if name not in _SNIPE_HEADINGS)


def _snipe_cells(branches: Sequence[Branch]) -> Callable[[Record], tuple[Cell, ...]]:
    places = Places(tuple(branches))
    names = {one.code: one.name for one in branches if places.of(one.name) == places.of(one.code)}

    def cells(record: Record) -> tuple[Cell, ...]:
        price = record.price
        special: dict[str, Cell] = {
            "status": SNIPE_STATUSES[record.status],
            "branch": names.get(record.branch, record.branch),
            "price": plain(price) if price is not None else "",
        }
        theirs = [special.get(name, _cell(record, name)) for name in _SNIPE_HEADINGS]
        currency = price.currency if price is not None else ""
        return (*theirs, currency, *(_cell(record, name) for name in _REST))

    return cells
