"""Today: what the desk should do next, as one ordered list in which each line has its reason.

The values are here, with the order of weights and how lines, marks and the empty list come about.
Which reasons a problem has is worked out in `today_problems.py`, all others in `today_rest.py`.
Nothing here is worded and nothing reads a clock: `now` is aware and in the desk's own time zone.

The order: a line stands where its strongest reason stands in `Why`; of one reason the more urgent
problem comes first, then what is due sooner, then what arrived earlier. Nothing appears twice: a
problem, or a branch, is one line, and its other reasons are told behind the strongest.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from libdesk.domain.bulletin import Notice, Visit
from libdesk.domain.count_facts import CountFacts
from libdesk.domain.hours import Hours
from libdesk.domain.inbox import Line
from libdesk.domain.loan_facts import LoanFacts
from libdesk.domain.offer_facts import OfferFacts
from libdesk.domain.planned_changes import Planned
from libdesk.domain.priority import Priority
from libdesk.domain.problems import WaitingOn
from libdesk.domain.promises import Target
from libdesk.domain.today_machines import SettingUpFacts

LINES_LIMIT = 150
"""Nobody plans a day with more; what is left out stands in the inbox, and the list says so."""

_LATEST = datetime.max.replace(tzinfo=UTC)


class Section(StrEnum):
    """The parts of the list, in order."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"


class Why(StrEnum):
    """Why a line is there; the heaviest reason first."""

    NOW_UNANSWERED = "now_unanswered"
    """A *Now* report that nobody has answered."""
    PROMISE_BROKEN = "promise_broken"
    """The first answer was promised by `at`, which is over."""
    PROMISE_SOON = "promise_soon"
    """The first answer is promised by `at`: within IT's next open hour."""
    LEAVES_SOON = "leaves_soon"
    """Who can be asked is there until `at`, within the hour."""
    DEADLINE_SOON = "deadline_soon"
    """It must work by `at`, within four open hours."""
    NOW_OPEN = "now_open"
    """A *Now* report that was answered and is not fixed."""

    SPOKE = "spoke"
    """The reporter has said something nobody at the desk has looked at."""
    PROMISE_TODAY = "promise_today"
    """The first answer is promised by `at`, later today."""
    LEAVES_TODAY = "leaves_today"
    """Who can be asked is there until `at`, today."""
    DEADLINE_OVER = "deadline_over"
    """It had to work by `at`, and is not fixed."""
    MEANT_FOR_TODAY = "meant_for_today"
    """A *Today* report without an answer, where no time was promised."""
    QUARANTINE = "quarantine"
    """`count` reports could not be read."""
    BACKUP_FAILED = "backup_failed"
    """No copy could be made at `at`; `words` tells why."""
    AWAY = "away"
    """A place that reports come from can't be reached since `at`; `words` tells which."""
    VISIT_TODAY = "visit_today"
    """A visit today (`on`) to a branch with `count` problems and `more` niggles."""
    WAIT_OVER = "wait_over"
    """It waited for `whom` until `on`."""
    LOOK_AGAIN = "look_again"
    """It was put off until `on`."""
    FIX_OVER = "fix_over"
    """A fix was aimed at until `at`; time that it waited does not count."""
    NOTICE_OVER = "notice_over"
    """The end of a known problem (`words`) was expected at `at`, and forms still tell it."""
    CHANGE_OVERDUE = "change_overdue"
    """Planned work (`words`) was for `on`, and nobody has said that it is done."""
    CHANGE_UNTOLD = "change_untold"
    """Planned work (`words`) is for `on`, and staff have not been told."""
    LOAN_OVERDUE = "loan_overdue"
    """What is lent (to `words`) was due back `on`, `count` days ago."""
    LOAN_PICKUP = "loan_pickup"
    """What is booked (for `words`) is to be handed out `on`: today or tomorrow, or was before."""
    LOAN_DUE = "loan_due"
    """What is lent (to `words`) is due back today (`on`)."""
    OFFER_UNANSWERED = "offer_unanswered"
    """What somebody offered `on`, `count` days ago, has had no answer."""
    RETURN_OVER = "return_over"
    """`count` things of an offer that are not taken lay there for their donor until `on`."""
    COUNT_OVER = "count_over"
    """The days of a count (`words`) ended `on`, and nobody has finished it."""
    COUNT_LAST = "count_last"
    """The last day of a count (`words`) is today (`on`); `count` things were scanned so far."""
    STARTED = "started"
    """The desk is on it, since `at`."""

    UNTOUCHED = "untouched"
    """`count` more reports have come in that nobody has looked at."""

    DEADLINE_NEAR = "deadline_near"
    """It must work by `at`, within two open days."""
    VISIT_NEXT = "visit_next"
    """The same as VISIT_TODAY on IT's next open day (`on`)."""
    CHANGE_CLASH = "change_clash"
    """`count` systems can't work with planned work (`words`) for `on`."""
    NIGGLES = "niggles"
    """`count` niggles at a branch, and no visit since `on`; None where none is known."""
    REGISTERED = "registered"
    """`count` computers have registered themselves and wait for a decision."""
    COUNT_ENDS = "count_ends"
    """A count (`words`) goes on until `on`; `count` things were scanned so far."""
    COUNT_WAITS = "count_waits"
    """`count` differences of a count (`words`) wait for a decision."""
    CLOSETS_DUE = "closets_due"
    """`count` closets (`words`) at a branch were last looked over `on`; None for never."""
    RETURN_SOON = "return_soon"
    """`count` things of an offer that are not taken lie there for their donor until `on`."""
    POLICY_REVIEW = "policy_review"
    """The policy on donations was to be looked at again `on`."""
    SETTING_UP = "setting_up"
    """`count` machines, the first of them `words`, are being set up, since `on` at the longest;
    `more` lines of that one are open."""
    SECOND_PLACE_OLD = "second_place_old"
    """The copy in the second place is of `at`; None for never."""
    SECOND_PLACE_NONE = "second_place_none"
    """Copies stand in one place only."""
    SET_UP = "set_up"
    """`count` things that every form tells have not been settled; `words` names them."""


