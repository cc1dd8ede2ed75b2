"""The How-to room on a real SQLite file, seen and used as a person does: by names and keys."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from libdesk.app.glossary import load_glossary, load_plain_words
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.services.knowledge import Knowledge
from libdesk.ui.knowledge.sheets_page import KnowledgeParts, SheetsPage
from libdesk.ui.widgets.labels import label
from tests.ui.bench import FileBench, Person

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TITLE = "What it is about"


class Room(FileBench):
    """The page, used by names."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        self.knowledge = self.desk("IT (desk-1)")
        self.terms_made = 0
        parts = KnowledgeParts(self.knowledge, lambda: self.now, self.make_terms)
        page = SheetsPage(parts, self.tasks, look)
        self.printed: list[str] = []
        page.print_requested.connect(self.printed.append)
        self.show(page, (1100, 800))

    def desk(self, who):
        """Return a service on the same database, as another desk has it."""
        return Knowledge(self.open_unit, shipped_sheets, lambda: self.now, who=who)

    def make_terms(self):
        self.terms_made += 1
        made = QWidget()
        label("Terms stand here").setParent(made)
        return made

    @property
    def list(self):
        return self.page.findChild(QListWidget)

    def titles(self):
        return [self.list.item(row).text() for row in range(self.list.count())]

    def heard(self, title):
        """Return what a screen reader says of a line."""
        (row,) = [row for row, one in enumerate(self.titles()) if one == title]
        return self.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole)

    def choose(self, title):
        self.list.setFocus()
        self.list.setCurrentRow(self.titles().index(title))
        self.settle()


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


@pytest.fixture(scope="session")
def glossary():
    return load_glossary()


@pytest.fixture(scope="session")
def plain_words():
    return load_plain_words()


class Hands(Person):
    """The keys and the mouse of the person before a window of any kind."""

    def sees(self, kind, name):
        return bool(self.seen(kind, name))

    def write(self, words):
        """Type wherever the focus is."""
        assert self.focus is not None
        if words.isascii():
            QTest.keyClicks(self.focus, words)
        else:  # no keyboard of the test's has these signs
            QApplication.clipboard().setText(words)
            self.ctrl(Qt.Key.Key_V)


@pytest.fixture
def shown(qtbot):
    """Show a widget and return the hands before it."""

    def show(widget, size=(900, 700)):
        qtbot.addWidget(widget)
        widget.resize(*size)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        return Hands(qtbot, widget)

    return show
