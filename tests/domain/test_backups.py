"""Which copies of the database are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from libdesk.domain.backups import AT_RISK, Copy, is_due, thin

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def copies(*moments):
    return [Copy(number, at) for number, at in enumerate(moments, 1)]


def every_half_hour(days):
    count = days * 48
    return copies(*(NOW - HALF_HOUR * (count - 1 - step) for step in range(count)))


def kept_days(made):
    return [copy.made_at.date() for copy in thin(made)]


def test_nothing_is_made_of_nothing():
    assert thin([]) == ()


def test_the_newest_three_are_kept_though_they_are_of_one_hour():
    made = every_half_hour(1)
    assert [copy.sequence for copy in thin(made)][:3] == [48, 47, 46]


def test_of_two_years_there_remain_twelve_days_ten_weeks_and_nine_months():
    made = every_half_hour(730)
    kept = thin(made)
    days = {copy.made_at.date() for copy in kept}
    assert len(kept) == len(days) + 2, "three of today, else one of a day"
    newest = sorted(days, reverse=True)
    assert newest[:12] == [NOW.date() - timedelta(days=back) for back in range(12)]
    assert len({day.isocalendar()[:2] for day in days}) >= 10
    months = {(day.year, day.month) for day in days}
    assert len(months) == 9
    assert min(days) == datetime(2026, 3, 31, tzinfo=UTC).date(), "the last day of its month"
    assert len(kept) <= 3 + 12 + 10 + 9


def test_what_was_kept_is_kept_again():
    once = thin(every_half_hour(400))
    assert thin(once) == once


def test_thinning_after_each_copy_leaves_what_thinning_all_at_once_leaves():
    made = every_half_hour(200)
    grown: tuple[Copy, ...] = ()
    for copy in made:
        grown = thin((*grown, copy))
    assert {copy.made_at.date() for copy in grown} == set(kept_days(made))


def test_a_year_without_libdesk_costs_nothing():
    old = [NOW - timedelta(days=400 + back) for back in range(5, 0, -1)]
    made = copies(*old, NOW)
    assert len(thin(made)) == 6


@pytest.mark.parametrize("jump", [timedelta(days=-365), timedelta(days=5 * 365)])
def test_f6_the_newest_are_kept_wherever_the_clock_stands(jump):
    before = [NOW - timedelta(days=back) for back in range(30, 0, -1)]
    after = [NOW + jump + HALF_HOUR * step for step in range(4)]
    kept = thin(copies(*before, *after))
    assert [copy.sequence for copy in kept][:3] == [34, 33, 32]
    assert NOW - timedelta(days=1) in [copy.made_at for copy in kept]


@pytest.mark.parametrize(
    ("last", "changed", "due"),
    [
        (None, False, True),
        (NOW - AT_RISK, True, True),
        (NOW - AT_RISK, False, False),
        (NOW - AT_RISK + timedelta(seconds=1), True, False),
        (NOW + timedelta(days=365), True, True),
        (NOW, True, False),
    ],
    ids=["never", "half an hour", "unchanged", "a second less", "from the future", "just now"],
)
def test_a_copy_is_due_half_an_hour_after_the_last(last, changed, due):
    assert is_due(last, changed, NOW) is due
