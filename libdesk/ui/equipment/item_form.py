"""An item while it is written: all its fields by group, and those of the library's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.disposal import keep_proposal
from libdesk.domain.item_fields import CUSTOM, FIELDS, FieldType, Group, texts_of, with_texts
from libdesk.domain.records import Record
from libdesk.services.item_changes import Changed
from libdesk.ui import theme
from libdesk.ui.equipment.field_edits import FieldEdits
from libdesk.ui.item_field_words import field_words, group_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import hairline, label
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.tab_order import move_focus
from libdesk.ui.widgets.words_edit import WordsEdit

_NARROW = 330
_KEPT_BY = ("funder", "bought_on", "keep_until")
"""Fields that tell whether it is to be kept, and until when."""

_WHOLE_WIDTH = frozenset({"name", "is_accessible"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An item that is written.

    Attributes:
        record: what it began from; one with the id 0 is not in the list yet.
        own_fields: names of the library's own fields.
        typed: what differs from the record so far, as texts.
    """

    record: Record
    own_fields: tuple[str, ...] = ()
    typed: Mapping[str, str] | None = None


class ItemForm(SettingCard):
    """What was typed stays until it is saved, or put aside by Cancel.

    Args:
        draft: what is changed.
        edits: makes the widgets for fields.
        look: the theme.

    Signals:
        cancel_requested: leave it; what was typed is put aside.

    Attributes:
        left: what the last save has left; None before that.
    """

    cancel_requested = Signal()

    def __init__(self, draft: Draft, edits: FieldEdits, look: Theme) -> None:
        self._record = draft.record
        self._edits = edits
        self._fields: dict[str, QWidget] = {}
        self._named: list[tuple[QLineEdit, QLineEdit]] = []
        self.left: Changed | None = None
        is_new = not draft.record.id
        title = self.tr("A new item") if is_new else self.tr("Change {label}")
        lead = self.tr("Each change is kept with your name, and can be taken back.")
        if is_new:
            lead = self.tr("A label and a kind are enough; the rest can come later.")
        super().__init__(title.format(label=draft.record.tag), lead, self.tr("Save"), look)
        self._cancel = Button(self.tr("Cancel"), enter_presses=False)
        self._cancel.setToolTip(self.tr("Esc"))
        self.add_button(self._cancel)
        self._cancel.clicked.connect(self.cancel_requested)
        for group in Group:
            self._add_group(group, draft.own_fields)
        self.show_record(draft.record, draft.typed or {})
        self.touched.connect(self._tell_kept)

    @property
    def record(self) -> Record:
        """What it began from."""
        return self._record

    def typed(self) -> dict[str, str]:
        """Return what differs from what it began from, as texts by fields."""
        before = texts_of(self._record)
        now = {name: self._edits.text(name, edit) for name, edit in self._fields.items()}
        for name, value in self._named:
            if name.text().strip() and value.text().strip():
                now[f"{CUSTOM}{name.text().strip()}"] = value.text().strip()
        return {name: text for name, text in now.items() if text != before.get(name, "")}

    def show_record(self, record: Record, typed: Mapping[str, str]) -> None:
        """Show a record in the fields, with what was typed over it."""
        self._record, self.version = record, record.version
        texts = {**texts_of(record), **typed}
        for name, edit in self._fields.items():
            was_blocked = edit.blockSignals(True)  # noqa: FBT003 - as Qt calls it
            self._edits.show(edit, texts.pop(name, ""))
            edit.blockSignals(was_blocked)
        for name, text in texts.items():
            if text:
                self._add_named(name.removeprefix(CUSTOM), text)
        self.is_dirty = bool(typed)
        self._tell_kept()

    def focus_first(self) -> None:
        """Put the focus where writing begins: at what a new item lacks first."""
        first = "name" if self._record.id else "kind"
        self._fields[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_left(self, left: object) -> None:
        """Take note of the record as it is now."""
        if isinstance(left, Changed):
            self.left = left
            self._record = left.records[0]
            self.version = self._record.version

    def say_done(self, *, is_whole: bool) -> None:
        """Note that it is kept; what was typed meanwhile is still to be saved."""
        self.is_dirty = not is_whole
        self.set_trouble("")
        if not is_whole:
            self.say(self.tr("Saved. What you typed since then is not saved yet."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the form, also through fields that were added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _add_group(self, group: Group, own_fields: tuple[str, ...]) -> None:
        names = [name for name, field in FIELDS.items() if field.group is group]
        if group is Group.OWN:
            names = [f"{CUSTOM}{name}" for name in own_fields]
        self.column.addWidget(hairline())
        self.column.addWidget(label(group_words(group), "heading"))
        row: Beside | None = None
        for name in names:
            edit = self._fields[name] = self._edits.made(name)
            self._follow(edit)
            is_long = name in _WHOLE_WIDTH or isinstance(edit, WordsEdit)
            if is_long or row is None:
                row = Beside(self.look, theme.MEDIUM, _NARROW)
                self.column.addWidget(row)
                self.add_field(field_words(name), edit, name, into=row.row)
                row = None if is_long else row
            else:
                self.add_field(field_words(name), edit, name, into=row.row)
                row = None
        if group is Group.MONEY:
            self._kept = label("", "quiet")
            self.column.addWidget(self._kept)
        if group is Group.OWN:
            self._own = QVBoxLayout()
            self._own.setSpacing(self.look.px(theme.SMALL))
            self.column.addLayout(self._own)
            more = Button(self.tr("Add a field of our own"), enter_presses=False)
            more.clicked.connect(self._on_more)
            self.column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _add_named(self, name: str = "", value: str = "") -> QLineEdit:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.look.px(theme.MEDIUM))
        named, valued = QLineEdit(name), QLineEdit(value)
        named.setPlaceholderText(self.tr("What to call it"))
        named.setAccessibleName(self.tr("Name of the field"))
        valued.setPlaceholderText(self.tr("What it is here"))
        valued.setAccessibleName(self.tr("Value of the field"))
        for one in (named, valued):
            line.addWidget(one, 1)
            one.textEdited.connect(self.touch)
        self._own.addWidget(row)
        row.show()
        self._named.append((named, valued))
        return named

    def _on_more(self) -> None:
        self._add_named().setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, edit: QWidget) -> None:
        if isinstance(edit, QLineEdit):
            edit.textEdited.connect(self.touch)
            if (completer := edit.completer()) is not None:
                completer.activated.connect(self.touch)
        elif isinstance(edit, WordsEdit):
            edit.textChanged.connect(self.touch)
        elif isinstance(edit, Picker):
            edit.activated.connect(self.touch)
        for name, one in self._fields.items():
            is_day = name in FIELDS and FIELDS[name].holds is FieldType.DAY
            if one is edit and is_day and isinstance(edit, QLineEdit):
                edit.editingFinished.connect(partial(self._show_day, name, edit))

    def _tell_kept(self) -> None:
        """Say until when it is to be kept, where E-rate pays for it and nobody has said so."""
        told = {name: self._edits.text(name, self._fields[name]) for name in _KEPT_BY}
        try:
            until = keep_proposal(with_texts(self._record, told))
        except ValueError:  # a day that is still being typed
            until = None
        words = self.tr(
            "E-rate pays for it, so it may not go until five years after it came. Keep it until at "
            "least {day}, and write “E-rate” as the reason."
        )
        self._kept.setText("" if until is None else words.format(day=until.isoformat()))
        self._kept.setVisible(until is not None)

    def _show_day(self, name: str, edit: QLineEdit) -> None:
        # As it was understood: "30 Nov" may be meant otherwise.
        edit.setText(self._edits.text(name, edit))
