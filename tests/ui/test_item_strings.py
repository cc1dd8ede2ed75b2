"""Amounts, days and statuses in words, by the habits of several places."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from libdesk.domain.money import Money
from libdesk.domain.records import Role
from libdesk.domain.statuses import Status
from libdesk.ui.item_strings import item_status_words, money_words, role_words, short_day_words

NEW_YEAR = date(2027, 1, 5)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("place", "money", "words"),
    [
        ("en_US", Money(123_450), "$1,234.50"),
        ("en_US", Money(-5, "EUR"), "-€0.05"),
        ("en_US", Money(10**14, "CAD"), f"CAD{NBSP}1,000,000,000,000.00"),
        ("en_US", Money(999, "JPY"), f"JPY{NBSP}999"),
        ("C", Money(85_000), "$850.00"),
        ("de_DE", Money(123_450, "EUR"), f"1.234,50{NBSP}€"),
        ("es_ES", Money(123_450, "EUR"), f"1234,50{NBSP}€"),
        ("ja_JP", Money(1_999, "JPY"), "￥1,999"),
    ],
)
def test_amounts_are_written_as_they_are_there(place, money, words):
    assert money_words(money, QLocale(place)) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [("en_US", "Jan 5, 2027"), ("en_GB", "5 Jan 2027"), ("C", "5 Jan 2027")],
)
def test_a_day_is_never_a_riddle(place, words):
    assert short_day_words(NEW_YEAR, QLocale(place)) == words


def test_every_status_and_role_has_words():
    assert len({item_status_words(one) for one in Status}) == len(Status)
    assert len({role_words(one) for one in Role}) == len(Role)
