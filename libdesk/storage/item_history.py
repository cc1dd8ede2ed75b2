"""What happened to items, in the database: change sets, and what each did to which item."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from libdesk.domain.item_history import (
    ChangeId,
    ChangeKind,
    ChangeSet,
    FieldChange,
    ItemChange,
    ItemEvent,
)
from libdesk.domain.records import ItemId
from libdesk.services.errors import Refusal
from libdesk.storage.columns import Encoded, spelled
from libdesk.storage.many_rows import add_rows
from libdesk.storage.schema import item_changes, item_history, own_fields
from libdesk.storage.sound_rows import sound_rows

_SETS = select(
    item_changes.c.at,
    item_changes.c.who,
    item_changes.c.kind,
    item_changes.c.title,
    item_changes.c.count,
    item_changes.c.id,
)
_CHANGE_COLUMNS = (
    item_history.c.item,
    item_history.c.version,
    item_history.c.fields,
    item_history.c.is_new,
)
_ONE_SET = _SETS.where(item_changes.c.id == bindparam("id_"))
_NEWEST = _SETS.order_by(item_changes.c.id.desc()).limit(bindparam("limit_"))
_CHANGES = (
    select(*_CHANGE_COLUMNS)
    .where(item_history.c.change == bindparam("change_"))
    .order_by(item_history.c.id)
)
_OF = (
    select(*_SETS.selected_columns, *_CHANGE_COLUMNS)
    .join_from(item_history, item_changes)
    .where(item_history.c.item == bindparam("item_"))
    .order_by(item_history.c.id.desc())
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SINCE = select(item_history.c.item, item_history.c.change, item_history.c.fields).where(
    item_history.c.item.in_(_IDS), item_history.c.change > bindparam("since")
)
_AT_ONCE = 500
"""Items that are asked for in one statement."""

_BEGIN = insert(item_changes).returning(item_changes.c.id)
_COUNT = (
    update(item_changes)
    .where(item_changes.c.id == bindparam("id_"))
    .values(count=item_changes.c.count + bindparam("more"))
)
_FORGET = delete(item_changes).where(item_changes.c.id == bindparam("id_"))
_FORGET_CHANGES = delete(item_history).where(item_history.c.change == bindparam("id_"))
_FORGET_FIELDS = delete(own_fields).where(own_fields.c.change == bindparam("id_"))


class ItemHistoryStore:
    """Implements the port ItemHistory on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, change_set: ChangeSet) -> ChangeId:
        """Add a change set and return its id."""
        row = {
            "at": change_set.at,
            "who": change_set.by,
            "kind": change_set.kind.value,
            "title": change_set.title,
            "count": 0,
        }
        return ChangeId(self._connection.execute(_BEGIN, row).scalar_one())

    def note(self, change: ChangeId, changes: Sequence[ItemChange]) -> None:
        """Add what a change set did to items, and count them."""
        rows = (
            {
                "change": change,
                "item": one.item,
                "version": one.version,
                "is_new": one.is_new,
                "fields": [[part.field, part.was, part.became] for part in one.fields],
            }
            for one in changes
        )
        self._note(change, rows, len(changes))

    def note_new(self, change: ChangeId, items: Sequence[tuple[ItemId, Mapping[str, str]]]) -> None:
        """Add items that came with a change set, each with all its texts, and count them."""
        told = _told_once()
        rows = (
            {
                "change": change,
                "item": item,
                "version": 1,
                "is_new": True,
                "fields": Encoded(f"[{','.join(map(told, texts.items()))}]"),
            }
            for item, texts in items
        )
        self._note(change, rows, len(items))

    def _note(self, change: ChangeId, rows: Iterable[dict[str, Any]], count: int) -> None:
        add_rows(self._connection, item_history, rows)
        self._connection.execute(_COUNT, {"id_": change, "more": count})

    def get(self, change: ChangeId) -> ChangeSet:
        """Return a change set.

        Raises:
            Refusal: it is not there; it was taken back.
        """
        rows = self._connection.execute(_ONE_SET, {"id_": change})
        found = next(sound_rows(rows, _set), None)
        if found is None:
            raise Refusal("This was taken back already.")
        return found

    def changes(self, change: ChangeId) -> Iterator[ItemChange]:
        """Yield what a change set did, in the order in which it did it.

        Raises:
            ValueError, TypeError: a part of it can't be read.
        """
        # Of these none may be left out: half of a change set taken back would be a lie.
        for row in self._connection.execute(_CHANGES, {"change_": change}):
            yield _change(*row)

    def forget(self, change: ChangeId) -> None:
        """Take a change set out, with what it did and the own fields that it brought."""
        for statement in (_FORGET_FIELDS, _FORGET_CHANGES, _FORGET):
            self._connection.execute(statement, {"id_": change})

    def of(self, item_id: ItemId) -> tuple[ItemEvent, ...]:
        """Return an item's history, newest first."""
        rows = self._connection.execute(_OF, {"item_": item_id})
        return tuple(sound_rows(rows, lambda *row: ItemEvent(_set(*row[:6]), _change(*row[6:]))))

    def moves(
        self, items: Sequence[ItemId], since: ChangeId
    ) -> tuple[tuple[ItemId, ChangeId, str], ...]:
        """Return what the statuses of these items became after a change set, and by which one."""
        ids = list(items)
        parts = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
        asked = ({"ids": part, "since": since} for part in parts)
        found = (sound_rows(self._connection.execute(_SINCE, one), _move) for one in asked)
        return tuple(move for move in chain.from_iterable(found) if move is not None)

    def newest(self, limit: int) -> tuple[ChangeSet, ...]:
        """Return the newest change sets, newest first."""
        return tuple(sound_rows(self._connection.execute(_NEWEST, {"limit_": limit}), _set))


def _told_once() -> Callable[[tuple[str, str]], str]:
    """Return what spells a field that came new as JSON; most of a list's are in many rows."""

    @lru_cache(maxsize=50_000)
    def told(field: tuple[str, str]) -> str:
        return f'[{spelled(field[0])},"",{spelled(field[1])}]'

    return told


def _set(*row: Any) -> ChangeSet:  # noqa: ANN401 - a row's values
    at, who, kind, title, count, change = row
    return ChangeSet(at, who, ChangeKind(kind), title, count, ChangeId(change))


def _change(*row: Any) -> ItemChange:  # noqa: ANN401 - a row's values
    item, version, fields, is_new = row
    parts = tuple(FieldChange(name, was, became) for name, was, became in fields)
    return ItemChange(ItemId(item), version, parts, is_new=is_new)


def _move(*row: Any) -> tuple[ItemId, ChangeId, str] | None:  # noqa: ANN401 - a row's values
    item, change, fields = row
    became = (became for name, _was, became in fields if name == "status")
    found = next(became, None)
    return None if found is None else (ItemId(item), ChangeId(change), found)
