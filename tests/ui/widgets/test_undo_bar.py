"""What was done can be taken back for fifteen seconds, the newest first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.services.changing import UNDO_LASTS
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.undo_bar import UndoBar

LASTS_S = UNDO_LASTS.total_seconds()


class Bench:
    """A bar, the hand at its button, and a clock that the test moves."""

    def __init__(self, look):
        self.at = 100.0
        self.bar = UndoBar(look, lambda: self.at)
        self.asked: list[object] = []
        self.bar.undo_requested.connect(self.asked.append)

    def offer(self, done, what, spoken=""):
        self.bar.offer(done, lambda seconds: f"{what} {seconds} s are left.", spoken)

    def words(self):
        return self.bar.findChildren(QLabel)[0].text() if self.bar.isVisible() else ""

    def press(self):
        QTest.mouseClick(self.bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)


@pytest.fixture
def bench(qtbot, plain_program):
    made = Bench(Theme(plain_program, dark=False))
    qtbot.addWidget(made.bar)
    return made


def test_it_shows_only_while_something_can_be_taken_back(bench):
    assert not bench.bar.isVisible()
    assert not bench.bar.has_offer
    bench.bar.undo()
    assert bench.asked == []
    bench.offer(7, "CEN-0001 is changed.")
    assert bench.bar.has_offer
    assert bench.words() == "CEN-0001 is changed. 15 s are left."


def test_the_newest_is_asked_back_first_and_stays_until_it_is_forgotten(bench):
    bench.offer(7, "Seven.")
    bench.offer(8, "Eight.")
    bench.press()
    bench.press()
    assert bench.asked == [8, 8]
    bench.bar.forget(8)
    assert bench.words().startswith("Seven.")
    bench.press()
    bench.bar.forget(7)
    assert bench.asked == [8, 8, 7]
    assert bench.words() == ""


def test_the_time_to_undo_runs_out(bench, qtbot):
    bench.offer(7, "Seven.")
    bench.at += LASTS_S - 6
    bench.offer(8, "Eight.")
    bench.bar.forget(8)
    assert bench.words() == "Seven. 6 s are left."
    bench.at += 4
    qtbot.waitUntil(lambda: bench.words() == "Seven. 2 s are left.")
    with qtbot.waitSignal(bench.bar.lapsed):
        bench.at += 2
    assert bench.words() == ""
    bench.press()
    assert bench.asked == []


def test_each_offer_is_heard_with_the_key_that_takes_it_back(bench, heard, qtbot):
    for what, spoken, told in (
        ("Seven.", "", "Seven. 15 s are left. Press U to undo."),
        ("Eight.", "Eight it is.", "Eight it is. Press U to undo."),
        ("Eight.", "Eight it is.", "Eight it is. Press U to undo."),
    ):
        bench.offer(what, what, spoken)
        qtbot.waitUntil(lambda: bool(heard))  # each one, also where the words are the same
        assert [one.words for one in heard] == [told]
        heard.clear()


@pytest.mark.parametrize("lapses", [True, False])
def test_it_tells_before_it_takes_the_focus_away_with_it(qtbot, bench, lapses):
    left = []
    bench.bar.left.connect(lambda: left.append(bench.bar.isVisible()))
    bench.offer(7, "Seven.")
    bench.offer(8, "Eight.")
    bench.bar.activateWindow()
    button = bench.bar.findChildren(QPushButton)[0]
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    if lapses:
        bench.at += LASTS_S
        qtbot.waitUntil(lambda: not bench.bar.isVisible())
    else:
        bench.bar.forget(8)
        assert left == [], "there is one more"
        bench.bar.forget(7)
    assert left == [True]
    bench.offer(9, "Nine.")
    button.clearFocus()
    bench.bar.forget(9)
    assert left == [True]
