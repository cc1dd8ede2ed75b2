"""Ctrl+E at the desk: everything into a folder. Put together when somebody asks for it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QKeySequence, QShortcut

from libdesk import __version__
from libdesk.app.late_database import LateDatabase
from libdesk.app.site import load_guidance, now
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.services.exporting import Exporting
    from libdesk.ui.export.export_dialog import ExportDialog


class ExportRoom(QObject):
    """Opens the window for an export; while it is open, brings it forward.

    Args:
        database: the desk's database.
        data: the data folder.
        tasks: the threads.
        window: the desk's window.
        look: the theme.
    """

    def __init__(
        self, database: LateDatabase, data: Path, tasks: Tasks, window: DeskWindow, look: Theme
    ) -> None:
        super().__init__(window)
        self._database = database
        self._data = data
        self._tasks = tasks
        self._window = window
        self._look = look
        self._dialog: ExportDialog | None = None
        shortcut = QShortcut(QKeySequence("Ctrl+E"), window)
        shortcut.activated.connect(self.open)

    def open(self) -> None:
        """Open the window."""
        from libdesk.ui.export.export_dialog import ExportDialog, ExportParts

        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        parts = ExportParts(self._exporting, suggested_folder)
        self._dialog = ExportDialog(parts, self._tasks, self._look, self._window)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def _forget(self) -> None:
        self._dialog = None

    def _exporting(self, folder: Path) -> "Exporting":
        from libdesk.services.exporting import Exporting
        from libdesk.storage.export_files import ExportFiles

        tiles = {tile.code: tile.text for tile in load_guidance().categories}
        return Exporting(
            ExportFiles(folder, self._database.use, data=self._data), now, __version__, tiles
        )


def suggested_folder() -> Path:
    """Return a folder that is not there yet, among somebody's documents."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(kind) or Path.home())
    today = date.today()  # noqa: DTZ011 - the day on the wall, for a name that people read
    wanted = documents / f"LibDesk export {today.isoformat()}"
    number = 2
    while wanted.exists():
        wanted = documents / f"LibDesk export {today.isoformat()} ({number})"
        number += 1
    return wanted
