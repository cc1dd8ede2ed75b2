"""How something stands: a shape and a word, never a color alone."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

_ICON = 18


class StateMark(QWidget):
    """A check or a warning sign, and its word.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._is_well = True
        self._picture = label(wraps=False)
        self._word = label("", "strong", wraps=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(theme.TINY))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        look.changed.connect(self._draw)

    def tell(self, word: str, *, is_well: bool) -> None:
        """Show a word with the shape that belongs to it."""
        self._is_well = is_well
        self._word.setText(word)
        theme.set_role(self._word, "quiet" if is_well else "trouble")
        self._draw()

    def _draw(self) -> None:
        tokens, size = self._look.tokens, self._look.px(_ICON)
        name, color = ("check", tokens.accent) if self._is_well else ("notice", tokens.danger)
        made = icons.icon(name, color, size)
        self._picture.setPixmap(made.pixmap(QSize(size, size), self.devicePixelRatioF()))
