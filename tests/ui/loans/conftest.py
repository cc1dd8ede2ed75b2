"""The page of loans on a database in memory, used as a person does: by names, keys and clicks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

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
from tests.domain.records_made import PLAIN
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase
from tests.ui.bench import Bench


class Room(Bench):
    """Two loan laptops, a spare, and the page."""

    def __init__(self, qtbot, look):
        super().__init__(qtbot, look)
        self.clock = Hands()
        self.database = MemoryDatabase()
        with self.database(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
            unit.places.save_branch(Branch("FER", "Ferndale"))
        self.equipment = Equipment(self.database, self.rules, self.clock, "Robin")
        self.loans = Loans(self.database, self.rules, self.clock, "Robin")
        self.laptop = self.add("LT-1", Status.READY, Role.LOAN)
        self.other = self.add("LT-2", Status.READY, Role.LOAN, "FER")
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
        self.show(page or LoansPanel(self.deeds, self.look), (1100, 900))
        return self

    def press(self, name, place=0):
        """Press a button of a loan: each loan in the list has the same ones."""
        QTest.mouseClick(self.seen(QPushButton, name)[place], Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def room(qtbot, look):
    made = Room(qtbot, look)
    yield made
    made.close()
