"""Times of day as people say them: read from a few typed signs, and when it is that late next.

The moments here are aware and in the reader's own zone; nothing reads the system's clock.
"""

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from libdesk.domain.hours import Span

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""Days outside are no clock's mistake but damage, and cannot be shown in every place."""

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BETWEEN = re.compile(r"(?<=\d)t(?=\d)", re.ASCII)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NEAR = {"today": 0, "tomorrow": 1}
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_LEAP_YEARS_APART = 8
_LEFT_OUT = frozenset({"on", "at", "by"})
_WORDS = {"noon": time(12), "midday": time(12)}
_LONGEST = 12
"""Signs of a time; more of them are no time."""
_LONGEST_MOMENT = 40
"""Signs of a day and a time; more of them are none."""

_WORDS_OF_DAY = 3

_LEAST_STAY = timedelta(minutes=40)
_STEPS_H = (0, 2)
_END_OF_DAY = time(17)
_MIDNIGHT = time(0)


def read_time(text: str) -> time | None:
    """Return the time of day that was typed: "4:30 pm", "16:30", "1630", "4pm", "noon".

    An hour from 1 to 6 without am or pm is taken for the afternoon: nobody in a library means the
    night.
    """
    words = text.strip().casefold()
    if words in _WORDS:
        return _WORDS[words]
    found = _TIME.fullmatch(words) if len(words) <= _LONGEST else None
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half == "a":
        hour %= 12
    elif half == "p" or (not half and 1 <= hour <= 6 and not found[1].startswith("0")):
        hour = hour % 12 + 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day_time(text: str, today: date) -> tuple[date | None, time] | None:
    """Return the moment that was typed: "4 pm", "Fri 2 pm", "30 Nov noon", "2026-12-03 16:00".

    Args:
        text: what was typed. A day alone means its end; a day of the week the next one, or today.
        today: the day on which it was typed.

    Returns:
        The day, None where none was named, and the time; None where it is no moment.
    """
    words = _BETWEEN.sub(" ", text.strip().casefold()) if len(text) <= _LONGEST_MOMENT else ""
    tokens = [one for one in words.replace(",", " ").split() if one not in _LEFT_OUT]
    if (alone := read_time(" ".join(tokens))) is not None:
        return None, alone
    tokens = [one.rstrip(".") for one in tokens]
    for count in (3, 2, 1):
        if (day := _read_day(tokens[:count], today)) is not None:
            rest = " ".join(tokens[count:])
            wanted = read_time(rest) if rest else _END_OF_DAY
            return None if wanted is None else (day, wanted)
    return None


def read_day(text: str, today: date) -> date | None:
    """Return the day that was typed: "2026-12-03", "3 Dec", "Dec 3 2026", "tomorrow".

    Args:
        text: what was typed; a day without a year is the next one.
        today: the day on which it was typed.
    """
    words = text.strip().casefold() if len(text) <= _LONGEST_MOMENT else ""
    tokens = [one.rstrip(".") for one in words.replace(",", " ").split() if one not in _LEFT_OUT]
    return _read_day(tokens, today) if len(tokens) <= _WORDS_OF_DAY else None


def _read_day(tokens: list[str], today: date) -> date | None:
    """Return the day that one or two words name; None where they name none."""
    try:
        return _named_day(tokens[0], today) if len(tokens) == 1 else _dated_day(tokens, today)
    except (ValueError, OverflowError):
        return None


def _named_day(word: str, today: date) -> date | None:
    if _ISO.fullmatch(word):
        return date.fromisoformat(word)
    weekday = _index(word, _WEEKDAYS)
    ahead = _NEAR.get(word, None if weekday is None else (weekday - today.weekday()) % 7)
    return None if ahead is None else today + timedelta(days=ahead)


def _dated_day(tokens: list[str], today: date) -> date | None:
    day = next((one for one in tokens[:2] if one.isdecimal()), "")
    month = next((at for one in tokens[:2] if (at := _index(one, _MONTHS)) is not None), None)
    if not day or month is None:
        return None
    if len(tokens) > 2:  # "3 Dec 2026": the last one is no time
        year = int(tokens[2]) if _YEAR.fullmatch(tokens[2]) else 0
        return date(year, month + 1, int(day)) if FIRST_YEAR <= year <= LAST_YEAR else None
    return _next_day(today, month + 1, int(day))


def _next_day(today: date, month: int, day: int) -> date:
    for year in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        with suppress(ValueError):
            if (found := date(year, month, day)) >= today:
                return found
    raise ValueError("no such day")


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Return which name a word begins, of which three letters are enough."""
    fits = [at for at, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
    return fits[0] if len(fits) == 1 else None


def next_at(now: datetime, wanted: time) -> datetime:
    """Return the next moment, after `now`, at which it is `wanted`: today, else tomorrow."""
    today = now.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0, fold=0)
    return today if today > now else today + timedelta(days=1)


def stays(now: datetime) -> tuple[time, ...]:
    """Return a few times until which somebody may still be here, in order; none at night."""
    first = (now + _LEAST_STAY).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    hours = [first + timedelta(hours=step) for step in _STEPS_H]
    times = {one.time() for one in hours if one.date() == now.date()}
    if now.time() < _END_OF_DAY:
        times = {one for one in times if one < _END_OF_DAY} | {_END_OF_DAY}
    return tuple(sorted(times))


def read_spans(text: str) -> tuple[Span, ...] | None:
    """Return a day's opening times as they were typed: "8:30-12, 1 pm to 5 pm"; () for closed.

    None where a part of it is no time, or ends before it begins.
    """
    spans = []
    for part in filter(str.strip, text.split(",")):
        ends = [_read_end(end) for end in re.split(r"-|\u2013|\bto\b", part)]
        if len(ends) != 2 or None in ends:
            return None
        opens, closes = ends
        # Midnight closes a day, as `Span` has it.
        if opens is None or closes is None or (opens >= closes and closes != _MIDNIGHT):
            return None
        spans.append(Span(opens, closes))
    return tuple(spans)


def _read_end(text: str) -> time | None:
    return _MIDNIGHT if text.strip() in ("24:00", "24") else read_time(text)


def spans_words(spans: tuple[Span, ...]) -> str:
    """Return a day's opening times as they can be typed again; "" for closed."""
    return ", ".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in spans)
