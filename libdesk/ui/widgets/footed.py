"""A page above a foot that stays in sight, as long as the window has room for both."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from libdesk.ui.widgets.scroll import bring_into_sight, scrolling

_SHARE = 3
"""A foot that takes more than one part in so many of the height scrolls along."""


class Footed(QWidget):
    """Scrolls a page above its foot; in a short window, or with large text, the foot goes along.

    Args:
        content: the page.
        foot: the buttons below it, with what belongs to them.
    """

    def __init__(self, content: QWidget, foot: QWidget) -> None:
        super().__init__()
        self._foot = foot
        self._stays = True
        self._is_moving = False
        whole = QWidget()
        self._inside = _column(whole)
        self._inside.addWidget(content, 1)
        self.area: QScrollArea = scrolling(whole)
        self._outside = _column(self)
        self._outside.addWidget(self.area, 1)
        self._outside.addWidget(foot)

    def minimumSizeHint(self) -> QSize:
        """Return next to nothing: what does not fit scrolls."""
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is still room for the foot."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """See whether there is still room when the foot has grown."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        layout = self._foot.layout()
        # Moving the foot moves the focus and the sizes, and comes by here again.
        if layout is None or self._is_moving:
            return
        height = layout.totalHeightForWidth(self.width())
        if height < 0:  # it holds nothing that wraps
            height = layout.totalSizeHint().height()
        stays = height * _SHARE <= self.height()
        if stays == self._stays:
            return
        self._is_moving = True
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._foot.isAncestorOf(focused)
        goes, comes = (self._inside, self._outside) if stays else (self._outside, self._inside)
        goes.removeWidget(self._foot)
        comes.addWidget(self._foot)
        self._foot.show()
        self._stays = stays
        if focused is not None and had_focus:
            focused.setFocus()
            bring_into_sight(focused)
        self._is_moving = False


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made
