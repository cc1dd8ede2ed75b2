"""One card of settings: its fields, what is wrong with them, and its own Save."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

LONGEST = 200


class SettingCard(QFrame):
    """Words stay in their fields whatever happens to a save.

    Args:
        title: its heading.
        lead: what it is for, in a sentence.
        save: the words on its button.
        look: the theme.
    """

    save_requested = Signal()

    def __init__(self, title: str, lead: str, save: str, look: Theme) -> None:
        super().__init__()
        self.look = look
        self.is_dirty = False
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        outside = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        outside.setContentsMargins(edge, edge, edge, edge)
        outside.setSpacing(look.px(theme.SMALL))
        outside.addWidget(label(title, "heading"))
        outside.addWidget(label(lead, "quiet"))
        self.column = QVBoxLayout()
        self.column.setSpacing(look.px(theme.MEDIUM))
        outside.addLayout(self.column)
        self._told = label("", "trouble")
        self._told.hide()
        outside.addWidget(self._told)
        row = QHBoxLayout()
        self._save = Button(save)
        self._save.setAccessibleDescription(title)
        self._done = label("", "quiet")
        row.addWidget(self._save)
        row.addWidget(self._done, 1)
        outside.addLayout(row)
        self._save.clicked.connect(self.save_requested)

    def add_line(self, words: str, hint: str = "") -> QLineEdit:
        """Add a field with its words above it."""
        line = QLineEdit()
        line.setMaxLength(LONGEST)
        line.setPlaceholderText(hint)
        self.add_field(words, line)
        line.textEdited.connect(self.touch)
        return line

    def add_field(self, words: str, field: QWidget) -> None:
        """Add any field with its words close above it, and apart from the one before."""
        field.setAccessibleName(words)
        name = label(words)
        name.setBuddy(field)
        pair = QVBoxLayout()
        pair.setSpacing(self.look.px(theme.TINY))
        pair.addWidget(name)
        pair.addWidget(field)
        self.column.addLayout(pair)

    def touch(self) -> None:
        """Note that somebody has typed here: what is read later must not write over it."""
        self.is_dirty = True
        self._done.setText("")

    def set_trouble(self, sentence: str) -> None:
        """Say what is wrong; "" for nothing."""
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        if sentence:
            self._done.setText("")

    def say_done(self) -> None:
        """Say that it is kept."""
        self.is_dirty = False
        self.set_trouble("")
        self._done.setText(self.tr("Saved. Every form hears of it within a minute."))
        self._done.setAlignment(Qt.AlignmentFlag.AlignVCenter)
