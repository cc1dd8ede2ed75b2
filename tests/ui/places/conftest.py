"""The Library room on a real SQLite file, seen and used as a person does: by names and keys."""

import threading
from datetime import UTC, datetime, time

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from libdesk.app.glossary import load_plain_words
from libdesk.app.shipped import usual_targets
from libdesk.domain.hours import Span
from libdesk.domain.places import Branch
from libdesk.services.errors import Unavailable
from libdesk.services.library import Library
from libdesk.services.places import Places
from libdesk.storage.database import Database
from libdesk.ui.places.library_page import LibraryPage, LibraryParts
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TILES = {"PRINT": "Printing", "NET": "Internet & Wi-Fi"}
USUAL = usual_targets()
KNOWN = "What is known, in your words"
UNTIL = "Expected back at (optional)"
WAITS = "Who has to do the next step (optional)"
TILE = "Which tile it is about (optional)"
CLOSED = "Days on which IT is not there, one on a line"
WEEK = ((Span(time(9), time(17)),),) + ((),) * 6
MARKUP = '<img src="file:///etc/passwd"> toner < 10% & rising <b>x'


class Crew(Tasks):
    """The threads; `settled` tells that a test's own question came home."""

    settled = Signal()


class Room:
    """The page, used by names."""

    def __init__(self, app, qtbot, path):
        self.qtbot = qtbot
        self.database = Database.open(path, now=lambda: NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Larkmere Central"))
            unit.places.save_branch(Branch("FER", "Ferndale Road"))
        self.is_away = self.is_gone = False
        self.library = Library(self.open_unit, lambda: NOW)
        self.look = Theme(app, dark=False)
        self.tasks = Crew()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        places = Places(self.database.unit)
        self.now = NOW
        parts = LibraryParts(
            self.library,
            lambda: places.overview().branches,
            lambda: self.now,
            TILES,
            USUAL,
            plain_words=load_plain_words,
        )
        self.page = LibraryPage(parts, self.tasks, self.look)
        qtbot.addWidget(self.page)
        self.page.resize(900, 900)
        self.page.show()
        qtbot.waitUntil(lambda: bool(self.all(QPushButton, "Ferndale Road")))

    def open_unit(self, *, write=False):
        """Open a unit; while `is_away` is set, no change gets through, with `is_gone` nothing."""
        if self.is_gone:
            raise Unavailable("The database is away. Nothing was lost. Try again.")
        if write and self.is_away:
            raise Unavailable("The disk is full. Nothing was changed.")
        return self.database.unit(write=write)

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

    def paste(self, name, words, kind=QLineEdit):
        """Put words into a field as a hand does that has copied them elsewhere."""
        QApplication.clipboard().setText(words)
        field = self.get(kind, name)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        return field

    def hold(self):
        """Let the database thread wait until the returned event is set."""
        gate = threading.Event()
        self.tasks.database(gate.wait, lambda _: None, owner=self.page)
        return gate

    def reread(self):
        """Come into the room again and wait until all is read."""
        self.page.hide()
        self.page.show()
        self.settle()

    def settle(self):
        """Wait until all that was asked of the database so far came home."""
        with self.qtbot.waitSignal(self.tasks.settled):
            self.tasks.database(bool, lambda _: self.tasks.settled.emit(), owner=self.page)

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
def room(plain_program, qtbot, tmp_path):
    made = Room(plain_program, qtbot, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


@pytest.fixture
def big_room(plain_program, qtbot, tmp_path):
    """The room where the system's text is twice as large."""
    big = plain_program.font()
    big.setPointSizeF(2 * big.pointSizeF())
    plain_program.setFont(big)
    made = Room(plain_program, qtbot, tmp_path / "libdesk.sqlite")
    yield made
    made.close()
