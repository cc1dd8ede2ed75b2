"""The room for planned work on a real SQLite file, seen and used as a person does."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from libdesk.domain.places import Branch
from libdesk.services.errors import Unavailable
from libdesk.services.outages import Outages
from libdesk.services.places import Places
from libdesk.services.planned_changes import PlannedChanges
from libdesk.services.requirements import Requirements
from libdesk.storage.database import Database
from libdesk.ui.planning.entry_list import EntryList
from libdesk.ui.planning.planning_page import PlanningPage, PlanningParts
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


class Crew(Tasks):
    """The threads; `settled` tells that a test's own question came home."""

    settled = Signal()


class Room:
    """The page, used by names."""

    def __init__(self, app, qtbot, path, dark=False, size=(1100, 800)):
        self.qtbot = qtbot
        self.now = NOW
        self.database = Database.open(path, now=lambda: self.now)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
            unit.places.save_branch(Branch("MIL", "Mill Pond"))
        self.is_away = False
        self.parts = self.desk("IT (desk-1)")
        self.look = Theme(app, dark=dark)
        self.tasks = Crew()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        self.page = PlanningPage(self.parts, self.tasks, self.look)
        self.printed: list[str] = []
        self.page.print_requested.connect(self.printed.append)
        qtbot.addWidget(self.page)
        self.page.resize(*size)
        self.page.show()
        self.settle()

    def desk(self, who):
        """Return the services on the same database, as another desk has them."""
        clock = lambda: self.now  # noqa: E731 - it reads what the test sets
        return PlanningParts(
            PlannedChanges(self.open_unit, clock, who),
            Requirements(self.open_unit, clock, who),
            Outages(self.open_unit, clock, who),
            lambda: Places(self.open_unit).overview().branches,
            clock,
        )

    def open_unit(self, *, write=False):
        if self.is_away:
            raise Unavailable("The database is away. Nothing was lost. Try again.")
        return self.database.unit(write=write)

    @property
    def list(self):
        (found,) = [one for one in self.page.findChildren(EntryList) if self.sees(one.parent())]
        return found

    def sees(self, widget):
        return widget.isVisibleTo(self.page)

    def lines(self):
        """Return what a screen reader says of each line."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [self.list.item(row).data(role) for row in range(self.list.count())]

    def choose(self, row):
        self.list.setFocus()
        self.list.setCurrentRow(row)
        self.settle()

    def seen(self, kind, name):
        found = self.page.findChildren(kind)
        return [one for one in found if one.accessibleName() == name and self.sees(one)]

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
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, words)

    def pick(self, name, words):
        from libdesk.ui.widgets.picker import Picker

        picker = self.get(Picker, name)
        picker.setCurrentIndex(picker.findText(words))
        picker.activated.emit(picker.currentIndex())

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
        return "\n".join(one.text() for one in shown if self.sees(one))

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
def register(room):
    room.press("Won’t work with")
    return room


@pytest.fixture
def log(room):
    room.press("Outages")
    return room
