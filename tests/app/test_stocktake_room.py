"""A counting day on the sample library: scanned as keystrokes into the real window."""

from collections import Counter
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView

from libdesk.__main__ import main
from libdesk.app.site import now
from libdesk.domain.count_results import differences
from libdesk.domain.place_codes import place_code
from libdesk.domain.stocktake import Outcome
from libdesk.paths import DataFolder
from libdesk.services.stocktake import Stocktaking
from libdesk.storage.database import Database
from libdesk.ui.stocktake.bursts import Timing
from libdesk.ui.stocktake.scanner import Scanner
from tests.app.real_desk import AtDesk, real_desk

SLOW = Timing(together=20_000, hold=20_000, quiet=20_000)
MISPLACED, MISSING = 10, 5
UNKNOWN = ("XX-0001", "978014044", "OLD-17")


class Person(AtDesk):
    """Somebody with a scanner, before the real window."""

    def __init__(self, desk, path):
        super().__init__(desk.qtbot, desk.desk)
        self.path = path

    def type(self, name, words, kind=QLineEdit):
        """Put words into a field at once: what comes key by key so fast is a scan."""
        field = self.get(kind, name)
        field.setText(words)
        return field

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
        line = self.look_up("Counting day")
        self.wait_seen(QPushButton, "Counting day")
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.wait_seen(QPushButton, "Begin a count…")

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
    with real_desk(qtbot, qapp, data) as desk:
        yield Person(desk, data.database)


@pytest.mark.rows("S43")
def test_a_counting_day_ends_with_exactly_its_differences(counter):
    counter.go_to_counting_day()
    counter.wait_press("Begin a count…")
    title = counter.wait_seen(QLineEdit, "What it is called")
    title.selectAll()
    QTest.keyClicks(title, "Fall count")
    counter.wait_press("Begin to count")
    counter.wait_seen(QLineEdit, "Label")
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
    counter.wait_says(f"{len(found)} of {len(things)} found")
    counter.wait_press("Finish")
    counter.wait_seen(QTableView, "Differences")
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
    view = counter.get(QTableView, "Differences")
    assert view.model().rowCount() == MISPLACED + MISSING + len(UNKNOWN)
    view.selectRow(view.model().rowCount() - 1)
    counter.type("Name", "The old projector")
    counter.type("Kind", "projector")
    counter.wait_press("Add it to the list")
    counter.wait_says("17 to decide")
    with closing(Database.open(counter.path, now=now)) as database, database.unit() as unit:
        (added,) = unit.items.find(results[-1].code)
    assert (added.name, added.kind) == ("The old projector", "projector")


def test_papers_are_shown(counter):
    counter.go_to_counting_day()
    counter.wait_press("Begin a count…")
    counter.wait_press("Begin to count")
    counter.wait_seen(QLineEdit, "Label")
    counter.wait_press("Print a tick-list…")
    counter.close_paper()


def test_the_scanner_test_is_gone_to_from_anywhere(counter):
    line = counter.look_up("Test the scanner")
    counter.wait_seen(QPushButton, "Test the scanner")
    QTest.keyClick(line, Qt.Key.Key_Return)
    counter.wait_says("Scan any label")
    counter.take_scanner()
    counter.scan("LV-1001")
    counter.wait_says("This scanner is fine")
