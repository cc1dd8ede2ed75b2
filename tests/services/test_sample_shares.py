"""Shares that come out as they are told, and moments that fall into open time."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from libdesk.domain.hours import after_open_time, open_time_between
from libdesk.domain.weeks import parse_hours
from libdesk.services.sample_shares import Deck, Tally, rake
from libdesk.services.sample_time import Openings, Rhythm, arrivals, clock_change

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
HOURS = parse_hours(
    {
        "zone": "America/Chicago",
        "week": [[["08:30", "17:00"]]] * 5 + [[], []],
        "closed": [{"on": "2026-11-26", "why": "Thanksgiving"}],
    }
)
OPEN = Openings(HOURS, NOW - timedelta(days=365), NOW)


def test_weights_add_up_on_both_sides():
    cells = [("a", 1), ("a", 2), ("b", 2), ("c", 3)]
    weights = rake(cells, [{"a": 50, "b": 30, "c": 20}, {1: 10, 2: 70, 3: 20}])
    assert weights == pytest.approx([10, 40, 30, 20])


def test_what_is_not_told_gets_nothing():
    assert rake([("a",), ("b",)], [{"a": 1}]) == pytest.approx([1, 0])
    assert rake([("a", 1), ("b", 1)], [{"a": 1}, {1: 1}]) == pytest.approx([1, 0])


def test_a_deck_deals_each_card_as_often_as_it_weighs():
    deck = Deck([("often", 6.0), ("sometimes", 3.0), ("seldom", 1.0)], 10, Random(1))
    dealt = [deck.deal(lambda _: True) for _ in range(100)]
    assert Counter(dealt) == {"often": 60, "sometimes": 30, "seldom": 10}
    assert dealt[:10] != sorted(dealt[:10])


def test_a_card_that_does_not_fit_stays_for_later():
    deck = Deck([("here", 1.0), ("there", 1.0)], 4, Random(1))
    assert [deck.deal(lambda card: card == "here") for _ in range(6)] == ["here"] * 6
    rest = Counter(deck.deal(lambda _: True) for _ in range(6))
    assert rest == {"there": 6}


@pytest.mark.parametrize("share", [0.0, 0.06, 0.31, 1.0])
def test_a_tally_keeps_its_share(share):
    tally = Tally(Random(3))
    yes = sum(tally.says("so", share) for _ in range(1000))
    assert abs(yes - 1000 * share) <= 8


def test_a_yes_that_came_without_asking_counts():
    tally = Tally(Random(3))
    for _ in range(100):
        tally.owe("so", 0.5)
    for _ in range(40):
        tally.take("so")
    assert sum(tally.says("so") for _ in range(200)) == 10


@pytest.mark.parametrize("hours", [0, 0.01, 3, 8.5, 30, 200])
def test_open_time_passes_as_the_library_counts_it(hours):
    lasting = timedelta(hours=hours)
    for days in range(0, 320, 11):
        start = NOW - timedelta(days=days + 30, hours=days % 24)
        at = OPEN.after(start, lasting)
        if hours:
            assert at == after_open_time(HOURS, start, lasting)
            assert OPEN.after(at, -lasting) == min(OPEN.moment(OPEN.place(start)), at)
        assert open_time_between(HOURS, start, at) == lasting
        assert OPEN.place(at) - OPEN.place(start) == lasting


def test_the_next_opening_is_that_moment_where_it_is_open():
    saturday = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
    assert OPEN.open_after(saturday) == datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    noon = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    assert OPEN.open_after(noon) == noon
    thanksgiving = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    assert OPEN.open_after(thanksgiving) == datetime(2026, 11, 27, 14, 30, tzinfo=UTC)


def test_arrivals_follow_their_rhythm_in_order():
    rhythm = Rhythm([5, 1, 1, 1, 0, 1, 1], {9: 0, 15: 9}, {1: 3}, ZoneInfo("America/Chicago"))
    between = (NOW - timedelta(days=365), NOW - timedelta(days=1))
    moments = list(arrivals(OPEN, rhythm, 3000, between, Random(5)))
    assert moments == sorted(moments)
    assert between[0] <= moments[0]
    assert moments[-1] <= between[1]
    local = [at.astimezone(rhythm.zone) for at in moments]
    days = Counter(at.weekday() for at in local)
    assert set(days) == {0, 1, 2, 3}
    assert days[0] == pytest.approx(3000 * 5 / 8, rel=0.05)
    hours = Counter(at.hour for at in local)
    assert 9 not in hours
    assert hours[15] > 5 * hours[12]
    months = Counter(at.month for at in local)
    assert months[1] > 2 * months[3]
    assert all(at.time().replace(tzinfo=None) >= HOURS.week[0][0].opens for at in local)


def test_nothing_arrives_where_nothing_is_open():
    rhythm = Rhythm([1] * 7, {}, {})
    assert list(arrivals(OPEN, rhythm, 5, (NOW, NOW), Random(5))) == []


def test_the_last_change_of_clocks_is_found_where_there_is_one():
    assert clock_change(NOW, ZoneInfo("America/Chicago"), 356) == 22
    assert clock_change(NOW, UTC, 356) == 178
