"""Collecting in the background: round after round, with its troubles, and an end that sends."""

import threading

import pytest
from PySide6.QtCore import QObject

from libdesk.services.errors import Unavailable
from libdesk.services.intake import Collected
from libdesk.ui.inbox.collector import Collector, DeskLine


class Line:
    """Stands for intake, publishing and inbox; every call is noted."""

    def __init__(self):
        self.calls: list[str] = []
        self.rounds = [Collected()]
        self.gate: threading.Event | None = None
        self.batches = 1
        self.away = ""

    def collect(self, between):
        self.calls.append("collect")
        for _ in range(self.batches):
            if self.gate is not None:
                self.gate.wait(10)
            if not between():
                self.calls.append("stopped")
                break
        if self.away:
            raise Unavailable(self.away)
        return self.rounds.pop(0) if len(self.rounds) > 1 else self.rounds[0]

    def send_replies(self):
        self.calls.append("send")
        return 0

    def publish(self):
        self.calls.append("publish")
        return ()

    def send_held(self):
        self.calls.append("held")


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def collector(qapp, tasks, line):
    owner = QObject()
    made = Collector(tasks, DeskLine(line, line, line), owner, every_ms=30)
    yield made
    owner.deleteLater()


def test_rounds_follow_each_other_and_the_bulletin_is_written_once(qtbot, collector, line):
    collector.collect()
    qtbot.waitUntil(lambda: line.calls.count("collect") >= 3)
    assert line.calls[:3] == ["collect", "send", "publish"]
    assert line.calls.count("publish") == 1


def test_what_came_is_told(qtbot, collector, line):
    line.rounds = [Collected(new=2, new_numbers=("CEN-1", "CEN-2"), now_numbers=("CEN-2",))]
    with qtbot.waitSignal(collector.collected) as told:
        collector.collect()
    assert told.args[0].now_numbers == ("CEN-2",)


def test_a_place_that_is_away_is_told_once_and_taken_off_when_it_is_back(qtbot, collector, line):
    told: list[str] = []
    collector.trouble_changed.connect(told.append)
    away = Collected(troubles=("The share is away.",))
    line.rounds = [away, away, Collected()]
    collector.collect()
    qtbot.waitUntil(lambda: line.calls.count("collect") >= 4)
    assert told == ["The share is away.", ""]


def test_a_database_that_is_away_does_not_end_the_rounds(qtbot, collector, line):
    line.away = "The database does not answer."
    with qtbot.waitSignal(collector.trouble_changed) as told:
        collector.collect()
    assert told.args == ["The database does not answer."]
    qtbot.waitUntil(lambda: line.calls.count("collect") >= 3)


def test_what_is_over_its_time_goes_after_each_round_and_its_trouble_is_told(qtbot, tasks, line):
    owner = QObject()
    asked: list[bool] = []

    def tend(goes_on):
        asked.append(goes_on())
        line.calls.append("tend")
        raise Unavailable("The database does not answer.")

    collector = Collector(tasks, DeskLine(line, line, line, tend), owner, every_ms=30)
    with qtbot.waitSignal(collector.trouble_changed) as told:
        collector.collect()
    assert told.args == ["The database does not answer."]
    qtbot.waitUntil(lambda: line.calls.count("tend") >= 2)
    assert line.calls[:4] == ["collect", "send", "publish", "tend"]
    assert asked[0] is True
    owner.deleteLater()


def test_a_wish_during_a_round_is_met_right_after_it(qtbot, tasks, line):
    owner = QObject()
    collector = Collector(tasks, DeskLine(line, line, line), owner, every_ms=60_000)
    line.gate = threading.Event()
    collector.collect()
    qtbot.waitUntil(lambda: "collect" in line.calls)
    collector.collect()
    collector.collect()
    assert line.calls.count("collect") == 1
    line.gate.set()
    qtbot.waitUntil(lambda: line.calls.count("collect") == 2)
    owner.deleteLater()


def test_a_long_round_shows_what_is_in_already(qtbot, collector, line):
    line.batches = 10_000_000
    with qtbot.waitSignal(collector.taking):
        collector.collect()
    line.batches = 1
    with qtbot.waitSignal(collector.finished):
        collector.finish()


def test_the_end_stops_the_round_and_lets_held_words_leave(qtbot, collector, line):
    line.gate = threading.Event()
    line.batches = 100
    collector.collect()
    qtbot.waitUntil(lambda: "collect" in line.calls)
    with qtbot.waitSignal(collector.finished):
        collector.finish()
        line.gate.set()
    assert line.calls == ["collect", "stopped", "held", "send"]
    collector.collect()
    collector.finish()
    assert line.calls[-1] == "send"
