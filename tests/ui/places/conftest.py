"""The Library room on a real SQLite file, seen and used as a person does: by names and keys."""

import threading
from datetime import UTC, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from libdesk.app.glossary import load_plain_words
from libdesk.app.shipped import usual_targets
from libdesk.domain.hours import Span
from libdesk.domain.places import Branch
from libdesk.services.errors import Unavailable
from libdesk.services.library import Library
from libdesk.services.places import Places
from libdesk.ui.places.library_page import LibraryPage, LibraryParts
from tests.ui.bench import FileBench, Person

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


class Room(FileBench):
    """The page, used by names."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Larkmere Central"))
            unit.places.save_branch(Branch("FER", "Ferndale Road"))
        self.is_gone = False
        self.library = Library(self.open_unit, lambda: NOW)
        places = Places(self.database.unit)
        parts = LibraryParts(
            self.library,
            lambda: places.overview().branches,
            lambda: self.now,
            TILES,
            USUAL,
            plain_words=load_plain_words,
        )
        self.show(LibraryPage(parts, self.tasks, look), (900, 900))
        self.wait(lambda: bool(self.all(QPushButton, "Ferndale Road")))

    def open_unit(self, *, write=False):
        """Open a unit; while `is_away` is set, no change gets through, with `is_gone` nothing."""
        if self.is_gone:
            raise Unavailable("The database is away. Nothing was lost. Try again.")
        if write and self.is_away:
            raise Unavailable("The disk is full. Nothing was changed.")
        return self.database.unit(write=write)

    def all(self, kind, name):
        """Return what has this name: a row that was just added is in sight a moment later."""
        return [one for one in self.page.findChildren(kind) if one.accessibleName() == name]

    def get(self, kind, name=None):
        (found,) = self.all(kind, name)
        return found

    press = Person.press  # tests look at what stands there meanwhile

    def type(self, name, words, kind=QLineEdit):
        """Type over what a line has, and on at the end of what a page has."""
        field = self.get(kind, name)
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()
        QTest.keyClicks(field, words)
        return field

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

    def labels(self):
        return [one for one in self.page.findChildren(QLabel) if one.isVisible()]


@pytest.fixture
def room(qtbot, look, tmp_path):
    made = Room(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


@pytest.fixture
def big_room(large_text, qtbot, look, tmp_path):
    """The room where the system's text is twice as large."""
    made = Room(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()
