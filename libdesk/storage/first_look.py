"""The inbox's first page straight from the file, while SQLAlchemy is still to be loaded.

Loading it takes longer than everything else between the window and its first line together. The
file is judged here exactly as it will be when it is opened; on any doubt there is no first look,
and whoever opens the database tells what is the matter. Nothing is changed, so a file that has
something left beside it, by a crash or by a desk at work, is left to be opened with more care.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from libdesk.domain.inbox import Line, Order, View
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.first_look import FirstLook
from libdesk.services.places import Overview
from libdesk.storage import checks, lists, sqlite_file
from libdesk.storage.marks import SCHEMA_NUMBER

_BRANCHES = "SELECT code, name FROM branches ORDER BY place"
_ITEMS = "SELECT count(*) FROM items"
_LINE = (*lists.LINE, *lists.MARKS.values())
_LIBRARY = "SELECT value FROM desk_words WHERE key = 'library'"


def take(target: Path | str, view: View, order: Order, count: int) -> FirstLook | None:
    """Return a first page; None where it can't be had at once and without a doubt.

    It must be over before this process opens the database: see `checks` on locks.

    Args:
        target: the path of a SQLite file; for a server's URL there is no first look.
        view: which problems.
        order: in which order.
        count: so many lines, at most a few hundred.
    """
    if isinstance(target, str) and "://" in target:
        return None
    try:
        if sqlite_file.check_place(Path(target).absolute()):
            return None
        path = Path(target).resolve()
        if not path.is_file() or _is_unsettled(path):
            return None
        whole = checks.inspect(path)
        with closing(sqlite_file.connect(path, patience_s=0)) as connection:
            sqlite_file.look_over(connection, path, whole=whole)
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_NUMBER:
                return None
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")  # one moment for all that is read
            return _read(connection, view, order, count)
    except (Refusal, Unavailable, sqlite3.Error, OSError):
        return None


def _is_unsettled(path: Path) -> bool:
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return any(one.exists() and one.stat().st_size for one in beside)


def _read(connection: sqlite3.Connection, view: View, order: Order, count: int) -> FirstLook:
    keys = tuple(key for (key,) in connection.execute(lists.ordered_by(view, order)).fetchall())
    counts = lists.counts(connection.execute(lists.COUNTS).fetchall())
    names = dict(connection.execute(_BRANCHES).fetchall())
    library = connection.execute(_LIBRARY).fetchone()
    overview = Overview(
        library[0] if library else "",
        MappingProxyType(names),
        connection.execute(_ITEMS).fetchone()[0],
    )
    return FirstLook(view, order, keys, _lines(connection, keys[:count]), counts, overview)


def _lines(connection: sqlite3.Connection, keys: Sequence[int]) -> tuple[Line, ...]:
    marks = ", ".join("?" * len(keys))
    asked = f"SELECT {', '.join(_LINE)} FROM problems WHERE sequence IN ({marks})"  # noqa: S608 - our own columns, and marks
    found = {row[0]: _line(row) for row in connection.execute(asked, tuple(keys))}
    return tuple(found[key] for key in keys if key in found)


def _line(row: Sequence[Any]) -> Line:
    """Return a row's line, its values told apart as the types in `columns` do."""
    values = dict(zip((*lists.LINE, *lists.MARKS), row, strict=True))
    values["id"] = UUID(values["id"])
    for moment in ("filed_at", "received_at"):
        values[moment] = datetime.fromisoformat(values[moment]).astimezone(UTC)
    if values["waiting_until"] is not None:
        values["waiting_until"] = date.fromisoformat(values["waiting_until"])
    return lists.line(tuple(values.values()))
