"""What the draft drills do in processes of their own: save, until killed or the power goes.

    python -m tests.delivery.draft_lives live FOLDER             saves draft after draft for ever
    python -m tests.delivery.draft_lives cut FOLDER [--careless]  leaves a folder for every cut

Draft number n says "n" and has two pictures: one that stays, one that is n's own. Each saved draft
is promised by its number.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from tests.drills.powercut import FATES, Journal, promises, rebuild
from tests.drills.python_layer import PythonLayer

# LibDesk is imported inside the functions, after the layer is in place: what it takes as a default
# when it is loaded, such as the call that syncs, is then watched too.

REPORT_ID = UUID("4f6f1e0a-7b8c-4d2e-9f10-a1b2c3d4e5f6")
SAVED = 4


def numbered(number: int) -> Any:
    from libdesk.domain.problems import Picture
    from libdesk.services.drafts import Draft

    stays = Picture("stays.png", "image/png", b"the same in each " * 200)
    own = Picture("own.png", "image/png", f"only in {number} ".encode() * 200)
    return Draft("PRINT", "CEN", saw=str(number), pictures=(stays, own))


def live(folder: Path, say: Callable[[int], None]) -> None:
    from libdesk.delivery.drafts import DraftFolder

    drafts = DraftFolder(folder, now=lambda: datetime.now(UTC))
    kept = drafts.load()
    number = int(kept.draft.saw) if kept else 0
    while True:
        number += 1
        drafts.save(numbered(number), REPORT_ID)  # type: ignore[arg-type] # a plain UUID is an id here
        say(number)


def tell(number: int) -> None:
    os.write(1, f"{number}\n".encode())


def cut(root: Path, *, careless: bool) -> None:
    """Save a few drafts and clear the last, on a disk that forgets; cut at every single change."""
    live_root = root / "live"
    live_root.mkdir()
    journal = Journal(live_root)
    layer = PythonLayer(journal)
    layer.install()
    _save_and_clear(live_root / "data" / "drafts", journal, careless=careless)
    layer.remove()
    dice = Random(20261125)
    for at in range(len(journal.lines) + 1):
        for which, fate in enumerate(FATES):
            name = f"{at:04}-{which}"
            rebuild(journal.lines[:at], root / name, dice, fate)
            (root / f"{name}.json").write_text(json.dumps(promises(journal.lines[:at])), "utf-8")


def _save_and_clear(folder: Path, journal: Journal, *, careless: bool) -> None:
    from libdesk import files
    from libdesk.delivery.drafts import DraftFolder

    disk = files.Disk(sync=lambda _handle: None) if careless else files.Disk()
    drafts = DraftFolder(folder, now=lambda: datetime.now(UTC), disk=disk)
    for number in range(1, SAVED + 1):
        journal.promised(f"saving {number}")
        drafts.save(numbered(number), REPORT_ID)  # type: ignore[arg-type] # as above
        journal.promised(f"saved {number}")
    journal.promised("clearing")
    drafts.clear(REPORT_ID)  # type: ignore[arg-type] # as above
    journal.promised("cleared")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=("live", "cut"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--careless", action="store_true")
    asked = parser.parse_args()
    if asked.job == "live":
        live(asked.folder, tell)
    else:
        cut(asked.folder.absolute(), careless=asked.careless)
        sys.stdout.write("done")