_ORDER = {why: place for place, why in enumerate(Why)}
_TODAY_FROM, _SOON_FROM = _ORDER[Why.SPOKE], _ORDER[Why.DEADLINE_NEAR]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, for the ui to word.

    Attributes:
        why: which.
        fact: what it hangs on, as short text: with another fact it is news, whatever was marked.
        at: a moment (aware).
        on: a day.
        count: how many.
        more: how many of the other kind.
        whom: on whom or what it waited.
        words: a name or a sentence that belongs to it; plain text.
    """

    why: Why
    fact: str
    at: datetime | None = None
    on: date | None = None
    count: int = 0
    more: int = 0
    whom: WaitingOn | None = None
    words: str = ""

    @property
    def section(self) -> Section:
        """The part of the list in which it stands."""
        place = _ORDER[self.why]
        if place < _TODAY_FROM:
            return Section.NOW
        return Section.TODAY if place < _SOON_FROM else Section.SOON


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line.

    Attributes:
        key: what it is about: "problem/", "notice/", "change/" or "offer/" and an id, "branch/" and
            a code, or one word, such as "backup".
        reasons: the strongest first; at least one.
        problem: the problem's line in the inbox; None for a line about something else.
        branch: the branch's code; "" for none.
        thing: the name of what is lent, or who offers something; "" for a line about something
            else.
    """

    key: str
    reasons: tuple[Reason, ...]
    problem: Line | None = None
    branch: str = ""
    thing: str = ""

    @property
    def section(self) -> Section:
        """The part of the list in which it stands."""
        return self.reasons[0].section


