"""Borrowers of loans that the library has forgotten, forgotten by a copy of its database too."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from libdesk.storage.schema import loans

ASKED_AT_ONCE = 500

Ask = Callable[[Callable[[Connection], Any]], Any]
"""Asks the database something, in a short transaction, and returns the answer."""

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NAMELESS = select(loans.c.id).where(
    loans.c.id.in_(_IDS), loans.c.borrower == "", loans.c.note == "", loans.c.said == ""
)
_NAMED = (
    "SELECT id FROM loans WHERE id > ? AND (borrower <> '' OR note <> '' OR said <> '') "
    "ORDER BY id LIMIT ?"
)
_FORGET = "UPDATE loans SET borrower = '', note = '', said = '' WHERE id = ?"


def to_forget(copy: sqlite3.Connection, ask: Ask) -> list[int]:
    """Return the loans of a copy whose borrowers the database has forgotten, by their ids.

    Args:
        copy: the copy, of whatever age; before there were loans it has none.
        ask: asks the database.
    """
    if not copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'loans'").fetchone():
        return []
    found: list[int] = []
    for ids in _batches(copy):
        found += sorted(ask(_asking(ids)))
    return found


def forget(copy: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Remove from a copy who had these."""
    for one in ids:  # an older copy has no such table, and nothing to forget in it
        copy.execute(_FORGET, (one,))


def _batches(copy: sqlite3.Connection) -> Iterator[Sequence[int]]:
    after = 0
    while rows := copy.execute(_NAMED, (after, ASKED_AT_ONCE)).fetchall():
        after = rows[-1][0]
        yield [loan_id for (loan_id,) in rows]


def _asking(ids: Sequence[int]) -> Callable[[Connection], frozenset[int]]:
    def asked(connection: Connection) -> frozenset[int]:
        return frozenset(connection.execute(_NAMELESS, {"ids": list(ids)}).scalars())

    return asked
