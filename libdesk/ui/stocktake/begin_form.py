"""Begins a count: what it is called, on which days, and where."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from libdesk.domain.moments import read_day
from libdesk.domain.stocktake import Spot
from libdesk.services.errors import Refusal
from libdesk.services.places import Overview
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.planning.entry_form import day_typed
from libdesk.ui.stocktake.parts import Library
from libdesk.ui.stocktake.wording import proposed_title
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.words_edit import WordsEdit

_ROWS = 8


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
        self._starts = self.add_line(self.tr("First day"), hint, "starts_on")
        self._ends = self.add_line(self.tr("Last day"), hint, "ends_on")
        self._spots = QListWidget()
        self._spots.setUniformItemSizes(True)
        self._spots.setMinimumHeight(look.px(28 * _ROWS))
        self._spots.itemChanged.connect(self._on_item)
        self.add_field(self.tr("What is counted (Space ticks a place)"), self._spots, "spots")
        self._all = Button(self.tr("The whole library"), enter_presses=False)
        self._none = Button(self.tr("Nothing"), enter_presses=False)
        self._note = WordsEdit(look, (2, 4))
        self.add_field(self.tr("Note (optional)"), self._note, "note")
        self._note.textChanged.connect(self.touch)
        self._cancel = Button(self.tr("Cancel"), enter_presses=False)
        for button in (self._all, self._none, self._cancel):
            self.add_button(button)
        self.cancelled = self._cancel.clicked
        self._all.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self._none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))

    def show_new(self, library: Library, today: date) -> None:
        """Propose a count of everything, today."""
        self._today = today
        self._title.setText(proposed_title(today))
        for line in (self._starts, self._ends):
            line.setText(day_typed(today))
        self._note.set_words("")
        self._spots.clear()
        for spot in library.spots:
            self._spots.addItem(self._item(spot, library.overview))
        self._tick(Qt.CheckState.Checked, rooms=False)
        self.set_trouble("")
        self.is_dirty = True  # as it stands it can be begun

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
        return self._title.text(), first, last, self._ticked(), self._note.words()

    def _item(self, spot: Spot, overview: Overview) -> QListWidgetItem:
        name = overview.branch_name(spot.branch)
        words = f"      {spot.room}" if spot.room else self.tr("{branch}, all of it")
        item = QListWidgetItem(words.format(branch=name) if not spot.room else words)
        item.setData(Qt.ItemDataRole.UserRole, spot)
        spoken = f"{name}, {spot.room}" if spot.room else item.text()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self._spots.item(row) for row in range(self._spots.count())]

    def _tick(self, state: Qt.CheckState, *, rooms: bool = True) -> None:
        """Tick all branches, or take all ticks off."""
        for item in self._items():
            spot = item.data(Qt.ItemDataRole.UserRole)
            is_off = state is Qt.CheckState.Unchecked
            if not spot.room or (rooms and is_off):
                item.setCheckState(state)

    def _on_item(self, item: QListWidgetItem) -> None:
        """A branch that is ticked whole has its rooms in it; a room alone, not the branch."""
        spot: Spot = item.data(Qt.ItemDataRole.UserRole)
        self._spots.blockSignals(True)  # noqa: FBT003 - Qt's own call
        if item.checkState() is Qt.CheckState.Checked:
            for other in self._items():
                its: Spot = other.data(Qt.ItemDataRole.UserRole)
                if its.branch == spot.branch and bool(its.room) is not bool(spot.room):
                    other.setCheckState(Qt.CheckState.Unchecked)
        self._spots.blockSignals(False)  # noqa: FBT003 - Qt's own call
        self.touch()

    def _ticked(self) -> tuple[Spot, ...]:
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def _day(self, line: QLineEdit, key: str) -> date:
        day = read_day(line.text().strip(), self._today)
        if day is None:
            raise Refusal(self.tr("Type the day as 2026-12-03 or Dec 3 2026."), field=key)
        return day
