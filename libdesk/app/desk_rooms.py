"""The desk's rooms: database, readers, services and pages, put together after the first frame."""

import logging
import socket
import sys
import traceback
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QSettings, QTimer, Signal

from libdesk import logs
from libdesk.app.late_database import LateDatabase
from libdesk.app.library_room import LibraryRoom
from libdesk.app.parts import DeskParts
from libdesk.app.reasons import load_reasons
from libdesk.app.site import load_guidance, now
from libdesk.domain.inbox import View
from libdesk.paths import DataFolder
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.first_look import FirstLook
from libdesk.services.inbox import Inbox
from libdesk.services.places import Overview, Places
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.inbox.memory import recall_order
from libdesk.ui.lists import PAGE
from libdesk.ui.tasks import BUSY_AFTER_MS, Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.services.intake import Collected
    from libdesk.ui.inbox.collector import Collector, DeskLine

WHO = "IT"
"""Under this name the desk answers."""

CLOSING_WAIT_MS = 4_000
"""So long a closing desk waits for held words to leave; they are stored in any case."""

LINES_FIRST_MS = 50
"""So long the lines of the first look have the computer to themselves."""

_LOG = logging.getLogger(__name__)


class Rooms(QObject):
    """Everything behind the window.

    Args:
        parts: what the desk runs on.
        window: shows it.
        look: the theme.
        memory: remembers widths and orders.

    Signals:
        now_reported: numbers of reports that can't wait.
        emptied: held words are out, as far as that was possible.
    """

    now_reported = Signal(object)
    emptied = Signal()

    def __init__(
        self, parts: DeskParts, window: DeskWindow, look: Theme, memory: QSettings
    ) -> None:
        super().__init__(window)
        logs.start(parts.data.logs, "desk")
        self._parts = parts
        self._window = window
        self._look = look
        self._collector: Collector | None = None
        self.tasks = Tasks(self)
        self._open_unit = LateDatabase(parts.database)
        self._inbox = Inbox(self._open_unit, now, WHO)
        # Looked up on its own thread while the page is loaded and built here.
        self.tasks.database(
            partial(self._open_unit.look, View.NEEDS_ME, recall_order(memory), PAGE),
            self._on_look,
            owner=self,
            failed=self._on_no_look,
        )
        from libdesk.ui.inbox.inbox_page import InboxPage
        from libdesk.ui.inbox.parts import InboxParts

        self.page = InboxPage(
            InboxParts(self.tasks, self._inbox, load_guidance(), now, _places(parts), load_reasons),
            look,
            memory,
        )
        window.set_page(0, self.page)
        self.page.focus_first()
        self._library_room = LibraryRoom(self._open_unit, self.tasks, window, look)
        self._connect()

    @property
    def is_collecting(self) -> bool:
        """Say whether reports are collected in the background."""
        return self._collector is not None

    def empty(self) -> None:
        """Let held words leave; `emptied` tells, after a few seconds at most."""
        if self._collector is None:
            self.emptied.emit()
            return
        QTimer.singleShot(CLOSING_WAIT_MS, self, self.emptied.emit)
        self._collector.finished.connect(self.emptied)
        self._collector.finish()

    def close(self) -> bool:
        """Let go of threads and database, after the last event; say whether all work has ended."""
        all_ended = self.tasks.close(CLOSING_WAIT_MS / 1000)
        self._open_unit.close()
        return all_ended

    def _connect(self) -> None:
        self._window.retry_requested.connect(self._open)
        self.tasks.busy_changed.connect(self._window.show_busy)
        self.tasks.unhandled.connect(self._on_bug)
        self.page.counts_changed.connect(self._on_counts)
        self.page.first_shown.connect(self._begin_collecting)
        self.page.words_may_leave.connect(self._collect)
        self.page.test_report_requested.connect(partial(_open_form, self._parts.data))
        QTimer.singleShot(BUSY_AFTER_MS, self.page, self.page.show_opening)

    def _on_look(self, look: FirstLook | None) -> None:
        if look is None:
            self._go_on()
            return
        self._window.show_overview(look.overview)
        self.page.show_first(look)
        QTimer.singleShot(LINES_FIRST_MS, self, self._go_on)

    def _on_no_look(self, error: Exception) -> None:
        _note_bug(error)
        self._go_on()  # who opens the database tells what is the matter

    def _go_on(self) -> None:
        # One after the other: side by side they would hold each other up.
        self.page.furnish()
        self._open()

    def _open(self) -> None:
        self._window.show_trouble("")
        self.tasks.database(
            self._read_overview, self._on_open, owner=self, failed=self._on_not_open
        )

    def _read_overview(self) -> Overview:
        self._open_unit.open()
        return Places(self._open_unit).overview()

    def _on_open(self, overview: Overview) -> None:
        self._window.show_overview(overview)
        self.page.show_overview(overview)
        self.page.refresh()

    def _on_not_open(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self._window.show_trouble(error.sentence)
            return
        _note_bug(error)
        self._window.show_trouble(
            self.tr(
                "LibDesk met a mistake of its own while it opened {database}. The database was "
                "left as it was. Try again; if it happens again, send the file desk.log in {logs} "
                "to LibDesk’s makers: it holds no words of a report."
            ).format(database=self._parts.database, logs=self._parts.data.logs)
        )

    def _begin_collecting(self) -> None:
        self.tasks.outside(
            self._make_line, self._on_line, owner=self, failed=self._on_no_line, quiet=True
        )

    def _make_line(self) -> "DeskLine":
        # Only after the first lines are shown: PyNaCl, couriers and what they work with.
        from libdesk.app.shipped import settle_library
        from libdesk.delivery import sealing, ways
        from libdesk.services.bulletin import Publishing, ensure_keys
        from libdesk.services.intake import Intake
        from libdesk.ui.inbox.collector import DeskLine

        parts = self._parts
        secrets = ensure_keys(self._open_unit, sealing.make_keys)
        settle_library(self._open_unit)
        readers = ways.desk_readers(
            parts.data, parts.site, secrets=secrets, now=now, host=socket.gethostname()
        )
        return DeskLine(
            Intake(self._open_unit, readers, now),
            Publishing(self._open_unit, readers, now),
            self._inbox,
        )

    def _on_line(self, line: "DeskLine") -> None:
        from libdesk.ui.inbox.collector import Collector

        collector = Collector(self.tasks, line, self, self._parts.collect_every_ms)
        collector.collected.connect(self._on_collected)
        collector.taking.connect(self.page.refresh)
        collector.trouble_changed.connect(self._window.say)
        self._collector = collector
        self._library_room.changed.connect(collector.publish)
        collector.collect()

    def _on_no_line(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._window.say(error.sentence)
        else:
            self._on_bug(error)

    def _on_collected(self, collected: "Collected") -> None:
        if collected.new:
            self.page.refresh()
        if collected.now_numbers:
            self.now_reported.emit(collected.now_numbers)

    def _collect(self) -> None:
        if self._collector is not None:
            self._collector.collect()

    def _on_counts(self, counts: Mapping[View, int]) -> None:
        self._window.show_count(0, counts.get(View.NEEDS_ME, 0))

    def _on_bug(self, error: Exception) -> None:
        _note_bug(error)
        self._window.say(
            self.tr(
                "LibDesk met a mistake of its own. What was kept is safe, and what you typed is "
                "still there. Try it once more. The file desk.log in {logs} tells where it was."
            ).format(logs=self._parts.data.logs)
        )


def _open_form(data: DataFolder) -> None:
    arguments = ["-m", "libdesk", "report", "--data", str(data.root)]
    QProcess.startDetached(sys.executable, arguments)


def _places(parts: DeskParts) -> tuple[str, ...]:
    folders = (parts.data.inbox, parts.site.share)
    return tuple(str(folder) for folder in folders if folder is not None)


def _note_bug(error: Exception) -> None:
    """Write down where a bug showed itself; never the words that were on the way."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    _LOG.error("%s at %s", type(error).__name__, place)
