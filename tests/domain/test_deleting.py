"""Which reports are tests: only those in which no word could be anybody's trouble."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from libdesk.domain.deleting import is_test
from libdesk.domain.priority import Effect
from libdesk.domain.problems import FollowUp, FollowUpKind, Picture, Report, ReportId

REPORT = Report(
    ReportId(UUID(int=7)), "OTHER", "CEN", "Something else", datetime(2026, 11, 23, tzinfo=UTC)
)


@pytest.mark.parametrize(
    "saw",
    [
        "test",
        "Test",
        "TEST 1",
        "This is only a test, please ignore it.",
        "Just testing whether this form works",
        "Test report from the set-up",
    ],
)
def test_words_of_trying_out_make_a_test(saw):
    assert is_test(replace(REPORT, title=saw, saw=saw))


@pytest.mark.parametrize(
    "saw",
    [
        "",
        "Please ignore",
        "The test does not work",
        "Help with this test",
        "The test page prints gray stripes",
        "COVID test registration page does not open",
        "Testing station PC-04 freezes",
        "test test my arm is stuck in the book drop",
    ],
)
def test_one_word_of_somebodys_trouble_makes_none(saw):
    assert not is_test(replace(REPORT, saw=saw))


def test_the_title_counts_only_where_nothing_was_typed():
    assert is_test(replace(REPORT, title="Test report"))
    assert not is_test(replace(REPORT, title="Test", saw="Gray stripes"))


@pytest.mark.parametrize(
    "parts",
    [
        {"pictures": (Picture("a.png", "image/png", b"x"),)},
        {"effect": Effect(danger=True)},
        {"follow_up": FollowUp(ReportId(UUID(int=8)), FollowUpKind.SAID)},
        {"guess": "the drum"},
    ],
)
def test_what_brings_more_than_the_word_is_none(parts):
    assert not is_test(replace(REPORT, saw="test", **parts))
