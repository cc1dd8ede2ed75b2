"""The page of loans on a database in memory, used as a person does: by names, keys and clicks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.loans import Loan
from libdesk.domain.places import Branch
from libdesk.domain.records import Role
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.loans import Loans
from libdesk.ui.loans.loan_deeds import LoanDeeds
from libdesk.ui.loans.loans_panel import LoansPanel
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from tests.domain.records_made import PLAIN
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase


class Crew(Tasks):
    """The threads; `settled` tells that a test's own question came home."""

    settled = Signal()


class Room:
    """Two loan laptops, a spare, and the page."""

    def __init__(self, qtbot, look):
        self.qtbot = qtbot
        self.look = look
        self.clock = Hands()
        self.database = MemoryDatabase()
        with self.database(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
            unit.places.save_branch(Branch("FER", "Ferndale"))
        self.equipment = Equipment(self.database, self.rules, self.clock, "Robin")
        self.loans = Loans(self.database, self.rules, self.clock, "Robin")
        self.laptop = self.add("LT-1", Status.READY, Role.LOAN)
        self.other = self.add("LT-2", Status.READY, Role.LOAN, "FER")
        self.tasks = Crew()
        self.troubles: list[Exception] = []
        self.tasks.unhandled.connect(self.troubles.append)
        self.owner = QObject()
        self.deeds = LoanDeeds(self.loans, self.tasks, self.clock, self.owner)
        self.today = self.clock().astimezone().date()

    @staticmethod
    def rules():
        return Rules(lambda _: Dates(), lambda _: False)

    def add(self, tag, status, role=Role.NONE, branch="CEN"):
        record = replace(PLAIN, tag=Tag(tag), name=tag, status=status, role=role, branch=branch)
        return self.equipment.add(record).records[0].id

    def day(self, number):
        return self.today + timedelta(days=number)

    def lend(self, last=0, item=None, who="Ben", **more):
        wanted = Loan(item or self.laptop, who, self.today, self.day(last), **more)
        return self.loans.lend(wanted).left

    def book(self, first, last, item=None, who="Cy", **more):
        wanted = Loan(item or self.laptop, who, self.day(first), self.day(last), **more)
        return self.loans.book(wanted).left

    def stored(self):
        return [one for one, _ in self.database.tables.loans.rows.values()]

    def open(self, page=None):
        self.page = page or LoansPanel(self.deeds, self.look)
        self.qtbot.addWidget(self.page)
        self.page.resize(1100, 900)
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.settle()
        return self

    def seen(self, kind, name):
        return [
            one
            for one in self.page.findChildren(kind)
            if one.accessibleName() == name and one.isVisible()
        ]

    def press(self, name, place=0):
        QTest.mouseClick(self.seen(QPushButton, name)[place], Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name, words):
        field = self.seen(QLineEdit, name)[0]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def key(self, key):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        self.settle()

    def words(self):
        """Return all words in sight."""
        shown = self.page.findChildren(QLabel)
        return "\n".join(one.text() for one in shown if one.isVisible())

    def settle(self):
        """Wait until all that was asked of the database so far came home."""
        for _ in range(4):
            with self.qtbot.waitSignal(self.tasks.settled, timeout=30_000):
                self.tasks.database(bool, lambda _: self.tasks.settled.emit(), owner=self.look)

    def close(self):
        self.tasks.close(5)
        assert self.troubles == []


@pytest.fixture
def look(plain_program):
    theme = Theme(plain_program, dark=False)
    yield theme
    theme.deleteLater()


@pytest.fixture
def room(qtbot, look):
    made = Room(qtbot, look)
    yield made
    made.close()
