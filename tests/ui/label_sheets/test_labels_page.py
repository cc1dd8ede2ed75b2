"""The page of labels: the sheet, the first label, the nudge; printed, saved, gone on with."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from libdesk.documents.pages import PageImages
from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import Nudge
from libdesk.domain.labels import Label, Part
from libdesk.services.errors import Unavailable
from libdesk.ui.label_sheets.cell_picture import CellPicture
from libdesk.ui.widgets.buttons import Chip
from libdesk.ui.widgets.picker import Picker
from tests.documents.scanning import boxes, codes
from tests.ui.label_sheets.conftest import numbered

_FIND = "Find a sheet by the number on its box"


def sheet_of(room):
    return room.get(Picker, "Label sheet").currentData()


def picture(room):
    return room.get(CellPicture, "First label on the sheet")


def print_to(room, path):
    room.wait(lambda: bool(room.page.findChildren(QPrintDialog)))
    (asking,) = room.page.findChildren(QPrintDialog)
    (field,) = asking.findChildren(QLineEdit, "filename")
    field.setText(str(path))
    asking.accept()
    room.wait_says("All pages went to the printer.")


def test_it_says_how_many_labels_and_sheets_there_are_and_shows_them(room):
    room.open_shown()
    assert "37 labels, 2 sheets, starts at label 1" in room.words()
    assert "Print at 100 %" in room.words()
    assert room.view.count == 2


def test_what_is_shown_is_the_very_file_that_is_saved(room):
    room.open_shown(numbered(4))
    room.press("Save as PDF…")
    content = room.save_as("labels.pdf")
    assert [one.text for one in codes(content)[0]] == [f"LV-{1001 + n}" for n in range(4)]
    assert len(boxes(content)[0]) == 4


def test_it_is_printed_in_its_own_size_and_goes_on_where_the_sheet_ended(room):
    room.open_shown()
    room.press("Print…")
    path = room.out / "printed.pdf"
    print_to(room, path)
    pages = PageImages(path.read_bytes())
    assert len(pages.sizes) == 2
    assert pages.sizes[0] == pytest.approx((612, 792), abs=1)
    pages.close()
    room.wait(lambda: bool(room.seen(QPushButton, "Start at label 8, where the last sheet ended")))
    room.press("Start at label 8, where the last sheet ended")
    room.wait_says("37 labels, 2 sheets, starts at label 8")
    assert room.seen(QPushButton, "Start at label 8, where the last sheet ended") == []


def test_what_is_printed_is_read_by_a_decoder(room):
    room.open_shown(numbered(30))
    room.press("Print…")
    path = room.out / "printed.pdf"
    print_to(room, path)
    (found,) = codes(path.read_bytes())
    assert {one.text for one in found} == {f"LV-{1001 + n}" for n in range(30)}
    # That sheet is full: a new one begins at its first label.
    assert room.memory.value("labels/next 5160") == "0"


def test_ctrl_p_prints_the_labels(room):
    room.open_shown(numbered(2))
    room.get(QLineEdit, _FIND).setFocus()
    QTest.keyClick(room.get(QLineEdit, _FIND), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    print_to(room, room.out / "printed.pdf")


def test_a_label_of_a_roll_is_printed_as_wide_as_it_is(room):
    room.memory.setValue("labels/sheet", "62 x 29 mm roll")
    room.open_shown(numbered(2))
    assert "2 labels" in room.words()
    assert room.seen(CellPicture) == [], "a roll has no cell to begin at"
    room.press("Print…")
    path = room.out / "roll.pdf"
    print_to(room, path)
    pages = PageImages(path.read_bytes())
    assert list(pages.sizes) == [pytest.approx((175.7, 82.2), abs=1)] * 2
    pages.close()


@pytest.mark.parametrize(
    ("typed", "found"), [("8160", "5160"), ("j8161", "L7161"), ("5523", "5163")]
)
def test_a_sheet_is_found_by_the_number_on_its_box(room, typed, found):
    room.open_shown()
    room.type(_FIND, typed)
    assert sheet_of(room) == found
    assert "Cut alike: " in room.words()
    assert room.memory.value("labels/sheet", "") == found or found == "5160"


def test_a_sheet_that_does_not_exist_is_told_with_the_nearest(room):
    room.open_shown()
    room.type(_FIND, "5169")
    assert "No sheet 5169 is known here. The nearest name is 516" in room.words()
    assert sheet_of(room) == "5160", "nothing is printed on another sheet by mistake"


def test_another_sheet_makes_the_labels_anew(room):
    room.open_shown()
    room.pick("L7160")
    room.wait_says("37 labels, 2 sheets, starts at label 1")
    room.wait(lambda: room.wishes[-1].sheet.name == "L7160")
    assert "Labels of 63.5 x 38.1 mm." in room.words()


def test_the_first_label_is_clicked_in_the_picture(room):
    room.open_shown()
    shown = picture(room)
    wanted = next(
        QPoint(x, y)
        for y in range(0, shown.height(), 3)
        for x in range(0, shown.width(), 3)
        if shown.cell_at(QPoint(x, y).toPointF()) == 4
    )
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=wanted)
    room.wait_says("37 labels, 2 sheets, starts at label 5")
    assert room.get(QLineEdit, "Start at label").text() == "5"
    assert shown.accessibleDescription() == "Label 5 of 30: row 2, column 2"
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert "starts at label 5" in room.words(), "beside the labels nothing is chosen"


def test_the_first_label_is_reached_by_the_arrow_keys(room):
    room.open_shown()
    shown = picture(room)
    shown.setFocus()
    for key, label in (
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Down, 5),
        (Qt.Key.Key_Left, 4),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_End, 30),
        (Qt.Key.Key_Right, 30),
        (Qt.Key.Key_Home, 1),
    ):
        QTest.keyClick(shown, key)
        assert f"starts at label {label}" in room.words()


def test_the_first_label_is_typed_and_no_sheet_has_more_than_it_has(room):
    room.open_shown()
    room.type("Start at label", "13")
    assert "starts at label 13" in room.words()
    room.type("Start at label", "99")
    assert "starts at label 30" in room.words()
    room.type("Start at label", "nothing")
    assert "starts at label 30" in room.words()
    room.press("Start at label: less")
    assert "starts at label 29" in room.words()
    room.wait(lambda: room.wishes[-1].start_at == 28)


def test_the_print_is_moved_by_tenths_and_that_is_remembered_for_the_sheet(room):
    room.open_shown()
    room.press("Move right: more")
    room.press("Move right: more")
    room.type("Move down", "-1,2 mm")
    assert room.get(QLineEdit, "Move right").text() == "0.2 mm"
    assert "Moved 0.2 mm to the right and 1.2 mm up." in room.words()
    room.wait(lambda: room.wishes[-1].nudge == Nudge(2, -12))
    room.pick("5163")
    assert "Moved" not in room.words()
    room.pick("5160")
    assert "Moved 0.2 mm to the right and 1.2 mm up." in room.words()
    field = room.get(QLineEdit, "Move right")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "0.1 mm"


def test_no_print_is_moved_so_far_that_it_leaves_the_paper_untold(room):
    room.open_shown()
    room.type("Move right", "50")
    assert room.get(QLineEdit, "Move right").text() == "5.0 mm"
    assert "fall off the paper" not in room.words(), "the label's own edge is still on it"
    room.memory.setValue("labels/nudge 62 x 29 mm roll", "50 0")
    room.pick("62 x 29 mm roll")
    assert "2.0 mm of the outermost labels may fall off the paper." in room.words()


def test_what_bars_do_not_fit_is_told_and_qr_is_a_click_away(room):
    long = "LV-" + "LONG" * 12
    room.open_shown((*numbered(1), Label("BÜ-1", "BÜ-1", "Bücherei"), Label(long, long)))
    room.wait_says("Code 128 has no bars for Ü, so these have their words only: BÜ-1.")
    assert f"Code 128 does not fit on 1 label, which has its words only: {long}." in room.words()
    room.press("Use QR codes")
    room.wait(lambda: room.wishes[-1].symbol is Symbol.QR)
    room.wait(lambda: room.seen(QPushButton, "Use QR codes") == [])
    assert room.get(Chip, "QR code").isChecked()
    assert "words only" not in room.words()


def test_what_no_code_has_room_for_is_told_with_what_to_do(room):
    room.memory.setValue("labels/sheet", "5167")
    room.memory.setValue("labels/symbol", "qr")
    many = [Label("\N{GRINNING FACE}" * 200, f"Sign {number}") for number in range(5)]
    room.open(many)
    room.wait_says("QR code does not fit on 5 labels, which have their words only: Sign 0, Sign 1,")
    assert "Sign 2 and 2 more. Take a sheet with larger labels." in room.words()
    assert room.seen(QPushButton, "Use QR codes") == []


def test_words_that_are_cut_and_parts_without_room_are_told(room):
    room.memory.setValue("labels/sheet", "5167")
    room.open((Label("LV-1", "LV-1", "A long name that goes on and on, past the edge of it"),))
    room.wait_says("No room on some labels for: the library.")
    assert "On 1 label, words end in “…”; its code holds the whole number." in room.words()


def test_somebody_in_a_hurry_reads_first_what_does_not_fit(room):
    room.open((Label("BÜ-1", "BÜ-1"),))
    room.press("Print…")
    room.wait_says("Code 128 has no bars for Ü")
    assert room.page.findChildren(QPrintDialog) == []


def test_whoever_presses_before_it_is_made_gets_it_as_soon_as_it_is(room):
    room.open(numbered(2))
    room.press("Save as PDF…")
    room.wait(lambda: room.page.findChild(QFileDialog) is not None)
    room.save_as("labels.pdf")


def test_what_stands_on_a_label_is_chosen_and_remembered(room):
    room.open_shown()
    room.press("“Broken? Report it…”")
    room.press("Library")
    room.wait(lambda: room.wishes[-1].shown == {Part.NAME, Part.REPORT})
    room.wait_shown("Broken? Report it with this number.")
    assert room.memory.value("labels/shown") == "name report"


def test_the_test_page_is_printed_and_forgets_no_place(room):
    room.memory.setValue("labels/next 5160", "12")
    room.open_shown()
    room.press("Print the test page…")
    path = room.out / "test.pdf"
    print_to(room, path)
    assert room.memory.value("labels/next 5160") == "12"
    room.press("Save the test page…")
    room.wait(lambda: room.page.findChild(QFileDialog) is not None)
    content = room.save_as("test page.pdf")
    pages = PageImages(content)
    assert "Test page for label sheet 5160" in pages.words(0)
    assert "Not moved." in pages.words(0)
    pages.close()


def test_only_the_last_wish_is_made(room):
    room.open_shown(numbered(400))
    before = len(room.wishes)
    for _ in range(5):
        room.press("Move right: more")
    room.wait(lambda: room.wishes[-1].nudge == Nudge(5, 0))
    room.wait(lambda: room.labels._making.result is not None)
    assert len(room.wishes) - before <= 2


def test_of_very_many_the_first_sheets_are_shown_while_the_others_are_made(room):
    room.open(numbered(1_000))
    said: list[str] = []
    room.labels._making.begun.connect(lambda made: said.append(f"{len(made.pages.sizes)} first"))
    room.labels._making.made.connect(lambda made: said.append(f"{len(made.pages.sizes)} in all"))
    room.press("Save as PDF…")
    room.wait(lambda: "34 in all" in said)
    assert said == ["2 first", "34 in all"]
    room.wait(lambda: room.page.findChild(QFileDialog) is not None)
    content = room.save_as("labels.pdf")
    assert sum(map(len, boxes(content))) == 1_000


def test_a_test_page_does_not_wait_for_thousands_of_labels(room):
    room.memory.setValue("labels/symbol", "qr")
    room.open(numbered(1_500))
    room.wait_says("The first sheets are shown already; the others are still being made…")
    room.press("Save the test page…")
    room.wait(lambda: room.page.findChild(QFileDialog) is not None)
    assert not room.labels.is_made
    room.page.findChild(QFileDialog).reject()
    room.press("Code 128")  # nobody waits for the rest
    room.qtbot.waitUntil(lambda: room.labels.is_made, timeout=60_000)


def test_labels_of_nothing_say_so(room):
    room.open(())
    room.wait_says("No item is in this list, so there is nothing to print.")
    room.press("Print…")
    assert room.page.findChildren(QPrintDialog) == []


def test_places_have_labels_too(room):
    room.open((Label("@CEN", "Central", "CEN"),), are_places=True)
    room.wait_shown("Central")
    assert room.seen(QPushButton, "“Broken? Report it…”") == []


def test_no_places_say_so(room):
    room.open((), are_places=True)
    room.wait_says("No branch or room is known yet")


def test_what_cannot_be_read_is_told(room):
    room.open(Unavailable("The database can’t be reached."))
    room.wait_says("The database can’t be reached.")


def test_esc_goes_back(room):
    room.open_shown(numbered(1))
    QTest.keyClick(room.get(QLineEdit, _FIND), Qt.Key.Key_Escape)
    assert room.left == 1
