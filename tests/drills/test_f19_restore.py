"""Drill F19: copies of every age are put back, over what a crash left, and cut off at any moment.

What is there afterwards is the copy, row by row, or the database as it was; and whoever was cut off
only has to start again.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random, SystemRandom

import pytest

from libdesk.app.site import now
from libdesk.services.backups import Backups
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from libdesk.storage.restoring import PuttingBack, finish_unfinished
from tests.storage.made import new_problem, report, store
from tests.storage.test_copies import rows

ROOT = Path(__file__).parents[2]
DAYS = 420
SHORT, LONG = 12, 150

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills with -9")


@pytest.fixture
def seed():
    """A new seed for each run; a failing test shows it."""
    number = SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {number}\n")
    return number


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A library after fourteen months: its copies are thinned as they are in life."""
    path = tmp_path_factory.mktemp("year") / "data" / "libdesk.sqlite"
    time = [datetime(2025, 9, 1, 8, tzinfo=UTC)]
    with closing(Database.open(path, now=lambda: time[0])) as database:
        copies = FileCopies(path, lambda: nullcontext(database))
        backups = Backups(copies, NoteFile(path), lambda: time[0])
        for day in range(DAYS):
            time[0] += timedelta(days=1)
            if day % 3 == 0 or day > DAYS - 20:
                store(database, new_problem(report(title=f"Day {day}", saw="x" * 200)))
                backups.copy_now()
        store(database, new_problem(report(title="After the last copy")))
    return path


def row_hash(path):
    return sha256(repr(sorted(rows(path).items())).encode()).hexdigest()


def taken(year, folder):
    shutil.copytree(year.parent, folder)
    return folder / year.name


def crash(path):
    """Leave beside a database what a program that was killed leaves: a log that was not folded."""
    script = (
        "import sqlite3, sys, os\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = WAL')\n"
        "c.execute(\"UPDATE problems SET title = 'after the copy'\")\n"
        "os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", script, path], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.with_name(f"{path.name}-wal").stat().st_size


@pytest.mark.timeout(300)
def test_f19_a_copy_of_every_age_is_put_back_over_a_stale_log(year, tmp_path):
    copies = sorted((year.parent / "backups").glob("*.sqlite"))
    assert len(copies) > 20
    for number, copy in enumerate(copies):
        path = taken(year, tmp_path / f"{number}")
        crash(path)
        wal = path.with_name(f"{path.name}-wal").read_bytes()
        restored = PuttingBack(path, now, is_damaged=bool(number % 2)).restore(
            path.parent / "backups" / copy.name
        )
        assert row_hash(path) == row_hash(copy)
        assert restored.aside is not None
        assert restored.aside.with_name(f"{restored.aside.name}-wal").read_bytes() == wal
        shutil.rmtree(path.parent)


def test_f19_control_a_copy_put_over_the_file_by_hand_is_undone_by_the_stale_log(year, tmp_path):
    path = taken(year, tmp_path / "by hand")
    crash(path)
    wal = path.with_name(f"{path.name}-wal").read_bytes()
    with closing(sqlite3.connect(path)) as folded:
        folded.execute("PRAGMA journal_mode = DELETE")
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy)) as other:
        other.execute("UPDATE problems SET title = 'as the copy has it'")
        other.commit()
    wanted = row_hash(copy)
    # What a person does who knows of no second file.
    shutil.copy(copy, path)
    path.with_name(f"{path.name}-wal").write_bytes(wal)
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("SELECT count(*) FROM problems").fetchone()
    with suppress(sqlite3.DatabaseError):  # or it can't be read at all
        assert row_hash(path) != wanted


def killed_restore(path, copy, after_s):
    """Run the command and kill it; say whether it had ended by itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "libdesk", "--data", path.parent, "restore", copy],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True


def go_through(year, tmp_path, seed, count):
    dice, tally = Random(seed), {"old": 0, "copy": 0, "finished later": 0}
    copies = sorted((year.parent / "backups").glob("*.sqlite"))
    taken_s = 1.0
    for number in range(count):
        path = taken(year, tmp_path / f"{number}")
        before = row_hash(path)
        copy = path.parent / "backups" / dice.choice(copies).name
        wanted = row_hash(copy)
        # Most of a run is its start; the moments that matter lie near its end.
        if killed_restore(path, copy, after_s := taken_s * dice.uniform(0.5, 1.1)):
            taken_s = min(taken_s, after_s)
        else:
            taken_s *= 1.02
        was_ready = bool(list(path.parent.glob("*.ready-to-restore.*")))
        finish_unfinished(path)
        found = row_hash(path)
        assert found in (before, wanted)
        tally["finished later" if was_ready else "old" if found == before else "copy"] += 1
        assert killed_restore(path, copy, 60), "the same again"
        assert row_hash(path) == wanted
        assert not list(path.parent.glob("*.ready-to-restore.*"))
        assert not list(path.parent.glob("*.restoring*"))
        shutil.rmtree(path.parent)
    sys.stdout.write(f"{tally}\n")


@pytest.mark.timeout(300)
def test_f19_a_restore_that_is_killed_leaves_the_old_or_the_copy(year, tmp_path, seed):
    go_through(year, tmp_path, seed, SHORT)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f19_a_hundred_and_fifty_killed_restores(year, tmp_path, seed):
    go_through(year, tmp_path, seed, LONG)
