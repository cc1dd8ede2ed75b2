"""The rows of an equipment list as texts of fields, each row whole or with what is wrong in it."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from libdesk.domain.item_cells import MONTHS, Ground, Reader, Texts, reader_of
from libdesk.domain.item_columns import Columns
from libdesk.domain.item_fields import CUSTOM, FIELDS, text_of, value_of
from libdesk.domain.item_headings import Special
from libdesk.domain.item_matching import Draft
from libdesk.domain.moments import LAST_YEAR
from libdesk.domain.tables import Table
from libdesk.domain.text import clean_line

_SHOWN = 60
"""Characters of a cell that a reason shows."""

_NAMING = ("tag", "name", "serial", "computer_name", "make", "model", "kind")
"""Fields of which one at least must be told: a row without them says nothing of a thing."""


_TOLD = frozenset({Special.PLACE, "status", "price"})
"""Columns whose cells are looked at once more when the whole row is read."""

_JOINED: Mapping[str, str] = {"room": ", ", "notes": "\n"}
"""Fields in which what several cells say is joined, and by what."""

_ORDER: Mapping[str, int] = {
    **{name: at for at, name in enumerate(FIELDS)},
    Special.PLACE: list(FIELDS).index("branch"),
    Special.WHOLE_SYSTEM: list(FIELDS).index("system"),
}
"""In this order a row's cells are read, so that an item's texts are in the order of its fields."""


@dataclass(slots=True)
class Answers:
    """What rows have left open, and how many of them."""

    places: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why a cell can't be read."""

    why: str


class _Column:
    """Reads the cells of one column, each text once."""

    def __init__(self, heading: str, target: str, reader: Reader) -> None:
        self._heading = heading
        self._reader = reader
        self.known: dict[str, Texts | _Wrong] = {"": ()}
        self.target = target
        self.is_told = target in _TOLD

    def read(self, cell: str) -> Texts | _Wrong:
        """Return what a cell says, and know it from now on."""
        found = self.known[cell] = self._once(cell)
        return found

    def _once(self, cell: str) -> Texts | _Wrong:
        if cell.isspace():
            return ()
        try:
            return tuple((name, text) for name, text in self._reader(cell) if text)
        except ValueError as error:
            shown = clean_line(cell, _SHOWN)
            return _Wrong(f"“{shown}” in the column “{self._heading}” {error}.")


def read_rows(
    table: Table,
    columns: Columns,
    ground: Ground,
    answers: Answers,
    *,
    empty_wipes: bool = False,
) -> list[Draft]:
    """Return what the rows of a table say.

    Args:
        table: the table.
        columns: what its columns hold; as many as it has.
        ground: what is known.
        answers: takes in what is left open.
        empty_wipes: an empty cell says that nothing is known.
    """
    readers = [
        (at, _Column(one.heading, one.target, reader_of(one.target, one.heading, one.how, ground)))
        for at, one in enumerate(columns)
        if one.target != Special.LEFT_OUT
    ]
    readers.sort(key=lambda pair: _ORDER.get(pair[1].target, len(_ORDER)))
    wiped = _wiped(columns) if empty_wipes else {}
    finish = _Finish(ground, answers, columns)
    return [_read_row(row.number, row.cells, readers, wiped, finish) for row in table.rows]


def _read_row(
    number: int,
    cells: Sequence[str],
    readers: Sequence[tuple[int, _Column]],
    wiped: Mapping[str, str],
    finish: Callable[[dict[str, str], Mapping[str, str]], None],
) -> Draft:
    texts: dict[str, str] = {}
    told: dict[str, str] = {}
    wrong: list[str] = []
    for at, column in readers:
        cell = cells[at]
        found = column.known.get(cell)
        if found is None:
            found = column.read(cell)
        if isinstance(found, _Wrong):
            wrong.append(found.why)
            continue
        if column.is_told and cell:
            told[column.target] = cell
        for name, text in found:
            if name in texts and name in _JOINED:
                texts[name] = f"{texts[name]}{_JOINED[name]}{text}"
            else:
                texts[name] = text
    if not wrong and not any(name in texts for name in _NAMING):
        wrong.append("It has neither a label nor a name, number, maker, model or kind.")
    if wrong:
        return Draft(number, texts, " ".join(wrong))
    try:
        finish(texts, told)
    except ValueError as error:
        return Draft(number, texts, str(error))
    return Draft(number, {**wiped, **texts})


class _Finish:
    """Brings together what several cells of a row say."""

    def __init__(self, ground: Ground, answers: Answers, columns: Columns) -> None:
        self._ground = ground
        self._answers = answers
        self._months = next(
            (one.heading for one in columns if one.target == Special.WARRANTY_MONTHS), ""
        )

    def __call__(self, texts: dict[str, str], told: Mapping[str, str]) -> None:
        """Change a row's texts to what they say together."""
        if Special.PLACE in told and not texts.get("branch"):
            self._ask_place(texts, told[Special.PLACE])
        if "status" in told and "status" not in texts:
            self._answers.statuses[clean_line(told["status"])] += 1
        if MONTHS in texts:
            self._count_months(texts)
        currency = texts.pop(Special.CURRENCY, "")
        if currency and currency != self._ground.currency:
            self._in_currency(texts, told, currency)

    def _ask_place(self, texts: Mapping[str, str], cell: str) -> None:
        place = self._ground.places.of(clean_line(cell))
        if not place.is_known and texts.get("room"):
            self._answers.places[place.room] += 1

    def _count_months(self, texts: dict[str, str]) -> None:
        months = texts.pop(MONTHS)
        if texts.get("warranty_until"):
            return
        if not texts.get("bought_on"):
            texts[f"{CUSTOM}{clean_line(self._months) or 'Warranty'}"] = months
            return
        bought = value_of("bought_on", texts["bought_on"])
        texts["warranty_until"] = _months_after(bought, int(months)).isoformat()

    def _in_currency(self, texts: dict[str, str], told: Mapping[str, str], currency: str) -> None:
        price = texts.get("price")
        if price is None or not price.endswith(f" {self._ground.currency}"):
            return
        reader = reader_of("price", "", "", Ground(currency=currency))
        amount = price.rpartition(" ")[0]
        try:
            texts.update(dict(reader(f"{amount} {currency}")))
        except ValueError as error:
            raise ValueError(f"“{clean_line(told['price'], _SHOWN)}” {error}.") from None


def _months_after(day: date, months: int) -> date:
    """Return the day so many months later; of a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LAST_YEAR:
        raise ValueError("Its warranty ends in no year that can be meant.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _wiped(columns: Columns) -> dict[str, str]:
    """Return what empty cells say where they take away what is known, of fields that may be."""
    kept = {"tag", "name", "kind", "status"}
    names: list[str] = []
    for one in columns:
        if one.target == Special.PLACE:
            names += ["branch", "room"]
        elif one.target == Special.WHOLE_SYSTEM:
            names += ["system", "edition", "system_version"]
        elif one.target not in kept:
            names.append(one.target)
    own = {name: "" for name in names if name.startswith(CUSTOM)}
    return own | {name: text_of(value_of(name, "")) for name in names if name in FIELDS}
