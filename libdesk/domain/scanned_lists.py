"""A list that was scanned elsewhere, as text: one code a line, in whatever way a scanner kept it.

A line may be a table's row with the moment beside the code, in quotes or not. What a code means is
not said here.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR
from libdesk.domain.scanned import LONGEST
from libdesk.domain.text import clean_line, fold

LINES_LIMIT = 5_000
"""Lines of one list that are read."""

_DELIMITERS = "\t;,"
_HEADINGS = frozenset({"code", "codes", "label", "labels", "barcode", "barcodes", "tag", "tags"})
_BESIDE = frozenset({"time", "date", "timestamp", "at", "when", "no", "number", "type", "format"})
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?")


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of a list with a code on it.

    Attributes:
        number: its number in the text, from 1.
        code: the code.
        at: when it was scanned, where the line tells it whole; naive where it names no zone.
    """

    number: int
    code: str
    at: datetime | None = None


def read_list(text: str) -> tuple[ListLine, ...]:
    """Return the lines of a list with a code on them; blank lines and a heading are left out.

    Raises:
        ValueError: it has more lines than LINES_LIMIT.
    """
    lines = text.splitlines()
    if len(lines) > LINES_LIMIT:
        raise ValueError("too many lines")
    return tuple(_lines(lines))


def _lines(lines: list[str]) -> Iterator[ListLine]:
    is_first = True
    for number, line in enumerate(lines, 1):
        cells = _cells(line)
        if not cells:
            continue
        is_heading = is_first and _is_heading(cells)
        is_first = False
        if is_heading:
            continue
        moments = [_moment(cell) for cell in cells]
        codes = [cell for cell in cells if not _tells_time(cell)]
        if codes:
            yield ListLine(number, codes[0], next(filter(None, moments), None))


def _cells(line: str) -> list[str]:
    """Return what stands in a line; a code with a comma in it, and nothing beside it, stays one."""
    found = next((sign for sign in _DELIMITERS if sign in line), ",")
    try:
        row = next(csv.reader([line], delimiter=found, skipinitialspace=True), [])
    except csv.Error:
        row = [line]
    return [plain for cell in row if (plain := clean_line(cell.strip("\"' \t"), LONGEST))]


def _is_heading(cells: list[str]) -> bool:
    words = {fold(cell) for cell in cells}
    return bool(words & _HEADINGS) and words <= _HEADINGS | _BESIDE


def _tells_time(cell: str) -> bool:
    return any(one.fullmatch(cell) for one in (_MOMENT, _DAY, _TIME))


def _moment(cell: str) -> datetime | None:
    found = _MOMENT.fullmatch(cell)
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(
            f"{found['day']}T{found['time'].zfill(8 if found['time'].count(':') > 1 else 5)}"
            f"{found['zone'] or ''}"
        )
    except ValueError:
        return None
    return at if FIRST_YEAR < at.year < LAST_YEAR else None
