"""One card of settings: its fields, what is wrong beside each of them, and its own Save."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

LONGEST = 200

_NARROW = 460
"""Pixels in which Save and what it says don't fit beside each other."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence about a field stands, and where the hands go to mend it."""

    told: QLabel
    field: QWidget | None


class SettingCard(QFrame):
    """Words stay in their fields whatever happens to a save, and whoever types meanwhile.

    Args:
        title: its heading.
        lead: what it is for, in a sentence.
        save: the words on its button; "" where another button of the page saves it along.
        look: the theme.
    """

    save_requested = Signal()
    touched = Signal()
    """Somebody has typed here."""
    look_requested = Signal(QWidget)
    """This field wants mending: it should be in sight."""
    version: int = 0
    """Of what stood here when somebody began to type; a save of an older one is a conflict."""

    def __init__(self, title: str, lead: str, save: str, look: Theme) -> None:
        super().__init__()
        self.look = look
        self._announcer = Announcer(self)
        self._is_dirty = False
        self._is_saving = False
        self._was_touched = False
        self._places: dict[str, _Place] = {}
        self._outside = QVBoxLayout(self)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        outside = self._outside
        edge = look.px(theme.LARGE)
        outside.setContentsMargins(edge, edge, edge, edge)
        outside.setSpacing(look.px(theme.MEDIUM))
        head = QVBoxLayout()
        head.setSpacing(look.px(theme.TINY))
        head.addWidget(label(title, "heading"))
        head.addWidget(label(lead, "quiet"))
        outside.addLayout(head)
        self.column = QVBoxLayout()
        self.column.setSpacing(look.px(theme.MEDIUM))
        outside.addLayout(self.column)
        self.add_place("", outside)
        row = Beside(look, theme.MEDIUM, _NARROW)
        self._buttons = FlowLayout(look.px(theme.MEDIUM))
        self._save = Button(save, "primary")
        self._save.setAccessibleDescription(title)
        self._save.setToolTip(self.tr("Ctrl+S"))
        self._save.setEnabled(False)
        self._done = label("", "quiet")
        self._done.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._done.hide()
        self._buttons.addWidget(self._save)
        row.row.addLayout(self._buttons)
        row.row.addWidget(self._done, 1)
        outside.addWidget(row)
        self._save.clicked.connect(self._on_save)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)
        shortcut.setEnabled(bool(save))
        if not save:
            self._save.hide()

    @property
    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved; only then there is a Save."""
        return self._is_dirty

    @is_dirty.setter
    def is_dirty(self, is_dirty: bool) -> None:
        self._is_dirty = is_dirty
        if not is_dirty and self._save.hasFocus():
            # A button that goes dim hands the focus on, to the next card; stay in this one.
            self.focusPreviousChild()
        self._save.setEnabled(is_dirty)

    def add_button(self, button: Button) -> None:
        """Add a button beside Save."""
        self._buttons.addWidget(button)

    def set_save_words(self, words: str) -> None:
        """Write other words on Save."""
        self._save.set_words(words)

    def add_line(self, words: str, hint: str = "", key: str = "", *, beside: int = 0) -> QLineEdit:
        """Add a field with its words above it; see `add_field`."""
        line = QLineEdit()
        line.setMaxLength(LONGEST)
        line.setPlaceholderText(hint)
        self.add_field(words, line, key, beside=beside)
        line.textEdited.connect(self.touch)
        return line

    def add_field(
        self,
        words: str,
        field: QWidget,
        key: str = "",
        *,
        beside: int = 0,
        into: QBoxLayout | None = None,
    ) -> None:
        """Add any field with its words close above it, and apart from the one before.

        Args:
            words: its name, for eyes and screen readers.
            field: the widget.
            key: by which a refusal names it; "" where none does.
            beside: the words stand before the field instead, this many pixels wide at the usual
                text size.
            into: a row of fields; None for the card's own column.
        """
        field.setAccessibleName(words)
        name = label(words)
        name.setBuddy(field)
        pair = QVBoxLayout()
        pair.setSpacing(self.look.px(theme.TINY))
        if beside:
            line = QHBoxLayout()
            line.setSpacing(self.look.px(theme.MEDIUM))
            name.setFixedWidth(self.look.px(beside))
            line.addWidget(name)
            line.addWidget(field, 1)
            pair.addLayout(line)
        else:
            pair.addWidget(name)
            pair.addWidget(field)
        if key:
            self.add_place(key, pair, field)
        if into is None:
            self.column.addLayout(pair)
        else:
            pair.setAlignment(Qt.AlignmentFlag.AlignTop)
            into.addLayout(pair, 1)

    def add_place(
        self, key: str, layout: QVBoxLayout | None = None, field: QWidget | None = None
    ) -> None:
        """Add a place for what is wrong: below what was added so far.

        Args:
            key: by which a refusal names it.
            layout: where it stands; None for the card's own column.
            field: what is to be mended; None where it is several.
        """
        told = label("", "trouble")
        told.hide()
        (layout or self.column).addWidget(told)
        self._places[key] = _Place(told, field)

    def take_place(self, key: str) -> None:
        """Forget a place whose field goes."""
        self._places.pop(key, None)

    def say(self, words: str) -> None:
        """Say something that is no trouble, beside the buttons; "" takes it away."""
        self._done.setText(words)
        self._done.setVisible(bool(words))
        self._announcer.say(words)

    def touch(self) -> None:
        """Note that somebody has typed here: what is read later must not write over it."""
        self.is_dirty = True
        self._was_touched = True
        self.say("")
        self.touched.emit()

    def set_trouble(self, sentence: str, key: str = "", field: QWidget | None = None) -> None:
        """Say what is wrong.

        Args:
            sentence: the words; "" for nothing.
            key: the field, or place, beside which they stand; at the end where there is none.
            field: what is to be mended, where it is another than that.
        """
        for place in self._places.values():
            self._say(place, "")
        place = self._places.get(key, self._places[""])
        self._say(place, sentence)
        if not sentence:
            return
        self.say("")
        field = field or place.field
        if field is not None:
            field.setFocus()
            self.look_requested.emit(field)
        else:
            self._announcer.say(sentence)

    def put_above_save(self, widget: QWidget) -> None:
        """Put something between the fields and Save."""
        self._outside.insertWidget(self._outside.count() - 1, widget)

    def take_left(self, left: object) -> None:
        """Take note of what one's own save has left: the version, or all that was saved."""
        if isinstance(left, int):
            self.version = left

    def let_go(self) -> None:
        """Let what was typed be written over by what is read next."""
        self.is_dirty = False

    def begin(self) -> bool:
        """Note that a save begins; False while one is on its way, which is enough."""
        if self._is_saving:
            return False
        self._is_saving = True
        self._was_touched = False
        return True

    def finish(self) -> bool:
        """Note that the save has ended; say whether what was typed is still what was sent."""
        self._is_saving = False
        return not self._was_touched

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept.

        Args:
            is_whole: nothing was typed since; else what is typed stays, still to be saved.
        """
        self.is_dirty = not is_whole
        self.set_trouble("")
        told = self.tr("Saved. Every form hears of it within a few minutes.")
        self.say(told)

    def _say(self, place: _Place, sentence: str) -> None:
        place.told.setText(sentence)
        place.told.setVisible(bool(sentence))
        if place.field is not None:
            place.field.setAccessibleDescription(sentence)

    def _on_save(self) -> None:
        if self.is_dirty and not self._is_saving:
            self.save_requested.emit()
