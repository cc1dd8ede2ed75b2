"""What a page paints, in the order of painting, with the marks around it; read independently.

A content stream is followed as a viewer does it: matrices, fonts, text positions, marked content,
forms within forms. Nothing here knows how LibDesk makes papers, nor what the structure says.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from typing import Any

import pikepdf

from tests.documents.fonts import Font

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NEW_LINE = 0.5  # of the text's size: as far apart, two baselines are two lines
_WORD_GAP = 0.12  # of the text's size: as far apart, two pieces of a line are two words
_PATHS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked-content sequence, from its BMC or BDC to its EMC.

    Attributes:
        number: which one of its page it is, counted from 0.
        tag: its tag, such as "P" or "Artifact".
        mcid: its number in its stream; None where it has none.
        actual: what it is to be read as; None where it has no replacement.
        language: its language; "" where it has none of its own.
        kind: of an artifact, its Type, such as "Pagination"; "" for none.
    """

    number: int
    tag: str
    mcid: int | None = None
    actual: str | None = None
    language: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Painted:
    """Something that a page paints.

    Attributes:
        what: "text", "path", "picture" or "shading".
        page: the page's number, from 0.
        owner: the stream that paints it, as (object, generation): the page's or a form's.
        marks: the sequences around it, outermost first, those around a form included.
        text: what is written; "" for anything else.
        start, end: where the text begins and where the pen then is, in the page's space; end is
            None where the font does not say how wide its letters are.
        size: the text's size in the page's space.
        heading: the text's direction, a vector of length 1.
        font: the font of a text.
    """

    what: str
    page: int
    owner: tuple[int, int]
    marks: tuple[Mark, ...]
    text: str = ""
    start: Point = (0.0, 0.0)
    end: Point | None = None
    size: float = 0.0
    heading: Point = (1.0, 0.0)
    font: Font | None = None

    @property
    def artifact(self) -> Mark | None:
        """The artifact that this belongs to."""
        return next((mark for mark in self.marks if mark.tag == "Artifact"), None)

    @property
    def tagged(self) -> Mark | None:
        """The sequence whose number ties this to the structure, the innermost one."""
        return next((mark for mark in reversed(self.marks) if mark.mcid is not None), None)


def joined(pieces: Iterable[Painted]) -> str:
    """Return what pieces say when read one after the other, as one paragraph.

    Replacements count for what they replace; a new line or a gap is one space.
    """
    said = ""
    before: Painted | None = None
    for actual, group in groupby(pieces, key=_replacement):
        for at, piece in enumerate(group):
            text = piece.text if actual is None else (actual.actual or "" if at == 0 else "")
            if before is not None and _apart(before, piece) and (actual is None or at == 0):
                said += " "
            said += text
            before = piece
    return " ".join(said.split())


def _replacement(piece: Painted) -> Mark | None:
    return next((mark for mark in piece.marks if mark.actual is not None), None)


def _apart(before: Painted, after: Painted) -> bool:
    """Say whether two pieces of text are two words."""
    if before.page != after.page:
        return True
    size = max(before.size, after.size) or 1.0
    (across_x, across_y), (x, y) = before.heading, after.start
    from_x, from_y = before.end or before.start
    along = (x - from_x) * across_x + (y - from_y) * across_y
    across = (y - from_y) * across_x - (x - from_x) * across_y
    if abs(across) > _NEW_LINE * size:
        return True
    return before.end is not None and (along > _WORD_GAP * size or along < -_NEW_LINE * size)


@dataclass(slots=True)
class _Pen:
    """The part of the graphics state that says where text goes."""

    matrix: Matrix = IDENTITY
    font: Font | None = None
    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


def times(left: Matrix, right: Matrix) -> Matrix:
    """Return the matrix that does `left` first, then `right`."""
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