class Mark(StrEnum):
    """What was said to a line."""

    DONE = "done"
    LATER = "later"
    NOT_MINE = "not_mine"


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark on one reason of one line; with another fact, the reason is not marked.

    Attributes:
        key: see `mark_key`.
        mark: what was said.
        until: it counts until then (aware); None for as long as the fact stands.
    """

    key: str
    mark: Mark
    until: datetime | None = None

    def counts(self, now: datetime) -> bool:
        """Say whether the mark still hides its reason."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """What Today must know of a problem that may be on it.

    Attributes:
        line: the problem's line in the inbox.
        promised_from: from when a promise counts: when it was filed (aware).
        niggle: it was reported as a little thing.
        answered_at: when somebody first answered (aware); None for never.
        news: the place in the history of the newest thing that its reporter has said and nobody
            has looked at; 0 for nothing.
        started_at: since when the desk is on it (aware); None when it is not.
        here_until: until when somebody can be asked (aware); None when not said.
        deadline_at: by when it must work (aware); None when not said.
        look_again_on: until when it was put off; None when it was not.
        rested: from when to when it waited (aware), each in its order.
    """

    line: Line
    promised_from: datetime
    niggle: bool = False
    answered_at: datetime | None = None
    news: int = 0
    started_at: datetime | None = None
    here_until: datetime | None = None
    deadline_at: datetime | None = None
    look_again_on: date | None = None
    rested: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """What is open at a branch.

    Attributes:
        code: the branch's code.
        problems: open problems that are no niggles.
        niggles: niggles that wait for a visit.
        oldest_niggle: when the first of them came in (aware); None where there is none.
        last_visit: the last day on which IT came; None where none is known.
    """

    code: str
    problems: int
    niggles: int
    oldest_niggle: datetime | None = None
    last_visit: date | None = None


@dataclass(frozen=True, slots=True)
class ClosetFacts:
    """A closet that it is time to look over.

    Attributes:
        branch: the branch's code.
        name: what it is called.
        looked_over_on: when somebody last did; None for never.
    """

    branch: str
    name: str
    looked_over_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What Today reads from the database.

    Attributes:
        problems: those that may have a reason to be listed.
        branches: what is open at each branch.
        closets: those that it is time to look over.
        visits: IT's visits from today on, soonest first.
        notices: known problems that have not ended.
        hours: when IT is there; None while nobody has said so.
        targets: what is promised.
        unsettled: names of what every form tells and nobody has settled.
        next_wait: the next day, after today, until which something waits; None for none.
        is_cut: there were more problems than were read.
        untouched: how many reports nobody has looked at, niggles left out.
        untouched_newest: the number in the order of arrival of the newest of them.
        planned: planned work.
        registered: how many computers have registered themselves and wait for a decision.
        registered_newest: the number in the order of arrival of the newest of them.
        loans: what is due back, and what is to be handed out.
        setting_up: machines that have been in the making for long, the longest first.
        counts: counting days that go on, or wait for decisions.
        offers: those that wait for an answer, or for their donors to fetch something.
        policy_review: when the policy on donations is looked at again; None for never.
    """

    problems: tuple[ProblemFacts, ...] = ()
    branches: tuple[BranchFacts, ...] = ()
    closets: tuple[ClosetFacts, ...] = ()
    visits: tuple[Visit, ...] = ()
    notices: tuple[Notice, ...] = ()
    hours: Hours | None = None
    targets: tuple[Target, ...] = ()
    unsettled: tuple[str, ...] = ()
    next_wait: date | None = None
    is_cut: bool = False
    untouched: int = 0
    untouched_newest: int = 0
    planned: tuple[Planned, ...] = ()
    registered: int = 0
    registered_newest: int = 0
    loans: tuple[LoanFacts, ...] = ()
    setting_up: tuple[SettingUpFacts, ...] = ()
    counts: tuple[CountFacts, ...] = ()
    offers: tuple[OfferFacts, ...] = ()
    policy_review: date | None = None


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """How the copies of the database stand.

    Attributes:
        last_good_at: when the newest sound copy was made (aware); None for never.
        has_second_place: a second place is set.
        second_good_at: when the newest sound copy in the second place was made; None for never.
        failed_at: when a copy last failed (aware); None for never.
        failure: why, in a sentence.
    """

    last_good_at: datetime | None = None
    has_second_place: bool = False
    second_good_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """A place that reports come from, which can't be reached.

    Attributes:
        words: what is the matter, in a sentence.
        since: since when (aware).
    """

    words: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What Today must know from outside the database; each part may be unknown.

    Attributes:
        unread: reports that could not be read.
        unread_newest: the name of the newest of them.
        backups: how the copies stand; None where nobody knows.
        away: a place that can't be reached; None where all can.
    """

    unread: int = 0
    unread_newest: str = ""
    backups: BackupFacts | None = None
    away: Away | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next, for a list with nothing on it.

    Attributes:
        on: the day.
        branch: the branch of a visit; "" for something that waits or was put off.
        at: when something that was put off is back (aware); None for a visit or a wait.
    """

    on: date
    branch: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The list, and what is known around it.

    Attributes:
        lines: in their order.
        hidden: how many lines are marked as later or not mine.
        is_cut: more stands in the inbox than is listed.
        coming: what comes next; None where nothing is planned.
        next_change_at: when the list is another one without anybody's doing (aware).
    """

    lines: tuple[TodayLine, ...] = ()
    hidden: int = 0
    is_cut: bool = False
    coming: Coming | None = None
    next_change_at: datetime | None = None

    def count(self) -> int:
        """Return how many lines need somebody today."""
        return sum(line.section is not Section.SOON for line in self.lines)


def mark_key(line: TodayLine, reason: Reason) -> str:
    """Return under which key a reason of a line is marked; a problem's tells its urgency too."""
    urgency = f" {line.problem.priority.name.lower()}" if line.problem else ""
    return f"{line.key}{urgency} {reason.fact}"


