"""The keys of the inbox, shown by the question mark."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label


class KeysCard(QFrame):
    """Lists every key and what it does.

    Args:
        look: the theme.

    Signals:
        closed: Esc, or the button.
    """

    closed = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame = card()
        column.addWidget(frame)
        column.addStretch(1)
        inside = QVBoxLayout(frame)
        edge = look.px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(look.px(theme.MEDIUM))
        inside.addWidget(label(self.tr("Keys"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(theme.LARGE))
        grid.setVerticalSpacing(look.px(theme.SMALL))
        grid.setColumnStretch(1, 1)
        for row, (keys, meaning) in enumerate(self._keys()):
            grid.addWidget(label(keys, "strong", wraps=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(meaning), row, 1)
        inside.addLayout(grid)
        self._close = Button(self.tr("Close"), enter_presses=False)
        inside.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        self._close.clicked.connect(self.closed)

    def take_focus(self) -> None:
        """Put the focus on the button that closes."""
        self._close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("↓ ↑  j k"), self.tr("next, previous")),
            (self.tr("Enter"), self.tr("read the report")),
            (self.tr("a"), self.tr("answer")),
            (self.tr("d"), self.tr("I’m on it")),
            (self.tr("w"), self.tr("let it wait")),
            (self.tr("f"), self.tr("fixed")),
            (self.tr("n"), self.tr("not now")),
            (self.tr("r"), self.tr("ask whether you got it right")),
            (self.tr("Ctrl+Enter"), self.tr("send what is written")),
            (self.tr("u  Ctrl+Z"), self.tr("undo, for 15 seconds")),
            (self.tr("/"), self.tr("search; Esc clears it")),
            (self.tr("1 2 3 4"), self.tr("needs me, waiting, done, all")),
            (self.tr("Ctrl+C"), self.tr("copy the chosen lines as text")),
            (self.tr("?"), self.tr("these keys")),
        )
