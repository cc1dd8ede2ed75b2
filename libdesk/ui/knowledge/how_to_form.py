"""What the form for a sheet and the one for a checklist have in common."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from libdesk.domain.knowledge import WORDS_LIMIT, HowTo
from libdesk.domain.text import LINE_LIMIT
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.words_edit import WordsEdit


class HowToForm(SettingCard):
    """What was typed stays until it is saved, or put aside by Cancel.

    Args:
        title: its heading.
        look: the theme.

    Signals:
        cancel_requested: leave it; what was typed is put aside.

    Attributes:
        title_line: the field for the title.
    """

    cancel_requested = Signal()

    def __init__(self, title: str, look: Theme) -> None:
        lead = self.tr("Each change gets the next version; the review is a year from today.")
        super().__init__(title, lead, self.tr("Save"), look)
        self._cancel = Button(self.tr("Cancel"), enter_presses=False)
        self._cancel.setToolTip(self.tr("Esc"))
        self.add_button(self._cancel)
        self._cancel.clicked.connect(self.cancel_requested)
        self.title_line = self.add_line(self.tr("What it is about"), key="title")
        self.title_line.setMaxLength(LINE_LIMIT)

    def how_to(self) -> HowTo:
        """Return what was typed, as it was typed."""
        raise NotImplementedError

    def show_how_to(self, how_to: HowTo) -> None:
        """Show one in the fields."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where writing begins."""
        self.title_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_done(self, *, is_whole: bool) -> None:
        """Note that it is kept; what was typed meanwhile is still to be saved."""
        self.is_dirty = not is_whole
        self.set_trouble("")
        if not is_whole:
            self.say(self.tr("Saved. What you typed since then is not saved yet."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel_requested.emit()
        else:
            super().keyPressEvent(event)

    def add_words(self, words: str, lines: tuple[int, int] = (1, 4)) -> WordsEdit:
        """Add a field for a thought, or for lines."""
        limit = WORDS_LIMIT if lines[1] <= 4 else 20 * WORDS_LIMIT
        edit = WordsEdit(self.look, lines, limit)
        self.add_field(words, edit)
        edit.textChanged.connect(self.touch)
        return edit


def show_line(field: QLineEdit, words: str) -> None:
    """Show words from their beginning, also where they are longer than the field."""
    field.setText(words)
    field.setCursorPosition(0)


def lines_of(edit: WordsEdit) -> tuple[str, ...]:
    """Return what was typed, a line each."""
    return tuple(edit.words().splitlines())


def show_lines(edit: WordsEdit, lines: Sequence[str]) -> None:
    """Show lines."""
    edit.set_words("\n".join(lines))
