"""The steps on the disk by which a copy takes the database's place.

The copy is written beside the database under a name that says "ready", synced and judged there.
From then on each step is a rename that can be done again: the database goes aside first, then what
lies beside it, and at last the copy takes the name. So whoever is cut off leaves either the old
database untouched or a ready copy, and the next start carries on from there; see `finish`.
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from libdesk import files
from libdesk.domain.text import clean_line
from libdesk.services.backups import Stopped
from libdesk.services.errors import Refusal
from libdesk.storage import checks, copying, sqlite_file
from libdesk.storage.copy_folder import fingerprint_in
from libdesk.storage.damage import UNREADABLE, Damaged
from libdesk.storage.marks import TABLES
from libdesk.storage.unfinished import READY, ready

BESIDE = ("-wal", "-shm", "-journal", "-seal")
"""What belongs to a database file and never to the one that takes its place."""

DAMAGED, BEFORE = "damaged", "before-restore"
"""What is told by the name under which the old database is kept."""

_AT = "%Y-%m-%dT%H%M%SZ"
_ASIDE = re.compile(
    rf"(?:{DAMAGED}|{BEFORE})-(?P<at>\d{{4}}-\d\d-\d\dT\d{{6}}Z)(?:-\d+)?(?:{'|'.join(BESIDE)})?"
)
_UNJUDGED = ".restoring"
_KNOWN_ENDINGS = ("_data", "_idx", "_docsize", "_config", "_content")


def make_ready(
    database: Path, source: Path, kind: str, at: datetime, stop: Callable[[], bool]
) -> None:
    """Bring a copy beside the database and judge it; the database is not touched.

    Args:
        database: the place.
        source: the copy, which is only read.
        kind: DAMAGED or BEFORE.
        at: the time, for the name of what goes aside.
        stop: asked again and again.

    Raises:
        Refusal: it is no copy that can be used.
        Stopped: it was asked to.
        OSError: it could not be read or written.
    """
    judge_outside(database, source)
    part = database.with_name(f"{database.name}{_UNJUDGED}")
    part.unlink(missing_ok=True)
    files.make_folder(database.parent)
    try:
        _bring(source, part, stop)
        name = f"{database.name}{READY}{_free(database, kind, at)}"
        files.DISK.replace(part, database.with_name(name))
    except BaseException:
        copying.discard(part)
        raise
    files.DISK.sync_folder(database.parent)


def _bring(source: Path, part: Path, stop: Callable[[], bool]) -> None:
    """Copy a copy to `part` and judge it there, where nobody else can change it any more."""
    found = files.copy_durably(source, part, stop=stop)
    if not found:
        raise Stopped
    if (wanted := fingerprint_in(source.name)) and not found.startswith(wanted):
        raise Refusal(_not_whole(source))
    judge_inside(part, source)
    if stop():
        raise Stopped


def finish(database: Path, disk: files.FileSystem = files.DISK) -> Path | None:
    """Put the copy that is ready in its place; with none, do nothing.

    Only whoever has the data folder to himself may do this.

    Args:
        database: the place.
        disk: the file system, or a drill's.

    Returns:
        Where the database lies that was there before; None when there was none, or nothing to do.

    Raises:
        OSError: a step failed. It can be done again; until then nobody opens the database.
    """
    waiting = ready(database)
    if waiting is None:
        return None
    aside = database.with_name(f"{database.name}.{waiting.name.partition(READY)[2]}")
    # The database first: alone, a journal harms nobody, and a database without its own is broken.
    for ending in ("", *BESIDE):
        lying = database.with_name(database.name + ending)
        if lying.exists():
            disk.replace(lying, aside.with_name(aside.name + ending))
    disk.sync_folder(database.parent)
    disk.replace(waiting, database)
    disk.sync_folder(database.parent)
    return aside if aside.exists() else None


def remove_aside(database: Path, before: datetime) -> int:
    """Remove what restores put aside before a moment: names in it would stay for good.

    What cannot be looked into or removed stays for another time.

    Args:
        database: the place.
        before: what went aside earlier goes.

    Returns:
        How many files were removed.
    """
    removed = 0
    try:
        lying = sorted(database.parent.iterdir())
    except OSError:
        return removed
    for path in lying:
        at = _aside_at(database, path.name)
        if at is None or at >= before:
            continue
        with suppress(OSError):
            path.unlink()
            removed += 1
    return removed


def _aside_at(database: Path, name: str) -> datetime | None:
    """Return when a file went aside, as its name tells; None when it is no such file's."""
    start = f"{database.name}."
    match = _ASIDE.fullmatch(name.removeprefix(start)) if name.startswith(start) else None
    if match is None:
        return None
    try:
        return datetime.strptime(match["at"], _AT).replace(tzinfo=UTC)
    except ValueError:
        return None


def judge_outside(database: Path, source: Path) -> None:
    """Judge a file by its first bytes and by what lies beside it.

    Raises:
        Refusal: it is no copy that can be used, and why.
        OSError: it cannot be read.
    """
    if not source.is_file():
        raise Refusal(f"{source} is no file. Nothing was changed. Name a copy of the database.")
    if database.exists() and source.samefile(database):
        raise Refusal(f"{source} is the database itself. Nothing was changed. Name a copy of it.")
    beside = [source.with_name(source.name + ending) for ending in ("-wal", "-journal")]
    if any(one.exists() and one.stat().st_size for one in beside):
        raise Refusal(
            f"{source} is a database at work, or one that was not closed properly: what lies "
            "beside it belongs to it. Nothing was changed. Name a copy that LibDesk made."
        )
    try:
        checks.inspect(source, small=0)
    except Damaged as error:
        raise Refusal(_not_whole(source)) from error


def judge_inside(path: Path, source: Path) -> None:
    """Judge all that stands in a file; nothing in it is run.

    Args:
        path: the file, which nobody else writes to.
        source: where it came from, for the sentence.

    Raises:
        Refusal: it is no copy that can be used, and why.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as found:
            for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
                found.execute(f"PRAGMA {setting}")
            sqlite_file.look_over(found, source, whole=False)
            named = found.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        strange = [clean_line(name) for kind, name, sql in named if _is_strange(kind, name, sql)]
        if strange:
            raise Refusal(
                f"{source} was changed by another program, which put {strange[0]} into it. Nothing "
                "was changed here. Name a copy that LibDesk made."
            )
        copying.look_through(path)
    except (*UNREADABLE, Damaged) as error:
        raise Refusal(_not_whole(source)) from error


def _is_strange(kind: str, name: str, sql: str | None) -> bool:
    if kind == "index":
        return False
    if kind != "table":
        return True
    if (sql or "").upper().startswith("CREATE VIRTUAL"):
        return name != "word_index" or "USING fts5(" not in (sql or "")
    is_shadow = name.startswith("word_index_") and name.endswith(_KNOWN_ENDINGS)
    return not (name in TABLES or is_shadow or name.startswith("sqlite_"))


def _free(database: Path, kind: str, at: datetime) -> str:
    """Return a name for what goes aside that nothing lies under yet."""
    stamp = f"{kind}-{at.astimezone(UTC):{_AT}}"
    name, count = stamp, 1
    while any(
        database.with_name(f"{database.name}.{name}{ending}").exists() for ending in ("", *BESIDE)
    ):
        count += 1
        name = f"{stamp}-{count}"
    return name


def _not_whole(source: Path) -> str:
    return (
        f"{source} is damaged, so it was not used. Nothing was changed. Choose another copy; each "
        "one is checked before it is offered."
    )
