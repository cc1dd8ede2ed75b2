"""Where the public sits: a report is read by whoever has its number, and by nobody else."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.problems import ReportId, is_number
from libdesk.services.problems import Thread
from libdesk.ui import theme
from libdesk.ui.problems.report_card import ReportCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.refilling import refill

LONGEST = 40


class ByNumber(QWidget):
    """A line for the number, and below it the report that has it.

    Args:
        look: the theme.
    """

    follow_up_requested = Signal(object, object)
    """The report shall be gone on with: a `Report` and a `FollowUpKind`."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._threads: tuple[Thread, ...] = ()
        self._now: datetime | None = None
        self._opened: frozenset[ReportId] = frozenset()
        self._sought = ""
        self._build()
        self._line.returnPressed.connect(self._on_open)
        self._line.textEdited.connect(self._on_edited)
        self._open.clicked.connect(self._on_open)
        self._away.clicked.connect(self._on_away)

    def show_threads(self, threads: Sequence[Thread], now: datetime) -> None:
        """Look for numbers among these; what is open stays open."""
        self._threads, self._now = tuple(threads), now
        if not (self._sought and self._find(self._sought)):
            self._fill()

    def put_away(self) -> None:
        """Show no report any more, and no number."""
        self._opened = frozenset()
        self._sought = ""
        self._line.setText("")  # unlike clear, this can't be undone by whoever comes next
        self._tell("")
        self._fill()

    def focus_first(self) -> None:
        """Put the focus where the number is typed."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        words = self.tr("To read or answer one, type the number on its slip")
        self._line = QLineEdit()
        self._line.setMaxLength(LONGEST)
        self._line.setAccessibleName(words)
        self._line.setPlaceholderText(self.tr("Such as CEN-7K3F9Q"))
        heading = label(words, "heading")
        heading.setBuddy(self._line)
        column.addWidget(heading)
        row = QHBoxLayout()
        row.setSpacing(px(theme.SMALL))
        self._open = Button(self.tr("Open"))
        row.addWidget(self._line, 1)
        row.addWidget(self._open)
        column.addLayout(row)
        self._told = label("", "quiet")
        self._told.hide()
        column.addWidget(self._told)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(px(theme.SMALL))
        column.addLayout(self._cards)
        self._away = Button(self.tr("Put it away"))
        self._away.hide()
        column.addWidget(self._away, 0, Qt.AlignmentFlag.AlignLeading)

    def _on_open(self) -> None:
        typed = self._line.text()
        if typed.strip() and not self._find(typed):
            # Whoever comes straight from Send is quicker than the list that is being read.
            self._sought = typed
            self._tell(
                self.tr(
                    "No report with this number stands on this computer. Please look at the slip "
                    "again; a report can only be read on the computer that sent it."
                )
            )
            self._line.selectAll()
            self.focus_first()

    def _find(self, typed: str) -> bool:
        """Open the report with this number; say whether there is one. Two may share a number."""
        found = [one.kept.report for one in self._threads if is_number(typed, one.kept.report)]
        self._opened = frozenset(report.id for report in found)
        self._fill()
        if found:
            self._sought = ""
            self._line.setText("")  # unlike clear, this can't be undone by whoever comes next
            self._tell("")
            self._focus_opened()
        return bool(found)

    def _on_edited(self) -> None:
        self._sought = ""
        self._tell("")

    def _on_away(self) -> None:
        self.put_away()
        self.focus_first()

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))
        # Whoever can't see the page hears it with the line, which has the focus.
        self._line.setAccessibleDescription(words)

    def _focus_opened(self) -> None:
        """Put the focus on the number: a screen reader goes on from there to the answer."""
        cell = self._cards.itemAt(0)
        card = cell.widget() if cell is not None else None
        words = card.findChildren(QLabel) if card is not None else []
        number = next((one for one in words if one.focusPolicy() != Qt.FocusPolicy.NoFocus), None)
        (number or self._away).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        opened = [one for one in self._threads if one.kept.report.id in self._opened]
        refill(self._cards, map(self._card, opened))
        self._away.setVisible(bool(opened))

    def _card(self, thread: Thread) -> ReportCard:
        card = ReportCard(thread, self._now or thread.kept.report.filed_at, self._look)
        card.follow_up_requested.connect(self.follow_up_requested)
        return card
