"""What a run of setting a machine up has to tell, as JSON: its checklist and its marks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from libdesk.domain.knowledge import Checklist
from libdesk.domain.knowledge_documents import document_of, parse_how_to
from libdesk.domain.reimaging import OPEN, LineMark, Mark


def run_document(checklist: Checklist, marks: tuple[LineMark, ...]) -> dict[str, Any]:
    """Return what `parse_run` reads."""
    return {"checklist": document_of(checklist), "marks": [_mark_document(one) for one in marks]}


def parse_run(document: object) -> tuple[Checklist, tuple[LineMark, ...]]:
    """Read a checklist and how its lines are marked.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("marks"), list):
        raise ValueError("this run has no lines that can be read")
    checklist = parse_how_to(document.get("checklist"))
    if not isinstance(checklist, Checklist):
        raise ValueError("this run has no checklist")
    return checklist, tuple(map(_read, document["marks"]))


def _mark_document(marked: LineMark) -> dict[str, str]:
    if marked.mark is Mark.OPEN or marked.at is None:
        return {}
    told = {"mark": marked.mark.value, "by": marked.by, "at": marked.at.isoformat()}
    return told | ({"reason": marked.reason} if marked.reason else {})


def _read(value: object) -> LineMark:
    if not isinstance(value, Mapping):
        raise ValueError("this run has a line that can't be read")
    if not value:
        return OPEN
    mark, by, at, reason = (value.get(name, "") for name in ("mark", "by", "at", "reason"))
    if not all(isinstance(one, str) for one in (mark, by, at, reason)):
        raise ValueError("this run has a line that can't be read")
    return LineMark(Mark(mark), by, datetime.fromisoformat(at), reason)
