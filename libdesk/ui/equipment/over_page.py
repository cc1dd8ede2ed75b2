"""A page over all rooms that the Equipment room opens, with the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button


class OverPage(QWidget):
    """Shows something whole, below a link back; Esc goes back too.

    Args:
        content: what is shown.
        look: the theme.

    Signals:
        left: back to the list of equipment.
    """

    left = Signal()

    def __init__(self, content: QWidget, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        column = QVBoxLayout(self)
        edge = look.px(theme.HUGE)
        column.setContentsMargins(edge, look.px(theme.LARGE), edge, look.px(theme.LARGE))
        column.setSpacing(look.px(theme.MEDIUM))
        back = Button(self.tr("Back to the equipment"), "link", enter_presses=False)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(content, 1)
        back.clicked.connect(self.left)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
