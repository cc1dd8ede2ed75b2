"""A counting day on the sample library: scanned as keystrokes into the real window."""

from collections import Counter
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from libdesk.__main__ import main
from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.domain.count_results import differences
from libdesk.domain.place_codes import place_code
from libdesk.domain.stocktake import Outcome
from libdesk.paths import DataFolder
from libdesk.services.stocktake import Stocktaking
from libdesk.settings import Site
from libdesk.storage.database import Database
from libdesk.ui.papers.paper_dialog import PaperDialog
from libdesk.ui.stocktake.bursts import Timing
from libdesk.ui.stocktake.scanner import Scanner

PATIENCE_MS = 30_000
SLOW = Timing(together=20_000, hold=20_000, quiet=20_000)
MISPLACED, MISSING = 10, 5
UNKNOWN = ("XX-0001", "978014044", "OLD-17")


class Person:
    """Somebody with a scanner, before the real window."""

    def __init__(self, qtbot, desk, path):
        self.qtbot, self.desk, self.path = qtbot, desk, path
        self.window = desk.window

    def wait(self, until):
        self.qtbot.waitUntil(until, timeout=PATIENCE_MS)

    def seen(self, kind, name):
        return [
            one
            for one in self.window.findChildren(kind)
            if one.accessibleName() == name and one.isVisible()
        ]

    def press(self, name):
        self.wait(lambda: bool(self.seen(QPushButton, name)))
        QTest.mouseClick(self.seen(QPushButton, name)[0], Qt.MouseButton.LeftButton)

    def type(self, name, words):
        (line,) = self.seen(QLineEdit, name)
        line.setText(words)

    def says(self, words):
        shown = self.window.findChildren(QLabel)
        return any(words in one.text() for one in shown if one.isVisible())

    def take_scanner(self):
        """Be sure that a machine that is slow just now is no reason to take a scan for typing."""
        for one in self.window.findChildren(Scanner):
            one.set_timing(SLOW)

    def scan(self, code):
        """Send what a scanner sends: keys to the window, wherever its focus is."""
        handle = self.window.windowHandle()
        for one in code:
            if one.isascii():  # a scanner has no key for other signs
                QTest.keyClick(handle, one)
        QTest.keyClick(handle, Qt.Key.Key_Return)

    def go_to_counting_day(self):
        QTest.keyClick(self.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        (line,) = self.seen(QLineEdit, "Go to")
        QTest.keyClicks(line, "Counting day")
        self.wait(lambda: bool(self.seen(QPushButton, "Counting day")))
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.wait(lambda: bool(self.seen(QPushButton, "Begin a count…")))

    def stored(self):
        """Return what is stored of the count that was begun."""
        with closing(Database.open(self.path, now=now)) as database:
            taking = Stocktaking(database.unit, now)
            lines = [one for one in taking.list_all() if one.stocktake.title == "Fall count"]
            return taking.load(lines[0].stocktake.id)


@pytest.fixture
def counter(qtbot, qapp, tmp_path):
    data = DataFolder(tmp_path / "desk")
    data.root.mkdir()
    assert main(["sample", str(data.database), "--problems", "20"]) == 0
    desk = Desk(qapp, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
    desk.window.resize(1340, 800)
    desk.show()
    qtbot.waitUntil(lambda: desk.rooms is not None, timeout=PATIENCE_MS)
    assert desk.rooms is not None
    with qtbot.waitSignal(desk.rooms.opened, timeout=PATIENCE_MS):
        pass
    yield Person(qtbot, desk, data.database)
    desk.close()
    desk.window.leave()
    desk.window.deleteLater()
    desk.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


@pytest.mark.rows("S43")
def test_a_counting_day_ends_with_exactly_its_differences(counter):
    counter.go_to_counting_day()
    counter.press("Begin a count…")
    counter.wait(lambda: bool(counter.seen(QLineEdit, "What it is called")))
    (title,) = counter.seen(QLineEdit, "What it is called")
    title.selectAll()
    QTest.keyClicks(title, "Fall count")
    counter.press("Begin to count")
    counter.wait(lambda: bool(counter.seen(QLineEdit, "Label")))
    counter.take_scanner()
    listing = counter.stored().listing
    things = sorted((listing.items[one] for one in listing.expected), key=lambda one: one.tag)
    missing, misplaced, found = (
        things[:MISSING],
        things[MISSING : MISSING + MISPLACED],
        things[MISSING + MISPLACED :],
    )
    branches = Counter(one.spot.branch for one in things)
    for spot in dict.fromkeys(one.spot for one in found):
        counter.scan(place_code(spot.branch, spot.room))
        for one in found:
            if one.spot == spot:
                counter.scan(one.tag)
    for one in misplaced:
        elsewhere = next(code for code in branches if code != one.spot.branch)
        counter.scan(place_code(elsewhere, ""))
        counter.scan(one.tag)
    for code in UNKNOWN:
        counter.scan(code)
    counter.wait(lambda: counter.says(f"{len(found)} of {len(things)} found"))
    counter.press("Finish")
    counter.wait(lambda: bool(counter.seen(QTableView, "Differences")))
    results = differences(counter.stored().results)
    found_by = {
        outcome: {one.code for one in results if one.outcome is outcome}
        for outcome in (Outcome.ELSEWHERE, Outcome.MISSING, Outcome.UNKNOWN, Outcome.BROKEN)
    }
    assert found_by == {
        Outcome.ELSEWHERE: {one.tag for one in misplaced},
        Outcome.MISSING: {one.tag for one in missing},
        Outcome.UNKNOWN: set(UNKNOWN),
        Outcome.BROKEN: set(),
    }
    (view,) = counter.seen(QTableView, "Differences")
    assert view.model().rowCount() == MISPLACED + MISSING + len(UNKNOWN)
    view.selectRow(view.model().rowCount() - 1)
    counter.type("Name", "The old projector")
    counter.type("Kind", "projector")
    counter.press("Add it to the list")
    counter.wait(lambda: counter.says("17 to decide"))
    with closing(Database.open(counter.path, now=now)) as database, database.unit() as unit:
        (added,) = unit.items.find(results[-1].code)
    assert (added.name, added.kind) == ("The old projector", "projector")


def test_papers_are_shown(counter, qapp):
    counter.go_to_counting_day()
    counter.press("Begin a count…")
    counter.press("Begin to count")
    counter.wait(lambda: bool(counter.seen(QLineEdit, "Label")))
    counter.press("Print a tick-list…")

    counter.wait(lambda: isinstance(qapp.activeModalWidget(), PaperDialog))
    dialog = qapp.activeModalWidget()
    with counter.qtbot.waitSignal(dialog.finished, timeout=PATIENCE_MS):
        dialog.reject()


def test_the_scanner_test_is_gone_to_from_anywhere(counter):
    QTest.keyClick(counter.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (line,) = counter.seen(QLineEdit, "Go to")
    QTest.keyClicks(line, "Test the scanner")
    counter.wait(lambda: bool(counter.seen(QPushButton, "Test the scanner")))
    QTest.keyClick(line, Qt.Key.Key_Return)
    counter.wait(lambda: counter.says("Scan any label"))
    counter.take_scanner()
    counter.scan("LV-1001")
    counter.wait(lambda: counter.says("This scanner is fine"))
