"""What can be decided about the differences that are chosen: one press, or a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from libdesk.domain.count_results import DECISIONS, Decision, Result
from libdesk.domain.stocktake import Outcome
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.stocktake.wording import DOT, decided_words, decision_words, result_words
from libdesk.ui.strings import counted
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

_NARROW = 640
_MOST = 3
"""Decisions that any kind of difference offers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody decides.

    Attributes:
        decision: what.
        note: such as where it is.
        name: of a new item.
        kind: of a new item.
        label: of the item that a code belongs to.
    """

    decision: Decision
    note: str = ""
    name: str = ""
    kind: str = ""
    label: str = ""


class DecisionBar(QFrame):
    """Shows what is chosen, and what can be done about it.

    Args:
        look: the theme.

    Signals:
        decided: a Wanted, about all that is chosen.
        undo_requested: take back what was decided about what is chosen.
    """

    decided = Signal(object)
    undo_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._offered: tuple[Decision, ...] = ()
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("What to do about it"))
        self._build()
        for at in range(_MOST):
            shortcut = QShortcut(QKeySequence(str(at + 1)), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(partial(self._on_key, at))
        self.show_results((), Overview())

    def show_results(self, results: Sequence[Result], overview: Overview) -> None:
        """Show what is chosen; several can be decided about where they are of one kind."""
        kinds = {one.outcome for one in results}
        waiting = [one for one in results if one.waits]
        self._offered = DECISIONS.get(next(iter(kinds)), ()) if len(kinds) == 1 else ()
        if not waiting:
            self._offered = ()
        self._head.setText(_head_words(results))
        told = result_words(results[0], overview) if len(results) == 1 else ""
        if len(kinds) > 1:
            told = self.tr("Choose things of one kind to decide about them together.")
        self._told.setText(told)
        self._told.setVisible(bool(told))
        done = [words for words in map(decided_words, results) if words]
        self._done.setText(done[0] if len(results) == 1 and done else "")
        self._done.setVisible(bool(self._done.text()))
        self._undo.setVisible(bool(done))
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(self._offered))
            if at < len(self._offered):
                words = decision_words(self._offered[at])
                button.set_words(f"{words}  ({at + 1})")
                button.setAccessibleName(words)
        is_unknown = kinds == {Outcome.UNKNOWN} and bool(self._offered)
        self._fields.setVisible(is_unknown)
        self._note.setVisible(bool(self._offered))
        self._trouble.hide()

    def say_trouble(self, sentence: str, field: str = "") -> None:
        """Say what is wrong, and go to where it can be mended."""
        self._trouble.setText(sentence)
        self._trouble.show()
        lines = {"note": self._note, "item": self._label, "kind": self._kind, "name": self._name}
        if field in lines:
            lines[field].setFocus()

    def clear(self) -> None:
        """Empty the fields: they were about something else."""
        for one in (self._note, self._name, self._kind, self._label):
            one.clear()

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, px(theme.MEDIUM), edge, px(theme.MEDIUM))
        column.setSpacing(px(theme.SMALL))
        self._head = label("", "heading")
        self._told = label("", "", selectable=True)
        self._done = label("", "strong")
        self._trouble = label("", "trouble")
        self._buttons = [Button("", enter_presses=False) for _ in range(_MOST)]
        self._undo = Button(self.tr("Take the decision back"), enter_presses=False)
        row = QHBoxLayout()
        flow = FlowLayout(px(theme.SMALL))
        row.addLayout(flow, 1)
        for at, button in enumerate(self._buttons):
            button.clicked.connect(partial(self._on_key, at))
            flow.addWidget(button)
        flow.addWidget(self._undo)
        self._undo.clicked.connect(self.undo_requested)
        self._note = self._line(self.tr("Note"), self.tr("Note, such as where it is (optional)"))
        self._fields = Beside(self._look, theme.SMALL, _NARROW)
        self._name = self._line(self.tr("Name"), self.tr("New in the list: its name"))
        self._kind = self._line(self.tr("Kind"), self.tr("New in the list: its kind"))
        self._label = self._line(
            self.tr("Its label in the list"), self.tr("Or the label that it has in the list")
        )
        for one in (self._name, self._kind, self._label):
            self._fields.row.addWidget(one, 1)
        for widget in (self._head, self._told, self._done):
            column.addWidget(widget)
        column.addLayout(row)
        for field in (self._fields, self._note, self._trouble):
            column.addWidget(field)

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(LINE_LIMIT)
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        return line

    def _on_key(self, at: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        if self.isVisible() and at < len(self._offered):
            texts = (self._note, self._name, self._kind, self._label)
            self.decided.emit(Wanted(self._offered[at], *(one.text() for one in texts)))


def _head_words(results: Sequence[Result]) -> str:
    if not results:
        return ""
    if len(results) == 1:
        return DOT.join(filter(None, (results[0].code, results[0].name)))
    return counted(
        len(results), "", QCoreApplication.translate("stocktake", "{count} things are chosen")
    )
