"""Loans at the real desk: lent in four steps, undone from the list, reached from Today."""

from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView

from libdesk.app.desk import Desk
from libdesk.app.item_rules import item_rules
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.app.tour_steps import choose, rows
from libdesk.domain.equipment import Tag
from libdesk.domain.loans import Loan
from libdesk.domain.places import Branch
from libdesk.domain.records import Record, Role
from libdesk.domain.statuses import Status
from libdesk.paths import DataFolder
from libdesk.services.equipment import Equipment
from libdesk.services.loans import Loans
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.papers.paper_dialog import PaperDialog

PATIENCE_MS = 20_000


def rules():
    return item_rules(now().date())


def today():
    return now().astimezone().date()


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    with closing(Database.open(data.database, now=now)) as database:
        with database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
        equipment = Equipment(database.unit, rules, now, "Robin")
        for tag in ("LT-1", "LT-2"):
            laptop = Record(Tag(tag), f"Laptop {tag}", "laptop", "CEN", "", Status.READY, Role.LOAN)
            equipment.add(laptop)
        late = equipment.find("LT-2")[0].id
        loans = Loans(database.unit, rules, lambda: now() - timedelta(days=9), "Robin")
        loans.lend(Loan(late, "Ben", today(), today() - timedelta(days=3)))
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


def open_item(qtbot, desk, tag):
    desk.rooms.equipment_room.open_item(tag)
    qtbot.waitUntil(lambda: bool(seen(desk, QTableView, "Items")), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: says(desk, f"Laptop {tag}"), timeout=PATIENCE_MS)
    return seen(desk, QTableView, "Items")[0]


class Hands:
    """Keys and clicks, counted; a name that is typed is one."""

    def __init__(self):
        self.count = 0

    def key(self, widget, key):
        self.count += 1
        QTest.keyClick(widget, key)

    def type(self, widget, words):
        self.count += 1
        QTest.keyClicks(widget, words)

    def click(self, widget):
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.mark.rows("S54")
def test_a_thing_is_lent_within_four_steps_and_back_after_one_click(qtbot, desk):
    items = open_item(qtbot, desk, "LT-1")
    qtbot.waitUntil(lambda: says(desk, "Nobody has it"), timeout=PATIENCE_MS)
    hands = Hands()
    hands.key(items, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: bool(seen(desk, QLineEdit, "Who takes it")), timeout=PATIENCE_MS)
    (who,) = seen(desk, QLineEdit, "Who takes it")
    qtbot.waitUntil(who.hasFocus, timeout=PATIENCE_MS)
    hands.type(who, "Dana")
    hands.click(seen(desk, QPushButton, "Today")[0])
    hands.click(seen(desk, QPushButton, "Lend it")[0])
    assert hands.count <= 4
    qtbot.waitUntil(lambda: says(desk, "With Dana; due back today"), timeout=PATIENCE_MS)
    assert says(desk, "LT-1 is lent to Dana until today. It can be undone")
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Take back")), timeout=PATIENCE_MS)
    QTest.mouseClick(seen(desk, QPushButton, "Take back")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: says(desk, "LT-1 is back from Dana."), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: says(desk, "Lent once before"), timeout=PATIENCE_MS)
    QTest.keyClick(items, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: says(desk, "Taken back, as though"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: says(desk, "With Dana; due back today"), timeout=PATIENCE_MS)


def test_today_leads_to_what_is_overdue(qtbot, desk):
    for row in range(rows(desk.window)):
        choose(desk.window, row)
        qtbot.wait(1)
        if seen(desk, QPushButton, "Open the loan"):
            break
    assert says(desk, "With Ben: was due back")
    assert says(desk, "3 days ago")
    QTest.mouseClick(seen(desk, QPushButton, "Open the loan")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Take back")), timeout=PATIENCE_MS)
    assert says(desk, "Overdue: 3 days")
    back = seen(desk, QPushButton, "Take back")[0]
    qtbot.waitUntil(back.hasFocus, timeout=PATIENCE_MS)
    QTest.mouseClick(seen(desk, QPushButton, "Show LT-2")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(seen(desk, QTableView, "Items")), timeout=PATIENCE_MS)


def test_ctrl_k_goes_to_the_page_and_a_slip_is_printed_from_it(qtbot, desk):
    QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (line,) = seen(desk, QLineEdit, "Go to")
    QTest.keyClicks(line, "loans")
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Loans")), timeout=PATIENCE_MS)
    seen(desk, QPushButton, "Loans")[0].click()
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, "Slip…")), timeout=PATIENCE_MS)
    for name in ("Slip…", "Print what is out…"):
        seen(desk, QPushButton, name)[0].click()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=PATIENCE_MS)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PaperDialog)
        with qtbot.waitSignal(dialog.finished, timeout=PATIENCE_MS):
            dialog.reject()
