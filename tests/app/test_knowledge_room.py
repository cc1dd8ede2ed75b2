"""The desk's How-to room, and the way from an answered problem to a sheet."""

import subprocess
import sys
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QMenu, QPlainTextEdit, QPushButton, QTableView

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.places import HOW_TO
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.app.site import now
from libdesk.domain.knowledge import Checklist
from libdesk.paths import DataFolder
from libdesk.services.inbox import Inbox
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.storage.made import new_problem, report, store

PATIENCE_MS = 20_000
ANSWER = "Hello Maria,\n1. Open the front door.\n2. Wipe the glass strip."


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "desk")


@pytest.fixture
def desk(qtbot, qapp, data):
    with closing(Database.open(data.database, now=now)) as database:
        sent = report(title="Gray stripes on paper", contact="Maria")
        store(database, new_problem(sent))
        Inbox(database.unit, now, "IT").answer(sent.id, ANSWER, version=1)
    made = Desk(qapp, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
    made.window.resize(1340, 800)
    made.show()
    qtbot.waitUntil(lambda: made.rooms is not None, timeout=PATIENCE_MS)
    yield made
    made.close()
    made.window.leave()
    made.window.deleteLater()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


def seen(desk, kind, name):
    return [
        one
        for one in desk.window.findChildren(kind)
        if one.accessibleName().rstrip("0123456789 ") == name.rstrip("0123456789 ")
        and one.accessibleName().startswith(name)
        and one.isVisible()
    ]


def press(qtbot, desk, name):
    qtbot.waitUntil(lambda: bool(seen(desk, QPushButton, name)), timeout=PATIENCE_MS)
    QTest.mouseClick(seen(desk, QPushButton, name)[0], Qt.MouseButton.LeftButton)


def test_the_shipped_ones_stand_by_their_titles_the_checklists_last():
    titles = [one.title for one in shipped_sheets()]
    assert titles[0] == "Change the receipt roll"
    assert [isinstance(one, Checklist) for one in shipped_sheets()] == [False] * 8 + [True] * 5


def test_the_room_is_furnished_on_the_first_visit(qtbot, desk):
    assert not desk.window.findChildren(QListWidget)
    press(qtbot, desk, "How-to")
    assert desk.window.chosen_room() == HOW_TO
    (shown,) = seen(desk, QListWidget, "How-to sheets")
    qtbot.waitUntil(lambda: shown.count() == 13, timeout=PATIENCE_MS)
    asked: list[str] = []
    desk.rooms.knowledge_room.print_requested.connect(lambda _knowledge, name: asked.append(name))
    press(qtbot, desk, "Print…")
    assert asked == ["receipt-roll"]


@pytest.mark.rows("S36")
def test_an_answered_problem_becomes_a_how_to(qtbot, desk):
    press(qtbot, desk, "Inbox")
    qtbot.waitUntil(lambda: bool(seen(desk, QTableView, "Problems")), timeout=PATIENCE_MS)
    (lines,) = seen(desk, QTableView, "Problems")
    qtbot.waitUntil(lambda: lines.model().rowCount() == 1, timeout=PATIENCE_MS)
    lines.setFocus()
    lines.setCurrentIndex(lines.model().index(0, 0))
    press(qtbot, desk, "More…")
    (menu,) = [one for one in desk.window.findChildren(QMenu) if one.isVisible()]
    (action,) = [one for one in menu.actions() if one.text() == "Make a how-to from this…"]
    assert action.isEnabled()
    action.trigger()
    menu.close()
    title = "What it is about"
    qtbot.waitUntil(lambda: bool(seen(desk, QLineEdit, title)), timeout=PATIENCE_MS)
    assert seen(desk, QLineEdit, title)[0].text() == "Gray stripes on paper"
    steps = [seen(desk, QPlainTextEdit, f"Step {number}")[0].toPlainText() for number in (1, 2)]
    assert steps == ["Open the front door.", "Wipe the glass strip."]
    press(qtbot, desk, "Save")
    (shown,) = seen(desk, QListWidget, "How-to sheets")
    qtbot.waitUntil(lambda: shown.count() == 14, timeout=PATIENCE_MS)
    assert shown.currentItem().text() == "Gray stripes on paper"


def test_a_desk_loads_nothing_of_the_room_before_somebody_goes_there():
    script = (
        "import sys\n"
        "import libdesk.app.desk, libdesk.app.opening, libdesk.app.desk_rooms\n"
        "import libdesk.app.front_rooms\n"
        "print(*[one for one in sys.modules if 'ui.knowledge' in one or 'reportlab' in one])\n"
        "print('libdesk.services.knowledge' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False"]
