"""When a form says that the desk has been silent."""

from datetime import UTC, datetime, time, timedelta

import pytest

from libdesk.domain.bulletin import SILENCE_IS_TOLD_AFTER, Bulletin, silent_since
from libdesk.domain.hours import ClosedDay, Hours, Span

COLLECTED = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
BULLETIN = Bulletin(COLLECTED, COLLECTED)


@pytest.mark.parametrize(
    ("later", "is_silent"),
    [
        (timedelta(0), False),
        (SILENCE_IS_TOLD_AFTER, False),
        (SILENCE_IS_TOLD_AFTER + timedelta(seconds=1), True),
        (timedelta(days=400), True),
        (timedelta(days=-400), False),
    ],
)
def test_after_four_hours_without_collecting_the_desk_counts_as_silent(later, is_silent):
    assert silent_since(BULLETIN, COLLECTED + later) == (COLLECTED if is_silent else None)


CLOSED = ClosedDay(datetime(2026, 11, 26, tzinfo=UTC).date())
HOURS = Hours(((Span(time(8, 30), time(17)),),) * 5 + ((), ()), (CLOSED,), "America/Chicago")


def at(words):
    """A moment in UTC from a winter's date and time in Chicago."""
    return datetime.fromisoformat(f"2026-11-{words}-06:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("collected", "now", "is_silent"),
    [
        ("23 09:00", "23 13:00", False),
        ("23 09:00", "23 13:01", True),
        ("23 15:00", "24 10:30", False),
        ("23 15:00", "24 10:31", True),
        ("25 16:59", "27 12:00", False),
        ("25 13:00", "27 08:30", False),
        ("25 13:00", "27 08:31", True),
        ("27 17:00", "30 12:30", False),
        ("27 17:00", "30 12:31", True),
        ("30 12:00", "23 12:00", False),
    ],
)
def test_nights_and_days_without_hours_are_no_silence(collected, now, is_silent):
    bulletin = Bulletin(at(collected), at(collected), hours=HOURS)
    assert silent_since(bulletin, at(now)) == (at(collected) if is_silent else None)


@pytest.mark.parametrize("year", [1, 1970, 1999])
def test_b13_however_long_ago_it_was_silence_is_told_with_its_true_beginning(year):
    long_ago = datetime(year, 1, 1, tzinfo=UTC)
    bulletin = Bulletin(long_ago, long_ago, hours=HOURS)
    assert silent_since(bulletin, at("23 09:00")) == long_ago
