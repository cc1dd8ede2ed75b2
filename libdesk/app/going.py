"""Ctrl+K in the desk: where one can go, and what a search adds to that."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from libdesk.app.places import INBOX
from libdesk.domain.inbox import View
from libdesk.services.search import Found, Search
from libdesk.services.stores import OpenUnit
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.go_to import Destination, GoTo
from libdesk.ui.inbox.inbox_page import InboxPage
from libdesk.ui.inbox.list_panel import ListQuery
from libdesk.ui.inbox.wording import view_words
from libdesk.ui.strings import state_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


def _tr(words: str) -> str:
    return QCoreApplication.translate("going", words)


class Going(QObject):
    """Opens the line over the window; it is made when it is first wanted.

    Args:
        window: the desk's window.
        look: the theme.
        tasks: the threads.
        open_unit: the database.
        inbox: returns the inbox.
        open_item: goes to the item with a label.

    Attributes:
        more: returns what other rooms add.
    """

    def __init__(
        self,
        window: DeskWindow,
        look: Theme,
        tasks: Tasks,
        open_unit: OpenUnit,
        inbox: Callable[[], InboxPage],
        open_item: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._tasks = tasks
        self._search = Search(open_unit)
        self._inbox = inbox
        self._open_item = open_item
        self._go_to: GoTo | None = None
        self.more: Callable[[], Sequence[Destination]] = tuple
        shortcut = QShortcut(QKeySequence("Ctrl+K"), window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.open)
        window.sidebar.go_requested.connect(self.open)

    def open(self) -> None:
        """Show the line, or put it away."""
        if self._go_to is None:
            self._go_to = GoTo(
                self._window, self._look, self._tasks, self._fixed, self._search.find, self._found
            )
        self._go_to.open()

    def _fixed(self) -> Sequence[Destination]:
        room = _tr("Room")
        rooms = (
            Destination(name, room, partial(self._window.sidebar.choose, place))
            for place, name in enumerate(self._window.sidebar.names())
        )
        views = (
            Destination(view_words(view), _tr("Inbox"), partial(self._show, ListQuery(view)))
            for view in View
        )
        inbox = self._inbox
        deeds = (
            Destination(
                _tr("Somebody asked in person"),
                "Ctrl+N",
                partial(self._in_inbox, inbox().cards.show_walk_in),
            ),
            Destination(
                _tr("Show only some"), "O", partial(self._in_inbox, inbox().cards.show_filter)
            ),
            Destination(_tr("Keys"), "?", partial(self._in_inbox, inbox().cards.show_keys)),
        )
        return (*rooms, *views, *deeds, *self.more())

    def _found(self, found: Found) -> Sequence[Destination]:
        problems = (
            Destination(
                f"{line.number}  {line.title}",
                state_words(line.state),
                partial(self._open_problem, line.sequence),
            )
            for line in found.problems
        )
        items = (
            Destination(
                f"{item.tag}  {item.name}",
                _tr("Equipment"),
                partial(self._open_item, str(item.tag)),
            )
            for item in found.items
        )
        return (*problems, *items)

    def _in_inbox(self, act: Callable[[], None]) -> None:
        self._window.sidebar.choose(INBOX)
        act()

    def _open_problem(self, key: int) -> None:
        self._window.sidebar.choose(INBOX)
        self._inbox().open_problem(key)
        self._inbox().focus_first()

    def _show(self, query: ListQuery) -> None:
        self._window.sidebar.choose(INBOX)
        self._inbox().panel.ask(query)
        self._inbox().focus_first()
