"""Outages by branch and month, in a table, with words for a letter to the provider (S59)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.outages import BranchMonth, in_months, months_before
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.outages import OutageLog, Outages
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.lists import Column, ListModel, at_once
from libdesk.ui.planning.wording import away_words, length_words, letter_words, month_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker

MONTHS = 12
"""So many months are shown, this one too."""

_WIDEST, _ROW = 760, 32
_BRANCHES = 1_000
"""More than any library has: a row's key is made of its month and its branch."""


class MonthsPanel(QWidget):
    """The last twelve months of one branch, or of all.

    Args:
        log: reads the outages.
        branches: returns branch codes and names; asked on the database thread.
        tasks: the threads.
        look: the theme.
        now: tells the time.

    Signals:
        print_requested: the code of the branch to print; "" for all.
    """

    print_requested = Signal(str)

    def __init__(
        self,
        log: Outages,
        branches: Callable[[], Mapping[str, str]],
        tasks: Tasks,
        look: Theme,
        now: Clock,
    ) -> None:
        super().__init__()
        self._read_log = log.read
        self._branches = branches
        self._tasks = tasks
        self._look = look
        self._now = now
        self._log = OutageLog((), ())
        self._names: Mapping[str, str] = {}
        self._build()
        self._branch.activated.connect(self._show)
        self._copy.clicked.connect(self._on_copy)
        self._print.clicked.connect(lambda: self.print_requested.emit(self.branch()))

    def read(self) -> None:
        """Read the log anew."""
        self._tasks.database(
            lambda: (self._read_log(), self._branches()),
            self._on_read,
            owner=self,
            failed=self._on_trouble,
            key="months",
        )

    def focus_first(self) -> None:
        """Put the hands where the keys work."""
        self._branch.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, read: tuple[OutageLog, Mapping[str, str]]) -> None:
        log, names = read
        self._trouble.say("")
        chosen = self.branch()
        self._log, self._names = log, names
        self._branch.clear()
        self._branch.addItem(self.tr("All branches"), "")
        for code, name in names.items():
            self._branch.addItem(name, code)
        self._branch.setCurrentIndex(max(0, self._branch.findData(chosen)))
        self._model.set_columns(self._columns())
        self._show()
        self._empty.setVisible(not log.outages)
        for one in (self._table, self._note, self._copy, self._print):
            one.setVisible(bool(log.outages))

    def branch(self) -> str:
        """Return the code of the branch that is chosen; "" for all."""
        return self._branch.currentData() or ""

    def _build(self) -> None:
        px = self._look.px
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setMaximumWidth(px(_WIDEST))
        whole.addWidget(inner, 1)
        whole.addStretch(0)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._again.clicked.connect(self.read)
        self._trouble = Banner(self._look, "notice", (self._again,))
        column.addWidget(self._trouble)
        self._branch = Picker(self._look)
        self._branch.setAccessibleName(self.tr("Which branch"))
        column.addWidget(self._branch)
        words = self.tr("No outage is written down yet. Under Outages two times are enough.")
        self._empty = label(words, "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty)
        self._model: ListModel[BranchMonth] = ListModel(
            self._columns(), self._key, at_once(lambda _keys: ()), self
        )
        self._table = QTableView()
        self._table.setAccessibleName(self.tr("Outages by month"))
        self._table.setModel(self._model)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fit_rows()
        self._look.changed.connect(self._fit_rows)
        self._table.setMinimumWidth(1)
        column.addWidget(self._table, 1)
        self._note = label("", "fine")
        column.addWidget(self._note)
        self._copy = Button(self.tr("Copy words for a letter"), enter_presses=False)
        self._print = Button(self.tr("Print the log…"), enter_presses=False)
        self._print.setToolTip(self.tr("Ctrl+P"))
        flow = FlowLayout(px(theme.SMALL))
        for button in (self._copy, self._print):
            flow.addWidget(button)
        column.addLayout(flow)
        self._said = label("", "quiet")
        self._said.hide()
        self._announcer = Announcer(self)
        column.addWidget(self._said)

    def _fit_rows(self) -> None:
        self._table.verticalHeader().setDefaultSectionSize(self._look.px(_ROW))

    def _columns(self) -> tuple[Column[BranchMonth], ...]:
        names = self._names
        return (
            Column("month", self.tr("Month"), lambda row: month_words(row.month)),
            Column("branch", self.tr("Branch"), lambda row: names.get(row.branch, row.branch)),
            Column("count", self.tr("Times"), lambda row: str(row.count), at_the_end=True),
            Column("lasted", self.tr("Away"), away_words, at_the_end=True),
            Column("open", self.tr("In open hours"), _open_words, at_the_end=True),
        )

    def _key(self, row: BranchMonth) -> int:
        codes = sorted({one.branch for one in self._log.rows})
        return row.month.toordinal() * _BRANCHES + codes.index(row.branch)

    def _show(self) -> None:
        rows = self._rows()
        self._model.reset_keys([self._key(row) for row in rows], rows)
        words = self.tr("Open hours are the hours that the Library page has.")
        if self._log.hours is None:
            words = self.tr("Open hours are not counted: the Library page has none yet.")
        self._note.setText(words)
        # A letter is about one branch.
        self._copy.setEnabled(bool(self.branch()) and bool(rows))
        self._copy.setToolTip("" if self.branch() else self.tr("Choose a branch first."))
        self._say("")

    def _rows(self) -> Sequence[BranchMonth]:
        since = months_before(self._now().astimezone().date(), MONTHS - 1)
        return in_months(self._log.rows, since, self.branch())

    def _on_copy(self) -> None:
        branch, rows = self.branch(), self._rows()
        since = min(row.month for row in rows)
        own = [
            one
            for one in self._log.outages
            if one.branch == branch and one.started_at.astimezone().date() >= since
        ]
        words = letter_words(rows, own, self._names.get(branch, branch), self._now())
        QGuiApplication.clipboard().setText(words)
        self._say(self.tr("Copied: paste it into an e-mail and read it once more."))

    def _on_trouble(self, error: Exception) -> None:
        sentence = self.tr("The log could not be read. Nothing was lost.")
        if isinstance(error, Refusal | Unavailable):
            sentence = error.sentence
        else:
            self._tasks.unhandled.emit(error)
        self._trouble.say(sentence)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)


def _open_words(row: BranchMonth) -> str:
    return "" if row.open_time is None else length_words(row.open_time or timedelta(0))
