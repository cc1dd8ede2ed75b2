"""A database that is not whole, in plain words; what every trouble says of what is safe."""

import sqlite3
from pathlib import Path

from libdesk.services.errors import Refusal, Unavailable

NOTHING_LOST = "What was saved before is safe."

UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What comes of reading a file that may be damaged: a message may quote bytes that are no text."""


class Damaged(Unavailable):
    """The database file is not whole. It was left as it is; a copy can be put in its place."""


class Replaceable(Refusal):
    """What lies in the database's place can't be used; a copy can be put there instead."""


def damaged(database: Path) -> Damaged:
    """Return what is said of a database whose pages are not whole."""
    return Damaged(
        f"The database {database} is damaged, and was left as it is. Reports that are still on "
        "the staff's computers or in the drop folder are not touched by this. Put a backup in "
        "its place."
    )
