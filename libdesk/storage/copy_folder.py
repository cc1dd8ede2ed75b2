"""A folder that holds copies of the database: here beside it, or on a stick or a share.

A copy's name tells all that must be known without opening it: which one it is, when it was made,
of which schema, and the fingerprint that all of its bytes must have. Names sort by the sequence;
clocks go astray. A name that says anything else belongs to no copy of ours, and is left alone.
"""

import re
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from libdesk import files
from libdesk.domain.backups import Copy
from libdesk.services.backups import KeptCopy, Stopped
from libdesk.services.errors import Unavailable
from libdesk.storage import copying
from libdesk.storage.damage import UNREADABLE

FINGERPRINT = 16
"""Signs of the SHA-256 that stand in a name: no accident meets 64 bits."""

_NAME = re.compile(
    r"(?P<sequence>\d{6,12})_(?P<at>\d{4}-\d\d-\d\dT\d{6}Z)_v(?P<schema>\d{1,6})"
    r"_(?P<print>[0-9a-f]{16})\.sqlite"
)
_MARKER = ".libdesk"
_MARKER_SAYS = "copies of a LibDesk database"
_MARKER_LIMIT = 1_000
_WHOSE = "SELECT value FROM desk_words WHERE key = 'library_id'"
_AT = "%Y-%m-%dT%H%M%SZ"
_LIMIT = 10_000
"""So many copies at most are told; nobody has a tenth of them."""


_TURN_S = 0.1
_turns: dict[Path, threading.RLock] = {}
_asking = threading.Lock()


