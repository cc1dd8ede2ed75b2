"""What drill F2's power cuts interrupt among the copies: making, putting back, upgrading."""

import os
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

from libdesk import files
from libdesk.paths import DataFolder
from libdesk.services.backups import Backups
from libdesk.storage import sqlite, upgrade
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from libdesk.storage.restoring import PuttingBack
from tests.drills.jobs import now
from tests.storage.made import new_problem, report, store
from tests.storage.test_upgrade_with_data import fill, run

Say = Callable[[str], None]
ROUNDS = 3
"""No more: of a fourth on the same day the first would be thinned."""


def copy_again_and_again(folder: Path, say: Say) -> None:
    """Save, copy, and say which copy was told as made."""
    path = DataFolder(folder).database
    with closing(Database.open(path, now=now)) as database:
        backups = Backups(FileCopies(path, lambda: nullcontext(database)), NoteFile(path), now)
        for _ in range(ROUNDS):
            store(database, *[new_problem(report(saw="x" * 300)) for _ in range(3)])
            say(f"copied {backups.copy_now().name}")


def copy_carelessly(folder: Path, say: Say) -> None:
    """The control: as a program copies that knows no power cut."""
    path = DataFolder(folder).database
    with closing(Database.open(path, now=now)) as database:
        backups = Backups(FileCopies(path, lambda: nullcontext(database)), NoteFile(path), now)
        for _ in range(ROUNDS):
            store(database, new_problem(report(saw="x" * 300)))
            made = backups.copy_now()
            copy = path.parent / "backups" / made.name
            content = copy.read_bytes()
            copy.unlink()
            handle = os.open(copy, os.O_CREAT | os.O_WRONLY, files.PRIVATE_FILE)
            os.write(handle, content)
            os.close(handle)
            say(f"copied {made.name}")


def restore(folder: Path, say: Say) -> None:
    """Put the first copy back over a database that has gone on."""
    path = DataFolder(folder).database
    with closing(Database.open(path, now=now)) as database:
        backups = Backups(FileCopies(path, lambda: nullcontext(database)), NoteFile(path), now)
        store(database, new_problem(report(title="in the copy")))
        made = backups.copy_now()
        store(database, new_problem(report(title="after the copy")))
        say(f"copied {made.name}")
    PuttingBack(path, now).restore(path.parent / "backups" / made.name)
    say("restored it")


def upgrade_old(folder: Path, say: Say) -> None:
    """Open a database of the first revision."""
    path = DataFolder(folder).database
    # Written where the power does not go, and in a way that the layers let pass.
    then = folder.parents[2] / "then"
    for script in (*upgrade.OURS.folder.glob("*.py"), *upgrade.OURS.folder.glob("*/000[01]*.py")):
        target = then / script.relative_to(upgrade.OURS.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(script.read_text("utf-8"), "utf-8")
    sqlite.create(path, upgrade.Migrations(then, "0001"))
    run(path, fill)
    say("filled it")
    Database.open(path, now=now).close()
    say("upgraded it")
