"""Reading a list of equipment in: what would become of it, then all of it at once, or nothing.

What would become of it is worked out by domain/item_import.py, elsewhere; here is what it needs of
the database, and the one transaction that carries it out. It is one change set, so it can be taken
back whole: afterwards nothing is left that was not there before.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

from libdesk.domain.item_fields import CUSTOM, FIELDS, texts_of, value_of, with_texts
from libdesk.domain.item_history import (
    ChangeId,
    ChangeKind,
    ChangeSet,
    ItemChange,
)
from libdesk.domain.item_import import Fate, Plan, RowFate, Stock
from libdesk.domain.item_lists import ItemFilter
from libdesk.domain.item_matching import Known
from libdesk.domain.records import ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line
from libdesk.services.backups import Stopped
from libdesk.services.errors import Conflict
from libdesk.services.item_changes import add_own_fields, take_back
from libdesk.services.item_gates import Gates, Rules, wipes_of
from libdesk.services.ports import Clock
from libdesk.services.reimaging_gates import SetUpGate
from libdesk.services.staying import Staying
from libdesk.services.stores import OpenUnit, Unit
from libdesk.services.turns import Rest, in_turns, no_rest

_EVERY = ItemFilter(statuses=frozenset(Status))
_NO_KINDS: Mapping[str, str] = {}
_AT_REST = frozenset({Status.GONE, Status.LOST})
_T = TypeVar("_T")

Pace = Callable[[int, int], bool]
"""Told how many items are written, and of how many; False stops it, and nothing is written."""

AT_ONCE = 500
"""Items that are written between two looks whether to go on."""


def _on(_done: int, _of: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read in.

    Attributes:
        plan: what became of each row.
        change: the change set, to take it back; None where nothing was to be changed.
    """

    plan: Plan
    change: ChangeId | None


