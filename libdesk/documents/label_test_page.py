"""A page to try a sheet with on plain paper: the labels' outlines, rulers, and what to do with it.

The outlines move with the print, the rulers never do: they tell where the printer itself begins.
"""

from datetime import datetime

from reportlab.lib.units import mm

from libdesk.documents import fonts, styles
from libdesk.documents.canvas import PaperCanvas
from libdesk.documents.label_paper import PrintedLabels, Run, label_canvas
from libdesk.documents.paragraphs import paragraph
from libdesk.documents.printable import Printer
from libdesk.documents.structure import Element
from libdesk.documents.styles import Style
from libdesk.documents.wording import Wording
from libdesk.domain.label_sheets import Box

_HAIR_PT, _LINE_PT = 0.3, 0.6
_TOP_RULER_MM, _LEFT_RULER_MM = 3.2, 9.0
"""Rulers lie so far from the paper's edges: where most printers print, and off the frames."""

_BELOW_TOP_MM = 9
"""The ruler on the left begins below the one at the top."""

_TICKS_MM = {10: 3.0, 5: 2.1, 1: 1.2}
_CROSS_MM = 2.0
_PANEL_MM, _PAD_MM = 124.0, 5.0
_SHEET_LINE_MM, _ROLL_LINE_MM = 100, 50
_FIGURES_PT, _ROLL_PT = 6.0, 7.5
_ABOVE_MM, _BELOW_MM = 12.0, 4.0
"""Room above and below the line that is measured."""

_BEFORE_THE_LINE = 1
"""After so many words below the title the line stands."""

_TITLE = Style(15.0, 18.0, bold=True, after=6.0)
_TEXT = Style(10.0, 13.5, after=5.0)
_STRONG = Style(10.0, 13.5, bold=True)


def write_test_page(run: Run, words: Wording, moved: str, *, made_at: datetime) -> PrintedLabels:
    """Return the page as a PDF file.

    Args:
        run: the sheet, and how far its print is moved.
        words: in the library's language.
        moved: how far that is, in words.
        made_at: when it is made (aware).
    """
    printer = Printer(fonts.load())
    canvas = label_canvas(run, made_at)
    sheet = run.sheet
    told = words.tr("The outlines of {count} labels, and rulers along two edges.")
    figure = Element("Figure", canvas.top, alt=told.format(count=words.number(sheet.count)))
    wide, high = sheet.page
    figure.attributes = f"/A<</O/Layout/BBox[0 0 {wide * mm:.2f} {high * mm:.2f}]>>".encode()
    if sheet.is_roll:
        _paint_roll(canvas, run, figure)
        line = words.tr("This line is exactly {length} mm long.")
        told = line.format(length=_ROLL_LINE_MM)
        style = Style(_ROLL_PT, _ROLL_PT * 1.25)
        below = paragraph(told, style, Element("P", canvas.top), printer)
        below.wrap(_ROLL_LINE_MM * mm)
        below.draw_at(canvas, (wide - _ROLL_LINE_MM) / 2 * mm, high * mm / 2 + 1.2 * mm)
        note = paragraph(moved, style, Element("P", canvas.top), printer)
        note.wrap(_ROLL_LINE_MM * mm)
        note.draw_at(canvas, (wide - _ROLL_LINE_MM) / 2 * mm, high * mm / 2 - 2 * mm - note.height)
    else:
        with canvas.marked(figure):
            _paint_outlines(canvas, run)
            _paint_rulers(canvas, wide, high)
        _paint_panel(canvas, run, words, moved, printer)
    canvas.showPage()
    content = canvas.finish(lambda _page, _pages: None)
    return PrintedLabels(content, canvas.page_count, printer.missing())


def _paint_outlines(canvas: PaperCanvas, run: Run) -> None:
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setLineWidth(_LINE_PT)
    for number in range(run.sheet.count):
        box = run.sheet.cell(number, run.nudge)
        _outline(canvas, box)
        x = (box.left + box.width / 2) * mm
        y = canvas.height - (box.top + box.height / 2) * mm
        canvas.line(x - _CROSS_MM * mm, y, x + _CROSS_MM * mm, y)
        canvas.line(x, y - _CROSS_MM * mm, x, y + _CROSS_MM * mm)
        canvas.setFont(fonts.UPRIGHT, _FIGURES_PT)
        canvas.drawRightString(
            box.right * mm - 2.0, canvas.height - box.bottom * mm + 2.5, str(number + 1)
        )


def _outline(canvas: PaperCanvas, box: Box) -> None:
    canvas.rect(
        box.left * mm,
        canvas.height - box.bottom * mm,
        box.width * mm,
        box.height * mm,
    )


