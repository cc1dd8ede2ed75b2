"""From the list for today straight into a counting day."""

from contextlib import closing

import pytest
from PySide6.QtWidgets import QLabel

from libdesk.__main__ import main
from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.site import now
from libdesk.domain.stocktake import Spot
from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.paths import DataFolder
from libdesk.services.stocktake import Stocktaking
from libdesk.settings import Site
from libdesk.storage.database import Database

PATIENCE_MS = 30_000


@pytest.fixture
def data(tmp_path):
    made = DataFolder(tmp_path / "desk")
    made.root.mkdir()
    assert main(["sample", str(made.database), "--problems", "5"]) == 0
    return made


@pytest.fixture
def count(data):
    with closing(Database.open(data.database, now=now)) as database:
        today = now().astimezone().date()
        return Stocktaking(database.unit, now).begin("Fall count", today, today, [Spot("FER")])


@pytest.fixture
def desk(qtbot, qapp, data, count):
    desk = Desk(qapp, DeskParts(data, data.database, Site("CEN"), collect_every_ms=3_600_000))
    desk.show()
    qtbot.waitUntil(lambda: desk.rooms is not None, timeout=PATIENCE_MS)
    assert desk.rooms is not None
    with qtbot.waitSignal(desk.rooms.opened, timeout=PATIENCE_MS):
        pass
    yield desk
    desk.close()
    desk.window.leave()
    desk.window.deleteLater()
    desk.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


def test_its_line_opens_the_count(qtbot, desk, count):
    assert desk.rooms is not None
    page = desk.rooms.today.page

    def shown(words):
        labels = desk.window.findChildren(QLabel)
        return any(words in one.text() and one.isVisible() for one in labels)

    reason = Reason(Why.COUNT_ENDS, "x", words=count.title)
    page.action_requested.emit(TodayLine(f"count/{count.id}", (reason,)))
    qtbot.waitUntil(lambda: shown("Fall count") and shown("Counting day"), timeout=PATIENCE_MS)
