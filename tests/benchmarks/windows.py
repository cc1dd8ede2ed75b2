"""The windows: start to first frame and memory, beside a bare window with as much in it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

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
    child("inbox", like, *full)
    write_page(database, json.loads(like.read_text("utf-8"))["lines"])
    yield interleaved(
        "desk: first inbox page on 100,000 reports",
        1.3,
        lambda: child("inbox", out, *full)["took"],
        lambda: child("page", out, str(like), str(database))["took"],
    )


def write_page(database: Path, lines: int):
    """Write down the statements that fetch the same first page by hand."""
    key = (
        "SELECT sequence FROM problems WHERE shown_in = 'needs_me' ORDER BY priority, sequence DESC"
    )
    columns = (
        "sequence, id, number, title, branch, category, item, state, priority, filed_at, "
        "received_at, waiting_on, waiting_until"
    )
    page = f"SELECT {columns} FROM problems WHERE sequence IN ({key} LIMIT ?)"
    counts = "SELECT shown_in, count(*) FROM problems GROUP BY shown_in"
    statements = [[key], [page, [lines]], [counts]]
    database.with_suffix(".page.json").write_text(json.dumps(statements), "utf-8")


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
