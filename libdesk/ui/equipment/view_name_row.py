"""One line in which a view gets its name: Enter keeps it, Esc leaves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.services.item_views import NAME_LIMIT
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class ViewNameRow(QWidget):
    """Hidden until a name is asked for.

    Args:
        look: the theme.

    Signals:
        named: somebody has typed this name.
        left: no name after all.
    """

    named = Signal(str)
    left = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        words = self.tr("Name of the view")
        self._line = QLineEdit()
        self._line.setMaxLength(NAME_LIMIT)
        self._line.setAccessibleName(words)
        self._line.setPlaceholderText(words)
        self._save = Button(self.tr("Save"), "primary", enter_presses=False)
        self._save.setAccessibleName(self.tr("Save this name"))
        self._cancel = Button(self.tr("Cancel"), enter_presses=False)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        row = QHBoxLayout()
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(self._line, 1)
        row.addWidget(self._save)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        column.addLayout(row)
        column.addWidget(self._trouble)
        self._save.clicked.connect(self._on_save)
        self._line.returnPressed.connect(self._on_save)
        self._cancel.clicked.connect(self.left)
        self.hide()

    def ask(self, name: str = "") -> None:
        """Ask for a name.

        Args:
            name: what stands there at first, ready to be typed over.
        """
        self.set_trouble("")
        self._line.setText(name)
        self._line.selectAll()
        self.show()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_trouble(self, sentence: str) -> None:
        """Say below the name what is wrong with it; "" for nothing."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._line.setAccessibleDescription(sentence)
        if sentence:
            self._line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        self.named.emit(self._line.text())
