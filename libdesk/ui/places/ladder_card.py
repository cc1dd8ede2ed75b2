"""Whom to turn to when no answer comes: steps in order, each with who, how and when."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.bulletin import STEPS_LIMIT, Step
from libdesk.ui import theme
from libdesk.ui.places.setting_card import LONGEST, SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import TileLayout

_FIELD = 210
"""Pixels that a field of a step needs at least; narrower, who and how stand below each other."""

_HEAD = 330
"""Pixels in which the number of a step and its buttons don't fit beside each other."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One step on the screen."""

    frame: QFrame
    name: QLabel
    fields: tuple[QLineEdit, ...]
    up: Button
    down: Button
    remove: Button

    def step(self) -> Step:
        """Return what was typed."""
        who, how, when = (field.text().strip() for field in self.fields)
        return Step(who, how, when)


class LadderCard(SettingCard):
    """Forms show these steps under "Not getting an answer?", and print them.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        title = self.tr("Not getting an answer?")
        lead = self.tr("Whom people turn to when no answer comes, first step first.")
        super().__init__(title, lead, self.tr("Save steps"), look)
        self._rows: list[_Row] = []
        self._steps = QVBoxLayout()
        self._steps.setSpacing(look.px(theme.MEDIUM))
        self.column.addLayout(self._steps)
        self._add = Button(self.tr("Add a step"), enter_presses=False)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_place("ladder")
        self._add.clicked.connect(self._on_add)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show what is settled; rows that are there already are kept, and the focus in them."""
        while len(self._rows) > len(steps):
            self._take(self._rows[-1])
        while len(self._rows) < len(steps):
            self._append()
        for row, step in zip(self._rows, steps, strict=True):
            for field, words in zip(row.fields, astuple(step), strict=True):
                _show(field, words)
        self.is_dirty = False

    def steps(self) -> tuple[Step, ...] | None:
        """Return what was typed; None where a step names nobody, which is told."""
        steps = []
        for row in self._rows:
            step = row.step()
            if not step.who and (step.how or step.when):
                told = self.tr("Say in each step who it is: a name or a role.")
                self.set_trouble(told, "ladder", row.fields[0])
                return None
            steps.append(step)
        return tuple(steps)

    def _on_add(self) -> None:
        added = self._append()
        added.fields[0].setFocus()
        self.touch()

    def _append(self) -> _Row:
        look = self.look
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.SMALL))
        flow = TileLayout(look.px(theme.MEDIUM), 2, look.px(_FIELD), 0)
        fields = tuple(QLineEdit() for _ in range(3))
        pairs = []
        for field, words in zip(fields, self._words(), strict=True):
            field.setMaxLength(LONGEST)
            field.textEdited.connect(self.touch)
            pairs.append(self._pair(words, field))
        *beside, below = pairs
        for pair in beside:
            flow.addWidget(pair)
        up = Button(self.tr("Up"), enter_presses=False)
        down = Button(self.tr("Down"), enter_presses=False)
        remove = Button(self.tr("Remove"), enter_presses=False)
        up.clicked.connect(self._on_up)
        down.clicked.connect(self._on_down)
        remove.clicked.connect(self._on_remove)
        name = label("", "strong")
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(theme.SMALL))
        for button in (up, down, remove):
            buttons.addWidget(button)
        buttons.addStretch(0)
        head = Beside(look, theme.SMALL, _HEAD)
        head.row.addWidget(name, 1)
        head.row.addLayout(buttons)
        column.addWidget(head)
        column.addLayout(flow)
        column.addWidget(below)
        row = _Row(frame, name, fields, up, down, remove)
        self._rows.append(row)
        self._steps.addWidget(frame)
        self._name_rows()
        return row

    def _pair(self, words: str, field: QLineEdit) -> QWidget:
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.px(theme.TINY))
        column.addWidget(label(words, "fine"))
        column.addWidget(field)
        return pair

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr("Who: a name or a role"),
            self.tr("How: a number or a place"),
            self.tr("When: after how long"),
        )

    def _on_up(self) -> None:
        pressed = self.sender()
        self._move(next(place for place, row in enumerate(self._rows) if row.up is pressed), -1)

    def _on_down(self) -> None:
        pressed = self.sender()
        self._move(next(place for place, row in enumerate(self._rows) if row.down is pressed), 1)

    def _move(self, place: int, by: int) -> None:
        """Let two steps change places; the focus goes along with the one that was meant."""
        row, other = self._rows[place], self._rows[place + by]
        for one, two in zip(row.fields, other.fields, strict=True):
            words = one.text()
            _show(one, two.text())
            _show(two, words)
        along, back = (other.up, other.down) if by < 0 else (other.down, other.up)
        (along if along.isEnabled() else back).setFocus()
        self.touch()

    def _on_remove(self) -> None:
        pressed = self.sender()
        for place, row in enumerate(self._rows):
            if row.remove is pressed:
                self._take(row)
                left = self._rows[place:] or self._rows[-1:]
                (left[0].remove if left else self._add).setFocus()
                self.touch()
                return

    def _take(self, row: _Row) -> None:
        self._rows.remove(row)
        self._steps.removeWidget(row.frame)
        row.frame.hide()
        row.frame.deleteLater()
        self._name_rows()

    def _name_rows(self) -> None:
        """Number the rows anew, for eyes and screen readers."""
        for number, row in enumerate(self._rows, 1):
            words = self.tr("Step {number}").format(number=number)
            row.name.setText(words)
            row.up.setAccessibleName(self.tr("Move step {number} up").format(number=number))
            row.down.setAccessibleName(self.tr("Move step {number} down").format(number=number))
            row.up.setEnabled(number > 1)
            row.down.setEnabled(number < len(self._rows))
            row.remove.setAccessibleName(self.tr("Remove step {number}").format(number=number))
            for field, part in zip(row.fields, self._words(), strict=True):
                field.setAccessibleName(f"{words}. {part}")
        self._add.setEnabled(len(self._rows) < STEPS_LIMIT)


def _show(field: QLineEdit, words: str) -> None:
    """Show words from their beginning, also where they are longer than the field."""
    field.setText(words)
    field.setCursorPosition(0)
