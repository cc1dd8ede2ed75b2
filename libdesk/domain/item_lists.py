"""Lists of items: what a line shows, what narrows a list, how it is ordered and grouped."""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType

from libdesk.domain.equipment import Tag
from libdesk.domain.records import ItemId, Record, Role
from libdesk.domain.statuses import HERE, Status
from libdesk.domain.text import clean_line, fold, sort_key

_NUMBER = re.compile("[0-9]+")
_SIGNS = re.compile(r"[^\w\s]+|_+")
_NO_SIGNS = str.maketrans("", "", string.punctuation)

SEARCH_WORDS = 12
"""Words of a search; what is typed beyond them narrows nothing."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Days that follow from a record and the rules; stored with it, so that lists order by them.

    Attributes:
        replace_by: when it is to be replaced; None for not known.
        support_ends: when nobody looks after it any more; None for not known.
    """

    replace_by: date | None = None
    support_ends: date | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What a list shows of an item; names as in the record and its dates."""

    id: ItemId
    tag: Tag
    name: str
    kind: str
    branch: str
    room: str
    status: Status
    role: Role
    make: str
    model: str
    serial: str
    bought_on: date | None
    warranty_until: date | None
    replace_by: date | None
    support_ends: date | None
    seen_on: date | None
    version: int


class ItemColumn(Enum):
    """By what a list can be ordered."""

    TAG = "tag"
    NAME = "name"
    KIND = "kind"
    BRANCH = "branch"
    ROOM = "room"
    STATUS = "status"
    MACHINE = "machine"
    SERIAL = "serial"
    BOUGHT = "bought"
    WARRANTY = "warranty"
    REPLACE_BY = "replace by"
    SUPPORT = "support"
    SEEN = "seen"


class ItemGroup(Enum):
    """By what a list can be grouped."""

    NONE = ""
    PLACE = "place"
    KIND = "kind"
    YEAR = "year"


class ItemFacet(Enum):
    """What a list can be narrowed to."""

    BRANCH = "branch"
    ROOM = "room"
    KIND = "kind"
    STATUS = "status"
    ROLE = "role"
    MAKE = "make"
    MODEL = "model"
    SYSTEM = "system"
    FUNDER = "funder"
    SUPPLIER = "supplier"


class Gap(Enum):
    """What is not known of an item, and would be good to know."""

    SERIAL = "serial"
    BOUGHT = "bought"
    WARRANTY = "warranty"
    ROOM = "room"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What narrows a list; all of it has to be true.

    Attributes:
        words: each is in the item's label, names, numbers or places; case and accents are equal.
        values: of each facet, the values of which one has to be true.
        statuses: only items of these, where no status is among the values; all of HERE usually.
        replace_before: to be replaced before this day.
        support_before: without support before this day.
        warranty_from: the warranty is known, and lasts until this day or longer.
        warranty_before: without warranty before this day.
        unseen_since: nobody has seen it since this day, or ever.
        gaps: none of these is known.
        some_gap: at least one of these is not known.
        same_serial: another item has its serial number too.
        only: these items and no others; None for no matter.
    """

    words: tuple[str, ...] = ()
    values: Mapping[ItemFacet, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    statuses: frozenset[Status] = HERE
    replace_before: date | None = None
    support_before: date | None = None
    warranty_from: date | None = None
    warranty_before: date | None = None
    unseen_since: date | None = None
    gaps: frozenset[Gap] = frozenset()
    some_gap: frozenset[Gap] = frozenset()
    same_serial: bool = False
    only: frozenset[ItemId] | None = None


@dataclass(frozen=True, slots=True)
class ItemOrder:
    """How a list is ordered.

    Attributes:
        by: the column.
        descending: last first; what is not known stays last.
        group: what stands together, before the column counts.
    """

    by: ItemColumn = ItemColumn.NAME
    descending: bool = False
    group: ItemGroup = ItemGroup.NONE


@dataclass(frozen=True, slots=True)
class ItemsOf:
    """One group of a list.

    Attributes:
        key: a branch's code, a kind, or the year as text; "" for not known.
        count: how many items are in it.
    """

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """One value that a list can be narrowed to, with how many items have it."""

    facet: ItemFacet
    value: str
    count: int


def words_of(typed: str) -> tuple[str, ...]:
    """Return the words of a search as they are looked for."""
    return tuple(fold(clean_line(typed)).split()[:SEARCH_WORDS])


def order_key(text: str) -> str:
    """Return the form of a label or a name that orders as people count: LV-9 before LV-10.

    Case and accents are equal in it, and before each number stands how long that is.
    """
    return _NUMBER.sub(_counted, sort_key(text))


def text_to_search(record: Record) -> str:
    """Return all by which an item is found, folded: each word of a search is somewhere in it.

    What is joined by a hyphen or a dot stands there as one word too: LV-7 is found by lv7.
    """
    parts = (
        record.tag,
        record.name,
        record.kind,
        record.make,
        record.model,
        record.serial,
        record.computer_name,
        record.room,
        record.branch,
        record.system,
        record.system_version,
        record.processor,
        record.supplier,
        record.order_number,
        record.funder,
        record.role.value,
        *record.custom.values(),
    )
    text = fold(" ".join(filter(None, parts)))
    known = set(text.split())
    bare = text.translate(_NO_SIGNS) if text.isascii() else _SIGNS.sub("", text)
    return " ".join([text, *sorted(set(bare.split()) - known)])


def _counted(number: re.Match[str]) -> str:
    digits = number.group().lstrip("0")
    return f"{len(digits):03}{digits}"
