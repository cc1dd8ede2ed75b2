"""backup, restore and check as a script sees them: exit codes, documents, who has the database."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from libdesk.app.single_instance import SingleInstance
from tests.app.test_commands import Commands
from tests.storage.made import state_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample library, made once: it is the same each time, and takes seconds."""
    made = Commands(tmp_path_factory.mktemp("sample") / "data")
    made.data.mkdir()
    made.run("sample", made.data / "libdesk.sqlite", "--problems", "40")
    return made.data


@pytest.fixture
def commands(sample, tmp_path):
    return Commands(Path(shutil.copytree(sample, tmp_path / "data")))


def count(path):
    with closing(sqlite3.connect(path)) as found:
        return found.execute("SELECT count(*) FROM problems").fetchone()[0]


def test_a_copy_is_made_here_and_in_the_folder_that_was_named(commands, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    first = commands.json("backup")
    second = commands.json("backup", "--to", stick)
    assert (first["sequence"], second["sequence"]) == (1, 2)
    assert Path(second["path"]).parent == stick
    for told in (first, second):
        assert Path(told["path"]).stat().st_size == told["bytes"]
        assert count(told["path"]) == count(commands.data / "libdesk.sqlite")
    assert f"{second['bytes']:,} bytes, sound." in commands.run("backup").stdout


@pytest.mark.parametrize("where", ["nowhere", "a file"])
def test_a_folder_that_is_none_is_refused_before_anything_is_done(commands, tmp_path, where):
    (tmp_path / "a file").write_text("x")
    ran = commands.run("backup", "--to", tmp_path / where, code=1)
    assert "is no folder" in ran.stderr
    assert not (commands.data / "backups").exists()


def test_without_a_database_there_is_nothing_to_copy(tmp_path):
    ran = Commands(tmp_path / "empty").run("backup", code=1)
    assert "nothing to copy" in ran.stderr
    assert not (tmp_path / "empty" / "libdesk.sqlite").exists()


def test_a_copy_is_put_back_and_what_is_lost_is_told(commands):
    path = commands.data / "libdesk.sqlite"
    copy = commands.json("backup")["path"]
    with closing(sqlite3.connect(path)) as found:
        found.execute("DELETE FROM problems WHERE sequence > 10")
        found.commit()
    ran = commands.run("restore", copy)
    assert "Nothing is newer than the copy." in ran.stderr
    assert "libdesk.sqlite.before-restore-" in ran.stdout
    assert count(path) == count(copy)
    told = commands.json("restore", copy)
    assert told["newer"] == {
        "known": True,
        "other_library": False,
        "reports": [],
        "answers": 0,
        "changes": 0,
    }
    assert Path(told["kept_aside"]).is_file()
    assert not told["upgraded"]
    assert commands.json("check")["sound"]


def test_a_damaged_database_is_replaced_and_kept(commands):
    path = commands.data / "libdesk.sqlite"
    copy = commands.json("backup")["path"]
    path.write_bytes(path.read_bytes()[:50_000])
    assert "is cut short" in commands.run("check", code=1).stderr
    told = commands.json("restore", copy)
    assert ".damaged-" in told["kept_aside"]
    assert Path(told["kept_aside"]).stat().st_size == 50_000
    assert not told["newer"]["known"]


@pytest.mark.parametrize("command", [["restore", "x.sqlite"], ["backup"]], ids=" ".join)
def test_a_database_on_a_server_is_copied_and_restored_there(commands, command):
    ran = commands.run(*command, "--database", "postgresql://it@nowhere.invalid/library", code=1)
    assert "pg_dump" in ran.stderr


def test_while_the_desk_is_open_restore_says_who_has_the_database(commands, qapp):
    copy = commands.json("backup")["path"]
    before = state_of(commands.data)
    desk = SingleInstance("desk", commands.data)
    assert desk.take()
    try:
        ran = commands.run("restore", copy, code=1)
        assert f"LibDesk is open (process {os.getpid()} on " in ran.stderr
        ran = commands.run("backup", code=1)
        assert "does not answer. No copy was made now." in ran.stderr
    finally:
        desk.release()
    after = state_of(commands.data)
    changed = {name for name, state in after.items() if before.get(name) != state}
    assert changed <= {"restore.log", "backup.log", "desk.lock"}


@pytest.mark.timeout(120)
def test_while_the_desk_is_open_it_makes_the_copy_that_a_command_asks_for(commands, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "libdesk", "--data", commands.data],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    ) as desk:
        try:
            deadline = time.monotonic() + 60
            while not SingleInstance("desk", commands.data).ask_to_raise():
                assert time.monotonic() < deadline
            told = commands.json("backup", "--to", stick)
        finally:
            desk.kill()
    assert Path(told["path"]).parent == stick
    assert count(told["path"]) == count(commands.data / "libdesk.sqlite")
    assert (commands.data / "backups" / told["name"]).exists()


def test_check_tells_of_copies_and_versions_and_of_bad_ones(commands):
    copy = Path(commands.json("backup")["path"])
    told = commands.json("check")
    assert told["backups"]["here"]["last"]["name"] == copy.name
    assert told["backups"]["second"] is None
    assert [one["trouble"] for one in told["backups"]["copies"]] == [""]
    assert set(told["versions"]) == {"libdesk", "schema", "sqlite", "python", "system"}
    assert copy.name in commands.run("check").stdout
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(raw)
    told = json.loads(commands.run("check", "--json", code=1).stdout)
    (finding,) = (one for one in told["checks"] if one["name"] == "backups")
    assert copy.name in finding["trouble"]
    assert told["backups"]["here"]["last"] is None
