"""Small PDFs for tests that are not about what stands on them."""

import io

from reportlab.pdfgen.canvas import Canvas

A4, LETTER = (595.28, 841.89), (612.0, 792.0)


def sketch(title, pages=1, size=A4, *, is_wide=False, color=(0, 0, 0)):
    """Return a PDF with its title on each page, and a square at the top left of each."""
    out = io.BytesIO()
    width, height = size[::-1] if is_wide else size
    canvas = Canvas(out, pagesize=(width, height))
    for page in range(pages):
        canvas.setFillColorRGB(*color)
        canvas.rect(36, height - 72, 36, 36, fill=1, stroke=0)
        canvas.drawString(36, height - 100, f"{title}, page {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
