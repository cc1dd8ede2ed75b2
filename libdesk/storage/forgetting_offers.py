"""Donors and photos of offers that the library has forgotten, forgotten by a copy of it too.

Offers are told by their ids, which are never given twice.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from libdesk.storage.loan_names import Ask
from libdesk.storage.schema import attachments, donation_letters, donation_offers

ASKED_AT_ONCE = 500

_OFFERS = donation_offers.c
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NAMELESS = select(_OFFERS.id).where(
    _OFFERS.id.in_(_IDS),
    _OFFERS.ended_at.is_not(None),
    *(one == "" for one in (_OFFERS.name, _OFFERS.organization, _OFFERS.address)),
    *(one == "" for one in (_OFFERS.mail, _OFFERS.phone)),
    ~select(donation_letters.c.id)
    .where(donation_letters.c.offer == _OFFERS.id, donation_letters.c.text != "")
    .exists(),
)
_PHOTOLESS = select(_OFFERS.id).where(
    _OFFERS.id.in_(_IDS),
    _OFFERS.ended_at.is_not(None),
    ~select(attachments.c.id).where(attachments.c.offer == _OFFERS.id).exists(),
)
_TABLE = "SELECT 1 FROM sqlite_schema WHERE name = 'donation_offers'"
_NAMED = (
    "SELECT id FROM donation_offers WHERE id > ? AND (name <> '' OR organization <> '' "
    "OR address <> '' OR mail <> '' OR phone <> '' OR EXISTS (SELECT 1 FROM donation_letters "
    "WHERE offer = donation_offers.id AND text <> '')) ORDER BY id LIMIT ?"
)
_PHOTOED = "SELECT DISTINCT offer FROM attachments WHERE offer > ? ORDER BY offer LIMIT ?"


def names(copy: sqlite3.Connection, ask: Ask) -> list[int]:
    """Return the offers of a copy whose donors the database has forgotten.

    Args:
        copy: the copy, of whatever age; before there were offers it has none.
        ask: asks the database.
    """
    return _found(copy, ask, _NAMED, lambda ids: _asking(_NAMELESS, ids))


def photos(copy: sqlite3.Connection, ask: Ask) -> list[int]:
    """Return the offers of a copy whose photos the database has forgotten."""
    return _found(copy, ask, _PHOTOED, lambda ids: _asking(_PHOTOLESS, ids))


def forget(copy: sqlite3.Connection, nameless: Iterable[int], photoless: Iterable[int]) -> None:
    """Remove donors and photos, within a transaction on a file of one's own."""
    for one in nameless:
        copy.execute(
            "UPDATE donation_offers SET name = '', organization = '', address = '', mail = '', "
            "phone = '' WHERE id = ?",
            (one,),
        )
        copy.execute("UPDATE donation_letters SET text = '' WHERE offer = ?", (one,))
    for one in photoless:
        copy.execute("DELETE FROM attachments WHERE offer = ?", (one,))


def _found(
    copy: sqlite3.Connection,
    ask: Ask,
    question: str,
    asking: Callable[[Sequence[int]], Callable[[Connection], frozenset[int]]],
) -> list[int]:
    if not copy.execute(_TABLE).fetchone():
        return []
    found: list[int] = []
    for ids in _batches(copy, question):
        found += sorted(ask(asking(ids)))
    return found


def _batches(copy: sqlite3.Connection, question: str) -> Iterator[Sequence[int]]:
    after = 0
    while rows := copy.execute(question, (after, ASKED_AT_ONCE)).fetchall():
        after = rows[-1][0]
        yield [one for (one,) in rows]


def _asking(question: Select[Any], ids: Sequence[int]) -> Callable[[Connection], frozenset[int]]:
    def asked(connection: Connection) -> frozenset[int]:
        return frozenset(connection.execute(question, {"ids": list(ids)}).scalars())

    return asked
