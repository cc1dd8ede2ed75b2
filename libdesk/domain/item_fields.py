"""The fields of a record as data: their types, groups and texts, for form, history and tables.

A value goes to a text and back without loss: history keeps texts, tables have texts, and a person
types them. What is written here is one language for all of these; the words on the screen are not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum
from typing import Any

from libdesk.domain.equipment import Tag
from libdesk.domain.money import Money, is_currency, plain, read_plain
from libdesk.domain.records import DiskKind, Record, Role
from libdesk.domain.statuses import Status
from libdesk.domain.text import LINE_LIMIT, clean_line, clean_text, fold

CUSTOM = "custom."
"""So begin the names of a library's own fields, where fields are named by texts."""

NOTES_LIMIT = 20_000
"""Characters of the notes."""

OWN_FIELDS_LIMIT = 60
"""The library's own fields; with more nobody would find one."""

LARGEST_GB = 10_000_000
"""Gigabytes; more is a typing fault."""


class FieldType(Enum):
    """What a field holds."""

    LINE = "line"
    TEXT = "text"
    WHOLE = "whole"
    DAY = "day"
    MONEY = "money"
    YES_NO = "yes or no"
    YES_NO_UNKNOWN = "yes, no or not known"
    CHOICE = "choice"


class Group(Enum):
    """What fields stand together."""

    WHAT = "what it is"
    WHERE = "where it is"
    INSIDE = "what is inside"
    MONEY = "money and papers"
    DATES = "dates"
    CARE = "care"
    OWN = "own fields"


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: its name in the record.
        holds: what its values are.
        group: what it stands with.
        choices: its possible values, of a choice.
        limit: characters at most.
    """

    name: str
    holds: FieldType
    group: Group
    choices: type[Enum] | None = None
    limit: int = LINE_LIMIT


def _fields(group: Group, type_: FieldType, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, type_, group) for name in names)


_LINE, _DAY, _MAYBE = FieldType.LINE, FieldType.DAY, FieldType.YES_NO_UNKNOWN
_ALL: tuple[Field, ...] = (
    *_fields(Group.WHAT, _LINE, "tag", "name", "kind"),
    Field("role", FieldType.CHOICE, Group.WHAT, Role),
    *_fields(Group.WHAT, _LINE, "make", "model", "serial", "computer_name"),
    *_fields(Group.WHERE, _LINE, "branch", "room"),
    Field("status", FieldType.CHOICE, Group.WHERE, Status),
    *_fields(Group.WHERE, _DAY, "seen_on"),
    *_fields(Group.INSIDE, _LINE, "processor"),
    *_fields(Group.INSIDE, FieldType.WHOLE, "memory_gb", "disk_gb"),
    Field("disk_kind", FieldType.CHOICE, Group.INSIDE, DiskKind),
    *_fields(Group.INSIDE, _LINE, "system", "edition", "system_version"),
    *_fields(Group.INSIDE, _MAYBE, "tpm", "secure_boot", "new_certificate"),
    *_fields(Group.MONEY, _DAY, "bought_on"),
    Field("price", FieldType.MONEY, Group.MONEY),
    *_fields(Group.MONEY, _LINE, "order_number", "supplier", "funder"),
    *_fields(Group.MONEY, _DAY, "keep_until"),
    *_fields(Group.MONEY, _LINE, "keep_why"),
    *_fields(Group.DATES, _DAY, "warranty_until", "replace_on", "support_until"),
    *_fields(Group.DATES, _DAY, "battery_on", "license_until"),
    *_fields(Group.CARE, FieldType.YES_NO, "is_only_one", "is_accessible"),
    Field("notes", FieldType.TEXT, Group.CARE, limit=NOTES_LIMIT),
)
FIELDS: Mapping[str, Field] = {one.name: one for one in _ALL}
"""All fields by name, in the order in which a person reads them; id, version and own fields not."""

_NEW: Mapping[str, Any] = {one.name: one.default for one in fields(Record)}
"""What a record has where nothing is known, by the names of its fields."""

_YES = frozenset({"yes", "y", "true", "1", "x", "on", "✓", "si", "sí", "oui"})
_NO = frozenset({"no", "n", "false", "0", "off", "non", "-"})


def text_of(value: Any) -> str:  # noqa: ANN401 - any field's value
    """Return a field's value as text, as history and tables have it; "" for not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return f"{plain(value)} {value.currency}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)


