"""A day to choose: the near ones as chips, any other in a calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.strings import day_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.chip_row import ChipRow

_OTHER = "other"
_A_WEEK, _A_MONTH = 7, 30


class DayRow(QWidget):
    """Offers tomorrow, the days that people say most, and a calendar; none is chosen at first.

    Args:
        question: its words.
        look: the theme.
        today: tells the reader's day.
    """

    def __init__(self, question: str, look: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._question = question
        self._look = look
        self._begins_on = today()
        self._build()

    def day(self) -> date | None:
        """Return the chosen day; None while there is none."""
        chosen = self._chips.chosen()
        if not chosen:
            return None
        if chosen[0] == _OTHER:
            picked = self._calendar.date()
            return date(picked.year(), picked.month(), picked.day())
        return self._begins_on + timedelta(days=int(chosen[0]))

    def first(self) -> QWidget:
        """Return what is chosen from first."""
        return self._chips.first()

    def choose(self, day: date | None) -> None:
        """Choose a day, or none."""
        if self._begins_on != self._today():
            self._begins_on = self._today()
            self._replace_chips()
        if day is None:
            self._chips.choose(())
        else:
            away = str((day - self._begins_on).days)
            self._chips.choose((away if away in self._offered() else _OTHER,))
            self._calendar.setDate(QDate(day.year, day.month, day.day))
        self._show_calendar()

    def _offered(self) -> dict[str, str]:
        return {
            "1": day_words(self._begins_on + timedelta(days=1), self._begins_on).capitalize(),
            "2": day_words(self._begins_on + timedelta(days=2), self._begins_on),
            str(_A_WEEK): self.tr("In a week"),
            str(_A_MONTH): self.tr("In a month"),
        }

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(theme.SMALL))
        self._chips = self._make_chips()
        column.addWidget(self._chips)
        in_three_days = self._begins_on + timedelta(days=3)
        self._calendar = QDateEdit(
            QDate(in_three_days.year, in_three_days.month, in_three_days.day)
        )
        self._calendar.setCalendarPopup(True)
        self._calendar.setAccessibleName(self.tr("The other day"))
        self._calendar.hide()
        column.addWidget(self._calendar)

    def _make_chips(self) -> ChipRow:
        choices = (*self._offered().items(), (_OTHER, self.tr("Another day")))
        made = ChipRow(self._question, choices, self._look)
        made.changed.connect(self._show_calendar)
        return made

    def _replace_chips(self) -> None:
        old, self._chips = self._chips, self._make_chips()
        self._column.replaceWidget(old, self._chips)
        old.deleteLater()

    def _show_calendar(self) -> None:
        wanted = self._chips.chosen() == (_OTHER,)
        if wanted and self.sender() is self._chips and self._calendar.isHidden():
            self._calendar.show()
            self._calendar.setFocus()
        self._calendar.setVisible(wanted)
