"""Saves the refused rows with the reasons: a file to mend and to read in again."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from libdesk.services.errors import Refusal, Unavailable
from libdesk.ui.imports.parts import ImportParts, Worked
from libdesk.ui.tasks import Tasks


class RefusedRows(QObject):
    """Asks where to, and writes on a worker's thread.

    Args:
        parts: what writes, and where to at first.
        tasks: the threads.
        window: over which the question is asked.

    Signals:
        saved: the name of the file.
        failed: a sentence: why it was not saved.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, parts: ImportParts, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._tasks = tasks
        self._window = window

    def ask(self, source: Path, worked: Worked) -> None:
        """Ask for a name, beside the file that was read."""
        asking = QFileDialog(self._window, self.tr("Save the refused rows"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setFileMode(QFileDialog.FileMode.AnyFile)
        asking.setNameFilter(self.tr("CSV (*.csv)"))
        asking.setDefaultSuffix("csv")
        asking.setDirectory(str(source.parent))
        asking.selectFile(self.tr("{name} - fix these.csv").format(name=source.stem))
        asking.fileSelected.connect(partial(self._save, worked))
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _save(self, worked: Worked, chosen: str) -> None:
        path = Path(chosen)
        write = self._parts.importing.write_refused
        self._tasks.outside(
            lambda: write(path, worked),
            lambda _: self.saved.emit(path.name),
            owner=self,
            failed=partial(self._on_failed, path),
            quiet=True,
        )

    def _on_failed(self, path: Path, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self.failed.emit(error.sentence)
            return
        why = error.strerror if isinstance(error, OSError) else None
        words = self.tr("{path} was not saved: {reason}. Choose another folder or name.")
        told = (why or self.tr("the disk did not say why")).lower()
        self.failed.emit(words.format(path=path, reason=told))
        if not isinstance(error, OSError):
            self._tasks.unhandled.emit(error)
