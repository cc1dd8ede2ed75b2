"""The rows of an export for machines that are set up line by line.

Here a damaged row is no reason to leave it out: what can't be read stands there as it was found.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select, type_coerce

from libdesk.domain.cells import Cell
from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.domain.reimaging import LineMark, Occasion, Reimaging, in_sections
from libdesk.domain.reimaging_documents import parse_run
from libdesk.storage.columns import Words
from libdesk.storage.schema import item_changes, items, reimagings

_BEGUN, _ENDED = item_changes.alias("begun"), item_changes.alias("ended")
_RUNS = (
    select(
        reimagings.c.change,
        items.c.tag,
        reimagings.c.occasion,
        type_coerce(reimagings.c.document, Words).label("document"),
        _BEGUN.c.at.label("begun_at"),
        _BEGUN.c.who.label("begun_by"),
        reimagings.c.ended_by,
        reimagings.c.outcome,
        reimagings.c.reason,
        _ENDED.c.at.label("ended_at"),
        _ENDED.c.who.label("ended_who"),
    )
    .join_from(reimagings, items, items.c.id == reimagings.c.item)
    .join(_BEGUN, _BEGUN.c.id == reimagings.c.change)
    .outerjoin(_ENDED, _ENDED.c.id == reimagings.c.ended_by)
    .order_by(reimagings.c.change)
)


def _run(row: Row[*tuple[Any, ...]]) -> Sequence[Cell]:
    run = _read(row)
    title = run.checklist.title if run is not None else row.document
    ends = (row.outcome, row.reason) if row.ended_by is not None else ("", "")
    return (
        row.change,
        row.tag,
        row.occasion,
        title,
        run.checklist.version if run is not None else None,
        row.begun_at,
        row.begun_by,
        row.ended_by,
        *ends,
        row.ended_at,
        row.ended_who,
        *((run.confirmed.by, run.confirmed.at) if run is not None else ("", None)),
    )


def _lines(row: Row[*tuple[Any, ...]]) -> Iterator[Sequence[Cell]]:
    run = _read(row)
    if run is None:
        return
    for section, lines in in_sections(run):
        for line in lines:
            yield (row.change, row.tag, section, line.words, *_told(line.marked))
    for one in run.removed:
        yield (row.change, row.tag, "", one.words, *_told(one.marked))


def _told(marked: LineMark) -> Sequence[Cell]:
    return (marked.mark.value, marked.reason, marked.by, marked.at)


def _read(row: Row[*tuple[Any, ...]]) -> Reimaging | None:
    try:
        told = parse_run(json.loads(row.document))
        return Reimaging(
            ChangeId(row.change),
            ItemId(0),
            told.checklist,
            told.marks,
            Occasion.AFRESH,
            row.begun_at,
            confirmed=told.confirmed,
            removed=told.removed,
        )
    except (ValueError, TypeError, RecursionError):
        return None


_Made = Callable[[Row[*tuple[Any, ...]]], Sequence[Cell]]
_Several = Callable[[Row[*tuple[Any, ...]]], Iterator[Sequence[Cell]]]

QUESTIONS: Mapping[str, tuple[Select[*tuple[Any, ...]], _Made]] = {"re-imaging": (_RUNS, _run)}
SEVERAL: Mapping[str, tuple[Select[*tuple[Any, ...]], _Several]] = {
    "re-imaging-lines": (_RUNS, _lines)
}
"""By the keys of `domain/reimaging_subjects.py`: the question, and what makes a row's cells."""
