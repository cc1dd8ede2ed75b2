"""Begins a count: what it is called, on which days, and where."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit

from libdesk.domain.moments import read_day
from libdesk.domain.stocktake import Spot, Stocktake
from libdesk.services.errors import Refusal
from libdesk.ui import theme
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.planning.entry_form import day_typed
from libdesk.ui.stocktake.parts import Library
from libdesk.ui.stocktake.spots_choice import SpotsChoice
from libdesk.ui.stocktake.wording import proposed_title
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.tab_order import move_focus
from libdesk.ui.widgets.words_edit import WordsEdit

_NARROW = 520


class BeginForm(SettingCard):
    """A title is proposed, today is the day, and the whole library the place.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        self._today = date.min
        title = self.tr("Begin a count")
        lead = self.tr(
            "Walk from place to place with a scanner. Several people can count: each scans into "
            "a list, and pastes it here."
        )
        super().__init__(title, lead, self.tr("Begin to count"), look)
        self._title = self.add_line(self.tr("What it is called"), "", "title")
        hint = self.tr("Such as: 2026-12-03, Dec 3 2026")
        days = Beside(look, theme.MEDIUM, _NARROW)
        self.column.addWidget(days)
        self._starts, self._ends = QLineEdit(), QLineEdit()
        for words, line, key in (
            (self.tr("First day"), self._starts, "starts_on"),
            (self.tr("Last day"), self._ends, "ends_on"),
        ):
            line.setPlaceholderText(hint)
            line.textEdited.connect(self.touch)
            self.add_field(words, line, key, into=days.row)
        self._spots = SpotsChoice(look)
        self._spots.changed.connect(self.touch)
        self.column.addWidget(self._spots)
        self.add_place("spots", field=self._spots)
        self._note = WordsEdit(look, (2, 4))
        self.add_field(self.tr("Note (optional)"), self._note, "note")
        self._note.textChanged.connect(self.touch)
        self._cancel = Button(self.tr("Cancel"), enter_presses=False)
        self.add_button(self._cancel)
        self.cancelled = self._cancel.clicked

    def show_new(self, library: Library, today: date) -> None:
        """Propose a count of everything, today."""
        self._today = today
        self._title.setText(proposed_title(today))
        for line in (self._starts, self._ends):
            line.setText(day_typed(today))
        self._note.set_words("")
        self._spots.show_library(library)
        self.set_save_words(self.tr("Begin to count"))
        self.set_trouble("")
        self.is_dirty = True  # as it stands it can be begun

    def show_stocktake(self, stocktake: Stocktake, library: Library, today: date) -> None:
        """Show a count that is there, to be changed."""
        self._today = today
        self._title.setText(stocktake.title)
        self._starts.setText(day_typed(stocktake.starts_on))
        self._ends.setText(day_typed(stocktake.ends_on))
        self._note.set_words(stocktake.note)
        self._spots.show_library(library, stocktake.spots)
        self.set_save_words(self.tr("Save"))
        self.set_trouble("")
        self.is_dirty = True

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Go from field to field as they stand: the chips are made anew for each library."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def focus_first(self) -> None:
        """Begin with the title, to be typed over."""
        self._title.setFocus()
        self._title.selectAll()

    def typed(self) -> tuple[str, date, date, Sequence[Spot], str]:
        """Return title, first and last day, places and note.

        Raises:
            Refusal: a day is none; the field is named.
        """
        first = self._day(self._starts, "starts_on")
        last = self._day(self._ends, "ends_on")
        return self._title.text(), first, last, self._spots.spots(), self._note.words()

    def _day(self, line: QLineEdit, key: str) -> date:
        day = read_day(line.text().strip(), self._today)
        if day is None:
            raise Refusal(self.tr("Type the day as 2026-12-03 or Dec 3 2026."), field=key)
        return day
