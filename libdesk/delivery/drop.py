"""The drop folder: where reports are put for the desk and where its words are fetched.

    tmp/   being written         new/          dropped
    cur/   claimed by a desk     done/         collected
    quarantine/  could not be used, with the reason
    replies/     sealed messages bulletin/     what the desk tells everybody

Nothing is concluded from a file that is not there, and nothing is deleted in it but what was
collected long ago: what a library keeps of a report is in its database.
"""

import base64
import json
import os
import stat
from pathlib import Path

from libdesk import files
from libdesk.delivery import troubles
from libdesk.delivery.strict import Fields, expect
from libdesk.domain.problems import ReportId
from libdesk.files import PRIVATE_FILE, PRIVATE_FOLDER, FileSystem
from libdesk.services.errors import Unavailable

KIND = "envelope"
VERSION = 1
FOLDERS = ("tmp", "new", "cur", "done", "quarantine", "replies", "bulletin")

_JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_JUNK_ENDS = (".part", ".tmp")


def is_junk(name: str) -> bool:
    """Say whether a file belongs to the system or is still being written by its name."""
    lower = name.lower()
    return name.startswith((".", "~$")) or lower in _JUNK_NAMES or lower.endswith(_JUNK_ENDS)


def envelope_path(folder: Path, report_id: ReportId) -> Path:
    """Return where a report is dropped."""
    return folder / "new" / f"{report_id}.json"


def reply_path(folder: Path, report_id: ReportId, number: int) -> Path:
    """Return where a message to a report lies."""
    return folder / "replies" / f"{report_id}.{number}.sealed"


def wrap(sealed: bytes) -> bytes:
    """Return a sealed envelope as the JSON text that is dropped."""
    document = {
        "libdesk": KIND,
        "version": VERSION,
        "sealed": base64.b64encode(sealed).decode("ascii"),
    }
    return json.dumps(document).encode("ascii")


def unwrap(document: dict[str, object]) -> bytes:
    """Return the sealed envelope in a dropped document.

    Raises:
        Unreadable: it is damaged or from a newer LibDesk.
    """
    expect(document, KIND, VERSION)
    fields = Fields(document, "the envelope")
    fields.line("libdesk", 20)
    fields.number("version", 1, VERSION)
    sealed = fields.octets("sealed")
    fields.end()
    return sealed


def group_bits(folder: Path, bits: int) -> int:
    """Return which of a folder's group bits its files should have too; none on a private folder.

    A folder is private unless somebody marked it on purpose as a group's (chmod g+s), as the share
    of a Unix library with a login per person needs it. What lies there is sealed or signed.
    """
    mode = folder.stat().st_mode
    return mode & bits & stat.S_IRWXG if mode & stat.S_ISGID else 0


def share_file(path: Path, folder: Path) -> None:
    """Let the group of a group's folder read a file that was just written there."""
    if bits := group_bits(folder, stat.S_IRGRP | stat.S_IWGRP):
        path.chmod(PRIVATE_FILE | bits)


def make_layout(folder: Path, disk: FileSystem) -> None:
    """Make the folders inside a drop folder that is there.

    Raises:
        OSError: one of them could not be made.
    """
    bits = group_bits(folder, stat.S_IRWXG)
    mode = PRIVATE_FOLDER | bits | (stat.S_ISGID if bits else 0)
    for name in FOLDERS:
        files.make_folder(folder / name, mode=mode, parents=False, disk=disk)


def is_laid_out(folder: Path) -> bool:
    """Say whether a drop folder has what senders need."""
    return (folder / "new").is_dir() and (folder / "tmp").is_dir()


class Memory:
    """Remembers on the desk's computer which drop folders were set up once.

    A share that is not connected often leaves an empty folder in its place. Where the layout is
    known to have been, it is not made a second time there.

    Args:
        path: a small JSON file in the data folder.
        disk: the file system.
    """

    def __init__(self, path: Path, disk: FileSystem) -> None:
        self._path = path
        self._disk = disk

    def has(self, folder: Path) -> bool:
        """Say whether this folder was set up before."""
        return os.fspath(folder) in self._read()

    def add(self, folder: Path) -> None:
        """Note that this folder is set up; where that fails, it is noted another time."""
        known = self._read()
        if os.fspath(folder) not in known:
            files.make_folder(self._path.parent)
            files.write_json(self._path, [*known, os.fspath(folder)], disk=self._disk)

    def _read(self) -> list[str]:
        try:
            known = files.read_json(self._path, limit=100_000)
        except (OSError, ValueError):
            return []
        return [one for one in known if isinstance(one, str)] if isinstance(known, list) else []


def prepare(folder: Path, disk: FileSystem, *, is_local: bool, memory: Memory | None) -> None:
    """Make sure, at the desk, that a drop folder is there and laid out.

    Raises:
        Unavailable: it is not there, or seems not to be the one that it was.
    """
    try:
        if is_local:
            files.make_folder(folder, disk=disk)
        elif not folder.is_dir():
            raise troubles.away(folder)
        elif memory is not None and not is_laid_out(folder) and memory.has(folder):
            raise Unavailable(
                f"The shared folder {folder} is there but empty, so it is probably not connected. "
                "Reports stay where they are. If it was emptied on purpose, make a folder named "
                "new and one named tmp in it."
            )
        make_layout(folder, disk)
        if memory is not None and not is_local:
            memory.add(folder)
    except OSError as error:
        raise troubles.share(error, folder) from error
