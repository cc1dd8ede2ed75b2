"""Counting day on a database in memory, used as a person does: by a scanner, keys and clicks."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.domain.place_codes import place_code
from libdesk.domain.text import fold
from libdesk.services.errors import Unavailable
from libdesk.services.places import Overview
from libdesk.services.stocktake import places_in
from libdesk.ui.stocktake.keeper import Keeper
from libdesk.ui.stocktake.parts import Library, StocktakeParts
from libdesk.ui.stocktake.scanner_memory import ScannerMemory
from libdesk.ui.stocktake.stocktake_page import StocktakePage
from libdesk.ui.stocktake.tones import Tones
from tests.services import counted_library
from tests.services.memory_database import MemoryDatabase
from tests.ui.bench import Bench

if TYPE_CHECKING:
    from libdesk.services.item_export import Sheet

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
NAMES = {"CEN": "Central", "FER": "Ferndale"}


class Broken:
    """Opens units, but for as long as it is told to fail."""

    def __init__(self, open_unit):
        self._open_unit = open_unit
        self.error: Exception | None = None

    def __call__(self, *, write=False):
        if self.error is not None and write:
            raise self.error
        return self._open_unit(write=write)

    def fail(self, error=None):
        self.error = error or Unavailable("The disk is full. Make room.")

    def mend(self):
        self.error = None


class Day(Bench):
    """The page in a window, and the hands of the person before it."""

    def __init__(self, qtbot, look, memory):
        super().__init__(qtbot, look)
        self.memory = memory
        self.unit = Broken(MemoryDatabase())
        self.library = counted_library.Library(self.unit)
        self.heard: list[str] = []
        self.printed: list[tuple[str, int]] = []
        self.changes = 0
        self.tables: dict[str, Sheet] = {}
        self.parts = StocktakeParts(
            self.tasks,
            self.library.counting,
            self.library.results,
            self._library,
            self._codes,
            self._find,
            lambda one: self.printed.append(("list", one.id)),
            lambda one: self.printed.append(("result", one.id)),
            self._save_table,
            self._on_changed,
            self.library.clock,
            memory,
            ScannerMemory(memory),
            Tones(look, memory, lambda file: self.heard.append(file.stem)),
        )
        self.keeper = Keeper(self.tasks, self.library.counting, self.library.clock, look)
        self.keeper._again.setInterval(10**8)  # a slow machine must not come to it by itself

    def _save_table(self, path, sheet):
        if "full" in path.name:
            raise Unavailable("The disk is full. Make room.")
        self.tables[path.name] = sheet

    def _on_changed(self):
        self.changes += 1

    def _library(self):
        with self.unit() as unit:
            return Library(Overview("Larkmere", NAMES), places_in(unit))

    def _codes(self):
        with self.unit() as unit:
            return tuple(unit.items.tags())

    def _find(self, label):
        found = self.library.equipment.find(label)
        return next((one.id for one in found if fold(one.tag) == fold(label)), None)

    def open(self, size=(1134, 800)):
        self.show(StocktakePage(self.parts, self.look, self.keeper), size)
        for view in (self.page.counts._list, self.page.count.rows, self.page.result.rows):
            QAbstractItemModelTester(view.model(), FATAL, view.model())
        return self

    def count(self, *spots):
        """Begin a count and go into it."""
        self.campaign = self.library.begin(*spots)
        self.open()
        self.page.open(self.campaign)
        self.settle()
        return self

    def scan(self, *codes, end=Qt.Key.Key_Return):
        """Press the keys that a scanner presses, into the window."""
        handle = self.page.window().windowHandle()
        for code in codes:
            for one in code:
                QTest.keyClick(handle, one)
            QTest.keyClick(handle, end)

        self.rest()

    def letter(self, one):
        """Press the key of one letter, into the window."""
        handle = self.page.window().windowHandle()
        QTest.keyClick(handle, one)

    def rest(self):
        """Let the moment pass in which a key would still belong to the last scan."""
        self.page.count.scanner._bursts.drop()

    def place(self, spot):
        self.scan(place_code(spot.branch, spot.room))

    def press_beginning(self, words):
        """Press what begins so: chips have their number behind."""
        (found,) = [
            one
            for one in self.page.findChildren(QPushButton)
            if one.isVisible() and one.accessibleName().startswith(words)
        ]
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name, words, kind=QLineEdit):
        """Put words into a field at once: what comes key by key so fast is a scan."""
        field = self.get(kind, name)
        field.setFocus()
        field.setText(words)
        return field

    def tags(self):
        model = self.page.count.rows.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def stored(self):
        return sorted(one.code for one in self.library.counting.scans(self.campaign))

    def tallies(self):
        found = self.keeper.count.tallies()
        return found.found, found.elsewhere, found.missing, found.unknown

    def close(self):
        self.page.hide()
        super().close()


@pytest.fixture
def day(qtbot, look, memory):
    """Two branches with five things; no page is open yet."""
    made = Day(qtbot, look, memory)
    yield made
    made.close()
