"""The copies of a SQLite database: made whole or not at all, taken to a second place, remembered.

A server's database is copied by the server's own tools; LibDesk says so instead of trying.
"""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from libdesk import files
from libdesk.domain.backups import Copy
from libdesk.services.backups import (
    CopyNotes,
    CopyPlace,
    KeptCopy,
    Mark,
    Ready,
    Stop,
    next_sequence,
)
from libdesk.services.errors import Refusal, Unavailable
from libdesk.storage import copying, troubles
from libdesk.storage.attachment_files import FOLDER as ATTACHMENTS
from libdesk.storage.attachment_files import AttachmentFiles
from libdesk.storage.copy_folder import FINGERPRINT, CopyFolder, make_name, read_name, turn_in
from libdesk.storage.copying import Pace
from libdesk.storage.turns import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from libdesk.storage.database import Database

FOLDER = "backups"
"""Beside the database."""

ON_A_SERVER = (
    "This library's database is on a PostgreSQL server, and is copied there: by pg_dump "
    "--format=custom, or as whoever looks after the server does it. LibDesk makes copies of "
    "databases on this computer only."
)

_NOTES = "notes.json"
_NOTES_LIMIT = 100_000
_SECOND = "LibDesk copies"


def folder_for(database: Path) -> Path:
    """Return the folder for the copies of a database."""
    return database.parent / FOLDER


def look_of(path: Path) -> str:
    """Return a database's size and time of change; they can be had without opening it."""
    found = []
    for ending in ("", "-wal"):
        try:
            facts = path.with_name(path.name + ending).stat()
        except OSError:
            continue
        found.append(f"{facts.st_size}.{facts.st_mtime_ns}")
    return " ".join(found)


def make_copy(
    writer: Writer, database: Path, folder: CopyFolder, copy: Copy, pace: Pace
) -> KeptCopy:
    """Make a copy, look all of it over, and only then give it its name.

    Args:
        writer: the one connection that this process writes with.
        database: the file, for a sentence.
        folder: takes the copy.
        copy: which one it will be.
        pace: how it shares the computer.

    Raises:
        Stopped: it was asked to.
        Unavailable: it could not be made; nothing is left of it. Damaged when it is not sound.
    """
    # The length of a name is known before what it tells: a whole copy is not written for nothing.
    _named(folder, copy, 0, "0" * FINGERPRINT, 0)
    with turn_in(folder.folder, pace.stop):
        return _make_copy(writer, database, folder, copy, pace)


def _make_copy(
    writer: Writer, database: Path, folder: CopyFolder, copy: Copy, pace: Pace
) -> KeptCopy:
    part = folder.folder / f"{copy.sequence:06}.part"
    try:
        files.make_folder(folder.folder)
        folder.sweep()
        schema = copying.write_part(writer, part, copy, pace)
        kept = _named(folder, copy, schema, files.print_of(part), part.stat().st_size)
        files.DISK.replace(part, folder.path(kept))
        files.DISK.sync_folder(folder.folder)
    except SQLAlchemyError as error:
        copying.discard(part)
        raise troubles.plain(error, database) from error
    except (sqlite3.Error, OSError) as error:
        copying.discard(part)
        raise copying.full(error, folder.folder, database) from error
    except BaseException:
        copying.discard(part)
        raise
    return kept


def copy_before_upgrade(writer: Writer, database: Path, now: datetime) -> None:
    """Make a copy of a database of an older LibDesk before its tables are changed.

    Raises:
        Unavailable: it could not be made; then nothing may be changed.
    """
    folder = CopyFolder(folder_for(database))
    try:
        sequence = next_sequence([folder], NoteFile(database).read().sequence)
        make_copy(writer, database, folder, Copy(sequence, now), Pace())
    except Unavailable as error:
        raise Unavailable(
            "The database is of an older LibDesk and must be changed for this one, which is not "
            f"done without a copy. {error.sentence}"
        ) from error


def _named(folder: CopyFolder, copy: Copy, schema: int, print_: str, size: int) -> KeptCopy:
    """Return a copy under the name that it gets, which must be one that is found again."""
    kept = read_name(make_name(copy, schema, print_), size)
    if kept is None:
        raise Unavailable(
            f"No copy of the database was made: its number {copy.sequence} has no room in a name. "
            f"The copies that are there are untouched. Look into {folder.folder}, and into the "
            "second place, for a file whose name begins with a far greater number than the others, "
            "and move it elsewhere."
        )
    return kept


