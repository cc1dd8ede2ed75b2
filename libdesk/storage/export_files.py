"""The folder of an export: written out of sight, and put in its place when all of it is there."""

import codecs
import csv
import io
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import StatementError

from libdesk import files
from libdesk.domain.attachment_subjects import FOLDER as ATTACHMENTS
from libdesk.domain.exports import DATABASE, PICTURES, READ_ME
from libdesk.services.backups import Stopped
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.exporting import Stream
from libdesk.storage import copying, sqlite, troubles
from libdesk.storage.attachment_files import files_of
from libdesk.storage.copying import Pace
from libdesk.storage.export_rows import ExportRows

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from libdesk.storage.database import Database

PART = ".libdesk-export.part"
"""Inside the folder, so that it is on the same disk; one that a sudden end left is removed."""

PATIENCE_S = 10.0

CHUNK = 100_000
"""Characters of a table that are written at once."""

Between = Callable[[int, int], bool]
"""Called with what is copied of what there is; answering False ends the copy."""


class ExportFiles:
    """Implements the port ExportFolder for one export.

    Args:
        folder: where it goes; not there yet, or empty.
        use: lends the database that is at work, until all is written.
        pause: waits for so many seconds.
        disk: the file system, or a drill's.
        data: the data folder, where photos and papers lie for a server's database.
    """

    def __init__(
        self,
        folder: Path,
        use: "Callable[[], AbstractContextManager[Database]]",
        pause: Callable[[float], None] = time.sleep,
        disk: files.FileSystem = files.DISK,
        data: Path | None = None,
    ) -> None:
        self._data = data
        self._folder = folder.absolute()
        self._part = self._folder / PART
        self._use = use
        self._pause = pause
        self._disk = disk
        self._made: list[Path] = []
        self._placed: list[Path] = []
        self._has_database = False
        self._open = ExitStack()

    @property
    def has_database(self) -> bool:
        """Say whether the copy of the database is in the export."""
        return self._has_database

    def begin(self) -> None:
        """Make the folder, and its hidden part."""
        try:
            if self._folder.exists() and not self._folder.is_dir():
                raise Refusal(f"{self._folder} is a file; name a new folder for the export.")
            if self._folder.is_dir():
                if any(path.name != PART for path in self._folder.iterdir()):
                    raise Refusal(
                        f"{self._folder} is not empty. Nothing was written over; name a new folder."
                    )
                shutil.rmtree(self._part, ignore_errors=True)
            self._made = [
                path for path in (self._folder, *self._folder.parents) if not path.exists()
            ]
            for inside in (PICTURES, ATTACHMENTS):
                files.make_folder(self._part / inside)
        except OSError as error:
            self.discard()
            raise self._plain(error) from error

    def take(self, between: Between) -> ExportRows | None:
        """Take a snapshot: of a file its copy, of a server one transaction."""
        database = self._open.enter_context(self._use())
        if database.path is None:
            kept = files_of("", self._data) if self._data is not None else None
            return ExportRows(self._open.enter_context(database.read()), None, kept)
        copy = self._part / DATABASE
        try:
            self._copy(database, database.path, copy, between)
        except Stopped:
            return None
        except (StatementError, sqlite3.Error) as error:
            raise self._plain_copying(error, database.path) from error
        except OSError as error:
            raise self._plain(error) from error
        self._has_database = True
        engine = sqlite.make_engine(copy, PATIENCE_S)
        self._open.callback(engine.dispose)
        connection = self._open.enter_context(sqlite.writing(engine.connect(), write=False))
        self._open.enter_context(connection.begin())
        return ExportRows(connection, copy, files_of(database.path, database.path.parent))

    def write_table(self, name: str, lines: Stream[Sequence[str]]) -> None:
        """Write a table, in UTF-8 with the mark by which Excel knows it."""
        try:
            with closing(_csv(lines)) as chunks:
                files.DISK.write_pieces(self._part / name, chunks)
        except OSError as error:
            raise self._plain(error) from error

    def write_picture(self, name: str, content: bytes) -> None:
        """Write a picture."""
        try:
            files.DISK.write(self._part / PICTURES / name, content)
        except OSError as error:
            raise self._plain(error) from error

    def write_attachment(self, name: str, content: bytes) -> None:
        """Write a photo or paper of an item or a room."""
        try:
            files.DISK.write(self._part / ATTACHMENTS / name, content)
        except OSError as error:
            raise self._plain(error) from error

    def write_note(self, name: str, text: str) -> None:
        """Write a text, with the ends of lines that every editor knows."""
        content = text.replace("\n", "\r\n").encode("utf-8-sig", "replace")
        try:
            files.DISK.write(self._part / name, content)
        except OSError as error:
            raise self._plain(error) from error

    def finish(self) -> None:
        """Put everything in its place; last the text, which says that all of it is there."""
        self._open.close()
        try:
            names = sorted(path.name for path in self._part.iterdir())
            for name in sorted(names, key=lambda one: one == READ_ME):
                self._disk.replace(self._part / name, self._folder / name)
                self._placed.append(self._folder / name)
            self._part.rmdir()
            self._disk.sync_folder(self._folder)
        except OSError as error:
            raise self._plain(error) from error

    def discard(self) -> None:
        """Remove all that was written, and the folders that were made for it."""
        self._open.close()
        for path in reversed(self._placed):  # the text that says that all is there goes first
            _remove(path)
        shutil.rmtree(self._part, ignore_errors=True)
        for folder in self._made:
            with suppress(OSError):  # somebody may have put something there meanwhile
                folder.rmdir()

    def _copy(self, database: "Database", source: Path, copy: Path, between: Between) -> None:
        size = source.stat().st_size

        def stop() -> bool:
            done = copy.stat().st_size if copy.exists() else 0
            return not between(min(done, size), size)

        database.copy_part(copy, Pace(pause=self._pause, stop=stop))

    def _plain_copying(self, error: StatementError | sqlite3.Error, database: Path) -> Exception:
        """Tell trouble where the copy is written from trouble with the database itself."""
        if isinstance(error, sqlite3.Error) and copying.is_of_the_target(error):
            return self._told(str(error))
        return troubles.plain(error, database)

    def _plain(self, error: OSError) -> Unavailable:
        return self._told(error.strerror or "the disk does not answer")

    def _told(self, why: str) -> Unavailable:
        return Unavailable(
            f"The export could not be written to {self._folder}: {why}. Nothing is left of it, and "
            "the database is as it was. Make room, or name a folder on another disk."
        )


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _csv(lines: Stream[Sequence[str]]) -> Stream[bytes]:
    """Yield the lines of a table as bytes, some thousand signs at a time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    yield codecs.BOM_UTF8
    with closing(lines):
        for line in lines:
            writer.writerow(line)
            if text.tell() >= CHUNK:
                yield text.getvalue().encode("utf-8", "replace")
                text.seek(0)
                text.truncate()
    yield text.getvalue().encode("utf-8", "replace")