class ItemImport:
    """Reads lists of equipment in, and takes them back.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        now: the clock.
        who: who reads lists in here.
        kinds: returns the library's kinds by every word for them, folded.
        rest: called now and then while there is much to do.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Callable[[], Rules],
        now: Clock,
        who: str = "",
        kinds: Callable[[], Mapping[str, str]] = lambda: _NO_KINDS,
        rest: Rest = no_rest,
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._now = now
        self._who = clean_line(who)
        self._kinds = kinds
        self._rest = rest

    def stock(self) -> Stock:
        """Return what the list holds, for a plan; nothing is written."""
        with self._open_unit() as unit:
            return self._stock(unit)

    def carry_out(
        self,
        plan: Plan,
        title: str,
        again: Callable[[Stock], Plan] | None = None,
        pace: Pace = _on,
    ) -> Imported:
        """Carry out a plan, whole or not at all.

        Args:
            plan: what was shown.
            title: what to call it in the history: the name of the file.
            again: works the plan out once more, where the list was changed since; without it, or
                where any row has another fate then, nothing is carried out.
            pace: asked now and then whether to go on.

        Raises:
            Conflict: the list was changed since, so that the plan is no longer true.
            Stopped: it was not to go on; nothing is carried out.
        """
        with self._open_unit(write=True) as unit:
            if _stamp(unit) == plan.stamp:
                return self._write(unit, plan, title, pace)
            stock = self._stock(unit) if again is not None else None
        if again is None or stock is None:
            raise _changed()
        anew = again(stock)
        if anew.fates != plan.fates:
            raise _changed()
        return self.carry_out(anew, title, pace=pace)

    def undo(self, change: ChangeId) -> tuple[ItemId, ...]:
        """Take back all that was read in; return the items that it touched.

        Raises:
            Refusal: it was taken back already.
            Conflict: an item was changed since.
        """
        with self._open_unit(write=True) as unit:
            return take_back(unit, self._rules(), change, self._rest)

    def last(self) -> ChangeSet | None:
        """Return the newest list that was read in and not taken back; None for none."""
        with self._open_unit() as unit:
            newest = unit.item_history.newest(_LOOKED_AT)
        return next((one for one in newest if one.kind is ChangeKind.IMPORT), None)

    def _stock(self, unit: Unit) -> Stock:
        rules = self._rules()
        known, holding, used = [], set(), set()
        gate, not_set_up = SetUpGate(unit, rules.is_computer), {}
        staying, stays = Staying(unit, rules.today, lambda: gate.running), {}
        called_wiped = []
        for one in in_turns(unit.items.all(_EVERY), self._rest):
            known.append(Known(one.id, one.version, texts_of(one)))
            used.add(one.branch)
            if one.status not in _AT_REST and rules.needs_wiping(one):
                holding.add(one.id)
            if why := gate.why_not(one, one):
                not_set_up[one.id] = why
            if one.status is not Status.GONE and (why := staying.why(one)):
                stays[one.id] = why
            if one.status is Status.WIPED and rules.holds_storage(one):
                called_wiped.append(one)
        holding |= _unclean(unit, rules, called_wiped)
        return Stock(
            tuple(known),
            unit.places.branches(),
            unit.own_fields.names(),
            self._kinds(),
            frozenset(holding),
            _stamp(unit),
            not_set_up,
            stays,
            rules.today,
        )

    def _write(self, unit: Unit, plan: Plan, title: str, pace: Pace) -> Imported:
        new, changed = plan.of(Fate.NEW), plan.of(Fate.CHANGED)
        if not new and not changed:
            return Imported(plan, None)
        rules = self._rules()
        change_set = ChangeSet(self._now(), self._who, ChangeKind.IMPORT, clean_line(title))
        change = unit.item_history.begin(change_set)
        add_own_fields(unit, _own_names(plan), change)
        steps = _Steps(pace, len(new) + len(changed))
        for some in steps.of(new):
            _add(unit, rules, change, some)
        for some in steps.of(changed):
            _change(unit, rules, change, some)
        return Imported(plan, change)


_LOOKED_AT = 1_000


class _Steps:
    """Hands out what is to be written, some at a time, as long as somebody wants it.

    Args:
        pace: says whether to go on.
        of: how many there are.
    """

    def __init__(self, pace: Pace, of: int) -> None:
        self._pace = pace
        self._done, self._of = 0, of

    def of(self, all_: Sequence[_T]) -> Iterator[Sequence[_T]]:
        """Yield some after some, and look after each whether to go on.

        Raises:
            Stopped: it is not.
        """
        for start in range(0, len(all_), AT_ONCE):
            some = all_[start : start + AT_ONCE]
            yield some
            self._done += len(some)
            if not self._pace(self._done, self._of):
                raise Stopped


def _add(unit: Unit, rules: Rules, change: ChangeId, fates: Sequence[RowFate]) -> None:
    records = [_record(one.became) for one in fates]
    ids = unit.items.add([(one, rules.dates(one)) for one in records])
    came = [(item_id, one.became) for item_id, one in zip(ids, fates, strict=True)]
    unit.item_history.note_new(change, came)


def _change(unit: Unit, rules: Rules, change: ChangeId, fates: Sequence[RowFate]) -> None:
    stored = unit.items.get_all([one.item for one in fates])
    if len(stored) < len(fates):
        raise _changed()
    changed, notes = [], []
    for was, fate in zip(stored, fates, strict=True):
        if was.version != fate.version:
            raise _changed()
        became = replace(with_texts(was, fate.became), version=was.version + 1)
        changed.append((became, rules.dates(became)))
        notes.append(ItemChange(was.id, became.version, fate.fields))
    unit.items.change(changed, change)
    unit.item_history.note(change, notes)


def _record(texts: Mapping[str, str]) -> Record:
    values: dict[str, Any] = {}
    custom: dict[str, str] = {}
    for pair in texts.items():
        if pair[0] in FIELDS:
            values[pair[0]] = _value(pair)
        else:
            custom[pair[0][_START:]] = pair[1]
    # In one order, as with_texts has them: what is taken back is the same to the last letter.
    return Record(**values, custom=dict(sorted(custom.items())))


_START = len(CUSTOM)


@lru_cache(maxsize=60_000)  # most values are in many rows
def _value(field: tuple[str, str]) -> Any:  # noqa: ANN401 - any field's value
    return value_of(*field)


def _unclean(unit: Unit, rules: Rules, records: Sequence[Record]) -> set[ItemId]:
    """Return those that are called wiped, and no record that lets them go says so."""
    wipes = wipes_of(unit, [one.id for one in records])
    return {one.id for one in records} - Gates(unit, rules).wiped(wipes).keys()


def _own_names(plan: Plan) -> list[str]:
    names = dict.fromkeys(chain.from_iterable(fate.became for fate in plan.fates))
    return [name.removeprefix(CUSTOM) for name in names if name.startswith(CUSTOM)]


def _stamp(unit: Unit) -> str:
    """Return what differs as soon as anybody has changed an item, a label, a field or a branch."""
    newest = unit.item_history.newest(1)
    told = (
        [(one.id, one.at.isoformat(), one.count) for one in newest],
        unit.items.tags(),
        unit.own_fields.names(),
        [(one.code, one.name) for one in unit.places.branches()],
        # What is lent stays, and a loan is no change of its item.
        [(one.id, one.version) for one in unit.loans.active()],
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _changed() -> Conflict:
    return Conflict(
        "The equipment list was changed since this was worked out, so nothing was read in. Look at "
        "what would become of the rows now, and read them in then."
    )
