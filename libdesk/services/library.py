"""What a library settles once and its forms tell ever after: words, hours, promises, steps.

Also its visits and known problems. Branches and equipment are read by places.py; nothing here is
published: the next bulletin tells it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from libdesk.domain.bulletin import NOTICE_LIMIT, STEPS_LIMIT, Notice, Step, Visit
from libdesk.domain.hours import ClosedDay, Hours, Span, check, open_times
from libdesk.domain.leads import is_sooner, lead_of, numbers_of
from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR
from libdesk.domain.places import clean_code
from libdesk.domain.promises import Lead, Target
from libdesk.domain.retention import Keeping
from libdesk.domain.text import clean_line, clean_text
from libdesk.domain.weeks import is_zone
from libdesk.services import settled
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.services.retention import check_keeping, read_keeping, store_keeping
from libdesk.services.settled import Mark
from libdesk.services.stores import OpenUnit, Unit

SPANS_LIMIT, CLOSED_LIMIT, VISITS_LIMIT = 10, 366, 100
"""Spans of one day, closed days in all, visits to one branch."""

WORD_LIMIT = 40
"""Characters of a tile's code."""

_SETTLED = "settled"
_DAY = timedelta(days=1)
_VISITS_KEPT = timedelta(days=400)
"""So long a visit is remembered after its day."""


_USUAL = Keeping()


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """All that the forms are told of the desk, but branches and equipment.

    Attributes:
        library: the library's name; "" when not set.
        urgent_phone: whom to call when it can't wait; "" when not set.
        hours: when IT is there; None while nobody has said so.
        targets: what the library promises, most urgent first.
        ladder: whom to turn to when no answer comes, in order.
        visits: IT's visits from yesterday on, soonest first.
        notices: known problems that have not ended, newest first.
        versions: how often each part was settled, by its name in `settled`.
        keeping: how long what people sent is kept.
    """

    library: str = ""
    urgent_phone: str = ""
    hours: Hours | None = None
    targets: tuple[Target, ...] = ()
    ladder: tuple[Step, ...] = ()
    visits: tuple[Visit, ...] = ()
    notices: tuple[Notice, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict, compare=False)
    keeping: Keeping = _USUAL


