"""What the delivery tests share: reports of every kind, and a corner of a library on real files."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid4

from libdesk import settings
from libdesk.delivery import sealing, ways
from libdesk.domain.priority import Effect, HowBad, Risk, Stopped
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Picture, Report, ReportId
from libdesk.files import DISK
from libdesk.paths import DataFolder
from libdesk.services.bulletin import Publishing, ensure_keys
from libdesk.services.dispatch import Dispatch
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.settings import Site
from tests.services.fakes import START
from tests.services.memory_database import MemoryDatabase

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def new_id() -> ReportId:
    return ReportId(uuid4())


def a_report(number: int = 1, **changes: object) -> Report:
    """A report with a random id, as every real one has."""
    report = Report(new_id(), "PRINT", "CEN", f"Report {number}", START)
    return replace(report, **changes)  # type: ignore[arg-type] # a test's shorthand


def a_full_report() -> Report:
    """A report in which every part says something."""
    return Report(
        id=ReportId(UUID("4f6f1e0a-7b8c-4d2e-9f10-a1b2c3d4e5f6")),
        category="PRINT",
        branch="CEN",
        title="Der Drucker druckt nur Sterne ⭐",
        filed_at=datetime(2026, 11, 23, 13, 59, 58, 123456, tzinfo=UTC),
        saw="Line one\nLine two\twith a tab",
        guess="Perhaps the toner",
        effect=Effect(
            stopped=Stopped.SEVERAL,
            how_bad=HowBad.BADLY,
            only_one=True,
            only_accessible=True,
            deadline_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
            risks=frozenset({Risk.MONEY, Risk.RULES}),
            danger=True,
            niggle=True,
        ),
        answers=MappingProxyType({"paper": "yes", "lights": ("red", "amber"), "words": "E 52"}),
        item="LB-0042",
        facts=(Fact("computer", "CEN-FRONT-1"), Fact("memory", "8.0 GB")),
        pictures=(
            Picture("screen.png", "image/png", PNG),
            Picture("same again.png", "image/png", PNG),
            Picture("other.jpg", "image/jpeg", b"\xff\xd8\xff" + b"x" * 100),
        ),
        contact="María, front desk",
        here_until=datetime(2026, 11, 23, 22, 30, tzinfo=UTC),
        notice="net-2026-11",
        follow_up=FollowUp(
            ReportId(UUID("0c9d2b1e-1111-4222-8333-a1b2c3d4e5f6")), FollowUpKind.HURTS
        ),
    )


class Corner:
    """One staff computer, one share and one desk, on real files under one folder."""

    def __init__(self, root: Path, hands, *, database=None, disk=DISK, host: str = "it-pc"):
        self.hands = hands
        self.disk = disk
        self.host = host
        self.share = root / "share"
        self.share.mkdir(mode=0o700, exist_ok=True)
        self.root = root
        self.desk_data = DataFolder(root / "desk")
        self.desk_site = Site(share=self.share)
        self.database = database or MemoryDatabase()
        self.secrets = ensure_keys(self.database, sealing.make_keys)
        self.pc = DataFolder(root / "pc")
        self.staff = self.open_staff()

    def open_staff(self, data: DataFolder | None = None, site: Site | None = None):
        """Open a staff computer's ways anew, as a restart does; settings come from its file."""
        data = data or self.pc
        loaded = site or settings.load(data.site).site
        return ways.staff_ways(
            data,
            replace(loaded, share=loaded.share or self.share),
            now=self.hands,
            disk=self.disk,
        )

    def readers(self, host: str = ""):
        return ways.desk_readers(
            self.desk_data,
            self.desk_site,
            secrets=self.secrets,
            now=self.hands,
            host=host or self.host,
            disk=self.disk,
        )

    def reader(self, host: str = ""):
        """The desk's reader of the share."""
        return self.readers(host)[-1]

    def deliver(self, staff=None):
        """One round of a form: hand over what waits, fetch what came."""
        staff = staff or self.staff
        dispatch = Dispatch(staff.outbox, staff.courier, self.hands)
        sent = dispatch.deliver()
        dispatch.fetch_replies()
        return sent

    def collect(self, host: str = ""):
        """One round of the desk: collect, answer, publish."""
        readers = self.readers(host)
        intake = Intake(self.database, readers, self.hands)
        round_ = intake.collect()
        intake.send_replies()
        Publishing(self.database, readers, self.hands).publish()
        return round_

    def desk(self) -> Inbox:
        return Inbox(self.database, self.hands, "Robin")

    def meet(self) -> None:
        """Let the desk open once, so that its folders and its key are on the share."""
        Publishing(self.database, self.readers(), self.hands).publish()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def modes(folder: Path) -> set[tuple[str, int]]:
    """Return the modes of all files and folders below a folder."""
    return {
        ("folder" if path.is_dir() else "file", stat.S_IMODE(path.lstat().st_mode))
        for path in folder.rglob("*")
    }


def raw(folder: Path) -> bytes:
    """Return all bytes of all files below a folder, with their names."""
    return b"\n".join(
        str(path).encode() + b"\n" + path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
