"""What a disk or a share answers, turned into sentences: what happened, what is safe, what to do.

Each cause has its own words; a full disk must never be told as a lock, nor a missing right as a
missing folder.
"""

import errno
from pathlib import Path

from libdesk.services.errors import Unavailable

DISK_FULL = (
    "The disk is full; nothing was lost: your words are still here. Free some space, or copy or "
    "print them."
)

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_AWAY = frozenset(
    {
        errno.ENOENT,
        errno.ENOTDIR,
        errno.ESTALE,
        errno.ETIMEDOUT,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ENOTCONN,
        errno.ECONNRESET,
        errno.ECONNREFUSED,
        errno.ENODEV,
        errno.ENXIO,
    }
)
_LONG = errno.ENAMETOOLONG


def keeping(error: OSError, folder: Path) -> Unavailable:
    """Return the sentence for a report that could not be kept in this computer's outbox."""
    if error.errno in _FULL:
        return Unavailable(DISK_FULL)
    if error.errno in _FORBIDDEN:
        return Unavailable(
            f"LibDesk may not write to the folder {folder}; nothing was lost: your words are "
            "still here. Copy or print them, and ask IT to open that folder for writing."
        )
    if error.errno in _AWAY:
        return Unavailable(
            f"The folder {folder} is not there; nothing was lost: your words are still here. "
            "Copy or print them, and tell IT."
        )
    if error.errno == _LONG:
        return Unavailable(
            f"The path of the folder {folder} is too long for this computer; nothing was lost: "
            "your words are still here. Copy or print them, and tell IT."
        )
    return Unavailable(
        f"The disk did not take the report ({_plain(error)}); nothing was lost: your words are "
        "still here. Try again, or copy or print them."
    )


def outbox(error: OSError, folder: Path) -> Unavailable:
    """Return the sentence for kept reports that cannot be read or moved just now."""
    if error.errno in _FULL:
        return Unavailable(
            "The disk is full. The reports kept on this computer are safe; free some space, and "
            "they go on."
        )
    if error.errno in _FORBIDDEN:
        return Unavailable(
            f"LibDesk may not use the folder {folder}. The reports kept there are safe; ask IT to "
            "open it for reading and writing."
        )
    return Unavailable(
        f"The folder {folder} can't be used just now ({_plain(error)}). Nothing was deleted; "
        "LibDesk tries again."
    )


def share(error: OSError, folder: Path) -> Unavailable:
    """Return the sentence for a drop folder, local or shared, that does not do what it should."""
    if error.errno in _FULL:
        return Unavailable(
            f"The disk of the shared folder {folder} is full. Reports stay where they are and go "
            "on when there is space."
        )
    if error.errno in _FORBIDDEN:
        return Unavailable(
            f"LibDesk may not write to the shared folder {folder}. Reports stay where they are; "
            "ask whoever looks after the folder for the right to create and rename files in it."
        )
    if error.errno in _AWAY:
        return away(folder)
    return Unavailable(
        f"The shared folder {folder} answered with an error ({_plain(error)}). Reports stay where "
        "they are, and LibDesk tries again."
    )


def away(folder: Path) -> Unavailable:
    """Return the sentence for a drop folder that is not there."""
    return Unavailable(
        f"The shared folder {folder} can't be reached. Reports stay where they are and go on when "
        "it is back."
    )


def _plain(error: OSError) -> str:
    return error.strerror or "no reason given"
