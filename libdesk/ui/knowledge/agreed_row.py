"""When the library agreed on how the public may use a machine: a day, or none yet."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button

_NEVER = QDate(2000, 1, 1)
"""Stands for no day: no program of this kind was there before it."""


class AgreedRow(QWidget):
    """A calendar, and a button for today.

    Args:
        look: the theme.

    Signals:
        changed: somebody has set another day.
    """

    changed = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._day = QDateEdit()
        self._day.setCalendarPopup(True)
        self._day.setMinimumDate(_NEVER)
        self._day.setSpecialValueText(self.tr("Not written down"))
        self._day.setAccessibleName(self.tr("Agreed on"))
        self._today = Button(self.tr("Agreed today"), enter_presses=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(self._day)
        row.addWidget(self._today)
        row.addStretch(1)
        self.setFocusProxy(self._day)
        self._today.clicked.connect(lambda: self._day.setDate(QDate.currentDate()))
        self._day.dateChanged.connect(self.changed)

    @property
    def day(self) -> date | None:
        """The day; None where nobody has said one."""
        day = self._day.date()
        return None if day == _NEVER else date(day.year(), day.month(), day.day())

    def show_day(self, day: date | None) -> None:
        """Show a day, or none."""
        self._day.setDate(_NEVER if day is None else QDate(day.year, day.month, day.day))
