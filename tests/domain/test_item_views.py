"""Views of the equipment list: stored as a document, counted from today, read strictly."""

import json
from datetime import date

import pytest

from libdesk.domain.item_lists import Gap, ItemColumn, ItemFacet, ItemFilter, ItemGroup, ItemOrder
from libdesk.domain.item_views import (
    SHIPPED,
    SavedView,
    ViewFilter,
    ViewId,
    When,
    document_of_view,
    is_same,
    is_shipped,
    parse_view,
    view_filter,
)
from libdesk.domain.statuses import HERE, Status

TODAY = date(2026, 11, 26)
FILTER = ItemFilter(
    ("łódź", "pc"),
    {ItemFacet.BRANCH: ("CEN", "NOR"), ItemFacet.STATUS: ("spare",)},
    frozenset({Status.GONE, Status.SPARE}),
    replace_before=date(2028, 1, 1),
    support_before=TODAY,
    warranty_from=date(2026, 11, 20),
    warranty_before=date(2027, 2, 25),
    unseen_since=date(2025, 11, 26),
    gaps=frozenset({Gap.ROOM}),
    some_gap=frozenset({Gap.SERIAL, Gap.BOUGHT}),
    same_serial=True,
)
ORDER = ItemOrder(ItemColumn.SEEN, descending=True, group=ItemGroup.PLACE)


def view(filter_=FILTER, order=ORDER):
    return SavedView(ViewId("own-1"), "Mine", view_filter(filter_, TODAY), order)


def again(one):
    """Return a view as it comes back from the database."""
    return parse_view(one.id, one.name, json.loads(json.dumps(document_of_view(one))))


def test_a_view_comes_back_from_its_document_whole():
    assert again(view()) == view()
    assert again(view()).filter.on(TODAY) == FILTER


def test_a_view_of_everything_is_a_short_document():
    everything = view(ItemFilter(), ItemOrder())
    assert document_of_view(everything)["filter"] == {}
    assert again(everything) == everything
    assert again(everything).filter.on(TODAY) == ItemFilter()
    assert parse_view("own-1", "Mine", {}) == everything


def test_no_status_at_all_is_not_taken_for_the_usual_ones():
    none = view(ItemFilter(statuses=frozenset()))
    assert again(none).filter.statuses == frozenset() != HERE


def test_days_are_counted_from_the_day_on_which_the_view_is_looked_at():
    later = again(view()).filter.on(date(2027, 12, 1))
    assert later.replace_before == date(2029, 1, 1), "the end of the next year stays that"
    assert later.support_before == date(2027, 12, 1)
    assert later.warranty_from == date(2027, 11, 25)
    assert later.warranty_before == date(2028, 3, 1)
    assert later.unseen_since == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("when", "today", "day"),
    [
        (When(400), date.max, date.max),
        (When(-400), date.min, date.min),
        (When(new_years=1), date.max, date(9999, 1, 1)),
        (When(new_years=-1), date.min, date(1, 1, 1)),
        (When(new_years=0), TODAY, date(2026, 1, 1)),
    ],
)
def test_no_day_lies_beyond_the_calendar(when, today, day):
    assert when.on(today) == day


def test_a_day_that_is_centuries_away_is_kept_as_near_as_can_be():
    far = view_filter(ItemFilter(replace_before=date(9999, 1, 1)), TODAY)
    assert far.replace_before == When(36_600)
    assert again(view(ItemFilter(replace_before=date(9999, 1, 1)))).filter == far


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ([], "names with values"),
        ({"filter": {}, "colors": 1}, "colors"),
        ({"filter": {"wider": True}}, "filter.wider"),
        ({"filter": {"values": {"shelf": ["a"]}}}, "shelf"),
        ({"filter": {"statuses": ["melted"]}}, "melted"),
        ({"filter": {"gaps": ["soul"]}}, "soul"),
        ({"filter": {"replace_before": {"days": 1, "new_years": 1}}}, "replace_before"),
        ({"filter": {"replace_before": {"moons": 1}}}, "moons"),
        ({"filter": {"replace_before": {"days": 10**9}}}, "days"),
        ({"filter": {"same_serial": 1}}, "same_serial"),
        ({"order": {"by": "color"}}, "order.by"),
        ({"order": {"group": "color"}}, "order.group"),
        ({"order": {"and_then": "tag"}}, "and_then"),
    ],
)
def test_what_a_newer_libdesk_may_write_is_refused_by_name(document, named):
    with pytest.raises(ValueError, match=named):
        parse_view("own-1", "Mine", document)


def test_shipped_views_differ_and_can_be_stored():
    assert len({one.id for one in SHIPPED}) == len({one.name for one in SHIPPED}) == len(SHIPPED)
    for one in SHIPPED:
        assert is_shipped(one.id)
        assert again(one) == one
    assert not is_shipped("own-1")


def test_a_list_is_known_as_the_view_that_it_shows():
    one = view(ItemFilter(values={ItemFacet.BRANCH: ("A", "B"), ItemFacet.KIND: ()}))
    shown = ItemFilter(values={ItemFacet.BRANCH: ("B", "A")})
    assert is_same(one, shown, ORDER, TODAY)
    assert not is_same(one, shown, ItemOrder(), TODAY)
    assert not is_same(one, ItemFilter(), ORDER, TODAY)
    assert ViewFilter().on(TODAY) == ItemFilter()
