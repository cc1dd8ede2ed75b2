"""What the library has forgotten, forgotten by a copy of its database too.

A copy is of a day on which things were still kept, and stays for months. Here one is made to hold
no more than the database holds by now: of what both know, pictures, names and deleted reports that
are gone there go here, and so do borrowers, and donors with their photos. Nothing else changes, and
what only the copy knows stays.
"""

import errno
import json
import logging
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import BindParameter, Connection, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from libdesk.domain.problems import PERSONAL_FACTS, FollowUpKind
from libdesk.domain.words import cut
from libdesk.files import DISK, FileSystem, print_of
from libdesk.services.errors import Unavailable
from libdesk.storage import (
    forgetting_counts,
    forgetting_offers,
    lists,
    loan_names,
    putting_back,
    word_index,
)
from libdesk.storage.copy_folder import fingerprint_in, read_name, turn_in
from libdesk.storage.damage import damaged
from libdesk.storage.loan_names import Ask
from libdesk.storage.schema import gone, pictures, problems

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from libdesk.storage.database import Database

ASKED_AT_ONCE = 500

_Answer = TypeVar("_Answer")

_LOG = logging.getLogger(__name__)
_FINGERPRINT = re.compile(r"_(?P<print>[0-9a-f]{16})\.sqlite$")
_CHUNK = 1 << 20

_NOT_WHOLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""Said of the copy, or of a file that had all of its bytes."""

_NO_SENSE = (ValueError, TypeError, LookupError, RecursionError, SQLAlchemyError)
"""What comes of reading a copy in which something else stands than LibDesk ever wrote."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_LIVE = select(problems.c.id, problems.c.sequence, problems.c.contact, problems.c.facts).where(
    problems.c.id.in_(_IDS)
)
_LIVE_PICTURED = (
    select(problems.c.id)
    .join_from(pictures, problems, problems.c.sequence == pictures.c.problem)
    .where(problems.c.id.in_(_IDS))
    .distinct()
)
_LIVE_GONE = select(gone.c.id).where(gone.c.id.in_(_IDS))
_FOLLOW_UPS = ", ".join(f"'{kind.value}'" for kind in FollowUpKind)

Rename = Callable[[str, Path], str]
"""Returns the name of a copy that was made anew, from its old name and its new file."""


@dataclass(frozen=True, slots=True)
class _Live:
    """What the database still has of some reports, by their ids."""

    known: frozenset[str]
    pictured: frozenset[str]
    named: frozenset[str]
    gone: frozenset[str]
    nameless: frozenset[int] = frozenset()


_NOTHING = _Live(frozenset(), frozenset(), frozenset(), frozenset())


