"""The rows of an equipment list as texts of fields, each row whole or with what is wrong in it."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import getitem

from libdesk.domain.item_cells import LOOSELY, MONTHS, Ground, Reader, Texts, reader_of
from libdesk.domain.item_columns import Columns
from libdesk.domain.item_fields import CUSTOM, FIELDS, text_of, value_of
from libdesk.domain.item_headings import Special
from libdesk.domain.item_matching import Draft
from libdesk.domain.moments import LAST_YEAR
from libdesk.domain.tables import Row, Table
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


_WRONG = ""
"""The name under which stands why a cell can't be read."""


class _Column(dict[str, Texts]):
    """What the cells of one column say, each text read once."""

    def __init__(self, heading: str, target: str, reader: Reader) -> None:
        super().__init__({"": ()})
        self._heading = heading
        self._reader = reader
        self.target = target

    def __missing__(self, cell: str) -> Texts:
        """Read a cell, and know it from now on."""
        found = self[cell] = self._read(cell)
        return found

    def _read(self, cell: str) -> Texts:
        if cell.isspace():
            return ()
        try:
            found = self._reader(cell)
        except ValueError as error:
            shown = clean_line(cell, _SHOWN)
            return ((_WRONG, f"“{shown}” in the column “{self._heading}” {error}."),)
        if len(found) == 1:  # as most are
            return found if found[0][1] else ()
        return tuple((name, text) for name, text in found if text)


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
    reading = _Rows(readers, _Finish(ground, answers, columns))
    wiped = _wiped(columns) if empty_wipes else {}
    return [reading.read(row, wiped) for row in table.rows]


class _Rows:
    """Reads rows."""

    def __init__(self, readers: Sequence[tuple[int, _Column]], finish: "_Finish") -> None:
        self._places = tuple(at for at, _ in readers)
        self._columns = tuple(column for _, column in readers)
        self._finish = finish
        self._told = {one.target: at for at, one in readers if one.target in _TOLD}
        targets = [one.target for one in self._columns]
        rooms = sum(target in (Special.PLACE, "room") for target in targets)
        self._joins = rooms > 1 or targets.count("notes") > 1

    def read(self, row: Row, wiped: Mapping[str, str]) -> Draft:
        """Return what a row says, or all that is wrong in it."""
        cells = row.cells
        found = list(map(getitem, self._columns, [cells[at] for at in self._places]))
        texts = _joined(found) if self._joins else dict(chain.from_iterable(found))
        wrong, is_loose = "", texts.pop(LOOSELY, "") != ""
        if _WRONG in texts:
            wrong = " ".join(text for some in found for name, text in some if name == _WRONG)
            del texts[_WRONG]
        elif texts.keys().isdisjoint(_NAMING):
            wrong = "It has neither a label nor a name, number, maker, model or kind."
        if not wrong:
            told = {target: cell for target, at in self._told.items() if (cell := cells[at])}
            try:
                self._finish(texts, told)
            except ValueError as error:
                wrong = str(error)
        whole = {**wiped, **texts} if wiped and not wrong else texts
        return Draft(row.number, whole, wrong, is_loose)


def _joined(found: Iterable[Texts]) -> dict[str, str]:
    """Return what cells say, those of one field joined where nothing of them may be lost."""
    texts: dict[str, str] = {}
    for name, text in chain.from_iterable(found):
        sign = _JOINED.get(name) if name in texts else None
        texts[name] = text if sign is None else f"{texts[name]}{sign}{text}"
    return texts


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
