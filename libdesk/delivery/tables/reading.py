"""Reading a table file: what it is, its rows as text, and the table they make.

Whoever reads a file of a librarian's does so in the capped child (capped.py): a file can be made so
that reading it takes more memory than the computer has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from libdesk.delivery.tables import delimited, encodings, packages, workbooks
from libdesk.delivery.tables.kinds import FileKind, kind_of
from libdesk.domain.cells import defuse, restore
from libdesk.domain.tables import (
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    GUESSED,
    PREVIEW_ROWS,
    ROWS_LIMIT,
    Looked,
    Note,
    NoteKind,
    ReadChoice,
    Row,
    Table,
    kept_rows,
    make_table,
)
from libdesk.files import read_bytes
from libdesk.services.errors import Refusal

SIZE_LIMIT = 25_000_000
"""Bytes of a file: ten times a table of 10,000 rows and 30 columns."""


@dataclass(frozen=True, slots=True)
class _Found:
    sheets: tuple[str, ...]
    rows: Sequence[Row]
    notes: tuple[Note, ...]
    read_as: ReadChoice


def read_table(path: Path, choice: ReadChoice = GUESSED) -> Table:
    """Read a table.

    Args:
        path: a CSV, TSV, XLSX, XLS or ODS file, by whatever name.
        choice: how to read it; of each None a guess is made.

    Raises:
        Refusal: it holds no table that can be read; with what it is and what to do.
    """
    found = _find(path, choice)
    if not found.rows:
        raise Refusal(_nothing_in(found.read_as.sheet))
    return make_table(found.rows, found.read_as, found.notes)


def look(path: Path, choice: ReadChoice = GUESSED) -> Looked:
    """Read what a preview shows: the sheets, and the first rows as they stand in the file.

    Raises:
        Refusal: as `read_table`; a sheet may be empty here.
    """
    found = _find(path, choice)
    heading_row = choice.heading_row
    if found.rows and heading_row is None:
        heading_row = make_table(found.rows[:PREVIEW_ROWS], found.read_as).read_as.heading_row
    as_read = found.read_as
    return Looked(
        found.sheets,
        tuple(islice(found.rows, PREVIEW_ROWS)),
        ReadChoice(as_read.encoding, as_read.delimiter, as_read.sheet, heading_row),
    )


def _find(path: Path, choice: ReadChoice) -> _Found:
    content = _content(path)
    kind = kind_of(content)
    if kind is FileKind.TEXT:
        return _from_text(content, choice)
    package = packages.check(content) if kind is FileKind.PACKAGE else None
    read = workbooks.read_sheet(content, choice.sheet, package)
    read_as = ReadChoice(None, None, read.name, choice.heading_row)
    return _Found(read.sheets, _limited(read.rows), read.notes, read_as)


def _content(path: Path) -> bytes:
    try:
        return read_bytes(path, limit=SIZE_LIMIT)
    except ValueError as error:
        raise Refusal(
            f"{path.name} is larger than {SIZE_LIMIT // 1_000_000} MB, or no ordinary file. Keep "
            "only the table that is needed in it, and read it again."
        ) from error
    except OSError as error:
        raise Refusal(
            f"{path.name} can't be read: {error.strerror or 'the disk refuses it'}. Close the "
            "program that has it open, or choose another file."
        ) from error


def _from_text(content: bytes, choice: ReadChoice) -> _Found:
    decoded = encodings.decode(content, choice.encoding)
    delimiter = choice.delimiter or delimited.guess_delimiter(decoded.text)
    if delimiter not in delimited.DELIMITERS:
        raise Refusal("Between two cells can stand a comma, a semicolon, a tab or a bar.")
    noted: dict[NoteKind, list[int]] = {}

    def rows() -> Iterable[tuple[int, Sequence[str]]]:
        for number, cells, start, end in delimited.records(decoded.text, delimiter):
            if cells is None:
                noted.setdefault(NoteKind.ROW_SKIPPED, []).append(number)
                continue
            if encodings.any_in(decoded.mixed, start, end):
                noted.setdefault(NoteKind.MIXED_ENCODING, []).append(number)
            if encodings.any_in(decoded.odd, start, end):
                noted.setdefault(NoteKind.ODD_LETTERS, []).append(number)
            yield number, [_typed(cell) for cell in cells] if _may_be_defused(cells) else cells

    kept = _limited(kept_rows(rows()))
    notes = tuple(Note(kind, tuple(numbers)) for kind, numbers in noted.items())
    read_as = ReadChoice(decoded.encoding, delimiter, None, choice.heading_row)
    return _Found((), kept, notes, read_as)


def _may_be_defused(cells: Sequence[str]) -> bool:
    return any("'" in cell for cell in cells)


def _typed(cell: str) -> str:
    """Return what was typed where LibDesk's own export has put an apostrophe before it."""
    typed = restore(cell)
    return typed if typed != cell and defuse(typed) == cell else cell


def _limited(rows: Iterable[Row]) -> list[Row]:
    """Return the rows.

    Raises:
        Refusal: they are more than a table can have.
    """
    kept: list[Row] = []
    width = 0
    for row in rows:
        kept.append(row)
        width = max(width, len(row.cells))
        if width > COLUMNS_LIMIT:
            raise Refusal(
                f"Row {row.number} has {width:,} columns; a table here has at most "
                f"{COLUMNS_LIMIT:,}. Keep the columns that are needed, and read it again."
            )
        if len(kept) > ROWS_LIMIT:
            raise Refusal(
                f"This table has more than {ROWS_LIMIT:,} rows. Divide it into several files, and "
                "read one after the other."
            )
        if len(kept) * width > CELLS_LIMIT:
            raise Refusal(
                f"This table has more than {CELLS_LIMIT:,} cells. Keep the columns that are "
                "needed, or divide it into several files, and read it again."
            )
    return kept


def _nothing_in(sheet: str | None) -> str:
    if sheet is None:
        return "There is nothing in this file. Choose another one."
    return f"There is nothing on the sheet “{sheet}”. Choose another sheet or another file."
