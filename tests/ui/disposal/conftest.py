"""Wiping and disposal on a real SQLite file, seen and used as a person does: by names and keys."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from libdesk.app.disposal_files import load_wiping
from libdesk.app.item_rules import item_rules
from libdesk.domain.equipment import Tag
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.wiping import Destination, Method, Result, WipeRecord
from libdesk.services.disposals import Disposals
from libdesk.services.equipment import Equipment
from libdesk.ui.disposal.disposal_panel import DisposalPanel, DisposalParts
from libdesk.ui.disposal.leaving_list import LeavingList
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)


class House(FileBench):
    """A library's old things, and the page, used by names."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Larkmere Central"))
        rules = item_rules(TODAY)
        self.equipment = Equipment(self.open_unit, lambda: rules, lambda: NOW, "IT")
        self.disposals = Disposals(self.open_unit, lambda: rules, lambda: NOW, "IT", load_wiping)
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
        self.show(panel, (1200, 900))
        return panel

    @property
    def list(self):
        return self.panel.findChild(LeavingList)

    def lines(self):
        role = Qt.ItemDataRole.AccessibleTextRole
        return [self.list.item(row).data(role) for row in range(self.list.count())]

    def sees(self, kind, name):
        return bool(self.seen(kind, name))

    def press(self, name):
        """Press what is called so or begins so: chips and steps have more words behind."""
        buttons = [one for one in self.panel.findChildren(QPushButton) if one.isVisible()]
        named = {one: one.accessibleName() or one.text() for one in buttons}
        found = [one for one, words in named.items() if words == name]
        (one,) = found or [one for one, words in named.items() if words.startswith(name)]
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        self.settle()

    def chips(self):
        buttons = self.panel.findChildren(QPushButton)
        return [one.words() for one in buttons if one.isVisible() and one.isCheckable()]

    def enter(self):
        """Go from the list into the form."""
        QTest.keyClick(self.list, Qt.Key.Key_Return)

    def save(self):
        key = Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(self.panel._side.form, *key)
        self.settle()

    def step(self, item):
        return self.disposals.of([item])[0].step


@pytest.fixture
def house(qtbot, look, tmp_path):
    made = House(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()
