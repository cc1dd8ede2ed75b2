"""Papers as DOCX, with the same words in the same order, for where people go on writing.

Word has fonts for every script, so all signs go along as they are. Headings, lists, heading rows,
alternative texts and the language are what Word itself knows them as, so that a screen reader, and
whoever saves it as PDF later, has them too.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from libdesk.documents import docx_parts as parts
from libdesk.documents.content import (
    Blanks,
    Block,
    Box,
    Entry,
    Facts,
    Figure,
    Heading,
    Letterhead,
    Listing,
    Mark,
    PageEnd,
    Paper,
    Paragraph,
    Run,
    Size,
    Table,
    Tone,
    Words,
)
from libdesk.documents.links import leads_out
from libdesk.documents.pictures import UnprintableError, load
from libdesk.documents.printable import plain_line
from libdesk.tokens import LIGHT

if TYPE_CHECKING:
    from docx.document import Document as Opened

_SIZES = {Size.A4: (210.0, 297.0), Size.LETTER: (215.9, 279.4)}
_SIDE_MM, _TOP_MM = 18.0, 17.0
_FONT = "Calibri"
_WINDOW_LEFT_MM, _WINDOW_TOP_MM, _WINDOW_MM = 25.0, 57.0, 36.0
_NAME_MM, _LINE_MM, _SUBJECT = 8.0, 4.8, 1.15
"""Lines of a letter's head, and the size of what it is about beside that of its text."""
_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STYLES = {Mark.BULLET: "List Bullet", Mark.NUMBER: "List Number", Mark.TICK_BOX: "List"}


def write_docx(paper: Paper, size: Size, *, made_at: datetime) -> bytes:
    """Return a paper as a DOCX file.

    Args:
        paper: what stands on it.
        size: the paper that it will be printed on.
        made_at: when it is made (aware).
    """
    return _Writer(paper, size).write(made_at)


