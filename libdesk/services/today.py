"""Today at the desk: reads the list of what to do next, and keeps what was said to its lines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from libdesk.domain.hours import Hours
from libdesk.domain.planned_changes import with_clashes
from libdesk.domain.rooms import LOOK_OVER_EVERY
from libdesk.domain.today import (
    Agenda,
    Facts,
    Mark,
    Marked,
    Surroundings,
    TodayLine,
    mark_key,
)
from libdesk.domain.today_agenda import agenda
from libdesk.domain.today_days import later_moments, midnight_after, morning_of
from libdesk.domain.today_rest import SET_UP_WITHIN
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit, TodayQuestion, Unit

MARKS_KEPT = timedelta(days=400)
"""A mark on a fact that is older than this is forgotten; the fact is gone long since."""

DEADLINES_WITHIN = timedelta(days=14)
"""Deadlines are looked for so far ahead: two open days, with the longest holidays between them."""

UNSETTLED = ("library", "urgent_phone", "branches")
"""What every form tells; named where nobody has settled it."""


def _own_zone(at: datetime) -> datetime:
    return at.astimezone()


class Today:
    """Reads and marks the list for today.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        local: turns a moment into the desk's own time zone; this computer's when left out.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        now: Clock,
        local: Callable[[datetime], datetime] = _own_zone,
    ) -> None:
        self._open_unit = open_unit
        self._now = now
        self._local = local

    def read(self, around: Surroundings) -> Agenda:
        """Return what the desk should do next.

        Args:
            around: what is known outside the database.
        """
        now = self._local(self._now())
        with self._open_unit() as unit:
            facts, marks = read_facts(unit, now), unit.today.marks()
        return agenda(facts, around, marks, now)

    def later_moments(self) -> tuple[datetime, ...]:
        """Return until when a line can be put off with one key, in order (aware)."""
        return later_moments(self._local(self._now()), self._hours())

    def put_off(self, line: TodayLine, until: datetime | date) -> tuple[Marked, ...]:
        """Leave a line out until then; it comes back earlier when its facts are others.

        Args:
            line: the line.
            until: a moment (aware), or a day: then until IT's hours begin on it.

        Returns:
            The marks, by which it can be taken back.

        Raises:
            Refusal: that time is over.
        """
        now = self._local(self._now())
        if not isinstance(until, datetime):  # a moment is a day too, to Python
            until = morning_of(until, now, self._hours())
        if until <= now:
            raise Refusal("That time is over already. Choose a later one.", field="until")
        return self._mark(line, Mark.LATER, until)

    def wave_through(self, line: TodayLine) -> tuple[Marked, ...]:
        """Leave a line out as nothing for this desk, until its facts are others."""
        return self._mark(line, Mark.NOT_MINE, None)

    def finish(self, line: TodayLine) -> tuple[Marked, ...]:
        """Leave out what is done; a problem is done when it is fixed, and its reporter hears it.

        Raises:
            Refusal: it is a problem.
        """
        if line.problem is not None:
            raise Refusal(f"{line.problem.number} is done when it is fixed.")
        return self._mark(line, Mark.DONE, None)

    def take_back(self, marks: Sequence[Marked]) -> None:
        """Take marks back; the line is on the list again if it still has a reason."""
        with self._open_unit(write=True) as unit:
            unit.today.unmark([one.key for one in marks])

    def _hours(self) -> Hours | None:
        with self._open_unit() as unit:
            return unit.places.hours()

    def _mark(self, line: TodayLine, mark: Mark, until: datetime | None) -> tuple[Marked, ...]:
        now = self._now()
        marks = tuple(Marked(mark_key(line, reason), mark, until) for reason in line.reasons)
        with self._open_unit(write=True) as unit:
            unit.today.forget(now - MARKS_KEPT)
            unit.today.mark(marks, now)
        return marks


def read_facts(unit: Unit, now: datetime) -> Facts:
    """Return what Today must know from the database, within a transaction.

    Args:
        unit: an open unit.
        now: the moment (aware, in the desk's own zone).
    """
    today = now.date()
    untouched, newest = unit.today.untouched()
    registered, registered_newest = unit.today.registered()
    found = unit.today.problems(question_at(now))
    settled = {
        "library": unit.desk.word("library"),
        "urgent_phone": unit.desk.word("urgent_phone"),
        "branches": unit.places.branches(),
    }
    return Facts(
        problems=found.problems,
        branches=unit.today.branches(today),
        closets=unit.today.closets(today - LOOK_OVER_EVERY),
        visits=unit.places.visits(today),
        notices=unit.notices.open(),
        hours=unit.places.hours(),
        targets=unit.places.targets(),
        unsettled=unsettled(settled),
        next_wait=unit.today.next_wait(today),
        is_cut=found.is_cut,
        untouched=untouched,
        untouched_newest=newest,
        planned=with_clashes(unit.planning.changes.all(), unit.planning.requirements.all()),
        registered=registered,
        registered_newest=registered_newest,
        loans=unit.today.loans(today),
        setting_up=unit.today.setting_up(now - SET_UP_WITHIN),
        counts=unit.today.counts(),
        offers=unit.today.offers(today),
        policy_review=unit.today.policy_review(),
    )


def question_at(now: datetime) -> TodayQuestion:
    """Return which problems may have a reason at this moment (aware, in the desk's own zone)."""
    return TodayQuestion(now, now.date(), midnight_after(now), now + DEADLINES_WITHIN)


def unsettled(settled: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of what every form tells and is empty here."""
    return tuple(name for name in UNSETTLED if not settled[name])
