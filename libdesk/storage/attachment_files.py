"""The bytes of photos and papers: one file each, named by its SHA-256, in a folder of their own.

`attachments/ab/ab12…` beside the database. A file is written once and never changed; whoever reads
it gets the bytes that its name tells, or hears that it is damaged. The folders of copies hold the
same tree: what is missing here is brought back from there.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from libdesk import files
from libdesk.domain.attachments import SIZE_LIMIT, hash_of, is_hash
from libdesk.services.attachment_stores import FileState
from libdesk.services.backups import Stopped
from libdesk.services.errors import Unavailable

FOLDER = "attachments"
"""Beside the database; with a database on a server, in the data folder."""

COPIES = "backups"
"""Beside the database, too: the folder of its copies (backups.py)."""


class AttachmentFiles:
    """Implements the port FileStore in a folder.

    Args:
        folder: where the files lie; it is made with the first one.
        copies: folders in which the same files may lie, beside copies of the database.
        disk: the file system, or a drill's.
    """

    def __init__(
        self, folder: Path, copies: Sequence[Path] = (), disk: files.FileSystem = files.DISK
    ) -> None:
        self._folder = folder
        self._copies = tuple(copies)
        self._disk = disk

    @property
    def folder(self) -> Path:
        """The folder."""
        return self._folder

    def put(self, content: bytes) -> str:
        """Keep bytes durably and return their hash; the same bytes again are kept once.

        Raises:
            Unavailable: they could not be kept; nothing of them is left.
        """
        name = hash_of(content)
        target = self._path(name)
        try:
            if self.look(name) is FileState.SOUND:
                os.utime(target)  # whoever sweeps old files must not take this one just now
                return name
            files.make_folder(target.parent, disk=self._disk)
            files.write_durably(target, content, disk=self._disk)
        except OSError as error:
            raise self._not_kept(error) from error
        return name

    def get(self, content_hash: str) -> bytes:
        """Return the bytes, which have this hash: each time that is made sure of.

        A file that is missing or damaged is brought back from a copy where there is one.

        Raises:
            Unavailable: it is missing, damaged, or cannot be read.
        """
        content, state = self.read(content_hash)
        if content is not None:
            return content
        for folder in self._copies:
            content, _ = AttachmentFiles(folder).read(content_hash)
            if content is not None:
                with suppress(Unavailable):  # what can't be put back can be shown all the same
                    self.put(content)
                return content
        why = "damaged" if state is FileState.DAMAGED else "not there"
        raise Unavailable(
            f"This file is {why}: {self._path(content_hash)}. Look for it among the copies of the "
            "database, or on the computer where it was added, and add it again."
        )

    def has(self, content_hash: str) -> bool:
        """Say whether a file lies there, unread."""
        try:
            return self._path(content_hash).is_file()
        except OSError:
            return False

    def look(self, content_hash: str) -> FileState:
        """Read a file to its end and say how it is."""
        return self.read(content_hash)[1]

    def remove(self, content_hash: str) -> None:
        """Remove a file; one that cannot be removed stays."""
        with suppress(OSError):
            self._path(content_hash).unlink(missing_ok=True)

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Yield the hash of each file, and when it was last put (aware, UTC).

        Raises:
            Unavailable: the folder cannot be read.
        """
        try:
            for folder in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
                for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                    if is_hash(path.name) and path.name.startswith(folder.name):
                        yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError as error:
            raise Unavailable(
                f"The folder {self._folder} with photos and papers can't be read: "
                f"{(error.strerror or 'no answer').lower()}. Nothing was changed."
            ) from error

    def bring(
        self, source: "AttachmentFiles", hashes: Iterable[str], stop: Callable[[], bool]
    ) -> int:
        """Copy the files that are missing or damaged here from another folder; return how many.

        What is missing or damaged there stays away; whoever checks hears of it.

        Args:
            source: the other folder.
            hashes: which files.
            stop: asked before each.

        Raises:
            Stopped: it was asked to.
            Unavailable: one could not be written; nothing half written is left.
        """
        brought = 0
        for name in hashes:
            if stop():
                raise Stopped
            if self.has(name):
                continue
            content, _ = source.read(name)
            if content is not None:
                self.put(content)
                brought += 1
        return brought

    def read(self, content_hash: str) -> tuple[bytes | None, FileState]:
        """Return the bytes that lie here, None for others than its name tells; and how it is."""
        try:
            content = files.read_bytes(self._path(content_hash), limit=SIZE_LIMIT)
        except FileNotFoundError:
            return None, FileState.MISSING
        except (OSError, ValueError):
            return None, FileState.DAMAGED
        if hash_of(content) != content_hash:
            return None, FileState.DAMAGED
        return content, FileState.SOUND

    def _path(self, content_hash: str) -> Path:
        if not is_hash(content_hash):
            raise ValueError("a file is asked for by something that is no hash")
        return self._folder / content_hash[:2] / content_hash

    def _not_kept(self, error: OSError) -> Unavailable:
        return Unavailable(
            f"The file could not be kept in {self._folder}: "
            f"{(error.strerror or 'the disk does not answer').lower()}. Nothing of it is left, and "
            "all others are as they were. Make room on the disk and add it again."
        )


def files_of(target: Path | str, data: Path) -> AttachmentFiles:
    """Return the files of a database, with those beside its copies.

    Args:
        target: the path of a SQLite file, or the URL of a server's database.
        data: the data folder, where they lie for a server's database.
    """
    root = target.parent if isinstance(target, Path) else data
    return AttachmentFiles(root / FOLDER, (root / COPIES / FOLDER,))
