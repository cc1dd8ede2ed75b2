"""One copy of a SQLite database that is at work, through SQLite's own backup.

The copy is made over the one connection that this process writes with: what is saved meanwhile
goes into both, so it never has to begin anew, and between two steps every writer has its turn.
Whoever reads is not held up at all.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from libdesk import files
from libdesk.domain.backups import Copy
from libdesk.services.backups import Stopped
from libdesk.services.errors import Unavailable
from libdesk.storage import troubles
from libdesk.storage.damage import NOTHING_LOST, Damaged
from libdesk.storage.marks import APPLICATION_ID
from libdesk.storage.turns import Writer

if TYPE_CHECKING:
    from sqlalchemy import PoolProxiedConnection

STEP_PAGES = 256
"""One step takes 1 MB: a few thousandths of a second."""

PAUSE_S = 0.002
"""Between two steps, so that writers who wait are first."""

SYNC_EVERY = 32 << 20
"""Bytes; written out bit by bit, so that no commit waits behind a gigabyte of somebody else's."""

RESTARTS = 3
"""Another process that writes lets the copy begin anew; after so many, it is made in one piece."""

MARK = "copy"
"""Under this word a copy knows which one it is."""

_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
    "AND name NOT LIKE 'sqlite_%'"
)
_TARGET_SETTINGS = (
    # It is synced as a whole before it gets its name, and thrown away when anything fails.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -8000",
    "PRAGMA temp_store = MEMORY",
)


_OF_THE_TARGET = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
)


class _Restless(Exception):  # noqa: N818 - never leaves this module
    """Another process goes on writing to the database."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a copy shares the computer.

    Attributes:
        pages: so many at once; -1 for all.
        pause: waits for so many seconds.
        stop: asked again and again; True ends the copy, and nothing is left of it.
    """

    pages: int = STEP_PAGES
    pause: Callable[[float], None] = time.sleep
    stop: Callable[[], bool] = lambda: False


def write_part(writer: Writer, part: Path, copy: Copy, pace: Pace) -> int:
    """Write a copy to `part`, sync it and look all of it over.

    Args:
        writer: the one connection that this process writes with.
        part: a new file; it must be renamed by whoever asked.
        copy: what is written into it as its mark.
        pace: how it shares the computer.

    Returns:
        The copy's schema number.

    Raises:
        Stopped: it was asked to.
        Damaged: the copy is not sound, and so neither is the database.
        OSError, sqlite3.Error: it could not be made. `part` may be left and must be removed.
    """
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, files.PRIVATE_FILE)
    try:
        if not _fill(writer, part, handle, copy, pace, at_once=False):
            # From nothing: what was copied by halves is no database to begin with.
            os.ftruncate(handle, 0)
            _fill(writer, part, handle, copy, pace, at_once=True)
        os.fsync(handle)
    finally:
        os.close(handle)
    if pace.stop():
        raise Stopped
    return look_through(part)


def _fill(
    writer: Writer, part: Path, handle: int, copy: Copy, pace: Pace, *, at_once: bool
) -> bool:
    """Copy everything; say whether another process left time for it, as nobody is left at once."""
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        for setting in _TARGET_SETTINGS:
            target.execute(setting)
        stepping = _Stepping(writer, target, handle, pace)
        try:
            counts = stepping.run_at_once() if at_once else stepping.run()
        except _Restless:
            return False
        found = _counts(target)
        if counts != found and not at_once:
            return False  # something was saved between the last page and the counting
        _compare(part, counts, found)
        target.execute(
            "INSERT OR REPLACE INTO desk_words (key, value) VALUES (?, ?)",
            (MARK, f"{copy.sequence} {copy.made_at.isoformat()} {uuid4().hex}"),
        )
        # A copy of a database in WAL mode says that it is one too, and has no -wal.
        target.execute("PRAGMA journal_mode = DELETE")
    return True


