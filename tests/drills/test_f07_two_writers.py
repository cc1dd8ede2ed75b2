"""Drill F7: two processes write at once while a third copies: nobody is refused, nothing is lost.

The journal mode is the one that LibDesk takes with the SQLite that is linked here: DELETE where the
WAL-reset bug is not mended, else WAL.
"""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from libdesk.storage import sqlite
from libdesk.storage.database import Database
from tests.drills.two_writers import OPEN, now

ROOT = Path(__file__).parents[2]
P99_LIMIT_S = 1.0
"""A write that takes longer is felt."""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "libdesk.sqlite"
    Database.open(made, now=now).close()
    return made


def start(what, path, **options):
    words = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "tests.drills.two_writers", what, str(path), *words]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(process):
    out, err = process.communicate(timeout=3000)
    assert process.returncode == 0, err
    return json.loads(out)


def write_at_once(path, tmp_path, count, what="write"):
    """Let two processes write so many reports each while a third copies; return what they tell."""
    stop = tmp_path / "stop"
    copying = start("copy", path, folder=tmp_path / "copies", stop=stop)
    # A careless writer does not say that it has the file open: its journal is a stranger to whoever
    # opens the file then.
    assert copying.stdout.readline() == f"{OPEN}\n", copying.communicate()
    writing = [start(what, path, name=name, count=count) for name in ("one", "two")]
    try:
        told = [end(one) for one in writing]
    finally:
        stop.touch()
    return told, end(copying)


def go(path, tmp_path, count):
    told, copied = write_at_once(path, tmp_path, count)
    sys.stdout.write(f"{json.dumps(told)} {json.dumps(copied)}\n")
    assert [one["troubles"] for one in told] == [[], []], "nobody reads of a lock"
    assert max(one["p99_s"] for one in told) < P99_LIMIT_S
    assert copied["copies"] > 0
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT sequence, title FROM problems ORDER BY 1").fetchall()
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    assert [sequence for sequence, _ in rows] == list(range(1, 2 * count + 1)), "no gap, no repeat"
    wanted = {f"{name} {number}" for name in ("one", "two") for number in range(count)}
    assert {title for _, title in rows} == wanted
    assert mode in ("delete", sqlite.journal_mode(sqlite3.sqlite_version_info))
    with closing(Database.open(path, now=now)) as database:
        assert not [trouble for _, trouble in database.check() if trouble]


@pytest.mark.alone
@pytest.mark.timeout(300)
def test_f07_two_writers_and_a_copier_get_along(path, tmp_path):
    go(path, tmp_path, 250)


@pytest.mark.alone
@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f07_ten_thousand_writes_by_two(path, tmp_path):
    go(path, tmp_path, 5000)


@pytest.mark.timeout(300)
def test_f07_control_who_reads_first_and_waits_for_nobody_is_refused(path, tmp_path):
    told, _ = write_at_once(path, tmp_path, 300, "write_carelessly")
    troubles = [words for one in told for words in one["troubles"]]
    assert any("locked" in words for words in troubles)
