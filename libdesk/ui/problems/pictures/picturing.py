"""Pictures for every page that takes them: one page to look at them, one taker of screens."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.pictures.picture_flow import PictureFlow
from libdesk.ui.problems.pictures.picture_page import PicturePage
from libdesk.ui.problems.pictures.picture_strip import PictureStrip
from libdesk.ui.problems.pictures.picture_taking import Grab, ScreenTaker, grab_screen
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
        self._flows: dict[PictureStrip, PictureFlow] = {}
        self._warned: PictureStrip | None = None
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
        self._flows[strip] = flow
        strip.destroyed.connect(partial(self._on_gone, strip))
        strip.screen_requested.connect(self._on_taking)
        way = _Way(self._window, page, self._page, flow)
        flow.page_requested.connect(way.show_picture)
        flow.page_left.connect(way.go_back)

    def is_in_the_way(self, strip: PictureStrip) -> bool:
        """Say, once for each wait, whether a picture is still being read that Send would lose.

        A share that never answers must not hold a report back: whoever sends again sends it
        without.
        """
        flow = self._flows.get(strip)
        is_reading = flow is not None and flow.is_reading
        tells = is_reading and self._warned is not strip
        self._warned = strip if is_reading else None
        return tells

    def still_reading(self) -> str:
        """Return what `is_in_the_way` means, and what to do."""
        return self.tr(
            "A picture is still being read. Wait for it, or press Send again to send without it."
        )

    def _on_gone(self, strip: PictureStrip) -> None:
        """Let go of a picture whose report is gone, so that others get the page."""
        flow = self._flows.pop(strip, None)
        if flow is not None and flow.is_shown and self._page is not None:
            flow.give_up()  # it would show its page again, which is gone
            self._page.forget()
            self._page.left_out.emit()

    def _on_taking(self) -> None:
        self.is_taking = True

    def _on_back(self) -> None:
        self.is_taking = False


class _Way(QObject):
    """Knows which page a picture belongs to."""

    def __init__(
        self, window: FormWindow, page: QWidget, picture: PicturePage, flow: PictureFlow
    ) -> None:
        super().__init__(flow)
        self._window = window
        self._page = page
        self._picture = picture
        self._flow = flow
        page.installEventFilter(self)

    def show_picture(self) -> None:
        """Show the picture; when another page is in use, as soon as its own is shown again."""
        if self._window.page in (self._page, self._picture):
            self._window.show_page(self._picture)
            self._picture.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the picture that waits, once its page is there again."""
        if event.type() is QEvent.Type.Show and self._flow.is_shown:
            QTimer.singleShot(0, self, self._show_waiting)
        return super().eventFilter(watched, event)

    def _show_waiting(self) -> None:
        if self._flow.is_shown:
            self.show_picture()

    def go_back(self) -> None:
        """Show the page again, as it was left."""
        self._window.return_to(self._page)
