"""What the sections of the policy page share: what is being typed, and fields that stand for it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.donation_policy_faults import Fault
from libdesk.services.donation_policy_texts import LINE_LIMIT, LineTexts, PolicyTexts
from libdesk.ui import theme
from libdesk.ui.donations.policy_wording import fault_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.words_edit import WordsEdit


class Editing(QObject):
    """The policy as it stands in all fields, also in those that are not shown just now.

    Args:
        texts: what stands there first.
        parent: the page.

    Signals:
        changed: somebody has typed.
        shown: something else stands in the fields.
    """

    changed = Signal()
    shown = Signal()

    def __init__(self, texts: PolicyTexts, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts

    def show_texts(self, texts: PolicyTexts) -> None:
        """Let these stand in the fields."""
        self.texts = texts
        self.shown.emit()

    def change(self, **parts: Any) -> None:  # noqa: ANN401 - parts are of several kinds
        """Take what somebody has typed into some parts."""
        self.texts = replace(self.texts, **parts)
        self.changed.emit()

    def change_line(self, line: LineTexts) -> None:
        """Take what somebody has typed into a line."""
        self.texts = self.texts.with_line(line)
        self.changed.emit()

    def begin(self, texts: PolicyTexts) -> None:
        """Let these stand in the fields, as somebody's own doing."""
        self.show_texts(texts)
        self.changed.emit()


class Section(QWidget):
    """A part of the page; one is shown at a time.

    Args:
        name: its heading.
        lead: what it is for, in a sentence; "" for none.
        editing: what is typed.
        card: tells beside a field what is wrong with it.
        look: the theme.
    """

    def __init__(
        self, name: str, lead: str, editing: Editing, card: SettingCard, look: Theme
    ) -> None:
        super().__init__()
        self.editing = editing
        self.card = card
        self.look = look
        self.setAccessibleName(name)
        self._lines: dict[str, QLineEdit] = {}
        self._edits: dict[str, WordsEdit] = {}
        self._notes: dict[str, QLabel] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.px(theme.MEDIUM))
        self.column.addWidget(label(name, "heading"))
        if lead:
            self.column.addWidget(label(lead, "quiet"))
        editing.shown.connect(self.show_texts)

    def show_texts(self) -> None:
        """Show what stands in the fields now; what is the same already keeps its cursor."""
        for part, line in self._lines.items():
            if line.text() != (words := getattr(self.editing.texts, part)):
                line.setText(words)
                line.setCursorPosition(0)
        for part, edit in self._edits.items():
            if edit.words() != (words := getattr(self.editing.texts, part)):
                edit.set_words(words)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say beside each part what the board should settle about it; lines say it themselves."""
        for about, note in self._notes.items():
            told = (one for one in faults if one.about == about and not one.rules)
            words = "\n".join(map(fault_words, told))
            note.setText(words)
            note.setVisible(bool(words))

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        fields = [*self._lines.values(), *self._edits.values()]
        if fields:
            fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def add_line(
        self, words: str, part: str, hint: str = "", into: QBoxLayout | None = None
    ) -> QLineEdit:
        """Add a field of one line for a part of the policy."""
        line = QLineEdit()
        line.setMaxLength(LINE_LIMIT)
        line.setPlaceholderText(hint)
        self._lines[part] = line
        self.add_pair(words, line, part, into)
        line.textEdited.connect(lambda text: self.editing.change(**{part: text}))
        return line

    def add_words(
        self, words: str, part: str, lines: tuple[int, int], limit: int, hint: str = ""
    ) -> WordsEdit:
        """Add a field of several lines for a part of the policy."""
        edit = WordsEdit(self.look, lines, limit)
        edit.setPlaceholderText(hint)
        self._edits[part] = edit
        self.add_pair(words, edit, part)

        def on_changed() -> None:
            # Also when it is filled: then it says what stands there already.
            if edit.words() != getattr(self.editing.texts, part):
                self.editing.change(**{part: edit.words()})

        edit.textChanged.connect(on_changed)
        return edit

    def add_tick(self, words: str, part: str) -> QCheckBox:
        """Add something that is so or not."""
        tick = QCheckBox(words)
        tick.setAccessibleName(words)
        self.column.addWidget(tick)
        tick.clicked.connect(lambda is_on: self.editing.change(**{part: is_on}))
        return tick

    def add_pair(
        self, words: str, field: QWidget, key: str, into: QBoxLayout | None = None
    ) -> None:
        """Add any field with its words above it and what is wrong with it below."""
        column = pair(words, field, self.look)
        self.card.add_place(key, column, field)
        self.add_note(key, column)
        if into is None:
            self.column.addLayout(column)
        else:
            column.addStretch(1)
            into.addLayout(column, 1)

    def add_note(self, about: str, into: QVBoxLayout | None = None) -> None:
        """Add a place where stands what the board should settle about a part."""
        note = label("", "strong")
        note.hide()
        self._notes[about] = note
        (into or self.column).addWidget(note)


def pair(words: str, field: QWidget, look: Theme) -> QVBoxLayout:
    """Return a field with its name close above it."""
    field.setAccessibleName(words)
    column = QVBoxLayout()
    column.setSpacing(look.px(theme.TINY))
    name = label(words)
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    return column
