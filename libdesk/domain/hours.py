"""Opening hours: when IT (or a branch) is there, and a clock that only counts open time.

Times of day are the library's own; moments are aware and in UTC. Nothing here reads the system's
clock. An opening lasts from its beginning until just before its end. Elapsed time is real time: on
the night of a change of clocks a span may last an hour more or less than its ends say. A time of
day that a change skips means the moment of the change; one that it doubles means the first.
"""

import time as clock
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

WEEK = 7
"""Days of a week; Monday is the first."""

FURTHEST = timedelta(days=400)
"""Nothing is looked for beyond this: a year, and the longest holidays after it."""

_DAY = timedelta(days=1)
_NONE = timedelta(0)
_SECOND = timedelta(seconds=1)
_STEPS = (timedelta(days=WEEK // 2), timedelta(days=WEEK))
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """Open from one time of a day to a later one of the same day (naive, the library's own).

    Closing at 00:00 means the end of that day.
    """

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day without opening hours: a holiday, a closed day, leave.

    Attributes:
        on: the day.
        why: what people read, such as "Thanksgiving"; "" for nothing.
    """

    on: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """A week's opening hours, and the days on which they do not hold.

    Attributes:
        week: the spans of each day, Monday first; seven entries, in order, none overlapping.
        closed: days without hours.
        zone: the name of the time zone, such as "America/Chicago"; "" for this computer's own.
    """

    week: tuple[tuple[Span, ...], ...]
    closed: tuple[ClosedDay, ...] = ()
    zone: str = ""
    # A list for today asks for the same days some thousands of times, and each is worked out from
    # the clock anew. By the computer's own zone, as that may change while a program runs.
    _laid_out: dict[tuple[str, ...], dict[int, tuple["_Opening", ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )


def check(hours: Hours) -> None:
    """Refuse hours that the functions here could not count with.

    Raises:
        ValueError: not seven days; or spans that end before they begin, overlap, or stand in no
            order.
    """
    if len(hours.week) != WEEK:
        raise ValueError(f"A week has seven days, but there are hours for {len(hours.week)}.")
    for name, spans in zip(_DAY_NAMES, hours.week, strict=True):
        for span in spans:
            if span.opens.tzinfo or span.closes.tzinfo:
                raise ValueError(f"On {name} a time names a time zone; it must be a plain time.")
            if _end_of(span) <= _since_midnight(span.opens):
                raise ValueError(f"On {name} the time {_worded(span)} ends before it begins.")
        for earlier, later in pairwise(spans):
            if later.opens < earlier.opens:
                raise ValueError(
                    f"On {name} the times are not in order: {_worded(later)} stands after "
                    f"{_worded(earlier)}."
                )
            if _since_midnight(later.opens) < _end_of(earlier):
                raise ValueError(
                    f"On {name} two times overlap: {_worded(earlier)} and {_worded(later)}."
                )


def open_times(hours: Hours) -> tuple[timedelta, ...]:
    """Return how long each open day of a usual week is open; closed ones are left out."""
    return tuple(filter(None, _Calendar(hours).plan()))


def is_open(hours: Hours, at: datetime) -> bool:
    """Say whether `at` (aware) is within the hours; the moment of closing no longer is."""
    return next_opening(hours, at) == at


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """Return `at` itself when it is open then, else when it opens next (UTC).

    None where nothing opens within FURTHEST.
    """
    at = at.astimezone(UTC)
    return next((max(at, opens) for _, opens, _ in _Calendar(hours).openings_from(at)), None)


def after_open_time(hours: Hours, start: datetime, lasting: timedelta) -> datetime | None:
    """Return when so much open time has passed since `start` (aware); in UTC.

    A span's exact end is still within it. Nothing at all to wait for ends at the first open moment.
    None where that much is not open within FURTHEST.
    """
    start = start.astimezone(UTC)
    left = max(lasting, _NONE)
    for _, opens, closes in _Calendar(hours).openings_from(start):
        begin = max(start, opens)
        if left <= closes - begin:
            return begin + left
        left -= closes - begin
    return None


def after_open_days(hours: Hours, start: datetime, days: int) -> datetime | None:
    """Return the same time of day, so many open days after `start` (aware); in UTC.

    Outside the hours it counts from the next opening. Where the last day is closed at that time of
    day it is the next open moment of that day, and the day's closing where that is past.
    None where there are not so many open days within FURTHEST.
    """
    calendar = _Calendar(hours)
    start = start.astimezone(UTC)
    begin: datetime | None = None
    today = date.min
    wanted = last_closing = start
    for day, opens, closes in calendar.openings_from(start):
        if begin is None:
            begin, today = max(start, opens), day
            if days <= 0:
                return begin
        if day != today:
            if days == 0:
                # The target day's last opening ended before that time of day.
                return last_closing
            days, today = days - 1, day
            if days == 0:
                wanted = calendar.moment(datetime.combine(day, calendar.local(begin).time()))
        if days == 0 and wanted <= closes:
            return max(wanted, opens)
        last_closing = closes
    return last_closing if days == 0 and begin is not None else None


def closing_on_day_of(hours: Hours, at: datetime) -> datetime | None:
    """Return the last closing (UTC) of the day that it is in the library at `at` (aware).

    None on a day without hours.
    """
    calendar = _Calendar(hours)
    closings = [closes for _, closes in calendar.openings_on(calendar.local(at).toordinal())]
    return closings[-1] if closings else None


def open_time_between(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """Return how much of the time from `start` to `end` (both aware) was open; never negative."""
    if end <= start:
        return _NONE
    calendar = _Calendar(hours)
    # A day more at both ends: where clocks go back over midnight, a day's hours may begin before
    # the day before has ended.
    day = max(calendar.local(start).toordinal() - 1, 1)
    last = min(calendar.local(end).toordinal() + 1, date.max.toordinal() - 1)
    plan = calendar.plan()
    total = _NONE
    inner = range(day + 3, last - WEEK - 2)
    while day <= last:
        if day in inner and calendar.is_even_week(day):
            total += sum(
                (plan[weekday] for weekday in calendar.open_weekdays(day)),
                _NONE,
            )
            day += WEEK
            continue
        for opens, closes in calendar.openings_on(day):
            total += max(min(end, closes) - max(start, opens), _NONE)
        day += 1
    return total


_Opening = tuple[datetime, datetime]
"""When an opening begins and when it ends, as moments."""


class _Calendar:
    """Hours laid out in time: the openings of real days, as moments."""

    __slots__ = ("_closed", "_laid_out", "_week", "_zone")

    def __init__(self, hours: Hours) -> None:
        self._week = hours.week
        self._closed = frozenset(day.on for day in hours.closed)
        self._laid_out = hours._laid_out.setdefault(clock.tzname, {})  # noqa: SLF001 - its own part
        self._zone = _zone(hours.zone)

    def openings_from(self, at: datetime) -> Iterator[tuple[date, datetime, datetime]]:
        """Yield the openings that are not over at `at`, in order: the day, its begin, its end."""
        here = self.local(at).toordinal()
        last = min(here + FURTHEST.days + 1, date.max.toordinal() - 1)
        for number in range(max(here - 1, 1), last + 1):
            for opens, closes in self.openings_on(number):
                if opens - at > FURTHEST:
                    return
                if closes > at:
                    yield date.fromordinal(number), opens, closes

    def openings_on(self, number: int) -> tuple["_Opening", ...]:
        """Return a day's openings (by its ordinal); one that a change of clocks skips is none."""
        found = self._laid_out.get(number)
        if found is None:
            found = tuple(self._lay_out(date.fromordinal(number)))
            self._laid_out[number] = found
        return found

    def _lay_out(self, day: date) -> Iterator["_Opening"]:
        for span in self._spans(day):
            opens = self.moment(datetime.combine(day, span.opens))
            closes = self.moment(datetime.combine(day, time.min) + _end_of(span))
            if opens < closes:
                yield opens, closes

    def plan(self) -> tuple[timedelta, ...]:
        """Return the open time of each day of a week in which no clock changes."""
        return tuple(
            sum((_end_of(span) - _since_midnight(span.opens) for span in spans), _NONE)
            for spans in self._week
        )

    def is_even_week(self, first: int) -> bool:
        """Say whether no clock changes in the week from a day (its ordinal).

        It makes years cheap. The time zone database knows of no two changes within three days that
        undo each other.
        """
        midnight = datetime.combine(date.fromordinal(first), time.min)
        begin = self.moment(midnight)
        return all(self.moment(midnight + later) - begin == later for later in _STEPS)

    def open_weekdays(self, first: int) -> list[int]:
        """Return which days of the week (Monday is 0) from a day (its ordinal) are not closed."""
        days = (date.fromordinal(first + more) for more in range(WEEK))
        return [day.weekday() for day in days if day not in self._closed]

    def local(self, at: datetime) -> datetime:
        """Return the library's own date and time (naive) at a moment."""
        try:
            return at.astimezone(self._zone).replace(tzinfo=None)
        except (OverflowError, OSError, ValueError):
            # At the ends of the calendar, or further than this system can tell its own time.
            return at.astimezone(UTC).replace(tzinfo=None)

    def moment(self, naive: datetime) -> datetime:
        """Return the moment (UTC) of a date and time of the library's own.

        These moments are in the order of the times they stand for, also where clocks change.
        """
        moment = self._plain_moment(naive)
        return moment if self.local(moment) == naive else self._end_of_gap(naive)

    def _end_of_gap(self, naive: datetime) -> datetime:
        # Read with the clock of one side, a skipped time is past the change; with the other's, it
        # is not yet there. Changes are at whole seconds.
        naive = naive.replace(microsecond=0)
        before, after = sorted(self._plain_moment(naive.replace(fold=fold)) for fold in (0, 1))
        while after - before > _SECOND:
            middle = before + (after - before) // (2 * _SECOND) * _SECOND
            if self.local(middle) > naive:
                after = middle
            else:
                before = middle
        return after

    def _plain_moment(self, naive: datetime) -> datetime:
        try:
            # A naive time counts as the computer's own.
            return naive.replace(tzinfo=self._zone).astimezone(UTC)
        except (OverflowError, OSError, ValueError):
            return naive.replace(tzinfo=UTC, fold=0)

    def _spans(self, day: date) -> tuple[Span, ...]:
        return () if day in self._closed else self._week[day.weekday()]


def _zone(name: str) -> tzinfo | None:
    """Return a time zone; None, which stands for the computer's own, where it is not known."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        # The name may also be that of a folder, or of no zone's file, among the zones' files.
        return None


def _since_midnight(at: time) -> timedelta:
    return timedelta(
        hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond
    )


def _end_of(span: Span) -> timedelta:
    return _since_midnight(span.closes) or _DAY


def _worded(span: Span) -> str:
    return f"{span.opens:%H:%M} to {span.closes:%H:%M}"
