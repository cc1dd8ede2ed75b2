"""What is set for several items at once: any field, or where they are and in what status."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.item_fields import FIELDS
from libdesk.domain.item_lists import ItemLine
from libdesk.domain.statuses import MOVES, Status
from libdesk.services.item_changes import Changed
from libdesk.ui import theme
from libdesk.ui.equipment.field_edits import FieldEdits
from libdesk.ui.equipment.wording import set_words
from libdesk.ui.item_field_words import field_words
from libdesk.ui.item_strings import item_status_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button, Chip
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.tab_order import move_focus
from libdesk.ui.widgets.words_edit import WordsEdit

_ONE_EACH = frozenset({"tag", "serial", "computer_name", "status"})
"""What no two items have alike, and the status, which moves by rules of its own."""

SYSTEM_FIELDS = ("system", "system_version")
"""What other systems may require or forbid."""

_FIRST = "funder"


class ManyCard(SettingCard):
    """What both have in common.

    Args:
        title: its heading.
        lead: what it is for.
        lines: the items.
        look: the theme.

    Signals:
        cancel_requested: leave it; nothing is set.

    Attributes:
        versions: the items, each with the version that was on the screen.
        corrects: the list was wrong: a status may become any other.
        left: what the save has left; None before that.
    """

    cancel_requested = Signal()

    def __init__(self, title: str, lead: str, lines: Sequence[ItemLine], look: Theme) -> None:
        super().__init__(title, lead, set_words(len(lines)), look)
        self.versions = {one.id: one.version for one in lines}
        self.corrects = False
        self.left: Changed | None = None
        self._cancel = Button(self.tr("Cancel"), enter_presses=False)
        self._cancel.setToolTip(self.tr("Esc"))
        self.add_button(self._cancel)
        self._cancel.clicked.connect(self.cancel_requested)

    def texts(self) -> dict[str, str]:
        """Return what is to be set."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        raise NotImplementedError

    def take_left(self, left: object) -> None:
        """Take note of what was changed."""
        self.left = left if isinstance(left, Changed) else None

    def say_done(self, *, is_whole: bool) -> None:  # noqa: ARG002 - the card closes
        """Note that it is kept."""
        self.is_dirty = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Go on as the card is read, also through fields that were added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)


class BulkCard(ManyCard):
    """Sets any fields.

    Args:
        lines: the items.
        edits: makes the widgets for fields.
        look: the theme.

    Signals:
        system_typed: another system or version is typed.
    """

    system_typed = Signal()

    def __init__(self, lines: Sequence[ItemLine], edits: FieldEdits, look: Theme) -> None:
        super().__init__(
            counted(len(lines), self.tr("Change 1 item"), self.tr("Change {count} items")),
            self.tr("What you set here is set for all of them. An empty value means: not known."),
            lines,
            look,
        )
        self._edits = edits
        self._rows: list[_FieldRow] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(look.px(theme.MEDIUM))
        self.column.addLayout(self._place)
        self._warning = Banner(look, "notice")
        self.column.addWidget(self._warning)
        self._more = Button(self.tr("Another field"), "link", enter_presses=False)
        self._more.clicked.connect(self._on_more)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self._add_row()

    def texts(self) -> dict[str, str]:
        """Return what is to be set, by fields."""
        return {row.name: self._edits.text(row.name, row.edit) for row in self._rows}

    def warn(self, words: str) -> None:
        """Say what stands against what is typed; it can be set all the same. "" takes it off."""
        if words != self._warning.words():
            self._warning.say(words)

    def focus_first(self) -> None:
        """Put the focus on which field it is."""
        self._rows[0].picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self) -> "_FieldRow":
        used = {row.name for row in self._rows}
        names = [name for name in FIELDS if name not in _ONE_EACH]
        first = next(name for name in (_FIRST, *names) if name not in used)
        row = _FieldRow(names, first, self)
        self._rows.append(row)
        self._place.addWidget(row)
        row.picker.activated.connect(partial(self._on_field, row))
        self._show_edit(row)
        row.show()
        self._more.setVisible(len(self._rows) < len(names))
        return row

    def _show_edit(self, row: "_FieldRow") -> None:
        edit = self._edits.made(row.name)
        row.set_edit(edit)
        self.add_place(row.name, row.column, edit)
        if isinstance(edit, QLineEdit):
            edit.textEdited.connect(self.touch)
            if row.name in SYSTEM_FIELDS:
                edit.textChanged.connect(self.system_typed)
        elif isinstance(edit, WordsEdit):
            edit.textChanged.connect(self.touch)
        elif isinstance(edit, Picker):
            edit.activated.connect(self.touch)
        self.touch()

    def _on_field(self, row: "_FieldRow", _at: int) -> None:
        self.set_trouble("")
        self.take_place(row.name)
        row.take_name()
        self._show_edit(row)
        self.system_typed.emit()

    def _on_more(self) -> None:
        self._add_row().picker.setFocus(Qt.FocusReason.OtherFocusReason)


