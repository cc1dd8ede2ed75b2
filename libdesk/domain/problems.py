"""A problem from the first plain answer to the last: the report, its number, its states.

A *report* is what a person sent and never changes. A *problem* is what the desk makes of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from libdesk.domain.priority import Effect, Priority

ReportId = NewType("ReportId", UUID)
"""A random (version 4) id, made when the report is filed; machines join by it alone."""

PICTURE_LIMIT = 25_000_000
"""Bytes of one picture."""

PICTURES_LIMIT = 30_000_000
"""Bytes of one report's pictures together; sealed and in base 64 they stay in what is taken."""

PICTURE_COUNT = 20
"""Pictures of one report."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SIGNS = 6
_ALIKE = str.maketrans("OIL", "011")  # as Crockford has them read: none of the three is a sign
_NO_EFFECT = Effect()
_NO_ANSWERS: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})


class State(StrEnum):
    """Where a problem stands at the desk."""

    NEW = "new"
    SEEN = "seen"
    DOING = "doing"
    WAITING = "waiting"
    FIXED = "fixed"
    NOT_NOW = "not_now"

    @property
    def is_open(self) -> bool:
        """Say whether somebody still waits for something."""
        return self not in (State.FIXED, State.NOT_NOW)


class WaitingOn(StrEnum):
    """On whom or what a waiting problem waits (S20)."""

    REPORTER = "reporter"
    SUPPLIER = "supplier"
    PART = "part"
    VISIT = "visit"
    OTHER_IT = "other_it"


class Progress(StrEnum):
    """How far a report has come, as its reporter sees it."""

    KEPT = "kept"
    HANDED_OVER = "handed_over"
    IN_INBOX = "in_inbox"


PERSONAL_FACTS = frozenset({"user", "printer"})
"""Keys of facts that may name a person."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the program read by itself; shown to the reporter before it is sent.

    Attributes:
        key: the fact's name for machines, such as "computer".
        value: the fact in plain words.
    """

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that travels with a report.

    Attributes:
        name: what the reporter's file was called; text only, never a path to open.
        media_type: read from the content, not from the name.
        content: the bytes.
    """

    name: str
    media_type: str
    content: bytes = field(repr=False)


class FollowUpKind(StrEnum):
    """What a reporter adds to an earlier report."""

    SAID = "said"
    """Words, a fact or a picture."""
    HURTS = "hurts"
    """It is still hurting; the effect says how."""
    WITHDRAWN = "withdrawn"
    """No longer needed."""
    RIGHT = "right"
    """IT has understood it rightly (S18)."""
    NOT_RIGHT = "not_right"
    """IT has understood it wrongly; the words say how it is."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """That a report goes on from an earlier one; it travels and is proved as any report.

    Attributes:
        of: the earlier report, which is no follow-up itself.
        kind: what it adds.
    """

    of: ReportId
    kind: FollowUpKind


@dataclass(frozen=True, slots=True)
class Report:
    """What one person sent.

    Attributes:
        id: the report's id.
        category: the code of the tile, such as "PRINT".
        branch: the branch's code, such as "CEN".
        title: one line for lists.
        filed_at: when it was sent by the sender's clock (aware, UTC). Never used for ordering.
        saw: what the reporter saw.
        guess: what the reporter thinks it is (S07).
        effect: who is stopped, how badly, what is at stake.
        answers: question key to the chosen answer's key, several, or free text.
        item: the label, serial or computer name of the thing, as it was given; "" for unknown.
        facts: what the program read by itself and the reporter let through.
        pictures: pictures.
        contact: who IT should ask, as a name or a place; "" for nobody.
        here_until: until when that person is there (aware, UTC); None when not said.
        notice: the id of the known problem that is the same here; "" for none (S20).
        follow_up: the earlier report that this one goes on from; None for a report of its own.
    """

    id: ReportId
    category: str
    branch: str
    title: str
    filed_at: datetime
    saw: str = ""
    guess: str = ""
    effect: Effect = _NO_EFFECT
    # A mapping proxy has no hash, so Python 3.11 takes it for a mutable default.
    answers: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: _NO_ANSWERS)
    item: str = ""
    facts: tuple[Fact, ...] = ()
    pictures: tuple[Picture, ...] = ()
    contact: str = ""
    here_until: datetime | None = None
    notice: str = ""
    follow_up: FollowUp | None = None

    @property
    def number(self) -> str:
        """The number that people say to each other."""
        return number(self.branch, self.id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why a problem rests; both parts are required."""

    on: WaitingOn
    until: date


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a problem's history.

    Attributes:
        at: when (aware, UTC).
        by: who: a name, or "" for the program itself.
        kind: what happened: "received", "answered", "took_back", "restated", "ranked", the name of
            a state, or what a reporter added: the name of a `FollowUpKind`.
        words: the words that belong to it; "" for none.
    """

    at: datetime
    by: str
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Words from the desk to the reporter.

    Attributes:
        text: the words.
        by: who wrote them.
        at: when (aware, UTC).
        goes_out_at: when it leaves; until then it can be taken back. None once it has left.
    """

    text: str
    by: str
    at: datetime
    goes_out_at: datetime | None = None


