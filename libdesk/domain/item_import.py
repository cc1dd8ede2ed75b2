"""What becomes of each row of a list that is read in: new, changed, the same, or refused and why.

Nothing here writes. A row has exactly one fate, so that the fates always add up to the rows read.
Whoever reads the same list twice finds every row the same the second time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from libdesk.domain.disposal import lock_sentence
from libdesk.domain.item_cells import Ground
from libdesk.domain.item_columns import Columns
from libdesk.domain.item_history import FieldChange
from libdesk.domain.item_matching import Draft, Known, Matched, Twins, match_rows
from libdesk.domain.item_places import NOWHERE, Places
from libdesk.domain.item_rows_read import Answers, read_rows
from libdesk.domain.label_numbers import free_tags
from libdesk.domain.places import Branch
from libdesk.domain.records import ItemId
from libdesk.domain.reimaging import SERVICE
from libdesk.domain.statuses import Status
from libdesk.domain.tables import CELL_LIMIT, NoteKind, Table
from libdesk.domain.text import fold

_NO_ITEM = ItemId(0)
_NONE: Mapping[str, str] = MappingProxyType({})
_NO_REASONS: Mapping[ItemId, str] = MappingProxyType({})
_OTHER = "other"


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowFate:
    """What becomes of one row.

    Attributes:
        row: its number in the file.
        fate: what becomes of it.
        why: of one that is refused, what is wrong and what to do; of others, what is to be known.
        tag: the label of its item; "" where it has none.
        name: what people call the item.
        item: of one that is in the list already, which; 0 for others.
        version: the version that it has there.
        became: the fields that change, as texts; of a new item, all that it comes with.
        was: what those were; those that are missing were not known.
    """

    row: int
    fate: Fate
    why: str = ""
    tag: str = ""
    name: str = ""
    item: ItemId = _NO_ITEM
    version: int = 0
    became: Mapping[str, str] = field(default_factory=lambda: _NONE)
    was: Mapping[str, str] = field(default_factory=lambda: _NONE)

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """Return what changes, field by field."""
        return tuple(
            FieldChange(name, self.was.get(name, ""), text) for name, text in self.became.items()
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody has said where the list leaves it open.

    Attributes:
        places: which branch the text of a location means, by its code; NOWHERE for none.
        statuses: which status a word means.
        kinds: which kind a word means.
        kind: what an item is of which the list doesn't tell; "" refuses its row.
        twins: of rows with the same number, by the key that `Twins` has, the row that counts;
            0 lets each of them count.
        empty_wipes: an empty cell takes away what is known.
        currency: of an amount that names none.
    """

    places: Mapping[str, str] = field(default_factory=lambda: _NONE)
    statuses: Mapping[str, str] = field(default_factory=lambda: _NONE)
    kinds: Mapping[str, str] = field(default_factory=lambda: _NONE)
    kind: str = _OTHER
    twins: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    empty_wipes: bool = False
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Stock:
    """What the list holds before anything is read in.

    Attributes:
        items: all of it, as texts.
        branches: the library's branches.
        own_fields: the names of its own fields.
        kinds: its kinds by every word for them, folded.
        holds_data: the items that can't go before somebody has recorded that they were wiped.
        not_set_up: the items that can't come into service yet, each with the reason.
        stays: the items that can't go, because they are lent or the like, each with the reason.
        today: the reader's day: what is kept until a later one can't go.
        stamp: two stocks of the same stamp are the same.
    """

    items: tuple[Known, ...] = ()
    branches: tuple[Branch, ...] = ()
    own_fields: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=lambda: _NONE)
    holds_data: frozenset[ItemId] = frozenset()
    stamp: str = ""
    not_set_up: Mapping[ItemId, str] = field(default_factory=lambda: _NO_REASONS)
    stays: Mapping[ItemId, str] = field(default_factory=lambda: _NO_REASONS)
    today: date = date.max


