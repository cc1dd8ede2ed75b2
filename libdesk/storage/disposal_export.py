"""Rows of an export for what leaves: declared surplus, wiped, gone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select, type_coerce

from libdesk.domain.cells import Cell
from libdesk.domain.money import Money
from libdesk.domain.money import plain as amount_of
from libdesk.storage.columns import Words
from libdesk.storage.schema import departures, item_changes, items, retirements, wipings

Made = Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]
"""Makes a row's cells."""


def _as_it_is(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return tuple(row)


def _departure(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    price = row.price if row.price is None else amount_of(Money(row.price, row.currency))
    return tuple(
        price if name == "price" else value for name, value in zip(row._fields, row, strict=True)
    )


_W, _D, _R = wipings.c, departures.c, retirements.c

QUESTIONS: Mapping[str, tuple[Select[*tuple[Any, ...]], Made]] = {
    "retirements": (
        select(
            _R.id, _R.change, _R.item, items.c.tag, item_changes.c.at, item_changes.c.who, _R.why,
            _R.condition,
        )
        .join(items, items.c.id == _R.item)
        .join(item_changes, item_changes.c.id == _R.change)
        .order_by(_R.id),
        _as_it_is,
    ),
    "wipings": (
        select(
            _W.id, _W.change, _W.item, items.c.tag, _W.tag.label("tag_then"), _W.serial,
            _W.machine, _W.media, _W.method, _W.technique, _W.tool, _W.who,
            type_coerce(_W.on, Words).label("on"), _W.checked_by, _W.is_alone, _W.how_checked,
            _W.result, _W.goes, _W.note,
        )
        .join(items, items.c.id == _W.item)
        .order_by(_W.id),
        _as_it_is,
    ),
    "departures": (
        select(
            _D.id, _D.change, _D.item, items.c.tag, _D.tag.label("tag_then"), _D.how,
            type_coerce(_D.on, Words).label("on"), _D.receiver,
            type_coerce(_D.schemes, Words).label("schemes"), _D.certificate,
            type_coerce(_D.certificate_on, Words).label("certificate_on"), _D.price, _D.currency,
            type_coerce(_D.decided_on, Words).label("decided_on"), _D.decided_by, _D.is_asked,
            _D.note, _D.version,
        )
        .join(items, items.c.id == _D.item)
        .order_by(_D.id),
        _departure,
    ),
}  # fmt: skip
