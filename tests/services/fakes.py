"""Stand-ins for outbox, courier and reader: in memory, with a switch for each kind of trouble."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from libdesk.domain.bulletin import Bulletin
from libdesk.domain.problems import Progress, Reply, ReplyKind, Report, ReportId
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Arrival, Kept

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


class Hands:
    """The hands of a clock."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def numbered_ids(start: int = 1) -> Iterator[UUID]:
    """Ids that differ in the bits that a number shows."""
    return (UUID(int=(one << 98) | one) for one in count(start))


def content_hash(report: Report) -> str:
    return hashlib.sha256(repr(report).encode("utf-8", "replace")).hexdigest()


def a_report(number: int = 1, **changes: object) -> Report:
    ids = numbered_ids(number)
    report = Report(ReportId(next(ids)), "PRINT", "CEN", f"Report {number}", START)
    return replace(report, **changes)  # type: ignore[arg-type] # a test's shorthand


class Trouble:
    """Raises Unavailable as long as it is switched on, or for its next few calls."""

    def __init__(self) -> None:
        self.sentence = ""
        self.left = 0

    def start(self, sentence: str, times: int = 10**9) -> None:
        self.sentence, self.left = sentence, times

    def stop(self) -> None:
        self.left = 0

    def __call__(self) -> None:
        if self.left:
            self.left -= 1
            raise Unavailable(self.sentence)


@dataclass
class Envelope:
    """What a courier carries in these tests: the report itself, behind bytes."""

    reports: dict[bytes, Report] = field(default_factory=dict)

    def seal(self, report: Report) -> bytes:
        content = repr(report).encode("utf-8", "replace")
        self.reports[content] = report
        return content

    def open(self, content: bytes) -> Report | None:
        return self.reports.get(content)


class MemoryOutbox:
    """Reports kept on one computer."""

    def __init__(self, envelopes: Envelope | None = None, *, lasts: bool = True) -> None:
        self.lasts = lasts
        self.envelopes = envelopes or Envelope()
        self.kept: dict[ReportId, Kept] = {}
        self.full = Trouble()
        self.unreadable: set[ReportId] = set()
        self.hidden: set[ReportId] = set()
        self.calls: list[str] = []

    def keep(self, report: Report) -> bool:
        self.calls.append("keep")
        self.full()
        if (kept := self.kept.get(report.id)) is not None:
            earlier = kept.report
            return replace(report, filed_at=earlier.filed_at, facts=earlier.facts) == earlier
        self.kept[report.id] = Kept(report, Progress.KEPT)
        return True

    def list(self) -> tuple[Kept, ...]:
        return tuple(reversed(self.kept.values()))

    def waiting(self) -> tuple[ReportId, ...]:
        arrived = Progress.IN_INBOX
        return tuple(one.report.id for one in self.kept.values() if one.progress is not arrived)

    def progress(self, report_id: ReportId) -> tuple[Progress, datetime | None]:
        if report_id in self.hidden:
            raise Unavailable("The disk does not answer.")
        kept = self.kept[report_id]
        return kept.progress, kept.handed_over_at

    def filed_at(self, report_id: ReportId) -> datetime:
        return self.kept[report_id].report.filed_at

    def envelope(self, report_id: ReportId) -> bytes:
        if report_id in self.unreadable:
            raise Unavailable("A report cannot be read from this disk.")
        return self.envelopes.seal(self.kept[report_id].report)

    def mark_handed_over(self, report_id: ReportId, at: datetime) -> None:
        kept = self.kept[report_id]
        self.kept[report_id] = replace(kept, progress=Progress.HANDED_OVER, handed_over_at=at)

    def next_reply(self, report_id: ReportId) -> int:
        return len(self.kept[report_id].replies) + 1

    def add_reply(self, report_id: ReportId, sealed: bytes) -> Reply | None:
        kept = self.kept[report_id]
        genuine, number = f"{report_id}/".encode(), self.next_reply(report_id)
        if not sealed.startswith(genuine):
            return None
        kind, words = sealed.removeprefix(genuine).decode().split("/", 1)
        reply = Reply(number, ReplyKind(kind), START, words)
        replies = (*kept.replies, reply)
        self.kept[report_id] = replace(kept, progress=Progress.IN_INBOX, replies=replies)
        return reply

    def forget(self, report_id: ReportId, *, only_pictures: bool = False) -> None:
        self.full()
        kept = self.kept.pop(report_id)
        if only_pictures:
            bare = replace(kept.report, pictures=(), contact="")
            self.kept[report_id] = replace(kept, report=bare)


class MemoryShare:
    """One place between computers and desk: both its courier and its reader."""

    def __init__(self, envelopes: Envelope | None = None, name: str = "share") -> None:
        self.name = name
        self.envelopes = envelopes or Envelope()
        self.lying: dict[str, bytes] = {}
        self.collected: dict[str, bytes] = {}
        self.collected_at: dict[str, datetime] = {}
        self.forgotten_before: datetime | None = None
        self.quarantine: dict[str, str] = {}
        self.letters: dict[tuple[ReportId, int], bytes] = {}
        self.bulletins: list[Bulletin] = []
        self.away = Trouble()
        self.done_fails = Trouble()
        self.refused: set[ReportId] = set()
        self.fetches = 0

    def hand_over(self, report_id: ReportId, envelope: bytes) -> None:
        self.away()
        if report_id in self.refused:
            raise Unavailable("The share does not take this file.")
        self.lying[str(report_id)] = envelope

    def is_lying_there(self, report_id: ReportId) -> bool:
        self.away()
        return str(report_id) in self.lying

    def fetch_reply(self, report_id: ReportId, number: int) -> bytes | None:
        self.away()
        self.fetches += 1
        return self.letters.get((report_id, number))

    def drop(self, report: Report, name: str = "") -> None:
        """Drop a report by hand, under any name."""
        self.lying[name or str(report.id)] = self.envelopes.seal(report)

    def arrivals(self) -> Iterator[Arrival]:
        self.away()
        for handle in sorted(self.lying):
            self.away()
            yield self._read(handle, self.lying[handle])

    def _read(self, handle: str, content: bytes) -> Arrival:
        report = self.envelopes.open(content)
        if report is None:
            return Arrival(handle, reason="The file is damaged.")
        return Arrival(handle, report, content_hash(report), b"key of " + report.id.bytes)

    def done(self, arrivals: Sequence[Arrival]) -> None:
        self.done_fails()
        for arrival in arrivals:
            self.collected[arrival.handle] = self.lying.pop(arrival.handle)

    def set_aside(self, arrival: Arrival, reason: str) -> None:
        self.done_fails()
        del self.lying[arrival.handle]
        self.quarantine[arrival.handle] = reason

    def forget(self, before: datetime) -> int:
        self.away()
        self.forgotten_before = before
        old = [handle for handle, at in self.collected_at.items() if at < before]
        for handle in old:
            del self.collected[handle], self.collected_at[handle]
        return len(old)

    def reply(self, report_id: ReportId, reply_key: bytes, reply: Reply) -> None:
        self.away()
        assert reply_key == b"key of " + report_id.bytes
        letter = f"{report_id}/{reply.kind}/{reply.text}".encode()
        self.letters[report_id, reply.number] = letter

    def publish(self, bulletin: Bulletin) -> None:
        self.away()
        self.bulletins.append(bulletin)