class About(StrEnum):
    """What a question is about."""

    PLACE = "place"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the list leaves open; it is read in without an answer too.

    Attributes:
        about: what.
        text: the words in the list.
        rows: how many rows have them.
    """

    about: About
    text: str
    rows: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a list.

    Attributes:
        fates: one for each row, in the order of the file.
        columns: how its columns are read.
        questions: what it leaves open.
        twins: rows of the list with the same number.
        stamp: of the stock for which this is so.
    """

    fates: tuple[RowFate, ...]
    columns: Columns
    questions: tuple[Question, ...] = ()
    twins: tuple[Twins, ...] = ()
    stamp: str = ""

    def count(self, fate: Fate) -> int:
        """Return how many rows have a fate."""
        return sum(one.fate is fate for one in self.fates)

    def of(self, fate: Fate) -> tuple[RowFate, ...]:
        """Return the rows of a fate."""
        return tuple(one for one in self.fates if one.fate is fate)


def ground_of(choices: Choices, stock: Stock) -> Ground:
    """Return what is known while cells are read."""
    kinds = {kind: kind for one in stock.items if (kind := one.texts.get("kind"))}
    codes = {one.code for one in stock.branches}
    exact = {fold(word) for word in (*stock.kinds.values(), *kinds, *choices.kinds)}
    used = {code: None for one in stock.items if (code := one.texts.get("branch"))}
    gone = [Branch(code, code) for code in used if code not in codes]
    # A branch may have gone since somebody has said what a text means: then it is asked again.
    told = {text: code for text, code in choices.places.items() if code in {*codes, NOWHERE}}
    return Ground(
        Places((*stock.branches, *gone), _folded(told), only=_only(stock.branches)),
        # What the library calls a kind by itself counts more than what others mean by the word.
        {**stock.kinds, **_folded(kinds), **kinds, **_folded(choices.kinds)},
        frozenset(stock.kinds.keys() - exact),
        _folded(choices.statuses),
        choices.currency,
    )


def _only(branches: Sequence[Branch]) -> str:
    return branches[0].code if len(branches) == 1 else ""


def make_plan(table: Table, columns: Columns, choices: Choices, stock: Stock) -> Plan:
    """Return what becomes of each row of a table.

    Args:
        table: the table.
        columns: what its columns hold.
        choices: what somebody has said.
        stock: what the list holds already.
    """
    ground = ground_of(choices, stock)
    answers = Answers()
    drafts = read_rows(table, columns, ground, answers, empty_wipes=choices.empty_wipes)
    matched, twins = match_rows(drafts, stock.items, choices.twins)
    tags = free_tags([*(one.texts["tag"] for one in stock.items), *_tags(drafts)])
    fates = [_fate(one, choices, stock, tags) for one in matched]
    fates += [
        RowFate(row, Fate.REFUSED, f"A cell is longer than {CELL_LIMIT:,} characters.")
        for note in table.noted(NoteKind.ROW_SKIPPED)
        for row in note.rows
    ]
    questions = [
        Question(about, text, rows)
        for about, found in ((About.PLACE, answers.places), (About.STATUS, answers.statuses))
        for text, rows in found.items()
    ]
    in_order = sorted(fates, key=lambda one: one.row)
    return Plan(tuple(in_order), columns, tuple(questions), twins, stock.stamp)


def _fate(matched: Matched, choices: Choices, stock: Stock, tags: Iterator[str]) -> RowFate:
    draft, known = matched.draft, matched.known
    told = draft.texts.get("tag", ""), draft.texts.get("name", "")
    if matched.why:
        return RowFate(draft.row, Fate.REFUSED, matched.why, *told)
    if matched.repeats:
        return RowFate(draft.row, Fate.SAME, f"It says the same as row {matched.repeats}.", *told)
    if known is not None:
        return _of_known(draft, known, stock)
    kind = draft.texts.get("kind") or _kind_in(draft.texts, stock.kinds) or choices.kind
    if not kind:
        why = "It doesn’t tell what it is. Give it a kind, such as “public PC”."
        return RowFate(draft.row, Fate.REFUSED, why, *told)
    texts = _as_new(draft.texts, kind, tags)
    return RowFate(draft.row, Fate.NEW, "", texts["tag"], texts["name"], became=texts)