class ReplyKind(StrEnum):
    """What a message from the desk to a reporter says."""

    RECEIVED = "received"
    ANSWER = "answer"
    STATE = "state"
    RESTATED = "restated"
    """What IT has understood, in one line; the reporter says whether it is right (S18)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message from the desk to one reporter; it travels sealed, in a file of its own.

    Attributes:
        number: its place among this report's messages, from 1; 0 until it has one.
        kind: what it says.
        at: when it was written (aware, UTC).
        text: words for the reporter; "" for none.
        by: who wrote it; "" for the program.
        state: where the problem stands since then.
        until: until when it waits, or when it is looked at again.
        waiting_on: on whom or what it waits.
        priority: how soon from now on, where that has changed.
    """

    number: int
    kind: ReplyKind
    at: datetime
    text: str = ""
    by: str = ""
    state: State | None = None
    until: date | None = None
    waiting_on: WaitingOn | None = None
    priority: Priority | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A report as the desk works on it.

    Attributes:
        sequence: order of arrival, from 1; the only order used.
        report: what came in. Its pictures are left out of lists.
        state: where it stands.
        priority: how soon.
        waiting: why it rests, when it does.
        look_again_on: when a problem put off comes back.
        closed_at: when it was fixed or put off (aware, UTC); None while it is open.
        spent_minutes: how long IT worked on it, where somebody said so.
        received_at: when the desk collected it (aware, UTC).
        clock_is_off: the sender's clock was more than a day away from the desk's (B13).
        version: counts every change, to notice that somebody else was first.
        answers: what was answered, oldest first.
        history: all that happened, oldest first.
        follow_ups: what the reporter added, oldest first, with their pictures; left out of lists.
        joined: other reports that are read and answered with it, oldest first.
        found_item: the label of the item that the report has led to, by what it names or by its
            computer's facts; "" where none was found, or the report says that label itself.
    """

    sequence: int
    report: Report
    state: State
    priority: Priority
    received_at: datetime
    waiting: Waiting | None = None
    look_again_on: date | None = None
    closed_at: datetime | None = None
    spent_minutes: int | None = None
    clock_is_off: bool = False
    version: int = 1
    answers: tuple[Answer, ...] = ()
    history: tuple[Event, ...] = ()
    follow_ups: tuple[Report, ...] = ()
    joined: tuple[Report, ...] = ()
    found_item: str = ""

    @property
    def item(self) -> str:
        """The label of the item that it is about, else what the report names; "" for neither."""
        return self.found_item or self.report.item


def number(branch: str, report_id: UUID) -> str:
    """Return a report's number: branch code and six signs of the id in Crockford's base 32.

    It is made for people and telephones. Two reports may share one, once in a thousand million
    pairs of a branch; whoever looks one up must expect several.
    """
    bits = report_id.int >> 98
    signs = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(25, -1, -5))
    return f"{branch or 'LIB'}-{signs}"


def is_number(typed: str, report: Report) -> bool:
    """Say whether somebody has typed this report's number, however they read it off paper.

    Small letters, spaces and hyphens make no difference, nor do O and 0, or I, L and 1. The
    branch's code may be left out.
    """
    read, whole = _as_read(typed), _as_read(report.number)
    return read in (whole, whole[-_SIGNS:])


def _as_read(words: str) -> str:
    return "".join(filter(str.isalnum, words.upper())).translate(_ALIKE)


def fixed_by_a_look(report: Report) -> bool:
    """Say whether looking at it was enough, so that the report only tells that it happened."""
    return report.follow_up is None and report.answers.get("fixed") == "yes"


_MOVES: Mapping[State, frozenset[State]] = {
    State.NEW: frozenset(State) - {State.NEW},
    State.SEEN: frozenset(State) - {State.NEW, State.SEEN},
    State.DOING: frozenset({State.SEEN, State.WAITING, State.FIXED, State.NOT_NOW}),
    State.WAITING: frozenset({State.DOING, State.WAITING, State.FIXED, State.NOT_NOW}),
    State.FIXED: frozenset({State.DOING}),
    State.NOT_NOW: frozenset({State.DOING, State.WAITING, State.FIXED, State.NOT_NOW}),
}


def may_move(old: State, new: State) -> bool:
    """Say whether a problem may go from one state to another."""
    return new in _MOVES[old]
