"""Drill F20: a copy is made while fifty reports a second come in through the real intake.

The copy is sound and whole, nobody who writes waits for a second, nobody who reads for longer than
a tenth more than without a copy, and what fails is told at once. What was measured is printed.
"""

import sqlite3
import sys
import threading
import time
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from itertools import chain, repeat

import pytest

from libdesk.app.site import now
from libdesk.domain.backups import Copy
from libdesk.domain.inbox import Order, View
from libdesk.services.backups import Backups, Stopped
from libdesk.services.intake import Intake
from libdesk.storage import sqlite_file
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.copying import Pace
from libdesk.storage.database import Database
from libdesk.ui.backups.keeper import EVERY_MS
from tests.services.fakes import MemoryShare
from tests.storage.made import lying_in, new_problem, report, store

PER_SECOND = 50
SHORT_MB, LONG_MB = 96, 1100
PICTURE_BYTES = 250_000
WRITE_LIMIT_S = 1.0
READ_MORE_S = 0.1
PAGE = 50


@dataclass
class Waits:
    """How long each one waited, in seconds."""

    writes: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)

    def told(self):
        return "; ".join(
            f"{name} n={len(waits)} p50 {at(waits, 0.5):.4f} p99 {at(waits, 0.99):.4f} "
            f"max {max(waits):.4f} s"
            for name, waits in (("writes", self.writes), ("reads", self.reads))
        )


def at(waits, share):
    return sorted(waits)[min(len(waits) - 1, int(share * len(waits)))]


class Load:
    """Reports come in at a steady pace, and a page is asked for again and again.

    Who is late does not slow down what comes next: a wait is counted from the moment at which the
    report was due.
    """

    def __init__(self, database):
        self._database = database
        self._share = MemoryShare()
        self._intake = Intake(database.unit, [self._share], now)
        self._stop = threading.Event()
        self.waits = Waits()
        self.taken = 0
        self._threads = [threading.Thread(target=one) for one in (self._write, self._read)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def last(self, seconds):
        self._stop.wait(seconds)

    def _write(self):
        begun, due = time.monotonic(), 0
        while not self._stop.is_set():
            self._stop.wait(max(0.0, begun + due / PER_SECOND - time.monotonic()))
            first = due
            # All that came while the last ones were taken in: whoever is late takes more at once.
            while due == first or begun + due / PER_SECOND < time.monotonic():
                self._share.drop(report(title=f"Under load {due}", saw="It stopped at once."))
                due += 1
            self.taken += self._intake.collect().new
            done = time.monotonic() - begun
            self.waits.writes.extend(done - one / PER_SECOND for one in range(first, due))

    def _read(self):
        while not self._stop.is_set():
            asked_at = time.monotonic()
            with self._database.unit() as unit:
                unit.inbox.lines(unit.inbox.sequences(View.NEEDS_ME, Order())[:PAGE])
            self.waits.reads.append(time.monotonic() - asked_at)
            self._stop.wait(0.05)


@pytest.fixture
def large(tmp_path):
    """Make a library of so many megabytes, most of it pictures, as in life."""

    def make(megabytes):
        path = tmp_path / "large" / "libdesk.sqlite"
        Database.open(path, now=now).close()
        with closing(Database.open(path, now=now)) as database:
            count = megabytes * 1_000_000 // PICTURE_BYTES
            for first in range(0, count, 500):
                size = min(500, count - first)
                store(database, *[new_problem(report(saw="x" * 500)) for _ in range(size)])
        with closing(sqlite_file.connect(path, 5.0)) as connection:
            connection.execute(
                "INSERT INTO pictures SELECT sequence, 1, 'a.png', 'image/png', randomblob(?) "
                "FROM problems",
                (PICTURE_BYTES,),
            )
        assert path.stat().st_size > megabytes * 1_000_000
        return path

    return make


def counts_in(path):
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as found:
        assert found.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        return [
            found.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("problems", "pictures", "history", "problem_words")
        ]


def go_through(path, still_s):
    """Copy a library under load; return the waits without and with the copy, and its seconds."""
    folder = CopyFolder(path.parent / "backups")
    with closing(Database.open(path, now=now)) as database:
        with Load(database) as before:
            before.last(still_s)
        begun = time.monotonic()
        with Load(database) as during:
            kept = database.copy_to(folder, Copy(1, now()), Pace())
            took_s = time.monotonic() - begun
        with database.unit() as unit:
            there = unit.inbox.counts()[View.ALL]
    assert folder.check(kept) == ""
    problems, pictures, history, words = counts_in(folder.path(kept))
    assert problems == history == words
    assert there - during.taken <= problems <= there, "neither more nor less than was there"
    assert problems - pictures <= before.taken + during.taken
    mode = "wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "rollback journal"
    sys.stdout.write(
        f"{path.stat().st_size / 1e6:.0f} MB, {mode}, copied and read back in {took_s:.1f} s\n"
        f"  without a copy: {before.waits.told()}\n  with a copy:    {during.waits.told()}\n"
    )
    return before.waits, during.waits


def check_waits(before, during, share=0.99):
    """Nobody waited long, by the quantile that a busy machine leaves meaningful."""
    assert len(during.writes) >= 20
    assert at(during.writes, 0.99) < WRITE_LIMIT_S
    assert at(during.reads, share) < at(before.reads, share) + READ_MORE_S


@pytest.mark.alone
@pytest.mark.timeout(300)
def test_f20_a_copy_under_load_is_whole_and_holds_nobody_up(large):
    before, during = go_through(large(SHORT_MB), 3.0)
    check_waits(before, during, share=0.8)


@pytest.mark.alone
@pytest.mark.long
@pytest.mark.timeout(3600)
def test_f20_a_library_of_more_than_a_gigabyte(large):
    check_waits(*go_through(large(LONG_MB), 10.0))


@pytest.mark.alone
@pytest.mark.timeout(300)
def test_f20_control_a_copy_that_keeps_its_lock_holds_writers_up(large):
    """As it is when the whole file is read under one lock: the drill sees it."""
    path = large(1)
    with closing(Database.open(path, now=now)) as database, Load(database) as load:
        with closing(sqlite3.connect(path, isolation_level=None)) as careless:
            careless.execute("BEGIN")
            careless.execute("SELECT count(*) FROM problems").fetchone()
            load.last(2 * WRITE_LIMIT_S)
            careless.execute("ROLLBACK")
        load.last(0.5)
    with pytest.raises(AssertionError):
        check_waits(load.waits, load.waits)


def test_f20_a_copy_that_fails_is_told_by_the_same_look_that_failed(large):
    assert EVERY_MS <= 60_000
    path = large(1)
    (path.parent / "backups").write_text("a file lies in the folder's place")
    with closing(Database.open(path, now=now)) as database:
        copies = FileCopies(path, lambda: nullcontext(database))
        state = Backups(copies, NoteFile(path), now).copy_if_due()
    assert "No copy of the database could be written" in state.trouble
    assert state.here.failed_at is not None


def test_f20_a_copy_that_is_stopped_half_way_leaves_the_disk_as_it_was(large):
    path = large(8)
    answers = chain([False] * 4, repeat(True))
    with closing(Database.open(path, now=now)) as database:
        folder = CopyFolder(path.parent / "backups")
        with pytest.raises(Stopped):
            database.copy_to(folder, Copy(1, now()), Pace(stop=lambda: next(answers)))
        assert not list(folder.folder.iterdir())
    assert lying_in(path.parent) == ["backups", path.name]