def look_through(path: Path) -> int:
    """Look at every page and every link of a copy that nobody writes to.

    Returns:
        Its schema number.

    Raises:
        Damaged: it is not whole.
        sqlite3.Error: it cannot be read.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            found.execute(f"PRAGMA {setting}")
        is_ours = found.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        pages = found.execute("PRAGMA integrity_check(1)").fetchone()[0]
        loose = found.execute("PRAGMA foreign_key_check").fetchone()
        schema: int = found.execute("PRAGMA user_version").fetchone()[0]
    if not is_ours or pages != "ok" or loose:
        raise Damaged(
            "The new copy of the database was not sound, and was thrown away; the database itself "
            "may be damaged. Older copies are still there. Run libdesk check, or put a copy back."
        )
    return schema


def full(error: OSError | sqlite3.Error, folder: Path, database: Path | None = None) -> Exception:
    """Return what it means that a copy could not be made; a bug comes back unchanged.

    Args:
        error: what the system or SQLite raised.
        folder: where the copy was to lie.
        database: what was copied.
    """
    if isinstance(error, sqlite3.Error) and not is_of_the_target(error):
        return troubles.plain_sqlite(error, database or folder)
    if isinstance(error, sqlite3.Error):
        why = "the disk is full" if _family(error) == sqlite3.SQLITE_FULL else str(error)
    else:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = "the disk is full" if is_full else (error.strerror or "no answer").lower()
    return Unavailable(
        f"No copy of the database could be written to {folder}: {why}. {NOTHING_LOST} Older "
        "copies are still there. Make room, or mend the disk; LibDesk tries again by itself."
    )


def is_of_the_target(error: sqlite3.Error) -> bool:
    """Say whether an error tells of where a copy is written, as a full disk does."""
    return _family(error) in _OF_THE_TARGET


def _family(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


class _Stepping:
    """Takes step after step, and lets writers go first between them.

    Args:
        writer: the one connection that writes.
        target: the copy.
        handle: the copy's file, for syncing.
        pace: how it shares the computer.
    """

    def __init__(self, writer: Writer, target: sqlite3.Connection, handle: int, pace: Pace) -> None:
        self._writer = writer
        self._target = target
        self._handle = handle
        self._pace = pace
        self._held: PoolProxiedConnection | None = None
        self._source: sqlite3.Connection | None = None
        self._copied = self._restarts = self._unsynced = 0

    def run(self) -> Mapping[str, int]:
        """Copy everything; return how many rows each table had at that moment."""
        try:
            return self._copy(self._pace.pages)
        finally:
            self._let_go()

    def run_at_once(self) -> Mapping[str, int]:
        """Copy everything while nobody can save, and count while that is still so."""
        try:
            source = self._take()
            source.execute("BEGIN")
            try:
                source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                source.backup(self._target, pages=-1)
                return _counts(source)
            finally:
                source.execute("ROLLBACK")
        finally:
            self._let_go()

    def _copy(self, pages: int) -> Mapping[str, int]:
        self._restarts = -1 if pages < 0 else 0
        self._copied = 0
        source = self._take()
        source.backup(self._target, pages=pages, progress=self._on_step, sleep=0.01)
        # Still held: nothing was saved by this process since the last page was copied.
        return _counts(source)

    def _on_step(self, status: int, remaining: int, total: int) -> None:
        if self._pace.stop():
            raise Stopped
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Unavailable(
                "Another program is writing to the database and did not finish in time, so no "
                f"copy was made. {NOTHING_LOST} LibDesk tries again by itself."
            )
        copied = total - remaining
        if copied <= self._copied:
            self._restarts += 1
            if self._restarts >= RESTARTS:
                raise _Restless
        step, self._copied = copied - self._copied, copied
        if not remaining:
            return
        self._let_go()
        self._unsynced += max(0, step) * _PAGE_BYTES
        if self._unsynced >= SYNC_EVERY:
            self._unsynced = 0
            os.fsync(self._handle)
        self._pace.pause(PAUSE_S)
        self._take()

    def _take(self) -> sqlite3.Connection:
        if self._held is None:
            self._writer.take()
            try:
                self._held = self._writer.engine.raw_connection()
            except BaseException:
                self._writer.give()
                raise
        source = self._held.driver_connection
        if not isinstance(source, sqlite3.Connection) or self._source not in (None, source):
            raise RuntimeError("the connection that writes was replaced while it was copied")
        self._source = source
        return source

    def _let_go(self) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            held.close()
            self._writer.give()


_PAGE_BYTES = 4096


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our own tables
        for name in names
    }


def _compare(part: Path, there: Mapping[str, int], copied: Mapping[str, int]) -> None:
    if there != copied:
        raise Damaged(
            f"The new copy {part.name} does not hold what the database holds, and was thrown away. "
            f"{NOTHING_LOST} LibDesk tries again by itself."
        )


def discard(part: Path) -> None:
    """Remove a copy that did not come to be, and what SQLite may have left beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            part.with_name(part.name + ending).unlink(missing_ok=True)
