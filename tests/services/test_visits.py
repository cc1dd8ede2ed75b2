"""What a visit is for, read from the desk's database at one moment."""

from datetime import timedelta

import pytest

from libdesk.domain.bulletin import Visit
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.priority import Effect, Priority
from libdesk.domain.problems import Picture, Problem, State
from libdesk.services.stores import NewProblem
from libdesk.services.visits import MOST, Visiting
from tests.services.fakes import START, a_report
from tests.services.made_items import save_item

TODAY = START.astimezone().date()
PRINTER = Item(Tag("P1"), "The printer by the door", "printer", "CEN", room="Workroom")


@pytest.fixture
def visiting(database, hands):
    return Visiting(database, hands)


def add(database, number, state=State.SEEN, priority=Priority.TODAY, **more):
    report = a_report(number, **more)
    new = NewProblem(Problem(0, report, state, priority, START), f"{number}", b"", "test", ())
    with database(write=True) as unit:
        unit.problems.add([new])


def open_at(visit):
    return [one.problem.report.title for one in visit.to_look_at]


@pytest.mark.rows("S14")
def test_all_that_is_open_at_the_branch_is_there_with_its_thing(visiting, database):
    with database(write=True) as unit:
        save_item(unit, PRINTER)
    add(database, 1, item="p1")
    add(database, 2, State.WAITING)
    add(database, 3, priority=Priority.WHEN_WE_CAN, effect=Effect(niggle=True))
    add(database, 4, branch="MIL")
    add(database, 5, State.FIXED)
    visit = visiting.visit("CEN")
    assert (visit.branch, visit.left_out) == ("CEN", 0)
    assert sorted(open_at(visit)) == ["Report 1", "Report 2", "Report 3"]
    things = {one.problem.report.title: one.item for one in visit.to_look_at}
    assert things == {"Report 1": PRINTER, "Report 2": None, "Report 3": None}
    (little,) = [one for one in visit.to_look_at if one.is_niggle]
    assert little.problem.report.title == "Report 3"


def test_a_label_of_another_branch_names_no_thing_here(visiting, database):
    with database(write=True) as unit:
        save_item(unit, PRINTER)
    add(database, 1, branch="MIL", item="P1")
    (one,) = visiting.visit("MIL").to_look_at
    assert one.item is None


def test_pictures_stay_where_they_are(visiting, database):
    add(database, 1, pictures=(Picture("x.png", "image/png", b"x"),))
    (one,) = visiting.visit("CEN").to_look_at
    assert one.problem.report.pictures == ()


def test_it_knows_the_next_visit_and_the_last_one(visiting, database):
    add(database, 1)
    days = [TODAY - timedelta(40), TODAY - timedelta(5), TODAY + timedelta(3), TODAY + timedelta(9)]
    database.tables.visits = {Visit("CEN", on) for on in days} | {Visit("MIL", TODAY)}
    visit = visiting.visit("CEN")
    assert (visit.on, visit.last_on) == (TODAY + timedelta(3), TODAY - timedelta(5))


def test_a_visit_of_today_is_the_next_one(visiting, database):
    database.tables.visits = {Visit("CEN", TODAY)}
    assert visiting.visit("CEN").on == TODAY


@pytest.mark.parametrize("branch", ["CEN", "NOWHERE", ""])
def test_a_branch_of_which_nothing_is_known_has_an_empty_visit(visiting, branch):
    visit = visiting.visit(branch)
    assert (visit.on, visit.last_on, visit.to_look_at, visit.left_out) == (None, None, (), 0)


def test_the_most_urgent_are_read_and_the_rest_is_counted(visiting, database):
    for number in range(1, MOST + 3):
        add(database, number)
    add(database, MOST + 3, priority=Priority.NOW)
    visit = visiting.visit("CEN")
    assert (len(visit.to_look_at), visit.left_out) == (MOST, 3)
    assert f"Report {MOST + 3}" in open_at(visit)


def test_it_reads_only_and_at_one_moment(visiting, database):
    add(database, 1)
    before = database.units
    visiting.visit("CEN")
    assert database.units == before + 1


def test_the_most_urgent_comes_before_the_cut_wherever_it_is_listed(visiting, database):
    """What waits can be more urgent than what needs somebody, and must not be cut off first."""
    for number in range(1, MOST + 1):
        add(database, number, priority=Priority.WHEN_WE_CAN)
    add(database, MOST + 1, State.WAITING, Priority.NOW)
    assert f"Report {MOST + 1}" in open_at(visiting.visit("CEN"))


def test_a_last_visit_is_known_where_nothing_is_open(visiting, database):
    database.tables.visits = {Visit("CEN", TODAY - timedelta(5))}
    assert visiting.visit("CEN").last_on == TODAY - timedelta(5)
