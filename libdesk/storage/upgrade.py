"""Brings a database to the newest revision, in one transaction: afterwards it is old or new.

Alembic is imported only when there is something to do; whether there is, is plain SQL.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from libdesk.services.errors import Refusal
from libdesk.storage.marks import REVISION


@dataclass(frozen=True, slots=True)
class Migrations:
    """A folder of migrations, and the name of its newest; drills bring their own."""

    folder: Path
    newest: str


OURS = Migrations(Path(__file__).with_name("migrations"), REVISION)

_HAS_TABLE = {
    "sqlite": "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = :name",
    "postgresql": "SELECT count(*) FROM pg_catalog.pg_tables "
    "WHERE schemaname = current_schema() AND tablename = :name",
}


def revision(connection: Connection) -> str:
    """Return the database's revision; "" for one without tables of ours."""
    has_table = text(_HAS_TABLE[connection.dialect.name])
    if not connection.execute(has_table, {"name": "alembic_version"}).scalar_one():
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def is_newest(connection: Connection, newest: str = REVISION) -> bool:
    """Say whether nothing is to be done.

    Raises:
        Refusal: a newer LibDesk has changed the tables; nothing was touched.
    """
    found = revision(connection)
    if found > newest:
        raise Refusal(
            "The database was made by a newer LibDesk. It was left as it is. Install that newer "
            "LibDesk on this computer."
        )
    return found == newest


def to_newest(connection: Connection, migrations: Migrations = OURS) -> None:
    """Run the migrations that are missing, inside the transaction that the caller has begun.

    Args:
        connection: with the right to write.
        migrations: ours, or a drill's.

    Raises:
        Refusal: a newer LibDesk has changed the tables; nothing was touched.
    """
    if is_newest(connection, migrations.newest):
        return
    from alembic import command  # noqa: PLC0415 - 150 ms that most starts do not need
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(migrations.folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {int(migrations.newest)}")
