"""The days of Today: when one begins for IT, and until when something is put off."""

from datetime import date, datetime, time, timedelta

from libdesk.domain.hours import Hours, next_opening

MORNING = time(8, 30)
"""When a day begins where no library has said when IT is there."""

_DAY = timedelta(days=1)
_WEEK = 7


def later_moments(now: datetime, hours: Hours | None) -> tuple[datetime, ...]:
    """Return until when something can be put off with one key: tomorrow, and next week.

    Tomorrow means IT's next open day; where that is not the day after today, the morning of the
    day after today is offered too. Each is the beginning of IT's hours on that day (aware).
    """
    tomorrow = _midnight(now, 1)
    monday = _midnight(now, _WEEK - now.weekday())
    return tuple(
        sorted(
            {
                morning_of(tomorrow.date(), now, hours),
                _opening(hours, tomorrow),
                _opening(hours, monday),
            }
        )
    )


def morning_of(day: date, now: datetime, hours: Hours | None) -> datetime:
    """Return when a day begins for IT: its first opening on that day, else half past eight."""
    begins = datetime.combine(day, time.min, now.tzinfo)
    opens = _opening(hours, begins)
    return opens if opens.date() == day else datetime.combine(day, MORNING, now.tzinfo)


def midnight_after(now: datetime) -> datetime:
    """Return when the next day begins."""
    return _midnight(now, 1)


def next_open_day(now: datetime, hours: Hours | None) -> date:
    """Return IT's next day with hours, after today; tomorrow where nobody has said any."""
    return _opening(hours, _midnight(now, 1)).date()


def _midnight(now: datetime, days: int) -> datetime:
    return datetime.combine(now.date() + days * _DAY, time.min, now.tzinfo)


def _opening(hours: Hours | None, midnight: datetime) -> datetime:
    opens = next_opening(hours, midnight) if hours else None
    if opens is None:
        return datetime.combine(midnight.date(), MORNING, midnight.tzinfo)
    return opens.astimezone(midnight.tzinfo)
