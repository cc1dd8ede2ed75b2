"""Planned work, what stands against it, and what was away, in the database."""

from collections.abc import Callable, Mapping
from datetime import time
from functools import cached_property
from typing import Any, Generic

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from libdesk.domain.outages import Lost, Outage, is_sensible
from libdesk.domain.planned_changes import PlannedChange
from libdesk.domain.requirements import Requirement
from libdesk.services.planning_stores import Entry
from libdesk.services.settled import Mark
from libdesk.storage.planning_rows import change_of, requirement_of
from libdesk.storage.schema import outages, planned_changes, requirements
from libdesk.storage.sound_rows import sound_rows

_MARK = ("changed_at", "changed_by")


class EntryTable(Generic[Entry]):
    """Implements the port Entries on one transaction.

    Args:
        connection: the transaction.
        table: where they are.
        value: makes an entry of a row's columns by their names.
        row: makes the columns of an entry.
    """

    def __init__(
        self,
        connection: Connection,
        table: Table,
        value: Callable[[Mapping[str, Any]], Entry],
        row: Callable[[Entry], Mapping[str, Any]],
    ) -> None:
        self._connection = connection
        self._table = table
        columns = [column for column in table.c if column.name not in _MARK]
        names = [column.name for column in columns]
        self._value: Callable[..., Entry] = lambda *row: value(dict(zip(names, row, strict=True)))
        self._row: Callable[[Entry], Mapping[str, Any]] = row
        self._all = select(*columns).order_by(table.c.id)
        self._is_it = table.c.id == bindparam("id_")

    def all(self) -> tuple[Entry, ...]:
        """Return all of them by their ids; a damaged one is left out."""
        return tuple(sound_rows(self._connection.execute(self._all), self._value))

    def get(self, entry_id: int) -> Entry | None:
        """Return one; None where it is not there."""
        asked = self._connection.execute(self._all.where(self._is_it), {"id_": entry_id})
        return next(sound_rows(asked, self._value), None)

    def mark(self, entry_id: int) -> Mark | None:
        """Return who changed it last, and its version; None where it is not there."""
        table = self._table
        asked = select(table.c.version, table.c.changed_at, table.c.changed_by)
        found = self._connection.execute(asked.where(self._is_it), {"id_": entry_id})
        return next(sound_rows(found, Mark), None)

    def count(self) -> int:
        """Return how many there are."""
        return self._connection.execute(select(func.count()).select_from(self._table)).scalar_one()

    def save(self, entry: Entry, mark: Mark) -> int:
        """Store an entry in the place of the one with its id, and return the id."""
        row = {
            **self._row(entry),
            "version": mark.version,
            "changed_at": mark.at,
            "changed_by": mark.by,
        }
        if entry.id:
            changed = update(self._table).where(self._is_it).values(row)
            if self._connection.execute(changed, {"id_": entry.id}).rowcount:
                return entry.id
            row["id"] = entry.id
        added = insert(self._table).values(row).returning(self._table.c.id)
        return int(self._connection.execute(added).scalar_one())

    def remove(self, entry_id: int) -> None:
        """Forget an entry; one that is not there stays away."""
        self._connection.execute(delete(self._table).where(self._is_it), {"id_": entry_id})


class PlanningStore:
    """Implements the port Planning on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def requirements(self) -> EntryTable[Requirement]:
        """What other systems can't work with."""
        return EntryTable(self._connection, requirements, requirement_of, _row_of_requirement)

    @cached_property
    def changes(self) -> EntryTable[PlannedChange]:
        """Planned work."""
        return EntryTable(self._connection, planned_changes, change_of, _row_of_change)

    @cached_property
    def outages(self) -> EntryTable[Outage]:
        """The log of outages."""
        return EntryTable(self._connection, outages, _outage, _row_of_outage)


def _row_of_requirement(one: Requirement) -> Mapping[str, Any]:
    return {
        "system": one.system,
        "about": one.about.value,
        "name": one.name,
        "says": one.says.value,
        "of_version": one.of_version,
        "source": one.source,
        "as_at": one.as_at,
        "known_since": one.known_since,
        "until": one.until,
        "note": one.note,
    }


def _row_of_change(one: PlannedChange) -> Mapping[str, Any]:
    every, target = one.every, one.target
    return {
        "title": one.title,
        "on": one.on,
        "notice": one.notice,
        "branches": list(one.branches),
        "things": one.things,
        "begins": _words(one.begins),
        "ends": _words(one.ends),
        "every_count": every.count if every else 0,
        "every_unit": every.unit.value if every else "",
        "first_on": one.first_on,
        "due_on": one.due_on,
        "draft_days": one.draft_days,
        "target_about": target.about.value if target else "",
        "target_name": target.name if target else "",
        "target_version": target.version if target else "",
        "note": one.note,
        "told_for": one.told_for,
        "done_on": one.done_on,
        "is_over": one.is_over,
    }


def _outage(row: Mapping[str, Any]) -> Outage:
    back_at = row["back_at"]
    if not is_sensible(row["started_at"]) or not (back_at is None or is_sensible(back_at)):
        raise ValueError("an outage in no year that can be shown")
    return Outage(**{**row, "lost": Lost(row["lost"])})


def _row_of_outage(one: Outage) -> Mapping[str, Any]:
    return {
        "branch": one.branch,
        "started_at": one.started_at,
        "back_at": one.back_at,
        "lost": one.lost.value,
        "cause": one.cause,
        "whose": one.whose,
        "note": one.note,
        "problem": one.problem,
    }


def _words(at: time | None) -> str:
    return f"{at:%H:%M}" if at is not None else ""
