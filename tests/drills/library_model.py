"""Drill F24's model: what an inbox must hold, kept in plain dictionaries, and one desk beside it.

The model knows the rules in their simplest form: no database, no files, no versions. After each
step the real inbox is compared with it.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from libdesk.delivery import sealing, ways
from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import (
    FollowUp,
    FollowUpKind,
    Picture,
    Problem,
    Progress,
    Report,
    ReportId,
    State,
    WaitingOn,
)
from libdesk.domain.retention import NAMES_DAYS, PICTURES_DAYS
from libdesk.domain.words import query
from libdesk.paths import DataFolder
from libdesk.services.bulletin import Publishing, ensure_keys
from libdesk.services.deleting import Deleting
from libdesk.services.dispatch import Dispatch
from libdesk.services.drafts import Draft
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.joining import Joining
from libdesk.services.upkeep import Upkeep
from libdesk.settings import Site
from libdesk.storage.database import Database
from tests.drills.jobs import make_filing
from tests.services.fakes import Hands

if TYPE_CHECKING:
    from libdesk.services.changing import Changes

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PICTURE = Picture("screen.png", "image/png", PNG)
DAY = timedelta(days=1)


@dataclass
class Told:
    """One report, as the model knows it.

    Attributes:
        saw: its words; each report has a word of its own.
        follows: the report that it goes on from.
        is_in: the desk has collected it.
        root: what it was attached to.
        joined_to: what it was joined to.
    """

    saw: str
    contact: str
    pictures: int
    follows: ReportId | None = None
    is_in: bool = False
    state: State = State.NEW
    closed_at: datetime | None = None
    root: ReportId | None = None
    joined_to: ReportId | None = None
    deleted_at: datetime | None = None
    is_gone: bool = False
    words: list[str] = field(default_factory=list)


class Model:
    """All reports, by their ids, in the order in which they were filed."""

    def __init__(self) -> None:
        self.reports: dict[ReportId, Told] = {}

    def visible(self) -> list[ReportId]:
        """What stands in the inbox with a line of its own."""
        return [
            one
            for one, told in self.reports.items()
            if told.is_in
            and not told.is_gone
            and told.deleted_at is None
            and told.root is None
            and told.joined_to is None
        ]

    def joined(self, root: ReportId) -> list[ReportId]:
        return [one for one, told in self.reports.items() if told.joined_to == root]

    def attached(self, roots: Iterable[ReportId]) -> list[ReportId]:
        wanted = set(roots)
        return [
            one for one, told in self.reports.items() if told.root in wanted and not told.is_gone
        ]

    def with_(self, root: ReportId) -> list[ReportId]:
        """A problem and all that is read with it."""
        roots = [root, *self.joined(root)]
        return [*roots, *self.attached(roots)]

    def find_root(self, report_id: ReportId) -> ReportId | None:
        told = self.reports.get(report_id)
        if told is None or not told.is_in or told.is_gone:
            return None
        above = told.root or told.joined_to
        if above is not None:
            return self.find_root(above)
        return report_id if told.deleted_at is None else None

    def collect(self, report_id: ReportId) -> None:
        """A report is in the desk's inbox."""
        told = self.reports[report_id]
        if told.is_in:
            return
        told.is_in = True
        for one in [report_id, *self._waiting_for(report_id)]:
            self._attach(one)

    def _waiting_for(self, report_id: ReportId) -> list[ReportId]:
        return [
            one
            for one, told in self.reports.items()
            if told.follows == report_id
            and told.is_in
            and told.root is None
            and told.joined_to is None
            and not told.is_gone
        ]

    def attach_waiting(self, report_id: ReportId) -> None:
        """What came while a report was taken out joins it now."""
        for one in self._waiting_for(report_id):
            self._attach(one)

    def _attach(self, report_id: ReportId) -> None:
        told = self.reports[report_id]
        if told.follows is None or told.deleted_at is not None:
            return
        root = self.find_root(told.follows)
        if root is None:
            return
        for one in self.attached([report_id]):
            self.reports[one].root = root
        told.root = root
        problem = self.reports[root]
        if not problem.state.is_open:
            problem.state, problem.closed_at = State.NEW, None
            self.share(root)

    def share(self, root: ReportId) -> None:
        """What is joined stands where its problem stands."""
        for one in self.joined(root):
            told = self.reports[one]
            told.state, told.closed_at = self.reports[root].state, self.reports[root].closed_at

    def say(self, root: ReportId, words: str) -> None:
        for one in [root, *self.joined(root)]:
            self.reports[one].words.append(words)

    def purge(self, now: datetime) -> None:
        for root in self.visible():
            closed_at = self.reports[root].closed_at
            if closed_at is None:
                continue
            for one in self.with_(root):
                if now - closed_at >= PICTURES_DAYS * DAY:
                    self.reports[one].pictures = 0
                if now - closed_at >= NAMES_DAYS * DAY:
                    self.reports[one].contact = ""

    def sweep(self, now: datetime) -> None:
        for one, told in self.reports.items():
            if told.deleted_at is not None and now - told.deleted_at >= timedelta(seconds=15):
                for gone in (one, *self.attached([one])):
                    self.reports[gone].is_gone = True
                told.deleted_at = None


