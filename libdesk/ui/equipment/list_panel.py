"""The left half of the room: search, what the list is narrowed to, and the items."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from libdesk.domain.item_lists import ItemColumn, ItemFilter, ItemGroup, ItemOrder
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.empty_card import EmptyCard
from libdesk.ui.equipment.items_view import ItemsView
from libdesk.ui.equipment.list_head import ListHead
from libdesk.ui.equipment.memory import show_order
from libdesk.ui.equipment.narrowing import (
    ANY_STATUS,
    EVERY,
    ItemQuery,
    filter_words,
)
from libdesk.ui.equipment.parts import EquipmentParts
from libdesk.ui.equipment.wording import chosen_words, grouping_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling

_TO_THE_ITEMS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class ListPanel(QWidget):
    """Shows items and what can be asked of them.

    Args:
        parts: tells the day.
        look: the theme.
        view: the items.
        columns: by what each column orders the list.

    Signals:
        query_changed: another filter, order or search.
        change_requested: set something for all that are chosen.
        move_requested: another status or place for all that are chosen.

    Attributes:
        head: what stands above.
        empty: what stands where there are no items.
        below_head: what others put between the head and a list that has items.
    """

    query_changed = Signal()
    change_requested = Signal()
    move_requested = Signal()

    def __init__(
        self,
        parts: EquipmentParts,
        look: Theme,
        view: ItemsView,
        columns: tuple[ItemColumn, ...],
    ) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self._items = view
        self._columns = columns
        self._query = ItemQuery()
        self._overview = Overview()
        self._announcer = Announcer(self)
        self._build()
        self._connect()

    @property
    def query(self) -> ItemQuery:
        """What is asked for."""
        return self._query

    def ask(self, query: ItemQuery) -> None:
        """Ask for something else, and show it in the controls."""
        if query == self._query:
            return
        self._query = query
        self._show_query()
        self.query_changed.emit()

    def narrow(self, filter_: ItemFilter) -> None:
        """Show only some."""
        self.ask(replace(self._query, filter=filter_))

    def show_everything(self, *, gone_too: bool = False) -> None:
        """Leave out nothing; what is gone only where that is wanted."""
        self.ask(ItemQuery(ANY_STATUS if gone_too else EVERY, self._query.order))

    def turn_group(self) -> None:
        """Put together what has the next thing in common; after the last, nothing."""
        groups = list(ItemGroup)
        at = groups.index(self._query.order.group)
        self._on_group(groups[(at + 1) % len(groups)])

    def show_count(self, count: int, overview: Overview, *, is_first_time: bool) -> None:
        """Show the items, or why there are none.

        Args:
            count: how many there are.
            overview: names the branches.
            is_first_time: there never was one.
        """
        self._overview = overview
        self._show_query()
        self._show_chosen(len(self._items.selected_keys()))
        self._below_head.setVisible(not is_first_time)
        if count:
            self._stack.setCurrentWidget(self._items)
            return
        if is_first_time:
            self.empty.say_first()
        else:
            self.empty.say_nothing_fits()
        self._stack.setCurrentWidget(self._empty_page)

    def say(self, words: str) -> None:
        """Say something small below the items; "" takes it off."""
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self._announcer.say(words)

    def add_way_for_chosen(self, words: str, act: Callable[[], object]) -> None:
        """Offer something else to do with several that are chosen.

        Args:
            words: what the button says, with its key.
            act: called when it is pressed.
        """
        button = Button(words, enter_presses=False)
        button.clicked.connect(lambda _on: act())
        self._ways.addWidget(button)

    def focus_items(self) -> None:
        """Put the focus on the items."""
        self._items.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the search field Esc clears, then leaves; Enter and Down go to what was found."""
        in_search = self.head.is_searching
        if in_search and event.key() == Qt.Key.Key_Escape:
            if not self.head.clear():
                self.focus_items()
        elif in_search and event.key() in _TO_THE_ITEMS:
            self.focus_items()
            if self._items.key() is None:
                self._items.step(0)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        self.head = ListHead(self._look)
        self.head.show_query("", self._query.order.group)
        column.addWidget(self.head)
        self._below_head = QWidget()
        self.below_head = QVBoxLayout(self._below_head)
        self.below_head.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._below_head)
        self._only = label("", "quiet")
        self._show_all = Button(self.tr("Show all"), "link", enter_presses=False)
        self._only_row = self._row(self._only, self._show_all)
        self._count = label("", "strong")
        self._change = Button(self.tr("Change…  (b)"), enter_presses=False)
        self._change.setAccessibleName(self.tr("Change these"))
        self._move = Button(self.tr("Move…  (m)"), enter_presses=False)
        self._move.setAccessibleName(self.tr("Move these"))
        self._chosen_row = QWidget()
        below = QVBoxLayout(self._chosen_row)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(px(theme.SMALL))
        below.addWidget(self._count)
        self._ways = FlowLayout(px(theme.SMALL))
        below.addLayout(self._ways)
        for one in (self._change, self._move):
            self._ways.addWidget(one)
        self._chosen_row.hide()
        column.addWidget(self._only_row)
        self._note = label("", "quiet")
        self._note.hide()
        self.empty = EmptyCard(self._look)
        self._empty_page = scrolling(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_page)
        self._stack.addWidget(self._items)
        column.addWidget(self._stack, 1)
        # Below: a row that comes and goes above would move the items from under the pointer.
        column.addWidget(self._note)
        column.addWidget(self._chosen_row)

    def _row(self, words: QWidget, *buttons: Button) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(theme.SMALL))
        row.addWidget(words, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        made.hide()
        return made

    def _connect(self) -> None:
        self.head.searched.connect(self._on_search)
        self.head.group_chosen.connect(self._on_group)
        self._show_all.clicked.connect(self._on_show_all)
        self.empty.show_all_requested.connect(self._on_show_all)
        self._change.clicked.connect(self.change_requested)
        self._move.clicked.connect(self.move_requested)
        self._items.several_chosen.connect(self._show_chosen)
        self._items.horizontalHeader().sectionClicked.connect(self._on_column)

    def _show_query(self) -> None:
        query, today = self._query, self._parts.today()
        self.head.show_query(query.text, query.order.group)
        told = filter_words(query.filter, self._overview, today)
        self._only.setText(self.tr("Only: {what}").format(what=told))
        self._only_row.setVisible(query.filter != EVERY)
        column = self._columns.index(query.order.by)
        show_order(self._items.horizontalHeader(), column, query.order)

    def _show_chosen(self, count: int) -> None:
        self._count.setText(chosen_words(count))
        self._chosen_row.setVisible(count > 1)

    def _on_group(self, group: ItemGroup) -> None:
        self.ask(replace(self._query, order=replace(self._query.order, group=group)))
        self._announcer.say(grouping_words(group))

    def _on_search(self, text: str) -> None:
        self.ask(replace(self._query, text=text))

    def _on_column(self, column: int) -> None:
        order = self._query.order
        by = self._columns[column]
        turns = by is order.by and not order.descending
        self.ask(replace(self._query, order=ItemOrder(by, turns, order.group)))

    def _on_show_all(self) -> None:
        self.show_everything()
        self.focus_items()
