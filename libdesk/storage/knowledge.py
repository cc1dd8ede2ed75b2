"""Sheets and checklists that a library has changed, in the database; pictures in their own rows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from libdesk.domain.knowledge import HowTo, Sheet
from libdesk.domain.knowledge_documents import document_of, parse_how_to
from libdesk.services.kept_sheets import KeptSheet
from libdesk.storage.schema import sheet_pictures, sheets
from libdesk.storage.sound_rows import sound_rows

_ALL = select(sheets.c.id, sheets.c.reviewed_on, sheets.c.document).order_by(sheets.c.id)
_ONE = _ALL.where(sheets.c.id == bindparam("id_"))
_PICTURES = select(sheet_pictures.c.place, sheet_pictures.c.content).where(
    sheet_pictures.c.sheet == bindparam("id_")
)
_ADD = insert(sheets)
_ADD_PICTURE = insert(sheet_pictures)
_REVIEW = (
    update(sheets)
    .where(sheets.c.id == bindparam("id_"))
    .values(reviewed_on=bindparam("on"), changed_at=bindparam("at"))
)
_REMOVE = delete(sheets).where(sheets.c.id == bindparam("id_"))
_REMOVE_PICTURES = delete(sheet_pictures).where(sheet_pictures.c.sheet == bindparam("id_"))


class SheetStore:
    """Implements the port Sheets on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[KeptSheet, ...]:
        """Return all of them, by id, without the pictures' bytes; a damaged one is left out."""
        return tuple(sound_rows(self._connection.execute(_ALL), _kept))

    def get(self, sheet_id: str) -> KeptSheet | None:
        """Return one with its pictures; None where there is none, or it is damaged."""
        found = sound_rows(self._connection.execute(_ONE, {"id_": sheet_id}), _kept)
        kept = next(found, None)
        if kept is None or kept.how_to is None:
            return kept
        rows = self._connection.execute(_PICTURES, {"id_": sheet_id}).all()
        contents = {row.place: row.content for row in rows}
        return replace(kept, how_to=_with_pictures(kept.how_to, contents))

    def save(self, kept: KeptSheet, at: datetime) -> None:
        """Store one, with its pictures, in the place of the one with its id."""
        self.remove(kept.id)
        document = document_of(kept.how_to) if kept.how_to is not None else None
        row = {"id": kept.id, "document": document, "reviewed_on": kept.reviewed_on}
        self._connection.execute(_ADD, {**row, "changed_at": at})
        if isinstance(kept.how_to, Sheet):
            rows = [
                {"sheet": kept.id, "place": place, "content": step.picture.content}
                for place, step in enumerate(kept.how_to.steps, 1)
                if step.picture is not None and step.picture.content is not None
            ]
            if rows:
                self._connection.execute(_ADD_PICTURE, rows)

    def note_review(self, kept: KeptSheet, at: datetime) -> None:
        """Store when one was reviewed; its words, if there are any, and its pictures stay."""
        asked = {"id_": kept.id, "on": kept.reviewed_on, "at": at}
        if not self._connection.execute(_REVIEW, asked).rowcount:
            self.save(replace(kept, how_to=None), at)

    def remove(self, sheet_id: str) -> None:
        """Forget one and its pictures."""
        self._connection.execute(_REMOVE_PICTURES, {"id_": sheet_id})
        self._connection.execute(_REMOVE, {"id_": sheet_id})


def _kept(sheet_id: str, reviewed_on: date, document: Any) -> KeptSheet:  # noqa: ANN401 - JSON
    if document is None:
        return KeptSheet(sheet_id, reviewed_on)
    how_to = parse_how_to(document)
    # The row knows both better: a review changes no words.
    return KeptSheet(sheet_id, reviewed_on, replace(how_to, id=sheet_id, reviewed_on=reviewed_on))


def _with_pictures(how_to: HowTo, contents: Mapping[int, bytes]) -> HowTo:
    if not isinstance(how_to, Sheet):
        return how_to
    steps = [
        replace(step, picture=replace(step.picture, content=contents.get(place)))
        if step.picture is not None
        else step
        for place, step in enumerate(how_to.steps, 1)
    ]
    return replace(how_to, steps=tuple(steps))
