"""Places of a count: which holds which, and what a campaign covers."""

from datetime import date

import pytest

from libdesk.domain.stocktake import Answer, Outcome, Spot, Stocktake

CENTRAL, HALL, OFFICE = Spot("CEN"), Spot("CEN", "Hall"), Spot("CEN", "Office")
FERNDALE = Spot("FER")


def test_a_branch_holds_its_rooms_and_a_room_only_itself():
    assert CENTRAL.holds(HALL)
    assert CENTRAL.holds(CENTRAL)
    assert HALL.holds(Spot("CEN", "  hÁLL "))
    assert not HALL.holds(CENTRAL)
    assert not HALL.holds(OFFICE)
    assert not FERNDALE.holds(HALL)


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        (CENTRAL, HALL, True),
        (HALL, CENTRAL, True),
        (HALL, HALL, True),
        (HALL, OFFICE, False),
        (CENTRAL, FERNDALE, False),
        (HALL, Spot("FER", "Hall"), False),
    ],
)
def test_two_places_agree_where_one_is_within_the_other(one, other, agrees):
    assert one.agrees(other) is other.agrees(one) is agrees


def test_a_campaign_covers_its_places_on_its_days():
    day = date(2026, 11, 26)
    campaign = Stocktake("Day", day, date(2026, 11, 28), (HALL, FERNDALE))
    assert campaign.covers(HALL)
    assert campaign.covers(Spot("FER", "Anywhere"))
    assert not campaign.covers(CENTRAL)
    assert not campaign.covers(OFFICE)
    assert [campaign.runs_on(date(2026, 11, day)) for day in (25, 26, 28, 29)] == [
        False,
        True,
        True,
        False,
    ]


def test_nothing_is_at_two_places_that_was_seen_once():
    assert not Answer("LV-1", Outcome.FOUND).is_at_two_spots
