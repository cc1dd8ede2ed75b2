"""The fields of the checker: a line with the usual answers, or a choice; each takes number keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.donation_typing import ASKED, NONE_MISSING
from libdesk.ui import theme
from libdesk.ui.donations.checker_screens import Ask, Way
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label

_LONGEST = 200
_ALONE = (NONE_MISSING, ASKED)


class AskField(QWidget):
    """One question with its answer; what is wrong stands below it, and the words stay.

    Args:
        ask: the question.
        text: the answer so far.
        look: the theme.

    Signals:
        edited: the key, and the answer by now.
    """

    edited = Signal(str, str)

    def __init__(self, ask: Ask, text: str, look: Theme) -> None:
        super().__init__()
        self.ask = ask
        self._line: QLineEdit | None = None
        self._row: ChipRow | None = None
        self._was: tuple[str, ...] = ()
        self._announcer = Announcer(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        if ask.way is Way.LINE:
            column.addWidget(label(ask.words))
            self._line = QLineEdit(text)
            self._line.setMaxLength(_LONGEST)
            self._line.setPlaceholderText(ask.hint)
            self._line.setAccessibleName(ask.words)
            self._line.textEdited.connect(self._on_typed)
            column.addWidget(self._line)
        if ask.choices:
            several = ask.way is Way.SEVERAL
            title = self.tr("Usual") if ask.way is Way.LINE else ask.words
            role = "fine" if ask.way is Way.LINE else ""
            self._row = ChipRow(title, ask.choices, look, several=several, role=role)
            self._row.choose(text.split(",") if several else [text] if text else [])
            self._was = self._row.chosen()
            self._row.changed.connect(self._on_chosen)
            column.addWidget(self._row)
        self._told = label("", "trouble")
        self._told.hide()
        column.addWidget(self._told)

    def focus_first(self) -> None:
        """Begin to answer."""
        target: QWidget | None = self._line
        if target is None and self._row is not None:
            target = self._row.first()
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def set_answer(self, text: str) -> None:
        """Show another answer, and tell it."""
        if self._row is not None:
            self._row.choose([text])
            self._was = self._row.chosen()
        if self._line is not None:
            self._line.setText(text)
        self.edited.emit(self.ask.key, text)

    def set_trouble(self, words: str) -> None:
        """Say what is wrong; "" for nothing."""
        if words == self._told.text():
            return
        self._told.setText(words)
        self._told.setVisible(bool(words))
        if self._line is not None:
            self._line.setAccessibleDescription(words)
        self._announcer.say(words)

    def press(self, number: int) -> bool:
        """Choose by its place, from 1 on; say whether there is such a one."""
        if self._line is not None or not 1 <= number <= len(self.ask.choices):
            return False
        key = self.ask.choices[number - 1][0]
        if self.ask.way is Way.SEVERAL and self._row is not None:
            chosen = set(self._row.chosen()) ^ {key}
            self._row.choose(list(chosen))
            self._on_chosen()
        else:
            self.set_answer(key)
        return True

    def _on_typed(self, text: str) -> None:
        if self._row is not None:
            self._row.choose([text] if text else [])
        self.edited.emit(self.ask.key, text)

    def _on_chosen(self) -> None:
        if self._row is None:
            return
        chosen = self._row.chosen()
        new = [one for one in chosen if one not in self._was]
        if self.ask.way is Way.SEVERAL and new:
            # "Nothing" and "don't know" stand alone.
            chosen = tuple(new) if new[0] in _ALONE else tuple(
                one for one in chosen if one not in _ALONE
            )  # fmt: skip
            self._row.choose(chosen)
        self._was = chosen
        text = ",".join(chosen)
        if self._line is not None:
            self._line.setText(text)
        self.edited.emit(self.ask.key, text)
