"""Numbered rows on a card: a number, and beside it a few lines of words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


def numbered_rows(rows: Sequence[Sequence[tuple[str, str]]], look: Theme) -> QWidget:
    """Return the rows, numbered from 1; every word is plain text.

    Args:
        rows: for each row its lines: words and their role, as in `theme.ROLES`. Words in the role
            "" can be marked and copied.
        look: the theme.
    """
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.px(theme.MEDIUM))
    grid.setVerticalSpacing(look.px(theme.MEDIUM))
    grid.setColumnStretch(1, 1)
    for place, lines in enumerate(rows):
        mark = label(str(place + 1), "heading", wraps=False)
        grid.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.px(theme.TINY) // 2)
        for words, role in lines:
            if words:
                column.addWidget(label(words, role, selectable=not role))
        grid.addLayout(column, place, 1)
    return made
