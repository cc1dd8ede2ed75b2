"""The desk's window: the sidebar, the room that was chosen, and what stands in when none opens.

It knows no problem and no database. It paints before anything is read.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from libdesk.paths import NAME
from libdesk.ui import icons, theme
from libdesk.ui.sidebar import Sidebar
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from libdesk.services.places import Overview
    from libdesk.ui.trouble_page import TroublePage

USUAL_SIZE = QSize(1340, 800)
TITLE_BAR = 48
"""Pixels left for the window's own frame on a small screen."""

_GEOMETRY = "window/geometry"


class DeskWindow(QWidget):
    """One window.

    Args:
        look: the theme.
        memory: remembers size and place.

    Signals:
        painted: it has been painted for the first time.
        room_chosen: somebody goes into a room; its place.
        close_requested: somebody closes it; whoever runs the desk decides what that means.
        retry_requested: try once more to open the database.
        quit_requested: end LibDesk.
    """

    painted = Signal()
    room_chosen = Signal(int)
    close_requested = Signal()
    retry_requested = Signal()
    quit_requested = Signal()

    def __init__(self, look: Theme, memory: QSettings) -> None:
        super().__init__()
        self._look = look
        self._memory = memory
        self._was_painted = False
        self._may_close = False
        self._is_in_trouble = False
        self._trouble: TroublePage | None = None
        self._count = 0
        self._build()
        self._connect()
        self._recall()

    def add_room(self, words: str, icon: str) -> int:
        """Add a room, still bare; return its place in the sidebar."""
        self._rooms.insertWidget(self._count, QWidget())
        self._rooms.setCurrentIndex(0)
        self._count += 1
        return self._sidebar.add_room(words, icon)

    def chosen_room(self) -> int:
        """Return the place of the room that was chosen last."""
        return self._sidebar.chosen()

    def set_page(self, place: int, page: QWidget) -> None:
        """Furnish a room."""
        was_shown = self._rooms.currentIndex() == place
        bare = self._rooms.widget(place)
        self._rooms.insertWidget(place, page)
        if bare is not None:
            self._rooms.removeWidget(bare)
            bare.deleteLater()
        if was_shown:
            self._rooms.setCurrentWidget(page)

    def show_count(self, place: int, count: int) -> None:
        """Show how much is to be done in a room."""
        self._sidebar.show_count(place, count)

    def show_overview(self, overview: "Overview") -> None:
        """Show the library's name."""
        self._sidebar.show_overview(overview)
        self.setWindowTitle(f"{overview.library} \N{EN DASH} {NAME}" if overview.library else NAME)

    def show_trouble(self, sentence: str) -> None:
        """Show why there is no room to show; "" shows the chosen room again."""
        self._is_in_trouble = bool(sentence)
        if not sentence:
            self._rooms.setCurrentIndex(self.chosen_room())
            return
        if self._trouble is None:
            self._trouble = self._build_trouble()
        self._rooms.setCurrentWidget(self._trouble)
        self._trouble.say(sentence)

    def say(self, sentence: str) -> None:
        """Say something about the desk itself over every room; "" takes it off."""
        self._banner.say(sentence)

    def show_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot of Tasks.busy_changed
        """Show that work goes on."""
        self._busy.setVisible(busy)

    def bring_forward(self) -> None:
        """Show the window in front of all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first frame."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sidebar its share."""
        super().resizeEvent(event)
        self._sidebar.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; whether the program ends is not the window's to say."""
        self._memory.setValue(_GEOMETRY, self.saveGeometry())
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self.close_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Remember the place when the window is put away."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            self._memory.setValue(_GEOMETRY, self.saveGeometry())

    def _build(self) -> None:
        px = self._look.px
        self.setWindowTitle(NAME)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(icons.icon("libdesk", self._look.tokens.accent, 64))
        self._sidebar = Sidebar(self._look)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(px(theme.TINY))
        self._busy.setAccessibleName(self.tr("Working"))
        policy = self._busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(policy)
        self._busy.hide()
        self._close_banner = Button(self.tr("Close"), enter_presses=False)
        self._banner = Banner(self._look, "notice", (self._close_banner,))
        self._rooms = QStackedWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._busy)
        above = QVBoxLayout()
        above.setContentsMargins(px(theme.HUGE), 0, px(theme.HUGE), 0)
        above.addWidget(self._banner)
        column.addLayout(above)
        column.addWidget(self._rooms, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addLayout(column, 1)

    def _build_trouble(self) -> "TroublePage":
        from libdesk.ui.trouble_page import TroublePage  # noqa: PLC0415 - most starts need none

        made = TroublePage(self._look)
        made.retry_requested.connect(self.retry_requested)
        made.quit_requested.connect(self.quit_requested)
        self._rooms.addWidget(made)
        return made

    def _connect(self) -> None:
        self._sidebar.room_chosen.connect(self._on_room)
        self._close_banner.clicked.connect(self._banner.hide)

    def _on_room(self, place: int) -> None:
        if not self._is_in_trouble:
            self._rooms.setCurrentIndex(place)
        self.room_chosen.emit(place)

    def _recall(self) -> None:
        state = self._memory.value(_GEOMETRY)
        if isinstance(state, QByteArray) and self.restoreGeometry(state):
            return
        usual = QSize(self._look.px(USUAL_SIZE.width()), self._look.px(USUAL_SIZE.height()))
        screen = QGuiApplication.primaryScreen().availableSize() - QSize(0, TITLE_BAR)
        self.resize(usual.boundedTo(screen))