@dataclass(slots=True)
class Forgotten:
    """What a copy has to forget, by the places of its rows.

    Attributes:
        pictures: reports whose pictures are gone.
        names: reports whose names are gone.
        reports: reports that were deleted.
        loans: loans, by their ids, whose borrowers are forgotten.
        counts: counting days of which it is forgotten who counted.
        donors: offers, by their ids, whose donors are forgotten.
        photos: offers whose photos are gone.
    """

    pictures: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    loans: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    donors: list[int] = field(default_factory=list)
    photos: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Say whether there is anything to forget."""
        reports = (self.pictures, self.names, self.reports)
        return any((*reports, self.loans, self.counts, self.donors, self.photos))


def renamed(name: str, made: Path) -> str:
    """Return a copy's name; where it tells the fingerprint of all its bytes, with the new one.

    Raises:
        OSError: it cannot be read.
    """
    match = _FINGERPRINT.search(name)
    if match is None:
        return name
    fingerprint = print_of(made)[: len(match["print"])]
    return f"{name[: match.start('print')]}{fingerprint}{name[match.end('print') :]}"


class ForgetfulCopies:
    """Implements the port OldCopies on folders.

    A copy is made anew beside itself, looked over, and only then the old one is removed: whatever
    happens in between, a whole copy is there. Cut off, it begins with the same copy the next time.

    Args:
        folders: where copies lie; one that is away is left for another time.
        use: lends the database that is at work.
        rename: names what was made anew.
        disk: the file system, or a drill's.
    """

    def __init__(
        self,
        folders: Callable[[], Sequence[Path]],
        use: "Callable[[], AbstractContextManager[Database]]",
        rename: Rename = renamed,
        disk: FileSystem = DISK,
    ) -> None:
        self._folders = folders
        self._use = use
        self._rename = rename
        self._disk = disk

    def forget(self, between: Callable[[], bool]) -> bool:
        """Let every copy hold no more than the database does; say whether all of them do."""
        is_finished = True
        for folder in self._folders():
            try:
                copies = sorted(path for path in folder.glob("*.sqlite") if _is_ours(path))
            except OSError:
                is_finished = False
                continue
            is_finished &= folder.is_dir()
            for copy in copies:
                with turn_in(folder):
                    is_finished &= self._make_anew(copy)
                if not between():
                    return False
        return is_finished

    def remove_aside(self, before: datetime) -> None:
        """Remove the databases that a restore put aside before that moment."""
        with self._use() as database:
            path = database.path
        if path is not None and (removed := putting_back.remove_aside(path, before)):
            _LOG.info("%d files that a restore had put aside were over their time", removed)

    def _make_anew(self, copy: Path) -> bool:
        part = copy.with_name(f".{copy.name}.part")
        try:
            if not (forgotten := look(copy, self._ask)):
                return True
            if not _is_as_written(copy, copy):
                _LOG.warning("a damaged copy stays as it is")
                return True  # a new name would call it sound
            part.unlink(missing_ok=True)
            _bring(copy, part)
            forget(part, forgotten)
            _sync(part)
            made = copy.with_name(self._rename(copy.name, part))
            self._disk.replace(part, made)
            self._disk.sync_folder(copy.parent)
            if made != copy:
                copy.unlink()
        except (sqlite3.Error, OSError, Unavailable, *_NO_SENSE) as error:
            # A damaged copy is told of where copies are listed; here it must not hold up others,
            # nor be asked again and again. Whatever else is in the way will pass.
            _LOG.warning("a copy stays as it is for now: %s", type(error).__name__)
            with suppress(OSError):
                part.unlink(missing_ok=True)
            return _is_damaged(copy, error)
        return True

    def _ask(self, question: Callable[[Connection], _Answer]) -> _Answer:
        with self._use() as database, database.read() as connection:
            return question(connection)


def look(copy: Path, ask: Ask) -> Forgotten:
    """Return what a copy still holds that the database has forgotten; the copy is only read.

    Args:
        copy: a SQLite file that nobody writes to.
        ask: asks the database, in a short transaction.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    forgotten = Forgotten()
    uri = f"{copy.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as found:
        for setting in _SETTINGS:
            found.execute(setting)
        pictured = {row[0] for row in found.execute("SELECT DISTINCT problem FROM pictures")}
        for rows in _batches(found):
            live = ask(_asking([row[1] for row in rows]))
            for sequence, report_id, has_names in rows:
                if report_id in live.gone and report_id not in live.known:
                    forgotten.reports.append(sequence)
                elif report_id in live.known:
                    if sequence in pictured and report_id not in live.pictured:
                        forgotten.pictures.append(sequence)
                    if has_names and report_id not in live.named:
                        forgotten.names.append(sequence)
        forgotten.loans += loan_names.to_forget(found, ask)
        if named := forgetting_counts.still_named(found):
            forgotten.counts = sorted(named & ask(_asking_counts).nameless)
        forgotten.donors += forgetting_offers.names(found, ask)
        forgotten.photos += forgetting_offers.photos(found, ask)
    return forgotten


def forget(part: Path, forgotten: Forgotten) -> None:
    """Remove it from a file of one's own; afterwards no byte of it is in there.

    Args:
        part: a copy of the copy, that is renamed when this has returned.
        forgotten: what `look` found in it.

    Raises:
        Damaged: it is not sound afterwards.
        sqlite3.Error: it could not be done; the file is of no use any more.
    """
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        for setting in (*_SETTINGS, "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"):
            copy.execute(setting)
        columns = {row[1] for row in copy.execute("PRAGMA table_info(problems)")}
        copy.execute("BEGIN")
        for sequence in forgotten.reports:
            copy.execute("DELETE FROM problems WHERE sequence = ?", (sequence,))
        for sequence in forgotten.pictures:
            copy.execute("DELETE FROM pictures WHERE problem = ?", (sequence,))
        for sequence in forgotten.names:
            _forget_names(copy, sequence, columns)
        for sequence in forgotten.names:
            _find_by_what_is_left(copy, sequence, columns)
        loan_names.forget(copy, forgotten.loans)
        forgetting_counts.forget_names(copy, forgotten.counts)
        forgetting_offers.forget(copy, forgotten.donors, forgotten.photos)
        copy.execute("INSERT INTO word_index (word_index) VALUES ('rebuild')")
        copy.execute("COMMIT")
        # What is left over lies about in the file until every page is written anew.
        copy.execute("VACUUM")
        pages = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if pages != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
            raise damaged(part)


def _batches(found: sqlite3.Connection) -> Iterator[list[tuple[int, str, bool]]]:
    """Yield reports of a copy: place, id, and whether a name is kept."""
    columns = {row[1] for row in found.execute("PRAGMA table_info(problems)")}
    contact = "contact" if "contact" in columns else "''"
    after = 0
    while True:
        asked = (
            f"SELECT sequence, id, {contact}, facts FROM problems WHERE sequence > ? "  # noqa: S608 - a word of ours
            "ORDER BY sequence LIMIT ?"
        )
        rows = found.execute(asked, (after, ASKED_AT_ONCE)).fetchall()
        if not rows:
            return
        after = rows[-1][0]
        yield [(row[0], row[1], _has_names(row[2], json.loads(row[3]))) for row in rows]


