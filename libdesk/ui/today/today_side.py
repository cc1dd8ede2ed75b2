"""The right half of Today: the problem as in the inbox, a card for anything else, or the keys."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from libdesk.domain.inbox import Facet, Filter, Line, Order, View
from libdesk.domain.today import TodayLine
from libdesk.services.inbox import Inbox
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.inbox.reader import Reader
from libdesk.ui.theme import Theme
from libdesk.ui.today.thing_card import ThingCard
from libdesk.ui.today.today_keys import TodayKeys
from libdesk.ui.today.wording import TodayWords, kind_of
from libdesk.ui.widgets.scroll import scrolling

MOST_THERE = 20
"""So many of a branch's open problems are listed on its card."""


class TodaySide(QStackedWidget):
    """Shows what the chosen line is about.

    Args:
        look: the theme.
        parts: reads what is open at a branch.
        reader: shows problems.

    Signals:
        opened: this side wants to be seen.
        left: the focus goes back to the list.
        failed: the exception, when something could not be read.
        inbox_requested: the number of a problem, for what is done beside it in the inbox.
    """

    opened = Signal()
    left = Signal()
    failed = Signal(object)
    inbox_requested = Signal(str)

    def __init__(self, look: Theme, parts: InboxParts, reader: Reader) -> None:
        super().__init__()
        self._look = look
        self._parts = parts
        self._reader = reader
        self._keys: TodayKeys | None = None
        self._keys_page: QWidget | None = None
        self._before_keys: QWidget = reader.side
        self.thing = ThingCard(look)
        self._thing_page = scrolling(self.thing)
        self.addWidget(reader.side)
        self.addWidget(self._thing_page)
        self.thing.left.connect(self.left)
        reader.side.left.connect(self.left)
        reader.side.opened.connect(self.opened)
        reader.join_requested.connect(self._on_join)
        reader.earlier_requested.connect(lambda line: self.inbox_requested.emit(line.number))

    @property
    def is_writing(self) -> bool:
        """Say whether the focus is where words are written."""
        return self._reader.side.is_writing

    def show_line(self, key: int | None, line: TodayLine | None, words: TodayWords) -> None:
        """Show what a line is about; with None, the hint."""
        is_problem = line is None or line.problem is not None
        self._reader.open(key if is_problem else None)
        if line is None or line.problem is not None:
            self.setCurrentWidget(self._reader.side)
            return
        self.thing.show_line(line, words)
        self.setCurrentWidget(self._thing_page)
        self._thing_page.verticalScrollBar().setValue(0)
        if kind_of(line) == "branch":
            self._parts.tasks.database(
                partial(_open_at, self._parts.inbox, line.branch),
                self.thing.show_problems,
                owner=self,
                failed=self.failed.emit,
                key="branch",
            )

    def focus_first(self) -> None:
        """Put the focus where the line is read, or gone on with."""
        if self.currentWidget() is self._thing_page:
            self.thing.focus_action()
        else:
            self._reader.side.focus_report()

    def _on_join(self) -> None:
        if self._reader.problem is not None:
            self.inbox_requested.emit(self._reader.problem.report.number)

    def show_keys(self) -> None:
        """Show the keys; once more, and they go."""
        if self._keys is None or self._keys_page is None:
            self._keys = TodayKeys(self._look)
            self._keys_page = scrolling(self._keys)
            self._keys.closed.connect(self.close_keys)
            self.addWidget(self._keys_page)
        if self.currentWidget() is self._keys_page:
            self.close_keys()
            return
        self._before_keys = self.currentWidget() or self._reader.side
        self.setCurrentWidget(self._keys_page)
        self.opened.emit()
        self._keys.take_focus()

    def close_keys(self) -> None:
        """Show what was there before the keys."""
        self.setCurrentWidget(self._before_keys)
        self.left.emit()


def _open_at(inbox: Inbox, branch: str) -> tuple[Line, ...]:
    only, order = Filter(frozenset({(Facet.BRANCH, branch)})), Order()
    views = (View.NEEDS_ME, View.WAITING, View.NIGGLES)
    keys = [key for view in views for key in inbox.sequences(view, order, only)[:MOST_THERE]]
    return tuple(sorted(inbox.lines(keys), key=_urgency))[:MOST_THERE]


def _urgency(line: Line) -> int:
    return line.priority
