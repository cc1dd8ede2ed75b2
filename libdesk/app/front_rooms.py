"""The two rooms where work is done, Today and the Inbox: each built when it is wanted first.

The one that is looked at comes first, the other once its lines are shown. What is done in one shows
in the other.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from libdesk.app.forms import Forms
from libdesk.app.parts import DeskParts
from libdesk.app.places import INBOX, TODAY
from libdesk.app.today_room import Backups, TodayRoom
from libdesk.domain.inbox import View
from libdesk.services.first_look import FirstLook, TodayLook
from libdesk.services.places import Overview
from libdesk.services.stores import OpenUnit
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.tasks import BUSY_AFTER_MS
from libdesk.ui.theme import Theme
from libdesk.ui.today.today_page import TodayPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from libdesk.domain.today import BackupFacts
    from libdesk.ui.inbox.inbox_page import InboxPage
    from libdesk.ui.inbox.list_panel import ListQuery


class FrontRooms(QObject):
    """Furnishes both, and keeps them in step.

    Args:
        open_unit: the desk's database.
        parts: what the desk runs on.
        with_problems: what a problem is read and answered with.
        window: shows them.
        look: the theme.
        memory: remembers widths and orders.

    Signals:
        first_shown: the first lines of the open database are on the screen.
        words_may_leave: the time to undo is over for some words.
        unseen_changed: the numbers of *Now* reports that nobody has looked at.
        print_requested: show what can be printed.
        planned_requested: the id of planned work: show it.
        registered_requested: show the computers that registered themselves.
        loan_requested: the id of a loan: show it.
        set_up_requested: show the machines that are being set up.
        count_requested: the id of a counting day: show it.
        offer_requested: the id of what somebody offers: show it.
        policy_requested: show the policy on donations.
    """

    first_shown = Signal()
    words_may_leave = Signal()
    unseen_changed = Signal(object)
    print_requested = Signal()
    planned_requested = Signal(int)
    registered_requested = Signal()
    loan_requested = Signal(int)
    set_up_requested = Signal()
    count_requested = Signal(int)
    offer_requested = Signal(int)
    policy_requested = Signal()

    def __init__(
        self,
        open_unit: OpenUnit,
        parts: DeskParts,
        with_problems: InboxParts,
        window: DeskWindow,
        look: Theme,
        memory: QSettings,
    ) -> None:
        super().__init__(window)
        self._open_unit = open_unit
        self._parts = parts
        self._with_problems = with_problems
        self._window = window
        self._look = look
        self._memory = memory
        self._forms = Forms(parts, self)
        self.backups: Backups | None = None
        """Tells how the copies of the database stand; it may read the disk."""
        window.sidebar.entered.connect(self._on_entered)
        self._today: TodayRoom | None = None
        self._inbox: InboxPage | None = None
        (self._furnish_inbox if window.chosen_room() == INBOX else self._furnish_today)()

    @property
    def today(self) -> TodayRoom:
        """Today."""
        return self._today or self._furnish_today()

    @property
    def inbox(self) -> "InboxPage":
        """The inbox's page."""
        return self._inbox or self._furnish_inbox()

    def show_first(self, look: FirstLook) -> None:
        """Show what the first look found, in the room that it was taken for."""
        # Somebody in a hurry may have gone to the other one since the look began.
        if isinstance(look, TodayLook):
            self.today.page.show_first(look)
        else:
            self.inbox.show_first(look)

    def show_open(self, overview: Overview) -> None:
        """Show what the open database holds."""
        self.today.page.show_overview(overview)
        self.today.page.refresh()
        self.inbox.show_overview(overview)
        self.inbox.refresh()

    def close(self) -> None:
        """Let go of what was opened from here."""
        self._forms.close()

    def _furnish_today(self) -> TodayRoom:
        page_of = partial(TodayPage, self._with_problems, look=self._look, memory=self._memory)
        room = TodayRoom(
            self._open_unit,
            self._parts,
            self._with_problems,
            self._window,
            page_of,
            self._how_copies_stand,
        )
        self._today = room
        page = room.page
        page.first_shown.connect(self.first_shown)
        page.words_may_leave.connect(self.words_may_leave)
        page.unseen_changed.connect(self.unseen_changed)
        page.problem_changed.connect(self._refresh_inbox)
        page.print_requested.connect(self.print_requested)
        room.inbox_requested.connect(self._show_in_inbox)
        room.planned_requested.connect(self.planned_requested)
        room.registered_requested.connect(self.registered_requested)
        room.loan_requested.connect(self.loan_requested)
        room.set_up_requested.connect(self.set_up_requested)
        room.count_requested.connect(self.count_requested)
        room.offer_requested.connect(self.offer_requested)
        room.policy_requested.connect(self.policy_requested)
        asked = QShortcut(QKeySequence("Ctrl+N"), page)
        asked.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        asked.activated.connect(self._write_down)
        if self._window.chosen_room() != INBOX:
            page.focus_first()
        QTimer.singleShot(BUSY_AFTER_MS, page, page.show_opening)
        return room

    def _furnish_inbox(self) -> "InboxPage":
        from libdesk.ui.inbox.inbox_page import InboxPage

        page = InboxPage(self._with_problems, self._look, self._memory)
        self._inbox = page
        self._window.set_page(INBOX, page)
        page.counts_changed.connect(self._on_counts)
        page.words_may_leave.connect(self.words_may_leave)
        page.problem_changed.connect(self._refresh_today)
        page.print_requested.connect(self.print_requested)
        page.test_report_requested.connect(self._forms.open)
        if self._window.chosen_room() == INBOX:
            page.focus_first()
        QTimer.singleShot(BUSY_AFTER_MS, page, page.show_opening)
        return page

    def _how_copies_stand(self) -> "BackupFacts | None":
        return self.backups() if self.backups is not None else None

    def _refresh_inbox(self) -> None:
        self.inbox.refresh()

    def _refresh_today(self) -> None:
        self.today.page.catch_up()

    def open_problem(self, key: int) -> None:
        """Go to the inbox, to this problem."""
        self._window.sidebar.choose(INBOX)
        self.inbox.open_problem(key)

    def _show_in_inbox(self, query: "ListQuery") -> None:
        self._window.sidebar.choose(INBOX)
        self.inbox.panel.ask(query)
        self.inbox.focus_first()

    def _on_entered(self, place: int) -> None:
        """Put the hands where the room's keys work."""
        if place == TODAY:
            self.today.page.focus_first()
        elif place == INBOX:
            self.inbox.focus_first()

    def _write_down(self) -> None:
        self._window.sidebar.choose(INBOX)
        self.inbox.cards.show_walk_in()

    def _on_counts(self, counts: "Mapping[View, int]") -> None:
        self._window.show_count(INBOX, counts.get(View.NEEDS_ME, 0))
