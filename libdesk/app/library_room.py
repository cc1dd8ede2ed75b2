"""The desk's third room: put together when somebody first goes there; nobody begins with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from libdesk.app.export_room import ExportRoom
from libdesk.app.first_run import FirstRun
from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import DeskParts
from libdesk.app.places import LIBRARY
from libdesk.app.site import load_questions, now, who
from libdesk.services.places import Places
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from libdesk.services.item_gates import Rules


class LibraryRoom(QObject):
    """Furnishes the room on the first visit.

    Args:
        parts: where the database lies, and the data folder.
        with_work: the desk's database, and the threads.
        window: shows the room.
        look: the theme.
        first_run: leads to set-up.
        rules: returns what the library's rules say of an item.
    """

    changed = Signal()
    """Something was saved that every form should hear of."""

    def __init__(
        self,
        parts: DeskParts,
        with_work: tuple[LateDatabase, Tasks],
        window: DeskWindow,
        look: Theme,
        first_run: FirstRun,
        rules: "Callable[[], Rules]",
    ) -> None:
        super().__init__(window)
        self._parts = parts
        open_unit, tasks = with_work
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._is_furnished = False
        self._first_run = first_run
        self._rules = rules
        self.export = ExportRoom(open_unit, parts.data.root, tasks, window, look)
        window.room_chosen.connect(self._on_room)
        self._on_room(window.chosen_room())

    def _on_room(self, place: int) -> None:
        if place == LIBRARY and not self._is_furnished:
            self._is_furnished = True
            self._furnish()

    def _furnish(self) -> None:
        # Imported here: the desk's start has no use for any of it.
        from libdesk.app.glossary import load_plain_words
        from libdesk.app.shipped import usual_targets
        from libdesk.domain.tiles import faces
        from libdesk.services.library import Library
        from libdesk.ui.places.library_halves import LibraryHalves
        from libdesk.ui.places.library_page import LibraryPage, LibraryParts

        places = Places(self._open_unit)
        library = Library(self._open_unit, now, who=who())
        tiles = {face.code: face.text for face in faces(load_questions())}
        parts = LibraryParts(
            library,
            lambda: places.overview().branches,
            now,
            tiles,
            usual_targets(),
            can_set_up=self._first_run.can_set_up,
            plain_words=load_plain_words,
        )
        page = LibraryPage(parts, self._tasks, self._look)
        page.changed.connect(self.changed)
        page.set_up_requested.connect(self._first_run.set_up)
        page.export_requested.connect(self.export.open)
        halves = LibraryHalves(
            page, lambda: self._rooms(lambda: places.overview().branches), self._look
        )
        self._window.set_page(LIBRARY, halves)

    def _rooms(self, branches: "Callable[[], Mapping[str, str]]") -> "QWidget":
        from libdesk.app.rooms_room import photos_parts, rooms_panel

        photos = photos_parts(self._open_unit, self._parts.database, self._parts.data.root)
        return rooms_panel(self._open_unit, photos, self._rules, branches, self._tasks, self._look)
