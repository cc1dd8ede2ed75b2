"""How long the desk keeps what people sent: pictures, names, collected files; and by which clock.

Source: trust facts, section 6 (ALA: keep no longer than necessary, and say how long). What is a
problem's own story (what was wrong, what was done) stays: a library learns from it for years.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

PICTURES_DAYS = 30
"""By default. A picture can show anything; a month after the end nobody looks at it again."""

NAMES_DAYS = 90
"""By default. As long as the same thing may come back and somebody asks who knew about it."""

GIVEN_DAYS = 7 * 365
"""Of whom something was taken: as long as auditors and tax offices ask for such papers."""

COLLECTED_DAYS = 30
"""A collected file is only needed until its report is in every copy of the database."""

LEAST_DAYS = 7
"""A fixed problem is opened again within a week; until then it keeps all it had."""

MOST_DAYS = 3650

PICTURES_GONE = "pictures_gone"
"""The kind of the event that pictures were removed; its words are after how many days."""

NAMES_GONE = "names_gone"
"""The kind of the event that names were removed; its words are after how many days."""

STEADY_FOR = timedelta(days=1)
LONGEST_GAP = timedelta(days=45)
"""A desk that was off for a summer's closing is nothing odd; a year is a clock that jumped."""

BACK_AT_MOST = timedelta(hours=1)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days after closing things are kept.

    Attributes:
        pictures_days: pictures.
        names_days: whom to ask, and facts that may name a person.
    """

    pictures_days: int = PICTURES_DAYS
    names_days: int = NAMES_DAYS

    @property
    def collected_days(self) -> int:
        """Days after which a collected file goes; never later than the pictures in it."""
        return min(self.pictures_days, COLLECTED_DAYS)


@dataclass(frozen=True, slots=True)
class Closed:
    """When a problem came to its end, as far as anybody knows today.

    Attributes:
        at: when it was fixed or put off (aware, UTC).
        look_again_on: when it comes back, for what was put off.
    """

    at: datetime
    look_again_on: date | None = None


def is_due(closed: Closed, days: int, now: datetime) -> bool:
    """Say whether so many days have passed since the end.

    What was put off is not at its end before the day on which it is looked at again.
    """
    if now - closed.at < days * _DAY:
        return False
    return closed.look_again_on is None or (now - days * _DAY).date() > closed.look_again_on


@dataclass(frozen=True, slots=True)
class Seen:
    """What the desk has seen of its clock.

    Attributes:
        last: the last moment seen (aware, UTC).
        since: since when it has gone on without a jump.
    """

    last: datetime
    since: datetime

    @property
    def is_steady(self) -> bool:
        """Say whether something may be removed for good by this clock."""
        return self.last - self.since >= STEADY_FOR


def see(before: Seen | None, now: datetime) -> Seen:
    """Return what is seen of the clock now.

    What was removed does not come back when a wrong clock is set right: so after a jump nothing is
    removed until the clock has gone on for a day.
    """
    if before is None or not -BACK_AT_MOST <= now - before.last <= LONGEST_GAP:
        return Seen(now, now)
    return Seen(max(before.last, now), before.since)
