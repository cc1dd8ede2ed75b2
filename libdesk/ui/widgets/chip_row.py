"""A question with its answers as chips; nothing has to be chosen, and a choice can be undone."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button, Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class ChipRow(QWidget):
    """One question.

    Args:
        question: its words.
        choices: pairs of key and words.
        look: the theme.
        several: more than one may be chosen.
        role: the look of the question; "heading" or "" for body text.
    """

    changed = Signal()

    def __init__(
        self,
        question: str,
        choices: Sequence[tuple[str, str]],
        look: Theme,
        *,
        several: bool = False,
        role: str = "heading",
    ) -> None:
        super().__init__()
        self._look = look
        self._several = several
        self.setAccessibleName(question)
        # Chips look alike whether one or several of them may be chosen: the words tell.
        told = self.tr("{question} (tap all that fit)").format(question=question)
        self._told = told if several else question
        self._title = label(self._told, role)
        self._chips: dict[str, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(self._title)
        self._flow = FlowLayout(look.px(theme.SMALL))
        column.addLayout(self._flow)
        self._buttons: list[Button] = []
        for key, words in choices:
            self._chips[key] = self._made(words)
            self._flow.addWidget(self._chips[key])

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these from now on; a chip that stands there already stays, with what it is.

        Args:
            choices: pairs of key and words.
        """
        old, self._chips = self._chips, {}
        for key, words in choices:
            chip = old.pop(key, None) or self._made(words)
            if chip.words() != words:
                chip.set_words(words)
            self._chips[key] = chip
        self._flow.set_widgets((*self._chips.values(), *self._buttons))
        for chip in self._chips.values():
            chip.show()
        # Before those that go: what is hidden would leave the keys nowhere.
        if any(chip.hasFocus() for chip in old.values()):
            left = (*self._buttons, *self._chips.values())
            (left[0] if left else self).setFocus()
        for chip in old.values():
            chip.hide()
            chip.deleteLater()

    def add_button(self, button: Button) -> None:
        """Put a button behind the chips, for good."""
        self._buttons.append(button)
        self._flow.addWidget(button)

    def chosen(self) -> tuple[str, ...]:
        """Return the keys of what is chosen, in the order in which they stand."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, keys: Sequence[str]) -> None:
        """Choose these; unknown ones are left out."""
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)

    def first(self) -> Chip:
        """Return the first chip, for the focus."""
        return next(iter(self._chips.values()))

    def _made(self, words: str) -> Chip:
        chip = Chip(words, self._look)
        chip.setAccessibleDescription(self._told)
        # A bound method, not a lambda: a lambda that holds the row would keep it alive.
        chip.clicked.connect(self._on_clicked)
        return chip

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if not self._several:
            for chip in self._chips.values():
                if chip is not pressed:
                    chip.setChecked(False)
        self.changed.emit()
