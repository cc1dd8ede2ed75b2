"""Moments as they are typed, by this computer's clock."""

from datetime import UTC, datetime, timedelta

from libdesk.domain.moments import FIRST_YEAR, LAST_YEAR, read_day_time

_YESTERDAY = "yesterday"


def read_typed(typed: str, now: datetime) -> datetime | None:
    """Return the moment that was typed (aware, UTC); None where it is none.

    Args:
        typed: as `read_day_time` reads it; a time alone is the next one that is ahead.
        now: the present (aware).
    """
    here = now.astimezone()
    read = read_day_time(typed, here.date())
    if read is None:
        return None
    day, wanted = read
    if day is not None and not FIRST_YEAR < day.year < LAST_YEAR:  # a zone may move it by a day
        return None
    if day is not None:
        return datetime.combine(day, wanted).astimezone(UTC)
    # By the clock on the wall, which may be set between now and then.
    today = datetime.combine(here.date(), wanted).astimezone(UTC)
    tomorrow = datetime.combine(here.date() + timedelta(days=1), wanted).astimezone(UTC)
    return today if today > now else tomorrow


def read_past(typed: str, now: datetime) -> datetime | None:
    """Return the moment that was typed, of something that has been (aware, UTC); None for none.

    Args:
        typed: as `read_typed` takes it; a time alone is the last one that was.
        now: the present (aware).
    """
    here = now.astimezone()
    words = typed.strip()
    if words.casefold().startswith(_YESTERDAY):
        day = (here.date() - timedelta(days=1)).isoformat()
        words = f"{day} {words[len(_YESTERDAY) :]}"
    read = read_day_time(words, here.date())
    if read is None or read[0] is not None:
        return read_typed(words, now)
    today = datetime.combine(here.date(), read[1]).astimezone(UTC)
    before = datetime.combine(here.date() - timedelta(days=1), read[1]).astimezone(UTC)
    return today if today <= now else before


def as_typed(at: datetime, now: datetime) -> str:
    """Return a moment (aware) as it can be typed again: "16:30", "2026-12-03 16:30"."""
    here = at.astimezone()
    is_today = here.date() == now.astimezone().date()
    return f"{here:%H:%M}" if is_today else f"{here:%Y-%m-%d %H:%M}"