def _asking(ids: Sequence[str]) -> Callable[[Connection], _Live]:
    def asked(connection: Connection) -> _Live:
        bound = {"ids": list(ids)}
        rows = connection.execute(_LIVE, bound).all()
        return _Live(
            known=frozenset(str(row.id) for row in rows),
            pictured=frozenset(map(str, connection.execute(_LIVE_PICTURED, bound).scalars())),
            named=frozenset(str(row.id) for row in rows if _has_names(row.contact, row.facts)),
            gone=frozenset(map(str, connection.execute(_LIVE_GONE, bound).scalars())),
        )

    return asked


def _asking_counts(connection: Connection) -> _Live:
    return replace(_NOTHING, nameless=forgetting_counts.nameless(connection))


def _has_names(contact: str, facts: Sequence[Sequence[str]]) -> bool:
    return bool(contact) or any(key in PERSONAL_FACTS for key, _ in facts)


def _forget_names(copy: sqlite3.Connection, sequence: int, columns: set[str]) -> None:
    asked = "SELECT facts FROM problems WHERE sequence = ?"
    facts = json.loads(copy.execute(asked, (sequence,)).fetchone()[0])
    kept = json.dumps([fact for fact in facts if fact[0] not in PERSONAL_FACTS])
    copy.execute("UPDATE problems SET facts = ? WHERE sequence = ?", (kept, sequence))
    if "contact" in columns:
        copy.execute("UPDATE problems SET contact = '' WHERE sequence = ?", (sequence,))
    # What a reporter added is told in the history of the problem that it was added to.
    copy.execute(
        f"UPDATE history SET who = '' WHERE kind IN ({_FOLLOW_UPS}) AND problem IN (?, ?)",  # noqa: S608 - words of ours
        (sequence, _root(copy, sequence, columns)),
    )


def _find_by_what_is_left(copy: sqlite3.Connection, sequence: int, columns: set[str]) -> None:
    root = _root(copy, sequence, columns)
    words = dict.fromkeys(
        word for row in _read_with(copy, root, columns) for word in cut("\n".join(_parts(row)))
    )
    copy.execute(
        "UPDATE problem_words SET words = ? WHERE problem = ?",
        (word_index.joined(tuple(words)), root),
    )


def _root(copy: sqlite3.Connection, sequence: int, columns: set[str]) -> int:
    """Return the place of the problem with which a report is read, in the copy."""
    passed: set[int] = set()
    while True:
        if sequence in passed:
            raise ValueError("reports that are read with each other in a ring")
        passed.add(sequence)
        row = _row(copy, "sequence = ?", sequence)
        above = None
        if row.get("shown_in") == lists.JOINED:
            above = row.get("joined_to")
        elif row.get("shown_in") == lists.ATTACHED and "follows" in columns:
            above = row.get("follows")
        found = _row(copy, "id = ?", above) if above else {}
        if not found:
            return sequence
        sequence = found["sequence"]


def _read_with(
    copy: sqlite3.Connection, root: int, columns: set[str]
) -> Iterator[Mapping[str, Any]]:
    waiting = [_row(copy, "sequence = ?", root)]
    while waiting:
        row = waiting.pop()
        yield row
        for column, shown_in in (("joined_to", lists.JOINED), ("follows", lists.ATTACHED)):
            if column in columns:
                waiting += _rows(copy, f"{column} = ? AND shown_in = '{shown_in}'", row["id"])


def _rows(copy: sqlite3.Connection, where: str, value: object) -> list[dict[str, Any]]:
    found = copy.execute(f"SELECT * FROM problems WHERE {where}", (value,))  # noqa: S608 - words of ours
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _row(copy: sqlite3.Connection, where: str, value: object) -> dict[str, Any]:
    return next(iter(_rows(copy, where, value)), {})


def _parts(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the parts of a report by which it is found; as `index_words` has them."""
    for name in ("number", "title", "saw", "guess", "item", "category", "branch", "contact"):
        yield row.get(name, "")
    for _, value in json.loads(row["facts"]):
        yield value


def _is_ours(path: Path) -> bool:
    """Say whether it is a copy by its name; somebody else's database is not written to."""
    return read_name(path.name, 0) is not None and path.is_file()


def _is_damaged(copy: Path, error: Exception) -> bool:
    """Say whether it is proved that a copy could not be made anew because it is damaged."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_WHOLE:
        return True
    if isinstance(error, OSError | Unavailable):
        return False
    try:
        return not _is_as_written(copy, copy)
    except OSError:
        return False


def _is_as_written(path: Path, copy: Path) -> bool:
    """Say whether a file has the bytes that the name of a copy tells."""
    return print_of(path).startswith(fingerprint_in(copy.name))


def _bring(copy: Path, part: Path) -> None:
    DISK.write_pieces(part, _chunks(copy))
    if not _is_as_written(part, copy):
        raise OSError(errno.EIO, "it does not read back as it was written")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
