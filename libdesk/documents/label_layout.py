"""Where code and words stand on one label: what fits is worked out, and what doesn't is told.

With Code 128 all stands in a column, with QR the words stand beside it. The code comes first, then
the number that people read, then each line that has room. Words shrink to what can still be read,
and end in "…" below that; the code always holds the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from libdesk.documents import fonts
from libdesk.documents.label_codes import Sized, quiet_mm, sized
from libdesk.documents.lines import Part as Words
from libdesk.documents.lines import break_lines, parts_of, text_width
from libdesk.documents.printable import Printer
from libdesk.domain.label_codes import MOST_QR_MM, Symbol
from libdesk.domain.label_sheets import Sheet
from libdesk.domain.labels import Label, Part

_LEADING = 1.16
"""From one line to the next, in sizes of the font."""

_BARS_LEAST_MM, _BARS_MOST_MM = 4.5, 15.0
"""How high bars are; higher ones are only easier to hit with a scanner."""

_TITLE, _NAME, _SMALL = (0.55, 8.0, 24.0), (0.32, 6.5, 13.0), (0.25, 6.0, 9.0)
"""Sizes of the font: points for each millimeter of a label's height, the least and the most."""

_TITLE_LEAST_PT, _LEAST_PT = 7.0, 6.0
"""Words that must shrink shrink to this, in points: a label is held in the hand."""

_GAP_MM = 1.0
_TWO_LINES_FROM_MM = 20.0
_QR_EDGE_MM = 0.75
"""The empty room around a QR code may reach so much further than what is printed."""

_CUT = "…"
_HAIR = 0.01
"""Points that are lost in sums of decimal places."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words.

    Attributes:
        parts: its words.
        size: of its font, in points.
        x: where it begins, in points from the label's lower left corner.
        y: where its letters stand.
        whole: what it says before it was cut; "" where it says all.
    """

    parts: tuple[Words, ...]
    size: float
    x: float
    y: float
    whole: str = ""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A label as it is painted.

    Attributes:
        lines: its words, in the order in which they are read.
        code: the code; None where it doesn't fit.
        at: the lower left corner of its black, in points from that of the label.
        height: of the code, in points.
        left_out: parts that have no room.
    """

    lines: tuple[Line, ...]
    code: Sized | None
    at: tuple[float, float] = (0.0, 0.0)
    height: float = 0.0
    left_out: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class _Block:
    """A part's words, broken into lines."""

    part: Part | None
    lines: tuple[tuple[tuple[Words, ...], float], ...]
    size: float
    whole: str = ""

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING


