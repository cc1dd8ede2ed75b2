"""The desk's composition root: the window at once, and everything else after its first frame."""

import argparse
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from libdesk import paths
from libdesk.app.ending import end
from libdesk.app.parts import DeskParts
from libdesk.app.single_instance import SingleInstance
from libdesk.app.site import database_target, no_folder, no_lock, print_error, take_site
from libdesk.files import PRIVATE_FILE, make_folder
from libdesk.paths import DataFolder
from libdesk.services.errors import Refusal, Unavailable
from libdesk.settings import Site
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.app.desk_rooms import Rooms
    from libdesk.ui.tray import Tray

DONE, REFUSED = 0, 1

FIRST_FRAME_MS = 20
"""So long the first frame has the computer to itself."""


class Desk(QObject):
    """The desk on one data folder: paints first, then furnishes its rooms.

    Args:
        app: the program.
        parts: what it runs on.
    """

    ready = Signal()
    """The rooms are there; the database is being opened."""

    def __init__(self, app: QApplication, parts: DeskParts) -> None:
        super().__init__(app)
        app.setQuitOnLastWindowClosed(False)
        self._app = app
        self._parts = parts
        self._look = Theme(app, parts.dark)
        self._memory = _private_memory(parts.data.window_state)
        self._tray: Tray | None = None
        self.rooms: Rooms | None = None
        self.window = DeskWindow(self._look, self._memory)
        self.window.add_room(self.tr("Inbox"), "inbox")
        self.window.add_room(self.tr("Library"), "settings")
        self.window.painted.connect(self._on_painted)
        self.window.close_requested.connect(self._on_close)
        self.window.quit_requested.connect(self.quit)

    def show(self, notice: str = "") -> None:
        """Show the window; the rest begins with its first frame.

        Args:
            notice: what is wrong with the settings; "" when nothing is.
        """
        self.window.say(notice)
        self.window.show()

    def quit(self) -> None:
        """Let held words leave, then end the program."""
        self.window.hide()
        if self._tray is not None:
            self._tray.close()
            self._tray = None
        if self.rooms is None:
            self._end()
            return
        self.rooms.emptied.connect(self._end)
        self.rooms.empty()

    def close(self) -> bool:
        """Let go of threads and database, after the last event; say whether all work has ended."""
        self._memory.sync()
        return self.rooms is None or self.rooms.close()

    def _on_painted(self) -> None:
        QTimer.singleShot(FIRST_FRAME_MS, self, self._load)

    def _load(self) -> None:
        # On its own, so that the window answers once more between loading and building.
        from libdesk.app import desk_rooms  # noqa: F401 - for `_furnish`
        from libdesk.ui.inbox import inbox_page  # noqa: F401 - for the rooms

        QTimer.singleShot(0, self, self._furnish)

    def _furnish(self) -> None:
        from libdesk.app.desk_rooms import Rooms

        self.rooms = Rooms(self._parts, self.window, self._look, self._memory)
        if self._parts.has_tray:
            from libdesk.ui.tray import Tray

            self._tray = Tray(self._look, self)
            self._tray.open_requested.connect(self.window.bring_forward)
            self._tray.quit_requested.connect(self.quit)
            self.rooms.now_reported.connect(self._tray.tell_now)
        self.ready.emit()

    def _on_close(self) -> None:
        if self._tray is None or self.rooms is None or not self.rooms.is_collecting:
            self.quit()
            return
        self.window.hide()
        self._tray.tell_still_here()

    def _end(self) -> None:
        self.window.leave()
        self._app.quit()


def run(asked: argparse.Namespace) -> int:
    """Open the desk and return the exit code: 0, or 1 when it was refused.

    Args:
        asked: `data`, `database` and `site` from the command line.
    """
    data = paths.data_folder(asked.data)
    notices: list[str] = []
    try:
        site = take_site(asked.site, data, notices.append)
        instance = SingleInstance("desk", data.root)
    except (Refusal, Unavailable) as no:
        print_error(no.sentence)
        return REFUSED
    except OSError as error:
        print_error(no_folder(data, error).sentence)
        return REFUSED
    app = QApplication([paths.NAME])
    app.setApplicationName(paths.NAME)
    # The name of the .desktop file that started it, so that the panel shows its icon.
    app.setDesktopFileName("libdesk")
    has_folder = instance.take()
    if not has_folder and instance.is_held():
        if instance.ask_to_raise():
            return DONE
        print_error(f"LibDesk is open already ({instance.holder()}); it has this data folder.")
        return REFUSED
    if not has_folder:  # what is there can still be read
        notices.append(no_lock(data).sentence)
    desk = Desk(app, _parts(asked, data, site))
    if has_folder:
        instance.raise_requested.connect(desk.window.bring_forward)
        desk.ready.connect(instance.listen)
    # Nothing is lost by an end at any moment, so Ctrl+C may have its plain meaning.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    desk.show(" ".join(notices))
    code = app.exec()
    all_ended = desk.close()
    instance.release()
    return end(code, all_ended=all_ended)


def _private_memory(path: Path) -> QSettings:
    # Left alone, QSettings makes a file that everybody may read; a private one it leaves private.
    with suppress(OSError):
        make_folder(path.parent)
        path.touch(PRIVATE_FILE)
        path.chmod(PRIVATE_FILE)
    return QSettings(str(path), QSettings.Format.IniFormat)


def _parts(asked: argparse.Namespace, data: DataFolder, site: Site) -> DeskParts:
    return DeskParts(
        data=data,
        database=database_target(asked.database, data),
        site=site,
        has_tray=QSystemTrayIcon.isSystemTrayAvailable(),
    )
