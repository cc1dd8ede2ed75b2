"""Which items came as gifts, in the database."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select

from libdesk.domain.donation_items import Gift
from libdesk.domain.donations import OfferId
from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.storage.schema import donation_items
from libdesk.storage.sound_rows import sound_rows

_AT_ONCE = 500
"""Items that are asked for in one statement."""

_C = donation_items.c
_ALL = select(_C.item, _C.offer, _C.condition, _C.change).order_by(_C.item)
_OF = _ALL.where(_C.item.in_(bindparam("ids", expanding=True)))
_MADE_OF = _ALL.where(_C.offer == bindparam("offer_"))
_MADE_WITH = _ALL.where(_C.change == bindparam("change_"))
_ITEMS = select(_C.item)
_ADD = insert(donation_items)


class GiftStore:
    """Implements the port KeptGifts on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, items: Sequence[ItemId]) -> tuple[Gift, ...]:
        """Return those of these items, by their ids."""
        ids = sorted(set(items))
        parts = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
        return tuple(chain.from_iterable(self._found(_OF, {"ids": part}) for part in parts))

    def made_of(self, offer: OfferId) -> tuple[Gift, ...]:
        """Return what was made of an offer, in the order in which it was made."""
        return self._found(_MADE_OF, {"offer_": offer})

    def made_with(self, change: ChangeId) -> tuple[Gift, ...]:
        """Return those that came with a change set."""
        return self._found(_MADE_WITH, {"change_": change})

    def items(self) -> frozenset[ItemId]:
        """Return all items that came as gifts."""
        return frozenset(self._connection.execute(_ITEMS).scalars())

    def add(self, gift: Gift) -> None:
        """Keep that an item came as a gift."""
        row = {"item": gift.item, "offer": gift.offer, "condition": gift.condition}
        self._connection.execute(_ADD, {**row, "change": gift.change})

    def _found(self, statement: Select[Any], asked: dict[str, Any]) -> tuple[Gift, ...]:
        return tuple(sound_rows(self._connection.execute(statement, asked), _gift))


def _gift(item: int, offer: int, condition: str, change: int) -> Gift:
    return Gift(ItemId(item), OfferId(offer), condition, ChangeId(change))
