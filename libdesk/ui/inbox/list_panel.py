"""The left half of the inbox: title, search, views with their counts, order, and the lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.inbox import Filter, Order, View
from libdesk.ui import theme
from libdesk.ui.inbox.empty_card import EmptyCard
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.inbox.list_head import ListHead
from libdesk.ui.inbox.wording import view_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Button, Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling

_BY_URGENCY = Order()
_WHOLE = Filter()
_TO_THE_LINES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list shows.

    Attributes:
        view: which problems.
        order: in which order.
        text: words to search for; while there are some, all else rests.
        filter: what the view is narrowed to.
    """

    view: View = View.NEEDS_ME
    order: Order = _BY_URGENCY
    text: str = ""
    filter: Filter = _WHOLE

    @property
    def is_search(self) -> bool:
        """Say whether something is searched for."""
        return bool(self.text.strip())


class ListPanel(QWidget):
    """Shows lines and what can be asked of them.

    Args:
        look: the theme.
        view: the lines.
        collects_from: the places that reports come from, in words.

    Signals:
        query_changed: another view, order, filter or search.
        filter_requested: choose what is shown.
        walk_in_requested: write down what somebody says.
        test_report_requested: open the form.

    Attributes:
        head: what stands above the lines.
    """

    query_changed = Signal()
    filter_requested = Signal()
    walk_in_requested = Signal()
    test_report_requested = Signal()

    def __init__(self, look: Theme, view: LinesView, collects_from: Sequence[str]) -> None:
        super().__init__()
        self._look = look
        self._lines = view
        self._counts: dict[View, int] = {}
        self._query = ListQuery()
        self._build(collects_from)
        self._connect()

    @property
    def query(self) -> ListQuery:
        """What is asked for."""
        return self._query

    def ask(self, query: ListQuery) -> None:
        """Ask for something else, and show it in the controls."""
        if query == self._query:
            return
        self._query = query
        self._chips[query.view].setChecked(True)
        self.head.show_query(query.text, query.order)
        # A search looks everywhere.
        self._only_row.setVisible(not query.is_search and not query.filter.is_empty)
        self.query_changed.emit()

    def choose_view(self, view: View) -> None:
        """Show another view, narrowed as before; a search ends."""
        self.ask(ListQuery(view, self._query.order, filter=self._query.filter))

    def show_everything(self) -> None:
        """Show all problems, from whatever was asked for before."""
        self._only_row.hide()
        self.ask(ListQuery(View.ALL, self._query.order))

    def narrow(self, filter_: Filter, words: str) -> None:
        """Show only some; a search ends.

        Args:
            filter_: what is left.
            words: what that is, for people.
        """
        self._only.setText(self.tr("Only: {what}").format(what=words))
        self._only_row.setVisible(not filter_.is_empty)
        self.ask(ListQuery(self._query.view, self._query.order, filter=filter_))

    def show_counts(self, counts: Mapping[View, int]) -> None:
        """Write the counts into the chips."""
        self._counts = dict(counts)
        for view, chip in self._chips.items():
            count = self.locale().toString(counts.get(view, 0))
            chip.set_words(f"{view_words(view)} {count}")
            chip.updateGeometry()
        self._chip_area.updateGeometry()

    def show_lines(self, count: int, limit: int) -> None:
        """Show the lines, or why there are none.

        Args:
            count: how many there are.
            limit: the most that a search returns.
        """
        if count:
            self._stack.setCurrentWidget(self._lines)
        else:
            if self._query.is_search:
                self._empty.say_nothing_found()
            else:
                is_first_time = not self._counts.get(View.ALL)
                if self._query.filter.is_empty or is_first_time:
                    self._empty.say_empty(self._query.view, is_first_time=is_first_time)
                else:
                    self._empty.say_all_left_out()
            self._stack.setCurrentWidget(self._empty_page)
        if not self._query.is_search or not count:
            self.say("")
        elif count >= limit:
            self.say(self.tr("The newest {count} that fit, from all views").format(count=count))
        else:
            self.say(self.tr("{count} found, in all views").format(count=count))

    def show_opening(self) -> None:
        """Say that the database is being opened."""
        self._empty.say_opening()
        self._stack.setCurrentWidget(self._empty_page)

    def say(self, words: str) -> None:
        """Say something small above the lines; "" takes it off."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def focus_lines(self) -> None:
        """Put the focus on the lines."""
        self._lines.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the search field Esc clears, then leaves; Enter and Down go to what was found."""
        in_search = self.head.is_searching
        if in_search and event.key() == Qt.Key.Key_Escape:
            if not self.head.clear():
                self.focus_lines()
        elif in_search and event.key() in _TO_THE_LINES:
            self.focus_lines()
            if self._lines.key() is None:
                self._lines.step(0)
        else:
            super().keyPressEvent(event)

    def _build(self, collects_from: Sequence[str]) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        self.head = ListHead(self._look)
        self.head.show_query("", self._query.order)
        column.addWidget(self.head)
        column.addWidget(self._build_chips())
        column.addWidget(self._build_only())
        self._note = label("", "quiet")
        self._note.hide()
        column.addWidget(self._note)
        self._empty = EmptyCard(self._look, collects_from)
        self._empty_page = scrolling(self._empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lines)
        self._stack.addWidget(self._empty_page)
        column.addWidget(self._stack, 1)

    def _build_chips(self) -> QWidget:
        self._chip_area = ArrowArea()
        self._chip_area.setAccessibleName(self.tr("Views"))
        flow = FlowLayout(self._look.px(theme.SMALL))
        self._chip_area.setLayout(flow)
        self._group = QButtonGroup(self, exclusive=True)
        self._chips: dict[View, Chip] = {}
        for view in View:
            chip = Chip(view_words(view), self._look)
            self._chips[view] = chip
            self._group.addButton(chip)
            flow.addWidget(chip)
        self._chips[self._query.view].setChecked(True)
        return self._chip_area

    def _build_only(self) -> QWidget:
        """What the list is narrowed to, always in sight: nobody must think the rest is gone."""
        self._only_row = QWidget()
        row = QHBoxLayout(self._only_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(theme.SMALL))
        self._only = label("", "quiet")
        self._show_all = Button(self.tr("Show all"), "link", enter_presses=False)
        row.addWidget(self._only, 1)
        row.addWidget(self._show_all, 0, Qt.AlignmentFlag.AlignTop)
        self._only_row.hide()
        return self._only_row

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_chip)
        self.head.searched.connect(self._on_search)
        self.head.order_chosen.connect(self._on_order)
        self.head.filter_requested.connect(self.filter_requested)
        self.head.walk_in_requested.connect(self.walk_in_requested)
        self._show_all.clicked.connect(self._on_show_all)
        self._empty.test_report_requested.connect(self.test_report_requested)

    def _on_chip(self, pressed: Chip) -> None:
        self.choose_view(next(view for view, chip in self._chips.items() if chip is pressed))

    def _on_order(self, order: Order) -> None:
        self.ask(replace(self._query, order=order))

    def _on_search(self, text: str) -> None:
        self.ask(replace(self._query, text=text))

    def _on_show_all(self) -> None:
        self.narrow(_WHOLE, "")
        self.focus_lines()
