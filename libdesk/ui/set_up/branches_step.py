"""The branches: a row for each, with a code that suggests itself."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.places import Branch, clean_code, suggest_code
from libdesk.services.set_up import BRANCHES_LIMIT, Settled
from libdesk.ui import theme
from libdesk.ui.places.setting_card import LONGEST
from libdesk.ui.set_up.step import SetUpParts, Step, Work
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_CELLS = 3
"""Of a row in a draft: name, code, and whether somebody typed the code."""

_CODE, _NARROW = 96, 620
"""Pixels for a code, and those in which a row's buttons stand below its fields."""


@dataclass(slots=True)
class _Row:
    """One branch on the screen.

    Attributes:
        own_code: somebody typed the code; it follows the name no longer.
    """

    frame: QFrame
    name: QLineEdit
    code: QLineEdit
    buttons: tuple[Button, Button, Button]
    told: QLabel
    own_code: bool = False


class BranchesStep(Step):
    """A library in one building has one row, which is filled in already.

    Args:
        parts: services.
        library: returns the library's name, as it was typed.
        look: the theme.
    """

    def __init__(self, parts: SetUpParts, library: Callable[[], str], look: Theme) -> None:
        super().__init__(
            self.tr("Your branches"),
            self.tr(
                "One row for each building. Its code begins the number of every report from "
                "there, such as CEN-7K3F9Q."
            ),
            self.tr("Branches"),
            look,
        )
        self._parts = parts
        self._library = library
        self._rows: list[_Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(look.px(theme.MEDIUM))
        self.column.addLayout(self._column)
        self._add = Button(self.tr("Add a branch"), enter_presses=False)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_place("branches")
        self._add.clicked.connect(self._on_add)

    def fill(self, settled: Settled) -> None:
        """Show what was typed last, else what is settled."""
        rows = _read(settled.draft.get("branches", ""))
        if rows is None:
            rows = [(one.name, one.code, True) for one in settled.branches]
        for row in tuple(self._rows):
            self._take(row)
        for name, code, own_code in rows:
            self._append(name, code, own_code=own_code)

    def enter(self) -> None:
        """Begin with the library itself as its one branch."""
        if not self._rows:
            self._append(self._library(), "")
            self._suggest()

    def draft(self) -> dict[str, str]:
        """Return what stands here."""
        rows = [(row.name.text(), row.code.text(), row.own_code) for row in self._rows]
        return {"branches": json.dumps(rows, ensure_ascii=False)} if rows else {}

    def work(self) -> Work | None:
        """Store the rows that have a name."""
        told = [Branch(row.code.text(), row.name.text()) for row in self._rows]
        return Work(lambda _is_given_up: self._parts.set_up.set_branches(told))

    def set_trouble(self, sentence: str, key: str = "", field: QWidget | None = None) -> None:
        """Say what is wrong: below a row, where it is named by its place, from 0."""
        for row in self._rows:
            row.told.hide()
            row.code.setAccessibleDescription("")
        if not key.isdigit() or int(key) >= len(self._rows):
            super().set_trouble(sentence, key, field)
            return
        super().set_trouble("")
        row = self._rows[int(key)]
        row.told.setText(sentence)
        row.told.show()
        row.code.setAccessibleDescription(sentence)
        row.code.setFocus()
        self.look_requested.emit(row.told)

    def _on_add(self) -> None:
        self._append("", "").name.setFocus()
        self.touch()

    def _append(self, name: str, code: str, *, own_code: bool = False) -> _Row:
        look = self.look
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        fields = QHBoxLayout()
        fields.setSpacing(look.px(theme.SMALL))
        name_field, code_field = QLineEdit(name), QLineEdit(code)
        name_field.setMaxLength(LONGEST)
        name_field.setPlaceholderText(self.tr("Name"))
        code_field.setMaxLength(8)
        code_field.setPlaceholderText(self.tr("Code"))
        code_field.setFixedWidth(look.px(_CODE))
        fields.addWidget(name_field, 1)
        fields.addWidget(code_field)
        buttons = tuple(
            Button(words, enter_presses=False)
            for words in (self.tr("Up"), self.tr("Down"), self.tr("Remove"))
        )
        side = QHBoxLayout()
        side.setSpacing(look.px(theme.SMALL))
        for button in buttons:
            side.addWidget(button)
        side.addStretch(0)
        beside = Beside(look, theme.SMALL, _NARROW)
        beside.row.addLayout(fields, 1)
        beside.row.addLayout(side)
        told = label("", "trouble")
        told.hide()
        column.addWidget(beside)
        column.addWidget(told)
        up, down, remove = buttons
        row = _Row(frame, name_field, code_field, (up, down, remove), told, own_code)
        self._rows.append(row)
        self._column.addWidget(frame)
        name_field.textEdited.connect(self._on_name)
        code_field.textEdited.connect(self._on_code)
        up.clicked.connect(self._on_up)
        down.clicked.connect(self._on_down)
        remove.clicked.connect(self._on_remove)
        self._name_rows()
        return row

    def _on_name(self) -> None:
        self._suggest()
        self.touch()

    def _on_code(self, words: str) -> None:
        row = self._row_of(self.sender())
        row.own_code = bool(words)
        at = row.code.cursorPosition()
        row.code.setText(clean_code(words))
        row.code.setCursorPosition(at)
        self.touch()

    def _suggest(self) -> None:
        """Let codes that nobody typed follow the names."""
        taken = {row.code.text() for row in self._rows if row.own_code}
        for row in self._rows:
            if not row.own_code:
                row.code.setText(suggest_code(row.name.text(), taken, self._library()))
                taken.add(row.code.text())

    def _on_up(self) -> None:
        self._move(self._row_of(self.sender()), -1)

    def _on_down(self) -> None:
        self._move(self._row_of(self.sender()), 1)

    def _move(self, row: _Row, by: int) -> None:
        """Let a row change places; the focus goes along."""
        place = self._rows.index(row)
        self._rows.insert(place + by, self._rows.pop(place))
        self._column.removeWidget(row.frame)
        self._column.insertWidget(place + by, row.frame)
        self._name_rows()
        up, down, _ = row.buttons
        along, back = (up, down) if by < 0 else (down, up)
        (along if along.isEnabled() else back).setFocus()
        self.touch()

    def _on_remove(self) -> None:
        row = self._row_of(self.sender())
        place = self._rows.index(row)
        self._take(row)
        left = self._rows[place:] or self._rows[-1:]
        (left[0].buttons[2] if left else self._add).setFocus()
        self._suggest()
        self.touch()

    def _take(self, row: _Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row.frame)
        row.frame.hide()
        row.frame.deleteLater()
        self._name_rows()

    def _row_of(self, widget: object) -> _Row:
        return next(
            row for row in self._rows if widget in (row.name, row.code) or widget in row.buttons
        )

    def _name_rows(self) -> None:
        """Number the rows anew, for screen readers and tests alike."""
        for number, row in enumerate(self._rows, 1):
            up, down, remove = row.buttons
            row.name.setAccessibleName(self.tr("Branch {number}. Name").format(number=number))
            row.code.setAccessibleName(self.tr("Branch {number}. Code").format(number=number))
            up.setAccessibleName(self.tr("Move branch {number} up").format(number=number))
            down.setAccessibleName(self.tr("Move branch {number} down").format(number=number))
            remove.setAccessibleName(self.tr("Remove branch {number}").format(number=number))
            up.setEnabled(number > 1)
            down.setEnabled(number < len(self._rows))
            for button in row.buttons:
                button.setVisible(len(self._rows) > 1)
        self._add.setEnabled(len(self._rows) < BRANCHES_LIMIT)


def _read(words: str) -> list[tuple[str, str, bool]] | None:
    """Return the rows of a draft; None where there are none."""
    try:
        rows: object = json.loads(words)
    except ValueError:
        return None
    if not isinstance(rows, Sequence):
        return None
    told = [row for row in rows if isinstance(row, list) and len(row) == _CELLS]
    return [(str(name), str(code), bool(own)) for name, code, own in told]
