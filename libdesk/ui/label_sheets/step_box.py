"""A number that is typed, or made one step more or less by a button or the arrow keys."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from libdesk.ui import theme
from libdesk.ui.label_sheets.wording import mm_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button

_DIGITS = 12
"""No more of them are read: Python itself refuses thousands (B16)."""

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class StepBox(QWidget):
    """One number within bounds.

    Args:
        name: what it is.
        look: the theme.
        shown: writes a number.
        read: reads what was typed; None for what is no number.

    Signals:
        changed: it is another one now.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        look: Theme,
        shown: Callable[[int], str],
        read: Callable[[str], int | None],
    ) -> None:
        super().__init__()
        self._shown, self._read = shown, read
        self._value = self._least = self._most = 0
        self._line = QLineEdit()
        self._line.setAccessibleName(name)
        less = Button("\N{MINUS SIGN}", enter_presses=False)
        less.setAccessibleName(self.tr("{name}: less").format(name=name))
        more = Button("+", enter_presses=False)
        more.setAccessibleName(self.tr("{name}: more").format(name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(theme.TINY))
        row.addWidget(self._line, 1)
        row.addWidget(less)
        row.addWidget(more)
        self.setFocusProxy(self._line)
        self._line.editingFinished.connect(self._on_typed)
        less.clicked.connect(lambda: self._go_to(self._value - 1))
        more.clicked.connect(lambda: self._go_to(self._value + 1))

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def set_bounds(self, least: int, most: int) -> None:
        """Let it be at least and at most so much."""
        self._least, self._most = least, most

    def show_value(self, value: int) -> None:
        """Show a number; nobody has changed it."""
        self._value = value
        self._line.setText(self._shown(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a step up or down; ten by Page Up and Page Down."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._on_typed()
            self._go_to(self._value + step)

    def _on_typed(self) -> None:
        """Take what was typed; what is no number leaves it as it was."""
        read = self._read(self._line.text())
        self._go_to(self._value if read is None else read)

    def _go_to(self, value: int) -> None:
        before = self._value
        self.show_value(max(self._least, min(self._most, value)))
        if self._value != before:
            self.changed.emit()


def tenths_box(name: str, look: Theme, most: int) -> StepBox:
    """Return a length in tenths of a millimeter, in both directions."""
    made = StepBox(name, look, mm_words, read_tenths)
    made.set_bounds(-most, most)
    made.show_value(0)
    return made


def read_tenths(text: str) -> int | None:
    """Return the tenths of a millimeter that somebody typed; None for what is no length."""
    plain = text.lower().replace("mm", "").replace("\N{MINUS SIGN}", "-").strip()
    if len(plain) > _DIGITS:
        return None
    number, is_number = QLocale().toDouble(plain)
    if not is_number:
        number, is_number = QLocale.c().toDouble(plain.replace(",", "."))
    return round(number * 10) if is_number and abs(number) < 1_000 else None


def read_whole(text: str) -> int | None:
    """Return the whole number that somebody typed; None for what is none."""
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) <= _DIGITS else None
