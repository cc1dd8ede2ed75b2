"""The right half of the inbox: the problem that is read, a hint while there is none, or keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.problems import Problem
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.inbox.answer_panel import AnswerPanel
from libdesk.ui.inbox.deeds import Move
from libdesk.ui.inbox.detail_panel import DetailPanel
from libdesk.ui.inbox.keys_card import KeysCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling


class DetailSide(QStackedWidget):
    """Shows one of the three.

    Args:
        look: the theme.
        detail: the problem.
        answer: the panel inside it.

    Signals:
        left: the reader goes back to the list.
        opened: the reader wants to see this side.
    """

    left = Signal()
    opened = Signal()

    def __init__(self, look: Theme, detail: DetailPanel, answer: AnswerPanel) -> None:
        super().__init__()
        self._detail = detail
        self._answer = answer
        self._hint = QFrame()
        column = QVBoxLayout(self._hint)
        column.setContentsMargins(0, look.px(theme.HUGE), 0, 0)
        words = label(self.tr("Choose a problem to read it. Press ? to see the keys."), "quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addStretch(1)
        self._page: QScrollArea = scrolling(detail)
        self._keys = KeysCard(look)
        self._keys_page = scrolling(self._keys)
        for one in (self._hint, self._page, self._keys_page):
            self.addWidget(one)
        self._before_keys: QWidget = self._hint
        self._keys.closed.connect(self.close_keys)
        answer.left.connect(self.left)

    @property
    def is_showing(self) -> bool:
        """Say whether a problem is on the screen."""
        return self.currentWidget() is self._page

    @property
    def is_writing(self) -> bool:
        """Say whether the focus is where words are written."""
        focus = QApplication.focusWidget()
        return focus is not None and self._answer.isAncestorOf(focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_problem(self, problem: Problem, overview: Overview) -> None:
        """Show a problem; another one from its beginning."""
        name = overview.branch_name(problem.report.branch)
        is_another = self._detail.show_problem(problem, overview)
        self._answer.show_problem(problem, name)
        self.setCurrentWidget(self._page)
        if is_another:
            self._page.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """Show the hint."""
        self.setCurrentWidget(self._hint)

    def show_keys(self) -> None:
        """Show the keys; once more, and they go."""
        if self.currentWidget() is self._keys_page:
            self.close_keys()
            return
        self._before_keys = self._page if self.is_showing else self._hint
        self.setCurrentWidget(self._keys_page)
        self.opened.emit()
        self._keys.take_focus()

    def close_keys(self) -> None:
        """Show what was there before the keys."""
        self.setCurrentWidget(self._before_keys)
        self.left.emit()

    def focus_report(self) -> None:
        """Go to the report's words."""
        if self.is_showing:
            self._detail.focus_report()

    def turn_to(self, move: Move) -> None:
        """Make the answer's panel ready for a move, and bring it into sight."""
        if self.is_showing:
            if move is not Move.START:
                self.opened.emit()
            self._answer.turn_to(move)
            self._page.ensureWidgetVisible(self._answer, 0, 0)
