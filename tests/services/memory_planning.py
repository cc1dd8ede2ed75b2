"""Planned work, the register and the log of outages, in memory."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from libdesk.services.settled import Mark

if TYPE_CHECKING:
    from tests.services.memory_database import Tables


@dataclass
class PlanningTables:
    """All entries with their marks, by kind and id."""

    kinds: dict[str, dict[int, tuple[Any, Mark]]] = field(
        default_factory=lambda: {"requirements": {}, "changes": {}, "outages": {}}
    )
    last_id: int = 0

    def copy(self) -> "PlanningTables":
        return PlanningTables({name: dict(rows) for name, rows in self.kinds.items()}, self.last_id)


class MemoryEntries:
    """Keeps the contract of services/planning_stores.py."""

    def __init__(self, tables: "Tables", kind: str, *, write: bool) -> None:
        self._tables = tables
        self._kind = kind
        self._write = write

    def all(self) -> tuple[Any, ...]:
        return tuple(entry for _, (entry, _) in sorted(self._rows.items()))

    def get(self, entry_id: int) -> Any:
        return self._rows.get(entry_id, (None, None))[0]

    def mark(self, entry_id: int) -> Mark | None:
        return self._rows.get(entry_id, (None, None))[1]

    def count(self) -> int:
        return len(self._rows)

    def save(self, entry: Any, mark: Mark) -> int:
        assert self._write, "a unit that only reads was asked to write"
        assert mark.at is not None
        assert mark.at.tzinfo is not None
        planning = self._tables.planning
        if not entry.id:
            planning.last_id += 1
        entry_id = entry.id or planning.last_id
        self._rows[entry_id] = (replace(entry, id=entry_id, version=mark.version), mark)
        return int(entry_id)

    def remove(self, entry_id: int) -> None:
        assert self._write, "a unit that only reads was asked to write"
        self._rows.pop(entry_id, None)

    @property
    def _rows(self) -> dict[int, tuple[Any, Mark]]:
        return self._tables.planning.kinds[self._kind]


class MemoryPlanning:
    """The three kinds."""

    def __init__(self, tables: "Tables", *, write: bool) -> None:
        self.requirements = MemoryEntries(tables, "requirements", write=write)
        self.changes = MemoryEntries(tables, "changes", write=write)
        self.outages = MemoryEntries(tables, "outages", write=write)