class Layout:
    """Lays labels out for one sheet and one kind of code.

    Args:
        sheet: the sheet.
        symbol: the code.
        printer: takes words apart, and counts what can't be printed.
    """

    def __init__(self, sheet: Sheet, symbol: Symbol, printer: Printer) -> None:
        self._sheet, self._symbol, self._printer = sheet, symbol, printer
        self._width, self._height = sheet.width * mm, sheet.height * mm
        self._margin = sheet.margin * mm
        inner = sheet.height - 2 * sheet.margin
        self._sizes = [
            min(most, max(least, share * inner)) for share, least, most in (_TITLE, _NAME, _SMALL)
        ]
        self._name_lines = 2 if inner >= _TWO_LINES_FROM_MM else 1

    def lay_out(self, label: Label) -> LaidOut:
        """Return where everything of a label stands."""
        if self._symbol is Symbol.QR:
            return self._beside(label)
        return self._stacked(label)

    def _stacked(self, label: Label) -> LaidOut:
        """Return a label with bars: the library, the name, the bars, the number, the last line."""
        room = self._width - 2 * self._margin
        code = sized(label.code, Symbol.CODE_128, room / mm)
        bars_least = _BARS_LEAST_MM * mm if code is not None else 0.0
        high = self._height - 2 * self._margin
        blocks, left_out = self._fitting(label, room, high - bars_least, self._name_lines)
        words = sum(block.height for block in blocks.values())
        bars = min(_BARS_MOST_MM * mm, high - words) if code is not None else 0.0
        # What is left over stands above and below.
        top = self._height - (self._height - words - bars) / 2
        lines: dict[Part | None, list[Line]] = {}
        at = (0.0, 0.0)
        for part in (Part.LIBRARY, Part.NAME, None, Part.REPORT):
            if part is None and code is not None:
                top -= bars
                at = ((self._width - code.width_mm * mm) / 2, top)
            if (block := blocks.get(part)) is not None:
                lines[part] = list(self._centered(block, top))
                top -= block.height
        # A hair between the bars and what stands above and below them.
        hair = min(0.3 * mm, bars / 10)
        at, bars = (at[0], at[1] + hair), bars - 2 * hair
        return LaidOut(_in_reading_order(lines), code, at, bars, left_out)

    def _beside(self, label: Label) -> LaidOut:
        """Return a label with a QR code: the words stand beside it, in the middle."""
        edge = max(0.3, self._sheet.margin - _QR_EDGE_MM)
        side_mm = min(self._sheet.height - 2 * edge, self._sheet.width * 0.5, MOST_QR_MM)
        code = sized(label.code, Symbol.QR, side_mm)
        left, at, side = self._margin, (0.0, 0.0), 0.0
        if code is not None:
            side, quiet = code.width_mm * mm, quiet_mm(code.scale) * mm
            # The empty room around it goes over into that of the label's edge.
            x = max(edge * mm + quiet, self._margin)
            at = (x, (self._height - side) / 2)
            left = x + side + max(quiet, _GAP_MM * mm)
        room = self._width - self._margin - left
        high = self._height - 2 * self._margin
        blocks, left_out = self._fitting(label, room, high, 2)
        top = self._height - (self._height - sum(block.height for block in blocks.values())) / 2
        lines: dict[Part | None, list[Line]] = {}
        for part in (Part.LIBRARY, None, Part.NAME, Part.REPORT):
            if (block := blocks.get(part)) is not None:
                lines[part] = [
                    Line(parts, block.size, left, y, block.whole)
                    for (parts, _), y in zip(block.lines, _bases(block, top), strict=True)
                ]
                top -= block.height
        return LaidOut(_in_reading_order(lines), code, at, side, left_out)

    def _fitting(
        self, label: Label, wide: float, high: float, name_lines: int
    ) -> tuple[dict[Part | None, _Block], frozenset[Part]]:
        """Return the blocks that fit, the number's always, and what was left out."""
        title, name, small = self._sizes
        number = self._shrunk(None, label.title, title, _TITLE_LEAST_PT, wide)
        blocks: dict[Part | None, _Block] = {None: number}
        left = high - number.height
        out = set()
        for part, words, size, lines in (
            (Part.NAME, label.name, name, 1),
            (Part.LIBRARY, label.library, small, 1),
            (Part.REPORT, label.report, small, 2),
        ):
            if not words:
                continue
            block = self._broken(part, words, size, wide, lines)
            # A last line that nobody can read to its end helps nobody.
            if block.height > left + _HAIR or (part is Part.REPORT and block.whole):
                out.add(part)
                continue
            blocks[part] = block
            left -= block.height
        # What all labels show comes before a second line of one of them.
        for part, words, size, lines in (
            (Part.NAME, label.name, name, name_lines),
            (Part.LIBRARY, label.library, small, name_lines),
        ):
            short = blocks.get(part)
            if lines > 1 and short is not None and (short.whole or short.size < size):
                longer = self._broken(part, words, size, wide, lines)
                if (more := longer.height - short.height) <= left + _HAIR:
                    blocks[part] = longer
                    left -= more
        return blocks, frozenset(out)

    def _shrunk(
        self, part: Part | None, words: str, size: float, least: float, wide: float
    ) -> _Block:
        """Return one line, as large as it fits; cut where even the least size doesn't."""
        bold = part is None
        parts = tuple(parts_of(words, self._printer, bold=bold))
        natural = sum(text_width(one.text, one.font, 1.0) for one in parts)
        if natural * least > wide:
            cut, width = _cut(parts, least, wide)
            return _Block(part, ((cut, width),), least, words)
        size = min(size, wide / natural) if natural else size
        return _Block(part, ((parts, natural * size),), size)

    def _broken(self, part: Part, words: str, size: float, wide: float, lines: int) -> _Block:
        """Return up to so many lines: in its own size, else in a smaller one, else cut."""
        one = self._shrunk(part, words, size, _LEAST_PT, wide)
        if lines == 1 or (one.size == size and not one.whole):
            return one
        parts = tuple(parts_of(words, self._uncounted(), bold=False))
        for try_size in (size, max(_LEAST_PT, size * 0.85), _LEAST_PT):
            broken = break_lines(parts, try_size, wide)
            if len(broken) <= lines:
                return _Block(part, tuple((line.parts, line.width) for line in broken), try_size)
        kept = [(line.parts, line.width) for line in broken[: lines - 1]]
        rest = [each for line in broken[lines - 1 :] for each in line.parts]
        kept.append(_cut(tuple(rest), _LEAST_PT, wide))
        return _Block(part, tuple(kept), _LEAST_PT, words)

    def _uncounted(self) -> Printer:
        """Return what takes words apart once more: what it lacks was counted the first time."""
        return Printer(fonts.load())

    def _centered(self, block: _Block, top: float) -> Iterator[Line]:
        for (parts, width), y in zip(block.lines, _bases(block, top), strict=True):
            yield Line(parts, block.size, (self._width - width) / 2, y, block.whole)


def _bases(block: _Block, top: float) -> Iterator[float]:
    """Yield where the letters of each line stand."""
    leading = block.size * _LEADING
    for place in range(len(block.lines)):
        yield top - place * leading - (leading - block.size) / 2 - block.size * fonts.ASCENT


def _cut(parts: tuple[Words, ...], size: float, wide: float) -> tuple[tuple[Words, ...], float]:
    """Return as many signs as fit before "…", and how wide that is."""
    room = wide - text_width(_CUT, fonts.UPRIGHT, size)
    kept: list[Words] = []
    used = 0.0
    for part in parts:
        width = text_width(part.text, part.font, size)
        if used + width > room:
            fitting = 0
            for sign in part.text:
                one = text_width(sign, part.font, size)
                if used + one > room:
                    break
                used += one
                fitting += 1
            kept.append(replace(part, text=part.text[:fitting].rstrip() + _CUT, actual=""))
            break
        kept.append(part)
        used += width
    return tuple(kept), sum(text_width(one.text, one.font, size) for one in kept)


def _in_reading_order(lines: dict[Part | None, list[Line]]) -> tuple[Line, ...]:
    order = (None, Part.NAME, Part.LIBRARY, Part.REPORT)
    return tuple(line for part in order for line in lines.get(part, ()))
