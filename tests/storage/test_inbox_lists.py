"""The inbox as lists: any column orders, in both databases alike, and lines come as asked for."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libdesk.domain.follow_ups import has_news
from libdesk.domain.inbox import Choice, Column, Facet, Filter, Line, Order, View, view_of
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import Event, FollowUpKind, State, Waiting, WaitingOn
from libdesk.domain.text import sort_key
from libdesk.storage.lists import choices_of, ordered_by
from tests.storage.made import START, new_problem, report, store

TITLES = ("Éclair", "eclair", "Zebra", "apple", "", "Ångström", "ångström", "10", "9", "ß", "日本")
ORDERS = [Order(by, descending) for by, descending in product(Column, (False, True))]


def many(count=120, seed=3):
    dice = Random(seed)
    for _ in range(count):
        state = dice.choice(tuple(State))
        day = date(2026, 12, dice.randrange(1, 4))
        told = report(
            title=dice.choice(TITLES),
            branch=dice.choice(("CEN", "EST", "", "Z9")),
            category=dice.choice(("PRINT", "NET")),
            item=dice.choice(("", "LV-2", "LV-10", "lv-1")),
            contact=dice.choice(("", "Sam", "É. O’Hara; --")),
            effect=Effect(niggle=dice.random() < 0.5),
        )
        said = [Event(START, "", "received"), Event(START, "Sam", FollowUpKind.SAID.value)]
        yield new_problem(
            told,
            state=state,
            priority=dice.choice(tuple(Priority)),
            waiting=Waiting(dice.choice(tuple(WaitingOn)), day) if state is State.WAITING else None,
            received_at=START + timedelta(hours=dice.randrange(100)),
            history=tuple(said[: dice.randrange(1, 3)]),
        )


def view_in(problem):
    return view_of(problem.state, problem.priority, niggle=problem.report.effect.niggle)


def expected(news, view, order):
    """Say by plain Python what the order must be: the rule itself, on the values."""
    keys = {
        Column.URGENCY: lambda new: new.problem.priority,
        Column.ARRIVED: lambda _: 0,
        Column.TITLE: lambda new: sort_key(new.problem.report.title).encode(),
        Column.BRANCH: lambda new: new.problem.report.branch,
        Column.STATE: lambda new: tuple(State).index(new.problem.state),
        Column.ABOUT: lambda new: new.problem.report.category,
        Column.ITEM: lambda new: new.problem.report.item,
        Column.NUMBER: lambda new: new.problem.report.number,
        Column.UNTIL: lambda new: (
            new.problem.waiting is None,
            str(new.problem.waiting and new.problem.waiting.until),
        ),
        Column.NEWS: lambda new: not has_news(new.problem),
    }
    shown = [
        (sequence, new)
        for sequence, new in enumerate(news, 1)
        if view in (View.ALL, view_in(new.problem))
    ]
    newest_first = order.by is not Column.ARRIVED or order.descending
    shown.sort(key=lambda one: one[0], reverse=newest_first)
    shown.sort(key=lambda one: keys[order.by](one[1]), reverse=order.descending)
    return tuple(sequence for sequence, _ in shown)


def test_every_view_is_ordered_by_every_column(database):
    news = tuple(many())
    store(database, *news)
    with database.unit() as unit:
        for view, order in product(View, ORDERS):
            assert unit.inbox.sequences(view, order) == expected(news, view, order), (view, order)


FACETS = {
    Facet.BRANCH: lambda problem: problem.report.branch,
    Facet.ABOUT: lambda problem: problem.report.category,
    Facet.URGENCY: lambda problem: str(int(problem.priority)),
    Facet.STATE: lambda problem: problem.state.value,
    Facet.WAITING_ON: lambda problem: problem.waiting.on.value if problem.waiting else "",
    Facet.ITEM: lambda problem: problem.report.item,
    Facet.CONTACT: lambda problem: problem.report.contact,
}


def test_a_view_is_narrowed_to_what_was_chosen_and_tells_what_there_is(database):
    news = tuple(many())
    store(database, *news)
    with database.unit() as unit:
        for view in View:
            shown = [new.problem for new in news if view in (View.ALL, view_in(new.problem))]
            choices = unit.inbox.choices(view)
            for facet, value_of in FACETS.items():
                counts = Counter(filter(None, map(value_of, shown)))
                assert {one.value: one.count for one in choices if one.facet is facet} == counts
                for value, count in counts.items():
                    only = Filter(frozenset({(facet, value)}))
                    assert len(unit.inbox.sequences(view, Order(), only)) == count


def test_two_values_of_a_facet_are_either_and_two_facets_are_both(database):
    news = tuple(many())
    store(database, *news)
    wanted = Filter(
        frozenset({(Facet.BRANCH, "CEN"), (Facet.BRANCH, "EST"), (Facet.ABOUT, "NET")}),
        came_from=START + timedelta(hours=20),
        came_before=START + timedelta(hours=70),
    )
    expected_keys = {
        sequence
        for sequence, new in enumerate(news, 1)
        if new.problem.report.branch in ("CEN", "EST")
        and new.problem.report.category == "NET"
        and timedelta(hours=20) <= new.problem.received_at - START < timedelta(hours=70)
    }
    assert expected_keys
    with database.unit() as unit:
        for order in ORDERS:
            keys = unit.inbox.sequences(View.ALL, order, wanted)
            assert set(keys) == expected_keys
            assert keys == tuple(
                key for key in expected(news, View.ALL, order) if key in expected_keys
            )


def test_no_user_text_reaches_the_filter(database):
    hostile = "'; DROP TABLE problems;--"
    store(database, new_problem(report(branch=hostile)), new_problem())
    with database.unit() as unit:
        only = Filter(frozenset({(Facet.BRANCH, hostile)}))
        assert unit.inbox.sequences(View.ALL, Order(), only) == (1,)
        assert Choice(Facet.BRANCH, hostile, 1) in unit.inbox.choices(View.ALL)


def test_an_empty_inbox_has_empty_lists(database):
    with database.unit() as unit:
        assert all(unit.inbox.sequences(view, Order()) == () for view in View)
        assert unit.inbox.counts() == dict.fromkeys(View, 0)
        assert unit.inbox.lines([]) == ()


def test_counts_are_those_of_the_lists(database):
    store(database, *many())
    with database.unit() as unit:
        assert unit.inbox.counts() == {
            view: len(unit.inbox.sequences(view, Order())) for view in View
        }


def test_a_problem_moves_from_list_to_list_with_its_state(database):
    news = tuple(many(30))
    (first, *_) = store(database, *news)
    for state in State:
        with database.unit(write=True) as unit:
            stored = unit.problems.get(first)
            waiting = Waiting(WaitingOn.PART, date(2027, 1, 1)) if state is State.WAITING else None
            moved = replace(stored, state=state, waiting=waiting)
            unit.problems.change(moved, expected_version=stored.version)
        with database.unit() as unit:
            for view in View:
                shown = 1 in unit.inbox.sequences(view, Order())
                assert shown is (view in (View.ALL, view_in(moved)))


def test_a_line_holds_what_the_list_shows(database):
    told = report(title="No picture", item="LV-7", category="SCREEN", branch="EST")
    new = new_problem(
        told,
        state=State.WAITING,
        priority=Priority.TODAY,
        waiting=Waiting(WaitingOn.OTHER_IT, date(2026, 11, 30)),
        received_at=START + timedelta(minutes=4),
    )
    store(database, new)
    with database.unit() as unit:
        assert unit.inbox.lines([1]) == (
            Line(
                sequence=1,
                id=told.id,
                number=told.number,
                title="No picture",
                branch="EST",
                category="SCREEN",
                item="LV-7",
                state=State.WAITING,
                priority=Priority.TODAY,
                filed_at=START,
                received_at=START + timedelta(minutes=4),
                waiting_on=WaitingOn.OTHER_IT,
                waiting_until=date(2026, 11, 30),
            ),
        )


def test_lines_come_in_the_order_of_the_keys_and_leave_out_what_is_gone(database):
    store(database, *[new_problem() for _ in range(1100)])
    wanted = [9999, *range(1100, 0, -1), 7]
    with database.unit() as unit:
        assert [line.sequence for line in unit.inbox.lines(wanted)] == [*range(1100, 0, -1), 7]


def test_no_user_text_reaches_the_order(database):
    hostile = "'; DROP TABLE problems;--"
    store(database, new_problem(report(title=hostile, branch=hostile)))
    with database.unit() as unit:
        assert unit.inbox.sequences(View.ALL, Order(Column.TITLE)) == (1,)
        assert unit.inbox.lines([1])[0].title == hostile


@pytest.mark.parametrize("column", [Column.TITLE, Column.BRANCH])
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(max_size=20), min_size=2, max_size=25))
def test_both_databases_order_any_text_alike(both, column, texts):
    lists = []
    news = [new_problem(report(title=one, branch=one)) for one in texts]
    for database in both:
        with database.unit() as unit:
            before = unit.inbox.counts()[View.ALL]
        store(database, *news)
        with database.unit() as unit:
            ordered = unit.inbox.sequences(View.ALL, Order(column))
        lists.append([one - before for one in ordered if one > before])
    assert lists[0] == lists[1]


def test_lists_are_read_from_an_index_alone(sqlite_file, clock):
    """A row is two kilobytes wide; reading 100,000 of them for their keys would take seconds."""
    with closing(sqlite3.connect(sqlite_file)) as connection:
        for view, order in product(View, ORDERS):
            question = f"EXPLAIN QUERY PLAN {ordered_by(view, order)}"
            plan = connection.execute(question).fetchall()
            assert "COVERING INDEX" in plan[0][3], (view, order, plan)
        for view, facet in product(View, Facet):
            plan = connection.execute(f"EXPLAIN QUERY PLAN {choices_of(facet, view)}").fetchall()
            assert "COVERING INDEX" in plan[0][3], (view, facet, plan)
        urgent = ordered_by(View.NEEDS_ME, Order())
        # Three states in one view: kept under one name, they need no sorting.
        assert len(connection.execute(f"EXPLAIN QUERY PLAN {urgent}").fetchall()) == 1
