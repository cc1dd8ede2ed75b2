"""Items for tests: added as records, or changed, by the little that forms are told of them."""

from dataclasses import replace

from libdesk.domain.equipment import Item
from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record, with_item
from libdesk.services.item_gates import Rules
from libdesk.services.stores import Unit

NO_RULES = Rules(dates=lambda _: Dates(), needs_wiping=lambda _: False)
"""Nothing follows from a record."""


def save_item(unit: Unit, item: Item) -> None:
    """Add an item, or change what is told of the one with its label."""
    known = next((one for one in unit.items.find(item.tag) if one.tag == item.tag), None)
    if known is None:
        unit.items.add([(with_item(Record(item.tag, "", ""), item), Dates())])
        return
    changed = replace(with_item(known, item), version=known.version + 1)
    unit.items.change([(changed, unit.items.dates(known.id))], ChangeId(0))
