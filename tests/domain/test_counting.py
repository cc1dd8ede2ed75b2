"""A running count: what each code means, what is missing, and that scans may come in any order."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.count_listing import listing_of
from libdesk.domain.counting import Count
from libdesk.domain.equipment import Tag
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Condition, Listed, Outcome, Spot, Why
from libdesk.domain.text import fold
from tests.domain.counts_made import (
    ATTIC,
    CENTRAL,
    CODES,
    FERNDALE,
    HALL,
    ITEMS,
    OFFICE,
    SCANS,
    SPOTS,
    campaign,
    listed,
    listing,
    scan,
)


def told(answer):
    return answer.outcome, answer.why, answer.listed.tag if answer.listed is not None else None


@pytest.mark.parametrize(
    ("code", "spot", "outcome", "why", "tag"),
    [
        ("LV-1", HALL, Outcome.FOUND, Why.NONE, "LV-1"),
        (" lv-1\r", CENTRAL, Outcome.FOUND, Why.NONE, "LV-1"),
        ("SN-1", HALL, Outcome.FOUND, Why.NONE, "LV-1"),
        ("cen-PC-1", HALL, Outcome.FOUND, Why.NONE, "LV-1"),
        ("LV-11", HALL, Outcome.FOUND, Why.NONE, "LV-11"),
        ("LV-1", OFFICE, Outcome.ELSEWHERE, Why.OTHER_PLACE, "LV-1"),
        ("LV-5", HALL, Outcome.ELSEWHERE, Why.OTHER_PLACE, "LV-5"),
        ("LV-4", HALL, Outcome.FOUND, Why.NONE, "LV-4"),
        ("LV-6", HALL, Outcome.ELSEWHERE, Why.STATUS, "LV-6"),
        ("LV-7", HALL, Outcome.ELSEWHERE, Why.STATUS, "LV-7"),
        ("LV-8", HALL, Outcome.ELSEWHERE, Why.STATUS, "LV-8"),
        ("LV-9", OFFICE, Outcome.ELSEWHERE, Why.STATUS, "LV-9"),
        ("LV-10", HALL, Outcome.ELSEWHERE, Why.NO_BRANCH, "LV-10"),
        ("LV-5", ATTIC, Outcome.ELSEWHERE, Why.NOT_COUNTED, "LV-5"),
        ("TWIN", HALL, Outcome.UNKNOWN, Why.AMBIGUOUS, None),
        ("X-1", HALL, Outcome.UNKNOWN, Why.NOT_LISTED, None),
        ("", HALL, Outcome.UNKNOWN, Why.NOT_LISTED, None),
    ],
)
def test_a_code_means_what_the_list_says_of_that_place(code, spot, outcome, why, tag):
    count = Count(listing(CENTRAL))
    answer = count.answer(code, spot)
    assert told(answer) == (outcome, why, tag)
    assert (answer.spot, answer.before) == (spot, None)
    assert count.rows() == (), "asking counts nothing"


def test_where_rooms_are_counted_a_thing_without_a_room_is_a_difference():
    answer = Count(listing(HALL)).answer("LV-4", HALL)
    assert told(answer) == (Outcome.ELSEWHERE, Why.NO_ROOM, "LV-4")


@pytest.mark.parametrize(
    ("code", "spot", "why"),
    [
        ("@CEN", CENTRAL, Why.NONE),
        ("@cen/HALL", HALL, Why.NONE),
        ("@FER/Attic", ATTIC, Why.NOT_COUNTED),
        ("@CEN/Cellar", Spot("CEN", "Cellar"), Why.NO_PLACE),
        ("@MIL", Spot("MIL"), Why.NO_PLACE),
    ],
)
def test_the_code_of_a_place_is_told_as_the_place(code, spot, why):
    answer = Count(listing(CENTRAL)).answer(code, OFFICE)
    assert (answer.outcome, answer.spot, answer.why) == (Outcome.SPOT, spot, why)


def test_a_place_that_was_deleted_meanwhile_is_told_and_still_counted():
    gone = listing(CENTRAL, ATTIC, places=(CENTRAL, HALL))
    assert gone.lost_spots == (ATTIC,)
    count = Count(gone)
    assert count.answer("@FER/attic", HALL).spot == ATTIC
    assert told(count.answer("LV-5", ATTIC)) == (Outcome.FOUND, Why.NONE, "LV-5")
    assert listing(CENTRAL, ATTIC).lost_spots == ()


def test_a_room_that_got_another_name_makes_no_differences():
    made = [scan("LV-1", HALL, number=1), scan("LV-3", HALL, number=2)]
    renamed = [
        replace(one, spot=Spot("CEN", "Great hall")) if one.spot.key == HALL.key else one
        for one in ITEMS
    ]
    places = (CENTRAL, Spot("CEN", "Great hall"), OFFICE)
    count = Count(listing(CENTRAL, items=renamed, places=places), made)
    assert [one.code for one in count.found()] == ["LV-3", "LV-1"], "they are at the branch"
    assert [one.seen_at for one in count.rows()] == [HALL, HALL], "as it was called then"


def test_the_same_again_is_told_and_counts_once():
    count = Count(listing(CENTRAL))
    first = scan("LV-1", number=0)
    count.add(first)
    for number in range(1, 200):
        answer = count.answer("lv-1", HALL)
        assert (answer.outcome, answer.why) == (Outcome.AGAIN, Why.NONE)
        assert answer.before == (scan("LV-1", number=number - 1, minute=number - 1))
        assert not answer.is_at_two_spots
        count.add(scan("LV-1", number=number, minute=number))
    assert count.tallies().found == 1
    assert [one.times for one in count.rows()] == [200]


def test_what_is_seen_at_two_places_counts_at_the_later_one_and_is_told():
    count = Count(listing(CENTRAL), [scan("LV-1", HALL, number=1, minute=1)])
    answer = count.answer("SN-1", OFFICE)
    assert (answer.outcome, answer.is_at_two_spots) == (Outcome.ELSEWHERE, True)
    count.add(scan("SN-1", OFFICE, number=2, minute=2))
    (row,) = count.rows()
    assert (row.outcome, row.spots, row.seen_at) == (Outcome.ELSEWHERE, (HALL, OFFICE), OFFICE)
    count.add(scan("LV-1", HALL, number=3, minute=0))
    assert count.rows()[0].seen_at == OFFICE, "one that was made earlier and came later"
    assert count.rows()[0].times == 3


def test_an_unknown_code_is_one_thing_however_it_is_written():
    count = Count(listing(CENTRAL), [scan("x-1", number=1), scan(" X-1", number=2, minute=1)])
    assert [(one.code, one.times, one.why) for one in count.unknown()] == [
        (" X-1", 2, Why.NOT_LISTED)
    ]
    assert count.answer("X-1", HALL).outcome is Outcome.AGAIN


def test_a_code_that_is_somebodys_by_now_is_found():
    made = [scan("X-1", number=1)]
    assert len(Count(listing(CENTRAL), made).unknown()) == 1
    labeled = listed(20)
    labeled = Listed(labeled.id, Tag("X-1"), "New", "PC", HALL, Status.IN_USE)
    assert [one.code for one in Count(listing(items=(*ITEMS, labeled)), made).found()] == ["X-1"]


def test_a_scan_knows_its_item_though_the_label_is_another_by_now():
    count = Count(listing(CENTRAL), [scan("OLD-1", number=1, item=ItemId(1))])
    assert [one.code for one in count.found()] == ["LV-1"]
    gone = Count(listing(items=ITEMS[1:]), [scan("OLD-1", number=1, item=ItemId(1))])
    assert [one.code for one in gone.unknown()] == ["OLD-1"]


def test_the_condition_that_was_said_last_stays_until_another_is_said():
    broken = scan("LV-1", number=1, condition=Condition.BROKEN, note="no picture")
    count = Count(listing(), [broken, scan("LV-1", number=2, minute=1)])
    (row,) = count.rows()
    assert (row.condition, row.note) == (Condition.BROKEN, "no picture")
    assert (count.tallies().broken, count.tallies().worn) == (1, 0)
    count.add(scan("LV-1", number=3, minute=2, condition=Condition.WORN))
    assert (count.tallies().broken, count.tallies().worn) == (0, 1)


def test_a_scan_that_is_changed_counts_as_it_is_now():
    count = Count(listing(), [scan("LV-1", number=1)])
    count.add(scan("LV-1", number=1, condition=Condition.GOOD))
    assert [(one.times, one.condition) for one in count.rows()] == [(1, Condition.GOOD)]
    assert count.row_of(scan("", number=1).id) == count.rows()[0]
    assert count.row_of(scan("", number=2).id) is None


def test_lists_are_in_the_order_in_which_one_reads_them():
    items = [listed(number, spot) for number, spot in ((10, HALL), (9, HALL), (3, ATTIC))]
    count = Count(listing(CENTRAL, FERNDALE, items=items))
    assert [one.code for one in count.missing()] == ["LV-9", "LV-10", "LV-3"]
    assert [one.code for one in count.missing(FERNDALE)] == ["LV-3"]
    assert count.missing(OFFICE) == ()
    assert count.missing()[0].seen_at is None
    count.add(scan("LV-3", ATTIC, number=1, minute=1))
    count.add(scan("LV-9", OFFICE, number=2, minute=2))
    count.add(scan("LV-10", HALL, number=3, minute=3))
    assert [one.code for one in count.rows()] == ["LV-10", "LV-9", "LV-3"]
    assert [one.code for one in count.found()] == ["LV-10", "LV-3"]
    assert [one.code for one in count.elsewhere()] == ["LV-9"]


def test_what_is_away_is_listed_beside_and_not_expected():
    away = listing(CENTRAL).away()
    assert [one.tag for one in away] == ["LV-6", "LV-8", "LV-9"], "what is gone is nowhere"
    assert listing(FERNDALE).away() == ()


def state(count):
    return (
        count.tallies(),
        count.rows(),
        count.missing(),
        [count.answer(code, HALL) for code in CODES],
    )


@given(SPOTS, SCANS)
def test_the_sum_adds_up_and_each_thing_counts_once(spots, scans):
    count = Count(listing(*spots), scans)
    tallies = count.tallies()
    assert tallies.expected == tallies.found + tallies.moved + tallies.missing
    assert tallies.missing == len(count.missing())
    rows = count.rows()
    assert tallies.seen == len(rows)
    assert (len(count.found()), len(count.elsewhere())) == (tallies.found, tallies.elsewhere)
    assert len(count.unknown()) == tallies.unknown
    things = [one.listed.id if one.listed is not None else fold(one.code) for one in rows]
    assert len(things) == len(set(things))
    assert sum(one.times for one in rows) == len(scans)
    assert set(count.scans()) == set(scans)
    seen = {one.listed.id for one in rows if one.listed is not None}
    missing = {one.listed.id for one in count.missing() if one.listed is not None}
    assert seen | missing >= count.listing.expected
    assert not seen & missing


@given(SPOTS, SCANS, st.randoms(use_true_random=False))
def test_scans_may_come_in_any_order(spots, scans, chance):
    mixed = scans[:]
    chance.shuffle(mixed)
    assert state(Count(listing(*spots), mixed)) == state(Count(listing(*spots), scans))


@given(SPOTS, SCANS, st.data())
def test_what_is_taken_back_has_never_been(spots, scans, data):
    gone = data.draw(st.sets(st.sampled_from(scans))) if scans else set()
    count = Count(listing(*spots), scans)
    for one in gone:
        count.remove(one.id)
    count.remove(scan("", number=999).id)
    left = [one for one in scans if one not in gone]
    assert state(count) == state(Count(listing(*spots), left))
    for one in gone:
        count.add(one)
    assert state(count) == state(Count(listing(*spots), scans))


@given(SPOTS, SCANS, st.sampled_from(CODES), st.sampled_from([HALL, OFFICE, ATTIC]))
def test_an_answer_tells_what_is_counted_then(spots, scans, code, spot):
    count = Count(listing(*spots), scans)
    answer = count.answer(code, spot)
    latest = scan(code, spot, number=999, minute=99)
    count.add(latest)
    row = count.row_of(latest.id)
    assert row is not None
    assert (row.why, row.listed) == (answer.why, answer.listed)
    assert answer.outcome in (row.outcome, Outcome.AGAIN)


def test_a_scan_is_answered_at_once_among_twenty_thousand_items():
    """On screen it may take 50 ms; of these the count itself takes less than one."""
    chance = random.Random(7)
    spots = [Spot(branch, f"Room {room}") for branch in ("CEN", "FER") for room in range(40)]
    items = [
        listed(number, chance.choice(spots), serial=f"SN{number * 7}", computer_name=f"pc{number}")
        for number in range(20_000)
    ]
    began = time.thread_time()
    made = listing_of(campaign(CENTRAL), items, [CENTRAL, FERNDALE, *spots])
    made_in = time.thread_time() - began
    count = Count(made)
    took = []
    for number in range(2_000):
        code = f"LV-{chance.randrange(21_000)}"
        began = time.thread_time()
        answer = count.answer(code, spots[0])
        item = answer.listed.id if answer.listed is not None else None
        count.add(scan(code, spots[0], number=number, minute=number, item=item))
        count.tallies()
        took.append(time.thread_time() - began)
    took.sort()
    assert took[len(took) // 2] < 0.001
    assert took[-20] < 0.01
    assert made_in < 0.3
