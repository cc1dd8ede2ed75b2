"""How a count ended as a table, to be saved: a row for each thing, with what was decided."""

from collections.abc import Callable, Iterable
from enum import Enum

from PySide6.QtCore import QCoreApplication

from libdesk.domain.cells import Cell
from libdesk.domain.count_results import Result
from libdesk.domain.stocktake import Outcome, Spot
from libdesk.services.item_export import Sheet
from libdesk.services.places import Overview
from libdesk.ui.stocktake.wording import (
    condition_words,
    decided_words,
    outcome_words,
    result_words,
)


def _tr(words: str) -> str:
    return QCoreApplication.translate("stocktake", words)


class Part(Enum):
    """Which things of a result."""

    ALL = "all"
    FOUND = "found"
    MISSING = "missing"
    DIFFERENCES = "differences"


def part_words(part: Part) -> str:
    """Return a part as an entry of a menu."""
    return {
        Part.ALL: _tr("All things…"),
        Part.FOUND: _tr("What was found…"),
        Part.MISSING: _tr("What is missing…"),
        Part.DIFFERENCES: _tr("All differences…"),
    }[part]


def part_title(part: Part) -> str:
    """Return what a table of a part is called beside the name of its count."""
    return {
        Part.ALL: _tr("all"),
        Part.FOUND: _tr("found"),
        Part.MISSING: _tr("missing"),
        Part.DIFFERENCES: _tr("differences"),
    }[part]


def result_sheet(results: Iterable[Result], part: Part, overview: Overview) -> Sheet:
    """Return how a count ended as a table.

    Args:
        results: its rows; what they tell of broken things stands in the row of the thing.
        part: which things.
        overview: the library's names.
    """
    every = tuple(results)
    broken = {one.item: one for one in every if one.outcome is Outcome.BROKEN}
    things = (one for one in every if one.outcome is not Outcome.BROKEN)
    rows = []
    for one in things:
        also = broken.get(one.item) if one.item is not None else None
        if _is_in(one, part) or (part is Part.DIFFERENCES and also is not None):
            told = [one] if also is None else [one, also]
            rows.append(_cells(one, told, overview))
    return Sheet(_headings(), tuple(rows))


def _is_in(result: Result, part: Part) -> bool:
    wanted: dict[Part, Callable[[Result], bool]] = {
        Part.ALL: lambda _: True,
        Part.FOUND: lambda one: one.outcome is Outcome.FOUND,
        Part.MISSING: lambda one: one.outcome is Outcome.MISSING,
        Part.DIFFERENCES: lambda one: one.is_difference,
    }
    return wanted[part](result)


def _headings() -> tuple[str, ...]:
    return (
        _tr("Label"),
        _tr("Name"),
        _tr("Kind"),
        _tr("Outcome"),
        _tr("Branch in the list"),
        _tr("Room in the list"),
        _tr("Branch where seen"),
        _tr("Room where seen"),
        _tr("Day"),
        _tr("Time"),
        _tr("Seen by"),
        _tr("Condition"),
        _tr("Note"),
        _tr("What differs"),
        _tr("Decided"),
        _tr("Decided by"),
    )


def _cells(result: Result, told: list[Result], overview: Overview) -> tuple[Cell, ...]:
    listed, seen = result.listed_at or Spot(""), result.seen_at or Spot("")
    at = None if result.at is None else result.at.astimezone()
    by = dict.fromkeys(one.decided.by for one in told if one.decided is not None)
    return (
        result.code,
        result.name,
        result.kind,
        outcome_words(result.outcome),
        overview.branch_name(listed.branch),
        listed.room,
        overview.branch_name(seen.branch),
        seen.room,
        None if at is None else at.date(),
        "" if at is None else f"{at:%H:%M:%S}",
        result.by,
        condition_words(result.condition),
        result.note,
        " ".join(result_words(one, overview) for one in told if one.is_difference),
        "; ".join(filter(None, map(decided_words, told))),
        "; ".join(filter(None, by)),
    )
