"""Computers that registered themselves, decided on by keys and clicks."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.problems import Fact
from libdesk.domain.records import Record
from libdesk.domain.registrations import REGISTER
from libdesk.services.equipment import Equipment
from libdesk.services.intake import Intake
from libdesk.services.item_gates import Rules
from libdesk.services.registering import Registering
from libdesk.ui.equipment.registrations_panel import RegistrationsPanel
from tests.services.fakes import MemoryShare, a_report
from tests.services.memory_database import MemoryDatabase

RULES = Rules(lambda _record: Dates(), lambda _record: False)
WHY = "Why not, for whoever registered it"
LABEL = "Label of a new item"


class Room:
    """The panel, and the hands of the person before it."""

    def __init__(self, qtbot, look, tasks, database, hands):
        self.qtbot, self.hands, self.tasks = qtbot, hands, tasks
        self.database = database
        self.share = MemoryShare()
        self.intake = Intake(database, [self.share], hands)
        self.equipment = Equipment(database, lambda: RULES, hands, "Sam")
        self.registering = Registering(database, lambda: RULES, hands, "Robin")
        self.panel = RegistrationsPanel(look, tasks, self.registering, hands)
        qtbot.addWidget(self.panel)
        self.counts: list[int] = []
        self.panel.counted.connect(self.counts.append)
        self.filed = 0

    def register(self, computer, label="", **facts):
        self.filed += 1
        told = (Fact("computer", computer), *(Fact(*pair) for pair in facts.items()))
        self.share.drop(
            a_report(self.filed, category=REGISTER, branch="FER", item=label, facts=told)
        )
        self.intake.collect()

    def list(self, tag, **fields):
        fields = {"name": f"thing {tag}", **fields}
        record = Record(Tag(tag), fields.pop("name"), "public PC", **fields)
        return self.equipment.add(record).records[0]

    def open(self):
        self.panel.resize(700, 600)
        with self.qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.refresh()
        self.panel.focus_first()
        return self

    def refresh(self):
        with self.qtbot.waitSignal(self.panel.counted):
            self.panel.refresh()

    def key(self, key):
        QTest.keyClick(self.focused(), key)

    def focused(self) -> Any:
        return QApplication.focusWidget()

    def wait_count(self, count):
        self.qtbot.waitUntil(lambda: self.counts[-1:] == [count])

    def get(self, name, kind=QPushButton):
        (found,) = [
            one
            for one in self.panel.findChildren(kind)
            if one.isVisible() and one.accessibleName() == name
        ]
        return found

    def press(self, name):
        self.qtbot.mouseClick(self.get(name), Qt.MouseButton.LeftButton)

    def shows(self, words):
        return any(
            words in one.text() for one in self.panel.findChildren(QLabel) if one.isVisible()
        )

    def wait_for(self, words):
        self.qtbot.waitUntil(lambda: self.shows(words))

    def rows(self):
        found: Any = self.panel.findChild(QListWidget)
        return [found.item(row).text() for row in range(found.count())]

    def tags(self):
        return [one.tag for one in self.equipment.records()]


@pytest.fixture
def room(qtbot, look, tasks, database, hands):
    return Room(qtbot, look, tasks, database, hands)


def test_nobody_waits_and_the_panel_says_how_one_comes(room):
    room.open()
    assert room.counts == [0]
    assert room.shows("No computer waits to be decided on")
    assert room.shows("Register this computer")
    for key in (Qt.Key.Key_A, Qt.Key.Key_M, Qt.Key.Key_R, Qt.Key.Key_U, Qt.Key.Key_J):
        QTest.keyClick(room.panel, key)
    assert room.tags() == []


def test_one_key_accepts_and_another_takes_it_back(room):
    room.register("FER-PC-04", "LV-7")
    room.register("FER-PC-05")
    room.open()
    assert room.shows("2 computers wait to be decided on")
    assert [row.split(" · ")[0] for row in room.rows()] == ["FER-PC-04", "FER-PC-05"]
    assert all("in no list yet" in row for row in room.rows())
    with room.qtbot.waitSignal(room.panel.changed):
        room.key(Qt.Key.Key_A)
    room.wait_count(1)
    assert room.shows("FER-PC-04 is LV-7. It hears so in 15 seconds.")
    assert room.tags() == ["LV-7"]
    with room.qtbot.waitSignal(room.panel.changed):
        room.key(Qt.Key.Key_U)
    room.wait_count(2)
    assert room.tags() == []
    assert not room.shows("It hears so")


def test_another_label_can_be_typed_and_one_that_is_taken_is_told(room):
    room.list("LV-7", serial="OTHER")
    room.register("FER-PC-04", "LV-7", serial="5CG1")
    room.open()
    assert room.shows("It asks for the label LV-7, but that is on thing LV-7.")
    line = room.get(LABEL, QLineEdit)
    assert line.text() == "LV-8"
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "LV-7")
    room.key(Qt.Key.Key_Return)
    room.wait_for("has the label LV-7 already")
    assert room.focused() is line
    line.selectAll()
    QTest.keyClicks(line, "LV-42")
    room.key(Qt.Key.Key_Return)
    room.wait_count(0)
    assert sorted(room.tags()) == ["LV-42", "LV-7"]


def test_what_is_chosen_is_merged_and_what_somebody_said_stays(room):
    item = room.list("LV-1", computer_name="FER-PC-04", name="By the door", memory_gb=8)
    room.register("FER-PC-04", memory="15.8 GB", processor="Intel", disk="of 256 GB")
    room.open()
    assert "seems to be LV-1" in room.rows()[0]
    chip = room.get("Memory in GB: 8 → 16")
    assert chip.isChecked()
    room.press("Processor: Intel")
    room.panel.focus_first()
    with room.qtbot.waitSignal(room.panel.changed):
        room.key(Qt.Key.Key_M)
    record = room.equipment.get(item.id).record
    assert (record.memory_gb, record.disk_gb, record.processor) == (16, 256, "")
    assert record.name == "By the door"


def test_a_refusal_asks_for_a_reason_and_enter_sends_it(room):
    room.register("FER-PC-04")
    room.open()
    room.key(Qt.Key.Key_R)
    reason = room.focused()
    assert reason is room.get(WHY, QLineEdit)
    QTest.keyClicks(reason, "A rental machine")
    assert room.tags() == [], "letters are typed, not pressed"
    room.key(Qt.Key.Key_Return)
    room.wait_count(0)
    room.wait_for("FER-PC-04 is left out.")
    assert room.tags() == []


def test_j_and_k_step_and_a_list_that_is_read_anew_keeps_its_place(room):
    for number in range(3):
        room.register(f"PC-{number}")
    room.open()
    room.key(Qt.Key.Key_J)
    room.key(Qt.Key.Key_J)
    room.key(Qt.Key.Key_J)
    room.key(Qt.Key.Key_K)
    found: Any = room.panel.findChild(QListWidget)
    assert found.currentRow() == 1
    room.registering.refuse(a_report(1).id, "No.")
    room.refresh()
    assert found.currentItem().text().startswith("PC-1")


def test_somebody_else_was_first_is_told_and_shown(room):
    item = room.list("LV-1", computer_name="FER-PC-04")
    room.register("FER-PC-04", memory="15.8 GB")
    room.open()
    room.equipment.save(replace(item, room="Hall"))
    room.key(Qt.Key.Key_M)
    room.wait_for("LV-1 was changed meanwhile by Sam")
    room.qtbot.waitUntil(lambda: len(room.counts) > 1)
    assert room.shows("LV-1 was changed meanwhile by Sam"), "it stays while the list is read anew"
    room.panel.focus_first()
    room.key(Qt.Key.Key_M)
    room.wait_count(0)


def test_a_database_that_is_away_says_so(room):
    room.register("FER-PC-04")
    room.open()
    room.database.broken.start("The disk is away.", times=1)
    room.key(Qt.Key.Key_A)
    room.wait_for("The disk is away.")
    assert room.get("Add as a new item").isEnabled()


def test_after_the_time_to_undo_words_may_leave(room):
    room.register("FER-PC-04")
    room.open()
    room.key(Qt.Key.Key_A)
    room.wait_count(0)
    with room.qtbot.waitSignal(room.panel.words_may_leave):
        room.panel._lapse.setInterval(1)
        room.panel._lapse.start()
    assert not room.shows("It hears so")


def test_a_mistake_of_our_own_goes_where_bugs_are_told(qtbot, look, hands, qapp):
    from libdesk.ui.tasks import Tasks

    class Broken(Registering):
        def waiting(self):
            raise ZeroDivisionError

    tasks = Tasks()
    bugs: list[Exception] = []
    tasks.unhandled.connect(bugs.append)
    panel = RegistrationsPanel(
        look, tasks, Broken(MemoryDatabase(), lambda: RULES, hands, "Robin"), hands
    )
    qtbot.addWidget(panel)
    panel.refresh()
    qtbot.waitUntil(lambda: len(bugs) == 1)
    tasks.close(5.0)


def test_unavailable_is_told_when_the_list_is_read(room):
    room.database.broken.start("The disk is away.", times=1)
    room.panel.resize(700, 600)
    room.panel.show()
    room.panel.refresh()
    room.wait_for("The disk is away.")
