"""The rules of equipment in the desk: reached by Ctrl+K, and the days of items follow them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.rooms import Room
from libdesk.paths import DataFolder
from libdesk.storage.database import Database
from libdesk.ui.equipment.fleet_panel import FleetPanel
from libdesk.ui.equipment.rule_table import RuleTable
from libdesk.ui.equipment.rules_page import RulesPage
from tests.app.real_desk import real_desk

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
    with real_desk(qtbot, qapp, data) as opened:
        yield opened


def stored(data):
    """Return the day by which the laptop is to be replaced, as the database has it.

    Read beside the desk that has it open: a second desk on the file would seal it as it leaves.
    """
    with closing(sqlite3.connect(f"file:{data.database}?mode=ro", uri=True, timeout=20)) as opened:
        rows = opened.execute("SELECT replace_by FROM items WHERE tag = 'LV-1'").fetchall()
    return date.fromisoformat(rows[0][0]) if rows[0][0] else None


def go(desk, words):
    """Go somewhere by Ctrl+K and a few letters."""
    desk.wait(lambda: desk.rooms._going is not None)
    QTest.keyClick(desk.look_up(words), Qt.Key.Key_Return)


def test_days_that_were_never_worked_out_are_at_the_start(desk, data):
    assert desk.rooms is not None
    desk.wait(lambda: stored(data) == date(2028, 5, 1))


@pytest.mark.rows("S55")
def test_rules_are_reached_by_ctrl_k_and_days_follow_a_change(desk, data):
    go(desk, "Rules for eq")
    desk.wait(lambda: bool(desk.window.findChildren(RulesPage)))
    page = desk.window.findChild(RulesPage)
    table = next(one for one in page.findChildren(RuleTable) if one.isVisible())
    desk.wait(lambda: table.model().rowCount() > 20)
    desk.wait(table.hasFocus)
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    field = desk.get(QLineEdit, "Replace after, in years")
    assert desk.get(QLineEdit, "Kind").text() == "laptop"
    field.selectAll()
    QTest.keyClicks(field, "6")
    with desk.signal(desk.rooms.rules_room.changed):
        QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(data) == date(2030, 5, 1)
    desk.press("Back to the equipment")
    assert not page.isVisible()
    assert desk.get(QPushButton, "Go to") is not None


def test_a_renamed_room_leaves_the_days_that_follow_from_the_librarys_rules(desk, data):
    def rename():
        rules = desk.rooms.rules_room.rules()
        kind = rules.rules().kinds.kind_rule("laptop")
        rules.save_kind(replace(kind, years=6))
        desk.rooms.rules_room.tend()
        panel_parts.rooms.rename(Room("CEN", "Attic"), "Loft")
        return True

    desk.wait(lambda: stored(data) == date(2028, 5, 1))
    done: list[bool] = []
    panel_parts = desk.rooms._library_room._rooms(dict)._parts
    desk.rooms.tasks.database(rename, done.append, owner=desk.window)
    desk.wait(lambda: done == [True])
    assert stored(data) == date(2030, 5, 1)


@pytest.mark.rows("S53")
def test_how_mixed_it_is_leads_to_the_odd_one(desk):
    go(desk, "How mixed")
    desk.wait(lambda: bool(desk.window.findChildren(FleetPanel)))
    panel = desk.window.findChild(FleetPanel)

    def odd():
        return [one for one in panel.findChildren(QPushButton) if one.text() == "LV-3 · L"]

    desk.wait(lambda: bool(odd()))
    with desk.signal(desk.rooms.rules_room.items_requested) as asked:
        QTest.mouseClick(odd()[0], Qt.MouseButton.LeftButton)
    assert len(asked.args[0]) == 1
    assert not panel.isVisible()
