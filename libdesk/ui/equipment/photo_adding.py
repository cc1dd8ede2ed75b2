"""A photo or paper on its way in: read on a worker, a picture upright and without its notes."""

import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from libdesk import files
from libdesk.domain.attachments import SIZE_LIMIT, Attachment, FileKind, Owner, taken
from libdesk.services.attachments import Attaching
from libdesk.services.errors import Refusal
from libdesk.ui.problems.pictures.picture_keeping import encoded
from libdesk.ui.problems.pictures.picture_sources import Source, read
from libdesk.ui.tasks import Tasks

_QUALITY = 88
"""Of a photo that is written anew; one of 8 million dots takes about two megabytes."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was read.

    Attributes:
        name: as it was called there.
        content: the bytes to keep.
    """

    name: str
    content: bytes = field(repr=False)


def load(source: Source) -> Brought:
    """Read what was chosen, pasted or dropped; on a worker.

    Raises:
        Refusal: it is not taken, or cannot be read.
    """
    if source.image is not None:
        return Brought(source.name, encoded(_pixels(source), source.name).content)
    content = _read_file(source.path) if source.path else source.content
    try:
        one = taken(source.name, content)
    except ValueError as error:
        raise Refusal(str(error), field="file") from error
    if not one.kind.is_picture:
        return Brought(source.name, content)
    # Upright: how a camera was held is one of the notes that go.
    image = _pixels(Source(name=source.name, content=content))
    if one.kind is FileKind.JPEG:
        return Brought(source.name, _photo(image))
    return Brought(source.name, encoded(image, source.name).content)


def _pixels(source: Source) -> QImage:
    loaded = read(source)
    if loaded.image is None:
        raise Refusal("This picture can’t be read: the file is damaged.", field="file")
    return loaded.image


def _photo(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise MemoryError(writer.errorString())
    return bytes(buffer.data().data())


def _read_file(path: str) -> bytes:
    if path.startswith(("//", "\\\\")):
        # Asking another computer for a file may hand it this one's password (trust.md, 9).
        raise Refusal("Files of this computer can be added. Copy it here first, please.")
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refusal("That is no file. PNG and JPEG pictures, and PDF files, can be added.")
        if found.st_size > SIZE_LIMIT:
            raise Refusal(f"This file is larger than {SIZE_LIMIT // 1_000_000} MB. Take a smaller.")
        return files.read_bytes(Path(path), limit=SIZE_LIMIT)
    except (OSError, ValueError) as error:
        raise Refusal("This file can’t be read. Is it still where it was?") from error


def _brought(attaching: Attaching, source: Source) -> Brought:
    """Read a file and write it where it is kept; its row comes on the database's thread."""
    brought = load(source)
    attaching.keep(brought.name, brought.content)
    return brought


class Adding(QObject):
    """Adds files one after the other: each is kept before the next one is read.

    Args:
        attaching: keeps them.
        tasks: the threads.
        parent: whose files these are.

    Signals:
        added: an Owner and an Attachment.
        failed: a file's name, and an exception: why it was not added.
        busy: what is going on, in words; "" for nothing.
    """

    added = Signal(object, object)
    failed = Signal(str, object)
    busy = Signal(str)

    def __init__(self, attaching: Attaching, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._attaching = attaching
        self._tasks = tasks
        self._waiting: list[tuple[Source, Callable[[], Owner]]] = []
        self._is_adding = False

    def add(self, sources: Sequence[Source], owner: Callable[[], Owner]) -> None:
        """Add files.

        Args:
            sources: what was chosen, pasted or dropped.
            owner: returns to what they belong; asked on the database's thread.
        """
        self._waiting.extend((source, owner) for source in sources)
        self._next()

    def _next(self) -> None:
        if self._is_adding:
            return
        if not self._waiting:
            self.busy.emit("")
            return
        self._is_adding = True
        source, owner = self._waiting.pop(0)
        left = QLocale().toString(len(self._waiting))
        words = self.tr("Adding… {count} more to go.") if self._waiting else self.tr("Adding…")
        self.busy.emit(words.format(count=left))
        self._tasks.outside(
            partial(_brought, self._attaching, source),
            partial(self._on_loaded, owner),
            owner=self,
            failed=partial(self._on_not_added, source.name),
        )

    def _on_loaded(self, owner: Callable[[], Owner], brought: Brought) -> None:
        def work() -> tuple[Owner, Attachment]:
            known = owner()
            return known, self._attaching.add(known, brought.name, brought.content)

        failed = partial(self._on_not_added, brought.name)
        self._tasks.database(work, self._on_added, owner=self, failed=failed)

    def _on_added(self, added: tuple[Owner, Attachment]) -> None:
        self._is_adding = False
        self.added.emit(*added)
        self._next()

    def _on_not_added(self, name: str, error: Exception) -> None:
        self._is_adding = False
        self.failed.emit(name, error)
        self._next()
