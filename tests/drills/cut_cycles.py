"""Drill F2's driver: works on a disk that forgets, then leaves one folder for each power cut.

It is a program of its own, for it stands between the process and the system's calls. Beside each
folder NNNN it leaves NNNN.json with what had been promised when the power went; the data folder is
NNNN/above/LibDesk.
"""

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.drills.powercut import FATES, Journal, Kind, promises, rebuild
from tests.drills.python_layer import PythonLayer
from tests.drills.sqlite_layer import SqliteLayer

if TYPE_CHECKING:
    from tests.drills import jobs

# LibDesk is imported inside the functions, after the layers are in place: what it takes as a
# default when it is loaded, such as the call that syncs, is then watched too.


def file(folder: Path, say: Callable[[str], None]) -> None:
    """File reports; a promise for each."""
    from tests.drills import jobs

    steps = jobs.file_reports(folder, say)
    for _ in range(8):
        next(steps)


def file_unsynced(folder: Path, say: Callable[[str], None]) -> None:
    """The control: the same code on a disk that is never told to sync."""
    from libdesk import files
    from tests.drills import jobs

    steps = jobs.file_reports(folder, say, disk=files.Disk(sync=lambda _handle: None))
    for _ in range(8):
        next(steps)


def line(folder: Path, say: Callable[[str], None]) -> None:
    """Everything: the settings, reports, the drop, the database, the proof."""
    from libdesk import settings
    from libdesk.paths import DataFolder
    from tests.drills import jobs

    _step_by_step(
        jobs.Line(folder, say), lambda number: _save(settings, DataFolder(folder), number, say)
    )


def line_unsynced(folder: Path, say: Callable[[str], None]) -> None:
    """The control: the same line with a database that does not sync."""
    from sqlalchemy import event

    from tests.drills import jobs

    steps = jobs.Line(folder, say)
    event.listen(
        steps.database._writer.engine.pool,  # type: ignore[union-attr] # a file has a writer
        "checkout",
        lambda connection, *_: connection.execute("PRAGMA synchronous = OFF"),
    )
    _step_by_step(steps, lambda _number: None)


def _step_by_step(steps: "jobs.Line", between: Callable[[int], None]) -> None:
    with closing(steps.database):
        for number in range(5):
            between(number)
            steps.step()


def _save(settings: Any, data: Any, number: int, say: Callable[[str], None]) -> None:
    settings.save(data.site, settings.Site(branch=f"B{number}"))
    say(f"saved {number}")


def copies(folder: Path, say: Callable[[str], None]) -> None:
    """Copy a database at work; a promise for each copy that was told as made."""
    from tests.drills import copy_jobs

    copy_jobs.copy_again_and_again(folder, say)


def copies_unsynced(folder: Path, say: Callable[[str], None]) -> None:
    """The control: a copy that gets its name before it is on the disk."""
    from tests.drills import copy_jobs

    copy_jobs.copy_carelessly(folder, say)


def restore(folder: Path, say: Callable[[str], None]) -> None:
    """Put a copy back."""
    from tests.drills import copy_jobs

    copy_jobs.restore(folder, say)


def upgrade(folder: Path, say: Callable[[str], None]) -> None:
    """Bring a database of the first revision up to date."""
    from tests.drills import copy_jobs

    copy_jobs.upgrade_old(folder, say)


JOBS = {
    "copies": copies,
    "copies_unsynced": copies_unsynced,
    "restore": restore,
    "upgrade": upgrade,
    "file": file,
    "file_unsynced": file_unsynced,
    "line": line,
    "line_unsynced": line_unsynced,
}


def cut_cycles(job: str, folder: Path, cuts: int, seed: int) -> None:
    root = folder / "live"
    root.mkdir()
    data = root / "above" / "LibDesk"  # not there yet: making it is part of the drill
    journal = Journal(root)
    layers = PythonLayer(journal), SqliteLayer(journal)
    for layer in layers:
        layer.install()
    JOBS[job](data, journal.promised)
    for layer in layers:
        layer.remove()
    dice = Random(seed)
    lines = journal.lines
    after_promises = [at + 1 for at, one in enumerate(lines) if one.kind is Kind.PROMISE]
    for number in range(cuts):
        # Half of the cuts come right after a promise, when it is easiest to break.
        at = dice.choice(after_promises) if number % 2 else dice.randrange(len(lines) + 1)
        fate = FATES[number // 2 % len(FATES)]
        rebuild(lines[:at], folder / f"{number:04}", dice, fate)
        story = {"promised": promises(lines[:at]), "at": at, "of": len(lines), "fate": str(fate)}
        (folder / f"{number:04}.json").write_text(json.dumps(story), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cuts", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    cut_cycles(asked.job, asked.folder.absolute(), asked.cuts, asked.seed)
    sys.stdout.write("done")
