"""One table of rules with the form beside it, when all of it was checked, and the ways back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_rules import ItemRules, PartState, RulesRead
from libdesk.services.kept_rules import KINDS
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.equipment.rule_forms import KindForm, ReleaseForm, RuleForm
from libdesk.ui.equipment.rule_rows import (
    RuleRow,
    kind_columns,
    kind_rows,
    release_columns,
    release_rows,
)
from libdesk.ui.equipment.rule_table import RuleTable
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.item_strings import short_day_words
from libdesk.ui.places.saving import Saving, Work
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling

_KIND_WIDTHS = (146, 112, 122, 108, 88, 96)
_RELEASE_WIDTHS = (184, 112, 118, 200, 240)
_PANES = (700, 420)


@dataclass(frozen=True, slots=True)
class HalfParts:
    """What a half works with.

    Attributes:
        rules: the use cases.
        tasks: the threads.
        now: the time.
    """

    rules: ItemRules
    tasks: Tasks
    now: Clock


class RulesHalf(QWidget):
    """The kinds, or the systems.

    Args:
        name: KINDS or SUPPORT.
        parts: what it works with.
        look: the theme.

    Signals:
        changed: rules were changed: the days of items are others.
        read_requested: what stands in the database may be another by now.
        failed: what the surroundings do.

    Attributes:
        form: the row that is shown.
    """

    changed = Signal()
    read_requested = Signal()
    failed = Signal(object)

    def __init__(self, name: str, parts: HalfParts, look: Theme) -> None:
        super().__init__()
        self._name = name
        self._parts = parts
        self._look = look
        self._read: RulesRead | None = None
        self._before: RulesRead | None = None
        self._after_read: Callable[[], None] | None = None
        self._is_adding = self._is_new_saved = False
        is_kinds = name == KINDS
        self.form: RuleForm = KindForm(look) if is_kinds else ReleaseForm(look)
        self._rows: Callable[[RulesRead], tuple[RuleRow, ...]] = (
            kind_rows if is_kinds else release_rows
        )
        self._build(is_kinds=is_kinds)
        self._saving = Saving(parts.tasks, parts.now, look, self)
        self._connect()

    def show_rules(self, read: RulesRead) -> None:
        """Show the rules; what somebody is typing stays."""
        self._read = read
        state = read.states[self._name]
        self._told.setText(_state_words(self, state))
        own = read.kinds.own if self._name == KINDS else read.support.own
        self._all_back.setEnabled(bool(own) or state.is_damaged or state.changed_on is not None)
        self._trouble.say(_trouble_words(self, state))
        is_typing = self.form.is_dirty
        self._table.blockSignals(True)  # noqa: FBT003 - Qt's own call
        self._table.show_rows(self._rows(read), news=self._is_new_saved)
        self._table.blockSignals(False)  # noqa: FBT003 - Qt's own call
        self._is_new_saved = False
        if not is_typing and not self._is_adding:
            said = self.form.said
            self.form.show_row(self._table.row(), read)
            self.form.say(said)
        if self._after_read is not None:
            self._after_read()
            self._after_read = None

    def add(self) -> None:
        """Open the form for a new one."""
        if self._read is not None:
            self._is_adding = True
            self.form.show_row(None, self._read)
            self._panes.open_second()
            self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_table(self) -> None:
        """Put the focus on the table."""
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hold(self) -> bool:
        """Stay with what somebody is typing, if they are, and say how to leave it; say whether."""
        if not self.form.is_dirty:
            return False
        shown = self.form.row
        if shown is not None and shown is not self._table.row():
            self._table.blockSignals(True)  # noqa: FBT003 - Qt's own call
            self._table.choose(shown.key)
            self._table.blockSignals(False)  # noqa: FBT003 - Qt's own call
        self.form.set_trouble(self.tr("Save what you have typed here first, or cancel it."))
        return True

    def _build(self, *, is_kinds: bool) -> None:
        look = self._look
        columns = kind_columns() if is_kinds else release_columns()
        widths: Sequence[int] = _KIND_WIDTHS if is_kinds else _RELEASE_WIDTHS
        name = self.tr("Kinds of equipment") if is_kinds else self.tr("Systems")
        self._table = RuleTable(look, columns, widths, name, self)
        self._told = label("", "quiet")
        add = self.tr("Add a kind") if is_kinds else self.tr("Add a release")
        self._add = Button(add, enter_presses=False)
        self._checked = Button(self.tr("I have checked all of them today"), enter_presses=False)
        self._all_back = Button(self.tr("All back to the shipped text"), enter_presses=False)
        self._trouble = Banner(look, "notice")
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._done = Banner(look, "notice", (self._undo,))
        buttons = QWidget()
        flow = FlowLayout(look.px(theme.SMALL))
        buttons.setLayout(flow)
        for button in (self._add, self._checked, self._all_back):
            flow.addWidget(button)
        side = QWidget()
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self._area = scrolling(side)
        self._panes = Panes(look, self._table, self._area)
        self._panes.setSizes([look.px(width) for width in _PANES])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.MEDIUM))
        for widget in (self._told, buttons, self._trouble, self._done):
            column.addWidget(widget)
        column.addWidget(self._panes, 1)

    def _connect(self) -> None:
        form, saving = self.form, self._saving
        self._table.key_chosen.connect(self._on_row)
        self._table.opened.connect(self._on_opened)
        self._table.clicked.connect(self._panes.open_second)
        self._add.clicked.connect(self.add)
        self._checked.clicked.connect(self._on_checked)
        self._all_back.clicked.connect(self._on_all_back)
        self._undo.clicked.connect(self._on_undo)
        form.save_requested.connect(self._on_save)
        form.back_requested.connect(self._on_back)
        form.left.connect(self._on_left)
        form.look_requested.connect(self._area.ensureWidgetVisible)
        saving.saved.connect(self._on_saved)
        saving.read_requested.connect(self.read_requested)
        saving.shown_requested.connect(self._on_shown)

    def _on_row(self, _key: int | None) -> None:
        row = self._table.row()
        if self._read is None or row is None:
            return
        if self.hold():
            return
        self._is_adding = False
        self._done.say("")
        self.form.show_row(row, self._read)

    def _on_opened(self) -> None:
        self._panes.open_second()
        self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        self.form.let_go()
        self._on_row(None)
        self._panes.close_second()
        self.focus_table()

    def _on_save(self) -> None:
        self._saving.save(self.form, self.form.work(self._parts.rules))

    def _on_saved(self) -> None:
        self._done.say("")
        if not self.form.is_dirty:
            self._is_new_saved, self._is_adding = self._is_adding, False
        self.read_requested.emit()
        self.changed.emit()

    def _on_shown(self, then: Callable[[], None]) -> None:
        """Show what somebody else has saved, and then what had been typed."""
        self._after_read = then
        self.read_requested.emit()

    def _on_checked(self) -> None:
        rules = self._parts.rules
        said = self.tr("All of them count as checked today.")
        self._do(lambda version: rules.mark_checked(self._name, version), said)

    def _on_all_back(self) -> None:
        rules = self._parts.rules
        said = self.tr("All of them are as LibDesk ships them.")
        self._do(lambda version: rules.put_back_shipped(self._name, version), said, undo=True)

    def _on_back(self) -> None:
        row = self.form.row
        name = row.cells[0] if row is not None else ""
        is_added = row is not None and row.is_added
        said = self.tr("“{name}” is removed.") if is_added else self.tr("“{name}” is as shipped.")
        self._do(self.form.back(self._parts.rules), said.format(name=name), undo=True)

    def _on_undo(self) -> None:
        before, rules = self._before, self._parts.rules
        if before is None:
            return
        work: Work = partial(rules.save_kinds, before.kinds.kinds)
        if self._name != KINDS:
            work = partial(rules.save_support, before.support.dates)
        self.focus_table()
        self._do(work, self.tr("It is as it was before."))

    def _do(self, work: Work, said: str, *, undo: bool = False) -> None:
        """Change something at once, and say so.

        Args:
            work: changes it over a version.
            said: what is said then.
            undo: it can be taken back.
        """
        read = self._read
        if read is None:
            return

        def on_done(_left: object) -> None:
            self.form.let_go()
            self._before = read if undo else None
            self._undo.setVisible(undo)
            self._done.say(said)
            self.read_requested.emit()
            self.changed.emit()
            if undo:
                self._undo.setFocus()

        version = read.states[self._name].version
        self._parts.tasks.database(
            partial(work, version), on_done, owner=self, failed=self._on_failed
        )

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict):
            self._undo.hide()
            self._done.say(error.sentence)
            self.read_requested.emit()
        else:
            self.failed.emit(error)


def _state_words(half: RulesHalf, state: PartState) -> str:
    day = short_day_words(state.checked_on)
    told = half.tr("Last checked: {day}.").format(day=day)
    if state.changed_on is None:
        return told
    changed = half.tr("Last changed here: {day}.").format(day=short_day_words(state.changed_on))
    return f"{told} {changed}"


def _trouble_words(half: RulesHalf, state: PartState) -> str:
    if state.is_damaged:
        return half.tr(
            "What your library had changed here can’t be read: it is damaged, or of a newer "
            "LibDesk. The shipped rules count. Saving anything here takes its place."
        )
    if state.lost:
        told = half.tr("These changes fit nothing any more that LibDesk ships: {names}.")
        return told.format(names=", ".join(state.lost))
    return ""
