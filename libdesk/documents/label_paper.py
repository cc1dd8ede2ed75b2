"""Pages of labels: each label exactly on its place, nothing outside it, no printer shrinking any.

A label is clipped to its edges and painted from its own corner, so that its place in the file is
its place on the sheet. Each is a paragraph for whoever listens; its code says the same once more
and is only seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.textobject import PDFTextObject

from libdesk.documents import fonts
from libdesk.documents.canvas import PaperCanvas, actual_text
from libdesk.documents.label_codes import Sized
from libdesk.documents.label_layout import LaidOut, Layout, Line
from libdesk.documents.printable import Missing, Printer, never_empty
from libdesk.documents.structure import Element
from libdesk.domain.label_codes import DOT_MM, Symbol
from libdesk.domain.label_sheets import NO_NUDGE, Box, Nudge, Sheet, placed
from libdesk.domain.labels import Label, Part

_DOT = DOT_MM * mm

_AT_ONCE = 10
"""Labels between two rests: made in some 30 milliseconds."""


@dataclass(frozen=True, slots=True)
class Run:
    """How labels are printed.

    Attributes:
        sheet: on which sheet.
        symbol: with which code.
        start_at: the cell of the first sheet that takes the first one, from 0.
        nudge: how far the print is moved.
        title: what files and the printer's queue call it.
        language: of the words, as BCP 47 has it.
    """

    sheet: Sheet
    symbol: Symbol
    start_at: int = 0
    nudge: Nudge = NO_NUDGE
    title: str = "Labels"
    language: str = "en-US"


@dataclass(frozen=True, slots=True)
class PrintedLabels:
    """Labels that were made.

    Attributes:
        content: the file.
        pages: how many it has.
        missing: the signs that could not be printed, each with its code in its place.
        codeless: labels whose code has no room there, or no signs for what it should hold.
        shortened: how many labels have words that were cut.
        left_out: parts that have no room on some label.
    """

    content: bytes
    pages: int
    missing: tuple[Missing, ...] = ()
    codeless: tuple[Label, ...] = ()
    shortened: int = 0
    left_out: frozenset[Part] = frozenset()


def _no_rest() -> None:
    """Go on at once."""


def write_labels(
    labels: Sequence[Label],
    run: Run,
    *,
    made_at: datetime,
    rest: Callable[[], None] = _no_rest,
) -> PrintedLabels:
    """Return labels as a PDF file.

    Args:
        labels: the labels, at least one.
        run: how they are printed.
        made_at: when it is made (aware); the same at the same time is the same file.
        rest: called after a few labels each, and may raise to stop all of it.

    Raises:
        ValueError: the sheet has no cell to start at.
    """
    printer = Printer(fonts.load())
    canvas = label_canvas(run, made_at)
    layout = Layout(run.sheet, run.symbol, printer)
    codeless: list[Label] = []
    left_out: set[Part] = set()
    page = shortened = since = 0
    for label, spot in zip(labels, placed(run.sheet, len(labels), run.start_at), strict=True):
        if spot.page != page:
            canvas.showPage()
            page = spot.page
        since += 1
        if since == _AT_ONCE:
            rest()
            since = 0
        laid_out = layout.lay_out(label)
        paint_label(canvas, run.sheet.cell(spot.cell, run.nudge), laid_out)
        if laid_out.code is None:
            codeless.append(label)
        shortened += any(line.whole for line in laid_out.lines)
        left_out |= laid_out.left_out
    canvas.showPage()
    content = canvas.finish(lambda _page, _pages: None)
    return PrintedLabels(
        content,
        canvas.page_count,
        printer.missing(),
        tuple(codeless),
        shortened,
        frozenset(left_out),
    )


def label_canvas(run: Run, made_at: datetime) -> PaperCanvas:
    """Return what takes a sheet's pages; whoever prints them is asked to change nothing."""
    wide, high = run.sheet.page
    canvas = PaperCanvas((wide * mm, high * mm), never_empty(run.title), run.language, made_at)
    canvas.prints_exactly = True
    return canvas


def paint_label(canvas: PaperCanvas, box: Box, laid_out: LaidOut) -> None:
    """Paint one label.

    Args:
        canvas: the page.
        box: where it lies, in millimeters from the page's upper left corner.
        laid_out: what stands there.
    """
    x, y = box.left * mm, canvas.height - box.bottom * mm
    canvas.raw(
        f"q 1 0 0 1 {x:.3f} {y:.3f} cm 0 0 {box.width * mm:.3f} {box.height * mm:.3f} re W n "
        "0 0 0 rg"
    )
    if laid_out.code is not None:
        with canvas.marked(None):
            canvas.raw(_code(laid_out.code, laid_out, (x, y)))
    text = _Text(canvas, Element("P", canvas.top))
    last = len(laid_out.lines) - 1
    for place, line in enumerate(laid_out.lines):
        text.show(line, is_last=place == last)
    canvas.drawText(text)
    canvas.raw("Q")


def _code(code: Sized, laid_out: LaidOut, origin: tuple[float, float]) -> str:
    """Return what paints a code: with bars that are whole dots wide, on the dots of the page."""
    module = code.scale.module_mm * mm
    x, y = laid_out.at
    if code.scale.on_dots:
        x = round((origin[0] + x) / _DOT) * _DOT - origin[0]
        y = round((origin[1] + y) / _DOT) * _DOT - origin[1]
    # Bars are one module high in their drawing, squares as many as they are wide.
    tall = laid_out.height if code.drawing.is_bars else module
    return f"q {module:.5f} 0 0 {tall:.5f} {x:.4f} {y:.4f} cm {code.drawing.path} Q"


class _Text(PDFTextObject):  # type: ignore[misc] # reportlab has no types
    """The words of one label: one text, marked inside."""

    is_marked = True

    def __init__(self, canvas: PaperCanvas, element: Element) -> None:
        super().__init__(canvas)
        self._code.append(canvas.opening(element))

    def show(self, line: Line, *, is_last: bool) -> None:
        """Paint a line; between two of them there is a space for whoever listens or copies."""
        self.setTextOrigin(line.x, line.y)
        if line.whole:
            self._code.append(actual_text(line.whole))
        for part in line.parts:
            self.setFont(part.font, line.size)
            stands_for_others = (part.actual or part.is_silent) and not line.whole
            if stands_for_others:
                self._code.append(actual_text(part.actual))
            self._textOut(part.text)
            if stands_for_others:
                self._code.append("EMC")
        if line.whole:
            self._code.append("EMC")
        if not is_last:
            self._textOut(" ")
