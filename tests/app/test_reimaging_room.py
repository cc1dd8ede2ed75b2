"""A machine is set up at the real desk: begun by R, ticked with the keys, undone, and printed."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from libdesk.app.item_rules import item_rules
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.paths import DataFolder
from libdesk.services.equipment import Equipment
from libdesk.storage.database import Database
from libdesk.ui.reimaging.tick_row import TickRow
from tests.app.real_desk import real_desk

CONFIRM = "I tried it: it allows this, and no more."


def rules():
    return item_rules(now().date())


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        record = Record(Tag("PC-1"), "By the stairs", "public PC", "CEN", "", Status.IN_USE)
        Equipment(database.unit, rules, now, "Robin").add(record)
    with real_desk(qtbot, qapp, data) as opened:
        yield opened


@pytest.mark.rows("S43", "S44")
def test_a_machine_is_set_up_with_the_keys_and_its_record_tells_of_it(desk):
    desk.rooms.equipment_room.open_item("PC-1")
    desk.wait_says("By the stairs")
    items = desk.get(QTableView, "Items")
    QTest.keyClick(items, Qt.Key.Key_R)
    desk.wait(desk.wait_seen(QPushButton, "Begin").hasFocus)
    desk.key(Qt.Key.Key_Return)
    desk.wait_says("0 of 25 done")
    for count in range(1, 26):
        desk.key(Qt.Key.Key_Space)
        desk.wait_says(f"{count} of 25 done")
        desk.key(Qt.Key.Key_Return)
    finish = desk.get(QPushButton, "Back into service")
    assert not finish.isEnabled()
    assert desk.says("Confirm how the public may use it.")
    confirm = desk.get(TickRow, CONFIRM)
    confirm.setFocus()
    QTest.keyClick(confirm, Qt.Key.Key_Space)
    desk.wait(finish.isEnabled)
    finish.click()
    desk.wait_says("Set up today")
    assert desk.says("and no more: tried today")
    desk.press("Back to its record")
    desk.wait_press("Print how it was set up…")
    desk.close_paper()


def test_what_is_being_set_up_is_reached_by_ctrl_k(desk):
    desk.look_up("being set up")
    desk.wait_press("Machines being set up")
    desk.wait_says("Nothing is being set up now.")
