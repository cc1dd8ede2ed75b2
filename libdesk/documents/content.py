"""What stands on a paper, as values: blocks that know nothing of PDF, DOCX or fonts.

All text is plain text, as somebody typed it: nothing in it is ever read as markup.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look.

    Attributes:
        text: the words.
        bold: they are set in bold.
        italic: they are set in italics.
        link: an address (https, http, mailto or tel) that they lead to; "" for none.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Words = str | tuple[Run, ...]
"""Plain words, or words of several looks."""


class Tone(StrEnum):
    """How loudly a paragraph speaks."""

    BODY = "body"
    LEAD = "lead"
    """The one sentence that says what the paper is for."""
    QUIET = "quiet"
    """Small print."""
    LINE = "line"
    """A line that the next one follows closely, such as of a signature."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels are never skipped downwards.

    Attributes:
        text: its words.
        level: 1 for a section of the paper (its title is not a heading of the content), to 3.
    """

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together."""

    words: Words
    tone: Tone = Tone.BODY


class Mark(StrEnum):
    """What stands before the entries of a list."""

    BULLET = "bullet"
    NUMBER = "number"
    TICK_BOX = "tick_box"
    """A box to be ticked by hand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    Attributes:
        words: what it says.
        below: what belongs to it and stands below it.
    """

    words: Words
    below: "tuple[Block, ...]" = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    entries: tuple[Entry, ...]
    mark: Mark = Mark.BULLET


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: its heading; never empty.
        share: how wide it is beside the others.
        is_number: its cells stand at the line's end.
    """

    title: str
    share: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its heading row is repeated on each page.

    Attributes:
        columns: the columns.
        rows: of each row as many cells as there are columns.
        caption: what the table holds; "" where the heading above says so.
        names_rows: the cell of the first column names its row.
        row_mm: a row is at least so high, in millimetres: room for a hand that writes.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    names_rows: bool = True
    row_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they stand for, a pair in each line."""

    pairs: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, or the place for one.

    Attributes:
        picture: the bytes of a file of whatever kind; None for an empty frame to stick one into.
        alt: what it shows, for whoever doesn't see it; never empty.
        caption: words below it; "" for none.
        height_mm: as high as it may become, in millimetres.
    """

    picture: bytes | None
    alt: str
    caption: str = ""
    height_mm: float = 70.0


@dataclass(frozen=True, slots=True)
class Box:
    """Something that must not be missed, in a frame; it never goes over a page's end."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to be written on by hand, each with a name before it, such as "Checked by"."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageEnd:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Listing | Table | Facts | Figure | Box | Blanks | PageEnd


class Size(StrEnum):
    """The paper that is in the printer."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Furniture:
    """The few words that papers have without anybody writing them; in the paper's language.

    Attributes:
        page: the number of a page, with {page} and {pages}.
        place: what an empty frame is for, with {what}.
        broken: in place of a picture that can't be read.
        too_large: in place of a picture that is too large, with {width} and {height} in pixels.
    """

    page: str = "Page {page} of {pages}"
    place: str = "Place for a picture: {what}"
    broken: str = "This picture can’t be read."
    too_large: str = "This picture is too large to print: {width} × {height} pixels."


_FURNITURE = Furniture()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands over a letter; its address shows in the window of an envelope.

    Attributes:
        sender: lines below the name of who writes, such as an address.
        to: the lines of the address; empty for a letter that is handed over.
        on: the day.
    """

    sender: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    on: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    Attributes:
        title: its title; also the document's.
        blocks: what stands on it.
        language: the language that it is written in, as BCP 47 has it, such as "en-US".
        above: a quiet line over the title, such as the library's name; "" for none.
        below: a quiet line under the title, such as what it covers and when; "" for none.
        foot: what stands at the foot of each page, beside the page's number; "" for nothing.
        is_wide: the page lies on its long side.
        name: what files, letters and the printer's queue call it, where others than its readers
            see it; "" for its title.
        text_pt: the size of its text in points.
        least_pt: where it is less than `text_pt`, the text may become as small as this so that
            all of it fits on one page.
        furniture: the words that it has by itself.
        letterhead: of a letter; None for every other paper.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-US"
    above: str = ""
    below: str = ""
    foot: str = ""
    is_wide: bool = False
    name: str = ""
    text_pt: float = 11.0
    least_pt: float = 11.0
    furniture: Furniture = _FURNITURE
    letterhead: Letterhead | None = None


def text_of(words: Words) -> str:
    """Return words without their looks."""
    return words if isinstance(words, str) else "".join(run.text for run in words)
