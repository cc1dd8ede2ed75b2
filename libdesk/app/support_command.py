"""The command that saves the support bundle; it works beside an open desk too."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from libdesk import settings
from libdesk.app.printing import DONE, say
from libdesk.app.site import database_target, now
from libdesk.app.support import make_support
from libdesk.paths import DataFolder
from libdesk.services.errors import Refusal
from libdesk.services.stores import Unit
from libdesk.services.support import SupportDatabase
from libdesk.storage.database import Database


def run(asked: argparse.Namespace, data: DataFolder) -> int:
    """Gather, save and list the bundle; return the exit code."""
    opened = _Opened(database_target(asked.database, data))
    database = SupportDatabase(str(opened.target), opened.unit, opened.check)
    try:
        support = make_support(data, settings.load(data.site).site, database)
        bundle = support.gather()
        support.save(str(asked.file), bundle)
    finally:
        opened.close()
    document = {
        "file": str(asked.file),
        "files": [{"name": one.name, "bytes": one.size, "about": one.about} for one in bundle],
    }
    lines = [f"{one.size:>10,}  {one.name:24} {one.about}" for one in bundle]
    lines.append(f"{asked.file}: {len(bundle)} files; no report, no name, no password is in them.")
    say(asked, document, "\n".join(lines))
    return DONE


class _Opened:
    """A database that is opened when it is first asked; one that is not there is not made."""

    def __init__(self, target: Path | str) -> None:
        self.target = target
        self._database: Database | None = None

    @contextmanager
    def unit(self, *, write: bool = False) -> Iterator[Unit]:
        with self._open().unit(write=write) as unit:
            yield unit

    def check(self) -> Iterator[tuple[str, str]]:
        return self._open().check()

    def close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _open(self) -> Database:
        if self._database is None:
            if isinstance(self.target, Path) and not self.target.exists():
                raise Refusal("There is no database yet.")
            self._database = Database.open(self.target, now=now, upgrades=False)
        return self._database
