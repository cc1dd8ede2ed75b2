"""What begins first behind the painted window: threads, the database, and a look at the first page.

The first page is looked up on its own thread while the pages that show it are loaded and built.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSettings

from libdesk.app.bugs import note
from libdesk.app.emptying import CLOSING_WAIT_MS
from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.places import INBOX
from libdesk.domain.inbox import View
from libdesk.services.first_look import FirstLook
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.inbox.memory import recall_order
from libdesk.ui.lists import PAGE
from libdesk.ui.tasks import Tasks

Shows = Callable[[FirstLook | None], None]
"""Shows a first look; None where there is none, and the database must be opened to know more."""


class Opening(QObject):
    """The desk's threads and its database, with a first look that is under way.

    Args:
        parts: what the desk runs on.
        window: tells which room is looked at.
        memory: remembers the inbox's order.
    """

    def __init__(self, parts: DeskParts, window: DeskWindow, memory: QSettings) -> None:
        super().__init__(window)
        self.tasks = Tasks(self)
        self.database = LateDatabase(parts.database)
        self._look: FirstLook | None = None
        self._is_over = False
        self._shows: Shows | None = None
        look: Callable[[], FirstLook | None] = self.database.look_at_today
        if window.chosen_room() == INBOX:
            order = recall_order(memory)
            look = partial(self.database.look_at_inbox, View.NEEDS_ME, order, PAGE)
        self.tasks.database(look, self._on_look, owner=self, failed=self._on_no_look)

    def show_with(self, shows: Shows) -> None:
        """Have the first look shown, now or as soon as it is over; once."""
        if self._is_over:
            shows(self._look)
        else:
            self._shows = shows

    def close(self) -> bool:
        """Let go of threads and database, after the last event; say whether all work has ended."""
        all_ended = self.tasks.close(CLOSING_WAIT_MS / 1000)
        self.database.close()
        return all_ended

    def _on_look(self, look: FirstLook | None) -> None:
        self._look, self._is_over = look, True
        if self._shows is not None:
            self._shows(look)

    def _on_no_look(self, error: Exception) -> None:
        note(error)
        self._on_look(None)  # who opens the database tells what is the matter
