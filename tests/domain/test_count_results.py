"""How a count ends: its rows, their sums, and what is a difference."""

from dataclasses import replace

from hypothesis import given

from libdesk.domain.count_results import (
    DECISIONS,
    Decided,
    Decision,
    differences,
    results_of,
    tallies_of,
)
from libdesk.domain.counting import Count
from libdesk.domain.stocktake import Condition, Outcome, Spot, Why
from tests.domain.counts_made import HALL, NOON, OFFICE, SCANS, SPOTS, listing, scan


def ended(*scans, spots=(HALL,)):
    return results_of(Count(listing(*spots), scans))


def test_each_thing_is_a_row_as_it_was_that_day():
    results = ended(
        scan("lv-1", number=1, by="Ada", condition=Condition.WORN, note="loose"),
        scan("LV-3", number=2),
        scan("X-1", number=3),
    )
    assert [(one.place, one.outcome, one.code) for one in results] == [
        (1, Outcome.FOUND, "LV-1"),
        (2, Outcome.ELSEWHERE, "LV-3"),
        (3, Outcome.MISSING, "LV-2"),
        (4, Outcome.MISSING, "LV-11"),
        (5, Outcome.UNKNOWN, "X-1"),
    ]
    found, elsewhere, missing, _, unknown = results
    assert (found.name, found.kind, found.item, found.is_expected) == ("PC 1", "PC", 1, True)
    assert (found.condition, found.note, found.by, found.at) == (
        Condition.WORN,
        "loose",
        "Ada",
        NOON,
    )
    assert (elsewhere.why, elsewhere.listed_at, elsewhere.seen_at) == (
        Why.OTHER_PLACE,
        OFFICE,
        HALL,
    )
    assert not elsewhere.is_expected
    assert (missing.seen_at, missing.at, missing.by) == (None, None, "")
    assert (unknown.listed_at, unknown.item, unknown.seen_at) == (None, None, HALL)


def test_what_is_broken_is_told_in_a_row_of_its_own():
    results = ended(
        scan("LV-1", number=1, condition=Condition.BROKEN),
        scan("LV-3", number=2, condition=Condition.BROKEN),
        scan("LV-11", number=3, condition=Condition.BROKEN),
        scan("X-1", number=4, condition=Condition.BROKEN),
    )
    assert [one.code for one in results if one.outcome is Outcome.BROKEN] == ["LV-1", "LV-3"], (
        "LV-11 is to be wiped: its record tells that it is of no use"
    )
    assert tallies_of(results).broken == 4


def test_a_difference_waits_until_something_is_decided():
    results = ended(scan("LV-1", number=1))
    found, missing, _ = results
    assert (found.is_difference, found.waits) == (False, False)
    assert (missing.is_difference, missing.waits) == (True, True)
    assert [one.code for one in differences(results)] == ["LV-2", "LV-11"]
    lost = replace(missing, decided=Decided(Decision.LOST, NOON))
    assert (lost.is_difference, lost.waits) == (True, False)
    again = replace(missing, decided=Decided(Decision.LOOK_AGAIN, NOON))
    assert again.waits


def test_each_decision_belongs_to_one_kind_of_difference():
    every = [decision for some in DECISIONS.values() for decision in some]
    assert sorted(every, key=lambda one: one.value) == sorted(Decision, key=lambda one: one.value)


@given(SPOTS, SCANS)
def test_a_result_has_the_sums_of_its_count(spots, scans):
    count = Count(listing(*spots), scans)
    results = results_of(count)
    assert tallies_of(results) == count.tallies()
    assert [one.place for one in results] == list(range(1, len(results) + 1))
    known = (Spot(""), None)
    for one in results:
        assert (one.at is None) == (one.seen_at is None) == (one.outcome is Outcome.MISSING)
        assert (one.listed_at is None) == (one.outcome is Outcome.UNKNOWN)
        assert one.outcome is not Outcome.FOUND or one.listed_at not in known
