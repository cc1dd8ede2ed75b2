"""A week's hours as words, such as "08:30": how they are typed, stored and sent.

What open time means, and which spans can be a day's hours, is in hours.py.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from libdesk.domain.hours import WEEK, ClosedDay, Hours, Span, check
from libdesk.domain.text import clean_line

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
# A zone's name becomes a path where zones lie as files: nothing else than a name may look so.
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,32}){0,2}")


def parse_time(words: str) -> time:
    """Return the time of day that "08:30" means.

    Raises:
        ValueError: these words are no time of day from 00:00 to 23:59.
    """
    found = _TIME.fullmatch(words)
    if found is None:
        raise ValueError("this is no time of day")
    return time(int(found[1]), int(found[2]))


def parse_span(opens: str, closes: str) -> Span:
    """Return the span between two times of a day.

    Raises:
        ValueError: one of them is no time of day.
    """
    return Span(parse_time(opens), parse_time(closes))


def week_of(spans: Iterable[tuple[int, Span]]) -> tuple[tuple[Span, ...], ...]:
    """Return a week from spans in any order, each with its day (Monday is 0).

    Raises:
        ValueError: a day is none of the week, or spans end before they begin or overlap.
    """
    days: list[list[Span]] = [[] for _ in range(WEEK)]
    for day, span in spans:
        if not 0 <= day < WEEK:
            raise ValueError("A week has seven days.")
        days[day].append(span)
    week = tuple(tuple(sorted(day, key=lambda span: span.opens)) for day in days)
    check(Hours(week))
    return week


def is_zone(name: str) -> bool:
    """Say whether a time zone of this name is known here; "" is this computer's own."""
    if not name:
        return True
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def parse_hours(document: Mapping[str, Any]) -> Hours:
    """Read the shipped hours.

    Args:
        document: the content of resources/promises/hours.json.

    Raises:
        ValueError: it is not what hours look like.
    """
    try:
        week = [[parse_span(*span) for span in spans] for spans in document["week"]]
        closed = [(date.fromisoformat(one["on"]), one.get("why", "")) for one in document["closed"]]
        zone = str(document["zone"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the hours file lacks a part: {error}") from error
    if len(week) != WEEK or not is_zone(zone):
        raise ValueError("the hours file has no whole week, or an unknown time zone")
    spans = [(day, span) for day, spans in enumerate(week) for span in spans]
    return Hours(week_of(spans), tuple(ClosedDay(on, clean_line(why)) for on, why in closed), zone)
