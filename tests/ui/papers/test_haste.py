"""Somebody in a hurry: everything pressed ten times, sizes switched fast, closed meanwhile."""

import shiboken6
from PySide6.QtWidgets import QFileDialog, QPushButton

from libdesk.ui.papers.paper_dialog import PaperDialog
from tests.ui.papers.conftest import Sketch


def test_ten_presses_ask_once_where_to_save(window):
    window.open_one()
    for _ in range(10):
        window.press("Save as PDF…")
    assert len(window.dialog.findChildren(QFileDialog)) == 1


def test_ten_presses_make_one_draft(window):
    window.open_one()
    window.press("E-mail draft…")
    button = window.get(QPushButton, "Make the draft")
    for _ in range(10):
        button.click()
    window.wait_says("The draft is open in your mail program. Nothing is sent yet.")
    assert len(window.letters) == 1


def test_a_window_that_closes_while_a_paper_is_made_is_gone(window):
    gate = window.gate()
    window.open(window.offer("Slow", Sketch("Slow", gate=gate)), shown=False)
    dialog = window.dialog
    assert isinstance(dialog, PaperDialog)
    dialog.reject()
    gate.set()
    window.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert window.troubles == []
