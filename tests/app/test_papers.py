"""Papers at the real desk: Ctrl+P wherever one is, with real PDFs, and what becomes of drafts."""

import os
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from libdesk.app.desk import Desk
from libdesk.app.keeping import tend_all
from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.app.parts import DeskParts
from libdesk.app.site import load_guidance, now
from libdesk.delivery.mail_drafts import MailDrafts
from libdesk.documents.pages import PageImages
from libdesk.documents.problem_paper import problem_paper
from libdesk.domain.places import Branch
from libdesk.domain.priority import Effect, HowBad, Priority, Stopped
from libdesk.domain.problems import Event, Problem, ReportId, State
from libdesk.paths import DataFolder, resources
from libdesk.services.places import Overview
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.inbox.at_hand import AtHand
from libdesk.ui.papers.page_view import PageView
from libdesk.ui.papers.paper_dialog import PaperDialog
from tests.app.real_desk import closing_desk
from tests.storage.made import new_problem, report, store

SHEETS = resources() / "sheets"
PATIENCE_MS = 30_000
CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def data(tmp_path):
    made = DataFolder(tmp_path / "desk")
    made.root.mkdir()
    with closing(Database.open(made.database, now=now)) as database:
        with database.unit(write=True) as unit:
            unit.desk.set_word("library", "Larkmere Valley")
            unit.places.save_branch(Branch("CEN", "Central"))
            unit.places.save_branch(Branch("FER", "Ferndale Road"))
        for number, branch in enumerate(("FER", "CEN", "FER")):
            told = report(title=f"Trouble number {number} \u0645", branch=branch)
            store(database, new_problem(told))
    return made


class Room:
    """The desk, and the window for papers over it."""

    def __init__(self, qtbot, desk):
        self.qtbot, self.desk = qtbot, desk

    def view(self, name):
        views = self.desk.window.findChildren(QTableView)
        return next(one for one in views if one.accessibleName() == name)

    def go(self, room):
        self.press(room, self.desk.window)

    def press(self, name, window=None):
        window = window or self.dialog
        (button,) = [
            one
            for one in window.findChildren(QPushButton)
            if one.accessibleName().rstrip(" 0123456789") == name and one.isVisible()
        ]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def dialog(self):
        found = self.desk.window.findChildren(PaperDialog)
        return found[0] if found else None

    def sheets(self):
        """Return the list of sheets; None before the room is furnished."""
        lists = self.desk.window.findChildren(QListWidget)
        return next(
            (one for one in lists if one.accessibleName().startswith("How-to sheets")), None
        )

    def ctrl_p(self):
        QTest.keyClick(self.desk.window.focusWidget() or self.desk.window, KEY.Key_P, CTRL)

    def offers(self):
        buttons = self.dialog.findChildren(QPushButton)
        small = {"A4", "Letter"}
        chips = [one for one in buttons if one.isCheckable() and one.accessibleName() not in small]
        return [one.accessibleName() for one in chips if one.isVisible()]

    def wait_page(self, *words):
        """Wait until a page is shown that has all of these words."""

        def is_there():
            view = self.dialog and self.dialog.findChild(PageView)
            spoken = " ".join(view.accessibleDescription().split()) if view else ""
            return bool(spoken) and all(one in spoken for one in words)

        self.qtbot.waitUntil(is_there, timeout=PATIENCE_MS)

    def texts(self):
        return " ".join(one.text() for one in self.dialog.findChildren(QLabel) if one.isVisible())

    def close_dialog(self):
        dialog = self.dialog
        QTest.keyClick(dialog, KEY.Key_Escape)
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


@pytest.fixture
def room(qtbot, qapp, data):
    parts = DeskParts(
        data=data, database=data.database, site=Site("CEN"), collect_every_ms=3_600_000
    )
    with closing_desk(qapp, Desk(qapp, parts)) as desk:
        desk.show()
        desk.window.resize(1300, 800)
        qtbot.waitExposed(desk.window)
        desk.window.activateWindow()
        made = Room(qtbot, desk)
        qtbot.waitUntil(
            lambda: desk.rooms is not None and desk.rooms._papers is not None, timeout=PATIENCE_MS
        )
        yield made


