"""Printing to a file: as many pages, as large as the paper, at their own size; stopped; refused."""

import statistics
import time

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton

from libdesk.documents.pages import PageImages
from libdesk.ui.papers.parts import MissingSign
from libdesk.ui.papers.printing import places_of
from tests.documents.sketches import A4, LETTER
from tests.ui.papers.conftest import Sketch


def asked(window):
    """Return the system's window for printers, once it is open."""
    window.qtbot.waitUntil(lambda: bool(window.dialog.findChildren(QPrintDialog)))
    (found,) = window.dialog.findChildren(QPrintDialog)
    return found


def print_to(window, path):
    asking = asked(window)
    (field,) = asking.findChildren(QLineEdit, "filename")
    field.setText(str(path))
    asking.accept()
    return asking


def printed(path):
    pages = PageImages(path.read_bytes())
    try:
        return pages.sizes, pages.render(0, 1.0)
    finally:
        pages.close()


def is_black(image, x, y):
    at = y * image.stride + 4 * x
    return max(image.pixels[at : at + 3]) < 60


@pytest.mark.parametrize("way", ["button", "Ctrl+P", "Enter"])
def test_it_prints_every_page_at_its_own_size(window, way):
    window.open_one(count=3)
    if way == "button":
        window.press("Print…")
    elif way == "Ctrl+P":
        window.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    else:
        window.key(Qt.Key.Key_Return)
    path = window.out / "paper.pdf"
    asking = print_to(window, path)
    window.wait_says("All pages went to the printer.")
    sizes, image = printed(path)
    assert len(sizes) == 3
    assert sizes[0] == pytest.approx(A4, abs=1)
    # The sketch's square begins 36 points from the edges and is 36 wide.
    for x, y, wanted in ((38, 38, True), (70, 70, True), (33, 38, False), (74, 70, False)):
        assert is_black(image, x, y) is wanted, (x, y)
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(asking))


def test_a_wide_letter_page_is_printed_wide(window):
    window.memory.setValue("papers/size", "letter")
    window.open_one(is_wide=True)
    window.press("Print…")
    path = window.out / "wide.pdf"
    print_to(window, path)
    window.wait_says("All pages went to the printer.")
    sizes, image = printed(path)
    assert sizes == (pytest.approx(LETTER[::-1], abs=1),)
    assert is_black(image, 40, 40)
    assert not is_black(image, 80, 40)


def test_asked_in_a_hurry_it_prints_as_soon_as_the_paper_is_there(window):
    window.open(window.offer("Slow", Sketch("Slow", gate=window.gate())), shown=False)
    window.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not window.dialog.findChildren(QPrintDialog)
    window.gates[0].set()
    asked(window).reject()


def test_in_a_hurry_signs_that_are_missing_are_told_first(window):
    missing = (MissingSign("م", "U+0645", 1),)
    content = Sketch("Slow", gate=window.gate(), missing=missing)
    window.open(window.offer("Slow", content), shown=False)
    window.press("Print…")
    window.gates[0].set()
    window.wait_says("[U+0645]")
    window.qtbot.wait(30)  # time for what must not happen
    assert not window.dialog.findChildren(QPrintDialog)
    window.press("Print…")
    asked(window).reject()


def test_stopped_it_prints_no_more_and_the_window_stays(window):
    content = window.open_one(count=200)
    window.press("Print…")
    print_to(window, window.out / "long.pdf")
    window.wait_says("of 200 goes to the printer")
    window.qtbot.waitUntil(lambda: window.seen(QProgressBar, "How much is printed") != [])
    assert window.get(QPushButton, "Stop")
    window.key(Qt.Key.Key_Escape)
    window.wait_says("Stopped. Pages that the printer has already may still come out.")
    assert window.dialog.isVisible()
    assert content.count == 200
    window.key(Qt.Key.Key_Escape)
    assert not window.dialog.isVisible()


@pytest.mark.qt_log_ignore("Returned false", extend=True)  # Qt says so too
def test_a_printer_that_cannot_be_used_is_told(window):
    window.open_one()
    window.press("Print…")
    asking = asked(window)
    printer = asking.printer()
    printer.setOutputFileName(str(window.out / "gone" / "paper.pdf"))
    asking.accepted.emit(printer)
    window.wait_says("That printer can’t be used just now, so nothing was printed.")
    assert window.troubles == []
    asking.reject()


def test_a_range_is_printed_as_it_was_asked_for():
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    assert places_of(printer, 4) == (0, 1, 2, 3)
    printer.setFromTo(2, 3)
    assert places_of(printer, 4) == (1, 2)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert places_of(printer, 4) == (2, 1)
    printer.setFromTo(3, 9)
    assert places_of(printer, 4) == (3, 2)


@pytest.mark.alone
def test_the_window_stays_awake_while_pages_are_packed(window):
    """Qt holds everybody up while it packs a picture: a whole page would take a quarter second."""
    window.open_one(count=4)
    gaps: list[float] = []
    last = time.perf_counter()

    def tick():
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    timer = QTimer(window.dialog, interval=2)
    timer.timeout.connect(tick)
    window.press("Print…")
    print_to(window, window.out / "paper.pdf")
    last = time.perf_counter()
    timer.start()
    window.wait_says("All pages went to the printer.")
    timer.stop()
    assert statistics.median(sorted(gaps)[-5:]) < 0.1


def test_colors_are_printed_as_colors(window):
    window.open_one(color=(0.8, 0, 0))
    window.press("Print…")
    path = window.out / "paper.pdf"
    print_to(window, path)
    window.wait_says("All pages went to the printer.")
    _, image = printed(path)
    at = 50 * image.stride + 4 * 50
    blue, green, red = image.pixels[at : at + 3]
    assert red > 180
    assert max(blue, green) < 60