def _of_known(draft: Draft, known: Known, stock: Stock) -> RowFate:
    """Return the fate of a row whose item is in the list already.

    The list that is read in is what counts, so a status may become any other; but what may not go,
    or come into service, does not by it either: whoever let it go would have nothing left that
    says it was never wiped.
    """
    was, told = known.texts, draft.texts
    became = {name: text for name, text in told.items() if was.get(name, "") != text}
    if draft.is_kind_loose and was.get("kind", "") not in ("", _OTHER):
        became.pop("kind", None)  # a “desktop” is a staff PC where the library has said so
    tag, name = told.get("tag") or was["tag"], told.get("name") or was["name"]
    moves = became.get("branch") and was.get("branch")
    if moves and not told.get("room") and was.get("room"):
        became["room"] = ""  # the room was one of the other branch
    if not became:
        return RowFate(draft.row, Fate.SAME, "", tag, name, known.id, known.version)
    is_lost = was.get("status") == Status.LOST.value
    texts, status = {**was, **became}, became.get("status", "")
    if why := _why_not(texts, status, known.id, stock, is_lost=is_lost):
        return RowFate(draft.row, Fate.REFUSED, f"{why} Then read this row again.", tag, name)
    before = {name: text for name in became if (text := was.get(name, ""))}
    return RowFate(draft.row, Fate.CHANGED, "", tag, name, known.id, known.version, became, before)


def _why_not(
    texts: Mapping[str, str], status: str, item: ItemId, stock: Stock, *, is_lost: bool
) -> str:
    """Return why an item may not become what a list says, and what to do; "" where it may."""
    if status in _SERVES:
        return stock.not_set_up.get(item, "")
    if status != Status.GONE.value:
        return ""
    if item in stock.stays:
        return stock.stays[item]
    until = texts.get("keep_until", "")
    if until and stock.today < date.fromisoformat(until):
        why, funder = texts.get("keep_why", ""), texts.get("funder", "")
        day = date.fromisoformat(until)
        return lock_sentence(texts["tag"], day, why, funder, is_lost=is_lost)
    if item in stock.holds_data:
        return f"{texts['tag']} holds data. Record first that it was wiped, or has no storage."
    return ""


_SERVES = frozenset(one.value for one in SERVICE)


def _as_new(texts: Mapping[str, str], kind: str, tags: Iterator[str]) -> dict[str, str]:
    """Return a new item's texts, with a label, a kind and a name where it has none."""
    make, model = texts.get("make", ""), texts.get("model", "")
    machine = model if fold(model).startswith(fold(make)) else f"{make} {model}"
    name = texts.get("name") or texts.get("computer_name") or machine.strip() or kind
    tag = texts.get("tag") or next(tags)
    told = texts if all(texts.values()) else {key: text for key, text in texts.items() if text}
    return {"tag": tag, **_USUAL, **told, "name": name, "kind": kind}


_USUAL = {
    "name": "",
    "kind": "",
    "status": Status.IN_USE.value,
    "is_only_one": "no",
    "is_accessible": "no",
}
"""What a new item is where nobody tells otherwise, as its history has it."""


def _kind_in(texts: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """Return the kind that a model or a name tells; "" where neither has a word for one."""
    for name in ("model", "name"):
        words = fold(texts.get(name, "")).split()
        for size in (3, 2, 1):
            for at in range(len(words) - size + 1):
                if found := kinds.get(" ".join(words[at : at + size])):
                    return found
    return ""


def _tags(drafts: Sequence[Draft]) -> Iterator[str]:
    return (tag for one in drafts if (tag := one.texts.get("tag")))


def _folded(told: Mapping[str, str]) -> dict[str, str]:
    return {fold(text): answer for text, answer in told.items()}
