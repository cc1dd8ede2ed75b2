"""What a small database looked like when it was closed, so that any change to it is noticed.

SQLite knows of damage to its pages, not to the words in them: a flipped bit turns "Monday" into
"Mooday", and every check of SQLite's is content. So the fingerprint of the whole file is kept
beside it while nobody has it open. It says nothing any more once a program has saved something
properly, or when another file was put in the place of this one.
"""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from libdesk import files
from libdesk.storage.damage import UNREADABLE

_SIZE_LIMIT = 10_000
_ID = 32
"""Signs of an id."""

_WHO = "SELECT value FROM desk_words WHERE key IN ('library_id', 'copy') ORDER BY key"


@dataclass(frozen=True, slots=True)
class Seal:
    """One file at rest.

    Attributes:
        changes: SQLite's own count of what was saved to it (offset 24 of the file).
        print: SHA-256 of all its bytes, hex.
        who: the ids by which the file is told from another one.
    """

    changes: int
    print: str
    who: tuple[str, ...]


def path_for(database: Path) -> Path:
    """Return where a database's seal lies."""
    return database.with_name(f"{database.name}-seal")


def make(connection: sqlite3.Connection, database: Path, small: int) -> None:
    """Write the seal of a file that is closed now; a large one gets none.

    Args:
        connection: of this file. While it reads, nobody changes a page.
        database: the file.
        small: bytes up to which a file counts as small.
    """
    with suppress(OSError):
        if database.stat().st_size > small or _has_journal(database):
            return
        connection.execute("BEGIN")
        try:
            who = tuple(_ids(connection))
            changes = _changes(database)
            found = files.print_of(database)
        finally:
            connection.execute("COMMIT")
        document = {"changes": changes, "print": found, "who": list(who)}
        files.write_json(path_for(database), document)


def _has_journal(database: Path) -> bool:
    """Say whether a journal lies beside a closed file.

    A power cut leaves one in which nothing stands yet, and SQLite lets it lie until it needs one of
    its own. Beside a seal it would look as if it belonged to another file.
    """
    return database.with_name(f"{database.name}-journal").exists()


def remove(database: Path) -> None:
    """Take the seal away for good: somebody begins to work with the file.

    Before anything is saved, it must be gone from the disk too: a seal that a power cut brings back
    would call whole work damage.
    """
    with suppress(OSError):
        path_for(database).unlink()
        files.DISK.sync_folder(database.parent)


def is_broken(database: Path, changes: int) -> bool | None:
    """Say whether a file is another than it was when it was closed; None where nothing tells.

    Args:
        database: the file; nobody has it open.
        changes: its own count of changes.

    Raises:
        OSError: it cannot be read.
    """
    seal = _read(path_for(database))
    if seal is None or seal.changes != changes:
        return None
    if files.print_of(database) == seal.print:
        return False
    return None if _is_another(database, seal) else True


def _read(path: Path) -> Seal | None:
    try:
        document: Any = files.read_json(path, limit=_SIZE_LIMIT)
        who = tuple(str(one) for one in document["who"])
        return Seal(int(document["changes"]), str(document["print"]), who)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changes(database: Path) -> int:
    with database.open("rb") as stream:
        return int.from_bytes(stream.read(28)[24:], "big")


def _ids(connection: sqlite3.Connection) -> list[str]:
    with suppress(*UNREADABLE):
        return [str(value)[-_ID:] for (value,) in connection.execute(_WHO).fetchall()]
    return []


def _is_another(database: Path, seal: Seal) -> bool:
    """Say whether a sound file of another library, or another copy, was put in this one's place.

    Ids are random, so those of two files have little in common; a damaged one has nearly all.
    """
    try:
        uri = f"{database.as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            who = _ids(connection)
            is_whole: bool = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except UNREADABLE:
        return False
    if not is_whole or len(who) != len(seal.who):
        return is_whole
    return any(
        sum(mine != theirs for mine, theirs in zip(one, other, strict=False)) > _ID // 2
        for one, other in zip(who, seal.who, strict=True)
    )
