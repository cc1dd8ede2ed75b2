"""Breaks words into lines: plain greedy breaking at spaces, for one or several looks at once.

reportlab's own paragraph reads markup, which text that strangers typed must never be, and it can
mark neither a link's words nor a sign that stands for another one inside a line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from reportlab.pdfbase import pdfmetrics

from libdesk.documents import fonts
from libdesk.documents.content import Run, Words
from libdesk.documents.fonts import Face
from libdesk.documents.printable import Printer

_MEASURED_AT_ONCE = 256  # signs: more than a line of any paper holds


@dataclass(frozen=True, slots=True)
class Part:
    """Some signs of one look, without a line's end.

    Attributes:
        text: the signs.
        font: the name of their face.
        link: the place of their link among those of the paragraph; None for none.
        actual: what they stand for; "" where that is the same.
        is_silent: they go on with what was told before them, and are not to be heard.
    """

    text: str
    font: str
    link: int | None = None
    actual: str = ""
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        parts: its parts. Where the line ends between two words, the last one ends with a space,
            so that whoever listens or copies hears two words.
        width: in points, without that space.
    """

    parts: tuple[Part, ...]
    width: float


def parts_of(words: Words, printer: Printer, *, bold: bool) -> Iterator[Part]:
    """Yield the parts of a paragraph's words.

    Args:
        words: the words.
        printer: takes them apart.
        bold: all of them are set in bold.
    """
    links = 0
    for run in (Run(words),) if isinstance(words, str) else words:
        link = None
        if run.link:
            link, links = links, links + 1
        face = Face(bold=bold or run.bold, italic=run.italic)
        for piece in printer.pieces(run.text):
            fits = fonts.covers(face, piece.shown)
            font = fonts.name_of(face if fits else face._replace(italic=False))
            yield Part(piece.shown, font, link, piece.actual)


def text_width(text: str, font: str, size: float) -> float:
    """Return how wide a text is, in points; its signs are known to the font."""
    widths = _widths(font)
    return sum([widths[sign] for sign in text]) * size


def break_lines(parts: Iterable[Part], size: float, available: float) -> tuple[Line, ...]:
    """Break words into lines.

    Args:
        parts: the words' parts.
        size: of the font, in points.
        available: how wide a line may be, in points.
    """
    lines: list[Line] = []
    line: list[Part] = []
    width = 0.0
    for word, spaces in _words(parts):
        left, gap = word, text_width(" ", spaces.font, size) if line else 0.0
        wide = _wide(left, size, available)
        if line and width + gap + wide > available:
            lines.append(_line(line, width, ends_between_words=True))
            line, width, gap = [], 0.0, 0.0
        while wide > available and not line:
            head, left, head_width = _cut(left, size, available)
            lines.append(_line(head, head_width, ends_between_words=False))
            wide = _wide(left, size, available)
        if line:
            line.append(spaces)
        line += left
        width += gap + wide
    if line:
        lines.append(_line(line, width, ends_between_words=False))
    return tuple(lines)


@cache
def _widths(font: str) -> "_Widths":
    return _Widths(font)


class _Widths(dict[str, float]):
    """The widths of a face's signs at one point."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._face = pdfmetrics.getFont(font).face

    def __missing__(self, sign: str) -> float:
        width = float(self._face.charWidths.get(ord(sign), self._face.defaultWidth)) / 1000
        self[sign] = width
        return width


def _words(parts: Iterable[Part]) -> Iterator[tuple[list[Part], Part]]:
    """Yield each word with the space that stands before it, in the look of what it follows."""
    word: list[Part] = []
    space = before = Part(" ", fonts.UPRIGHT)
    for part in parts:
        pieces = [part.text] if part.actual else part.text.split(" ")
        for place, piece in enumerate(pieces):
            if place:
                if word:
                    yield word, before
                    word, before = [], space
                # Only inside a link's words the space belongs to it.
                before = replace(part, text=" ", actual="")
            if piece:
                word.append(replace(part, text=piece))
                space = replace(part, text=" ", link=None, actual="")
    if word:
        yield word, before


def _wide(word: list[Part], size: float, available: float) -> float:
    """Return how wide a word is; of one that is wider than a line, how wide its beginning is.

    A word of thousands of signs is cut into as many lines: each would measure all that is left.
    """
    wide = 0.0
    for part in word:
        for start in range(0, len(part.text), _MEASURED_AT_ONCE):
            wide += text_width(part.text[start : start + _MEASURED_AT_ONCE], part.font, size)
            if wide > available:
                return wide
    return wide


def _cut(word: list[Part], size: float, available: float) -> tuple[list[Part], list[Part], float]:
    """Cut a word that is wider than a line; at least one sign stays on it."""
    head: list[Part] = []
    width = 0.0
    for place, part in enumerate(word):
        fitting = 0
        widths = _widths(part.font)
        for sign in part.text:
            wide = widths[sign] * size
            if width + wide > available and (fitting or head):
                break
            width += wide
            fitting += 1
        if fitting < len(part.text):
            if fitting:
                head.append(replace(part, text=part.text[:fitting]))
            # What it stands for has been told with the first half.
            is_told = bool(part.actual) and fitting > 0
            rest = replace(
                part,
                text=part.text[fitting:],
                actual="" if is_told else part.actual,
                is_silent=is_told or part.is_silent,
            )
            return head, [rest, *word[place + 1 :]], width
        head.append(part)
    return head, [], width


def _line(parts: list[Part], width: float, *, ends_between_words: bool) -> Line:
    joined: list[Part] = []
    if ends_between_words:
        space = replace(parts[-1], text=" ", link=None, actual="", is_silent=False)
        parts = [*parts, space]
    for part in parts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not (last.actual or part.actual or last.is_silent or part.is_silent)
            and (last.font, last.link) == (part.font, part.link)
        ):
            joined[-1] = replace(last, text=last.text + part.text)
        else:
            joined.append(part)
    return Line(tuple(joined), width)
