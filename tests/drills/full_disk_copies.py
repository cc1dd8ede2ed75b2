"""Drills F4 and F21 for the copies: a real small disk is full under the database.

Each scene prints a word for each level at which the disk was full.
"""

import shutil
import sys
from contextlib import closing, nullcontext
from pathlib import Path

from libdesk.app.site import now
from libdesk.services.backups import Backups
from libdesk.services.errors import Unavailable
from libdesk.storage import marks, upgrade
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from tests.drills.full_disk import fill
from tests.drills.mounts import mount_small, unmount
from tests.storage.made import lying_in, new_problem, report, store
from tests.storage.test_upgrade_with_data import rows_of, run

LEVELS = (0, 8192, 65_536, 150_000, 200_000, 260_000, 400_000, 700_000, 1_200_000)


def backups_of(path: Path, database: Database) -> Backups:
    return Backups(FileCopies(path, lambda: nullcontext(database)), NoteFile(path), now)


def backup(root: Path) -> None:
    """A copy does not fit here, or only in part; nothing of it is left, and later one is made."""
    for leave in LEVELS:
        mount_small(root / "pc", "2m")
        path = root / "pc" / "data" / "libdesk.sqlite"
        with closing(Database.open(path, now=now)) as database:
            store(database, *[new_problem(report(saw="x" * 900)) for _ in range(60)])
            backups = backups_of(path, database)
            filler = fill(root / "pc", leave=leave)
            state = backups.copy_if_due()
            copies = path.parent / "backups"
            if state.trouble:
                assert "the disk is full" in state.trouble, state.trouble
                assert not copies.exists() or set(lying_in(copies)) <= {"notes.json"}
            assert (state.here.last is None) == bool(state.trouble)
            assert {trouble for _, trouble in database.check()} == {""}
            filler.unlink()
            assert backups.copy_if_due().trouble == ""
            assert len(list(copies.glob("*.sqlite"))) == 1
        sys.stdout.write("full " if state.trouble else "fitted ")
        unmount(root / "pc")


def second_place(root: Path) -> None:
    """The stick is full: the copy here stands, nothing is left on the stick, the state tells."""
    for leave in LEVELS:
        mount_small(root / "stick", "2m")
        path = root / f"data{leave}" / "libdesk.sqlite"
        with closing(Database.open(path, now=now)) as database:
            store(database, *[new_problem(report(saw="x" * 900)) for _ in range(60)])
            backups = backups_of(path, database)
            assert backups.choose_second_place(str(root / "stick")) == "", "another disk"
            filler = fill(root / "stick", leave=leave)
            state = backups.copy_if_due()
            assert state.here.is_well
            assert state.second is not None
            (place,) = (root / "stick").glob("LibDesk copies*")
            if state.second.trouble:
                assert "the disk is full" in state.second.trouble
                assert lying_in(place) == [".libdesk"]
            filler.unlink()
            state_after = backups.copy_if_due()
            assert state_after.second is not None
            assert state_after.second.is_well
        sys.stdout.write("full " if state.second.trouble else "fitted ")
        unmount(root / "stick")


def upgrade_(root: Path, old: Path) -> None:
    """There is no room for the copy before an upgrade, or none for the upgrade itself."""
    for leave in LEVELS:
        mount_small(root / "pc", "3m")
        folder = root / "pc" / "data"
        folder.mkdir(mode=0o700)
        path = Path(shutil.copy(old, folder))
        before = run(path, rows_of)
        filler = fill(root / "pc", leave=leave)
        try:
            Database.open(path, now=now).close()
        except Unavailable as told:
            word = "full" if "full" in told.sentence else told.sentence
        else:
            word = "upgraded"
        filler.unlink()
        found = run(path, upgrade.revision)
        assert found == (marks.REVISION if word == "upgraded" else "0001")
        assert run(path, rows_of) == before
        Database.open(path, now=now).close()
        assert run(path, upgrade.revision) == marks.REVISION
        assert run(path, rows_of) == before
        assert list((folder / "backups").glob("*_v1_*.sqlite"))
        sys.stdout.write(f"{word} ")
        unmount(root / "pc")


if __name__ == "__main__":
    scene, root, *more = sys.argv[1:]
    if scene == "upgrade":
        upgrade_(Path(root), Path(more[0]))
    else:
        {"backup": backup, "second_place": second_place}[scene](Path(root))
