"""The days that follow from items and the rules, in the database; set anew when rules change."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select, update

from libdesk.domain.item_lists import Dates
from libdesk.domain.records import ItemId
from libdesk.storage.schema import items

_ALL = select(items.c.id, items.c.replace_by, items.c.support_ends)
_SET = (
    update(items)
    .where(items.c.id == bindparam("id_"))
    .values(replace_by=bindparam("replace_by_"), support_ends=bindparam("support_ends_"))
)


class ItemDateStore:
    """Implements the port ItemDates on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[ItemId, Dates]:
        """Return the days of every item."""
        rows = self._connection.execute(_ALL)
        return {ItemId(one): Dates(replace_by, ends) for one, replace_by, ends in rows}

    def set(self, dates: Mapping[ItemId, Dates]) -> None:
        """Store days in the place of those before; no version counts them: nobody typed them."""
        rows = [
            {"id_": one, "replace_by_": days.replace_by, "support_ends_": days.support_ends}
            for one, days in dates.items()
        ]
        if rows:
            self._connection.execute(_SET, rows)
