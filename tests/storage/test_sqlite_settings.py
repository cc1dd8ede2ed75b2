"""The settings that SQLite must prove at run time, on each connection that a unit gets."""

import sqlite3
import threading
from contextlib import closing

import pytest

from libdesk.storage import sqlite
from libdesk.storage import sqlite_file as sqlite_file_module
from libdesk.storage.database import Database
from libdesk.storage.marks import APPLICATION_ID, SCHEMA_NUMBER
from tests.storage.made import new_problem, report, store


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 37, 0), "delete"),
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 44, 9), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 0), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "delete"),
        ((3, 52, 4), "delete"),
        ((3, 53, 0), "wal"),
        ((3, 54, 1), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_wal_only_where_the_wal_reset_bug_is_mended(version, mode):
    assert sqlite.journal_mode(version) == mode


SETTINGS = {
    "foreign_keys": 1,
    "synchronous": 3,  # EXTRA
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "temp_store": 2,
    "application_id": APPLICATION_ID,
    "user_version": SCHEMA_NUMBER,
    "busy_timeout": 10_000,
    "journal_mode": sqlite.journal_mode(sqlite3.sqlite_version_info),
}


def test_every_connection_has_every_setting(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    found = []

    def look():
        with database.unit() as unit:
            connection = unit.places._connection  # what a unit works on is what is proved
            found.append(
                {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SETTINGS}
            )

    threads = [threading.Thread(target=look) for _ in range(3)]
    look()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [SETTINGS] * 4
    database.close()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 3)])
def test_the_journal_is_the_one_that_the_version_allows(sqlite_file, version):
    engine, _ = sqlite.open_file(sqlite_file, 5.0, version=version)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    engine.dispose()
    assert found == sqlite.journal_mode(version)


def test_a_row_that_belongs_to_nothing_cannot_be_written(sqlite_file):
    with closing(sqlite_file_module.connect(sqlite_file, 1.0)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("INSERT INTO problem_words VALUES (7, 'x')")
        with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
            connection.execute("INSERT INTO branches VALUES ('CEN', 'Central', 'first', 1)")


def test_what_was_deleted_is_gone_from_the_file(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    store(database, new_problem(report(saw="ZZPATRON-7731"), words=("none",)))
    assert b"ZZPATRON-7731" in sqlite_file.read_bytes()
    database.close()
    with closing(sqlite_file_module.connect(sqlite_file, 1.0)) as connection:
        connection.execute("DELETE FROM problems")
    assert b"ZZPATRON-7731" not in sqlite_file.read_bytes()


def test_an_error_that_may_be_logged_holds_no_words_of_a_report(database):
    with pytest.raises(Exception, match=r".") as caught, database.unit(write=True) as unit:
        unit.places._connection.exec_driver_sql(
            "INSERT INTO nowhere VALUES ('x')" if database.path else "INSERT INTO nowhere SELECT 1"
        )
    assert "hide_parameters" in str(caught.value) or "parameters" not in str(caught.value)
    new = new_problem(report(saw="ZZPATRON-7731"))
    store(database, new)
    with pytest.raises(Exception, match="already") as caught:
        store(database, new)
    assert "ZZPATRON" not in str(caught.value)
    assert "ZZPATRON" not in str(caught.value.__cause__)
