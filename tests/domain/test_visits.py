"""What there is to do on a visit, room by room."""

from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

import pytest

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import Problem, Report, ReportId, State
from libdesk.domain.visits import ToLookAt, by_room

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)


def look_at(number, *, room=None, spot=None, niggle=False, priority=Priority.THIS_WEEK):
    answers = {} if spot is None else {"spot": spot}
    report = Report(
        ReportId(UUID(int=number, version=4)), "PRINT", "MIL", f"Trouble {number}", AT,
        effect=Effect(niggle=niggle), answers=MappingProxyType(answers),
    )  # fmt: skip
    problem = Problem(number, report, State.NEW, priority, AT)
    if room is None:
        return ToLookAt(problem)
    return ToLookAt(problem, Item(Tag("LV-1"), "the printer", "printer", "MIL", room=room))


@pytest.mark.parametrize(
    ("item_room", "said", "room"),
    [
        ("Workroom", "by the door", "Workroom"),
        ("", "by the door", "by the door"),
        (None, " by\nthe  door ", "by the door"),
        (None, None, ""),
        (None, ("two", "places"), ""),
        ("", None, ""),
    ],
)
def test_a_things_own_room_counts_more_than_what_was_said(item_room, said, room):
    assert look_at(1, room=item_room, spot=said).room == room


@pytest.mark.parametrize(
    ("niggle", "priority", "is_niggle"),
    [
        (True, Priority.WHEN_WE_CAN, True),
        (True, Priority.TODAY, False),
        (False, Priority.WHEN_WE_CAN, False),
    ],
)
def test_a_little_thing_that_became_urgent_is_none_any_more(niggle, priority, is_niggle):
    assert look_at(1, niggle=niggle, priority=priority).is_niggle is is_niggle


@pytest.mark.rows("S14")
def test_rooms_come_by_name_and_what_is_in_none_comes_last():
    one, two, three = look_at(1), look_at(2, spot="Workroom"), look_at(3, spot="Ábaco room")
    assert [room.name for room in by_room([one, two, three])] == ["Ábaco room", "Workroom", ""]


@pytest.mark.rows("S14")
def test_names_that_differ_in_case_or_accents_are_one_room():
    (room,) = by_room([look_at(1, spot="Café"), look_at(2, spot="CAFE")])
    assert [one.problem.sequence for one in room.to_look_at] == [1, 2]


@pytest.mark.rows("S14")
def test_in_a_room_the_most_urgent_comes_first_and_little_things_last():
    little = look_at(1, niggle=True, priority=Priority.WHEN_WE_CAN)
    late, soon, now = look_at(2), look_at(3), look_at(4, priority=Priority.NOW)
    (room,) = by_room([little, soon, late, now])
    assert room.to_look_at == (now, late, soon, little)


def test_nothing_to_do_is_no_room():
    assert by_room([]) == ()
