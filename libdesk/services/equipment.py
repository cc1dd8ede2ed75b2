"""The equipment list: read, found, changed one by one or many at once, and taken back whole.

Each change is kept with who made it, when, from what and to what. Until somebody changes the same
item again, it can be taken back as though it had never been.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from libdesk.domain.item_history import (
    ChangeId,
    ChangeKind,
    ChangeSet,
    ItemEvent,
)
from libdesk.domain.item_lists import (
    Dates,
    ItemChoice,
    ItemFilter,
    ItemLine,
    ItemOrder,
    ItemsOf,
)
from libdesk.domain.label_numbers import next_tag
from libdesk.domain.records import ItemId, Record
from libdesk.domain.text import clean_line
from libdesk.services.errors import Conflict
from libdesk.services.item_changes import (
    Changed,
    add_records,
    change_records,
    records_of,
    take_back,
    with_typed,
)
from libdesk.services.item_gates import Rules
from libdesk.services.ports import Clock
from libdesk.services.stand_ins import Standing, standing_of
from libdesk.services.stores import OpenUnit
from libdesk.services.turns import Rest, in_turns, no_rest


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it stands.

    Attributes:
        ids: the items in their order.
        groups: what stands together, in the same order; empty for a list that is not grouped.
    """

    ids: tuple[ItemId, ...]
    groups: tuple[ItemsOf, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """One item, whole, with its history.

    Attributes:
        record: the item.
        dates: the days that follow from it.
        history: what happened to it, newest first.
        own_fields: the names of the library's own fields, in their order.
        standing: whether something stands in for it, or could.
    """

    record: Record
    dates: Dates
    history: tuple[ItemEvent, ...] = ()
    own_fields: tuple[str, ...] = ()
    standing: Standing | None = None


EVERY = ItemFilter()
IN_ORDER = ItemOrder()


class Equipment:
    """Reads and changes the equipment list.

    A change takes the version that was on the screen, and raises Conflict when somebody else was
    first.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        now: the clock.
        who: who changes things here.
        rest: called now and then while many are changed.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Callable[[], Rules],
        now: Clock,
        who: str = "",
        rest: Rest = no_rest,
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = clean_line(who)
        self._rest = rest

    def list_items(self, filter_: ItemFilter = EVERY, order: ItemOrder = IN_ORDER) -> Listed:
        """Return what a filter leaves, in an order."""
        with self._open_unit() as unit:
            groups = unit.items.groups(filter_, order.group) if order.group.value else ()
            return Listed(unit.items.ids(filter_, order), groups)

    def lines(self, ids: Sequence[ItemId]) -> tuple[ItemLine, ...]:
        """Return the lines for these ids, in the order of the ids."""
        with self._open_unit() as unit:
            return unit.items.lines(ids)

    def choices(self, filter_: ItemFilter = EVERY) -> tuple[ItemChoice, ...]:
        """Return what a list can be narrowed to."""
        with self._open_unit() as unit:
            return unit.items.choices(filter_)

    def records(self, filter_: ItemFilter = EVERY) -> tuple[Record, ...]:
        """Return all items that a filter leaves, whole, by branch and name (for papers, lists)."""
        with self._open_unit() as unit:
            return tuple(unit.items.all(filter_))

    def get(self, item_id: ItemId) -> Chosen:
        """Return one item with its history.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            record = unit.items.get(item_id)
            return Chosen(
                record,
                unit.items.dates(item_id),
                unit.item_history.of(item_id),
                unit.own_fields.names(),
                standing_of(unit, self._rules(), record),
            )

    def find(self, typed: str) -> tuple[Record, ...]:
        """Return the items with this label, serial or computer name."""
        with self._open_unit() as unit:
            return unit.items.find(typed)

    def own_fields(self) -> tuple[str, ...]:
        """Return the names of the library's own fields, in their order."""
        with self._open_unit() as unit:
            return unit.own_fields.names()

    def next_label(self) -> str:
        """Return a label that is free, after the pattern that most labels follow."""
        with self._open_unit() as unit:
            return next_tag(unit.items.tags())

    def add(self, record: Record, kind: ChangeKind = ChangeKind.EDIT) -> Changed:
        """Add an item.

        Raises:
            Refusal: it has no label or no kind, or another item has its label; names the field.
        """
        with self._open_unit(write=True) as unit:
            return add_records(unit, self._rules(), self._set(kind), [record])

    def save(self, record: Record, *, corrects: bool = False) -> Changed:
        """Store an item as it was edited.

        Args:
            record: with the version that was on the screen.
            corrects: the record was wrong, so its status may become any other.

        Raises:
            Refusal: a field can't be as it is, or the status can't move so; names the field.
            Conflict: somebody else was first.
        """
        with self._open_unit(write=True) as unit:
            change_set = self._set(ChangeKind.CORRECTION if corrects else ChangeKind.EDIT)
            return change_records(unit, self._rules(), change_set, [record], corrects=corrects)

    def change_all(
        self,
        versions: Mapping[ItemId, int],
        texts: Mapping[str, str],
        title: str = "",
        *,
        corrects: bool = False,
    ) -> Changed:
        """Set the same fields of many items at once.

        Args:
            versions: the items, each with the version that was on the screen.
            texts: what to set, as texts.
            title: what to call it in the history.
            corrects: the list was wrong, so a status may become any other.

        Raises:
            Refusal: a text can't be, or a status can't move so; names field and item.
            Conflict: somebody else changed one of them.
        """
        with self._open_unit(write=True) as unit:
            records = records_of(unit, list(versions), self._rest)
            if len(records) < len(versions):
                raise Conflict("One of these items is not in the list any more.")
            changed = [
                replace(with_typed(one, texts), version=versions[one.id])
                for one in in_turns(records.values(), self._rest)
            ]
            change_set = replace(self._set(ChangeKind.BULK), title=clean_line(title))
            return change_records(
                unit, self._rules(), change_set, changed, corrects=corrects, rest=self._rest
            )

    def undo(self, change: ChangeId) -> tuple[ItemId, ...]:
        """Take a change set back, as though it had never been; return the items that it touched.

        Raises:
            Refusal: it was taken back already.
            Conflict: an item was changed since.
        """
        with self._open_unit(write=True) as unit:
            return take_back(unit, self._rules(), change, self._rest)

    def changes(self, limit: int = 50) -> tuple[ChangeSet, ...]:
        """Return the newest change sets, newest first."""
        with self._open_unit() as unit:
            return unit.item_history.newest(limit)

    def _set(self, kind: ChangeKind) -> ChangeSet:
        return ChangeSet(self._now(), self._who, kind)
