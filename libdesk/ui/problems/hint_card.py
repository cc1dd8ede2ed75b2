"""One gentle prompt below the words: which part is it, or one thing more; never a hurdle."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.guidance import HintWords
from libdesk.domain.hints import Hint, hint
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button, Tile
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import TileLayout

_COLUMNS, _NARROWEST, _TALLEST = 3, 96, 96


class HintCard(QFrame):
    """Looks at the words when typing rests, and asks at most once.

    Args:
        hints: what is asked.
        look: the theme.
    """

    part_chosen = Signal(str)
    """The key of the part that was tapped."""

    def __init__(self, hints: HintWords, look: Theme) -> None:
        super().__init__()
        self._hints = hints
        self._look = look
        self._announcer = Announcer(self)
        self._is_over = False
        self._parts: QWidget | None = None
        self._keys: dict[Tile, str] = {}
        self.setProperty("role", "soft")
        edge = look.px(theme.MEDIUM)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(edge, edge, edge, look.px(theme.SMALL))
        self._column.setSpacing(look.px(theme.SMALL))
        self._words = label("", "strong")
        self._column.addWidget(self._words)
        self._away = Button(self.tr("Never mind"), "link")
        self._away.clicked.connect(self._on_away)
        self._column.addWidget(self._away, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def look_at(self, saw: str) -> None:
        """Ask, or stop asking, as these words need it."""
        found = None if self._is_over else hint(saw, self._hints.rules)
        is_vague = found is Hint.VAGUE and bool(self._hints.parts)
        if is_vague:
            self._build_parts()
        if self._parts is not None:
            self._parts.setVisible(is_vague)
        self._words.setText(self._hints.unclear if is_vague else self._hints.thin)
        self.setAccessibleName(self._words.text())
        self.setVisible(found is not None)
        self._announcer.say(self._words.text() if found is not None else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Let be heard what was asked while nobody saw it."""
        super().showEvent(event)
        self._announcer.try_again()

    def _build_parts(self) -> None:
        if self._parts is not None:
            return
        self._parts = QWidget()
        px = self._look.px
        grid = TileLayout(px(theme.SMALL), _COLUMNS, px(_NARROWEST), px(_TALLEST))
        self._parts.setLayout(grid)
        for part in self._hints.parts:
            tile = Tile(part.text, part.icon, self._look)
            tile.clicked.connect(self._on_part)
            self._keys[tile] = part.key
            grid.addWidget(tile)
        self._column.insertWidget(1, self._parts)

    def _on_part(self) -> None:
        tile = self.sender()
        self._is_over = True
        self.hide()
        if isinstance(tile, Tile):
            self.part_chosen.emit(self._keys[tile])

    def _on_away(self) -> None:
        self._is_over = True
        self.hide()
