"""Which processes hold a file, as far as the system tells: Linux does, others answer nothing."""

import os
from dataclasses import dataclass
from pathlib import Path

_LISTING = Path("/proc/locks")


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that some process has on a file.

    Attributes:
        process: the process's id.
        to_write: it keeps everybody else out; else only writers.
    """

    process: int
    to_write: bool

    @property
    def holder(self) -> str:
        """Say who that is, such as "python3, process 1234"."""
        try:
            name = Path("/proc", str(self.process), "comm").read_text("utf-8", "replace").strip()
        except OSError:
            name = "a program"
        return f"{name}, process {self.process}"


def on(path: Path, listing: str | None = None) -> tuple[Lock, ...]:
    """Return the locks that other processes have on a file; () where the system does not say.

    Args:
        path: the file.
        listing: the text of /proc/locks; read there when None.
    """
    try:
        inode = str(path.stat().st_ino)
        if listing is None:
            listing = _LISTING.read_text("utf-8")
    except OSError:
        return ()
    found = []
    for line in listing.splitlines():
        # 1: POSIX  ADVISORY  WRITE 1234 fe:00:5678 1073741825 1073741825
        parts = line.split()
        if len(parts) < 6 or parts[5].rpartition(":")[2] != inode or not parts[4].isdigit():
            continue
        if int(parts[4]) not in (0, os.getpid()):
            found.append(Lock(int(parts[4]), parts[3] == "WRITE"))
    return tuple(found)
