"""What the commands tell of the copies of the database, and of the versions of everything."""

import platform
import sqlite3
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from libdesk import __version__
from libdesk.app.site import now
from libdesk.services.backups import Backups, KeptCopy, PlaceState
from libdesk.services.errors import Unavailable
from libdesk.storage.backups import FileCopies, NoteFile
from libdesk.storage.database import Database
from libdesk.storage.marks import REVISION


@dataclass(frozen=True, slots=True)
class CopiesTold:
    """The copies, as `check` tells of them.

    Attributes:
        troubles: what is wrong, in sentences.
        document: the same for programs; None for a server, which is copied elsewhere.
        sentence: how old the newest copies are.
    """

    troubles: tuple[str, ...]
    document: dict[str, Any] | None
    sentence: str


def backups_of(database: Database) -> Backups | None:
    """Return the copies' use cases for a database that is open; None for one on a server."""
    if database.path is None:
        return None
    copies = FileCopies(database.path, lambda: nullcontext(database))
    return Backups(copies, NoteFile(database.path), now)


def read_copies(database: Database) -> CopiesTold:
    """Read every copy to its end, and tell how they stand."""
    backups = backups_of(database)
    if backups is None:
        return CopiesTold((), None, "copies: made on the server, by its own tools")
    try:
        listed = tuple(backups.listed())
        state = backups.state()
    except Unavailable as away:
        return CopiesTold((away.sentence,), None, "copies: can't be read")
    troubles = [f"{one.kept.name} in {one.folder}: {one.trouble}" for one in listed if one.trouble]
    troubles += [one.trouble for one in (state.here, state.second) if one and one.trouble]
    document = {
        "here": place_document(state.here),
        "second": place_document(state.second) if state.second else None,
        "copies": [
            {**copy_document(one.kept), "where": one.where.value, "trouble": one.trouble}
            for one in listed
        ],
    }
    told = [f"copies here: {_last(state.here)}"]
    if state.second is not None:
        told.append(f"copies in the second place: {_last(state.second)}")
    return CopiesTold(tuple(troubles), document, "; ".join(told))


def place_document(state: PlaceState) -> dict[str, Any]:
    """Return how a place stands, for programs."""
    return {
        "folder": state.where,
        "is_there": state.is_there,
        "is_late": state.is_late,
        "trouble": state.trouble,
        "last": copy_document(state.last) if state.last else None,
    }


def copy_document(kept: KeptCopy) -> dict[str, Any]:
    """Return a copy, for programs."""
    return {
        "name": kept.name,
        "sequence": kept.copy.sequence,
        "made_at": kept.copy.made_at.isoformat(),
        "bytes": kept.size,
        "schema": kept.schema,
    }


def versions() -> dict[str, str]:
    """Return the versions of what holds the data."""
    return {
        "libdesk": __version__,
        "schema": REVISION,
        "sqlite": sqlite3.sqlite_version,
        "python": platform.python_version(),
        "system": sys.platform,
    }


def _last(state: PlaceState) -> str:
    told = "none yet"
    if state.last is not None:
        told = f"{state.last.name}, {state.last.size:,} bytes, sound"
    return told if state.is_there else f"{told}, and the place is away now"
