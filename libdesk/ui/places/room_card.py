"""What is known of a room: its kind, its condition, notes, and when it was looked over."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal

from libdesk.domain.rooms import NOTES_LIMIT, Condition, Room, RoomKind
from libdesk.ui.places.room_words import condition_words, kind_words, looked_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit


class RoomCard(SettingCard):
    """One room's fields with their Save.

    Args:
        look: the theme.

    Signals:
        look_over_requested: somebody has looked it over just now.
    """

    look_over_requested = Signal()

    def __init__(self, look: Theme) -> None:
        title = self.tr("Condition")
        lead = self.tr("Closets and server rooms are looked over once a year; Today says when.")
        super().__init__(title, lead, self.tr("Save"), look)
        self._room = Room("", "")
        self._drafts: dict[tuple[str, str], Room] = {}
        self._kind = Picker(look)
        for kind in RoomKind:
            self._kind.addItem(kind_words(kind), kind)
        self._condition = Picker(look)
        for condition in Condition:
            self._condition.addItem(condition_words(condition), condition)
        self._notes = WordsEdit(look, (3, 10), NOTES_LIMIT)
        self.add_field(self.tr("What kind of place it is"), self._kind)
        self.add_field(self.tr("How you found it"), self._condition)
        self.add_field(self.tr("Notes: what is where, what is to be done"), self._notes, "notes")
        self._looked = Button(self.tr("Looked over today"), enter_presses=False)
        self.add_button(self._looked)
        self._kind.activated.connect(self.touch)
        self._condition.activated.connect(self.touch)
        self._notes.textChanged.connect(self._on_notes)
        self._looked.clicked.connect(self.look_over_requested)

    def room(self) -> Room:
        """Return the room as it was typed, with the version that was on the screen."""
        return replace(
            self._room,
            kind=RoomKind(self._kind.currentData()),
            condition=Condition(self._condition.currentData()),
            notes=self._notes.words(),
        )

    def show_room(self, room: Room, today: date) -> None:
        """Show a room; what is being typed of it stays, also while another one is shown."""
        is_same = _key(room) == _key(self._room)
        if is_same and self.is_dirty:
            return
        if self.is_dirty:
            self._drafts[_key(self._room)] = self.room()
        draft = self._drafts.pop(_key(room), None)
        shown = self._room = draft or room
        self._kind.setCurrentIndex(self._kind.findData(shown.kind))
        self._condition.setCurrentIndex(self._condition.findData(shown.condition))
        if self._notes.words() != shown.notes:
            self._notes.set_words(shown.notes)
        self.is_dirty = draft is not None
        if not is_same:
            self.set_trouble("")
            self.say(self.tr("Not saved yet.") if draft is not None else "")
        told = looked_words(room, today)
        self._looked.setToolTip(told)
        self._looked.setAccessibleDescription(told)

    def take_saved(self, room: Room, *, is_whole: bool) -> None:
        """Take note of how the room is kept now; what is typed stays.

        Args:
            room: as it is kept.
            is_whole: nothing else was typed since.
        """
        if _key(room) == _key(self._room):
            self._room = room
            self.is_dirty = not is_whole
            self.set_trouble("")

    def _on_notes(self) -> None:
        # Notes that are shown are no typing.
        if self._notes.words() != self._room.notes:
            self.touch()


def _key(room: Room) -> tuple[str, str]:
    return room.branch, room.key
