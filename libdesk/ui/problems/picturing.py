"""Pictures for every page that takes them: one page to look at them, one taker of screens."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.picture_flow import PictureFlow
from libdesk.ui.problems.picture_page import PicturePage
from libdesk.ui.problems.picture_strip import PictureStrip
from libdesk.ui.problems.picture_taking import Grab, ScreenTaker, grab_screen
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


class Picturing(QObject):
    """Serves the pages of one window.

    Args:
        window: shows the pages.
        tasks: the threads.
        look: the theme.
        allowed: pictures may be sent from this computer.
        grab: takes a screen.
    """

    def __init__(
        self,
        window: FormWindow,
        tasks: Tasks,
        look: Theme,
        *,
        allowed: bool,
        grab: Grab = grab_screen,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._allowed = allowed
        self._look = look
        self._taker = ScreenTaker(window, grab=grab)
        self._page: PicturePage | None = None
        self.is_taking = False
        """The window is out of sight for a moment; it comes back."""
        self._taker.taken.connect(self._on_back)
        self._taker.not_taken.connect(self._on_back)

    def serve(self, page: QWidget, strip: PictureStrip) -> None:
        """Let pictures come into a page: taken, chosen, pasted or dropped.

        Args:
            page: the page; it is shown again when a picture has been looked at.
            strip: where its pictures are.
        """
        if self._page is None:
            self._page = PicturePage(self._look, self._tasks)
        flow = PictureFlow(strip, page, self._page, self._taker, self._tasks)
        flow.set_allowed(self._allowed)
        strip.screen_requested.connect(self._on_taking)
        flow.page_requested.connect(self._show_picture)
        way = _Way(self._window, page, flow)
        flow.page_left.connect(way.go_back)

    def _on_taking(self) -> None:
        self.is_taking = True

    def _on_back(self) -> None:
        self.is_taking = False

    def _show_picture(self) -> None:
        if self._page is not None:
            self._window.show_page(self._page)


class _Way(QObject):
    """Knows which page a picture belongs to."""

    def __init__(self, window: FormWindow, page: QWidget, flow: QObject) -> None:
        super().__init__(flow)
        self._window = window
        self._page = page

    def go_back(self) -> None:
        """Show the page again."""
        self._window.show_page(self._page)
