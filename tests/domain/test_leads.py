"""Promised time as two whole numbers, and as words that people type."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.leads import (
    DAYS_LIMIT,
    MINUTES_LIMIT,
    is_sooner,
    lead_of,
    lead_words,
    numbers_of,
    read_lead,
)
from libdesk.domain.promises import Lead


@pytest.mark.parametrize(
    ("numbers", "lead"),
    [
        ((0, 0), Lead()),
        ((90, 0), Lead(timedelta(minutes=90))),
        ((0, 5), Lead(open_days=5)),
        ((MINUTES_LIMIT, 0), Lead(timedelta(minutes=MINUTES_LIMIT))),
        ((0, DAYS_LIMIT), Lead(open_days=DAYS_LIMIT)),
    ],
)
def test_open_time_and_its_numbers_mean_the_same(numbers, lead):
    assert lead_of(*numbers) == lead
    assert numbers_of(lead) == numbers


@pytest.mark.parametrize(
    "numbers", [(-1, 0), (0, -1), (1, 1), (MINUTES_LIMIT + 1, 0), (0, DAYS_LIMIT + 1), (10**15, 0)]
)
def test_what_nobody_can_promise_is_refused(numbers):
    with pytest.raises(ValueError, match="no time that a library can promise"):
        lead_of(*numbers)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("30 min", (30, 0)),
        ("30m", (30, 0)),
        (" 45  Minutes ", (45, 0)),
        ("90 mins.", (90, 0)),
        ("1 hour", (60, 0)),
        ("an hour", (60, 0)),
        ("2h", (120, 0)),
        ("2 hrs.", (120, 0)),
        ("two hours", (120, 0)),
        ("within 2 hours", (120, 0)),
        ("half an hour", (30, 0)),
        ("\N{VULGAR FRACTION ONE HALF} hour", (30, 0)),
        ("1\N{VULGAR FRACTION ONE HALF} hours", (90, 0)),
        ("1.5 hours", (90, 0)),
        ("1,5 h", (90, 0)),
        ("0.33 h", (20, 0)),
        ("1 h 30 min", (90, 0)),
        ("1 hour and 30 minutes", (90, 0)),
        ("30 min, 1 hour", (90, 0)),
        ("1h30", (90, 0)),
        ("1 h 05", (65, 0)),
        ("4 open hours", (240, 0)),
        ("1 day", (0, 1)),
        ("a day", (0, 1)),
        ("3 open days", (0, 3)),
        ("3 working days", (0, 3)),
        ("3 business-days", (0, 3)),
        ("5 workdays", (0, 5)),
        ("2.0 days", (0, 2)),
        ("2 weeks", (0, 10)),
        ("a week and 1 day", (0, 6)),
        ("365 days", (0, 365)),
        ("", (0, 0)),
        (" \t ", (0, 0)),
    ],
)
def test_open_time_is_read_as_people_type_it(typed, numbers):
    lead = read_lead(typed)
    assert lead is not None
    assert numbers_of(lead) == numbers
    assert read_lead(lead_words(lead)) == lead


@pytest.mark.parametrize(
    "typed",
    [
        "30",
        "soon",
        "tomorrow",
        "same day",
        "many hours",
        "hours",
        "0 min",
        "0 days",
        "-5 min",
        "0.001 h",
        "half a day",
        "1.5 days",
        "1 day 2 hours",
        "2 hours 3 hours",
        "1 h 75",
        "1 day 30",
        "2 h or so",
        "1:30",
        "2 months",
        "1 hourly",
        "366 days",
        "53 weeks 101 days",
        "1000000 min",
        "1234567890 days",
        "\N{ARABIC-INDIC DIGIT THREE} days",
        "3 days" + " " * 20 + "x" * 60,
        "9" * 5000,
        "<b>2 hours</b>",
    ],
)
def test_what_is_no_open_time_is_none(typed):
    assert read_lead(typed) is None


def test_a_week_has_the_days_on_which_it_is_there():
    assert read_lead("2 weeks", week=3) == Lead(open_days=6)


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        (Lead(), ""),
        (Lead(timedelta(seconds=20)), ""),
        (Lead(timedelta(minutes=1)), "1 min"),
        (Lead(timedelta(minutes=45)), "45 min"),
        (Lead(timedelta(hours=1)), "1 hour"),
        (Lead(timedelta(hours=8)), "8 hours"),
        (Lead(timedelta(minutes=90)), "1 h 30 min"),
        (Lead(open_days=1), "1 open day"),
        (Lead(open_days=20), "20 open days"),
    ],
)
def test_open_time_has_words(lead, words):
    assert lead_words(lead) == words


@given(
    st.one_of(
        st.builds(lead_of, st.integers(0, MINUTES_LIMIT), st.just(0)),
        st.builds(lead_of, st.just(0), st.integers(0, DAYS_LIMIT)),
    )
)
def test_its_words_are_read_as_the_same(lead):
    assert read_lead(lead_words(lead)) == lead


@given(
    st.one_of(
        st.text(max_size=70),
        st.text("0123456789.,: ahmindewks\N{VULGAR FRACTION ONE HALF}", max_size=20),
    )
)
def test_whatever_is_typed_is_a_time_or_none(typed):
    lead = read_lead(typed)
    assert lead is None or lead == lead_of(*numbers_of(lead))


HOURS, DAYS = (lambda count: Lead(timedelta(hours=count))), (lambda count: Lead(open_days=count))
SHORT_FRIDAY = (*[timedelta(hours=8)] * 4, timedelta(hours=4))


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        (HOURS(1), HOURS(2), True),
        (HOURS(2), HOURS(2), False),
        (HOURS(3), HOURS(2), False),
        (DAYS(1), DAYS(2), True),
        (DAYS(2), DAYS(2), False),
        (HOURS(2), DAYS(1), True),
        (HOURS(4), DAYS(1), False),
        (DAYS(1), HOURS(9), True),
        (DAYS(1), HOURS(8), False),
        (DAYS(1), HOURS(1), False),
    ],
)
def test_hours_and_days_are_held_against_each_other_by_a_week(one, other, is_so):
    assert is_sooner(one, other, SHORT_FRIDAY) is is_so
    alike = bool(one.open_days) == bool(other.open_days)
    assert is_sooner(one, other) is (is_so and alike)
