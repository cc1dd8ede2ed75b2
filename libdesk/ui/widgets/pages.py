"""The form's pages: left by Escape, one column that scrolls, and below it what always stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.scroll import edge_below, scrolling

EDGE = 28
"""Pixels between a page's things and its edge, at the usual text size."""


class Page(QWidget):
    """A page that has a way back, and takes it on Escape.

    Signals:
        back_requested: back to where it was opened from.
    """

    back_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


def page_column(content: QWidget, look: Theme, gap: int) -> QVBoxLayout:
    """Return a column for a page's things.

    Args:
        content: what scrolls; the column becomes its layout.
        look: the theme.
        gap: pixels between the things, at the usual text size.
    """
    px = look.px
    column = QVBoxLayout(content)
    column.setContentsMargins(px(EDGE), px(theme.HUGE), px(EDGE), px(theme.LARGE))
    column.setSpacing(px(gap))
    return column


def fill_page(
    page: QWidget, content: QWidget, look: Theme, foot: QBoxLayout | None = None
) -> QScrollArea:
    """Put what scrolls on a page, and below it what always stands; return the area that scrolls.

    Args:
        page: the page; it has no layout yet.
        content: what scrolls.
        look: the theme.
        foot: what always stands below; None for nothing.
    """
    px = look.px
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    area = scrolling(content)
    column.addWidget(area, 1)
    if foot is not None:
        column.addWidget(edge_below(area))
        foot.setContentsMargins(px(EDGE), px(theme.SMALL), px(EDGE), px(theme.LARGE))
        column.addLayout(foot)
    return area
