"""Papers as PDF: tagged, for eyes and ears alike (PDF/UA-1), and for the archive (PDF/A-2a)."""

from dataclasses import dataclass
from datetime import datetime

from libdesk.documents import fonts, styles
from libdesk.documents.blocks import Builder, title_block
from libdesk.documents.canvas import PaperCanvas
from libdesk.documents.content import Paper, Size
from libdesk.documents.flow import paginate, room_on
from libdesk.documents.letter_heads import letter_head
from libdesk.documents.paragraphs import paragraph
from libdesk.documents.printable import Missing, Printer, never_empty
from libdesk.documents.styles import Styles

_STEP_PT = 1.0
"""By so much the text of a paper shrinks until it fits its one page, in points."""

_FOOT_AT, _HEAD_AT = 28.0, 26.0
"""The foot's line above the page's lower edge, the head's below its upper one, in points."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was made.

    Attributes:
        content: the file.
        pages: how many it has.
        missing: the signs that could not be printed, each with its code in its place.
        cut: it should have fitted on one page, and did not even with the smallest text.
    """

    content: bytes
    pages: int
    missing: tuple[Missing, ...] = ()
    cut: bool = False


def write_pdf(paper: Paper, size: Size, *, made_at: datetime) -> Made:
    """Return a paper as a PDF file.

    Args:
        paper: what stands on it.
        size: the paper that it is printed on.
        made_at: when it is made (aware); the same paper made at the same time is the same file.
    """
    has_one_page = paper.least_pt < paper.text_pt
    text_pt = paper.text_pt
    while True:
        made = _write(paper, size, text_pt, made_at)
        if not has_one_page or made.pages == 1:
            return made
        if text_pt - _STEP_PT < paper.least_pt:
            return Made(made.content, made.pages, made.missing, cut=True)
        text_pt -= _STEP_PT


def _write(paper: Paper, size: Size, text_pt: float, made_at: datetime) -> Made:
    wide, high = styles.PAGES[size]
    page = (high, wide) if paper.is_wide else (wide, high)
    title = never_empty(paper.title)
    printer = Printer(fonts.load())
    canvas = PaperCanvas(page, title, paper.language, made_at)
    look = Styles(text_pt)
    builder = Builder(look, printer, paper.furniture, *room_on(page))
    head = (
        title_block(builder, look, (paper.above, title, paper.below), canvas.top)
        if paper.letterhead is None
        else letter_head(builder, look, paper, paper.letterhead, canvas.top)
    )
    story = builder.story(paper.blocks, canvas.top)
    paginate([head, *story], canvas, page)
    foot = _Foot(canvas, paper, look, page)
    content = canvas.finish(foot.paint)
    return Made(content, canvas.page_count, printer.missing())


class _Foot:
    """What stands on each page beside its content; seen and never read aloud.

    Args:
        canvas: takes it.
        paper: what it is about.
        look: its styles.
        page: the page's size, in points.
    """

    def __init__(
        self, canvas: PaperCanvas, paper: Paper, look: Styles, page: tuple[float, float]
    ) -> None:
        self._canvas, self._paper, self._style, self._page = canvas, paper, look.fine, page
        # Its words count for nobody: they stand in the content too, or are no one's words.
        self._printer = Printer(fonts.load())

    def paint(self, number: int, pages: int) -> None:
        """Paint it on one page, from 1."""
        wide, high = self._page
        counted = self._paper.furniture.page.format(page=number, pages=pages)
        self._line(self._paper.foot, styles.SIDE, _FOOT_AT, at_the_end=False)
        self._line(counted, styles.SIDE, _FOOT_AT, at_the_end=True)
        if number > 1:
            self._line(self._paper.title, styles.SIDE, high - _HEAD_AT, at_the_end=False)
        del wide

    def _line(self, words: str, x: float, y: float, *, at_the_end: bool) -> None:
        room = self._page[0] - 2 * styles.SIDE
        style = styles.Style(
            self._style.size, self._style.leading, color=styles.QUIET, at_the_end=at_the_end
        )
        line = paragraph(words, style, None, self._printer)
        line.wrap(room * (0.25 if at_the_end else 0.72))
        line.keep_lines(1)
        offset = room * 0.75 if at_the_end else 0
        line.draw_at(self._canvas, x + offset, y - style.leading)
