"""The seams of the services: what they need from the disk, the share and the database.

Each port has a real adapter (delivery/, storage/) and a fake in tests/. Every method may raise
Unavailable when its surroundings fail; what else it raises is named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from libdesk.domain.bulletin import Bulletin
from libdesk.domain.problems import Progress, Reply, Report, ReportId

if TYPE_CHECKING:
    from libdesk.services.drafts import Draft

Clock = Callable[[], datetime]
"""Returns the time now, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A report on the computer where it was filed, and all that came back.

    Attributes:
        report: what was sent. Its pictures may be left out of lists.
        progress: how far it has come.
        replies: the desk's messages that were opened here, oldest first.
        handed_over_at: when a courier last took it (aware, UTC).
    """

    report: Report
    progress: Progress
    replies: tuple[Reply, ...] = ()
    handed_over_at: datetime | None = None


class Outbox(Protocol):
    """Reports kept on this computer. What it has kept survives a power cut."""

    @property
    def lasts(self) -> bool:
        """Say whether what is kept here is still there after a restart of the computer."""

    def keep(self, report: Report) -> bool:
        """Write the report, with a key pair of its own for answers, and sync it to disk.

        Returns:
            False when another report is kept under this id: then nothing was written.
        """

    def list(self) -> tuple[Kept, ...]:
        """Return all reports that can be read, newest first; damaged ones are set aside."""

    def waiting(self) -> tuple[ReportId, ...]:
        """Return the reports without proof of arrival, oldest first."""

    def progress(self, report_id: ReportId) -> tuple[Progress, datetime | None]:
        """Return how far a report has come, and when it was last handed over."""

    def filed_at(self, report_id: ReportId) -> datetime:
        """Return when the report was filed, by this computer's clock (aware, UTC)."""

    def envelope(self, report_id: ReportId) -> bytes:
        """Return the report as it travels, not yet sealed."""

    def mark_handed_over(self, report_id: ReportId, at: datetime) -> None:
        """Note that a courier has taken the report."""

    def next_reply(self, report_id: ReportId) -> int:
        """Return the number of the message to ask for next, from 1."""

    def add_reply(self, report_id: ReportId, sealed: bytes) -> Reply | None:
        """Open and keep a message; None when it is not for this report or not genuine.

        The first genuine message is the proof of arrival.
        """

    def forget(self, report_id: ReportId, *, only_pictures: bool = False) -> None:
        """Remove a report that has arrived, with its messages.

        Args:
            report_id: the report; one that has not arrived stays.
            only_pictures: its pictures only, and whom to ask.
        """


class Contacts(Protocol):
    """Whom IT should ask, remembered for a branch on the computer where it was said."""

    def recall(self, branch: str) -> tuple[str, datetime | None]:
        """Return a name or a place, and until when; "" and None when nothing is remembered."""

    def note(self, branch: str, contact: str, here_until: datetime | None) -> None:
        """Remember it as well as possible; "" forgets. It never fails."""


class Reads(Protocol):
    """Which answers were read on this computer, so that news is told once."""

    def recall(self) -> dict[ReportId, int]:
        """Return how many messages of each report were read."""

    def note(self, read: Mapping[ReportId, int]) -> None:
        """Remember it as well as possible. It never fails."""


class Courier(Protocol):
    """The staff side of one way to the desk."""

    def hand_over(self, report_id: ReportId, envelope: bytes) -> None:
        """Put the envelope where the desk collects, sealed where it leaves this computer.

        Returns only when it was read back whole.
        """

    def is_lying_there(self, report_id: ReportId) -> bool:
        """Say whether the envelope still lies where it was put."""

    def fetch_reply(self, report_id: ReportId, number: int) -> bytes | None:
        """Return a sealed message to this report; None when there is none."""


class BulletinBoard(Protocol):
    """The staff side of the bulletin."""

    def latest(self) -> Bulletin | None:
        """Fetch the newest genuine bulletin; where that fails, return the one kept here."""

    def kept(self) -> Bulletin | None:
        """Return the bulletin kept on this computer, without asking anybody."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A report that was being written when the form ended.

    Attributes:
        draft: all that was said by then, pictures too. Facts are not in it: they are read anew.
        report_id: the id under which it is to be filed.
        saved_at: when it was saved (aware, UTC).
    """

    draft: "Draft"
    report_id: ReportId
    saved_at: datetime


class Drafts(Protocol):
    """Reports that are still being written, safe from a crash and from a log-off."""

    def save(self, draft: "Draft", report_id: ReportId) -> None:
        """Keep a draft in place of what was kept under this id; on failure that one stands."""

    def load(self) -> KeptDraft | None:
        """Return the newest draft, whole or not at all; old and damaged ones are never offered."""

    def clear(self, report_id: ReportId) -> None:
        """Remove a draft that was sent or thrown away."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something found at the place where reports are dropped.

    Attributes:
        handle: its name there; the reader's own affair.
        report: the report; None when it cannot be read.
        content_hash: SHA-256 of the report's canonical form, hex.
        reply_key: the public key for messages to the reporter.
        reason: why it cannot be read, in plain words; "" when it can.
    """

    handle: str
    report: Report | None = None
    content_hash: str = ""
    reply_key: bytes = b""
    reason: str = ""


class DropReader(Protocol):
    """The desk's side of one way to it."""

    @property
    def name(self) -> str:
        """A short lasting name, by which replies find their way back."""

    def arrivals(self) -> Iterator[Arrival]:
        """Claim and read what lies there, oldest first, one at a time.

        What cannot be read is yielded with its reason, never raised, so that the rest goes on.
        """

    def done(self, arrivals: Sequence[Arrival]) -> None:
        """Put what is safe in the database aside as collected."""

    def set_aside(self, arrival: Arrival, reason: str) -> None:
        """Put what cannot be used into quarantine with its reason beside it."""

    def forget(self, before: datetime) -> int:
        """Remove collected files that were written before a moment; return how many.

        What was not collected, or could not be used, is never removed.
        """

    def reply(self, report_id: ReportId, reply_key: bytes, reply: Reply) -> None:
        """Write a message, sealed to the report's own key, under its number."""

    def publish(self, bulletin: Bulletin) -> None:
        """Write the bulletin, signed."""


class Leftovers(Protocol):
    """What removed rows leave in the database's files."""

    def wipe(self, between: Callable[[], bool], *, words: bool) -> bool:
        """Overwrite it, in short steps; say whether that is finished.

        Args:
            between: called after each step; answering False ends it early.
            words: what was removed could be found by its words; the index has traces of them too.
        """


class OldCopies(Protocol):
    """Copies of the database, made on days on which things were still kept."""

    def forget(self, between: Callable[[], bool]) -> bool:
        """Let every copy hold no more than the database does; say whether all of them do.

        A place that is away is left for another time.

        Args:
            between: called after each copy; answering False ends it early.
        """

    def remove_aside(self, before: datetime) -> None:
        """Remove the databases that a restore put aside before that moment.

        One that cannot be removed now stays for another time.
        """
