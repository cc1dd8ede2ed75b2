"""A page that scrolls up and down where it does not fit, and never sideways."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from libdesk.ui import theme
from libdesk.ui.widgets.labels import hairline


def scrolling(content: QWidget) -> QScrollArea:
    """Return a scroll area around `content`, without a frame or a color of its own."""
    content.setProperty("role", "clear")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    viewport = QWidget()
    viewport.setAutoFillBackground(False)
    # Ours from the start: asking Qt for its own makes PySide load every class of widget there is.
    area.setViewport(viewport)
    area.setWidget(content)
    return area


def edge_below(area: QScrollArea) -> QFrame:
    """Return a hairline for below the area, seen while there is more than fits."""
    line = hairline()
    theme.set_role(line, "")
    area.verticalScrollBar().rangeChanged.connect(_Edge(line).follow)
    return line


class _Edge(QObject):
    """Shows the line while there is somewhere to scroll; it keeps its place: nothing moves."""

    def __init__(self, line: QFrame) -> None:
        super().__init__(line)
        self._line = line

    def follow(self, _least: int, most: int) -> None:
        """Show or hide the line."""
        theme.set_role(self._line, "line" if most > 0 else "")
