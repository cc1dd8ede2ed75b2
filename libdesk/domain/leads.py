"""So much open time: as two whole numbers, stored and sent, and as words, typed and read again."""

import re
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from libdesk.domain.promises import LONGEST_LEAD, Lead

_MINUTE = timedelta(minutes=1)
_HOUR = 60
"""Minutes."""

MINUTES_LIMIT, DAYS_LIMIT = LONGEST_LEAD // _MINUTE, LONGEST_LEAD.days
"""Nobody promises more open minutes, or more open days, than these."""

USUAL_WEEK = 5
"""Open days of a week, where nobody has said otherwise."""

_LONGEST = 60
"""Signs of a time; more of them are none."""

_OPEN = r"(?:open|working|business|work|opening)"
_UNITS = {
    "minutes": r"m|mins?|minutes?",
    "hours": r"h|hrs?|hours?",
    "days": r"d|days?|workdays?",
    "weeks": r"w|wks?|weeks?",
}
_PART = re.compile(
    r"(\d{1,6}(?:[.,]\d{1,2})?|[a-z]+)\s*"
    rf"(?:{_OPEN}[\s-]*)?"
    "(?:" + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items()) + r")(?![a-z])\.?",
    re.ASCII,
)
_BETWEEN = re.compile(r"\s*(?:,|and|\+)?\s*", re.ASCII)
_WITHIN = re.compile(r"(?:within|in)\s+", re.ASCII)
_HALF = re.compile(r"half (an?) ", re.ASCII)
_NUMBERS = {
    word: Fraction(number)
    for number, words in enumerate(
        ("", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
    for word in words.split()
} | {"half": Fraction(1, 2)}


def lead_of(minutes: int, days: int) -> Lead:
    """Return so many open minutes or so many open days.

    Raises:
        ValueError: both are given, or one of them is below zero or beyond all sense.
    """
    if not (0 <= minutes <= MINUTES_LIMIT and 0 <= days <= DAYS_LIMIT) or (minutes and days):
        raise ValueError("this is no time that a library can promise")
    return Lead(minutes * _MINUTE, days)


def numbers_of(lead: Lead) -> tuple[int, int]:
    """Return the minutes and the days; seconds are left out."""
    return lead.open_time // _MINUTE, lead.open_days


def read_lead(text: str, week: int = USUAL_WEEK) -> Lead | None:
    """Return the open time that was typed: "30 min", "1.5 hours", "1 h 30", "3 open days".

    Nothing typed is an empty lead. A number alone could be anything, and hours beside days count in
    another way than these, so neither is a time.

    Args:
        text: the words.
        week: open days of a week, for who types weeks.

    Returns:
        None where it is no time that a library can promise.
    """
    words = _plain(text)
    if not words:
        return Lead()
    if len(words) > _LONGEST:
        return None
    counted = _counted(words)
    if counted is None:
        return None
    minutes = round(counted.get("hours", 0) * _HOUR + counted.get("minutes", 0))
    days = counted.get("days", Fraction()) + counted.get("weeks", Fraction()) * week
    if days.denominator != 1 or not (minutes or days):
        return None
    try:
        return lead_of(minutes, int(days))
    except ValueError:
        return None


def lead_words(lead: Lead) -> str:
    """Return open time as it can be typed again; "" for an empty one."""
    minutes, days = numbers_of(lead)
    hours, rest = divmod(minutes, _HOUR)
    if days:
        return _count(days, "open day")
    if hours and rest:
        return f"{hours} h {rest} min"
    if hours:
        return _count(hours, "hour")
    return f"{rest} min" if rest else ""


def is_sooner(one: Lead, other: Lead, open_times: Sequence[timedelta] = ()) -> bool:
    """Say whether one lead is over before the other, whenever both begin.

    Args:
        one: the lead that may be shorter.
        other: the lead that it is held against.
        open_times: how long each open day of a week is; without them hours and days are not held
            against each other.
    """
    if bool(one.open_days) == bool(other.open_days):
        return (one.open_days, one.open_time) < (other.open_days, other.open_time)
    if not open_times:
        return False
    latest = one.open_time + one.open_days * max(open_times)
    return latest < other.open_time + other.open_days * min(open_times)


def _plain(text: str) -> str:
    words = " ".join(text.casefold().replace("\N{VULGAR FRACTION ONE HALF}", ".5").split())
    words = re.sub(r"(?<!\d)\.5", "0.5", words)
    return _HALF.sub("half ", _WITHIN.sub("", words, count=1))


def _counted(words: str) -> dict[str, Fraction] | None:
    """Return how many of each unit; None where a word is none, or a unit comes twice."""
    counted: dict[str, Fraction] = {}
    place = 0
    while place < len(words):
        found = _PART.match(words, place)
        if found is None:
            # "1 h 30": what follows hours are minutes.
            rest = words[place:]
            if list(counted) != ["hours"] or not re.fullmatch(r"[0-5]\d", rest, re.ASCII):
                return None
            counted["minutes"] = Fraction(rest)
            return counted
        number, unit = found[1], found.lastgroup or ""
        amount = _NUMBERS.get(number) if number.isalpha() else Fraction(number.replace(",", "."))
        if amount is None or unit in counted:
            return None
        counted[unit] = amount
        between = _BETWEEN.match(words, found.end())
        place = between.end() if between else found.end()
    return counted


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
