"""A window's size and place: as it was left, else the usual one as far as the screen has room."""

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from libdesk.ui.theme import Theme

USUAL_SIZE = QSize(1340, 800)
TITLE_BAR = 48
"""Pixels left for the window's own frame on a small screen."""

GEOMETRY = "window/geometry"
"""The name under which size and place are remembered."""


def recall(window: QWidget, memory: QSettings, look: Theme) -> None:
    """Let a window take its size and place of last time, or the usual size."""
    state = memory.value(GEOMETRY)
    if isinstance(state, QByteArray) and window.restoreGeometry(state):
        return
    usual = QSize(look.px(USUAL_SIZE.width()), look.px(USUAL_SIZE.height()))
    screen = QGuiApplication.primaryScreen().availableSize() - QSize(0, TITLE_BAR)
    window.resize(usual.boundedTo(screen))
