"""Reading a list in on a real database: after a dry run and after undo it is what it was."""

import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from libdesk.domain.item_columns import guess_columns
from libdesk.domain.item_import import Choices, Fate, ground_of, make_plan
from libdesk.domain.item_lists import Dates
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.item_import import ItemImport
from libdesk.storage.database import Database
from libdesk.storage.schema import metadata
from tests.domain.made_lists import BRANCHES, KINDS, item, snipe_table, table_of
from tests.storage.made import new_problem, report, store

ROOT = Path(__file__).parents[2]
RULES = Rules(lambda record: Dates(record.replace_on), lambda _: False)


def rows(database):
    """Return all rows of all tables, by the table's name."""
    with database.unit() as unit:
        connection = unit.items._connection
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
        }


@pytest.fixture
def items(database, clock):
    with database.unit(write=True) as unit:
        for branch in BRANCHES:
            unit.places.save_branch(branch)
    equipment = Equipment(database.unit, lambda: RULES, clock)
    equipment.add(item("LV-00002", "a PC", "laptop", "FER", custom={"Wall port": "B-9"}))
    equipment.add(item("X-1", "naïve \N{SNOWMAN} switch", "switch"))
    return ItemImport(database.unit, lambda: RULES, clock, "Ada", lambda: KINDS)


def planned(items, table):
    stock = items.stock()
    columns = guess_columns(table, ground_of(Choices(), stock), stock.own_fields)
    return make_plan(table, columns, Choices(), stock)


def test_a_dry_run_and_an_undo_leave_every_row_as_it_was(database, items):
    before = rows(database)
    plan = planned(items, snipe_table(700))
    assert (plan.count(Fate.NEW), plan.count(Fate.CHANGED)) == (699, 1)
    assert rows(database) == before
    done = items.carry_out(plan, "assets.csv")
    after = rows(database)
    assert len(after["items"]) == 701
    assert len(after["item_history"]) == len(before["item_history"]) + 700
    assert planned(items, snipe_table(700)).count(Fate.SAME) == 700
    items.undo(done.change)
    assert rows(database) == before


def test_a_label_that_was_read_in_gives_back_only_the_reports_that_it_took(database, items, clock):
    """A report may name a label that no item has; the list gives it to one, and takes it back."""
    equipment = Equipment(database.unit, lambda: RULES, clock)
    (thing,) = equipment.add(item("OLD-1", "a PC", "laptop", serial="S-77")).records
    store(
        database,
        new_problem(report(item="OLD-1")),
        new_problem(report(item="NEW-1")),
        new_problem(report(item="pc-77"), found_item="OLD-1"),
        new_problem(report(item="new-1"), found_item="NEW-1"),
        new_problem(report(item="X-1")),
    )
    before = rows(database)
    plan = planned(items, table_of(("Label", "Serial"), ("NEW-1", "S-77")))
    (fate,) = plan.fates
    assert (fate.fate, fate.item, fate.became) == (Fate.CHANGED, thing.id, {"tag": "NEW-1"})
    assert rows(database) == before
    done = items.carry_out(plan, "labels.csv")
    with database.unit() as unit:
        assert unit.item_reports.of("NEW-1", clock(), 9).total == 4
        assert unit.item_reports.of("OLD-1", clock(), 9).total == 0
    items.undo(done.change)
    assert rows(database) == before


def test_many_rows_hold_what_one_by_one_would_hold(database, items, clock):
    """The quick way in writes what SQLAlchemy would write, odd letters too."""
    odd = "caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{SNOWMAN} \N{GRINNING FACE}"
    plan = planned(items, table_of(("Label", "Name", "Notes"), ("N-1", odd, f"{odd}\0\ud800")))
    items.carry_out(plan, "odd.csv")
    with database.unit() as unit:
        (found,) = unit.items.find("N-1")
        dates = unit.items.dates(found.id)
    assert (found.name, found.notes) == (odd, f"{odd}\N{REPLACEMENT CHARACTER}")
    assert dates == RULES.dates(found)
    equipment = Equipment(database.unit, lambda: RULES, clock)
    was_new = equipment.get(found.id).history[-1].change
    assert {one.field: one.became for one in was_new.fields}["status"] == "in use"


