"""The desk's rooms: database, readers, services and pages, put together after the first frame."""

from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal

from libdesk import logs
from libdesk.app.backups_room import BackupsRoom
from libdesk.app.bugs import note
from libdesk.app.donations_room import DonationsRoom
from libdesk.app.emptying import Emptying
from libdesk.app.equipment_room import EquipmentRoom
from libdesk.app.first_run import FirstRun
from libdesk.app.hand_rooms import list_ways, show_count, show_loans, show_set_ups
from libdesk.app.knowledge_room import KnowledgeRoom
from libdesk.app.late_database import LateDatabase
from libdesk.app.library_room import LibraryRoom
from libdesk.app.loading import LoadedLater
from libdesk.app.opening import Opening
from libdesk.app.parts import DeskParts
from libdesk.app.planning_room import PlanningRoom
from libdesk.app.reasons import load_reasons
from libdesk.app.rules_room import RulesRoom
from libdesk.app.site import here_by, load_guidance, now
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.first_look import FirstLook
from libdesk.services.inbox import Inbox
from libdesk.services.places import Overview, Places
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from libdesk.app.going import Going
    from libdesk.app.papers_room import PapersRoom
    from libdesk.app.today_room import TodayRoom
    from libdesk.domain.plain_words import PlainWords
    from libdesk.domain.problems import Problem
    from libdesk.services.intake import Collected
    from libdesk.services.ports import DropReader
    from libdesk.services.stand_ins import Standing
    from libdesk.services.support import SupportDatabase
    from libdesk.ui.go_to import Destination
    from libdesk.ui.inbox.collector import Collector, DeskLine
    from libdesk.ui.inbox.inbox_page import InboxPage
    from libdesk.ui.inbox.parts import InboxParts, ItemOfReport, Rarer
    from libdesk.ui.tasks import Tasks

WHO = "IT"
"""Under this name the desk answers."""

LINES_FIRST_MS = 50
"""So long the lines of the first look have the computer to themselves."""


