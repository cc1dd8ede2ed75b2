"""The inbox in words: a line's facts and standing, what a screen reader says, past events."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from libdesk.domain.inbox import Column as OrderColumn
from libdesk.domain.inbox import Line, Order, View
from libdesk.domain.problems import Problem, State, WaitingOn
from libdesk.services.places import Overview
from libdesk.ui.lists import Column
from libdesk.ui.strings import day_words, priority_words, state_words, time_words

DOT = " \N{MIDDLE DOT} "
_AN_HOUR_MIN = 60


def _tr(words: str) -> str:
    return QCoreApplication.translate("inbox", words)


def waiting_on_words(on: WaitingOn) -> str:
    """Return on whom or what a problem waits, as the desk says it."""
    return {
        WaitingOn.REPORTER: _tr("the reporter"),
        WaitingOn.SUPPLIER: _tr("a supplier"),
        WaitingOn.PART: _tr("a part"),
        WaitingOn.VISIT: _tr("the next visit"),
        WaitingOn.OTHER_IT: _tr("other IT"),
    }[on]


def view_words(view: View) -> str:
    """Return a view's name."""
    return {
        View.NEEDS_ME: _tr("Needs me"),
        View.WAITING: _tr("Waiting"),
        View.NIGGLES: _tr("Niggles"),
        View.DONE: _tr("Done"),
        View.ALL: _tr("All"),
    }[view]


def orders() -> tuple[tuple[str, Order], ...]:
    """Return the orders on offer, each with its words."""
    return (
        (_tr("Most urgent first"), Order(OrderColumn.URGENCY)),
        (_tr("Newest first"), Order(OrderColumn.ARRIVED, descending=True)),
        (_tr("Oldest first"), Order(OrderColumn.ARRIVED)),
        (_tr("By branch"), Order(OrderColumn.BRANCH)),
        (_tr("By title"), Order(OrderColumn.TITLE)),
        (_tr("By tile"), Order(OrderColumn.ABOUT)),
        (_tr("By item"), Order(OrderColumn.ITEM)),
        (_tr("By number"), Order(OrderColumn.NUMBER)),
        (_tr("By state"), Order(OrderColumn.STATE)),
        (_tr("By the day it waits for"), Order(OrderColumn.UNTIL)),
        (_tr("News from reporters first"), Order(OrderColumn.NEWS)),
    )


@dataclass(frozen=True, slots=True)
class LineWords:
    """Words for lines of the list.

    Attributes:
        overview: the branches' names.
        now: tells the time (aware, UTC).
    """

    overview: Overview
    now: Callable[[], datetime]

    def facts(self, line: Line) -> str:
        """Return the small print under a title."""
        joined = _tr("{count} more joined").format(count=line.joined) if line.joined else ""
        parts = (self.overview.branch_name(line.branch), line.number, line.item, joined)
        return DOT.join(part for part in parts if part)

    def standing(self, line: Line) -> str:
        """Return where the problem stands."""
        if line.state is State.WAITING and line.waiting_on is not None:
            return _tr("Waiting for {whom}").format(whom=waiting_on_words(line.waiting_on))
        return standing_words(line.state, is_answered=line.is_answered)

    def news(self, line: Line) -> str:
        """Return that the reporter has added something nobody has looked at; "" where not."""
        return _tr("New from the reporter") if line.has_news else ""

    def when(self, line: Line) -> str:
        """Return until when it waits, or when it came."""
        if line.state is State.WAITING and line.waiting_until is not None:
            today = self.now().astimezone().date()
            day = day_words(line.waiting_until, today)
            return (
                _tr("since {day}: look again") if line.waiting_until < today else _tr("until {day}")
            ).format(day=day)
        return ago_words(line.received_at, self.now())

    def spoken(self, line: Line) -> str:
        """Return the whole line as a screen reader says it."""
        parts = (
            priority_words(line.priority),
            line.title,
            self.news(line),
            self.overview.branch_name(line.branch),
            self.standing(line),
            self.when(line),
            line.number,
            line.item,
            _tr("{count} more joined").format(count=line.joined) if line.joined else "",
        )
        return ", ".join(part for part in parts if part)

    def columns(self) -> tuple[Column[Line], ...]:
        """Return the list's columns; the first carries the whole line for a screen reader."""
        return (
            Column("title", _tr("Problem"), lambda line: line.title, self.spoken),
            Column("urgency", _tr("How soon"), lambda line: priority_words(line.priority)),
            Column("branch", _tr("Branch"), lambda line: self.overview.branch_name(line.branch)),
            Column("number", _tr("Number"), lambda line: line.number),
            Column("item", _tr("Item"), lambda line: line.item),
            Column("state", _tr("State"), self.standing),
            Column("news", _tr("News"), self.news),
            Column("arrived", _tr("Came"), lambda line: time_words(line.received_at, self.now())),
        )


def standing_words(state: State, *, is_answered: bool) -> str:
    """Return where a problem stands; one that was read and answered is no longer just seen."""
    return _tr("Answered") if state is State.SEEN and is_answered else state_words(state)


def ago_words(at: datetime, now: datetime) -> str:
    """Return a moment as short as it can be said: a distance, a time of day, or a day."""
    minutes = int((now - at).total_seconds() // 60)
    if 0 <= minutes < 1:
        return _tr("just now")
    if 1 <= minutes < _AN_HOUR_MIN:
        return _tr("{minutes} min ago").format(minutes=minutes)
    here, today = at.astimezone().date(), now.astimezone().date()
    return time_words(at, now) if abs((today - here).days) <= 1 else day_words(here, today)


def rest_words(problem: Problem, today: date) -> str:
    """Return why and until when a problem rests; "" when it does not."""
    if problem.state is State.WAITING and problem.waiting is not None:
        return _tr("Waiting for {whom} until {day}.").format(
            whom=waiting_on_words(problem.waiting.on), day=day_words(problem.waiting.until, today)
        )
    if problem.state is State.NOT_NOW and problem.look_again_on is not None:
        return _tr("Not now. Look again {day}.").format(day=day_words(problem.look_again_on, today))
    return ""


def clock_words(problem: Problem) -> str:
    """Return a note about the sender's clock; "" when it was right (B13)."""
    if not problem.clock_is_off:
        return ""
    return _tr(
        "That computer’s clock was off by more than a day: it said {said}. The order of arrival "
        "counts here."
    ).format(said=time_words(problem.report.filed_at, problem.received_at))
