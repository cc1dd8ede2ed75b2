"""What a new library begins with, and that the forms are told of it."""

from dataclasses import replace

import pytest

from libdesk.app.desk import Desk
from libdesk.app.parts import DeskParts
from libdesk.app.shipped import settle_library
from libdesk.app.site import now
from libdesk.delivery.bulletin import FolderBoard
from libdesk.domain.priority import Priority
from libdesk.paths import DataFolder
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.app.real_desk import closing_desk
from tests.app.test_commands import Commands


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "data")


def settings(data):
    database = Database.open(data.database, now=now)
    try:
        with database.unit() as unit:
            return unit.places.hours(), unit.places.targets()
    finally:
        database.close()


def test_a_new_library_begins_with_the_shipped_hours_and_promises(data):
    Commands(data.root).run("collect")
    hours, targets = settings(data)
    assert [len(day) for day in hours.week] == [1, 1, 1, 1, 1, 0, 0]
    assert [target.priority for target in targets] == list(Priority)


def test_the_forms_are_told_of_it(data, tmp_path):
    Commands(data.root).run("collect")
    board = FolderBoard(data.inbox, tmp_path / "cache", trusted=None, trust=lambda _: None, now=now)
    bulletin = board.latest()
    assert bulletin is not None
    assert (bulletin.hours, bulletin.targets) == settings(data)


def test_a_desk_that_is_opened_for_the_first_time_tells_them_too(qtbot, qapp, data, tmp_path):
    parts = DeskParts(data, data.database, Site("CEN"), collect_every_ms=100)
    board = FolderBoard(data.inbox, tmp_path / "cache", trusted=None, trust=lambda _: None, now=now)
    with closing_desk(qapp, Desk(qapp, parts)) as desk:
        desk.show()
        qtbot.waitUntil(lambda: board.latest() is not None, timeout=20_000)
        bulletin = board.latest()
        assert bulletin is not None
        assert bulletin.hours is not None
        assert len(bulletin.targets) == len(Priority)


def test_what_a_library_has_settled_stays_at_the_next_start(data):
    Commands(data.root).run("collect")
    hours, targets = settings(data)
    database = Database.open(data.database, now=now)
    try:
        with database.unit(write=True) as unit:
            unit.places.set_hours(replace(hours, week=(*hours.week[:4], (), (), ())))
            unit.places.set_targets(targets[:1])
        settle_library(database.unit)
    finally:
        database.close()
    shorter, fewer = settings(data)
    assert [len(day) for day in shorter.week] == [1, 1, 1, 1, 0, 0, 0]
    assert fewer == targets[:1]
