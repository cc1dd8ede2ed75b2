"""The desk's composition root: the window at once, and everything else after its first frame."""

import argparse
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from libdesk import paths
from libdesk.app.bug_room import BugRoom
from libdesk.app.bugs import Bugs
from libdesk.app.ending import end
from libdesk.app.parts import Begin, DeskParts
from libdesk.app.places import DONATIONS, PLANNED
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
    from libdesk.app.now_telling import NowTelling
    from libdesk.app.opening import Opening
    from libdesk.services.support import Support

DONE, REFUSED = 0, 1

FIRST_FRAME_MS = 5
"""So long the first frame has the computer to itself."""

OPENING_TAKES_S = 10.0
"""An icon is clicked again when nothing is to be seen yet: so long a second start waits."""


class Desk(QObject):
    """The desk on one data folder: paints first, then furnishes its rooms.

    Args:
        app: the program.
        parts: what it runs on.
        look: the theme of the desk that was open before; None for a new one.
    """

    ready = Signal()
    """The rooms are there; the database is being opened."""
    look_around_requested = Signal()
    """The made-up library is there, and somebody wants to go into it."""
    own_requested = Signal()
    """Leave the made-up library and begin with one's own."""
    reopen_requested = Signal(object)
    """Reports come by another way: open once more, with this Site."""
    ended = Signal()
    """Held words are out, as far as that was possible, and the window is closed."""

    def __init__(self, app: QApplication, parts: DeskParts, look: Theme | None = None) -> None:
        super().__init__(app)
        app.setQuitOnLastWindowClosed(False)
        self._parts = parts
        self.look = look or Theme(app, parts.dark)
        self._memory = _private_memory(parts.data.window_state)
        self._telling: NowTelling | None = None
        self._is_quitting = False
        self._opening: Opening | None = None
        self.rooms: Rooms | None = None
        self.wants_restart = False
        self.bugs = Bugs(self)
        self.bug_room = BugRoom(self.bugs, self._make_support, self.look, self)
        self.bug_room.restart_requested.connect(self._on_restart)
        self.window = DeskWindow(self.look, self._memory, self._strip())
        self.window.add_room(self.tr("Today"), "today")
        self.window.add_room(self.tr("Inbox"), "inbox")
        self.window.add_room(self.tr("Equipment"), "equipment")
        self.window.add_room(self.tr("How-to"), "sheet")
        self.window.add_room(self.tr("Library"), "settings")
        self.window.add_room(self.tr("Backups"), "copies")
        self.window.add_room(self.tr("Planned work"), "planned")
        self.window.add_room(self.tr("Donations"), "gift")
        for rare in (PLANNED, DONATIONS):
            self.window.sidebar.offer_room(rare, is_offered=False)  # they appear when first used
        self.window.painted.connect(self._on_painted)
        self.window.close_requested.connect(self._on_close)
        self.window.quit_requested.connect(self.quit)
        self.window.support_requested.connect(lambda: self.bug_room.show_support(self.window))

    @property
    def begins(self) -> Begin:
        """What it was opened with."""
        return self._parts.begin

    def show(self, notice: str = "") -> None:
        """Show the window; the rest begins with its first frame.

        Args:
            notice: what is wrong with the settings; "" when nothing is.
        """
        self.window.say(notice)
        self.window.show()

    def open_at(self, number: str = "") -> None:
        """Show the window in front of all others; at a report, where one is named."""
        self.window.bring_forward()
        if self._telling is not None:
            self._telling.window_is_back()
        if number and self.rooms is not None:
            self.rooms.today.show_number(number)

    def quit(self) -> None:
        """Let held words leave, then end the program."""
        self._is_quitting = True
        self.window.hide()
        if self._telling is not None:
            self._telling.close()
            self._telling = None
        if self.rooms is None:
            self._end()
            return
        self.rooms.emptied.connect(self._end)
        self.rooms.empty()

    def copy_now(self) -> None:
        """Make a copy of the database: a command asks for it."""
        if self.rooms is not None:
            self.rooms.backups_room.copy_now()

    def close(self) -> bool:
        """Let go of threads and database, after the last event; say whether all work has ended."""
        begun = self.rooms or self._opening
        have_ended = (begun is None or begun.close(), self.bug_room.close())
        self._memory.sync()
        return all(have_ended)

    def let_go(self) -> None:
        """Let go of everything that can be seen; for a desk after which another one opens."""
        self.window.deleteLater()
        self.deleteLater()

    def _strip(self) -> QWidget | None:
        if self._parts.begin is not Begin.SAMPLE:
            return None
        from libdesk.ui.first_run.sample_strip import SampleStrip

        strip = SampleStrip(self.look)
        strip.own_requested.connect(self.own_requested)
        return strip

    def _on_painted(self) -> None:
        QTimer.singleShot(FIRST_FRAME_MS, self, self._load)

    def _load(self) -> None:
        # On its own, so that the window answers once more between loading and building.
        from libdesk.app.opening import Opening

        opening = self._opening = Opening(self._parts, self.window, self._memory)
        from libdesk.app import front_rooms  # noqa: F401 - for the rooms
        from libdesk.app.desk_rooms import Rooms  # noqa: F401 - for `_furnish`

        QTimer.singleShot(0, self, partial(self._furnish, opening))

    def _furnish(self, opening: "Opening") -> None:
        from libdesk.app.desk_rooms import Rooms

        self.rooms = Rooms(self._parts, opening, self.window, self.look, self._memory)
        self.rooms.opened.connect(self._begin_telling)
        self.rooms.bug_met.connect(self.bugs.report)
        self.rooms.first_run.sample_made.connect(self.look_around_requested)
        self.rooms.first_run.reopen_requested.connect(self._on_moved)
        self.rooms.put_back.connect(self._on_put_back)
        self.ready.emit()

    def _begin_telling(self) -> None:
        from libdesk.app.now_telling import NowTelling

        if self._telling is not None or self.rooms is None:
            return  # the database was opened once more
        if self._parts.begin is Begin.SAMPLE:
            return  # nobody is to be called for what is not real
        has_tray = self._parts.has_tray
        telling = NowTelling(self.window, self.look, self._memory, has_tray=has_tray)
        telling.open_requested.connect(self.open_at)
        telling.quit_requested.connect(self.quit)
        self.rooms.now_reported.connect(telling.report)
        self.rooms.unseen_changed.connect(telling.settle)
        self._telling = telling

    def _on_close(self) -> None:
        if self._telling is None or self.rooms is None or not self.rooms.is_collecting:
            self.quit()
            return
        self.window.hide()
        self._telling.tell_still_here()

    def _make_support(self) -> "Support":
        from libdesk.app.support import make_support

        database = self.rooms.database() if self.rooms is not None else None
        return make_support(self._parts.data, self._parts.site, database)

    def _on_put_back(self) -> None:
        # Nothing that is open may remember the database that was there.
        self.wants_restart = not self._is_quitting
        self._end()

    def _on_restart(self) -> None:
        self.wants_restart = True
        self.quit()

    def _on_moved(self) -> None:
        if self.rooms is not None:
            self.reopen_requested.emit(self.rooms.first_run.site)

    def _end(self) -> None:
        self.window.leave()
        self.ended.emit()


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
        if instance.ask_to_raise(OPENING_TAKES_S):
            return DONE
        has_folder = instance.take()  # the first may have ended by now
        if not has_folder:
            print_error(f"LibDesk is open already ({instance.holder()}); it has this data folder.")
            return REFUSED
    if not has_folder:  # what is there can still be read
        notices.append(no_lock(data).sentence)
    from libdesk.app.desks import Desks

    desks = Desks(app, _parts(asked, data, site), hears_bugs=True)
    if has_folder:
        instance.raise_requested.connect(desks.open_at)
        instance.copy_requested.connect(desks.copy_now)
        desks.ready.connect(instance.listen)
    desks.ended.connect(app.quit)
    # Nothing is lost by an end at any moment, so Ctrl+C may have its plain meaning.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    desks.open(" ".join(notices))
    code = app.exec()
    all_ended = desks.close()
    instance.release()
    if desks.wants_restart:
        from libdesk.app.restarting import restart

        restart()
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
        begin=Begin.OFFER,
    )
