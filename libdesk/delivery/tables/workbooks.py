"""Spreadsheets: XLSX, XLS and ODS by one library, each value as the text that a person sees."""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from libdesk.delivery.tables import packages
from libdesk.delivery.tables.kinds import DAMAGED, LOCKED
from libdesk.domain.tables import CELL_LIMIT, CELLS_LIMIT, Note, NoteKind, Row, kept_rows
from libdesk.services.errors import Refusal

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Value = str | float | int | bool | date | datetime | time | timedelta
"""What a cell of a spreadsheet holds; an empty one holds ""."""

EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number; what is behind them is zeros (B68)."""

MANY_ROWS = 100_000
"""A sheet that says to have more rows is told to be odd."""

_SHEETS_TRIED = 20
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read.

    Attributes:
        sheets: the names of all sheets, the hidden ones last.
        name: the name of this one.
        rows: its rows that have something in them.
        notes: what is odd about it.
    """

    sheets: tuple[str, ...]
    name: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


def read_sheet(content: bytes, name: str | None, package: packages.Package | None) -> Sheet:
    """Read a sheet of a spreadsheet.

    Args:
        content: the file.
        name: the name of the sheet; None for the first one that holds something.
        package: what was found out about a zip file; None for an XLS file.

    Raises:
        Refusal: it is damaged, has a password or no such sheet, or is too large.
    """
    with _plain_refusals():
        from python_calamine import load_workbook  # noqa: PLC0415 - only who reads one needs it

        with load_workbook(io.BytesIO(content)) as workbook:
            sheets = _names(workbook)
            if name is not None and name not in sheets:
                raise Refusal(
                    f"This spreadsheet has no sheet “{name[:80]}”. It has: "
                    f"{', '.join(sheets)[:400]}."
                )
            tried = sheets[:_SHEETS_TRIED] if name is None else (name,)
            if not tried:
                raise Refusal("There is no sheet with cells in this file. Choose another one.")
            return _read(sheets, _with_cells(workbook, tried), package)


def _with_cells(workbook: "CalamineWorkbook", names: Sequence[str]) -> "CalamineSheet":
    """Return the first of the sheets that holds something; the first one where none does."""
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.end is not None or len(names) == 1:
            return sheet
    return workbook.get_sheet_by_name(names[0])


@contextmanager
def _plain_refusals() -> Iterator[None]:
    """Say in plain words what the library raises."""
    try:
        from python_calamine import CalamineError, PasswordError  # noqa: PLC0415 - as above

        try:
            yield
        except PasswordError as error:
            raise Refusal(LOCKED) from error
        except (CalamineError, ValueError, OSError, OverflowError) as error:
            raise Refusal(DAMAGED) from error
    except BaseException as error:
        # A slip of the library at a damaged file; its kind has no name that could be imported.
        if type(error).__name__ == "PanicException":
            raise Refusal(DAMAGED) from error
        raise


def _names(workbook: "CalamineWorkbook") -> tuple[str, ...]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - as above

    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    return (*shown, *(one.name for one in sheets if one.visible != SheetVisibleEnum.Visible))


def _read(
    sheets: tuple[str, ...], sheet: "CalamineSheet", package: packages.Package | None
) -> Sheet:
    name = sheet.name
    # What is above and before the first cell is none of its cells for the library, but is for us.
    top, left = sheet.start or (0, 0)
    if (top + sheet.height) * (left + sheet.width) > CELLS_LIMIT:
        raise Refusal(
            f"The table on the sheet “{name}” has more than {CELLS_LIMIT:,} cells. Keep the rows "
            "and columns that are needed, and read it again."
        )
    noted = _Noted()
    rows = tuple(kept_rows(noted.rows(sheet)))
    return Sheet(sheets, name, rows, (*noted.notes(), *_of_package(package, name, rows)))


def _of_package(
    package: packages.Package | None, name: str, rows: tuple[Row, ...]
) -> Iterator[Note]:
    if package is None:
        return
    claimed = package.claimed_rows.get(name, 0)
    if claimed > MANY_ROWS and claimed > 2 * (rows[-1].number if rows else 0):
        yield Note(NoteKind.EMPTY_ROWS, sample=str(claimed))
    if package.zeros:
        yield Note(NoteKind.ZEROS_LOOK_LOST, sample=package.zeros)


class _Noted:
    """Makes text of rows, and notes on the way what is odd."""

    def __init__(self) -> None:
        self._skipped: list[int] = []
        self._cut: dict[int, tuple[list[int], str]] = {}

    def rows(self, sheet: "CalamineSheet") -> Iterator[tuple[int, list[str]]]:
        """Yield the numbers of the rows, and their cells as text."""
        _, left = sheet.start or (0, 0)
        margin = [""] * left
        # The library yields the empty rows above the first cell, but not the columns before it.
        for number, values in enumerate(sheet.iter_rows(), 1):
            cells = [value if isinstance(value, str) else text_of(value) for value in values]
            if any(len(cell) > CELL_LIMIT for cell in cells):
                self._skipped.append(number)
                continue
            for column, value in enumerate(values, left):
                if isinstance(value, float) and abs(value) >= EXACT:
                    numbers, _ = self._cut.setdefault(column, ([], text_of(value)))
                    numbers.append(number)
            yield number, margin + cells

    def notes(self) -> Iterator[Note]:
        """Yield what was noted."""
        if self._skipped:
            yield Note(NoteKind.ROW_SKIPPED, tuple(self._skipped))
        for column, (numbers, sample) in sorted(self._cut.items()):
            yield Note(NoteKind.NUMBER_LOOKS_CUT, tuple(numbers), column, sample)


def text_of(value: Value) -> str:
    """Return a value as a person sees it: 12.0 as 12, a day as 2026-12-03."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        moment = _whole_seconds(value)
        is_day = moment.time() == time(0)
        return moment.date().isoformat() if is_day else moment.isoformat(" ")
    if isinstance(value, time):
        return value.isoformat("minutes" if value.second == 0 else "seconds")
    return str(value)  # days as ISO has them, and durations such as 26:10:00


def _whole_seconds(value: datetime) -> datetime:
    """Return the nearest second: a spreadsheet's fraction of a day is seldom exact."""
    up = timedelta(seconds=value.microsecond >= 500_000)
    return value.replace(microsecond=0) + (up if value.year < _LAST_YEAR else timedelta())


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    if not math.isfinite(value):
        return str(value)
    short = f"{value:.15g}"
    return short if "e" not in short else f"{value:.20f}".rstrip("0").rstrip(".")
