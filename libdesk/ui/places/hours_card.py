"""IT's hours: a line for each day of the week, and the days on which nobody is there."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from libdesk.domain.hours import ClosedDay, Hours
from libdesk.domain.moments import read_spans, spans_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.words_edit import WordsEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

_DAY = 104
"""Pixels for the name of a day."""


class HoursCard(SettingCard):
    """Every promise by the clock is worked out from these.

    Args:
        look: the theme.
        saves: the card has a Save of its own.
    """

    def __init__(self, look: Theme, *, saves: bool = True) -> None:
        title = self.tr("When IT is there")
        lead = self.tr("Promises count these hours only. An empty line is a closed day.")
        super().__init__(title, lead, self.tr("Save hours") if saves else "", look)
        self._zone = ""
        self._days: list[QLineEdit] = []
        for day in range(1, 8):
            name = QLocale().dayName(day, QLocale.FormatType.LongFormat)
            hint = self.tr("Such as 8:30-12:00, 1 pm-5 pm")
            self._days.append(self.add_line(name, hint, name, beside=_DAY))
        self.add_place("hours")
        self._closed = WordsEdit(look, (2, 6))
        self._closed.setPlaceholderText(self.tr("2026-12-25 Christmas"))
        self.add_field(
            self.tr("Days on which IT is not there, one on a line"), self._closed, "closed"
        )
        self._closed.textChanged.connect(self.touch)
        self._zone_line = label("", "fine")
        self.column.addWidget(self._zone_line)
        self.add_place("zone")

    def show_hours(self, hours: Hours | None) -> None:
        """Show what is settled."""
        known = hours or Hours(((),) * len(self._days))
        self._zone = known.zone
        for line, spans in zip(self._days, known.week, strict=True):
            line.setText(spans_words(spans))
        lines = (f"{day.on.isoformat()} {day.why}".rstrip() for day in known.closed)
        self._closed.set_words("\n".join(lines))
        zone = self.tr("These times are meant in the time zone {zone}.").format(zone=known.zone)
        own = self.tr("These times are meant in this computer’s own time zone.")
        self._zone_line.setText(zone if known.zone else own)
        self.is_dirty = False

    def words(self) -> tuple[tuple[str, ...], str]:
        """Return what stands in the lines of the days, and in that of the closed days."""
        return tuple(line.text() for line in self._days), self._closed.words()

    def show_words(self, days: Sequence[str | None], closed: str | None) -> None:
        """Show words as they were typed once; None leaves a field as it is."""
        for line, words in zip(self._days, days, strict=True):
            if words is not None:
                line.setText(words)
        if closed is not None:
            self._closed.set_words(closed)
        self.is_dirty = any(words is not None for words in (*days, closed))

    def hours(self) -> Hours | None:
        """Return what was typed; None where a part is not understood, which is told."""
        week = []
        for line in self._days:
            spans = read_spans(line.text())
            if spans is None:
                told = self.tr("{day}: type the hours as 8:30-17:00, or nothing for closed.")
                self.set_trouble(told.format(day=line.accessibleName()), line.accessibleName())
                return None
            week.append(spans)
        closed = []
        for words in filter(str.strip, self._closed.words().splitlines()):
            day, _, why = words.strip().partition(" ")
            try:
                closed.append(ClosedDay(date.fromisoformat(day), why.strip()))
            except ValueError:
                told = self.tr("“{words}”: begin with the date, as in 2026-12-25 Christmas.")
                self.set_trouble(told.format(words=words.strip()[:60]), "closed")
                return None
        return Hours(tuple(week), tuple(closed), self._zone)
