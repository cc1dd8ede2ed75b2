"""Drill F2 for the copies: the power goes while one is made, or put back, or before an upgrade."""

import sqlite3
import sys
from random import SystemRandom

import pytest

from libdesk.services.errors import Unavailable
from libdesk.storage import marks, upgrade
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.database import Database
from libdesk.storage.restoring import finish_unfinished
from tests.drills import jobs
from tests.drills.sqlite_layer import SqliteLayer
from tests.drills.test_f02_power_cut import cut
from tests.storage.test_upgrade_with_data import ROWS, rows_of, run

SHORT, LONG = 16, 150

pytestmark = pytest.mark.skipif(
    not SqliteLayer.is_possible(), reason="this Python hides its SQLite, so no layer fits under it"
)


@pytest.fixture
def seed():
    """A new seed for each run; a failing test shows it."""
    number = SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {number}\n")
    return number


def lost_copies(left, promised):
    """Return the copies that were told as made and are not there, or not sound."""
    folder = CopyFolder(left / "backups")
    listed = folder.list()
    bad = {kept.name for kept in listed if folder.check(kept)}
    wanted = promised.get("copied", set())
    return (wanted - {kept.name for kept in listed}) | (wanted & bad), bad - wanted


def titles(path):
    with sqlite3.connect(path) as found:
        return {title for (title,) in found.execute("SELECT title FROM problems")}


def copies_through_cuts(folder, cuts, seed):
    for left, promised, which in cut("copies", folder, cuts, seed):
        lost, bad = lost_copies(left, promised)
        assert lost == set(), which
        assert bad == set(), f"{which}: a bad copy got a name"
        if (left / "libdesk.sqlite").exists():
            Database.open(left / "libdesk.sqlite", now=jobs.now).close()


def restore_through_cuts(folder, cuts, seed):
    tally = {"old": 0, "copy": 0}
    for left, promised, which in cut("restore", folder, cuts, seed):
        path = left / "libdesk.sqlite"
        finish_unfinished(path)
        if "copied" not in promised:
            continue
        assert path.exists(), which
        Database.open(path, now=jobs.now).close()
        found = titles(path)
        if "restored" in promised:
            assert found == {"in the copy"}, which
        assert found in ({"in the copy"}, {"in the copy", "after the copy"}), which
        tally["old" if "after the copy" in found else "copy"] += 1
    return tally


def upgrade_through_cuts(folder, cuts, seed):
    tally = {"old": 0, "new": 0}
    for left, promised, which in cut("upgrade", folder, cuts, seed):
        path = left / "libdesk.sqlite"
        if "filled" not in promised:
            continue
        try:
            # A journal that was left is played back by the first who looks.
            found = run(path, upgrade.revision)
        except Unavailable as trouble:
            raise AssertionError(which) from trouble
        assert found in ("0001", marks.REVISION), which
        assert found == marks.REVISION or "upgraded" not in promised, which
        rows = run(path, rows_of)
        assert [len(rows[table]) for table in ROWS if table != "desk_words"] == [
            len(ROWS[table]) for table in ROWS if table != "desk_words"
        ], which
        if found == marks.REVISION:
            folder_ = CopyFolder(left / "backups")
            assert folder_.check(folder_.list()[0]) == "", which
        Database.open(path, now=jobs.now).close()
        tally["new" if found == marks.REVISION else "old"] += 1
    return tally


@pytest.mark.timeout(300)
def test_f02_no_power_cut_leaves_a_copy_that_is_none(tmp_path, seed):
    copies_through_cuts(tmp_path, SHORT, seed)


@pytest.mark.timeout(300)
def test_f02_a_power_cut_while_a_copy_is_put_back(tmp_path, seed):
    restore_through_cuts(tmp_path, SHORT, seed)


@pytest.mark.timeout(300)
def test_f02_a_power_cut_while_a_database_is_upgraded(tmp_path, seed):
    upgrade_through_cuts(tmp_path, SHORT, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f02_a_hundred_and_fifty_cuts_of_each_kind(tmp_path, seed):
    for name in ("copies", "restore", "upgrade"):
        (tmp_path / name).mkdir()
    copies_through_cuts(tmp_path / "copies", LONG, seed)
    assert all(restore_through_cuts(tmp_path / "restore", LONG, seed).values())
    assert all(upgrade_through_cuts(tmp_path / "upgrade", LONG, seed).values())


@pytest.mark.timeout(300)
def test_f02_control_a_copy_that_is_not_synced_is_found_out(tmp_path, seed):
    cuts = cut("copies_unsynced", tmp_path, 2 * SHORT, seed)
    assert any(lost_copies(left, promised)[0] for left, promised, _ in cuts)
