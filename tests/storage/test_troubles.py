"""Each trouble with a database has its own sentence: what happened, what is safe, what to do."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from libdesk.services.errors import Refusal, Unavailable
from libdesk.storage import locks, troubles
from libdesk.storage.database import Database
from tests.storage.made import new_problem, store

PATH = Path("/srv/libdesk/libdesk.sqlite")


def sqlite_error(code):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_BUSY, "in use by"),
        (sqlite3.SQLITE_BUSY | 2 << 8, "in use by"),
        (sqlite3.SQLITE_LOCKED, "in use by"),
        (sqlite3.SQLITE_FULL, "is full"),
        (sqlite3.SQLITE_READONLY, "may only be read"),
        (sqlite3.SQLITE_READONLY | 4 << 8, "may only be read"),
        (sqlite3.SQLITE_PERM, "may not be opened with this login"),
        (sqlite3.SQLITE_CANTOPEN, "can't be opened"),
        (sqlite3.SQLITE_IOERR, "does not answer as it should"),
        (sqlite3.SQLITE_IOERR | 4 << 8, "does not answer as it should"),
        (sqlite3.SQLITE_NOMEM, "out of memory"),
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is damaged"),
    ],
)
def test_each_trouble_of_sqlite_has_its_sentence(code, said):
    plain = troubles.plain_sqlite(sqlite_error(code), PATH)
    assert isinstance(plain, Unavailable)
    assert said in plain.sentence
    assert "as SQLite says it" not in plain.sentence
    assert "safe" in plain.sentence or "left as it was" in plain.sentence or code & 0xFF in (11, 26)


def test_sentences_differ_and_a_bug_stays_a_bug():
    codes = (5, 13, 8, 3, 14, 10, 7, 11)
    sentences = {str(troubles.plain_sqlite(sqlite_error(code), PATH)) for code in codes}
    assert len(sentences) == len(codes)
    bug = sqlite_error(sqlite3.SQLITE_ERROR)
    assert troubles.plain_sqlite(bug, PATH) is bug


def test_who_holds_the_file_is_named(sqlite_file, clock):
    """A real holder: another process with the right to write taken."""
    script = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, sqlite_file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert [lock.process for lock in locks.on(sqlite_file) if lock.to_write] == [holder.pid]
        database = Database.open(sqlite_file, now=clock, patience_s=0.1)
        with (
            pytest.raises(Unavailable, match=f"in use by .*process {holder.pid}"),
            database.unit(write=True),
        ):
            pass
        holder.communicate("")
    assert locks.on(sqlite_file) == ()
    database.close()


def test_locks_are_read_from_what_the_system_lists(tmp_path):
    path = tmp_path / "x"
    assert locks.on(path, "1: POSIX ADVISORY WRITE 1 fe:00:1 0 0\n") == ()
    path.touch()
    inode = path.stat().st_ino
    listing = (
        "odd line\n"
        f"1: POSIX  ADVISORY  WRITE {os.getpid()} fe:00:{inode} 1073741825 1073741825\n"
        f"2: POSIX  ADVISORY  READ 1 fe:00:{inode} 1073741826 1073742335\n"
        f"3: POSIX  ADVISORY  WRITE 999999999 fe:00:{inode} 1073741825 1073741825\n"
        f"4: POSIX  ADVISORY  WRITE 2 fe:00:{inode}1 1073741825 1073741825\n"
        f"5: POSIX  ADVISORY  WRITE 0 fe:00:{inode} 1073741825 1073741825\n"
        f"5: -> POSIX  ADVISORY  WRITE 3 fe:00:{inode} 1073741825 1073741825\n"
    )
    found = locks.on(path, listing)
    assert found == (locks.Lock(1, to_write=False), locks.Lock(999999999, to_write=True))
    assert found[1].holder == "a program, process 999999999"
    assert locks.Lock(os.getpid(), to_write=True).holder.endswith(f", process {os.getpid()}")
    assert locks.on(path, "") == ()


@pytest.mark.parametrize(
    "address",
    ["mysql://server/library", "sqlite:///x.db", "postgresql+asyncpg://x/y", "x://", "://"],
)
def test_another_kind_of_address_is_refused(clock, address):
    with pytest.raises(Refusal, match=r"PostgreSQL|can't be read"):
        Database.open(address, now=clock)


def test_a_server_that_is_away_is_told(tmp_path, clock):
    with pytest.raises(Unavailable, match="can't be reached"):
        Database.open(f"postgresql://x@/library?host={tmp_path}", now=clock)


def test_a_connection_that_is_cut_is_told_and_the_next_unit_works(server_url, server, clock):
    database = Database.open(server_url, now=clock)
    name = server_url.rpartition("/library")[2].partition("?")[0]
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'library{name}'"
    with pytest.raises(Unavailable, match="server"), database.unit(write=True) as unit:
        _add_then(unit, lambda: server.run(cut))
    assert store(database, new_problem())
    with database.unit() as unit:
        assert len(unit.inbox.lines(range(10))) == 1
    database.close()


def _add_then(unit, cut):
    unit.problems.add([new_problem()])
    cut()
    unit.problems.add([new_problem()])


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("28P01", "password"),
        ("28000", "login in"),
        ("3D000", "no database of this name"),
        ("42501", "no right"),
        ("53300", "no free connection"),
        ("53100", "disk of the database server is full"),
        ("53200", "run out of room or memory"),
        ("25006", "only lets this be read"),
        ("55P03", "Another program is writing"),
        ("57P01", "stopped or started"),
        ("57014", "took too long"),
        ("40001", "same moment"),
        ("08006", "can't be reached"),
        ("58030", "does not answer"),
        ("XX001", "data is damaged"),
    ],
)
def test_each_trouble_of_a_server_has_its_sentence(state, said):
    from sqlalchemy.exc import OperationalError

    original = Exception("as the server says it")
    original.sqlstate = state  # type: ignore[attr-defined] # as psycopg's errors carry it
    plain = troubles.plain_server(OperationalError("SELECT", {}, original))
    assert isinstance(plain, Unavailable)
    assert said in plain.sentence
    assert "What was saved before is safe" in plain.sentence


def test_a_bug_on_a_server_stays_a_bug():
    from sqlalchemy.exc import ProgrammingError

    original = Exception("syntax")
    original.sqlstate = "42601"  # type: ignore[attr-defined] # as psycopg's errors carry it
    bug = ProgrammingError("SELEC", {}, original)
    assert troubles.plain_server(bug) is bug
