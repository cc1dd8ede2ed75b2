"""A database in memory that keeps the contracts of services/ports.py.

Also those that are easy to forget: a unit that only reads refuses to write, an error rolls
everything back, and the numbers of a report's messages have no gap.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from libdesk.domain.bulletin import Identity, Notice, Step, Visit
from libdesk.domain.equipment import Item
from libdesk.domain.follow_ups import has_news, is_answered
from libdesk.domain.hours import Hours
from libdesk.domain.inbox import (
    Choice,
    Column,
    Facet,
    Filter,
    Line,
    Order,
    View,
    view_of,
)
from libdesk.domain.pace import FirstAnswer
from libdesk.domain.places import Branch
from libdesk.domain.priority import REPEATS, Effect
from libdesk.domain.problems import (
    PERSONAL_FACTS,
    Answer,
    Event,
    FollowUpKind,
    Problem,
    Reply,
    ReplyKind,
    Report,
    ReportId,
    State,
)
from libdesk.domain.promises import Target
from libdesk.domain.registrations import Registration, is_registration
from libdesk.domain.retention import Closed
from libdesk.domain.statuses import HERE
from libdesk.domain.text import sort_key
from libdesk.domain.today import Marked
from libdesk.domain.words import Query
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.kept_sheets import KeptSheet
from libdesk.services.removals import ClosedReport
from libdesk.services.stores import DueReply, NewProblem
from tests.services.fakes import START, Trouble
from tests.services.memory_attachments import MemoryAttachments, MemoryRooms, RoomTables
from tests.services.memory_disposals import MemoryDisposals
from tests.services.memory_donations import DonationTables, MemoryDonations
from tests.services.memory_gifts import MemoryGifts
from tests.services.memory_items import (
    ItemTables,
    MemoryItemDates,
    MemoryItemHistory,
    MemoryItems,
    MemoryOwnFields,
    MemoryStandIns,
)
from tests.services.memory_loans import LoanTables, MemoryLoans
from tests.services.memory_planning import MemoryPlanning, PlanningTables
from tests.services.memory_registrations import MemoryItemReports, MemoryRegistrations
from tests.services.memory_reimagings import MemoryReimagings
from tests.services.memory_rules import MemoryItemViews, MemoryOwnRules, RuleTables
from tests.services.memory_sheets import MemorySheets
from tests.services.memory_stocktake import MemoryStocktakes, StocktakeTables
from tests.services.memory_today import MemoryToday


@dataclass
class Message:
    """A message to a reporter as the database holds it."""

    key: int
    report_id: ReportId
    reply: Reply
    goes_out_at: datetime
    number: int = 0
    written_at: datetime | None = None
    copy_of: int = 0


@dataclass
class Tables:
    """All that the database holds."""

    problems: dict[ReportId, Problem] = field(default_factory=dict)
    news: dict[ReportId, NewProblem] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    branches: dict[str, Branch] = field(default_factory=dict)
    equipment: ItemTables = field(default_factory=ItemTables)
    words: dict[str, str] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)
    hours: Hours | None = None
    targets: tuple[Target, ...] = ()
    ladder: tuple[Step, ...] = ()
    visits: set[Visit] = field(default_factory=set)
    keys: tuple[bytes, bytes, Identity] | None = None
    last_key: int = 0
    attached: dict[ReportId, ReportId] = field(default_factory=dict)
    joined: dict[ReportId, ReportId] = field(default_factory=dict)
    marks: dict[str, tuple[Marked, datetime]] = field(default_factory=dict)
    taken_out: dict[ReportId, datetime] = field(default_factory=dict)
    gone: dict[ReportId, str] = field(default_factory=dict)
    last_sequence: int = 0
    sheets: dict[str, KeptSheet] = field(default_factory=dict)
    planning: PlanningTables = field(default_factory=PlanningTables)
    registrations: dict[ReportId, Registration] = field(default_factory=dict)
    rules: RuleTables = field(default_factory=RuleTables)
    places: RoomTables = field(default_factory=RoomTables)
    stocktakes: StocktakeTables = field(default_factory=StocktakeTables)
    loans: LoanTables = field(default_factory=LoanTables)
    donations: DonationTables = field(default_factory=DonationTables)

    @property
    def items(self) -> dict[str, Item]:
        """The items by their labels."""
        return {one.tag: one.item for one, _ in self.equipment.records.values()}

    def copy(self) -> "Tables":
        """Copy the tables but not the rows that never change."""
        return replace(
            self,
            problems=dict(self.problems),
            attached=dict(self.attached),
            joined=dict(self.joined),
            marks=dict(self.marks),
            taken_out=dict(self.taken_out),
            gone=dict(self.gone),
            news=dict(self.news),
            messages=[replace(one) for one in self.messages],
            branches=dict(self.branches),
            equipment=self.equipment.copy(),
            words=dict(self.words),
            notices=dict(self.notices),
            ended=dict(self.ended),
            sheets=dict(self.sheets),
            planning=self.planning.copy(),
            registrations=dict(self.registrations),
            rules=self.rules.copy(),
            places=self.places.copy(),
            stocktakes=self.stocktakes.copy(),
            loans=self.loans.copy(),
            donations=self.donations.copy(),
        )


class MemoryDatabase:
    """Opens units over tables in memory."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.broken = Trouble()
        self.units = 0

    @contextmanager
    def __call__(self, *, write: bool = False) -> Iterator["MemoryUnit"]:
        self.broken()
        self.units += 1
        copy = self.tables.copy()
        yield MemoryUnit(copy, write=write)
        if write:
            self.tables = copy


