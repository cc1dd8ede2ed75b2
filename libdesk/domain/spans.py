"""Spans between days as people count them: years, months and days of the calendar."""

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Span:
    """How far two days are apart, whichever comes first.

    Attributes:
        years: whole years.
        months: whole months beyond them, 0 to 11.
        days: days beyond both.
        all_days: the whole span in days.
    """

    years: int
    months: int
    days: int
    all_days: int


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last one where it is shorter.

    What lies beyond the calendar's last day is that day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if day.day <= 28:  # every month has it
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; February 29 becomes the 28th in a common year."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    if day.month == 2 and day.day == 29 and not calendar.isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


@lru_cache(maxsize=10_000)  # what was bought together is of one age
def span_between(one: date, other: date) -> Span:
    """Return how far two days are apart."""
    first, last = (one, other) if one <= other else (other, one)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months_after(first, months) > last:
        months -= 1
    years, rest = divmod(months, 12)
    return Span(years, rest, (last - months_after(first, months)).days, (last - first).days)
