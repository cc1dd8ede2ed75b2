"""The slip on paper: every character of it is text."""

import gc
from datetime import timedelta
from types import MappingProxyType

import pytest
import shiboken6
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from libdesk.app.site import load_guidance
from libdesk.domain.priority import Effect, HowBad, Stopped
from libdesk.domain.problems import Fact
from libdesk.services.problems import Draft
from libdesk.ui.problems import slip
from tests.services.fakes import START, a_report

HOSTILE = '<img src="file:///etc/hostname"><b>x & y'


def a_slip():
    report = a_report(
        title=HOSTILE,
        saw=f"{HOSTILE}\nand more",
        guess="a cable",
        effect=Effect(Stopped.SEVERAL, HowBad.STOPPED),
        answers=MappingProxyType({"sees": ("jam",)}),
        facts=(Fact("computer", "FER-PC-04"),),
    )
    return slip.of_report(report, load_guidance(), START + timedelta(hours=1), branch="Central")


def test_it_says_all_that_was_said():
    text = a_slip().text()
    for words in (
        "CEN-", HOSTILE, "Branch: Central", "and more", "Guess: a cable", "Several people",
        "How bad: Stopped", "What do you see?: Paper jam", "Computer: FER-PC-04",
    ):  # fmt: skip
        assert words in text


@pytest.mark.usefixtures("qapp")
def test_b3_nothing_on_paper_is_read_as_markup():
    made = a_slip()
    page = slip.document(made)
    assert page.toPlainText() == made.text()
    assert "&lt;img" in page.toHtml()


@pytest.mark.usefixtures("qapp")
def test_it_prints(tmp_path):
    path = tmp_path / "slip.pdf"
    slip.document(a_slip()).print_(QPdfWriter(str(path)))
    assert path.read_bytes().startswith(b"%PDF")


def test_a_draft_that_could_not_be_kept_has_no_number():
    draft = Draft(category="PHONE", branch="FER", saw="No tone")
    made = slip.of_draft(draft, load_guidance(), START)
    assert made.heading == "Not kept by the computer: hand this to IT"
    assert "FER-" not in made.text()
    assert "What: Telephone" in made.text()


def test_printing_asks_for_a_printer_without_waiting(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    slip.ask_and_print(a_slip(), window)
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
    slip.ask_and_print(a_slip(), window)
    gc.collect()
    (dialog,) = window.findChildren(QPrintDialog)
    path = tmp_path / "slip.pdf"
    (field,) = dialog.findChildren(QLineEdit, "filename")
    field.setText(str(path))
    dialog.accept()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert path.read_bytes().startswith(b"%PDF")
