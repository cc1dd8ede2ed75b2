"""Items in the database: whole records, found, listed and changed."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    delete,
    func,
    literal,
    select,
    text,
    update,
)

from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_lists import (
    Dates,
    ItemChoice,
    ItemFilter,
    ItemGroup,
    ItemLine,
    ItemOrder,
    ItemsOf,
)
from libdesk.domain.records import ItemId, Record
from libdesk.services.errors import Conflict, Refusal
from libdesk.storage import item_queries
from libdesk.storage.item_relabelings import Relabeling, relabel, relabel_back
from libdesk.storage.item_rows import LINE, RECORD, key_of, line, record, row_of
from libdesk.storage.many_rows import add_rows
from libdesk.storage.schema import items
from libdesk.storage.sound_rows import sound_rows

_AT_ONCE = 500
"""Ids in one question."""

EVERY = ItemFilter()
IN_ORDER = ItemOrder()

_ONE = select(*RECORD).where(items.c.id == bindparam("id_"))
_DATES = select(items.c.replace_by, items.c.support_ends).where(items.c.id == bindparam("id_"))
_SOME = select(*RECORD).where(items.c.id.in_(bindparam("ids", expanding=True)))
_LINES = select(*LINE).where(items.c.id.in_(bindparam("ids", expanding=True)))
_TAGS_OF = select(items.c.id, items.c.tag).where(items.c.id.in_(bindparam("ids", expanding=True)))
_BY_KEY = (
    select(*RECORD)
    .where(
        (items.c.tag_key == bindparam("key"))
        | (items.c.serial_key == bindparam("key"))
        | (items.c.computer_key == bindparam("key"))
    )
    .order_by(case((items.c.tag_key == bindparam("key"), 0), else_=1), items.c.id)
)
_OWN = select(items.c.custom).distinct()
_TAGS = select(items.c.tag).order_by(items.c.id)
_CHANGE = (
    update(items)
    .where(items.c.id == bindparam("id_"), items.c.version == bindparam("version_"))
    .values({column.name: bindparam(column.name) for column in items.c if column.name != "id"})
)
_REMOVE = delete(items).where(items.c.id.in_(bindparam("ids", expanding=True)))
_LAST_ID = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'items'")
_NEW_IDS = text(
    "SELECT nextval(pg_get_serial_sequence('items', 'id')) FROM generate_series(1, :count)"
)


class ItemStore:
    """Implements the port Items on one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, item_id: ItemId) -> Record:
        """Return an item.

        Raises:
            Refusal: there is none with this id.
        """
        found = next(sound_rows(self._connection.execute(_ONE, {"id_": item_id}), record), None)
        if found is None:
            raise Refusal("This item is not in the list any more.")
        return found

    def find(self, typed: str) -> tuple[Record, ...]:
        """Return the items with this label, serial or computer name, those with the label first."""
        key = key_of(typed)
        if not key:
            return ()
        return tuple(sound_rows(self._connection.execute(_BY_KEY, {"key": key}), record))

    def get_all(self, ids: Sequence[ItemId]) -> tuple[Record, ...]:
        """Return these items in this order; those that are gone are left out."""
        found: dict[ItemId, Record] = {}
        for some in in_parts(ids):
            rows = self._connection.execute(_SOME, {"ids": some})
            found.update((one.id, one) for one in sound_rows(rows, record))
        return tuple(found[one] for one in ids if one in found)

    def dates(self, item_id: ItemId) -> Dates:
        """Return the days that are stored with an item; none where there is no such item."""
        rows = sound_rows(self._connection.execute(_DATES, {"id_": item_id}), Dates)
        return next(rows, Dates())

    def all(self, filter_: ItemFilter = EVERY) -> Iterator[Record]:
        """Yield the items that a filter leaves, by branch and name."""
        question = select(*RECORD).where(item_queries.narrowed(filter_))
        in_order = question.order_by(items.c.branch, items.c.name_key, items.c.tag)
        yield from sound_rows(self._connection.execute(in_order), record)

    def add(self, new: Sequence[tuple[Record, Dates]]) -> tuple[ItemId, ...]:
        """Add items at version 1 and return their ids, in the same order."""
        if not new:
            return ()
        ids = self._new_ids(len(new))
        rows = (
            {**row_of(one, dates), "id": item_id, "version": 1}
            for item_id, (one, dates) in zip(ids, new, strict=True)
        )
        add_rows(self._connection, items, rows)
        return tuple(map(ItemId, ids))

    def change(self, items: Sequence[tuple[Record, Dates]], change: ChangeId) -> None:
        """Write items over the version before theirs; an item's reports go with its label.

        Raises:
            Conflict: one of them has another version in the database, or is not there.
        """
        relabel(self._connection, change, self._relabelings([one for one, _ in items]))
        self._write(items, step=-1)

    def put_back(self, items: Sequence[tuple[Record, Dates]], change: ChangeId) -> None:
        """Write items as they were, over the version after theirs; its reports go back too.

        Raises:
            Conflict: one of them has another version in the database, or is not there.
        """
        labels = self._relabelings([one for one, _ in items])
        back = [Relabeling(before=one.after, after=one.before) for one in labels]
        relabel_back(self._connection, change, back)
        self._write(items, step=1)

    def remove(self, ids: Sequence[ItemId]) -> None:
        """Take items out, with their history."""
        for some in in_parts(ids):
            self._connection.execute(_REMOVE, {"ids": some})

    def ids(self, filter_: ItemFilter = EVERY, order: ItemOrder = IN_ORDER) -> tuple[ItemId, ...]:
        """Return the ordered ids of what a filter leaves."""
        question = item_queries.ordered_ids(filter_, order, sqlite=self._is_sqlite)
        found = self._connection.execute(question)
        # Straight from the driver: twenty thousand row objects would cost more than the query.
        keys = tuple(chain.from_iterable(found.cursor.fetchall()))
        found.close()
        return keys

    def groups(self, filter_: ItemFilter, group: ItemGroup) -> tuple[ItemsOf, ...]:
        """Return the groups of that list in its order."""
        if group is ItemGroup.NONE:
            return ()
        question = item_queries.groups(filter_, group, sqlite=self._is_sqlite)
        rows = self._connection.execute(question)
        return tuple(ItemsOf(key, count) for key, count in rows)

    def lines(self, ids: Sequence[ItemId]) -> tuple[ItemLine, ...]:
        """Return the lines for these ids, in the order of the ids."""
        found: dict[ItemId, ItemLine] = {}
        for some in in_parts(ids):
            rows = self._connection.execute(_LINES, {"ids": some})
            found.update((one.id, one) for one in sound_rows(rows, line))
        return tuple(found[one] for one in ids if one in found)

    def choices(self, filter_: ItemFilter = EVERY) -> tuple[ItemChoice, ...]:
        """Return what a list can be narrowed to, by facet and value; empty values are no choice."""
        found = []
        for facet, column in item_queries.FACETS.items():
            question = (
                select(literal(facet.value), column, func.count())
                .where(item_queries.narrowed(filter_), column != "")
                .group_by(column)
                .order_by(column)
            )
            rows = self._connection.execute(question)
            found += [ItemChoice(facet, value, count) for _, value, count in rows]
        return tuple(found)

    def tags(self) -> tuple[str, ...]:
        """Return all labels, those of items that are gone too, newest item last."""
        return tuple(self._connection.execute(_TAGS).scalars())

    def own_names(self) -> tuple[str, ...]:
        """Return the names of the own fields that items have something in, in their order."""
        found = sound_rows(self._connection.execute(_OWN), _names)
        return tuple(sorted(set(chain.from_iterable(found))))

    @property
    def _is_sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    def _write(self, changed: Sequence[tuple[Record, Dates]], *, step: int) -> None:
        if not changed:
            return
        rows = [
            {**row_of(one, dates), "id_": one.id, "version_": one.version + step}
            for one, dates in changed
        ]
        if self._connection.execute(_CHANGE, rows).rowcount != len(rows):
            raise Conflict("One of these items was changed meanwhile.")

    def _relabelings(self, changed: Sequence[Record]) -> list[Relabeling]:
        """Return the labels that these items have, and those that they get."""
        tags: dict[int, str] = {}
        for some in in_parts([one.id for one in changed]):
            rows = self._connection.execute(_TAGS_OF, {"ids": some})
            tags.update((item_id, tag) for item_id, tag in rows)
        return [
            Relabeling(tags[one.id], one.tag)
            for one in changed
            if tags.get(one.id, one.tag) != one.tag
        ]

    def _new_ids(self, count: int) -> list[int]:
        if self._is_sqlite:
            # Only who may write comes here, so nobody else takes them.
            last = self._connection.execute(_LAST_ID).scalar_one()
            return list(range(last + 1, last + 1 + count))
        return list(self._connection.execute(_NEW_IDS, {"count": count}).scalars())


def _names(custom: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(map(str, dict(custom)))


def in_parts(ids: Sequence[ItemId]) -> Iterator[list[ItemId]]:
    """Yield ids in parts that fit a question."""
    yield from (list(ids[at : at + _AT_ONCE]) for at in range(0, len(ids), _AT_ONCE))
