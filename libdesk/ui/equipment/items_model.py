"""The rows of the list as data: items, the headings between them, and their columns."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from libdesk.domain.item_lists import ItemColumn, ItemGroup, ItemLine
from libdesk.services.equipment import Listed
from libdesk.services.places import Overview
from libdesk.ui.equipment.signs import SignText, replace_sign
from libdesk.ui.equipment.wording import (
    DOT,
    heading_words,
    month_words,
)
from libdesk.ui.item_strings import item_status_words, short_day_words
from libdesk.ui.lists import KEY_ROLE, Column, ListModel


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a group.

    Attributes:
        key: below 0: the list shows it, and nobody can choose it.
        words: what the items of the group have in common.
        count: how many there are.
    """

    key: int
    words: str
    count: int


ItemRow = ItemLine | Heading


class ItemsModel(ListModel[ItemRow]):
    """The list model, with headings between the rows: they are shown, and nobody can choose one."""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Leave headings out of all that can be gone to or chosen."""
        if index.isValid() and index.data(KEY_ROLE) < 0:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)


def key_of(row: ItemRow) -> int:
    """Return a row's key."""
    return row.key if isinstance(row, Heading) else row.id


def with_headings(
    listed: Listed, group: ItemGroup, overview: Overview
) -> tuple[tuple[int, ...], tuple[Heading, ...]]:
    """Return the keys of a list with its headings between them, and the headings."""
    keys: list[int] = []
    headings = []
    start = 0
    for place, one in enumerate(listed.groups, 1):
        headings.append(Heading(-place, heading_words(group, one.key, overview), one.count))
        keys.append(-place)
        keys += listed.ids[start : start + one.count]
        start += one.count
    keys += listed.ids[start:]
    return tuple(keys), tuple(headings)


@dataclass(frozen=True, slots=True)
class ItemWords:
    """Words a line.

    Attributes:
        overview: names the branches.
        today: tells the reader's day.
        is_by_place: the branch stands in the heading already.
    """

    overview: Overview
    today: Callable[[], date]
    is_by_place: bool = False

    def place(self, line: ItemLine) -> str:
        """Return where an item is."""
        if self.is_by_place:
            return line.room
        branch = self.overview.branch_name(line.branch)
        return ", ".join(filter(None, (branch, line.room)))

    def sign(self, line: ItemLine) -> SignText | None:
        """Return what is said of when it is to be replaced."""
        return replace_sign(line, self.today())

    def sign_words(self, line: ItemLine) -> str:
        """Return the same in words, with the month."""
        sign = self.sign(line)
        if sign is None or sign.day is None:
            return ""
        return f"{month_words(sign.day)}{DOT}{sign.words}"

    def copied(self, line: ItemLine) -> str:
        """Return an item as one line of text, cells apart by tabs, as copied to a table."""
        whole = replace(self, is_by_place=False).columns()
        return "\t".join(" ".join(column.text(line).split()) for column in whole)

    def columns(self) -> tuple[Column[ItemRow], ...]:
        """Return the columns."""
        column = ItemColumn
        return (
            Column(column.TAG.value, _tr("Label"), _heading_or(_tag), _heading_or(_tag)),
            *(
                Column(by.value, title, _of_line(text))
                for by, title, text in (
                    (column.NAME, _tr("Name"), _name),
                    (column.BRANCH, _tr("Place"), self.place),
                    (column.STATUS, _tr("Status"), _status),
                    (column.REPLACE_BY, _tr("Replace by"), self.sign_words),
                    (column.KIND, _tr("Kind"), _kind),
                    (column.MACHINE, _tr("Machine"), _machine),
                    (column.WARRANTY, _tr("Warranty until"), _warranty),
                    (column.SUPPORT, _tr("Support until"), _support),
                    (column.BOUGHT, _tr("Bought"), _bought),
                    (column.SEEN, _tr("Last seen"), _seen),
                    (column.SERIAL, _tr("Serial number"), _serial),
                )
            ),
        )


SIGN_COLUMN = 4
"""Where the columns have the sign."""

NAME_COLUMN = 1

LAST_IN_INK = 6
"""Columns behind this one stand back."""


def _heading_or(text: Callable[[ItemLine], str]) -> Callable[[ItemRow], str]:
    def worded(row: ItemRow) -> str:
        if isinstance(row, Heading):
            return f"{row.words}{DOT}{row.count}"
        return text(row)

    return worded


def _of_line(text: Callable[[ItemLine], str]) -> Callable[[ItemRow], str]:
    def worded(row: ItemRow) -> str:
        return "" if isinstance(row, Heading) else text(row)

    return worded


def _tag(line: ItemLine) -> str:
    return line.tag


def _name(line: ItemLine) -> str:
    return line.name


def _kind(line: ItemLine) -> str:
    return line.kind


def _status(line: ItemLine) -> str:
    return item_status_words(line.status)


def _machine(line: ItemLine) -> str:
    if line.model.casefold().startswith(line.make.casefold()):
        return line.model
    return f"{line.make} {line.model}".strip()


def _day(day: date | None) -> str:
    return "" if day is None else short_day_words(day)


def _warranty(line: ItemLine) -> str:
    return _day(line.warranty_until)


def _support(line: ItemLine) -> str:
    return _day(line.support_ends)


def _bought(line: ItemLine) -> str:
    return _day(line.bought_on)


def _seen(line: ItemLine) -> str:
    return _day(line.seen_on)


def _serial(line: ItemLine) -> str:
    return line.serial
