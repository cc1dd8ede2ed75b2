"""Fields and their values in words, for what a list's columns become and what a row changes."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_fields import CUSTOM, FIELDS, FieldType, Group, value_of
from libdesk.domain.item_headings import Special
from libdesk.domain.money import Money
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind, Role
from libdesk.domain.statuses import Status
from libdesk.ui.item_strings import item_status_words, money_words, role_words, short_day_words


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def target_words(target: str) -> str:
    """Return what a column becomes."""
    if target.startswith(CUSTOM):
        return _tr("Own field “{name}”").format(name=target.removeprefix(CUSTOM))
    return _specials().get(target) or field_words(target)


def field_words(name: str) -> str:
    """Return a field's name; one of the library's own has the name that it was given."""
    if name.startswith(CUSTOM):
        return name.removeprefix(CUSTOM)
    return {**_what_and_where(), **_inside(), **_papers_and_care()}[name]


def _specials() -> Mapping[str, str]:
    return {
        Special.LEFT_OUT: _tr("Left out"),
        Special.PLACE: _tr("Branch and room in one"),
        Special.WHOLE_SYSTEM: _tr("System, edition and version in one"),
        Special.WARRANTY_MONTHS: _tr("Months of warranty"),
        Special.CURRENCY: _tr("Currency of the price"),
    }


def grouped_targets() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what a column can become but own fields, by headings in words."""
    beside = {
        Group.WHERE: (Special.PLACE,),
        Group.INSIDE: (Special.WHOLE_SYSTEM,),
        Group.MONEY: (Special.CURRENCY,),
        Group.DATES: (Special.WARRANTY_MONTHS,),
    }
    return tuple(
        (
            group_words(group),
            (
                *map(str, beside.get(group, ())),
                *(name for name, field in FIELDS.items() if field.group is group),
            ),
        )
        for group in Group
        if group is not Group.OWN
    )


def group_words(group: Group) -> str:
    """Return the heading of fields that stand together."""
    return {
        Group.WHAT: _tr("What it is"),
        Group.WHERE: _tr("Where it is"),
        Group.INSIDE: _tr("What is inside"),
        Group.MONEY: _tr("Money and papers"),
        Group.DATES: _tr("Dates"),
        Group.CARE: _tr("Care"),
        Group.OWN: _tr("Fields of our own"),
    }[group]


def value_words(name: str, text: str, branches: Sequence[Branch]) -> str:
    """Return a field's text as people read it; "" for not known."""
    if name == "branch":
        return next((one.name for one in branches if one.code == text), text)
    field = FIELDS.get(name)
    if field is None or not text or field.holds in (FieldType.LINE, FieldType.TEXT):
        return text
    with suppress(ValueError):
        return _worded(value_of(name, text)) or text
    return text


def _worded(value: object) -> str:
    if isinstance(value, bool):
        return _tr("Yes") if value else _tr("No")
    if isinstance(value, date):
        return short_day_words(value)
    if isinstance(value, Money):
        return money_words(value)
    if isinstance(value, Status):
        return item_status_words(value)
    if isinstance(value, Role):
        return role_words(value)
    return _disk_words(value) if isinstance(value, DiskKind) else ""


def _disk_words(kind: Enum) -> str:
    return {
        DiskKind.SSD: _tr("SSD"),
        DiskKind.HARD_DISK: _tr("Hard disk"),
        DiskKind.FLASH: _tr("Flash memory"),
        DiskKind.NO_STORAGE: _tr("No storage"),
    }.get(DiskKind(kind), "")


def _what_and_where() -> Mapping[str, str]:
    return {
        "tag": _tr("Label"),
        "name": _tr("Name"),
        "kind": _tr("Kind"),
        "role": _tr("Used by or for"),
        "make": _tr("Make"),
        "model": _tr("Model"),
        "serial": _tr("Serial number"),
        "computer_name": _tr("Computer name"),
        "branch": _tr("Branch"),
        "room": _tr("Room or spot"),
        "status": _tr("Status"),
        "seen_on": _tr("Last seen on"),
    }


def _inside() -> Mapping[str, str]:
    return {
        "processor": _tr("Processor"),
        "memory_gb": _tr("Memory in GB"),
        "disk_gb": _tr("Disk in GB"),
        "disk_kind": _tr("Kind of disk"),
        "system": _tr("System"),
        "edition": _tr("Edition"),
        "system_version": _tr("Version"),
        "tpm": _tr("Has TPM 2.0"),
        "secure_boot": _tr("Can do Secure Boot"),
        "new_certificate": _tr("Secure Boot certificate of 2023"),
    }


def _papers_and_care() -> Mapping[str, str]:
    return {
        "bought_on": _tr("Bought on"),
        "price": _tr("Price"),
        "order_number": _tr("Order or invoice number"),
        "supplier": _tr("Supplier"),
        "funder": _tr("Paid by"),
        "keep_until": _tr("Keep until at least"),
        "warranty_until": _tr("Warranty until"),
        "replace_on": _tr("Replace on"),
        "support_until": _tr("Maker’s support until"),
        "battery_on": _tr("Battery new on"),
        "license_until": _tr("License until"),
        "is_only_one": _tr("The only one like it here"),
        "is_accessible": _tr("People need it who have no other way"),
        "notes": _tr("Notes"),
    }