def texts_of(record: Record) -> dict[str, str]:
    """Return all fields of a record as texts, its own fields with CUSTOM before their names."""
    texts = {name: text_of(getattr(record, name)) for name in FIELDS}
    return {**texts, **{f"{CUSTOM}{name}": text for name, text in record.custom.items() if text}}


def value_of(name: str, text: str, currency: str = "USD") -> Any:  # noqa: ANN401 - any field's value
    """Return the value that a text stands for; an empty one stands for not known.

    Args:
        name: the field.
        text: as a person typed it, or `text_of` wrote it; days in the order year-month-day.
        currency: of an amount that names none.

    Raises:
        ValueError: it can't be one of this field's; the message is a plain sentence's end, such as
            "is no day such as 2026-11-30".
    """
    field_ = FIELDS.get(name)
    if field_ is None:
        raise ValueError("is no field of an item")
    if field_.holds is FieldType.TEXT:
        return clean_text(text)[: field_.limit].rstrip()
    line = clean_line(text, limit=field_.limit)
    if field_.holds is FieldType.LINE:
        return Tag(line) if name == "tag" else line
    if field_.choices is not None:
        return _choice(field_.choices, line) if line else _NEW[name]
    if field_.holds is FieldType.MONEY:
        return _money(line, currency)
    return _READERS[field_.holds](line)


def with_texts(record: Record, texts: Mapping[str, str]) -> Record:
    """Return a record with these fields set from texts.

    Raises:
        ValueError: one of them can't be; its message begins with the field's name.
    """
    currency = record.price.currency if record.price is not None else "USD"
    custom = dict(record.custom)
    values: dict[str, Any] = {}
    for name, text in texts.items():
        if name.startswith(CUSTOM):
            custom[name.removeprefix(CUSTOM)] = clean_line(text, limit=NOTES_LIMIT)
            continue
        try:
            values[name] = value_of(name, text, currency)
        except ValueError as error:
            raise ValueError(f"{name} {error}") from error
    # In one order, so that what is taken back is the same to the last letter.
    return replace(
        record, **values, custom={own: custom[own] for own in sorted(custom) if custom[own]}
    )


def _choice(choices: type[Enum], line: str) -> Enum:
    wanted = fold(line)
    for one in choices:
        if fold(str(one.value)) == wanted or one.name.casefold() == wanted.replace(" ", "_"):
            return one
    raise ValueError("is none of: " + ", ".join(str(one.value) for one in choices if one.value))


def _whole(line: str) -> int | None:
    if not line:
        return None
    if not line.isdecimal() or not line.isascii():
        raise ValueError("is no whole number")
    if int(line) > LARGEST_GB:
        raise ValueError("is too large")
    return int(line)


def _day(line: str) -> date | None:
    if not line:
        return None
    try:
        return date.fromisoformat(line)
    except ValueError:
        raise ValueError("is no day such as 2026-11-30") from None


def _yes_no(line: str) -> bool | None:
    folded = fold(line)
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    if not folded or folded == "?":
        return None
    raise ValueError("is neither yes nor no")


def _money(line: str, currency: str) -> Money | None:
    if not line:
        return None
    amount, _, code = line.rpartition(" ")
    if not is_currency(code):
        code, _, amount = line.partition(" ")
    money = read_plain(amount, code) if is_currency(code) else read_plain(line, currency)
    if money is None:
        raise ValueError("is no amount such as 1234.50")
    return money


_READERS: Mapping[FieldType, Callable[[str], Any]] = {
    FieldType.WHOLE: _whole,
    FieldType.DAY: _day,
    FieldType.YES_NO: lambda line: bool(_yes_no(line)),
    FieldType.YES_NO_UNKNOWN: _yes_no,
}
