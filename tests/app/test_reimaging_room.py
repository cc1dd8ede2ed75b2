"""A machine is set up at the real desk: begun by R, ticked with the keys, undone, and printed."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView

from libdesk.app.desk import Desk
from libdesk.app.item_rules import item_rules
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.paths import DataFolder
from libdesk.services.equipment import Equipment
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.papers.paper_dialog import PaperDialog
from libdesk.ui.reimaging.tick_row import TickRow

PATIENCE_MS = 20_000
CONFIRM = "I tried it: it allows this, and no more."


def rules():
    return item_rules(now().date())


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        record = Record(Tag("PC-1"), "By the stairs", "public PC", "CEN", "", Status.IN_USE)
        Equipment(database.unit, rules, now, "Robin").add(record)
    made = Desk(qapp, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
    made.window.resize(1340, 800)
    made.show()
    qtbot.waitUntil(lambda: made.rooms is not None, timeout=PATIENCE_MS)
    assert made.rooms is not None
    with qtbot.waitSignal(made.rooms.opened, timeout=PATIENCE_MS):
        pass
    yield made
    made.close()
    made.window.leave()
    made.window.deleteLater()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


def seen(desk, kind, name):
    return [
        one
        for one in desk.window.findChildren(kind)
        if one.accessibleName() == name and one.isVisible()
    ]


def says(desk, words):
    return any(words in one.text() and one.isVisible() for one in desk.window.findChildren(QLabel))


def focused():
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.rows("S43", "S44")
def test_a_machine_is_set_up_with_the_keys_and_its_record_tells_of_it(qtbot, desk):
    desk.rooms.equipment_room.open_item("PC-1")
    qtbot.waitUntil(lambda: says(desk, "By the stairs"), timeout=PATIENCE_MS)
    (items,) = seen(desk, QTableView, "Items")
    QTest.keyClick(items, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Begin")), timeout=PATIENCE_MS)
    qtbot.waitUntil(seen(desk, QPushButton, "Begin")[0].hasFocus, timeout=PATIENCE_MS)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(desk, "0 of 25 done"), timeout=PATIENCE_MS)
    for count in range(1, 26):
        QTest.keyClick(focused(), Qt.Key.Key_Space)
        told = f"{count} of 25 done"
        qtbot.waitUntil(lambda told=told: says(desk, told), timeout=PATIENCE_MS)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    (finish,) = seen(desk, QPushButton, "Back into service")
    assert not finish.isEnabled()
    assert says(desk, "Confirm how the public may use it.")
    (confirm,) = seen(desk, TickRow, CONFIRM)
    confirm.setFocus()
    QTest.keyClick(confirm, Qt.Key.Key_Space)
    qtbot.waitUntil(finish.isEnabled, timeout=PATIENCE_MS)
    finish.click()
    qtbot.waitUntil(lambda: says(desk, "Set up today"), timeout=PATIENCE_MS)
    assert says(desk, "and no more: tried today")
    seen(desk, QPushButton, "Back to its record")[0].click()
    print_it = "Print how it was set up…"
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, print_it)), timeout=PATIENCE_MS)
    seen(desk, QPushButton, print_it)[0].click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=PATIENCE_MS)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    with qtbot.waitSignal(dialog.finished, timeout=PATIENCE_MS):
        dialog.reject()


def test_what_is_being_set_up_is_reached_by_ctrl_k(qtbot, desk):
    QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (line,) = seen(desk, QLineEdit, "Go to")
    QTest.keyClicks(line, "being set up")
    name = "Machines being set up"
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, name)), timeout=PATIENCE_MS)
    seen(desk, QPushButton, name)[0].click()
    qtbot.waitUntil(lambda: says(desk, "Nothing is being set up now."), timeout=PATIENCE_MS)
