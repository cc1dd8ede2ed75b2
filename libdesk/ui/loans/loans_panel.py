"""The page of all loans: what is overdue, out and booked, four weeks as a picture, and what was."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.records import ItemId
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.loan_views import LoansOf, LoansOverview
from libdesk.services.loans import LoanChange
from libdesk.ui import theme
from libdesk.ui.equipment.wording import undo_words
from libdesk.ui.loans.loan_deeds import LoanDeeds
from libdesk.ui.loans.loan_form import LoanForm
from libdesk.ui.loans.loan_lists import LoanLists
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.scroll import bring_into_sight, scrolling
from libdesk.ui.widgets.tab_order import move_focus
from libdesk.ui.widgets.undo_bar import UndoBar

_WIDEST, _WIDEST_FORM = 1_600, 640
"""The lists use what there is, up to where a line is hard to follow; a form is read at one look."""


class LoansPanel(QWidget):
    """Reads when it is shown; each step is stored at once, and can be taken back.

    Args:
        deeds: reads, and does what is pressed.
        look: the theme.

    Signals:
        print_requested: print what is out, of the branch with this code; "" for all.
    """

    print_requested = Signal(str)

    def __init__(self, deeds: LoanDeeds, look: Theme) -> None:
        super().__init__()
        self._deeds = deeds
        self._look = look
        self._overview = LoansOverview(deeds.today())
        self._branches = self._overview.branches
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        self.read()

    def read(self, *, trouble: str = "") -> None:
        """Read all loans anew; with trouble, that is still told when they are there."""
        self._deeds.tasks.database(
            self._deeds.loans.overview,
            partial(self._on_read, trouble=trouble),
            owner=self,
            failed=self._on_trouble,
            key="loans",
        )

    def show_loan(self, loan_id: int) -> None:
        """Go to a loan as soon as the list is there."""
        self._lists.show_loan(loan_id)

    def lend(self, item_id: int, begins: date | None = None) -> None:
        """Show the form for a thing.

        Args:
            item_id: the thing.
            begins: the day that was pointed at; None for the first one that it is free.
        """
        self._deeds.tasks.database(
            partial(self._deeds.loans.of, ItemId(item_id)),
            partial(self._show_form, begins=begins),
            owner=self,
            failed=self._on_trouble,
            key="form",
        )

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Go on as the page stands: chips and rows are made anew while it is used."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def focus_first(self) -> None:
        """Put the hands where the keys work."""
        self._branch.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._trouble = Banner(self._look, "notice", (self._again,))
        self._told = label("", "quiet")
        self._told.hide()
        self._branch = Picker(self._look)
        self._branch.setAccessibleName(self.tr("Branch"))
        self._branch.addItem(self.tr("All branches"), "")
        self._print = Button(self.tr("Print what is out…"), enter_presses=False)
        head = QHBoxLayout()
        head.addWidget(self._branch)
        head.addWidget(self._told, 1)
        head.addStretch(0)
        head.addWidget(self._print)
        self._form = LoanForm(self._look, self.tr("Leave it"))
        self._form.setMaximumWidth(px(_WIDEST_FORM))
        self._form.hide()
        self._deeds.keep_draft(self._form)
        self._lists = LoanLists(self._deeds, self._look)
        inner = QWidget()
        inner.setMaximumWidth(px(_WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.setSpacing(px(theme.MEDIUM))
        lending = QHBoxLayout()
        lending.addWidget(self._form, 1)
        lending.addStretch(0)
        column.addLayout(lending)
        column.addWidget(self._lists)
        column.addStretch(1)
        outer = QWidget()
        beside = QHBoxLayout(outer)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(inner, 1)
        beside.addStretch(0)
        self._undo = UndoBar(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        whole.addWidget(self._trouble)
        whole.addLayout(head)
        whole.addWidget(scrolling(outer), 1)
        whole.addWidget(self._undo)

    def _connect(self) -> None:
        deeds = self._deeds
        self._again.clicked.connect(self.read)
        self._branch.activated.connect(self._show)
        self._print.clicked.connect(lambda: self.print_requested.emit(self._code()))
        self._lists.free_chosen.connect(self.lend)
        self._form.save_requested.connect(lambda: deeds.store(self._form, self._hide_form))
        self._form.leave.clicked.connect(self._hide_form)
        deeds.done.connect(self._on_done)
        deeds.taken_back.connect(self._on_taken_back)
        deeds.failed.connect(self._on_trouble)
        self._undo.undo_requested.connect(self._on_undo)
        self._undo.left.connect(self.focus_first)
        for keys in ("U", "Ctrl+Z"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._undo.undo)

    def _code(self) -> str:
        return self._branch.currentData() or ""

    def _on_read(self, overview: LoansOverview, trouble: str = "") -> None:
        self._trouble.say(trouble)
        self._overview = overview
        if overview.branches != self._branches:
            self._branches = overview.branches
            chosen = self._code()
            self._branch.clear()
            self._branch.addItem(self.tr("All branches"), "")
            for code, name in overview.branches.items():
                self._branch.addItem(name, code)
            self._branch.setCurrentIndex(max(0, self._branch.findData(chosen)))
        self._branch.setVisible(len(self._branches) > 1)
        self._show()

    def _show(self) -> None:
        shown = self._overview.of_branch(self._code())
        self._lists.show_overview(shown)
        self._print.setEnabled(bool(shown.out or shown.booked))

    def _show_form(self, told: LoansOf, begins: date | None = None) -> None:
        self._form.show_thing(told, begins)
        self._form.show()
        self._form.focus_first()
        bring_into_sight(self._form)

    def _hide_form(self) -> None:
        self._form.hide()
        self.focus_first()

    def _on_done(self, words: str, change: LoanChange) -> None:
        self._undo.offer(change, partial(undo_words, words), words)
        self._say("")
        self.read()

    def _on_undo(self, change: LoanChange) -> None:
        self._undo.forget(change)
        self._deeds.take_back(change)

    def _on_taken_back(self) -> None:
        self._say(self.tr("Taken back, as though it had never been."))
        self.read()

    def _say(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._trouble.say(error.sentence)
            if isinstance(error, Conflict):
                # Somebody else was there: what is shown is no longer so.
                self.read(trouble=error.sentence)
        else:
            self._deeds.tasks.unhandled.emit(error)
