"""A banner: something to know or to do first, with its buttons beside it."""

from collections.abc import Sequence

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from libdesk.ui import icons, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class Banner(QFrame):
    """Words on a colored surface, heard as well; hidden until there is something to say.

    Args:
        look: the theme.
        icon: the icon's name.
        buttons: stand below the words, in a row.
        urgent: a screen reader says it before anything else.
    """

    def __init__(
        self,
        look: Theme,
        icon: str = "notice",
        buttons: Sequence[Button] = (),
        *,
        urgent: bool = False,
    ) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._announcer = Announcer(self, urgent=urgent)
        self.setProperty("role", "banner")
        self._picture = label(wraps=False)
        self._words = label("", "notice", selectable=True)
        self._words.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        edge = look.px(theme.MEDIUM)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(edge)
        row.addWidget(self._picture, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(self._words)
        if buttons:
            flow = FlowLayout(look.px(theme.SMALL))
            for button in buttons:
                flow.addWidget(button)
            column.addLayout(flow)
        row.addLayout(column, 1)
        look.changed.connect(self._draw)
        self.hide()

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show these words; with none, hide."""
        if words and self._picture.pixmap().isNull():
            self._draw()
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.setVisible(bool(words))
        self._announcer.say(words)

    def showEvent(self, event: QShowEvent) -> None:
        """Let be heard what was said while nobody saw it."""
        super().showEvent(event)
        self._announcer.try_again()

    def _draw(self) -> None:
        size = self._look.px(20)
        made = icons.icon(self._icon, self._look.tokens.on_notice, size)
        self._picture.setPixmap(made.pixmap(QSize(size, size), self.devicePixelRatioF()))