class Library:
    """One computer and one desk on real files, and the model beside them.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.data = DataFolder(folder / "data")
        self.share = folder / "share"
        self.away = folder / "away"
        self.share.mkdir(mode=0o700)
        self.site = Site(branch="CEN", share=self.share)
        self.hands = Hands()
        self.model = Model()
        self.count = 0
        self.deletions: dict[ReportId, Changes] = {}
        self.open()
        for _ in range(2):  # so that the clock is trusted from the start
            self.tend()
            self.hands.move(days=1)

    def open(self) -> None:
        """Start everything anew, as after a restart of both programs."""
        self.database = Database.open(self.data.database, now=self.hands)
        secrets = ensure_keys(self.database.unit, sealing.make_keys)
        readers = ways.desk_readers(
            self.data, self.site, secrets=secrets, now=self.hands, host="desk"
        )
        staff = ways.staff_ways(self.data, self.site, now=self.hands)
        self.readers = readers
        self.publish()
        self.staff = staff
        self.outbox = staff.outbox
        self.filing = make_filing(staff.outbox)
        self.dispatch = Dispatch(staff.outbox, staff.courier, self.hands)
        self.intake = Intake(self.database.unit, readers, self.hands)
        self.inbox = Inbox(self.database.unit, self.hands, "IT")
        self.joining = Joining(self.database.unit, self.hands, "IT")
        self.deleting = Deleting(self.database.unit, self.hands)

    def publish(self) -> None:
        """Tell the forms what there is to tell."""
        Publishing(self.database.unit, self.readers, self.hands).publish()

    def close(self) -> None:
        self.database.close()

    def restart(self) -> None:
        self.close()
        self.open()

    def cut(self) -> None:
        """The share goes away."""
        if self.share.exists():
            self.share.rename(self.away)

    def mend(self) -> None:
        """It is there again."""
        if self.away.exists():
            self.away.rename(self.share)

    def file(self, *, follows: ReportId | None = None, picture: bool, contact: bool) -> ReportId:
        self.count += 1
        word = f"word{self.count:05}"
        told = Told(word, f"name{self.count:05}" if contact else "", int(picture), follows)
        draft = Draft(
            "NET",
            "CEN",
            saw=word,
            contact=told.contact,
            pictures=(PICTURE,) * told.pictures,
            follow_up=FollowUp(follows, FollowUpKind.SAID) if follows else None,
        )
        report_id = self.filing.submit(draft).report.id
        self.model.reports[report_id] = told
        return report_id

    def deliver(self) -> None:
        self.dispatch.deliver()
        self.dispatch.fetch_replies()

    def collect(self) -> None:
        """Collect what lies on the share; the model learns it from nobody but the outbox."""
        lying = self._lying()
        self.intake.collect()
        self.intake.send_replies()
        for report_id in lying:
            self.model.collect(report_id)

    def _lying(self) -> list[ReportId]:
        """What the desk will find, in its order: the oldest file first."""
        if not self.share.exists():
            return []
        places = [*self.share.glob("new/*.json"), *self.share.glob("cur/*")]
        names = [path.name[:36] for path in sorted(places, key=_order)]
        known = {str(one): one for one in self.model.reports}
        return [known[name] for name in names if name in known]

    def duplicate(self, number: int) -> None:
        """A sync program puts a collected file there once more, under another name."""
        done = sorted(self.share.glob("done/*.json"))
        if done:
            source = done[number % len(done)]
            shutil.copy2(source, self.share / "new" / f"{source.stem} - Copy {self.count}.json")

    def version(self, report_id: ReportId) -> int:
        return self.inbox.get(report_id).version

    def answer(self, root: ReportId) -> None:
        self.count += 1
        words = f"Answer {self.count}."
        told = self.model.reports[root]
        self.inbox.answer(root, words, version=self.version(root))
        if told.state is State.NEW:
            told.state = State.SEEN
            self.model.share(root)
        self.model.say(root, words)

    def start(self, root: ReportId) -> None:
        told = self.model.reports[root]
        try:
            self.inbox.start(root, version=self.version(root))
        except Refusal:
            assert told.state is State.DOING, "it may start from anywhere else"
            return
        told.state, told.closed_at = State.DOING, None
        self.model.share(root)

    def wait(self, root: ReportId) -> None:
        told = self.model.reports[root]
        until: date = (self.hands() + 3 * DAY).date()
        try:
            self.inbox.wait(root, WaitingOn.SUPPLIER, until, version=self.version(root))
        except Refusal:
            assert told.state is State.FIXED
            return
        told.state, told.closed_at = State.WAITING, None
        self.model.share(root)

    def fix(self, root: ReportId) -> None:
        self.count += 1
        words = f"Fixed {self.count}."
        told = self.model.reports[root]
        try:
            self.inbox.fix(root, words, version=self.version(root))
        except Refusal:
            assert told.state is State.FIXED
            return
        told.state, told.closed_at = State.FIXED, self.hands()
        self.model.say(root, words)
        self.model.share(root)

    def join(self, root: ReportId, other: ReportId, *, undo: bool) -> None:
        told = self.model.reports
        versions = {other: self.version(other)}
        try:
            changes = self.joining.join(root, versions, version=self.version(root))
        except Refusal:
            is_open = told[root].state.is_open and told[other].state.is_open
            assert root == other or not is_open
            return
        if undo:
            self.joining.undo(root, changes)
            return
        number = self.inbox.get(root).report.number
        self.model.say(other, f"so we look after it as {number}")
        for one in self.model.joined(other):
            told[one].joined_to = root
        told[other].joined_to = root

    def part(self, root: ReportId) -> None:
        joined = tuple(self.model.joined(root))
        if not joined:
            return
        self.joining.part(root, joined[:1], version=self.version(root))
        told = self.model.reports
        told[joined[0]].joined_to = None
        told[joined[0]].state = told[root].state
        told[joined[0]].closed_at = told[root].closed_at

    def delete(self, root: ReportId) -> None:
        try:
            changes = self.deleting.delete(root, version=self.version(root), is_confirmed=True)
        except Refusal:
            assert self.model.joined(root), "nothing else keeps it"
            return
        self.deletions[root] = changes
        self.model.reports[root].deleted_at = self.hands()

    def undo_delete(self, root: ReportId) -> None:
        changes = self.deletions.pop(root)
        told = self.model.reports[root]
        try:
            self.deleting.undo(root, changes)
        except Conflict:
            assert told.is_gone
            return
        assert not told.is_gone
        told.deleted_at = None
        self.model.attach_waiting(root)

    def tend(self) -> None:
        """Do what the desk does by itself; a new start looks at once whether something is due."""
        Upkeep(self.database.unit, self.readers, self.database, self.hands).tend()
        self.model.sweep(self.hands())
        self.model.purge(self.hands())

    def compare(self) -> None:
        """The inbox is what the model says: no more, no less, and in the same order."""
        keys = self.inbox.sequences(View.ALL, Order())
        lines = {line.id: line for line in self.inbox.lines(keys)}
        assert set(lines) == set(self.model.visible())
        for report_id, line in lines.items():
            told = self.model.reports[report_id]
            assert line.state is told.state, told
            assert line.joined == len(self.model.joined(report_id))

    def compare_whole(self) -> None:
        """Each problem, to its last word."""
        self.compare()
        for root in self.model.visible():
            problem = self.inbox.get(root)
            told = self.model.reports[root]
            assert problem.closed_at == told.closed_at
            read = {one.id: one for one in _reports(problem)}
            assert set(read) == set(self.model.with_(root))
            for report_id, report in read.items():
                one = self.model.reports[report_id]
                assert (report.saw, report.contact, len(report.pictures)) == (
                    one.saw,
                    one.contact,
                    one.pictures,
                )
                with self.database.unit() as unit:
                    assert unit.inbox.search(query(f"{one.saw} "), 9) == (problem.sequence,)
        assert not [trouble for _, trouble in self.database.check() if trouble]

    def come_to_rest(self) -> None:
        """Let everything arrive: nothing is lost, nothing is doubled, every word is heard once."""
        self.mend()
        for _ in range(6):
            self.hands.move(minutes=11)
            self.deliver()
            self.collect()
        self.deliver()
        kept = {one.report.id: one for one in self.outbox.list()}
        assert set(kept) == set(self.model.reports)
        for report_id, one in kept.items():
            told = self.model.reports[report_id]
            assert one.progress is Progress.IN_INBOX, told
            if not told.is_gone and told.deleted_at is None:
                heard = [reply.text for reply in one.replies if reply.text]
                assert len(heard) == len(told.words), (heard, told.words)
                assert all(word in text for word, text in zip(told.words, heard, strict=True))
        self.compare_whole()


def _order(path: Path) -> tuple[int, int, str]:
    is_new = path.parent.name == "new"
    return is_new, path.stat().st_mtime_ns, path.name


def _reports(problem: Problem) -> Iterator[Report]:
    yield problem.report
    yield from problem.joined
    yield from problem.follow_ups
