"""The slip on paper: every character of it is text."""

import gc
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget

from libdesk.app.site import load_guidance
from libdesk.domain.priority import Effect, HowBad, Risk, Stopped
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Picture, ReportId
from libdesk.services.drafts import Draft
from libdesk.ui.problems.papers import printing, slip
from tests.services.fakes import START, a_report
from tests.ui.problems.paper_pages import ink, pages, rim_is_white

HOSTILE = '<img src="file:///etc/hostname"><b>x & y'
PICTURE = Picture("screen.png", "image/png", b"x")
EARLIER = ReportId(UUID("5f6f1e0a-7b8c-4d2e-9f10-a1b2c3d4e5f6"))


def a_slip():
    report = a_report(
        title=HOSTILE,
        saw=f"{HOSTILE}\nand more",
        guess="a cable",
        effect=Effect(
            Stopped.SEVERAL,
            HowBad.STOPPED,
            only_one=True,
            only_accessible=True,
            deadline_at=START + timedelta(days=1),
            risks=frozenset(Risk),
        ),
        answers=MappingProxyType({"sees": ("jam",)}),
        item="LB-0042",
        facts=(Fact("computer", "FER-PC-04"),),
        pictures=(PICTURE, PICTURE),
        contact=f"Sam {HOSTILE}",
        here_until=START + timedelta(hours=3),
        notice="n-17",
        follow_up=FollowUp(EARLIER, FollowUpKind.SAID),
    )
    return slip.of_report(
        report,
        load_guidance(),
        START + timedelta(hours=1),
        branch="Central",
        thing=f"the printer {HOSTILE}",
        told=slip.Told("Slow at Central", "By 11:40 tomorrow."),
    )


def test_it_says_all_that_was_said():
    text = a_slip().text()
    for words in (
        "CEN-", HOSTILE, "Branch: Central", "and more", "Guess: a cable", "Several people",
        "How bad: Stopped", "What do you see?: Paper jam", "Computer: FER-PC-04",
        f"Which one: the printer {HOSTILE}", "The same here: Slow at Central", "By 11:40 tomorrow.",
        "The only one here: Yes", "The only accessible one here: Yes", "Needed by: ",
        "At stake: Money, Rules or privacy, Our good name",
        f"IT should ask: Sam {HOSTILE}, here until",
        "Pictures: 2 pictures (not printed)", "Belongs to: CEN-BXQHW2",
    ):  # fmt: skip
        assert words in text


def test_it_leaves_out_what_was_not_said():
    made = slip.of_report(a_report(), load_guidance(), START)
    assert [name for name, _ in made.lines] == ["", "What", "Branch", "When"]


@pytest.mark.parametrize(
    ("contact", "until", "words"),
    [
        ("Sam", None, "Sam"),
        ("", START + timedelta(hours=3), "Here until "),
        ("Sam", START + timedelta(hours=3), "Sam, here until "),
    ],
)
def test_whom_to_ask_and_until_when_each_stand_alone(contact, until, words):
    report = a_report(contact=contact, here_until=until)
    lines = dict(slip.of_report(report, load_guidance(), START).lines)
    assert lines["IT should ask"].startswith(words)


def test_without_more_words_it_says_what_the_report_knows():
    report = a_report(item="LB-0042", notice="n-17", pictures=(PICTURE,))
    lines = dict(slip.of_report(report, load_guidance(), START, branch="Central").lines)
    assert lines["Which one"] == "LB-0042"
    assert lines["The same here"] == "A problem that IT knows of"
    assert lines["Pictures"] == "1 picture (not printed)"
    assert lines["Branch"] == "Central"


@pytest.mark.usefixtures("qapp")
def test_b3_b4_nothing_on_paper_is_read_as_markup():
    made = a_slip()
    page = made.document()
    plain = page.toPlainText()
    for name, words in made.lines:
        assert name in plain
        assert words in plain
    assert "&lt;img" in page.toHtml()
    assert "<img" not in page.toHtml()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize(
    "words", ["الطابعة لا تعمل ⭐ 🖨️ 印刷", "Z\u0351\u036b" * 50, "x" * 3000, "a b " * 25_000]
)
def test_b2_b7_b8_all_words_find_room_on_as_many_pages_as_they_need(words, size):
    made = slip.of_report(a_report(saw=words), load_guidance(), START)
    printed = pages(made, size)
    assert all(map(rim_is_white, printed))
    assert all(ink(page) > 50 for page in printed)
    assert (len(printed) > 5) == (len(words) > 50_000)


@pytest.mark.usefixtures("qapp")
def test_it_prints(tmp_path):
    path = tmp_path / "slip.pdf"
    assert printing.print_on(a_slip(), QPdfWriter(str(path)))
    assert path.read_bytes().startswith(b"%PDF")


def test_a_draft_that_could_not_be_kept_has_no_number():
    draft = Draft(category="PHONE", branch="FER", saw="No tone")
    made = slip.of_draft(draft, load_guidance(), START)
    assert made.heading == "Not kept by the computer: hand this to IT"
    assert "FER-" not in made.text()
    assert "What: Telephone" in made.text()


def test_what_shall_not_be_sent_is_not_printed_either():
    draft = Draft(
        category="PHONE",
        branch="FER",
        item="LB-0042",
        facts=(Fact("user", "sam"), Fact("computer", "FER-PC-04")),
        left_out=frozenset({"user", "branch", "item"}),
    )
    text = slip.of_draft(draft, load_guidance(), START, branch="Ferndale Road").text()
    assert "FER-PC-04" in text
    for words in ("sam", "Ferndale", "LB-0042"):
        assert words not in text


def test_a_draft_of_a_tile_that_is_gone_is_printed_all_the_same():
    made = slip.of_draft(Draft(category="GONE", saw="No tone"), load_guidance(), START)
    assert ("What", "GONE") in made.lines
    assert ("Saw", "No tone") in made.lines


def test_printing_asks_for_a_printer_without_waiting(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing.ask_and_print(a_slip(), window)
    (dialog,) = window.findChildren(QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert QApplication.activeModalWidget() is None


def test_the_print_dialog_prints_to_what_is_chosen_in_it(qtbot, tmp_path):
    """The printer must outlive the call that opened the dialog: else the program ends here."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing.ask_and_print(a_slip(), window)
    gc.collect()
    (dialog,) = window.findChildren(QPrintDialog)
    path = tmp_path / "slip.pdf"
    (field,) = dialog.findChildren(QLineEdit, "filename")
    field.setText(str(path))
    dialog.accept()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.qt_log_ignore("Returned false", extend=True)  # Qt says so too
def test_a_printer_that_cannot_be_used_is_told(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing.ask_and_print(a_slip(), window)
    (dialog,) = window.findChildren(QPrintDialog)
    printer = dialog.printer()
    path = tmp_path / "gone" / "slip.pdf"
    printer.setOutputFileName(str(path))
    dialog.accepted.emit(printer)
    (box,) = window.findChildren(QMessageBox)
    assert "can’t be used just now" in box.text()
    box.accept()
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog) and not shiboken6.isValid(box))
