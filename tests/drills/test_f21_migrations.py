"""Drill F21: every released database is brought up to date, and killed at every statement.

Afterwards it is old or new and never between, each fact is as it was, and a SQLite file has a sound
copy from before. The same with a disk that is full.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from libdesk.app.site import now
from libdesk.services.errors import Unavailable
from libdesk.storage import marks, sqlite, upgrade
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.database import Database
from tests.drills.mounts import run_with_mounts
from tests.storage.postgres import Server
from tests.storage.test_upgrade_with_data import fill, rows_of, run

ROOT = Path(__file__).parents[2]
RELEASED = [f"{number:04}" for number in range(1, marks.SCHEMA_NUMBER)]
EVERY, EVERY_BETWEEN, NEWEST = 5, 11, 4
"""In the short form, one statement in so many: an upgrade from the oldest database and from the
newest ones by the first, those between by the second. They go through statements that the oldest
goes through too, and each begins at another one."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills with -9")


@pytest.fixture(scope="module")
def server():
    made = Server()
    try:
        made.start()
        yield made
    finally:
        made.stop()


def migrations_until(revision, folder):
    """The migrations as they were when this revision was the newest."""
    shutil.copytree(upgrade.OURS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (folder / "versions").glob("0*.py"):
        if later.name[:4] > revision:
            later.unlink()
    return upgrade.Migrations(folder, revision)


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory):
    """One SQLite file of each released revision, filled in the first and brought up from there."""
    folder = tmp_path_factory.mktemp("released")
    first = folder / "0001" / "libdesk.sqlite"
    sqlite.create(first, migrations_until("0001", folder / "until 0001"))
    run(first, fill)
    made = {"0001": first}
    for revision in RELEASED[1:]:
        path = folder / revision / "libdesk.sqlite"
        path.parent.mkdir()
        shutil.copy(first, path)
        then = migrations_until(revision, folder / f"until {revision}")
        run(path, lambda connection, then=then: upgrade.to_newest(connection, then))
        made[revision] = path
    return made


def opened_until(target, last):
    """Open in a process that dies before the n-th statement; say whether it came through."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.drills.migration_child", str(target), str(last)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == 0:
        assert ran.stdout == "opened"
        return True
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    return False


def revision_of(target):
    return run(target, upgrade.revision)


def check_copy(path, revision, wanted):
    """A sound copy of the old database lies beside the new one."""
    folder = CopyFolder(path.parent / "backups")
    newest = folder.list()[0]
    assert folder.check(newest) == ""
    assert newest.schema == int(revision)
    assert run_copy(folder.path(newest)) == wanted


def run_copy(path):
    found = run(path, rows_of)
    found["desk_words"] = [row for row in found["desk_words"] if row[0] != "copy"]
    return found


def spread(revision):
    """Return one in how many statements the short form kills, and which it begins with."""
    if revision in (RELEASED[0], *RELEASED[-NEWEST:]):
        return EVERY, 0
    return EVERY_BETWEEN, RELEASED.index(revision)


def go_through(make, revision, every, first=0):
    """Kill at every n-th statement, from the first that is given."""
    last, tally = first, {"old": 0, "new": 0}
    while True:
        target = make()
        before = run(target, rows_of)
        is_through = opened_until(target, last)
        found = revision_of(target)
        assert found in (revision, marks.REVISION)
        assert run(target, rows_of) == before
        tally["old" if found == revision else "new"] += 1
        if isinstance(target, Path) and found == marks.REVISION:
            check_copy(target, revision, before)
        Database.open(target, now=now).close()
        assert revision_of(target) == marks.REVISION
        assert run(target, rows_of) == before
        if isinstance(target, Path):
            check_copy(target, revision, before)
        if is_through:
            break
        last += every
    if tally["old"] <= 3 and every > 1:
        # So short an upgrade is killed more often.
        go_through(make, revision, 1 if every == EVERY else EVERY)
        return
    assert tally["old"] > 3
    sys.stdout.write(f"{revision}: killed at {sum(tally.values()) - 1} places: {tally}\n")


@pytest.fixture
def fresh(fixtures, tmp_path):
    """Return a function that makes one more old database."""
    made = []

    def make(revision):
        made.append(revision)
        folder = tmp_path / f"{len(made)}"
        folder.mkdir()
        return Path(shutil.copy(fixtures[revision], folder / "libdesk.sqlite"))

    return make


@pytest.fixture
def fresh_on_server(server, tmp_path):
    """As `fresh`, for PostgreSQL."""
    made = []
    templates = {}

    def make(revision):
        if revision not in templates:
            templates[revision] = name = server.make()
            then = migrations_until(revision, tmp_path / f"server {revision}")
            first = migrations_until("0001", tmp_path / f"server first {revision}")
            url = server.url(name)
            run(url, lambda connection: upgrade.to_newest(connection, first))
            run(url, fill)
            run(url, lambda connection: upgrade.to_newest(connection, then))
        made.append(server.make(templates[revision]))
        return server.url(made[-1])

    yield make
    for name in (*made, *templates.values()):
        server.drop(name)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("revision", RELEASED)
def test_f21_a_killed_upgrade_leaves_old_or_new_on_sqlite(fresh, revision):
    go_through(lambda: fresh(revision), revision, *spread(revision))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("revision", RELEASED)
def test_f21_a_killed_upgrade_leaves_old_or_new_on_postgresql(fresh_on_server, revision):
    go_through(lambda: fresh_on_server(revision), revision, *spread(revision))


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("revision", RELEASED)
def test_f21_killed_at_each_statement_on_sqlite(fresh, revision):
    go_through(lambda: fresh(revision), revision, 1)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("revision", RELEASED)
def test_f21_killed_at_each_statement_on_postgresql(fresh_on_server, revision):
    go_through(lambda: fresh_on_server(revision), revision, 1)


def test_f21_there_is_a_fixture_for_each_released_revision(fixtures):
    for revision, path in fixtures.items():
        assert revision_of(path) == revision
    assert list(fixtures) == RELEASED


def test_f21_without_a_copy_nothing_is_upgraded(fresh):
    path = fresh("0001")
    (path.parent / "backups").write_text("a file lies in the folder's place")
    before = path.read_bytes()
    with pytest.raises(Unavailable, match="which is not done without a copy"):
        Database.open(path, now=now)
    assert path.read_bytes() == before


def test_f21_on_a_full_disk_it_is_old_or_new_with_its_copy(fixtures, tmp_path):
    told = run_with_mounts("tests.drills.full_disk_copies", "upgrade", tmp_path, fixtures["0001"])
    assert {"full", "upgraded"} == set(told.split())


def test_f21_control_an_upgrade_that_commits_half_way_is_found_out(fresh, tmp_path):
    path = fresh("0001")
    with closing(sqlite3.connect(path)) as careless:
        careless.execute("ALTER TABLE problems ADD COLUMN contact TEXT NOT NULL DEFAULT ''")
        careless.commit()
    assert revision_of(path) == "0001"
    with pytest.raises(AssertionError, match="duplicate column"):
        opened_until(path, 10_000)
