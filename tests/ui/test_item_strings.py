"""Amounts, days and statuses in words, as they are written where the reader lives."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from libdesk.domain.money import Money
from libdesk.domain.statuses import Status
from libdesk.ui.item_strings import item_status_words, money_words, short_day_words


@pytest.mark.parametrize(
    ("locale", "money", "told"),
    [
        ("en_US", Money(32900), "$329.00"),
        ("C", Money(32900), "$329.00"),
        ("C", Money(130000), "$1,300.00"),
        ("en_US", Money(-150), "-$1.50"),
        ("en_US", Money(9007199254740993), "$90,071,992,547,409.93"),
        ("de_DE", Money(123456, "EUR"), "1.234,56\N{NO-BREAK SPACE}€"),
        ("en_US", Money(500, "JPY"), "JPY\N{NO-BREAK SPACE}500"),
    ],
)
def test_an_amount_is_written_as_it_is_here(plain_program, locale, money, told):
    assert money_words(money, QLocale(locale)) == told


@pytest.mark.parametrize(
    ("locale", "money", "told"),
    [
        ("en_US", Money(32900), "$329"),
        ("en_US", Money(32950), "$329.50"),
        ("C", Money(100000), "$1,000"),
        ("en_US", Money(500, "JPY"), "JPY\N{NO-BREAK SPACE}500"),
    ],
)
def test_a_short_amount_has_no_cents_where_there_are_none(plain_program, locale, money, told):
    assert money_words(money, QLocale(locale), is_short=True) == told


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en_US", "Nov 6, 2026"),
        ("en_GB", "6 Nov 2026"),
        ("C", "6 Nov 2026"),
        ("de_DE", "06.11.2026"),
    ],
)
def test_a_day_has_its_whole_year(plain_program, locale, told):
    assert short_day_words(date(2026, 11, 6), QLocale(locale)) == told


def test_every_status_has_words_of_its_own(plain_program):
    assert len({item_status_words(one) for one in Status}) == len(Status)