class FileCopies:
    """Implements the port Copies.

    Args:
        database: the SQLite file.
        use: lends the database that is at work, opening it where nobody has yet.
    """

    def __init__(
        self, database: Path, use: "Callable[[], AbstractContextManager[Database]]"
    ) -> None:
        self._use = use
        self._here = CopyFolder(folder_for(database))
        self._places: dict[str, CopyFolder] = {}

    @property
    def here(self) -> CopyFolder:
        """The folder beside the database."""
        return self._here

    def mark(self) -> Mark:
        """Return how the database looks now."""
        with self._use() as database:
            return database.mark()

    def make(self, copy: Copy, stop: Stop) -> KeptCopy:
        """Make a copy beside the database."""
        with turn_in(self._here.folder, stop), self._use() as database:
            made = database.copy_to(self._here, copy, Pace(stop=stop))
            # Afterwards: a row's file is there before the row, so this misses none.
            self._bring_files(self._here, stop)
            return made

    def place(self, folder: str) -> CopyFolder:
        """Return the second place in a folder."""
        return self._places.setdefault(folder, CopyFolder(Path(folder), may_make=False))

    def set_up(self, folder: str) -> Ready:
        """Make a folder for the copies of this library in the one that was chosen.

        A stick's folder that is there while the stick is not would take copies for the stick's: so
        only a folder that was made here counts as the place. One that another library has is left
        to it, and this library gets its own beside it.
        """
        chosen = Path(folder)
        try:
            if not chosen.is_dir():
                raise Refusal(f"{folder} is no folder. Choose one that is there.")
            inside = chosen.resolve()
            if inside.is_relative_to(self._here.folder.parent.resolve()):
                raise Refusal(
                    f"{folder} lies beside the database itself, so whatever takes one takes both. "
                    "Choose a stick, or a folder on another computer."
                )
            place = self._own(chosen, inside)
            here = self._here.folder.parent.stat()
        except OSError as error:
            why = (error.strerror or "it does not answer").lower()
            raise Refusal(
                f"{folder} can't be used: {why}. Choose another folder, or ask for the right to "
                "write to this one."
            ) from error
        is_same_disk = place.stat().st_dev == here.st_dev
        advice = []
        if place not in (chosen, chosen / place.name):
            advice.append(
                f"{folder} holds the copies of another library and is left to it. Those of this "
                f"library go to {place}."
            )
        if is_same_disk:
            advice.append(
                "This folder is on the same disk as the database: when that disk breaks, both are "
                "gone. A stick or a share is safer."
            )
        return Ready(str(place), " ".join(advice))

    def bring(self, kept: KeptCopy, place: CopyPlace, stop: Stop) -> None:
        """Take a copy from here to a second place, and read it back there."""
        second = self.place(place.where)
        with turn_in(self._here.folder, stop):
            try:
                is_own = second.claim(self._library())
            except OSError as error:
                raise copying.full(error, second.folder) from error
            if not is_own:
                raise Unavailable(
                    f"{second.where} holds the copies of another library, so none was written to "
                    "it and none was removed. Choose the second place again: this library gets "
                    "its own folder there."
                )
            second.bring(kept, self._here, stop)
            self._bring_files(second, stop)

    def _bring_files(self, place: CopyFolder, stop: Stop) -> None:
        """Take photos and papers there that are not there yet; none is ever removed there."""
        with self._use() as database, database.unit() as unit:
            wanted = sorted({one.content_hash for one in unit.attachments.all()})
        source = AttachmentFiles(self._here.folder.parent / ATTACHMENTS)
        AttachmentFiles(place.folder / ATTACHMENTS).bring(source, wanted, stop)

    def _own(self, chosen: Path, inside: Path) -> Path:
        """Return the folder for the copies of this library in or beside the chosen one, marked."""
        library = self._library()
        is_one = chosen.name.startswith(_SECOND)
        around = inside.parent if is_one else chosen
        places = [chosen] if is_one else []
        places += [around / f"{_SECOND} {name}".strip() for name in (library[:8], library)]
        for place in places:
            files.make_folder(place)
            if CopyFolder(place, may_make=False).claim(library):
                return place
        raise Refusal(f"{chosen} holds the copies of another library. Choose another folder.")

    def _library(self) -> str:
        with self._use() as database, database.unit() as unit:
            return unit.desk.word("library_id")


class NoteFile:
    """Implements the port Notes: one small file beside the copies.

    Args:
        database: the SQLite file.
    """

    def __init__(self, database: Path) -> None:
        self._path = folder_for(database) / _NOTES

    def read(self) -> CopyNotes:
        """Return what is remembered; nothing when that cannot be read."""
        try:
            return _read_notes(files.read_json(self._path, limit=_NOTES_LIMIT))
        except (OSError, ValueError, KeyError, TypeError):
            return CopyNotes()

    def write(self, notes: CopyNotes) -> None:
        """Remember it; on a full disk what was known before is what is known."""
        try:
            files.make_folder(self._path.parent)
            files.write_json(self._path, _notes_json(notes))
        except OSError as error:
            raise copying.full(error, self._path.parent) from error


def _notes_json(notes: CopyNotes) -> dict[str, Any]:
    last = notes.second_last
    return {
        "second_place": notes.second_place,
        "copied": notes.copied,
        "sequence": notes.sequence,
        "trouble": notes.trouble,
        "failed_at": _iso(notes.failed_at),
        "tried_at": _iso(notes.tried_at),
        "second_trouble": notes.second_trouble,
        "second_failed_at": _iso(notes.second_failed_at),
        "second_last": [last.name, last.size] if last else None,
        "word": notes.word,
    }


def _read_notes(document: Any) -> CopyNotes:  # noqa: ANN401 - JSON edge
    last = document["second_last"]
    return CopyNotes(
        str(document["second_place"]),
        str(document["copied"]),
        int(document["sequence"]),
        str(document["trouble"]),
        _moment(document["failed_at"]),
        _moment(document["tried_at"]),
        str(document["second_trouble"]),
        _moment(document["second_failed_at"]),
        read_name(str(last[0]), int(last[1])) if last else None,
        str(document.get("word", "")),
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
