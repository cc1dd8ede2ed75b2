"""A table that came in a file: its headings, its rows as text, and what is odd about it.

Nothing here knows what the table is about, nor how its file is read. Text stays as it stood in the
file: what looks wrong is told in a note, and never mended behind anybody's back (B68).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from libdesk.domain.cell_values import is_value, looks_like_day
from libdesk.domain.text import clean_line, fold

ROWS_LIMIT = 100_000
"""Rows of a table; a small library's largest list has a tenth of them."""

COLUMNS_LIMIT = 1_000
CELLS_LIMIT = 1_000_000
"""Cells of a table, empty ones too: what fits into the memory that reading may take."""

CELL_LIMIT = 131_072
"""Characters of a cell; a row with a longer one is left out (B61)."""

PREVIEW_ROWS = 50
HEADING_SEARCH = 20
"""Rows at the top among which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that has something in it.

    Attributes:
        number: its number in the file, from 1, as a spreadsheet shows it.
        cells: its cells as text.
    """

    number: int
    cells: tuple[str, ...]


class NoteKind(StrEnum):
    """What can be odd about a table; ui/table_words.py has the words for it."""

    ROW_SKIPPED = "row_skipped"
    """Left out: a cell is longer than CELL_LIMIT."""
    RAGGED = "ragged"
    """The row has more or fewer cells than there are headings; it is in the table."""
    NO_ROWS = "no_rows"
    """There are headings only."""
    ABOVE_HEADINGS = "above_headings"
    """It stands above the headings, and is left out."""
    NO_HEADING = "no_heading"
    """A column that holds something has no heading."""
    DUPLICATE_HEADING = "duplicate_heading"
    """A column has the heading of one before it."""
    NUMBER_LOOKS_CUT = "number_looks_cut"
    """A spreadsheet wrote 1.23E+11 where a longer number was."""
    ZEROS_LOOK_LOST = "zeros_look_lost"
    """A number is shorter than those of its column that begin with 0."""
    DAY_AS_NUMBER = "day_as_number"
    """A day stands as a spreadsheet counts it, such as 45000."""
    EMPTY_ROWS = "empty_rows"
    """The sheet says to have far more rows (the sample) than hold something."""
    MIXED_ENCODING = "mixed_encoding"
    """The row is written in another encoding than the rest of its file."""
    ODD_LETTERS = "odd_letters"
    """A sign of the row has no meaning in this encoding, and became U+FFFD."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is odd.

    Attributes:
        kind: what it is.
        rows: the numbers of the rows that it is about, in order.
        column: which column it is about, from 0; None for whole rows.
        sample: the first cell that it is about; "" for none.
    """

    kind: NoteKind
    rows: tuple[int, ...] = ()
    column: int | None = None
    sample: str = ""


@dataclass(frozen=True, slots=True)
class ReadChoice:
    """How a file is to be read; of each None a guess is made.

    Attributes:
        encoding: one of Python's names, such as "cp1252"; a spreadsheet has none.
        delimiter: what stands between two cells; a spreadsheet has none.
        sheet: the name of the sheet; a text file has none.
        heading_row: the number of the row with the headings; 0 where there are none.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    heading_row: int | None = None


GUESSED = ReadChoice()
"""Everything is guessed."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read. Each row has as many cells as there are headings.

    Attributes:
        headings: one for each column; "" where it has none.
        rows: the rows below the headings that have something in them.
        notes: what is odd about it.
        read_as: how it was read, guesses filled in.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    read_as: ReadChoice = GUESSED

    def column(self, index: int) -> tuple[str, ...]:
        """Return the cells of a column."""
        return tuple(row.cells[index] for row in self.rows)

    def noted(self, kind: NoteKind) -> tuple[Note, ...]:
        """Return the notes of one kind."""
        return tuple(note for note in self.notes if note.kind is kind)


@dataclass(frozen=True, slots=True)
class Looked:
    """A first look at a file, for a preview.

    Attributes:
        sheets: the names of its sheets; none for a text file.
        rows: the first rows that have something in them, those above the headings too.
        read_as: how they were read, guesses filled in.
    """

    sheets: tuple[str, ...]
    rows: tuple[Row, ...]
    read_as: ReadChoice


def column_name(index: int) -> str:
    """Return what spreadsheets call a column: A to Z, AA and so on."""
    name, left = "", index + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def kept_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    """Yield the rows that have something in them."""
    for number, cells in rows:
        if _extent(cells):
            yield Row(number, tuple(cells))


