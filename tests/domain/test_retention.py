"""How long things are kept, and by which clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.retention import (
    LONGEST_GAP,
    STEADY_FOR,
    Closed,
    Keeping,
    Seen,
    is_due,
    see,
)

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
DAY = timedelta(days=1)


def test_pictures_go_thirty_days_after_closing_and_not_an_hour_before():
    keeping = Keeping()
    closed = Closed(NOW - keeping.pictures_days * DAY)
    assert is_due(closed, keeping.pictures_days, NOW)
    assert not is_due(closed, keeping.pictures_days, NOW - timedelta(hours=1))


@pytest.mark.parametrize(
    ("look_again_on", "is_over"),
    [(date(2026, 10, 23), True), (date(2026, 10, 24), False), (date(2027, 1, 4), False)],
)
def test_what_was_put_off_keeps_all_until_the_days_after_it_was_looked_at_again(
    look_again_on, is_over
):
    assert is_due(Closed(NOW - 300 * DAY, look_again_on), 30, NOW) is is_over


def test_a_collected_file_never_outlives_the_pictures_in_it():
    assert Keeping().collected_days == 30
    assert Keeping(pictures_days=7).collected_days == 7
    assert Keeping(pictures_days=365).collected_days == 30


def go(*steps):
    seen = see(None, NOW)
    now = NOW
    for step in steps:
        now += step
        seen = see(seen, now)
    return seen


def test_a_clock_is_trusted_after_a_day():
    assert not go().is_steady
    assert not go(STEADY_FOR - timedelta(seconds=1)).is_steady
    assert go(STEADY_FOR).is_steady


@pytest.mark.parametrize("gap", [3 * DAY, 7 * DAY, 42 * DAY, LONGEST_GAP])
def test_weekends_and_holidays_are_no_jump(gap):
    assert go(gap, gap, gap).is_steady


@pytest.mark.parametrize("jump", [1826 * DAY, -365 * DAY, LONGEST_GAP + DAY, -2 * DAY])
def test_after_a_jump_nothing_is_removed_for_a_day(jump):
    assert not go(2 * DAY, jump).is_steady
    assert not go(2 * DAY, jump, timedelta(hours=8)).is_steady
    assert go(2 * DAY, jump, STEADY_FOR).is_steady


def test_set_right_again_it_is_watched_anew():
    assert not go(2 * DAY, 1826 * DAY, 2 * DAY, -1828 * DAY).is_steady


def test_a_clock_that_is_put_right_by_minutes_is_no_jump():
    seen = go(2 * DAY, timedelta(minutes=-10))
    assert seen == Seen(NOW + 2 * DAY, NOW)


@given(st.lists(st.timedeltas(timedelta(days=-2000), timedelta(days=2000)), max_size=20))
def test_however_a_clock_jumps_no_removal_follows_a_jump_at_once(steps):
    seen, now = see(None, NOW), NOW
    for step in steps:
        before, now = seen, now + step
        seen = see(seen, now)
        if seen.is_steady:
            assert now - before.last <= LONGEST_GAP
            assert seen.last >= before.last
