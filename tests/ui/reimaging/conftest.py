"""Setting machines up on a database in memory, seen and used by names, keys and clicks."""

import pytest

from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.reimaging import Mark, Occasion, in_sections
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.knowledge import Knowledge
from libdesk.services.places import Overview
from libdesk.services.reimagings import Reimagings, SetUp
from libdesk.ui.equipment.over_page import OverPage
from libdesk.ui.reimaging.parts import SetUpParts
from libdesk.ui.reimaging.set_up_panel import SetUpPanel
from libdesk.ui.reimaging.tick_row import TickRow
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase
from tests.ui.bench import Bench


class SetUpBench(Bench):
    """A public PC in use, two desks, and the hands of the person before one of them."""

    def __init__(self, qtbot, look):
        super().__init__(qtbot, look)
        self.hands = Hands()
        self.database = MemoryDatabase()
        self.equipment = Equipment(self.database, self.rules, self.hands, "Sam")
        self.knowledge = Knowledge(self.database, shipped_sheets, self.hands, who="Sam")
        self.desk, self.colleague = map(self.runs_of, ("Sam", "Robin"))
        self.printed: list[str] = []
        self.sheets: list[SetUp] = []
        self.changes: list[bool] = []
        self.pc = self.add("PC-1", Status.IN_USE)
        self.parts = SetUpParts(
            self.tasks,
            self.desk,
            self.equipment.undo,
            lambda: Overview("Larkmere", {"CEN": "Central"}),
            self.hands,
            self.print_run,
        )

    @staticmethod
    def rules():
        return Rules(lambda _: Dates(), lambda _: False, lambda kind: kind.endswith("PC"))

    def print_run(self, shown):
        self.printed.append(shown.record.tag)
        self.sheets.append(shown)

    def runs_of(self, who):
        return Reimagings(self.database, self.rules, shipped_sheets, self.hands, who)

    def add(self, tag, status, kind="public PC"):
        record = Record(Tag(tag), "By the stairs", kind, "CEN", "Hall", status)
        return self.equipment.add(record).records[0].id

    def begin(self, item=None):
        return self.desk.begin(item or self.pc, Occasion.AFRESH, "Begun").change

    def run(self, item=None):
        return self.desk.of(item or self.pc).running

    def lines(self):
        return [one for _, lines in in_sections(self.run()) for one in lines]

    def tick(self, lines, desk=None):
        for line in lines:
            (desk or self.desk).mark(self.run().change, line, Mark.TICKED)

    def confirm(self, desk=None):
        run = self.run()
        (desk or self.desk).confirm(run.change, run.checklist.profile, is_so=True)

    def status(self):
        return self.equipment.get(self.pc).record.status

    def open(self, item=None, size=(1134, 800)):
        panel = SetUpPanel(self.parts, self.look, item or self.pc)
        panel.changed.connect(lambda: self.changes.append(True))
        self.lefts: list[bool] = []
        panel.left.connect(lambda: self.lefts.append(True))
        self.show(OverPage("PC-1", panel, self.look), size)
        panel.refresh()
        self.settle()
        return self

    def ticked(self):
        rows = self.page.findChildren(TickRow)
        return [one.accessibleName() for one in rows if one.isVisible() and one.isChecked()]


@pytest.fixture
def bench(qtbot, look):
    made = SetUpBench(qtbot, look)
    yield made
    made.close()
