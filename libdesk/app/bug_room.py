"""Where a face's bugs and its support bundle are told: put together when first needed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from libdesk.app.bugs import Bugs
    from libdesk.logs import Trace
    from libdesk.services.support import Support
    from libdesk.ui.bugs.bug_teller import BugTeller
    from libdesk.ui.tasks import Tasks
    from libdesk.ui.theme import Theme


class BugRoom(QObject):
    """Opens the dialog of bugs and that of the support bundle.

    It has threads of its own: those of the face may hang in what is to be told.

    Args:
        bugs: hears of them.
        make_support: puts the bundle's sources together.
        look: the theme.
        parent: its owner.

    Signals:
        restart_requested: somebody wants LibDesk to start anew.
    """

    restart_requested = Signal()

    def __init__(
        self, bugs: "Bugs", make_support: "Callable[[], Support]", look: "Theme", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bugs = bugs
        self._make_support = make_support
        self._look = look
        self._teller: BugTeller | None = None
        self._tasks: Tasks | None = None
        bugs.met.connect(self._on_bug)

    def show_support(self, over: "QWidget | None") -> None:
        """Open what runs here and the support bundle, over a window."""
        from libdesk.app.site import now
        from libdesk.app.support import version_lines
        from libdesk.ui.support.support_dialog import SupportDialog
        from libdesk.ui.tasks import Tasks

        if self._tasks is None:
            self._tasks = Tasks(self)
            self._tasks.unhandled.connect(self._bugs.report)
        support = self._make_support()
        SupportDialog(support, self._tasks, version_lines(), now, self._look, over).open()

    def close(self) -> bool:
        """Let go of the threads; say whether they have ended."""
        return self._tasks is None or self._tasks.close(0)

    def _on_bug(self, bug: "Trace") -> None:
        if self._teller is None:
            self._teller = self._make_teller()
        self._teller.tell(bug)

    def _make_teller(self) -> "BugTeller":
        from libdesk.app.support import version_lines
        from libdesk.ui.bugs.bug_teller import BugTeller

        made = BugTeller(self._look, version_lines(), can_restart=True, parent=self)
        made.support_requested.connect(self.show_support)
        made.restart_requested.connect(self.restart_requested)
        return made
