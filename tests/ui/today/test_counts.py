"""Counting days in words, on the list for today."""

from datetime import UTC, date, datetime

import pytest

from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.services.places import Overview
from libdesk.ui.today.wording import TodayWords, kind_words

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("why", "on", "count", "told"),
    [
        (Why.COUNT_WAITS, None, 1, "1 difference waits for a decision"),
        (Why.COUNT_WAITS, None, 8, "8 differences wait for a decision"),
        (Why.COUNT_ENDS, FRIDAY, 1, "Goes on until Fri 27 Nov; 1 scan"),
        (Why.COUNT_ENDS, FRIDAY, 12, "Goes on until Fri 27 Nov; 12 scans"),
        (Why.COUNT_LAST, date(2026, 11, 25), 1, "Today is its last day; 1 scan so far"),
        (Why.COUNT_LAST, date(2026, 11, 25), 0, "Today is its last day; 0 scans so far"),
        (Why.COUNT_OVER, date(2026, 11, 24), 12, "Its last day was yesterday, and nobody has"),
    ],
)
def test_a_count_is_told_with_its_day(qapp, why, on, count, told):
    words = TodayWords(Overview(), lambda: NOW)
    line = TodayLine("count/3", (Reason(why, "x", on=on, count=count, words="Fall count"),))
    assert (words.title(line), kind_words(line)) == ("Fall count", "Counting")
    assert words.why(line).startswith(told)