class Library:
    """Reads and changes what the library has settled.

    Every change takes the version that was on the screen and returns the one that it leaves. It
    raises Conflict when somebody else was first; with None it is made over whatever is there.

    Args:
        open_unit: opens a transaction.
        now: the clock.
        new_id: makes the ids of known problems.
        who: who settles things here, for whoever is second.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        now: Clock,
        new_id: Callable[[], UUID] = uuid4,
        who: str = "",
    ) -> None:
        self._open_unit = open_unit
        self._now = now
        self._new_id = new_id
        self._who = clean_line(who)

    def read(self) -> LibrarySettings:
        """Return everything that can be changed here."""
        with self._open_unit() as unit:
            found = read_settings(unit, self._now().date())
            return replace(found, versions=settled.versions(unit))

    def set_words(self, library: str, urgent_phone: str, version: int | None = None) -> int:
        """Store the library's name and the urgent phone number; "" takes one away."""
        with self._open_unit(write=True) as unit:
            left = self._settle(unit, settled.NAMES, version)
            unit.desk.set_word("library", clean_line(library))
            unit.desk.set_word("urgent_phone", clean_line(urgent_phone))
        return left

    def set_hours(self, hours: Hours, version: int | None = None) -> int:
        """Store when IT is there, and the days on which it is not.

        Raises:
            Refusal: no day is open, times make no sense, or the time zone is not known.
        """
        whole = _checked(hours)
        with self._open_unit(write=True) as unit:
            left = self._settle(unit, settled.HOURS, version)
            unit.places.set_hours(whole)
        return left

    def set_targets(self, targets: Sequence[Target], version: int | None = None) -> int:
        """Store by when the first answer comes, and by when a fix is aimed at, for each priority.

        A priority for which both are empty, or that is left out, is promised no time.

        Raises:
            Refusal: an aim has no first answer before it, or a time is longer than anybody
                promises. Its field is named as in promises/targets.json, such as "today.fix".
        """
        told = sorted((_whole_minutes(one) for one in targets), key=lambda one: one.priority)
        if len({one.priority for one in told}) < len(told):
            raise Refusal("Each kind of problem has one promise, not two.")
        with self._open_unit(write=True) as unit:
            hours = unit.places.hours()
            for one in told:
                _check_target(one, open_times(hours) if hours else ())
            left = self._settle(unit, settled.TARGETS, version)
            unit.places.set_targets([one for one in told if one.answer != Lead()])
        return left

    def set_ladder(self, steps: Sequence[Step], version: int | None = None) -> int:
        """Store whom to turn to when no answer comes; empty steps are left out.

        Raises:
            Refusal: a step names nobody, or there are too many.
        """
        cleaned = [Step(clean_line(s.who), clean_line(s.how), clean_line(s.when)) for s in steps]
        told = [step for step in cleaned if step.who or step.how or step.when]
        if not all(step.who for step in told):
            raise Refusal("Say in each step who it is: a name or a role.", field="ladder")
        if len(told) > STEPS_LIMIT:
            raise Refusal(f"There can be at most {STEPS_LIMIT} steps.", field="ladder")
        with self._open_unit(write=True) as unit:
            left = self._settle(unit, settled.LADDER, version)
            unit.places.set_ladder(told)
        return left

    def set_keeping(self, keeping: Keeping, version: int | None = None) -> int:
        """Store how long what people sent is kept after a problem was closed.

        Raises:
            Refusal: it is no time that can be; it names the field, "pictures" or "names".
        """
        check_keeping(keeping)
        with self._open_unit(write=True) as unit:
            left = self._settle(unit, settled.KEEPING, version)
            store_keeping(unit, keeping)
        return left

    def set_visits(self, days: Mapping[str, Iterable[date]], version: int | None = None) -> int:
        """Store the days on which IT comes to branches, in the place of those that were to come.

        Args:
            days: by the branch's code; other branches stay as they are.
            version: as for every change.

        Raises:
            Refusal: there is no such branch, or there are too many days; nothing was stored.
        """
        told = {clean_code(branch): sorted(set(some)) for branch, some in days.items()}
        for some in told.values():
            _check_days(some, "visits")
            if len(some) > VISITS_LIMIT:
                raise Refusal(f"A branch can have at most {VISITS_LIMIT} visits.", field="visits")
        shown_from = self._now().date() - _DAY
        with self._open_unit(write=True) as unit:
            left = self._settle(unit, settled.VISITS, version)
            past = unit.places.visits(shown_from - _VISITS_KEPT)
            for code, some in told.items():
                _expect_branch(unit, code)
                # Those that have been are shown nowhere, and tell how long ago the last one was.
                been = [one.on for one in past if one.branch == code and one.on < shown_from]
                unit.places.set_visits(code, [*been, *some])
        return left

    def tell(self, notice: Notice, *, over_all: bool = False) -> Notice:
        """Tell a known problem; one with an id changes the one that is told already.

        Args:
            notice: it; a change carries the version that was on the screen.
            over_all: change it whatever it says by now.

        Returns:
            What is told, with its id and its version.

        Raises:
            Refusal: it says nothing or too much, its time is over, its branch is not known, or it
                has ended meanwhile.
            Conflict: it was changed meanwhile.
        """
        now = self._now()
        text = clean_text(notice.text)
        if not text:
            raise Refusal("Write in a few words what is known.", field="text")
        if len(text) > NOTICE_LIMIT:
            raise Refusal(f"Say it in at most {NOTICE_LIMIT} characters.", field="text")
        if notice.until is not None and notice.until <= now:
            raise Refusal(
                "That time is over already. Choose a later one, or leave it open.", field="until"
            )
        if notice.until is not None:
            _check_days([notice.until.date()], "until")
        told = replace(
            notice,
            text=text,
            branch=clean_code(notice.branch),
            since=min(notice.since, now),
            id=notice.id or self._new_id().hex,
            category=clean_line(notice.category, WORD_LIMIT),
            waits_for=clean_line(notice.waits_for),
        )
        with self._open_unit(write=True) as unit:
            if told.branch:
                _expect_branch(unit, told.branch)
            stands = unit.notices.version(told.id) if notice.id else 0
            if notice.id and not stands:
                raise Refusal("This known problem has ended meanwhile. Tell it as a new one.")
            if notice.id and not over_all and stands != notice.version:
                raise settled.changed_meanwhile(settled.mark_of(unit, told.id))
            self._settle(unit, told.id, None)
            unit.notices.save(told)
        return replace(told, version=stands + 1)

    def end(self, notice_id: str) -> None:
        """End a known problem; one that has ended already stays as it is."""
        with self._open_unit(write=True) as unit:
            unit.notices.close(notice_id, self._now())

    def reopen(self, notice_id: str) -> None:
        """Take an end back: the same known problem is told again, with all who said "same here".

        One that goes on stays as it is; one that was never told stays unknown.
        """
        with self._open_unit(write=True) as unit:
            unit.notices.reopen(notice_id)

    def _settle(self, unit: Unit, part: str, expected: int | None) -> int:
        return settled.settle(unit, part, Mark(at=self._now(), by=self._who), expected)


