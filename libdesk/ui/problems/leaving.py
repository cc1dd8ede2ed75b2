"""Closing the window on words that were not sent: a public computer asks about them first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from libdesk.ui.problems.asking import Asking
from libdesk.ui.problems.following_up import FollowingUp
from libdesk.ui.problems.leaving_page import LeavingPage
from libdesk.ui.problems.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SESSION_END_MS = 60_000
"""So long after a session has begun to end nothing is asked; it may be called off, too."""


class Leaving(QObject):
    """Knows whether there are words that were not sent, asks about them, and clears them.

    Args:
        stage: what it stands on.
        asking: holds a report's words.
        following_up: holds words to earlier reports.
        is_sending: says whether words are being kept right now: those are on their way.
    """

    cleared = Signal()
    """Nothing is left of what was written: the first page should be shown."""

    def __init__(
        self,
        stage: Stage,
        asking: Asking,
        following_up: FollowingUp,
        is_sending: Callable[[], bool],
    ) -> None:
        super().__init__(stage.window)
        self._window = stage.window
        self._look = stage.look
        self._is_public = stage.parts.is_public
        self._forget_copy = stage.papers.forget_copy
        self._asking = asking
        self._following_up = following_up
        self._is_sending = is_sending
        self._page: LeavingPage | None = None
        self._before: tuple[QWidget, QWidget | None] | None = None
        self._session_ends = QTimer(self, singleShot=True, interval=SESSION_END_MS)
        self._window.ask_before_closing(self._keeps_open)

    @property
    def is_asking(self) -> bool:
        """Say whether the question stands on the screen."""
        return self._before is not None and self._window.page is self._page

    def has_words(self) -> bool:
        """Say whether there are words that were typed and not sent."""
        is_aside = self._is_public and self._asking.offer.has_any
        return is_aside or self._asking.has_words() or self._following_up.has_words()

    def let_session_end(self) -> None:
        """Ask nothing: a session that ends waits for nobody."""
        self._session_ends.start()

    def clear(self) -> None:
        """Clear all that was written and not sent, here and on the disk."""
        self._before = None
        self.cleared.emit()
        self._asking.begin_anew(with_offers=True)
        self._following_up.begin_anew()
        self._forget_copy()

    def _keeps_open(self) -> bool:
        """Say whether the window must stay open: somebody is asked first, and only once."""
        if self.is_asking:
            self._go_back()  # closing once more says enough: then nothing typed is lost at least
            return False
        self._before = None  # another page has come up meanwhile
        is_seen = self._is_public and self._window.isVisible()
        is_let = self._session_ends.isActive() or self._is_sending()
        if not is_seen or is_let or not self.has_words():
            return False
        if self._page is None:
            page = self._page = LeavingPage(self._look)
            page.send_requested.connect(self._on_send)
            page.clear_requested.connect(self._on_clear)
            page.keep_requested.connect(self._window.close)
            page.back_requested.connect(self._go_back)
        self._before = self._window.page, self._window.focusWidget()
        self._page.begin(may_send=self._asking.has_words())
        self._window.show_page(self._page)
        self._page.focus_first()
        return True

    def _on_send(self) -> None:
        self._go_back()
        if self._asking.page is not None:
            self._window.show_page(self._asking.page)
            self._asking.send_requested.emit()

    def _on_clear(self) -> None:
        self.clear()
        self._window.close()

    def _go_back(self) -> None:
        if self._before is None:
            return
        (page, focused), self._before = self._before, None
        if not shiboken6.isValid(page):  # its report has been kept meanwhile
            self.cleared.emit()
            return
        self._window.show_page(page)
        if focused is not None and shiboken6.isValid(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
