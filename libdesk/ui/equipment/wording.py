"""Items in words: fields, values, statuses, and what happened to one."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from libdesk.domain.item_fields import CUSTOM, FIELDS, FieldType, Group
from libdesk.domain.item_history import ChangeKind, FieldChange, ItemEvent
from libdesk.domain.item_lists import ItemFacet, ItemGroup
from libdesk.domain.money import read_plain
from libdesk.domain.records import DiskKind, Role
from libdesk.domain.statuses import Status
from libdesk.services.places import Overview
from libdesk.ui.item_strings import item_status_words, money_words, role_words, short_day_words

DOT = " \N{MIDDLE DOT} "
_GIGABYTES = frozenset({"memory_gb", "disk_gb"})


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def field_words(name: str) -> str:
    """Return a field's name; one of the library's own has the name that it was given."""
    if name.startswith(CUSTOM):
        return name.removeprefix(CUSTOM)
    return {**_what_and_where(), **_inside(), **_papers_and_care()}[name]


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


def disk_words(kind: DiskKind) -> str:
    """Return what keeps an item's data."""
    return {
        DiskKind.UNKNOWN: _tr("Not known"),
        DiskKind.SSD: _tr("SSD"),
        DiskKind.HARD_DISK: _tr("Hard disk"),
        DiskKind.FLASH: _tr("Flash memory"),
        DiskKind.NO_STORAGE: _tr("No storage"),
    }[kind]


def choice_words(value: Enum) -> str:
    """Return one of a choice's values."""
    if isinstance(value, Status):
        return item_status_words(value)
    if isinstance(value, Role):
        return role_words(value) or _tr("Not known")
    return disk_words(DiskKind(value))


def facet_words(facet: ItemFacet) -> str:
    """Return what a list is narrowed by; as the field is called."""
    return field_words(facet.value)


def facet_value_words(facet: ItemFacet, value: str, overview: Overview) -> str:
    """Return one value that a list can be narrowed to."""
    return value_words(facet.value, value, overview)


def grouping_words(group: ItemGroup) -> str:
    """Return by what a list is grouped."""
    return {
        ItemGroup.NONE: _tr("Not grouped"),
        ItemGroup.PLACE: _tr("By branch"),
        ItemGroup.KIND: _tr("By kind"),
        ItemGroup.YEAR: _tr("By the year to replace it"),
    }[group]


def heading_words(group: ItemGroup, key: str, overview: Overview) -> str:
    """Return the heading of a list's group."""
    if group is ItemGroup.PLACE:
        return overview.branch_name(key) if key else _tr("No branch known")
    if group is ItemGroup.KIND:
        return key or _tr("No kind known")
    return _tr("To replace in {year}").format(year=key) if key else _tr("No year to replace")


def value_words(name: str, text: str, overview: Overview) -> str:
    """Return a field's text, as history and records keep it, in the reader's words.

    Args:
        name: the field.
        text: as `item_fields.text_of` writes it; "" for not known.
        overview: names the branches.
    """
    if not text or name.startswith(CUSTOM):
        return text or _tr("not known")
    if name == "branch":
        return overview.branch_name(text)
    field = FIELDS[name]
    if field.choices is not None:
        return choice_words(field.choices(text))
    if name in _GIGABYTES:
        return _tr("{count} GB").format(count=QLocale().toString(int(text)))
    worded = _WORDED.get(field.holds)
    return text if worded is None else worded(text)


def _day(text: str) -> str:
    return short_day_words(date.fromisoformat(text))


def _yes_no(text: str) -> str:
    return _tr("Yes") if text == "yes" else _tr("No")


def _money(text: str) -> str:
    amount, _, currency = text.rpartition(" ")
    money = read_plain(amount, currency)
    return text if money is None else money_words(money)


_WORDED = {
    FieldType.DAY: _day,
    FieldType.MONEY: _money,
    FieldType.YES_NO: _yes_no,
    FieldType.YES_NO_UNKNOWN: _yes_no,
}


def month_words(day: date) -> str:
    """Return a day's month, such as "Nov 2026": near enough in a list."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "MMM yyyy")


def change_words(change: FieldChange, overview: Overview) -> str:
    """Return one field's change as a line."""
    became = value_words(change.field, change.became, overview)
    name = field_words(change.field)
    if not change.was:
        return _tr("{field}: {became}").format(field=name, became=became)
    was = value_words(change.field, change.was, overview)
    told = _tr("{field}: from “{was}” to “{became}”")
    return told.format(field=name, was=was, became=became)


def event_words(event: ItemEvent) -> str:
    """Return how an item came to be changed, and by whom."""
    kind, title = event.change_set.kind, event.change_set.title
    if kind is ChangeKind.IMPORT:
        what = _tr("Read from “{file}”").format(file=title) if title else _tr("Read from a list")
    elif kind is ChangeKind.REGISTERED:
        what = _tr("The computer told it itself")
    elif kind is ChangeKind.SAMPLE:
        what = _tr("Part of the sample")
    elif event.change.is_new:
        what = _tr("Added")
    elif kind is ChangeKind.BULK:
        count = event.change_set.count
        what = _tr("Changed with {count} others").format(count=count - 1)
        what = _tr("Changed") if count < 2 else what
    else:
        what = _tr("Changed")
    by = event.change_set.by
    return _tr("{what} by {who}").format(what=what, who=by) if by else what


def chosen_words(count: int) -> str:
    """Return how many items are chosen."""
    if count == 1:
        return _tr("1 item chosen")
    return _tr("{count} items chosen").format(count=QLocale().toString(count))


def set_words(count: int) -> str:
    """Return what the button that changes so many items says."""
    if count == 1:
        return _tr("Set for 1 item")
    return _tr("Set for {count} items").format(count=QLocale().toString(count))


def done_words(count: int, tag: str, *, is_new: bool = False) -> str:
    """Return what was done, as the bar that takes it back says it.

    Args:
        count: how many items were changed.
        tag: the label of one of them.
        is_new: it was added.
    """
    if is_new:
        return _tr("{label} is in the list.").format(label=tag)
    if count == 1:
        return _tr("{label} is changed.").format(label=tag)
    return _tr("{count} items are changed.").format(count=QLocale().toString(count))
