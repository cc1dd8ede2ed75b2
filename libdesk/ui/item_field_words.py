"""Fields of items in words: what they are called, what they stand under, and what they hold."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication

from libdesk.domain.item_fields import CUSTOM, FIELDS, FieldType, Group, value_of
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, Role
from libdesk.domain.statuses import Status
from libdesk.ui.item_strings import item_status_words, money_words, role_words, short_day_words


def _tr(words: str) -> str:
    return QCoreApplication.translate("items", words)


def field_words(name: str) -> str:
    """Return a field's name; one of the library's own has the name that it was given."""
    if name.startswith(CUSTOM):
        return name.removeprefix(CUSTOM)
    return {**_what_and_where(), **_inside(), **_papers_and_care()}[name]


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


def choice_words(value: Enum) -> str:
    """Return one of a choice's values."""
    if isinstance(value, Status):
        return item_status_words(value)
    if isinstance(value, Role):
        return role_words(value) or _tr("Not known")
    return _disk_words(DiskKind(value))


def text_words(name: str, text: str) -> str:
    """Return what a field's text stands for; one that stands for nothing else, as it is.

    Args:
        name: the field.
        text: as `item_fields.text_of` writes it, or a stranger's table has it.
    """
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
    return choice_words(value) if isinstance(value, Enum) else ""


def _disk_words(kind: DiskKind) -> str:
    return {
        DiskKind.UNKNOWN: _tr("Not known"),
        DiskKind.SSD: _tr("SSD"),
        DiskKind.HARD_DISK: _tr("Hard disk"),
        DiskKind.FLASH: _tr("Flash memory"),
        DiskKind.NO_STORAGE: _tr("No storage"),
    }[kind]


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
        "keep_why": _tr("Why it is kept"),
        "warranty_until": _tr("Warranty until"),
        "replace_on": _tr("Replace on"),
        "support_until": _tr("Maker’s support until"),
        "battery_on": _tr("Battery new on"),
        "license_until": _tr("License until"),
        "is_only_one": _tr("The only one like it here"),
        "is_accessible": _tr("People need it who have no other way"),
        "notes": _tr("Notes"),
    }
