"""A machine that has just been set up, or not: how it ended, and what was left out."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.services.reimagings import SetUp
from libdesk.ui import theme
from libdesk.ui.reimaging.words import ended_words, excused_words, now_words, tried_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class EndedView(QWidget):
    """Tells it.

    Args:
        look: the theme.

    Signals:
        left: back to the record.
        print_requested: its checklist on paper, as it was gone through.
    """

    left = Signal()
    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._told = label("", "strong", selectable=True)
        self._more = label("", selectable=True)
        self._back = Button(self.tr("Back to its record"))
        sheet = Button(self.tr("Print…"), "link", enter_presses=False)
        row = QHBoxLayout()
        row.setSpacing(look.px(theme.SMALL))
        for one in (self._back, sheet):
            row.addWidget(one)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.MEDIUM))
        for words in (self._told, self._more):
            column.addWidget(words)
        column.addLayout(row)
        column.addStretch(1)
        self._back.clicked.connect(self.left)
        sheet.clicked.connect(self.print_requested)

    def show_set_up(self, shown: SetUp, today: date) -> None:
        """Show how the newest that has ended did so."""
        last = shown.last
        if last is not None:
            self._told.setText(" ".join((ended_words(last, today), now_words(shown.record))))
            more = (tried_words(last, today), *excused_words(last))
            self._more.setText("\n".join(filter(None, more)))

    def take_focus(self) -> None:
        """Put the focus on the way back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
