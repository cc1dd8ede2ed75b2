"""The seams of the services: what they need from the disk, the share and the database.

Each port has a real adapter (delivery/, storage/) and a fake in tests/. Every method may raise
Unavailable when its surroundings fail; what else it raises is named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from libdesk.domain.bulletin import Bulletin, Identity, Notice, Step, Visit
from libdesk.domain.equipment import Item
from libdesk.domain.hours import Hours
from libdesk.domain.inbox import Line, Order, View
from libdesk.domain.pace import FirstAnswer
from libdesk.domain.places import Branch
from libdesk.domain.priority import Effect
from libdesk.domain.problems import Event, Problem, Progress, Reply, Report, ReportId
from libdesk.domain.promises import Target
from libdesk.domain.words import Query

if TYPE_CHECKING:
    from libdesk.services.problems import Draft

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

    def reply(self, report_id: ReportId, reply_key: bytes, reply: Reply) -> None:
        """Write a message, sealed to the report's own key, under its number."""

    def publish(self, bulletin: Bulletin) -> None:
        """Write the bulletin, signed."""


@dataclass(frozen=True, slots=True)
class NewProblem:
    """What intake adds to the database.

    Attributes:
        problem: the problem; its sequence is given by the database.
        content_hash: SHA-256 of the report's canonical form, hex.
        reply_key: the public key for messages.
        source: the name of the reader it came by.
        words: the words by which it is found.
    """

    problem: Problem
    content_hash: str
    reply_key: bytes
    source: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueReply:
    """A message that waits to be written for its reporter."""

    report_id: ReportId
    reply_key: bytes
    source: str
    reply: Reply


class Problems(Protocol):
    """The problems in the database.

    A follow-up is a problem too until it is attached to the one that it goes on from; then it is
    in no view, no count and no search, and is read with the other.
    """

    def add(self, new: Sequence[NewProblem]) -> None:
        """Add problems in the order given, each with its pictures and its history.

        Follow-ups are added as problems of their own.

        Raises:
            Conflict: one of them is there already; none was added.
        """

    def known(self, ids: Sequence[ReportId]) -> dict[ReportId, str]:
        """Return the content hashes of those ids that are in the database."""

    def count_alike(self, report: Report, since: datetime) -> int:
        """Count problems with the same branch, category and item received since then.

        Counting stops at REPEATS; more of them change no priority. Follow-ups are not counted:
        they tell of the same thing again.
        """

    def loose(self, ids: Sequence[ReportId]) -> tuple[ReportId, ...]:
        """Return the follow-ups that are attached to nothing, oldest first.

        Only those that are among `ids`, or go on from one of them.
        """

    def find_root(self, report_id: ReportId) -> ReportId | None:
        """Return the problem with which this report is read: its own, or the one it joined."""

    def attach(self, report_ids: Sequence[ReportId], root: ReportId) -> None:
        """Let follow-ups be read and found with a problem that is attached to nothing itself.

        What was attached to a follow-up goes along. A follow-up gets its next version; the root
        gets its own from `change`.

        Raises:
            Refusal: one of them is not there, or the root is attached or among them.
        """

    def get(self, report_id: ReportId) -> Problem:
        """Return a problem whole, its pictures and its follow-ups too.

        Raises:
            Refusal: there is none with this id.
        """

    def get_bare(self, report_id: ReportId) -> Problem:
        """Return a problem without what grows with time.

        It has no pictures, answers or follow-ups, and of its history the last event only.

        Raises:
            Refusal: there is none with this id.
        """

    def effects(self, root: ReportId) -> tuple[Effect, ...]:
        """Return the effects, each once, that were told with "it is still hurting"."""

    def change(self, problem: Problem, *, expected_version: int) -> None:
        """Store state, priority, waiting and the like under the next version.

        Raises:
            Conflict: the stored version is not the expected one.
        """

    def note(self, report_id: ReportId, event: Event) -> None:
        """Add a line to the history.

        Raises:
            Refusal: there is no problem with this id.
        """


class Inbox(Protocol):
    """Ordered lists of problems; a follow-up that was attached is in none of them."""

    def sequences(self, view: View, order: Order) -> tuple[int, ...]:
        """Return the ordered keys of a view."""

    def lines(self, sequences: Sequence[int]) -> tuple[Line, ...]:
        """Return the lines for these keys, in the order of the keys."""

    def search(self, wanted: Query, limit: int) -> tuple[int, ...]:
        """Return the newest hits, newest first; a problem is found by its follow-ups' words too."""

    def counts(self) -> dict[View, int]:
        """Return how many problems each view holds."""


