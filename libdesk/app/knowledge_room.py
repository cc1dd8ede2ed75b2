"""The desk's How-to room: put together when somebody first goes there; nobody begins with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from libdesk.app.late_database import LateDatabase
from libdesk.app.places import HOW_TO
from libdesk.app.site import now, who
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.domain.problems import Problem
    from libdesk.services.knowledge import Knowledge
    from libdesk.ui.knowledge.sheets_page import SheetsPage


class KnowledgeRoom(QObject):
    """Furnishes the room on the first visit.

    Args:
        open_unit: the desk's database.
        tasks: the threads.
        window: shows the room.
        look: the theme.
        terms: makes the page of the terms; None where there is none.
    """

    print_requested = Signal(object, str)
    """Somebody wants a sheet or checklist on paper: what reads it, and its id."""

    def __init__(
        self,
        open_unit: LateDatabase,
        tasks: Tasks,
        window: DeskWindow,
        look: Theme,
        terms: Callable[[], QWidget] | None = None,
    ) -> None:
        super().__init__(window)
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._terms = terms
        self._knowledge: Knowledge | None = None
        self._page: SheetsPage | None = None
        window.room_chosen.connect(self._on_room)
        self._on_room(window.chosen_room())

    def knowledge(self) -> "Knowledge":
        """Return what reads and changes the sheets, for whoever prints them."""
        if self._knowledge is None:
            from libdesk.app.shipped_sheets import shipped_sheets
            from libdesk.services.knowledge import Knowledge

            self._knowledge = Knowledge(self._open_unit, shipped_sheets, now, who=who())
        return self._knowledge

    def write_from(self, problem: "Problem") -> None:
        """Go there with the beginnings of a sheet that is made of how a problem was fixed."""
        self._window.sidebar.choose(HOW_TO)
        self._furnished().write(self.knowledge().draft_from(problem))

    def _on_room(self, place: int) -> None:
        if place == HOW_TO:
            self._furnished()

    def _on_print(self, sheet_id: str) -> None:
        self.print_requested.emit(self.knowledge(), sheet_id)

    def _furnished(self) -> "SheetsPage":
        if self._page is None:
            from libdesk.ui.knowledge.sheets_page import KnowledgeParts, SheetsPage

            parts = KnowledgeParts(self.knowledge(), now, self._terms)
            self._page = SheetsPage(parts, self._tasks, self._look)
            self._page.print_requested.connect(self._on_print)
            self._window.set_page(HOW_TO, self._page)
        return self._page