class MemoryUnit:
    """One transaction."""

    def __init__(self, tables: Tables, *, write: bool) -> None:
        self.problems = MemoryProblems(tables, write=write)
        self.joined = MemoryJoined(tables, write=write)
        self.deleted = MemoryDeleted(tables, write=write)
        self.retained = MemoryRetained(tables, write=write)
        self.inbox = MemoryInbox(tables, write=write)
        self.replies = MemoryReplies(tables, write=write)
        self.notices = MemoryNotices(tables, write=write)
        self.places = MemoryPlaces(tables, write=write)
        self.today = MemoryToday(tables, MemoryProblems(tables, write=False), write=write)
        self.items = MemoryItems(
            tables.equipment, tuple(tables.branches), tables.problems, write=write
        )
        self.item_history = MemoryItemHistory(tables.equipment, write=write)
        self.item_dates = MemoryItemDates(tables.equipment, write=write)
        self.own_fields = MemoryOwnFields(tables.equipment, write=write)
        self.stand_ins = MemoryStandIns(tables.equipment, write=write)
        self.loans = MemoryLoans(tables.loans, write=write)
        self.reimagings = MemoryReimagings(tables.equipment, write=write)
        self.gifts = MemoryGifts(tables.equipment, write=write)
        self.disposals = MemoryDisposals(tables.equipment, write=write)
        self.donations = MemoryDonations(tables.donations, tables.places, write=write)
        self.registrations = MemoryRegistrations(tables, write=write)
        self.item_reports = MemoryItemReports(tables, self.inbox)
        self.rooms = MemoryRooms(tables.places, tables.equipment, write=write)
        self.attachments = MemoryAttachments(
            tables.places, tables.equipment, tables.donations, write=write
        )
        self.stocktakes = MemoryStocktakes(tables.stocktakes, tables.equipment, write=write)
        self.sheets = MemorySheets(tables, write=write)
        self.planning = MemoryPlanning(tables, write=write)
        self.item_views = MemoryItemViews(tables.rules, write=write)
        self.own_rules = MemoryOwnRules(tables.rules, write=write)
        self.desk = MemoryDesk(tables, write=write)
        self.state = MemoryState(tables, write=write)


