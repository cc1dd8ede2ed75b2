"""The lines of the policy below each other; one of them at a time is open to be changed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.donation_policy import RULES_LIMIT
from libdesk.domain.donation_policy_faults import Fault
from libdesk.services.donation_policy_texts import LineTexts, new_question
from libdesk.ui import theme
from libdesk.ui.donations.policy_line_editor import LineEditor
from libdesk.ui.donations.policy_section import Editing, Section
from libdesk.ui.donations.policy_wording import fault_words, line_name, weight_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import hairline, label

_NARROW = 420
"""Pixels in which a line and its button don't fit beside each other."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


class LineRow(QFrame):
    """A line as it will read, and the button that opens it, or switches it on.

    Args:
        line: the line.
        look: the theme.
    """

    def __init__(self, line: LineTexts, look: Theme) -> None:
        super().__init__()
        self.key = line.key
        self._text, self._fine, self._fault = label(), label("", "fine"), label("", "strong")
        self._fault.hide()
        words = _tr("Change") if line.is_on else _tr("Switch on")
        self.button = Button(words, enter_presses=False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.px(theme.SMALL))
        told = QVBoxLayout()
        told.setSpacing(look.px(theme.TINY))
        for one in (self._text, self._fine, self._fault):
            told.addWidget(one)
        head = Beside(look, theme.MEDIUM, _NARROW)
        head.row.addLayout(told, 1)
        head.row.addWidget(
            self.button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
        )
        self.column.addWidget(hairline())
        self.column.addWidget(head)

    def show_line(self, line: LineTexts, number: int | None, name: str) -> None:
        """Show how it reads now.

        Args:
            line: the line.
            number: on the printed policy; None where it is off.
            name: what it is called, for screen readers.
        """
        text = line.text or _tr("A question of our own")
        self._text.setText(text if number is None else f"{number}.  {text}")
        self._fine.setText(weight_words(line))
        told = _tr("Switch on: {line}") if number is None else _tr("Change {line}")
        self.button.setAccessibleName(told.format(line=name))
        self.button.setAccessibleDescription(text)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say what the board should settle about it."""
        words = "\n".join(map(fault_words, faults))
        self._fault.setText(words)
        self._fault.setVisible(bool(words))


class LinesSection(Section):
    """All lines, those that are switched off at the end.

    Args:
        editing: what is typed.
        card: tells beside a field what is wrong with it.
        look: the theme.

    Signals:
        look_requested: this widget should be in sight.
    """

    look_requested = Signal(QWidget)

    def __init__(self, editing: Editing, card: SettingCard, look: Theme) -> None:
        lead = _tr(
            "What a thing is measured by. A “must” that fails is a no; the others are weighed. "
            "The numbers are those of the printed policy."
        )
        super().__init__(_tr("The lines"), lead, editing, card, look)
        self._rows: dict[str, LineRow] = {}
        self._order: tuple[tuple[str, bool], ...] = ()
        self._editor: LineEditor | None = None
        self.add_note("rules")
        self.card.add_place("lines", self.column)
        self._add = Button(_tr("Add a question of our own"), enter_presses=False)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._on, self._off = QVBoxLayout(), QVBoxLayout()
        for column in (self._on, self._off):
            column.setSpacing(look.px(theme.MEDIUM))
        self._off_title = label(_tr("Switched off: not part of the policy"), "heading")
        self.column.addLayout(self._on)
        self.column.addWidget(self._off_title)
        self.column.addLayout(self._off)
        self._add.clicked.connect(self._on_add)
        editing.changed.connect(self._show_rows)

    @property
    def open_line(self) -> str:
        """Return the key of the line that is open; "" for none."""
        return "" if self._editor is None else self._editor.line.key

    def show_texts(self) -> None:
        """Show what stands there now; what was open is opened anew."""
        key = self.open_line
        self.close_line()
        self._show_rows()
        if key in self._rows and self.editing.texts.line(key).is_on:
            self.open(key, takes_focus=False)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say beside each line what the board should settle about it."""
        super().show_faults(faults)
        for key, row in self._rows.items():
            row.show_faults([one for one in faults if key in one.rules])

    def focus_first(self) -> None:
        """Put the focus on the first line."""
        first = next(iter(self._rows.values()), None)
        (self._add if first is None else first.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, key: str, *, takes_focus: bool = True) -> None:
        """Open a line; the one that was open is closed."""
        if self.open_line != key:
            self.close_line()
            row = self._rows[key]
            self._editor = LineEditor(self.editing.texts.line(key), self.card, self.look)
            self._editor.changed.connect(self.editing.change_line)
            self._editor.done.connect(self._on_done)
            self._editor.off.connect(self._on_off)
            row.column.addWidget(self._editor)
            self._editor.show()
            row.button.hide()
        if takes_focus and self._editor is not None:
            self._editor.focus_first()
            self.look_requested.emit(self._editor)

    def close_line(self) -> None:
        """Close the line that is open; what was typed stays."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        editor.close_places()
        row = self._rows[editor.line.key]
        row.button.show()
        row.column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()

    def _show_rows(self) -> None:
        texts = self.editing.texts
        order = tuple((one.key, one.is_on) for one in texts.lines)
        if order != self._order:
            self._make_rows(order)
        numbers = texts.numbers()
        for line in texts.lines:
            self._rows[line.key].show_line(line, numbers.get(line.key), line_name(line, numbers))
        self._off_title.setVisible(not all(one.is_on for one in texts.lines))
        self._add.setEnabled(len(numbers) < RULES_LIMIT)

    def _make_rows(self, order: tuple[tuple[str, bool], ...]) -> None:
        """Make the rows anew where lines came, went, or were switched."""
        self.close_line()
        was = dict(self._order)
        rows: dict[str, LineRow] = {}
        for key, is_on in order:
            row = self._rows.get(key)
            if row is None or was.get(key) != is_on:
                row = LineRow(self.editing.texts.line(key), self.look)
                work = self.open if is_on else self._on_switch
                row.button.clicked.connect(partial(self._on_button, work, key))
            rows[key] = row
        for old in self._rows.values():
            (self._on if was[old.key] else self._off).removeWidget(old)
            if old not in rows.values():
                old.hide()
                old.deleteLater()
        for key, is_on in order:
            (self._on if is_on else self._off).addWidget(rows[key])
            rows[key].show()
        self._rows, self._order = rows, order

    def _on_button(self, work: object, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        if callable(work):
            work(key)

    def _on_done(self) -> None:
        key = self.open_line
        self.close_line()
        self._rows[key].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_off(self) -> None:
        self._switch(self.open_line, is_on=False)

    def _on_switch(self, key: str) -> None:
        self._switch(key, is_on=True)

    def _switch(self, key: str, *, is_on: bool) -> None:
        self.editing.change_line(replace(self.editing.texts.line(key), is_on=is_on))
        button = self._rows[key].button
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_requested.emit(button)

    def _on_add(self) -> None:
        line = new_question(self.editing.texts)
        self.editing.change_line(line)
        self.open(line.key)
