"""Drill F7's programs: one that writes through the real store, one that copies all the while.

Each is a process of its own and prints one JSON document when it is done.
"""

import argparse
import json
import sqlite3
import sys
import time
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from libdesk.domain.priority import Priority
from libdesk.domain.problems import Event, Problem, Report, ReportId, State
from libdesk.services.errors import Unavailable
from libdesk.services.intake import index_words
from libdesk.services.stores import NewProblem
from libdesk.storage.database import Database
from libdesk.storage.export_files import ExportFiles

OPEN = "open"
"""What the copier says as soon as it has the database open."""


def now() -> datetime:
    return datetime.now(UTC)


def a_problem(title: str) -> NewProblem:
    report = Report(ReportId(uuid4()), "PRINT", "CEN", title, now(), saw="Gray stripes. " * 20)
    problem = Problem(
        sequence=0,
        report=report,
        state=State.NEW,
        priority=Priority.THIS_WEEK,
        received_at=now(),
        history=(Event(now(), "", "received"),),
    )
    return NewProblem(problem, report.id.hex, b"k" * 32, "folder", index_words(report))


def write(path: Path, name: str, count: int) -> dict[str, object]:
    """Store so many reports, one a transaction; tell how long each took, and what went wrong."""
    took_s: list[float] = []
    troubles: list[str] = []
    with closing(Database.open(path, now=now)) as database:
        for number in range(count):
            began = time.perf_counter()
            try:
                with database.unit(write=True) as unit:
                    unit.problems.add([a_problem(f"{name} {number}")])
            except Unavailable as trouble:
                troubles.append(trouble.sentence)
            took_s.append(time.perf_counter() - began)
    took_s.sort()
    return {
        "troubles": troubles,
        "p50_s": took_s[len(took_s) // 2],
        "p99_s": took_s[int(len(took_s) * 0.99) - 1],
        "max_s": took_s[-1],
    }


def write_carelessly(path: Path, name: str, count: int) -> dict[str, object]:
    """The control: a transaction that reads first, writes then, and waits for nobody."""
    troubles: list[str] = []
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        for number in range(count):
            try:
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM branches").fetchone()
                connection.execute(
                    "INSERT INTO branches VALUES (?, 'x', 1, 1)", (f"{name}{number}",)
                )
                connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                troubles.append(str(error))
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
    return {"troubles": troubles, "p50_s": 0.0, "p99_s": 0.0, "max_s": 0.0}


def copy(path: Path, folder: Path, stop: Path) -> dict[str, object]:
    """Copy the database as the export does, and empty its -wal, until somebody makes `stop`."""
    copies = 0
    with closing(Database.open(path, now=now)) as database:
        sys.stdout.write(f"{OPEN}\n")
        sys.stdout.flush()
        while not stop.exists():
            files = ExportFiles(folder / str(copies), lambda: nullcontext(database))
            files.begin()
            files.take(lambda _done, _of: True)
            files.discard()
            database.wipe(words=False)
            copies += 1
    return {"copies": copies}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("write", "write_carelessly", "copy"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--name", default="")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stop", type=Path)
    asked = parser.parse_args()
    if asked.what == "copy":
        told = copy(asked.path, asked.folder, asked.stop)
    else:
        writes = write if asked.what == "write" else write_carelessly
        told = writes(asked.path, asked.name, asked.count)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
