"""Reports and problems made for the tests."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from libdesk.domain.priority import Priority
from libdesk.domain.problems import Event, Problem, Reply, ReplyKind, Report, ReportId, State
from libdesk.services.intake import index_words
from libdesk.services.stores import NewProblem
from libdesk.storage import schema

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.time = START

    def __call__(self):
        return self.time

    def move(self, **by):
        self.time += timedelta(**by)
        return self.time


_DICE = Random(26)


def new_id():
    return ReportId(UUID(int=_DICE.getrandbits(128), version=4))


def report(**parts):
    given = {"id": new_id(), "category": "PRINT", "branch": "CEN", "title": "Printer jams"}
    return Report(**{**given, "filed_at": START, **parts})


def new_problem(told=None, *, source="folder", words=None, **parts):
    told = told or report()
    problem = Problem(
        sequence=0,
        report=told,
        state=State.NEW,
        priority=Priority.THIS_WEEK,
        received_at=START,
        history=(Event(START, "", "received"),),
    )
    return NewProblem(
        problem=replace(problem, **parts),
        content_hash=f"{told.id.int:064x}",
        reply_key=told.id.bytes * 2,
        source=source,
        words=index_words(told) if words is None else words,
    )


def store(database, *news):
    """Add problems and return their ids."""
    with database.unit(write=True) as unit:
        unit.problems.add(news)
    return tuple(new.problem.report.id for new in news)


def reply(text="", kind=ReplyKind.ANSWER, **parts):
    return Reply(0, kind, START, text, **parts)


def state_of(folder):
    """Say all that lies in a folder: names, sizes, bytes."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lying_in(folder):
    """Name all that lies in a folder, but for the seals of databases at rest."""
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith("-seal"))


def spoil_a_name(path):
    """Damage a name in the list of tables so that SQLite's own message quotes what is no text."""
    raw = path.read_bytes()
    at = raw.index(b"tableproblemsproblems")
    rest = raw[at + 13 :].replace(b"CREATE TABLE", b"CREATE TXBLE", 1)
    path.write_bytes(raw[:at] + b"table\xff\xe3\x99blems" + rest)
    with closing(sqlite3.connect(path)) as found, pytest.raises(UnicodeDecodeError):
        found.execute("SELECT 1 FROM problems")


def rows_about_items(database, *more):
    """Return every row that is about items, and those of more tables, table by table."""
    tables = (schema.items, schema.item_changes, schema.item_history, *more)
    with database.unit() as unit:
        run = unit.items._connection.execute
        return [
            sorted(map(tuple, run(select(table))), key=lambda row: repr(row[0])) for table in tables
        ]
