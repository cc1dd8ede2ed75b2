"""Saves a paper under a name that somebody chooses, and keeps e-mail drafts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from libdesk.domain.file_names import file_name
from libdesk.services.errors import Refusal, Unavailable
from libdesk.ui.papers.parts import Letter, PaperParts
from libdesk.ui.papers.wording import not_saved_words
from libdesk.ui.tasks import Tasks

FOLDER = "papers/folder"
"""Under this name the folder is remembered in which a paper was saved last."""


class Saving(QObject):
    """Asks where to, and writes on a worker's thread.

    Args:
        parts: what writes, and what remembers.
        tasks: the threads.
        window: over which the question is asked.

    Signals:
        begun: something is written.
        saved: the path of the file.
        drafted: the path of an e-mail's draft.
        refused: a sentence: why it was not saved.
        failed: an exception that nobody expected.
    """

    begun = Signal()
    saved = Signal(object)
    drafted = Signal(object)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, parts: PaperParts, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._tasks = tasks
        self._window = window
        self._is_busy = False  # one question, or one file, at a time: whoever presses twice

    def ask(self, title: str, ending: str, kind: str, make: Callable[[], bytes]) -> None:
        """Ask for a name, then make the file and save it; returns at once.

        Args:
            title: the paper's.
            ending: such as ".pdf".
            kind: what such files are called.
            make: makes the file; on a worker's thread.
        """
        if self._is_busy:
            return
        self._is_busy = True
        asking = QFileDialog(self._window, self.tr("Save"))
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setFileMode(QFileDialog.FileMode.AnyFile)
        asking.setNameFilter(f"{kind} (*{ending})")
        asking.setDefaultSuffix(ending.removeprefix("."))
        asking.setDirectory(str(self._folder()))
        asking.selectFile(self.name(title, ending))
        asking.fileSelected.connect(partial(self._save, make))
        asking.rejected.connect(self._rest)
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def name(self, title: str, ending: str) -> str:
        """Return the name that is suggested."""
        return file_name(title, ending, self._parts.today(), otherwise=self.tr("Paper"))

    def draft(self, letter: Letter) -> None:
        """Keep an e-mail's draft; nothing while something is written."""
        if self._is_busy:
            return
        self._write(partial(self._parts.draft, letter), Path(letter.name), self.drafted.emit)

    def _folder(self) -> Path:
        remembered = str(self._parts.memory.value(FOLDER, ""))
        return Path(remembered) if remembered else self._parts.documents

    def _save(self, make: Callable[[], bytes], chosen: str) -> None:
        path = Path(chosen)
        self._parts.memory.setValue(FOLDER, str(path.parent))
        write = self._parts.write

        def work() -> Path:
            write(path, make())
            return path

        self._write(work, path, self.saved.emit)

    def _write(self, work: Callable[[], Path], path: Path, done: Callable[[Path], None]) -> None:
        def kept(path: Path) -> None:
            self._rest()
            done(path)

        def failed(error: Exception) -> None:
            self._rest()
            if isinstance(error, Unavailable | Refusal):
                self.refused.emit(error.sentence)
            elif isinstance(error, OSError):
                self.refused.emit(not_saved_words(error, path))
            else:
                self.failed.emit(error)

        self._is_busy = True
        self.begun.emit()
        self._tasks.papers(work, kept, owner=self, failed=failed, quiet=True)

    def _rest(self) -> None:
        self._is_busy = False
