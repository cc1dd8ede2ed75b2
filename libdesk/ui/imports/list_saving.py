"""Saves a list of equipment as a file that somebody names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from libdesk.domain.file_names import file_name
from libdesk.domain.item_lists import ItemFilter
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.item_export import Shape
from libdesk.ui.tasks import Tasks

FOLDER = "imports/saved-to"
"""Under this name the folder is remembered in which a list was saved last."""


@dataclass(frozen=True, slots=True)
class ListForm:
    """In which form a list is saved.

    Attributes:
        words: as an entry of a menu.
        kind: what such files are called.
        ending: such as ".xlsx".
        shape: of whom its columns are.
    """

    words: str
    kind: str
    ending: str
    shape: Shape = Shape.OWN


def forms() -> tuple[ListForm, ...]:
    """Return the forms, the likeliest first."""
    return (
        ListForm(_tr("Excel…"), _tr("Excel"), ".xlsx"),
        ListForm(_tr("CSV…"), _tr("CSV"), ".csv"),
        ListForm(_tr("CSV for Snipe-IT…"), _tr("CSV for Snipe-IT"), ".csv", Shape.SNIPE_IT),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("imports", words)


class ListSaving(QObject):
    """Asks for a name, and writes on a worker's thread.

    Args:
        write: writes a list; on a worker's thread. Raises Refusal and Unavailable.
        tasks: the threads.
        memory: remembers the folder.
        window: over which the question is asked.

    Signals:
        saved: the path of the file.
        refused: why it was not saved, as a sentence.
    """

    saved = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        write: Callable[[Path, ItemFilter, str], None],
        tasks: Tasks,
        memory: QSettings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._do_write = write
        self._tasks = tasks
        self._memory = memory
        self._window = window

    def ask(self, form: ListForm, filter_: ItemFilter, documents: Path, today: date) -> None:
        """Ask for a name; returns at once.

        Args:
            form: in which form.
            filter_: which items.
            documents: the folder that is suggested first.
            today: the day, for the name.
        """
        asking = QFileDialog(self._window, self.tr("Save the list"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setFileMode(QFileDialog.FileMode.AnyFile)
        asking.setNameFilter(f"{form.kind} (*{form.ending})")
        asking.setDefaultSuffix(form.ending.removeprefix("."))
        asking.setDirectory(str(self._memory.value(FOLDER, "")) or str(documents))
        title = self.tr("Equipment")
        asking.selectFile(file_name(title, form.ending, today, otherwise=title))
        asking.fileSelected.connect(partial(self._save, form, filter_))
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _save(self, form: ListForm, filter_: ItemFilter, chosen: str) -> None:
        path = Path(chosen)
        self._memory.setValue(FOLDER, str(path.parent))
        write, shape = self._do_write, form.shape.value
        self._tasks.outside(
            lambda: write(path, filter_, shape),
            lambda _: self.saved.emit(path),
            owner=self,
            failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self.refused.emit(error.sentence)
        else:
            self._tasks.unhandled.emit(error)
