"""The bulletin: what the desk tells every form. IT's own words only, never a reporter's."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from libdesk.domain.equipment import Item
from libdesk.domain.hours import FURTHEST, Hours, open_time_between
from libdesk.domain.places import Branch
from libdesk.domain.promises import Target
from libdesk.domain.retention import Keeping

SILENCE_IS_TOLD_AFTER = timedelta(hours=4)
"""When the desk has not collected for so long, forms say so."""

NOTICE_ID_LIMIT = 40
"""Characters of a known problem's id: so many travel with what is said to it."""
_OF_A_PROBLEM = "problem-"
"""Begins the id of a known problem that was told of one problem in the inbox."""

OF_PLANNED_WORK = "planned-"
"""Begins the id of a notice that tells of planned work."""

NOTICE_LIMIT = 2_000
"""Characters of a known problem's words; more would not be read with a patron waiting."""

STEPS_LIMIT = 20
"""Steps of whom to turn to."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The desk's public half: to whom reports are sealed, and whose word a bulletin is.

    Attributes:
        seal_key: 32 bytes, X25519.
        verify_key: 32 bytes, Ed25519.
    """

    seal_key: bytes
    verify_key: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """A known problem in IT's own words.

    Attributes:
        text: the words.
        branch: the branch it is about; "" for all.
        since: from when (aware, UTC).
        id: by which a report names it; "" in bulletins of a desk that gives none.
        category: the tile it belongs to; "" for none.
        until: when it is expected to be over (aware, UTC); None when nobody knows.
        waits_for: who is waited for, such as "the internet provider"; "" for nobody.
        count: how many have said "same here".
        version: counts its changes at the desk; 0 where it is only told.
    """

    text: str
    branch: str
    since: datetime
    id: str = ""
    category: str = ""
    until: datetime | None = None
    waits_for: str = ""
    count: int = 0
    version: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of whom to turn to when no answer comes (S26).

    Attributes:
        who: a name or a role.
        how: a telephone number, an address, a place.
        when: when to take this step, in words.
    """

    who: str
    how: str
    when: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast first answers came in one month at one branch (S22).

    Attributes:
        branch: its code.
        month: the first day of the month.
        count: reports with a first answer; below PACE_NEEDS nothing is told of them.
        median_minutes: the middle one's open minutes to the first answer.
    """

    branch: str
    month: date
    count: int
    median_minutes: int


PACE_NEEDS = 5
"""Fewer reports than these tell nothing but somebody's affair (domain facts, section 6.3)."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A day on which IT comes to a branch."""

    branch: str
    on: date


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Everything a form may know of the desk.

    Attributes:
        published_at: when it was written (aware, UTC).
        collected_at: when the desk last collected (aware, UTC).
        library: the library's name; "" when not set.
        urgent_phone: whom to call when it can't wait; "" when not set.
        branches: the library's branches.
        items: things that a report may name.
        notices: known problems.
        hours: when IT is there; None while no library has said so.
        targets: what the library promises, one for each priority; none while it promises nothing.
        ladder: whom to turn to when no answer comes, in order.
        paces: how fast first answers came, newest month first.
        visits: IT's next visits.
        keeping: how long pictures and names are kept; None while the desk does not say so.
    """

    published_at: datetime
    collected_at: datetime
    library: str = ""
    urgent_phone: str = ""
    branches: tuple[Branch, ...] = ()
    items: tuple[Item, ...] = ()
    notices: tuple[Notice, ...] = ()
    hours: Hours | None = None
    targets: tuple[Target, ...] = ()
    ladder: tuple[Step, ...] = ()
    paces: tuple[Pace, ...] = ()
    visits: tuple[Visit, ...] = ()
    keeping: Keeping | None = None


def silent_since(bulletin: Bulletin, now: datetime) -> datetime | None:
    """Return when the desk last collected, if that is too long ago; None while all is well.

    Only IT's open hours count where the bulletin tells them: nobody collects on a Sunday, and that
    is no silence. A time ahead of `now` is a clock that is off, not silence.
    """
    if bulletin.hours is None:
        silent_for = now - bulletin.collected_at
    else:
        since = max(bulletin.collected_at, now - FURTHEST)
        silent_for = open_time_between(bulletin.hours, since, now)
    return bulletin.collected_at if silent_for > SILENCE_IS_TOLD_AFTER else None


def notice_of(report_id: UUID) -> str:
    """Return the id of the known problem that is told of a problem."""
    return f"{_OF_A_PROBLEM}{report_id.hex}"


def problem_of(notice_id: str) -> UUID | None:
    """Return the problem of which a known problem was told; None where it is told of none."""
    if not notice_id.startswith(_OF_A_PROBLEM):
        return None
    try:
        return UUID(hex=notice_id.removeprefix(_OF_A_PROBLEM))
    except ValueError:
        return None


def tells_planned_work(notice_id: str) -> bool:
    """Say whether a notice tells of planned work, and of no problem."""
    return notice_id.startswith(OF_PLANNED_WORK)


def is_over(notice: Notice, now: datetime) -> bool:
    """Say whether a notice has ended by itself: it tells of planned work, and that is over."""
    return tells_planned_work(notice.id) and notice.until is not None and notice.until <= now
