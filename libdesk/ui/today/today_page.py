"""Today: puts list, problem and marks together, and asks the services for what they show."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.today import Agenda, Surroundings
from libdesk.domain.today_agenda import unseen_now
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.first_look import TodayLook
from libdesk.services.places import Overview
from libdesk.services.today import Today
from libdesk.ui import theme
from libdesk.ui.inbox.memory import follow_splitter
from libdesk.ui.inbox.panes import Panes
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.inbox.reader import Reader
from libdesk.ui.theme import Theme
from libdesk.ui.today.hands import Hands
from libdesk.ui.today.marking import Marking
from libdesk.ui.today.today_list import TodayList
from libdesk.ui.today.today_side import TodaySide
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.undo_bar import UndoBar

LONGEST_REST = timedelta(minutes=15)
"""A computer that slept tells no timer so: the list is looked at anew this often at the latest."""


class TodayPage(QWidget):
    """The desk's first room.

    Args:
        parts: what a problem is read and answered with.
        today: the use cases.
        look: the theme.
        memory: remembers the splitter.

    Signals:
        counted: how many lines need somebody today.
        unseen_changed: the numbers of *Now* reports that nobody has looked at.
        first_shown: the first lines of the open database are on the screen.
        words_may_leave: the time to undo is over for some words.
        problem_changed: something was done to a problem, or seen.
        action_requested: a TodayLine: go where it is done.
        not_listed: a number that was to be shown and stands on no line.
        inbox_requested: the number of a problem, for what is done beside it in the inbox.
        print_requested: show what can be printed.

    Attributes:
        at_hand: returns the list and what is chosen in it, for papers about it.
    """

    counted = Signal(int)
    unseen_changed = Signal(object)
    first_shown = Signal()
    words_may_leave = Signal()
    problem_changed = Signal()
    action_requested = Signal(object)
    not_listed = Signal(str)
    inbox_requested = Signal(str)
    print_requested = Signal()

    def __init__(self, parts: InboxParts, today: Today, look: Theme, memory: QSettings) -> None:
        super().__init__()
        self._parts = parts
        self._today = today
        self._look = look
        self._around = Surroundings()
        self._is_current = False
        self._returning: int | None = None
        self._wanted = ""
        self._build()
        self._connect()
        self._change = QTimer(self, singleShot=True)
        self._change.timeout.connect(self.refresh)
        follow_splitter(memory, self._panes)

    def show_overview(self, overview: Overview) -> None:
        """Take the names of the branches."""
        self._list.show_overview(overview)
        self._reader.show_overview(overview)

    def show_opening(self) -> None:
        """Say that the database is being opened, unless lines are shown already."""
        if not self._is_current:
            self._list.show_opening()

    def show_first(self, look: TodayLook) -> None:
        """Show what the first look found, unless the database is open by now."""
        if not self._is_current:
            self.show_overview(look.overview)
            self._show(look.agenda)

    def furnish(self) -> None:
        """Build what a problem is read in; before it is wanted, while nobody waits."""
        self._reader.furnish()

    def take_surroundings(self, around: Surroundings) -> None:
        """Take what is known outside the database."""
        if around != self._around:
            self._around = around
            self.refresh()

    def refresh(self) -> None:
        """Ask for the list again: something came in, was done, or its time has come."""
        self._parts.tasks.database(
            partial(self._today.read, self._around),
            self._show_current,
            owner=self,
            failed=self.tell,
            key="today",
            quiet=self._is_current,
        )

    def catch_up(self) -> None:
        """Show what has come in or was done elsewhere, in the list and in the problem."""
        self._reader.catch_up()
        self.refresh()

    def show_number(self, number: str) -> None:
        """Go to a report by its number, once the list has been read anew."""
        self._wanted = number
        self.refresh()

    def tell(self, error: Exception) -> None:
        """Say what the surroundings do; a bug goes where bugs are told."""
        if isinstance(error, Unavailable | Refusal | Conflict):
            self._banner.say(error.sentence)
        else:
            self._parts.tasks.unhandled.emit(error)

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        self._list.focus_lines()

    def _build(self) -> None:
        px, parts = self._look.px, self._parts
        self._list = TodayList(self._look, parts.now)
        self.at_hand = self._list.at_hand
        self._reader = Reader(parts, self._look, self)
        self._side = TodaySide(self._look, parts, self._reader)
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._dismiss = Button(self.tr("Close"), enter_presses=False)
        self._banner = Banner(self._look, "notice", (self._again, self._dismiss))
        self._panes = Panes(self._look, self._list, self._side)
        self._bar = UndoBar(self._look)
        self._marking = Marking(parts.tasks, self._today, self._list, self._bar, parts.now)
        self._hands = Hands(self._list, self._side, self._reader, self._marking, self._bar)
        self._hands.take_keys(self, self.refresh)
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(px(theme.HUGE), edge, px(theme.HUGE), edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(self._banner)
        column.addWidget(self._panes, 1)
        column.addWidget(self._bar)
        self._column = column

    def _connect(self) -> None:
        view, side, reader = self._list.view, self._side, self._reader
        view.key_chosen.connect(self._on_key)
        for told in (view.clicked, view.opened):
            told.connect(self._panes.open_second)
            told.connect(reader.look)
        view.opened.connect(side.focus_first)
        side.opened.connect(self._panes.open_second)
        side.left.connect(self._panes.close_second)
        side.left.connect(self._list.focus_lines)
        side.failed.connect(self.tell)
        side.inbox_requested.connect(self.inbox_requested)
        side.thing.action_requested.connect(self.action_requested)
        side.thing.done_requested.connect(self._marking.finish)
        side.thing.later_requested.connect(self._marking.ask_until)
        side.thing.not_mine_requested.connect(self._marking.wave_through)
        reader.print_requested.connect(self.print_requested)
        reader.furnished.connect(self._column.addWidget)
        reader.seen.connect(self._on_seen)
        reader.failed.connect(self.tell)
        reader.changed.connect(self._on_changed)
        reader.troubled.connect(self._banner.say)
        reader.words_may_leave.connect(self.words_may_leave)
        for left in (reader.undo_left, self._bar.left):
            left.connect(self._list.focus_lines)
        self._marking.marked.connect(partial(self._on_marked, taken_back=False))
        self._marking.taken_back.connect(partial(self._on_marked, taken_back=True))
        self._marking.failed.connect(self.tell)
        for act in (self._banner.hide, self.refresh, reader.again):
            self._again.clicked.connect(act)
        self._dismiss.clicked.connect(self._banner.hide)

    def _show_current(self, agenda: Agenda) -> None:
        first, self._is_current = not self._is_current, True
        self._show(agenda)
        if first:
            self.furnish()
            self.first_shown.emit()

    def _show(self, agenda: Agenda) -> None:
        view = self._list.view
        key = view.key()
        listed = {line.problem.sequence for line in agenda.lines if line.problem is not None}
        # Somebody who is writing stays with the problem, even when it leaves this list.
        stays = self._side.is_writing and key not in listed
        view.blockSignals(stays)
        self._list.show_agenda(agenda)
        if stays:
            view.choose(None)
        view.blockSignals(False)  # noqa: FBT003 - Qt's own call
        self._go_where_wanted()
        if view.key() is None and not stays:
            self._side.show_line(None, None, self._list.words)
        self.counted.emit(agenda.count())
        self.unseen_changed.emit(unseen_now(agenda))
        if agenda.next_change_at is not None:
            left = min(agenda.next_change_at - self._parts.now(), LONGEST_REST)
            self._change.start(max(1_000, round(left.total_seconds() * 1000) + 1))

    def _go_where_wanted(self) -> None:
        if self._list.line_at(self._returning) is not None:
            self._list.view.choose(self._returning)
        self._returning = None
        number, self._wanted = self._wanted, ""
        if number and not self._side.is_writing:
            if self._list.choose_number(number):
                self._panes.open_second()
                self._list.focus_lines()
                self._reader.look()
            else:
                self.not_listed.emit(number)

    def _on_key(self, key: int | None) -> None:
        self._side.show_line(key, self._list.line_at(key), self._list.words)

    def _on_seen(self) -> None:
        self.refresh()
        self.problem_changed.emit()

    def _on_changed(self, key: int, undone: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._side.is_writing:
            self._panes.close_second()
            self._list.focus_lines()
        self._reader.again()
        self._returning = key if undone else None
        self.refresh()
        self.problem_changed.emit()

    def _on_marked(self, key: int, *, taken_back: bool) -> None:
        self._returning = key if taken_back else None
        if taken_back or self._side.is_writing:
            self._list.focus_lines()
        self.refresh()
