"""The library's own fields in the database."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select

from libdesk.domain.item_history import ChangeId
from libdesk.storage.schema import own_fields

_NAMES = select(own_fields.c.name).order_by(own_fields.c.place)
_LAST_PLACE = select(func.coalesce(func.max(own_fields.c.place), 0))
_ADD = insert(own_fields)


class OwnFieldStore:
    """Implements the port OwnFields on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def names(self) -> tuple[str, ...]:
        """Return the names of the library's own fields, in their order."""
        return tuple(self._connection.execute(_NAMES).scalars())

    def add(self, names: Iterable[str], change: ChangeId | None = None) -> None:
        """Add own fields at the end; those that are there stay where they are."""
        known = set(self.names())
        place = self._connection.execute(_LAST_PLACE).scalar_one()
        new = [name for name in dict.fromkeys(names) if name not in known]
        rows = [
            {"name": name, "place": place + number, "change": change}
            for number, name in enumerate(new, 1)
        ]
        if rows:
            self._connection.execute(_ADD, rows)
