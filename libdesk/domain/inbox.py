"""The inbox as a list: which problems it shows, in which order, and what a line holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from libdesk.domain.priority import Priority, waits_for_visit
from libdesk.domain.problems import ReportId, State, WaitingOn


class View(StrEnum):
    """Which problems are shown."""

    NEEDS_ME = "needs_me"
    WAITING = "waiting"
    NIGGLES = "niggles"
    DONE = "done"
    ALL = "all"


class Column(StrEnum):
    """What the list can be ordered by."""

    URGENCY = "urgency"
    ARRIVED = "arrived"
    TITLE = "title"
    BRANCH = "branch"
    STATE = "state"
    ABOUT = "about"
    ITEM = "item"
    NUMBER = "number"
    UNTIL = "until"
    NEWS = "news"


class Facet(StrEnum):
    """What the list can be narrowed by; each value is text."""

    BRANCH = "branch"
    ABOUT = "about"
    URGENCY = "urgency"
    STATE = "state"
    WAITING_ON = "waiting_on"
    ITEM = "item"
    CONTACT = "contact"


_VIEWS = {
    State.NEW: View.NEEDS_ME,
    State.SEEN: View.NEEDS_ME,
    State.DOING: View.NEEDS_ME,
    State.WAITING: View.WAITING,
    State.FIXED: View.DONE,
    State.NOT_NOW: View.DONE,
}


def view_of(state: State, priority: Priority, *, niggle: bool) -> View:
    """Return the one view, beside "all", that shows a problem.

    A niggle that waits for the next visit anyway stands apart from what needs somebody now (S13).
    """
    view = _VIEWS[state]
    if view is View.NEEDS_ME and waits_for_visit(priority, niggle=niggle):
        return View.NIGGLES
    return view


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is ordered; ties are broken by arrival, newest first."""

    by: Column = Column.URGENCY
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to: of each facet that is chosen, one of the chosen values.

    Attributes:
        chosen: pairs of a facet and a value.
        came_from: received at this moment or later (aware, UTC); None for whenever.
        came_before: received before this moment (aware, UTC); None for whenever.
    """

    chosen: frozenset[tuple[Facet, str]] = frozenset()
    came_from: datetime | None = None
    came_before: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is left out."""
        return not self.chosen and self.came_from is None and self.came_before is None

    def values(self, facet: Facet) -> tuple[str, ...]:
        """Return the chosen values of a facet, in a lasting order; () for any."""
        return tuple(sorted(value for one, value in self.chosen if one is facet))


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the list can be narrowed to, and how many problems of the view have it."""

    facet: Facet
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the inbox.

    Beside what is told there of a problem:

    Attributes:
        is_answered: the desk has answered, and the reporter has added nothing since.
        has_news: the reporter has added something that nobody at the desk has looked at.
        joined: how many other reports are read with it.
    """

    sequence: int
    id: ReportId
    number: str
    title: str
    branch: str
    category: str
    item: str
    state: State
    priority: Priority
    filed_at: datetime
    received_at: datetime
    waiting_on: WaitingOn | None = None
    waiting_until: date | None = None
    is_answered: bool = False
    has_news: bool = False
    joined: int = 0