class _Writer:
    """Writes one paper.

    Args:
        paper: the paper.
        size: of its pages.
    """

    def __init__(self, paper: Paper, size: Size) -> None:
        self._paper = paper
        self._document: Opened = Document()
        wide, high = _SIZES[size]
        self._added: list[parts.Foreign] = []
        self._page_mm = (high, wide) if paper.is_wide else (wide, high)

    def write(self, made_at: datetime) -> bytes:
        """Return the file."""
        self._set_up(made_at)
        paper = self._paper
        if paper.letterhead is not None:
            self._letterhead(paper.letterhead)
        elif paper.above:
            self._say(self._paragraph("Normal"), paper.above, color=LIGHT.quiet)
        self._say(self._paragraph("Title"), paper.title)
        if paper.below:
            self._say(self._paragraph("Normal"), paper.below, color=LIGHT.quiet)
        self._blocks(paper.blocks)
        self._furnish()
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _set_up(self, made_at: datetime) -> None:
        document, paper = self._document, self._paper
        section = document.sections[0]
        section.page_width, section.page_height = (Mm(one) for one in self._page_mm)
        section.orientation = WD_ORIENT.LANDSCAPE if paper.is_wide else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(_SIDE_MM)
        section.top_margin, section.bottom_margin = Mm(_TOP_MM), Mm(_TOP_MM)
        about = document.core_properties
        about.title, about.language = _clean(paper.title)[:255], paper.language
        about.author = about.last_modified_by = "LibDesk"
        about.comments = ""
        about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
            parts.set_font(document.styles[name], _FONT)
        # On a page of its own it has the size in which it surely fits, with whatever font.
        size = min(paper.text_pt, paper.least_pt)
        normal = document.styles["Normal"]
        normal.font.size = Pt(size)
        normal.paragraph_format.space_after = Pt(size * 0.5)
        parts.without_border(document.styles["Title"])
        document.styles["Title"].font.bold = True
        parts.set_language(normal, paper.language)
        for style, share in (("Title", 2.0), ("Heading 1", 1.4), ("Heading 2", 1.15)):
            font = document.styles[style].font
            font.size, font.color.rgb = Pt(size * share), _color(LIGHT.ink)

    def _letterhead(self, head: Letterhead) -> None:
        """Write who writes, the day, and the address where the window of an envelope shows it.

        Lines of a known height bring the address to its place in every program.
        """
        title = self._document.styles["Title"]
        title.font.size = Pt(self._paper.text_pt * _SUBJECT)
        left = _WINDOW_TOP_MM - _TOP_MM
        for place, line in enumerate((self._paper.above, *head.sender)):
            color, high = (LIGHT.quiet, _LINE_MM) if place else ("", _NAME_MM)
            added = parts.make_exact(self._paragraph("Normal"), Mm(high))
            self._say(added, line, color=color, bold=not place)
            left -= high
        day = parts.make_exact(self._paragraph("Normal"), Mm(_LINE_MM))
        day.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._say(day, head.on)
        before = max(0.0, left - _LINE_MM)
        lines = head.to or ("",)
        for place, line in enumerate(lines):
            added = parts.make_exact(self._paragraph("Normal"), Mm(_LINE_MM))
            added.paragraph_format.left_indent = Mm(_WINDOW_LEFT_MM - _SIDE_MM)
            added.paragraph_format.space_before = Mm(0 if place else before)
            self._say(added, line)
        rest = _WINDOW_MM - len(lines) * _LINE_MM if head.to else 0.0
        added.paragraph_format.space_after = Mm(max(_LINE_MM, rest))

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                level = min(block.level, 3)
                self._say(self._paragraph(f"Heading {level}"), block.text)
            case Paragraph():
                self._words(block)
            case Listing():
                self._listing(block, 1)
            case Table():
                self._table(block)
            case Facts():
                self._facts(block)
            case Figure():
                self._figure(block)
            case Box():
                first = len(self._added)
                self._blocks(block.blocks)
                parts.shade(self._added[first:], LIGHT.notice)
            case Blanks():
                self._blanks(block)
            case PageEnd():
                self._paragraph("Normal").add_run().add_break(WD_BREAK.PAGE)

    def _words(self, block: Paragraph) -> None:
        color, bold = _color_of(block.tone), block.tone is Tone.LEAD
        added = self._paragraph("Normal")
        if block.tone is Tone.LINE:
            added.paragraph_format.space_after = Pt(0)
        self._say(added, block.words, color=color, bold=bold)

    def _blanks(self, block: Blanks) -> None:
        for name in block.names:
            parts.add_blank(self._paragraph("Normal"), _clean(name))

    def _listing(self, block: Listing, depth: int) -> None:
        style = _STYLES[block.mark] + (f" {depth}" if depth > 1 else "")
        numbers = parts.new_numbering(self._document, style) if block.mark is Mark.NUMBER else None
        for entry in block.entries:
            self._entry(entry, block.mark, style, numbers, depth)

    def _entry(self, entry: Entry, mark: Mark, style: str, numbers: int | None, depth: int) -> None:
        paragraph = self._paragraph(style)
        if numbers is not None:
            parts.number_by(paragraph, numbers)
        if mark is Mark.TICK_BOX:
            paragraph.add_run("☐\u00a0")
        self._say(paragraph, entry.words)
        for below in entry.below:
            if isinstance(below, Listing):
                self._listing(below, min(depth + 1, 3))
                continue
            first = len(self._added)
            self._block(below)
            for under in self._added[first:]:
                under.paragraph_format.left_indent = Mm(9 * depth)

    def _table(self, block: Table) -> None:
        if block.caption:
            self._say(self._paragraph("Caption"), block.caption, color=LIGHT.quiet)
        table = self._document.add_table(1, len(block.columns))
        parts.rule(table, LIGHT.edge)
        shares = [column.share for column in block.columns]
        room = self._page_mm[0] - 2 * _SIDE_MM
        widths = [Mm(room * share / sum(shares)) for share in shares]
        parts.repeat(table.rows[0])
        for column, cell in zip(block.columns, table.rows[0].cells, strict=True):
            self._cell(cell, (Run(column.title, bold=True),), at_the_end=column.is_number)
        for row in block.rows:
            added = table.add_row()
            added.height = Mm(block.row_mm) if block.row_mm else None
            for place, (words, cell) in enumerate(zip(row, added.cells, strict=True)):
                bold = block.names_rows and not place
                at_the_end = block.columns[place].is_number
                self._cell(cell, words, bold=bold, at_the_end=at_the_end)
        parts.set_widths(table, widths)
        parts.keep_whole(table)
        parts.make_low(self._paragraph("Normal"))

    def _facts(self, block: Facts) -> None:
        table = self._document.add_table(0, 2)
        parts.rule(table, LIGHT.line)
        for name, words in block.pairs:
            cells = table.add_row().cells
            self._cell(cells[0], name, color=LIGHT.quiet)
            self._cell(cells[1], words)
        room = self._page_mm[0] - 2 * _SIDE_MM
        parts.set_widths(table, [Mm(room * 0.24), Mm(room * 0.76)])
        parts.keep_whole(table)
        parts.make_low(self._paragraph("Normal"))

    def _cell(
        self,
        cell: parts.Foreign,
        words: Words,
        *,
        bold: bool = False,
        at_the_end: bool = False,
        color: str = "",
    ) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if at_the_end:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._say(paragraph, words, bold=bold, color=color)

    def _figure(self, block: Figure) -> None:
        furniture, alt = self._paper.furniture, _clean(block.alt)
        room = self._page_mm[0] - 2 * _SIDE_MM
        if block.picture is None:
            words = furniture.place.format(what=alt)
            self._say(self._paragraph("Normal"), f"[{words}]", color=LIGHT.quiet)
        else:
            try:
                pixels = load(block.picture, room / 25.4 * 72, block.height_mm / 25.4 * 72)
            except UnprintableError as error:
                words = furniture.broken
                if error.width:
                    words = furniture.too_large.format(width=error.width, height=error.height)
                self._say(self._paragraph("Normal"), f"{alt}: {words}", color=LIGHT.quiet)
            else:
                wide = min(room, block.height_mm * pixels.width / pixels.height)
                parts.add_picture(self._paragraph("Normal"), pixels.jpeg, Mm(wide), alt)
        if block.caption:
            self._say(self._paragraph("Caption"), block.caption, color=LIGHT.quiet)

    def _furnish(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        before, _, rest = self._paper.furniture.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        # The template's own stops are for another page's width.
        paragraph.style = self._document.styles["Normal"]
        right = Mm(self._page_mm[0] - 2 * _SIDE_MM)
        paragraph.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{_clean(self._paper.foot)}\t")
        paragraph.add_run(before)
        parts.add_field(paragraph, "PAGE")
        paragraph.add_run(between)
        parts.add_field(paragraph, "NUMPAGES")
        paragraph.add_run(after)

    def _paragraph(self, style: str) -> parts.Foreign:
        added = self._document.add_paragraph(style=style)
        self._added.append(added)
        return added

    def _say(
        self,
        paragraph: parts.Foreign,
        words: Words,
        *,
        color: str = "",
        bold: bool = False,
    ) -> None:
        for run in (Run(words),) if isinstance(words, str) else words:
            text = _clean(run.text)
            if run.link and leads_out(run.link):
                parts.add_link(paragraph, text, run.link, LIGHT.accent)
                continue
            added = paragraph.add_run(text)
            added.bold = True if bold or run.bold else None
            added.italic = True if run.italic else None
            if color:
                added.font.color.rgb = _color(color)


def _color_of(tone: Tone) -> str:
    return {Tone.LEAD: LIGHT.accent, Tone.QUIET: LIGHT.quiet}.get(tone, "")


def _color(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#"))


def _clean(text: str) -> str:
    return _REORDERING.sub(lambda mark: f"[U+{ord(mark.group()):04X}]", plain_line(text))