class _Part:
    def __init__(self, tables: Tables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def _writing(self) -> Tables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables


class MemoryProblems(_Part):
    """The problems."""

    def add(self, new: Sequence[NewProblem]) -> None:
        tables = self._writing()
        for one in new:
            report_id = one.problem.report.id
            if report_id in tables.problems:
                raise Conflict("One of these reports is in the database already.")
            tables.news[report_id] = one
            tables.last_sequence += 1
            tables.problems[report_id] = replace(one.problem, sequence=tables.last_sequence)

    def known(self, ids: Sequence[ReportId]) -> dict[ReportId, str]:
        news = self._tables.news
        return {one: news[one].content_hash for one in ids if one in news}

    def count_alike(self, report: Report, since: datetime) -> int:
        wanted = (report.branch, report.category, report.item)
        alike = sum(
            (one.report.branch, one.report.category, one.item) == wanted
            and one.received_at >= since
            and one.report.follow_up is None
            for one in self._tables.problems.values()
        )
        return min(alike, REPEATS)

    def get(self, report_id: ReportId) -> Problem:
        problem = self._stored(report_id)
        joined = MemoryJoined(self._tables, write=False).of(report_id)
        added = [
            self._tables.problems[one].report
            for one, root in self._tables.attached.items()
            if root in (report_id, *joined)
        ]
        added.sort(key=lambda report: self._tables.problems[report.id].sequence)
        answers = tuple(
            Answer(one.reply.text, one.reply.by, one.reply.at)
            for one in self._tables.messages
            if one.report_id == report_id and one.reply.kind is ReplyKind.ANSWER
        )
        others = tuple(self._tables.problems[one].report for one in joined)
        return replace(problem, follow_ups=tuple(added), answers=answers, joined=others)

    def loose(self, ids: Sequence[ReportId]) -> tuple[ReportId, ...]:
        return tuple(
            one
            for one, problem in self._tables.problems.items()
            if one not in self._tables.attached
            and one not in self._tables.joined
            and one not in self._tables.taken_out
            and (follow_up := problem.report.follow_up) is not None
            and (one in ids or follow_up.of in ids)
        )

    def find_root(self, report_id: ReportId) -> ReportId | None:
        stored = self._tables.problems.get(report_id)
        if stored is None or is_registration(stored.report):
            return None
        root = self._tables.attached.get(report_id, report_id)
        root = self._tables.joined.get(root, root)
        return root if root not in self._tables.taken_out else None

    def attach(self, report_ids: Sequence[ReportId], root: ReportId) -> None:
        tables = self._writing()
        self.get_bare(root)
        for one in report_ids:
            self.get_bare(one)
        if root in report_ids or root in tables.attached or root in tables.joined:
            raise Refusal("That report was added to another one already.")
        for one in report_ids:
            self._attach(one, root)

    def _attach(self, report_id: ReportId, root: ReportId) -> None:
        tables = self._tables
        along = [one for one, whose in tables.attached.items() if whose == report_id]
        tables.attached.update(dict.fromkeys((report_id, *along), root))
        for one in (report_id, *along):
            self._point_to(one, root)
        stored = tables.problems[report_id]
        tables.problems[report_id] = replace(stored, version=stored.version + 1)
        words = (*tables.news[root].words, *tables.news[report_id].words)
        tables.news[root] = replace(tables.news[root], words=words)
        tables.news[report_id] = replace(tables.news[report_id], words=())

    def _stored(self, report_id: ReportId) -> Problem:
        tables = self._tables
        if report_id not in tables.problems or report_id in tables.taken_out:
            raise Refusal("There is no such problem.")
        return tables.problems[report_id]

    def get_bare(self, report_id: ReportId) -> Problem:
        problem = self._stored(report_id)
        report = replace(problem.report, pictures=())
        joined = self.get(report_id).joined
        last = problem.history[-1:]
        return replace(problem, report=report, answers=(), history=last, joined=joined)

    def effects(self, root: ReportId) -> tuple[Effect, ...]:
        return tuple(
            dict.fromkeys(
                one.effect
                for one in self.get(root).follow_ups
                if one.follow_up is not None and one.follow_up.kind is FollowUpKind.HURTS
            )
        )

    def _point_to(self, report_id: ReportId, root: ReportId) -> None:
        stored = self._tables.problems[report_id]
        assert stored.report.follow_up is not None
        follow_up = replace(stored.report.follow_up, of=root)
        report = replace(stored.report, follow_up=follow_up)
        self._tables.problems[report_id] = replace(stored, report=report)

    def change(self, problem: Problem, *, expected_version: int) -> None:
        tables = self._writing()
        stored = self._stored(problem.report.id)
        if stored.version != expected_version:
            raise Conflict("It was changed meanwhile.")
        tables.problems[problem.report.id] = replace(
            stored,
            state=problem.state,
            priority=problem.priority,
            waiting=problem.waiting,
            look_again_on=problem.look_again_on,
            closed_at=problem.closed_at,
            spent_minutes=problem.spent_minutes,
            version=expected_version + 1,
        )
        for one in MemoryJoined(tables, write=False).of(problem.report.id):
            tables.problems[one] = replace(
                tables.problems[one],
                state=problem.state,
                waiting=problem.waiting,
                look_again_on=problem.look_again_on,
                closed_at=problem.closed_at,
            )

    def find_by(self, words_of: Mapping[ReportId, Sequence[str]]) -> None:
        news = self._writing().news
        for report_id, words in words_of.items():
            news[report_id] = replace(news[report_id], words=tuple(words))

    def note(self, report_id: ReportId, event: Event) -> None:
        problem = self._stored(report_id)
        history = (*problem.history, event)
        self._writing().problems[report_id] = replace(problem, history=history)


_WHOLE = Filter()


class MemoryInbox(_Part):
    """The lists."""

    def sequences(self, view: View, order: Order, filter_: Filter = _WHOLE) -> tuple[int, ...]:
        lines = [_line(one) for one in self._shown(view) if _passes(one, filter_)]
        lines.sort(key=lambda line: -line.sequence)
        lines.sort(key=lambda line: _order_key(line, order.by), reverse=order.descending)
        return tuple(line.sequence for line in lines)

    def lines(self, sequences: Sequence[int]) -> tuple[Line, ...]:
        problems = MemoryProblems(self._tables, write=False)
        ids = {one.sequence: one.report.id for one in self._tables.problems.values()}
        return tuple(_line(problems.get(ids[one])) for one in sequences)

    def search(self, wanted: Query, limit: int) -> tuple[int, ...]:
        hits = []
        for report_id, new in self._tables.news.items():
            words = new.words
            begun = not wanted.beginning or any(w.startswith(wanted.beginning) for w in words)
            if begun and set(wanted.words) <= set(words):
                hits.append(self._tables.problems[report_id].sequence)
        return tuple(sorted(hits, reverse=True)[:limit])

    def choices(self, view: View) -> tuple[Choice, ...]:
        found = Counter(
            (facet, value)
            for one in self._shown(view)
            for facet in Facet
            if (value := _value(one, facet))
        )
        return tuple(Choice(facet, value, count) for (facet, value), count in found.items())

    def _shown(self, view: View) -> list[Problem]:
        return [
            one
            for one in self._tables.problems.values()
            if view in (View.ALL, _view(one))
            and one.report.id
            not in {*self._tables.attached, *self._tables.joined, *self._tables.taken_out}
            and not is_registration(one.report)
        ]

    def counts(self) -> dict[View, int]:
        return {view: len(self.sequences(view, Order())) for view in View}


class MemoryDeleted(_Part):
    """Reports that were taken out."""

    def mark(self, report_id: ReportId, at: datetime, *, expected_version: int) -> None:
        tables = self._writing()
        problem = tables.problems[report_id]
        if problem.version != expected_version or report_id in tables.taken_out:
            raise Conflict("It was changed meanwhile.")
        tables.problems[report_id] = replace(problem, version=expected_version + 1)
        tables.news[report_id] = replace(tables.news[report_id], words=())
        tables.taken_out[report_id] = at

    def unmark(self, report_id: ReportId, *, expected_version: int) -> bool:
        tables = self._writing()
        problem = tables.problems.get(report_id)
        if problem is None or problem.version != expected_version:
            return False
        tables.problems[report_id] = replace(problem, version=expected_version + 1)
        return tables.taken_out.pop(report_id, None) is not None

    def due(self, before: datetime, after: datetime, limit: int) -> tuple[ReportId, ...]:
        taken_out = sorted(self._tables.taken_out.items(), key=lambda one: one[1])
        return tuple(one for one, at in taken_out if at <= before or at > after)[:limit]

    def wipe(self, report_ids: Sequence[ReportId], at: datetime) -> None:
        assert at.tzinfo is not None
        tables = self._writing()
        for root in report_ids:
            attached = [one for one, whose in tables.attached.items() if whose == root]
            for report_id in (root, *attached):
                tables.gone[report_id] = tables.news.pop(report_id).content_hash
                del tables.problems[report_id]
                tables.attached.pop(report_id, None)
            del tables.taken_out[root]
        left = tables.problems
        tables.messages = [one for one in tables.messages if one.report_id in left]
        kept = tables.equipment.relabelings
        tables.equipment.relabelings = {one: was for one, was in kept.items() if one[1] in left}

    def known(self, ids: Sequence[ReportId]) -> dict[ReportId, str]:
        return {one: self._tables.gone[one] for one in ids if one in self._tables.gone}


class MemoryRetained(_Part):
    """What is kept of closed problems."""

    def closed(
        self, before: datetime, after: tuple[datetime, int] | None, limit: int
    ) -> tuple[ClosedReport, ...]:
        found = [one for one in self._closed() if one.closed.at <= before]
        found.sort(key=lambda one: (one.closed.at, one.sequence))
        rest = [one for one in found if after is None or (one.closed.at, one.sequence) > after]
        return tuple(rest[:limit])

    def still_closed(self, report_ids: Sequence[ReportId]) -> tuple[ClosedReport, ...]:
        return tuple(one for one in self._closed() if one.report_id in report_ids)

    def remove_pictures(self, report_id: ReportId) -> None:
        for one in self._with(report_id):
            self._change(one, pictures=())

    def remove_names(self, report_id: ReportId) -> None:
        for one in self._with(report_id):
            facts = self._tables.problems[one].report.facts
            kept = tuple(fact for fact in facts if fact.key not in PERSONAL_FACTS)
            self._change(one, contact="", facts=kept)
            problem = self._tables.problems[one]
            history = tuple(
                replace(event, by="") if event.kind in set(FollowUpKind) else event
                for event in problem.history
            )
            self._tables.problems[one] = replace(problem, history=history)

    def _closed(self) -> list[ClosedReport]:
        tables = self._tables
        elsewhere = {*tables.attached, *tables.joined, *tables.taken_out}
        return [
            self._report(problem, problem.closed_at)
            for report_id, problem in tables.problems.items()
            if problem.closed_at is not None
            and report_id not in elsewhere
            and not is_registration(problem.report)
        ]

    def _report(self, problem: Problem, closed_at: datetime) -> ClosedReport:
        reports = [self._tables.problems[one].report for one in self._with(problem.report.id)]
        return ClosedReport(
            problem.report.id,
            problem.sequence,
            Closed(closed_at, problem.look_again_on),
            has_pictures=any(one.pictures for one in reports),
            has_names=any(
                one.contact or {fact.key for fact in one.facts} & PERSONAL_FACTS for one in reports
            ),
        )

    def _with(self, root: ReportId) -> list[ReportId]:
        joined = [one for one, whose in self._tables.joined.items() if whose == root]
        roots = {root, *joined}
        attached = [one for one, whose in self._tables.attached.items() if whose in roots]
        return [root, *joined, *attached]

    def _change(self, report_id: ReportId, **parts: object) -> None:
        tables = self._writing()
        stored = tables.problems[report_id]
        report = replace(stored.report, **parts)  # type: ignore[arg-type] # named by this class only
        tables.problems[report_id] = replace(stored, report=report)


class MemoryJoined(_Part):
    """Reports that are read with another problem."""

    def of(self, root: ReportId) -> tuple[ReportId, ...]:
        found = [one for one, whose in self._tables.joined.items() if whose == root]
        return tuple(sorted(found, key=lambda one: self._tables.problems[one].sequence))

    def add(self, report_ids: Sequence[ReportId], root: ReportId) -> None:
        tables = self._writing()
        elsewhere = {*tables.attached, *tables.joined}
        if root in report_ids or not {*report_ids, root} <= set(tables.problems) - elsewhere:
            raise Refusal("One of these is read with another problem already.")
        for report_id in report_ids:
            along = self.of(report_id)
            tables.joined.update(dict.fromkeys((report_id, *along), root))
            self._changed(report_id)
            words = (*tables.news[root].words, *tables.news[report_id].words)
            tables.news[root] = replace(tables.news[root], words=words)
            tables.news[report_id] = replace(tables.news[report_id], words=())

    def part(self, words_of: Mapping[ReportId, Sequence[str]]) -> None:
        tables = self._writing()
        for report_id, words in words_of.items():
            if tables.joined.pop(report_id, None) is not None:
                self._changed(report_id)
            tables.news[report_id] = replace(tables.news[report_id], words=tuple(words))

    def _changed(self, report_id: ReportId) -> None:
        stored = self._tables.problems[report_id]
        self._tables.problems[report_id] = replace(stored, version=stored.version + 1)


class MemoryReplies(_Part):
    """The messages to reporters."""

    def add(self, report_id: ReportId, reply: Reply, *, goes_out_at: datetime) -> int:
        tables = self._writing()
        if report_id not in tables.problems:
            raise Refusal("There is no such problem.")
        tables.last_key += 1
        key = tables.last_key
        tables.messages.append(Message(key, report_id, reply, goes_out_at))
        for one in MemoryJoined(tables, write=False).of(report_id):
            tables.last_key += 1
            tables.messages.append(Message(tables.last_key, one, reply, goes_out_at, copy_of=key))
        return key

    def add_to_all(
        self, report_ids: Sequence[ReportId], reply: Reply, *, goes_out_at: datetime
    ) -> None:
        for report_id in report_ids:
            self.add(report_id, reply, goes_out_at=goes_out_at)

    def add_written(self, sent: Sequence[tuple[ReportId, Reply]]) -> None:
        tables = self._writing()
        for report_id, reply in sent:
            key = self.add(report_id, reply, goes_out_at=reply.at)
            message = next(one for one in reversed(tables.messages) if one.key == key)
            message.number, message.written_at = reply.number, reply.at

    def due(self, at: datetime, limit: int, *, source: str) -> tuple[DueReply, ...]:
        tables = self._writing()
        ready = [
            one
            for one in tables.messages
            if one.goes_out_at <= at
            and one.written_at is None
            and tables.news[one.report_id].source == source
            and not any(_holds_up(other, one, at) for other in tables.messages)
        ][:limit]
        return tuple(self._numbered(one) for one in ready)

    def _numbered(self, message: Message) -> DueReply:
        new = self._tables.news[message.report_id]
        if not message.number:
            others = [one for one in self._tables.messages if one.report_id == message.report_id]
            message.number = 1 + max(one.number for one in others)
        reply = replace(message.reply, number=message.number)
        return DueReply(message.report_id, new.reply_key, new.source, reply)

    def mark_written(self, due: Sequence[DueReply], at: datetime) -> None:
        written = {(one.report_id, one.reply.number) for one in due}
        for message in self._writing().messages:
            if (message.report_id, message.number) in written:
                message.written_at = at

    def write_again(self, report_id: ReportId) -> None:
        for message in self._writing().messages:
            if message.report_id == report_id:
                message.written_at = None

    def take_back(self, report_id: ReportId, key: int) -> bool:
        tables = self._writing()
        held = [one for one in tables.messages if key in (one.key, one.copy_of)]
        if not held or held[0].report_id != report_id or any(one.number for one in held):
            return False
        tables.messages = [one for one in tables.messages if one not in held]
        return True

    def hurry(self, after: datetime | None = None) -> None:
        held = (one for one in self._writing().messages if not after or one.goes_out_at > after)
        for message in held:
            message.goes_out_at = min(message.goes_out_at, START - timedelta(days=9999))


class MemoryNotices(_Part):
    """Known problems."""

    def open(self) -> tuple[Notice, ...]:
        reports = [one.report for one in self._tables.problems.values()]
        named = Counter(report.notice for report in reports if report.follow_up is None)
        going_on = [one for one in self._tables.notices.values() if self.is_open(one.id)]
        going_on.sort(key=lambda one: (one.since, one.id), reverse=True)
        return tuple(replace(one, count=named[one.id]) for one in going_on)

    def save(self, notice: Notice) -> None:
        kept = self._writing().notices
        stands = kept[notice.id].version if notice.id in kept else 0
        kept[notice.id] = replace(notice, count=0, version=stands + 1)

    def close(self, notice_id: str, at: datetime) -> None:
        if self.is_open(notice_id):
            self._writing().ended[notice_id] = at

    def reopen(self, notice_id: str) -> None:
        self._writing().ended.pop(notice_id, None)

    def version(self, notice_id: str) -> int:
        return self._tables.notices[notice_id].version if self.is_open(notice_id) else 0

    def is_open(self, notice_id: str) -> bool:
        return notice_id in self._tables.notices and notice_id not in self._tables.ended


class MemoryPlaces(_Part):
    """Branches and items, and what the library has settled."""

    def branches(self) -> tuple[Branch, ...]:
        return tuple(self._tables.branches.values())

    def save_branch(self, branch: Branch) -> None:
        self._writing().branches[branch.code] = branch

    def set_branches(self, branches: Sequence[Branch]) -> None:
        tables = self._writing()
        tables.branches = {branch.code: branch for branch in branches}
        tables.visits = {one for one in tables.visits if one.branch in tables.branches}

    def items(self) -> tuple[Item, ...]:
        records = [one for one, _ in self._tables.equipment.records.values()]
        items = [one.item for one in records if one.status in HERE]
        return tuple(sorted(items, key=lambda item: (item.branch, item.name)))

    def hours(self) -> Hours | None:
        return self._tables.hours

    def set_hours(self, hours: Hours) -> None:
        self._writing().hours = hours

    def targets(self) -> tuple[Target, ...]:
        return self._tables.targets

    def set_targets(self, targets: Sequence[Target]) -> None:
        self._writing().targets = tuple(sorted(targets, key=lambda one: one.priority))

    def ladder(self) -> tuple[Step, ...]:
        return self._tables.ladder

    def set_ladder(self, steps: Sequence[Step]) -> None:
        self._writing().ladder = tuple(steps)

    def visits(self, since: date) -> tuple[Visit, ...]:
        coming = [one for one in self._tables.visits if one.on >= since]
        return tuple(sorted(coming, key=lambda one: (one.on, one.branch)))

    def set_visits(self, branch: str, days: Iterable[date]) -> None:
        others = {one for one in self._tables.visits if one.branch != branch}
        self._writing().visits = others | {Visit(branch, on) for on in days}


class MemoryDesk(_Part):
    """The desk's own settings."""

    def identity(self) -> Identity | None:
        return self._tables.keys[2] if self._tables.keys else None

    def secrets(self) -> tuple[bytes, bytes] | None:
        return self._tables.keys[:2] if self._tables.keys else None

    def set_secrets(self, seal_key: bytes, sign_key: bytes, identity: Identity) -> None:
        tables = self._writing()
        tables.keys = tables.keys or (seal_key, sign_key, identity)

    def word(self, key: str) -> str:
        return self._tables.words.get(key, "")

    def set_word(self, key: str, value: str) -> None:
        self._writing().words[key] = value

    def first_answers(self, since: datetime) -> tuple[FirstAnswer, ...]:
        found = []
        for report_id, problem in self._tables.problems.items():
            times = [
                one.reply.at
                for one in self._tables.messages
                if one.report_id == report_id and one.number and _is_human(one.reply)
            ]
            is_own = problem.report.follow_up is None and not is_registration(problem.report)
            if times and is_own and problem.received_at >= since:
                found.append(FirstAnswer(problem.report.branch, problem.received_at, min(times)))
        return tuple(found)


class MemoryState(_Part):
    """How the database itself is."""

    def revision(self) -> str:
        return "0010"

    def counts(self) -> dict[str, int]:
        return {"problems": len(self._tables.problems), "notices": len(self._tables.notices)}


def _is_human(reply: Reply) -> bool:
    return reply.kind is not ReplyKind.RECEIVED and bool(
        reply.kind is not ReplyKind.STATE or reply.text
    )


def _holds_up(earlier: Message, later: Message, at: datetime) -> bool:
    is_held = not earlier.number and earlier.goes_out_at > at
    return earlier.report_id == later.report_id and earlier.key < later.key and is_held


def _line(problem: Problem) -> Line:
    report, waiting = problem.report, problem.waiting
    return Line(
        sequence=problem.sequence,
        id=report.id,
        number=report.number,
        title=report.title,
        branch=report.branch,
        category=report.category,
        item=problem.item,
        state=problem.state,
        priority=problem.priority,
        filed_at=report.filed_at,
        received_at=problem.received_at,
        waiting_on=waiting.on if waiting else None,
        waiting_until=waiting.until if waiting else None,
        is_answered=is_answered(problem),
        has_news=has_news(problem),
        joined=len(problem.joined),
    )


def _order_key(line: Line, by: Column) -> tuple[object, ...]:
    return {
        Column.URGENCY: (line.priority,),
        Column.ARRIVED: (line.sequence,),
        Column.TITLE: (sort_key(line.title),),
        Column.BRANCH: (sort_key(line.branch),),
        Column.STATE: (list(State).index(line.state),),
        Column.ABOUT: (line.category,),
        Column.ITEM: (line.item,),
        Column.NUMBER: (line.number,),
        Column.UNTIL: (line.waiting_until is None, str(line.waiting_until)),
        Column.NEWS: (not line.has_news,),
    }[by]


def _view(problem: Problem) -> View:
    return view_of(problem.state, problem.priority, niggle=problem.report.effect.niggle)


def _value(problem: Problem, facet: Facet) -> str:
    report = problem.report
    return {
        Facet.BRANCH: report.branch,
        Facet.ABOUT: report.category,
        Facet.URGENCY: str(int(problem.priority)),
        Facet.STATE: problem.state.value,
        Facet.WAITING_ON: problem.waiting.on.value if problem.waiting else "",
        Facet.ITEM: problem.item,
        Facet.CONTACT: report.contact,
    }[facet]


def _passes(problem: Problem, filter_: Filter) -> bool:
    fits = all(
        _value(problem, facet) in values for facet in Facet if (values := filter_.values(facet))
    )
    came = problem.received_at
    after = filter_.came_from is None or came >= filter_.came_from
    return fits and after and (filter_.came_before is None or came < filter_.came_before)
