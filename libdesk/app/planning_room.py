"""The desk's room for planned work: it appears when first used, and is furnished on a visit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.app.late_database import LateDatabase
from libdesk.app.places import PLANNED
from libdesk.app.site import now, who
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.places import Places
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from libdesk.services.outages import Outages
    from libdesk.ui.planning.planning_page import PlanningPage

_LATER_MS = 1_000 + 1_000 * int(UNDO_LASTS.total_seconds())


class PlanningRoom(QObject):
    """Furnishes the room on the first visit.

    Args:
        open_unit: the desk's database.
        tasks: the threads.
        window: shows the room.
        look: the theme.

    Signals:
        changed: something was stored; forms may be told something else now.
        print_requested: what reads the log of outages, and the branch's code; "" for all.
    """

    changed = Signal()
    print_requested = Signal(object, str)

    def __init__(
        self, open_unit: LateDatabase, tasks: Tasks, window: DeskWindow, look: Theme
    ) -> None:
        super().__init__(window)
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._log: Outages | None = None
        self._page: PlanningPage | None = None
        # A notice may leave when the time to take it back is over: then it is published.
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self.changed)
        window.room_chosen.connect(self._on_room)
        window.sidebar.entered.connect(self._on_entered)
        self._on_room(window.chosen_room())

    def begin(self) -> None:
        """Show the way to the room where something is in it; the database is open."""
        self._tasks.database(self._is_used, self._on_used, owner=self, failed=_leave, quiet=True)

    def show_change(self, change_id: int) -> None:
        """Go to planned work."""
        self._window.sidebar.choose(PLANNED)
        self._furnished().show_change(change_id)

    def _is_used(self) -> bool:
        with self._open_unit() as unit:
            planning = unit.planning
            kinds = (planning.changes, planning.requirements, planning.outages)
            return any(entries.count() for entries in kinds)

    def _on_used(self, is_used: bool) -> None:  # noqa: FBT001 - what was read
        if is_used:
            self._window.sidebar.offer_room(PLANNED)

    def _on_room(self, place: int) -> None:
        if place == PLANNED:
            self._furnished()

    def _on_entered(self, place: int) -> None:
        """Put the hands where the room's keys work."""
        if place == PLANNED:
            self._furnished().focus_first()

    def _on_print(self, branch: str) -> None:
        self.print_requested.emit(self._log, branch)

    def _branches(self) -> "Mapping[str, str]":
        return Places(self._open_unit).overview().branches

    def _furnished(self) -> "PlanningPage":
        if self._page is None:
            # Imported here: the desk's start has no use for any of it.
            from libdesk.services.outages import Outages
            from libdesk.services.planned_changes import PlannedChanges
            from libdesk.services.requirements import Requirements
            from libdesk.ui.planning.planning_page import PlanningPage, PlanningParts

            named, database = who(), self._open_unit
            self._log = Outages(database, now, named)
            parts = PlanningParts(
                PlannedChanges(database, now, named),
                Requirements(database, now, named),
                self._log,
                self._branches,
                now,
            )
            self._page = PlanningPage(parts, self._tasks, self._look)
            self._page.changed.connect(self.changed)
            self._page.changed.connect(self._later.start)
            self._page.print_requested.connect(self._on_print)
            self._window.set_page(PLANNED, self._page)
        return self._page


def _leave(_error: Exception) -> None:
    """Leave the way hidden: who opens the database tells what is the matter."""
