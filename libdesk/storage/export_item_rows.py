"""An export's rows on items: the list, its changes, and what was changed field by field.

Here a damaged row is no reason to leave it out: what can't be read stands there as it was found.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, select, type_coerce

from libdesk.domain.cells import Cell
from libdesk.domain.export_subjects import subject
from libdesk.domain.exports import listed, plain
from libdesk.domain.item_fields import CUSTOM
from libdesk.domain.money import Money
from libdesk.domain.money import plain as amount_of
from libdesk.storage.columns import Day, Document, Words
from libdesk.storage.schema import item_changes, item_history, items, loans, own_fields, stand_ins

_FIELDS = (
    "tag",
    "name",
    "kind",
    "branch",
    "room",
    "status",
    "role",
    "make",
    "model",
    "serial",
    "computer_name",
    "processor",
    "memory_gb",
    "disk_gb",
    "disk_kind",
    "tpm",
    "secure_boot",
    "new_certificate",
    "system",
    "edition",
    "system_version",
    "bought_on",
    "price",
    "currency",
    "order_number",
    "supplier",
    "funder",
    "keep_until",
    "keep_why",
    "warranty_until",
    "replace_on",
    "support_until",
    "battery_on",
    "license_until",
    "seen_on",
    "is_only_one",
    "is_accessible",
    "notes",
    "custom",
    "replace_by",
    "support_ends",
    "id",
)
_NAMES: Mapping[str, str] = dict(zip(_FIELDS, subject("items").header, strict=True))


def _as_found(column: Column[Any]) -> ColumnElement[Any]:
    """Return a column that is read without being understood, where that could fail."""
    return type_coerce(column, Words) if isinstance(column.type, Day | Document) else column


ITEMS = select(*(_as_found(items.c[name]).label(name) for name in _FIELDS)).order_by(
    items.c.branch, items.c.name_key, items.c.tag
)
CHANGES = select(
    item_changes.c.id,
    item_changes.c.at,
    item_changes.c.who,
    item_changes.c.kind,
    item_changes.c.title,
    item_changes.c.count,
).order_by(item_changes.c.id)
HISTORY = (
    select(
        item_history.c.change,
        item_history.c.item,
        items.c.tag,
        item_changes.c.at,
        item_changes.c.who,
        item_history.c.is_new,
        _as_found(item_history.c.fields).label("fields"),
    )
    .join_from(item_history, item_changes)
    .join(items, items.c.id == item_history.c.item)
    .order_by(item_history.c.id)
)
_AWAY, _SPARE, _ENDED = items.alias("away"), items.alias("spare"), item_changes.alias("ended")
STAND_INS = (
    select(
        stand_ins.c.change,
        _AWAY.c.tag.label("away"),
        _SPARE.c.tag.label("spare"),
        item_changes.c.at.label("since"),
        stand_ins.c.ended_by,
        _ENDED.c.at.label("until"),
    )
    .join_from(stand_ins, item_changes, item_changes.c.id == stand_ins.c.change)
    .join(_AWAY, _AWAY.c.id == stand_ins.c.away)
    .join(_SPARE, _SPARE.c.id == stand_ins.c.spare)
    .outerjoin(_ENDED, _ENDED.c.id == stand_ins.c.ended_by)
    .order_by(stand_ins.c.change)
)
LOANS = (
    select(
        loans.c.id,
        items.c.tag,
        loans.c.borrower,
        _as_found(loans.c.from_on),
        _as_found(loans.c.until_on),
        loans.c.state,
        loans.c.along,
        loans.c.note,
        loans.c.handed_out_at,
        loans.c.ended_at,
        loans.c.condition,
        loans.c.said,
    )
    .join_from(loans, items)
    .order_by(loans.c.id)
)
OWN_FIELDS = select(own_fields.c.place, own_fields.c.name).order_by(own_fields.c.place)


def item(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    """Return an item's cells."""
    told = dict(zip(_FIELDS, row, strict=True))
    if row.price is not None:
        told["price"] = amount_of(Money(row.price, row.currency))
    told["custom"] = _own(row.custom)
    return tuple(told.values())


def changes(row: Row[*tuple[Any, ...]]) -> Iterator[Sequence[Cell]]:
    """Yield a row for each field that was changed."""
    try:
        fields = [(_name(name), was, became) for name, was, became in json.loads(row.fields)]
    except (ValueError, TypeError, RecursionError):
        fields = [("", "", row.fields)]
    for field in fields:
        yield (row.change, row.item, row.tag, row.at, row.who, row.is_new, *field)


def _own(custom: str) -> str:
    try:
        return listed(json.loads(custom))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return custom


def _name(field: str) -> str:
    """Return what a field is called in items.csv; own fields by the name that they were given."""
    return _NAMES.get(field) or plain(field.removeprefix(CUSTOM))
