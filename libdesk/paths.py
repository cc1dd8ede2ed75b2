"""Where things live: the data folder, its parts, and the shipped resources.

Nothing here creates or reads a file, except to see whether a folder can be used.
"""

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

NAME = "LibDesk"
ENVIRONMENT = "LIBDESK_DATA"


class DataFolder(NamedTuple):
    """One library's folder on this computer, and the names inside it."""

    root: Path

    @property
    def database(self) -> Path:
        """The desk's SQLite database."""
        return self.root / "libdesk.sqlite"

    @property
    def outbox(self) -> Path:
        """Reports kept on this computer until the desk has them."""
        return self.root / "outbox"

    @property
    def inbox(self) -> Path:
        """The folder where reports are dropped when no share is set."""
        return self.root / "inbox"

    @property
    def site(self) -> Path:
        """This computer's site settings: branch, share, keys."""
        return self.root / "site.json"

    @property
    def bulletin(self) -> Path:
        """The last bulletin read, kept for when the network is down."""
        return self.root / "bulletin"

    @property
    def drafts(self) -> Path:
        """What somebody is typing, per login: nobody else's words are offered."""
        return self.root / "drafts"

    @property
    def mail_drafts(self) -> Path:
        """E-mail drafts with papers in them, each for a day."""
        return self.root / "drafts-out"

    @property
    def logs(self) -> Path:
        """Log files; they hold no words of a report."""
        return self.root / "logs"

    @property
    def sample(self) -> Path:
        """The whole data folder of the made-up library, while somebody looks around in it."""
        return self.root / "sample"

    @property
    def window_state(self) -> Path:
        """Window sizes and column widths, per login."""
        return self.root / "windows.ini"


def data_folder(asked: str | Path | None = None) -> DataFolder:
    """Return the folder asked for, the one LIBDESK_DATA names, or this computer's default."""
    named = asked or os.environ.get(ENVIRONMENT)
    if named:
        return DataFolder(Path(named).expanduser().absolute())
    return DataFolder(_default_root())


def _default_root() -> Path:
    """Prefer a machine-wide folder that exists and is writable; else the user's own.

    A machine-wide outbox lets a colleague on a shared login see the branch's reports. An
    administrator makes that folder once; LibDesk never asks for rights it was not given.
    """
    import platformdirs  # noqa: PLC0415 - only needed when no folder was named

    shared = Path(platformdirs.site_data_dir(NAME, appauthor=False))
    if shared.is_dir() and os.access(shared, os.W_OK | os.X_OK):
        return shared
    return Path(platformdirs.user_data_dir(NAME, appauthor=False, roaming=False))


def resources() -> Path:
    """Return the folder of shipped data: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def is_temporary(folder: Path, mounts: str | None = None) -> bool:
    """Say whether a folder is emptied at restart, so that nothing kept there lasts.

    Memory disks count, and the layer that a frozen Linux system writes to; so does the system's
    folder for temporary files, which most systems empty when they start.

    Args:
        folder: the folder; it need not exist yet.
        mounts: the text of /proc/self/mounts; read there when None.
    """
    resolved = folder.resolve()
    if resolved.is_relative_to(Path(tempfile.gettempdir()).resolve()):
        return True
    if mounts is None:
        listing = Path("/proc/self/mounts")
        mounts = listing.read_text("utf-8", "replace") if listing.is_file() else ""
    best = ("", "", "")
    for line in mounts.splitlines():
        source, place, kind, *_ = [*line.split(), "", "", ""]
        place = place.replace("\\040", " ")
        if place and resolved.is_relative_to(place) and len(place) >= len(best[1]):
            best = (source, place, kind)
    return best[2] in {"tmpfs", "ramfs"} or best[0] == "overlayroot"
