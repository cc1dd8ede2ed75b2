"""Search across rooms: the newest problems, and the items whose words fit."""

from dataclasses import dataclass

from libdesk.domain.equipment import Item
from libdesk.domain.inbox import Line
from libdesk.domain.item_lists import ItemFilter
from libdesk.domain.words import query
from libdesk.services.stores import OpenUnit

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, newest problems first."""

    problems: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()


class Search:
    """Finds by words, with one rule for every room."""

    def __init__(self, open_unit: OpenUnit) -> None:
        self._open_unit = open_unit

    def find(self, text: str, limit: int = LIMIT) -> Found:
        """Return at most `limit` problems and `limit` items that hold every word of the text.

        An item is found by all that is known of it: its label, make, numbers, place, own fields.
        """
        wanted = query(text)
        if not wanted:
            return Found()
        with self._open_unit() as unit:
            problems = unit.inbox.lines(unit.inbox.search(wanted, limit))
            words = tuple(filter(None, (*wanted.words, wanted.beginning)))
            fitting = unit.items.ids(ItemFilter(words))
            items = tuple(one.item for one in unit.items.get_all(fitting[:limit]))
        return Found(problems, items)
