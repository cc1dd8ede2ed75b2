"""The form of one entry: what the three kinds share, and how typed words are read."""

from datetime import date, datetime
from typing import Generic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from libdesk.domain.moments import read_day
from libdesk.services.errors import Refusal
from libdesk.services.planning_stores import Entry
from libdesk.services.ports import Clock
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.picker import Picker

_DIGITS = 6
"""More of them are no number of days or weeks; Python itself refuses thousands (B16)."""


class EntryForm(SettingCard, Generic[Entry]):
    """Empty for a new entry, else filled with one.

    Args:
        title: its heading.
        lead: what it is for.
        save: the words on its button.
        look: the theme.
        now: tells the time.
    """

    leave_requested = Signal()
    """Show again what is stored."""
    remove_requested = Signal()

    def __init__(self, title: str, lead: str, save: str, look: Theme, now: Clock) -> None:
        super().__init__(title, lead, save, look)
        self.now = now
        self.shown: Entry | None = None
        self._leave = Button(self.tr("Leave it as it was"), enter_presses=False)
        self._remove = Button(self.tr("Remove"), enter_presses=False)
        for button in (self._leave, self._remove):
            self.add_button(button)
        self._leave.clicked.connect(self.leave_requested)
        self._remove.clicked.connect(self.remove_requested)

    def show_entry(self, entry: Entry | None) -> None:
        """Fill the fields with an entry; None, or one without an id, is a new one."""
        self.shown = entry if entry is not None and entry.id else None
        self.version = self.shown.version if self.shown else 0
        self.set_trouble("")
        self.say("")
        self.fill(entry)
        self._remove.setVisible(self.shown is not None)
        # A draft is not stored yet: as it stands there it can be saved.
        self.is_dirty = entry is not None and self.shown is None

    def fill(self, entry: Entry | None) -> None:
        """Write an entry into the fields; None empties them."""
        raise NotImplementedError

    def typed(self) -> Entry:
        """Return what stands in the fields.

        Raises:
            Refusal: a field makes no sense; it is named.
        """
        raise NotImplementedError

    def first_field(self) -> QLineEdit | Picker:
        """Return where somebody begins to type."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Begin to type."""
        field = self.first_field()
        field.setFocus()
        self.look_requested.emit(field)

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept."""
        super().say_done(is_whole=is_whole)
        self.say(self.tr("Saved."))

    def read_day(self, line: QLineEdit, key: str) -> date | None:
        """Return the day in a line; None for an empty one.

        Raises:
            Refusal: it is no day.
        """
        words = line.text().strip()
        if not words:
            return None
        day = read_day(words, self.now().astimezone().date())
        if day is None:
            raise Refusal(self.tr("Type the day as 2026-12-03 or Dec 3 2026."), field=key)
        return day

    def read_number(self, line: QLineEdit, key: str, usual: int) -> int:
        """Return the number in a line; the usual one where it is empty.

        Raises:
            Refusal: it is none, or a very long one.
        """
        words = line.text().strip()
        if not words:
            return usual
        if not words.isdecimal() or len(words) > _DIGITS:
            raise Refusal(self.tr("Type a small whole number, such as 7."), field=key)
        return int(words)

    def add_picker(self, words: str, key: str = "") -> Picker:
        """Add a choice of one; see `add_field`."""
        picker = Picker(self.look)
        self.add_field(words, picker, key)
        picker.activated.connect(self.touch)
        return picker


def day_typed(day: date | None) -> str:
    """Return a day as it can be typed again; "" for none."""
    return day.isoformat() if day is not None else ""


def moment_typed(at: datetime | None) -> str:
    """Return a moment as it can be typed again, with its day; "" for none."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at is not None else ""
