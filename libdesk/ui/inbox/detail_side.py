"""The right half of the inbox: the problem that is read, a hint while there is none, or a card."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from libdesk.ui.inbox.deeds import Move
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling

if TYPE_CHECKING:
    from libdesk.ui.inbox.answer_panel import AnswerPanel
    from libdesk.ui.inbox.detail_panel import DetailPanel
    from libdesk.ui.inbox.side_card import SideCard


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a problem is read: the page that scrolls, the problem in it, the answer in that."""

    page: QScrollArea
    detail: "DetailPanel"
    answer: "AnswerPanel"


class DetailSide(QStackedWidget):
    """Shows one of the three; all but the hint are built when they are wanted.

    Args:
        look: the theme.

    Signals:
        left: the reader goes back to the list.
        opened: the reader wants to see this side.
    """

    left = Signal()
    opened = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._place: _Place | None = None
        self._cards: dict[SideCard, QWidget] = {}
        self._hint = QFrame()
        column = QVBoxLayout(self._hint)
        column.setContentsMargins(0, look.px(theme.HUGE), 0, 0)
        words = label(self.tr("Choose a problem to read it. Press ? to see the keys."), "quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addStretch(1)
        self.addWidget(self._hint)
        self._before_card: QWidget = self._hint

    def furnish(self, detail: "DetailPanel", answer: "AnswerPanel") -> None:
        """Take the panel that shows a problem, and the answer's panel inside it."""
        self._place = _Place(scrolling(detail), detail, answer)
        self.addWidget(self._place.page)
        answer.left.connect(self.left)

    @property
    def is_showing(self) -> bool:
        """Say whether a problem is on the screen."""
        return self._place is not None and self.currentWidget() is self._place.page

    @property
    def is_writing(self) -> bool:
        """Say whether the focus is where words are written."""
        focus = QApplication.focusWidget()
        if focus is None or self._place is None:
            return False
        return self._place.answer.isAncestorOf(focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_problem(self, problem: Problem, overview: Overview) -> None:
        """Show a problem; another one from its beginning. It has been furnished."""
        if self._place is None:
            raise RuntimeError("there is no place yet where a problem could be shown")
        name = overview.branch_name(problem.report.branch)
        is_another = self._place.detail.show_problem(problem, overview)
        self._place.answer.show_problem(problem, name)
        self._turn(self._place.page)
        if is_another:
            self._place.page.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """Show the hint."""
        self._turn(self._hint)

    def show_card(self, card: "SideCard") -> None:
        """Show a card in front of what is there; once more, and it goes."""
        if card not in self._cards:
            self._cards[card] = scrolling(card)
            self.addWidget(self._cards[card])
            card.closed.connect(self.close_card)
        if self._open_card() is card:
            self.close_card()
            return
        if self._open_card() is None:
            self._before_card = self.currentWidget() or self._hint
        self.setCurrentWidget(self._cards[card])
        self.opened.emit()
        card.take_focus()

    def close_card(self) -> None:
        """Show what was there before the card."""
        if self._open_card() is not None:
            self.setCurrentWidget(self._before_card)
            self.left.emit()

    def focus_report(self) -> None:
        """Go to the report's words."""
        if self._place is not None and self.is_showing:
            self._place.detail.focus_report()

    def focus_earlier(self) -> None:
        """Go to the earlier reports of the same item, where there are any."""
        if self._place is not None and self.is_showing and self._place.detail.focus_earlier():
            self.opened.emit()

    def explain(self) -> None:
        """Go to what can be explained: in the words being written, else in those being read."""
        if self._place is None or not self.is_showing:
            return
        if self.is_writing and self._place.answer.bar is not None:
            self._place.answer.bar.focus_first()
        else:
            self.opened.emit()
            self._place.detail.explain()

    def turn_to(self, move: Move) -> None:
        """Make the answer's panel ready for a move, and bring it into sight."""
        if self._place is None:
            return
        behind = self._before_card if self._open_card() is not None else self.currentWidget()
        if behind is self._place.page:
            self.setCurrentWidget(self._place.page)
            if move is not Move.START:
                self.opened.emit()
            self._place.answer.turn_to(move)
            self._place.page.ensureWidgetVisible(self._place.answer, 0, 0)

    def _open_card(self) -> "SideCard | None":
        here = self.currentWidget()
        return next((card for card, page in self._cards.items() if page is here), None)

    def _turn(self, page: QWidget) -> None:
        card = self._open_card()
        focus = QApplication.focusWidget()
        if card is not None and card.stays and focus is not None and card.isAncestorOf(focus):
            self._before_card = page  # somebody is at work on the card
        else:
            self.setCurrentWidget(page)
