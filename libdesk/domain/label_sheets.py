"""Sheets of labels as they are sold: where each label lies, to a hundredth of a millimeter (3.8).

All lengths are in millimeters, from the page's upper left corner. Sheets are data; nothing here
knows what is printed on them.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from libdesk.domain.rule_parts import Part, document
from libdesk.domain.text import fold

NUDGE_MOST = 50
"""A print is moved by so many tenths of a millimeter at most; what is further off is another
sheet."""

_TENTHS = 10
_MARGIN_MM, _LOW_MARGIN_MM, _ROLL_MARGIN_MM = 1.5, 1.05, 3.0
_LOW_MM = 20.0
_MOST_MM = 1_000.0
_MOST_CELLS = 100
_SLACK_MM = 0.005
"""Sums of fractions of an inch are not exact."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page.

    Attributes:
        left: from the page's left edge.
        top: from its upper edge.
        width: across.
        height: down.
    """

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge's distance from the page's left one."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge's distance from the page's upper one."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Nudge:
    """How far a print is moved, in tenths of a millimeter; to the right and down are positive."""

    x: int = 0
    y: int = 0

    def __post_init__(self) -> None:
        """Refuse what is further off than any printer.

        Raises:
            ValueError: it is.
        """
        if max(abs(self.x), abs(self.y)) > NUDGE_MOST:
            raise ValueError(f"a print is moved by {NUDGE_MOST / _TENTHS:g} mm at most")

    @property
    def x_mm(self) -> float:
        """To the right."""
        return self.x / _TENTHS

    @property
    def y_mm(self) -> float:
        """Down."""
        return self.y / _TENTHS


NO_NUDGE = Nudge()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of sheet.

    Attributes:
        name: as it is sold, such as "5160".
        also: names of others that are cut alike.
        page: its width and height.
        columns: labels side by side.
        rows: labels one below the other.
        width: of a label.
        height: of a label.
        left: where the first label begins.
        top: where the first label begins.
        pitch_x: from one label's left edge to the next one's.
        pitch_y: from one label's upper edge to the next one's.
    """

    name: str
    also: tuple[str, ...]
    page: tuple[float, float]
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def is_roll(self) -> bool:
        """Whether each label is a page of its own."""
        return self.count == 1

    @property
    def margin(self) -> float:
        """What is printed keeps this distance from a label's edges.

        No printer meets a label to the hair, and label printers leave the ends of a label empty.
        """
        if self.is_roll:
            return _ROLL_MARGIN_MM
        return _LOW_MARGIN_MM if self.height < _LOW_MM else _MARGIN_MM

    def cell(self, number: int, nudge: Nudge = NO_NUDGE) -> Box:
        """Return where a label lies.

        Args:
            number: which one, from 0: across, then down.
            nudge: how far the print is moved.

        Raises:
            ValueError: the sheet has no such label.
        """
        if not 0 <= number < self.count:
            raise ValueError(f"sheet {self.name} has labels 1 to {self.count}, not {number + 1}")
        row, column = divmod(number, self.columns)
        return Box(
            self.left + column * self.pitch_x + nudge.x_mm,
            self.top + row * self.pitch_y + nudge.y_mm,
            self.width,
            self.height,
        )

    def beyond(self, nudge: Nudge) -> float:
        """Return by how much what stands on labels would leave the paper; 0.0 where it stays."""
        first, last = self.cell(0, nudge), self.cell(self.count - 1, nudge)
        out = (-first.left, -first.top, last.right - self.page[0], last.bottom - self.page[1])
        return max(0.0, round(max(out) - self.margin, 2))


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets that are known.

    Attributes:
        as_at: the day on which their measures were looked up.
        all: the sheets.
        source: where the measures are from.
    """

    as_at: date
    all: tuple[Sheet, ...]
    source: str = ""

    def get(self, name: str) -> Sheet:
        """Return the sheet with a name, its own or that of one cut alike.

        Raises:
            ValueError: there is none; the message names the nearest.
        """
        found = next((one for one in self.all if _key(name) in _keys(one)), None)
        if found is None:
            raise ValueError(
                f"no sheet {name!r} is known; the nearest is {self.nearest(name).name}"
            )
        return found

    def matching(self, typed: str) -> tuple[Sheet, ...]:
        """Return the sheets with a name that holds what was typed; all for nothing typed."""
        wanted = _key(typed)
        exact = [one for one in self.all if wanted in _keys(one)]
        return tuple(exact) or tuple(
            one for one in self.all if any(wanted in key for key in _keys(one))
        )

    def nearest(self, typed: str) -> Sheet:
        """Return the sheet with a name that is most like what was typed."""
        keys = {key: one for one in self.all for key in _keys(one)}
        alike = difflib.get_close_matches(_key(typed), keys, n=1, cutoff=0.0)
        return keys[alike[0]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label is printed.

    Attributes:
        page: from 0.
        cell: of that page, from 0.
    """

    page: int
    cell: int


