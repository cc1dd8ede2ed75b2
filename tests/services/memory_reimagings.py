"""Runs of setting machines up, in memory; keeps the contract of services/reimaging_stores.py."""

from dataclasses import replace
from typing import TYPE_CHECKING

from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.domain.reimaging import End, Outcome, Reimaging

if TYPE_CHECKING:
    from tests.services.memory_items import ItemTables


def forget_runs(runs: dict[ChangeId, Reimaging], change: ChangeId) -> None:
    """Take out what a change set began; what it ended goes on."""
    runs.pop(change, None)
    for which, run in runs.items():
        if run.end is not None and run.end.change == change:
            runs[which] = replace(run, end=None)


class MemoryReimagings:
    """Runs of setting machines up."""

    def __init__(self, tables: "ItemTables", *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def get(self, change: ChangeId) -> Reimaging | None:
        return self._tables.reimagings.get(change)

    def of(self, item: ItemId) -> tuple[Reimaging, ...]:
        found = (one for one in self._tables.reimagings.values() if one.item == item)

        in_order = sorted(found, key=lambda one: (one.is_running, one.change), reverse=True)
        return tuple(in_order)

    def running(self) -> tuple[Reimaging, ...]:
        return tuple(one for _, one in sorted(self._tables.reimagings.items()) if one.is_running)

    def running_items(self) -> dict[ItemId, ChangeId]:
        return {one.item: one.change for one in self.running()}

    def ended(self, by: ChangeId) -> tuple[ItemId, ...]:
        runs = self._tables.reimagings.values()
        return tuple(one.item for one in runs if one.end is not None and one.end.change == by)

    def has_ended(self, change: ChangeId) -> bool:
        run = self._tables.reimagings.get(change)
        return run is not None and not run.is_running

    def add(self, run: Reimaging) -> None:
        self._writing().reimagings[run.change] = run

    def write(self, run: Reimaging) -> None:
        self._writing().reimagings[run.change] = run

    def end(self, change: ChangeId, by: ChangeId, outcome: Outcome, reason: str = "") -> None:
        tables = self._writing()
        ended = tables.sets[by]
        end = End(by, outcome, ended.at, ended.by, reason)
        tables.reimagings[change] = replace(tables.reimagings[change], end=end)

    def _writing(self) -> "ItemTables":
        assert self._write, "a unit that only reads was asked to write"
        return self._tables
