"""Follow-ups: what each kind does to a problem in each state, and how effects add up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.follow_ups import (
    REOPENS_WITHIN,
    belongs,
    effect_of,
    has_news,
    is_answered,
    merge,
    ranked,
    take_in,
    unanswered,
)
from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import (
    Answer,
    Event,
    FollowUp,
    FollowUpKind,
    Problem,
    ReplyKind,
    Report,
    ReportId,
    State,
    Waiting,
    WaitingOn,
)

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
DAY = date(2026, 12, 1)
ID, LATER_ID = (ReportId(UUID(int=one, version=4)) for one in (1, 2))
SAID, HURTS, WITHDRAWN, RIGHT, NOT_RIGHT = FollowUpKind
REPORTER, PART = Waiting(WaitingOn.REPORTER, DAY), Waiting(WaitingOn.PART, DAY)
NOW, TODAY, WEEK, CAN = Priority


def a_problem(state=State.SEEN, **parts):
    report = Report(ID, "PRINT", "CEN", "Printer jams", AT, effect=parts.pop("effect", Effect()))
    history = (Event(AT - timedelta(days=1), "Robin", state.value),)
    problem = Problem(1, report, state, CAN, AT - timedelta(days=2), history=history)
    return replace(problem, **parts)


def an_added(kind=SAID, **parts):
    report = Report(LATER_ID, "PRINT", "CEN", "More", AT, follow_up=FollowUp(ID, kind))
    return replace(report, **parts)


STANDINGS = {
    "new": a_problem(State.NEW),
    "seen": a_problem(State.SEEN),
    "doing": a_problem(State.DOING),
    "waiting for the reporter": a_problem(State.WAITING, waiting=REPORTER),
    "waiting for a part": a_problem(State.WAITING, waiting=PART),
    "fixed": a_problem(State.FIXED),
    "not now": a_problem(State.NOT_NOW, look_again_on=DAY),
}
TABLE = {
    "new": dict.fromkeys((SAID, HURTS, RIGHT, NOT_RIGHT), State.NEW),
    "seen": dict.fromkeys((SAID, HURTS, RIGHT, NOT_RIGHT), State.SEEN),
    "doing": dict.fromkeys((SAID, HURTS, RIGHT, NOT_RIGHT), State.DOING),
    "waiting for the reporter": dict.fromkeys((SAID, HURTS, RIGHT, NOT_RIGHT), State.SEEN),
    "waiting for a part": dict.fromkeys((SAID, HURTS, RIGHT, NOT_RIGHT), State.WAITING),
    # Words to what was closed need a look again; nobody has read them yet, so it is as new.
    "fixed": {
        SAID: State.NEW,
        RIGHT: State.FIXED,
        HURTS: State.NEW,
        NOT_RIGHT: State.NEW,
    },
    "not now": {
        SAID: State.NEW,
        RIGHT: State.NOT_NOW,
        HURTS: State.NEW,
        NOT_RIGHT: State.NEW,
    },
}
CELLS = [(name, kind) for name in STANDINGS for kind in FollowUpKind]


@pytest.mark.rows("S18")
@pytest.mark.parametrize(("name", "kind"), CELLS)
def test_each_kind_goes_where_the_table_says(name, kind):
    before = STANDINGS[name]
    outcome = take_in(before, an_added(kind, saw="The words.", contact="Maria"), AT)
    wanted = State.FIXED if kind is WITHDRAWN else TABLE[name][kind]
    after = outcome.problem
    assert after.state is wanted
    assert outcome.events[0] == Event(AT, "Maria", kind.value, "The words.")
    if wanted is before.state:
        assert (after.waiting, after.look_again_on) == (before.waiting, before.look_again_on)
        assert len(outcome.events) == 1
        assert outcome.reply is None, "nothing has changed for the reporter"
    else:
        assert (after.waiting, after.look_again_on) == (None, None)
        assert outcome.events[1:] == (Event(AT, "", wanted.value),)
        assert outcome.reply is not None
        assert (outcome.reply.kind, outcome.reply.state) == (ReplyKind.STATE, wanted)
        assert (outcome.reply.until, outcome.reply.priority) == (None, None)


@pytest.mark.parametrize("kind", FollowUpKind)
@pytest.mark.parametrize("state", [State.FIXED, State.NOT_NOW])
def test_that_it_was_fixed_by_a_look_opens_nothing_again(state, kind):
    outcome = take_in(a_problem(state), an_added(kind, answers={"fixed": "yes"}), AT)
    assert outcome.problem.state is (State.FIXED if kind is WITHDRAWN else state)


@pytest.mark.parametrize("state", State)
def test_what_is_no_longer_needed_or_was_right_opens_nothing_again(state):
    for kind in (WITHDRAWN, RIGHT):
        after = take_in(a_problem(state), an_added(kind), AT).problem.state
        assert after.is_open <= state.is_open


def test_what_was_added_is_the_problems_own_from_then_on():
    first, second = an_added(saw="one"), an_added(saw="two")
    problem = take_in(a_problem(), first, AT).problem
    assert take_in(problem, second, AT).problem.follow_ups == (first, second)


def test_a_worse_effect_lifts_the_priority_and_the_reporter_hears_it():
    before = a_problem(State.WAITING, waiting=PART, effect=Effect(Stopped.ONE))
    worse = Effect(Stopped.EVERYONE, HowBad.STOPPED)
    outcome = take_in(before, an_added(HURTS, effect=worse), AT)
    assert outcome.problem.priority is NOW
    assert [event.kind for event in outcome.events] == ["hurts", "ranked"]
    assert ranked(outcome.events[1]) is NOW
    reply = outcome.reply
    assert reply is not None
    assert (reply.state, reply.priority) == (State.WAITING, NOW)
    assert (reply.waiting_on, reply.until) == (WaitingOn.PART, DAY), "it waits on as before"


def test_what_is_put_off_and_lifted_tells_both():
    before = a_problem(State.NOT_NOW, look_again_on=DAY)
    outcome = take_in(before, an_added(HURTS, effect=Effect(Stopped.SEVERAL)), AT)
    assert [event.kind for event in outcome.events] == ["hurts", "new", "ranked"]
    assert outcome.reply is not None
    assert (outcome.reply.state, outcome.reply.priority) == (State.NEW, WEEK)


def test_only_what_hurts_has_an_effect():
    worse = Effect(Stopped.EVERYONE, HowBad.STOPPED)
    for kind in (SAID, WITHDRAWN, RIGHT, NOT_RIGHT):
        outcome = take_in(a_problem(), an_added(kind, effect=worse), AT)
        assert outcome.problem.priority is CAN
        assert effect_of(outcome.problem) == Effect()


def test_a_milder_effect_never_lowers_what_it_was():
    before = a_problem(priority=TODAY, effect=Effect(Stopped.EVERYONE, HowBad.BADLY))
    outcome = take_in(before, an_added(HURTS, effect=Effect(how_bad=HowBad.CAN_WAIT)), AT)
    assert outcome.problem.priority is TODAY
    assert outcome.reply is None


def test_effects_of_several_follow_ups_add_up():
    problem = take_in(
        a_problem(), an_added(HURTS, effect=Effect(Stopped.SEVERAL, HowBad.BADLY)), AT
    ).problem
    assert problem.priority is WEEK
    risky = an_added(HURTS, effect=Effect(risks=frozenset({Risk.MONEY})))
    assert take_in(problem, risky, AT).problem.priority is TODAY


def test_repeats_count_as_they_did_for_the_report():
    outcome = take_in(a_problem(), an_added(HURTS), AT, alike=3)
    assert outcome.problem.priority is WEEK
    assert take_in(a_problem(), an_added(HURTS), AT, alike=0).problem.priority is CAN


def test_a_deadline_counts_from_the_follow_ups_own_clock():
    effect = Effect(Stopped.EVERYONE, HowBad.CAN_WAIT, deadline_at=AT + timedelta(days=30))
    assert take_in(a_problem(), an_added(HURTS, effect=effect), AT).problem.priority is WEEK
    later = an_added(HURTS, effect=effect, filed_at=AT + timedelta(days=30))
    assert take_in(a_problem(), later, AT).problem.priority is NOW


def test_a_report_that_is_called_no_follow_up_has_said_something():
    outcome = take_in(a_problem(), replace(an_added(), follow_up=None), AT)
    assert outcome.events[0].kind == "said"


@pytest.mark.parametrize("kind", FollowUpKind)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("past", [timedelta(0), REOPENS_WITHIN, REOPENS_WITHIN * 1.001])
def test_only_what_happens_again_after_long_stands_on_its_own(kind, state, past):
    at = AT - timedelta(days=1) + past
    alone = state is State.FIXED and past > REOPENS_WITHIN and kind in (HURTS, NOT_RIGHT)
    assert belongs(a_problem(state), an_added(kind), at) is not alone


def test_a_problem_without_history_was_last_changed_when_it_came():
    problem = a_problem(State.FIXED, history=())
    assert belongs(problem, an_added(HURTS), problem.received_at + REOPENS_WITHIN)
    assert not belongs(problem, an_added(HURTS), AT + REOPENS_WITHIN)


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


def test_the_worse_of_each_part_counts():
    one = Effect(Stopped.ONE, HowBad.STOPPED, deadline_at=AT, risks=frozenset({Risk.MONEY}))
    other = Effect(
        Stopped.SEVERAL,
        HowBad.CAN_WAIT,
        only_one=True,
        only_accessible=True,
        deadline_at=AT + timedelta(1),
        risks=frozenset({Risk.RULES}),
        danger=True,
        niggle=True,
        recent_alike=4,
    )
    assert merge(one, other) == Effect(
        Stopped.SEVERAL,
        HowBad.STOPPED,
        only_one=True,
        only_accessible=True,
        deadline_at=AT,
        risks=frozenset({Risk.MONEY, Risk.RULES}),
        danger=True,
        recent_alike=4,
    )


@given(one=effects, other=effects, third=effects)
def test_effects_add_up_in_any_order(one, other, third):
    assert merge(one, other) == merge(other, one)
    assert merge(merge(one, other), third) == merge(one, merge(other, third))
    assert merge(one, one) == one


@given(
    effect=effects,
    added=effects,
    priority=st.sampled_from(Priority),
    state=st.sampled_from(State),
    kind=st.sampled_from(FollowUpKind),
    alike=st.integers(0, 9),
)
def test_no_follow_up_ranks_lower_and_every_change_is_told(
    effect, added, priority, state, kind, alike
):
    waiting = REPORTER if state is State.WAITING else None
    before = a_problem(state, effect=effect, priority=priority, waiting=waiting)
    outcome = take_in(before, an_added(kind, effect=added), AT, alike)
    after = outcome.problem
    assert after.priority <= before.priority
    changed = (after.state, after.priority) != (before.state, before.priority)
    assert (outcome.reply is not None) == changed
    told = [ranked(event) for event in outcome.events if event.kind == "ranked"]
    assert told == ([after.priority] if after.priority is not before.priority else [])


def test_an_event_of_another_kind_tells_no_priority():
    assert ranked(Event(AT, "", "answered", "today")) is None
    assert ranked(Event(AT, "", "ranked", "whenever")) is None
    assert ranked(Event(AT, "", "ranked", "this_week")) is WEEK


@given(said=st.lists(st.tuples(st.sampled_from(FollowUpKind), effects), max_size=6))
def test_the_effect_so_far_stands_for_all_that_was_added(said):
    """So what was added before need not be read to take in what is new."""
    whole, bare, effect = a_problem(), a_problem(), a_problem().report.effect
    for kind, more in said:
        added = an_added(kind, effect=more)
        whole = take_in(whole, added, AT).problem
        outcome = take_in(replace(bare, follow_ups=()), added, AT, effect=effect)
        bare, effect = outcome.problem, outcome.effect
        assert (bare.state, bare.priority) == (whole.state, whole.priority)
        assert effect == effect_of(whole)


def happened(*kinds):
    """A problem with this history: the desk's kinds by Sam, the reporter's by Maria.

    Each a minute after the other; what was "answered" went to the reporter.
    """
    reporters = {kind.value for kind in FollowUpKind}
    by = {"received": "", "fixed by the program": "", "answered, then taken back": "Sam"}
    history = tuple(
        Event(
            AT + timedelta(minutes=minute),
            by.get(kind, "Maria" if kind in reporters else "Sam"),
            kind.partition(" by ")[0].partition(",")[0],
        )
        for minute, kind in enumerate(("received", *kinds))
    )
    told = [at for at, kind in enumerate(("received", *kinds)) if kind == "answered"]
    answers = tuple(Answer("Words.", "Sam", AT + timedelta(minutes=minute)) for minute in told)
    return a_problem(history=history, answers=answers)


NEWS = [
    ((), False, False),
    (("seen",), False, False),
    (("said",), True, False),
    (("hurts",), True, False),
    (("right",), True, False),
    (("not_right",), True, False),
    (("withdrawn",), False, False),
    (("said", "seen"), False, False),
    (("seen", "said"), True, False),
    (("seen", "said", "fixed by the program"), True, False),
    (("said", "doing"), False, False),
    (("said", "answered"), False, True),
    (("answered",), False, True),
    (("answered", "seen"), False, True),
    (("answered", "doing", "seen"), False, True),
    (("answered", "said"), True, False),
    (("answered", "said", "seen"), False, False),
    (("answered", "withdrawn"), False, False),
    (("answered", "said", "answered"), False, True),
    (("answered, then taken back", "took_back"), False, False),
    (("answered", "answered, then taken back", "took_back"), False, True),
    (("answered", "fixed", "took_back"), False, True),
    (("answered", "said", "answered, then taken back", "took_back"), False, False),
]


@pytest.mark.parametrize(("kinds", "news", "answered"), NEWS)
def test_what_the_desk_has_not_looked_at_is_news_and_what_came_last_is_answered(
    kinds, news, answered
):
    assert has_news(happened(*kinds)) is news
    assert is_answered(happened(*kinds)) is answered


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        ((), ()),
        (("said",), ("said",)),
        (("said", "seen", "hurts", "ranked"), ("said", "hurts")),
        (("said", "seen", "withdrawn"), ("said",)),
        (("said", "answered", "right"), ("right",)),
        (("said", "doing"), ()),
    ],
)
def test_what_was_read_and_not_dealt_with_is_unanswered_still(kinds, left):
    problem = happened(*kinds)
    problem = replace(
        problem,
        history=tuple(
            replace(one, by="") if one.kind == "ranked" else one for one in problem.history
        ),
    )
    assert tuple(event.kind for event in unanswered(problem)) == left
