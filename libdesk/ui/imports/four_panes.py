"""The four panes, one of them in sight, and the chips by which they are reached."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.imports.columns_pane import ColumnsPane
from libdesk.ui.imports.file_pane import FilePane
from libdesk.ui.imports.one_page import OnePage
from libdesk.ui.imports.parts import Work
from libdesk.ui.imports.questions_pane import QuestionsPane
from libdesk.ui.imports.rows_pane import RowsPane
from libdesk.ui.imports.wording import number_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Chip
from libdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable


class FourPanes(QWidget):
    """Rows, columns, questions, and the file.

    Args:
        look: the theme.

    Signals:
        target_chosen: as of ColumnsPane.
        answered: as of QuestionsPane.
        option_chosen: as of QuestionsPane.
        choice_made: as of FilePane.
    """

    target_chosen = Signal(int, str, str)
    answered = Signal(str, str, str)
    option_chosen = Signal(str, object)
    choice_made = Signal(object)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._rows = RowsPane(look)
        self._columns = ColumnsPane(look)
        self._questions = QuestionsPane(look)
        self._file = FilePane(look)
        self._chips = tuple(Chip("", look) for _ in range(4))
        self._stack = OnePage()
        self._waiting: list[Callable[[], None]] = []
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._show_next)
        area = ArrowArea()
        flow = FlowLayout(look.px(theme.SMALL))
        area.setLayout(flow)
        area.setAccessibleName(self.tr("What is shown of the list"))
        for at, chip in enumerate(self._chips):
            flow.addWidget(chip)
            chip.clicked.connect(lambda _on, at=at: self.show_pane(at))
        self._stack.add(self._rows, self._columns, self._questions, self._file)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.MEDIUM))
        column.addWidget(area)
        column.addWidget(self._stack, 1)
        self._columns.target_chosen.connect(self.target_chosen)
        self._questions.answered.connect(self.answered)
        self._questions.option_chosen.connect(self.option_chosen)
        self._file.choice_made.connect(self.choice_made)
        self._name_chips(0, 0, 0, 0)
        self.show_pane(0)

    def forget(self) -> None:
        """Begin anew, with another file."""
        self._questions.forget()
        self.show_pane(0)

    def show_work(self, work: Work) -> None:
        """Show what would become of a file."""
        worked = work.worked
        plan = worked.plan
        shows: list[Callable[[], None]] = [
            lambda: self._rows.show_plan(plan, work.branches),
            lambda: self._columns.show_columns(plan.columns, work.own_fields),
            lambda: self._questions.show_work(work),
            lambda: self._file.show_work(work),
        ]
        # What is in sight comes first, the others one after the other, or when they are reached:
        # for all of them together the window would stand still.
        shows.pop(self._stack.currentIndex())()
        self._waiting = shows
        self._next.start()
        open_ = len(plan.questions) + sum(
            worked.choices.twins.get(one.key) is None for one in plan.twins
        )
        self._name_chips(len(plan.fates), len(plan.columns), open_, len(worked.notes))

    def _show_next(self) -> None:
        if self._waiting:
            self._waiting.pop()()
        if not self._waiting:
            self._next.stop()

    def show_pane(self, at: int) -> None:
        """Show one of the four, from 0."""
        while self._waiting:
            self._show_next()
        for number, chip in enumerate(self._chips):
            chip.setChecked(number == at)
        self._stack.setCurrentIndex(at)

    def _name_chips(self, rows: int, columns: int, questions: int, notes: int) -> None:
        words = (
            (self.tr("Rows"), rows),
            (self.tr("Columns"), columns),
            (self.tr("Questions"), questions),
            (self.tr("File"), notes),
        )
        for chip, (name, count) in zip(self._chips, words, strict=True):
            chip.set_words(f"{name} {number_words(count)}" if count else name)
