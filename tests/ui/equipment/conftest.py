"""The Equipment room on a database in memory, used as a person does: by names, keys and clicks."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester, QTest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.lifecycle import Level
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind, Record
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.places import Overview
from libdesk.services.requirements import Requirements
from libdesk.services.stand_ins import StandIns
from libdesk.ui.equipment.equipment_page import EquipmentPage
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.equipment.signs import SignText
from libdesk.ui.lists import KEY_ROLE
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase
from tests.ui.bench import Bench

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
BRANCHES = {"CEN": "Central", "FER": "Ferndale Road"}
RULES = Rules(
    lambda record: Dates(record.replace_on, record.support_until),
    lambda record: record.disk_kind is DiskKind.SSD,
    lambda kind: kind in {"public PC", "laptop"},
)


def a_record(tag, **fields):
    name = fields.pop("name", f"Thing {tag}")
    return replace(Record(Tag(tag), name, fields.pop("kind", "public PC")), **fields)


class Room(Bench):
    """The page, and the hands of the person before it."""

    def __init__(self, qtbot, look, memory):
        super().__init__(qtbot, look)
        self.memory = memory
        self.hands = Hands()
        self.database = MemoryDatabase()
        self.equipment = self.desk("Sam")
        self.colleague = self.desk("Robin")
        self.stand_ins = StandIns(self.database, lambda: RULES, self.hands, "Sam")
        self.requirements = Requirements(self.database, self.hands, "Robin")
        self.card = None
        self.ways = []
        self.list_ways = []
        with self.database(write=True) as unit:
            for code, name in BRANCHES.items():
                unit.places.save_branch(Branch(code, name))

    def desk(self, who):
        """Return a service on the same database, as another desk has it."""
        return Equipment(self.database, lambda: RULES, self.hands, who)

    def add(self, tag, **fields):
        """Put an item into the list, as somebody else has; return its id."""
        return self.colleague.add(a_record(tag, **fields)).records[0].id

    def add_many(self, count):
        with self.database(write=True) as unit:
            unit.items.add(
                [
                    (a_record(f"PC-{number:05}", branch="CEN" if number % 2 else "FER"), Dates())
                    for number in range(count)
                ]
            )

    def record(self, tag):
        return next(one for one in self.equipment.find(tag) if one.tag == tag)

    def signs(self, record):
        if record.warranty_until is None:
            return ()
        return (SignText(Level.OVER, "Out of warranty since", record.warranty_until),)

    def cards(self, chosen):
        return None if self.card is None else self.card(chosen)

    def open(self, size=(1134, 800), *, tested=True):
        parts = EquipmentParts(
            self.tasks,
            self.equipment,
            self.stand_ins,
            lambda: Overview("Larkmere", BRANCHES),
            self.hands,
            self.signs,
            (self.cards,),
            self.requirements.against_system,
            self.ways,
            self.list_ways,
        )
        self.show(EquipmentPage(parts, self.look, self.memory), size)
        if tested:
            model = self.list.model()
            QAbstractItemModelTester(model, FATAL, model)
        self.page.listing.panel.focus_items()
        self.settle()
        return self

    @property
    def list(self):
        return self.page.listing.items

    def rows(self):
        """Return the words of the first two columns of each row; headings have one."""
        model = self.list.model()
        cells = (
            [model.index(row, column).data() or "" for column in (0, 1)]
            for row in range(model.rowCount())
        )
        return [" ".join(filter(None, one)) for one in cells]

    def tags(self):
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def current(self):
        return self.list.currentIndex().data(KEY_ROLE)

    def choose(self, name, text):
        """Choose by its text in the picker of this name, as the arrow keys do."""
        from libdesk.ui.widgets.picker import Picker

        picker = self.get(Picker, name)
        picker.setFocus()
        picker.setCurrentIndex(picker.findText(text))
        picker.activated.emit(picker.currentIndex())
        self.settle()

    def keys(self, words):
        for one in words:
            assert self.focus is not None
            QTest.keyClicks(self.focus, one)
            self.settle()


@pytest.fixture
def empty(qtbot, look, memory):
    """The room of a library that has no item yet; it is not open."""
    made = Room(qtbot, look, memory)
    yield made
    made.close()


@pytest.fixture
def room(empty):
    """Four items in two branches, one of them gone."""
    empty.add(
        "CEN-0001",
        name="Catalog by the stairs",
        branch="CEN",
        room="Hall",
        make="Dell",
        model="OptiPlex 7080",
        serial="AB1",
        replace_on=date(2025, 3, 1),
        funder="Friends",
    )
    empty.add(
        "FER-0002",
        name="Printer at the desk",
        kind="printer",
        branch="FER",
        serial="AB2",
        warranty_until=date(2026, 3, 3),
        seen_on=date(2026, 11, 2),
        replace_on=date(2027, 3, 1),
    )
    empty.add("CEN-0003", name="Study room screen", kind="screen", branch="CEN", serial="AB2")
    empty.add("CEN-0004", name="Old server", kind="server", status=Status.GONE)
    return empty.open()
