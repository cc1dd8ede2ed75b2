"""A page that scrolls up and down where it does not fit, and never sideways."""

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.widgets.labels import hairline


def scrolling(content: QWidget) -> QScrollArea:
    """Return a scroll area around `content`, without a frame or a color of its own."""
    content.setProperty("role", "clear")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
    viewport = QWidget()
    viewport.setAutoFillBackground(False)
    # Ours from the start: asking Qt for its own makes PySide load every class of widget there is.
    area.setViewport(viewport)
    area.setWidget(content)
    return area


class Rearranging(QWidget):
    """Moves its parts when they fit no longer, whoever has grown; the focus stays where it is."""

    def __init__(self) -> None:
        super().__init__()
        self._is_moving = False

    def minimumSizeHint(self) -> QSize:
        """Return next to nothing: what does not fit scrolls."""
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether all still fits."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """See whether all still fits when a part has grown."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _has_to_move(self) -> bool:
        raise NotImplementedError

    def _move(self) -> None:
        raise NotImplementedError

    def _fit(self) -> None:
        # Moving a part moves the focus and the sizes, and comes by here again.
        if self._is_moving or not self._has_to_move():
            return
        self._is_moving = True
        focused = QApplication.focusWidget()
        is_inside = focused is not None and self.isAncestorOf(focused)
        self._move()
        if focused is not None and is_inside:
            focused.setFocus()
        self._is_moving = False


class ScrollsWhenSmall(Rearranging):
    """Holds one page, and puts it into a scroll area the first time that it does not fit.

    Most windows never need one, and a scroll area is the slowest part of a first page to build.

    Args:
        content: the page.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._area: QScrollArea | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(content)

    def _has_to_move(self) -> bool:
        if self._area is not None:
            return False
        # A page without words that wrap has one least height, whatever its width.
        least = self._content.heightForWidth(self.width())
        if least < 0:
            least = self._content.minimumSizeHint().height()
        return least > self.height()

    def _move(self) -> None:
        self._column.removeWidget(self._content)
        self._area = scrolling(self._content)
        self._column.addWidget(self._area)
        self._area.show()


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page that a widget lies on to where it is seen; once it is laid out."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


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
