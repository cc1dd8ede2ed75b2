"""F13: five senders and two desks on one share that fails, vanishes and returns.

Processes are killed without warning, renames are refused, the disk is full now and then, the share
goes away. At the end every promised report is in the database exactly once and whole, nothing was
set aside, and every sender has its proof. The processes are in share_chaos.py.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from libdesk.delivery import sealing, ways
from libdesk.domain.inbox import View
from libdesk.domain.problems import Progress
from libdesk.paths import DataFolder
from libdesk.services.bulletin import Publishing, ensure_keys
from libdesk.services.intake import Intake
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.delivery.corner import names
from tests.drills.mounts import ROOT
from tests.drills.share_chaos import Clock, a_report, database_of

SENDERS = tuple(f"pc{number}" for number in range(5))
DESKS = ("desk-a", "desk-b")


class Chaos:
    """Starts the processes, kills them, takes the share away and brings it back.

    Args:
        root: the folder of the drill.
        count: reports of each sender.
        seed: of all that happens by chance; printed, so that a run can be repeated.
    """

    def __init__(self, root: Path, count: int, seed: int) -> None:
        self.root = root
        self.count = count
        self.random = random.Random(seed)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.started = self.killed = self.away = 0
        self.epoch = time.time()
        self.now = Clock(self.epoch)
        self.log = (root / "stderr").open("wb")
        (root / "share").mkdir(mode=0o700)
        (root / "desk").mkdir(mode=0o700)
        print(f"seed {seed}")  # noqa: T201 - the way to repeat a run that failed

    def start(self, name: str) -> None:
        self.started += 1
        seed = str(self.random.randrange(10**9))
        what = ["receive", self.epoch, self.root, name, seed]
        if name in SENDERS:
            what = ["send", self.epoch, self.root, name, self.count, seed]
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", "tests.drills.share_chaos", *map(str, what)],
            cwd=ROOT,
            stderr=self.log,
        )

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.killed += 1

    def take_share_away(self, seconds: float) -> None:
        away = self.root / "away"
        (self.root / "share").rename(away)
        Event().wait(seconds)
        away.rename(self.root / "share")
        self.away += 1

    def run(self, *, kills: int, vanishings: int, away_s: float, deadline_s: float) -> None:
        """Let all go until every sender has its proof."""
        end = time.monotonic() + deadline_s
        for name in (*DESKS, *SENDERS):
            self.start(name)
        left = set(SENDERS)
        while left:
            assert time.monotonic() < end, f"not at an end after {deadline_s} s: {sorted(left)}"
            Event().wait(self.random.uniform(0.1, 0.5))
            if self.killed < kills:
                name = self.random.choice(sorted(self.running))
                self.kill(name)
                self.start(name)
            if self.away < vanishings and self.random.random() < 0.3:
                self.take_share_away(away_s)
            for name in sorted(self.running):
                code = self.running[name].poll()
                if code is None:
                    continue
                assert (name, code) == (name, 0), self.errors()
                del self.running[name]
                left.discard(name)

    def stop(self) -> None:
        (self.root / "stop").touch()
        for name, process in self.running.items():
            assert process.wait(30) == 0, f"{name}: {self.errors()}"
        self.log.close()

    def end(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.kill()
                process.wait()
        self.log.close()

    def errors(self) -> str:
        self.log.flush()
        return (self.root / "stderr").read_text("utf-8", "replace")[-4000:]

    def check(self) -> None:
        """Check, on a quiet disk, that all has arrived once and whole."""
        share = self.root / "share"
        database = Database.open(database_of(self.root), now=self.now)
        try:
            secrets = ensure_keys(database.unit, sealing.make_keys)
            site = Site(share=share)
            for host in DESKS:
                readers = ways.desk_readers(
                    DataFolder(self.root / "desk"), site, secrets=secrets, now=self.now, host=host
                )
                round_ = Intake(database.unit, readers, self.now).collect()
                assert round_.new == 0, "a report with proof of arrival was not in the database"
                assert round_.set_aside == 0, "a half file"
            assert names(share / "quarantine") == [], "something was set aside"
            assert names(share / "new") == names(share / "cur") == [], "something was not collected"
            expected = {
                (report := a_report(name, number)).id: report
                for name in SENDERS
                for number in range(self.count)
            }
            with database.unit() as unit:
                known = unit.problems.known(list(expected))
                assert set(known) == set(expected), f"{len(known)} of {len(expected)} arrived"
                assert unit.inbox.counts()[View.ALL] == len(expected), "a report is there twice"
                for report in expected.values():
                    stored = unit.problems.get(report.id).report
                    assert stored == report, "a report is not whole"
        finally:
            database.close()
        for name in SENDERS:
            promised = (self.root / f"{name}.promised").read_text().split()
            assert set(promised) == {str(a_report(name, n).id) for n in range(self.count)}
            outbox = ways.open_outbox(DataFolder(self.root / name), Site(), now=self.now)
            kept = outbox.list()
            assert len(kept) == self.count, "the outbox lost a report"
            assert {one.progress for one in kept} == {Progress.IN_INBOX}
            assert names(self.root / name / "outbox" / "damaged") == []


@pytest.fixture
def chaos(tmp_path, request):
    made = Chaos(tmp_path, request.param, seed=int.from_bytes(os.urandom(4), "big"))
    yield made
    made.end()


@pytest.mark.parametrize("chaos", [40], indirect=True)
def test_f13_shared_folder_chaos(chaos):
    chaos.run(kills=12, vanishings=3, away_s=0.4, deadline_s=100)
    chaos.stop()
    assert chaos.killed >= 12
    assert chaos.away >= 1
    chaos.check()


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
@pytest.mark.parametrize("chaos", [2000], indirect=True)
def test_f13_shared_folder_chaos_of_10000_reports(chaos):
    chaos.run(kills=400, vanishings=10, away_s=30, deadline_s=3 * 3600)
    chaos.stop()
    chaos.check()


@pytest.mark.parametrize("chaos", [5], indirect=True)
def test_f13_control_a_sender_that_writes_in_place_is_found_out(chaos):
    database = Database.open(database_of(chaos.root), now=chaos.now)
    secrets = ensure_keys(database.unit, sealing.make_keys)
    site = Site(share=chaos.root / "share")
    readers = ways.desk_readers(
        DataFolder(chaos.root / "desk"), site, secrets=secrets, now=chaos.now, host="desk-a"
    )
    Publishing(database.unit, readers, chaos.now).publish()
    database.close()
    chaos.start("desk-a")
    what = ("careless", str(chaos.epoch), chaos.root, "pc0", "5", "1")
    careless = subprocess.run(
        [sys.executable, "-m", "tests.drills.share_chaos", *what],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    assert careless.returncode == 0, careless.stderr
    with pytest.raises(AssertionError, match=r"set aside|half file|not collected"):
        chaos.check()
