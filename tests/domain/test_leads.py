"""Promised time as two whole numbers."""

from datetime import timedelta

import pytest

from libdesk.domain.leads import DAYS_LIMIT, MINUTES_LIMIT, lead_of, numbers_of
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
