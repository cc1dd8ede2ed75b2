"""The strip above everything in the made-up library: it says so, and leads out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label

_NARROW = 760
"""Pixels in which words and button don't fit beside each other."""


class SampleStrip(QWidget):
    """Always in sight while somebody looks around.

    Args:
        look: the theme.

    Signals:
        own_requested: leave the made-up library and begin with a real one.
    """

    own_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        frame = card("banner")
        outside = QVBoxLayout(self)
        edge = look.px(theme.SMALL)
        outside.setContentsMargins(edge, edge, edge, edge)
        outside.addWidget(frame)
        inside = QVBoxLayout(frame)
        side = look.px(theme.LARGE)
        inside.setContentsMargins(side, edge, edge, edge)
        row = Beside(look, theme.LARGE, _NARROW)
        words = self.tr(
            "You are looking around in a made-up library. Nothing here is real, and nothing you do "
            "here matters."
        )
        told = label(words, "notice")
        self._own = Button(self.tr("Start my own library"), enter_presses=False)
        row.row.addWidget(told, 1)
        row.row.addWidget(self._own)
        inside.addWidget(row)
        self._own.clicked.connect(self._on_own)

    def _on_own(self) -> None:
        self._own.setEnabled(False)  # the window goes; a second press would ask for nothing new
        self.own_requested.emit()
