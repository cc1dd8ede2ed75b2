"""What is looked at before a SQLite file is opened: its first bytes and what lies beside it.

Nothing here writes. A file that is refused is left exactly as it was, with what lies beside it, so
that whoever mends it has all there is. SQLite would read an empty file as a new database, and
replay a `-wal` file that belongs to another one; so both are judged here, first.

The first bytes are read with plain calls, which ends this process's locks on that file (SQLite's
"How to corrupt", section 2.2): a process opens one database once, and checks it before that.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from libdesk.services.errors import Refusal
from libdesk.storage import locks, seals
from libdesk.storage.damage import UNREADABLE, Damaged, Replaceable, damaged
from libdesk.storage.marks import APPLICATION_ID, SCHEMA_NUMBER

SMALL = 8_000_000
"""Bytes; up to this size every page is looked at on each start, in well under 50 ms."""

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_WAL_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
_OTHER_FILES = {
    b"PK\x03\x04": "a ZIP archive (such as a spreadsheet or a packed folder)",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a packed file (gzip)",
    b"\xd0\xcf\x11\xe0": "an older Office document",
}


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of a database's first 100 bytes that are judged (sqlite.org/fileformat.html)."""

    application_id: int
    schema_number: int
    page_bytes: int
    pages: int
    is_wal: bool
    changes: int

    @classmethod
    def read(cls, raw: bytes) -> "Header":
        """Take the header apart; `raw` has at least 100 bytes."""

        def number(start: int, length: int = 4) -> int:
            return int.from_bytes(raw[start : start + length], "big")

        # The page count is only right when it was written with the change counter beside it.
        counted = number(28) if number(24) == number(92) else 0
        page_bytes = 65536 if number(16, 2) == 1 else number(16, 2)
        return cls(number(68), number(60), page_bytes, counted, raw[18] == 2, number(24))


def inspect(path: Path, *, small: int = SMALL) -> bool:
    """Judge a file that is there, before it is opened.

    Args:
        path: the file, absolute.
        small: bytes up to which a file counts as small.

    Returns:
        Whether every page must be looked at before use: after a crash, and while the file is small
        and nothing tells that it is as it was when it was closed.

    Raises:
        Refusal: it is no LibDesk database, or one of a newer LibDesk; Replaceable where a copy can
            be put in its place.
        Damaged: it is one, but not whole.
        OSError: it cannot be read.
    """
    wal, journal = _beside(path, "-wal"), _beside(path, "-journal")
    wal_bytes = _size(wal)
    header = _header(path)
    _judge_owner(path, header)
    size = path.stat().st_size
    # A process that is at work keeps both; only what no process keeps any more tells of a crash.
    if wal_bytes and _size(wal) and not header.is_wal and not _header(path).is_wal:
        raise Damaged(_foreign_wal(path))
    if header.is_wal and wal_bytes is None and _size(wal) is None and _header(path).is_wal:
        raise Damaged(
            f"The database {path} was not closed properly, and the file {wal.name} that holds its "
            f"last changes is missing. It was left as it is. Put {wal.name} back beside it, or put "
            "a backup in its place."
        )
    # While another process is at work, its -wal is no leftover, and it has judged it already.
    in_use = bool(locks.on(_beside(path, "-shm")))
    leftover = bool(wal_bytes and not in_use) or bool(_size(journal))
    if not (leftover or wal_bytes) and header.pages * header.page_bytes > size:
        raise Damaged(
            f"The database {path} is cut short: {size:,} of {header.pages * header.page_bytes:,} "
            "bytes are there. It was left as it is. Put a backup in its place."
        )
    if wal_bytes and not in_use:
        _try_wal(path, wal, header)
    if wal_bytes or in_use or size > small:
        return leftover or size <= small
    return _judge_seal(path, header, journal if leftover else None)


def _judge_owner(path: Path, header: Header) -> None:
    """Refuse what is another program's, or a newer LibDesk's.

    Raises:
        Refusal: it is.
        Damaged: it only looks so: it was ours when it was closed.
    """
    is_ours = header.application_id == APPLICATION_ID and header.schema_number <= SCHEMA_NUMBER
    if not is_ours and seals.is_broken(path, header.changes):
        raise damaged(path)
    if header.application_id != APPLICATION_ID:
        raise Refusal(
            f"The file {path} is a database of another program. It was left as it is. Choose "
            "another file for LibDesk."
        )
    if header.schema_number > SCHEMA_NUMBER:
        raise Refusal(
            f"The database {path} was made by a newer LibDesk. It was left as it is. Install that "
            "newer LibDesk on this computer."
        )


