"""The desk's room for planned work: hidden until something is in it, and reached before that."""

from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.places import PLANNED
from libdesk.app.site import now
from libdesk.domain.planned_changes import PlannedChange
from libdesk.paths import DataFolder
from libdesk.services.planned_changes import PlannedChanges
from libdesk.settings import Site
from libdesk.storage.database import Database

PATIENCE_MS = 20_000
TITLE = "What will be done"


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "desk")


@pytest.fixture
def open_desk(qtbot, qapp, data):
    opened = []

    def make():
        made = Desk(qapp, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
        opened.append(made)
        made.window.resize(1340, 800)
        made.show()
        qtbot.waitUntil(lambda: made.rooms is not None, timeout=PATIENCE_MS)
        return made

    yield make
    for one in opened:
        one.close()
        one.window.leave()
        one.window.deleteLater()
        one.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


def seen(desk, kind, name):
    found = desk.window.findChildren(kind)
    return [one for one in found if one.accessibleName() == name and one.isVisible()]


def plan(data, **parts):
    with closing(Database.open(data.database, now=now)) as database:
        tomorrow = now().astimezone().date() + timedelta(days=1)
        work = PlannedChange("Update of the catalog", tomorrow, **parts)
        PlannedChanges(database.unit, now, "IT").save(work)


@pytest.mark.rows("S57")
def test_ctrl_k_leads_to_a_room_that_is_not_shown_yet(open_desk, qtbot, data):
    with closing(Database.open(data.database, now=now)):
        pass
    desk = open_desk()
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Go to")), timeout=PATIENCE_MS)
    assert not seen(desk, QPushButton, "Planned work")
    desk.window.activateWindow()

    def reach():
        if not seen(desk, QLineEdit, "Go to"):
            QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        return bool(seen(desk, QLineEdit, "Go to"))

    qtbot.waitUntil(reach, timeout=PATIENCE_MS)
    (line,) = seen(desk, QLineEdit, "Go to")
    QTest.keyClicks(line, "planned")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(seen(desk, QLineEdit, TITLE)), timeout=PATIENCE_MS)
    assert desk.window.chosen_room() == PLANNED
    assert seen(desk, QPushButton, "Planned work")


@pytest.mark.rows("S57")
def test_what_is_planned_is_on_today_and_leads_there(open_desk, qtbot, data):
    plan(data)
    desk = open_desk()
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Planned work")), timeout=PATIENCE_MS)
    today = desk.rooms.today.page

    def has_line():
        agenda = today.at_hand()
        return bool(seen(desk, QPushButton, "Open planned work")) or agenda is None

    QTest.keyClick(desk.window.focusWidget() or desk.window, Qt.Key.Key_J)
    qtbot.waitUntil(has_line, timeout=PATIENCE_MS)
    (button,) = seen(desk, QPushButton, "Open planned work")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def is_there():
        found = seen(desk, QLineEdit, TITLE)
        return bool(found) and found[0].text() == "Update of the catalog"

    qtbot.waitUntil(is_there, timeout=PATIENCE_MS)
    assert desk.window.chosen_room() == PLANNED
