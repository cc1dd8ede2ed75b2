"""What happened to items: who changed what, when, from what to what; one change set at a time.

A change set is what one person did at once: one item edited, forty moved, a list of ten thousand
read in. It is kept with all that is needed to take it back whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import NewType

from libdesk.domain.item_fields import texts_of, with_texts
from libdesk.domain.records import ItemId, Record

ChangeId = NewType("ChangeId", int)
"""Which change set; given by the database."""

NO_CHANGE = ChangeId(0)
"""Of what is not kept yet."""


class ChangeKind(Enum):
    """How items came to be changed."""

    EDIT = "edit"
    CORRECTION = "correction"
    BULK = "bulk"
    IMPORT = "import"
    REGISTERED = "registered"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one person did at once.

    Attributes:
        at: when (aware, UTC).
        by: who did it.
        kind: how.
        title: what to call it, such as the name of the file that was read; "" for nothing.
        count: how many items it touched.
        id: which one; 0 before the database has given it.
    """

    at: datetime
    by: str
    kind: ChangeKind
    title: str = ""
    count: int = 0
    id: ChangeId = ChangeId(0)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's change, as texts (item_fields.py).

    Attributes:
        field: its name; own fields have CUSTOM before theirs.
        was: "" for not known.
        became: "" for not known.
    """

    field: str
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What a change set did to one item.

    Attributes:
        item: which item.
        version: the version that it left.
        fields: what changed; of a new item, all that it came with.
        is_new: the item came with it.
    """

    item: ItemId
    version: int
    fields: tuple[FieldChange, ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ItemEvent:
    """One line of an item's history."""

    change_set: ChangeSet
    change: ItemChange


def differences(was: Mapping[str, str], became: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """Return the fields whose texts differ, in their order; those that are missing are ""."""
    names = [*was, *(name for name in became if name not in was)]
    return tuple(
        FieldChange(name, was.get(name, ""), became.get(name, ""))
        for name in names
        if was.get(name, "") != became.get(name, "")
    )


def change_of(was: Record | None, became: Record) -> ItemChange:
    """Return what was done to an item; None for what it was before it was there."""
    before = texts_of(was) if was is not None else {}
    fields = differences(before, texts_of(became))
    return ItemChange(became.id, became.version, fields, is_new=was is None)


def taken_back(record: Record, change: ItemChange) -> Record:
    """Return the record as it was before a change, with the version that it had.

    Raises:
        ValueError: the change can't be read any more.
    """
    texts = {one.field: one.was for one in change.fields}
    return replace(with_texts(record, texts), version=change.version - 1)
