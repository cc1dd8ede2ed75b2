"""Outages by branch and month, in a table, with words for a letter to the provider."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout

from libdesk.domain.outages import BranchMonth, in_months, months_before
from libdesk.services.outages import OutageLog
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.lists import Column, ListModel
from libdesk.ui.planning.wording import length_words, letter_words, month_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker

MONTHS = 12
"""So many months are shown, this one too."""

_ROWS = 5
_BRANCHES = 1_000
"""More than any library has: a row's key is made of its month and its branch."""


class MonthsCard(QFrame):
    """The last twelve months of one branch, or of all.

    Args:
        look: the theme.
        now: tells the time.

    Signals:
        print_requested: the code of the branch to print; "" for all.
    """

    print_requested = Signal(str)

    def __init__(self, look: Theme, now: Clock) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._log = OutageLog((), ())
        self._names: Mapping[str, str] = {}
        self.setProperty("role", "card")
        self._build()
        self._branch.activated.connect(self._show)
        self._copy.clicked.connect(self._on_copy)
        self._print.clicked.connect(lambda: self.print_requested.emit(self.branch()))

    def show_log(self, log: OutageLog, names: Mapping[str, str]) -> None:
        """Show a log; the branch that was chosen stays chosen."""
        chosen = self.branch()
        self._log, self._names = log, names
        self._branch.clear()
        self._branch.addItem(self.tr("All branches"), "")
        for code, name in names.items():
            self._branch.addItem(name, code)
        self._branch.setCurrentIndex(max(0, self._branch.findData(chosen)))
        self._model.set_columns(self._columns())
        self._show()
        self.setVisible(bool(log.outages))

    def branch(self) -> str:
        """Return the code of the branch that is chosen; "" for all."""
        return self._branch.currentData() or ""

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        edge = px(theme.MEDIUM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.SMALL))
        column.addWidget(label(self.tr("By month"), "heading"))
        self._branch = Picker(self._look)
        self._branch.setAccessibleName(self.tr("Which branch"))
        column.addWidget(self._branch)
        self._model: ListModel[BranchMonth] = ListModel(
            self._columns(), self._key, _fetch_nothing, self
        )
        self._table = QTableView()
        self._table.setAccessibleName(self.tr("Outages by month"))
        self._table.setModel(self._model)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.setMinimumWidth(1)
        column.addWidget(self._table)
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

    def _columns(self) -> tuple[Column[BranchMonth], ...]:
        names = self._names
        return (
            Column("month", self.tr("Month"), lambda row: month_words(row.month)),
            Column("branch", self.tr("Branch"), lambda row: names.get(row.branch, row.branch)),
            Column("count", self.tr("Times"), lambda row: str(row.count), at_the_end=True),
            Column(
                "lasted", self.tr("Away"), lambda row: length_words(row.lasted), at_the_end=True
            ),
            Column("open", self.tr("In open hours"), _open_words, at_the_end=True),
        )

    def _key(self, row: BranchMonth) -> int:
        codes = sorted({one.branch for one in self._log.rows})
        return row.month.toordinal() * _BRANCHES + codes.index(row.branch)

    def _show(self) -> None:
        rows = self._rows()
        self._model.reset_keys([self._key(row) for row in rows], rows)
        line = self._table.verticalHeader().defaultSectionSize()
        shown = min(max(len(rows), 1), _ROWS)
        self._table.setFixedHeight((shown + 1) * line + self._look.px(theme.MEDIUM))
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

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)


def _open_words(row: BranchMonth) -> str:
    return "" if row.open_time is None else length_words(row.open_time or timedelta(0))


def _fetch_nothing(
    keys: tuple[int, ...],  # noqa: ARG001 - every row came with its key
    done: Callable[[Sequence[BranchMonth]], None],
    failed: Callable[[], None],  # noqa: ARG001
) -> None:
    done(())
