"""Papers as pictures: what is painted is found where it is."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.documents import pictures


def drawn(*boxes):
    """Return a paper of 200 by 300 points with a page for each box (x, y, width, height)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 300))
    for box in boxes:
        if box:
            canvas.setFillColorRGB(0.8, 0.9, 1)  # pale ink is ink
            canvas.rect(*box, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_ink_is_found_at_its_distance_from_the_edges():
    first, second = pictures.pages(drawn((20, 30, 50, 60), None), 144)
    assert first.size == (400, 600)
    assert pictures.ink(first, 144) == pytest.approx((20, 210, 130, 30), abs=0.6)
    assert pictures.ink(second, 144) is None


def test_each_page_is_written_as_a_picture(tmp_path):
    written = pictures.write(drawn((1, 1, 9, 9), (2, 2, 9, 9)), tmp_path / "new", "sheet")
    assert [path.name for path in written] == ["sheet-01.png", "sheet-02.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)
