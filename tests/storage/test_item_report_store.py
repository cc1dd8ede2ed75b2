"""The reports of items in the database, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.item_reports import LATELY, YEAR, ItemReports
from libdesk.domain.problems import FollowUp, FollowUpKind, State
from tests.storage.made import START, new_problem, report, store


def about(item, days=0, **parts):
    at = START - timedelta(days=days)
    return new_problem(report(item=item), received_at=at, **parts)


def test_what_a_report_named_and_what_was_found_are_both_kept(database):
    told = report(item="fer-pc-01")
    found, plain, none = store(
        database,
        new_problem(told, found_item="LV-1"),
        new_problem(report(item="LV-1")),
        new_problem(report(item=""), found_item="LV-1"),
    )
    with database.unit() as unit:
        problem = unit.problems.get(found)
        assert (problem.report, problem.item, problem.found_item) == (told, "LV-1", "LV-1")
        assert (unit.problems.get(plain).item, unit.problems.get(plain).found_item) == ("LV-1", "")
        assert unit.problems.get_bare(none).report.item == ""
        assert unit.problems.count_alike(report(item="LV-1"), START) == 3
        assert {line.item for line in unit.inbox.lines((1, 2, 3))} == {"LV-1"}


def test_an_items_reports_are_summed_and_the_newest_come_as_lines(database):
    store(
        database,
        about("LV-1", YEAR.days + 1, state=State.FIXED, spent_minutes=40),
        about("LV-1", LATELY.days + 1, state=State.NOT_NOW, spent_minutes=2),
        about("LV-2"),
        about("LV-1", 1, state=State.WAITING),
        about("LV-1"),
    )
    with database.unit() as unit:
        told = unit.item_reports.of("LV-1", START, 2)
        assert unit.item_reports.of("LV-9", START, 2) == ItemReports()
    assert replace(told, newest=()) == ItemReports(2, 2, 3, 4, 42)
    assert [line.sequence for line in told.newest] == [5, 4]


def test_what_came_before_is_counted_and_the_newest_of_it_come_as_lines(database):
    store(database, about("LV-1", 31), *(about("LV-1", days) for days in (9, 8, 7)), about("LV-1"))
    since = START - LATELY
    with database.unit() as unit:
        count, lines = unit.item_reports.before("LV-1", 5, since, 2)
        assert (count, [line.sequence for line in lines]) == (3, [4, 3])
        assert unit.item_reports.before("LV-1", 2, since, 2) == (0, ())


@pytest.mark.parametrize("is_attached", [False, True])
def test_what_was_joined_added_or_deleted_is_no_report_of_its_own(database, is_attached):
    first, same, gone = store(database, about("LV-1"), about("LV-1"), about("LV-1"))
    goes_on = report(item="LV-1", follow_up=FollowUp(first, FollowUpKind.SAID))
    (added,) = store(database, new_problem(goes_on))
    with database.unit(write=True) as unit:
        unit.joined.add([same], first)
        unit.deleted.mark(gone, START, expected_version=1)
        if is_attached:
            unit.problems.attach([added], first)
    with database.unit() as unit:
        assert unit.item_reports.of("LV-1", START, 9).total == 1
        assert unit.item_reports.before("LV-1", 99, START, 9)[0] == 1


def test_an_items_reports_are_found_by_its_label_alone(sqlite_file):
    import sqlite3

    asked = (
        "EXPLAIN QUERY PLAN SELECT count(*) FROM problems WHERE item = ? AND received_at >= ? "
        "AND shown_in IN ('needs_me', 'done') AND follows IS NULL"
    )
    with sqlite3.connect(sqlite_file) as connection:
        plan = " ".join(row[3] for row in connection.execute(asked, ("LV-1", "2026")))
    connection.close()
    assert "problems_item (item=?" in plan
