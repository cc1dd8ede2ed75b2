"""Keeps what is being typed in set-up, while the hands rest and when the page goes."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from libdesk.services.errors import Unavailable
from libdesk.services.set_up import SetUp
from libdesk.ui.tasks import Tasks

KEEP_AFTER_MS = 400
"""So long the hands rest before what they typed is kept."""


class Keeping(QObject):
    """Asks for what stands on the page, and keeps it where it is not what is kept already.

    Args:
        set_up: keeps it.
        tasks: the threads.
        draft: returns what stands on the page and is not settled.
        parent: the page.
    """

    def __init__(
        self, set_up: SetUp, tasks: Tasks, draft: Callable[[], Mapping[str, str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._set_up = set_up
        self._tasks = tasks
        self._draft = draft
        self._kept: Mapping[str, str] | None = None
        self._rest = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._rest.timeout.connect(self.keep)

    def begin(self, kept: Mapping[str, str]) -> None:
        """Begin: what was kept before has been read."""
        self._kept = dict(kept)

    def end(self) -> None:
        """Keep nothing any more."""
        self._rest.stop()
        self._kept = None

    def note(self) -> None:
        """Note that somebody typed; it is kept in a moment."""
        self._rest.start()

    def keep(self) -> None:
        """Keep what stands there now."""
        self._rest.stop()
        draft = dict(self._draft())
        if self._kept is None or draft == self._kept:
            return
        self._kept = draft
        self._tasks.database(
            lambda: self._set_up.keep(draft),
            lambda _: None,
            owner=self,
            failed=self._on_not_kept,
            quiet=True,
        )

    def _on_not_kept(self, error: Exception) -> None:
        self._kept = {}  # the next rest tries again
        if not isinstance(error, Unavailable):
            self._tasks.unhandled.emit(error)
