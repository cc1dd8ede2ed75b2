"""The inbox: puts list, problem and answer together, and asks the services for what they show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.inbox import Line, View
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.first_look import InboxLook
from libdesk.services.inbox import SEARCH_LIMIT, Inbox
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.inbox.cards import Cards
from libdesk.ui.inbox.copying import Copying
from libdesk.ui.inbox.deeds import Move
from libdesk.ui.inbox.line_delegate import LineDelegate
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.inbox.list_panel import ListPanel, ListQuery
from libdesk.ui.inbox.memory import follow_splitter, keep_order, recall_order
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.inbox.reader import Reader
from libdesk.ui.inbox.wording import LineWords
from libdesk.ui.lists import ListModel
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button


@dataclass(frozen=True, slots=True)
class _Listing:
    """The keys of a query, the counts of that moment, and the lines that came with them."""

    query: ListQuery
    keys: tuple[int, ...]
    counts: Mapping[View, int]
    lines: tuple[Line, ...] = ()


class InboxPage(QWidget):
    """The desk's second room.

    Args:
        parts: what it works with.
        look: the theme.
        memory: remembers view, order and the splitter.

    Signals:
        counts_changed: view to count.
        first_shown: the first lines of the open database are on the screen.
        words_may_leave: the time to undo is over for some words.
        test_report_requested: open the form.
        problem_changed: something was done to a problem, or seen.
        print_requested: show what can be printed.
    """

    counts_changed = Signal(object)
    first_shown = Signal()
    words_may_leave = Signal()
    test_report_requested = Signal()
    problem_changed = Signal()
    print_requested = Signal()

    def __init__(self, parts: InboxParts, look: Theme, memory: QSettings) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self._memory = memory
        self._overview = Overview()
        self._shown: ListQuery | None = None
        self._is_current = False
        self._is_away = False
        self._returning: int | None = None
        self._build()
        self._connect()
        # "5 min ago" grows old by itself.
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self._lines.viewport().update)
        self._minute.start()
        follow_splitter(memory, self._panes)
        self.panel.ask(ListQuery(order=recall_order(memory)))

    def show_overview(self, overview: Overview) -> None:
        """Take the names of the branches."""
        self._overview = overview
        words = LineWords(overview, self._parts.now)
        self._delegate.set_words(words)
        self._model.set_columns(words.columns())
        self._reader.show_overview(overview)
        self.cards.show_overview(overview)

    def show_first(self, look: InboxLook) -> None:
        """Show what the first look found, unless something else is asked for by now."""
        asked = ListQuery(look.view, look.order)
        if self._shown is None and self.panel.query == asked:
            self.show_overview(look.overview)
            self._show_listing(_Listing(asked, look.keys, look.counts, look.lines))

    def furnish(self) -> None:
        """Build what a problem is read in; before it is wanted, while nobody waits."""
        self._reader.furnish()

    def show_opening(self) -> None:
        """Say that the database is being opened, unless lines are shown already."""
        if self._shown is None:
            self.panel.show_opening()

    def refresh(self, keys: Sequence[int] | None = None) -> None:
        """Ask for the list again.

        Args:
            keys: these problems are no longer as shown; None when something came in, which may
                have been added to any of them.
        """
        self._model.refresh(keys)
        if keys is None:
            self._reader.catch_up()
        query = self.panel.query
        self._parts.tasks.database(
            partial(_ask, self._parts.inbox, query),
            self._show_current,
            owner=self,
            failed=self.tell,
            key="list",
        )

    def tell(self, error: Exception) -> None:
        """Say what the surroundings do; a bug goes where bugs are told."""
        self._is_away = isinstance(error, Unavailable)
        if isinstance(error, Unavailable | Refusal | Conflict):
            self.say_trouble(error.sentence)
        else:
            self._parts.tasks.unhandled.emit(error)

    def say_trouble(self, sentence: str) -> None:
        """Show a sentence over the page; "" takes it off."""
        self._banner.say(sentence)

    def open_problem(self, key: int) -> None:
        """Show a problem in the list, in the view that is open where it is there, else in all."""
        self._returning = key
        if self._model.find_row(key) is not None:
            self._lines.choose(key)
        else:
            self.panel.show_everything()
        self._panes.open_second()

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        self.panel.focus_lines()

    def _build(self) -> None:
        px = self._look.px
        words = LineWords(self._overview, self._parts.now)
        self._model = ListModel[Line](words.columns(), _sequence, self._fetch, self)
        self._delegate = LineDelegate(self._look, words, self)
        self._lines = LinesView(self._look, self._model, self._delegate, self.tr("Problems"))
        self.panel = ListPanel(self._look, self._lines, self._parts.collects_from)
        self._reader = Reader(self._parts, self._look, self)
        self._side = self._reader.side
        self.cards = Cards(self._parts, self._look, self.panel, self._lines, self._reader, self)
        self._copying = Copying(self._parts.tasks, self._parts.inbox.lines, self._model.line, self)
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._dismiss = Button(self.tr("Close"), enter_presses=False)
        self._banner = Banner(self._look, "notice", (self._again, self._dismiss))
        self._panes = Panes(self._look, self.panel, self._side)
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(px(theme.HUGE), edge, px(theme.HUGE), edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(self._banner)
        column.addWidget(self._panes, 1)
        self._column = column

    def _connect(self) -> None:
        self.panel.query_changed.connect(self._on_query)
        self.panel.test_report_requested.connect(self.test_report_requested)
        self.panel.filter_requested.connect(self.cards.show_filter)
        self.panel.walk_in_requested.connect(self.cards.show_walk_in)
        self.panel.head.print_requested.connect(self.print_requested)
        self._reader.print_requested.connect(self.print_requested)
        self.cards.logged.connect(self._on_logged)
        self.cards.failed.connect(self.tell)
        self._lines.key_chosen.connect(self._reader.open)
        self._lines.clicked.connect(self._panes.open_second)
        self._lines.clicked.connect(self._reader.look)
        self._lines.opened.connect(self._panes.open_second)
        self._lines.opened.connect(self._reader.look)
        self._lines.opened.connect(self._side.focus_report)
        self._lines.copy_requested.connect(self._copying.copy)
        self._copying.copied.connect(self.panel.say)
        self._copying.failed.connect(self.tell)
        self._reader.furnished.connect(self._column.addWidget)
        self._reader.seen.connect(self._on_seen)
        self._reader.failed.connect(self.tell)
        self._reader.earlier_requested.connect(lambda line: self.open_problem(line.sequence))
        self._reader.changed.connect(self._on_changed)
        self._reader.troubled.connect(self.say_trouble)
        self._reader.words_may_leave.connect(self.words_may_leave)
        self._reader.undo_left.connect(self.panel.focus_lines)
        self._side.left.connect(self._panes.close_second)
        self._side.left.connect(self.panel.focus_lines)
        self._side.opened.connect(self._panes.open_second)
        self._again.clicked.connect(self._on_again)
        self._dismiss.clicked.connect(self._banner.hide)
        keys_and_acts = _keys(self._lines, self.panel, self._reader, self.cards)
        for keys, act in (*keys_and_acts, ("F5", partial(self.refresh, None))):
            for one in keys.split():
                shortcut = QShortcut(QKeySequence(one), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    def _fetch(
        self,
        keys: tuple[int, ...],
        done: Callable[[Sequence[Line]], None],
        failed: Callable[[], None],
    ) -> None:
        def tell(error: Exception) -> None:
            failed()
            self.tell(error)

        self._parts.tasks.database(
            partial(self._parts.inbox.lines, keys), done, owner=self._model, failed=tell
        )

    def _on_query(self) -> None:
        keep_order(self._memory, self.panel.query.order)
        self.refresh(())

    def _show_current(self, listing: _Listing) -> None:
        if self._is_away:
            self._is_away = False
            self.say_trouble("")  # it can be read again, whoever asked
        first, self._is_current = not self._is_current, True
        if first:
            self._model.refresh()  # somebody may have been at work since the first look
        self._show_listing(listing)
        if first:
            self.furnish()
            self.first_shown.emit()

    def _show_listing(self, listing: _Listing) -> None:
        another = listing.query != self._shown
        self._shown = listing.query
        key = self._lines.key()
        self.panel.show_counts(listing.counts)
        # Somebody who is writing stays with the problem, even when it leaves this list.
        stays = self._side.is_writing and key not in listing.keys
        self._lines.blockSignals(stays or another)
        if another:
            self._model.reset_keys(listing.keys, listing.lines)
            self._lines.scrollToTop()
            self._lines.choose(key)
        else:
            self._model.set_keys(listing.keys)
        if stays:
            self._lines.choose(None)
        self._lines.blockSignals(False)  # noqa: FBT003 - Qt's own call
        self.panel.show_lines(len(listing.keys), SEARCH_LIMIT)
        if self._returning in listing.keys:
            self._lines.choose(self._returning)
        self._returning = None
        if self._lines.key() is None and not stays:
            self._reader.open(None)
        self.counts_changed.emit(listing.counts)

    def _on_seen(self, key: int) -> None:
        self.refresh((key,))
        self.problem_changed.emit()

    def _on_changed(self, key: int, undone: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._side.is_writing:
            self._panes.close_second()
            self.panel.focus_lines()
        self._reader.again()
        self._returning = key if undone else None
        self.refresh((key,))
        self.problem_changed.emit()

    def _on_logged(self, key: int) -> None:
        self._returning = key
        self.refresh((key,))
        self.problem_changed.emit()

    def _on_again(self) -> None:
        self._banner.say("")
        self.refresh()
        self._reader.again()


def _sequence(line: Line) -> int:
    return line.sequence


def _ask(inbox: Inbox, query: ListQuery) -> _Listing:
    if query.is_search:
        return _Listing(query, inbox.search(query.text), inbox.counts())
    keys = inbox.sequences(query.view, query.order, query.filter)
    return _Listing(query, keys, inbox.counts())


def _keys(
    lines: LinesView, panel: ListPanel, reader: Reader, cards: Cards
) -> tuple[tuple[str, Callable[[], None]], ...]:
    """Return what each key does, keys apart by spaces."""
    turns: dict[str, Move] = {
        "A": Move.ANSWER,
        "D": Move.START,
        "W": Move.WAIT,
        "F": Move.FIX,
        "N": Move.PUT_OFF,
        "R": Move.RESTATE,
        "T": Move.NOTE,
        "P": Move.RANK,
        "E": Move.TELL,
        "Del": Move.DELETE,
    }
    views = tuple((str(digit), view) for digit, view in enumerate(View, 1))
    return (
        ("J", partial(lines.step, 1)),
        ("K", partial(lines.step, -1)),
        ("/ Ctrl+F", panel.head.focus_search),
        ("U Ctrl+Z", reader.undo),
        ("? Shift+?", cards.show_keys),
        ("X", lines.pick),
        ("O", cards.show_filter),
        ("M", cards.show_join),
        ("F1", reader.explain),
        ("B", reader.side.focus_earlier),
        ("Ctrl+N", cards.show_walk_in),
        *((key, partial(reader.turn_to, move)) for key, move in turns.items()),
        *((key, partial(panel.choose_view, view)) for key, view in views),
    )