class _FieldRow(QWidget):
    """Which field, and its new value.

    Args:
        names: the fields on offer.
        name: the one that is chosen first.
        card: gives the theme.
    """

    def __init__(self, names: Sequence[str], name: str, card: SettingCard) -> None:
        super().__init__()
        self.name = name
        self.edit: QWidget = QWidget()
        self.picker = Picker(card.look)
        self.picker.setAccessibleName(self.tr("What to set"))
        for one in names:
            self.picker.addItem(field_words(one), one)
        self.picker.setCurrentIndex(self.picker.findData(name))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(card.look.px(theme.TINY))
        self.column.addWidget(self.picker)
        self.column.addWidget(self.edit)

    def take_name(self) -> None:
        """Take the field that the picker shows."""
        self.name = str(self.picker.currentData())

    def set_edit(self, edit: QWidget) -> None:
        """Put what this field is typed into in the place of what the one before was."""
        gone, self.edit = self.edit, edit
        told = self.tr("{field}, new value").format(field=field_words(self.name))
        edit.setAccessibleName(told)
        self.column.addWidget(edit)
        edit.show()
        self.column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()


class MoveCard(ManyCard):
    """Sets status and place; only such statuses as all of the items may move to.

    Args:
        lines: the items.
        edits: makes the widgets for fields.
        look: the theme.
    """

    def __init__(self, lines: Sequence[ItemLine], edits: FieldEdits, look: Theme) -> None:
        one = self.tr("Move {label}").format(label=lines[0].tag)
        title = counted(len(lines), one, self.tr("Move {count} items"))
        super().__init__(title, self.tr("What you leave empty stays as it is."), lines, look)
        self._now = {one.status for one in lines}
        self._edits = edits
        area = ArrowArea()
        inside = QVBoxLayout(area)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(look.px(theme.SMALL))
        self._status = ChipRow(self.tr("Which status?"), (), look, role="")
        self._wrong = Chip(self.tr("The list was wrong: offer every status"), look)
        inside.addWidget(self._status)
        self.column.addWidget(area)
        self.add_place("status", inside, self._status)
        inside.addWidget(self._wrong, 0, Qt.AlignmentFlag.AlignLeading)
        self._branch = edits.made("branch")
        self._room = edits.made("room")
        if isinstance(self._branch, Picker):
            self._branch.setItemText(0, self.tr("As it is"))
            self._branch.activated.connect(self.touch)
        if isinstance(self._room, QLineEdit):
            self._room.textEdited.connect(self.touch)
        self.add_field(self.tr("Branch"), self._branch, "branch")
        self.add_field(self.tr("Room or spot"), self._room, "room")
        self._status.changed.connect(self.touch)
        self._wrong.clicked.connect(self._on_wrong)
        self._offer()

    def texts(self) -> dict[str, str]:
        """Return what is to be set; what was left empty is not."""
        typed = {
            "status": "".join(self._status.chosen()),
            "branch": self._edits.text("branch", self._branch),
            "room": self._edits.text("room", self._room),
        }
        return {name: text for name, text in typed.items() if text}

    def focus_first(self) -> None:
        """Put the focus on the first status, or on what offers some."""
        first = self._status.first() if self._statuses() else self._wrong
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _statuses(self) -> list[Status]:
        if self.corrects:
            return [one for one in Status if {one} != self._now]
        allowed = [set(MOVES[now]) | {now} for now in self._now]
        return [one for one in Status if {one} != self._now and all(one in of for of in allowed)]

    def _offer(self) -> None:
        self._status.set_choices([(one.value, item_status_words(one)) for one in self._statuses()])

    def _on_wrong(self, on: bool) -> None:  # noqa: FBT001 - Qt's own argument
        self.corrects = on
        self._offer()
