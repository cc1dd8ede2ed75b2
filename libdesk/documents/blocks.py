"""From what stands on a paper to pieces that can be painted, each with its place in the structure.

The structure is made here, in the order of the content; the pieces carry their elements along.
"""

from collections.abc import Iterator, Sequence

from libdesk.documents import styles
from libdesk.documents.content import (
    Blanks,
    Block,
    Box,
    Entry,
    Facts,
    Figure,
    Furniture,
    Heading,
    Listing,
    Mark,
    PageEnd,
    Paragraph,
    Table,
    Tone,
    Words,
    text_of,
)
from libdesk.documents.figures import EmptyFrame, Picture
from libdesk.documents.flow import Flowing, NewPage, Piece, together
from libdesk.documents.headings import HeadingLine
from libdesk.documents.paragraphs import Paragraph as Lines
from libdesk.documents.paragraphs import paragraph
from libdesk.documents.pictures import UnprintableError, load
from libdesk.documents.printable import Printer, never_empty
from libdesk.documents.stacks import Blank, Framed, Labelled, Stack, Whole
from libdesk.documents.structure import Element
from libdesk.documents.styles import Style, Styles
from libdesk.documents.tables import Row
from libdesk.documents.tables import Table as Rows

_MM = 72 / 25.4
_COLUMN, _ROW = b"/A<</O/Table/Scope/Column>>", b"/A<</O/Table/Scope/Row>>"
_NUMBERING = {Mark.BULLET: "Disc", Mark.NUMBER: "Decimal", Mark.TICK_BOX: "Square"}
_LABELS = {Mark.BULLET: "•", Mark.TICK_BOX: "☐"}
_INDENT = {Mark.BULLET: 1.1, Mark.NUMBER: 1.9, Mark.TICK_BOX: 1.9}
_FACT_SHARES = (1.0, 3.2)
_BOX = 1.3
"""So much larger than the words beside it is a box to tick."""

_PER_LINE = 3
"""So many lines to write on stand side by side at most."""


