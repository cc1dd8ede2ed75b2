"""Moments as they are typed, by the clock on the wall."""

import time as clock
from datetime import UTC, datetime

import pytest

from libdesk.ui.typed_times import as_typed, read_past, read_typed


@pytest.fixture
def new_york(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    clock.tzset()
    yield
    monkeypatch.undo()
    clock.tzset()


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="the zone can be set on Unix only")
@pytest.mark.parametrize(
    ("now", "typed", "moment"),
    [
        (datetime(2026, 10, 31, 19, 0, tzinfo=UTC), "2 pm", datetime(2026, 11, 1, 19, tzinfo=UTC)),
        (datetime(2026, 3, 7, 23, 0, tzinfo=UTC), "9 am", datetime(2026, 3, 8, 13, tzinfo=UTC)),
        (datetime(2026, 11, 25, 15, 0, tzinfo=UTC), "2 pm", datetime(2026, 11, 25, 19, tzinfo=UTC)),
        (datetime(2026, 11, 25, 15, 0, tzinfo=UTC), "0001-01-01", None),
        (datetime(2026, 11, 25, 15, 0, tzinfo=UTC), "9999-12-31 23:59", None),
        (datetime(2026, 11, 25, 15, 0, tzinfo=UTC), "whenever", None),
    ],
)
def test_what_is_typed_is_meant_by_the_clock_on_the_wall(new_york, now, typed, moment):
    found = read_typed(typed, now)
    assert found == moment
    if found is not None:
        assert read_typed(as_typed(found, now), now) == found


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="the zone can be set on Unix only")
@pytest.mark.rows("S59")
@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("9:10", datetime(2026, 11, 25, 14, 10, tzinfo=UTC)),
        ("11:30", datetime(2026, 11, 24, 16, 30, tzinfo=UTC)),
        ("yesterday 9:10", datetime(2026, 11, 24, 14, 10, tzinfo=UTC)),
        ("Yesterday, 9:10", datetime(2026, 11, 24, 14, 10, tzinfo=UTC)),
        ("2026-11-01 1:30 am", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("0001-01-01 9:00", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_what_has_been_is_the_last_time_that_was(new_york, typed, moment):
    assert read_past(typed, datetime(2026, 11, 25, 15, 0, tzinfo=UTC)) == moment
