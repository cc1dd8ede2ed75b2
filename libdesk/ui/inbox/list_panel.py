"""The left half of the inbox: title, search, views with their counts, order, and the lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.inbox import Order, View
from libdesk.ui import icons, theme
from libdesk.ui.inbox.empty_card import EmptyCard
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.inbox.wording import orders, view_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Button, Chip
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling

_BY_URGENCY = Order()
_TO_THE_LINES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list shows.

    Attributes:
        view: which problems.
        order: in which order.
        text: words to search for; while there are some, view and order rest.
    """

    view: View = View.NEEDS_ME
    order: Order = _BY_URGENCY
    text: str = ""

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
        query_changed: another view, order or search.
        test_report_requested: open the form.
    """

    query_changed = Signal()
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
        if self._search.text() != query.text:
            self._search.setText(query.text)
        _mark(self._order_actions, self._query.order)
        self.query_changed.emit()

    def choose_view(self, view: View) -> None:
        """Show another view; a search ends."""
        self.ask(ListQuery(view, self._query.order))

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
                self._empty.say_empty(self._query.view, is_first_time=is_first_time)
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

    def focus_search(self) -> None:
        """Put the focus into the search field, ready to type over what is there."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def focus_lines(self) -> None:
        """Put the focus on the lines."""
        self._lines.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the search field Esc clears, then leaves; Enter and Down go to what was found."""
        in_search = self._search.hasFocus()
        if in_search and event.key() == Qt.Key.Key_Escape:
            if self._search.text():
                self._search.clear()
            else:
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
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search   /"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaxLength(1000)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._search.setMaximumWidth(px(300))
        self._glass = QAction(self)
        self._search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        head = QHBoxLayout()
        head.setSpacing(px(theme.SMALL))
        head.addWidget(label(self.tr("Inbox"), "title", wraps=False))
        head.addStretch()
        head.addWidget(self._search, 1)
        head.addWidget(self._build_order())
        column.addLayout(head)
        column.addWidget(self._build_chips())
        self._note = label("", "quiet")
        self._note.hide()
        column.addWidget(self._note)
        self._empty = EmptyCard(self._look, collects_from)
        self._empty_page = scrolling(self._empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lines)
        self._stack.addWidget(self._empty_page)
        column.addWidget(self._stack, 1)
        self._draw()

    def _build_order(self) -> Button:
        self._order = Button("", enter_presses=False)
        self._order.setAccessibleName(self.tr("Order"))
        self._order.setToolTip(self.tr("Order"))
        self._order_menu = QMenu(self)
        self._order_actions = QActionGroup(self)
        for words, order in orders():
            action = self._order_menu.addAction(words)
            action.setCheckable(True)
            action.setData(order)
            self._order_actions.addAction(action)
        _mark(self._order_actions, self._query.order)
        return self._order

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

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_chip)
        self._order.clicked.connect(partial(_open_below, self._order_menu, self._order))
        self._order_actions.triggered.connect(self._on_order)
        self._search.textChanged.connect(self._on_search)
        self._empty.test_report_requested.connect(self.test_report_requested)
        self._look.changed.connect(self._draw)

    def _on_chip(self, pressed: Chip) -> None:
        self.choose_view(next(view for view, chip in self._chips.items() if chip is pressed))

    def _on_order(self, action: QAction) -> None:
        self.ask(ListQuery(self._query.view, action.data(), self._query.text))

    def _on_search(self, text: str) -> None:
        self.ask(ListQuery(self._query.view, self._query.order, text))

    def _draw(self) -> None:
        quiet = self._look.tokens.quiet
        size = self._look.px(18)
        self._glass.setIcon(icons.icon("search", quiet, size))
        self._order.setIcon(icons.icon("sort", self._look.tokens.ink, size))
        self._order.setIconSize(QSize(size, size))


def _mark(actions: QActionGroup, order: Order) -> None:
    for action in actions.actions():
        action.setChecked(action.data() == order)


def _open_below(menu: QMenu, button: QWidget) -> None:
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
