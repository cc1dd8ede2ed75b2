"""Tells of bugs in one dialog at a time; a storm of the same counts up and never stacks."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from libdesk.logs import Trace
from libdesk.ui.bugs.bug_dialog import BugDialog
from libdesk.ui.bugs.rescue import typed_words
from libdesk.ui.theme import Theme

QUIET_S = 60.0
"""After a dialog was closed, the same bug opens none for so long: it may come every few seconds."""

KINDS_LIMIT = 20
"""So many different bugs are told apart in one dialog."""


class BugTeller(QObject):
    """Opens the dialog.

    Args:
        look: the theme.
        versions: a few lines for the details.
        can_restart: LibDesk can be started anew.
        clock: counts seconds.

    Signals:
        support_requested: somebody wants the support bundle; the dialog that it stands over.
        restart_requested: somebody wants LibDesk to start anew.
    """

    support_requested = Signal(QWidget)
    restart_requested = Signal()

    def __init__(
        self,
        look: Theme,
        versions: str,
        *,
        can_restart: bool,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._versions = versions
        self._can_restart = can_restart
        self._clock = clock
        self._dialog: BugDialog | None = None
        self._met: dict[Trace, int] = {}
        self._closed_at: dict[Trace, float] = {}

    def tell(self, bug: Trace) -> None:
        """Tell of a bug: in the dialog that stands open, else in a new one."""
        if bug in self._met or len(self._met) < KINDS_LIMIT:
            self._met[bug] = self._met.get(bug, 0) + 1
        if self._dialog is not None:
            self._say(self._dialog)
            return
        if self._clock() - self._closed_at.get(bug, -QUIET_S) < QUIET_S:
            return
        self._open()

    def _open(self) -> None:
        dialog = BugDialog(
            self._look,
            typed_words(),
            self._details(),
            can_restart=self._can_restart,
            parent=_window(),
        )
        # Before anything else can fail: a bug in what follows must find it open.
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.support_requested.connect(self._on_support)
        dialog.restart_requested.connect(self.restart_requested)
        dialog.finished.connect(self._on_closed)
        self._say(dialog)
        dialog.open()

    def _say(self, dialog: BugDialog) -> None:
        dialog.count_up(sum(self._met.values()))
        dialog.set_details(self._details())

    def _details(self) -> str:
        parts = [self._versions]
        parts += [f"{bug.text} ({times})" for bug, times in self._met.items()]
        return "\n\n".join(parts)

    def _on_support(self) -> None:
        self.support_requested.emit(self._dialog)

    def _on_closed(self) -> None:
        at = self._clock()
        self._closed_at.update(dict.fromkeys(self._met, at))
        self._met.clear()
        self._dialog = None


def _window() -> QWidget | None:
    """Return the window over which it stands: the active one, else any that is in sight."""
    active = QApplication.activeWindow()
    if active is not None:
        return active
    seen = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
    return seen[0] if seen else None
