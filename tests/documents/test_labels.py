"""Labels on paper: each on its place to a tenth of a millimeter, and each read by a decoder."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libdesk.app.label_files import load_sheets
from libdesk.documents import fonts
from libdesk.documents.label_codes import sized
from libdesk.documents.label_layout import Layout
from libdesk.documents.label_paper import Run, write_labels
from libdesk.documents.lines import text_width
from libdesk.documents.printable import Printer
from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import NUDGE_MOST, Nudge
from libdesk.domain.labels import Label, Part
from libdesk.domain.text import LINE_LIMIT, clean_line
from tests.documents.pictures import pages
from tests.documents.scanning import DPI, boxes, codes
from tests.documents.speaking import spoken

AT = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
SHEETS = load_sheets()
LONG_NAME = "Self-check kiosk in the entrance hall, left of the doors and behind the long ramp"
NAMES = ("PC 3 by the window", "Reference desk printer", LONG_NAME, "laptop")
KINDS = {Symbol.CODE_128: "Code 128", Symbol.QR: "QR Code"}
MM = 72 / 25.4
ROLL = SHEETS.get("62 x 29 mm roll")
"""Its pages are small, so that many of them are looked at in a short time."""

every_sheet = pytest.mark.parametrize("sheet", SHEETS.all, ids=lambda one: one.name)
both = pytest.mark.parametrize("symbol", Symbol, ids=lambda one: one.name)


def label(tag, number=0, **words):
    given = {
        "name": NAMES[number % len(NAMES)],
        "library": "Larkmere Valley Public Library",
        "report": "Broken? Report it with this number.",
    }
    return Label(tag, tag, **(given | words))


def numbered(count, first=1001):
    return [label(f"LV-{first + number}", number) for number in range(count)]


def write(labels, sheet, symbol, start_at=0, nudge=Nudge()):  # noqa: B008 - a frozen value
    return write_labels(labels, Run(sheet, symbol, start_at, nudge), made_at=AT)


@every_sheet
@both
@pytest.mark.parametrize("nudge", [Nudge(), Nudge(7, -12), Nudge(-NUDGE_MOST, NUDGE_MOST)])
def test_every_label_lies_where_the_sheet_has_it(sheet, symbol, nudge):
    made = write(numbered(sheet.count), sheet, symbol, nudge=nudge)
    (found,) = boxes(made.content)
    assert len(found) == sheet.count
    for number, box in enumerate(found):
        row, column = divmod(number, sheet.columns)
        assert box.left == pytest.approx(
            sheet.left + column * sheet.pitch_x + nudge.x / 10, abs=0.01
        )
        assert box.top == pytest.approx(sheet.top + row * sheet.pitch_y + nudge.y / 10, abs=0.01)
        assert (box.width, box.height) == pytest.approx((sheet.width, sheet.height), abs=0.01)


@every_sheet
@both
def test_every_label_of_a_page_is_read_by_a_decoder_on_its_own_place(sheet, symbol):
    made = write(numbered(sheet.count), sheet, symbol)
    assert made.codeless == ()
    (found,) = codes(made.content)
    read = {one.text: one for one in found}
    assert sorted(one.text for one in found) == [f"LV-{1001 + n}" for n in range(sheet.count)]
    for number in range(sheet.count):
        one, box = read[f"LV-{1001 + number}"], sheet.cell(number)
        assert one.kind == KINDS[symbol]
        assert box.left < one.x < box.right
        assert box.top < one.y < box.bottom


@every_sheet
@both
def test_a_moved_print_is_read_too(sheet, symbol):
    made = write(numbered(sheet.count), sheet, symbol, nudge=Nudge(3, -4))
    (found,) = codes(made.content)
    assert {one.text for one in found} == {f"LV-{1001 + n}" for n in range(sheet.count)}


@every_sheet
@both
def test_nothing_is_printed_near_the_edge_of_a_label(sheet, symbol):
    long = clean_line("LV-LONGEST-" + "0123456789" * 30)
    labels = [label(long, 2, name=LONG_NAME * 2) for _ in range(sheet.count)]
    made = write(labels, sheet, symbol)
    (picture,) = pages(made.content, DPI)
    grey = picture.convert("L")
    for number in range(sheet.count):
        box = sheet.cell(number)
        left, top, right, bottom = (
            round(side / 25.4 * DPI) for side in (box.left, box.top, box.right, box.bottom)
        )
        edge = round(0.6 / 25.4 * DPI)
        for strip in (
            (left, top, right, top + edge),
            (left, bottom - edge, right, bottom),
            (left, top, left + edge, bottom),
            (right - edge, top, right, bottom),
        ):
            assert grey.crop(strip).getextrema()[0] == 255, f"{sheet.name}, label {number + 1}"


@every_sheet
def test_the_longest_number_is_read_whole_from_a_qr_code(sheet):
    longest = clean_line("x" * LINE_LIMIT * 2)
    made = write([label(longest)], sheet, Symbol.QR)
    assert made.codeless == ()
    assert made.shortened == 1
    (found,) = codes(made.content)
    assert [one.text for one in found] == [longest]
    assert "…" not in longest


@every_sheet
def test_the_longest_number_that_bars_have_room_for_is_read(sheet):
    room = sheet.width - 2 * sheet.margin
    fitting = [n for n in range(1, 60) if sized("Z" * n, Symbol.CODE_128, room)]
    assert fitting == list(range(1, len(fitting) + 1)), "what is longer needs more room"
    tags = ["Zq8xK3vB-Y" * 6, "LV-WORKROOM-PRINTER-" * 3]
    labels = [label(tag[: len(fitting)]) for tag in tags]
    made = write(labels[: sheet.count], sheet, Symbol.CODE_128)
    found = [one.text for page in codes(made.content) for one in page]
    wanted = {one.code for one in labels[: sheet.count]} - {one.code for one in made.codeless}
    assert wanted
    assert set(found) == wanted
    assert len(found) == len(wanted)


def test_what_bars_have_no_room_for_is_told_and_has_its_words():
    sheet = SHEETS.get("5160")
    long = "LV-" + "ABCDEFGHIJKLMNOP" * 3
    made = write([label("LV-1"), label(long), label("BÜ-1")], sheet, Symbol.CODE_128)
    assert [one.code for one in made.codeless] == [long, "BÜ-1"]
    (found,) = codes(made.content)
    assert [one.text for one in found] == ["LV-1"]
    assert "BÜ-1" in spoken(made.content)


def test_what_no_code_has_room_for_is_told():
    longest = clean_line("😀" * LINE_LIMIT)
    made = write([label(longest)], SHEETS.get("5167"), Symbol.QR)
    assert [one.code for one in made.codeless] == [longest]
    assert [one.code for one in made.missing] == ["U+1F600"]


@both
@given(tag=st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=14))
@settings(max_examples=30, deadline=None)
def test_every_number_is_read_as_it_is(symbol, tag):
    tag = clean_line(tag)
    if not tag:
        return
    made = write([label(tag)], ROLL, symbol)
    (found,) = codes(made.content)
    assert [one.text for one in found] == [tag]


@given(tag=st.text("äöüßéñçłŁøØæŒčšžğİ漢字кириллица αβγ-0123456789", min_size=1, max_size=40))
@settings(max_examples=30, deadline=None)
def test_numbers_of_all_writing_systems_are_read_from_qr_codes(tag):
    tag = clean_line(tag)
    if not tag:
        return
    made = write([label(tag)], ROLL, Symbol.QR)
    (found,) = codes(made.content)
    assert [one.text for one in found] == [tag]


def test_labels_begin_at_any_cell_and_go_on_on_the_next_sheet():
    sheet = SHEETS.get("L7160")
    made = write(numbered(40), sheet, Symbol.QR, start_at=4)
    assert made.pages == 3
    first, second, third = codes(made.content)
    assert (len(first), len(second), len(third)) == (17, 21, 2)
    box = sheet.cell(4)
    begins = next(one for one in first if one.text == "LV-1001")
    assert box.left < begins.x < box.right
    assert box.top < begins.y < box.bottom


def test_a_roll_has_one_label_on_each_page():
    made = write(numbered(3), ROLL, Symbol.CODE_128)
    assert made.pages == 3
    with pikepdf.open(BytesIO(made.content)) as document:
        for page in document.pages:
            assert [float(side) / MM for side in page.mediabox[2:]] == pytest.approx([62, 29])


def test_no_printer_may_shrink_it_or_use_the_back():
    made = write(numbered(2), SHEETS.get("5160"), Symbol.QR)
    with pikepdf.open(BytesIO(made.content)) as document:
        wishes = document.Root.ViewerPreferences
        assert wishes.PrintScaling == "/None"
        assert wishes.Duplex == "/Simplex"


@every_sheet
@both
def test_labels_are_for_eyes_and_ears_alike(judge, sheet, symbol):
    judge(write(numbered(sheet.count + 1), sheet, symbol).content).must_pass()


@both
def test_whoever_listens_hears_the_whole_number_once(symbol):
    longest = "LV-" + "0123456789" * 8
    heard = spoken(write([label(longest, name="")], SHEETS.get("L7651"), symbol).content)
    assert heard.count(longest) == 1


def test_what_has_no_room_is_told():
    made = write(numbered(4), SHEETS.get("5167"), Symbol.CODE_128)
    assert made.left_out == {Part.LIBRARY, Part.REPORT}
    assert made.shortened == 1, "the long name"
    roomy = write(numbered(4), SHEETS.get("5163"), Symbol.CODE_128)
    assert (roomy.left_out, roomy.shortened) == (frozenset(), 0)


@given(
    sheet=st.sampled_from(SHEETS.all),
    symbol=st.sampled_from(Symbol),
    words=st.lists(st.text(max_size=80).map(clean_line), min_size=4, max_size=4),
)
@settings(max_examples=150, deadline=None)
def test_words_neither_leave_a_label_nor_lie_over_each_other_or_the_code(sheet, symbol, words):
    title, *rest = words
    layout = Layout(sheet, symbol, Printer(fonts.load()))
    laid_out = layout.lay_out(Label("LV-1001", title or "LV-1001", *rest))
    edge = 0.6 * MM
    wide, high = sheet.width * MM, sheet.height * MM
    spans = []
    for line in laid_out.lines:
        right = line.x + sum(text_width(one.text, one.font, line.size) for one in line.parts)
        low, top = line.y - 0.25 * line.size, line.y + 0.75 * line.size
        assert line.x >= edge
        assert right <= wide - edge
        assert low >= edge
        assert top <= high - edge
        spans.append((line.x, right, low, top))
    x, y = laid_out.at
    assert laid_out.code is not None
    code_right = x + laid_out.code.width_mm * MM
    spans.append((x, code_right, y, y + laid_out.height))
    for place, (left, right, low, top) in enumerate(spans):
        for other_left, other_right, other_low, other_top in spans[place + 1 :]:
            assert (
                right <= other_left + 0.1
                or other_right <= left + 0.1
                or top <= other_low + 0.1
                or other_top <= low + 0.1
            )


def test_the_same_labels_are_the_same_file():
    def made():
        return write(numbered(5), SHEETS.get("L7160"), Symbol.QR).content

    assert made() == made()


def test_making_rests_now_and_then_and_can_be_stopped():
    class StoppedError(Exception):
        pass

    def stop():
        raise StoppedError

    run = Run(SHEETS.get("5160"), Symbol.QR)
    with pytest.raises(StoppedError):
        write_labels(numbered(10), run, made_at=AT, rest=stop)
    write_labels(numbered(9), run, made_at=AT, rest=stop)


def test_other_papers_may_be_made_in_between():
    labels = [label(f"Ł-{number} {chr(0x410 + number)}", number) for number in range(60)]
    run = Run(SHEETS.get("5160"), Symbol.QR)
    alone = write_labels(labels, run, made_at=AT).content
    others: list[bytes] = []

    def rest():
        others.append(write([label(f"Ωß-{len(others)}")], ROLL, Symbol.QR).content)

    assert write_labels(labels, run, made_at=AT, rest=rest).content == alone
    assert others[0] == write([label("Ωß-0")], ROLL, Symbol.QR).content
    assert len(others) == 6
