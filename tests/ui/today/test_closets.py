"""The yearly look at closets in words, where they stand with a branch's other reasons."""

from datetime import UTC, date, datetime

import pytest

from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.services.places import Overview
from libdesk.ui.today.wording import TodayWords

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@pytest.mark.rows("S58")
@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (
            Reason(Why.CLOSETS_DUE, "x", count=1, words="Closet 2"),
            "Closet 2 to look over: nobody has yet",
        ),
        (
            Reason(Why.CLOSETS_DUE, "x", on=date(2025, 10, 12), count=4, more=2, words="A, B"),
            "A, B and 2 more to look over; last done Sun 12 Oct 2025",
        ),
    ],
)
def test_closets_are_named(qapp, reason, told):
    words = TodayWords(Overview("Larkmere", {"CEN": "Central"}, 0), lambda: NOW)
    line = TodayLine("branch/CEN", (reason,), branch="CEN")
    assert words.title(line) == "Central"
    assert words.why(line).replace("Sunday, 12 October", "Sun 12 Oct") == told
