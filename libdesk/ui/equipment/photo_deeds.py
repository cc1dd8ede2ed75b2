"""What is done with one photo or paper: named, removed and brought back, seen, saved elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from libdesk import files
from libdesk.domain.attachments import Attachment
from libdesk.domain.problems import Picture
from libdesk.services.attachments import Attaching
from libdesk.services.errors import Unavailable
from libdesk.services.ports import Clock
from libdesk.ui.equipment.photo_row import PhotoRow
from libdesk.ui.inbox.picture_view import PictureView
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


def _write(path: Path, content: bytes) -> None:
    files.write_durably(path, content)


@dataclass(frozen=True, slots=True)
class PhotosParts:
    """What the card is given.

    Attributes:
        attaching: the use cases.
        now: tells the time.
        folder: where files are saved to at first.
        write: writes a file that is saved elsewhere; on a worker.
    """

    attaching: Attaching
    now: Clock
    folder: Path
    write: Callable[[Path, bytes], None] = _write


class PhotoDeeds(QWidget):
    """Does it; never seen itself.

    Args:
        parts: what it works with.
        tasks: the threads.
        look: the theme.
        card: over whose window a picture is shown.

    Signals:
        changed: something is other than it was.
        removed: the Attachment that is gone.
        came_back: the Attachment that is there again.
        saved: the path of a file that was written.
        failed: an exception: why not.
    """

    changed = Signal()
    removed = Signal(object)
    came_back = Signal(object)
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, parts: PhotosParts, tasks: Tasks, look: Theme, card: QWidget) -> None:
        super().__init__(card)
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._card = card
        self._gone: Attachment | None = None
        self.hide()

    def rename(self, attachment: Attachment, words: str) -> None:
        """Store other words below it."""
        work = partial(self._parts.attaching.set_caption, attachment, words)
        self._tasks.database(
            work, lambda _one: self.changed.emit(), owner=self, failed=self.failed.emit
        )

    def remove(self, attachment: Attachment) -> None:
        """Take it away; it can be brought back."""
        work = partial(self._parts.attaching.remove, attachment)
        self._tasks.database(work, self._on_removed, owner=self, failed=self.failed.emit)

    def undo(self) -> None:
        """Bring back what was removed last, once."""
        gone, self._gone = self._gone, None
        if gone is not None:
            work = partial(self._parts.attaching.put_back, gone)
            self._tasks.database(work, self.came_back.emit, owner=self, failed=self.failed.emit)

    def forget(self) -> None:
        """Bring nothing back any more."""
        self._gone = None

    def open(self, row: PhotoRow) -> None:
        """Show a picture over the whole window; never in another program."""
        self._tasks.outside(
            partial(self._parts.attaching.content, row.attachment),
            partial(self._show, row),
            owner=row,
            failed=self.failed.emit,
            key="open",
        )

    def save(self, attachment: Attachment) -> None:
        """Ask for a place, and write it there."""
        asking = QFileDialog(self._card, self.tr("Save"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setFileMode(QFileDialog.FileMode.AnyFile)
        asking.setDefaultSuffix(attachment.kind.value)
        asking.setDirectory(str(self._parts.folder))
        asking.selectFile(attachment.name)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(partial(self.save_to, attachment))
        asking.open()

    def save_to(self, attachment: Attachment, chosen: str) -> None:
        """Write it to a file that was chosen."""
        work = partial(_save, self._parts, attachment, Path(chosen))
        self._tasks.outside(work, self.saved.emit, owner=self, failed=self.failed.emit)

    def _on_removed(self, attachment: Attachment) -> None:
        self._gone = attachment
        self.removed.emit(attachment)

    def _show(self, row: PhotoRow, content: bytes) -> None:
        one = row.attachment
        picture = Picture(one.caption or one.name, one.kind.media_type, content)
        view = PictureView(self._look, self._tasks, picture, self._card.window())
        view.open_over(row.picture)


def _save(parts: PhotosParts, attachment: Attachment, path: Path) -> Path:
    content = parts.attaching.content(attachment)
    try:
        parts.write(path, content)
    except OSError as error:
        why = (error.strerror or "the disk does not answer").lower()
        raise Unavailable(f"{path} could not be written: {why}. Choose another folder.") from error
    return path
