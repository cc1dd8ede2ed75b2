"""Rows of an export for planned work, the register and the log of outages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from libdesk.domain.cells import Cell
from libdesk.storage.schema import outages, planned_changes, requirements

Made = Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]
"""Makes a row's cells."""


def _change(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    every = f"{row.every_count} {row.every_unit}" if row.every_count else ""
    return (
        row.id,
        row.title,
        row.on,
        row.begins,
        row.ends,
        every,
        ", ".join(map(str, row.branches)),
        row.things,
        row.notice,
        row.draft_days,
        row.target_about,
        row.target_name,
        row.target_version,
        row.told_for,
        row.done_on,
        row.is_over,
        row.due_on,
        row.first_on,
        row.note,
        row.version,
        row.changed_at,
        row.changed_by,
    )


def _requirement(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return (
        row.id,
        row.system,
        row.about,
        row.name,
        row.says,
        row.of_version,
        row.source,
        row.as_at,
        row.known_since,
        row.until,
        row.note,
        row.version,
        row.changed_at,
        row.changed_by,
    )


def _outage(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    return (
        row.id,
        row.branch,
        row.started_at,
        row.back_at,
        row.lost,
        row.cause,
        row.whose,
        row.problem,
        row.note,
        row.version,
        row.changed_at,
        row.changed_by,
    )


PLANNING_QUESTIONS: Mapping[str, tuple[Select[*tuple[Any, ...]], Made]] = {
    "planned-changes": (select(planned_changes).order_by(planned_changes.c.id), _change),
    "requirements": (select(requirements).order_by(requirements.c.id), _requirement),
    "outages": (select(outages).order_by(outages.c.id), _outage),
}
