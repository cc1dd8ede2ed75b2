"""The desk's inbox: what is in it, and what the desk does with a problem."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from libdesk.domain.follow_ups import ANSWERED, NOTED, RANKED, has_news
from libdesk.domain.inbox import Choice, Filter, Line, Order, View
from libdesk.domain.priority import Priority
from libdesk.domain.problems import (
    Event,
    Problem,
    ReplyKind,
    ReportId,
    State,
    Waiting,
    WaitingOn,
    may_move,
)
from libdesk.domain.text import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text
from libdesk.services.changing import (
    UNDO_LASTS,
    Changes,
    Standing,
    end_notices,
    expect,
    limited,
    message,
    put_back,
    standing,
    take_messages_back,
    wanted_words,
)
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, Unit

SEARCH_LIMIT = 50

_WHOLE = Filter()

_LAST_ZONE = timedelta(hours=12)
"""How far the last time zone is behind UTC."""


class Inbox:
    """Reads and changes problems; each change expects the version that was on the screen."""

    def __init__(self, open_unit: OpenUnit, now: Clock, who: str) -> None:
        self._open_unit = open_unit
        self._now = now
        self._who = who

    def sequences(self, view: View, order: Order, filter_: Filter = _WHOLE) -> tuple[int, ...]:
        """Return the ordered keys of a view, or of what a filter leaves of it."""
        with self._open_unit() as unit:
            return unit.inbox.sequences(view, order, filter_)

    def choices(self, view: View) -> tuple[Choice, ...]:
        """Return what a view can be narrowed to."""
        with self._open_unit() as unit:
            return unit.inbox.choices(view)

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
        from libdesk.domain.words import query  # noqa: PLC0415 - after the first lines

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
                _see(unit, problem, self._now(), self._who)
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
        words = wanted_words(
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

    def note(self, report_id: ReportId, text: str, *, version: int) -> Changes:
        """Write something down for the desk alone; no reporter reads it, and it never leaves.

        Raises:
            Refusal: there are no words.
            Conflict: the problem was changed meanwhile.
        """
        words = wanted_words(text, "text", "Write a few words first; only the desk reads them.")
        with self._open_unit(write=True) as unit:
            problem = expect(unit, report_id, version)
            unit.problems.change(problem, expected_version=problem.version)
            unit.problems.note(report_id, Event(self._now(), self._who, NOTED, words))
        return Changes((report_id,))

    def rank(
        self, report_id: ReportId, priority: Priority | None, reason: str, *, version: int
    ) -> Changes:
        """Say that it is more urgent, or less, than the answers said; the reporter reads why.

        Raises:
            Refusal: there is no reason, nothing was chosen, or it is as urgent as that already.
            Conflict: the problem was changed meanwhile.
        """
        if priority is None:
            raise Refusal("Say how soon it is to be.", field="priority")
        words = wanted_words(reason, "reason", "Say why; the reporter reads it.")
        now = self._now()
        with self._open_unit(write=True) as unit:
            problem = expect(unit, report_id, version)
            if problem.priority is priority:
                raise Refusal("It is as urgent as that already.", field="priority")
            ranked = replace(problem, priority=priority)
            unit.problems.change(ranked, expected_version=problem.version)
            told = Event(now, self._who, RANKED, priority.name.lower())
            unit.problems.note(report_id, told)
            unit.problems.note(report_id, Event(now, self._who, ANSWERED, words))
            reply = replace(
                message(ranked, ReplyKind.ANSWER, now, words, self._who), priority=priority
            )
            key = unit.replies.add(report_id, reply, goes_out_at=now + UNDO_LASTS)
        return Changes((report_id,), key, before=standing(problem, problem.version + 1))

    def start(self, report_id: ReportId, *, version: int) -> Changes:
        """Say that the desk is at it (or at it again).

        Raises:
            Conflict: the problem was changed meanwhile.
        """
        return self._change(report_id, version, _into(State.DOING, self._now()))

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
        if until is None or until < _today(self._now()):
            raise Refusal("Say until when: today or a later day.", field="until")
        words = limited(clean_text(words), words, "text")
        rests, waiting = _into(State.WAITING, self._now()), Waiting(on, until)
        return self._change(
            report_id, version, lambda problem: replace(rests(problem), waiting=waiting), words
        )

    def fix(
        self, report_id: ReportId, reason: str, *, version: int, minutes: int | None = None
    ) -> Changes:
        """Close a problem with a reason that its reporter can read.

        Args:
            report_id: the problem.
            reason: what it was, in words for the reporter.
            version: what was on the screen.
            minutes: how long it took; None where nobody says so. What was said before is added.

        Raises:
            Refusal: there is no reason.
            Conflict: the problem was changed meanwhile.
        """
        words = wanted_words(
            reason, "reason", "Say in a few words what it was; the reporter reads it."
        )
        fixed = _into(State.FIXED, self._now())

        def close(problem: Problem) -> Problem:
            spent = problem.spent_minutes
            if minutes is not None:
                spent = (spent or 0) + minutes
            return replace(fixed(problem), spent_minutes=spent)

        return self._change(report_id, version, close, words)

    def put_off(
        self, report_id: ReportId, reason: str, look_again_on: date | None, *, version: int
    ) -> Changes:
        """Say not now, why, and when it is looked at again.

        Raises:
            Refusal: the reason or the day is missing, or the day has passed.
            Conflict: the problem was changed meanwhile.
        """
        words = wanted_words(reason, "reason", "Say why not now; the reporter reads it.")
        if look_again_on is None or look_again_on <= _today(self._now()):
            raise Refusal("Say when to look again: a day after today.", field="look_again_on")
        rests = _into(State.NOT_NOW, self._now())
        return self._change(
            report_id,
            version,
            lambda problem: replace(rests(problem), look_again_on=look_again_on),
            words,
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
                put_back(unit, report_id, before)
            take_messages_back(unit, {report_id: reply})
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
            problem = expect(unit, report_id, version)
            if problem.state is State.NEW:
                problem = _see(unit, problem, self._now(), self._who)
            unit.problems.change(problem, expected_version=problem.version)
            unit.problems.note(report_id, Event(now, self._who, event, words))
            reply = message(problem, kind, now, words, self._who)
            key = unit.replies.add(report_id, reply, goes_out_at=now + UNDO_LASTS)
        return Changes((report_id,), key)

    def _change(
        self, report_id: ReportId, version: int, to: Callable[[Problem], Problem], words: str = ""
    ) -> Changes:
        now = self._now()
        with self._open_unit(write=True) as unit:
            problem = expect(unit, report_id, version)
            after = to(problem)
            told = Event(now, self._who, after.state.value, words)
            moved = _move(unit, problem, after, told)
            reply = message(moved, ReplyKind.STATE, now, words, self._who)
            key = unit.replies.add(report_id, reply, goes_out_at=now + UNDO_LASTS)
            # What is fixed is no known problem any more.
            ended = end_notices(unit, report_id, now) if moved.state is State.FIXED else ()
        before = standing(problem, moved.version, ended)
        return Changes((report_id,), key, before=before)


def _today(now: datetime) -> date:
    # The day that is not over yet anywhere: in the west's evening UTC is a day ahead (B14).
    return (now - _LAST_ZONE).date()


def _into(state: State, now: datetime) -> Callable[[Problem], Problem]:
    """Return what lets a problem go into a state, with nothing of the one before."""
    closed_at = None if state.is_open else now

    def into(problem: Problem) -> Problem:
        return replace(problem, state=state, waiting=None, look_again_on=None, closed_at=closed_at)

    return into


def _move(unit: Unit, problem: Problem, moved: Problem, event: Event) -> Problem:
    if not may_move(problem.state, moved.state):
        raise Refusal(f"{problem.report.number} cannot go there from where it stands now.")
    unit.problems.change(moved, expected_version=problem.version)
    unit.problems.note(problem.report.id, event)
    return replace(moved, version=problem.version + 1)


def _see(unit: Unit, problem: Problem, now: datetime, who: str) -> Problem:
    seen = _into(State.SEEN, now)(problem)
    return _move(unit, problem, seen, Event(now, who, State.SEEN.value))
