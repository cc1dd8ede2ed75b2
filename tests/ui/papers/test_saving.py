"""Saving and e-mailing: the same bytes, a name on any system, disks that say no, mail to send."""

import errno

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from libdesk.ui.papers.parts import Format
from tests.ui.papers.conftest import Sketch


def test_saved_as_pdf_it_is_what_was_shown(window):
    content = window.open_one()
    window.press("Save as PDF…")
    suggested = window.save_as()
    window.wait_says("Saved: Mill Pond 2026-11-26.pdf")
    path = window.out / "Mill Pond 2026-11-26.pdf"
    assert str(path) == suggested
    assert path.read_bytes() == content.contents[Format.A4]
    window.press("Show in folder")
    assert window.opened == [window.out]


def test_saved_as_word_it_can_be_edited(window):
    window.open_one()
    window.press("Letter")
    window.press("Save as Word…")
    window.qtbot.waitUntil(lambda: window.dialog.findChild(QFileDialog) is not None)
    window.save_as("Sheet for Sam")
    window.wait_says("Saved: Sheet for Sam.docx")
    assert (window.out / "Sheet for Sam.docx").read_bytes() == b"DOCX of Mill Pond on letter"


def test_the_folder_is_remembered(window):
    window.open_one()
    elsewhere = window.tmp_path / "elsewhere"
    elsewhere.mkdir()
    window.press("Save as PDF…")
    window.save_as(str(elsewhere / "one.pdf"))
    window.wait_says("Saved: one.pdf")
    window.qtbot.waitUntil(lambda: window.dialog.findChild(QFileDialog) is None)
    window.press("Save as PDF…")
    assert window.save_as() == str(elsewhere / "Mill Pond 2026-11-26.pdf")


@pytest.mark.parametrize(
    "title", ["..\\..\\evil.exe", "../../etc/passwd", "CON", "a\0b/../c", "\u202egnp.", "x" * 5000]
)
def test_no_title_leads_out_of_the_folder(window, title):
    window.open(window.offer("Bad", Sketch(title)))
    window.press("Save as PDF…")
    window.save_as()
    window.wait_says("Saved: ")
    (path,) = window.out.iterdir()
    assert path.suffix == ".pdf"
    assert path.parent == window.out


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full, so Mill Pond 2026-11-26.pdf was not saved."),
        (errno.EROFS, "nothing may be written there."),
        (errno.EACCES, "Choose another folder, or another name."),
        (errno.ENOENT, "is not there, so"),
        (errno.ENAMETOOLONG, "is too long for"),
        (errno.EIO, "could not be saved"),
    ],
)
def test_a_disk_that_says_no_is_told_with_what_is_safe_and_what_to_do(window, number, words):
    window.open_one()
    window.disk_says = OSError(number, "Says no")
    window.press("Save as PDF…")
    window.save_as()
    window.wait_says(words)
    assert "The paper itself is still here." in window.words()
    assert window.troubles == []
    assert list(window.out.iterdir()) == []
    window.disk_says = None
    window.qtbot.waitUntil(lambda: window.dialog.findChild(QFileDialog) is None)
    window.press("Save as PDF…")
    window.save_as()
    window.wait_says("Saved: ")
    assert words not in window.words()


def test_a_bug_while_saving_is_told_and_reported(window):
    class Broken(Sketch):
        def word(self, _size):
            raise KeyError("a bug")

    window.open(window.offer("Broken", Broken("Broken")))
    window.press("Save as Word…")
    window.save_as()
    window.wait_says("That did not work. The paper itself is still here; try again.")
    assert [type(one) for one in window.troubles] == [KeyError]
    window.troubles.clear()


def test_what_is_to_be_known_of_mail_is_said_before_a_draft_is_made(window):
    content = window.open_one()
    window.press("E-mail draft…")
    window.wait_says("others can read on the way. Check that nothing about a patron is in it.")
    assert window.letters == []
    assert window.get(QPushButton, "Make the draft").hasFocus()
    window.key(Qt.Key.Key_Return)
    window.wait_says("The draft is open in your mail program. Nothing is sent yet.")
    (letter,) = window.letters
    assert letter.subject == "Mill Pond"
    assert letter.name == "Mill Pond 2026-11-26.pdf"
    assert letter.content == content.contents[Format.A4]
    assert "“Mill Pond”" in letter.words
    assert window.opened == [window.out / "draft.eml"]


@pytest.mark.parametrize("way", ["Not now", "Escape"])
def test_no_draft_is_made_by_who_thinks_better_of_it(window, way):
    window.open_one()
    window.press("E-mail draft…")
    window.key(Qt.Key.Key_Escape) if way == "Escape" else window.press("Not now")
    assert "others can read" not in window.words()
    assert window.letters == []
    assert window.dialog.isVisible()
    assert window.get(QPushButton, "E-mail draft…").hasFocus()


def test_where_no_program_opens_mail_it_is_said_what_to_do(window):
    window.open_one()
    window.opens = False
    window.press("E-mail draft…")
    window.press("Make the draft")
    window.wait_says("No program here opens e-mail drafts.")
    assert str(window.out / "draft.eml") in window.words()
    assert window.get(QPushButton, "Save as PDF…").hasFocus()
    window.press("Show in folder")
    assert window.opened[-1] == window.out


def test_a_draft_that_cannot_be_kept_is_told(window):
    window.open_one()
    window.disk_says = OSError(errno.ENOSPC, "full")
    window.press("E-mail draft…")
    window.press("Make the draft")
    window.wait_says("The disk is full.")
    assert window.opened == []
