"""How the form's pages are laid out: one column that scrolls, and below it what always stands."""

from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.scroll import edge_below, scrolling

EDGE = 28
"""Pixels between a page's things and its edge, at the usual text size."""


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
