"""An item's row and its record, either way."""

from operator import attrgetter
from typing import Any

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates, ItemLine, order_key, text_to_search
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId, Record, Role
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line, fold
from libdesk.storage.columns import encode_texts
from libdesk.storage.schema import items

AS_THEY_ARE = (
    "tag",
    "name",
    "kind",
    "branch",
    "room",
    "make",
    "model",
    "serial",
    "computer_name",
    "processor",
    "memory_gb",
    "disk_gb",
    "tpm",
    "secure_boot",
    "new_certificate",
    "system",
    "edition",
    "system_version",
    "bought_on",
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
)
"""Columns that hold what the record's field of this name holds."""

_as_they_are = attrgetter(*AS_THEY_ARE)

RECORD = tuple(
    items.c[name]
    for name in (
        *AS_THEY_ARE,
        "id",
        "status",
        "role",
        "disk_kind",
        "price",
        "currency",
        "custom",
        "version",
    )
)
"""The columns that a record is made of, in the order in which `record` takes them."""

LINE = tuple(
    items.c[name]
    for name in (
        "id",
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
        "bought_on",
        "warranty_until",
        "replace_by",
        "support_ends",
        "seen_on",
        "version",
    )
)
"""The columns that a line is made of, in the order of its fields."""


def key_of(text: str) -> str:
    """Return the form in which what somebody types is compared with a label or a number."""
    return fold(clean_line(text))


def row_of(record: Record, dates: Dates) -> dict[str, Any]:
    """Return a record's row, without its id."""
    price = record.price
    return {
        **dict(zip(AS_THEY_ARE, _as_they_are(record), strict=True)),
        "name_key": order_key(record.name),
        "status": record.status.value,
        "role": record.role.value,
        "disk_kind": record.disk_kind.value,
        "price": price.minor if price is not None else None,
        "currency": price.currency if price is not None else "",
        "custom": encode_texts(record.custom),
        "replace_by": dates.replace_by,
        "support_ends": dates.support_ends,
        "tag_key": key_of(record.tag),
        "tag_order": order_key(record.tag),
        "serial_key": key_of(record.serial),
        "computer_key": key_of(record.computer_name),
        "words": text_to_search(record),
        "version": record.version,
    }


def record(*row: Any) -> Record:  # noqa: ANN401 - a row's values
    """Return the record that the columns RECORD of a row make.

    Raises:
        ValueError: the row makes no sense.
    """
    *plain, item_id, status, role, disk_kind, price, currency, custom, version = row
    fields: dict[str, Any] = dict(zip(AS_THEY_ARE, plain, strict=True))
    if not isinstance(custom, dict):
        raise ValueError("an item's own fields are no mapping")
    return Record(
        **{**fields, "tag": Tag(fields["tag"])},
        id=ItemId(item_id),
        status=Status(status),
        role=Role(role),
        disk_kind=DiskKind(disk_kind),
        price=Money(price, currency) if price is not None else None,
        custom={str(name): str(text) for name, text in custom.items()},
        version=version,
    )


def line(*row: Any) -> ItemLine:  # noqa: ANN401 - a row's values
    """Return the line that the columns LINE of a row make."""
    item_id, tag, name, kind, branch, room, status, role, *rest = row
    return ItemLine(
        ItemId(item_id), Tag(tag), name, kind, branch, room, Status(status), Role(role), *rest
    )
