"""One loan, and what can be done with it: take back, extend, hand out, move, edit, cancel."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.hours import Hours
from libdesk.domain.loans import ALONG_LIMIT, Condition, LoanState
from libdesk.domain.records import Record
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.errors import Refusal
from libdesk.services.loan_checks import NOTE_LIMIT
from libdesk.services.loan_views import Lent
from libdesk.ui import theme
from libdesk.ui.loans.condition_form import USUAL, ConditionForm
from libdesk.ui.loans.day_choice import DayChoice, likely_ends
from libdesk.ui.loans.row_drafts import RowDrafts
from libdesk.ui.loans.wording import (
    gone_words,
    loan_words,
    more_words,
    over_words,
    thing_words,
)
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker

_EDIT, _DAMAGED, _EXTEND, _MOVE = "edit", "damaged", "extend", "move"
"""What can be open below a loan with something typed or chosen in it."""


class LoanRow(QFrame):
    """Shows one; what needs a word more opens below it.

    Args:
        lent: the loan with its thing.
        today: the library's day.
        hours: when somebody is there; None where nobody has said so.
        look: the theme.
        names_thing: it stands among loans of other things.
        others: things that could be lent in its place.

    Signals:
        back_requested: how it came back, what is said of it, and whether it goes out of service.
        extend_requested: until which day.
        hand_out_requested: hand out what was booked.
        move_requested: the first and the last day, and the id of the thing.
        edit_requested: the loan with other words.
        cancel_requested: let the booking go.
        slip_requested: print what goes with it.
        thing_requested: show the thing.
    """

    back_requested = Signal(object, str, bool)
    extend_requested = Signal(object)
    hand_out_requested = Signal()
    move_requested = Signal(object, object, object)
    edit_requested = Signal(object)
    cancel_requested = Signal()
    slip_requested = Signal()
    thing_requested = Signal()

    def __init__(
        self,
        lent: Lent,
        today: date,
        hours: Hours | None,
        look: Theme,
        *,
        names_thing: bool,
        others: Sequence[Record] = (),
    ) -> None:
        super().__init__()
        self.lent = lent
        self._others = others
        self._today = today
        self._hours = hours
        self._look = look
        self._below: QWidget | None = None
        self._drafts = RowDrafts()
        loan, record = lent.loan, lent.record
        told = loan_words(loan, today)
        self.setAccessibleName(f"{thing_words(record)}: {told}" if names_thing else told)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.TINY))
        self._flow = FlowLayout(look.px(theme.SMALL))
        if names_thing:
            self._column.addWidget(label(thing_words(record), "strong", selectable=True))
        self._column.addWidget(label(told, "" if names_thing else "strong", selectable=True))
        for words, role in (
            (over_words(loan, today), "trouble"),
            (gone_words(record), "trouble"),
            (more_words(loan), "quiet"),
        ):
            if words:
                self._column.addWidget(label(words, role, selectable=True))
        if loan.state is LoanState.OUT:
            self._add(self.tr("Take back"), self._on_back)
            self._add(self.tr("Extend…"), self._show_extend, "link")
            self._add(self.tr("Damaged…"), self._show_condition, "link")
        elif loan.state is LoanState.BOOKED:
            self._add(self.tr("Hand out"), self.hand_out_requested.emit)
            self._add(self.tr("Move…"), self._show_days, "link")
            self._add(self.tr("Cancel it"), self.cancel_requested.emit, "link")
        if loan.is_active:
            self._add(self.tr("Edit…"), self._show_edit, "link")
            self._add(self.tr("Slip…"), self.slip_requested.emit, "link")
        if names_thing and record is not None:
            self._add(self.tr("Show {label}").format(label=record.tag), self._on_show, "link")
        self._column.addSpacing(look.px(theme.TINY))
        self._column.addLayout(self._flow)

    def first(self) -> Button | None:
        """Return the button that is pressed most; None where nothing can be done."""
        found = self.findChildren(Button)
        return found[0] if found else None

    def resume(self, drafts: RowDrafts) -> None:
        """Go on with what was typed below this loan before; the focus stays where it is."""
        self._drafts = drafts
        what, state = drafts.what_is_open(self.lent.loan.id), self.lent.loan.state
        if what == _EDIT and self.lent.loan.is_active:
            self._show_edit(takes_focus=False)
        elif what == _DAMAGED and state is LoanState.OUT:
            self._show_condition(takes_focus=False)
        elif what == _EXTEND and state is LoanState.OUT:
            self._show_extend(takes_focus=False)
        elif what == _MOVE and state is LoanState.BOOKED:
            self._show_days(takes_focus=False)

    def _add(self, words: str, act: Callable[[], None], role: str = "") -> None:
        button = Button(words, role, enter_presses=False)
        button.setAccessibleDescription(self.accessibleName())
        button.clicked.connect(lambda _on=False: act())
        self._flow.addWidget(button)

    def _on_back(self) -> None:
        self.back_requested.emit(Condition.GOOD, "", False)  # noqa: FBT003 - a signal takes no names

    def _on_show(self) -> None:
        self.thing_requested.emit()

    def _show_extend(self, *, takes_focus: bool = True) -> None:
        choice = DayChoice(self.tr("Back by"), self._look)
        start = max(self._today, self.lent.loan.until_on)
        days = [one for one in likely_ends(start, self._today, self._hours) if one[0] > start]
        choice.offer(days, days[0][0], self._today, self._hours)
        loan_id, drafts = self.lent.loan.id, self._drafts
        typed, chosen = drafts.typed(loan_id, _EXTEND, choice.kept())
        choice.show_kept((typed, chosen))
        choice.changed.connect(lambda: drafts.keep(loan_id, _EXTEND, choice.kept()))

        def save() -> None:
            self.extend_requested.emit(choice.day())

        focus = choice.chips.first() if takes_focus else None
        self._open([choice], self.tr("Extend it"), save, focus)
        drafts.opened(loan_id, _EXTEND)

    def _show_days(self, *, takes_focus: bool = True) -> None:
        loan, today, drafts = self.lent.loan, self._today, self._drafts
        first = DayChoice(self.tr("From"), self._look)
        last = DayChoice(self.tr("Back by"), self._look)
        first.offer((), loan.from_on, today, self._hours)
        last.offer((), loan.until_on, today, self._hours)
        thing = Picker(self._look)
        thing.setAccessibleName(self.tr("Which thing"))
        thing.addItem(thing_words(self.lent.record), loan.item)
        for record in self._others:
            thing.addItem(thing_words(record), record.id)
        usual = (*first.kept(), *last.kept(), str(loan.item))
        *days, item = drafts.typed(loan.id, _MOVE, usual)
        first.show_kept((days[0], days[1]))
        last.show_kept((days[2], days[3]))
        thing.setCurrentIndex(max(0, thing.findData(int(item))))

        def keep() -> None:
            kept = (*first.kept(), *last.kept(), str(thing.currentData()))
            drafts.keep(loan.id, _MOVE, kept)

        for signal in (first.changed, last.changed, thing.activated):
            signal.connect(lambda *_: keep())

        def save() -> None:
            self.move_requested.emit(first.day(), last.day(), thing.currentData())

        focus = first.line if takes_focus else None
        self._open([first, last, thing], self.tr("Move it"), save, focus)
        thing.setVisible(bool(self._others))
        drafts.opened(loan.id, _MOVE)

    def _show_edit(self, *, takes_focus: bool = True) -> None:
        loan = self.lent.loan
        asked = (
            (self.tr("Who takes it"), LINE_LIMIT),
            (self.tr("What goes along (optional)"), ALONG_LIMIT),
            (self.tr("What for (optional)"), NOTE_LIMIT),
        )
        lines = [_line(words, limit) for words, limit in asked]
        usual = (loan.borrower, loan.along, loan.note)
        drafts = self._drafts
        for line, words in zip(lines, drafts.typed(loan.id, _EDIT, usual), strict=True):
            line.setText(words)

        def keep() -> None:
            drafts.keep(loan.id, _EDIT, tuple(one.text() for one in lines))

        for line in lines:
            line.textEdited.connect(keep)

        def save() -> None:
            who, along, note = (one.text() for one in lines)
            self.edit_requested.emit(replace(loan, borrower=who, along=along, note=note))

        parts: list[QWidget] = []
        for line in lines:
            parts += (label(line.accessibleName(), "quiet"), line)
        self._open(parts, self.tr("Save"), save, lines[0] if takes_focus else None)
        drafts.opened(loan.id, _EDIT)

    def _show_condition(self, *, takes_focus: bool = True) -> None:
        loan_id, drafts = self.lent.loan.id, self._drafts
        form = ConditionForm(self.lent.record, self._look)
        form.show_kept(drafts.typed(loan_id, _DAMAGED, USUAL))
        form.changed.connect(lambda: drafts.keep(loan_id, _DAMAGED, form.kept()))

        def save() -> None:
            self.back_requested.emit(form.condition, form.said, form.leaves)

        focus = form.chips.first() if takes_focus else None
        self._open([form], self.tr("Take it back"), save, focus)
        drafts.opened(loan_id, _DAMAGED)

    def _open(
        self, parts: list[QWidget], words: str, save: Callable[[], None], focus: QWidget | None
    ) -> None:
        """Show more below the buttons, in the place of what was shown there."""
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, self._look.px(theme.SMALL), 0, 0)
        column.setSpacing(self._look.px(theme.SMALL))
        trouble = label("", "trouble")
        trouble.hide()
        for part in parts:
            column.addWidget(part)
        column.addWidget(trouble)
        button = Button(words, "primary", enter_presses=False)
        leave = Button(self.tr("Leave it"), enter_presses=False)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(leave)
        row.addStretch(1)
        column.addLayout(row)

        def on_save() -> None:
            try:
                save()
            except Refusal as error:
                trouble.setText(error.sentence)
                trouble.show()

        button.clicked.connect(on_save)
        leave.clicked.connect(self._close)
        for part in parts:
            if isinstance(part, DayChoice | ConditionForm):
                part.entered.connect(on_save)
            elif isinstance(part, QLineEdit):
                part.returnPressed.connect(on_save)
        self._close()
        self._below = below
        self._column.addWidget(below)
        if focus is not None:
            focus.setFocus()

    def _close(self) -> None:
        self._drafts.opened(self.lent.loan.id, "")
        below, self._below = self._below, None
        if below is not None:
            if (first := self.first()) is not None:
                first.setFocus()
            below.hide()
            below.deleteLater()


def _line(words: str, limit: int) -> QLineEdit:
    made = QLineEdit()
    made.setMaxLength(limit)
    made.setAccessibleName(words)
    return made
