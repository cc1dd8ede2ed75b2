"""From the list for today straight into a counting day."""

from contextlib import closing

import pytest

from libdesk.__main__ import main
from libdesk.app.site import now
from libdesk.domain.stocktake import Spot
from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.paths import DataFolder
from libdesk.services.stocktake import Stocktaking
from libdesk.storage.database import Database
from tests.app.real_desk import real_desk


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
    with real_desk(qtbot, qapp, data) as opened:
        yield opened


def test_its_line_opens_the_count(desk, count):
    assert desk.rooms is not None
    page = desk.rooms.today.page
    reason = Reason(Why.COUNT_ENDS, "x", words=count.title)
    page.action_requested.emit(TodayLine(f"count/{count.id}", (reason,)))
    desk.wait(lambda: desk.says("Fall count") and desk.says("Counting day"))
