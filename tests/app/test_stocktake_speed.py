"""A scan is answered on the screen within 50 ms, with 20,000 items in the list."""

import time
from contextlib import closing

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from libdesk.app.list_files import write_list
from libdesk.app.site import now
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.place_codes import place_code
from libdesk.domain.places import Branch
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Spot
from libdesk.services.count_results import CountResults
from libdesk.services.item_gates import Rules
from libdesk.services.places import Overview
from libdesk.services.stocktake import Stocktaking
from libdesk.storage.database import Database
from libdesk.ui.stocktake.bursts import Timing
from libdesk.ui.stocktake.keeper import Keeper
from libdesk.ui.stocktake.parts import Library, StocktakeParts
from libdesk.ui.stocktake.scanner_memory import ScannerMemory
from libdesk.ui.stocktake.shown_rows import View
from libdesk.ui.stocktake.stocktake_page import StocktakePage
from libdesk.ui.stocktake.tones import Tones
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

PATIENCE_MS = 60_000
ITEMS, SCANS, TRIES = 20_000, 40, 3
GOAL_MS = 50.0
"""Of 19 scans in 20, in the best of a few tries: other programs run on this machine too."""
LONG_MS = 1e9
ROOMS = tuple(Spot("CEN", f"Room {number}") for number in range(40))


@pytest.fixture
def page(qtbot, plain_program, tmp_path):
    memory = QSettings(str(tmp_path / "memory.ini"), QSettings.Format.IniFormat)
    look = Theme(plain_program, dark=False)
    tasks = Tasks()
    with closing(Database.open(tmp_path / "libdesk.sqlite", now=now)) as database:
        with database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Central"))
            unit.items.add([(_item(number), Dates()) for number in range(ITEMS)])
        taking = Stocktaking(database.unit, now, "Ada")
        results = CountResults(
            database.unit, lambda: Rules(lambda _: Dates(), lambda _: False), now
        )
        parts = StocktakeParts(
            tasks,
            taking,
            results,
            lambda: Library(Overview("", {"CEN": "Central"}), (Spot("CEN"), *ROOMS)),
            lambda: (),
            lambda _label: None,
            lambda _count: None,
            lambda _count: None,
            write_list,
            lambda: None,
            now,
            memory,
            ScannerMemory(memory),
            Tones(look, memory),
        )
        today = now().astimezone().date()
        count = taking.begin("Fall count", today, today, [Spot("CEN")])
        made = StocktakePage(parts, look, Keeper(tasks, taking, now, look))
        qtbot.addWidget(made)
        made.resize(1340, 800)
        made.show()
        qtbot.waitExposed(made)
        made.open(count.id)
        qtbot.waitUntil(made.count.isVisible, timeout=PATIENCE_MS)
        made.count.scanner.set_timing(Timing(together=20_000, hold=20_000, quiet=20_000))
        yield made
        made.hide()
        assert tasks.close(30)
        look.deleteLater()


def _item(number):
    spot = ROOMS[number % len(ROOMS)]
    name = f"Thing {number}"
    return Record(Tag(f"LV-{number:05}"), name, "public PC", "CEN", spot.room, Status.IN_USE)


def scan(page, code):
    handle = page.windowHandle()
    for one in code:
        QTest.keyClick(handle, one)
    began = time.perf_counter()
    QTest.keyClick(handle, Qt.Key.Key_Return)
    page.count.answer.repaint()
    return 1_000 * (time.perf_counter() - began)


def says(page, words):
    return any(words in one.text() for one in page.count.answer.findChildren(QLabel))


@pytest.mark.alone
@pytest.mark.parametrize("view", [View.SEEN, View.MISSING])
def test_a_scan_is_answered_on_the_screen_at_once(page, qtbot, view):
    page.count._chips.show_view(view)
    scan(page, place_code("CEN", ROOMS[0].room))
    best = LONG_MS
    for turn in range(TRIES):
        times = []
        for number in range(turn * SCANS, (turn + 1) * SCANS):
            code = f"LV-{number:05}" if number % 10 else f"QQ-{number}"
            times.append(scan(page, code))
            assert says(page, code)
            # Nobody scans twice in an eighth of a second: by the next one the list is there.
            qtbot.waitUntil(lambda: not page.count._later.isActive(), timeout=PATIENCE_MS)
        best = min(best, sorted(times)[-SCANS // 20])
        if best <= GOAL_MS:
            break
    assert best <= GOAL_MS
    qtbot.waitUntil(lambda: page.keeper.is_settled, timeout=PATIENCE_MS)
