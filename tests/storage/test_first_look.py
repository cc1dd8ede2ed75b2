"""The first look at a file: what the store would show, or nothing at all, and nothing changed."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import product

import pytest

from libdesk.domain.bulletin import Notice
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.inbox import Column, Order, View
from libdesk.domain.item_lists import Dates
from libdesk.domain.places import Branch
from libdesk.domain.priority import Priority
from libdesk.domain.problems import State, Waiting, WaitingOn
from libdesk.domain.promises import Lead, Target
from libdesk.domain.records import Record
from libdesk.domain.statuses import HERE, Status
from libdesk.domain.today import Surroundings
from libdesk.services.inbox import Inbox
from libdesk.services.places import Places
from libdesk.services.today import Today
from libdesk.storage import first_look, marks, schema
from libdesk.storage.database import Database
from tests.services.made_items import save_item
from tests.storage.made import START, new_problem, report, store

USUAL = Order()
ORDERS = [Order(by, descending) for by, descending in product(Column, (False, True))]


@pytest.fixture
def library(sqlite_file, clock):
    """A closed library with problems in every state."""
    database = Database.open(sqlite_file, now=clock)
    rest = Waiting(WaitingOn.PART, date(2026, 12, 24))
    store(
        database,
        *(
            new_problem(
                report(title=f"Éclair {9 - place}", branch="CEN" if place % 2 else "", item="X-1"),
                state=state,
                priority=Priority(1 + place % 4),
                waiting=rest if state is State.WAITING else None,
            )
            for place, state in enumerate(tuple(State) * 2)
        ),
    )
    with database.unit(write=True) as unit:
        unit.desk.set_word("library", "Larkmere Valley")
        unit.places.save_branch(Branch("FER", "Ferndale Road"))
        unit.places.save_branch(Branch("CEN", "Central"))
        save_item(unit, Item(Tag("X-1"), "Printer", "printer", "CEN"))
    database.close()
    return sqlite_file


def look(path, view=View.NEEDS_ME, order=USUAL, count=50):
    return first_look.at_inbox(path, view, order, count)


def contents(path):
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in path.parent.iterdir()}


def test_it_shows_what_the_open_database_shows(library, clock):
    looks = [look(library, view, order, 4) for view, order in product(View, ORDERS)]
    database = Database.open(library, now=clock)
    inbox, overview = Inbox(database.unit, clock, "IT"), Places(database.unit).overview()
    for seen in looks:
        assert seen.keys == inbox.sequences(seen.view, seen.order)
        assert seen.lines == inbox.lines(seen.keys[:4])
        assert seen.lines or not seen.counts[seen.view]
        assert seen.counts == inbox.counts()
        # The names of things are wanted when a problem is read, which is later.
        assert seen.overview == replace(overview, things=seen.overview.things)
        assert list(seen.overview.branches) == list(overview.branches) == ["FER", "CEN"]
    database.close()


def first_list(path, clock):
    """Return the list for today as the first look has it."""
    seen, other = first_look.at_today(path, clock()), look(path)
    assert seen is not None
    assert other is not None
    assert seen.overview == other.overview
    return seen.agenda


def settle(path, clock):
    """Let the library settle all that Today asks for, and mark a line of it."""
    database = Database.open(path, now=clock)
    day = START.date()
    with database.unit(write=True) as unit:
        unit.places.set_hours(
            Hours(
                ((Span(time(8, 30), time(17)),),) * 7,
                (ClosedDay(day - timedelta(days=1), "Leave"),),
                "America/Chicago",
            )
        )
        unit.places.set_targets([Target(one, Lead(open_days=1), Lead()) for one in Priority])
        unit.places.set_visits("CEN", [day, day + timedelta(days=1)])
        unit.notices.save(Notice("Line down", "CEN", START, id="a", until=START))
        unit.notices.save(Notice("Other", "", START, id="b"))
    today = Today(database.unit, clock, local=lambda at: at)
    today.wave_through(today.read(Surroundings()).lines[0])
    database.close()


@pytest.mark.parametrize("settles", [False, True])
def test_it_lists_for_today_what_the_open_database_lists(library, clock, settles):
    clock.move(days=3)
    if settles:
        settle(library, clock)
    listed = first_list(library, clock)
    database = Database.open(library, now=clock)
    today = Today(database.unit, clock, local=lambda at: at)
    assert listed == today.read(Surroundings())
    assert listed.lines
    assert listed.hidden == settles
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE hours SET opens = 'early' WHERE day = 2",
        "UPDATE closed_days SET \"on\" = 'never'",
        "UPDATE targets SET answer_days = -4 WHERE priority = 2",
        'UPDATE visits SET "on" = \'soon\' WHERE "on" = (SELECT min("on") FROM visits)',
        "UPDATE desk_words SET value = '../../etc/passwd' WHERE key = 'zone'",
    ],
)
def test_a_damaged_row_is_left_out_as_it_is_when_the_database_is_open(library, clock, damage):
    settle(library, clock)
    ask(library, damage)
    listed = first_list(library, clock)
    database = Database.open(library, now=clock)
    today = Today(database.unit, clock, local=lambda at: at)
    assert listed == today.read(Surroundings())
    database.close()


def test_it_needs_no_sqlalchemy(library):
    program = (
        "import sys; from pathlib import Path; from libdesk.storage import first_look;"
        "from datetime import datetime; from libdesk.domain.inbox import Order, View;"
        "now = datetime.now().astimezone();"
        "found = first_look.at_inbox(Path(sys.argv[1]), View.ALL, Order(), 5);"
        "today = first_look.at_today(Path(sys.argv[1]), now).agenda;"
        "print(len(found.lines), bool(today.lines), 'sqlalchemy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(library)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["5", "True", "False"]


def test_it_changes_nothing(library):
    before = contents(library)
    assert look(library).lines
    assert contents(library) == before


def test_an_empty_library_has_an_empty_first_page(sqlite_file):
    seen = look(sqlite_file)
    assert (seen.keys, seen.lines, seen.overview.items) == ((), (), 0)
    assert seen.counts == dict.fromkeys(View, 0)


def test_it_counts_the_items_that_are_here_as_the_overview_does(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    with database.unit(write=True) as unit:
        made = [Record(Tag(one.value), "a", "b", status=one) for one in Status]
        unit.items.add([(one, Dates()) for one in made])
    counted = Places(database.unit).overview().items
    database.close()
    assert look(sqlite_file).overview.items == counted == len(HERE)


def test_a_server_and_a_file_that_is_not_there_have_none(tmp_path):
    assert look("postgresql://desk@server/library") is None
    assert look(tmp_path / "libdesk.sqlite") is None
    assert list(tmp_path.iterdir()) == []


def spoil_first_page(path):
    with path.open("r+b") as stream:
        stream.write(b"PK\x03\x04")


def empty(path):
    path.write_bytes(b"")


def cut_short(path):
    os.truncate(path, path.stat().st_size // 2)


def ask(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def leave(ending):
    def beside(path):
        path.with_name(path.name + ending).write_bytes(b"left by a crash" * 100)

    return beside


DOUBTS = {
    "with a -journal beside it": leave("-journal"),
    "with a -wal beside it": leave("-wal"),
    "another kind of file": spoil_first_page,
    "empty": empty,
    "cut short": cut_short,
    "of another program": lambda path: ask(path, "PRAGMA application_id = 1"),
    "of a newer LibDesk": lambda path: ask(
        path, f"PRAGMA user_version = {marks.SCHEMA_NUMBER + 1}"
    ),
    "of an older LibDesk": lambda path: ask(path, "PRAGMA user_version = 0"),
    "without a table": lambda path: ask(path, "DROP TABLE items"),
    "with orders put in": lambda path: ask(path, "CREATE VIEW more AS SELECT 1"),
}


@pytest.mark.parametrize("spoil", DOUBTS.values(), ids=DOUBTS.keys())
def test_a_file_in_doubt_has_none_and_is_left_alone(library, spoil):
    assert look(library) is not None
    spoil(library)
    before = contents(library)
    assert look(library) is None
    assert contents(library) == before


def test_a_file_that_somebody_holds_has_none_and_is_not_waited_for(library):
    with closing(sqlite3.connect(library, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert look(library) is None
        other.execute("ROLLBACK")
    assert look(library) is not None


def test_the_tables_that_are_looked_for_are_those_of_the_schema():
    assert {*schema.metadata.tables, "alembic_version", "word_index"} == marks.TABLES
