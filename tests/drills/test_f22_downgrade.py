"""Drill F22: the database of a newer LibDesk meets this one. It says so and touches nothing."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from libdesk.app.site import now
from libdesk.services.backups import Backups
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from libdesk.storage.marks import SCHEMA_NUMBER
from tests.storage.made import new_problem, state_of, store

ROOT = Path(__file__).parents[2]
COMMANDS = (["search", "jam"], ["check"], ["collect"], ["backup"])


@pytest.fixture
def data(tmp_path):
    """A data folder with a database of tomorrow's, and a copy of it made by tomorrow's LibDesk."""
    path = tmp_path / "data" / "libdesk.sqlite"
    with closing(Database.open(path, now=now)) as database:
        store(database, new_problem())
        Backups(FileCopies(path, lambda: nullcontext(database)), NoteFile(path), now).copy_now()
    with closing(sqlite3.connect(path)) as tomorrow:
        tomorrow.execute("CREATE TABLE of_tomorrow (id INTEGER)")
        tomorrow.execute(f"UPDATE alembic_version SET version_num = '{SCHEMA_NUMBER + 1:04}'")
        tomorrow.commit()
        tomorrow.execute(f"PRAGMA user_version = {SCHEMA_NUMBER + 1}")
    return path.parent


def run(data, *words):
    return subprocess.run(
        [sys.executable, "-m", "libdesk", "--data", data, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )


def kept(data):
    """All that is in a data folder but for logs and locks."""
    return {
        name: state
        for name, state in state_of(data).items()
        if not name.endswith((".log", ".lock"))
    }


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_f22_every_command_refuses_and_touches_nothing(data, command):
    before = kept(data)
    ran = run(data, *command)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "was made by a newer LibDesk. It was left as it is." in ran.stderr
    assert "Traceback" not in ran.stderr
    after = kept(data)
    notes = {"notes.json"} if command == ["backup"] else set()
    assert {name for name in after if after[name] != before.get(name)} <= notes


def test_f22_a_copy_of_tomorrow_is_not_put_in_the_place_of_todays(data, tmp_path):
    today = tmp_path / "today"
    with closing(Database.open(today / "libdesk.sqlite", now=now)) as database:
        store(database, new_problem())
    before = kept(today)
    ran = run(today, "restore", str(data / "libdesk.sqlite"))
    assert ran.returncode == 1
    assert "newer LibDesk" in ran.stderr
    assert kept(today) == before


def test_f22_todays_copy_still_opens_in_the_place_of_tomorrows_database(data):
    (copy,) = (data / "backups").glob("*.sqlite")
    ran = run(data, "restore", str(copy))
    assert ran.returncode == 0, ran.stderr
    assert "holds 1 problem now" in ran.stdout
    (aside,) = data.glob("libdesk.sqlite.before-restore-*Z")
    with closing(sqlite3.connect(aside)) as tomorrow:
        assert tomorrow.execute("SELECT count(*) FROM of_tomorrow").fetchone() == (0,)
    assert run(data, "search", "jams").returncode == 0


def test_f22_control_without_the_check_it_would_be_opened_and_used(data):
    with closing(sqlite3.connect(data / "libdesk.sqlite")) as careless:
        careless.execute(f"PRAGMA user_version = {SCHEMA_NUMBER}")
        careless.execute(f"UPDATE alembic_version SET version_num = '{SCHEMA_NUMBER:04}'")
        careless.commit()
    assert run(data, "search", "jams").returncode == 0
