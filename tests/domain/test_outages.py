"""Outages by branch and month: counted, with the time, and with the open time (S59)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from libdesk.domain.hours import Hours, Span
from libdesk.domain.outages import (
    BranchMonth,
    Outage,
    by_month,
    in_months,
    is_sensible,
    lasted,
    months_before,
    whole,
)

pytestmark = pytest.mark.rows("S59")

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAILY = Hours(((Span(time(9), time(17)),),) * 7, zone="UTC")


def at(day, hour, month=11):
    return datetime(2026, month, day, hour, tzinfo=UTC)


def rows(*outages, hours=DAILY, zone=UTC):
    return by_month(outages, hours, NOW, zone)


def test_a_month_tells_how_often_and_how_long():
    found = rows(Outage("MIL", at(3, 8), at(3, 10)), Outage("MIL", at(9, 12), at(9, 13)))
    assert found == (BranchMonth("MIL", date(2026, 11, 1), 2, 3 * HOUR, 2 * HOUR),)


def test_what_is_away_twice_is_away_once():
    whole_day, within = Outage("MIL", at(3, 9), at(3, 15)), Outage("MIL", at(3, 10), at(3, 11))
    after = Outage("MIL", at(3, 14), at(3, 16))
    assert rows(within, after, whole_day)[0].lasted == 7 * HOUR
    assert rows(within, after, whole_day)[0].count == 3


def test_an_outage_over_the_end_of_a_month_counts_where_it_began():
    first, second = rows(Outage("MIL", at(31, 22, month=10), at(1, 2)))
    assert (first.month, first.count, first.lasted) == (date(2026, 11, 1), 0, 2 * HOUR)
    assert (second.month, second.count, second.lasted) == (date(2026, 10, 1), 1, 2 * HOUR)


def test_the_month_is_the_librarys_own_also_where_clocks_change():
    chicago = ZoneInfo("America/Chicago")
    start = datetime(2026, 10, 31, 23, tzinfo=chicago).astimezone(UTC)
    end = datetime(2026, 11, 1, 4, tzinfo=chicago).astimezone(UTC)
    november, october = rows(Outage("MIL", start, end), zone=chicago)
    assert (october.lasted, november.lasted) == (HOUR, 5 * HOUR)  # one hour of that night twice


def test_the_end_of_the_year_is_the_end_of_a_month():
    start = datetime(2025, 12, 31, 23, tzinfo=UTC)
    months = [row.month for row in rows(Outage("MIL", start, start + 2 * HOUR))]
    assert months == [date(2026, 1, 1), date(2025, 12, 1)]


def test_what_is_not_over_counts_until_now():
    (row,) = rows(Outage("MIL", at(26, 10)))
    assert (row.lasted, row.still_away) == (2 * HOUR, True)
    ahead = Outage("MIL", at(28, 10))  # the clock was put back since
    assert rows(ahead)[0].lasted == timedelta(0)


def test_without_hours_no_open_time_is_told():
    (row,) = rows(Outage("MIL", at(3, 8), at(3, 10)), hours=None)
    assert row.open_time is None
    assert whole([row]) == (1, 2 * HOUR, None)


def test_sums_are_the_rows_together():
    told = rows(Outage("MIL", at(3, 8), at(3, 10)), Outage("CEN", at(3, 9), at(3, 10)))
    assert [row.branch for row in told] == ["CEN", "MIL"]
    assert whole(told) == (2, 3 * HOUR, 2 * HOUR)


def test_rows_are_narrowed_to_a_branch_and_the_last_months():
    told = rows(
        Outage("MIL", at(3, 8), at(3, 10)),
        Outage("CEN", at(3, 8), at(3, 10)),
        Outage("MIL", at(3, 8, month=5), at(3, 10, month=5)),
    )
    assert len(in_months(told, date(2026, 1, 1), "MIL")) == 2
    assert len(in_months(told, date(2026, 11, 1))) == 2


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, date(2026, 11, 1)), (11, date(2025, 12, 1)), (999_999, date(1, 1, 1))],
)
def test_months_before(count, expected):
    assert months_before(date(2026, 11, 26), count) == expected


def test_how_long_one_lasted():
    assert lasted(Outage("MIL", at(3, 8), at(3, 10)), NOW) == 2 * HOUR
    assert lasted(Outage("MIL", at(26, 11)), NOW) == HOUR
    assert lasted(Outage("MIL", at(28, 11)), NOW) == timedelta(0)


def test_the_ends_of_the_calendar_are_not_sensible():
    assert is_sensible(NOW)
    assert not is_sensible(datetime(1, 1, 1, tzinfo=UTC))
    assert not is_sensible(datetime(9999, 12, 31, tzinfo=UTC))
