"""Offers and the policy on them in words, on the list for today."""

from datetime import UTC, date, datetime

import pytest

from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.services.places import Overview
from libdesk.ui.today.wording import TodayWords, kind_words

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("why", "count", "told"),
    [
        (Why.OFFER_UNANSWERED, 9, "Offered Fri 27 Nov: nobody has answered for 9 days"),
        (Why.RETURN_OVER, 1, "Was to be fetched by Fri 27 Nov: 1 thing lies there"),
        (Why.RETURN_OVER, 3, "Was to be fetched by Fri 27 Nov: 3 things lie there"),
        (Why.RETURN_SOON, 1, "To be fetched by Fri 27 Nov: 1 thing"),
        (Why.RETURN_SOON, 3, "To be fetched by Fri 27 Nov: 3 things"),
    ],
)
def test_an_offer_is_told_with_its_donor_and_its_day(qapp, why, count, told):
    words = TodayWords(Overview(), lambda: NOW)
    reason = Reason(why, "x", on=FRIDAY, count=count)
    line = TodayLine("offer/12", (reason,), thing="Eve Moss")
    assert (words.title(line), kind_words(line)) == ("D-12, Eve Moss", "Offer")
    assert words.why(line) == told
    assert words.title(TodayLine("offer/12", (reason,))) == "D-12"


def test_the_policy_is_told_with_its_day(qapp):
    words = TodayWords(Overview(), lambda: NOW)
    line = TodayLine("policy", (Reason(Why.POLICY_REVIEW, "x", on=NOW.date()),))
    assert (words.title(line), kind_words(line)) == ("The policy on donations", "Policy")
    assert words.why(line) == "To be looked at again today"
