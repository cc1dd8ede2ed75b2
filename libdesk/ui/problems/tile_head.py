"""The head of a tile's page: its picture and name, and where this is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from libdesk.domain.guidance import Category
from libdesk.ui import icons, theme
from libdesk.ui.problems.answers_form import NARROW
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.labels import label


class TileHead(Beside):
    """The place stands at the end of the name's line, or below it where there is little room.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__(look, theme.MEDIUM, NARROW)
        self._category: Category | None = None
        self._picture = label(wraps=False)
        self._title = label("", "title")
        self._place = label("", "quiet")
        row = QHBoxLayout()
        row.setSpacing(look.px(theme.MEDIUM))
        row.addWidget(self._picture)
        row.addWidget(self._title, 1)
        self.row.addLayout(row, 3)
        self.row.addWidget(self._place, 2)
        look.changed.connect(self._draw)

    def show_tile(self, category: Category) -> None:
        """Show a tile's picture and name."""
        self._category = category
        self._title.setText(category.text)
        self._draw()

    def show_place(self, words: str) -> None:
        """Show branch and computer."""
        self._place.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the way that fits, and the side on which the place stands."""
        super().resizeEvent(event)
        is_beside = self.row.direction() is Beside.BESIDE
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._place.setAlignment(end if is_beside else Qt.AlignmentFlag.AlignLeft)

    def _draw(self) -> None:
        if self._category is None:
            return
        size = self._look.px(30)
        tokens = self._look.tokens
        color = tokens.danger if self._category.is_danger else tokens.accent
        self._picture.setPixmap(icons.icon(self._category.icon, color, size).pixmap(size, size))