class Builder:
    """Makes the pieces of one paper.

    Args:
        look: its styles.
        printer: takes its words apart.
        furniture: the words that it has by itself.
        width: that may be filled, in points.
        height: that may be filled on a page.
    """

    def __init__(
        self, look: Styles, printer: Printer, furniture: Furniture, width: float, height: float
    ) -> None:
        self._look = look
        self._printer = printer
        self._furniture = furniture
        self._width, self._height = width, height
        self._level = 1

    def story(self, blocks: Sequence[Block], under: Element) -> list[Flowing]:
        """Return the pieces of a whole paper's content.

        Headings are kept with what follows, lines to write on with what they are for.

        Args:
            blocks: the content.
            under: what its elements belong to.
        """
        story: list[Flowing] = []
        waiting: list[Piece] = []
        kept = _kept_with_lines(blocks)
        for place, block in enumerate(blocks):
            if isinstance(block, PageEnd):
                story += [*waiting, NewPage()]
                waiting = []
                continue
            pieces = list(self.pieces(block, under))
            if isinstance(block, Heading) or place in kept:
                waiting += pieces
                continue
            if isinstance(block, Table) and block.caption:
                waiting += pieces[:1]
                pieces = pieces[1:]
            if waiting:
                story += [together([*waiting, *pieces[:1]], self._width), *waiting]
                waiting = []
            story += pieces
        return [*story, *waiting]

    def pieces(self, block: Block, under: Element) -> Iterator[Piece]:
        """Yield the pieces of one block."""
        match block:
            case Heading():
                yield self._heading(block, under)
            case Paragraph():
                style = self._look.paragraphs[block.tone]
                yield self.lines(block.words, style, Element("P", under))
            case Listing():
                yield from self._listing(block, under)
            case Table():
                yield from self._table(block, under)
            case Facts():
                yield self._facts(block, under)
            case Figure():
                yield self._figure(block, under)
            case Box():
                yield self._box(block, under)
            case Blanks():
                yield from self._blanks(block, under)
            case PageEnd():
                pass

    def lines(self, words: Words, style: Style, element: Element | None) -> Lines:
        """Return a paragraph; painted for no element it is an artifact."""
        return paragraph(words, style, element, self._printer)

    def _heading(self, block: Heading, under: Element) -> Piece:
        # A level that is skipped would be heard as something missing.
        self._level = min(block.level, self._level + 1, len(self._look.headings))
        style = self._look.headings[self._level - 1]
        words = never_empty(block.text)
        lines = self.lines(words, style, Element(f"H{self._level + 1}", under))
        return HeadingLine(lines, words, self._level)

    def _listing(self, block: Listing, under: Element) -> Iterator[Piece]:
        attributes = f"/A<</O/List/ListNumbering/{_NUMBERING[block.mark]}>>".encode()
        listing = Element("L", under, attributes=attributes)
        indent = self._look.text_pt * _INDENT[block.mark]
        for place, entry in enumerate(block.entries, 1):
            # What belongs together stands nearer together than what doesn't.
            is_block = bool(entry.below) or place == len(block.entries)
            after = self._look.gap * 1.5 if is_block else self._look.text_pt * 0.28
            label = _LABELS.get(block.mark) or f"{place}."
            yield self._entry(entry, label, listing, indent, after)

    def _entry(
        self, entry: Entry, label: str, listing: Element, indent: float, after: float
    ) -> Piece:
        item = Element("LI", listing)
        style = self._look.entry
        is_box = label == _LABELS[Mark.TICK_BOX]
        size = style.size * (_BOX if is_box else 1)
        color = styles.INK if is_box else styles.ACCENT
        mark = Style(size, style.leading, bold=not is_box, color=color)
        labelled = self.lines(label, mark, Element("Lbl", item))
        body = Element("LBody", item)
        words = self.lines(entry.words, style, Element("P", body) if entry.below else body)
        below = [piece for block in entry.below for piece in self.pieces(block, body)]
        return Labelled(labelled, [words, *below], indent, after)

    def _table(self, block: Table, under: Element) -> Iterator[Piece]:
        table = Element("Table", under)
        if block.caption:
            style = self._look.paragraphs[Tone.QUIET]
            yield self.lines(block.caption, style, Element("Caption", table))
        # A heading of nothing is no heading to the standards.
        head_row = Element("TR", Element("THead" if block.rows else "TBody", table))
        head = Row(
            [
                self.lines(
                    never_empty(column.title),
                    self._look.head(at_the_end=column.is_number),
                    Element("TH", head_row, attributes=_COLUMN),
                )
                for column in block.columns
            ]
        )
        body = Element("TBody", table)
        rows = [self._row(block, row, body) for row in block.rows]
        shares = [column.share for column in block.columns]
        yield Rows(head, rows, shares, self._look.gap * 1.6)

    def _row(self, block: Table, row: Sequence[Words], body: Element) -> Row:
        if len(row) != len(block.columns):
            raise ValueError("A row has another number of cells than the table has columns.")
        line = Element("TR", body)
        cells = []
        for place, (words, column) in enumerate(zip(row, block.columns, strict=True)):
            # An empty cell can name nothing.
            names = block.names_rows and not place and bool(text_of(words).strip())
            element = Element("TH", line, attributes=_ROW) if names else Element("TD", line)
            style = self._look.cell(bold=names, at_the_end=column.is_number)
            cells.append(self.lines(words, style, element))
        return Row(cells, block.row_mm * _MM)

    def _facts(self, block: Facts, under: Element) -> Piece:
        body = Element("TBody", Element("Table", under))
        name, value = self._look.cell(quiet=True), self._look.cell()
        rows = []
        for fact, words in block.pairs:
            line = Element("TR", body)
            named = self.lines(never_empty(fact), name, Element("TH", line, attributes=_ROW))
            rows.append(Row([named, self.lines(words, value, Element("TD", line))]))
        return Rows(None, rows, _FACT_SHARES, self._look.gap * 1.6)

    def _figure(self, block: Figure, under: Element) -> Piece:
        high = min(block.height_mm * _MM, self._height * 0.8)
        parts: list[Piece] = [self._shown(block, under, high)]
        if block.caption:
            style = self._look.paragraphs[Tone.QUIET]
            parts.append(self.lines(block.caption, style, Element("P", under)))
        return Whole(parts, after=self._look.gap)

    def _shown(self, block: Figure, under: Element, high: float) -> Piece:
        gap = self._look.gap
        alt = never_empty(block.alt)
        if block.picture is None:
            words = self._furniture.place.format(what=alt)
            element = Element("Figure", under, alt=words)
            frame = self.lines(words, self._look.fine, None)
            return EmptyFrame(frame, element, high, gap * 0.5)
        try:
            pixels = load(block.picture, self._width, high)
        except UnprintableError as error:
            words = self._furniture.broken
            if error.width:
                words = self._furniture.too_large.format(width=error.width, height=error.height)
            style = self._look.paragraphs[Tone.QUIET]
            return self.lines(f"{alt}: {words}", style, Element("P", under))
        element = Element("Figure", under, alt=alt)
        return Picture(pixels, element, (self._width, high), gap * 0.5)

    def _box(self, block: Box, under: Element) -> Piece:
        inner = Element("Div", under)
        parts = [piece for part in block.blocks for piece in self.pieces(part, inner)]
        padding = self._look.text_pt * 0.9
        return Framed(parts, styles.NOTICE, styles.ON_NOTICE, padding, self._look.gap)

    def _blanks(self, block: Blanks, under: Element) -> Iterator[Piece]:
        # As many on each line: none is left alone on the last one.
        lines_needed = -(-len(block.names) // _PER_LINE)
        each = -(-len(block.names) // max(1, lines_needed))
        for first in range(0, len(block.names), max(1, each)):
            names = block.names[first : first + each]
            style = self._look.cell(quiet=True)
            lines = [self.lines(name, style, Element("P", under)) for name in names]
            yield Blank(lines, self._look.gap)


def title_block(
    builder: Builder, look: Styles, lines: tuple[str, str, str], under: Element
) -> Piece:
    """Return a paper's title, with the quiet lines over and under it.

    Args:
        builder: of the paper.
        look: its styles.
        lines: the line above, the title and the line below; "" for none.
        under: what the elements belong to.
    """
    above, title, below = lines
    parts: list[Piece] = []
    if text_of(above):
        parts.append(builder.lines(above, look.around_title, Element("P", under)))
    parts.append(builder.lines(title, look.title, Element("H1", under)))
    if text_of(below):
        parts.append(builder.lines(below, look.around_title, Element("P", under)))
    return Stack(parts, after=look.text_pt * 0.9)


def _kept_with_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the places of what stands between a heading and its last lines to write on.

    A heading with a table or a picture is not kept so: that may go over a page's end.
    """
    kept: set[int] = set()
    since: list[int] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            since = [place]
        elif isinstance(block, Table | Figure | PageEnd):
            since = []
        elif since:
            kept.update(since if isinstance(block, Blanks) else ())
            since.append(place)
    return frozenset(kept)
