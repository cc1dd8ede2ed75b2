"""What stands above the list: its name, the search, what is shown, the order, and a new report."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from libdesk.domain.inbox import Order
from libdesk.ui import icons, theme
from libdesk.ui.inbox.wording import orders
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class ListHead(QWidget):
    """One row of things that change the list.

    Args:
        look: the theme.

    Signals:
        searched: other words to search for.
        order_chosen: an Order; the same column once more asks for the other way round.
        filter_requested: choose what is shown.
        walk_in_requested: write down what somebody says.
        print_requested: show what can be printed.
    """

    searched = Signal(str)
    order_chosen = Signal(object)
    filter_requested = Signal()
    walk_in_requested = Signal()
    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._order_shown = Order()
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search   /"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaxLength(1000)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._search.setMaximumWidth(look.px(300))
        self._glass = QAction(self)
        self._search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._filter = _tool(self.tr("Show only some"), self.tr("Show only some  (o)"))
        self._order = _tool(self.tr("Order"), self.tr("Order"))
        self._print = _tool(self.tr("Print"), self.tr("Print, save or e-mail  (Ctrl+P)"))
        asked = self.tr("Somebody asked in person")
        self._walk_in = _tool(asked, self.tr("{what}  (Ctrl+N)").format(what=asked))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(theme.SMALL))
        row.addWidget(label(self.tr("Inbox"), "title", wraps=False))
        row.addStretch()
        row.addWidget(self._search, 1)
        for button in (self._filter, self._order, self._print, self._walk_in):
            row.addWidget(button)
        self._order_menu = QMenu(self)
        self._order_actions = QActionGroup(self)
        for words, order in orders():
            action = self._order_menu.addAction(words)
            action.setCheckable(True)
            action.setData(order)
            self._order_actions.addAction(action)
        self._search.textChanged.connect(self.searched)
        self._filter.clicked.connect(self.filter_requested)
        self._walk_in.clicked.connect(self.walk_in_requested)
        self._print.clicked.connect(self.print_requested)
        self._order.clicked.connect(partial(_open_below, self._order_menu, self._order))
        self._order_actions.triggered.connect(self._on_order)
        look.changed.connect(self._draw)
        self._draw()

    def show_query(self, text: str, order: Order) -> None:
        """Show what is searched for, and in which order the list is."""
        if self._search.text() != text:
            self._search.setText(text)
        self._order_shown = order
        actions = self._order_actions.actions()
        same = [one for one in actions if one.data() == order]
        turned = [one for one in actions if one.data().by is order.by]
        for action in actions:
            action.setChecked(action in (same or turned)[:1])

    @property
    def is_searching(self) -> bool:
        """Say whether the focus is in the search field."""
        return self._search.hasFocus()

    def clear(self) -> bool:
        """Search for nothing; say whether something was searched for."""
        had_words = bool(self._search.text())
        self._search.clear()
        return had_words

    def focus_search(self) -> None:
        """Put the focus into the search field, ready to type over what is there."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_order(self, action: QAction) -> None:
        order: Order = action.data()
        if order == self._order_shown:
            order = Order(order.by, descending=not self._order_shown.descending)
        self.order_chosen.emit(order)

    def _draw(self) -> None:
        size = self._look.px(18)
        ink = self._look.tokens.ink
        self._glass.setIcon(icons.icon("search", self._look.tokens.quiet, size))
        for button, icon in (
            (self._filter, icons.icon("filter", ink, size)),
            (self._order, icons.icon("sort", ink, size)),
            (self._print, icons.icon("printer", ink, size)),
            (self._walk_in, icons.icon("plus", ink, size)),
        ):
            button.setIcon(icon)
            button.setIconSize(QSize(size, size))


def _tool(name: str, tip: str) -> Button:
    made = Button("", enter_presses=False)
    made.setAccessibleName(name)
    made.setToolTip(tip)
    return made


def _open_below(menu: QMenu, button: QWidget) -> None:
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
