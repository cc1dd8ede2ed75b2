"""What to look at on a visit: which room, in which order, and what waited for it."""

from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import Problem, Report, ReportId, State
from libdesk.domain.visits import Room, ToLookAt, by_room

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)


def to_look_at(number=1, room="", spot="", priority=Priority.TODAY, *, niggle=False):
    """Return an open problem about a thing in a room, told to be at a spot; "" for neither."""
    answers = MappingProxyType({"spot": spot} if spot else {})
    effect = Effect(niggle=niggle)
    report = Report(
        ReportId(UUID(int=number)), "PRINT", "MIL", "x", AT, effect=effect, answers=answers
    )
    item = Item(Tag("P1"), "Printer", "printer", "MIL", room=room) if room else None
    return ToLookAt(Problem(number, report, State.SEEN, priority, AT), item)


def numbers(rooms):
    return [(room.name, [one.problem.sequence for one in room.to_look_at]) for room in rooms]


@pytest.mark.parametrize(
    ("room", "spot", "found"),
    [
        ("Workroom", "by the door", "Workroom"),
        ("", " by the\n door ", "by the door"),
        ("", "", ""),
        ("", ("here", "there"), ""),
    ],
    ids=["the thing's room", "what was said", "unknown", "several places are none"],
)
def test_it_is_where_its_thing_stands_else_where_it_was_said_to_be(room, spot, found):
    assert to_look_at(room=room, spot=spot).room == found


def test_a_thing_without_a_room_is_where_it_was_said_to_be():
    one = to_look_at(spot="Stacks")
    bare = Item(Tag("P1"), "Printer", "printer", "MIL")
    assert ToLookAt(one.problem, bare).room == "Stacks"


@pytest.mark.parametrize(
    ("priority", "niggle", "waited"),
    [
        (Priority.WHEN_WE_CAN, True, True),
        (Priority.WHEN_WE_CAN, False, False),
        (Priority.TODAY, True, False),
    ],
)
def test_a_little_thing_waited_for_the_visit_unless_it_became_more(priority, niggle, waited):
    assert to_look_at(priority=priority, niggle=niggle).is_niggle is waited


@pytest.mark.rows("S14")
def test_rooms_stand_by_name_the_most_urgent_first_and_little_things_last():
    soon = Priority.WHEN_WE_CAN
    open_there = [
        to_look_at(1, priority=Priority.NOW),
        to_look_at(2, "Workroom"),
        to_look_at(3, "Children’s", priority=soon, niggle=True),
        to_look_at(4, "Children’s", priority=soon),
        to_look_at(5, "Children’s", priority=Priority.NOW),
        to_look_at(6, "Children’s", priority=Priority.NOW),
    ]
    assert numbers(by_room(open_there)) == [
        ("Children’s", [5, 6, 4, 3]), ("Workroom", [2]), ("", [1])
    ]  # fmt: skip


def test_names_that_differ_in_case_or_accents_are_one_room():
    open_there = [to_look_at(1, "Café"), to_look_at(2, spot="CAFE"), to_look_at(3, "café ")]
    (room,) = by_room(open_there)
    assert (room.name, len(room.to_look_at)) == ("Café", 3)


def test_nothing_is_no_room():
    assert by_room(()) == ()


@given(st.lists(st.tuples(st.sampled_from(["", "A", "a", "Á", "B"]), st.sampled_from(Priority))))
def test_each_stands_in_one_room_whatever_order_they_came_in(given_ones):
    ones = [to_look_at(at, spot=spot, priority=how) for at, (spot, how) in enumerate(given_ones, 1)]
    rooms = by_room(ones)
    assert sorted(one.problem.sequence for room in rooms for one in room.to_look_at) == [
        one.problem.sequence for one in ones
    ]
    assert by_room(reversed(ones)) == rooms
    assert all(isinstance(room, Room) for room in rooms)
