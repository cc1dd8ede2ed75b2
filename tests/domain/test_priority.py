"""Priority: the whole table, each bump, and what no answer can do."""

from datetime import UTC, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.hours import Hours, Span
from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped, rank

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
NOW, TODAY, WEEK, CAN = Priority
EVERYONE, SEVERAL, ONE = Stopped.EVERYONE, Stopped.SEVERAL, Stopped.ONE
STOPPED, WORSE = HowBad.STOPPED, HowBad.WORSE
BADLY, WAITS = HowBad.BADLY, HowBad.CAN_WAIT

TABLE = {
    (EVERYONE, STOPPED): NOW,
    (EVERYONE, BADLY): TODAY,
    (EVERYONE, WAITS): WEEK,
    (SEVERAL, STOPPED): TODAY,
    (SEVERAL, BADLY): WEEK,
    (SEVERAL, WAITS): CAN,
    (ONE, STOPPED): WEEK,
    (ONE, BADLY): CAN,
    (ONE, WAITS): CAN,
}
CELLS = list(product(Stopped, (STOPPED, BADLY, WAITS)))
TABLE |= {(who, WORSE): TABLE[who, STOPPED] for who in Stopped}

effects = st.builds(
    Effect,
    stopped=st.none() | st.sampled_from(Stopped),
    how_bad=st.none() | st.sampled_from(HowBad),
    only_one=st.booleans(),
    only_accessible=st.booleans(),
    deadline_at=st.none()
    | st.timedeltas(timedelta(days=-2), timedelta(days=9)).map(lambda left: AT + left),
    risks=st.frozensets(st.sampled_from(Risk)),
    danger=st.booleans(),
    niggle=st.booleans(),
    recent_alike=st.integers(1, 5),
)


@pytest.mark.parametrize(("stopped", "how_bad"), CELLS)
def test_each_cell_of_the_table(stopped, how_bad):
    assert rank(Effect(stopped, how_bad), AT) is TABLE[stopped, how_bad]


@pytest.mark.parametrize("stopped", [None, *Stopped])
def test_what_gets_worse_is_as_urgent_as_what_has_stopped(stopped):
    assert rank(Effect(stopped, WORSE), AT) is rank(Effect(stopped, STOPPED), AT)
    assert rank(Effect(stopped, WORSE), AT) < rank(Effect(stopped, BADLY), AT)


def test_the_table_has_nine_cells_and_gets_more_urgent_up_and_left():
    assert len(CELLS) == 9
    assert {cell for cell in TABLE if cell[1] is not WORSE} == set(CELLS)
    for stopped, how_bad in CELLS:
        assert TABLE[EVERYONE, how_bad] <= TABLE[SEVERAL, how_bad] <= TABLE[ONE, how_bad]
        assert TABLE[stopped, STOPPED] <= TABLE[stopped, BADLY] <= TABLE[stopped, WAITS]


@pytest.mark.parametrize("how_bad", HowBad)
def test_nothing_said_about_who_counts_as_one_person(how_bad):
    assert rank(Effect(None, how_bad), AT) is TABLE[ONE, how_bad]


@pytest.mark.parametrize("stopped", Stopped)
def test_nothing_said_about_how_bad_counts_as_badly(stopped):
    assert rank(Effect(stopped, None), AT) is TABLE[stopped, BADLY]


@pytest.mark.parametrize(("stopped", "how_bad"), CELLS)
def test_the_only_one_of_its_kind_counts_as_several_people(stopped, how_bad):
    expected = TABLE[SEVERAL if stopped is ONE else stopped, how_bad]
    assert rank(Effect(stopped, how_bad, only_one=True), AT) is expected


BUMPS = [
    {"only_accessible": True},
    {"risks": frozenset({Risk.MONEY})},
    {"risks": frozenset({Risk.RULES})},
    {"risks": frozenset({Risk.GOOD_NAME})},
    {"recent_alike": 3},
    {"recent_alike": 9},
]


@pytest.mark.rows("S23")
@pytest.mark.parametrize("bump", BUMPS, ids=str)
@pytest.mark.parametrize(("stopped", "how_bad"), CELLS)
def test_each_bump_lifts_by_exactly_one_step(stopped, how_bad, bump):
    table = TABLE[stopped, how_bad]
    assert rank(Effect(stopped, how_bad, **bump), AT) == max(table - 1, NOW)


@pytest.mark.parametrize(("stopped", "how_bad"), CELLS)
def test_all_bumps_together_lift_by_one_step_too(stopped, how_bad):
    effect = Effect(stopped, how_bad, only_accessible=True, risks=frozenset(Risk), recent_alike=7)
    assert rank(effect, AT) == max(TABLE[stopped, how_bad] - 1, NOW)


@pytest.mark.parametrize(("alike", "expected"), [(1, CAN), (2, CAN), (3, WEEK), (4, WEEK)])
def test_the_third_alike_in_thirty_days_is_a_repeat(alike, expected):
    assert rank(Effect(ONE, BADLY, recent_alike=alike), AT) is expected


