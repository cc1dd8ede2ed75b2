"""The processes of drill F13: a sender and a receiver on a disk that fails at random.

    python -m tests.drills.share_chaos send EPOCH ROOT NAME COUNT SEED
    python -m tests.drills.share_chaos receive EPOCH ROOT HOST SEED

They are killed without warning and started again; what they have promised stands in files.
"""

import errno
import hashlib
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

from libdesk.delivery import sealing, ways
from libdesk.delivery.folder_reader import FolderReader
from libdesk.domain.problems import Picture, Progress, Report, ReportId
from libdesk.paths import DataFolder
from libdesk.services.bulletin import Publishing, ensure_keys
from libdesk.services.dispatch import Dispatch
from libdesk.services.errors import Unavailable
from libdesk.services.intake import Intake
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.delivery.faulty import FaultyDisk

PACE = 600
"""The clock of the drill runs this much faster, so that ten minutes pass in a second."""

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
EACCES_SHARE = 0.20
ENOSPC_SHARE = 0.05


class Clock:
    """The drill's time, alike in all of its processes.

    Args:
        epoch: the second at which the drill began.
    """

    def __init__(self, epoch: float) -> None:
        self._epoch = epoch

    def __call__(self) -> datetime:
        return START + timedelta(seconds=(time.time() - self._epoch) * PACE)


class RandomTrouble:
    """Refuses a fifth of all renames and says now and then that the disk is full."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def __call__(self, call: str, _path: Path) -> int:
        if call == "replace" and self._random.random() < EACCES_SHARE:
            return errno.EACCES
        if call == "write" and self._random.random() < ENOSPC_SHARE:
            return errno.ENOSPC
        return 0


def a_report(name: str, number: int) -> Report:
    """Return the same report for the same name and number in every process."""
    seed = hashlib.sha256(f"{name} {number}".encode()).digest()
    picture = seed * (number % 40)
    return Report(
        ReportId(UUID(bytes=seed[:16], version=4)),
        "PRINT",
        "CEN",
        f"{name} {number}",
        START,
        saw=f"{name} {number}: {'word ' * (number % 200)}end",
        pictures=(Picture("a", "image/png", picture),) if picture else (),
    )


def database_of(root: Path) -> Path:
    """Return where the desks of the drill keep their problems."""
    return root / "desk" / "libdesk.sqlite"


def send(now: Clock, root: Path, name: str, count: int, seed: int) -> None:
    """File so many reports and deliver until the desk has proved that it has every one."""
    site = Site(share=root / "share")
    staff = ways.staff_ways(
        DataFolder(root / name), site, now=now, disk=FaultyDisk(RandomTrouble(seed))
    )
    dispatch = Dispatch(staff.outbox, staff.courier, now)
    promised = os.open(root / f"{name}.promised", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    left = [a_report(name, number) for number in range(count)]
    while True:
        for report in left[:20]:
            try:
                staff.outbox.keep(report)
            except Unavailable:
                break
            os.write(promised, f"{report.id}\n".encode())
            left.remove(report)
        dispatch.deliver()
        if not left and not staff.outbox.waiting():
            break
        Event().wait(0.02)
    assert all(kept.progress is Progress.IN_INBOX for kept in staff.outbox.list())


def receive(now: Clock, root: Path, host: str, seed: int) -> None:
    """Collect, answer and publish until the file that says stop is there."""
    database = Database.open(database_of(root), now=now)
    secrets = ensure_keys(database.unit, sealing.make_keys)
    reader = FolderReader(
        root / "share",
        name="share",
        secrets=secrets,
        now=now,
        host=host,
        disk=FaultyDisk(RandomTrouble(seed)),
    )
    intake = Intake(database.unit, [reader], now)
    publishing = Publishing(database.unit, [reader], now)
    while not (root / "stop").exists():
        try:
            intake.collect()
            intake.send_replies()
        except Unavailable:
            continue  # the other desk had the database for too long
        publishing.publish()
        Event().wait(0.02)
    database.close()


def send_carelessly(now: Clock, root: Path, name: str, count: int, _seed: int) -> None:
    """Write straight into new/, as a program without tmp/ and rename does."""
    keys = ways.staff_ways(DataFolder(root / name), Site(share=root / "share"), now=now)
    keys.board.latest()
    for number in range(count):
        report = a_report(name, number)
        keys.outbox.keep(report)
        keys.courier.hand_over(report.id, keys.outbox.envelope(report.id))
        path = root / "share" / "new" / f"careless {report.id}.json"
        with path.open("wb", buffering=0) as stream:
            stream.write(b'{"libdesk": "envelope", ')
            Event().wait(0.05)
            stream.write(b'"version": 1}')


def main() -> None:
    """Run one process of the drill."""
    what, epoch, root, name, *rest = sys.argv[1:]
    now, numbers = Clock(float(epoch)), [int(one) for one in rest]
    if what == "send":
        send(now, Path(root), name, *numbers)
    elif what == "receive":
        receive(now, Path(root), name, *numbers)
    else:
        send_carelessly(now, Path(root), name, *numbers)


if __name__ == "__main__":
    main()
