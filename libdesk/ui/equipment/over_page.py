"""A page over all rooms that the Equipment room opens, with the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class OverPage(QWidget):
    """Shows something whole, below its name and a link back; Esc goes back too.

    Args:
        title: its name.
        content: what is shown.
        look: the theme.
        back: the words on the link back; "" for back to the equipment.

    Signals:
        left: back to where one came from.
    """

    left = Signal()

    def __init__(self, title: str, content: QWidget, look: Theme, back: str = "") -> None:
        super().__init__()
        self.setProperty("role", "page")
        column = QVBoxLayout(self)
        edge = look.px(theme.HUGE)
        column.setContentsMargins(edge, look.px(theme.LARGE), edge, look.px(theme.LARGE))
        column.setSpacing(look.px(theme.MEDIUM))
        words = back or self.tr("Back to the equipment")
        link = Button(words, "link", enter_presses=False)
        head = QHBoxLayout()
        head.addWidget(label(title, "title"), 1)
        head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(content, 1)
        link.clicked.connect(self.left)
        # Esc is heard where the focus is on the page, also where its content has nothing for it.
        self.setFocusProxy(link)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
