"""A room's name: written otherwise in all of its items, or brought together with another room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.rooms import Room, RoomLine
from libdesk.domain.text import LINE_LIMIT
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker

_NARROW = 420
"""Pixels in which a field and its button don't fit beside each other."""


class RoomNames(QFrame):
    """Two fields, each with its button; what they do can be taken back.

    Args:
        look: the theme.

    Signals:
        rename_requested: the name that was typed.
        merge_requested: the Room into which it goes.
        remove_requested: take it out of the list.
    """

    rename_requested = Signal(str)
    merge_requested = Signal(object)
    remove_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Its name"))
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(label(self.tr("Its name"), "heading"))
        self._spellings = label("", "quiet")
        self._name = QLineEdit()
        self._name.setMaxLength(LINE_LIMIT)
        self._rename = Button(self.tr("Rename"), enter_presses=False)
        self._others = Picker(look)
        self._merge = Button(self.tr("Bring together"), enter_presses=False)
        self._remove = Button(self.tr("Remove this room"), "link", enter_presses=False)
        column.addWidget(self._spellings)
        self._merging = self._row(self.tr("The same room as"), self._others, self._merge)
        column.addWidget(self._row(self.tr("What it is called"), self._name, self._rename))
        column.addWidget(self._merging)
        column.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeading)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._name.textEdited.connect(self._on_typed)
        self._name.returnPressed.connect(self._on_rename)
        self._rename.clicked.connect(self._on_rename)
        self._merge.clicked.connect(self._on_merge)
        self._remove.clicked.connect(self.remove_requested)

    def show_line(self, line: RoomLine, others: Sequence[Room]) -> None:
        """Show a room's name, how its items write it, and the other rooms of its branch."""
        self._name.setText(line.room.name)
        self._name.setCursorPosition(0)
        self._rename.setEnabled(len(line.spellings) > 1)
        ways = ", ".join(f"“{one}”" for one in line.spellings)
        several = self.tr("Items write it in several ways: {ways}. Rename makes them one.")
        plain = self.tr("Items that stand here get the name that you give it.")
        self._spellings.setText(several.format(ways=ways) if len(line.spellings) > 1 else plain)
        self._others.clear()
        for room in others:
            self._others.addItem(room.name, room)
        self._merging.setVisible(bool(others))
        self._remove.setVisible(bool(line.room.id) and not line.items)
        self.say_trouble("")

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong with the name; "" for nothing."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._name.setAccessibleDescription(sentence)
        if sentence:
            self._name.setFocus()

    def _row(self, words: str, field: QLineEdit | Picker, button: Button) -> QWidget:
        field.setAccessibleName(words)
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(theme.TINY))
        name = label(words)
        name.setBuddy(field)
        row = Beside(self._look, theme.SMALL, _NARROW)
        row.row.addWidget(field, 1)
        row.row.addWidget(button)
        column.addWidget(name)
        column.addWidget(row)
        return pair

    def _on_typed(self) -> None:
        self._rename.setEnabled(bool(self._name.text().strip()))

    def _on_rename(self) -> None:
        if self._rename.isEnabled():
            self.rename_requested.emit(self._name.text())

    def _on_merge(self) -> None:
        room = self._others.currentData()
        if room is not None:
            self.merge_requested.emit(room)
