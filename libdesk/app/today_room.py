"""The desk's first room: Today, with what is known outside the database, and where its lines lead.

The list is looked at again after each round of collecting, when something was done in another
room, and by itself when its time has come.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from libdesk.app.parts import DeskParts
from libdesk.app.places import BACKUPS, LIBRARY, TODAY
from libdesk.domain.inbox import Facet, Filter, View
from libdesk.domain.today import Away, BackupFacts, Surroundings, TodayLine
from libdesk.services.stores import OpenUnit
from libdesk.services.today import Today
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.inbox.list_panel import ListQuery
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.today.today_page import TodayPage
from libdesk.ui.today.wording import kind_of

Backups = Callable[[], BackupFacts | None]
"""Tells how the copies of the database stand; None where nobody knows. It may read the disk."""


def _no_backups() -> None:
    return None


class TodayRoom(QObject):
    """Furnishes the room, and tells it what it can't know by itself.

    Args:
        open_unit: the desk's database.
        parts: what the desk runs on.
        with_problems: what a problem is read and answered with.
        window: shows the room.
        page_of: makes the page.
        backups: tells how the copies stand.

    Signals:
        inbox_requested: a ListQuery: show this in the inbox.
        planned_requested: the id of planned work: show it.
        registered_requested: show the computers that registered themselves.
        loan_requested: the id of a loan: show it.
        set_up_requested: show the machines that are being set up.
        count_requested: the id of a counting day: show it.
        offer_requested: the id of what somebody offers: show it.
        policy_requested: show the policy on donations.
    """

    inbox_requested = Signal(object)
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
        page_of: Callable[[Today], TodayPage],
        backups: Backups = _no_backups,
    ) -> None:
        super().__init__(window)
        self._tasks = with_problems.tasks
        self._now = with_problems.now
        self._window = window
        self._backups = backups
        drops = (parts.data.inbox, parts.site.share)
        self._drops = tuple(Path(folder) for folder in drops if folder is not None)
        self._away: Away | None = None
        # Lines of one thing, and by what it is asked for.
        self._of_one = {
            "loan": self.loan_requested,
            "count": self.count_requested,
            "offer": self.offer_requested,
            "change": self.planned_requested,
        }
        today = Today(open_unit, with_problems.now)
        self.page = page_of(today)
        window.set_page(TODAY, self.page)
        self.page.counted.connect(partial(window.show_count, TODAY))
        self.page.action_requested.connect(self._go)
        self.page.not_listed.connect(self._search)
        self.page.inbox_requested.connect(self._search)

    def catch_up(self) -> None:
        """Look at everything again: a round of collecting is over."""
        self.page.catch_up()
        self._tasks.outside(
            partial(_look_around, self._drops, self._backups),
            self._on_around,
            owner=self,
            key="around",
            quiet=True,
        )

    def note_trouble(self, words: str) -> None:
        """Take note of places that can't be reached; "" when all can be."""
        if not words:
            self._away = None
        elif self._away is None:
            self._away = Away(words, self._now())
        else:
            self._away = replace(self._away, words=words)

    def show_number(self, number: str) -> None:
        """Go to a report by its number."""
        self._window.sidebar.choose(TODAY)
        self.page.show_number(number)

    def _on_around(self, around: Surroundings) -> None:
        self.page.take_surroundings(replace(around, away=self._away))

    def _search(self, words: str) -> None:
        self.inbox_requested.emit(ListQuery(View.ALL, text=words))

    def _go(self, line: TodayLine) -> None:
        kind = kind_of(line)
        if kind == "branch":
            only = Filter(frozenset({(Facet.BRANCH, line.branch)}))
            self.inbox_requested.emit(ListQuery(View.ALL, filter=only))
        elif kind == "untouched":
            self.inbox_requested.emit(ListQuery(View.NEEDS_ME))
        elif kind == "registered":
            self.registered_requested.emit()
        elif kind == "setting_up":
            self.set_up_requested.emit()
        elif kind in ("quarantine", "away"):
            self._tasks.outside(
                partial(_folder_for, kind, self._drops), _open, owner=self, key="folder"
            )
        elif kind == "policy":
            self.policy_requested.emit()
        elif (of_one := self._of_one.get(kind)) is not None:
            of_one.emit(int(line.key.partition("/")[2]))
        else:
            self._window.sidebar.choose(BACKUPS if kind == "backup" else LIBRARY)


def _look_around(drops: tuple[Path, ...], backups: Backups) -> Surroundings:
    from libdesk.delivery import unread

    count, newest = unread.look(drops)
    return Surroundings(unread=count, unread_newest=newest, backups=backups())


def _folder_for(kind: str, drops: tuple[Path, ...]) -> str:
    from libdesk.delivery import unread

    # The share is the last one; the desk's own inbox is never away.
    place = unread.place(drops) if kind == "quarantine" else None
    return str(place or drops[-1])


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