def test_nothing_is_left_of_a_list_that_breaks_off(database, items):
    before = rows(database)
    plan = planned(items, snipe_table(50))
    broken = plan.fates[-1]
    twice = dataclasses.replace(plan.fates[5], became=dict(broken.became))
    wrong = dataclasses.replace(plan, fates=(*plan.fates[:5], twice, *plan.fates[6:]))
    with pytest.raises(Exception, match=r"(?i)unique|tag|changed|taken"):
        items.carry_out(wrong, "assets.csv")
    assert rows(database) == before


def test_what_was_changed_since_is_not_taken_back(database, items, clock):
    done = items.carry_out(planned(items, snipe_table(3)), "assets.csv")
    equipment = Equipment(database.unit, lambda: RULES, clock)
    (found,) = equipment.find("LV-00003")
    equipment.save(dataclasses.replace(found, room="Attic"))
    before = rows(database)
    with pytest.raises(Conflict):
        items.undo(done.change)
    assert rows(database) == before


def test_own_fields_have_a_limit(database, items):
    before = rows(database)
    plan = planned(items, table_of(("Label",), ("N-1",)))
    own = {f"custom.field {number}": "x" for number in range(61)}
    (fate,) = plan.fates
    wrong = dataclasses.replace(fate, became={**fate.became, **own})
    with pytest.raises(Refusal):
        items.carry_out(dataclasses.replace(plan, fates=(wrong,)), "x")
    assert rows(database) == before


def test_own_fields_go_back_in_the_order_in_which_they_came(database, items):
    table = table_of(("Label", "Zebra", "Apple"), ("N-1", "z", "a"))
    items.carry_out(planned(items, table), "new.csv")
    before = rows(database)
    done = items.carry_out(planned(items, table_of(("Label", "Zebra"), ("N-1", "y"))), "more.csv")
    items.undo(done.change)
    assert rows(database) == before


_KILLED = """
import os, signal, sys
from contextlib import contextmanager
from pathlib import Path

from libdesk.domain.item_columns import guess_columns
from libdesk.domain.item_import import Choices, ground_of, make_plan
from libdesk.domain.item_lists import Dates
from libdesk.services.item_gates import Rules
from libdesk.services.item_import import ItemImport
from libdesk.storage.database import Database
from tests.domain.made_lists import item, snipe_table
from tests.storage.made import SetClock

database = Database.open(Path(sys.argv[1]), now=SetClock())
halfway = sys.argv[2] == "halfway"
seen = []

def end():
    os.kill(os.getpid(), signal.SIGKILL)

def dates(record):
    seen.append(record)
    if halfway and len(seen) == 400:
        end()
    return Dates()

@contextmanager
def unit(*, write=False):
    with database.unit(write=write) as opened:
        yield opened
        if write:
            end()

items = ItemImport(unit, lambda: Rules(dates, lambda _: False), SetClock())
stock, table = items.stock(), snipe_table(500)
columns = guess_columns(table, ground_of(Choices(), stock))
items.carry_out(make_plan(table, columns, Choices(), stock), "assets.csv")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
@pytest.mark.parametrize("where", ["halfway", "before the end"])
def test_killed_in_the_middle_it_leaves_nothing(sqlite_file, clock, where):
    opened = Database.open(sqlite_file, now=clock)
    before = rows(opened)
    opened.close()
    ran = subprocess.run(
        [sys.executable, "-c", _KILLED, str(sqlite_file), where],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
        timeout=100,
    )
    assert ran.returncode == -signal.SIGKILL
    opened = Database.open(sqlite_file, now=clock)
    assert rows(opened) == before
    opened.close()
