"""The Library room's two halves: what every form shows, and the rooms and closets."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Chip
from libdesk.ui.widgets.layouts import FlowLayout


class LibraryHalves(QWidget):
    """Two chips above two pages; the second one is made when somebody first wants it.

    Args:
        settings: what every form shows.
        rooms: makes the page of rooms and closets.
        look: the theme.
    """

    def __init__(self, settings: QWidget, rooms: Callable[[], QWidget], look: Theme) -> None:
        super().__init__()
        self._settings = settings
        self._make = rooms
        self._rooms: QWidget | None = None
        self._look = look
        self.setProperty("role", "page")
        self._settings_chip = Chip(self.tr("What forms show"), look)
        self._rooms_chip = Chip(self.tr("Rooms and closets"), look)
        self._group = QButtonGroup(self, exclusive=True)
        chips = FlowLayout(look.px(theme.SMALL))
        for chip in (self._settings_chip, self._rooms_chip):
            self._group.addButton(chip)
            chips.addWidget(chip)
        self._settings_chip.setChecked(True)
        self._halves = QStackedWidget()
        self._halves.addWidget(settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        edge = look.px(theme.HUGE)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(edge, edge, edge, 0)
        inside.addLayout(chips)
        column.addWidget(head)
        column.addWidget(self._halves, 1)
        self._settings_chip.clicked.connect(self.show_settings)
        self._rooms_chip.clicked.connect(self.show_rooms)

    def show_settings(self) -> None:
        """Show what every form shows."""
        self._settings_chip.setChecked(True)
        self._halves.setCurrentWidget(self._settings)

    def show_rooms(self) -> None:
        """Show the rooms and closets."""
        if self._rooms is None:
            self._rooms = QWidget()
            column = QVBoxLayout(self._rooms)
            edge = self._look.px(theme.HUGE)
            column.setContentsMargins(edge, edge, edge, edge)
            column.addWidget(self._make())
            self._halves.addWidget(self._rooms)
        self._rooms_chip.setChecked(True)
        self._halves.setCurrentWidget(self._rooms)
