"""Money: written plainly, and read as people write it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from libdesk.domain.money import LARGEST, Money, is_currency, plain, read_plain
from tests.domain.records_made import CURRENCIES, MONEY

anything = st.text(st.characters(exclude_categories=()), max_size=60)


@given(MONEY)
@example(Money(LARGEST))
@example(Money(-1))
@example(Money(-LARGEST, "JPY"))
def test_what_is_written_is_read_back(money):
    assert read_plain(plain(money), money.currency) == money


@given(anything | st.text("0123456789.,-' ", max_size=60), CURRENCIES)
@example("9" * 5000, "USD")
@example("٣", "JPY")
@example("²", "USD")
def test_b16_nothing_that_is_typed_raises(text, currency):
    money = read_plain(text, currency)
    assert money is None or abs(money.minor) <= LARGEST


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1234.50", 123450),
        ("$1,234.50", 123450),
        ("1.234,50 €", 123450),
        ("1 234,5", 123450),
        ("1'234", 123400),
        ("1,234", 123400),
        ("1,234,567", 123456700),
        (".5", 50),
        ("-12.30", -1230),
        ("($12.30)", -1230),
        ("0", 0),
    ],
)
def test_it_is_read_as_people_write_it(typed, minor):
    assert read_plain(typed, "USD") == Money(minor)


@pytest.mark.parametrize(
    "typed", ["", "free", "12-34", "1.2.3.4", "12,34,567", "0.125", "1234.5678", "10" * 9]
)
def test_what_could_be_anything_is_no_amount(typed):
    assert read_plain(typed, "USD") is None


def test_some_currencies_have_no_cents():
    assert plain(Money(1234, "JPY")) == "1234"
    assert read_plain("¥1,234", "JPY") == Money(1234, "JPY")
    assert read_plain("1234.00", "JPY") == Money(1234, "JPY")
    assert plain(Money(-5)) == "-0.05"


def test_a_currency_is_three_capitals():
    assert is_currency("EUR")
    assert not is_currency("eur")
    assert not is_currency("EURO")
