"""What a run of setting a machine up has to tell, as JSON: its checklist, and what is marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from libdesk.domain.knowledge import Checklist
from libdesk.domain.knowledge_documents import document_of, parse_how_to
from libdesk.domain.reimaging import OPEN, LineMark, Mark, Reimaging, Removed


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells.

    Attributes:
        checklist: the lines, as they are gone through.
        marks: how each is marked.
        confirmed: who has tried how the public may use the machine.
        removed: what was marked, and is not on the checklist any more.
    """

    checklist: Checklist
    marks: tuple[LineMark, ...]
    confirmed: LineMark = OPEN
    removed: tuple[Removed, ...] = ()


def run_document(run: Reimaging) -> dict[str, Any]:
    """Return what `parse_run` reads."""
    return {
        "checklist": document_of(run.checklist),
        "marks": [_mark_document(one) for one in run.marks],
        "confirmed": _mark_document(run.confirmed),
        "removed": [{"line": one.words, **_mark_document(one.marked)} for one in run.removed],
    }


def parse_run(document: object) -> Told:
    """Read a checklist and how its lines are marked.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("marks"), list):
        raise ValueError("this run has no lines that can be read")
    checklist = parse_how_to(document.get("checklist"))
    if not isinstance(checklist, Checklist):
        raise ValueError("this run has no checklist")
    removed = document.get("removed", [])
    if not isinstance(removed, list):
        raise ValueError("this run has lines that can't be read")
    return Told(
        checklist,
        tuple(map(_read, document["marks"])),
        _read(document.get("confirmed", {})),
        tuple(map(_read_removed, removed)),
    )


def _mark_document(marked: LineMark) -> dict[str, str]:
    if marked.mark is Mark.OPEN or marked.at is None:
        return {}
    told = {"mark": marked.mark.value, "by": marked.by, "at": marked.at.isoformat()}
    return told | ({"reason": marked.reason} if marked.reason else {})


def _read_removed(value: object) -> Removed:
    marked = _read(value)
    line = value.get("line") if isinstance(value, Mapping) else None
    if not isinstance(line, str):
        raise ValueError("this run has a line that can't be read")
    return Removed(line, marked)


def _read(value: object) -> LineMark:
    if not isinstance(value, Mapping):
        raise ValueError("this run has a line that can't be read")
    if not value:
        return OPEN
    mark, by, at, reason = (value.get(name, "") for name in ("mark", "by", "at", "reason"))
    if not all(isinstance(one, str) for one in (mark, by, at, reason)):
        raise ValueError("this run has a line that can't be read")
    return LineMark(Mark(mark), by, datetime.fromisoformat(at), reason)