class Replies(Protocol):
    """Messages to reporters: stored with what they tell, written afterwards.

    A message gets its number when its time has come, not before: so the numbers of a report have
    no gap, whatever was taken back, and no reporter waits for one that never comes. None overtakes
    an earlier one of the same report that is still held: the last to arrive tells how it stands.
    """

    def add(self, report_id: ReportId, reply: Reply, *, goes_out_at: datetime) -> int:
        """Store a message to be sent at `goes_out_at`; the number it carries means nothing.

        Returns a key, above 0, by which it can be taken back until it leaves.

        Raises:
            Refusal: there is no problem with this id.
        """

    def add_to_all(
        self, report_ids: Sequence[ReportId], reply: Reply, *, goes_out_at: datetime
    ) -> None:
        """Store the same message for each of these reports."""

    def due(self, at: datetime, limit: int, *, source: str) -> tuple[DueReply, ...]:
        """Return one source's messages whose time has come and that are not written, oldest first.

        They get their numbers now and for good, so this needs the right to write. Asking by
        source keeps a share that is away from holding up the other places.
        """

    def mark_written(self, due: Sequence[DueReply], at: datetime) -> None:
        """Note that these were written."""

    def write_again(self, report_id: ReportId) -> None:
        """Ask for every written message to this report to be written once more."""

    def take_back(self, report_id: ReportId, key: int) -> bool:
        """Remove a message that has not left yet; say whether that was still possible."""

    def hurry(self, after: datetime | None = None) -> None:
        """Make held messages due at once: all, or those that are held beyond a moment."""


class Notices(Protocol):
    """Known problems, in IT's own words (S20)."""

    def open(self) -> tuple[Notice, ...]:
        """Return those that have not ended, newest first, each with how many said "same here"."""

    def save(self, notice: Notice) -> None:
        """Add a known problem, or change the one with its id; its `count` is not stored.

        One that has ended stays ended.
        """

    def close(self, notice_id: str, at: datetime) -> None:
        """Note that it ended; one that is not known or has ended stays as it is."""

    def reopen(self, notice_id: str) -> None:
        """Note that it did not end after all; one that is not known stays unknown."""

    def is_open(self, notice_id: str) -> bool:
        """Say whether a known problem with this id is there and has not ended."""


class Places(Protocol):
    """Branches and items, and what the library has settled."""

    def branches(self) -> tuple[Branch, ...]:
        """Return the branches in their order."""

    def save_branch(self, branch: Branch) -> None:
        """Add a branch, or rename the one with its code."""

    def items(self) -> tuple[Item, ...]:
        """Return the items by branch and name."""

    def save_item(self, item: Item) -> None:
        """Add an item, or replace the one with its tag."""

    def hours(self) -> Hours | None:
        """Return when IT is there; None while no library has said so."""

    def set_hours(self, hours: Hours) -> None:
        """Store the hours in the place of those before."""

    def targets(self) -> tuple[Target, ...]:
        """Return what is promised, most urgent first."""

    def set_targets(self, targets: Sequence[Target]) -> None:
        """Store the promises in the place of those before."""

    def ladder(self) -> tuple[Step, ...]:
        """Return whom to turn to when no answer comes, in order (S26)."""

    def set_ladder(self, steps: Sequence[Step]) -> None:
        """Store the steps in the place of those before."""

    def visits(self, since: date) -> tuple[Visit, ...]:
        """Return IT's visits from this day on, soonest first."""

    def set_visits(self, branch: str, days: Iterable[date]) -> None:
        """Store the days of IT's visits to a branch in the place of those before."""


class Desk(Protocol):
    """What the desk knows of itself: its keys, its names, how fast it answers."""

    def identity(self) -> Identity | None:
        """Return the public keys; None before the first start."""

    def secrets(self) -> tuple[bytes, bytes] | None:
        """Return the private seal key and sign key, 32 bytes each."""

    def set_secrets(self, seal_key: bytes, sign_key: bytes, identity: Identity) -> None:
        """Store the keys once; a second time changes nothing."""

    def word(self, key: str) -> str:
        """Return a setting such as "library" or "urgent_phone"; "" when not set."""

    def set_word(self, key: str, value: str) -> None:
        """Store a setting."""

    def first_answers(self, since: datetime) -> tuple[FirstAnswer, ...]:
        """Return the first human answer to each report that was received since then (S22).

        Reports without one are left out, and so are all but some thousands of the newest.
        """


class Unit(Protocol):
    """One transaction. Leaving the block without an error commits; an error rolls back."""

    @property
    def problems(self) -> Problems:
        """The problems."""

    @property
    def inbox(self) -> Inbox:
        """The lists."""

    @property
    def replies(self) -> Replies:
        """The messages to reporters."""

    @property
    def notices(self) -> Notices:
        """Known problems."""

    @property
    def places(self) -> Places:
        """Branches and items."""

    @property
    def desk(self) -> Desk:
        """The desk's own settings."""


class OpenUnit(Protocol):
    """Opens a transaction."""

    def __call__(self, *, write: bool = False) -> AbstractContextManager[Unit]:
        """Open a unit: reading only, or with the right to write taken from the start."""
