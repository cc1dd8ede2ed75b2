"""The form's window: its size, its pages, and its first page at once.

It imports no more than the first page needs, so that it is on screen in a blink; what follows is
in conversation.py.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.tiles import TileFace
from libdesk.ui.problems.tiles_page import TilesPage
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import RELEASED_AT
from libdesk.ui.widgets.tab_order import move_focus

if TYPE_CHECKING:
    # Named only: the first look at a class makes it, and none of these comes before the first page.
    from PySide6.QtGui import QCloseEvent, QKeyEvent

USUAL_SIZE = QSize(860, 720)
TITLE_BAR = 48
"""Pixels left for the window's own frame on a small screen."""


class FormWindow(QWidget):
    """One window, no menus.

    Args:
        faces: the tiles.
        place: branch and computer, as far as they are known at once.
        look: the theme.
    """

    closed = Signal()

    def __init__(self, faces: Sequence[TileFace], place: str, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._keeps_open: Callable[[], bool] | None = None
        self.setWindowTitle(self.tr("Report a problem"))
        self.setProperty("role", "page")
        self.setProperty("touch", True)  # noqa: FBT003 - a property of Qt has no name to be called by
        self._tiles = TilesPage(faces, place, look)
        self._page: QWidget = self._tiles
        # Not a stack: that would lay out the first page once more, at a size that it never has.
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._tiles)
        usual = QSize(look.px(USUAL_SIZE.width()), look.px(USUAL_SIZE.height()))
        screen = QGuiApplication.primaryScreen().availableSize() - QSize(0, TITLE_BAR)
        self.resize(usual.boundedTo(screen))
        self._tiles.focus_first()

    @property
    def tiles(self) -> TilesPage:
        """The first page."""
        return self._tiles

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._page

    def show_page(self, page: QWidget) -> None:
        """Show a page, taking it over when it is new."""
        if page is self._page:
            return
        self._page.hide()
        if self._column.indexOf(page) < 0:
            self._column.addWidget(page)
        page.show()
        self._page = page

    def return_to(self, page: QWidget) -> bool:
        """Show a page again, with the focus where it was; say whether it is still there."""
        self.show_page(page)
        here = page.focusWidget()
        if here is None or not here.isVisible():
            return False
        here.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        return True

    def prepare_page(self, page: QWidget) -> None:
        """Take over a page that is shown later, and let Qt style, measure and draw it unseen.

        It stands in the column only once it is shown: drawing a hidden page, Qt takes it for shown
        while it measures, and the page that somebody reads would make room for it.
        """
        page.hide()
        page.setParent(self)
        page.resize(self.size())
        page.grab()

    def drop_page(self, page: QWidget | None) -> None:
        """Let go of a page for good."""
        if page is not None:
            self._column.removeWidget(page)
            page.deleteLater()

    def bring_forward(self) -> None:
        """Show the window in front of all others."""
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go on as the page is read, whatever was added to it meanwhile."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyReleaseEvent(self, event: "QKeyEvent") -> None:
        """Note when a key was released, to tell a held one."""
        self.setProperty(RELEASED_AT, event.timestamp())
        super().keyReleaseEvent(event)

    def ask_before_closing(self, keeps_open: Callable[[], bool]) -> None:
        """Ask this first from now on; where it says yes, the window stays open."""
        self._keeps_open = keeps_open

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Tell that the window goes out of sight."""
        if self._keeps_open is not None and self._keeps_open():
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()
