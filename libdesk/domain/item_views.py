"""Saved views of the equipment list: a filter and an order with a name; the shipped ones first.

What is counted from today stays so: a view that showed what is to be replaced within a year still
shows that next year. The document of a view is what is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, NewType

from libdesk.domain.item_lists import (
    SEARCH_WORDS,
    Gap,
    ItemColumn,
    ItemFacet,
    ItemFilter,
    ItemGroup,
    ItemOrder,
)
from libdesk.domain.rule_parts import Part, document
from libdesk.domain.statuses import HERE, SERVING, Status

ViewId = NewType("ViewId", str)

VIEWS_LIMIT = 60
"""Views of the library's own; with more nobody would find one."""

MOST_DAYS = 36_600
"""A hundred years: no limit is farther from today."""

MOST_YEARS = 100

_NOTHING: Mapping[ItemFacet, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class When:
    """A day, by its distance from today.

    Attributes:
        days: so many days after today; below 0 for before it.
        new_years: the first day of the year that comes so many years after this one, and not a
            count of days; None for the count.
    """

    days: int = 0
    new_years: int | None = None

    def on(self, today: date) -> date:
        """Return the day; what lies beyond the calendar is its last or first day."""
        if self.new_years is not None:
            year = min(max(today.year + self.new_years, date.min.year), date.max.year)
            return date(year, 1, 1)
        day = min(max(today.toordinal() + self.days, 1), date.max.toordinal())
        return date.fromordinal(day)


@dataclass(frozen=True, slots=True)
class ViewFilter:
    """What narrows a view; an ItemFilter whose days are counted from today.

    Attributes:
        words: as in ItemFilter, and so are values, statuses, gaps, some_gap and same_serial.
        replace_before: to be replaced before this day; None for no matter.
        support_before: without support before this day.
        warranty_from: the warranty does not end before this day.
        warranty_before: it ends before this day.
        unseen_since: nobody has seen it since this day, or ever.
    """

    words: tuple[str, ...] = ()
    values: Mapping[ItemFacet, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    statuses: frozenset[Status] = HERE
    replace_before: When | None = None
    support_before: When | None = None
    warranty_from: When | None = None
    warranty_before: When | None = None
    unseen_since: When | None = None
    gaps: frozenset[Gap] = frozenset()
    some_gap: frozenset[Gap] = frozenset()
    same_serial: bool = False

    def on(self, today: date) -> ItemFilter:
        """Return the filter as it is on a day."""
        days = {name: getattr(self, name) for name in _DAYS}
        return ItemFilter(
            self.words,
            self.values,
            self.statuses,
            **{name: None if when is None else when.on(today) for name, when in days.items()},
            gaps=self.gaps,
            some_gap=self.some_gap,
            same_serial=self.same_serial,
        )


_EVERY = ViewFilter()
_IN_ORDER = ItemOrder()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view.

    Attributes:
        id: which one it is.
        name: what it is called.
        filter: what narrows it.
        order: how it is ordered, and what stands together.
    """

    id: ViewId
    name: str
    filter: ViewFilter = _EVERY
    order: ItemOrder = _IN_ORDER


def view_filter(filter_: ItemFilter, today: date) -> ViewFilter:
    """Return a filter with its days counted from today; a first of January stays one."""
    days = {name: getattr(filter_, name) for name in _DAYS}
    return ViewFilter(
        filter_.words,
        filter_.values,
        filter_.statuses,
        **{name: None if day is None else _when(day, today) for name, day in days.items()},
        gaps=filter_.gaps,
        some_gap=filter_.some_gap,
        same_serial=filter_.same_serial,
    )


def document_of_view(view: SavedView) -> dict[str, Any]:
    """Return what is stored of a view; its id and its name are not in it."""
    narrowed, order = view.filter, view.order
    parts: dict[str, Any] = {
        "words": list(narrowed.words),
        "values": {facet.value: list(some) for facet, some in narrowed.values.items() if some},
        **{name: _document_of_when(getattr(narrowed, name)) for name in _DAYS},
        "gaps": sorted(one.value for one in narrowed.gaps),
        "some_gap": sorted(one.value for one in narrowed.some_gap),
    }
    told = {name: value for name, value in parts.items() if value}
    if narrowed.statuses != HERE:
        told["statuses"] = [one.value for one in Status if one in narrowed.statuses]
    if narrowed.same_serial:
        told["same_serial"] = True
    return {
        "filter": told,
        "order": {
            "by": order.by.value,
            "descending": order.descending,
            "group": order.group.value,
        },
    }


def parse_view(view_id: str, name: str, value: object) -> SavedView:
    """Read a view.

    Args:
        view_id: which one it is.
        name: what it is called.
        value: what `document_of_view` returned.

    Raises:
        ValueError: a part is unknown, as a newer LibDesk may have written it, or it is of the wrong
            kind; the message names it.
    """
    whole = document("the views", value)
    whole.only(frozenset({"filter", "order"}))
    order = whole.part("order")
    order.only(frozenset({"by", "descending", "group"}))
    return SavedView(
        ViewId(view_id),
        name,
        _parse_filter(whole.part("filter")),
        ItemOrder(
            ItemColumn(order.choice("by", _first(ItemColumn.NAME, ItemColumn))),
            order.yes("descending"),
            ItemGroup(order.choice("group", _first(ItemGroup.NONE, ItemGroup))),
        ),
    )


_DAYS = ("replace_before", "support_before", "warranty_from", "warranty_before", "unseen_since")
_PARTS = frozenset(
    {"words", "values", "statuses", *_DAYS, "gaps", "some_gap", "same_serial"},
)


def _parse_filter(part: Part) -> ViewFilter:
    part.only(_PARTS)
    values = part.part("values")
    values.only(frozenset(one.value for one in ItemFacet))
    statuses = _several(part, "statuses", Status)
    return ViewFilter(
        part.texts("words")[:SEARCH_WORDS],
        {ItemFacet(name): values.texts(name) for name in values.values},
        frozenset(statuses) if "statuses" in part.values else HERE,
        **{name: _parse_when(part.part(name)) for name in _DAYS},
        gaps=frozenset(_several(part, "gaps", Gap)),
        some_gap=frozenset(_several(part, "some_gap", Gap)),
        same_serial=part.yes("same_serial"),
    )


def _several(part: Part, name: str, kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any enum
    known = {one.value: one for one in kind}
    words = part.texts(name)
    if unknown := [word for word in words if word not in known]:
        raise ValueError(f"the views know no such {name}: {unknown[0]}")
    return tuple(known[word] for word in words)


def _parse_when(part: Part) -> When | None:
    if not part.values:
        return None
    part.only(frozenset({"days", "new_years"}))
    days = part.whole("days", -MOST_DAYS, MOST_DAYS)
    new_years = part.whole("new_years", -MOST_YEARS, MOST_YEARS)
    if (days is None) == (new_years is None):
        raise ValueError(f"the views need days or new_years, one of them: {part.where}")
    return When(days or 0, new_years)


def _document_of_when(when: When | None) -> dict[str, int]:
    if when is None:
        return {}
    return {"days": when.days} if when.new_years is None else {"new_years": when.new_years}


def _when(day: date, today: date) -> When:
    years = day.year - today.year
    if (day.month, day.day) == (1, 1) and abs(years) <= MOST_YEARS:
        return When(new_years=years)
    return When(min(max((day - today).days, -MOST_DAYS), MOST_DAYS))


def _first(usual: Any, kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - any enum
    return (usual.value, *(one.value for one in kind if one is not usual))


def _of_status(*statuses: Status) -> Mapping[ItemFacet, tuple[str, ...]]:
    # As a value of the facet: so the list tells it, and each can be taken off again.
    return MappingProxyType({ItemFacet.STATUS: tuple(one.value for one in statuses)})


_SERVING = _of_status(*(one for one in Status if one in SERVING))
_WITHIN_A_YEAR = When(366)
"""Before this day is what is due within 365 days."""


def _shipped(
    view_id: str, name: str, filter_: ViewFilter, by: ItemColumn = ItemColumn.NAME
) -> SavedView:
    return SavedView(ViewId(f"shipped.{view_id}"), name, filter_, ItemOrder(by))


SHIPPED: tuple[SavedView, ...] = (
    _shipped("everything", "Everything here", _EVERY),
    _shipped(
        "replace",
        "To be replaced within a year",
        ViewFilter(values=_SERVING, replace_before=_WITHIN_A_YEAR),
        ItemColumn.REPLACE_BY,
    ),
    _shipped(
        "support",
        "Without support",
        ViewFilter(values=_SERVING, support_before=When(0)),
        ItemColumn.SUPPORT,
    ),
    _shipped(
        "warranty",
        "Warranty ends in 90 days",
        ViewFilter(values=_SERVING, warranty_from=When(0), warranty_before=When(91)),
        ItemColumn.WARRANTY,
    ),
    _shipped(
        "unseen",
        "Not seen for a year",
        ViewFilter(unseen_since=When(-365)),
        ItemColumn.SEEN,
    ),
    _shipped(
        "missing",
        "Something is missing",
        ViewFilter(some_gap=frozenset({Gap.SERIAL, Gap.BOUGHT})),
    ),
    _shipped("twice", "Same serial number twice", ViewFilter(same_serial=True), ItemColumn.SERIAL),
    _shipped("spares", "Spares", ViewFilter(values=_of_status(Status.SPARE))),
    _shipped("to-wipe", "To be wiped", ViewFilter(values=_of_status(Status.TO_WIPE))),
    _shipped("gone", "Gone", ViewFilter(values=_of_status(Status.GONE))),
)
"""The views that every library begins with, in their order."""


def is_shipped(view_id: str) -> bool:
    """Say whether a view is one of the shipped ones."""
    return any(one.id == view_id for one in SHIPPED)


def is_same(view: SavedView, filter_: ItemFilter, order: ItemOrder, today: date) -> bool:
    """Say whether a list shows just this view today, in whatever order of its values."""
    return view.order == order and _plain(view.filter.on(today)) == _plain(filter_)


def _plain(filter_: ItemFilter) -> ItemFilter:
    values = {facet: tuple(sorted(some)) for facet, some in filter_.values.items() if some}
    return replace(filter_, values=values)
