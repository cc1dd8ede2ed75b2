"""What a visit is for, read from the desk's database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.places import Branch
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import Problem, State, Waiting, WaitingOn
from libdesk.services import visits
from libdesk.services.intake import index_words
from libdesk.services.stores import NewProblem
from libdesk.services.visits import Visiting
from tests.services.fakes import Hands, a_report
from tests.services.memory_database import MemoryDatabase


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def database():
    made = MemoryDatabase()
    with made(write=True) as unit:
        for code, name in (("CEN", "Central"), ("MIL", "Mill Pond")):
            unit.places.save_branch(Branch(code, name))
        unit.places.save_item(Item(Tag("LV-1"), "the printer", "printer", "MIL", room="Workroom"))
    return made


def add(database, hands, number, *, state=State.NEW, priority=Priority.THIS_WEEK, **report):
    made = replace(a_report(number, **({"branch": "MIL"} | report)), filed_at=hands())
    waiting = Waiting(WaitingOn.PART, hands().date()) if state is State.WAITING else None
    problem = Problem(0, made, state, priority, hands(), waiting=waiting)
    new = NewProblem(problem, f"{number:064d}", b"k" * 32, "folder", index_words(made))
    with database(write=True) as unit:
        unit.problems.add([new])
    return made.id


@pytest.mark.rows("S14")
def test_it_has_what_is_open_there_and_nothing_else(database, hands):
    new = add(database, hands, 1, item="lv-1")
    waits = add(database, hands, 2, state=State.WAITING)
    little = add(database, hands, 3, priority=Priority.WHEN_WE_CAN, effect=Effect(niggle=True))
    add(database, hands, 4, state=State.FIXED)
    add(database, hands, 5, state=State.NOT_NOW)
    add(database, hands, 6, branch="CEN")
    visit = Visiting(database, hands).visit("MIL")
    assert {one.problem.report.id for one in visit.to_look_at} == {new, waits, little}
    assert [one.room for one in visit.to_look_at if one.item is not None] == ["Workroom"]
    assert [one.is_niggle for one in visit.to_look_at].count(True) == 1
    assert visit.left_out == 0


def test_it_knows_the_next_visit_and_the_last_one(database, hands):
    today = hands().astimezone().date()
    days = [today + timedelta(days=day) for day in (-9, 4, 11)]
    with database(write=True) as unit:
        unit.places.set_visits("MIL", days)
        unit.places.set_visits("CEN", [today])
    add(database, hands, 1)
    visit = Visiting(database, hands).visit("MIL")
    assert visit.on == days[1]
    assert visit.last_on == days[0]


def test_a_branch_where_nothing_is_known_has_an_empty_visit(database, hands):
    visit = Visiting(database, hands).visit("CEN")
    assert (visit.on, visit.last_on, visit.to_look_at, visit.left_out) == (None, None, (), 0)


def test_of_very_many_the_most_urgent_are_read_and_the_rest_is_counted(database, hands):
    for number in range(1, visits.MOST + 4):
        add(database, hands, number)
    urgent = add(database, hands, visits.MOST + 4, priority=Priority.NOW)
    visit = Visiting(database, hands).visit("MIL")
    assert len(visit.to_look_at) == visits.MOST
    assert visit.to_look_at[0].problem.report.id == urgent
    assert visit.left_out == 4
