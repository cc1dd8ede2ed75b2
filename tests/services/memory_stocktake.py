"""Counting days in memory; keeps the contract of services/stocktake_stores.py."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from libdesk.domain.count_results import Decided, Result
from libdesk.domain.item_history import ItemChange, change_of
from libdesk.domain.records import ItemId
from libdesk.domain.stocktake import Listed, Scan, ScanId, Spot, Stocktake, StocktakeId
from libdesk.services.errors import Conflict
from tests.services.memory_items import ItemTables


@dataclass
class StocktakeTables:
    """All that the database holds of counting days."""

    stocktakes: dict[StocktakeId, Stocktake] = field(default_factory=dict)
    scans: dict[ScanId, tuple[StocktakeId, Scan]] = field(default_factory=dict)
    results: dict[tuple[StocktakeId, int], Result] = field(default_factory=dict)
    decisions: dict[tuple[StocktakeId, int], Decided] = field(default_factory=dict)
    last_id: int = 0

    def copy(self) -> "StocktakeTables":
        return StocktakeTables(
            dict(self.stocktakes),
            dict(self.scans),
            dict(self.results),
            dict(self.decisions),
            self.last_id,
        )


class MemoryStocktakes:
    """Campaigns, their scans, and how they ended; what is taken out of the items goes here too."""

    def __init__(self, tables: StocktakeTables, equipment: ItemTables, *, write: bool) -> None:
        self._tables = tables
        self._equipment = equipment
        self._write = write

    def all(self) -> tuple[Stocktake, ...]:
        return tuple(self._tables.stocktakes[one] for one in sorted(self._tables.stocktakes))

    def find(self, stocktake: StocktakeId) -> Stocktake | None:
        return self._tables.stocktakes.get(stocktake)

    def add(self, stocktake: Stocktake) -> StocktakeId:
        tables = self._writing()
        tables.last_id += 1
        new = StocktakeId(tables.last_id)
        tables.stocktakes[new] = replace(stocktake, id=new, version=1)
        return new

    def change(self, stocktake: Stocktake) -> None:
        stored = self._writing().stocktakes.get(stocktake.id)
        if stored is None or stored.version != stocktake.version - 1:
            raise Conflict("This count was changed meanwhile.")
        self._tables.stocktakes[stocktake.id] = stocktake

    def remove(self, stocktake: StocktakeId) -> None:
        tables = self._writing()
        tables.stocktakes.pop(stocktake, None)
        tables.scans = {key: one for key, one in tables.scans.items() if one[0] != stocktake}
        self.remove_results(stocktake)

    def listed(self) -> tuple[Listed, ...]:
        return tuple(
            Listed(
                one.id,
                one.tag,
                one.name,
                one.kind,
                Spot(one.branch, one.room),
                one.status,
                one.serial,
                one.computer_name,
            )
            for one, _ in self._equipment.records.values()
        )

    def note_seen(self, days: Mapping[ItemId, date]) -> tuple[ItemChange, ...]:
        self._writing()
        records, changes = self._equipment.records, []
        for item, day in days.items():
            was, dates = records.get(item, (None, None))
            if was is not None and dates is not None and (was.seen_on or date.min) < day:
                became = replace(was, seen_on=day, version=was.version + 1)
                records[item] = became, dates
                changes.append(change_of(was, became))
        return tuple(changes)

    def scans(self, stocktake: StocktakeId) -> tuple[Scan, ...]:
        found = (scan for key, scan in self._tables.scans.values() if key == stocktake)
        known = self._equipment.records
        left = (one if one.item in known else replace(one, item=None) for one in found)
        return tuple(sorted(left, key=lambda one: one.order))

    def scan_counts(self) -> Mapping[StocktakeId, int]:
        return Counter(stocktake for stocktake, _ in self._tables.scans.values())

    def add_scans(self, stocktake: StocktakeId, scans: Sequence[Scan]) -> tuple[ScanId, ...]:
        stored = self._writing().scans
        new = {one.id: (stocktake, one) for one in scans if one.id not in stored}
        assert all(one.at.tzinfo is not None for one in scans)
        assert all(
            one.item is None or one.item in self._equipment.records for _, one in new.values()
        ), "a scan names an item that is not there"
        stored.update(new)
        return tuple(new)

    def change_scan(self, stocktake: StocktakeId, scan: Scan) -> None:
        _, stored = self._writing().scans[scan.id]
        changed = replace(stored, condition=scan.condition, note=scan.note)
        self._tables.scans[scan.id] = (stocktake, changed)

    def remove_scans(self, stocktake: StocktakeId, scans: Sequence[ScanId]) -> None:
        for one in scans:
            if one in self._writing().scans and self._tables.scans[one][0] == stocktake:
                del self._tables.scans[one]

    def results(self, stocktake: StocktakeId) -> tuple[Result, ...]:
        known = self._equipment.records
        return tuple(
            replace(
                one,
                item=one.item if one.item in known else None,
                decided=self._decided(key),
            )
            for key, one in sorted(self._tables.results.items(), key=lambda pair: pair[0])
            if key[0] == stocktake
        )

    def differences(self) -> Mapping[StocktakeId, tuple[Result, ...]]:
        found = {one: self.results(one) for one in self._tables.stocktakes}
        return {
            key: tuple(one for one in some if one.is_difference)
            for key, some in found.items()
            if some
        }

    def add_results(self, stocktake: StocktakeId, results: Sequence[Result]) -> None:
        new = {(stocktake, one.place): one for one in results}
        assert not new.keys() & self._writing().results.keys()
        self._tables.results.update(new)

    def remove_results(self, stocktake: StocktakeId) -> None:
        tables = self._writing()
        tables.results = {key: one for key, one in tables.results.items() if key[0] != stocktake}
        tables.decisions = {
            key: one for key, one in tables.decisions.items() if key[0] != stocktake
        }

    def decide(self, stocktake: StocktakeId, places: Sequence[int], decided: Decided) -> None:
        for place in places:
            assert (stocktake, place) in self._writing().results
            self._tables.decisions[stocktake, place] = decided

    def undecide(self, stocktake: StocktakeId, places: Sequence[int]) -> None:
        for place in places:
            self._writing().decisions.pop((stocktake, place), None)

    def forget_names(self, before: datetime) -> int:
        tables = self._writing()
        ended = {
            key
            for key, one in tables.stocktakes.items()
            if one.finished_at is not None and one.finished_at < before
        }
        scans = {key: one for key, one in tables.scans.items() if one[0] in ended and one[1].by}
        results = {key: one for key, one in tables.results.items() if key[0] in ended and one.by}
        for key, (campaign, scan) in scans.items():
            tables.scans[key] = campaign, replace(scan, by="")
        for place, result in results.items():
            tables.results[place] = replace(result, by="")
        return len(scans) + len(results)

    def _decided(self, key: tuple[StocktakeId, int]) -> Decided | None:
        """Return what was decided; it goes with its change set, and with the item that it names."""
        decided = self._tables.decisions.get(key)
        if decided is None:
            return None
        is_undone = decided.change is not None and decided.change not in self._equipment.sets
        is_nobody = decided.item is not None and decided.item not in self._equipment.records
        return None if is_undone or is_nobody else decided

    def _writing(self) -> StocktakeTables:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables
