"""The desk's inbox: what is in it, and what the desk does with a problem."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from libdesk.domain.follow_ups import ANSWERED, has_news
from libdesk.domain.inbox import Line, Order, View
from libdesk.domain.problems import (
    Event,
    Problem,
    Reply,
    ReplyKind,
    ReportId,
    State,
    Waiting,
    WaitingOn,
    may_move,
)
from libdesk.domain.text import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text
from libdesk.domain.words import query
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.ports import Clock, OpenUnit, Unit

UNDO_LASTS = timedelta(seconds=15)
"""How long words to a reporter can be taken back before they leave."""

SEARCH_LIMIT = 50

_LAST_ZONE = timedelta(hours=12)
"""How far the last time zone is behind UTC."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a problem stood before a change, so that the change can be taken back.

    Attributes:
        state: its state.
        waiting: why it rested.
        look_again_on: when it was to come back.
        left_version: the version that the change left behind; another one is somebody else's.
    """

    state: State
    waiting: Waiting | None
    look_again_on: date | None
    left_version: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case touched, so that open views know what to reload.

    Attributes:
        touched: the problems that are no longer as they were shown.
        reply: the key by which a message that waits to leave can be taken back; 0 for none.
        before: where the problem stood before; None when it did not move.
    """

    touched: tuple[ReportId, ...]
    reply: int = 0
    before: Standing | None = None


class Inbox:
    """Reads and changes problems; each change expects the version that was on the screen."""

    def __init__(self, open_unit: OpenUnit, now: Clock, who: str) -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = who

    def sequences(self, view: View, order: Order) -> tuple[int, ...]:
        """Return the ordered keys of a view."""
        with self._open_unit() as unit:
            return unit.inbox.sequences(view, order)

    def lines(self, sequences: Sequence[int]) -> tuple[Line, ...]:
        """Return the lines for these keys, in the order of the keys."""
        with self._open_unit() as unit:
            return unit.inbox.lines(sequences)

    def counts(self) -> dict[View, int]:
        """Return how many problems each view holds."""
        with self._open_unit() as unit:
            return unit.inbox.counts()

    def search(self, text: str, limit: int = SEARCH_LIMIT) -> tuple[int, ...]:
        """Return the newest problems that hold all of these words, newest first."""
        wanted = query(text)
        if not wanted:
            return ()
        with self._open_unit() as unit:
            return unit.inbox.search(wanted, limit)

    def get(self, report_id: ReportId) -> Problem:
        """Return a problem whole.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            return unit.problems.get(report_id)

    def see(self, report_id: ReportId, *, version: int | None = None) -> Changes:
        """Note that a problem was looked at, where it is new or its reporter has added something.

        Args:
            report_id: the problem.
            version: what was on the screen; over another one nothing is noted, for then nobody
                has looked at what came since. None for whatever is there now.
        """
        with self._open_unit(write=True) as unit:
            problem = unit.problems.get(report_id)
            if version is not None and version != problem.version:
                return Changes(())
            if problem.state is State.NEW:
                self._move(unit, problem, State.SEEN)
            elif has_news(problem):
                unit.problems.note(report_id, Event(self._now(), self._who, State.SEEN.value))
            else:
                return Changes(())
        return Changes((report_id,))

    def answer(self, report_id: ReportId, text: str, *, version: int) -> Changes:
        """Send words to the reporter; they leave when the time to undo is over.

        Raises:
            Refusal: there are no words.
            Conflict: the problem was changed meanwhile.
        """
        words = _words(
            text, "text", "Write a few words first; the reporter reads them as they are."
        )
        return self._say(report_id, version, ReplyKind.ANSWER, ANSWERED, words)

    def restate(self, report_id: ReportId, text: str, *, version: int) -> Changes:
        """Say in one line what IT has understood; the reporter says whether it is right (S18).

        Raises:
            Refusal: there are no words, or more than one line holds.
            Conflict: the problem was changed meanwhile.
        """
        line = clean_line(text, TEXT_LIMIT)
        if not line:
            raise Refusal("Say in one line what you have understood.", field="text")
        if len(line) > LINE_LIMIT:
            raise Refusal(
                f"Say it in one line of at most {LINE_LIMIT} characters; this has {len(line)}.",
                field="text",
            )
        return self._say(report_id, version, ReplyKind.RESTATED, "restated", line)

    def start(self, report_id: ReportId, *, version: int) -> Changes:
        """Say that the desk is at it (or at it again).

        Raises:
            Conflict: the problem was changed meanwhile.
        """
        return self._change(report_id, version, State.DOING)

    def wait(
        self,
        report_id: ReportId,
        on: WaitingOn | None,
        until: date | None,
        *,
        version: int,
        words: str = "",
    ) -> Changes:
        """Let a problem rest: on whom or what, and until when, are both required.

        Words for the reporter that explain it may be added (S21).

        Raises:
            Refusal: one of the two is missing, the day has passed, or the words are too many.
            Conflict: the problem was changed meanwhile.
        """
        if on is None:
            raise Refusal("Say on whom or what it waits.", field="on")
        if until is None or until < self._today():
            raise Refusal("Say until when: today or a later day.", field="until")
        words = _limited(clean_text(words), words, "text")
        return self._change(
            report_id, version, State.WAITING, words=words, waiting=Waiting(on, until)
        )

    def fix(self, report_id: ReportId, reason: str, *, version: int) -> Changes:
        """Close a problem with a reason that its reporter can read.

        Raises:
            Refusal: there is no reason.
            Conflict: the problem was changed meanwhile.
        """
        words = _words(reason, "reason", "Say in a few words what it was; the reporter reads it.")
        return self._change(report_id, version, State.FIXED, words=words)

    def put_off(
        self, report_id: ReportId, reason: str, look_again_on: date | None, *, version: int
    ) -> Changes:
        """Say not now, why, and when it is looked at again.

        Raises:
            Refusal: the reason or the day is missing, or the day has passed.
            Conflict: the problem was changed meanwhile.
        """
        words = _words(reason, "reason", "Say why not now; the reporter reads it.")
        if look_again_on is None or look_again_on <= self._today():
            raise Refusal("Say when to look again: a day after today.", field="look_again_on")
        return self._change(
            report_id, version, State.NOT_NOW, words=words, look_again_on=look_again_on
        )

    def take_back(self, report_id: ReportId, reply: int, before: Standing | None = None) -> Changes:
        """Take a message back that has not left yet, and with it the change that it told.

        Args:
            report_id: the problem.
            reply: the message's key, as `Changes.reply` told it.
            before: where the problem goes back to; None leaves it where it is.

        Raises:
            Conflict: the message has left, or the problem was changed since.
        """
        with self._open_unit(write=True) as unit:
            if before is not None:
                problem = self._expect(unit, report_id, before.left_version)
                was = replace(
                    problem,
                    state=before.state,
                    waiting=before.waiting,
                    look_again_on=before.look_again_on,
                )
                unit.problems.change(was, expected_version=problem.version)
            if not unit.replies.take_back(report_id, reply):
                raise Conflict("These words have left already; write a second answer to mend them.")
            unit.problems.note(report_id, Event(self._now(), self._who, "took_back"))
        return Changes((report_id,))

    def send_held(self) -> None:
        """Let all held words leave now: the desk is closing."""
        with self._open_unit(write=True) as unit:
            unit.replies.hurry()

    def _say(
        self, report_id: ReportId, version: int, kind: ReplyKind, event: str, words: str
    ) -> Changes:
        now = self._now()
        with self._open_unit(write=True) as unit:
            problem = self._expect(unit, report_id, version)
            if problem.state is State.NEW:
                problem = self._move(unit, problem, State.SEEN)
            unit.problems.change(problem, expected_version=problem.version)
            unit.problems.note(report_id, Event(now, self._who, event, words))
            reply = _message(problem, kind, now, words, self._who)
            key = unit.replies.add(report_id, reply, goes_out_at=now + UNDO_LASTS)
        return Changes((report_id,), key)

    def _change(
        self,
        report_id: ReportId,
        version: int,
        state: State,
        *,
        words: str = "",
        waiting: Waiting | None = None,
        look_again_on: date | None = None,
    ) -> Changes:
        now = self._now()
        with self._open_unit(write=True) as unit:
            problem = self._expect(unit, report_id, version)
            moved = self._move(unit, problem, state, words, waiting, look_again_on)
            reply = _message(moved, ReplyKind.STATE, now, words, self._who)
            key = unit.replies.add(report_id, reply, goes_out_at=now + UNDO_LASTS)
        before = Standing(problem.state, problem.waiting, problem.look_again_on, moved.version)
        return Changes((report_id,), key, before)

    def _today(self) -> date:
        # The day that is not over yet anywhere: in the west's evening UTC is a day ahead (B14).
        return (self._now() - _LAST_ZONE).date()

    def _expect(self, unit: Unit, report_id: ReportId, version: int) -> Problem:
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

    def _move(
        self,
        unit: Unit,
        problem: Problem,
        state: State,
        words: str = "",
        waiting: Waiting | None = None,
        look_again_on: date | None = None,
    ) -> Problem:
        if not may_move(problem.state, state):
            raise Refusal(f"{problem.report.number} cannot go there from where it stands now.")
        moved = replace(problem, state=state, waiting=waiting, look_again_on=look_again_on)
        unit.problems.change(moved, expected_version=problem.version)
        unit.problems.note(problem.report.id, Event(self._now(), self._who, state.value, words))
        return replace(moved, version=problem.version + 1)


def _message(problem: Problem, kind: ReplyKind, now: datetime, words: str, who: str) -> Reply:
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


def _words(text: str, field: str, missing: str) -> str:
    words = clean_text(text)
    if not words:
        raise Refusal(missing, field=field)
    return _limited(words, text, field)


def _limited(words: str, text: str, field: str) -> str:
    if len(text) > TEXT_LIMIT:
        raise Refusal(f"That is more than {TEXT_LIMIT} characters; please shorten it.", field=field)
    return words
