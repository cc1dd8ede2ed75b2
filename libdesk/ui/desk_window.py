"""The desk's window: the sidebar, the room that was chosen, and what stands in when none opens.

It knows no problem and no database. It paints before anything is read.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from libdesk.paths import NAME
from libdesk.ui import icons, theme
from libdesk.ui.sidebar import Sidebar
from libdesk.ui.theme import Theme
from libdesk.ui.usual_size import GEOMETRY, recall
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from libdesk.services.places import Overview
    from libdesk.ui.trouble_page import TroublePage


class DeskWindow(QWidget):
    """One window.

    Args:
        look: the theme.
        memory: remembers size and place.
        strip: stands above everything for as long as the window lives; None for nothing.

    Signals:
        painted: it has been painted for the first time.
        room_chosen: somebody goes into a room; its place.
        close_requested: somebody closes it; whoever runs the desk decides what that means.
        retry_requested: try once more to open the database.
        rescue_requested: show what could be put in the database's place; the page for it.
        quit_requested: end LibDesk.
        support_requested: show what runs here, and the support bundle.

    Attributes:
        sidebar: chooses the room.
        above: what stands above every room.
    """

    painted = Signal()
    room_chosen = Signal(int)
    close_requested = Signal()
    retry_requested = Signal()
    rescue_requested = Signal(object)
    quit_requested = Signal()
    support_requested = Signal()

    def __init__(self, look: Theme, memory: QSettings, strip: QWidget | None = None) -> None:
        super().__init__()
        self._strip = strip
        self._look = look
        self._memory = memory
        self._was_painted = False
        self._may_close = False
        self._is_in_trouble = False
        self._trouble: TroublePage | None = None
        self._cover: QWidget | None = None
        self._count = 0
        self._said: dict[str, str] = {}
        self._build()
        self._connect()
        recall(self, memory, look)

    def add_room(self, words: str, icon: str) -> int:
        """Add a room, still bare; return its place in the sidebar."""
        self._rooms.insertWidget(self._count, QWidget())
        self._rooms.setCurrentIndex(0)
        self._count += 1
        return self.sidebar.add_room(words, icon)

    def chosen_room(self) -> int:
        """Return the place of the room that was chosen last."""
        return self.sidebar.chosen()

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
        self.sidebar.show_count(place, count)

    def show_overview(self, overview: "Overview") -> None:
        """Show the library's name."""
        self.sidebar.show_overview(overview)
        self.setWindowTitle(f"{overview.library} \N{EN DASH} {NAME}" if overview.library else NAME)

    def show_trouble(self, sentence: str, *, offers_restore: bool = False) -> None:
        """Show why there is no room to show; "" shows the chosen room again."""
        self._is_in_trouble = bool(sentence)
        if not sentence:
            self._show_room()
            return
        if self._trouble is None:
            self._trouble = self._build_trouble()
        self._rooms.setCurrentWidget(self._trouble)
        self._trouble.say(sentence, offers_restore=offers_restore)

    def cover(self, page: QWidget | None) -> None:
        """Show a page in the place of all rooms and of the way to them; None shows them again."""
        gone, self._cover = self._cover, page
        self.sidebar.setVisible(page is None)
        if page is not None:
            self._rooms.addWidget(page)
        self._show_room()
        if gone is not None:
            self._rooms.removeWidget(gone)
            gone.deleteLater()
            if (room := self._rooms.currentWidget()) is not None:
                room.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, source: str = "") -> None:
        """Say something about the desk itself over every room.

        Args:
            sentence: the words; "" takes off what this source has said.
            source: who says it; each stands in a line of its own.
        """
        self._said[source] = sentence
        self._banner.say("\n".join(filter(None, self._said.values())))

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
        self.sidebar.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; whether the program ends is not the window's to say."""
        self._memory.setValue(GEOMETRY, self.saveGeometry())
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self.close_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Remember the place when the window is put away."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            self._memory.setValue(GEOMETRY, self.saveGeometry())

    def _build(self) -> None:
        px = self._look.px
        self.setWindowTitle(NAME)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(icons.icon("libdesk", self._look.tokens.accent, 64))
        self.sidebar = Sidebar(self._look)
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
        self.above = QVBoxLayout()
        self.above.setContentsMargins(px(theme.HUGE), 0, px(theme.HUGE), 0)
        self.above.addWidget(self._banner)
        column.addLayout(self.above)
        column.addWidget(self._rooms, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self._strip is not None:
            whole.addWidget(self._strip)
        whole.addLayout(row, 1)

    def _build_trouble(self) -> "TroublePage":
        from libdesk.ui.trouble_page import TroublePage  # noqa: PLC0415 - most starts need none

        made = TroublePage(self._look)
        made.retry_requested.connect(self.retry_requested)
        made.restore_requested.connect(lambda: self.rescue_requested.emit(made))
        made.quit_requested.connect(self.quit_requested)
        made.support_requested.connect(self.support_requested)
        self._rooms.addWidget(made)
        return made

    def _connect(self) -> None:
        self.sidebar.room_chosen.connect(self._show_room)
        self.sidebar.room_chosen.connect(self.room_chosen)
        self.sidebar.about_requested.connect(self.support_requested)
        self._close_banner.clicked.connect(self._banner.hide)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.quit_requested)

    def _show_room(self) -> None:
        if self._is_in_trouble:
            return
        if self._cover is not None:
            self._rooms.setCurrentWidget(self._cover)
        else:
            self._rooms.setCurrentIndex(self.chosen_room())
