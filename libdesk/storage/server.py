"""PostgreSQL as LibDesk uses it: for several desks. psycopg is imported only when a URL asks."""

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from libdesk.services.errors import Refusal

CONNECT_TIMEOUT_S = 10
OLDEST = 150_000
"""PostgreSQL 15, as the server counts."""

WRITER_LOCK = 0x4C696244
"""The advisory lock that a writing transaction holds, so that one writes at a time, as on SQLite.

A library's desks write little. In return, sequences have no gaps, the numbers of messages are
given once, and no transaction fails because of another.
"""

_WRITING = "libdesk_writing"
_OPTIONS = (
    "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC -c client_min_messages=warning"
)


def make_engine(target: str, patience_s: float) -> Engine:
    """Return an engine for a URL such as postgresql://name@server/library.

    Args:
        target: the URL.
        patience_s: how long a transaction waits for another one.

    Raises:
        Refusal: the URL cannot be read, or is of another kind of database.
    """
    engine = create_engine(
        _url(target, round(patience_s * 1000)),
        pool_pre_ping=True,
        pool_size=3,
        hide_parameters=True,  # an error may be logged; the words of a report may not
    )
    event.listen(engine, "begin", _begin)
    return engine


def _url(target: str, lock_timeout_ms: int) -> URL:
    try:
        url = make_url(target)
    except ArgumentError as error:
        raise Refusal(
            "The address of the database can't be read. It looks like this: "
            "postgresql://name@server/library."
        ) from error
    if url.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise Refusal(
            f'LibDesk knows SQLite files and PostgreSQL servers, but not "{url.drivername}".'
        )
    query = {"connect_timeout": str(CONNECT_TIMEOUT_S), **url.query}
    query["options"] = (
        f"-c lock_timeout={lock_timeout_ms} {_OPTIONS} {url.query.get('options', '')}"
    )
    return url.set(drivername="postgresql+psycopg", query=query)


def check_version(connection: Connection) -> str:
    """Return why the server cannot be used, "" when it can."""
    return version_trouble(int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()))


def version_trouble(version: int) -> str:
    """Return why a server of this version cannot be used, "" when it can.

    Args:
        version: as the server counts, such as 150018.
    """
    if version >= OLDEST:
        return ""
    return (
        f"The database server is PostgreSQL {version // 10_000}; LibDesk needs 15 or newer. "
        "Nothing was changed there. Ask whoever looks after the server for a newer one."
    )


def writing(connection: Connection, *, write: bool) -> Connection:
    """Return the connection, told whether its transaction will write."""
    if write:
        return connection.execution_options(**{_WRITING: True})
    # One picture of the data for the whole transaction, as SQLite gives it.
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITING):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
