"""Rows of planned work and of the register, made values; read by plain SQL for the first look too.

As `planning` reads them once SQLAlchemy is loaded; a test holds the two together. A damaged row is
left out of the first look without a word: whoever opens the database notes it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any, TypeVar

from libdesk.domain.planned_changes import Every, Planned, PlannedChange, Unit, with_clashes
from libdesk.domain.requirements import About, Requirement, Says, Target
from libdesk.storage.today_rows import Ask

_Value = TypeVar("_Value")

_DAYS = ("as_at", "known_since", "until", "on", "first_on", "due_on", "told_for", "done_on")
_OF_REQUIREMENT = (
    "id", "system", "about", "name", "says", "of_version", "source", "as_at", "known_since",
    "until", "note", "version",
)  # fmt: skip
_OF_CHANGE = (
    "id", "title", "on", "notice", "branches", "things", "begins", "ends", "every_count",
    "every_unit", "first_on", "due_on", "draft_days", "target_about", "target_name",
    "target_version", "note", "told_for", "done_on", "is_over", "version",
)  # fmt: skip


def requirement_of(row: Mapping[str, Any]) -> Requirement:
    """Return the value of a row, by the names of its columns.

    Raises:
        ValueError: the row is damaged.
    """
    return Requirement(**{**row, "about": About(row["about"]), "says": Says(row["says"])})


def change_of(row: Mapping[str, Any]) -> PlannedChange:
    """Return the value of a row, by the names of its columns.

    Raises:
        ValueError: the row is damaged.
    """
    count, about = row["every_count"], row["target_about"]
    return PlannedChange(
        title=row["title"],
        on=row["on"],
        notice=row["notice"],
        branches=tuple(map(str, row["branches"])),
        things=row["things"],
        begins=_time(row["begins"]),
        ends=_time(row["ends"]),
        every=Every(count, Unit(row["every_unit"])) if count else None,
        first_on=row["first_on"],
        due_on=row["due_on"],
        draft_days=row["draft_days"],
        target=Target(About(about), row["target_name"], row["target_version"]) if about else None,
        note=row["note"],
        told_for=row["told_for"],
        done_on=row["done_on"],
        is_over=bool(row["is_over"]),
        id=row["id"],
        version=row["version"],
    )


def planned(ask: Ask) -> tuple[Planned, ...]:
    """Return all planned work with what stands against it."""
    known = tuple(_sound(ask, "requirements", _OF_REQUIREMENT, requirement_of))
    return with_clashes(_sound(ask, "planned_changes", _OF_CHANGE, change_of), known)


def _sound(
    ask: Ask, table: str, names: tuple[str, ...], make: Callable[[Mapping[str, Any]], _Value]
) -> Iterator[_Value]:
    columns = ", ".join(f'"{name}"' for name in names)
    for row in ask(f"SELECT {columns} FROM {table} ORDER BY id", {}):  # noqa: S608 - our own names
        with suppress(ValueError, TypeError):
            yield make(dict(_plain(zip(names, row, strict=True))))


def _plain(cells: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for name, value in cells:
        if name == "branches":
            yield name, json.loads(value)
        else:
            is_day = name in _DAYS and value is not None
            yield name, date.fromisoformat(value) if is_day else value


def _time(words: str) -> time | None:
    return time.fromisoformat(words) if words else None
