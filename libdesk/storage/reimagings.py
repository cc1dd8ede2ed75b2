"""Which machines are being set up, line by line, in the database, until a change set ends it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from libdesk.domain.item_history import ChangeId
from libdesk.domain.records import ItemId
from libdesk.domain.reimaging import End, Occasion, Outcome, Reimaging
from libdesk.domain.reimaging_documents import parse_run, run_document
from libdesk.storage.schema import item_changes, reimagings
from libdesk.storage.sound_rows import sound_rows

_ENDED = item_changes.alias("ended")
_ALL = (
    select(
        reimagings.c.change,
        reimagings.c.item,
        reimagings.c.occasion,
        reimagings.c.document,
        item_changes.c.at,
        item_changes.c.who,
        reimagings.c.ended_by,
        reimagings.c.outcome,
        reimagings.c.reason,
        _ENDED.c.at.label("ended_at"),
        _ENDED.c.who.label("ended_who"),
    )
    .join_from(reimagings, item_changes, item_changes.c.id == reimagings.c.change)
    .outerjoin(_ENDED, _ENDED.c.id == reimagings.c.ended_by)
)
_RUNS = reimagings.c.ended_by.is_(None)
_ONE = _ALL.where(reimagings.c.change == bindparam("change_"))
# What is under way has the highest change of its item, but where an end was taken back late.
_OF = _ALL.where(reimagings.c.item == bindparam("item_")).order_by(
    reimagings.c.ended_by.is_(None).desc(), reimagings.c.change.desc()
)
_RUNNING = _ALL.where(_RUNS).order_by(reimagings.c.change)
_ITEMS = select(reimagings.c.item, reimagings.c.change).where(_RUNS).order_by(reimagings.c.change)
_ENDED_BY = (
    select(reimagings.c.item)
    .where(reimagings.c.ended_by == bindparam("by"))
    .order_by(reimagings.c.change)
)
_HAS_ENDED = select(reimagings.c.change).where(
    reimagings.c.change == bindparam("change_"), reimagings.c.ended_by.is_not(None)
)
_THIS = reimagings.c.change == bindparam("change_")
_ADD = insert(reimagings)
_WRITE = update(reimagings).where(_THIS).values(document=bindparam("document_"))
_END = (
    update(reimagings)
    .where(_THIS)
    .values(ended_by=bindparam("by"), outcome=bindparam("how"), reason=bindparam("why"))
)


class ReimagingStore:
    """Implements the port KeptReimagings on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, change: ChangeId) -> Reimaging | None:
        """Return a run, under way or ended; None where there is none, or it is damaged."""
        return next(sound_rows(self._connection.execute(_ONE, {"change_": change}), _run), None)

    def of(self, item: ItemId) -> tuple[Reimaging, ...]:
        """Return an item's runs, one that is under way first, then the newest first."""
        return tuple(sound_rows(self._connection.execute(_OF, {"item_": item}), _run))

    def running(self) -> tuple[Reimaging, ...]:
        """Return those that are under way, the oldest first."""
        return tuple(sound_rows(self._connection.execute(_RUNNING), _run))

    def running_items(self) -> dict[ItemId, ChangeId]:
        """Return the items that are being set up, each with its run; damaged runs count too."""
        rows = self._connection.execute(_ITEMS).all()
        return {ItemId(row.item): ChangeId(row.change) for row in rows}

    def ended(self, by: ChangeId) -> tuple[ItemId, ...]:
        """Return the items whose run a change set ended."""
        return tuple(self._connection.execute(_ENDED_BY, {"by": by}).scalars())

    def has_ended(self, change: ChangeId) -> bool:
        """Say whether a change set began a run that has ended."""
        return self._connection.execute(_HAS_ENDED, {"change_": change}).first() is not None

    def add(self, run: Reimaging) -> None:
        """Add a run that a change set begins; when and by whom is that one's."""
        row = {"change": run.change, "item": run.item, "occasion": run.occasion.value}
        document = run_document(run)
        self._connection.execute(_ADD, {**row, "document": document, "outcome": "", "reason": ""})

    def write(self, run: Reimaging) -> None:
        """Write a run's lines and marks over those before."""
        document = run_document(run)
        self._connection.execute(_WRITE, {"change_": run.change, "document_": document})

    def end(self, change: ChangeId, by: ChangeId, outcome: Outcome, reason: str = "") -> None:
        """Note which change set ended a run, and how; taken back, it goes on."""
        told = {"change_": change, "by": by, "how": outcome.value, "why": reason}
        self._connection.execute(_END, told)


def _run(
    change: int,
    item: int,
    occasion: str,
    document: Any,  # noqa: ANN401 - JSON
    at: datetime,
    who: str,
    *end: Any,  # noqa: ANN401 - columns
) -> Reimaging:
    told = parse_run(document)
    return Reimaging(
        ChangeId(change),
        ItemId(item),
        told.checklist,
        told.marks,
        Occasion(occasion),
        at,
        who,
        _end(*end),
        told.confirmed,
        told.removed,
    )


def _end(by: int | None, outcome: str, reason: str, at: datetime, who: str) -> End | None:
    return End(ChangeId(by), Outcome(outcome), at, who, reason) if by is not None else None