def guess_heading_row(rows: Sequence[Row]) -> int:
    """Return the number of the row that holds the headings; 0 where none does.

    It is the first one of more than half the table's width in which no cell is a number or a day:
    what stands above it is a title.
    """
    top = [(row.number, list(filter(str.strip, row.cells))) for row in rows[:HEADING_SEARCH]]
    width = max((len(filled) for _, filled in top), default=0)
    for number, filled in top:
        if len(filled) * 2 > width and not any(map(is_value, filled)):
            return number
    return 0


def make_table(rows: Sequence[Row], read_as: ReadChoice, notes: Sequence[Note] = ()) -> Table:
    """Return the table that rows make, without the empty columns at its end.

    Args:
        rows: all rows that have something in them.
        read_as: how they were read; without a heading row one is guessed.
        notes: what reading them has noted.
    """
    wanted = guess_heading_row(rows) if read_as.heading_row is None else read_as.heading_row
    at = next((at for at, row in enumerate(rows) if row.number == wanted), None)
    named = () if at is None else rows[at].cells
    body = rows if at is None else rows[at + 1 :]
    width = max([_extent(named), *(_extent(row.cells) for row in body)])
    as_read = replace(read_as, heading_row=0 if at is None else wanted)
    table = Table(
        _fitted(tuple(map(clean_line, named)), width),
        tuple(Row(row.number, _fitted(row.cells, width)) for row in body),
        read_as=as_read,
    )
    found = [*notes, *_row_notes(rows[: at or 0], body, len(named)), *_heading_notes(table)]
    for column in range(width):
        found.extend(_column_notes(table, column))
    return replace(table, notes=tuple(found))


def _extent(cells: Sequence[str]) -> int:
    """Return how many cells there are up to the last one that has something in it."""
    length = len(cells)
    while length and not cells[length - 1].strip():
        length -= 1
    return length


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells[:width] + ("",) * (width - len(cells))


def _row_notes(above: Sequence[Row], body: Sequence[Row], width: int) -> Iterator[Note]:
    if above:
        sample = next(filter(str.strip, above[0].cells), "")
        yield Note(NoteKind.ABOVE_HEADINGS, tuple(row.number for row in above), sample=sample)
    if not body:
        yield Note(NoteKind.NO_ROWS)
    ragged = tuple(row.number for row in body if width and len(row.cells) != width)
    if ragged:
        yield Note(NoteKind.RAGGED, ragged)


def _heading_notes(table: Table) -> Iterator[Note]:
    if not table.read_as.heading_row:
        return
    seen: set[str] = set()
    for column, heading in enumerate(table.headings):
        key = fold(heading)
        if not key and any(map(str.strip, table.column(column))):
            yield Note(NoteKind.NO_HEADING, column=column)
        if key and key in seen:
            yield Note(NoteKind.DUPLICATE_HEADING, column=column, sample=heading)
        seen.add(key)


_CUT = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}", re.ASCII | re.IGNORECASE)
_COUNTED_DAY = re.compile(r"[2-5]\d{4}(?:\.0+)?", re.ASCII)
_NUMBER_STARTS = frozenset("+-0123456789")
_LONGEST_NUMBER = 40
_DAY_WORDS = re.compile(
    r"\b(?:date|day|bought|purchased?|acquired|received|due|until|expir\w*|warranty|since|on)\b"
)

_Cells = list[tuple[int, str]]
"""Cells with the numbers of their rows."""


def _column_notes(table: Table, column: int) -> Iterator[Note]:
    numbers = [
        (row.number, text)
        for row in table.rows
        if (text := row.cells[column].strip())[:1] in _NUMBER_STARTS and len(text) < _LONGEST_NUMBER
    ]
    cut = [one for one in numbers if "E" in one[1].upper() and _CUT.fullmatch(one[1])]
    yield from _note(NoteKind.NUMBER_LOOKS_CUT, column, cut)
    yield from _note(NoteKind.ZEROS_LOOK_LOST, column, _without_zeros(numbers))
    counted = [one for one in numbers if one[1][0] in "2345" and _COUNTED_DAY.fullmatch(one[1])]
    if counted and (
        _DAY_WORDS.search(fold(table.headings[column]))
        or any(map(looks_like_day, table.column(column)))
    ):
        yield from _note(NoteKind.DAY_AS_NUMBER, column, counted)


def _without_zeros(numbers: _Cells) -> _Cells:
    """Return the numbers that are shorter than most of those that begin with 0."""
    lengths = Counter(
        len(text) for _, text in numbers if text[0] == "0" and len(text) > 2 and text.isdecimal()
    )
    usual = lengths.most_common(1)[0][0] if lengths else 0
    return [one for one in numbers if len(one[1]) < usual and one[1].isdecimal()]


def _note(kind: NoteKind, column: int, cells: _Cells) -> Iterator[Note]:
    if cells:
        yield Note(kind, tuple(number for number, _ in cells), column, cells[0][1])
