"""An export's rows on counting days."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select, type_coerce

from libdesk.domain.cells import Cell
from libdesk.storage.columns import Words
from libdesk.storage.schema import (
    items,
    stocktake_decisions,
    stocktake_results,
    stocktake_scans,
    stocktakes,
)

_STOCKTAKES = select(
    stocktakes.c.id,
    stocktakes.c.title,
    stocktakes.c.starts_on,
    stocktakes.c.ends_on,
    type_coerce(stocktakes.c.spots, Words).label("spots"),
    stocktakes.c.note,
    stocktakes.c.state,
    stocktakes.c.finished_at,
    stocktakes.c.version,
).order_by(stocktakes.c.id)
_SPOTS = 4
_SCANS = (
    select(
        stocktake_scans.c.stocktake,
        stocktake_scans.c.code,
        items.c.tag,
        stocktake_scans.c.branch,
        stocktake_scans.c.room,
        stocktake_scans.c.at,
        stocktake_scans.c.who,
        stocktake_scans.c.condition,
        stocktake_scans.c.note,
        stocktake_scans.c.origin,
    )
    .join_from(stocktake_scans, items, items.c.id == stocktake_scans.c.item, isouter=True)
    .order_by(stocktake_scans.c.stocktake, stocktake_scans.c.at, stocktake_scans.c.id)
)
_RESULTS = (
    select(
        stocktake_results.c.stocktake,
        stocktake_results.c.place,
        stocktake_results.c.outcome,
        stocktake_results.c.why,
        stocktake_results.c.code,
        stocktake_results.c.name,
        stocktake_results.c.kind,
        stocktake_results.c.listed_branch,
        stocktake_results.c.listed_room,
        stocktake_results.c.seen_branch,
        stocktake_results.c.seen_room,
        stocktake_results.c.at,
        stocktake_results.c.who,
        stocktake_results.c.condition,
        stocktake_results.c.note,
        stocktake_results.c.is_expected,
        stocktake_decisions.c.decision,
        stocktake_decisions.c.at.label("decided_at"),
        stocktake_decisions.c.who.label("decided_by"),
        stocktake_decisions.c.note.label("decided_note"),
        items.c.tag,
        stocktake_decisions.c.change,
    )
    .join_from(
        stocktake_results,
        stocktake_decisions,
        (stocktake_decisions.c.stocktake == stocktake_results.c.stocktake)
        & (stocktake_decisions.c.place == stocktake_results.c.place),
        isouter=True,
    )
    .join(items, items.c.id == stocktake_decisions.c.item, isouter=True)
    .order_by(stocktake_results.c.stocktake, stocktake_results.c.place)
)


def _stocktake(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    before, after = row[:_SPOTS], row[_SPOTS + 1 :]
    return (*before, _spots(row.spots), *after)


def _spots(spots: str) -> str:
    """Return places in words; what can't be read stands there as it was found."""
    try:
        return ", ".join(" / ".join(filter(None, spot)) for spot in json.loads(spots))
    except (ValueError, TypeError, RecursionError):
        return spots


STOCKTAKE_QUESTIONS: Mapping[
    str, tuple[Select[*tuple[Any, ...]], Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]]
] = {
    "stocktakes": (_STOCKTAKES, _stocktake),
    "stocktake-scans": (_SCANS, tuple),
    "stocktake-results": (_RESULTS, tuple),
}