def _judge_seal(path: Path, header: Header, journal: Path | None) -> bool:
    """Compare a file with what it was when it was closed; return whether pages must be looked at.

    Args:
        path: the file.
        header: its first bytes.
        journal: what lies beside it as after a crash; None for nothing.

    Raises:
        Damaged: it is another than it was, or the journal is not its own.
    """
    is_broken = seals.is_broken(path, header.changes)
    if is_broken is False and journal is not None:
        raise Damaged(
            f"The database {path} was closed properly, so the file {journal.name} beside it "
            "belongs to another database or another time; used together, the two would mix. Both "
            f"were left as they are. Move {journal.name} to another folder and start again."
        )
    if is_broken and journal is None:
        raise damaged(path)
    return is_broken is None or journal is not None


def _header(path: Path) -> Header:
    with path.open("rb") as stream:
        raw = stream.read(_HEADER_BYTES)
    if not raw:
        raise Damaged(
            f"The file {path} is empty (0 bytes), so it is not a new library but a lost one. It "
            "was left as it is. Put a backup in its place, or remove the file to begin anew."
        )
    if not raw.startswith(_MAGIC) or len(raw) < _HEADER_BYTES:
        kind = next((name for sign, name in _OTHER_FILES.items() if raw.startswith(sign)), "")
        raise Replaceable(
            f"The file {path} is {kind or 'no database'}, not LibDesk's database. It was left as "
            "it is. Choose another file, or put a backup in its place."
        )
    return Header.read(raw)


def _try_wal(path: Path, wal: Path, header: Header) -> None:
    """Put database and -wal together in a copy, and see whether the two belong together.

    Raises:
        Damaged: they do not.
    """
    raw = _first(wal, _WAL_HEADER_BYTES + _FRAME_HEADER_BYTES)
    if len(raw) < _WAL_HEADER_BYTES + _FRAME_HEADER_BYTES:
        return  # nothing was ever committed to it
    if int.from_bytes(raw[8:12], "big") != header.page_bytes:
        raise Damaged(_foreign_wal(path))
    for attempt in range(3):
        with _copied(path, wal) as copy:
            sound = copy is None or _is_one(path, copy)
        # A process that is at work changed it while it was copied: look again.
        if sound or (attempt and _first(wal, len(raw)) == raw):
            break
        raw = _first(wal, len(raw))
    if not sound:
        raise Damaged(_foreign_wal(path))


def _is_one(path: Path, copy: Path) -> bool:
    """Say whether the copy is sound and is the same library as the original without its -wal."""
    question = "SELECT value FROM desk_words WHERE key = 'library_id'"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as alone:
            before = alone.execute(question).fetchall()
        with closing(sqlite3.connect(copy)) as both:
            after = both.execute(question).fetchall()
            marks = [
                both.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID,
                both.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok",
                not both.execute("PRAGMA foreign_key_check").fetchone(),
            ]
    except UNREADABLE:
        return False
    return before == after and all(marks)


@contextmanager
def _copied(path: Path, wal: Path) -> Iterator[Path | None]:
    try:
        folder = tempfile.mkdtemp(prefix=".libdesk-check-", dir=path.parent)
    except OSError:
        yield None  # a full or read-only disk: SQLite's own care has to do
        return
    copy = Path(folder, "copy.sqlite")
    try:
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(wal, _beside(copy, "-wal"))
        except OSError:
            copy = None  # type: ignore[assignment] # the same name for "there is none"
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _foreign_wal(path: Path) -> str:
    return (
        f"The file {path.name}-wal beside the database {path} belongs to another database or "
        "another time; used together, the two would mix. Both were left as they are. Move "
        f"{path.name}-wal and {path.name}-shm to another folder and start again."
    )


def _first(path: Path, count: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(count)
    except FileNotFoundError:
        return b""


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None
