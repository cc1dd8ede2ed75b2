"""A card that opens beside the list: Esc, or its own button, closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.tab_order import move_focus


class SideCard(ArrowArea):
    """What all such cards have: a heading, and room below it.

    Args:
        look: the theme.
        heading: its words.
        stays: it stays open while somebody moves through the list or types in it.

    Signals:
        closed: Esc, or the button.
    """

    closed = Signal()

    def __init__(self, look: Theme, heading: str, *, stays: bool = False) -> None:
        super().__init__()
        self.stays = stays
        self.setAccessibleName(heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame = card()
        column.addWidget(frame)
        column.addStretch(1)
        self.inside = QVBoxLayout(frame)
        edge = look.px(theme.LARGE)
        self.inside.setContentsMargins(edge, edge, edge, edge)
        self.inside.setSpacing(look.px(theme.MEDIUM))
        self.heading = label(heading, "heading")
        self.inside.addWidget(self.heading)

    def take_focus(self) -> None:
        """Put the focus where work on the card begins."""
        self.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first(self) -> QWidget:
        """Return what has the focus first."""
        raise NotImplementedError

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on as the card is read, however late a chip was made."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; the arrows go from chip to chip."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
