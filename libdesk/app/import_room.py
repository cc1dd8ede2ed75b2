"""Reading lists of equipment in at the desk, and saving them. Put together when it is asked for."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from libdesk.app.late_database import LateDatabase
from libdesk.domain.item_lists import ItemFilter
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from libdesk.domain.item_history import ChangeSet
    from libdesk.services.item_import import ItemImport
    from libdesk.ui.imports.import_dialog import ImportDialog
    from libdesk.ui.imports.list_saving import ListForm

_EVERYTHING = ItemFilter()


class ImportRoom(QObject):
    """Opens the window for reading lists in; while it is open, brings it forward.

    Args:
        folder: where it is kept how lists were read.
        with_work: the desk's database, and the threads.
        window: the desk's window.
        look: the theme.
        memory: remembers folders.
        items: returns what reads lists in.

    Signals:
        changed: the list of equipment is another one.
        told: something was done, as a sentence.
        refused: why something could not be done, as a sentence.
    """

    changed = Signal()
    told = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        folder: Path,
        with_work: tuple[LateDatabase, Tasks],
        window: QWidget,
        look: Theme,
        memory: QSettings,
        items: "Callable[[], ItemImport]",
    ) -> None:
        super().__init__(window)
        self._folder = folder
        self._database, self._tasks = with_work
        self._window = window
        self._look = look
        self._memory = memory
        self._items = items
        self._dialog: ImportDialog | None = None
        self._last: ChangeSet | None = None
        self.take_back_action = QAction(self.tr("Take a list back"), self)
        self.take_back_action.setEnabled(False)
        self.take_back_action.triggered.connect(self._take_back)
        self.changed.connect(self.refresh)

    def open(self) -> None:
        """Open the window."""
        from libdesk.app.import_jobs import KeptMaps
        from libdesk.app.import_work import DeskImporting
        from libdesk.ui.imports.import_dialog import ImportDialog
        from libdesk.ui.imports.parts import ImportParts

        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        # The signal comes home by itself: it is sent from a worker's thread.
        importing = DeskImporting(self._items(), KeptMaps(self._folder), self.changed.emit)
        parts = ImportParts(importing, self._memory, _documents())
        self._dialog = ImportDialog(parts, self._tasks, self._look, self._window)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def refresh(self) -> None:
        """Look which list could be taken back."""
        # What reads lists in is loaded there: nobody who comes into the room waits for it.
        self._tasks.database(self._read_last, self._show_last, owner=self, key="last", quiet=True)

    def _read_last(self) -> "ChangeSet | None":
        return self._items().last()

    def save_menu(self, filter_: ItemFilter = _EVERYTHING) -> QMenu:
        """Return the menu that saves a list: as Excel, as CSV, or for Snipe-IT.

        Args:
            filter_: which items.
        """
        from libdesk.ui.imports.list_saving import forms

        menu = QMenu(self._window)
        for form in forms():
            action = menu.addAction(form.words)
            action.triggered.connect(partial(self.save_list, form, filter_))
        return menu

    def save_list(self, form: "ListForm", filter_: ItemFilter = _EVERYTHING) -> None:
        """Ask for a name, and save a list under it."""
        from libdesk.ui.imports.list_saving import ListSaving

        today = date.today()  # noqa: DTZ011 - the day on the wall, for a name that people read
        saving = ListSaving(self._write, self._tasks, self._memory, self._window)
        saving.saved.connect(self._on_saved)
        saving.refused.connect(self.refused)
        saving.ask(form, filter_, _documents(), today)

    def _write(self, path: Path, filter_: ItemFilter, shape: str) -> None:
        from libdesk.app.list_files import write_list
        from libdesk.services.item_export import ItemExport, Shape

        write_list(path, ItemExport(self._database).sheet(filter_, Shape(shape)))

    def _show_last(self, last: "ChangeSet | None") -> None:
        from libdesk.ui.imports.wording import items_count_words

        self._last = last
        self.take_back_action.setEnabled(last is not None)
        if last is None:
            self.take_back_action.setText(self.tr("Take a list back"))
            return
        words = self.tr("Take back: {title}, {items}")
        told = words.format(title=last.title, items=items_count_words(last.count))
        self.take_back_action.setText(told.replace("&", "&&"))

    def _take_back(self) -> None:
        last = self._last
        if last is None:
            return
        self.take_back_action.setEnabled(False)
        items = self._items()
        self._tasks.database(
            lambda: items.undo(last.id),
            lambda touched: self._on_taken_back(last.title, len(touched)),
            owner=self,
            failed=self._on_failed,
        )

    def _on_taken_back(self, title: str, count: int) -> None:
        from libdesk.ui.imports.wording import items_count_words

        words = self.tr("{title} was taken back: {items} as before.")
        self.told.emit(words.format(title=title, items=items_count_words(count)))
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        from libdesk.services.errors import Conflict, Refusal, Unavailable

        self.refresh()
        if isinstance(error, Refusal | Unavailable | Conflict):
            self.refused.emit(error.sentence)
        else:
            self._tasks.unhandled.emit(error)

    def _on_saved(self, path: Path) -> None:
        self.told.emit(self.tr("Saved: {name}").format(name=path.name))

    def _forget(self) -> None:
        self._dialog = None


def _documents() -> Path:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind) or Path.home())
