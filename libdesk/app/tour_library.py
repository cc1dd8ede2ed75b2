"""The library that the tour walks through: samples at the desk, and reports with answers here."""

import platform
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from libdesk import files
from libdesk.app.sample_library import fill_sample
from libdesk.app.site import here_by, load_guidance, now
from libdesk.delivery import sealing, ways
from libdesk.delivery.outbox import FileOutbox
from libdesk.delivery.registered import RegisteredFile
from libdesk.domain.priority import HowBad, Stopped
from libdesk.domain.problems import Fact, FollowUpKind, WaitingOn
from libdesk.paths import DataFolder
from libdesk.services.bulletin import Publishing, ensure_keys
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.ports import Courier
from libdesk.services.problems import Filing
from libdesk.services.sample import Sample
from libdesk.services.self_registering import Said, SelfRegistering
from libdesk.settings import Site, save
from libdesk.storage.attachment_files import files_of
from libdesk.storage.database import Database

if TYPE_CHECKING:
    from libdesk.domain.problems import ReportId

_PROBLEMS = 400
"""So many that every branch has months with enough first answers for a pace to be shown."""

_FILED = (
    ("RCPT", Stopped.ONE, HowBad.STOPPED, "Receipt printer won’t print, green light on, new roll."),
    ("PRINT", Stopped.SEVERAL, HowBad.BADLY, "Gray stripes down every page since this morning."),
    ("NET", Stopped.EVERYONE, HowBad.STOPPED, "No internet at either desk since 9:10."),
)
_RESTATED = "Neither desk at Ferndale Road reaches the internet, by wire and by Wi-Fi."
_FACTS = (
    Fact("computer", "FER-PC-12"),
    Fact("serial", "5CG4127XQB"),
    Fact("model", "HP ProDesk 400 G9"),
    Fact("processor", "Intel(R) Core(TM) i5-12500"),
    Fact("memory", "15.7 GB"),
    Fact("disk", "171 GB free of 238 GB"),
    Fact("system", "Windows 11 Pro 25H2, build 26200"),
    Fact("secure_boot", "on"),
)
_WAITS = "A new cutter is on order; the maker sends it this week."
_ANSWERS = (
    "Thank you for telling me. The roll was the other way round; the lid shows which side is up.",
    "Thank you for spotting this. I will bring a new drum tomorrow. Until then use the copier.",
)


@dataclass(slots=True)
class TourLibrary:
    """A throw-away library with one computer at Ferndale Road and the desk.

    Attributes:
        root: an empty or missing folder.
    """

    root: Path

    @property
    def data(self) -> DataFolder:
        """The data folder of both faces."""
        return DataFolder(self.root)

    @property
    def empty(self) -> DataFolder:
        """A second data folder with nothing in it."""
        return DataFolder(self.root / "empty")

    @property
    def fresh(self) -> DataFolder:
        """A third one, for what a new library meets first."""
        return DataFolder(self.root / "fresh")

    @property
    def damaged(self) -> DataFolder:
        """A fourth one, whose database is none."""
        return DataFolder(self.root / "damaged")

    @property
    def site(self) -> Site:
        """The settings of the computer."""
        # The folder is thrown away, but the pages shall look as they do on a lasting one.
        return Site(branch="FER", lasting_outbox=self.data.outbox)

    def fill(self) -> None:
        """Make the sample library, file three reports, collect them and answer two."""
        files.make_folder(self.root)
        save(self.data.site, self.site)
        files.make_folder(self.data.outbox)
        database = Database.open(self.data.database, now=now)
        try:
            photos = files_of(self.data.database, self.root)
            fill_sample(database.unit, Sample(problems=_PROBLEMS), photos)
            self._correspond(database)
        finally:
            database.close()

    def _correspond(self, database: Database) -> None:
        staff = ways.staff_ways(self.data, self.site, now=now)
        filing = Filing(staff.outbox, load_guidance(), now, uuid4)
        dispatch = Dispatch(staff.outbox, staff.courier, now)
        secrets = ensure_keys(database.unit, sealing.make_keys)
        readers = ways.desk_readers(
            self.data, self.site, secrets=secrets, now=now, host=platform.node()
        )
        intake = Intake(database.unit, readers, now, here_by(load_guidance))
        Publishing(database.unit, readers, now).publish()
        filed: list[ReportId] = []
        for category, stopped, how_bad, saw in _FILED:
            draft = Draft(category, "FER", saw=saw, stopped=stopped, how_bad=how_bad)
            filed.append(filing.submit(draft).report.id)
        self._register(staff.courier)
        dispatch.deliver()
        intake.collect()
        inbox = Inbox(database.unit, _earlier, "IT")
        for report_id, words in zip(filed, _ANSWERS, strict=False):
            inbox.answer(report_id, words, version=inbox.get(report_id).version)
        asked = filed[-1]
        inbox.restate(asked, _RESTATED, version=inbox.get(asked).version)
        waits = filed[0]
        until = (now() + timedelta(days=6)).date()
        inbox.wait(waits, WaitingOn.PART, until, version=inbox.get(waits).version, words=_WAITS)
        filing.follow_up(
            next(kept.report for kept in staff.outbox.list() if kept.report.id == waits),
            FollowUpKind.SAID,
            Draft("RCPT", saw="The feed button does nothing either."),
        )
        dispatch.deliver()
        intake.collect()
        intake.send_replies()
        dispatch.fetch_replies()

    def _register(self, courier: Courier) -> None:
        """Let a computer that is not in the list register itself, with an outbox of its own."""
        there = self.root / "another-computer"
        outbox = FileOutbox(there, lasts=True, now=now)
        said = Said("", "Study room PC", "public PC", "FER", "Study room", _FACTS)
        registered = RegisteredFile(there / "registered.json")
        SelfRegistering(outbox, registered, now, uuid4).submit(said)
        Dispatch(outbox, courier, now).deliver()


def _earlier() -> datetime:
    """Return a time a minute ago: what was said then is past its time to undo."""
    return now() - timedelta(minutes=1)
