"""When things happen in the sample library: its openings laid out in time, and what falls in.

Times of day are the library's own, as in domain/hours.py; one opening a day is enough for a sample.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from libdesk.domain.hours import Hours

AHEAD = timedelta(days=60)
"""So far beyond now the openings are laid out; nothing in a sample needs more."""

_DAY = timedelta(days=1)
_SLICE = timedelta(minutes=30)
_SECOND = timedelta(seconds=1)


def zone_of(hours: Hours) -> tzinfo | None:
    """Return the time zone of the hours; None, which is this computer's own."""
    return ZoneInfo(hours.zone) if hours.zone else None


class Openings:
    """Hours laid out in time, as a line on which only open time counts.

    Args:
        hours: the opening hours.
        since: the first moment that is needed (aware).
        until: the last one.
    """

    def __init__(self, hours: Hours, since: datetime, until: datetime) -> None:
        zone = zone_of(hours)
        closed = {day.on for day in hours.closed}
        days = range(since.toordinal() - 1, (until + AHEAD).toordinal())
        self.spans = tuple(
            (
                datetime.combine(day, span.opens, zone).astimezone(UTC),
                datetime.combine(day, span.closes, zone).astimezone(UTC),
            )
            for day in map(date.fromordinal, days)
            if day not in closed
            for span in hours.week[day.weekday()]
        )
        lengths = (closes - opens for opens, closes in self.spans)
        self._ends = [closes for _, closes in self.spans]
        self._opened = list(accumulate(lengths))

    def place(self, at: datetime) -> timedelta:
        """Return how much open time there is before a moment."""
        index = min(bisect_right(self._ends, at), len(self.spans) - 1)
        opens, closes = self.spans[index]
        return self._opened[index] - (closes - min(max(at, opens), closes))

    def moment(self, place: timedelta) -> datetime:
        """Return the moment before which there is so much open time."""
        index = min(bisect_left(self._opened, place), len(self.spans) - 1)
        opens, closes = self.spans[index]
        return min(max(closes - (self._opened[index] - place), opens), closes)

    def after(self, at: datetime, lasting: timedelta) -> datetime:
        """Return when so much open time has passed since a moment (negative: until it)."""
        return self.moment(self.place(at) + lasting)

    def open_after(self, at: datetime) -> datetime:
        """Return the moment itself where it is open then, else the next opening."""
        index = min(bisect_right(self._ends, at), len(self.spans) - 1)
        return max(at, self.spans[index][0])


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How likely something arrives when.

    Attributes:
        weekdays: the weight of each day of the week, Monday first.
        clock: the weight of each hour of the day, by its number.
        months: the weight of months that differ, by their numbers.
        zone: in which these are told; None for this computer's own.
    """

    weekdays: Sequence[float]
    clock: Mapping[int, float]
    months: Mapping[int, float]
    zone: tzinfo | None = None


def arrivals(
    openings: Openings,
    rhythm: Rhythm,
    count: int,
    between: tuple[datetime, datetime],
    dice: Random,
) -> Iterator[datetime]:
    """Yield so many moments in open time, in order, spread as evenly as the rhythm allows."""
    slices = list(_slices(openings, rhythm, *between))
    sums = list(accumulate(weight for _, _, weight in slices))
    for index in range(count if slices else 0):
        wanted = (index + dice.random()) / count * sums[-1]
        found = min(bisect_right(sums, wanted), len(slices) - 1)
        begin, length, weight = slices[found]
        into = length * ((wanted - sums[found]) / weight + 1)
        yield begin + into // _SECOND * _SECOND


def _slices(
    openings: Openings, rhythm: Rhythm, since: datetime, until: datetime
) -> Iterator[tuple[datetime, timedelta, float]]:
    """Yield when each slice of open time begins, how long it is and what it weighs."""
    for opens, closes in openings.spans:
        if not since <= opens or closes > until:
            continue
        local = opens.astimezone(rhythm.zone)
        weight = rhythm.weekdays[local.weekday()] * rhythm.months.get(local.month, 1)
        parts = []
        at = opens
        while at < closes:
            length = min(_SLICE, closes - at)
            hour = (local + (at - opens)).hour
            parts.append((at, length, rhythm.clock.get(hour, 1) * (length / _SLICE)))
            at += length
        whole = sum(part for _, _, part in parts)
        if weight:
            # What a day weighs does not depend on how long it is open.
            yield from ((at, length, weight * part / whole) for at, length, part in parts)


def clock_change(now: datetime, zone: tzinfo | None, days: int) -> int:
    """Return how many days ago the clocks were last changed; half as far back where never."""
    for ago in range(1, days):
        after = (now - ago * _DAY).astimezone(zone)
        before = (now - (ago + 1) * _DAY).astimezone(zone)
        if after.utcoffset() != before.utcoffset():
            return ago
    return days // 2
