"""Problems in the database: what goes in comes out, and nobody overwrites another's change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import Event, Fact, Picture, ReplyKind, State, Waiting, WaitingOn
from libdesk.domain.words import query
from libdesk.services.errors import Conflict, Refusal
from tests.storage.made import START, new_id, new_problem, reply, report, store

WHOLE = report(
    saw="It hums, then stops.\nTwice today.",
    guess="the roller",
    effect=Effect(
        stopped=Stopped.SEVERAL,
        how_bad=HowBad.STOPPED,
        only_one=True,
        only_accessible=True,
        deadline_at=START + timedelta(hours=5, microseconds=7),
        risks=frozenset({Risk.MONEY, Risk.GOOD_NAME}),
        danger=True,
        niggle=True,
        recent_alike=3,
    ),
    answers={"what": "jam", "lights": ("red", "amber"), "note": ""},
    item="LV-1001",
    facts=(Fact("computer", "CEN-PP-1"), Fact("system", "Windows 11")),
    pictures=(Picture("a.png", "image/png", b"\x89PNG\0\xff"), Picture("", "image/jpeg", b"")),
)


def get(database, report_id):
    with database.unit() as unit:
        return unit.problems.get(report_id)


def test_what_goes_in_comes_out(database):
    new = new_problem(
        WHOLE,
        state=State.WAITING,
        priority=Priority.NOW,
        waiting=Waiting(WaitingOn.SUPPLIER, date(2027, 2, 28)),
        look_again_on=date(2028, 2, 29),
        clock_is_off=True,
        version=7,
        history=(Event(START, "", "received"), Event(START, "Kim", "answered", "We come.")),
    )
    store(database, new)
    assert get(database, WHOLE.id) == replace(new.problem, sequence=1)


def test_sequences_follow_the_order_given_without_gaps(database):
    first = [new_problem() for _ in range(3)]
    second = [new_problem() for _ in range(2)]
    store(database, *first)
    with pytest.raises(Conflict):
        store(database, new_problem(), first[0])
    store(database, *second)
    ids = [new.problem.report.id for new in (*first, *second)]
    assert [get(database, one).sequence for one in ids] == [1, 2, 3, 4, 5]


def test_a_report_that_is_there_already_adds_nothing_of_its_batch(database):
    new = new_problem()
    store(database, new)
    other = new_problem()
    with pytest.raises(Conflict, match="in the inbox already"):
        store(database, other, new)
    with database.unit() as unit:
        assert set(unit.problems.known([new.problem.report.id, other.problem.report.id])) == {
            new.problem.report.id
        }


def test_known_returns_the_hashes_of_those_that_are_there(database):
    news = [new_problem() for _ in range(1203)]
    store(database, *news)
    ids = [new.problem.report.id for new in news]
    with database.unit() as unit:
        assert unit.problems.known([*ids, new_id()]) == {
            new.problem.report.id: new.content_hash for new in news
        }
        assert unit.problems.known([]) == {}


@pytest.mark.parametrize(
    ("other", "counted"),
    [
        ({}, 1),
        ({"branch": "EST"}, 0),
        ({"category": "NET"}, 0),
        ({"item": "LV-1"}, 0),
    ],
)
def test_only_the_same_branch_category_and_item_are_alike(database, other, counted):
    store(database, new_problem(report(**other)))
    with database.unit() as unit:
        assert unit.problems.count_alike(report(), START) == counted


def test_alike_counts_from_a_moment_on_and_stops_at_three(database):
    ages = [timedelta(days=31), timedelta(days=30), timedelta(0)]
    store(database, *[new_problem(received_at=START - age) for age in ages])
    with database.unit() as unit:
        assert unit.problems.count_alike(report(), START - timedelta(days=30)) == 2
    store(database, *[new_problem() for _ in range(5)])
    with database.unit() as unit:
        assert unit.problems.count_alike(report(), START) == 3


def test_a_change_counts_the_version_and_leaves_the_report_alone(database):
    new = new_problem(WHOLE)
    store(database, new)
    stored = get(database, WHOLE.id)
    moved = replace(
        stored,
        state=State.WAITING,
        waiting=Waiting(WaitingOn.PART, date(2026, 12, 1)),
        priority=Priority.TODAY,
    )
    with database.unit(write=True) as unit:
        unit.problems.change(moved, expected_version=1)
    assert get(database, WHOLE.id) == replace(moved, version=2)
    closed = replace(moved, state=State.NOT_NOW, waiting=None, look_again_on=date(2027, 1, 4))
    with database.unit(write=True) as unit:
        unit.problems.change(closed, expected_version=2)
    assert get(database, WHOLE.id) == replace(closed, version=3)


def test_a_stale_change_is_a_conflict_that_names_who_was_first(database):
    (report_id,) = store(database, new_problem())
    problem = get(database, report_id)
    with database.unit(write=True) as unit:
        unit.problems.change(replace(problem, state=State.DOING), expected_version=1)
        unit.problems.note(report_id, Event(START, "Robin", "doing"))
    with (
        pytest.raises(
            Conflict, match=f"{problem.report.number} was changed .* by Robin"
        ) as conflict,
        database.unit(write=True) as unit,
    ):
        unit.problems.change(replace(problem, state=State.FIXED), expected_version=1)
    assert (conflict.value.by, conflict.value.at) == ("Robin", START)
    assert get(database, report_id).state is State.DOING


def test_what_is_not_there_is_a_refusal(database):
    nobody = new_problem().problem
    with database.unit(write=True) as unit:
        with pytest.raises(Refusal):
            unit.problems.get(nobody.report.id)
        with pytest.raises(Refusal):
            unit.problems.change(nobody, expected_version=1)
        with pytest.raises(Refusal):
            unit.problems.note(nobody.report.id, Event(START, "", "again"))
        with pytest.raises(Refusal):
            unit.replies.add(nobody.report.id, reply("hello"), goes_out_at=START)


def test_history_is_told_in_the_order_in_which_it_was_noted(database):
    (report_id,) = store(database, new_problem())
    with database.unit(write=True) as unit:
        for hours in (5, -3, 0):
            unit.problems.note(report_id, Event(START + timedelta(hours=hours), "", f"{hours}"))
    assert [event.kind for event in get(database, report_id).history] == [
        *("received", "5", "-3", "0")
    ]


def test_answers_are_told_with_the_time_until_which_they_can_be_taken_back(database):
    (report_id,) = store(database, new_problem())
    soon = START + timedelta(seconds=15)
    with database.unit(write=True) as unit:
        unit.replies.add(report_id, reply("first", by="Kim"), goes_out_at=START)
        unit.replies.add(report_id, reply(kind=ReplyKind.RECEIVED), goes_out_at=START)
        unit.replies.due(START, 10, source="folder")
        unit.replies.add(report_id, reply("second", by="Kim"), goes_out_at=soon)
    answers = get(database, report_id).answers
    assert [(one.text, one.by, one.goes_out_at) for one in answers] == [
        ("first", "Kim", None),
        ("second", "Kim", soon),
    ]


def test_every_problem_with_a_number_is_found(database):
    """A number is for people and not always unique: whoever searches by it sees all of them."""
    ids = [new_id() for _ in range(2)]
    same = [replace(report(), id=type(ids[0])(int=(ids[0].int >> 98 << 98) | n)) for n in (1, 2)]
    store(database, *[new_problem(one) for one in (*same, report(id=ids[1]))])
    with database.unit() as unit:
        hits = unit.inbox.search(query(same[0].number), 50)
        assert {line.id for line in unit.inbox.lines(hits)} == {one.id for one in same}
        assert unit.inbox.search(query("CEN-000000"), 50) == ()


def test_b5_a_lone_surrogate_does_not_stop_a_report(database):
    told = report(saw="half \ud83d of a sign", answers={"a\udc00": "\ud800"})
    store(database, new_problem(told))
    assert get(database, told.id).report.saw == "half \ufffd of a sign"


def test_b6_nul_inside_text_does_not_stop_a_report_or_cut_it(database):
    told = report(title="a\0b", saw="before\0after", facts=(Fact("k\0", "v\0w"),))
    store(database, new_problem(told))
    assert get(database, told.id).report.saw == "beforeafter"
    assert get(database, told.id).report.title == "ab"


@pytest.mark.parametrize(
    "saw", ["🖨️ 👩🏽‍💻", "الطابعة لا تعمل", "印刷できません", "Zalgo h̷̢̛̗e̸͚͝", "e\u0301", "\U0010ffff"]
)
def test_b8_signs_of_every_script_come_back_as_they_went_in(database, saw):
    told = report(title=saw, saw=saw, guess=saw, answers={"say": saw}, item=saw)
    store(database, new_problem(told))
    assert get(database, told.id).report == told


@pytest.mark.parametrize("year", [1, 1999, 2031, 9999])
def test_b13_a_clock_that_is_far_off_is_kept_as_it_is(database, year):
    told = report(filed_at=datetime(year, 6, 1, 12, 30, 15, 999999, tzinfo=UTC))
    store(database, new_problem(told))
    assert get(database, told.id).report.filed_at == told.filed_at


def test_b14_moments_are_kept_in_utc_whatever_zone_they_came_in(database):
    there = timezone(timedelta(hours=-7))
    told = report(filed_at=datetime(2028, 2, 29, 23, 59, 59, tzinfo=there))
    store(database, new_problem(told))
    kept = get(database, told.id).report.filed_at
    assert kept == told.filed_at
    assert kept.utcoffset() == timedelta(0)


@pytest.mark.parametrize("number", [2**63, 2**70, -(2**70)])
def test_b15_a_number_that_no_column_holds_is_refused_with_its_range(database, number):
    (report_id,) = store(database, new_problem())
    with pytest.raises(Refusal, match="at most 18 digits"), database.unit(write=True) as unit:
        unit.replies.take_back(report_id, number)
    with database.unit() as unit:
        assert unit.inbox.lines([-1, 0, 2**63 - 1]) == ()


text = st.text(max_size=200)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(saw=text, title=text, key=text, value=st.one_of(text, st.lists(text, max_size=3)))
def test_any_text_that_python_holds_can_be_stored_and_read(database, saw, title, key, value):
    value = value if isinstance(value, str) else tuple(value)
    told = report(title=title, saw=saw, answers={key: value}, facts=(Fact(key, title),))
    store(database, new_problem(told))
    kept = get(database, told.id).report
    assert kept.saw == saw.replace("\0", "")
    assert dict(kept.answers) == {key: value}
    assert kept.facts == (Fact(key, title),)
