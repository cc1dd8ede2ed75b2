"""The questions for lists of items: what narrows them, orders them, and stands together."""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)

from libdesk.domain.item_lists import (
    Gap,
    ItemColumn,
    ItemFacet,
    ItemFilter,
    ItemGroup,
    ItemOrder,
)
from libdesk.domain.statuses import Status
from libdesk.storage.schema import branches, items

FACETS: dict[ItemFacet, Column[Any]] = {facet: items.c[facet.value] for facet in ItemFacet}

_DAYS = {
    ItemColumn.BOUGHT: items.c.bought_on,
    ItemColumn.WARRANTY: items.c.warranty_until,
    ItemColumn.REPLACE_BY: items.c.replace_by,
    ItemColumn.SUPPORT: items.c.support_ends,
    ItemColumn.SEEN: items.c.seen_on,
}
_TEXTS = {
    ItemColumn.TAG: (items.c.tag_order,),
    ItemColumn.NAME: (items.c.name_key,),
    ItemColumn.KIND: (items.c.kind,),
    ItemColumn.ROOM: (items.c.room,),
    ItemColumn.MACHINE: (items.c.make, items.c.model),
    ItemColumn.SERIAL: (items.c.serial_key,),
}
_GAPS: dict[Gap, ColumnElement[bool]] = {
    Gap.SERIAL: items.c.serial == "",
    Gap.BOUGHT: items.c.bought_on.is_(None),
    Gap.WARRANTY: items.c.warranty_until.is_(None),
    Gap.ROOM: items.c.room == "",
    Gap.SYSTEM: items.c.system == "",
}
_OTHERS = items.alias("others")
_TWICE = (
    select(_OTHERS.c.serial_key)
    .where(_OTHERS.c.serial_key != "")
    .group_by(_OTHERS.c.serial_key)
    .having(func.count() > 1)
)
# In the order of an item's life.
_STATUS = case({one.value: place for place, one in enumerate(Status)}, value=items.c.status)
# Branches in the library's own order; what has none comes last.
_NOWHERE = 10**9
_PLACE = func.coalesce(
    select(branches.c.place).where(branches.c.code == items.c.branch).scalar_subquery(), _NOWHERE
)


def narrowed(filter_: ItemFilter) -> ColumnElement[bool]:
    """Return a filter as a condition."""
    parts: list[ColumnElement[bool]] = [
        items.c.words.contains(word, autoescape=True) for word in filter_.words
    ]
    for facet, values in filter_.values.items():
        if values:
            parts.append(FACETS[facet].in_(values))
    if not filter_.values.get(ItemFacet.STATUS) and len(filter_.statuses) < len(Status):
        parts.append(items.c.status.in_([one.value for one in filter_.statuses]))
    for column, before in (
        (items.c.replace_by, filter_.replace_before),
        (items.c.support_ends, filter_.support_before),
        (items.c.warranty_until, filter_.warranty_before),
    ):
        if before is not None:
            parts.append(column < before)
    if filter_.warranty_from is not None:
        parts.append(items.c.warranty_until >= filter_.warranty_from)
    if filter_.unseen_since is not None:
        seen = items.c.seen_on
        parts.append(seen.is_(None) | (seen < filter_.unseen_since))
    parts += [_GAPS[gap] for gap in Gap if gap in filter_.gaps]
    if filter_.some_gap:
        parts.append(or_(*(_GAPS[gap] for gap in Gap if gap in filter_.some_gap)))
    if filter_.same_serial:
        parts.append(items.c.serial_key.in_(_TWICE))
    return and_(True, *parts)  # noqa: FBT003 - SQLAlchemy's word for no condition


def ordered_ids(filter_: ItemFilter, order: ItemOrder, *, sqlite: bool) -> Select[Any]:
    """Return the question for a list's ids, in its order."""
    by = [*_grouped(order.group, sqlite=sqlite), *_by(order)]
    return select(items.c.id).where(narrowed(filter_)).order_by(*by, items.c.tag)


def groups(filter_: ItemFilter, group: ItemGroup, *, sqlite: bool) -> Select[Any]:
    """Return the question for a list's groups, each with how many items it has, in order."""
    key = _key(group, sqlite=sqlite)
    first = _grouped(group, sqlite=sqlite)
    if group is not ItemGroup.PLACE:
        # The server takes no two texts with parameters for the same one; a branch is a column.
        first = tuple(func.min(one) for one in first)
    return select(key, func.count()).where(narrowed(filter_)).group_by(key).order_by(*first)


def _key(group: ItemGroup, *, sqlite: bool) -> ColumnElement[Any]:
    if group is ItemGroup.PLACE:
        return items.c.branch
    if group is ItemGroup.KIND:
        return items.c.kind
    day: ColumnElement[Any] = items.c.replace_by
    text = func.substr(day, 1, 4) if sqlite else func.to_char(day, "YYYY")
    return func.coalesce(text, "")


def _grouped(group: ItemGroup, *, sqlite: bool) -> tuple[ColumnElement[Any], ...]:
    if group is ItemGroup.NONE:
        return ()
    key = _key(group, sqlite=sqlite)
    if group is ItemGroup.PLACE:
        return (_PLACE, key)
    # What is not known comes last.
    return (case((key == "", 1), else_=0), key)


def _by(order: ItemOrder) -> tuple[ColumnElement[Any], ...]:
    day = _DAYS.get(order.by)
    if day is not None:
        # What is not known comes last, whichever way.
        unknown = case((day.is_(None), 1), else_=0)
        return (unknown, day.desc() if order.descending else day)
    if order.by is ItemColumn.STATUS:
        return (_STATUS.desc() if order.descending else _STATUS,)
    if order.by is ItemColumn.BRANCH:
        unknown = case((_PLACE == _NOWHERE, 1), else_=0)
        place = _PLACE.desc() if order.descending else _PLACE
        return (unknown, place, items.c.room, items.c.name_key)
    texts = _TEXTS[order.by]
    unknown = case((texts[0] == "", 1), else_=0)
    return (unknown, *(one.desc() if order.descending else one for one in texts))
