"""A week's hours as words: what can be hours, and what cannot."""

import json
from datetime import date, time
from pathlib import Path

import pytest

from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.weeks import (
    is_zone,
    parse_hours,
    parse_span,
    parse_time,
    week_of,
)

SHIPPED = json.loads(
    (Path(__file__).parents[2] / "resources" / "promises" / "hours.json").read_text("utf-8")
)
NO_TIMES = (
    *("", "8:30", "24:00", "25:99", "12:60", "12:00:01", "12:00Z", "12:00+01:00", " 12:00"),
    *("12:00\n", "\u0661\u0662:\u0660\u0660", "12\u202e:00", "T12:00", "12.00"),
)
NO_ZONES = (
    *("America", "Nowhere/Town", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 5000),
    *("A/B/C/D", "America/Chicago\n", "\u202eUTC", "C:\\zones", "."),
)
EARLY, LATE = Span(time(8, 30), time(12)), Span(time(12), time(17))


@pytest.mark.parametrize(("words", "expected"), [("00:00", time(0)), ("23:59", time(23, 59))])
def test_a_time_of_day_is_two_digits_and_two_digits(words, expected):
    assert parse_time(words) == expected


@pytest.mark.parametrize("words", NO_TIMES)
def test_anything_else_is_no_time_of_day(words):
    with pytest.raises(ValueError, match="no time of day"):
        parse_time(words)


def test_a_span_is_two_times_of_day():
    assert parse_span("08:30", "12:00") == EARLY
    with pytest.raises(ValueError, match="no time of day"):
        parse_span("08:30", "")


def test_a_week_is_put_in_order():
    assert week_of([(4, LATE), (0, LATE), (4, EARLY)]) == (
        (LATE,),
        (),
        (),
        (),
        (EARLY, LATE),
        (),
        (),
    )


@pytest.mark.parametrize("day", [-1, 7, 10**12])
def test_a_week_has_seven_days(day):
    with pytest.raises(ValueError, match="seven days"):
        week_of([(day, EARLY)])


@pytest.mark.parametrize("other", [("11:59", "13:00"), ("08:30", "12:00"), ("19:00", "18:00")])
def test_hours_of_a_day_neither_overlap_nor_end_before_they_begin(other):
    with pytest.raises(ValueError, match="On Wednesday"):
        week_of([(2, EARLY), (2, parse_span(*other))])


@pytest.mark.parametrize("name", ["", "UTC", "America/Chicago", "America/Argentina/Salta"])
def test_known_time_zones(name):
    assert is_zone(name)


@pytest.mark.parametrize("name", NO_ZONES)
def test_b31_a_name_that_is_no_time_zone_opens_no_file(name):
    assert not is_zone(name)


def test_the_shipped_hours_are_mondays_to_fridays():
    hours = parse_hours(SHIPPED)
    assert hours.week == ((Span(time(8, 30), time(17)),),) * 5 + ((), ())
    assert (hours.closed, hours.zone) == ((), "")
    assert SHIPPED["as_at"]


def test_hours_in_a_file_may_name_closed_days_and_a_zone():
    closed = [{"on": "2026-11-26", "why": "Thanksgiving"}, {"on": "2026-12-24"}]
    document = {
        **SHIPPED,
        "closed": closed,
        "zone": "UTC",
        "week": [[]] * 6 + [[["10:00", "11:00"]]],
    }
    assert parse_hours(document) == Hours(
        ((),) * 6 + ((Span(time(10), time(11)),),),
        (ClosedDay(date(2026, 11, 26), "Thanksgiving"), ClosedDay(date(2026, 12, 24))),
        "UTC",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"week": None},
        {"week": [[]] * 6},
        {"week": [[["08:30"]]] + [[]] * 6},
        {"week": [[["08:30", 17]]] + [[]] * 6},
        {"closed": [{"why": "?"}]},
        {"closed": ["2026-01-01"]},
        {"closed": [{"on": "2026-02-30"}]},
        {"zone": "Nowhere/Town"},
    ],
)
def test_a_file_that_is_no_hours_is_refused(change):
    with pytest.raises(ValueError, match=r".+"):
        parse_hours({**SHIPPED, **change})
    with pytest.raises(ValueError, match="lacks"):
        parse_hours({})
