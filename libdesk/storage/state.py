"""How the database itself is: its revision and how many rows each table has."""

from sqlalchemy import Connection, func, select

from libdesk.storage import upgrade
from libdesk.storage.schema import metadata


class StateStore:
    """Implements the port State on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> str:
        """Return the name of its newest migration."""
        return upgrade.revision(self._connection)

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {
            table.name: self._connection.execute(
                select(func.count()).select_from(table)
            ).scalar_one()
            for table in metadata.sorted_tables
        }
