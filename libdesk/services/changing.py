"""What every change at the desk shares: its version, its message, and the way back.

A change expects the version that was on the screen, tells the reporters in a message that can be
taken back for a while, and returns what is needed to undo it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from libdesk.domain.bulletin import notice_of
from libdesk.domain.priority import Priority
from libdesk.domain.problems import Problem, Reply, ReplyKind, ReportId, State, Waiting
from libdesk.domain.text import TEXT_LIMIT, clean_text
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.stores import Unit

UNDO_LASTS = timedelta(seconds=15)
"""How long words to a reporter can be taken back before they leave."""


HELD_AT_MOST = timedelta(hours=1)
"""Nothing is held for so long; what seems to be was stored while the clock was ahead."""

JOINED = "joined"
"""The kind of the event that another report was joined; its words are that report's number."""

PARTED = "parted"
"""The kind of the event that a joined report stands on its own again."""

TOLD = "told"
"""The kind of the event that every form was told of a problem; its words are what was told."""

UNTOLD = "untold"
"""The kind of the event that it is told no more."""

IN_PERSON = "in_person"
"""The source of a problem that somebody told aloud, and the kind of the event that says so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a problem stood before a change, so that the change can be taken back.

    Attributes:
        state: its state.
        priority: how soon it was to be.
        waiting: why it rested.
        look_again_on: when it was to come back.
        closed_at: when it had been closed.
        spent_minutes: how long IT had worked on it.
        left_version: the version that the change left behind; another one is somebody else's.
        told: the ids of known problems that every form was told of it, and is not any more.
    """

    state: State
    priority: Priority
    waiting: Waiting | None
    look_again_on: date | None
    closed_at: datetime | None
    spent_minutes: int | None
    left_version: int
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case touched, so that open views know what to reload.

    Attributes:
        touched: the problems that are no longer as they were shown.
        reply: the key by which a message that waits to leave can be taken back; 0 for none.
        others: the same for messages to other reports, by their ids.
        before: where the problem stood before; None when it did not move.
        along: what came along with those others, by their ids.
    """

    touched: tuple[ReportId, ...]
    reply: int = 0
    others: Mapping[ReportId, int] = field(default_factory=dict)
    before: Standing | None = None
    along: Mapping[ReportId, tuple[ReportId, ...]] = field(default_factory=dict)


def standing(problem: Problem, left_version: int, told: tuple[str, ...] = ()) -> Standing:
    """Return where a problem stood, for the way back from the version that the change left."""
    return Standing(
        problem.state,
        problem.priority,
        problem.waiting,
        problem.look_again_on,
        problem.closed_at,
        problem.spent_minutes,
        left_version,
        told,
    )


def put_back(unit: Unit, report_id: ReportId, before: Standing) -> None:
    """Let a problem stand where it stood before a change.

    Raises:
        Conflict: it was changed since.
    """
    problem = expect(unit, report_id, before.left_version)
    was = replace(
        problem,
        state=before.state,
        priority=before.priority,
        waiting=before.waiting,
        look_again_on=before.look_again_on,
        closed_at=before.closed_at,
        spent_minutes=before.spent_minutes,
    )
    unit.problems.change(was, expected_version=problem.version)
    for notice in before.told:
        unit.notices.reopen(notice)


def end_notices(unit: Unit, report_id: ReportId, now: datetime) -> tuple[str, ...]:
    """End what every form is told of a problem, and of what joined it; return what ended."""
    about = (report_id, *unit.joined.of(report_id))
    told = tuple(one for one in map(notice_of, about) if unit.notices.is_open(one))
    for notice in told:
        unit.notices.close(notice, now)
    return told


def take_messages_back(unit: Unit, keys: Mapping[ReportId, int]) -> None:
    """Take messages back that have not left yet, all or none of them.

    Raises:
        Conflict: one of them has left.
    """
    for report_id, key in keys.items():
        if not unit.replies.take_back(report_id, key):
            raise Conflict("These words have left already; write a second answer to mend them.")


def expect(unit: Unit, report_id: ReportId, version: int) -> Problem:
    """Return a problem as it was on the screen.

    Raises:
        Conflict: it was changed meanwhile; by whom and when, as far as that is known.
    """
    problem = unit.problems.get(report_id)
    if problem.version != version:
        last = problem.history[-1] if problem.history else None
        by = last.by if last else ""
        raise Conflict(
            f"{problem.report.number} was changed meanwhile by {by or 'somebody else'}.",
            by=by,
            at=last.at if last else None,
        )
    return problem


def message(problem: Problem, kind: ReplyKind, now: datetime, words: str, who: str) -> Reply:
    """Return the message that tells how a problem stands now; its number is given when it leaves.

    Args:
        problem: as it stands since the change.
        kind: what the message is for.
        now: the moment of the change (aware, UTC).
        words: words for its reporters; "" for none.
        who: who wrote them.
    """
    waiting = problem.waiting
    return Reply(
        number=0,
        kind=kind,
        at=now,
        text=words,
        by=who,
        state=problem.state,
        until=waiting.until if waiting else problem.look_again_on,
        waiting_on=waiting.on if waiting else None,
    )


def wanted_words(text: str, field: str, missing: str) -> str:
    """Return what was written, cleaned.

    Raises:
        Refusal: there are no words, told by `missing`; or too many. It names the field.
    """
    words = clean_text(text)
    if not words:
        raise Refusal(missing, field=field)
    return limited(words, text, field)


def limited(words: str, text: str, field: str) -> str:
    """Return the words, unless more was written than is kept.

    Raises:
        Refusal: it is too much; it names the field.
    """
    if len(text) > TEXT_LIMIT:
        raise Refusal(f"That is more than {TEXT_LIMIT} characters; please shorten it.", field=field)
    return words
