"""A list of 10,000 rows, worked out, looked at, read in and taken back: nothing stands still.

Another program may hold the computer up, a pause of our own comes back in every try: so the best
of a few tries counts, step by step.
"""

import gc
import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from tests.domain.made_lists import snipe_csv

LONGEST_PAUSE_MS = 100
TRIES = 5
ROWS = 10_000


class Pulse:
    """Beats every 2 ms and notes the longest time without a beat."""

    def __init__(self):
        self.timer = QTimer(interval=2)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.beat)
        self.begin()
        self.timer.start()

    def begin(self):
        self.last, self.longest_ms = time.perf_counter(), 0.0

    def beat(self):
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self.last) * 1000)
        self.last = now


def to_the_end(window):
    QTest.keyClick(window.get(QTableView, "Rows of the file"), Qt.Key.Key_End)


@pytest.mark.alone
def test_nothing_stands_still_while_ten_thousand_rows_come_in_and_go_back(open_window, tmp_path):
    window = open_window(real=True)
    source = snipe_csv(tmp_path / "assets.csv", ROWS)
    pulse = Pulse()
    longest: dict[str, float] = {}

    def measured(step, act, words):
        pulse.begin()
        act()
        window.qtbot.waitUntil(lambda: window.says(words), timeout=90_000)
        window.wait_rest()
        window.qtbot.wait(20)
        longest[step] = min(longest.get(step, 1e9), pulse.longest_ms)

    for _ in range(TRIES):
        # What thousands of other tests have left is no part of this window, and looking through it
        # takes longer than anything here; a window that lets go of its work opens it to the search.
        gc.collect()
        gc.freeze()
        measured("worked out", lambda: window.dialog.open_file(source), "= 10,000 new")
        measured("to the end", lambda: to_the_end(window), "Row 10,001")
        measured("one fate", lambda: window.press("Same"), "No row says")
        measured("all of them", lambda: window.press("Same"), "Row 2  ")
        measured("read in", lambda: window.press("Read 10,000 rows in"), "Done: 10,000 new")
        measured("taken back", lambda: window.press("Undo"), "Taken back: 10,000 items")
        if max(longest.values()) <= LONGEST_PAUSE_MS:
            break
    assert window.get(QPushButton, "Read 10,000 rows in").isEnabled()
    assert max(longest.values()) <= LONGEST_PAUSE_MS, longest
