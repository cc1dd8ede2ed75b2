"""Who counted, forgotten by a copy of the database too, once the database has forgotten it.

Campaigns are told by their ids, which are never given twice.
"""

import sqlite3
from collections.abc import Iterable

from sqlalchemy import Connection, exists, select

from libdesk.storage.schema import stocktake_results, stocktake_scans, stocktakes

_NAMED = tuple(
    exists().where(table.c.stocktake == stocktakes.c.id, table.c.who != "")
    for table in (stocktake_scans, stocktake_results)
)
_NAMELESS = select(stocktakes.c.id).where(
    stocktakes.c.finished_at.is_not(None), *(~one for one in _NAMED)
)
_TABLES = "SELECT count(*) FROM sqlite_master WHERE name = 'stocktake_results'"
_STILL_NAMED = (
    "SELECT stocktake FROM stocktake_scans WHERE who <> '' "
    "UNION SELECT stocktake FROM stocktake_results WHERE who <> ''"
)


def nameless(connection: Connection) -> frozenset[int]:
    """Return the campaigns that ended, and of which nobody is named any more."""
    return frozenset(connection.execute(_NAMELESS).scalars())


def still_named(copy: sqlite3.Connection) -> frozenset[int]:
    """Return the campaigns of a copy in which somebody is named; none in an older one."""
    if not copy.execute(_TABLES).fetchone()[0]:
        return frozenset()
    return frozenset(row[0] for row in copy.execute(_STILL_NAMED))


def forget_names(copy: sqlite3.Connection, campaigns: Iterable[int]) -> None:
    """Take out who counted in these campaigns, within a transaction on a file of one's own."""
    for one in campaigns:
        copy.execute("UPDATE stocktake_scans SET who = '' WHERE stocktake = ?", (one,))
        copy.execute("UPDATE stocktake_results SET who = '' WHERE stocktake = ?", (one,))
