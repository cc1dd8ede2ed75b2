"""Labels: 1,000 of them beside plain reportlab with the same barcodes and the same words.

The floor draws with reportlab's own barcode widgets, as its guide does it, and the same lines of
words with `drawString` in the same font; it tags nothing, fits nothing and tells nothing. Codes
that LibDesk keeps for the next print are forgotten before each turn.
"""

import time
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

from tests.benchmarks.measure import interleaved

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
MANY = 1_000
LIBRARY, NAME, REPORT = (
    "Larkmere Valley Public Library",
    "PC {} by the window",
    "Broken? Report it.",
)


def rows():
    """Yield the rows."""
    for sheet, symbol, name in (
        ("5160", "code 128", "Code 128 on 5160"),
        ("L7160", "qr", "QR on L7160"),
    ):
        yield interleaved(
            f"label: {MANY:,} labels, {name}",
            1.5,
            partial(_took, partial(_ours, sheet, symbol)),
            partial(_took, partial(_plain, sheet, symbol)),
            times=3,
        )


def _took(work) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _ours(name: str, symbol: str) -> bytes:
    from libdesk.app.label_files import load_sheets
    from libdesk.documents import label_codes
    from libdesk.documents.label_paper import Run, write_labels
    from libdesk.domain.label_codes import Symbol
    from libdesk.domain.labels import Label

    label_codes.bars.cache_clear()
    label_codes.squares.cache_clear()
    labels = [
        Label(f"LV-{1001 + n}", f"LV-{1001 + n}", NAME.format(n), LIBRARY, REPORT)
        for n in range(MANY)
    ]
    run = Run(load_sheets().get(name), Symbol(symbol))
    return write_labels(labels, run, made_at=AT).content


def _plain(name: str, symbol: str) -> bytes:
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.code128 import Code128
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    from libdesk.app.label_files import load_sheets
    from libdesk.documents import fonts

    fonts.load()
    sheet = load_sheets().get(name)
    wide, high = sheet.page
    out = BytesIO()
    canvas = Canvas(out, pagesize=(wide * mm, high * mm), pageCompression=1)
    for n in range(MANY):
        if n and n % sheet.count == 0:
            canvas.showPage()
        tag, box = f"LV-{1001 + n}", sheet.cell(n % sheet.count)
        x, y = box.left * mm, (high - box.bottom) * mm
        if symbol == "qr":
            side = 20 * mm
            drawing = Drawing(side, side)
            drawing.add(QrCodeWidget(tag, barWidth=side, barHeight=side, barLevel="M"))
            renderPDF.draw(drawing, canvas, x, y + 8 * mm)
            left = x + side
        else:
            Code128(tag, barWidth=0.96, barHeight=9 * mm, quiet=0).drawOn(canvas, x + 12, y + 24)
            left = x + 6 * mm
        for font, size, up, words in (
            (fonts.BOLD, 12, 8, tag),
            (fonts.UPRIGHT, 8, 56, NAME.format(n)),
            (fonts.UPRIGHT, 6, 66, LIBRARY),
            (fonts.UPRIGHT, 6, 2, REPORT),
        ):
            canvas.setFont(font, size)
            canvas.drawString(left, y + up, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
