"""The window for reading lists in, used by names, over a real database and real files."""

import gc
import threading
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.app import import_jobs, import_plain
from libdesk.app.import_commands import write_fix_these
from libdesk.app.import_jobs import KeptMaps
from libdesk.app.import_work import DeskImporting
from libdesk.app.item_rules import item_rules, kind_words
from libdesk.delivery.tables import plain
from libdesk.services.backups import Stopped
from libdesk.services.equipment import Equipment
from libdesk.services.item_import import ItemImport
from libdesk.storage.database import Database
from libdesk.ui.imports.import_dialog import ImportDialog
from libdesk.ui.imports.parts import ImportParts, Order, Work
from libdesk.ui.widgets.picker import Picker
from tests.domain.made_lists import BRANCHES
from tests.storage.made import SetClock
from tests.ui.bench import Bench, Person


@pytest.fixture(scope="module", autouse=True)
def _what_was_collected_stays_out_of_searches():
    """A window that lets go of its work opens everything to the search again, also pytest's own."""
    yield
    gc.collect()
    gc.freeze()


class QuickImporting:
    """Works lists out in this process: a child of its own takes a quarter of a second to start."""

    def __init__(self, items, kept):
        self.items, self.kept = items, kept
        self.orders: list[Order] = []
        self.gate = None
        self.reached = threading.Event()
        self.bug = None
        self.meanwhile = lambda: None

    def work_out(self, order, stop):
        self.orders.append(order)
        self._wait()
        if self.bug is not None:
            raise self.bug
        if stop():
            raise Stopped
        stock = self.items.stock()
        asked = {
            **plain.asked(order.path, order.read_as),
            "document": order.document,
            "kept": str(self.kept.folder),
            "stock": import_plain.of_stock(stock),
        }
        worked = import_plain.worked(import_jobs.work_out(asked))
        if order.document is not None:
            self.kept.keep(worked)
        looked = plain.looked(plain.look(plain.asked(order.path, worked.read_as)))
        kinds = tuple(sorted(set(stock.kinds.values())))
        return Work(worked, looked, stock.branches, stock.own_fields, kinds)

    def carry_out(self, path, worked, pace):
        def waits(done, of):
            self._wait()
            return pace(done, of)

        self.meanwhile()
        done = self.items.carry_out(worked.plan, path.name, pace=waits)
        self.kept.keep(worked)
        return done

    def undo(self, change):
        return len(self.items.undo(change))

    def write_refused(self, path, worked):
        write_fix_these(path, worked)

    def _wait(self):
        if self.gate is not None:
            self.reached.set()
            assert self.gate.wait(30)


class Window(Bench):
    """The dialog, used by names."""

    def __init__(self, qtbot, look, memory, tmp_path, *, real=False):
        super().__init__(qtbot, look)
        self.clock = SetClock()
        self.database = Database.open(tmp_path / "libdesk.sqlite", now=self.clock)
        with self.database.unit(write=True) as unit:
            for branch in BRANCHES:
                unit.places.save_branch(branch)
        rules = item_rules(self.clock().date())
        self.equipment = Equipment(self.database.unit, lambda: rules, self.clock)
        self.items = ItemImport(
            self.database.unit, lambda: rules, self.clock, "Ada", kind_words, self.tasks.give_way
        )
        self.kept = KeptMaps(tmp_path / "import-maps")
        self.changes: list[int] = []
        self.importing: Any = None
        if real:
            self.importing = DeskImporting(self.items, self.kept, lambda: self.changes.append(1))
        else:
            self.importing = QuickImporting(self.items, self.kept)
        self.memory = memory
        parts = ImportParts(self.importing, self.memory, tmp_path)
        self.page = self.dialog = ImportDialog(parts, self.tasks, look)
        self.closed: list[int] = []
        self.dialog.finished.connect(self.closed.append)
        self.dialog.open()
        qtbot.waitExposed(self.dialog)

    def read(self, path, words=" = "):
        """Open a file and wait until it is worked out."""
        self.dialog.open_file(path)
        self.wait_says(words)
        self.wait_rest()

    def wait_rest(self):
        self.wait(lambda: bool(self.seen(QPushButton, "Close")))

    def seen(self, kind, name=""):
        """Return what begins so: names here go on with what the list has."""
        return [one for one in super().seen(kind) if one.accessibleName().startswith(name)]

    press = Person.press  # tests look at what stands there meanwhile

    def pick(self, name, words):
        """Choose from a picker by keys, as a person does: open, letters, Enter."""
        picker = self.get(Picker, name)
        at = next(
            at for at in range(picker.count()) if picker.itemText(at).strip().startswith(words)
        )
        picker.setFocus()
        picker.setCurrentIndex(at)
        picker.activated.emit(at)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key and no more, as `press`."""
        QTest.keyClick(self.dialog.focusWidget() or self.dialog, key, modifiers)

    def said(self):
        return [one.text() for one in self.seen(QLabel) if one.text()]

    def records(self):
        return self.equipment.records()

    def close(self):
        gate = getattr(self.importing, "gate", None)
        if gate is not None:
            gate.set()
        if shiboken6.isValid(self.dialog):
            self.dialog.deleteLater()
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.dialog))
        super().close()
        self.database.close()


@pytest.fixture
def open_window(qtbot, look, memory, tmp_path):
    made = []
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))

    def open_(*, real=False):
        made.append(Window(qtbot, look, memory, tmp_path, real=real))
        return made[-1]

    yield open_
    for one in made:
        one.close()
    QLocale.setDefault(before)


@pytest.fixture
def window(open_window):
    return open_window()
