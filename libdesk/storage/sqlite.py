"""SQLite as LibDesk uses it: how a file is made, opened, guarded and closed.

What each setting is for is said beside it; the sources are sqlite.org/pragma.html and
sqlite.org/wal.html#walresetbug.
"""

import glob
import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from libdesk import files
from libdesk.storage import checks, seals, upgrade
from libdesk.storage.damage import UNREADABLE
from libdesk.storage.marks import APPLICATION_ID
from libdesk.storage.sqlite_file import connect, look_over
from libdesk.storage.turns import Writer

ABANDONED_AFTER_S = 3600
"""No process takes an hour to make an empty database; a part as old as that belongs to none."""

LOOK_FOR_MS = 10
PAUSE_S = 0.001
"""How long it is looked whether a file is free, and how long not, until the patience is over."""

_WRITING = "libdesk_writing"


def journal_mode(version: tuple[int, ...]) -> str:
    """Return "wal" where SQLite's WAL-reset bug is mended, else "delete".

    Args:
        version: SQLite's version in three parts.
    """
    if (3, 52) <= version < (3, 53):  # withdrawn
        return "delete"
    mended = version >= (3, 51, 3)
    backported = (3, 44, 6) <= version < (3, 45) or (3, 50, 7) <= version < (3, 51)
    return "wal" if mended or backported else "delete"


def make_engine(path: Path, patience_s: float) -> Engine:
    """Return an engine for a file that is there and was looked at; arguments as for `connect`."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, patience_s),
        poolclass=QueuePool,
        pool_size=3,
        hide_parameters=True,  # an error may be logged; the words of a report may not
    )
    event.listen(engine, "begin", _begin)
    return engine


def make_writer(path: Path, patience_s: float) -> Writer:
    """Return the one connection over which all that this process saves goes.

    One writes at a time in any case. Here they queue up in their order, and a copy that is made
    over the same connection gets what is saved meanwhile.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, patience_s),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return Writer(engine, path, patience_s)


def writing(connection: Connection, *, write: bool) -> Connection:
    """Return the connection, told whether its transaction will write."""
    return connection.execution_options(**{_WRITING: write})


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another one wrote
    # meanwhile; one that takes the right to write at the start waits its turn.
    if connection.get_execution_options().get(_WRITING):
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        _take_turn(connection)
    else:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")


def _take_turn(connection: Connection) -> None:
    """Begin a transaction that writes, as soon as nobody else does.

    Left to itself SQLite looks ten times a second whether the file is free. Beside a program that
    writes all the time, one in some thousands then waits in vain until its patience is over: so
    here it is looked far more often.
    """
    driver: Any = connection.connection.driver_connection
    patience_ms: int = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    ends_at = time.monotonic() + patience_ms / 1000
    driver.execute(f"PRAGMA busy_timeout = {min(LOOK_FOR_MS, patience_ms)}")
    try:
        while time.monotonic() < ends_at:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
                time.sleep(PAUSE_S)  # another program writes; it tells nobody when it has done
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last time: its trouble is told
    finally:
        driver.execute(f"PRAGMA busy_timeout = {patience_ms}")


def create(path: Path, migrations: upgrade.Migrations = upgrade.OURS) -> None:
    """Make a new database at `path`, whole or not at all.

    It is made beside its place and put there when it is finished; where another process was
    first, that one's stands.

    Args:
        path: the file, absolute.
        migrations: ours, or a drill's.

    Raises:
        OSError, sqlite3.Error: nothing was made.
    """
    files.make_folder(path.parent)
    seals.remove(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, files.PRIVATE_FILE))
    _sweep(path, part.stat().st_mtime - ABANDONED_AFTER_S)
    try:
        engine = make_engine(part, patience_s=0)
        try:
            with writing(engine.connect(), write=True) as connection, connection.begin():
                upgrade.to_newest(connection, migrations)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(
                    "INSERT INTO desk_words (key, value) VALUES ('library_id', ?)", (uuid4().hex,)
                )
        finally:
            engine.dispose()
        _publish(part, path)
    finally:
        part.unlink(missing_ok=True)
    files.DISK.sync_folder(path.parent)


def _sweep(path: Path, before: float) -> None:
    """Remove what starts that were killed left of databases that never came to be."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part*"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)


def _publish(part: Path, path: Path) -> None:
    with suppress(FileExistsError):
        try:
            path.hardlink_to(part)
        except FileExistsError:
            raise
        except OSError:
            # A disk without second names, such as a stick. Windows never renames over a file.
            if path.exists():
                return
            part.rename(path)


def open_file(
    path: Path,
    patience_s: float,
    *,
    version: tuple[int, ...] = sqlite3.sqlite_version_info,
    small: int = checks.SMALL,
    only_looks: bool = False,
) -> tuple[Engine, bool]:
    """Open a database file that was looked over.

    Args:
        path: the file, absolute.
        patience_s: how long a transaction waits for another one.
        version: the linked SQLite's version.
        small: bytes up to which every page is looked at on each start.
        only_looks: nothing will be saved. Another program may be at work with the file, so that
            its seal and its way of writing are that one's affair.

    Returns:
        An engine, and whether the file may be written to.

    Raises:
        Refusal, Damaged: see `checks.inspect`.
        OSError, sqlite3.Error: it cannot be opened.
    """
    whole = checks.inspect(path, small=small)
    is_ours = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    writable = is_ours and not only_looks
    with closing(connect(path, patience_s)) as connection:
        look_over(connection, path, whole=whole)
        if writable and os.name == "posix" and path.stat().st_mode & 0o077:
            with suppress(PermissionError):  # only its owner can close it to others
                path.chmod(files.PRIVATE_FILE)
        wanted = journal_mode(version)
        if writable:
            seals.remove(path)
        if writable and connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
            connection.execute(f"PRAGMA journal_mode = {wanted}")
    return make_engine(path, patience_s), writable


def at_rest(path: Path) -> None:
    """Leave one whole file behind: without -wal, and marked so.

    The file's own mark "in WAL mode" then means "in use"; found without a -wal beside it, it tells
    that the last changes were lost (B80). Another program that is still at work prevents this, and
    will do it itself.
    """
    with suppress(*UNREADABLE), closing(connect(path, patience_s=0.1)) as connection:
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete":
            seals.make(connection, path, checks.SMALL)
