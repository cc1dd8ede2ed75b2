"""The rules of equipment in the desk: reached by Ctrl+K, and the days of items follow them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.rooms import Room
from libdesk.paths import DataFolder
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.equipment.fleet_panel import FleetPanel
from libdesk.ui.equipment.rule_table import RuleTable
from libdesk.ui.equipment.rules_page import RulesPage

PATIENCE_MS = 20_000
LAPTOP = Record(
    Tag("LV-1"), "L", "laptop", branch="CEN", room="Attic", make="Dell", model="Latitude",
    bought_on=date(2024, 5, 1),
)  # fmt: skip


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "desk")


@pytest.fixture
def desk(qtbot, qapp, data):
    others = (
        replace(LAPTOP, tag=Tag("LV-2")),
        replace(LAPTOP, tag=Tag("LV-3"), model="EliteBook"),
    )
    opened = closing(Database.open(data.database, now=now))
    with opened as database, database.unit(write=True) as unit:
        unit.items.add([(one, Dates()) for one in (LAPTOP, *others)])
    made = Desk(qapp, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
    made.window.resize(1340, 800)
    made.show()
    qtbot.waitUntil(lambda: made.rooms is not None, timeout=PATIENCE_MS)
    yield made
    made.close()
    made.window.leave()
    made.window.deleteLater()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


def stored(data):
    """Return the day by which the laptop is to be replaced, as the database has it.

    Read beside the desk that has it open: a second desk on the file would seal it as it leaves.
    """
    with closing(sqlite3.connect(f"file:{data.database}?mode=ro", uri=True, timeout=20)) as opened:
        rows = opened.execute("SELECT replace_by FROM items WHERE tag = 'LV-1'").fetchall()
    return date.fromisoformat(rows[0][0]) if rows[0][0] else None


def go(qtbot, desk, words):
    """Go somewhere by Ctrl+K and a few letters."""
    qtbot.waitUntil(lambda: desk.rooms._going is not None, timeout=PATIENCE_MS)
    QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(desk.window.focusWidget(), QLineEdit), timeout=PATIENCE_MS)
    QTest.keyClicks(desk.window.focusWidget(), words)
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)


def the(desk, kind, name):
    (found,) = [
        one
        for one in desk.window.findChildren(kind)
        if one.accessibleName() == name and one.isVisible()
    ]
    return found


def test_days_that_were_never_worked_out_are_at_the_start(qtbot, desk, data):
    assert desk.rooms is not None
    qtbot.waitUntil(lambda: stored(data) == date(2028, 5, 1), timeout=PATIENCE_MS)


@pytest.mark.rows("S55")
def test_rules_are_reached_by_ctrl_k_and_days_follow_a_change(qtbot, desk, data):
    go(qtbot, desk, "Rules for eq")
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(RulesPage)), timeout=PATIENCE_MS)
    page = desk.window.findChild(RulesPage)
    table = next(one for one in page.findChildren(RuleTable) if one.isVisible())
    qtbot.waitUntil(lambda: table.model().rowCount() > 20, timeout=PATIENCE_MS)
    qtbot.waitUntil(table.hasFocus, timeout=PATIENCE_MS)
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    field = the(desk, QLineEdit, "Replace after, in years")
    assert the(desk, QLineEdit, "Kind").text() == "laptop"
    field.selectAll()
    QTest.keyClicks(field, "6")
    with qtbot.waitSignal(desk.rooms.rules_room.changed, timeout=PATIENCE_MS):
        QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(data) == date(2030, 5, 1)
    QTest.mouseClick(the(desk, QPushButton, "Back to the equipment"), Qt.MouseButton.LeftButton)
    assert not page.isVisible()
    assert the(desk, QPushButton, "Go to") is not None


def test_a_renamed_room_leaves_the_days_that_follow_from_the_librarys_rules(qtbot, desk, data):
    def rename():
        rules = desk.rooms.rules_room.rules()
        kind = rules.rules().kinds.kind_rule("laptop")
        rules.save_kind(replace(kind, years=6))
        desk.rooms.rules_room.tend()
        panel_parts.rooms.rename(Room("CEN", "Attic"), "Loft")
        return True

    qtbot.waitUntil(lambda: stored(data) == date(2028, 5, 1), timeout=PATIENCE_MS)
    done: list[bool] = []
    panel_parts = desk.rooms._library_room._rooms(dict)._parts
    desk.rooms.tasks.database(rename, done.append, owner=desk.window)
    qtbot.waitUntil(lambda: done == [True], timeout=PATIENCE_MS)
    assert stored(data) == date(2030, 5, 1)


@pytest.mark.rows("S53")
def test_how_mixed_it_is_leads_to_the_odd_one(qtbot, desk):
    go(qtbot, desk, "How mixed")
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(FleetPanel)), timeout=PATIENCE_MS)
    panel = desk.window.findChild(FleetPanel)

    def odd():
        return [one for one in panel.findChildren(QPushButton) if one.text() == "LV-3 · L"]

    qtbot.waitUntil(lambda: bool(odd()), timeout=PATIENCE_MS)
    with qtbot.waitSignal(desk.rooms.rules_room.items_requested) as asked:
        QTest.mouseClick(odd()[0], Qt.MouseButton.LeftButton)
    assert len(asked.args[0]) == 1
    assert not panel.isVisible()
