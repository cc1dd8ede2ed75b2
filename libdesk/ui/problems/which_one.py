"""Which one: this computer by itself, one of the branch's things by a tap, or another one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.equipment import Item
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow

SHOWN = 5
"""Things that stand there to be tapped; the rest are one tap away."""

_HERE = "\0here"
"""No label, and nothing that can be typed."""


class WhichOne(QWidget):
    """Names the thing that the report is about.

    Args:
        look: the theme.
        behind: buttons that stand behind the things.
    """

    changed = Signal()
    other_requested = Signal()
    """It is another thing than those that stand here."""

    def __init__(self, look: Theme, behind: Sequence[Button] = ()) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, str], ...] = ()
        self._other = Button(self.tr("Not this computer?"), "link")
        self._other.clicked.connect(self.other_requested)
        self._row = ChipRow(self.tr("Which one?"), (), look)
        self._row.changed.connect(self.changed)
        for button in (self._other, *behind):
            self._row.add_button(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def show_things(
        self, computer: str, things: Sequence[Item], *, is_here: bool, label: str = ""
    ) -> None:
        """Show what can be tapped; a choice that still stands there stays.

        Args:
            computer: this computer's name; "" where it can't be a computer.
            things: the likeliest things.
            is_here: as long as nothing is chosen, it is this computer.
            label: this computer's own; "" where it is in no list.
        """
        name = f"{computer} ({label})" if label else computer
        here = self.tr("This computer: {name}").format(name=name)
        choices = tuple((str(item.tag), item.name) for item in things[:SHOWN])
        if computer:
            choices = ((_HERE, here), *choices)
        words = self.tr("Name it, or scan its label")
        if is_here:
            words = self.tr("Not this computer?")
        elif things or computer:
            words = self.tr("Another one…")
        self._other.set_words(words)
        chosen = self._row.chosen()
        if not computer:
            chosen = tuple(key for key in chosen if key != _HERE)
        elif is_here and not chosen and all(key != _HERE for key, _ in self._shown):
            chosen = (_HERE,)
        # What was named on the other page stands in no list that comes in later.
        keys = [key for key, _ in choices]
        choices += tuple(one for one in self._shown if one[0] in chosen and one[0] not in keys)
        if choices != self._shown:
            self._shown = choices
            self._row.set_choices(choices)
            self._row.choose(chosen)

    def tag(self) -> str:
        """Return the label of the thing; "" for this computer, or for none."""
        return "".join(tag for tag in self._row.chosen() if tag != _HERE)

    def is_here(self) -> bool:
        """Say whether this computer itself is chosen."""
        return _HERE in self._row.chosen()

    def is_other(self) -> bool:
        """Say whether another thing than this computer is chosen."""
        return bool(self.tag())

    def choose(self, item: Item | None, words: str = "") -> None:
        """Choose a thing that was looked for; it stands among the others from now on.

        Args:
            item: the thing; None for one that is not in the list, or for this computer.
            words: what was typed or scanned, where it is not in the list.
        """
        tag = item.tag if item else words
        if tag and all(tag != key for key, _ in self._shown):
            self._shown = (*self._shown, (tag, item.name if item else words))
            self._row.set_choices(self._shown)
        self._row.choose((tag or _HERE,))
        self.changed.emit()
