"""What the desk's services need from its database: one transaction, with its stores.

The real ones are in storage/, a fake in tests/. Every method may raise Unavailable when the
database fails; what else it raises is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from libdesk.domain.bulletin import Identity, Notice, Step, Visit
from libdesk.domain.count_facts import CountFacts
from libdesk.domain.equipment import Item
from libdesk.domain.hours import Hours
from libdesk.domain.inbox import Choice, Filter, Line, Order, View
from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.offer_facts import OfferFacts
from libdesk.domain.pace import FirstAnswer
from libdesk.domain.places import Branch
from libdesk.domain.priority import Effect
from libdesk.domain.problems import Event, Problem, Reply, Report, ReportId
from libdesk.domain.promises import Target
from libdesk.domain.today import BranchFacts, ClosetFacts, Marked, ProblemFacts
from libdesk.domain.today_machines import SettingUpFacts
from libdesk.services.equipment_stores import EquipmentUnit
from libdesk.services.kept_sheets import Sheets
from libdesk.services.removals import Deleted, Retained

if TYPE_CHECKING:
    # The desk begins without a room and a photo.
    from libdesk.domain.words import Query
    from libdesk.services.planning_stores import Planning


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
        """Return the follow-ups that are read with nothing else, oldest first.

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

    def find_by(self, words_of: Mapping[ReportId, Sequence[str]]) -> None:
        """Let problems be found by these words and by no others."""


class Joined(Protocol):
    """Reports that are read and answered with another problem; their reporters hear it too.

    Such a report is in no view, no count and no search of its own. What is added to it later is
    added to the problem. It stands where the problem stands.
    """

    def of(self, root: ReportId) -> tuple[ReportId, ...]:
        """Return what is joined to a problem, in the order of arrival."""

    def add(self, report_ids: Sequence[ReportId], root: ReportId) -> None:
        """Join reports to a problem, and what was joined to them.

        Raises:
            Refusal: one of them is not there, is the root itself, or is read with another.
        """

    def part(self, words_of: Mapping[ReportId, Sequence[str]]) -> None:
        """Let reports stand on their own again; what was added to them meanwhile stays.

        Args:
            words_of: by which words each is found from now on, the problem's too; those that are
                joined to none only get their words.
        """


