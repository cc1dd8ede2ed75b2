"""The sample library's loans: true to the rules, on whatever day it is made."""

from datetime import timedelta
from itertools import pairwise

import pytest

from libdesk.domain.loans import LoanState, check_borrower, days_over
from libdesk.services.sample import Sample
from tests.services.fakes import START
from tests.services.sample_library import fill

SMALL = Sample(problems=60)


@pytest.mark.rows("S54")
@pytest.mark.parametrize("days", range(7))
def test_two_are_out_one_of_them_overdue_and_more_are_booked(days):
    made_at = START + timedelta(days=days)
    database = fill(SMALL, made_at)
    with database() as unit:
        every = unit.loans.all()
    today = made_at.date()
    out = [one for one in every if one.state is LoanState.OUT]
    assert [bool(days_over(one, today)) for one in out] == [True, False]
    assert sum(one.state is LoanState.BOOKED for one in every) == 2
    assert sum(one.state is LoanState.RETURNED for one in every) == 3
    assert all(check_borrower(one.borrower) is None for one in every)
    for item in {one.item for one in every}:
        held = sorted((one.from_on, one.until_on) for one in every if one.item == item)
        assert all(first <= last for first, last in held)
        assert all(earlier[1] < later[0] for earlier, later in pairwise(held))
