"""Which day: the likely ones as chips, any other as it is typed; open days are proposed."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.hours import Hours
from libdesk.domain.loans import is_open_day, open_day
from libdesk.domain.moments import read_day
from libdesk.services.errors import Refusal
from libdesk.ui import theme
from libdesk.ui.strings import day_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label

_LONGEST = 40
_TYPED = 220
"""Pixels of the line in which another day is typed."""


class DayChoice(QWidget):
    """One day.

    Args:
        question: its words.
        look: the theme.

    Signals:
        changed: another day was chosen, or something was typed.
        entered: Enter was pressed in the line.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, question: str, look: Theme) -> None:
        super().__init__()
        self._today = date.min
        self._hours: Hours | None = None
        self.setAccessibleName(question)
        self.chips = ChipRow(question, (), look, role="")
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setMaximumWidth(look.px(_TYPED))
        self.line.setPlaceholderText(self.tr("Another day, such as Dec 3"))
        self.line.setAccessibleName(self.tr("{question}: another day").format(question=question))
        self._closed = label("", "quiet")
        self._take = Button("", "link", enter_presses=False)
        self._hint = QWidget()
        row = QHBoxLayout(self._hint)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._closed)
        row.addWidget(self._take)
        row.addStretch(1)
        self._hint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        column.addWidget(self.chips)
        column.addWidget(self.line)
        column.addWidget(self._hint)
        self.chips.changed.connect(self._on_chip)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self.entered)
        self._take.clicked.connect(self._on_take)

    def offer(
        self,
        days: Sequence[tuple[date, str]],
        chosen: date | None,
        today: date,
        hours: Hours | None,
    ) -> None:
        """Offer these days.

        Args:
            days: the likely ones with their words; none twice.
            chosen: the one that is chosen; another than these is typed; None for none.
            today: the library's day.
            hours: when somebody is there; None where nobody has said so.
        """
        self._today, self._hours = today, hours
        self.chips.set_choices([(day.isoformat(), words) for day, words in days])
        is_offered = chosen is None or chosen in (day for day, _ in days)
        self.chips.choose([chosen.isoformat()] if chosen is not None else [])
        self.line.setText("" if is_offered or chosen is None else chosen.isoformat())
        self._propose()

    def day(self) -> date:
        """Return the day.

        Raises:
            Refusal: what is typed is no day, or there is none; names the field "days".
        """
        words = self.line.text().strip()
        if words:
            day = read_day(words, self._today)
            if day is None:
                raise Refusal(self.tr("Type the day as 2026-12-03 or Dec 3."), field="days")
            return day
        chosen = self.chips.chosen()
        if not chosen:
            raise Refusal(self.tr("Choose a day, or type one."), field="days")
        return date.fromisoformat(chosen[0])

    def kept(self) -> tuple[str, str]:
        """Return what is typed and chosen, to be shown again."""
        return (self.line.text(), "".join(self.chips.chosen()))

    def show_kept(self, kept: tuple[str, str]) -> None:
        """Show what was typed and chosen before; a day that is not offered any more is typed."""
        typed, chosen = kept
        self.chips.choose([chosen] if chosen else [])
        is_offered = not chosen or "".join(self.chips.chosen()) == chosen
        self.line.setText(typed if is_offered else chosen)
        self._propose()

    def _on_chip(self) -> None:
        self.line.clear()
        self._propose()
        self.changed.emit()

    def _on_typed(self) -> None:
        if self.line.text().strip():
            self.chips.choose([])
        self._propose()
        self.changed.emit()

    def _on_take(self) -> None:
        self.line.setText(open_day(self._hours, self.day()).isoformat())
        self.chips.choose([])
        self.line.setFocus()
        self._propose()
        self.changed.emit()

    def _propose(self) -> None:
        """Propose the next open day, where nobody is there on the one that is chosen."""
        try:
            day = self.day()
        except Refusal:
            day = self._today
        is_closed = day > self._today and not is_open_day(self._hours, day)
        if is_closed:
            told = self.tr("Nobody is there {day}.").format(day=day_words(day, self._today))
            following = day_words(open_day(self._hours, day), self._today)
            self._closed.setText(told)
            self._take.set_words(self.tr("Take {day}").format(day=following))
        self._hint.setVisible(is_closed)


def chip_words(day: date, today: date) -> str:
    """Return a day as it stands on a chip."""
    words = day_words(day, today)
    return f"{words[:1].upper()}{words[1:]}"


def likely_ends(first: date, today: date, hours: Hours | None) -> list[tuple[date, str]]:
    """Return the likely last days of a loan that begins on a day, with their words.

    A day on which nobody is there to take the thing back gives way to the next open one.
    """
    found: dict[date, str] = {}
    for ahead in (0, 1, 7, 14):
        wanted = first + timedelta(days=ahead)
        day = wanted if ahead == 0 else open_day(hours, wanted)
        found.setdefault(day, chip_words(day, today))
    return list(found.items())
