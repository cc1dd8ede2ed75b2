"""The columns of an equipment list: what each holds, guessed by its heading and then by its values.

A column that LibDesk has never seen becomes an own field of its name. Left out, unless somebody
wants it, is what is empty, what is about people, and what another program notes for itself.
Passwords, PINs and keys are always left out: there is no field for them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from libdesk.domain.cell_values import (
    guess_day_order,
    guess_decimal_comma,
    looks_like_day,
    parse_day,
)
from libdesk.domain.item_cells import (
    COMMA,
    DAY_FIRST,
    GIGABYTES,
    MEGABYTES,
    MONTH_FIRST,
    POINT,
    Ground,
    is_nothing,
    is_system,
)
from libdesk.domain.item_fields import CUSTOM, FIELDS, OWN_FIELDS_LIMIT, FieldType
from libdesk.domain.item_headings import (
    BOOKKEEPING,
    OWN_FIELD,
    PEOPLE,
    WHY_REFUSED,
    Special,
    heading_key,
    is_secret,
    is_target,
    names_secret,
    target_of,
)
from libdesk.domain.tables import HEADING_SEARCH, Row, Table
from libdesk.domain.text import clean_line, fold

SAMPLES = 3
"""Values of a column that are shown beside it."""

LOOKED_AT = 200
"""Values of a column by which its kind is guessed."""


class Why(StrEnum):
    """Why a column is read as it is. Of the words for people, ui/strings.py knows."""

    HEADING = "heading"
    VALUES = "values"
    OWN = "own field"
    """Nobody knows this heading, so it becomes an own field."""
    TAKEN = "taken"
    """Another column holds this field already, so it becomes an own field."""
    EMPTY = "empty"
    PEOPLE = "about people"
    BOOKKEEPING = "another program's notes for itself"
    SECRET = "password or key"  # noqa: S105 - a reason
    NO_ROOM = "no room for more own fields"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, and what it holds.

    Attributes:
        heading: as it stands in the file; "" for none.
        target: a field, an own field with CUSTOM before its name, or one of Special.
        why: why.
        how: how its days, amounts or sizes are written, as in item_cells.py; "" for not known.
        is_sure: False where days or sizes can be read in two ways, and one was guessed.
        samples: some of its values.
    """

    heading: str
    target: str
    why: Why
    how: str = ""
    is_sure: bool = True
    samples: tuple[str, ...] = ()

    @property
    def is_secret(self) -> bool:
        """Say whether it can't be anything but left out."""
        return self.why is Why.SECRET


