"""Text with a sign between its cells (CSV, TSV): which sign it is, and the rows.

The csv module reads the rows. Where it gives up or would go on without an end, a scanner of the
same rules says where a row ends, and whether it does (B60, B61).
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from libdesk.domain.tables import ROWS_LIMIT
from libdesk.services.errors import Refusal

DELIMITERS = (",", ";", "\t", "|")
_RAREST_FIRST = ("\t", ";", "|", ",")

LINES_LIMIT = 1_048_576
"""Lines of a file, empty ones too: so many rows a spreadsheet has."""

_WIDTH_LIMIT = 20_000
_LONG_ROW = 10_000
_SAMPLE = 65_536
_SAMPLE_ROWS = 50
_SAID = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\n|\r)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)?")
_QUOTE = '"'

Record = tuple[int, Sequence[str] | None, int, int]
"""A row: its number, its cells (None where one is too long), where its text begins and ends."""


def guess_delimiter(text: str) -> str:
    """Return the sign that makes the most even table of the first rows; a comma where none does.

    A sign within quotes counts for nothing. Where two make it as even, a comma is the decimal one,
    and a tab or a semicolon is seldom part of a cell (B59).
    """
    if said := _SAID.match(text):
        return said[1]
    evenness = {sign: _evenness(text[:_SAMPLE], sign) for sign in _RAREST_FIRST}
    best = max(_RAREST_FIRST, key=lambda sign: evenness[sign])
    return best if evenness[best] else DELIMITERS[0]


def _evenness(sample: str, delimiter: str) -> float:
    """Return the share of the rows that are as wide as most, and wider than one cell."""
    # A cell of a sample is never too long for the csv module, nor does a lone return end a line.
    lines = (line for line in sample.splitlines(keepends=True) if line.strip())
    widths = [len(cells) for cells in islice(csv.reader(lines, delimiter=delimiter), _SAMPLE_ROWS)]
    usual = Counter(width for width in widths if width > 1).most_common(1)
    return usual[0][1] / len(widths) if usual else 0.0


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield the rows of a text, empty ones too.

    Raises:
        Refusal: a row never ends, or there are more rows or cells than a table can have.
    """
    said = _SAID.match(text)
    lines = _Lines(text, delimiter, said.end() if said else 0)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        start = lines.begin(number)
        cells: Sequence[str] | None = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.go_to(_checked_end(text, start, delimiter, number))
        else:
            if lines.in_row > 1 or (lines.at == len(text) and _QUOTE in text[start:]):
                _checked_end(text, start, delimiter, number)
        yield number, cells, start, lines.at


class _Lines:
    """The lines of a text, one after the other, as the csv module asks for them."""

    def __init__(self, text: str, delimiter: str, at: int) -> None:
        self._text = text
        self._delimiter = delimiter
        self._row = 0
        self._cells = 0
        self._start = at
        self._count = 0
        self.at = at
        self.in_row = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        found = _LINE.match(self._text, self.at)
        if found is None or not found[0]:
            raise StopIteration
        line = found[0]
        self.at = found.end()
        self.in_row += 1
        self._count += 1
        if self._count > LINES_LIMIT:
            raise Refusal(
                f"This file has more than {LINES_LIMIT:,} lines. Keep the rows that are needed, at "
                f"most {ROWS_LIMIT:,}, and read it again."
            )
        # Counted before cells are made of it: a row of separators only would fill the memory.
        if self.at - self._start > _LONG_ROW:
            self._cells += line.count(self._delimiter)
            if self._cells > _WIDTH_LIMIT:
                raise Refusal(
                    f"Row {self._row} has more than {_WIDTH_LIMIT:,} cells. Check in a spreadsheet "
                    "program whether this file is a table."
                )
        return line

    def begin(self, row: int) -> int:
        """Begin a row; return where it begins in the text."""
        self._row, self._start, self._cells, self.in_row = row, self.at, 0, 0
        return self.at

    def go_to(self, at: int) -> None:
        """Go on from another place of the text."""
        self.at = at


def _checked_end(text: str, start: int, delimiter: str, number: int) -> int:
    """Return where a row ends.

    Raises:
        Refusal: it has a quotation mark without its second one.
    """
    end, is_sound = _end_of_row(text, start, delimiter)
    if not is_sound:
        raise Refusal(
            f"Row {number} never ends: it has a quotation mark without its second one. Open the "
            "file in a spreadsheet program, mend that row, save it and read it again."
        )
    return end


def _end_of_row(text: str, start: int, delimiter: str) -> tuple[int, bool]:
    """Return where a row ends, and whether each quotation mark that opens a cell closes it."""
    stop = re.compile(f"[{re.escape(delimiter)}\r\n]")
    at, lines, is_odd = start, 0, False
    while True:
        if text.startswith(_QUOTE, at):
            closed = _closing(text, at + 1)
            if closed < 0:
                return len(text), False
            lines += "\n" in text[at:closed] or "\r" in text[at:closed]
            at = closed + 1
            is_odd |= at < len(text) and stop.match(text, at) is None
        found = stop.search(text, at)
        if found is None:
            return len(text), not (is_odd and lines)
        at = found.end()
        if found[0] != delimiter:
            # Words behind a closing mark are a slip on one line; over several, two cells have run
            # into one another.
            return at + text.startswith("\r\n", at - 1), not (is_odd and lines)


def _closing(text: str, at: int) -> int:
    """Return where the mark stands that closes a cell; -1 for nowhere. Two in a row are one."""
    while (at := text.find(_QUOTE, at)) >= 0 and text.startswith(_QUOTE, at + 1):
        at += 2
    return at
