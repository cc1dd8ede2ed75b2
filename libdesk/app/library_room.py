"""The desk's second room: put together when somebody first goes there; nobody begins with it."""

from PySide6.QtCore import QObject, Signal

from libdesk.app.late_database import LateDatabase
from libdesk.app.site import load_questions, now
from libdesk.services.places import Places
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

PLACE = 1
"""Its place in the sidebar."""


class LibraryRoom(QObject):
    """Furnishes the room on the first visit.

    Args:
        open_unit: the desk's database.
        tasks: the threads.
        window: shows the room.
        look: the theme.
    """

    changed = Signal()
    """Something was saved that every form should hear of."""

    def __init__(
        self, open_unit: LateDatabase, tasks: Tasks, window: DeskWindow, look: Theme
    ) -> None:
        super().__init__(window)
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._is_furnished = False
        window.room_chosen.connect(self._on_room)
        self._on_room(window.chosen_room())

    def _on_room(self, place: int) -> None:
        if place == PLACE and not self._is_furnished:
            self._is_furnished = True
            self._furnish()

    def _furnish(self) -> None:
        # Imported here: the desk's start has no use for any of it.
        from libdesk.app.shipped import usual_targets
        from libdesk.domain.tiles import faces
        from libdesk.services.library import Library
        from libdesk.ui.places.library_page import LibraryPage, LibraryParts

        places = Places(self._open_unit)
        library = Library(self._open_unit, now)
        tiles = {face.code: face.text for face in faces(load_questions())}
        parts = LibraryParts(
            library, lambda: places.overview().branches, now, tiles, usual_targets()
        )
        page = LibraryPage(parts, self._tasks, self._look)
        page.changed.connect(self.changed)
        self._window.set_page(PLACE, page)
