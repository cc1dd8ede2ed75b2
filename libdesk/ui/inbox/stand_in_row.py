"""What stands in for the item that a report is about; or the way to let something stand in."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.problems import Problem
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.equipment.swap_words import show_words, standing_words
from libdesk.ui.inbox.parts import ItemOfReport
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

if TYPE_CHECKING:
    # Nobody has to swap anything to read a report.
    from libdesk.services.stand_ins import Standing


class StandInRow(QWidget):
    """Stands below the head of a report; hidden where there is nothing to say.

    Args:
        look: the theme.
        tasks: the threads.
        item: the way to the item; None where there is none.
        now: the clock.
    """

    def __init__(self, look: Theme, tasks: Tasks, item: ItemOfReport | None, now: Clock) -> None:
        super().__init__()
        self._tasks = tasks
        self._item = item
        self._now = now
        self._problem: Problem | None = None
        self._tag = ""
        self._is_read = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        self._words = label("", "strong", selectable=True)
        self._show = Button("", "link", enter_presses=False)
        self._swap = Button(self.tr("Swap in a spare…"), "link", enter_presses=False)
        column.addWidget(self._words)
        for button in (self._show, self._swap):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self._show.clicked.connect(self._on_show)
        self._swap.clicked.connect(self._on_swap)
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        """Show how the item of a problem stands, as soon as that has been read."""
        before, self._problem = self._problem, problem
        self._is_read = False
        if before is None or before.report.id != problem.report.id:
            self.hide()
        if self._item is None or not problem.item:
            self.hide()
            return
        self._tasks.database(
            partial(self._item.read, problem),
            partial(self._on_read, problem),
            owner=self,
            failed=lambda _error: None,  # the problem itself is there; whoever reads it is told
            key="standing",
            quiet=True,
        )

    def again(self) -> None:
        """Read once more how it stands: meanwhile something may have been swapped."""
        if self._problem is not None and self._is_read:
            self.show_problem(self._problem)

    def _on_read(self, problem: Problem, standing: "Standing | None") -> None:
        if self._problem is None or self._problem.report.id != problem.report.id:
            return
        self._is_read = True
        swapped = standing.swapped if standing is not None else None
        can_swap = standing is not None and standing.can_swap and problem.state.is_open
        self.setVisible(swapped is not None or can_swap)
        if standing is None:
            return
        self._tag = standing.record.tag
        self._words.setVisible(swapped is not None)
        self._show.setVisible(swapped is not None)
        self._swap.setVisible(can_swap)
        if swapped is not None:
            today = self._now().astimezone().date()
            self._words.setText(standing_words(swapped, standing.record.id, today))
            self._show.set_words(show_words(standing.record))

    def _on_show(self) -> None:
        if self._item is not None:
            self._item.show(self._tag)

    def _on_swap(self) -> None:
        if self._item is not None:
            self._item.swap(self._tag)
