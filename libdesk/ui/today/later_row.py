"""Until when a line is put off: a few moments with a key each, or another day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QVBoxLayout

from libdesk.ui import theme
from libdesk.ui.strings import time_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

MOST = 3
"""So many moments have a key of their own; the next one opens the calendar."""


class LaterRow(QFrame):
    """Asks until when; hidden until it is asked.

    Args:
        look: the theme.
        now: tells the time (aware, UTC).

    Signals:
        chosen: the moment (aware).
        day_chosen: the day, where it was no moment on offer.
        left: Esc.
    """

    chosen = Signal(object)
    day_chosen = Signal(object)
    left = Signal()

    def __init__(self, look: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._moments: tuple[datetime, ...] = ()
        self.setProperty("role", "soft")
        self.setAccessibleName(self.tr("Later"))
        self._announcer = Announcer(self)
        column = QVBoxLayout(self)
        edge = look.px(theme.MEDIUM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        self._title = label("", "strong")
        column.addWidget(self._title)
        flow = FlowLayout(look.px(theme.SMALL))
        self._buttons = [Button("") for _ in range(MOST)]
        self._other = Button("")
        for one in (*self._buttons, self._other):
            one.clicked.connect(self._on_button)
            flow.addWidget(one)
        column.addLayout(flow)
        self._day = QDateEdit()
        self._day.setCalendarPopup(True)
        self._day.setAccessibleName(self.tr("The other day"))
        self._set = Button(self.tr("Until this day"), "primary")
        self._set.clicked.connect(self._on_day)
        row = QHBoxLayout()
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(self._day)
        row.addWidget(self._set)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def ask(self, name: str, moments: Sequence[datetime]) -> None:
        """Ask for a line, and take the focus.

        Args:
            name: by what the line is called.
            moments: what is on offer, in order (aware).
        """
        now = self._now()
        self._moments = tuple(moments[:MOST])
        words = self.tr("{name}: later. Until when?").format(name=name)
        self._title.setText(words)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._moments))
            if place < len(self._moments):
                when = time_words(self._moments[place], now)
                button.set_words(self.tr("{key}  {when}").format(key=place + 1, when=when))
        self._other.set_words(self.tr("{key}  Another day…").format(key=len(self._moments) + 1))
        self._show_day(shown=False)
        tomorrow = now.astimezone().date() + timedelta(days=1)
        least = QDate(tomorrow.year, tomorrow.month, tomorrow.day)
        self._day.setMinimumDate(least)
        self._day.setDate(least.addDays(2))
        self.show()
        self._announcer.say("")
        self._announcer.say(words)
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a number for its moment, Enter on the day for the day, Esc for never mind."""
        typed = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif typed.isdecimal() and 1 <= int(typed) <= len(self._moments):
            self.chosen.emit(self._moments[int(typed) - 1])
        elif typed == str(len(self._moments) + 1):
            self._show_day(shown=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._day.hasFocus():
            self._on_day()
        else:
            super().keyPressEvent(event)

    def _on_button(self) -> None:
        pressed = self.sender()
        if pressed is self._other:
            self._show_day(shown=True)
            return
        place = next(at for at, one in enumerate(self._buttons) if one is pressed)
        self.chosen.emit(self._moments[place])

    def _on_day(self) -> None:
        picked = self._day.date()
        self.day_chosen.emit(date(picked.year(), picked.month(), picked.day()))

    def _show_day(self, *, shown: bool) -> None:
        self._day.setVisible(shown)
        self._set.setVisible(shown)
        if shown:
            self._day.setFocus(Qt.FocusReason.ShortcutFocusReason)
