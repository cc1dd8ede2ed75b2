"""A page above a foot that stays in sight, as long as the window has room for both."""

from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from libdesk.ui.widgets.scroll import Rearranging, bring_into_sight, scrolling

_SHARE = 3
"""A foot that takes more than one part in so many of the height scrolls along."""


class Footed(Rearranging):
    """Scrolls a page above its foot; in a short window, or with large text, the foot goes along.

    Args:
        content: the page.
        foot: the buttons below it, with what belongs to them.
    """

    def __init__(self, content: QWidget, foot: QWidget) -> None:
        super().__init__()
        self._foot = foot
        self._stays = True
        whole = QWidget()
        self._inside = _column(whole)
        self._inside.addWidget(content, 1)
        self.area: QScrollArea = scrolling(whole)
        self._outside = _column(self)
        self._outside.addWidget(self.area, 1)
        self._outside.addWidget(foot)

    def _has_to_move(self) -> bool:
        return self._has_room() != self._stays

    def _move(self) -> None:
        stays = self._has_room()
        goes, comes = (self._inside, self._outside) if stays else (self._outside, self._inside)
        goes.removeWidget(self._foot)
        comes.addWidget(self._foot)
        self._foot.show()
        self._stays = stays

    def _fit(self) -> None:
        stayed = self._stays
        super()._fit()
        focused = QApplication.focusWidget()
        if self._stays != stayed and focused is not None and self._foot.isAncestorOf(focused):
            bring_into_sight(focused)

    def _has_room(self) -> bool:
        layout = self._foot.layout()
        if layout is None:
            return True
        height = layout.totalHeightForWidth(self.width())
        if height < 0:  # it holds nothing that wraps
            height = layout.totalSizeHint().height()
        return height * _SHARE <= self.height()


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made
