"""The desk's How-to room, and the way from an answered problem to a sheet."""

import subprocess
import sys
from contextlib import closing

import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget, QMenu, QPlainTextEdit, QTableView

from libdesk.app.places import HOW_TO
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.app.site import now
from libdesk.domain.knowledge import Checklist
from libdesk.paths import DataFolder
from libdesk.services.inbox import Inbox
from libdesk.storage.database import Database
from tests.app.real_desk import real_desk
from tests.storage.made import new_problem, report, store

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
    with real_desk(qtbot, qapp, data) as opened:
        yield opened


def test_the_shipped_ones_stand_by_their_titles_the_checklists_last():
    titles = [one.title for one in shipped_sheets()]
    assert titles[0] == "Change the receipt roll"
    assert [isinstance(one, Checklist) for one in shipped_sheets()] == [False] * 8 + [True] * 5


def test_the_room_is_furnished_on_the_first_visit(desk):
    assert not desk.window.findChildren(QListWidget)
    desk.wait_press("How-to")
    assert desk.window.chosen_room() == HOW_TO
    shown = desk.get(QListWidget, "How-to sheets")
    desk.wait(lambda: shown.count() == 13)
    asked: list[str] = []
    desk.rooms.knowledge_room.print_requested.connect(lambda _knowledge, name: asked.append(name))
    desk.wait_press("Print…")
    assert asked == ["receipt-roll"]
    desk.close_paper()


@pytest.mark.rows("S36")
def test_an_answered_problem_becomes_a_how_to(desk):
    desk.go("Inbox")
    lines = desk.wait_seen(QTableView, "Problems")
    desk.wait(lambda: lines.model().rowCount() == 1)
    lines.setFocus()
    lines.setCurrentIndex(lines.model().index(0, 0))
    desk.wait_press("More…")
    (menu,) = [one for one in desk.window.findChildren(QMenu) if one.isVisible()]
    (action,) = [one for one in menu.actions() if one.text() == "Make a how-to from this…"]
    assert action.isEnabled()
    action.trigger()
    menu.close()
    assert desk.wait_seen(QLineEdit, "What it is about").text() == "Gray stripes on paper"
    steps = [desk.get(QPlainTextEdit, f"Step {number}").toPlainText() for number in (1, 2)]
    assert steps == ["Open the front door.", "Wipe the glass strip."]
    desk.wait_press("Save")
    shown = desk.get(QListWidget, "How-to sheets")
    desk.wait(lambda: shown.count() == 14)
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