Columns = tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A column while its target is looked for."""

    index: int
    heading: str
    values: tuple[str, ...]

    @property
    def own_name(self) -> str:
        """Return the name of the own field that it can become."""
        start = OWN_FIELD if self.heading.startswith(OWN_FIELD) else CUSTOM
        name = clean_line(self.heading.removeprefix(start))
        return name or f"Column {self.index + 1}"

    @property
    def is_own(self) -> bool:
        """Say whether the heading tells itself that this is an own field."""
        return self.heading.startswith((OWN_FIELD, CUSTOM))


def guess_columns(table: Table, ground: Ground, own_fields: Sequence[str] = ()) -> Columns:
    """Return what the columns of a table hold, as far as headings and values tell.

    Args:
        table: the table.
        ground: the library's branches and kinds.
        own_fields: the names of its own fields.
    """
    seen = [_Seen(at, heading, _values(table, at)) for at, heading in enumerate(table.headings)]
    targets: dict[int, tuple[str, Why]] = {
        one.index: out for one in seen if (out := _left_out(one))
    }
    _by_heading(seen, targets, own_fields)
    _by_values(seen, targets, ground, has_headings=any(table.headings))
    _own(seen, targets, own_fields)
    columns = []
    for one in seen:
        target, why = targets[one.index]
        samples = () if why is Why.SECRET else _samples(one.values)  # it is shown nowhere
        columns.append(Column(one.heading, str(target), why, samples=samples))
    return _with_hows(columns, seen)


def with_target(columns: Columns, index: int, target: str, how: str = "") -> Columns:
    """Return columns of which one is read as somebody has chosen.

    Raises:
        ValueError: there is no such target, or the column holds passwords or keys.
    """
    column = columns[index]
    is_own = target.startswith(CUSTOM) and target != CUSTOM
    if not is_own and not is_target(target):
        raise ValueError(f"{target!r} is no field of an item")
    if target != Special.LEFT_OUT and column.is_secret:
        raise ValueError(
            f"“{column.heading}” holds passwords or keys, for which LibDesk has no place"
        )
    changed = replace(column, target=target, how=how or column.how, why=Why.CHOSEN, is_sure=True)
    kept = column if target == Special.LEFT_OUT and column.is_secret else changed
    return (*columns[:index], kept, *columns[index + 1 :])


def find_headings(rows: Sequence[Row]) -> int | None:
    """Return the number of the row that holds headings of equipment lists; None for none.

    Whoever guesses by looks alone takes no row for headings in which one is like a value, such as
    "USB 3.0".
    """
    known = {row.number: count_headings(row.cells) for row in rows[:HEADING_SEARCH]}
    best = max(known, key=lambda number: known[number], default=0)
    return best if known.get(best, 0) > 1 else None


def count_headings(cells: Sequence[str]) -> int:
    """Return how many of these are headings of equipment lists."""
    return sum(target_of(cell) is not None for cell in cells)


def own_heading(name: str) -> str:
    """Return the heading under which an own field is written, so that it is read as one again."""
    key = heading_key(name)
    is_plain = target_of(name) is None and key not in PEOPLE and key not in BOOKKEEPING
    starts = name.startswith((OWN_FIELD, CUSTOM))
    return name if key and is_plain and not starts else f"{OWN_FIELD}{name}"


def heading_set(headings: Iterable[str]) -> str:
    """Return by what a list is known again: its headings, whatever their order.

    A file of refused rows has the same ones, but for the reasons and what must not be kept.
    """
    counted = {heading_key(one) for one in headings if not names_secret(one)}
    return "\n".join(sorted(counted - {heading_key(WHY_REFUSED), ""}))


def _values(table: Table, index: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in table.rows:
        cell = row.cells[index]
        if cell and not cell.isspace():
            found.append(cell)
            if len(found) == LOOKED_AT:
                break
    return tuple(found)


def _samples(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean_line(one, 80) for one in values))[:SAMPLES]


def _left_out(seen: _Seen) -> tuple[str, Why] | None:
    secret = sum(map(is_secret, seen.values)) * 2 > len(seen.values)
    if names_secret(seen.heading) or secret:
        return Special.LEFT_OUT, Why.SECRET
    if not seen.values:
        return Special.LEFT_OUT, Why.EMPTY
    key = heading_key(seen.heading)
    if key in PEOPLE:
        return Special.LEFT_OUT, Why.PEOPLE
    if key in BOOKKEEPING:
        return Special.LEFT_OUT, Why.BOOKKEEPING
    return None


def _by_heading(
    seen: Sequence[_Seen], targets: dict[int, tuple[str, Why]], own_fields: Sequence[str]
) -> None:
    """Give each field the column whose heading names it best."""
    own = _names(own_fields)
    best: dict[str, tuple[int, int]] = {}
    for one in seen:
        if one.index in targets or one.is_own:
            continue
        found = target_of(one.heading)
        # A list that was read before has made this an own field; it stays one.
        if found is None and (name := own.get(one.heading) or own.get(fold(one.heading))):
            found = f"{CUSTOM}{name}", 0
        if found is None or not _may_be(one, found[0]):
            continue
        target, rank = found
        if target not in best or rank < best[target][0]:
            best[target] = rank, one.index
    targets.update({index: (target, Why.HEADING) for target, (_, index) in best.items()})
    _warranty_by_day(seen, targets)


def _warranty_by_day(seen: Sequence[_Seen], targets: dict[int, tuple[str, Why]]) -> None:
    """Read "Warranty" as its last day where it holds days, and nothing else does."""
    taken = {target for target, _ in targets.values()}
    for one in seen:
        if targets.get(one.index, ("", Why.OWN))[0] != Special.WARRANTY_MONTHS:
            continue
        if "warranty_until" not in taken and _most(looks_like_day, one.values):
            targets[one.index] = "warranty_until", Why.HEADING


_VAGUE = frozenset(
    {"value", "amount", "purchased", "received", "acquired", "bought", "replace", "verified"}
    | {"disk", "storage", "hard drive", "hard disk", "hdd", "memory", "ram"}
)
"""Headings of days, amounts and sizes that can be of something else: their values must agree."""


def _may_be(seen: _Seen, target: str) -> bool:
    """Say whether a column can hold a field: one of words under "Value" is no price."""
    field = FIELDS.get(target)
    if field is None or heading_key(seen.heading) not in _VAGUE:
        return True
    if field.holds is FieldType.DAY:
        return _most(lambda value: looks_like_day(value) or value.strip().isdecimal(), seen.values)
    return _most(lambda value: any(sign.isdigit() for sign in value), seen.values)


def _some(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


_PROCESSOR = re.compile(
    r"\b(?:intel|amd|core\s?i[3579]|ryzen|xeon|celeron|pentium|athlon|snapdragon|apple m[1-9])\b",
    re.IGNORECASE,
)
_MAKERS = _some(
    "dell|hp|hewlett-packard|lenovo|apple|acer|asus|microsoft|samsung|lg|brother|canon|epson|"
    "xerox|ricoh|konica minolta|kyocera|cisco|ubiquiti|tp-link|netgear|aruba|meraki|apc|cyberpower|"
    "zebra|honeywell|viewsonic|benq|fujitsu|toshiba|panasonic|google|logitech|dell inc.|hp inc.|"
    "bibliotheca|envisionware|lexmark|sony|intel|synology|qnap|yealink|poly|polycom"
)
_LABEL = re.compile(r"[A-Za-z]{0,8}[-_ /.]?\d{2,8}", re.ASCII)
_SERIAL = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9-]{5,25}", re.ASCII)


def _by_values(
    seen: Sequence[_Seen],
    targets: dict[int, tuple[str, Why]],
    ground: Ground,
    *,
    has_headings: bool,
) -> None:
    """Give fields that no heading has named the columns whose values look like them."""
    tests: list[tuple[str, Callable[[tuple[str, ...]], bool]]] = [
        ("processor", lambda values: _most(lambda one: _PROCESSOR.search(one) is not None, values)),
        (
            Special.WHOLE_SYSTEM,
            lambda values: _most(is_system, values),
        ),
        ("make", lambda values: _most(lambda one: fold(one.strip()) in _MAKERS, values)),
        ("kind", lambda values: _most(lambda one: fold(one.strip()) in ground.kinds, values)),
        (Special.PLACE, lambda values: ground.places.count_known(values) * 2 > len(values)),
    ]
    if not has_headings:
        tests += [
            ("tag", lambda values: _unlike(values) and _most(_fits(_LABEL), values)),
            ("serial", lambda values: _unlike(values) and _most(_fits(_SERIAL), values)),
            ("bought_on", lambda values: _most(looks_like_day, values)),
        ]
    taken = {target for target, _ in targets.values()}
    for target, test in tests:
        if target in taken:
            continue
        for one in seen:
            is_known = one.index in targets or one.is_own or target_of(one.heading) is not None
            if not is_known and test(one.values):
                targets[one.index] = target, Why.VALUES
                break


def _fits(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value.strip()) is not None


def _most(test: Callable[[str], bool], values: Sequence[str]) -> bool:
    """Say whether nearly all values pass a test; those that say "not known" aside."""
    told = [value for value in values if not is_nothing(value)]
    return bool(told) and sum(map(test, told)) * 4 >= len(told) * 3


def _unlike(values: Sequence[str]) -> bool:
    return len(set(map(fold, values))) == len(values)


def _own(
    seen: Sequence[_Seen], targets: dict[int, tuple[str, Why]], own_fields: Sequence[str]
) -> None:
    """Make own fields of what is left, as long as there is room for them."""
    known = _names(own_fields)
    taken = {target for target, _ in targets.values()}
    room = OWN_FIELDS_LIMIT - len(own_fields)
    for one in seen:
        if one.index in targets:
            continue
        name = known.get(one.own_name) or known.get(fold(one.own_name), one.own_name)
        number = 1
        while f"{CUSTOM}{name}" in taken:
            number += 1
            name = f"{one.own_name} {number}"
        is_new = fold(name) not in known
        if is_new and room < 1:
            targets[one.index] = Special.LEFT_OUT, Why.NO_ROOM
            continue
        room -= is_new
        is_known = not one.is_own and target_of(one.heading) is not None
        targets[one.index] = f"{CUSTOM}{name}", Why.TAKEN if is_known else Why.OWN
        taken.add(f"{CUSTOM}{name}")


def _names(own_fields: Sequence[str]) -> dict[str, str]:
    """Return own fields by their names, and by those without case and accents."""
    return {fold(name): name for name in own_fields} | {name: name for name in own_fields}


def _with_hows(columns: Sequence[Column], seen: Sequence[_Seen]) -> Columns:
    """Say how days, amounts and sizes are written; the days of one file all alike."""
    days = [one.values for one, column in zip(seen, columns, strict=True) if _is_day(column)]
    orders = {order for values in days if (order := guess_day_order(values)) is not None}
    shared = orders.pop() if len(orders) == 1 else None
    return tuple(
        replace(column, how=how, is_sure=is_sure)
        for column, one in zip(columns, seen, strict=True)
        for how, is_sure in (_how(column, one, shared),)
    )


def _is_day(column: Column) -> bool:
    field = FIELDS.get(column.target)
    is_day = field is not None and field.holds is FieldType.DAY
    return is_day or column.target == Special.WARRANTY_MONTHS


def _how(column: Column, seen: _Seen, shared: bool | None) -> tuple[str, bool]:  # noqa: FBT001 - None is a third
    if _is_day(column):
        told = guess_day_order(seen.values)
        order = shared if told is None else told
        is_open = order is None and any(map(_can_turn, seen.values))
        return DAY_FIRST if order else MONTH_FIRST, not is_open
    if column.target == "price":
        comma = guess_decimal_comma(seen.values)
        return {True: COMMA, False: POINT, None: ""}[comma], True
    if column.target in ("memory_gb", "disk_gb"):
        return _unit(column, seen.values)
    return "", True


def _can_turn(value: str) -> bool:
    """Say whether a day can be read in two ways."""
    return parse_day(value, day_first=True) != parse_day(value, day_first=False)


def _unit(column: Column, values: Sequence[str]) -> tuple[str, bool]:
    words = heading_key(column.heading).split()
    if "mb" in words or "gb" in words:
        return MEGABYTES if "mb" in words else GIGABYTES, True
    bare = [int(value) for value in values if value.strip().isdecimal() and len(value) < 12]
    if not bare:
        return GIGABYTES, True
    # No library has half a terabyte of memory; a disk of 1,000 may be either.
    large = sorted(bare)[len(bare) // 2] >= (1_000 if column.target == "memory_gb" else 20_000)
    return MEGABYTES if large else GIGABYTES, not large
