"""What the processes of the drills do until they are killed or the power goes.

Each job works through the real services, outbox, courier, reader and database in one data folder,
and says a line for every promise that a person would have seen on the screen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from libdesk import files, paths
from libdesk.delivery import sealing, ways
from libdesk.delivery.outbox import FileOutbox
from libdesk.domain import guidance
from libdesk.domain.problems import Progress
from libdesk.files import DISK, FileSystem
from libdesk.paths import DataFolder
from libdesk.services.bulletin import ensure_keys
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.ports import Clock
from libdesk.services.problems import Filing
from libdesk.settings import Site
from libdesk.storage.database import Database

Say = Callable[[str], None]
"""Says a promise: "kept ID", "inbox ID" or "seen ID"."""

SITE = Site(branch="CEN")
TROUBLES = (Refusal, Unavailable)
"""What opening a damaged folder may raise."""


def now() -> datetime:
    return datetime.now(UTC)


def open_outbox(folder: Path, disk: FileSystem = DISK) -> FileOutbox:
    return ways.open_outbox(DataFolder(folder), SITE, now=now, disk=disk)


def make_filing(outbox: FileOutbox) -> Filing:
    shipped = files.read_json(paths.resources() / "questions" / "problems.json")
    return Filing(outbox, guidance.parse(shipped), now, uuid4)


def file_reports(folder: Path, say: Say, *, disk: FileSystem = DISK) -> Iterator[None]:
    """File one report per step; a promise is said when the form would say "Kept"."""
    filing = make_filing(open_outbox(folder, disk))
    while True:
        receipt = filing.submit(Draft("PRINT", "CEN", saw="Gray stripes on every page."))
        say(f"kept {receipt.report.id}")
        yield


def file_carelessly(folder: Path, say: Say) -> Iterator[None]:
    """The control: it says "Kept" before anything is."""
    outbox = open_outbox(folder)
    filing = make_filing(outbox)
    while True:
        report_id = uuid4()
        say(f"kept {report_id}")
        filing.submit(Draft("PRINT", "CEN", saw="Gray stripes on every page."), report_id)  # type: ignore[arg-type] # a plain UUID is an id here
        yield


class Line:
    """One computer that files, delivers, collects into its own database and reads the proof.

    Args:
        folder: the data folder.
        say: says the promises.
        disk: the file system of everything but the database.
        now: the clock.
    """

    def __init__(
        self, folder: Path, say: Say, *, disk: FileSystem = DISK, now: Clock = now
    ) -> None:
        data = DataFolder(folder)
        self.say = say
        self.database = Database.open(data.database, now=now)
        secrets = ensure_keys(self.database.unit, sealing.make_keys)
        staff = ways.staff_ways(data, SITE, now=now, trust=lambda _: None, disk=disk)
        self.outbox = staff.outbox
        self.filing = make_filing(staff.outbox)
        self.dispatch = Dispatch(staff.outbox, staff.courier, now)
        readers = ways.desk_readers(data, SITE, secrets=secrets, now=now, host="pc", disk=disk)
        self.readers = readers
        self.intake = Intake(self.database.unit, readers, now)
        self.inbox = Inbox(self.database.unit, now, "IT")

    def step(self, reports: int = 2) -> None:
        for _ in range(reports):
            receipt = self.filing.submit(Draft("NET", "CEN", saw="No site opens."))
            self.say(f"kept {receipt.report.id}")
        self.deliver_and_collect()

    def deliver_and_collect(self) -> None:
        waiting = self.outbox.waiting()
        self.dispatch.deliver()
        self.intake.collect()
        self.intake.send_replies()
        self.dispatch.deliver()
        for report_id in waiting:
            if self.outbox.progress(report_id)[0] is Progress.IN_INBOX:
                self.say(f"inbox {report_id}")
                # Nothing is written between this commit and its promise that could hide a loss.
                self.inbox.see(report_id)
                self.say(f"seen {report_id}")


@contextmanager
def a_line(folder: Path, say: Say, *, disk: FileSystem = DISK, now: Clock = now) -> Iterator[Line]:
    line = Line(folder, say, disk=disk, now=now)
    try:
        yield line
    finally:
        line.database.close()


def run_line(folder: Path, say: Say) -> Iterator[None]:
    """Two reports per step, from the outbox to the proof."""
    with a_line(folder, say) as line:
        while True:
            line.step()
            yield


def run_line_carelessly(folder: Path, say: Say) -> Iterator[None]:
    """The control: it says "In IT's inbox" when the report has only been handed over."""
    with a_line(folder, say) as line:
        while True:
            receipt = line.filing.submit(Draft("NET", "CEN", saw="No site opens."))
            line.dispatch.deliver()
            say(f"inbox {receipt.report.id}")
            line.intake.collect()
            yield


JOBS = {
    "file": file_reports,
    "file_carelessly": file_carelessly,
    "line": run_line,
    "line_carelessly": run_line_carelessly,
}
