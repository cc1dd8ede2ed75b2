"""Which desk is open: one's own, or the made-up library's; and the way from one to the other.

One at a time, in one program: the lock of the real data folder is held throughout, so that nobody
opens the real library while somebody looks around beside it.
"""

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from libdesk.app.desk import Desk
from libdesk.app.parts import Begin, DeskParts
from libdesk.paths import DataFolder
from libdesk.settings import Site
from libdesk.ui.theme import Theme

_LOG = logging.getLogger(__name__)


class Desks(QObject):
    """Opens one desk after the other.

    Args:
        app: the program.
        parts: what one's own desk runs on.
        hears_bugs: the desk that is open takes over Python's and Qt's hooks.
    """

    ready = Signal()
    """The first desk has its rooms."""
    ended = Signal()
    """The last desk is closed."""

    def __init__(self, app: QApplication, parts: DeskParts, *, hears_bugs: bool = False) -> None:
        super().__init__(app)
        self._hears_bugs = hears_bugs
        self._app = app
        self._own = parts
        self._next: DeskParts | None = None
        self._all_ended = True
        self.desk: Desk | None = None

    @property
    def wants_restart(self) -> bool:
        """Say whether somebody wants LibDesk to be started anew after a bug."""
        return self.desk is not None and self.desk.wants_restart

    def open(self, notice: str = "") -> None:
        """Open the desk that was open last: one's own, or the made-up library.

        Args:
            notice: what is wrong with the settings; "" when nothing is.
        """
        is_looking = self._own.begin is Begin.OFFER and _is_sample_there(self._own.data)
        desk = self._made(_sample(self._own) if is_looking else self._own)
        desk.ready.connect(self.ready)
        desk.show(notice)

    def open_at(self) -> None:
        """Show the window of the desk that is open."""
        if self.desk is not None:
            self.desk.open_at()

    def copy_now(self) -> None:
        """Make a copy of the open desk's database."""
        if self.desk is not None:
            self.desk.copy_now()

    def close(self) -> bool:
        """Let go of the desk that is open; say whether all work of all of them has ended."""
        if self.desk is not None:
            self._close(self.desk)
        return self._all_ended

    def _made(self, parts: DeskParts, look: Theme | None = None) -> Desk:
        desk = Desk(self._app, parts, look)
        desk.look_around_requested.connect(self._on_look_around)
        desk.own_requested.connect(self._on_own)
        desk.reopen_requested.connect(self._on_moved)
        desk.ended.connect(self._on_ended)
        desk.ready.connect(self._on_ready)
        if self._hears_bugs:
            desk.bugs.install()
        self.desk = desk
        return desk

    def _close(self, desk: Desk) -> None:
        self._all_ended &= desk.close()
        if self._hears_bugs:
            desk.bugs.remove()

    def _on_look_around(self) -> None:
        self._change_to(_sample(self._own))

    def _on_own(self) -> None:
        self._change_to(replace(self._own, begin=Begin.SET_UP))

    def _on_moved(self, site: Site) -> None:
        self._own = replace(self._own, site=site)
        self._change_to(self._own)

    def _change_to(self, parts: DeskParts) -> None:
        if self._next is None and self.desk is not None:
            self._next = parts
            self.desk.quit()

    def _on_ended(self) -> None:
        parts, self._next = self._next, None
        if parts is None or self.desk is None:
            self.ended.emit()
            return
        gone = self.desk
        self._close(gone)
        gone.let_go()
        self._made(parts, gone.look).show()

    def _on_ready(self) -> None:
        """Remove the made-up library where nobody is in it: one that was left, or never whole."""
        desk = self.desk
        if desk is None or desk.rooms is None or self._own.begin is not Begin.OFFER:
            return
        from libdesk.app.sample_folder import SampleFolder

        folder = SampleFolder(self._own.data)
        is_left = desk.begins is Begin.SET_UP
        desk.rooms.tasks.outside(
            folder.remove if is_left else folder.clear,
            lambda _: None,
            owner=self,
            failed=_note,
            quiet=True,
        )


def _sample(own: DeskParts) -> DeskParts:
    """Return what the made-up library's desk runs on: nothing that is anybody's."""
    data = DataFolder(own.data.sample)
    return replace(
        own,
        data=data,
        database=data.database,
        site=Site(),
        has_tray=False,
        begin=Begin.SAMPLE,
    )


def _is_sample_there(data: DataFolder) -> bool:
    return DataFolder(data.sample).database.is_file()


def _note(error: Exception) -> None:
    _LOG.warning("the made-up library is not gone yet: %s", type(error).__name__)
