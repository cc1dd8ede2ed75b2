"""What a new library meets in place of the rooms: the choice, the made-up library, and set-up."""

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from libdesk.app.late_database import LateDatabase
from libdesk.app.parts import Begin, DeskParts
from libdesk.app.set_up_work import SetUpWork
from libdesk.app.site import now
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.set_up import SecondPlace, SetUp, Standing
from libdesk.settings import Site
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.services.backups import Backups
    from libdesk.ui.first_run.choice_page import ChoicePage

_LOG = logging.getLogger(__name__)


class FirstRun(QObject):
    """Covers the rooms as long as something has to come first.

    Args:
        parts: what the desk runs on.
        open_unit: its database.
        tasks: the threads.
        window: is covered.
        look: the theme.
    """

    sample_made = Signal()
    """The made-up library is there; somebody wants to go into it."""
    restore_requested = Signal()
    """There is a copy of a library to be put back."""
    moved = Signal()
    """Reports come by another way since now: see `site`; told from an outside thread."""
    changed = Signal()
    """Something was settled that every form should hear of, and the window too."""
    collect_requested = Signal()
    """Look for reports now."""
    reopen_requested = Signal()
    """Set-up was left and reports come by another way: the rooms must be built by it."""

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
        self._tasks = tasks
        self._window = window
        self._look = look
        self._has_begun = False
        self._set_up = SetUp(open_unit, _copies(parts, open_unit))
        self._work = SetUpWork(parts, open_unit, self._set_up, self.moved.emit)
        self._choice: ChoicePage | None = None
        self._stopping = threading.Event()

    @property
    def can_set_up(self) -> bool:
        """Say whether there is a library to be set up: a made-up one is not."""
        return self._parts.begin is not Begin.SAMPLE

    @property
    def site(self) -> Site:
        """The settings in use; set-up may have changed them since the start."""
        return self._work.site

    def begin(self) -> None:
        """Cover the rooms with what has to come first, if anything has; once, the database open."""
        is_asked = self._parts.begin in (Begin.OFFER, Begin.SET_UP)
        if is_asked and not self._has_begun:
            self._has_begun = True
            self._tasks.database(
                self._standing, self._on_standing, owner=self, failed=self._on_not_asked
            )

    def set_up(self) -> None:
        """Show set-up, with what is settled and what was typed."""
        # On its own, so that the window answers once more between loading and building.
        from libdesk.ui.set_up import set_up_page  # noqa: F401 - see above

        QTimer.singleShot(0, self, self._show_set_up)

    def _show_set_up(self) -> None:
        from libdesk.ui.set_up.set_up_page import SetUpPage

        page = SetUpPage(self._work.parts(), self._tasks, self._look)
        page.changed.connect(self.changed)
        page.collect_requested.connect(self.collect_requested)
        page.ended.connect(self._on_ended)
        self._choice = None
        self._window.cover(page)

    def _standing(self) -> Standing:
        """Return where set-up stands; on the database thread.

        What is offered is noted, so that it is offered again when nobody has chosen.
        """
        if self._parts.begin is Begin.SET_UP:
            self._set_up.move(Standing.BEGUN)
        standing = self._set_up.standing()
        if standing is Standing.NEW:
            self._set_up.move(Standing.OFFERED)
        return standing

    def _on_not_asked(self, error: Exception) -> None:
        # Where nothing can be saved, nothing can be set up; the rooms show what can be read.
        if not isinstance(error, Refusal | Unavailable):
            self._tasks.unhandled.emit(error)

    def _on_standing(self, standing: Standing) -> None:
        if standing in (Standing.NEW, Standing.OFFERED):
            self._offer()
        elif standing is Standing.BEGUN:
            self.set_up()

    def _offer(self) -> None:
        from libdesk.ui.first_run.choice_page import ChoicePage

        page = ChoicePage(self._look, can_restore=isinstance(self._parts.database, Path))
        page.set_up_requested.connect(self._on_set_up)
        page.look_around_requested.connect(self._on_look_around)
        page.stop_requested.connect(self._stopping.set)
        page.restore_requested.connect(self.restore_requested)
        page.skip_requested.connect(self._on_skip)
        self._choice = page
        self._window.cover(page)
        page.focus_first()

    def _on_set_up(self) -> None:
        self._move(Standing.BEGUN)
        self.set_up()

    def _on_skip(self) -> None:
        self._move(Standing.LATER)
        self._on_ended()

    def _move(self, standing: Standing) -> None:
        self._tasks.database(
            lambda: self._set_up.move(standing), lambda _: None, owner=self, failed=_note
        )

    def _on_ended(self) -> None:
        self._choice = None
        self._window.cover(None)
        if self.site.share != self._parts.site.share:
            self.reopen_requested.emit()

    def _on_look_around(self) -> None:
        from libdesk.app.sample_folder import SampleFolder

        if self._choice is None:
            return
        self._stopping.clear()
        self._choice.show_making()
        folder = SampleFolder(self._parts.data)
        self._tasks.outside(
            lambda: folder.make(lambda: not self._stopping.is_set()),
            self._on_made,
            owner=self,
            failed=self._on_not_made,
            quiet=True,
        )

    def _on_made(self, is_there: bool) -> None:  # noqa: FBT001 - what the work returned
        if is_there and not self._stopping.is_set():
            self.sample_made.emit()
        elif self._choice is not None:
            self._choice.show_choice()

    def _on_not_made(self, error: Exception) -> None:
        sentence = self.tr("The made-up library could not be made. Nothing of it was left behind.")
        if isinstance(error, Refusal | Unavailable):
            sentence = error.sentence
        else:
            self._tasks.unhandled.emit(error)
        if self._choice is not None:
            self._choice.show_choice(sentence)


def _copies(parts: DeskParts, open_unit: LateDatabase) -> SecondPlace | None:
    """Return what knows the second place of the copies; None where a server makes them."""
    if not isinstance(parts.database, Path):
        return None
    return _LateCopies(parts.database, open_unit)


class _LateCopies:
    """The port SecondPlace, loaded when it is asked: the desk's start has no use for it."""

    def __init__(self, database: Path, open_unit: LateDatabase) -> None:
        self._database = database
        self._open_unit = open_unit

    def second_place(self) -> str:
        return self._backups().second_place()

    def choose_second_place(self, folder: str) -> str:
        return self._backups().choose_second_place(folder)

    def forget_second_place(self) -> None:
        self._backups().forget_second_place()

    def _backups(self) -> "Backups":
        from libdesk.services.backups import Backups
        from libdesk.storage.backups import FileCopies, NoteFile

        database = self._database.resolve()
        return Backups(FileCopies(database, self._open_unit.use), NoteFile(database), now)


def _note(error: Exception) -> None:
    _LOG.warning("what was chosen could not be noted: %s", type(error).__name__)
