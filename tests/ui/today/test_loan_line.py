"""Loans as lines of Today: overdue, due, and to be handed out."""

from datetime import date

import pytest

from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.services.places import Overview
from libdesk.ui.today.wording import TodayWords, kind_words
from tests.services.fakes import START

TODAY = START.astimezone().date()


def line(why, on, count=0):
    reason = Reason(why, "x", on=on, count=count, words="Ada")
    return TodayLine("loan/4", (reason,), branch="CEN", thing="LT-1, Laptop")


@pytest.fixture
def words():
    return TodayWords(Overview("Larkmere", {"CEN": "Central"}), lambda: START)


@pytest.mark.parametrize(
    ("why", "count", "told"),
    [
        (Why.LOAN_DUE, 0, "With Ada: due back today"),
        (Why.LOAN_PICKUP, 0, "Booked for Ada from today: hand it out"),
        (Why.LOAN_OVERDUE, 1, "With Ada: was due back today, 1 day ago"),
        (Why.LOAN_OVERDUE, 3, "With Ada: was due back today, 3 days ago"),
    ],
)
def test_a_loan_says_who_has_what_and_when(words, why, count, told):
    assert words.why(line(why, TODAY, count)) == told


def test_its_line_names_the_thing_and_the_branch(words):
    one = line(Why.LOAN_OVERDUE, date(2020, 1, 2), 9)
    assert words.title(one) == "LT-1, Laptop"
    assert words.facts(one) == "Central"
    assert kind_words(one) == "Loan"
