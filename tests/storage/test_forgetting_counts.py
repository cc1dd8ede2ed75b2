"""Who counted is forgotten by the database, and by its copies once the database has."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from libdesk.domain.stocktake import Spot
from libdesk.storage.database import Database
from tests.services.counted_library import NOON, Library
from tests.storage.test_forgetting import back_up, forget, lying
from tests.storage.test_retained_store import CANARY, canaries

LATER = NOON + timedelta(days=1)


def counted(library, *, ends=True):
    campaign = library.begin()
    library.counting.paste(campaign, f"LV-1\nX-{campaign}", Spot("CEN"), by=CANARY)
    if ends:
        library.results.finish(campaign)
    return campaign


def forget_names(library, before):
    with library.open_unit(write=True) as unit:
        return unit.stocktakes.forget_names(before)


def names(library, campaign):
    loaded = library.counting.load(campaign)
    return {one.by for one in (*loaded.scans, *loaded.results)}


def test_of_what_ended_before_nobody_is_named_any_more(database):
    library = Library(database.unit)
    ended, running = counted(library), counted(library, ends=False)
    assert forget_names(library, NOON) == 0, "it ended at noon"
    assert forget_names(library, LATER) == 4
    assert forget_names(library, LATER) == 0
    assert names(library, ended) == {""}
    assert names(library, running) == {CANARY}


@pytest.fixture
def library(sqlite_file, clock):
    with closing(Database.open(sqlite_file, now=clock)) as opened:
        yield opened, Library(opened.unit)


@pytest.fixture
def backups(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def test_no_byte_of_a_name_stays_in_any_copy(library, backups, clock):
    database, counts = library
    running = counted(counts, ends=False)
    back_up(database, backups, 1)
    counts.results.finish(running)
    counted(counts)
    back_up(database, backups, 2)
    assert forget(database, backups)
    assert len(canaries(backups)) == 2, "nothing is forgotten yet"
    assert forget_names(counts, LATER)
    assert forget(database, backups)
    assert canaries(backups) == []
    assert lying(backups) == [1, 2]
    for path in backups.iterdir():
        with closing(Database.open(path, now=clock)) as copy:
            assert not [trouble for _, trouble in copy.check() if trouble]
            with copy.unit() as unit:
                assert len(unit.stocktakes.scans(running)) == 2


def test_what_the_database_still_knows_stays_in_the_copies(library, backups):
    database, counts = library
    counted(counts, ends=False)
    back_up(database, backups)
    before = [path.name for path in backups.iterdir()]
    assert forget(database, backups)
    assert [path.name for path in backups.iterdir()] == before


def test_a_copy_of_the_time_before_counting_days_has_nothing_to_forget(library, backups):
    database, counts = library
    counted(counts)
    made = back_up(database, backups)
    with closing(sqlite3.connect(made)) as copy:
        for table in ("decisions", "results", "scans"):
            copy.execute(f"DROP TABLE stocktake_{table}")
        copy.execute("DROP TABLE stocktakes")
        copy.commit()
    assert forget_names(counts, LATER)
    assert forget(database, backups)
