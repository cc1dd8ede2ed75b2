"""Exports everything: a table for each subject, the pictures, the database itself, and a text.

What is exported is of one moment. An export that is stopped, or fails, leaves nothing behind.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol, TypeVar

from libdesk.domain.cells import Cell, text_of
from libdesk.domain.export_subjects import SUBJECTS, Subject
from libdesk.domain.exports import DATABASE, READ_ME, Facts, read_me
from libdesk.services.ports import Clock

ROWS_AT_ONCE = 200
"""Rows after which it is asked whether to go on."""

LIBRARY = "library"
"""The setting that holds the library's name."""

T = TypeVar("T")
Stream = Generator[T, None, None]
"""What is read bit by bit, and closed by whoever stops reading."""


class Snapshot(Protocol):
    """The library's data as it stood at one moment."""

    def count(self) -> int:
        """Return how many rows and pictures there are, as a measure of the work."""

    def rows(self, subject: str) -> Stream[Sequence[Cell]]:
        """Yield a table's rows, in the order of its columns; never all of them at once."""

    def pictures(self) -> Stream[tuple[str, bytes]]:
        """Yield each picture's file name and content."""

    def attachments(self) -> Stream[tuple[str, bytes]]:
        """Yield the file name and content of each photo and paper of items and rooms."""

    def word(self, key: str) -> str:
        """Return a setting; "" when not set."""


class ExportFolder(Protocol):
    """Where an export goes. Until `finish` nobody sees a file of it."""

    def begin(self) -> None:
        """Make sure that it can be written there, over nothing.

        Raises:
            Refusal: there is something already, or it is no folder.
            Unavailable: nothing can be written there.
        """

    def take(self, between: Callable[[int, int], bool]) -> Snapshot | None:
        """Take a snapshot; where the database is a file, its copy becomes a part of the export.

        Args:
            between: called with what is done of what there is; answering False ends it.

        Returns:
            The snapshot; None when it was stopped.
        """

    @property
    def has_database(self) -> bool:
        """Say whether the copy of the database is in the export."""

    def write_table(self, name: str, lines: Stream[Sequence[str]]) -> None:
        """Write a table."""

    def write_picture(self, name: str, content: bytes) -> None:
        """Write a picture."""

    def write_attachment(self, name: str, content: bytes) -> None:
        """Write a photo or paper of an item or a room."""

    def write_note(self, name: str, text: str) -> None:
        """Write a text."""

    def finish(self) -> None:
        """Put everything in its place."""

    def discard(self) -> None:
        """Remove all that was written, and what is in its place already."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds.

    Attributes:
        rows: how many rows each table has, by its key.
        has_database: the copy of the database is in it.
    """

    rows: Mapping[str, int]
    has_database: bool

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files and tables; pictures count as one."""
        names = [subject.file for subject in SUBJECTS]
        return (READ_ME, *names, "pictures", *([DATABASE] if self.has_database else []))


Progress = Callable[[int, int], bool]
"""Called with what is done of what there is; answering False stops the export."""


class _Stopped(Exception):  # noqa: N818 - never leaves this module
    """Somebody wants no export after all."""


class Exporting:
    """Writes everything into a folder.

    Args:
        folder: where it goes.
        now: the clock.
        version: LibDesk's.
        tiles: the words of each tile by its code.
    """

    def __init__(
        self, folder: ExportFolder, now: Clock, version: str, tiles: Mapping[str, str]
    ) -> None:
        self._folder = folder
        self._now = now
        self._version = version
        self._tiles = tiles

    def run(self, progress: Progress = lambda _done, _of: True) -> Exported | None:
        """Export everything.

        Args:
            progress: called at least every few hundredths of a second.

        Returns:
            What was written; None when it was stopped, and then nothing is left of it.

        Raises:
            Refusal: the folder is not empty.
            Unavailable: it cannot be written; nothing is left of it.
        """
        self._folder.begin()
        try:
            exported = self._export(progress)
            self._folder.finish()
        except _Stopped:
            self._folder.discard()
            return None
        except BaseException:
            self._folder.discard()
            raise
        return exported

    def _export(self, progress: Progress) -> Exported:
        at = self._now()
        # The copy is told as one half of the work: how it compares is not known beforehand.
        snapshot = self._folder.take(lambda done, of: progress(done, 2 * max(of, 1)))
        if snapshot is None:
            raise _Stopped
        steps = _Steps(snapshot.count(), progress)
        rows: dict[str, int] = {}
        for subject in SUBJECTS:
            rows[subject.key] = 0
            self._folder.write_table(subject.file, _lines(subject, snapshot, rows, steps))
        with closing(snapshot.pictures()) as shown:
            for name, content in shown:
                self._folder.write_picture(name, content)
                steps.one(ask=True)
        with closing(snapshot.attachments()) as kept:
            for name, content in kept:
                self._folder.write_attachment(name, content)
                steps.one(ask=True)
        facts = Facts(
            at=at,
            version=self._version,
            library=snapshot.word(LIBRARY),
            rows=rows,
            has_database=self._folder.has_database,
            tiles=self._tiles,
        )
        self._folder.write_note(READ_ME, read_me(facts))
        steps.ask()
        return Exported(rows, self._folder.has_database)


def _lines(
    subject: Subject, snapshot: Snapshot, rows: dict[str, int], steps: "_Steps"
) -> Stream[Sequence[str]]:
    yield subject.header
    with closing(snapshot.rows(subject.key)) as found:
        for row in found:
            yield tuple(map(text_of, row))
            rows[subject.key] += 1
            steps.one(ask=rows[subject.key] % ROWS_AT_ONCE == 0)


class _Steps:
    """Counts what is done after the copy, and asks whether to go on."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = max(total, 1)
        self._progress = progress
        self._done = 0

    def one(self, *, ask: bool) -> None:
        """Count one row or picture."""
        self._done += 1
        if ask:
            self.ask()

    def ask(self) -> None:
        """Tell how far it is; raise when it is to be stopped."""
        done = min(self._done, self._total)
        if not self._progress(self._total + done, 2 * self._total):
            raise _Stopped
