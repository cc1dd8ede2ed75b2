"""The windows: start to first frame and memory, beside a bare window with as much in it."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from libdesk.storage.first_look import read_today
from tests.benchmarks.measure import Row, interleaved

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("window_child.py")
PATIENCE_S = 60


def child(what: str, out: Path, *arguments: str):
    """Run one window to its first frame; return its description with `took`, in milliseconds."""
    out.unlink(missing_ok=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    # As on anybody's computer: compiled once, at the first start, which is not measured.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.monotonic()
    ran = subprocess.run(
        [sys.executable, str(CHILD), what, str(out), *arguments],
        env=environment,
        timeout=PATIENCE_S,
        check=False,
    )
    if ran.returncode or not out.exists():
        raise SystemExit(f"a window of the benchmark did not come up: {what} {arguments}")
    described = json.loads(out.read_text("utf-8"))
    described["took"] = (described["painted"] - begun) * 1000
    return described


def form_rows(folder: Path):
    """Yield the form's start and memory."""
    arguments = ("report", "--data", str(folder / "form-data"))
    like = folder / "form.json"
    child("libdesk", like, *arguments)
    out = folder / "out.json"
    memory = Memory()
    yield interleaved(
        "form: start to painted",
        1.25,
        lambda: memory.ours(child("libdesk", out, *arguments)),
        lambda: memory.theirs(child("bare", out, str(like))),
    )
    yield memory.row("form: memory (USS, MB)", 1.3)


def desk_rows(folder: Path, database: Path):
    """Yield the desk's start, and its first inbox page on a large library."""
    arguments = ("--data", str(folder / "desk-data"))
    like = folder / "desk.json"
    child("libdesk", like, *arguments)
    out = folder / "out.json"
    yield interleaved(
        "desk: start to painted",
        1.5,
        lambda: child("libdesk", out, *arguments)["took"],
        lambda: child("bare", out, str(like))["took"],
    )
    full = ("--data", str(folder / "desk-data-2"), "--database", str(database))
    for room, name in (("inbox", "first inbox page"), ("today", "first page of Today")):
        child(room, like, *full)
        lines = json.loads(like.read_text("utf-8"))["lines"]
        statements = inbox_page(lines) if room == "inbox" else today_page(database)
        database.with_suffix(".page.json").write_text(json.dumps(statements), "utf-8")
        yield interleaved(
            f"desk: {name} on 100,000 reports",
            1.3,
            partial(took, room, out, *full),
            partial(took, "page", out, str(like), str(database)),
        )


def took(what: str, out: Path, *arguments: str):
    """Run one window to its first frame; return how long it took, in milliseconds."""
    return child(what, out, *arguments)["took"]


def inbox_page(lines: int):
    """Return the statements that fetch the same first page by hand."""
    key = (
        "SELECT sequence FROM problems WHERE shown_in = 'needs_me' ORDER BY priority, sequence DESC"
    )
    columns = (
        "sequence, id, number, title, branch, category, item, state, priority, filed_at, "
        "received_at, waiting_on, waiting_until"
    )
    page = f"SELECT {columns} FROM problems WHERE sequence IN ({key} LIMIT ?)"
    counts = "SELECT shown_in, count(*) FROM problems GROUP BY shown_in"
    return [[key], [page, [lines]], [counts]]


def today_page(database: Path):
    """Return the statements that the list for today is made of, as they are asked of the file."""
    asked: list[str] = []
    with closing(sqlite3.connect(database)) as connection:
        connection.set_trace_callback(asked.append)
        read_today(connection, datetime.now(UTC).astimezone())
    return [[statement] for statement in asked]


class Memory:
    """Collects the memory of the same runs that were timed."""

    def __init__(self):
        self._ours: list[float] = []
        self._theirs: list[float] = []

    def ours(self, described):
        self._ours.append(described["uss_mb"])
        return described["took"]

    def theirs(self, described):
        self._theirs.append(described["uss_mb"])
        return described["took"]

    def row(self, name: str, goal: float):
        middle = len(self._ours) // 2
        return Row(name, goal, sorted(self._ours)[middle], sorted(self._theirs)[middle], "MB")
