"""Puts a copy in the database's place and opens it; tells before that what is not in it."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from libdesk.domain.inbox import View
from libdesk.domain.problems import ReplyKind
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.services.restoring import Newer, Restored
from libdesk.storage import checks, putting_back
from libdesk.storage.attachment_files import FOLDER as ATTACHMENTS
from libdesk.storage.attachment_files import AttachmentFiles
from libdesk.storage.backups import ON_A_SERVER, folder_for
from libdesk.storage.damage import NOTHING_LOST, UNREADABLE, Damaged, Replaceable
from libdesk.storage.database import Database
from libdesk.storage.marks import SCHEMA_NUMBER

_NUMBERS_LIMIT = 100_000
_IDS = (
    "SELECT coalesce((SELECT max(sequence) FROM problems), 0), "
    "coalesce((SELECT max(id) FROM replies), 0), coalesce((SELECT max(id) FROM history), 0), "
    "(SELECT value FROM desk_words WHERE key = 'library_id'), "
    "(SELECT value FROM desk_words WHERE key = 'copy')"
)
_REPORTS = "SELECT number FROM problems WHERE sequence > ? ORDER BY sequence LIMIT ?"
_ANSWERS = (
    "SELECT count(*) FROM replies WHERE id > ? AND (kind IN (?, ?) OR (kind = ? AND text <> ''))"
)
_CHANGES = "SELECT count(*) FROM history WHERE id > ? AND kind NOT IN ('received', 'answered')"


class PuttingBack:
    """Puts one copy in the place of one database.

    Args:
        database: the SQLite file.
        now: the clock.
        is_damaged: why it is replaced: it can't be used.
        is_at_work: this process has it open; else it is read as it lies, and nothing is changed.
        on_gui_thread: passed on to the database.
    """

    def __init__(
        self,
        database: Path | str,
        now: Clock,
        *,
        is_damaged: bool = False,
        is_at_work: bool = False,
        on_gui_thread: Callable[[], bool] = lambda: False,
    ) -> None:
        if not isinstance(database, Path):
            raise Refusal(ON_A_SERVER)
        self._database = database.resolve()
        self._now = now
        self._is_damaged = is_damaged
        self._is_at_work = is_at_work
        self._on_gui_thread = on_gui_thread

    def newer(self, copy: Path) -> Newer:
        """Return what would be lost.

        Raises:
            Refusal: the file is no copy that can be used.
            Unavailable: the file cannot be read.
        """
        try:
            putting_back.judge_outside(self._database, copy)
            with closing(_as_it_lies(copy)) as there:
                reports, answers, changes, library, mark = there.execute(_IDS).fetchone()
        except UNREADABLE as error:
            raise Refusal(
                f"{copy} is damaged, so it can't be used. Nothing was changed."
            ) from error
        except OSError as error:
            raise _no_copy(copy, error) from error
        made_at = _made_at(mark)
        if not self._database.exists():
            return Newer(can_be_read=False, made_at=made_at)
        try:
            with closing(self._now_there()) as here:
                if here.execute(_IDS).fetchone()[3] != library:
                    reports = answers = changes = -1
                numbers = here.execute(_REPORTS, (reports, _NUMBERS_LIMIT)).fetchall()
                kinds = (ReplyKind.ANSWER.value, ReplyKind.RESTATED.value, ReplyKind.STATE.value)
                answered = here.execute(_ANSWERS, (answers, *kinds)).fetchone()[0]
                changed = here.execute(_CHANGES, (changes,)).fetchone()[0]
        except (*UNREADABLE, OSError, TypeError):
            return Newer(can_be_read=False, made_at=made_at)
        told = tuple(str(number) for (number,) in numbers)
        return Newer(
            can_be_read=True,
            is_other_library=reports < 0,
            reports=told,
            answers=answered,
            changes=changed,
            made_at=made_at,
        )

    def restore(self, copy: Path, stop: Callable[[], bool] = lambda: False) -> Restored:
        """Put a copy in the database's place; nobody may have the database open.

        Cut off at any moment, the next start finds the database as it was, or finishes this.

        Raises:
            Refusal: the file is no copy that can be used; the database is as it was.
            Unavailable: the surroundings failed.
            Stopped: it was asked to; the database is as it was.
        """
        newer = self.newer(copy)
        kind = putting_back.DAMAGED if self._is_damaged else putting_back.BEFORE
        try:
            putting_back.make_ready(self._database, copy, kind, self._now(), stop)
            aside = putting_back.finish(self._database)
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise Unavailable(
                f"The copy could not be put in the place of {self._database}: {why}. "
                f"{NOTHING_LOST} Close other programs that have the database open, make room on "
                "the disk, and try again."
            ) from error
        was_older = _schema(self._database) < SCHEMA_NUMBER
        reports, files_ = self._open_once()
        self._bring_files(copy, files_)
        return Restored(newer, aside, reports, was_older)

    def _bring_files(self, copy: Path, hashes: Sequence[str]) -> None:
        """Bring photos and papers back that the copy knows and that are not here any more.

        They lie beside the copies. One that can't be brought now is when it is looked at.
        """
        beside = [copy.absolute().parent, folder_for(self._database)]
        here = AttachmentFiles(self._database.parent / ATTACHMENTS)
        with suppress(Unavailable):
            for folder in dict.fromkeys(beside):
                here.bring(AttachmentFiles(folder / ATTACHMENTS), hashes, lambda: False)

    def _open_once(self) -> tuple[int, list[str]]:
        """Open what lies there now, which brings an older one up to date.

        Returns:
            How many reports it has, and the hashes of its photos and papers.
        """
        database = Database.open(self._database, now=self._now, on_gui_thread=self._on_gui_thread)
        try:
            for name, trouble in database.check():
                if trouble and name in ("pages", "links"):
                    raise Unavailable(
                        f"The copy was put in place, but is not sound ({name}: {trouble}). Choose "
                        "another copy."
                    )
            with database.unit() as unit:
                wanted = sorted({one.content_hash for one in unit.attachments.all()})
                return unit.inbox.counts()[View.ALL], wanted
        finally:
            database.close()

    def _now_there(self) -> sqlite3.Connection:
        if self._is_at_work:
            return sqlite3.connect(f"{self._database.as_uri()}?mode=ro", uri=True)
        return _as_it_lies(self._database)


def finish_unfinished(database: Path | str) -> None:
    """Finish a restore that was cut off; only whoever has the data folder may ask for it.

    Raises:
        Unavailable: it can't be finished just now; nothing is lost.
    """
    if not isinstance(database, Path):
        return
    try:
        putting_back.finish(database.resolve())
    except OSError as error:
        raise Unavailable(
            f"A copy was being put in the place of {database}, and that can't be finished: "
            f"{(error.strerror or 'no answer').lower()}. Nothing is lost. Ask for the right to "
            f"write to {database.parent}, and start again."
        ) from error


def is_damaged(database: Path) -> bool:
    """Say whether what lies in the database's place can't be used; nothing is changed by it."""
    if not database.exists():
        return False
    try:
        checks.inspect(database, small=0)
        with closing(_as_it_lies(database)) as there:
            return bool(there.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except (*UNREADABLE, Damaged, Replaceable):
        return True
    except (Refusal, OSError):
        return False


def _as_it_lies(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes to, without a lock and without leaving anything beside it."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _schema(path: Path) -> int:
    with closing(_as_it_lies(path)) as there:
        number: int = there.execute("PRAGMA user_version").fetchone()[0]
    return number


def _made_at(mark: str | None) -> datetime | None:
    parts = (mark or "").split()
    try:
        return datetime.fromisoformat(parts[1]) if len(parts) > 1 else None
    except ValueError:
        return None


def _no_copy(copy: Path, error: OSError) -> Unavailable:
    return Unavailable(
        f"{copy} can't be read: {(error.strerror or 'no answer').lower()}. Nothing was changed. "
        "Plug in the stick, or check the share, and try again."
    )
