"""A new room: its branch, its name, and a button, below the list of rooms."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from libdesk.domain.text import LINE_LIMIT
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker


class NewRoom(QFrame):
    """Most rooms are known from items; this is for a closet in which nothing is listed.

    Args:
        look: the theme.

    Signals:
        add_requested: the branch's code and the name that was typed.
    """

    add_requested = Signal(str, str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._announcer = Announcer(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        self._branch = Picker(look)
        self._branch.setAccessibleName(self.tr("Branch of the new room"))
        self._name = QLineEdit()
        self._name.setMaxLength(LINE_LIMIT)
        self._name.setAccessibleName(self.tr("Name of the new room"))
        self._name.setPlaceholderText(self.tr("Another room or closet, such as “Closet 2”"))
        self._add = Button(self.tr("Add room"), enter_presses=False)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        for part in (self._name, self._branch, self._add, self._trouble):
            column.addWidget(part)
        self._name.returnPressed.connect(self._on_add)
        self._add.clicked.connect(self._on_add)

    def show_branches(self, branches: Mapping[str, str], chosen: str = "") -> None:
        """Offer these branches; the chosen one first."""
        kept = chosen or self._branch.currentData()
        self._branch.clear()
        for code, name in branches.items():
            self._branch.addItem(name, code)
        self._branch.setCurrentIndex(max(0, self._branch.findData(kept)))

    def say_trouble(self, sentence: str) -> None:
        """Say why it was not added; "" for nothing."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._name.setAccessibleDescription(sentence)
        self._announcer.say(sentence)
        if sentence:
            self._name.setFocus()

    def clear(self) -> None:
        """Begin with the next one."""
        self._name.clear()
        self.say_trouble("")

    def _on_add(self) -> None:
        self.add_requested.emit(self._branch.currentData() or "", self._name.text())
