"""What becomes of each card of the sample library: its report, what the desk did, what it said.

The events and messages are those that intake and the inbox would have stored at those moments.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from math import log
from random import Random
from typing import Any

from libdesk.domain.equipment import Item
from libdesk.domain.follow_ups import ANSWERED, NOTED
from libdesk.domain.guidance import Guidance
from libdesk.domain.priority import REPEATS, Priority, rank
from libdesk.domain.problems import (
    Event,
    FollowUpKind,
    Problem,
    Reply,
    ReplyKind,
    Report,
    State,
    Waiting,
    WaitingOn,
    fixed_by_a_look,
)
from libdesk.services.changing import IN_PERSON
from libdesk.services.follow_ups import REPEAT_WINDOW
from libdesk.services.sample_desk import Setting
from libdesk.services.sample_plan import REPORTS
from libdesk.services.sample_reporters import Reporters
from libdesk.services.sample_scenes import Card
from libdesk.services.sample_shares import Tally

WHO = "IT"

OPEN_DAY = timedelta(hours=8.5)
"""The desk's open time of one day."""

FIRST_ANSWER = timedelta(hours=1.4)
"""The middle first answer, in open time (domain facts, section 9)."""

FIXED_AFTER = {
    Priority.NOW: timedelta(hours=5),
    Priority.TODAY: 1.4 * OPEN_DAY,
    Priority.THIS_WEEK: 3.2 * OPEN_DAY,
    Priority.WHEN_WE_CAN: 9 * OPEN_DAY,
}
"""The middle time until it was fixed, in open time."""

_LONGEST = 42 * OPEN_DAY
"""Sixty days by the calendar."""

_HASTE = {
    Priority.NOW: 0.4,
    Priority.TODAY: 0.75,
    Priority.THIS_WEEK: 1.0,
    Priority.WHEN_WE_CAN: 1.35,
}
"""Of the middle first answer; what can't wait is answered first."""

_ANSWER_SPREAD, _FIX_SPREAD = 0.9, 0.8
_DONE_BEFORE = timedelta(minutes=20)
"""Nothing that is done was done later than so long before now."""

_UNVISITED = timedelta(days=42)

_WALK_INS, _NOTED = 0.08, 0.12
_STARTED, _RESTED, _TIMED, _REOPENED, _LOOKED = 0.5, 0.12, 0.62, 0.06, 0.5
_DENSE = 2_000
"""A library with more reports in its year is there to be measured: to save time and room, nobody
is told that a report has arrived, and what happens again is said in person."""
_SPENT = (*(5,) * 7, *(15,) * 8, *(60,) * 4, 180)
"""Minutes as they are tapped, each as often as it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem with its past.

    Attributes:
        card: whose it is.
        problem: how it stands, with its history.
        replies: the messages that have left, each with its number.
        added: what its reporter added later; None for nothing.
    """

    card: Card
    problem: Problem
    replies: tuple[Reply, ...]
    added: "Told | None" = None


