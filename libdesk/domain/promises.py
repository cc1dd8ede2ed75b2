"""Promises: by when a report is answered, in IT's own open hours (domain facts, section 6).

A promise is a clock time, worked out anew whenever it is asked for; it is never stored.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from libdesk.domain.priority import Priority


@dataclass(frozen=True, slots=True)
class Lead:
    """So much open time; one of the two is zero.

    Attributes:
        open_time: hours that must be open ones.
        open_days: days with opening hours; the time of day stays.
    """

    open_time: timedelta = timedelta(0)
    open_days: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What a library promises for one priority.

    Attributes:
        priority: for which.
        answer: the time to the first answer.
        fix: the time that is aimed at for a fix.
    """

    priority: Priority
    answer: Lead
    fix: Lead


@dataclass(frozen=True, slots=True)
class Promise:
    """What a reporter may expect.

    Attributes:
        begins_at: when the open time begins to count: the filing, or IT's next opening (UTC).
        answer_by: the first answer comes until then (UTC); None where nothing can be promised.
        fix_by: a fix is aimed at until then (UTC).
        visit_on: for a little thing: the day of IT's next visit to the branch; None when not known.
    """

    begins_at: datetime
    answer_by: datetime | None
    fix_by: datetime | None
    visit_on: date | None = None
