"""Folders of the outbox and the drop: listed by name, read safely, and the place for bad files."""

import os
import secrets
from pathlib import Path

from libdesk.files import FileSystem, make_folder, read_bytes, write_durably


def names(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder; none when it is not there.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        return tuple(os.listdir(folder))  # noqa: PTH208 - a Path for each costs four times as much
    except (FileNotFoundError, NotADirectoryError):
        return ()


def put_aside(path: Path, reason: str, folder: Path, disk: FileSystem, *, name: str = "") -> None:
    """Move a file that cannot be used into `folder`, with its reason in a text file beside it.

    The reason is written first: a crash between the two leaves a reason without a file, which the
    next attempt overwrites, and never a file without a reason.

    Raises:
        OSError: it stays where it was.
    """
    make_folder(folder, parents=False, disk=disk)
    target = unused(folder, name or path.name)
    why = target.with_name(f"{target.name}.why.txt")
    write_durably(why, f"{reason}\n".encode("utf-8", "replace"), disk=disk)
    disk.replace(path, target)
    disk.sync_folder(folder)


def unused(folder: Path, name: str) -> Path:
    """Return a path in `folder` that nothing has yet: the name itself, or one with an addition."""
    target = folder / name
    while os.path.lexists(target):
        target = folder / f"{Path(name).stem}.{secrets.token_hex(4)}{Path(name).suffix}"
    return target


def read_regular(path: Path, *, limit: int) -> bytes:
    """Read a whole ordinary file; links, pipes and devices are never opened.

    Raises:
        OSError: it cannot be read.
        ValueError: it is larger than `limit` bytes, or no ordinary file.
    """
    return read_bytes(path, limit=limit, follow_links=False)
