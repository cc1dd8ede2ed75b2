"""Opening hours: when IT (or a branch) is there, and a clock that only counts open time.

Times of day are the library's own; moments are aware and in UTC. Nothing here reads the system's
clock.
"""

from dataclasses import dataclass
from datetime import date, time

WEEK = 7
"""Days of a week; Monday is the first."""


@dataclass(frozen=True, slots=True)
class Span:
    """Open from one time of a day to a later one of the same day (naive, the library's own)."""

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
