"""Open time: by the library's own clock, over nights, holidays and changes of the clocks."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, reject
from hypothesis import strategies as st

from libdesk.domain.hours import (
    FURTHEST,
    WEEK,
    ClosedDay,
    Hours,
    Span,
    after_open_days,
    after_open_time,
    check,
    closing_on_day_of,
    is_open,
    next_opening,
    open_time_between,
    open_times,
)

CHICAGO = "America/Chicago"
BERLIN = "Europe/Berlin"
SAINT_JOHNS = "America/St_Johns"  # until 2011 its clocks went back over midnight, at 00:01
SAMOA = "Pacific/Apia"  # had no 30 December 2011
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NIGHT_AND_DAY = (Span(time(0), time(0)),)
THANKSGIVING = ClosedDay(date(2026, 11, 26), "Thanksgiving")


def spans(*times):
    """Spans from words: spans("08:30-12:00")."""
    return tuple(Span(*map(time.fromisoformat, words.split("-"))) for words in times)


def daily(*times, zone=CHICAGO, closed=()):
    return Hours((spans(*times),) * WEEK, closed, zone)


def on_weekdays(*times, zone=CHICAGO, closed=()):
    return Hours((spans(*times),) * 5 + ((), ()), closed, zone)


def at(words, zone=CHICAGO, fold=0):
    """A moment in UTC from a date and time of the zone."""
    naive = datetime.fromisoformat(words)
    return naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


OFFICE = on_weekdays("08:30-12:00", "13:00-17:00", closed=(THANKSGIVING,))
NEVER = Hours(((),) * WEEK)
# 23 November 2026 is a Monday.


@pytest.mark.parametrize(
    ("moment", "closing"),
    [
        ("2026-11-23T07:00", "2026-11-23T17:00"),
        ("2026-11-23T12:30", "2026-11-23T17:00"),
        ("2026-11-23T23:59", "2026-11-23T17:00"),
        ("2026-11-22T10:00", None),  # a Sunday
        ("2026-11-26T10:00", None),
    ],
)
def test_a_day_ends_with_its_last_closing(moment, closing):
    assert closing_on_day_of(OFFICE, at(moment)) == (closing and at(closing))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23 08:29:59", "2026-11-23 08:30"),
        ("2026-11-23 08:30", "2026-11-23 08:30"),
        ("2026-11-23 11:59:59.999999", "2026-11-23 11:59:59.999999"),
        ("2026-11-23 12:00", "2026-11-23 13:00"),
        ("2026-11-23 17:00", "2026-11-24 08:30"),
        ("2026-11-25 23:00", "2026-11-27 08:30"),
        ("2026-11-26 10:00", "2026-11-27 08:30"),
        ("2026-11-27 18:00", "2026-11-30 08:30"),
        ("2026-11-29 00:00", "2026-11-30 08:30"),
    ],
)
def test_it_opens_at_once_or_next_time_it_is_open(moment, opens):
    assert next_opening(OFFICE, at(moment)) == at(opens)
    assert is_open(OFFICE, at(moment)) == (moment == opens)


@pytest.mark.parametrize(
    ("start", "lasting", "end"),
    [
        ("2026-11-23 16:00", HOUR, "2026-11-23 17:00"),
        ("2026-11-23 16:30", HOUR, "2026-11-24 09:00"),
        ("2026-11-23 11:30", HOUR, "2026-11-23 13:30"),
        ("2026-11-23 11:30", 30 * MINUTE, "2026-11-23 12:00"),
        ("2026-11-23 12:10", HOUR, "2026-11-23 14:00"),
        ("2026-11-25 16:30", HOUR, "2026-11-27 09:00"),
        ("2026-11-27 16:59:59", timedelta(seconds=2), "2026-11-30 08:30:01"),
        ("2026-11-23 08:30", 8 * HOUR, "2026-11-24 09:00"),
        ("2026-11-23 09:00", timedelta(0), "2026-11-23 09:00"),
        ("2026-11-23 12:00", timedelta(0), "2026-11-23 13:00"),
        ("2026-11-23 09:00", -HOUR, "2026-11-23 09:00"),
    ],
)
def test_so_much_open_time_later(start, lasting, end):
    assert after_open_time(OFFICE, at(start), lasting) == at(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-23 10:15", 0, "2026-11-23 10:15"),
        ("2026-11-23 10:15", -3, "2026-11-23 10:15"),
        ("2026-11-23 10:15", 1, "2026-11-24 10:15"),
        ("2026-11-25 10:15", 1, "2026-11-27 10:15"),
        ("2026-11-25 10:15", 2, "2026-11-30 10:15"),
        ("2026-11-28 10:15", 1, "2026-12-01 08:30"),
        ("2026-11-23 12:30", 1, "2026-11-24 13:00"),
        ("2026-11-23 07:00", 0, "2026-11-23 08:30"),
        ("2026-11-23 07:00", 20, "2026-12-22 08:30"),
    ],
)
def test_so_many_open_days_later_at_the_same_time_of_day(start, days, end):
    assert after_open_days(OFFICE, at(start), days) == at(end)


@pytest.mark.parametrize(
    ("tuesday", "end"),
    [
        ("09:00-12:00 13:00-17:00", "14:00"),
        ("09:00-12:00 14:00-17:00", "14:00"),
        ("09:00-12:00 15:00-17:00", "15:00"),
        ("09:00-10:00 16:00-17:00", "16:00"),
        ("15:00-17:00", "15:00"),
        ("09:00-14:00", "14:00"),
        ("09:00-12:00", "12:00"),
        ("09:00-10:00 11:00-12:00", "12:00"),
    ],
)
@pytest.mark.parametrize("has_more", [True, False])
def test_a_day_that_is_closed_at_that_time_takes_the_next_open_moment_or_its_closing(
    tuesday, end, has_more
):
    more = spans("08:00-18:00") if has_more else ()
    hours = Hours((spans("08:00-18:00"), spans(*tuesday.split()), more, *((),) * 4), (), CHICAGO)
    if not has_more:
        # One week only: after this Tuesday nothing is ever open again.
        later = (date(2026, 11, 25) + timedelta(days=more) for more in range(500))
        hours = Hours(hours.week, tuple(ClosedDay(day) for day in later), CHICAGO)
    assert after_open_days(hours, at("2026-11-23 14:00"), 1) == at(f"2026-11-24 {end}")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23 08:00", "2026-11-23 09:30", 1),
        ("2026-11-23 11:00", "2026-11-23 14:00", 2),
        ("2026-11-23 12:00", "2026-11-23 13:00", 0),
        ("2026-11-23 17:00", "2026-11-24 08:30", 0),
        ("2026-11-23 00:00", "2026-11-30 00:00", 4 * 7.5),
        ("2026-11-23 10:00", "2026-11-23 10:00", 0),
        ("2026-11-24 10:00", "2026-11-23 10:00", 0),
        ("2024-02-26 00:00", "2024-03-04 00:00", 5 * 7.5),
    ],
)
def test_open_time_is_added_up(start, end, hours):
    assert open_time_between(OFFICE, at(start), at(end)) == hours * HOUR


def test_b14_a_leap_day_is_a_day_like_any_other():
    wednesday = at("2028-02-28 16:30")
    hours = on_weekdays("09:00-17:00")
    assert after_open_time(hours, wednesday, HOUR) == at("2028-02-29 09:30")
    assert after_open_days(hours, wednesday, 2) == at("2028-03-01 16:30")
    closed = on_weekdays("09:00-17:00", closed=(ClosedDay(date(2028, 2, 29)),))
    assert after_open_time(closed, wednesday, HOUR) == at("2028-03-01 09:30")


@pytest.mark.parametrize(
    ("zone", "shorter", "longer"),
    [(CHICAGO, "2026-03-08", "2026-11-01"), (BERLIN, "2026-03-29", "2026-10-25")],
)
def test_b14_a_night_of_a_change_is_as_long_as_it_really_is(zone, shorter, longer):
    hours = daily("00:00-08:00", zone=zone)
    for day, lasting in ((shorter, 7), (longer, 9), ("2026-06-01", 8)):
        midnight, closing = at(f"{day} 00:00", zone), at(f"{day} 08:00", zone)
        assert open_time_between(hours, midnight, closing) == lasting * HOUR
        assert after_open_time(hours, midnight, lasting * HOUR) == closing
        evening_before = midnight - 4 * HOUR
        assert after_open_time(hours, evening_before, timedelta(0)) == midnight
        assert after_open_days(hours, closing - HOUR, 1) - closing == 23 * HOUR


@pytest.mark.parametrize(
    ("zone", "change", "skipped"),
    [
        (CHICAGO, "2026-03-08T08:00+00:00", ("02:15-02:45", "02:30-03:30", "01:30-02:30")),
        (BERLIN, "2026-03-29T01:00+00:00", ("02:15-02:45", "02:30-03:30", "01:30-02:30")),
    ],
)
def test_b14_a_time_that_a_change_skips_means_the_moment_of_the_change(zone, change, skipped):
    change = datetime.fromisoformat(change)
    day = change - 3 * HOUR, change + 3 * HOUR
    within, over_its_end, over_its_begin = (daily(times, zone=zone) for times in skipped)
    assert open_time_between(within, *day) == timedelta(0)
    assert next_opening(within, day[0]) > day[1]
    assert next_opening(over_its_end, day[0]) == change
    assert open_time_between(over_its_end, *day) == 30 * MINUTE
    assert after_open_time(over_its_begin, day[0], 30 * MINUTE) == change
    assert open_time_between(over_its_begin, *day) == 30 * MINUTE


@pytest.mark.parametrize(
    ("zone", "day", "again"),
    [(CHICAGO, "2026-11-01", "01"), (BERLIN, "2026-10-25", "02")],
)
def test_b14_a_time_that_a_change_doubles_means_the_first(zone, day, again):
    hours = daily(f"{again}:15-{again}:30", f"{again}:30-04:00", zone=zone)
    first, second = (at(f"{day} {again}:20", zone, fold) for fold in (0, 1))
    assert second - first == HOUR
    assert is_open(hours, first)
    assert is_open(hours, second)
    only = daily(f"{again}:15-{again}:30", zone=zone)
    assert is_open(only, first)
    assert not is_open(only, second)
    assert open_time_between(only, first - HOUR, second + HOUR) == 15 * MINUTE


def test_clocks_that_go_back_over_midnight_lose_no_time():
    hours = daily("00:00-01:00", "22:00-23:30", zone=SAINT_JOHNS)
    friday, sunday = at("2010-11-05 12:00", SAINT_JOHNS), at("2010-11-07 12:00", SAINT_JOHNS)
    # The first minute of Sunday was followed by Saturday's last hour, and then by Sunday again.
    assert open_time_between(hours, friday, sunday) == 2 * 2.5 * HOUR + HOUR
    change = at("2010-11-07 00:00:30", SAINT_JOHNS) + 30 * MINUTE
    assert is_open(hours, change)
    assert open_time_between(hours, friday, change) + open_time_between(
        hours, change, sunday
    ) == open_time_between(hours, friday, sunday)


def test_a_day_that_a_zone_left_out_has_no_hours():
    hours = daily("09:00-17:00", zone=SAMOA)
    thursday = at("2011-12-29 16:30", SAMOA)
    assert after_open_time(hours, thursday, HOUR) == at("2011-12-31 09:30", SAMOA)
    assert after_open_days(hours, thursday, 1) == at("2011-12-31 16:30", SAMOA)


def test_hours_may_go_from_one_midnight_to_the_next():
    hours = Hours((NIGHT_AND_DAY,) * WEEK, (), BERLIN)
    new_year = at("2026-01-01 00:00", BERLIN)
    assert is_open(hours, new_year)
    assert is_open(hours, new_year - timedelta.resolution)
    assert after_open_time(hours, new_year, 400 * 24 * HOUR) == new_year + 400 * 24 * HOUR
    year = at("2027-01-01 00:00", BERLIN)
    assert open_time_between(hours, new_year, year) == year - new_year
    late = daily("22:00-00:00", zone=BERLIN)
    assert after_open_time(late, new_year, 2 * HOUR) == at("2026-01-02 00:00", BERLIN)
    assert not is_open(late, new_year)


@pytest.mark.parametrize("year", [1999, 2031])
def test_b13_a_clock_that_is_years_off_still_counts(year):
    hours = daily("09:00-17:00")
    start = at(f"{year}-07-01 16:30")
    assert after_open_time(hours, start, HOUR) == at(f"{year}-07-02 09:30")
    assert open_time_between(hours, start, start + timedelta(days=7)) == 7 * 8 * HOUR


@pytest.mark.parametrize("zone", ["", CHICAGO, "Pacific/Kiritimati", "Nowhere/At_All"])
@pytest.mark.parametrize("moment", [datetime.min, datetime.max])  # noqa: DTZ901 - made aware below
def test_the_ends_of_the_calendar_are_no_error(zone, moment):
    moment = moment.replace(tzinfo=UTC)
    hours = daily("00:00-00:00", zone=zone)
    for found in (
        next_opening(hours, moment),
        after_open_time(hours, moment, HOUR),
        after_open_days(hours, moment, 1),
    ):
        assert found is None or abs(found - moment) <= timedelta(days=4)
    near = moment.replace(year=min(max(moment.year, 2), 9998))
    assert open_time_between(hours, min(near, moment), max(near, moment)) >= timedelta(days=300)


def test_where_nothing_opens_within_four_hundred_days_nothing_is_named():
    start = at("2026-11-23 10:00")
    assert next_opening(NEVER, start) is None
    assert after_open_time(NEVER, start, HOUR) is None
    assert after_open_days(NEVER, start, 1) is None
    assert after_open_days(NEVER, start, 0) is None
    assert not is_open(NEVER, start)
    assert open_time_between(NEVER, start, start + 20 * FURTHEST) == timedelta(0)
    assert after_open_time(OFFICE, start, 9999 * HOUR) is None
    assert after_open_days(OFFICE, start, 9999) is None


def test_an_opening_in_just_four_hundred_days_is_found_and_a_later_one_is_not():
    long_ago = at("2025-06-02 09:00")
    closed = tuple(ClosedDay(long_ago.date() + timedelta(days=days)) for days in range(400))
    hours = daily("09:00-17:00", closed=closed)
    assert next_opening(hours, long_ago) == at("2026-07-07 09:00")
    assert next_opening(hours, long_ago - timedelta.resolution) is None


@pytest.mark.parametrize(
    "name", ["Mars/Olympus", "../../etc/passwd", "/etc/passwd", "America", "\0"]
)
def test_an_unknown_zone_is_this_computers_own(name, monkeypatch):
    monkeypatch.setenv("TZ", CHICAGO)
    clock.tzset()
    try:
        for zone in ("", name):
            hours = on_weekdays("09:00-17:00", zone=zone)
            for day, lasting in (("2026-03-08", 23), ("2026-11-01", 25), ("2026-06-01", 24)):
                whole = Hours((NIGHT_AND_DAY,) * WEEK, (), zone)
                midnight = at(f"{day} 00:00")
                end = midnight + lasting * HOUR
                assert after_open_days(whole, midnight, 1) == end
                assert open_time_between(whole, midnight, end) == lasting * HOUR
            assert next_opening(hours, at("2026-11-28 09:00")) == at("2026-11-30 09:00")
            skipped = daily("02:30-03:30", zone=zone)
            assert next_opening(skipped, at("2026-03-08 00:00")) == at("2026-03-08 03:00")
    finally:
        monkeypatch.undo()
        clock.tzset()


def test_ten_years_are_counted_in_no_time():
    hours = on_weekdays("08:30-12:00", "13:00-17:00", closed=(THANKSGIVING,))
    start, end = at("2021-11-23 08:30"), at("2031-11-23 08:30")
    took = []
    for _ in range(3):
        before = clock.process_time()
        total = open_time_between(hours, start, end)
        took.append(clock.process_time() - before)
    weekdays = sum((start.date() + timedelta(days=day)).weekday() < 5 for day in range(3652))
    assert total == (weekdays - 1) * 7.5 * HOUR
    # Without coverage it takes a tenth of this.
    assert min(took) < 0.05


@pytest.mark.parametrize(
    ("monday", "sentence"),
    [
        ("12:00-09:00", "On Monday the time 12:00 to 09:00 ends before it begins."),
        ("12:00-12:00", "On Monday the time 12:00 to 12:00 ends before it begins."),
        (
            "09:00-12:00 11:00-17:00",
            "On Monday two times overlap: 09:00 to 12:00 and 11:00 to 17:00.",
        ),
        (
            "09:00-00:00 11:00-17:00",
            "On Monday two times overlap: 09:00 to 00:00 and 11:00 to 17:00.",
        ),
        (
            "13:00-17:00 09:00-12:00",
            "On Monday the times are not in order: 09:00 to 12:00 stands after 13:00 to 17:00.",
        ),
        (
            "09:00-12:00+01:00",
            "On Monday a time names a time zone; it must be a plain time.",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_in_a_sentence(monday, sentence):
    hours = Hours((spans(*monday.split()), *((),) * 6))
    with pytest.raises(ValueError, match=sentence.replace(".", r"\.").replace("+", r"\+")):
        check(hours)


@pytest.mark.parametrize("days", [0, 5, 8])
def test_a_week_of_other_than_seven_days_is_refused(days):
    with pytest.raises(ValueError, match=f"A week has seven days, but there are hours for {days}"):
        check(Hours(((),) * days))


@pytest.mark.parametrize(
    "hours",
    [
        OFFICE,
        NEVER,
        daily("00:00-00:00"),
        daily("09:00-12:00", "12:00-17:00"),
        daily("22:00-00:00"),
    ],
)
def test_good_hours_are_not_refused(hours):
    check(hours)


def _day(minutes):
    ends = sorted(minutes)
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return tuple(
        Span(time(begin // 60, begin % 60), time(end // 60 % 24, end % 60)) for begin, end in pairs
    )


days = st.lists(st.integers(0, 24 * 60), max_size=6, unique=True).map(_day)
zones = st.sampled_from([CHICAGO, BERLIN, SAINT_JOHNS, SAMOA, "UTC", "Asia/Kathmandu"])
FIRST = date(2026, 1, 1)
closed_days = st.lists(
    st.integers(0, 800).map(lambda day: ClosedDay(FIRST + timedelta(days=day))), max_size=8
)
weeks = st.lists(days, min_size=WEEK, max_size=WEEK).map(tuple)
some_hours = st.builds(Hours, weeks, closed_days.map(tuple), zones)
CHANGES = [
    at("2026-03-08 02:00"),
    at("2026-11-01 00:30"),
    at("2026-03-29 01:30", BERLIN),
    at("2026-10-25 01:30", BERLIN),
    at("2010-11-06 23:00", SAINT_JOHNS),
    at("2011-12-29 20:00", SAMOA),
    at("1999-12-31 23:00"),
    at("2028-02-28 22:00"),
    at("2031-06-01 12:00"),
]
shifts = st.timedeltas(-timedelta(days=3), timedelta(days=3))
moments = st.one_of(
    st.builds(lambda change, shift: change + shift, st.sampled_from(CHANGES), shifts),
    st.datetimes(datetime(1999, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware by timezones
)
lengths = st.timedeltas(timedelta(0), timedelta(hours=60))


def _is_inside(hours, moment):
    return is_open(hours, moment) or is_open(hours, moment - timedelta.resolution)


@given(some_hours, moments)
@example(daily("02:30-03:30"), at("2026-03-08 01:59"))
def test_the_next_opening_is_open_and_nothing_before_it_is(hours, moment):
    check(hours)
    opens = next_opening(hours, moment)
    if opens is None:
        reject()
    assert moment <= opens <= moment + FURTHEST
    assert opens.tzinfo is UTC
    assert is_open(hours, opens)
    assert next_opening(hours, opens) == opens
    assert open_time_between(hours, moment, opens) == timedelta(0)


@given(some_hours, moments, lengths)
def test_open_time_until_so_much_open_time_later_is_just_so_much(hours, start, lasting):
    end = after_open_time(hours, start, lasting)
    if end is None:
        reject()
    assert open_time_between(hours, start, end) == lasting
    assert end >= start + lasting
    assert _is_inside(hours, end)


@given(some_hours, moments, moments, lengths, lengths)
def test_who_begins_later_or_waits_longer_is_not_done_sooner(hours, start, later, lasting, more):
    start, later = sorted((start, later))
    end = after_open_time(hours, start, lasting)
    longer = after_open_time(hours, start, lasting + more)
    if end is not None and longer is not None:
        assert end <= longer
    from_later = after_open_time(hours, later, lasting)
    if end is not None and from_later is not None:
        assert end <= from_later


@given(some_hours, moments, st.integers(0, 30), st.integers(0, 30))
def test_so_many_open_days_later_is_open_and_more_days_are_later(hours, start, few, more):
    end = after_open_days(hours, start, few)
    if end is None:
        reject()
    assert end >= start
    assert _is_inside(hours, end)
    longer = after_open_days(hours, start, few + more)
    assert longer is None or longer >= end


@given(some_hours, moments, shifts, st.integers(0, 30))
def test_who_begins_later_is_not_done_in_fewer_open_days(hours, start, shift, days):
    later = start + abs(shift)
    zone = ZoneInfo(hours.zone)
    # In a doubled hour, later may be an earlier time of day.
    assume(not any(moment.astimezone(zone).fold for moment in (start, later)))
    end, from_later = (after_open_days(hours, moment, days) for moment in (start, later))
    if end is not None and from_later is not None:
        assert end <= from_later


@given(some_hours, st.lists(moments, min_size=3, max_size=3))
def test_open_time_adds_up_and_is_never_negative_nor_longer_than_time(hours, three):
    first, second, third = sorted(three)
    parts = open_time_between(hours, first, second), open_time_between(hours, second, third)
    assert sum(parts, timedelta(0)) == open_time_between(hours, first, third)
    assert timedelta(0) <= parts[0] <= second - first
    assert open_time_between(hours, third, first) == timedelta(0)


@given(some_hours, moments, st.integers(1, 120))
def test_weeks_counted_whole_give_what_days_counted_singly_give(hours, start, days):
    ends = [start + timedelta(days=day) for day in range(days + 1)]
    singly = sum((open_time_between(hours, *day) for day in pairwise(ends)), timedelta(0))
    assert open_time_between(hours, ends[0], ends[-1]) == singly


def test_the_open_days_of_a_week_are_told_with_how_long_they_are_open():
    week = (spans("08:30-12:00", "13:00-17:00"), (), spans("09:00-12:00"), (), (), (), ())
    closed = (THANKSGIVING,)
    assert open_times(Hours(week, closed)) == (timedelta(hours=7.5), timedelta(hours=3))
    assert open_times(Hours(((),) * WEEK)) == ()