class Inbox(Protocol):
    """Ordered lists of problems; a follow-up that was attached is in none of them."""

    def sequences(self, view: View, order: Order, filter_: Filter = ...) -> tuple[int, ...]:
        """Return the ordered keys of a view, or of what a filter leaves of it."""

    def choices(self, view: View) -> tuple[Choice, ...]:
        """Return what a view can be narrowed to, by facet and value; empty values are no choice."""

    def lines(self, sequences: Sequence[int]) -> tuple[Line, ...]:
        """Return the lines for these keys, in the order of the keys."""

    def search(self, wanted: "Query", limit: int) -> tuple[int, ...]:
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

        The reporters of what is joined to the problem get the same, and lose it with it.

        Returns a key, above 0, by which it can be taken back until it leaves.

        Raises:
            Refusal: there is no problem with this id.
        """

    def add_to_all(
        self, report_ids: Sequence[ReportId], reply: Reply, *, goes_out_at: datetime
    ) -> None:
        """Store the same message for each of these reports."""

    def add_written(self, sent: Sequence[tuple[ReportId, Reply]]) -> None:
        """Store messages that have left already, each with its number (for a past that is told)."""

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

    def version(self, notice_id: str) -> int:
        """Return the count of its changes, from 1 on; 0 when it is not there or has ended."""


class Places(Protocol):
    """Branches and items, and what the library has settled."""

    def branches(self) -> tuple[Branch, ...]:
        """Return the branches in their order."""

    def save_branch(self, branch: Branch) -> None:
        """Add a branch, or rename the one with its code."""

    def set_branches(self, branches: Sequence[Branch]) -> None:
        """Store the branches in this order in the place of those before.

        IT's visits to one that goes, go with it.
        """

    def items(self) -> tuple[Item, ...]:
        """Return the items that are here, by branch and name."""

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


@dataclass(frozen=True, slots=True)
class TodayQuestion:
    """Which problems may have a reason to be on the list for today.

    Attributes:
        now: the moment (aware).
        today: the desk's day.
        midnight: when that day ends (aware).
        near: deadlines until then count (aware).
    """

    now: datetime
    today: date
    midnight: datetime
    near: datetime


@dataclass(frozen=True, slots=True)
class TodayProblems:
    """Problems that may have a reason to be on the list.

    Attributes:
        problems: by arrival.
        is_cut: there are more of them than were read.
    """

    problems: tuple[ProblemFacts, ...]
    is_cut: bool = False


class Today(Protocol):
    """What the list for today is made of, and what was said to its lines."""

    def problems(self, question: TodayQuestion) -> TodayProblems:
        """Return the problems that may have a reason, the most urgent some hundreds of them."""

    def branches(self, today: date) -> tuple[BranchFacts, ...]:
        """Return what is open at each branch where something is; the last visit until this day."""

    def untouched(self) -> tuple[int, int]:
        """Return how many reports nobody has looked at, niggles left out; and the newest's key."""

    def registered(self) -> tuple[int, int]:
        """Return how many computers wait to be decided on; and the newest one's key."""

    def closets(self, before: date) -> tuple[ClosetFacts, ...]:
        """Return the closets that nobody has looked over since this day, or ever."""

    def loans(self, today: date) -> tuple[LoanFacts, ...]:
        """Return what is due back by a day, and what is to be handed out by the day after."""

    def setting_up(self, before: datetime) -> tuple[SettingUpFacts, ...]:
        """Return what is being set up since this moment or longer, the longest first."""

    def counts(self) -> tuple[CountFacts, ...]:
        """Return the counting days that go on, or wait for decisions, the newest some dozens."""

    def offers(self, today: date) -> tuple[OfferFacts, ...]:
        """Return what has had no answer for long, and whose donor is to fetch something soon."""

    def policy_review(self) -> date | None:
        """Return when the policy on donations is to be looked at again; None for never."""

    def next_wait(self, today: date) -> date | None:
        """Return the next day, after this one, until which something waits."""

    def marks(self) -> tuple[Marked, ...]:
        """Return all marks."""

    def mark(self, marks: Sequence[Marked], at: datetime) -> None:
        """Store marks in the place of those with the same keys."""

    def unmark(self, keys: Sequence[str]) -> None:
        """Forget the marks with these keys."""

    def forget(self, before: datetime) -> None:
        """Forget the marks that were made before this moment."""


class State(Protocol):
    """How the database itself is, for whoever helps; nothing that anybody wrote."""

    def revision(self) -> str:
        """Return the name of its newest migration."""

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""


class Unit(EquipmentUnit, Protocol):
    """One transaction. Leaving the block without an error commits; an error rolls back."""

    @property
    def problems(self) -> Problems:
        """The problems."""

    @property
    def joined(self) -> Joined:
        """Reports that are read with another problem."""

    @property
    def deleted(self) -> Deleted:
        """Reports that were taken out."""

    @property
    def retained(self) -> Retained:
        """What is kept of closed problems."""

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
    def sheets(self) -> Sheets:
        """What the library has changed of the how-to sheets."""

    @property
    def planning(self) -> "Planning":
        """Planned work, what stands against it, and what was away."""

    @property
    def today(self) -> Today:
        """The list for today."""

    @property
    def desk(self) -> Desk:
        """The desk's own settings."""

    @property
    def state(self) -> State:
        """How the database itself is."""


class OpenUnit(Protocol):
    """Opens a transaction."""

    def __call__(self, *, write: bool = False) -> AbstractContextManager[Unit]:
        """Open a unit: reading only, or with the right to write taken from the start."""
