"""The desk's room for planned work: hidden until something is in it, and reached before that."""

from contextlib import ExitStack, closing
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.app.places import PLANNED
from libdesk.app.site import now
from libdesk.domain.planned_changes import PlannedChange
from libdesk.paths import DataFolder
from libdesk.services.planned_changes import PlannedChanges
from libdesk.storage.database import Database
from tests.app.real_desk import real_desk

TITLE = "What will be done"


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "desk")


@pytest.fixture
def open_desk(qtbot, qapp, data):
    with ExitStack() as opened:
        yield lambda: opened.enter_context(real_desk(qtbot, qapp, data))


def plan(data, **parts):
    with closing(Database.open(data.database, now=now)) as database:
        tomorrow = now().astimezone().date() + timedelta(days=1)
        work = PlannedChange("Update of the catalog", tomorrow, **parts)
        PlannedChanges(database.unit, now, "IT").save(work)


@pytest.mark.rows("S57")
def test_ctrl_k_leads_to_a_room_that_is_not_shown_yet(open_desk, data):
    with closing(Database.open(data.database, now=now)):
        pass
    desk = open_desk()
    desk.wait_seen(QPushButton, "Go to")
    assert not desk.seen(QPushButton, "Planned work")
    QTest.keyClick(desk.look_up("planned"), Qt.Key.Key_Return)
    desk.wait_seen(QLineEdit, TITLE)
    assert desk.window.chosen_room() == PLANNED
    assert desk.seen(QPushButton, "Planned work")


@pytest.mark.rows("S57")
def test_what_is_planned_is_on_today_and_leads_there(open_desk, data):
    plan(data)
    desk = open_desk()
    desk.wait_seen(QPushButton, "Planned work")
    today = desk.rooms.today.page

    def has_line():
        agenda = today.at_hand()
        return bool(desk.seen(QPushButton, "Open planned work")) or agenda is None

    QTest.keyClick(desk.window.focusWidget() or desk.window, Qt.Key.Key_J)
    desk.wait(has_line)
    desk.press("Open planned work")

    def is_there():
        found = desk.seen(QLineEdit, TITLE)
        return bool(found) and found[0].text() == "Update of the catalog"

    desk.wait(is_there)
    assert desk.window.chosen_room() == PLANNED
