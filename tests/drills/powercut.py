"""A disk that forgets: drill F2's own layer under Python's file calls and under SQLite.

Every call that changes something below one folder is done for real and written down. At a cut, the
folder is built anew as a power failure could have left it: what was synced before is there; of the
rest anything may be there, be missing, or be torn within a write, in any order.

The rules are those of POSIX, and harder than most disks: a file's content is safe after its own
sync; a name (made, renamed, linked, removed) is safe after a sync of its folder; so is a folder's
own name, one level up. Only a rename is taken to be one step, as every journaling file system does.

`Journal` holds what happened, `rebuild` makes the folder after a cut. What feeds the journal is in
python_layer.py (calls of the module os) and sqlite_layer.py (a VFS).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from pathlib import Path
from random import Random

SECTOR = 512


class Kind(Enum):
    """What a line of the journal tells."""

    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"
    NAME = "name"
    SYNC_FOLDER = "sync folder"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal.

    Attributes:
        kind: what happened.
        file: the content it is about; 0 for none.
        offset: where a write begins; the new length for a truncation.
        data: what was written.
        names: for NAME: path below the folder to content, 0 where the name went away.
        folder: the folder whose sync makes NAME safe, or that was synced.
        promise: the words.
    """

    kind: Kind
    file: int = 0
    offset: int = 0
    data: bytes = b""
    names: tuple[tuple[str, int], ...] = ()
    folder: str = ""
    promise: str = ""


FOLDER = -1
"""The "content" of a name that is a folder."""


@dataclass
class Journal:
    """All that happened below one folder, in order."""

    root: Path
    lines: list[Line] = field(default_factory=list)
    _files: dict[tuple[int, int], int] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def path_below(self, path: str) -> str | None:
        """Return a path as it is below the folder; None for a path elsewhere."""
        absolute = Path(path).absolute()
        return str(absolute.relative_to(self.root)) if absolute.is_relative_to(self.root) else None

    def content(self, path: str) -> int:
        """Return which content stands behind a path, made known when it is new."""
        facts = Path(path).stat()
        return self._files.setdefault((facts.st_dev, facts.st_ino), 0) or self._new(path)

    def made(self, path: str) -> int:
        """Note a file that has just been made; its number may have been another file's before."""
        file = self._new(path)
        self.named(path, file)
        return file

    def _new(self, path: str) -> int:
        facts = Path(path).stat()
        file = next(self._ids)
        self._files[facts.st_dev, facts.st_ino] = file
        return file

    def named(self, path: str, file: int, *, instead_of: str | None = None) -> None:
        """Note a new name for a content, 0 for none; `instead_of` goes away in the same step."""
        below = self.path_below(path)
        gone = self.path_below(instead_of) if instead_of is not None else None
        assert below is not None
        names = ((gone, 0), (below, file)) if gone is not None else ((below, file),)
        folder = str(Path(below).parent)
        self.lines.append(Line(Kind.NAME, names=names, folder=folder))

    def wrote(self, file: int, offset: int, data: bytes) -> None:
        self.lines.append(Line(Kind.WRITE, file, offset, data))

    def truncated(self, file: int, length: int) -> None:
        self.lines.append(Line(Kind.TRUNCATE, file, length))

    def synced(self, file: int) -> None:
        self.lines.append(Line(Kind.SYNC, file))

    def synced_folder(self, path: str) -> None:
        if (below := self.path_below(path)) is not None:
            self.lines.append(Line(Kind.SYNC_FOLDER, folder=below))

    def promised(self, words: str) -> None:
        self.lines.append(Line(Kind.PROMISE, promise=words))


def promises(lines: list[Line]) -> list[str]:
    """Return what was promised before a cut."""
    return [line.promise for line in lines if line.kind is Kind.PROMISE]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of that which was not synced.

    Attributes:
        names: how likely each unsafe name is there all the same.
        data: how likely each sector of an unsafe write is there.
    """

    names: float
    data: float


FATES = (
    Fate(names=0, data=0),  # the disk wrote nothing that it was not made to write
    Fate(names=1, data=0),  # a file system that logs names only: files are there, and empty
    Fate(names=0, data=1),
    Fate(names=0.5, data=0.5),
    Fate(names=0.9, data=0.1),
    Fate(names=0.1, data=0.9),
)


def rebuild(lines: list[Line], target: Path, dice: Random, fate: Fate) -> None:
    """Make `target` the folder as this cut leaves it."""
    names = _names(lines, dice, fate)
    target.mkdir()
    contents: dict[int, bytes] = {}
    # A folder comes before what is in it, for its path is shorter.
    for path in sorted(names, key=len):
        place = target / path
        if not place.parent.is_dir():
            continue  # its folder is lost, and all in it
        if names[path] == FOLDER:
            place.mkdir(exist_ok=True)
        else:
            file = names[path]
            if file not in contents:
                contents[file] = _content(lines, file, dice, fate)
            place.write_bytes(contents[file])


def _names(lines: list[Line], dice: Random, fate: Fate) -> dict[str, int]:
    safe_until = {line.folder: at for at, line in enumerate(lines) if line.kind is Kind.SYNC_FOLDER}
    names: dict[str, int] = {}
    for at, line in enumerate(lines):
        if line.kind is not Kind.NAME:
            continue
        if at < safe_until.get(line.folder, -1) or dice.random() < fate.names:
            for path, file in line.names:
                if file:
                    names[path] = file
                else:
                    names.pop(path, None)
    return names


def _content(lines: list[Line], file: int, dice: Random, fate: Fate) -> bytes:
    mine = [line for line in lines if line.file == file and line.kind is not Kind.NAME]
    syncs = [at for at, line in enumerate(mine) if line.kind is Kind.SYNC]
    safe = syncs[-1] if syncs else -1
    content = bytearray()
    for at, line in enumerate(mine):
        if at < safe:
            _apply(content, line, lambda: True)
        elif line.kind is not Kind.SYNC:
            _apply(content, line, lambda: dice.random() < fate.data)
    return bytes(content)


def _apply(content: bytearray, line: Line, happens: Callable[[], bool]) -> None:
    if line.kind is Kind.TRUNCATE:
        if happens():
            del content[line.offset :]
            content.extend(bytes(line.offset - len(content)))
        return
    start, end = line.offset, line.offset + len(line.data)
    while start < end:
        # A write is torn where a sector of the disk ends, wherever the write itself began.
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        if happens():
            content.extend(bytes(max(0, stop - len(content))))
            content[start:stop] = line.data[start - line.offset : stop - line.offset]
        start = stop
