"""What leaves, in memory: declared surplus, wiped, gone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from libdesk.domain.disposal import Departure, DepartureId, Retirement
from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import WipeId, WipeRecord
from libdesk.services.errors import Conflict

if TYPE_CHECKING:
    from tests.services.memory_items import ItemTables


@dataclass
class LeftTables:
    """All that the database holds of what leaves."""

    retirements: list[Retirement] = field(default_factory=list)
    wipes: list[WipeRecord] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)

    def copy(self) -> "LeftTables":
        return LeftTables(list(self.retirements), list(self.wipes), list(self.departures))

    def forget(self, change: ChangeId) -> None:
        self.retirements = [one for one in self.retirements if one.change != change]
        self.wipes = [one for one in self.wipes if one.change != change]
        self.departures = [one for one in self.departures if one.change != change]


_ids = count(1)


class MemoryDisposals:
    """How items were declared surplus, wiped, and how they went."""

    def __init__(self, tables: "ItemTables", *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def retirements(self, items: Sequence[ItemId]) -> tuple[Retirement, ...]:
        return tuple(one for one in reversed(self._tables.left.retirements) if one.item in items)

    def wipes(self, items: Sequence[ItemId]) -> tuple[WipeRecord, ...]:
        return tuple(one for one in reversed(self._tables.left.wipes) if one.item in items)

    def departures(self, items: Sequence[ItemId]) -> tuple[Departure, ...]:
        return self._newest(lambda one: one.item in items)

    def wiped_with(self, change: ChangeId) -> tuple[WipeRecord, ...]:
        return tuple(one for one in self._tables.left.wipes if one.change == change)

    def departed_with(self, change: ChangeId) -> tuple[Departure, ...]:
        return self._newest(lambda one: one.change == change)

    def departed(self, since: date, until: date) -> tuple[Departure, ...]:
        return self._newest(lambda one: since <= one.on < until)

    def awaiting(self) -> tuple[Departure, ...]:
        return self._newest(lambda one: one.awaits_certificate)

    def untold(self) -> tuple[ItemId, ...]:
        told = {one.item for one in self._tables.left.departures}
        records = (one for one, _ in self._tables.records.values())
        gone = (one for one in records if one.status is Status.GONE and one.id not in told)
        return tuple(one.id for one in sorted(gone, key=lambda one: one.tag))

    def retire(self, change: ChangeId, retirement: Retirement) -> None:
        self._writing().retirements.append(replace(retirement, change=self._known(change)))

    def wipe(self, change: ChangeId, wipe: WipeRecord) -> None:
        kept = replace(wipe, change=self._known(change), id=WipeId(next(_ids)))
        self._writing().wipes.append(kept)

    def depart(self, change: ChangeId, departure: Departure) -> None:
        known = self._known(change)
        kept = replace(departure, change=known, id=DepartureId(next(_ids)), version=1)
        self._writing().departures.append(kept)

    def put(self, departure: Departure, *, expected_version: int) -> None:
        kept = self._writing().departures
        for place, one in enumerate(kept):
            if (one.id, one.version) == (departure.id, expected_version):
                kept[place] = replace(departure, version=expected_version + 1)
                return
        raise Conflict(f"How {departure.tag} went was changed meanwhile, or taken back.")

    def _newest(self, is_wanted: Callable[[Departure], bool]) -> tuple[Departure, ...]:
        found = [one for one in self._tables.left.departures if is_wanted(one)]
        return tuple(sorted(found, key=lambda one: (one.on, one.id), reverse=True))

    def _known(self, change: ChangeId) -> ChangeId:
        assert change in self._tables.sets, "kept with no change set"
        return change

    def _writing(self) -> LeftTables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables.left