def in_the_inbox(room, chosen=1):
    room.go("Inbox")
    view = room.view("Problems")
    room.qtbot.waitUntil(lambda: view.model().rowCount() == 3, timeout=PATIENCE_MS)
    model = view.model()
    room.qtbot.waitUntil(
        lambda: all(model.index(row, 0).data() for row in range(3)), timeout=PATIENCE_MS
    )
    view.setFocus()
    QTest.keyClick(view, KEY.Key_J)
    if chosen > 1:
        QTest.keyClick(view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    return view


def test_in_the_equipment_room_each_paper_of_the_list_is_offered(room):
    room.go("Equipment")
    room.ctrl_p()
    assert room.offers() == [
        "The list as you see it",
        "The inventory by branch",
        "What to replace, year by year",
        "How mixed our computers are",
        "What stands where",
        "Rooms and closets, with photos",
        "For a grant’s auditor",
    ]
    room.press("Rooms and closets, with photos")
    room.wait_page("Rooms and closets: Central")
    room.close_dialog()


def test_how_mixed_the_computers_are_is_printed_wherever_one_came_from(room):
    room.go("Today")
    room.desk.rooms.rules_room.show_fleet()
    room.press("Print…", room.desk.window)
    room.wait_page("How mixed our computers are")
    assert room.offers() in ([], ["How mixed our computers are"])
    room.close_dialog()


def test_in_the_inbox_it_is_about_the_problem_the_list_and_the_branch(room):
    view = in_the_inbox(room)
    title = view.model().index(0, 0).data()
    room.ctrl_p()
    first, *rest = room.offers()
    assert first.startswith("This problem: ")
    assert rest[0] == "The list as you see it"
    assert rest[1].startswith("Visit sheet: ")
    room.wait_page(title.removesuffix(" \u0645"), "Larkmere Valley")
    assert "can’t be printed" in room.texts()
    assert "[U+0645]" in room.texts()
    room.press("The list as you see it")
    room.wait_page("Trouble number 0", "Trouble number 1", "Trouble number 2", "Needs me")
    room.press(rest[1])
    room.wait_page("Visit to")
    room.close_dialog()


def test_a_problem_is_kept_and_sent_under_its_number_without_typed_words(room):
    in_the_inbox(room)
    room.ctrl_p()
    room.wait_page("Trouble number")
    number = room.offers()[0].removeprefix("This problem: ")
    room.press("Save as PDF…")
    asking = room.dialog.findChild(QFileDialog)
    (name,) = asking.selectedFiles()
    assert name.rpartition("/")[2].startswith(f"Problem {number} ")
    assert "Trouble" not in name
    asking.reject()
    room.close_dialog()


def test_chosen_lines_come_first_and_none_else_is_on_their_paper(room):
    view = in_the_inbox(room, chosen=2)
    titles = [view.model().index(row, 0).data().removesuffix(" \u0645") for row in range(3)]
    room.ctrl_p()
    assert room.offers()[0] == "The 2 chosen lines"
    room.wait_page(*titles[:2])
    assert titles[2] not in room.dialog.findChild(PageView).accessibleDescription()
    room.close_dialog()


def test_on_today_it_is_about_the_line_and_the_branch(room):
    view = room.view("What to do")
    room.qtbot.waitUntil(lambda: view.model().rowCount() >= 3, timeout=PATIENCE_MS)
    view.setFocus()
    QTest.keyClick(view, KEY.Key_J)
    room.ctrl_p()
    names = room.offers()
    assert any(name.startswith("Visit sheet: ") for name in names)
    room.press("The list as you see it")
    room.wait_page("Trouble number 0", "Today")
    room.close_dialog()


def test_elsewhere_the_inbox_and_each_branch_can_be_printed(room):
    room.go("Backups")
    room.ctrl_p()
    assert room.offers() == ["The inbox as a list", "Visit sheet"]
    room.wait_page("Trouble number 1")
    room.press("Visit sheet")
    room.wait_page("Visit to Central", "Trouble number 1")
    (branch,) = [
        one
        for one in room.dialog.findChildren(QComboBox)
        if one.accessibleName() == "Branch" and one.isVisible()
    ]
    branch.setFocus()
    QTest.keyClick(branch, KEY.Key_Down)
    room.wait_page("Visit to Ferndale Road", "Trouble number 0")
    room.close_dialog()


def test_the_button_and_the_menu_open_it_too_and_it_is_one_window(room):
    in_the_inbox(room)
    room.press("Print", room.desk.window)
    assert room.dialog is not None
    room.close_dialog()
    actions = room.desk.window.findChildren(QAction)
    room.qtbot.waitUntil(
        lambda: any(one.text().startswith("Print…") for one in actions), timeout=PATIENCE_MS
    )
    next(one for one in actions if one.text().startswith("Print…")).trigger()
    room.ctrl_p()
    assert len(room.desk.window.findChildren(PaperDialog)) == 1
    room.close_dialog()


def test_words_that_are_being_typed_stay(room):
    view = in_the_inbox(room)
    QTest.keyClick(view, KEY.Key_A)

    def editors():
        every = room.desk.window.findChildren(QPlainTextEdit)
        return [one for one in every if one.isVisible()]

    room.qtbot.waitUntil(lambda: bool(editors()), timeout=PATIENCE_MS)
    words = editors()[0]
    words.setFocus()
    QTest.keyClicks(words, "Half a sent")
    room.ctrl_p()
    room.wait_page("Trouble number")
    room.close_dialog()
    QTest.keyClicks(words, "ence")
    assert words.toPlainText() == "Half a sentence"


def test_a_real_paper_is_saved_as_pdf_and_as_word(room, tmp_path):
    in_the_inbox(room)
    room.ctrl_p()
    room.wait_page("Trouble number")
    for button, ending, start in (
        ("Save as PDF…", ".pdf", b"%PDF"),
        ("Save as Word…", ".docx", b"PK"),
    ):
        path = tmp_path / f"paper{ending}"
        room.press(button)
        asking = room.dialog.findChild(QFileDialog)
        asking.setDirectory(str(tmp_path))
        asking.selectFile(str(path))
        asking.fileSelected.emit(str(path))
        asking.reject()
        room.qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
        room.qtbot.waitUntil(lambda: room.dialog.findChild(QFileDialog) is None)
        assert path.read_bytes().startswith(start)
    pages = PageImages((tmp_path / "paper.pdf").read_bytes())
    assert "Trouble number" in pages.words(0)
    pages.close()
    room.close_dialog()


@pytest.mark.parametrize(
    "title", ["Get the barcode scanner to read again", "Set up afresh: staff computer"]
)
@pytest.mark.rows("S41", "S43")
def test_a_how_to_sheet_is_printed_for_a_branch(room, title):
    room.go("How-to")
    room.qtbot.waitUntil(lambda: room.sheets() is not None and room.sheets().count() > 0)
    sheets = room.sheets()
    titles = [sheets.item(row).text() for row in range(sheets.count())]
    sheets.setFocus()
    sheets.setCurrentRow(titles.index(title))
    room.qtbot.waitUntil(
        lambda: any(one.text() == title for one in room.desk.window.findChildren(QLabel)),
        timeout=PATIENCE_MS,
    )
    QTest.keyClick(sheets, KEY.Key_P, CTRL)
    room.qtbot.waitUntil(lambda: room.dialog is not None, timeout=PATIENCE_MS)
    room.wait_page(title)
    (branch,) = [one for one in room.dialog.findChildren(QComboBox) if one.isVisible()]
    assert [branch.itemText(row) for row in range(3)] == [
        "All branches",
        "Central",
        "Ferndale Road",
    ]
    branch.setFocus()
    QTest.keyClick(branch, KEY.Key_Down)
    room.wait_page("Central")
    room.close_dialog()


def test_a_problem_that_is_gone_meanwhile_is_told(room):
    gone = AtHand(Overview(), "Needs me", key=4711)
    room.desk.rooms._papers.open_with(lambda offers, _overview: offers.of_list(gone))
    room.qtbot.waitUntil(
        lambda: "This problem is no longer in the database." in room.texts(), timeout=PATIENCE_MS
    )
    room.close_dialog()


def test_old_drafts_go_when_the_desk_closes(room, data):
    data.mail_drafts.mkdir()
    old, new = data.mail_drafts / "old.eml", data.mail_drafts / "new.eml"
    for path in (old, new):
        path.write_text("x")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    room.desk.close()
    assert not old.exists()
    assert new.exists()


def test_the_words_of_papers_are_those_of_the_desk():
    words = PaperWords(Overview("Larkmere", {"FER": "Ferndale Road"}), load_guidance())
    assert words.language == "en-US"
    assert words.branch("FER") == "Ferndale Road"
    assert words.branch("GONE") == "GONE"
    assert words.category("PRINT") != "PRINT"
    assert words.category("GONE") == "GONE"
    assert "2026" in words.day(date(2026, 11, 26))
    assert "2026" in words.moment(datetime(2026, 11, 26, 12, tzinfo=UTC))
    assert words.priority(Priority.WHEN_WE_CAN) == "When we can"
    at = datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert words.event(Event(at, "Sam", "answered", "Try again.")) == (
        "Answered by Sam",
        "Try again.",
    )
    told = report(
        title="Jam",
        category="PRINT",
        effect=Effect(stopped=Stopped.ONE, how_bad=HowBad.STOPPED),
        contact="Alma",
    )
    problem = Problem(1, told, State.NEW, Priority.TODAY, at)
    assert "Just one person" in words.effect(problem)
    assert words.ask(problem) == "Alma"
    nobody = Problem(1, report(title="Jam"), State.NEW, Priority.TODAY, at)
    assert words.ask(nobody) == ""
    assert words.effect(nobody) == ""
    assert words.answers(nobody) == ()
    assert isinstance(nobody.report.id, UUID)
    assert ReportId(nobody.report.id) == nobody.report.id


def test_old_drafts_go_with_the_upkeep_too(tmp_path):
    class Quiet:
        def __init__(self):
            self.asked = []

        def tend(self, between):
            self.asked.append(between())

    folder = tmp_path / "drafts-out"
    folder.mkdir()
    old = folder / "old.eml"
    old.write_text("x")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    quiet = Quiet()
    tend_all(quiet.tend, MailDrafts(folder, now))(lambda: True)
    assert not old.exists()
    assert quiet.asked == [True]


@pytest.mark.parametrize("is_for_outside", [False, True])
def test_what_somebody_typed_names_no_file_no_letter_and_no_print_job(is_for_outside):
    words = PaperWords(Overview("Larkmere", {}), load_guidance())
    told = report(title="Ana Canary can’t print")
    problem = Problem(1, told, State.NEW, Priority.TODAY, now())
    day = date(2026, 11, 26)
    paper = problem_paper(problem, words, printed_on=day, is_for_outside=is_for_outside)
    name = Printable(paper, now).name
    assert name == f"Problem {told.number}"
    assert "Canary" not in name
    assert Printable(replace(paper, name=""), now).name == paper.title
