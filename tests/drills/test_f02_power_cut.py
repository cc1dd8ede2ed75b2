"""Drill F2: the power goes at any moment. What was promised is there, and everything opens."""

import json
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random, SystemRandom

import pytest

from libdesk import settings
from libdesk.delivery import folders
from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import State
from libdesk.paths import DataFolder
from libdesk.services.inbox import Inbox
from libdesk.storage.database import Database
from tests.drills import jobs
from tests.drills.powercut import FATES, FOLDER, Fate, Journal, rebuild
from tests.drills.sqlite_layer import SqliteLayer

ROOT = Path(__file__).parents[2]
SHORT, LONG = 12, 150

pytestmark = pytest.mark.skipif(
    not SqliteLayer.is_possible(), reason="this Python hides its SQLite, so no layer fits under it"
)


@pytest.fixture
def seed():
    """A new seed for each run; a failing test shows it."""
    number = SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {number}\n")
    return number


def cut(job, folder, cuts, seed):
    """Run the driver; yield each folder that a cut left, and what had been promised by then."""
    program = [sys.executable, "-m", "tests.drills.cut_cycles", job, str(folder)]
    done = subprocess.run(
        [*program, "--cuts", str(cuts), "--seed", str(seed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for number in range(cuts):
        story = json.loads((folder / f"{number:04}.json").read_text("utf-8"))
        promised: dict[str, set[str]] = {"kept": set(), "inbox": set(), "seen": set()}
        for line in story["promised"]:
            word, what = line.split()
            promised.setdefault(word, set()).add(what)
        yield (
            folder / f"{number:04}" / "above" / "LibDesk",
            promised,
            f"cut {number}: {story['at']} {story['fate']}",
        )


def kept(folder):
    return {str(one.report.id) for one in jobs.open_outbox(folder).list()}


def stored(database):
    """Each problem's state by its id."""
    inbox = Inbox(database.unit, jobs.now, "IT")
    lines = inbox.lines(inbox.sequences(View.ALL, Order()))
    assert len({line.id for line in lines}) == len(lines)
    return {str(line.id): line.state for line in lines}


def lost_of_line(folder, promised):
    """What was promised and is not there; opens everything on the way."""
    loaded = settings.load(DataFolder(folder).site)
    assert loaded.notice == ""
    lost = {f"saved {n}" for n in promised.get("saved", ()) if int(n) > saved_number(loaded)}
    lost |= promised["kept"] - kept(folder)
    with closing(Database.open(DataFolder(folder).database, now=jobs.now)) as database:
        assert {trouble for _, trouble in database.check()} == {""}
        states = stored(database)
    lost |= promised["inbox"] - set(states)
    return lost | {one for one in promised["seen"] if states.get(one) in (None, State.NEW)}


def saved_number(loaded):
    return int(loaded.site.branch.removeprefix("B") or -1)


def everything_arrives_once(folder):
    """The power is back: what the outbox kept is collected, each report once."""

    def an_hour_later():
        return jobs.now() + timedelta(hours=1)

    with jobs.a_line(folder, lambda _: None, now=an_hour_later) as line:
        rounds = 0
        while line.outbox.waiting() and (rounds := rounds + 1) < 10:
            line.deliver_and_collect()
        assert line.outbox.waiting() == ()
        assert kept(folder) == set(stored(line.database))
    assert folders.names(folder / "inbox" / "quarantine") == ()


def file_through_cuts(folder, cuts, seed):
    for left, promised, which in cut("file", folder, cuts, seed):
        assert promised["kept"] - kept(left) == set(), which
        assert folders.names(left / "outbox" / "damaged") == (), which


def line_through_cuts(folder, cuts, seed):
    for left, promised, which in cut("line", folder, cuts, seed):
        assert lost_of_line(left, promised) == set(), which
        everything_arrives_once(left)


def test_f02_no_power_cut_loses_a_report_that_was_kept(tmp_path, seed):
    file_through_cuts(tmp_path, SHORT, seed)


@pytest.mark.timeout(300)
def test_f02_no_power_cut_loses_anything_on_the_whole_line(tmp_path, seed):
    line_through_cuts(tmp_path, SHORT, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f02_a_hundred_and_fifty_cuts_while_filing(tmp_path, seed):
    file_through_cuts(tmp_path, LONG, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f02_a_hundred_and_fifty_cuts_on_the_whole_line(tmp_path, seed):
    line_through_cuts(tmp_path, LONG, seed)


def test_f02_control_an_outbox_that_does_not_sync_is_found_out(tmp_path, seed):
    cuts = cut("file_unsynced", tmp_path, 2 * SHORT, seed)
    assert any(promised["kept"] - kept(left) for left, promised, _ in cuts)


def test_f02_control_a_database_that_does_not_sync_is_found_out(tmp_path, seed):
    cuts = cut("line_unsynced", tmp_path, 2 * SHORT, seed)
    assert any(is_broken(left, promised) for left, promised, _ in cuts)


def is_broken(folder, promised):
    try:
        return bool(lost_of_line(folder, promised))
    except (AssertionError, *jobs.TROUBLES):
        return True


def a_journal(tmp_path):
    """A file that is written and synced, one that is not, in a folder that is synced."""
    root = tmp_path / "live"
    (root / "box").mkdir(parents=True)
    journal = Journal(root)
    journal.named(str(root / "box"), FOLDER)
    journal.synced_folder(str(root))
    for name in ("safe", "unsafe"):
        (root / "box" / name).touch()
        file = journal.made(str(root / "box" / name))
        journal.wrote(file, 0, name.encode() * 1000)
        if name == "safe":
            journal.synced(file)
    journal.synced_folder(str(root / "box"))
    return journal


@pytest.mark.parametrize("fate", FATES, ids=str)
def test_the_disk_keeps_what_was_synced_whatever_else_it_forgets(tmp_path, fate):
    journal = a_journal(tmp_path)
    rebuild(journal.lines, tmp_path / "after", Random(1), fate)
    assert (tmp_path / "after" / "box" / "safe").read_bytes() == b"safe" * 1000
    unsafe = (tmp_path / "after" / "box" / "unsafe").read_bytes()
    assert len(unsafe) <= 6000
    if fate.data == 0:
        assert unsafe == b""
    if fate.data == 1:
        assert unsafe == b"unsafe" * 1000


def test_the_disk_forgets_names_without_a_sync_of_their_folder(tmp_path):
    journal = a_journal(tmp_path)
    rebuild(journal.lines[:-1], tmp_path / "after", Random(1), Fate(names=0, data=1))
    assert list((tmp_path / "after" / "box").iterdir()) == []


def test_the_disk_renames_in_one_step_or_not_at_all(tmp_path):
    journal = a_journal(tmp_path)
    box = journal.root / "box"
    file = journal.content(str(box / "safe"))
    (box / "safe").rename(box / "renamed")
    journal.named(str(box / "renamed"), file, instead_of=str(box / "safe"))
    seen = set()
    for number in range(20):
        after = tmp_path / f"after{number}"
        rebuild(journal.lines, after, Random(number), Fate(names=0.5, data=1))
        seen.add(tuple(sorted(path.name for path in (after / "box").iterdir())))
    assert seen == {("safe", "unsafe"), ("renamed", "unsafe")}


def test_the_disk_tears_a_write_between_its_sectors(tmp_path):
    journal = a_journal(tmp_path)
    torn = set()
    for number in range(20):
        after = tmp_path / f"after{number}"
        rebuild(journal.lines, after, Random(number), Fate(names=1, data=0.5))
        content = (after / "box" / "unsafe").read_bytes()
        assert len(content) % 512 in (0, 6000 % 512)
        torn.add(content)
    assert len(torn) > 10
