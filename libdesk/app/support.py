"""What the support bundle is gathered from on this computer; the form uses it too.

So nothing here may load the database: whoever has one hands it in.
"""

import io
import os
import platform
import secrets
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from libdesk import __version__, files
from libdesk.app.site import now
from libdesk.delivery import ways
from libdesk.paths import DataFolder
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.support import Listed, Support, SupportDatabase
from libdesk.settings import Site

_LOG_LIMIT = 4_000_000
_WALK_LIMIT = 50_000
_ZIP_BEGINS = 1980
"""An archive knows no earlier year; a computer's clock may."""


def make_support(data: DataFolder, site: Site, database: SupportDatabase | None = None) -> Support:
    """Return the support of one face or command; nothing is read yet."""
    return Support(LocalSources(data, site), database, now, secrets.token_bytes(16))


def version_lines() -> str:
    """Return in a few lines what runs here."""
    return "\n".join(f"{name}: {words}" for name, words in LocalSources.versions().items())


class LocalSources:
    """Implements the port SupportSources.

    Args:
        data: the data folder.
        site: this computer's settings.
    """

    def __init__(self, data: DataFolder, site: Site) -> None:
        self._data = data
        self._site = site

    @staticmethod
    def versions() -> Mapping[str, str]:
        """Return what runs here: LibDesk, Python, Qt, SQLite, the system."""
        found = {
            "LibDesk": __version__,
            "Python": platform.python_version(),
            "SQLite": sqlite3.sqlite_version,
            "System": platform.platform(),
        }
        # Not asked for where nothing else has loaded it: a command needs no Qt.
        for package, name in (("PySide6", "Qt (PySide6)"), ("sqlalchemy", "SQLAlchemy")):
            if package in sys.modules:
                found[name] = str(getattr(sys.modules[package], "__version__", ""))
        return found

    def settings(self) -> Mapping[str, str]:
        """Return this computer's settings, in words; keys only as "set" or "not set"."""
        site = self._site
        return {
            "branch": site.branch,
            "share": str(site.share or ""),
            "lasting_outbox": str(site.lasting_outbox or ""),
            "resets_at_restart": str(site.resets_at_restart),
            "public": str(site.public),
            "pictures": str(site.pictures),
            "seal_key": "set" if site.seal_key else "not set",
            "verify_key": "set" if site.verify_key else "not set",
            "data_folder": str(self._data.root),
        }

    def logs(self) -> Mapping[str, str]:
        """Return the log files by their names."""
        found = {}
        for path in self._data.logs.glob("*.log*"):
            with suppress(OSError, ValueError):
                found[path.name] = files.read_bytes(path, limit=_LOG_LIMIT).decode(
                    "utf-8", "replace"
                )
        return found

    def listing(self) -> tuple[Listed, ...]:
        """Return all files of the data folder and of the folder where reports are dropped."""
        folders = {"data": self._data.root}
        if self._site.share is not None:
            folders["drop"] = self._site.share
        if self._site.lasting_outbox is not None:
            folders["lasting"] = self._site.lasting_outbox
        return tuple(one for name, folder in folders.items() for one in _walk(name, folder))

    def reasons(self) -> Mapping[str, Sequence[str]]:
        """Return why files were set aside, by folder."""
        places = {
            "inbox": self._data.inbox / "quarantine",
            "outbox": (self._site.lasting_outbox or self._data.outbox) / "damaged",
            "drafts": self._data.drafts / "damaged",
        }
        if self._site.share is not None:
            places["share"] = self._site.share / "quarantine"
        return {name: _reasons(folder) for name, folder in places.items()}

    def outbox_troubles(self) -> tuple[str, ...]:
        """Return what is wrong with the reports that are kept here, as `check` tells it."""
        return ways.open_outbox(self._data, self._site, now=now).troubles()

    def free_bytes(self) -> int:
        """Return how much room is left on the disk of the data folder."""
        folder = self._data.root
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        return shutil.disk_usage(folder).free

    def home(self) -> str:
        """Return the path of the home folder, which is named after somebody."""
        return str(Path("~").expanduser())

    def write(self, path: str, files_: Mapping[str, bytes], at: datetime) -> None:
        """Write the archive to a file that is not there yet.

        Raises:
            Refusal: there is such a file already.
            Unavailable: it could not be written.
        """
        target = Path(path).expanduser().absolute()
        if os.path.lexists(target):
            raise Refusal(f"{target} is there already; choose another name.", field="path")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in files_.items():
                entry = zipfile.ZipInfo(name, (max(at.year, _ZIP_BEGINS), *at.timetuple()[1:6]))
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
        try:
            files.write_durably(target, packed.getvalue())
        except OSError as error:
            raise Unavailable(
                f"The bundle could not be saved in {target.parent}: {error.strerror}. Nothing else "
                "was changed. Choose another folder, such as a USB stick."
            ) from error


def _walk(name: str, folder: Path) -> list[Listed]:
    found: list[Listed] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        inside = Path(place).relative_to(folder).as_posix()
        start = name if inside == "." else f"{name}/{inside}"
        for one in names:
            with suppress(OSError):
                found.append(Listed(f"{start}/{one}", Path(place, one).lstat().st_size))
            if len(found) >= _WALK_LIMIT:
                return found
    return found


def _reasons(folder: Path) -> list[str]:
    found = []
    for path in folder.glob("*.why.txt"):
        with suppress(OSError, ValueError):
            found.append(files.read_bytes(path, limit=10_000, follow_links=False).decode("utf-8"))
    return found
