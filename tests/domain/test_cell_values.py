"""Days, sums and numbers as people type them into a table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.cell_values import (
    guess_day_order,
    guess_decimal_comma,
    is_value,
    looks_like_day,
    parse_day,
    parse_money,
    parse_serial_day,
    parse_whole,
)

THIRD = date(2026, 12, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-03",
        " 2026/12/3 ",
        "2026.12.03.",
        "2026-12-03 00:00:00",
        "2026-12-03T10:15:00Z",
        "3 Dec 2026",
        "3. December 2026",
        "3-Dec-26",
        "03/dec/2026",
        "3rd Dec, 2026",
        "Dec 3, 2026",
        "december 3 2026",
        "Thursday, December 3, 2026",
        "Thu 3 Dec 2026 10:15",
        "\uff12\uff10\uff12\uff16-12-03",
        "2026\u201312\u201303",
    ],
)
def test_a_day_that_can_be_read_in_one_way_only(typed):
    assert parse_day(typed) == THIRD
    assert looks_like_day(typed)


@pytest.mark.parametrize("typed", ["3/12/2026", "3.12.2026", "03-12-26", "3 12 2026 0:00"])
def test_two_numbers_are_a_day_once_their_order_is_known(typed):
    assert parse_day(typed, day_first=True) == THIRD
    assert parse_day(typed, day_first=False) == date(2026, 3, 12)
    assert parse_day(typed) is None
    assert looks_like_day(typed)


def test_a_number_over_twelve_is_a_day_whatever_the_order():
    assert parse_day("13/2/2026", day_first=False) == date(2026, 2, 13)
    assert parse_day("2/13/2026", day_first=True) == date(2026, 2, 13)
    assert parse_day("2/2/99") == date(1999, 2, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "soon",
        "2026",
        "2026-13-01",
        "2026-02-30",
        "30/2/2026",
        "1/1/1026",
        "3 Foo 2026",
        "3 ma 2026",
        "mon",
        "Monday,",
        "45000",
        "3/12-2026",
        "1/2/2026 and so on",
        "2026-12-03" + " " * 5 + "10:15" + "x" * 60,
    ],
)
def test_what_is_no_day(typed):
    assert parse_day(typed, day_first=True) is None
    assert not looks_like_day(typed)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["13/2/2026", "1/2/2026", ""], True),
        (["2/13/2026", "x"], False),
        (["1/2/2026"], None),
        (["2/13/2026", "13/2/2026"], None),
        (["14/15/2026"], None),
        ([], None),
    ],
)
def test_the_order_of_a_column(values, order):
    assert guess_day_order(values) is order


def test_a_day_as_a_spreadsheet_counts_it():
    assert parse_serial_day("45000") == date(2023, 3, 15)
    assert parse_serial_day("45000.25") == date(2023, 3, 15)
    assert parse_serial_day("10000") is None
    assert parse_serial_day("450000") is None
    assert parse_serial_day("") is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 0012 ", 12),
        ("12.0", 12),
        ("12,00", 12),
        ("-3", -3),
        ("\u22123", -3),
        ("1,200", 1200),
        ("1.200.000", 1200000),
        ("1\xa0200", 1200),
        ("1\u2019200", 1200),
        ("12.5", None),
        ("1,20,000", None),
        ("12 PCs", None),
        ("", None),
        ("9" * 16, None),
        ("1" + ",000" * 5, None),
    ],
)
def test_whole_numbers(typed, number):
    assert parse_whole(typed) == number


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12,50", 1250),
        ("$1,200.50", 120050),
        ("1.200,50 \u20ac", 120050),
        ("US$ 5", 500),
        ("USD 1,200", 120000),
        ("1 200 kr", 120000),
        ("1'200.00 CHF", 120000),
        ("1.200", 120000),
        ("1,200", 120000),
        ("1,200,000", 120000000),
        (".5", 50),
        (",50", 50),
        ("5.", 500),
        ("(5.00)", -500),
        ("($5.00)", -500),
        ("-$5", -500),
        ("-5", -500),
        ("$-5", -500),
        ("5-", -500),
        ("+5", 500),
        ("0.5000", 50),
        ("0", 0),
        ("0.333", None),
        ("0,333", None),
        ("1.2345", None),
        ("12 PCs", None),
        ("PC 12", None),
        ("1,20,000.00", None),
        ("1.2.3", None),
        ("1,2,3", None),
        ("$", None),
        ("-", None),
        ("()", None),
        ("", None),
        ("9" * 14, None),
        ("free", None),
    ],
)
def test_sums(typed, cents):
    assert parse_money(typed) == cents


def test_a_sum_whose_signs_are_known():
    assert parse_money("1.200", decimal_comma=False) == 120
    assert parse_money("1.200", decimal_comma=True) == 120000
    assert parse_money("1,200", decimal_comma=True) == 120
    assert parse_money("12.50", decimal_comma=True) is None
    assert parse_money("1,200", decimal_comma=False) == 120000
    assert parse_money("1,200", decimal_comma=False, digits=0) == 1200
    assert parse_money("1.234", decimal_comma=False, digits=3) == 1234


@pytest.mark.parametrize(
    ("values", "comma"),
    [
        (["1.200,50", "3"], True),
        (["$12.50", "1,200"], False),
        (["12,50", "12.50"], None),
        (["1,200", ""], None),
    ],
)
def test_the_sign_before_the_cents_of_a_column(values, comma):
    assert guess_decimal_comma(values) is comma


def test_headings_are_no_values():
    assert not any(map(is_value, ["Tag", "Room 12", "Date bought", "No.", "Price ($)", ""]))
    assert all(map(is_value, ["12", "$5", "3/12/2026", "2020-01-02", "-1.5"]))


NEAR = st.text(st.sampled_from("0123456789.,-/ ()$\u20ac'Tt:JanDecmr+\u2212\xa0"), max_size=20)


@given(st.one_of(st.text(max_size=80), NEAR), st.none() | st.booleans())
def test_no_text_is_too_odd(text, order):
    day = parse_day(text, day_first=order)
    assert day is None or 1970 <= day.year <= 2999
    for value in (parse_money(text, decimal_comma=order), parse_whole(text)):
        assert value is None or abs(value) < 10**15
    parse_serial_day(text)
    guess_day_order([text])
    guess_decimal_comma([text])


@given(st.dates(date(1970, 1, 1), date(2999, 12, 31)))
def test_every_day_comes_back(day):
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day}.{day.month}.{day.year}", day_first=True) == day
    assert parse_day(f"{day.month}/{day.day}/{day.year}", day_first=False) == day


@given(st.integers(-(10**11), 10**11))
def test_every_sum_comes_back(cents):
    written = f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02}"
    assert parse_money(written) == cents
    assert parse_money(written.translate(str.maketrans(",.", ".,"))) == cents
