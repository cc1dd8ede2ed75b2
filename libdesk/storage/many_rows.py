"""Adding many rows at once: the same values as SQLAlchemy would write, in a fraction of its time.

It asks each column's type anew for every value; here each type is asked once, and rows of plain
text are looked through whole.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from libdesk.storage.columns import Day, Document, Encoded, Flag, Whole, Words, holdable

Row = dict[str, Any]

_SMALL = 2**31
"""Whole numbers below it fit into every database; larger ones are looked at."""


def add_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Add rows.

    Args:
        connection: an open transaction.
        table: where.
        rows: each with the same columns, in the same order. They are asked for one by one, so that
            no more than what is written of them is held.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    statement = _prepared(table, tuple(first), connection.dialect)
    values = map(statement.made, chain((first,), coming))
    if statement.by_place:
        connection.exec_driver_sql(statement.text, list(values))
    else:
        rows_by_name = [dict(zip(statement.names, one, strict=True)) for one in values]
        connection.exec_driver_sql(statement.text, rows_by_name)


@dataclass(frozen=True, slots=True)
class _Statement:
    """An insert as the driver takes it."""

    text: str
    names: tuple[str, ...]
    by_place: bool
    made: "_Maker"


@lru_cache(maxsize=16)
def _prepared(table: Table, columns: tuple[str, ...], dialect: Dialect) -> _Statement:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    names = tuple(compiled.positiontup or columns)
    return _Statement(str(compiled), names, compiled.positional, _Maker(table, names, dialect))


class _Maker:
    """Makes the values of a row as the driver takes them."""

    def __init__(self, table: Table, names: Sequence[str], dialect: Dialect) -> None:
        self._values = itemgetter(*names)
        columns = [table.c[name] for name in names]
        words = [at for at, one in enumerate(columns) if isinstance(one.type, Words)]
        self._words = words
        self._texts = itemgetter(*words) if len(words) > 1 else None
        self._others = [
            (at, bind)
            for at, one in enumerate(columns)
            if at not in words and (bind := _bind(one.type, dialect)) is not None
        ]

    def __call__(self, row: Row) -> tuple[Any, ...]:
        """Return a row's values in the order of the statement."""
        values = list(self._values(row))
        text = "".join(self._texts(values)) if self._texts is not None else "\0"
        if "\0" in text or not text.isascii():
            for at in self._words:
                values[at] = holdable(values[at])
        for at, bind in self._others:
            if values[at] is not None:
                values[at] = bind(values[at])
        return tuple(values)


def _bind(type_: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what a column's type makes of a value that is known; None where it stays."""
    if isinstance(type_, Flag) or (isinstance(type_, Day) and dialect.name != "sqlite"):
        return None
    if isinstance(type_, Day):
        return date.isoformat
    bind = type_.bind_processor(dialect)
    if isinstance(type_, Whole) and bind is not None:
        return lambda value: value if 0 <= value < _SMALL else bind(value)
    if isinstance(type_, Document) and bind is not None:
        return lambda value: value if isinstance(value, Encoded) else bind(value)
    return bind
