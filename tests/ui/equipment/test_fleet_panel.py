"""How mixed each branch is: the figure with its arithmetic, and the way to the odd ones."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.domain.equipment import Tag
from libdesk.domain.fleet import OddOne, OddWhy, fleet_mix
from libdesk.domain.records import ItemId, Record
from libdesk.services.errors import Unavailable
from libdesk.ui.equipment.fleet_panel import Fleet, FleetPanel, odd_words
from tests.ui.bench import Bench

MARKUP = "<b>x</b> & <img src='file:///etc/passwd'>"


def pc(number, model="OptiPlex 7010", **more):
    given = {"make": "Dell", "branch": "CEN", "system": "Windows 11", **more}
    return Record(
        Tag(f"LV-{number}"), f"PC-{number}", "public PC", model=model, id=ItemId(number), **given
    )


RECORDS = (
    *(pc(number) for number in range(1, 7)),
    *(pc(number, "OptiPlex 3080") for number in (7, 8)),
    pc(9, "Latitude 5400"),
    pc(10, ""),
    pc(11, system="Windows 10"),
    pc(12, MARKUP, branch=""),
)


class Room(Bench):
    """The panel, used by names."""

    def __init__(self, qtbot, look):
        super().__init__(qtbot, look)
        self.records = RECORDS
        self.trouble: Exception | None = None
        self.panel = FleetPanel(self.read, self.tasks, look)
        self.asked: list[tuple[ItemId, ...]] = []
        self.panel.items_requested.connect(self.asked.append)
        self.show(self.panel, (900, 700))

    def read(self):
        if self.trouble is not None:
            raise self.trouble
        return Fleet(fleet_mix(load_lifecycle(), self.records), {"CEN": "Larkmere Central"})

    def button(self, words):
        """Return the button with these words on it: its name says what comes of it."""
        found = [one for one in self.panel.findChildren(QPushButton) if one.text() == words]
        return next(one for one in found if one.isVisible())


@pytest.fixture
def room(qtbot, look):
    made = Room(qtbot, look)
    yield made
    made.close()


@pytest.mark.rows("S53")
def test_each_branch_shows_its_figure_with_its_arithmetic(room):
    words = room.words()
    assert "Larkmere Central" in words
    assert "9 of 11 computers are of a standard model: 82 %" in words
    assert "7 × Dell OptiPlex 7010 · Windows 11 (standard)" in words
    assert "1 × Dell Latitude 5400 · Windows 11" in words
    assert "Without a branch" in words
    assert MARKUP in words
    assert all(
        one.textFormat() is Qt.TextFormat.PlainText for one in room.panel.findChildren(QLabel)
    )


@pytest.mark.rows("S53")
def test_a_click_goes_to_the_odd_one_and_one_to_all_of_them(room):
    go = room.button("LV-9 · PC-9")
    go.setFocus()
    QTest.keyClick(go, Qt.Key.Key_Space)
    assert room.asked == [(ItemId(9),)]
    QTest.mouseClick(room.button("Show all 3"), Qt.MouseButton.LeftButton)
    assert set(room.asked[-1]) == {ItemId(9), ItemId(10), ItemId(11)}


def test_of_very_many_odd_ones_the_list_has_all(room):
    room.records = tuple(pc(number, f"Model {number}") for number in range(1, 31))
    room.panel.read()
    room.settle()
    assert "and 22 more" in room.words()
    QTest.mouseClick(room.button("Show all 30"), Qt.MouseButton.LeftButton)
    assert len(room.asked[-1]) == 30


def test_each_reason_has_its_words():
    told = {odd_words(OddOne(RECORDS[0], why, 1)) for why in OddWhy}
    assert len(told) == len(OddWhy)


def test_what_changed_is_shown_and_what_did_not_keeps_the_focus(room):
    go = room.button("LV-9 · PC-9")
    go.setFocus()
    room.panel.read()
    room.settle()
    assert room.panel.focusWidget() is go
    room.records = RECORDS[:6]
    room.panel.read()
    room.settle()
    assert "6 of 6 computers are of a standard model: 100 %" in room.words()
    assert "Odd ones out" not in room.words()


def test_a_list_without_computers_says_what_to_do(room, qtbot):
    room.records = ()
    room.panel.read()
    room.settle()
    assert "No computers are in the list yet." in room.words()
    assert not room.button("Print…").isEnabled()


def test_print_and_back_are_asked_for(room, qtbot):
    for name, signal in (
        ("Print…", room.panel.print_requested),
        ("Back to the equipment", room.panel.left),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(room.button(name), Qt.MouseButton.LeftButton)


def test_a_database_that_is_away_is_told_and_a_bug_is_a_bug(room):
    room.trouble = Unavailable("The database is away.")
    room.panel.read()
    room.settle()
    assert "The database is away." in room.words()
    room.trouble = KeyError("x")
    room.panel.read()
    room.settle()
    assert room.troubles == [room.trouble]
    room.troubles.clear()
