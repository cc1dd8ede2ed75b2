"""What removed rows leave in the database's files, and how it is overwritten.

SQLite overwrites removed rows at once (secure_delete). Two places are not reached by that: the
index of words keeps removed words in older parts of itself until these are merged, and a -wal file
keeps older pages until it is emptied. PostgreSQL keeps removed rows until they are vacuumed.
"""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

from sqlalchemy import Connection, PoolProxiedConnection, text

PAGES_AT_ONCE = 40
"""Pages of the index that are merged in one transaction: about a hundredth of a second."""

_MERGE = text("INSERT INTO word_index (word_index, rank) VALUES ('merge', :pages)")
_SERVER_TABLES = ("problems", "pictures", "history", "replies", "problem_words")

Step = Callable[[Callable[[Connection], bool]], bool]
"""Runs a function in a writing transaction of its own."""


def merge_words(in_step: Step, between: Callable[[], bool], at_once: int = PAGES_AT_ONCE) -> bool:
    """Merge the index of words into one part, in which no removed word is left.

    Args:
        in_step: runs one step.
        between: called after each; answering False ends it early.
        at_once: pages that are merged in one step.

    Returns:
        Whether it is finished.
    """
    pages = -at_once  # below zero: begin with all parts, not only with those of one size
    while in_step(partial(_merge, pages)):
        if not between():
            return False
        pages = at_once
    return True


def _merge(pages: int, connection: Connection) -> bool:
    """Do one step; say whether there may be more to do."""
    driver: Any = connection.connection.driver_connection
    before = driver.total_changes
    connection.execute(_MERGE, {"pages": pages})
    # As SQLite's documents say: a step that changed less than two rows had nothing left to do.
    return bool(driver.total_changes - before >= 2)


def empty_wal(connection: PoolProxiedConnection) -> None:
    """Write the -wal into the file and empty it; without one, this does nothing.

    It must be outside of any transaction.
    """
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def vacuum_server(connection: Connection) -> None:
    """Let the server overwrite removed rows when it next needs their room."""
    for table in _SERVER_TABLES:
        connection.exec_driver_sql(f"VACUUM {table}")