def set_in_order(lines: Iterable[TodayLine]) -> tuple[TodayLine, ...]:
    """Return lines in the order of the list, each with its reasons in theirs."""
    told = [replace(line, reasons=tuple(sorted(line.reasons, key=_weight))) for line in lines]
    return tuple(sorted(told, key=_place))


def without_marked(
    lines: Iterable[TodayLine], marks: Collection[Marked], now: datetime
) -> tuple[tuple[TodayLine, ...], int, datetime | None]:
    """Leave out what was marked: each reason for as long as its mark counts.

    Returns:
        The lines that still have a reason, how many have none, and when the first one of all that
        was left out is back; None where nothing comes back by itself.
    """
    held = {one.key: one for one in marks if one.counts(now)}
    kept, hidden, back = [], 0, _LATEST
    for line in lines:
        marked = [held.get(mark_key(line, reason)) for reason in line.reasons]
        told = [one for one in marked if one is not None]
        back = min((back, *(one.until or _LATEST for one in told)))
        if len(told) < len(marked):
            left = (reason for reason, one in zip(line.reasons, marked, strict=True) if not one)
            kept.append(replace(line, reasons=tuple(left)))
        elif any(one.mark is not Mark.DONE for one in told):
            hidden += 1
    return tuple(kept), hidden, None if back == _LATEST else back


def _weight(reason: Reason) -> tuple[int, datetime]:
    return _ORDER[reason.why], reason.at or _LATEST


def _place(line: TodayLine) -> tuple[object, ...]:
    strongest, problem = line.reasons[0], line.problem
    urgency = problem.priority if problem else Priority.WHEN_WE_CAN
    arrived = problem.sequence if problem else 0
    day = strongest.on or date.max
    return (*_weight(strongest)[:1], urgency, strongest.at or _LATEST, day, arrived, line.key)