def _paint_rulers(canvas: PaperCanvas, wide: float, high: float) -> None:
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setLineWidth(_HAIR_PT)
    canvas.setFont(fonts.UPRIGHT, _FIGURES_PT)
    for at in range(int(wide) + 1):
        tick = _tick(at)
        y = canvas.height - _TOP_RULER_MM * mm
        canvas.line(at * mm, y, at * mm, y - tick * mm)
        if at and at % 10 == 0 and at < wide - 4:
            canvas.drawString(at * mm + 1.2, y - tick * mm, str(at))
    for at in range(_BELOW_TOP_MM, int(high) + 1):
        tick = _tick(at)
        x, y = _LEFT_RULER_MM * mm, canvas.height - at * mm
        canvas.line(x, y, x + tick * mm, y)
        if at and at % 10 == 0 and at < high - 4:
            canvas.drawString(x + tick * mm + 1.0, y - _FIGURES_PT * 0.35, str(at))


def _tick(at: int) -> float:
    return next(long for every, long in _TICKS_MM.items() if at % every == 0)


def _paint_roll(canvas: PaperCanvas, run: Run, figure: Element) -> None:
    """Paint what fits on one small label: its outline a little inside, and a line to measure."""
    box = run.sheet.cell(0, run.nudge)
    margin = run.sheet.margin
    inner = Box(
        box.left + margin, box.top + margin, box.width - 2 * margin, box.height - 2 * margin
    )
    with canvas.marked(figure):
        canvas.setStrokeColorRGB(0, 0, 0)
        canvas.setLineWidth(_LINE_PT)
        _outline(canvas, inner)
        left = (box.width - _ROLL_LINE_MM) / 2
        for at in range(_ROLL_LINE_MM + 1):
            x, y = (left + at) * mm, canvas.height / 2
            canvas.line(x, y, x, y - _tick(at) * mm / 2)
        canvas.line(left * mm, canvas.height / 2, (left + _ROLL_LINE_MM) * mm, canvas.height / 2)


def _paint_panel(
    canvas: PaperCanvas, run: Run, words: Wording, moved: str, printer: Printer
) -> None:
    """Paint what to do, in the middle of the page: it is the edges that are looked at."""
    wide, high = run.sheet.page
    room = (_PANEL_MM - 2 * _PAD_MM) * mm
    made = [
        (paragraph(one, style, Element(role, canvas.top), printer), style)
        for one, style, role in _told(run, words, moved)
    ]
    tall = sum(one.wrap(room) + style.after for one, style in made)
    tall += (_ABOVE_MM + _BELOW_MM + 2 * _PAD_MM) * mm
    left, bottom = (wide - _PANEL_MM) / 2 * mm, (high * mm - tall) / 2
    with canvas.marked(None):
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setStrokeColor(styles.EDGE)
        canvas.setLineWidth(_LINE_PT)
        canvas.roundRect(left, bottom, _PANEL_MM * mm, tall, 6, fill=1)
    y = bottom + tall - _PAD_MM * mm
    for place, (one, style) in enumerate(made):
        y -= one.height
        one.draw_at(canvas, left + _PAD_MM * mm, y)
        y -= style.after
        if place == _BEFORE_THE_LINE:
            y -= _ABOVE_MM * mm
            _measured_line(canvas, (wide - _SHEET_LINE_MM) / 2 * mm, y + _BELOW_MM * mm)
            y -= _BELOW_MM * mm


def _told(run: Run, words: Wording, moved: str) -> tuple[tuple[str, Style, str], ...]:
    """Return the panel's words, each with its style and its role in the structure."""
    tr = words.tr
    scale = tr(
        "1. This was printed on plain paper. The line below is exactly {length} mm long. If yours "
        "isn’t, the printer has shrunk the page: print at 100 % (“actual size”), not “fit to "
        "page”."
    )
    light = tr(
        "2. Hold this page behind a sheet of labels, against the light. Each frame should lie on "
        "the edge of its label."
    )
    nudge = tr(
        "3. If the print sits 1.2 mm too far right, set “Move right” to -1.2 mm; if it sits 0.8 mm "
        "too high, set “Move down” to 0.8 mm. Then print this page again."
    )
    title = tr("Test page for label sheet {sheet}").format(sheet=run.sheet.name)
    return (
        (title, _TITLE, "H1"),
        (scale.format(length=_SHEET_LINE_MM), _TEXT, "P"),
        (light, _TEXT, "P"),
        (nudge, _TEXT, "P"),
        (moved, _STRONG, "P"),
    )


def _measured_line(canvas: PaperCanvas, x: float, y: float) -> None:
    with canvas.marked(None):
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setStrokeColorRGB(0, 0, 0)
        canvas.setLineWidth(_LINE_PT)
        canvas.line(x, y, x + _SHEET_LINE_MM * mm, y)
        canvas.setFont(fonts.UPRIGHT, _FIGURES_PT + 1)
        for at in range(_SHEET_LINE_MM + 1):
            canvas.line(x + at * mm, y, x + at * mm, y - _tick(at) * mm)
            if at % 10 == 0:
                canvas.drawCentredString(x + at * mm, y + 2.5, str(at))
