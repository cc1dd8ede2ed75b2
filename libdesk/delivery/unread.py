"""Reports that could not be read: how many lie in quarantine, and which came last."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from libdesk.delivery.drop import is_junk

QUARANTINE = "quarantine"
WHY = ".why.txt"
"""Ends the name of the text that says why; it lies beside its file."""


def look(folders: Iterable[Path]) -> tuple[int, str]:
    """Return how many unread files lie in these drop folders, and the name of the newest.

    A folder that cannot be read counts as empty: that it is away is told elsewhere.
    """
    found: list[tuple[int, str]] = []
    for folder in folders:
        with suppress(OSError):
            for path in (folder / QUARANTINE).iterdir():
                if not path.name.endswith(WHY) and not is_junk(path.name):
                    with suppress(OSError):
                        found.append((path.lstat().st_mtime_ns, path.name))
    return len(found), max(found, default=(0, ""))[1]


def place(folders: Iterable[Path]) -> Path | None:
    """Return the quarantine to look into: that of the first drop folder with something in it."""
    return next((one / QUARANTINE for one in folders if look((one,))[0]), None)