@contextmanager
def turn_in(folder: Path, stop: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Be the only one in this process who writes to a folder of copies; others wait.

    Args:
        folder: the folder, however it is named.
        stop: asked again and again while somebody else is at work there.

    Raises:
        Stopped: it was asked to, before its turn came.
    """
    with _asking:
        turn = _turns.setdefault(folder.resolve(), threading.RLock())
    while not turn.acquire(timeout=_TURN_S):
        if stop():
            raise Stopped
    try:
        yield
    finally:
        turn.release()


class CopyFolder:
    """Implements the port CopyPlace.

    Args:
        folder: where the copies lie.
        may_make: the folder is this computer's own and is made when it is missing; a stick or a
            share that is away must not be mistaken for an empty one.
        disk: the file system, or a drill's.
    """

    def __init__(
        self, folder: Path, *, may_make: bool = True, disk: files.Disk = files.DISK
    ) -> None:
        self._folder = folder
        self._may_make = may_make
        self._disk = disk
        self._sound: dict[str, tuple[int, int]] = {}

    @property
    def where(self) -> str:
        """The folder, for a sentence."""
        return str(self._folder)

    @property
    def folder(self) -> Path:
        """The folder."""
        return self._folder

    def is_there(self) -> bool:
        """Say whether the folder can be looked into; one of our own is, in any case."""
        try:
            return self._may_make or self._folder.is_dir()
        except OSError:
            return False

    def list(self) -> tuple[KeptCopy, ...]:
        """Return the copies that lie here, newest first, as their names tell.

        Raises:
            Unavailable: the folder cannot be looked into.
        """
        try:
            paths = self._folder.glob("*.sqlite")
            found = [kept for path in paths if (kept := _read_file(path)) is not None]
            if not found and not self._folder.is_dir() and not self._may_make:
                raise FileNotFoundError(2, "no such folder")
        except OSError as error:
            raise self._away(error) from error
        found.sort(key=lambda kept: (kept.copy.sequence, kept.name), reverse=True)
        return tuple(found[:_LIMIT])

    def check(self, kept: KeptCopy, stop: Callable[[], bool] = lambda: False) -> str:
        """Read a copy from the first byte to the last; return what is wrong with it, "" if nothing.

        One that was found sound and has not been touched since is not read again.

        Raises:
            Stopped: it was asked to.
            Unavailable: the folder cannot be reached.
        """
        path = self.path(kept)
        try:
            facts = path.stat()
            if self._sound.get(kept.name) == (facts.st_size, facts.st_mtime_ns):
                return ""
            if not facts.st_size:
                return "The file is empty (0 bytes)."
            found = files.print_of(path, stop=stop)
        except FileNotFoundError as error:
            if not self._folder.is_dir():
                raise self._away(error) from error
            return "The file is gone."
        except OSError as error:
            return f"The file can't be read ({error.strerror})."
        if not found:
            raise Stopped
        if found[:FINGERPRINT] != fingerprint_in(kept.name):
            return "The file is damaged: it is not as it was written."
        self._sound[kept.name] = (facts.st_size, facts.st_mtime_ns)
        return ""

    def bring(
        self, kept: KeptCopy, source: "CopyFolder", stop: Callable[[], bool] = lambda: False
    ) -> None:
        """Copy a copy from another folder, and read it back.

        Raises:
            Stopped: it was asked to; nothing of it is left here.
            Unavailable: it could not be written, or does not read back as it was written.
        """
        with turn_in(self._folder, stop):
            self._bring(kept, source, stop)

    def _bring(self, kept: KeptCopy, source: "CopyFolder", stop: Callable[[], bool]) -> None:
        target = self.path(kept)
        try:
            if self._may_make:
                files.make_folder(self._folder)
            self.sweep()
            found = files.copy_durably(source.path(kept), target, stop=stop, disk=self._disk)
        except OSError as error:
            if not self.is_there():
                raise self._away(error) from error
            raise copying.full(error, self._folder) from error
        if not found:
            raise Stopped
        if found[:FINGERPRINT] != fingerprint_in(kept.name):
            target.unlink(missing_ok=True)
            raise Unavailable(
                f"A copy of the database was written to {self._folder}, but does not read back as "
                "it was written. It was removed. The copies on this computer are safe; try another "
                "stick or folder."
            )

    def claim(self, library: str) -> bool:
        """Mark the folder as one library's own; return False, and change nothing, if it is not.

        Copies are thinned by what lies beside them, so two libraries can't share a folder.

        Args:
            library: its id.

        Raises:
            OSError: the folder cannot be written to.
            Unavailable: it cannot be looked into.
        """
        marked = self._marked()
        if marked:
            return marked == library
        if not self._libraries() <= {library}:
            return False
        words = f"{_MARKER_SAYS}\n{library}\n".encode()
        files.write_durably(self._folder / _MARKER, words, disk=self._disk)
        return True

    def remove(self, kept: KeptCopy) -> None:
        """Remove a copy that is not kept any longer; one that cannot be removed stays."""
        try:
            with turn_in(self._folder):
                self.path(kept).unlink(missing_ok=True)
        except OSError:
            return

    def sweep(self) -> None:
        """Remove what a copy that was cut off has left; whoever asks has the turn in the folder."""
        for left in self._folder.glob("*.part*"):
            left.unlink(missing_ok=True)

    def path(self, kept: KeptCopy) -> Path:
        """Return where a copy lies."""
        return self._folder / kept.name

    def _marked(self) -> str:
        """Return the library that the marker tells; "" for none, as in one of an older LibDesk."""
        try:
            raw = files.read_bytes(self._folder / _MARKER, limit=_MARKER_LIMIT)
        except (FileNotFoundError, ValueError):
            return ""
        return "".join(raw.decode(errors="replace").splitlines()[1:2]).strip()

    def _libraries(self) -> set[str]:
        """Return the libraries whose copies lie here; bad copies tell none."""
        return {library for kept in self.list() if (library := _library_in(self.path(kept)))}

    def _away(self, error: OSError) -> Unavailable:
        return Unavailable(
            f"The folder {self._folder} for copies of the database is not there, or can't be read "
            f"({(error.strerror or 'no answer').lower()}). What lies in it is untouched. Plug in "
            "the stick, or check the share."
        )


def make_name(copy: Copy, schema: int, print_: str) -> str:
    """Return the name of a copy."""
    at = copy.made_at.astimezone(UTC).strftime(_AT)
    return f"{copy.sequence:06}_{at}_v{schema}_{print_[:FINGERPRINT]}.sqlite"


def read_name(name: str, size: int) -> KeptCopy | None:
    """Return what a name tells; None when it is no copy's.

    Args:
        name: the file's name.
        size: its bytes.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match["at"], _AT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return KeptCopy(Copy(int(match["sequence"]), at), name, size, int(match["schema"]))


def _library_in(path: Path) -> str:
    """Return the id of the library in a copy; "" when it cannot be read."""
    plain = path.absolute().as_posix()
    # Three slashes at least: what follows only two would be a computer's name to SQLite.
    uri = f"file://{'' if plain.startswith('/') else '/'}{quote(plain)}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as copy:
            copy.execute("PRAGMA trusted_schema = OFF")
            row = copy.execute(_WHOSE).fetchone()
    except UNREADABLE:
        return ""
    return str(row[0]) if row else ""


def _read_file(path: Path) -> KeptCopy | None:
    """Return what a file's name tells; None for what is no file, or cannot be looked at."""
    if read_name(path.name, 0) is None:
        return None
    try:
        facts = path.stat()
    except OSError:
        return None  # one that hangs in the air hides none of the others
    return read_name(path.name, facts.st_size) if stat.S_ISREG(facts.st_mode) else None


def fingerprint_in(name: str) -> str:
    """Return the fingerprint that a copy's name tells; "" when it is no copy's."""
    match = _NAME.fullmatch(name)
    return match["print"] if match else ""
