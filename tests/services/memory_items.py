"""Items and what happened to them, in memory; keeps the contracts of services/item_stores.py."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from libdesk.domain.donation_items import Gift
from libdesk.domain.item_history import (
    ChangeId,
    ChangeSet,
    FieldChange,
    ItemChange,
    ItemEvent,
)
from libdesk.domain.item_lists import (
    Dates,
    Gap,
    ItemChoice,
    ItemColumn,
    ItemFacet,
    ItemFilter,
    ItemGroup,
    ItemLine,
    ItemOrder,
    ItemsOf,
    order_key,
    text_to_search,
)
from libdesk.domain.problems import Problem, ReportId
from libdesk.domain.records import ItemId, Record
from libdesk.domain.reimaging import Reimaging
from libdesk.domain.stand_ins import StandIn
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line, fold
from libdesk.services.errors import Conflict, Refusal
from tests.services.memory_disposals import LeftTables
from tests.services.memory_reimagings import forget_runs

if TYPE_CHECKING:
    from datetime import date


@dataclass
class ItemTables:
    """All that the database holds of items."""

    records: dict[ItemId, tuple[Record, Dates]] = field(default_factory=dict)
    sets: dict[ChangeId, ChangeSet] = field(default_factory=dict)
    changes: list[tuple[ChangeId, ItemChange]] = field(default_factory=list)
    own_fields: dict[str, ChangeId | None] = field(default_factory=dict)
    stand_ins: dict[ChangeId, tuple[ItemId, ItemId, ChangeId | None]] = field(default_factory=dict)
    relabelings: dict[tuple[ChangeId, ReportId], str] = field(default_factory=dict)
    reimagings: dict[ChangeId, Reimaging] = field(default_factory=dict)
    gifts: dict[ItemId, Gift] = field(default_factory=dict)
    left: LeftTables = field(default_factory=LeftTables)
    is_damaged: bool = False

    def copy(self) -> "ItemTables":
        return ItemTables(
            dict(self.records),
            dict(self.sets),
            list(self.changes),
            dict(self.own_fields),
            dict(self.stand_ins),
            dict(self.relabelings),
            dict(self.reimagings),
            dict(self.gifts),
            self.left.copy(),
            self.is_damaged,
        )


_EVERY = ItemFilter()
_IN_ORDER = ItemOrder()


class MemoryItems:
    """The items, whole."""

    def __init__(
        self,
        tables: ItemTables,
        branches: Sequence[str],
        problems: dict[ReportId, Problem],
        *,
        write: bool,
    ) -> None:
        self._tables = tables
        self._problems = problems
        self._branches = branches
        self._write = write

    def get(self, item_id: ItemId) -> Record:
        if item_id not in self._tables.records:
            raise Refusal("This item is not in the list any more.")
        return self._tables.records[item_id][0]

    def find(self, typed: str) -> tuple[Record, ...]:
        key = fold(clean_line(typed))
        if not key:
            return ()
        found = [
            one
            for one, _ in self._tables.records.values()
            if key in (fold(one.tag), fold(one.serial), fold(one.computer_name))
        ]
        return tuple(sorted(found, key=lambda one: (fold(one.tag) != key, one.id)))

    def get_all(self, ids: Sequence[ItemId]) -> tuple[Record, ...]:
        records = self._tables.records
        return tuple(records[one][0] for one in ids if one in records)

    def dates(self, item_id: ItemId) -> Dates:
        return self._tables.records.get(item_id, (None, Dates()))[1]

    def all(self, filter_: ItemFilter = _EVERY) -> Iterator[Record]:
        found = self._left(filter_)
        yield from sorted(found, key=lambda one: (one.branch, order_key(one.name), one.tag))

    def add(self, items: Sequence[tuple[Record, Dates]]) -> tuple[ItemId, ...]:
        ids = []
        for record, dates in items:
            item_id = ItemId(max(self._writing().records, default=0) + 1)
            self._writing().records[item_id] = (replace(record, id=item_id, version=1), dates)
            ids.append(item_id)
        return tuple(ids)

    def change(self, items: Sequence[tuple[Record, Dates]], change: ChangeId) -> None:
        labels = self._relabelings(items)
        named = {label for pair in labels for label in pair}
        for report_id, problem in self._problems.items():
            if problem.item in named:
                self._tables.relabelings.setdefault((change, report_id), problem.item)
        for old, new in labels:
            self._move(change, old, now=old, to=new)
        self._store(items, -1)

    def put_back(self, items: Sequence[tuple[Record, Dates]], change: ChangeId) -> None:
        labels = self._relabelings(items)
        back = dict(labels)
        for report_id, problem in self._problems.items():
            if problem.item in back:
                kept = (change, report_id)
                self._tables.relabelings.setdefault(kept, back[problem.item])
        for new, old in labels:
            self._move(change, old, now=new, to=old)
        self._store(items, 1)

    def remove(self, ids: Sequence[ItemId]) -> None:
        tables = self._writing()
        for one in ids:
            tables.records.pop(one, None)
        tables.changes = [pair for pair in tables.changes if pair[1].item not in ids]
        tables.reimagings = {
            which: run for which, run in tables.reimagings.items() if run.item not in ids
        }

    def ids(self, filter_: ItemFilter = _EVERY, order: ItemOrder = _IN_ORDER) -> tuple[ItemId, ...]:
        found = sorted(self._left(filter_), key=lambda one: one.tag)
        if order.by is ItemColumn.BRANCH:
            found.sort(key=lambda one: (one.room, order_key(one.name)))
        if order.by is ItemColumn.MACHINE:
            found.sort(key=lambda one: one.model, reverse=order.descending)
        known = [one for one in found if self._value(one, order.by)]
        unknown = [one for one in found if not self._value(one, order.by)]
        known.sort(key=lambda one: self._value(one, order.by), reverse=order.descending)
        ordered = known + unknown
        ordered.sort(key=lambda one: self._group(one, order.group))
        return tuple(one.id for one in ordered)

    def groups(self, filter_: ItemFilter, group: ItemGroup) -> tuple[ItemsOf, ...]:
        if group is ItemGroup.NONE:
            return ()
        found = sorted(self._left(filter_), key=lambda one: self._group(one, group))
        counts = Counter(str(self._group(one, group)[1]) for one in found)
        return tuple(ItemsOf(key, count) for key, count in counts.items())

    def lines(self, ids: Sequence[ItemId]) -> tuple[ItemLine, ...]:
        return tuple(self._line(one) for one in ids if one in self._tables.records)

    def choices(self, filter_: ItemFilter = _EVERY) -> tuple[ItemChoice, ...]:
        found = tuple(self._left(filter_))
        return tuple(
            ItemChoice(facet, value, count)
            for facet in ItemFacet
            for value, count in sorted(Counter(_facet(one, facet) for one in found).items())
            if value
        )

    def tags(self) -> tuple[str, ...]:
        return tuple(one.tag for one, _ in self._tables.records.values())

    def own_names(self) -> tuple[str, ...]:
        return tuple(
            sorted({name for one, _ in self._tables.records.values() for name in one.custom})
        )

    def _writing(self) -> ItemTables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables

    def _relabelings(self, items: Sequence[tuple[Record, Dates]]) -> list[tuple[str, str]]:
        """Return the labels that items have, each with the other one that it gets."""
        records = self._writing().records
        pairs = [(records[one.id][0].tag, one.tag) for one, _ in items if one.id in records]
        return [(now, to) for now, to in pairs if now != to and now and to]

    def _move(self, change: ChangeId, was: str, *, now: str, to: str) -> None:
        for report_id, problem in self._problems.items():
            if problem.item != now or self._tables.relabelings.get((change, report_id)) != was:
                continue
            if problem.found_item:
                moved = replace(problem, found_item=to)
            else:
                moved = replace(problem, report=replace(problem.report, item=to))
            self._problems[report_id] = moved

    def _store(self, items: Sequence[tuple[Record, Dates]], step: int) -> None:
        records = self._writing().records
        for record, dates in items:
            stored = records.get(record.id)
            if stored is None or stored[0].version != record.version + step:
                raise Conflict("One of these items was changed meanwhile.")
            records[record.id] = (record, dates)

    def _left(self, filter_: ItemFilter) -> Iterator[Record]:
        records = self._tables.records
        numbers = Counter(fold(one.serial) for one, _ in records.values() if one.serial)
        for record, dates in records.values():
            if filter_.same_serial and numbers[fold(record.serial)] < 2:
                continue
            if _fits(record, dates, filter_):
                yield record

    def _value(self, record: Record, by: ItemColumn) -> str:
        dates = self.dates(record.id)
        day = {
            ItemColumn.BOUGHT: record.bought_on,
            ItemColumn.WARRANTY: record.warranty_until,
            ItemColumn.REPLACE_BY: dates.replace_by,
            ItemColumn.SUPPORT: dates.support_ends,
            ItemColumn.SEEN: record.seen_on,
        }
        if by in day:
            found: date | None = day[by]
            return found.isoformat() if found is not None else ""
        return {
            ItemColumn.TAG: order_key(record.tag),
            ItemColumn.NAME: order_key(record.name),
            ItemColumn.KIND: record.kind,
            ItemColumn.BRANCH: self._branch(record.branch),
            ItemColumn.ROOM: record.room,
            ItemColumn.STATUS: f"{list(Status).index(record.status):02}",
            ItemColumn.MACHINE: record.make,
            ItemColumn.SERIAL: fold(record.serial),
        }[by]

    def _branch(self, branch: str) -> str:
        return f"{self._place(branch):09}" if branch in self._branches else ""

    def _place(self, branch: str) -> int:
        return self._branches.index(branch) if branch in self._branches else 10**8

    def _group(self, record: Record, group: ItemGroup) -> tuple[int, str]:
        if group is ItemGroup.PLACE:
            return self._place(record.branch), record.branch
        if group is ItemGroup.KIND:
            return (0 if record.kind else 1), record.kind
        if group is ItemGroup.YEAR:
            day = self.dates(record.id).replace_by
            return (0, f"{day.year:04}") if day is not None else (1, "")
        return 0, ""

    def _line(self, item_id: ItemId) -> ItemLine:
        record, dates = self._tables.records[item_id]
        return ItemLine(
            id=item_id,
            tag=record.tag,
            name=record.name,
            kind=record.kind,
            branch=record.branch,
            room=record.room,
            status=record.status,
            role=record.role,
            make=record.make,
            model=record.model,
            serial=record.serial,
            bought_on=record.bought_on,
            warranty_until=record.warranty_until,
            replace_by=dates.replace_by,
            support_ends=dates.support_ends,
            seen_on=record.seen_on,
            version=record.version,
        )


class MemoryItemDates:
    """The days that follow from items and the rules."""

    def __init__(self, tables: ItemTables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def all(self) -> dict[ItemId, Dates]:
        return {one: dates for one, (_, dates) in self._tables.records.items()}

    def set(self, dates: Mapping[ItemId, Dates]) -> None:
        assert self._write, "a unit that only reads was asked to write"
        for one, days in dates.items():
            record, _ = self._tables.records[one]
            self._tables.records[one] = (record, days)


class MemoryOwnFields:
    """The library's own fields."""

    def __init__(self, tables: ItemTables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def names(self) -> tuple[str, ...]:
        return tuple(self._tables.own_fields)

    def add(self, names: Iterable[str], change: ChangeId | None = None) -> None:
        assert self._write, "a unit that only reads was asked to write"
        for name in names:
            self._tables.own_fields.setdefault(name, change)


class MemoryItemHistory:
    """What happened to items."""

    def __init__(self, tables: ItemTables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def begin(self, change_set: ChangeSet) -> ChangeId:
        change = ChangeId(max(self._writing().sets, default=0) + 1)
        self._writing().sets[change] = replace(change_set, id=change, count=0)
        return change

    def note(self, change: ChangeId, changes: Sequence[ItemChange]) -> None:
        tables = self._writing()
        tables.changes += [(change, one) for one in changes]
        whole = tables.sets[change]
        tables.sets[change] = replace(whole, count=whole.count + len(changes))

    def note_new(self, change: ChangeId, items: Sequence[tuple[ItemId, Mapping[str, str]]]) -> None:
        made = [
            ItemChange(
                item, 1, tuple(FieldChange(name, "", text) for name, text in texts.items()), True
            )
            for item, texts in items
        ]
        self.note(change, made)

    def get(self, change: ChangeId) -> ChangeSet:
        if change not in self._tables.sets:
            raise Refusal("This was taken back already.")
        return self._tables.sets[change]

    def changes(self, change: ChangeId) -> Iterator[ItemChange]:
        if self._tables.is_damaged:
            raise ValueError("a damaged history")
        return (one for which, one in self._tables.changes if which == change)

    def forget(self, change: ChangeId) -> None:
        tables = self._writing()
        tables.sets.pop(change, None)
        tables.changes = [pair for pair in tables.changes if pair[0] != change]
        tables.own_fields = {
            name: brought for name, brought in tables.own_fields.items() if brought != change
        }
        tables.stand_ins = {
            which: (away, spare, None if by == change else by)
            for which, (away, spare, by) in tables.stand_ins.items()
            if which != change
        }
        forget_runs(tables.reimagings, change)
        tables.gifts = {item: one for item, one in tables.gifts.items() if one.change != change}
        tables.relabelings = {
            kept: was for kept, was in tables.relabelings.items() if kept[0] != change
        }
        tables.left.forget(change)

    def of(self, item_id: ItemId) -> tuple[ItemEvent, ...]:
        found = [
            ItemEvent(self._tables.sets[which], one)
            for which, one in self._tables.changes
            if one.item == item_id
        ]
        return tuple(reversed(found))

    def moves(
        self, items: Sequence[ItemId], since: ChangeId
    ) -> tuple[tuple[ItemId, ChangeId, str], ...]:
        return tuple(
            (one.item, which, part.became)
            for which, one in self._tables.changes
            if one.item in items and which > since
            for part in one.fields
            if part.field == "status"
        )

    def newest(self, limit: int) -> tuple[ChangeSet, ...]:
        return tuple(reversed(self._tables.sets.values()))[:limit]

    def _writing(self) -> ItemTables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables


def _facet(record: Record, facet: ItemFacet) -> str:
    value = getattr(record, facet.value)
    return str(getattr(value, "value", value))


def _fits(record: Record, dates: Dates, filter_: ItemFilter) -> bool:
    text = text_to_search(record)
    gaps = {
        Gap.SERIAL: not record.serial,
        Gap.BOUGHT: record.bought_on is None,
        Gap.WARRANTY: record.warranty_until is None,
        Gap.ROOM: not record.room,
        Gap.SYSTEM: not record.system,
    }
    before = (
        (dates.replace_by, filter_.replace_before),
        (dates.support_ends, filter_.support_before),
        (record.warranty_until, filter_.warranty_before),
    )
    unseen = filter_.unseen_since
    return all(
        (
            all(word in text for word in filter_.words),
            all(
                _facet(record, facet) in values
                for facet, values in filter_.values.items()
                if values
            ),
            bool(filter_.values.get(ItemFacet.STATUS)) or record.status in filter_.statuses,
            all(limit is None or (day is not None and day < limit) for day, limit in before),
            unseen is None or record.seen_on is None or record.seen_on < unseen,
            all(gaps[gap] for gap in filter_.gaps),
            filter_.only is None or record.id in filter_.only,
            not filter_.some_gap or any(gaps[gap] for gap in filter_.some_gap),
            filter_.warranty_from is None
            or (
                record.warranty_until is not None and record.warranty_until >= filter_.warranty_from
            ),
        )
    )


class MemoryStandIns:
    """Which item stands in for which."""

    def __init__(self, tables: ItemTables, *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def of(self, item: ItemId) -> StandIn | None:
        running = (one for one in self._running() if item in (one.away, one.spare))
        return max(running, key=lambda one: one.change, default=None)

    def get(self, change: ChangeId) -> StandIn | None:
        return next((one for one in self._running() if one.change == change), None)

    def running(self) -> tuple[StandIn, ...]:
        return tuple(sorted(self._running(), key=lambda one: one.change))

    def ended(self, by: ChangeId) -> tuple[StandIn, ...]:
        return tuple(
            StandIn(change, away, spare, self._tables.sets[change].at)
            for change, (away, spare, ended_by) in self._tables.stand_ins.items()
            if ended_by == by
        )

    def has_ended(self, change: ChangeId) -> bool:
        _, _, by = self._tables.stand_ins.get(change, (0, 0, None))
        return by is not None

    def kinds(self) -> tuple[str, ...]:
        away = {one.away for one in self._running()}
        spares = (
            one
            for one, _ in self._tables.records.values()
            if one.status is Status.SPARE and one.id not in away
        )
        return tuple(sorted({one.kind for one in spares}))

    def add(self, change: ChangeId, away: ItemId, spare: ItemId) -> None:
        assert self._write, "a unit that only reads was asked to write"
        self._tables.stand_ins[change] = (away, spare, None)

    def end(self, change: ChangeId, by: ChangeId) -> None:
        assert self._write, "a unit that only reads was asked to write"
        away, spare, _ = self._tables.stand_ins[change]
        self._tables.stand_ins[change] = (away, spare, by)

    def _running(self) -> Iterator[StandIn]:
        for change, (away, spare, by) in self._tables.stand_ins.items():
            if by is None:
                yield StandIn(change, away, spare, self._tables.sets[change].at)
