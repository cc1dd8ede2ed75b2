"""The How-to room on a real SQLite file, seen and used as a person does: by names and keys."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from libdesk.app.glossary import load_glossary, load_plain_words
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.services.errors import Unavailable
from libdesk.services.knowledge import Knowledge
from libdesk.storage.database import Database
from libdesk.ui.knowledge.sheets_page import KnowledgeParts, SheetsPage
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TITLE = "What it is about"


class Crew(Tasks):
    """The threads; `settled` tells that a test's own question came home."""

    settled = Signal()


class Room:
    """The page, used by names."""

    def __init__(self, app, qtbot, path):
        self.qtbot = qtbot
        self.now = NOW
        self.database = Database.open(path, now=lambda: self.now)
        self.is_away = False
        self.knowledge = self.desk("IT (desk-1)")
        self.look = Theme(app, dark=False)
        self.tasks = Crew()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        self.terms_made = 0
        parts = KnowledgeParts(self.knowledge, lambda: self.now, self.make_terms)
        self.page = SheetsPage(parts, self.tasks, self.look)
        self.printed: list[str] = []
        self.page.print_requested.connect(self.printed.append)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 800)
        self.page.show()
        self.settle()

    def desk(self, who):
        """Return a service on the same database, as another desk has it."""
        return Knowledge(self.open_unit, shipped_sheets, lambda: self.now, who=who)

    def make_terms(self):
        self.terms_made += 1
        made = QWidget()
        label("Terms stand here").setParent(made)
        return made

    def open_unit(self, *, write=False):
        if self.is_away:
            raise Unavailable("The database is away. Nothing was lost. Try again.")
        return self.database.unit(write=write)

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

    def seen(self, kind, name):
        return [
            one
            for one in self.page.findChildren(kind)
            if one.accessibleName() == name and one.isVisibleTo(self.page)
        ]

    def get(self, kind, name):
        (found,) = self.seen(kind, name)
        return found

    def is_at(self, kind, name):
        """Say whether the keys go there."""
        return self.page.focusWidget() is self.get(kind, name)

    def press(self, name):
        QTest.mouseClick(self.get(QPushButton, name), Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name, words, kind=QLineEdit):
        field = self.get(kind, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def key(self, key, ctrl=False):
        way = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.page.focusWidget() or self.page, key, way)
        self.settle()

    def settle(self):
        """Wait until all that was asked of the database so far came home."""
        for _ in range(3):
            with self.qtbot.waitSignal(self.tasks.settled):
                self.tasks.database(bool, lambda _: self.tasks.settled.emit(), owner=self.page)

    def words(self):
        """Return all words in sight."""
        shown = self.page.findChildren(QLabel)
        return "\n".join(one.text() for one in shown if one.isVisibleTo(self.page))

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: words in self.words())

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


@pytest.fixture(scope="session")
def glossary():
    return load_glossary()


@pytest.fixture(scope="session")
def plain_words():
    return load_plain_words()


@pytest.fixture
def look(plain_program):
    theme = Theme(plain_program, dark=False)
    yield theme
    theme.deleteLater()


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    bugs: list[Exception] = []
    made.unhandled.connect(bugs.append)
    yield made
    made.close(5.0)
    assert not bugs


class Hands:
    """The keys and the mouse of the person before a window."""

    def __init__(self, qtbot, window):
        self.qtbot = qtbot
        self.window = window

    def find(self, kind, name):
        found = [
            one
            for one in self.window.findChildren(kind)
            if one.accessibleName() == name and one.isVisible()
        ]
        assert found, f"nothing in sight is called {name}"
        return found[0]

    def sees(self, kind, name):
        return any(
            one.accessibleName() == name and one.isVisible()
            for one in self.window.findChildren(kind)
        )

    def press(self, name):
        self.qtbot.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)

    @property
    def focus(self):
        return QApplication.focusWidget()

    def type(self, words):
        focus = QApplication.focusWidget()
        assert focus is not None
        if words.isascii():
            QTest.keyClicks(focus, words)
        else:  # no keyboard of the test's has these signs
            QApplication.clipboard().setText(words)
            QTest.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def says(self, words):
        from PySide6.QtWidgets import QLabel

        return any(
            words in one.text() and one.isVisible() for one in self.window.findChildren(QLabel)
        )


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
