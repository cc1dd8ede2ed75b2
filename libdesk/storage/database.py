"""The database: opened once per process, handed out one transaction at a time."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import StatementError

from libdesk.domain.backups import Copy
from libdesk.services.backups import KeptCopy, Mark
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.storage import (
    copying,
    leftovers,
    server,
    sqlite,
    sqlite_file,
    troubles,
    unfinished,
    upgrade,
)
from libdesk.storage.backups import ON_A_SERVER, copy_before_upgrade, look_of, make_copy
from libdesk.storage.copy_folder import CopyFolder
from libdesk.storage.copying import Pace
from libdesk.storage.damage import damaged
from libdesk.storage.turns import Writer
from libdesk.storage.unit import StoredUnit

T = TypeVar("T")

PATIENCE_S = 10.0
"""How long a transaction waits for another program before a person hears of it."""


def _never() -> bool:
    return False


class Database:
    """A SQLite file or a PostgreSQL database of the newest revision.

    Args:
        engine: an engine of `libdesk.storage.sqlite` or `libdesk.storage.server`.
        path: the SQLite file; None for a server.
        now: the clock.
        on_gui_thread: says whether this is the thread that paints; a unit is refused there.
        writable: False when the file may only be read.
        writer: over it goes what is saved to a file; the same engine when None.
    """

    def __init__(
        self,
        engine: Engine,
        path: Path | None,
        *,
        now: Clock,
        on_gui_thread: Callable[[], bool] = _never,
        writable: bool = True,
        writer: Writer | None = None,
    ) -> None:
        self._engine = engine
        self._writer = writer or (None if path is None else Writer(engine, path, PATIENCE_S))
        self._path = path
        self._now = now
        self._on_gui_thread = on_gui_thread
        self._writable = writable
        self._kind = server if path is None else sqlite

    @classmethod
    def open(
        cls,
        target: Path | str,
        *,
        now: Clock,
        on_gui_thread: Callable[[], bool] = _never,
        patience_s: float = PATIENCE_S,
        upgrades: bool = True,
    ) -> "Database":
        """Open a database; make it when it is not there yet, upgrade it when it is older.

        Args:
            target: the path of a SQLite file, or a URL such as postgresql://name@server/library.
            now: the clock.
            on_gui_thread: says whether this is the thread that paints.
            patience_s: how long a transaction waits for another program.
            upgrades: False for whoever only looks: an older one is refused, and nothing that a
                program leaves beside the file is touched: another may be at work with it.

        Raises:
            Refusal: this is no place for a database, no database of ours, or a newer one.
            Unavailable: it cannot be opened; Damaged when it is not whole. It was left as it is.
        """
        if on_gui_thread():
            raise RuntimeError("the database is opened on its own thread, never on the GUI thread")
        if isinstance(target, str) and "://" in target:
            engine = server.make_engine(target, patience_s)
            database = cls(engine, None, now=now, on_gui_thread=on_gui_thread)
        else:
            if why := sqlite_file.check_place(Path(target).absolute()):
                raise Refusal(why)
            path = Path(target).resolve()  # SQLite keeps its journal beside the file itself
            engine, writable = _open_file(path, patience_s, only_looks=not upgrades)
            database = cls(
                engine,
                path,
                now=now,
                on_gui_thread=on_gui_thread,
                writable=writable,
                writer=sqlite.make_writer(path, patience_s),
            )
        try:
            database._prepare(upgrades=upgrades)
        except BaseException:
            database._dispose()
            raise
        return database

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for a server."""
        return self._path

    @property
    def writable(self) -> bool:
        """Say whether anything can be saved: False for a file that may only be read."""
        return self._writable

    @contextmanager
    def unit(self, *, write: bool = False) -> Iterator[StoredUnit]:
        """Open a transaction; leaving the block commits it, an error rolls it back.

        Args:
            write: take the right to write from the start.

        Raises:
            Unavailable: the database does not answer, is full, is held by another; nothing of
                this unit was saved.
        """
        if self._on_gui_thread():
            raise RuntimeError("a unit is opened on the database's own thread, never on the GUI's")
        with self._plainly(write=write), self._connected(write=write) as plain:
            connection = self._kind.writing(plain, write=write)
            with connection.begin():
                yield StoredUnit(connection, self._now)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees the data of one moment, however long it reads.

        Raises:
            Unavailable: the database does not answer.
        """
        if self._on_gui_thread():
            raise RuntimeError("the database is read on its own thread, never on the GUI's")
        with self._plainly(), self._engine.connect() as plain:
            connection = self._kind.writing(plain, write=False)
            with connection.begin():
                yield connection

    def check(self) -> Iterator[tuple[str, str]]:
        """Look at the whole database; yield each check's name and its trouble, "" for none.

        It reads every page, so it takes seconds for a large library; run it beside other work.
        """
        with self._plainly(), self._engine.connect() as plain:
            connection = self._kind.writing(plain, write=False)
            with connection.begin():
                newest = upgrade.is_newest(connection)
                yield "revision", "" if newest else "The tables are of an older LibDesk."
                if self._path is not None:
                    found = connection.execute(text("PRAGMA integrity_check(5)")).scalars().all()
                    if found != ["ok"]:
                        yield "pages", "; ".join(map(str, found))
                        return  # what else is asked would only meet the same damage
                    yield "pages", ""
                    broken = len(connection.execute(text("PRAGMA foreign_key_check")).all())
                    yield "links", f"{broken} rows belong to nothing" if broken else ""
                unindexed = connection.execute(_WITHOUT_WORDS).scalar_one()
                yield "words", f"{unindexed} problems can't be found by words" if unindexed else ""

    def wipe(self, between: Callable[[], bool] = lambda: True, *, words: bool = True) -> bool:
        """Overwrite what removed rows have left in the files; say whether that is finished.

        Args:
            between: called after each step, of some hundredths of a second; answering False ends
                it early.
            words: the index of words has traces too.
        """
        if self._path is None:
            with self._plainly(), self._engine.connect() as plain:
                leftovers.vacuum_server(plain.execution_options(isolation_level="AUTOCOMMIT"))
            return True
        if words and not leftovers.merge_words(self._step, between):
            return False
        with self._plainly(), closing(self._engine.raw_connection()) as plain:
            leftovers.empty_wal(plain)
        return True

    def close(self) -> None:
        """Close all connections and leave one whole file behind."""
        self._dispose()
        if self._path is not None and self._writable:
            sqlite.at_rest(self._path)

    def copy_to(self, folder: CopyFolder, copy: Copy, pace: Pace) -> KeptCopy:
        """Make a copy in a folder, synced and looked over, while the database is at work.

        Args:
            folder: takes the copy.
            copy: which one it will be.
            pace: how it shares the computer.

        Raises:
            Refusal: the database is on a server.
            Stopped: it was asked to.
            Unavailable: it could not be made; nothing is left of it. Damaged when it is not sound.
        """
        if self._path is None or self._writer is None:
            raise Refusal(ON_A_SERVER)
        return make_copy(self._writer, self._path, folder, copy, pace)

    def copy_part(self, part: Path, pace: Pace) -> None:
        """Write a copy to a new file that is no backup, while the database is at work.

        Raises:
            Refusal: the database is on a server.
            Stopped: it was asked to.
            Damaged: it is not sound.
            OSError, sqlite3.Error, StatementError: it could not be made; `part` may be left.
        """
        if self._path is None or self._writer is None:
            raise Refusal(ON_A_SERVER)
        copying.write_part(self._writer, part, Copy(0, self._now()), pace)

    def mark(self) -> Mark:
        """Return how the file looks now; nothing reads it for that.

        Raises:
            Refusal: the database is on a server.
        """
        if self._path is None or self._writer is None:
            raise Refusal(ON_A_SERVER)
        with self._plainly(), self._writer.turn(), self._writer.engine.connect() as plain:
            changes = getattr(plain.connection.driver_connection, "total_changes", 0)
            version = plain.exec_driver_sql("PRAGMA data_version").scalar_one()
        lasting = look_of(self._path)
        return Mark(lasting, f"{changes} {version}")

    def _dispose(self) -> None:
        self._engine.dispose()
        if self._writer is not None:
            self._writer.engine.dispose()

    @contextmanager
    def _connected(self, *, write: bool) -> Iterator[Connection]:
        if not write or self._writer is None:
            with self._engine.connect() as plain:
                yield plain
            return
        with self._writer.turn(), self._writer.engine.connect() as plain:
            yield plain

    def _step(self, work: Callable[[Connection], T]) -> T:
        with self._plainly(), self._connected(write=True) as plain:
            connection = self._kind.writing(plain, write=True)
            with connection.begin():
                return work(connection)

    def _prepare(self, *, upgrades: bool) -> None:
        with self._plainly(), self._engine.connect() as plain:
            if self._path is None:
                with plain.begin():
                    if why := server.check_version(plain):
                        raise Refusal(why)
            with plain.begin():
                if upgrade.is_newest(plain):
                    return
                if not upgrades:
                    raise Refusal(
                        "The database is of an older LibDesk. It was left as it is. Open LibDesk "
                        "once, which brings it up to date."
                    )
        if self._path is not None and self._writer is not None:
            copy_before_upgrade(self._writer, self._path, self._now())
        with self._plainly(), self._connected(write=True) as plain:
            connection = self._kind.writing(plain, write=True)
            with connection.begin():
                upgrade.to_newest(connection)

    @contextmanager
    def _plainly(self, *, write: bool = True) -> Iterator[None]:
        """Turn what the driver raises into a sentence; a bug stays what it is."""
        try:
            yield
        except (StatementError, sqlite3.Error) as error:
            if not write and troubles.is_refused_write(error):
                raise RuntimeError("a unit that only reads was asked to write") from error
            raise troubles.plain(error, self._path) from error


_WITHOUT_WORDS = text(
    "SELECT count(*) FROM problems WHERE NOT EXISTS "
    "(SELECT 1 FROM problem_words WHERE problem_words.problem = problems.sequence)"
)


def _open_file(path: Path, patience_s: float, *, only_looks: bool) -> tuple[Engine, bool]:
    if path.is_dir():
        raise Refusal(f"{path} is a folder; name a file in it for the database.")
    unfinished.refuse_unfinished(path)
    try:
        if not path.exists():
            sqlite.create(path)
        return sqlite.open_file(path, patience_s, only_looks=only_looks)
    except UnicodeDecodeError as error:  # of the file's own list of tables, quoted in a message
        raise damaged(path) from error
    except (StatementError, sqlite3.Error, OSError) as error:
        raise troubles.plain(error, path) from error
