"""The room for planned work on a real SQLite file, seen and used as a person does."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from libdesk.domain.places import Branch
from libdesk.services.outages import Outages
from libdesk.services.places import Places
from libdesk.services.planned_changes import PlannedChanges
from libdesk.services.requirements import Requirements
from libdesk.ui.planning.entry_list import EntryList
from libdesk.ui.planning.planning_page import PlanningPage, PlanningParts
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


class Room(FileBench):
    """The page, used by names."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
            unit.places.save_branch(Branch("MIL", "Mill Pond"))
        self.parts = self.desk("IT (desk-1)")
        page = PlanningPage(self.parts, self.tasks, look)
        self.printed: list[str] = []
        page.print_requested.connect(self.printed.append)
        self.show(page, (1100, 800))

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

    @property
    def list(self):
        (found,) = [one for one in self.page.findChildren(EntryList) if one.parent().isVisible()]
        return found

    def lines(self):
        """Return what a screen reader says of each line."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [self.list.item(row).data(role) for row in range(self.list.count())]

    def choose(self, row):
        self.list.setFocus()
        self.list.setCurrentRow(row)
        self.settle()

    def pick(self, name, words):
        from libdesk.ui.widgets.picker import Picker

        picker = self.get(Picker, name)
        picker.setCurrentIndex(picker.findText(words))
        picker.activated.emit(picker.currentIndex())


@pytest.fixture
def room(qtbot, look, tmp_path):
    made = Room(qtbot, look, tmp_path / "libdesk.sqlite")
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
