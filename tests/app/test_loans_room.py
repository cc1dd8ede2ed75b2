"""Loans at the real desk: lent in four steps, undone from the list, reached from Today."""

from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView

from libdesk.app.item_rules import item_rules
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
from libdesk.storage.database import Database
from tests.app.real_desk import real_desk


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
    with real_desk(qtbot, qapp, data) as opened:
        yield opened


def open_item(desk, tag):
    desk.rooms.equipment_room.open_item(tag)
    desk.wait_seen(QTableView, "Items")
    desk.wait_says(f"Laptop {tag}")
    return desk.get(QTableView, "Items")


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
def test_a_thing_is_lent_within_four_steps_and_back_after_one_click(desk):
    items = open_item(desk, "LT-1")
    desk.wait_says("Nobody has it")
    hands = Hands()
    hands.key(items, Qt.Key.Key_L)
    who = desk.wait_seen(QLineEdit, "Who takes it")
    desk.wait(who.hasFocus)
    hands.type(who, "Dana")
    hands.click(desk.get(QPushButton, "Today"))
    hands.click(desk.get(QPushButton, "Lend it"))
    assert hands.count <= 4
    desk.wait_says("With Dana; due back today")
    assert desk.says("LT-1 is lent to Dana until today. It can be undone")
    desk.wait_press("Take back")
    desk.wait_says("LT-1 is back from Dana.")
    desk.wait_says("Lent once before")
    QTest.keyClick(items, Qt.Key.Key_U)
    desk.wait_says("Taken back, as though")
    desk.wait_says("With Dana; due back today")


def test_today_leads_to_what_is_overdue(desk):
    for row in range(rows(desk.window)):
        choose(desk.window, row)
        desk.qtbot.wait(1)
        if desk.seen(QPushButton, "Open the loan"):
            break
    assert desk.says("With Ben: was due back")
    assert desk.says("3 days ago")
    desk.press("Open the loan")
    desk.wait_seen(QPushButton, "Take back")
    assert desk.says("Overdue: 3 days")
    back = desk.get(QPushButton, "Take back")
    desk.wait(back.hasFocus)
    desk.press("Show LT-2")
    desk.wait_seen(QTableView, "Items")


def test_ctrl_k_goes_to_the_page_and_a_slip_is_printed_from_it(desk):
    desk.look_up("loans")
    desk.wait_press("Loans")
    desk.wait_seen(QPushButton, "Slip…")
    for name in ("Slip…", "Print what is out…"):
        desk.press(name)
        desk.close_paper()