@dataclass(slots=True)
class _Life:
    """A problem while its past is told; the fields mean what they mean in Problem."""

    card: Card
    report: Report
    priority: Priority
    received_at: datetime
    state: State = State.NEW
    waiting: Waiting | None = None
    look_again_on: date | None = None
    closed_at: datetime | None = None
    spent_minutes: int | None = None
    events: list[Event] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    added: Told | None = None

    def note(self, at: datetime, kind: str, words: str = "", by: str = WHO) -> None:
        """Write a line of the history."""
        self.events.append(Event(at, by, kind, words))

    def say(self, at: datetime, kind: ReplyKind, words: str = "", by: str = WHO) -> None:
        """Tell the reporter how it stands."""
        until = self.waiting.until if self.waiting else self.look_again_on
        on = self.waiting.on if self.waiting else None
        number = len(self.replies) + 1
        self.replies.append(Reply(number, kind, at, words, by, self.state, until, on))

    def see(self, at: datetime) -> None:
        """Let the desk look at it."""
        self.state = State.SEEN
        self.note(at, State.SEEN.value)

    def answer(self, at: datetime, words: str) -> None:
        """Let the desk answer."""
        self.note(at, ANSWERED, words)
        self.say(at, ReplyKind.ANSWER, words)

    def move(self, at: datetime, state: State, words: str = "", by: str = WHO) -> None:
        """Let it go into a state."""
        self.state = state
        self.waiting = self.look_again_on = None
        self.closed_at = None if state.is_open else at
        self.note(at, state.value, words, by)
        self.say(at, ReplyKind.STATE, words, by)

    def rest(self, at: datetime, waiting: Waiting, words: str) -> None:
        """Let it wait."""
        self.state, self.waiting = State.WAITING, waiting
        self.note(at, State.WAITING.value, words)
        self.say(at, ReplyKind.STATE, words)

    def told(self) -> Told:
        """Return it as it stands now."""
        problem = Problem(
            sequence=0,
            report=self.report,
            state=self.state,
            priority=self.priority,
            received_at=self.received_at,
            waiting=self.waiting,
            look_again_on=self.look_again_on,
            closed_at=self.closed_at,
            spent_minutes=self.spent_minutes,
            version=len(self.events),
            history=tuple(self.events),
        )
        return Told(self.card, problem, tuple(self.replies), self.added)