class Rooms(QObject):
    """Everything behind the window.

    Args:
        parts: what the desk runs on.
        opening: threads and database, with the first look.
        window: shows it.
        look: the theme.
        memory: remembers widths and orders.

    Attributes:
        loaded_later: loads the rooms that nobody has gone to yet.

    Signals:
        now_reported: numbers of reports that can't wait.
        unseen_changed: numbers of those that nobody has looked at.
        opened: the database is open.
        emptied: held words are out and the last copy is made, as far as that was possible.
        put_back: a copy was put in the database's place, or was not: all begins anew.
        bug_met: an exception that nobody expected.
    """

    now_reported = Signal(object)
    unseen_changed = Signal(object)
    opened = Signal()
    emptied = Signal()
    put_back = Signal()
    bug_met = Signal(object)

    def __init__(
        self,
        parts: DeskParts,
        opening: Opening,
        window: DeskWindow,
        look: Theme,
        memory: QSettings,
    ) -> None:
        super().__init__(window)
        logs.start(parts.data.logs, "desk")
        self._parts = parts
        self._window = window
        self._look = look
        self._collector: Collector | None = None
        self._going: Going | None = None
        self._memory = memory
        self._papers: PapersRoom | None = None
        self._opening = opening
        self.tasks = opening.tasks
        self._open_unit = opening.database
        self._inbox = Inbox(self._open_unit, now, WHO)
        from libdesk.app.front_rooms import FrontRooms

        self.knowledge_room = KnowledgeRoom(
            self._open_unit, self.tasks, window, look, partial(_terms, look)
        )
        self.rules_room = RulesRoom(self._open_unit, self.tasks, window, look)
        with_work = (self._open_unit, self.tasks)
        self.equipment_room = EquipmentRoom(with_work, parts, window, look, memory, self.rules_room)
        with_problems = _with_problems(
            self.tasks,
            self._inbox,
            self._open_unit,
            parts,
            self.knowledge_room.write_from,
            _item_of_report(self._open_unit, self.equipment_room, self.rules_room),
        )
        self.first_run = FirstRun(parts, self._open_unit, self.tasks, window, look)
        self._front = FrontRooms(self._open_unit, parts, with_problems, window, look, memory)
        self.planning_room = PlanningRoom(self._open_unit, self.tasks, window, look)
        self.donations_room = DonationsRoom(with_work, parts, window, look, memory, self.rules_room)
        self._library_room = LibraryRoom(
            parts, with_work, window, look, self.first_run, self.rules_room.now_rules
        )
        self.backups_room = BackupsRoom(parts, self._open_unit, self.tasks, window, look)
        self._front.backups = self.backups_room.facts
        self._emptying = Emptying(self.backups_room, self.emptied, self.put_back, self)
        self.loaded_later = LoadedLater(self)
        self._connect()
        opening.show_with(self._on_look)

    def _connect(self) -> None:
        self._front.words_may_leave.connect(self._collect)
        self._front.first_shown.connect(self._begin_collecting)
        self._front.unseen_changed.connect(self.unseen_changed)
        self._front.planned_requested.connect(self.planning_room.show_change)
        self._front.registered_requested.connect(self.equipment_room.show_registrations)
        room = self.equipment_room
        # The rooms of what is done on foot are made when somebody goes there.
        self._front.loan_requested.connect(lambda loan: show_loans(room.hand, loan))
        self._front.set_up_requested.connect(lambda: show_set_ups(room.hand))
        self._front.count_requested.connect(lambda count: show_count(room.hand, count))
        self._front.offer_requested.connect(self.donations_room.show_offer)
        self._front.policy_requested.connect(self.donations_room.show_policy)
        self.equipment_room.words_may_leave.connect(self._collect)
        self.equipment_room.report_requested.connect(self._front.open_problem)
        self.rules_room.items_requested.connect(self.equipment_room.show_items)
        self.rules_room.changed.connect(self.equipment_room.refresh)
        self._window.retry_requested.connect(self._open)
        self.tasks.busy_changed.connect(self._window.show_busy)
        self.tasks.unhandled.connect(self.bug_met)
        self.opened.connect(self.loaded_later.begin)
        self.first_run.moved.connect(self._begin_collecting, Qt.ConnectionType.QueuedConnection)
        self.first_run.changed.connect(self._open)
        self.first_run.restore_requested.connect(self.backups_room.show)
        self.first_run.collect_requested.connect(self._collect)

    @property
    def today(self) -> "TodayRoom":
        """The first room."""
        return self._front.today

    @property
    def page(self) -> "InboxPage":
        """The second room's page."""
        return self._front.inbox

    @property
    def is_collecting(self) -> bool:
        """Say whether reports are collected in the background."""
        return self._collector is not None

    def database(self) -> "SupportDatabase":
        """Return what the support bundle tells of the database."""
        from libdesk.services.support import SupportDatabase

        return SupportDatabase(str(self._parts.database), self._open_unit, self._open_unit.check)

    def empty(self) -> None:
        """Let held words leave; `emptied` tells, after a few seconds at most."""
        self._emptying.empty()

    def close(self) -> bool:
        """Let go of threads and database, after the last event; say whether all work has ended."""
        all_ended = self._opening.close()
        self._front.close()
        if self._papers is not None:
            self._papers.close()
        return all_ended

    def _on_look(self, look: FirstLook | None) -> None:
        if look is None:
            self._go_on()
            return
        self._window.show_overview(look.overview)
        self._front.show_first(look)
        QTimer.singleShot(LINES_FIRST_MS, self, self._go_on)

    def _go_on(self) -> None:
        # One after the other: side by side they would hold each other up.
        self.today.page.furnish()
        self._open()

    def _open(self) -> None:
        self._window.show_trouble("")
        self.tasks.database(
            self._read_overview, self._on_open, owner=self, failed=self._on_not_open
        )

    def _read_overview(self) -> Overview:
        self._open_unit.open()
        return Places(self._open_unit).overview()

    def _on_open(self, overview: Overview) -> None:
        self.first_run.begin()
        self._window.show_overview(overview)
        self._front.show_open(overview)
        if self._going is None:
            from libdesk.app.going import Going

            self._going = Going(
                self._window,
                self._look,
                self.tasks,
                self._open_unit,
                lambda: self.page,
                self.equipment_room.open_item,
            )
            self._going.more = partial(
                _more_ways, self.equipment_room, self.rules_room, self.donations_room
            )
        if self._papers is None:
            from libdesk.app.papers_room import PapersRoom

            work = (self._open_unit, self.tasks)
            self._papers = PapersRoom(
                self._parts, work, self._front, self._window, self._look, self._memory
            )
            self.knowledge_room.print_requested.connect(self._papers.open_how_to)
            self.planning_room.print_requested.connect(self._papers.open_outages)
            self.planning_room.changed.connect(self.today.catch_up)
            self.equipment_room.changed.connect(self.today.page.refresh)
            self.equipment_room.print_requested.connect(self._papers.open)
            self.equipment_room.paper_requested.connect(self._papers.open_with)
            self.donations_room.changed.connect(self.today.catch_up)
            self.donations_room.paper_requested.connect(self._papers.open_with)
            self.rules_room.print_requested.connect(self._papers.open_fleet)
            self._papers.items_at_hand = self.equipment_room.at_hand
            self._papers.rules = self.rules_room.rules().known
        self.rules_room.begin()
        self.backups_room.begin()
        self.planning_room.begin()
        self.donations_room.begin()
        self.opened.emit()

    def _on_not_open(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            from libdesk.storage.damage import Damaged, Replaceable

            can_be_replaced = isinstance(error, Damaged | Replaceable)
            self._window.show_trouble(error.sentence, offers_restore=can_be_replaced)
            return
        note(error)
        from libdesk.services.support import without_secrets

        self._window.show_trouble(
            self.tr(
                "LibDesk met a mistake of its own while it opened {database}. The database was "
                "left as it was. Try again; if it happens again, save a support bundle for whoever "
                "helps you: it holds no words of a report."
            ).format(database=without_secrets(str(self._parts.database)))
        )

    def _begin_collecting(self) -> None:
        self.tasks.outside(
            self._make_line,
            self._on_line,
            owner=self,
            failed=self._on_no_line,
            key="line",  # the way that reports come by may change while it is made
            quiet=True,
        )

    def _make_line(self) -> "DeskLine":
        # Only after the first lines are shown: PyNaCl, couriers and what they work with.
        import socket

        from libdesk.app.keeping import tend_all, upkeep
        from libdesk.app.shipped import settle_library
        from libdesk.delivery import sealing, ways
        from libdesk.delivery.mail_drafts import MailDrafts
        from libdesk.services.attachments import Attaching
        from libdesk.services.bulletin import Publishing, ensure_keys
        from libdesk.services.intake import Intake
        from libdesk.services.walk_ins import InPerson
        from libdesk.storage.attachment_files import files_of
        from libdesk.ui.inbox.collector import DeskLine

        parts = self._parts
        secrets = ensure_keys(self._open_unit, sealing.make_keys)
        settle_library(self._open_unit)
        shares = ways.desk_readers(
            parts.data, self.first_run.site, secrets=secrets, now=now, host=socket.gethostname()
        )
        readers: tuple[DropReader, ...] = (*shares, InPerson())
        return DeskLine(
            Intake(self._open_unit, readers, now, here_by(load_guidance)),
            Publishing(self._open_unit, readers, now),
            self._inbox,
            tend_all(
                upkeep(self._open_unit, readers, self._open_unit.use).tend,
                MailDrafts(parts.data.mail_drafts, now),
                Attaching(self._open_unit, files_of(parts.database, parts.data.root), now),
            ),
        )

    def _on_line(self, line: "DeskLine") -> None:
        from libdesk.ui.inbox.collector import Collector

        collector = Collector(self.tasks, line, self, self._parts.collect_every_ms)
        collector.collected.connect(self._on_collected)
        collector.taking.connect(self.page.refresh)
        collector.taking.connect(self.today.page.refresh)
        collector.trouble_changed.connect(partial(self._window.say, source="line"))
        collector.trouble_changed.connect(self.today.note_trouble)
        gone, self._collector = self._collector, collector
        self._emptying.collector = collector
        self._library_room.changed.connect(collector.publish)
        self.equipment_room.changed.connect(collector.publish)
        self.planning_room.changed.connect(collector.publish)
        self.first_run.changed.connect(collector.publish)
        if gone is None:
            collector.collect()
            return
        # Reports come by another way from now on; what is held leaves by the old one first.
        gone.finished.connect(collector.collect)
        gone.finished.connect(gone.deleteLater)
        gone.finish()

    def _on_no_line(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._window.say(error.sentence)
        else:
            self.bug_met.emit(error)

    def _on_collected(self, collected: "Collected") -> None:
        if collected.new:
            self.page.refresh()
        self.today.catch_up()
        if collected.now_numbers:
            self.now_reported.emit(collected.now_numbers)

    def _collect(self) -> None:
        if self._collector is not None:
            self._collector.collect()


def _with_problems(
    tasks: "Tasks",
    inbox: Inbox,
    open_unit: LateDatabase,
    parts: DeskParts,
    write_from: "Callable[[Problem], None]",
    item: "ItemOfReport",
) -> "InboxParts":
    from libdesk.services.item_reports import ReportsByItem
    from libdesk.ui.inbox.parts import InboxParts

    return InboxParts(
        tasks,
        inbox,
        partial(_rarer, open_unit),
        cache(load_guidance),
        now,
        _places(parts),
        load_reasons,
        write_from,
        cache(_plain_words),
        ReportsByItem(open_unit, now).repeat,
        item,
    )


def _item_of_report(
    open_unit: LateDatabase, room: EquipmentRoom, rules: RulesRoom
) -> "ItemOfReport":
    from libdesk.ui.inbox.parts import ItemOfReport

    def read(problem: "Problem") -> "Standing | None":
        from libdesk.services.stand_ins import standing_of_problem

        return standing_of_problem(open_unit, rules.now_rules(), problem)

    return ItemOfReport(read, room.open_item, partial(room.open_item, swaps=True))


def _rarer(open_unit: LateDatabase) -> "Rarer":
    # Loaded when first wanted: nobody joins or tells anything before the first lines are there.
    from uuid import uuid4

    from libdesk.services.deleting import Deleting
    from libdesk.services.joining import Joining
    from libdesk.services.telling import Telling
    from libdesk.services.walk_ins import WalkIns
    from libdesk.ui.inbox.parts import Rarer

    return Rarer(
        Joining(open_unit, now, WHO),
        Telling(open_unit, now, WHO),
        WalkIns(open_unit, load_guidance(), now, uuid4, WHO),
        Deleting(open_unit, now),
    )


def _plain_words() -> "PlainWords":
    # Read on a worker, when the first words are read or written.
    from libdesk.app.glossary import load_plain_words

    return load_plain_words()


def _terms(look: Theme) -> "QWidget":
    # Read when somebody looks for a word.
    from libdesk.app.glossary import load_glossary
    from libdesk.ui.knowledge.terms_panel import TermsPanel

    return TermsPanel(load_glossary(), look)


def _places(parts: DeskParts) -> tuple[str, ...]:
    folders = (parts.data.inbox, parts.site.share)
    return tuple(str(folder) for folder in folders if folder is not None)


def _more_ways(
    room: EquipmentRoom, rules: RulesRoom, donations: DonationsRoom
) -> "Sequence[Destination]":
    """Return where Ctrl+K goes of what opens over the list of equipment, and of donations."""
    from libdesk.ui.go_to import Destination

    hint = room.tr("Equipment")
    on_foot = [Destination(one.words, hint, one.act, one.also) for one in list_ways(room.hand)]
    # Before what is got rid of: who types "old computer" has most often got one.
    return (*donations.destinations(), *on_foot, *rules.destinations())