@dataclass(slots=True)
class _Reader:
    """Follows one page."""

    page: int
    found: list[Painted] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    marks: list[Mark] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    begun: list[tuple[tuple[int, int], Mark]] = field(default_factory=list)
    pen: _Pen = field(default_factory=_Pen)
    kept: list[_Pen] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    owner: tuple[int, int] = (0, 0)
    resources: Any = None
    unbalanced: int = 0

    def follow(self, stream: Any, resources: Any, owner: tuple[int, int]) -> None:
        """Read a page's or a form's content to its end."""
        outer = (self.resources, self.owner, len(self.marks))
        self.resources, self.owner = resources, owner
        for instruction in pikepdf.parse_content_stream(stream):
            self._do(str(instruction.operator), list(instruction.operands))
        self.resources, self.owner, depth = outer
        self.unbalanced += abs(len(self.marks) - depth)
        del self.marks[depth:], self.starts[depth:]

    def _do(self, operator: str, operands: list[Any]) -> None:
        if operator in _PATHS:
            self._paint("path")
        elif operator == "INLINE IMAGE":
            self._paint("picture")
        elif operator == "sh":
            self._paint("shading")
        elif operator in _OPERATORS:
            _OPERATORS[operator](self, operands)

    def _paint(self, what: str) -> None:
        self.found.append(Painted(what, self.page, self.owner, tuple(self.marks)))

    # Marked content.

    def begin(self, operands: list[Any]) -> None:
        tag = str(operands[0]).removeprefix("/")
        given = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(given, pikepdf.Name):
            given = self.resources.Properties[str(given)]
        mcid, actual = given.get("/MCID"), given.get("/ActualText")
        mark = Mark(
            next(self.numbers),
            tag,
            None if mcid is None else int(mcid),
            None if actual is None else str(actual),
            str(given.get("/Lang", "")),
            str(given.get("/Type", "")).removeprefix("/") if tag == "Artifact" else "",
        )
        self.marks.append(mark)
        self.begun.append((self.owner, mark))
        self.starts.append(len(self.found))

    def finish(self, _operands: list[Any]) -> None:
        if not self.marks:
            self.unbalanced += 1
            return
        if self.marks[-1].actual and len(self.found) == self.starts[-1]:
            # It paints nothing itself, so what it says stands after what is there.
            texts = (piece for piece in reversed(self.found) if piece.what == "text")
            before = next(texts, Painted("text", self.page, self.owner, ()))
            self.found.append(
                replace(
                    before,
                    owner=self.owner,
                    marks=tuple(self.marks),
                    text="",
                    start=before.end or before.start,
                )
            )
        self.marks.pop()
        self.starts.pop()

    # Graphics state.

    def keep(self, _operands: list[Any]) -> None:
        self.kept.append(replace(self.pen))

    def restore(self, _operands: list[Any]) -> None:
        if self.kept:
            self.pen = self.kept.pop()
        else:
            self.unbalanced += 1

    def move_page(self, operands: list[Any]) -> None:
        self.pen.matrix = times(_matrix(operands), self.pen.matrix)

    def draw(self, operands: list[Any]) -> None:
        thing = self.resources.XObject[str(operands[0])]
        if thing.get("/Subtype") != "/Form":
            self._paint("picture")
            return
        self.keep([])
        self.move_page(list(thing.get("/Matrix", IDENTITY)))
        self.follow(thing, thing.get("/Resources", self.resources), thing.objgen)
        self.restore([])

    # Text.

    def begin_text(self, _operands: list[Any]) -> None:
        self.text = self.line = IDENTITY

    def choose_font(self, operands: list[Any]) -> None:
        name = str(operands[0])
        found = self.resources.Font[name]
        key = found.objgen if found.is_indirect else (id(self), hash(name))
        if key not in self.fonts:
            self.fonts[key] = Font.of(found)
        self.pen.font = self.fonts[key]
        self.pen.size = float(operands[1])

    def next_line(self, operands: list[Any]) -> None:
        x, y = (float(operand) for operand in operands)
        self.text = self.line = times((1, 0, 0, 1, x, y), self.line)

    def next_line_leading(self, operands: list[Any]) -> None:
        self.pen.leading = -float(operands[1])
        self.next_line(operands)

    def line_below(self, _operands: list[Any]) -> None:
        self.next_line([0, -self.pen.leading])

    def set_text(self, operands: list[Any]) -> None:
        self.text = self.line = _matrix(operands)

    def show(self, operands: list[Any]) -> None:
        self._show(bytes(operands[0]))

    def show_below(self, operands: list[Any]) -> None:
        self.line_below([])
        self.show(operands)

    def show_spaced_below(self, operands: list[Any]) -> None:
        self.pen.word_gap, self.pen.letter_gap = float(operands[0]), float(operands[1])
        self.show_below(operands[2:])

    def show_all(self, operands: list[Any]) -> None:
        for part in operands[0]:
            if isinstance(part, pikepdf.String):
                self._show(bytes(part))
            else:
                self._advance(-float(part) / 1000 * self.pen.size * self.pen.stretch)

    def _show(self, codes: bytes) -> None:
        if not codes:
            return
        pen = self.pen
        if pen.font is None:
            raise ValueError(f"page {self.page + 1} shows text before it has chosen a font")
        start = self._place()
        text, width, is_known = "", 0.0, True
        for letter in pen.font.letters(codes):
            text += letter.text
            is_known = is_known and letter.width is not None
            gap = pen.letter_gap + (pen.word_gap if letter.is_space else 0.0)
            width += ((letter.width or 0.0) / 1000 * pen.size + gap) * pen.stretch
        self._advance(width)
        self._write(text, start, self._place() if is_known else None)

    def _write(self, text: str, start: Point, end: Point | None) -> None:
        a, b, *_ = whole = times(self.text, self.pen.matrix)
        length = math.hypot(a, b) or 1.0
        self.found.append(
            Painted(
                "text",
                self.page,
                self.owner,
                tuple(self.marks),
                text,
                start,
                end,
                self.pen.size * math.hypot(whole[2], whole[3]),
                (a / length, b / length),
                self.pen.font,
            )
        )

    def _place(self) -> Point:
        return times((1, 0, 0, 1, 0, self.pen.rise), times(self.text, self.pen.matrix))[4:]

    def _advance(self, width: float) -> None:
        self.text = times((1, 0, 0, 1, width, 0), self.text)