@pytest.mark.parametrize(
    ("left", "urgency"),
    [
        (timedelta(hours=-1), STOPPED),
        (timedelta(0), STOPPED),
        (timedelta(hours=4), STOPPED),
        (timedelta(hours=4, microseconds=1), BADLY),
        (timedelta(days=2), BADLY),
        (timedelta(days=2, microseconds=1), WAITS),
        (timedelta(days=365), WAITS),
    ],
)
@pytest.mark.parametrize("stopped", Stopped)
def test_a_deadline_makes_what_can_wait_more_urgent(stopped, left, urgency):
    assert rank(Effect(stopped, WAITS, deadline_at=AT + left), AT) is TABLE[stopped, urgency]


@pytest.mark.parametrize("left", [timedelta(hours=6), timedelta(days=30)])
@pytest.mark.parametrize(("stopped", "how_bad"), CELLS)
def test_a_far_deadline_makes_nothing_less_urgent(stopped, how_bad, left):
    effect = Effect(stopped, how_bad, deadline_at=AT + left)
    assert rank(effect, AT) <= TABLE[stopped, how_bad]


def test_b14_a_deadline_across_the_clock_change_counts_real_hours():
    new_york = ZoneInfo("America/New_York")
    # The night of 1 November 2026 has 25 hours there: 23:30 to 02:30 are four real hours.
    at = datetime(2026, 10, 31, 23, 30, tzinfo=new_york).astimezone(UTC)
    deadline_at = datetime(2026, 11, 1, 2, 30, tzinfo=new_york).astimezone(UTC)
    assert rank(Effect(EVERYONE, WAITS, deadline_at=deadline_at), at) is NOW
    later = deadline_at + timedelta(minutes=1)
    assert rank(Effect(EVERYONE, WAITS, deadline_at=later), at) is TODAY


def test_b14_leap_day_is_a_day():
    at = datetime(2028, 2, 28, 12, 0, tzinfo=UTC)
    deadline_at = datetime(2028, 3, 1, 12, 0, tzinfo=UTC)
    assert rank(Effect(ONE, WAITS, deadline_at=deadline_at), at) is TABLE[ONE, BADLY]


@given(effects)
def test_danger_is_now_whatever_else_was_said(effect):
    if effect.danger:
        assert rank(effect, AT) is NOW


@given(effects)
def test_nothing_ranks_below_the_table(effect):
    spoke = effect.stopped or effect.how_bad or effect.deadline_at or effect.only_one
    if effect.niggle and not spoke:
        table = CAN
    else:
        table = TABLE[effect.stopped or ONE, effect.how_bad or BADLY]
    assert rank(effect, AT) <= table


@given(effects)
def test_extra_answers_lift_by_no_more_than_they_may(effect):
    if effect.danger:
        return
    table = TABLE[
        max(effect.stopped or ONE, SEVERAL if effect.only_one else ONE, key=list(Stopped).index),
        STOPPED if effect.deadline_at else (effect.how_bad or BADLY),
    ]
    assert rank(effect, AT) >= max(table - 1, NOW)


@pytest.mark.rows("S13")
def test_a_niggle_waits_for_the_next_visit():
    assert rank(Effect(niggle=True), AT) is CAN


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"stopped": EVERYONE}, TODAY),
        ({"how_bad": STOPPED}, WEEK),
        ({"only_one": True}, WEEK),
        ({"deadline_at": AT + timedelta(hours=1)}, WEEK),
    ],
)
def test_a_niggle_that_says_more_is_taken_at_its_word(said, expected):
    assert rank(Effect(niggle=True, **said), AT) is expected


CHICAGO = Hours(((Span(time(8, 30), time(17)),),) * 5 + ((), ()), zone="America/Chicago")
WEDNESDAY_4_PM = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("deadline_at", "expected"),
    [
        # One open hour is left today, so three more end at 11:30 tomorrow.
        (datetime(2026, 11, 26, 17, 30, tzinfo=UTC), Priority.THIS_WEEK),
        (datetime(2026, 11, 26, 17, 31, tzinfo=UTC), Priority.WHEN_WE_CAN),
    ],
)
def test_a_deadline_within_four_open_hours_is_as_good_as_now(deadline_at, expected):
    effect = Effect(how_bad=HowBad.CAN_WAIT, deadline_at=deadline_at)
    assert rank(effect, WEDNESDAY_4_PM, CHICAGO) is expected


@pytest.mark.parametrize(
    ("deadline_at", "expected"),
    [
        # Two open days from Wednesday end on Friday, from Friday on Tuesday.
        (WEDNESDAY_4_PM + timedelta(days=6), Priority.THIS_WEEK),
        (WEDNESDAY_4_PM + timedelta(days=6, minutes=1), Priority.WHEN_WE_CAN),
    ],
)
def test_a_deadline_within_two_open_days_cannot_wait(deadline_at, expected):
    effect = Effect(Stopped.SEVERAL, HowBad.CAN_WAIT, deadline_at=deadline_at)
    assert rank(effect, WEDNESDAY_4_PM + timedelta(days=2), CHICAGO) is expected


def test_a_deadline_beyond_all_opening_hours_is_measured_by_the_clock():
    never = Hours(((),) * 7, zone="UTC")
    effect = Effect(deadline_at=WEDNESDAY_4_PM + timedelta(hours=4))
    assert rank(effect, WEDNESDAY_4_PM, never) is Priority.THIS_WEEK