def placed(sheet: Sheet, count: int, start_at: int = 0) -> Iterator[Spot]:
    """Yield where labels are printed, one after the other.

    Args:
        sheet: takes them.
        count: how many there are.
        start_at: the cell of the first sheet that takes the first one, from 0.

    Raises:
        ValueError: the sheet has no such cell.
    """
    sheet.cell(start_at)
    for place in range(start_at, start_at + count):
        yield Spot(*divmod(place, sheet.count))


def pages_of(sheet: Sheet, count: int, start_at: int = 0) -> int:
    """Return how many sheets so many labels take."""
    return -(-(start_at + count) // sheet.count) if count else 0


def next_cell(sheet: Sheet, count: int, start_at: int = 0) -> int:
    """Return the first cell that is free after so many labels, of the last sheet; 0 for a new one.

    Args:
        sheet: took them.
        count: how many were printed.
        start_at: the cell that took the first one, from 0.
    """
    return (start_at + count) % sheet.count


def parse_sheets(value: object) -> Sheets:
    """Read the sheets; the shape of label_sheets/sheets.json.

    Raises:
        ValueError: a part is missing, unknown or of the wrong kind, a label leaves its page or lies
            over another one, or two sheets claim one name; the message names it.
    """
    whole = document("the label sheets", value)
    whole.only(frozenset({"as_at", "source", "sheets"}))
    sheets = tuple(_sheet(part) for part in whole.parts("sheets"))
    claimed: dict[str, str] = {}
    for one in sheets:
        for key in _keys(one):
            if claimed.setdefault(key, one.name) != one.name:
                raise ValueError(f"two label sheets claim {key}: {claimed[key]} and {one.name}")
    return Sheets(whole.needed_day("as_at"), sheets, whole.text("source"))


_PARTS = frozenset({"sheet", "also", "page", "columns", "rows", "label", "first", "pitch"})


def _sheet(part: Part) -> Sheet:
    part.only(_PARTS)
    name = part.text("sheet", needed=True)
    columns, rows = part.whole("columns", 1, _MOST_CELLS), part.whole("rows", 1, _MOST_CELLS)
    if columns is None or rows is None:
        raise ValueError(f"the label sheets need columns and rows: {name}")
    page, label = _pair(part, "page"), _pair(part, "label")
    first, pitch = _pair(part, "first"), _pair(part, "pitch")
    sheet = Sheet(name, part.texts("also"), page, columns, rows, *label, *first, *pitch)
    if min(*page, *label) <= 0:
        raise ValueError(f"a page or its labels have no size: {name}")
    if pitch[0] < label[0] or pitch[1] < label[1]:
        raise ValueError(f"labels of a sheet lie over each other: {name}")
    last = sheet.cell(sheet.count - 1)
    if last.right > page[0] + _SLACK_MM or last.bottom > page[1] + _SLACK_MM:
        raise ValueError(f"labels of a sheet leave their page: {name}")
    return sheet


def _pair(part: Part, key: str) -> tuple[float, float]:
    values = part.values.get(key)
    if not isinstance(values, list) or len(values) != 2 or not all(map(_is_length, values)):
        raise ValueError(f"the label sheets need two lengths in millimeters: {part.where}.{key}")
    across, down = values
    return float(across), float(down)


def _is_length(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST_MM


def _keys(sheet: Sheet) -> tuple[str, ...]:
    return tuple(map(_key, (sheet.name, *sheet.also)))


def _key(name: str) -> str:
    """Return a name without case, blanks and the makers' own words, as people write it or not."""
    return re.sub(r"[^a-z0-9]|avery|zweckform|brother", "", fold(name))
