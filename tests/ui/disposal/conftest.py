"""Wiping and disposal on a real SQLite file, seen and used as a person does: by names and keys."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from libdesk.app.disposal_files import load_wiping
from libdesk.app.item_rules import item_rules
from libdesk.domain.equipment import Tag
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.wiping import Destination, Method, Result, WipeRecord
from libdesk.services.disposals import Disposals
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Unavailable
from libdesk.storage.database import Database
from libdesk.ui.disposal.disposal_panel import DisposalPanel, DisposalParts
from libdesk.ui.disposal.leaving_list import LeavingList
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)


class Crew(Tasks):
    """The threads; `settled` tells that a test's own question came home."""

    settled = Signal()


class House:
    """A library's old things, and the page, used by names."""

    def __init__(self, app, qtbot, path):
        self.qtbot = qtbot
        self.is_away = False
        self.database = Database.open(path, now=lambda: NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Larkmere Central"))
        rules = item_rules(TODAY)
        self.equipment = Equipment(self.open_unit, lambda: rules, lambda: NOW, "IT")
        self.disposals = Disposals(self.open_unit, lambda: rules, lambda: NOW, "IT", load_wiping)
        self.look = Theme(app, dark=False)
        self.tasks = Crew()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        self.drafts: dict[Any, Any] = {}
        self.panel: Any = None
        self.heard: list[Any] = []

    def add(self, tag, **more):
        told = {"disk_kind": DiskKind.SSD, "make": "Dell", "branch": "CEN", **more}
        return self.equipment.add(Record(Tag(tag), tag, "public PC", **told)).records[0].id

    def wipe(self, item, technique="sanitize", **more):
        told = {"by": "Ada", "checked_by": "Ben", "on": TODAY, **more}
        wipe = WipeRecord(item, technique, Method.CLEAR, DiskKind.SSD, **told)
        return self.disposals.record_wipe(wipe)

    def fail(self, item):
        return self.wipe(item, result=Result.FAILED)

    def clear(self, item):
        return self.wipe(item, "factory-reset", goes=Destination.STAYS)

    def open_unit(self, *, write=False):
        if self.is_away:
            raise Unavailable("The database is away. Nothing was lost. Try again.")
        return self.database.unit(write=write)

    def open(self, *items):
        parts = DisposalParts(
            self.disposals,
            self.equipment.undo,
            load_wiping(),
            lambda: {"CEN": "Larkmere Central"},
            lambda: NOW,
            "IT",
            self.drafts,
        )
        panel = self.panel = DisposalPanel(parts, self.tasks, self.look, items)
        panel.changed.connect(lambda: self.heard.append("changed"))
        panel.open_requested.connect(lambda tag: self.heard.append(("open", tag)))
        panel.certificate_requested.connect(lambda one: self.heard.append(("certificate", one)))
        panel.proposal_requested.connect(lambda ids: self.heard.append(("proposal", ids)))
        panel.list_requested.connect(lambda: self.heard.append("list"))
        self.qtbot.addWidget(panel)
        panel.resize(1200, 900)
        panel.show()
        self.qtbot.waitExposed(panel)
        self.settle()
        return panel

    @property
    def list(self):
        return self.panel.findChild(LeavingList)

    def lines(self):
        role = Qt.ItemDataRole.AccessibleTextRole
        return [self.list.item(row).data(role) for row in range(self.list.count())]

    def get(self, kind, name):
        found = self.panel.findChildren(kind)
        (one,) = [one for one in found if one.accessibleName() == name and one.isVisible()]
        return one

    def sees(self, kind, name):
        found = self.panel.findChildren(kind)
        return any(one.accessibleName() == name and one.isVisible() for one in found)

    def press(self, name):
        buttons = [one for one in self.panel.findChildren(QPushButton) if one.isVisible()]
        named = {one: one.accessibleName() or one.text() for one in buttons}
        found = [one for one, words in named.items() if words == name]
        (one,) = found or [one for one, words in named.items() if words.startswith(name)]
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        self.settle()

    def chips(self):
        buttons = self.panel.findChildren(QPushButton)
        return [one.words() for one in buttons if one.isVisible() and one.isCheckable()]

    def type(self, name, words):
        field = self.get(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        return field

    def enter(self):
        """Go from the list into the form."""
        QTest.keyClick(self.list, Qt.Key.Key_Return)

    def save(self):
        key = Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self.panel._side.form, *key)
        self.settle()

    def settle(self):
        """Wait until all that was asked of the database so far came home."""
        for _ in range(4):
            with self.qtbot.waitSignal(self.tasks.settled):
                self.tasks.database(bool, lambda _: self.tasks.settled.emit(), owner=self.panel)

    def words(self):
        labels = self.panel.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())

    def step(self, item):
        return self.disposals.of([item])[0].step

    def close(self):
        self.tasks.close(5)
        self.database.close()
        self.look.deleteLater()
        assert self.troubles == []


@pytest.fixture
def house(plain_program, qtbot, tmp_path):
    made = House(plain_program, qtbot, tmp_path / "libdesk.sqlite")
    yield made
    made.close()
