"""The desk's copies: kept coming in the background, shown in a room, put back when asked for."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import Begin, DeskParts
from libdesk.app.places import BACKUPS
from libdesk.app.site import now
from libdesk.services.errors import Refusal, Unavailable
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks, on_gui_thread
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.domain.today import BackupFacts
    from libdesk.services.backups import Backups, BackupState
    from libdesk.services.restoring import Newer, Restored
    from libdesk.ui.backups.backups_page import BackupsPage
    from libdesk.ui.backups.copies_reader import CopiesReader
    from libdesk.ui.backups.keeper import Keeper
    from libdesk.ui.trouble_page import TroublePage

RETIRE_WAIT_S = 15.0
"""So long whoever works with the database may take to give it back before a copy is put there."""


class BackupsRoom(QObject):
    """Furnishes the room on the first visit; the copies are made whether or not anybody comes.

    Args:
        parts: what the desk runs on.
        open_unit: the desk's database.
        tasks: the threads.
        window: shows the room.
        look: the theme.

    Signals:
        restore_requested: the path of a copy that is to be the database.
        put_back: it is the database now, or is not; the next start tells which.
        finished: the last copy was made, as far as that was possible.
    """

    restore_requested = Signal(object)
    put_back = Signal()
    finished = Signal()

    def __init__(
        self,
        parts: DeskParts,
        open_unit: LateDatabase,
        tasks: Tasks,
        window: DeskWindow,
        look: Theme,
    ) -> None:
        super().__init__(window)
        self._parts = parts
        self._open_unit = open_unit
        self._tasks = tasks
        self._window = window
        self._look = look
        self._is_damaged = False
        self._backups: Backups | None = None
        self._keeper: Keeper | None = None
        self._state: BackupState | None = None
        self._page: BackupsPage | None = None
        self._rescuer: CopiesReader | None = None
        is_real = parts.begin is not Begin.SAMPLE
        self._is_kept = is_real and isinstance(parts.database, Path)
        window.room_chosen.connect(self._on_room)
        window.rescue_requested.connect(self.rescue)
        self._on_room(window.chosen_room())

    def begin(self) -> None:
        """Keep the copies coming from now on; a server's database is copied on the server."""
        if self._is_kept:
            self._settle().begin()
            self._tell_restored()

    def facts(self) -> "BackupFacts | None":
        """Return how the copies stood when they were last looked at; None while nobody has."""
        from libdesk.domain.today import BackupFacts

        state = self._state
        if state is None:
            return None
        here, second = state.here, state.second
        return BackupFacts(
            here.last.copy.made_at if here.last else None,
            second is not None,
            second.last.copy.made_at if second and second.last else None,
            here.failed_at,
            here.trouble,
        )

    def show(self) -> None:
        """Show the room, in front of whatever covers the rooms."""
        self._window.cover(None)
        self._window.sidebar.choose(BACKUPS)

    def copy_now(self) -> None:
        """Make a copy now."""
        if self._is_kept:
            self._settle().copy_now()

    def finish(self) -> None:
        """Make the last copy; `finished` tells. It comes before a list that is being read."""
        if self._page is not None:
            self._page.stop_reading()
        if self._rescuer is not None:
            self._rescuer.stop()
        if self._keeper is None:
            self.finished.emit()
        else:
            self._keeper.finish()

    def rescue(self, page: "TroublePage") -> None:
        """Show the copies below what is said of a database that can't be opened."""
        from libdesk.ui.backups.backups_page import connect_list
        from libdesk.ui.backups.copies_card import CopiesCard
        from libdesk.ui.backups.copies_reader import CopiesReader

        self._is_damaged = True
        self._settle()
        if self._backups is None:
            return
        card = CopiesCard(self._look, now)
        if self._rescuer is not None:
            self._rescuer.stop()
        self._rescuer = reader = CopiesReader(self._backups, self._newer, self._tasks, self)
        connect_list(card, reader)
        reader.found.connect(card.ask_about_first)
        card.restore_requested.connect(self.restore_requested)
        page.show_below(card)
        reader.read()

    def restore(self, copy: Path) -> None:
        """Put a copy in the database's place; nobody may be asking for it any more."""
        self._tasks.long(
            lambda: self._restore(copy), self._on_restored, owner=self, failed=self._on_not_restored
        )

    def _settle(self) -> "Keeper":
        if self._keeper is None:
            # Imported here: the desk's first frames have no use for any of it.
            from libdesk.services.backups import Backups
            from libdesk.storage.backups import FileCopies, NoteFile
            from libdesk.ui.backups.keeper import Keeper

            database = Path(self._parts.database).resolve()
            self._backups = Backups(
                FileCopies(database, self._open_unit.use), NoteFile(database), now
            )
            self._keeper = Keeper(self._backups, self._tasks, self, self._parts.keep_every_ms)
            self._keeper.trouble_changed.connect(partial(self._window.say, source="copies"))
            self._keeper.state_told.connect(self._on_state)
            self._keeper.finished.connect(self.finished)
        return self._keeper

    def _on_state(self, state: "BackupState") -> None:
        self._state = state

    def _on_room(self, place: int) -> None:
        if place == BACKUPS and self._page is None:
            self._furnish()

    def _furnish(self) -> None:
        from libdesk.ui.backups.backups_page import BackupsPage, BackupsParts, ServerPage

        if not self._is_kept:
            self._window.set_page(BACKUPS, ServerPage(_why_not(self._parts), self._look))
            return
        keeper = self._settle()
        if self._backups is None:
            return
        parts = BackupsParts(self._backups, keeper, self._newer, now)
        self._page = BackupsPage(parts, self._tasks, self._look)
        self._page.restore_requested.connect(self.restore_requested)
        self._window.set_page(BACKUPS, self._page)

    def _newer(self, copy: Path) -> "Newer":
        from libdesk.storage.restoring import PuttingBack

        is_at_work = not self._is_damaged
        return PuttingBack(self._parts.database, now, is_at_work=is_at_work).newer(copy)

    def _restore(self, copy: Path) -> "Restored":
        from libdesk.storage.restoring import PuttingBack

        if not self._open_unit.retire(RETIRE_WAIT_S):
            raise Unavailable(
                "LibDesk was still busy with the database, so the copy was not put in its place. "
                "Nothing was changed. Close LibDesk, open it again, and try once more."
            )
        return PuttingBack(
            self._parts.database, now, is_damaged=self._is_damaged, on_gui_thread=on_gui_thread
        ).restore(copy)

    def _on_restored(self, restored: "Restored") -> None:
        from libdesk.ui.backups.wording import restored_words

        self._end(restored_words(restored, now()))

    def _on_not_restored(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self._end(error.sentence)
        else:
            self._tasks.unhandled.emit(error)
            self._end("")

    def _end(self, words: str) -> None:
        """Leave word for the next start, which begins with what lies there now."""

        def work() -> None:
            if self._backups is not None:
                self._backups.leave_word(words)

        self._tasks.long(work, self._on_end, owner=self, failed=self._on_end)

    def _on_end(self, _result: object) -> None:
        self.put_back.emit()

    def _tell_restored(self) -> None:
        backups = self._backups
        if backups is not None:
            self._tasks.long(
                backups.take_word,
                lambda words: self._window.say(words, source="restored") if words else None,
                owner=self,
                quiet=True,
            )


def _why_not(parts: DeskParts) -> str:
    """Return why no copies are made here."""
    if parts.begin is Begin.SAMPLE:
        return QCoreApplication.translate(
            "BackupsRoom", "The made-up library is not copied: nothing in it is real."
        )
    from libdesk.storage.backups import ON_A_SERVER

    return ON_A_SERVER
