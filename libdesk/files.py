"""Durable, private files: the one way LibDesk writes anything that must survive a power cut.

The order is always the same: write beside the target, flush, sync the file, rename, sync the
folder. No other module opens a data path for writing.
"""

import errno
import json
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_PIECE = 1 << 20

# Windows answers these while a virus scanner, an indexer or a reader holds the target.
_HELD_BY_ANOTHER = (5, 32, 33)
_WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 0.95)


class FileSystem(Protocol):
    """The few calls that durable writing rests on, so that a drill can fail or forget each one."""

    def write(self, path: Path, content: bytes) -> None:
        """Create or truncate `path` with `content` and sync it to disk."""

    def replace(self, source: Path, target: Path) -> None:
        """Rename `source` over `target` in one step."""

    def sync_folder(self, folder: Path) -> None:
        """Make the names inside `folder` durable."""


class Disk:
    """The real file system.

    Args:
        pause: waits for so many seconds.
        sync: makes what was written to a file handle durable.
    """

    def __init__(
        self, pause: Callable[[float], None] = time.sleep, sync: Callable[[int], None] = os.fsync
    ) -> None:
        self._pause = pause
        self._sync = sync

    def write(self, path: Path, content: bytes) -> None:
        """Create or truncate `path`, readable by its owner only, and sync it to disk."""
        self._write(path, (content,), forget=False)

    def write_pieces(self, path: Path, pieces: Iterable[bytes]) -> None:
        """As `write`, with more than fits into memory; what was synced is forgotten by the system.

        Whoever reads it afterwards reads the disk, as far as the system allows.
        """
        self._write(path, pieces, forget=True)

    def _write(self, path: Path, pieces: Iterable[bytes], *, forget: bool) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        # A link or pipe that somebody planted on a share must neither lead astray nor hold us up.
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(path, flags, PRIVATE_FILE)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "not an ordinary file")
            for piece in pieces:
                view = memoryview(piece)
                while view:
                    view = view[os.write(handle, view) :]
            self._sync(handle)
            if forget and hasattr(os, "posix_fadvise"):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        """Rename `source` over `target`; wait out a scanner that holds it for up to 2.5 s."""
        for wait in (*_WAITS_S, None):
            try:
                source.replace(target)
            except PermissionError as error:
                if wait is None or getattr(error, "winerror", None) not in _HELD_BY_ANOTHER:
                    raise
                self._pause(wait)
            else:
                return

    def sync_folder(self, folder: Path) -> None:
        """Sync the folder; Windows has no such call and needs none."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._sync(handle)
        except OSError as error:
            # Some network file systems refuse to sync a folder; the file itself is synced.
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(handle)


DISK = Disk()


def make_folder(
    folder: Path,
    *,
    mode: int = PRIVATE_FOLDER,
    parents: bool = True,
    disk: FileSystem = DISK,
) -> Path:
    """Create a folder and its missing parents, open to its owner only; return it.

    Each new name is synced: a power cut would take away all that was made safe below it.

    Args:
        folder: the folder.
        mode: other rights for what is made, as on a share that a group uses.
        parents: False where the folder above must be there: on a share that is away, a look-alike
            of it would be made on the computer's own disk.
        disk: the file system, or a drill's.

    Raises:
        OSError: it cannot be made, or a file stands in its place.
    """
    if folder.is_dir():
        return folder
    if parents and folder.parent != folder:  # a drive or share that is away is its own parent
        make_folder(folder.parent, mode=mode, disk=disk)
    try:
        folder.mkdir(mode=PRIVATE_FOLDER)
        if mode != PRIVATE_FOLDER:
            folder.chmod(mode)
    except FileExistsError:
        if not folder.is_dir():
            raise
    with suppress(PermissionError):  # one that may be written to but not read cannot be synced
        disk.sync_folder(folder.parent)
    return folder


def write_durably(
    target: Path, content: bytes, *, by_way_of: Path | None = None, disk: FileSystem = DISK
) -> None:
    """Write `content` to `target` so that after any crash it is wholly there or not at all.

    Args:
        target: the file to make or replace; its folder must exist.
        content: all of its bytes.
        by_way_of: the part file; default a name beside the target. It must be on the same disk.
        disk: the file system, or a drill's.

    Raises:
        OSError: what is there is wholly old or wholly new, and may not survive a power cut; the
            part file has been removed where that was possible.
    """
    part = by_way_of or target.with_name(f".{target.name}.part")
    try:
        disk.write(part, content)
        disk.replace(part, target)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    disk.sync_folder(target.parent)
    if part.parent != target.parent:
        disk.sync_folder(part.parent)


def print_of(source: Path, *, stop: Callable[[], bool] = lambda: False) -> str:
    """Return the SHA-256 of a file's bytes, hex; "" when it was stopped.

    Args:
        source: the file; one of any size is read piece by piece.
        stop: asked between two pieces.

    Raises:
        OSError: it cannot be read.
    """
    import hashlib  # noqa: PLC0415 - nobody takes a print before the first page is painted

    found = hashlib.sha256()
    with source.open("rb") as stream:
        while piece := stream.read(_PIECE):
            if stop():
                return ""
            found.update(piece)
    return found.hexdigest()


def copy_durably(
    source: Path, target: Path, *, stop: Callable[[], bool] = lambda: False, disk: Disk = DISK
) -> str:
    """Copy a file so that it is wholly there or not at all, and read back what was written.

    Args:
        source: a file that nobody writes to meanwhile.
        target: a new name; its folder must exist.
        stop: asked between two pieces; what was copied by then is removed.
        disk: the file system, or a drill's.

    Returns:
        The SHA-256 of what lies at `target` now, hex; "" when it was stopped.

    Raises:
        OSError: nothing lies at `target`; the part file was removed where that was possible.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with source.open("rb") as stream:
            pieces = iter(lambda: b"" if stop() else stream.read(_PIECE), b"")
            disk.write_pieces(part, pieces)
        found = "" if stop() else print_of(part, stop=stop)
        if not found:
            part.unlink(missing_ok=True)
            return ""
        disk.replace(part, target)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    disk.sync_folder(target.parent)
    return found


def write_json(target: Path, value: Any, *, disk: FileSystem = DISK) -> None:  # noqa: ANN401 - JSON edge
    """Write a JSON document durably, in UTF-8 with sorted keys."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    write_durably(target, text.encode("utf-8", "replace"), disk=disk)


def read_json(source: Path, *, limit: int = 10_000_000) -> Any:  # noqa: ANN401 - JSON edge
    """Read a JSON document of at most `limit` bytes.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is larger than `limit`, or not JSON.
    """
    try:
        return json.loads(read_bytes(source, limit=limit))
    except RecursionError as error:
        raise ValueError(f"{source.name} is nested too deeply") from error


def read_bytes(source: Path, *, limit: int, follow_links: bool = True) -> bytes:
    """Read a whole ordinary file, but never more than `limit` bytes.

    A pipe or a device that stands in a file's place is not waited for: it could hold up its reader
    for ever.

    Args:
        source: the file.
        limit: so many bytes at most.
        follow_links: False where somebody else may have put a link there.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is larger than `limit` bytes, or no ordinary file.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    if not follow_links:
        if not stat.S_ISREG(source.lstat().st_mode):
            raise ValueError(f"{source.name} is no ordinary file")
        flags |= getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(source, flags), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise ValueError(f"{source.name} is no ordinary file")
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise ValueError(f"{source.name} is larger than {limit} bytes")
    return content
