"""Reports go with labels and come back, on both engines."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event, func, select, update

from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeKind, ChangeSet
from libdesk.storage.item_relabelings import Relabeling, relabel, relabel_back
from libdesk.storage.schema import item_relabelings, metadata, problems
from tests.services.relabelings import CASES, Library
from tests.storage.made import START


@pytest.fixture
def library(database):
    def rows():
        with database.read() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(select(table))))
                for table in metadata.sorted_tables
            }

    def kept():
        with database.read() as connection:
            counted = select(func.count()).select_from(item_relabelings)
            return connection.execute(counted).scalar_one()

    def point(report_id, label):
        with database.unit(write=True) as unit:
            of_it = update(problems).where(problems.c.id == report_id)
            unit.items._connection.execute(of_it.values(item=label))

    return Library(database.unit, rows, kept, point)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_reports_go_with_labels(library, case):
    case(library)


@pytest.mark.parametrize("parts", [1, 2])
def test_labels_that_are_exchanged_at_once_take_each_report_along_once(library, parts):
    """Also where the second item comes when the first one's reports have its label already."""
    ids = library.told("A", "B", "C")
    before = library.rows()
    there = [Relabeling("A", "B"), Relabeling("B", "A")]
    taken = [there] if parts == 1 else [[one] for one in there]
    with library.open_unit(write=True) as unit:
        change = unit.item_history.begin(ChangeSet(START, "Ada", ChangeKind.BULK))
        for some in taken:
            relabel(unit.items._connection, change, some)
    assert library.about(ids) == ["B", "A", "C"]
    ids += library.told("A", "B")
    with library.open_unit(write=True) as unit:
        for some in taken:
            relabel_back(unit.items._connection, change, some)
        unit.item_history.forget(change)
    assert library.about(ids) == ["A", "B", "C", "B", "A"]
    with library.open_unit(write=True) as unit:
        for one in ids[3:]:
            unit.deleted.mark(one, START, expected_version=1)
        unit.deleted.wipe(ids[3:], START)
    after = library.rows()
    assert {name for name in before if before[name] != after[name]} == {"gone"}


def test_a_change_that_leaves_labels_alone_asks_nothing_of_reports(database, library):
    (record,) = library.add("A")
    asked = []

    def hear(_connection, _cursor, statement, *_):
        asked.append(statement)

    with database.unit(write=True) as unit:
        engine = unit.items._connection.engine
    event.listen(engine, "before_cursor_execute", hear)
    changed = library.equipment.change_all({record.id: 1}, {"room": "Attic"})
    assert not any("problems" in one for one in asked)
    library.equipment.change_all({record.id: 2}, {"tag": Tag("B")})
    event.remove(engine, "before_cursor_execute", hear)
    assert changed.change is not None
    assert any("problems" in one for one in asked)


def test_what_is_kept_is_found_by_its_report_and_by_its_change(sqlite_file):
    """A report that is wiped, or a change that is forgotten, looks through no others."""
    with closing(sqlite3.connect(sqlite_file)) as connection:
        for column in ("change", "problem"):
            asked = f"EXPLAIN QUERY PLAN DELETE FROM item_relabelings WHERE {column} = 1"
            ((*_, plan),) = connection.execute(asked).fetchall()
            assert plan.startswith("SEARCH"), plan
