"""What stands above the list: its name, the search, and what can be done with the whole list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.item_lists import ItemGroup
from libdesk.ui import icons, theme
from libdesk.ui.equipment.wording import grouping_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_NARROW = 520
"""Pixels in which name, search and buttons don't fit beside each other."""


class ListHead(QWidget):
    """One row of things that change the list.

    Args:
        look: the theme.

    Signals:
        searched: other words to search for.
        group_chosen: another ItemGroup.
        filter_requested: choose what is shown.
        add_requested: write down a new item.
        import_requested: read items from a list.
        save_list_requested: write the list to a file.
        print_requested: show what can be printed.
    """

    searched = Signal(str)
    group_chosen = Signal(object)
    filter_requested = Signal()
    add_requested = Signal()
    import_requested = Signal()
    save_list_requested = Signal()
    print_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._build()
        self._connect()
        self._draw()

    @property
    def is_searching(self) -> bool:
        """Say whether the focus is in the search field."""
        return self._search.hasFocus()

    def add_action(self, action: QAction) -> None:
        """Put an entry that says by itself what it does into the menu of the whole list."""
        self._list_menu.addAction(action)

    def begin_ways(self) -> None:
        """Let the next ways stand apart from what is in the menu so far."""
        self._list_menu.addSeparator()

    def add_way(self, words: str, act: Callable[[], object]) -> None:
        """Put another way into the menu of the whole list.

        Args:
            words: what the entry says.
            act: called when it is chosen.
        """
        self._list_menu.addAction(words).triggered.connect(lambda _on: act())

    def show_query(self, text: str, group: ItemGroup) -> None:
        """Show what is searched for, and what stands together."""
        if self._search.text() != text:
            self._search.setText(text)
        for action in self._group_actions.actions():
            action.setChecked(action.data() is group)

    def clear(self) -> bool:
        """Search for nothing; say whether something was searched for."""
        had_words = bool(self._search.text())
        self._search.clear()
        return had_words

    def focus_search(self) -> None:
        """Put the focus into the search field, ready to type over what is there."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _build(self) -> None:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search   /"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaxLength(1000)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._glass = QAction(self)
        self._search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._filter = _tool(self.tr("Show only some"), self.tr("Show only some  (o)"))
        self._group = _tool(self.tr("Group"), self.tr("Group  (g)"))
        self._more = _tool(
            self.tr("The whole list"),
            self.tr("Import, save or print the list; labels, counting day, loans and more"),
        )
        self._add = _tool(self.tr("New item"), self.tr("New item  (n)"))
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(theme.SMALL))
        row.addWidget(self._search, 1)
        for button in (self._filter, self._group, self._more, self._add):
            row.addWidget(button)
        both = Beside(self._look, theme.SMALL, _NARROW)
        both.row.addWidget(label(self.tr("Equipment"), "title", wraps=False))
        both.row.addWidget(tools, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)
        self._group_menu = QMenu(self)
        self._group_actions = QActionGroup(self)
        for group in ItemGroup:
            action = self._group_menu.addAction(grouping_words(group))
            action.setCheckable(True)
            action.setData(group)
            self._group_actions.addAction(action)
        self._list_menu = QMenu(self)
        self._import = self._list_menu.addAction(self.tr("Import a list…"))
        self._save = self._list_menu.addAction(self.tr("Save this list…"))
        self._print = self._list_menu.addAction(self.tr("Print…\tCtrl+P"))

    def _connect(self) -> None:
        self._search.textChanged.connect(self.searched)
        self._filter.clicked.connect(self.filter_requested)
        self._add.clicked.connect(self.add_requested)
        self._group.clicked.connect(partial(_open_below, self._group_menu, self._group))
        self._more.clicked.connect(partial(_open_below, self._list_menu, self._more))
        self._group_actions.triggered.connect(self._on_group)
        self._import.triggered.connect(self.import_requested)
        self._save.triggered.connect(self.save_list_requested)
        self._print.triggered.connect(self.print_requested)
        self._look.changed.connect(self._draw)

    def _on_group(self, action: QAction) -> None:
        self.group_chosen.emit(action.data())

    def _draw(self) -> None:
        size = self._look.px(18)
        ink = self._look.tokens.ink
        self._glass.setIcon(icons.icon("search", self._look.tokens.quiet, size))
        self._filter.setIcon(icons.icon("filter", ink, size))
        self._group.setIcon(icons.icon("groups", ink, size))
        self._more.setIcon(icons.icon("more", ink, size))
        self._add.setIcon(icons.icon("plus", ink, size))
        for button in (self._filter, self._group, self._more, self._add):
            button.setIconSize(QSize(size, size))


def _tool(name: str, tip: str) -> Button:
    made = Button("", enter_presses=False)
    made.setAccessibleName(name)
    made.setToolTip(tip)
    return made


def _open_below(menu: QMenu, button: QWidget) -> None:
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