class Lives:
    """Tells what becomes of cards, in the order of time.

    Args:
        words: the contents of resources/sample/, by the names of the files.
        guidance: the tiles.
        setting: the library's year.
        items: the library's things.
        dice: chance.
        count: reports in the whole sample.
    """

    def __init__(
        self,
        words: Mapping[str, Any],
        guidance: Guidance,
        setting: Setting,
        items: Sequence[Item],
        dice: Random,
        count: int,
    ) -> None:
        self._reporters = Reporters(words, guidance, setting, items, dice)
        self._words = words["replies"]
        self._setting = setting
        self._dice = dice
        self._tally = Tally(dice)
        self._limit = setting.now - _DONE_BEFORE
        self._received_at = setting.now - timedelta(days=999)
        # A library with more reports in its year stands for so many libraries.
        self._alike = _Alike(REPEAT_WINDOW * min(1.0, REPORTS / max(count, 1)))
        self._dense = count > _DENSE
        self._neglected = words["library"]["branches"][-1]["code"]

    def tell(self, card: Card) -> Told:
        """Return what has become of a card by now."""
        report = self._reporters.report(card)
        seconds = timedelta(seconds=self._dice.randrange(5, 90))
        received_at = min(card.at + seconds, self._setting.now)
        self._received_at = max(received_at, self._received_at)
        alike = self._alike.count(report, self._received_at)
        priority = rank(replace(report.effect, recent_alike=alike), report.filed_at)
        life = _Life(card, report, priority, self._received_at)
        life.note(self._received_at, "received", by="")
        if report.notice:
            # As intake takes it in: nothing in it must still be looked at.
            life.state = State.SEEN
        if fixed_by_a_look(report):
            life.state, life.closed_at = State.FIXED, self._received_at
            life.note(self._received_at, State.FIXED.value, by="")
        if not self._dense:
            life.say(self._received_at, ReplyKind.RECEIVED, by="")
        self._tally.owe("reopened", _REOPENED if card.group != "NIGGLE" else 0.0)
        if life.state is State.NEW:
            self._live(life)
        return life.told()

    def _live(self, life: _Life) -> None:
        card = life.card
        if card.role == "closed" and card.group == "NIGGLE":
            self._visit(life)
        elif card.role == "closed":
            self._close(life)
        elif card.role in ("waiting", "supplier", "reporter"):
            self._wait(life)
        elif card.role == "not_now":
            self._put_off(life)
        elif card.role == "doing" or (card.role == "open" and self._tally.says("doing", 0.3)):
            self._start(life)
        elif card.role == "open" and self._tally.says("seen", 0.3):
            life.see(self._after(life, 0.5 * FIRST_ANSWER))

    def _visit(self, life: _Life) -> None:
        """Let a little thing wait for IT's visit."""
        unvisited = life.card.branch == self._neglected
        fresh = self._setting.now - life.received_at < _UNVISITED
        at = self._after(life, OPEN_DAY * self._dice.uniform(1, 11))
        if (unvisited and fresh) or at >= self._limit:
            if self._tally.says("looked", _LOOKED):
                life.see(self._after(life, self._drawn(FIRST_ANSWER, _ANSWER_SPREAD)))
            return
        self._answer(life, min(self._after(life, self._answer_time(life)), at))
        self._fix(life, at)

    def _close(self, life: _Life) -> None:
        story = life.card.story
        answering = self._answer_time(life)
        fixing = self._drawn(FIXED_AFTER[life.priority], _FIX_SPREAD)
        if "effect" in story:
            # A scene goes on, and so must this; what stands alone there is answered at once.
            fixing = answering if "days_ago" in story else min(fixing, answering + 3 * OPEN_DAY)
        fixed_at = self._after(life, fixing)
        answered_at = min(self._after(life, answering), fixed_at)
        if self._tally.says("walk_in", _WALK_INS) and self._is_open(life.received_at):
            life.note(life.received_at, IN_PERSON)
        if answering < fixing:
            self._answer(life, answered_at)
            if self._tally.says("started", _STARTED):
                life.move(self._between(answered_at, fixed_at), State.DOING)
            elif fixing > 2 * OPEN_DAY and self._tally.says("rested", 2.4 * _RESTED):
                self._rest_for_a_while(life, self._between(answered_at, fixed_at), fixed_at)
        else:
            life.see(self._between(life.received_at, fixed_at))
        self._write_down(life, fixed_at)
        self._fix(life, fixed_at)
        if fixed_at < self._setting.now - timedelta(days=12) and self._tally.says("reopened"):
            self._reopen(life, fixed_at)

    def _wait(self, life: _Life) -> None:
        story = life.card.story
        on = WaitingOn(story.get("on", life.card.role))
        answered_at = self._after(life, self._answer_time(life))
        self._answer(life, answered_at)
        ahead = timedelta(days=story.get("until_in", self._dice.randrange(1, 9)))
        waiting = Waiting(on, self._today() + ahead)
        words = story.get("words") or self._dice.choice(self._words["waits"][on.value])
        life.rest(self._setting.desk.after(answered_at, timedelta(minutes=40)), waiting, words)

    def _put_off(self, life: _Life) -> None:
        at = self._after(life, self._answer_time(life))
        life.see(self._between(life.received_at, at))
        story = life.card.story
        life.look_again_on = self._today() + timedelta(days=story["look_again_in"])
        again = life.look_again_on
        life.move(at, State.NOT_NOW, story["words"])
        life.look_again_on = again
        life.replies[-1] = replace(life.replies[-1], until=again)

    def _start(self, life: _Life) -> None:
        at = self._after(life, self._answer_time(life))
        self._answer(life, at)
        life.move(self._setting.desk.after(at, timedelta(minutes=15)), State.DOING)

    def _answer(self, life: _Life, at: datetime) -> None:
        card = life.card
        pools = self._words["first"]
        pool = pools.get(card.group) or pools[life.priority.name]
        life.see(self._between(life.received_at, at))
        life.answer(at, card.story.get("answer") or self._dice.choice(pool))

    def _rest_for_a_while(self, life: _Life, since: datetime, until: datetime) -> None:
        on = WaitingOn(self._dice.choice(("supplier", "part", "part", "visit")))
        words = self._dice.choice(self._words["waits"][on.value])
        day = until.astimezone(self._setting.zone).date()
        life.rest(since, Waiting(on, day), words)

    def _write_down(self, life: _Life, fixed_at: datetime) -> None:
        note = life.card.story.get("note")
        if note is None and self._tally.says("noted", _NOTED):
            note = self._dice.choice(self._words["notes"])
        if note:
            life.note(self._between(life.events[-1].at, fixed_at), NOTED, note)

    def _fix(self, life: _Life, at: datetime) -> None:
        if self._tally.says("timed", _TIMED):
            life.spent_minutes = self._dice.choice(_SPENT)
        life.move(at, State.FIXED, life.card.story["fixed"])

    def _reopen(self, life: _Life, fixed_at: datetime) -> None:
        """Let it happen again a few days later, and be fixed for good."""
        days = timedelta(hours=self._dice.uniform(20, 110))
        filed_at = self._setting.branches[life.card.branch].open_after(fixed_at + days)
        again_at = filed_at + timedelta(seconds=self._dice.randrange(5, 90))
        words = self._dice.choice(self._words["again"])
        desk = self._setting.desk
        answered_at = desk.after(again_at, self._drawn(FIRST_ANSWER, _ANSWER_SPREAD))
        if self._dense:
            life.move(answered_at, State.DOING)
        else:
            life.added = self._follow_up(life, words, filed_at, again_at)
            life.note(again_at, FollowUpKind.HURTS.value, words, life.report.contact)
            life.move(again_at, State.NEW, by="")
            life.see(self._between(again_at, answered_at))
        life.answer(answered_at, self._dice.choice(self._words["seen_again"]))
        at = desk.after(answered_at, self._drawn(0.5 * OPEN_DAY, 0.4))
        life.move(at, State.FIXED, self._dice.choice(self._words["really"]))

    def _follow_up(self, life: _Life, words: str, filed_at: datetime, at: datetime) -> Told:
        report = self._reporters.follow_up(life.report, words, filed_at)
        added = _Life(life.card, report, rank(report.effect, at), at)
        added.note(at, "received", by="")
        added.say(at, ReplyKind.RECEIVED, by="")
        return added.told()

    def _answer_time(self, life: _Life) -> timedelta:
        if "answered_in" in life.card.story:
            return timedelta(minutes=life.card.story["answered_in"])
        return self._drawn(FIRST_ANSWER * _HASTE[life.priority], _ANSWER_SPREAD)

    def _drawn(self, middle: timedelta, spread: float) -> timedelta:
        seconds = self._dice.lognormvariate(log(middle.total_seconds()), spread)
        return min(timedelta(seconds=int(seconds)), _LONGEST)

    def _after(self, life: _Life, lasting: timedelta) -> datetime:
        """Return when so much open time has passed; what would be later than now was quicker."""
        desk = self._setting.desk
        room = desk.place(self._limit) - desk.place(life.received_at)
        if lasting > room:
            lasting = room * self._dice.uniform(0.5, 0.95)
        return desk.after(life.received_at, lasting)

    def _between(self, since: datetime, until: datetime) -> datetime:
        desk = self._setting.desk
        first, last = desk.place(since), desk.place(until)
        at = desk.moment(first + (last - first) * self._dice.uniform(0.2, 0.9))
        return min(max(at, since), until)

    def _is_open(self, at: datetime) -> bool:
        return self._setting.desk.open_after(at) == at

    def _today(self) -> date:
        return self._setting.now.astimezone(self._setting.zone).date()


class _Alike:
    """Counts reports of the same thing within a while, as intake does."""

    def __init__(self, window: timedelta) -> None:
        self._window = window
        self._seen: dict[tuple[str, str, str], deque[datetime]] = {}

    def count(self, report: Report, at: datetime) -> int:
        """Return how many there are, this one counted."""
        key = (report.branch, report.category, report.item)
        seen = self._seen.setdefault(key, deque(maxlen=REPEATS))
        seen.append(at)
        while at - seen[0] > self._window:
            seen.popleft()
        return len(seen)