def _matrix(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return (a, b, c, d, e, f)


def _setting(name: str, scale: float = 1.0) -> Callable[[_Reader, list[Any]], None]:
    def change(reader: _Reader, operands: list[Any]) -> None:
        setattr(reader.pen, name, float(operands[0]) * scale)

    return change


_OPERATORS: dict[str, Callable[[_Reader, list[Any]], None]] = {
    "BMC": _Reader.begin,
    "BDC": _Reader.begin,
    "EMC": _Reader.finish,
    "q": _Reader.keep,
    "Q": _Reader.restore,
    "cm": _Reader.move_page,
    "Do": _Reader.draw,
    "BT": _Reader.begin_text,
    "Tf": _Reader.choose_font,
    "Td": _Reader.next_line,
    "TD": _Reader.next_line_leading,
    "T*": _Reader.line_below,
    "Tm": _Reader.set_text,
    "Tj": _Reader.show,
    "'": _Reader.show_below,
    '"': _Reader.show_spaced_below,
    "TJ": _Reader.show_all,
    "Tc": _setting("letter_gap"),
    "Tw": _setting("word_gap"),
    "Tz": _setting("stretch", 0.01),
    "TL": _setting("leading"),
    "Ts": _setting("rise"),
}


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page as it was read.

    Attributes:
        painted: all that it paints, in order.
        begun: all marked sequences, in order, each with the stream that holds it.
        unbalanced: how many marks or states were begun and not ended, or ended and not begun.
    """

    painted: tuple[Painted, ...]
    begun: tuple[tuple[tuple[int, int], Mark], ...]
    unbalanced: int


def resources_of(page: Any) -> Any:
    """Return a page's resources, which it may have from a node above it."""
    at = page
    while at is not None:
        if "/Resources" in at:
            return at["/Resources"]
        at = at.get("/Parent")
    return pikepdf.Dictionary()


def read_pages(pdf: pikepdf.Pdf) -> list[PageContent]:
    """Read all that the pages of a file paint; fonts are read once."""
    pages = []
    fonts: dict[tuple[int, int], Font] = {}
    for number, page in enumerate(pdf.pages):
        reader = _Reader(number, fonts=fonts)
        reader.follow(page, resources_of(page.obj), page.obj.objgen)
        unbalanced = reader.unbalanced + len(reader.kept)
        pages.append(PageContent(tuple(reader.found), tuple(reader.begun), unbalanced))
    return pages
