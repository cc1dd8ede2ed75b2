"""The sheets that a library has changed, in memory."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from libdesk.domain.knowledge import HowTo, Sheet
from libdesk.services.kept_sheets import KeptSheet

if TYPE_CHECKING:
    from tests.services.memory_database import Tables


class MemorySheets:
    """Keeps the contract of services/kept_sheets.py."""

    def __init__(self, tables: "Tables", *, write: bool) -> None:
        self._tables = tables
        self._write = write

    def all(self) -> tuple[KeptSheet, ...]:
        rows = sorted(self._tables.sheets.items())
        return tuple(replace(one, how_to=_bare(one.how_to)) for _, one in rows)

    def get(self, sheet_id: str) -> KeptSheet | None:
        return self._tables.sheets.get(sheet_id)

    def save(self, kept: KeptSheet, at: datetime) -> None:
        assert at.tzinfo is not None
        self._writing()[kept.id] = kept

    def note_review(self, kept: KeptSheet, at: datetime) -> None:
        assert at.tzinfo is not None
        old = self._tables.sheets.get(kept.id)
        how_to = old.how_to if old else None
        if how_to is not None:
            how_to = replace(how_to, reviewed_on=kept.reviewed_on)
        self._writing()[kept.id] = replace(kept, how_to=how_to)

    def remove(self, sheet_id: str) -> None:
        self._writing().pop(sheet_id, None)

    def _writing(self) -> dict[str, KeptSheet]:
        assert self._write, "a unit that only reads was asked to write"
        return self._tables.sheets


def _bare(how_to: HowTo | None) -> HowTo | None:
    """Return it without the bytes of its pictures."""
    if not isinstance(how_to, Sheet):
        return how_to
    steps = [
        replace(one, picture=one.picture and replace(one.picture, content=None))
        for one in how_to.steps
    ]
    return replace(how_to, steps=tuple(steps))
