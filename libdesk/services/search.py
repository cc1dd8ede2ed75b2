"""Search across rooms: the newest problems, and the items whose words fit."""

from dataclasses import dataclass

from libdesk.domain.equipment import Item
from libdesk.domain.inbox import Line
from libdesk.domain.words import Query, cut, query
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
        """Return at most `limit` problems and `limit` items that hold every word of the text."""
        wanted = query(text)
        if not wanted:
            return Found()
        with self._open_unit() as unit:
            problems = unit.inbox.lines(unit.inbox.search(wanted, limit))
            items = tuple(item for item in unit.places.items() if _fits(item, wanted))
        return Found(problems, items[:limit])


def _fits(item: Item, wanted: Query) -> bool:
    fields = (
        item.tag,
        item.name,
        item.kind,
        item.branch,
        item.serial,
        item.computer_name,
        item.room,
    )
    words = cut(" \n".join(fields))
    beginning = any(word.startswith(wanted.beginning) for word in words)
    return beginning and set(wanted.words) <= set(words)
