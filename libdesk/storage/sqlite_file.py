"""One SQLite file without SQLAlchemy: where it may lie, how it is opened, how it is looked over.

What each setting is for is said beside it; the source is sqlite.org/pragma.html.
"""

import os
import sqlite3
from pathlib import Path

from libdesk.domain.text import clean_line
from libdesk.storage import location
from libdesk.storage.damage import Replaceable, damaged
from libdesk.storage.marks import SCHEMA_NUMBER, TABLES

LONGEST_PATH_BYTES = 500
"""SQLite opens no longer path (MAX_PATHNAME is 512, and "-journal" is added to it)."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    # NORMAL loses what was acknowledged when the power goes, and with a rollback journal so does
    # FULL: it ends a transaction by removing the journal, without syncing the folder.
    "PRAGMA synchronous = EXTRA",
    "PRAGMA trusted_schema = OFF",  # a doctored file runs none of its own functions
    "PRAGMA cell_size_check = ON",  # damage is noticed where it is met
    "PRAGMA mmap_size = 0",  # a failing disk gives an error, not a crash
    "PRAGMA secure_delete = ON",  # what was deleted is gone from the file
    "PRAGMA temp_store = MEMORY",  # no words of a report in a temporary file
    "PRAGMA cache_size = -16000",
)


def check_place(path: Path) -> str:
    """Return why a database may not lie there; "" when it may."""
    if len(os.fsencode(path)) > LONGEST_PATH_BYTES:
        return (
            f"The name of the folder for the database is too long ({len(os.fsencode(path))} bytes, "
            f"at most {LONGEST_PATH_BYTES}). Choose a folder nearer to the top of the disk."
        )
    return location.trouble(path) or location.trouble(path.resolve())


def connect(path: Path, patience_s: float) -> sqlite3.Connection:
    """Return a connection to a file that is there, with every setting made.

    Args:
        path: the file, absolute.
        patience_s: how long a transaction waits for another one.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=patience_s,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    for setting in _SETTINGS:
        connection.execute(setting)
    return connection


def look_over(connection: sqlite3.Connection, path: Path, *, whole: bool) -> None:
    """Look at the tables before anything uses them.

    Args:
        connection: a connection of this file.
        path: the file, for the sentence.
        whole: look at every page; else only at those that a first question meets.

    Raises:
        Damaged: something is not as it must be.
        Replaceable: it would do more than LibDesk ever asked it to.
        sqlite3.Error: it cannot be read.
    """
    names = "SELECT name FROM sqlite_schema WHERE type IN "
    if added := connection.execute(f"{names} ('trigger', 'view')").fetchone():
        raise Replaceable(
            f"The database {path} was changed by another program, which put {clean_line(added[0])} "
            "into it. It was left as it is. Put a backup in its place."
        )
    tables = {name for (name,) in connection.execute(f"{names} ('table')")}
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    if number == SCHEMA_NUMBER and not tables.issuperset(TABLES):
        raise damaged(path)
    if not whole:
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path)
