"""The page to try a sheet with: frames on the labels' edges, rulers that tell the truth."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from libdesk.app.label_files import load_sheets
from libdesk.documents.label_paper import Run
from libdesk.documents.label_test_page import write_test_page
from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import NO_NUDGE, Nudge
from tests.documents.paper_parts import WORDS
from tests.documents.pictures import ink
from tests.documents.pictures import pages as pictures
from tests.documents.speaking import spoken

AT = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
SHEETS = load_sheets()
MM = 72 / 25.4
MOVED = "Moved now: 0.3 mm to the right."

every_sheet = pytest.mark.parametrize("sheet", SHEETS.all, ids=lambda one: one.name)


def write(sheet, nudge=NO_NUDGE):
    run = Run(sheet, Symbol.QR, nudge=nudge, title="Test page")
    return write_test_page(run, WORDS, MOVED, made_at=AT).content


def frames(content):
    """Return the rectangles of a page, in millimeters from its upper left corner."""
    with pikepdf.open(BytesIO(content)) as document:
        (page,) = document.pages
        high = float(page.mediabox[3])
        found = []
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) == "re":
                x, y, wide, tall = map(float, instruction.operands)
                found.append([one / MM for one in (x, high - y - tall, wide, tall)])
        return found


@every_sheet
@pytest.mark.parametrize("nudge", [NO_NUDGE, Nudge(12, -8)])
def test_frames_lie_on_the_edges_of_the_labels(sheet, nudge):
    found = frames(write(sheet, nudge))
    assert len(found) == sheet.count
    inside = sheet.margin if sheet.is_roll else 0.0
    for number, frame in enumerate(found):
        box = sheet.cell(number, nudge)
        wanted = [
            box.left + inside,
            box.top + inside,
            box.width - 2 * inside,
            box.height - 2 * inside,
        ]
        assert frame == pytest.approx(wanted, abs=0.02)


def test_the_line_to_measure_is_as_long_as_it_says():
    with pikepdf.open(BytesIO(write(SHEETS.get("5160")))) as document:
        (page,) = document.pages
        code = [
            (str(each.operator), [float(one) / MM for one in each.operands])
            for each in pikepdf.parse_content_stream(page)
            if str(each.operator) in ("m", "l")
        ]
    level = [
        end[0] - begin[0]
        for (_, begin), (operator, end) in pairwise(code)
        if operator == "l" and abs(begin[1] - end[1]) < 0.001
    ]
    # The panel is wider; its upper and lower edges are longer than any ruler in it.
    assert any(length == pytest.approx(100.0, abs=0.02) for length in level)


def test_rulers_do_not_move_with_the_print():
    def dark(nudge):
        (picture,) = pictures(write(SHEETS.get("L7161"), nudge), 300)
        ruler = picture.crop((0, 0, picture.width, round(7 / 25.4 * 300)))
        return ink(ruler, 300)

    assert dark(NO_NUDGE) == dark(Nudge(5, 5))


@every_sheet
def test_it_is_for_eyes_and_ears_alike(judge, sheet):
    content = write(sheet)
    judge(content).must_pass()
    heard = spoken(content)
    assert MOVED in heard
    assert "exactly" in heard
    assert f"Figure: The outlines of {sheet.count} labels" in heard


def test_it_is_asked_for_in_its_own_size():
    with pikepdf.open(BytesIO(write(SHEETS.get("L7160")))) as document:
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
