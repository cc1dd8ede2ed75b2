"""Again: which time within thirty days something is reported of an item, and the times before."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.inbox import Line
from libdesk.domain.item_reports import Repeat
from libdesk.domain.problems import Problem
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.equipment.report_words import line_words, times_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import WideButton
from libdesk.ui.widgets.labels import label

_TARGET = 24
"""The least height of what can be pressed at the desk."""

SHOWN = 3
"""Earlier reports that stand below the words; the newest of them."""

ReadRepeat = Callable[[Problem], Repeat | None]
"""Reads which time it is; called on the database's thread."""


class _Earlier(WideButton):
    """One of the times before, on as little height as can be pressed."""

    ABOVE, LEAST_HEIGHT = theme.TINY, _TARGET


class RepeatRow(QWidget):
    """Stands between the head of a report and its words; hidden where it is the first time.

    Args:
        look: the theme.
        tasks: the threads.
        read: reads which time it is; None where nobody does.
        now: the clock.

    Signals:
        open_requested: the `Line` of an earlier report.
    """

    open_requested = Signal(object)

    def __init__(self, look: Theme, tasks: Tasks, read: ReadRepeat | None, now: Clock) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._read = read
        self._now = now
        self._problem: Problem | None = None
        self._buttons: list[WideButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(theme.TINY))
        self._words = label("", "strong")
        self._column.addWidget(self._words)
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        """Show which time it is for a problem, as soon as that has been read."""
        before, self._problem = self._problem, problem
        if before is None or before.report.id != problem.report.id:
            self._show(None)
        if self._read is None or not problem.item:
            return
        self._tasks.database(
            partial(self._read, problem),
            partial(self._on_read, problem),
            owner=self,
            failed=lambda _error: None,  # the problem itself is there; whoever reads it is told
            key="repeat",
            quiet=True,
        )

    def focus_first(self) -> bool:
        """Go to the newest earlier report; say whether there is one."""
        if self.isHidden() or not self._buttons:
            return False
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _open(self, line: Line) -> None:
        self.open_requested.emit(line)

    def _on_read(self, problem: Problem, repeat: Repeat | None) -> None:
        if self._problem is not None and self._problem.report.id == problem.report.id:
            self._show(repeat)

    def _show(self, repeat: Repeat | None) -> None:
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.setVisible(repeat is not None)
        if repeat is None:
            return
        self._words.setText(times_words(repeat.times))
        for line in repeat.earlier[:SHOWN]:
            button = _Earlier(line_words(line, self._now()), self._look)
            button.setAccessibleDescription(self.tr("Opens {number}").format(number=line.number))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._open, line))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            self._buttons.append(button)
            button.show()
