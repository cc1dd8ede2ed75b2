"""The Library room on a real database: saved and read back, refused without losing a word."""

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.hours import ClosedDay, Span
from libdesk.domain.places import Branch
from libdesk.services.library import Library
from libdesk.services.places import Places
from libdesk.storage.database import Database
from libdesk.ui.places.library_page import LibraryPage, LibraryParts
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
KNOWN = "What is known, in your words"
CLOSED = "Days on which IT is not there, one on a line"
MARKUP = '<img src="file:///etc/passwd"> toner < 10% & rising <b>x'


class Room:
    """The page, used by names."""

    def __init__(self, app, qtbot, path):
        self.qtbot = qtbot
        self.database = Database.open(path, now=lambda: NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Larkmere Central"))
            unit.places.save_branch(Branch("FER", "Ferndale Road"))
        self.library = Library(self.database.unit, lambda: NOW)
        self.look = Theme(app, dark=False)
        self.tasks = Tasks()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        places = Places(self.database.unit)
        parts = LibraryParts(self.library, lambda: places.overview().branches, lambda: NOW)
        self.page = LibraryPage(parts, self.tasks, self.look)
        qtbot.addWidget(self.page)
        self.page.resize(900, 900)
        self.page.show()
        qtbot.waitUntil(lambda: bool(self.all(QPushButton, "Ferndale Road")))

    def all(self, kind, name):
        return [one for one in self.page.findChildren(kind) if one.accessibleName() == name]

    def get(self, kind, name):
        (found,) = self.all(kind, name)
        return found

    def press(self, name):
        QTest.mouseClick(self.get(QPushButton, name), Qt.MouseButton.LeftButton)

    def type(self, name, words, kind=QLineEdit):
        field = self.get(kind, name)
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()
        QTest.keyClicks(field, words)

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: any(words in one.text() for one in self.labels()))

    def labels(self):
        return [one for one in self.page.findChildren(QLabel) if one.isVisibleTo(self.page)]

    def close(self):
        self.tasks.close(5)
        self.database.close()
        self.look.deleteLater()
        assert self.troubles == []


@pytest.fixture
def room(qapp, qtbot, tmp_path):
    palette = qapp.palette()
    made = Room(qapp, qtbot, tmp_path / "libdesk.sqlite")
    yield made
    made.close()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


def test_phone_and_name_are_saved_and_read_back(room, qtbot):
    room.type("Phone number", "555-0142")
    room.type("The library’s name", "Larkmere")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save phone and name")
    settings = room.library.read()
    assert (settings.urgent_phone, settings.library) == ("555-0142", "Larkmere")
    room.wait_for("Saved. Every form hears of it")


@pytest.mark.rows("S20")
def test_a_known_problem_is_told_shown_and_ended(room, qtbot):
    room.type(KNOWN, MARKUP, QPlainTextEdit)
    room.press("Ferndale Road")
    room.type("Expected back at (optional)", "4 pm")
    room.type("Who has to do the next step (optional)", "the provider")
    with qtbot.waitSignal(room.page.changed):
        room.press("Tell all forms")
    (notice,) = room.library.read().notices
    assert (notice.text, notice.branch, notice.waits_for) == (MARKUP, "FER", "the provider")
    assert notice.until is not None
    assert notice.until.astimezone().time() == time(16)
    room.wait_for(MARKUP)
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in room.labels())
    assert room.get(QPlainTextEdit, KNOWN).toPlainText() == ""
    with qtbot.waitSignal(room.page.changed):
        room.press("It is over")
    assert room.library.read().notices == ()


@pytest.mark.parametrize(
    ("words", "until", "told"),
    [("", "", "Write in a few words"), ("Down.", "soon", "Type the time as 2 pm")],
)
def test_what_is_refused_keeps_its_words(room, words, until, told):
    room.type(KNOWN, words, QPlainTextEdit)
    room.type("Expected back at (optional)", until)
    room.press("Tell all forms")
    room.wait_for(told)
    assert room.get(QPlainTextEdit, KNOWN).toPlainText() == words
    assert room.get(QLineEdit, "Expected back at (optional)").text() == until
    assert room.library.read().notices == ()


def test_hours_are_typed_as_people_say_them(room, qtbot):
    days = [one for one in room.page.findChildren(QLineEdit) if "8:30" in one.placeholderText()]
    assert len(days) == 7
    QTest.keyClicks(days[0], "8:30-12:00, 1 pm-5 pm")
    QTest.keyClicks(days[2], "9 to 5 pm")
    room.type(CLOSED, "2026-12-25 Christmas", QPlainTextEdit)
    with qtbot.waitSignal(room.page.changed):
        room.press("Save hours")
    hours = room.library.read().hours
    assert hours is not None
    assert hours.week[0] == (Span(time(8, 30), time(12)), Span(time(13), time(17)))
    assert hours.week[2] == (Span(time(9), time(17)),)
    assert hours.week[1] == ()
    assert hours.closed == (ClosedDay(date(2026, 12, 25), "Christmas"),)


@pytest.mark.parametrize(
    ("monday", "closed", "told"),
    [
        ("always", "", "type the hours as 8:30-17:00"),
        ("8-5", "Christmas", "begin with the date"),
        ("", "", "at least one day"),
        ("9-12, 10-5", "", ""),
    ],
)
def test_hours_that_make_no_sense_are_told_and_stay(room, monday, closed, told):
    days = [one for one in room.page.findChildren(QLineEdit) if "8:30" in one.placeholderText()]
    QTest.keyClicks(days[0], monday)
    room.type(CLOSED, closed, QPlainTextEdit)
    room.press("Save hours")
    troubles = [one for one in room.labels() if one.property("role") == "trouble"]
    room.qtbot.waitUntil(
        lambda: any(
            told in one.text()
            for one in room.labels()
            if one.property("role") == "trouble" and one.text()
        )
    )
    assert days[0].text() == monday
    assert room.get(QPlainTextEdit, CLOSED).toPlainText() == closed
    assert room.library.read().hours is None
    assert len(troubles) <= 1


def test_what_is_being_typed_is_not_written_over_when_the_room_is_shown_again(room):
    room.type("Phone number", "555-01")
    room.page.hide()
    room.library.set_words("Larkmere", "555-9999")
    room.page.show()
    room.qtbot.waitUntil(room.page.isVisible)
    room.press("Tell all forms")  # its answer comes after what was read
    room.wait_for("Write in a few words")
    assert room.get(QLineEdit, "Phone number").text() == "555-01"