def read_settings(unit: Unit, today: date) -> LibrarySettings:
    """Return what the library has settled, within a transaction.

    Args:
        unit: an open unit.
        today: the day in UTC.
    """
    return LibrarySettings(
        library=unit.desk.word("library"),
        urgent_phone=unit.desk.word("urgent_phone"),
        hours=unit.places.hours(),
        targets=unit.places.targets(),
        ladder=unit.places.ladder(),
        # Where evening comes later than in London, yesterday may still be today.
        visits=unit.places.visits(today - _DAY),
        notices=unit.notices.open(),
        keeping=read_keeping(unit),
    )


def ensure_library(open_unit: OpenUnit, hours: Hours, targets: Sequence[Target]) -> None:
    """Let a new library begin with the shipped hours and promises; once, over nothing of its own.

    Whoever takes all promises away has settled that too, and gets none back.
    """
    with open_unit() as unit:
        if unit.desk.word(_SETTLED):
            return
    with open_unit(write=True) as unit:
        if unit.places.hours() is None:
            unit.places.set_hours(hours)
        if not unit.places.targets():
            unit.places.set_targets(targets)
        unit.desk.set_word(_SETTLED, "yes")


def _whole_minutes(target: Target) -> Target:
    leads = []
    for lead, goal in ((target.answer, "answer"), (target.fix, "fix")):
        try:
            leads.append(lead_of(*numbers_of(lead)))
        except ValueError as error:
            raise Refusal(
                "That is no time to promise. Take one of up to a year, or leave it empty.",
                field=_field(target, goal),
            ) from error
    return Target(target.priority, *leads)


def _check_days(days: Iterable[date], field: str) -> None:
    """Refuse what no form could read: for one such day it would leave out all beside it."""
    if not all(FIRST_YEAR < day.year < LAST_YEAR for day in days):
        raise Refusal("That year can’t be meant. Please look at the date again.", field=field)


def _check_target(target: Target, open_days: Sequence[timedelta]) -> None:
    if target.fix == Lead():
        return
    if target.answer == Lead():
        raise Refusal(
            "Say by when the first answer comes too, or leave both empty.",
            field=_field(target, "answer"),
        )
    if is_sooner(target.fix, target.answer, open_days):
        raise Refusal(
            "Nothing is done before its first answer. Take a longer time here, or a shorter one "
            "for the first answer.",
            field=_field(target, "fix"),
        )


def _field(target: Target, goal: str) -> str:
    return f"{target.priority.name.lower()}.{goal}"


def _expect_branch(unit: Unit, code: str) -> None:
    if code not in {branch.code for branch in unit.places.branches()}:
        raise Refusal("There is no branch with this code.", field="branch")


def _checked(hours: Hours) -> Hours:
    week = tuple(tuple(map(_to_the_minute, spans)) for spans in hours.week)
    closed = {day.on: clean_line(day.why) for day in hours.closed}
    whole = Hours(
        week, tuple(ClosedDay(on, closed[on]) for on in sorted(closed)), clean_line(hours.zone)
    )
    _check_days(closed, "closed")
    try:
        check(whole)
    except ValueError as error:
        raise Refusal(str(error), field="hours") from error
    if not any(week):
        raise Refusal("Give the hours of at least one day of the week.", field="hours")
    if any(len(spans) > SPANS_LIMIT for spans in week):
        raise Refusal(f"A day can have at most {SPANS_LIMIT} times.", field="hours")
    if len(closed) > CLOSED_LIMIT:
        raise Refusal(f"There can be at most {CLOSED_LIMIT} closed days.", field="closed")
    if not is_zone(whole.zone):
        raise Refusal(
            'This time zone is not known here. Write it as "America/Chicago", or leave it empty '
            "for this computer’s own.",
            field="zone",
        )
    return whole


def _to_the_minute(span: Span) -> Span:
    return Span(
        span.opens.replace(second=0, microsecond=0), span.closes.replace(second=0, microsecond=0)
    )
