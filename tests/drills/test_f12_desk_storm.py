"""Drill F12 for the desk: it is opened and killed, again and again, while reports come in.

The desk is the real program with a window that nobody sees, killed without warning at a moment
between its first steps and well after its first copy of the database. At the end every report is
in it once, the database is whole, no copy is bad, and nothing half made lies about.
"""

import math
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random, SystemRandom
from uuid import UUID

import pytest

from libdesk.domain.problems import ReportId
from libdesk.paths import DataFolder
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.database import Database
from tests.drills import jobs
from tests.drills.test_f12_storm import Beside, libdesk

ROOT = Path(__file__).parents[2]
LIVES_S = (0.1, 8.0)
SHORT, LONG = 12, 200

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills with -9 and waits for pipes")


@pytest.fixture
def seed():
    """A new seed for each run; a failing test shows it."""
    number = SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {number}\n")
    return number


@pytest.fixture
def data(tmp_path):
    made = DataFolder(tmp_path / "data")
    with closing(Database.open(made.database, now=jobs.now)):
        pass
    return made


def open_and_kill(data, log, life_s):
    """One short life of the desk, which is asked for a copy by a command as soon as it lives."""
    with (
        subprocess.Popen(
            [sys.executable, "-m", "libdesk", "--data", str(data.root)],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as desk,
        subprocess.Popen(
            [sys.executable, "-m", "libdesk", "--data", str(data.root), "backup"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as asking,
    ):
        try:
            code = desk.wait(life_s)
        except subprocess.TimeoutExpired:
            desk.kill()
        else:
            # The command was first and had the folder: then the desk says so and ends.
            assert code == 1, f"it ended by itself with {code}"
        asking.kill()


def go_through(data, tmp_path, count, seed):
    dice = Random(seed)
    made = set()
    with (
        (tmp_path / "desk.said").open("wb") as log,
        Beside("file", data, tmp_path) as filing,
        Beside("deliver", data, tmp_path) as carrying,
    ):
        for one in (filing, carrying):
            one.wait_at_work()
        for _ in range(count):
            open_and_kill(data, log, math.exp(dice.uniform(*map(math.log, LIVES_S))))
            made |= {path.name for path in (data.root / "backups").glob("*.sqlite")}
        promised = [line.split()[1] for line in filing.end()]
        carrying.end()
    said = (tmp_path / "desk.said").read_text()
    assert "Traceback" not in said, said
    libdesk(data, "deliver")
    before = libdesk(data, "check")
    assert before["sound"], before
    assert libdesk(data, "collect")["set_aside"] == 0
    check_end(data, promised)
    sys.stdout.write(f"{count} starts, {len(promised)} reports, {len(made)} copies on the way\n")
    return promised, made


def check_end(data, promised):
    """Every report is there once, and every copy is sound."""
    with closing(Database.open(data.database, now=jobs.now)) as database:
        assert {trouble for _, trouble in database.check()} == {""}
        with database.unit() as unit:
            known = unit.problems.known([ReportId(UUID(one)) for one in promised])
    missing = set(promised) - {str(one) for one in known}
    assert not missing, f"{len(missing)} promised reports are nowhere"
    kept = [str(one.report.id) for one in jobs.open_outbox(data.root).list()]
    assert len(kept) == len(set(kept))
    folder = CopyFolder(data.root / "backups")
    assert [folder.check(kept) for kept in folder.list()] == [""] * len(folder.list())
    libdesk(data, "backup")
    assert not list(folder.folder.glob("*.part*"))
    assert not list(data.root.glob("*.restoring*"))


@pytest.mark.timeout(300)
def test_f12_twelve_short_lives_of_the_desk_harm_nothing(data, tmp_path, seed):
    promised, _ = go_through(data, tmp_path, SHORT, seed)
    assert len(promised) > SHORT


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f12_two_hundred_short_lives_of_the_desk_harm_nothing(data, tmp_path, seed):
    promised, made = go_through(data, tmp_path, LONG, seed)
    assert len(promised) > LONG
    assert len(made) > 10, "no life was long enough for a copy: the storm shows nothing"


def test_f12_control_a_copy_that_was_cut_short_is_found_out(data):
    libdesk(data, "backup")
    (copy,) = (data.root / "backups").glob("*.sqlite")
    copy.write_bytes(copy.read_bytes()[:-100])
    with pytest.raises(AssertionError, match="damaged"):
        check_end(data, [])
