"""Sheets and checklists: the list, and beside it the one that is read or written."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.knowledge import Checklist, HowTo, Sheet
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.knowledge import Chosen, Entry, Knowledge
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.knowledge.how_to_form import HowToForm
from libdesk.ui.knowledge.right_side import RightSide
from libdesk.ui.knowledge.sheet_deeds import SheetDeeds
from libdesk.ui.knowledge.sheet_list import SheetList
from libdesk.ui.knowledge.writing import Draft, Writing
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.layouts import FlowLayout

_WIDTHS = (320, 620)

T = TypeVar("T")


class SheetsPanel(QWidget):
    """The half of the room that has the sheets.

    Args:
        knowledge: reads and changes them.
        now: tells the time.
        tasks: the threads.
        look: the theme.

    Signals:
        print_requested: the id of the one to print.
    """

    print_requested = Signal(str)

    def __init__(self, knowledge: Knowledge, now: Clock, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._knowledge = knowledge
        self._tasks = tasks
        self._look = look
        self._wanted = ""
        self._was_read = False
        self._deeds = SheetDeeds(knowledge, tasks, self)
        self._writing = Writing(knowledge, now, tasks, look, self)
        self._build()
        self._connect()

    def read(self) -> None:
        """Read the list, and the one that is shown, anew; what is being typed stays."""
        self._ask(self._knowledge.list_sheets, self._on_list, key="list")

    def forget_done(self) -> None:
        """Offer no more to take back what was done before the room was left."""
        self._reading.say("")

    def write(self, how_to: HowTo) -> None:
        """Open the form with a sheet that is not stored yet, such as one made of a fix."""
        self._writing.open(Draft(how_to, 0, is_new=True))

    def _build(self) -> None:
        px = self._look.px
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._trouble = Banner(self._look, "notice", (self._again,))
        self._list = SheetList(self._look)
        self._new = Button(self.tr("New sheet…"), enter_presses=False)
        self._new.setToolTip(self.tr("Ctrl+N"))
        self._new_checklist = Button(self.tr("New checklist…"), enter_presses=False)
        self._new_checklist.setToolTip(self.tr("What has to be done before a machine serves"))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        column.addWidget(self._list, 1)
        below = FlowLayout(px(theme.SMALL))
        below.addWidget(self._new)
        below.addWidget(self._new_checklist)
        column.addLayout(below)
        self._right = RightSide(self._look, self._tasks)
        self._reading = self._right.reading
        self._panes = Panes(self._look, side, self._right)
        self._panes.setSizes([px(width) for width in _WIDTHS])
        self._panes.setStretchFactor(0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        whole.addWidget(self._trouble)
        whole.addWidget(self._panes, 1)

    def _connect(self) -> None:
        self._again.clicked.connect(self.read)
        self._list.chosen.connect(self._on_chosen)
        self._list.opened.connect(self._on_opened)
        self._new.clicked.connect(self._on_new)
        self._new_checklist.clicked.connect(self._on_new)
        moves = self._reading.moves
        moves.print_requested.connect(self.print_chosen)
        moves.change_requested.connect(self._on_change)
        moves.reviewed.connect(self._deeds.review)
        moves.put_back_requested.connect(self._deeds.put_back)
        self._reading.go_on_requested.connect(self._on_change)
        self._reading.forget_requested.connect(self._on_forget)
        self._deeds.told.connect(self._reading.say)
        self._deeds.changed.connect(self._on_changed)
        self._deeds.failed.connect(self._on_trouble)
        self._writing.opened.connect(self._on_form)
        self._writing.closed.connect(self._on_form_closed)
        self._writing.saved.connect(self._on_changed)
        # Wherever the focus is, as long as the sheets are seen.
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._on_new)

    def _ask(self, work: Callable[[], T], done: Callable[[T], None], key: str) -> None:
        self._tasks.database(work, done, owner=self, failed=self._on_trouble, key=key)

    def _read_one(self, sheet_id: str) -> None:
        self._ask(partial(self._knowledge.get, sheet_id), self._show, key="one")

    def _on_list(self, entries: Sequence[Entry]) -> None:
        self._trouble.say("")
        wanted, self._wanted = self._wanted, ""
        before = self._list.chosen_id()
        self._list.show_entries(entries, wanted)
        if not self._was_read and entries:
            self._was_read = True
            if not self._writing.is_open:
                self._list.choose(entries[0].id)
        elif before and self._list.chosen_id() == before:
            self._read_one(before)

    def _show(self, chosen: Chosen) -> None:
        self._trouble.say("")
        self._deeds.chosen = chosen
        has_draft = self._writing.has_draft(chosen.how_to.id)
        self._reading.show_chosen(chosen, has_draft=has_draft)

    def _on_trouble(self, error: Exception) -> None:
        sentence = self.tr("The sheets could not be read or changed. Nothing was lost.")
        if isinstance(error, Refusal | Unavailable | Conflict):
            sentence = error.sentence
        else:
            self._tasks.unhandled.emit(error)
        self._trouble.say(sentence)

    def _on_chosen(self, sheet_id: str) -> None:
        self._writing.leave()
        self._deeds.chosen = None
        if not sheet_id:
            self._reading.show_nothing()
            return
        self.forget_done()
        self._reading.to_top()
        self._read_one(sheet_id)

    def _on_opened(self) -> None:
        self._panes.open_second()
        if not self._writing.is_open:
            self._reading.moves.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_chosen(self) -> None:
        """Ask for the paper of the one that is shown."""
        if self._deeds.chosen is not None and not self._writing.is_open:
            self.print_requested.emit(self._deeds.chosen.how_to.id)

    def _on_new(self) -> None:
        is_checklist = self.sender() is self._new_checklist
        knowledge = self._knowledge
        draft = self._writing.new_one(Checklist if is_checklist else Sheet)
        blank = knowledge.blank_checklist if is_checklist else knowledge.blank
        self.write(draft.how_to if draft else blank())

    def _on_change(self) -> None:
        if (chosen := self._deeds.chosen) is not None:
            self._writing.open(Draft(chosen.how_to, chosen.version))

    def _on_forget(self) -> None:
        if (chosen := self._deeds.chosen) is not None:
            self._writing.forget(chosen.how_to.id)
            self._show(chosen)
            self._reading.moves.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, sheet_id: str) -> None:
        # Going to it would take a form away from under somebody's hands.
        self._wanted = "" if self._writing.is_open else sheet_id
        self.read()

    def _on_form(self, form: HowToForm) -> None:
        self._right.show_form(form)
        self._panes.open_second()

    def _on_form_closed(self) -> None:
        self._right.show_reading()
        if (chosen := self._deeds.chosen) is not None:
            self._show(chosen)
            self._reading.moves.change.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
