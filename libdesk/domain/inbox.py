"""The inbox as a list: which problems it shows, in which order, and what a line holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from libdesk.domain.priority import Priority
from libdesk.domain.problems import ReportId, State, WaitingOn


class View(StrEnum):
    """Which problems are shown."""

    NEEDS_ME = "needs_me"
    WAITING = "waiting"
    DONE = "done"
    ALL = "all"


class Column(StrEnum):
    """What the list can be ordered by."""

    URGENCY = "urgency"
    ARRIVED = "arrived"
    TITLE = "title"
    BRANCH = "branch"
    STATE = "state"


STATES: dict[View, tuple[State, ...]] = {
    View.NEEDS_ME: (State.NEW, State.SEEN, State.DOING),
    View.WAITING: (State.WAITING,),
    View.DONE: (State.FIXED, State.NOT_NOW),
    View.ALL: tuple(State),
}


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is ordered; ties are broken by arrival, newest first."""

    by: Column = Column.URGENCY
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the inbox.

    Beside what is told there of a problem:

    Attributes:
        is_answered: the desk has answered, and the reporter has added nothing since.
        has_news: the reporter has added something that nobody at the desk has looked at.
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
