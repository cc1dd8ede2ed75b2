"""Items in words: what lists are narrowed and grouped by, and what happened to one."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from libdesk.domain.item_fields import CUSTOM
from libdesk.domain.item_history import ChangeKind, FieldChange, ItemEvent
from libdesk.domain.item_lists import ItemFacet, ItemGroup
from libdesk.services.places import Overview
from libdesk.ui.item_field_words import field_words, text_words
from libdesk.ui.strings import counted

DOT = " \N{MIDDLE DOT} "
_GIGABYTES = frozenset({"memory_gb", "disk_gb"})


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


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
    if name in _GIGABYTES:
        return _tr("{count} GB").format(count=QLocale().toString(int(text)))
    return text_words(name, text)


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
    elif kind is ChangeKind.BULK and event.change_set.count > 1:
        others = event.change_set.count - 1
        what = counted(others, _tr("Changed with 1 other"), _tr("Changed with {count} others"))
    else:
        what = _tr("Changed")
    by = event.change_set.by
    return _tr("{what} by {who}").format(what=what, who=by) if by else what


def chosen_words(count: int) -> str:
    """Return how many items are chosen."""
    return counted(count, _tr("1 item chosen"), _tr("{count} items chosen"))


def set_words(count: int) -> str:
    """Return what the button that changes so many items says."""
    return counted(count, _tr("Set for 1 item"), _tr("Set for {count} items"))


def done_words(count: int, tag: str, *, is_new: bool = False) -> str:
    """Return what was done, as the bar that takes it back says it.

    Args:
        count: how many items were changed.
        tag: the label of one of them.
        is_new: it was added.
    """
    if is_new:
        return _tr("{label} is in the list.").format(label=tag)
    one = _tr("{label} is changed.").format(label=tag)
    return counted(count, one, _tr("{count} items are changed."))


def undo_words(what: str, seconds: int) -> str:
    """Return what was done, and for how many seconds the bar takes it back."""
    return _tr("{what} It can be undone for {seconds} s.").format(what=what, seconds=seconds)
