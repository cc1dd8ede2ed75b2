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
        for key, words in choices:
            self.add_choice(key, words)

    def add_choice(self, key: str, words: str) -> None:
        """Add a chip at the end."""
        chip = Chip(words, self._look)
        chip.setAccessibleDescription(self._told)
        # A bound method, not a lambda: a lambda that holds the row would keep it alive.
        chip.clicked.connect(self._on_clicked)
        self._chips[key] = chip
        self._flow.addWidget(chip)

    def add_button(self, button: Button) -> None:
        """Put a button behind the chips; one that stands there already moves to the end."""
        self._flow.removeWidget(button)
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

    def chip(self, key: str) -> Chip | None:
        """Return a chip; None where none has this key."""
        return self._chips.get(key)

    def key_of(self, widget: QWidget | None) -> str | None:
        """Return the key of a chip; None for what is none of these."""
        return next((key for key, chip in self._chips.items() if chip is widget), None)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if not self._several:
            for chip in self._chips.values():
                if chip is not pressed:
                    chip.setChecked(False)
        self.changed.emit()
