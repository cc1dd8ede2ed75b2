"""Views of the equipment list: listed, saved, renamed, ordered, removed and put back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates, ItemColumn, ItemFilter, ItemOrder
from libdesk.domain.item_views import SHIPPED, VIEWS_LIMIT
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_views import ItemViewList
from libdesk.services.kept_views import KeptView
from tests.services.memory_database import MemoryDatabase

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = date(2026, 11, 26)
ORDER = ItemOrder(ItemColumn.SEEN)
DAY = timedelta(days=1)


class Desk:
    """The service over a database in memory."""

    def __init__(self, database):
        self.made = 0
        self.views = ItemViewList(database, lambda: NOON, self.new_id)

    def new_id(self):
        self.made += 1
        return UUID(int=self.made)


@pytest.fixture
def database():
    return MemoryDatabase()


@pytest.fixture
def views(database):
    return Desk(database).views


def own(views):
    return [one.name for one in views.list_views() if not one.is_shipped]


def test_every_library_begins_with_the_shipped_views(views):
    listed = views.list_views()
    assert [one.view for one in listed] == list(SHIPPED)
    assert all(one.is_shipped for one in listed)
    assert views.get("shipped.spares").name == "Spares"


def test_what_a_list_shows_is_kept_and_shown_again(views):
    entry = views.save_as("  To  mend ", ItemFilter(unseen_since=TODAY - DAY), ORDER)
    assert (entry.name, entry.version, entry.is_shipped) == ("To mend", 1, False)
    found = views.get(entry.id)
    assert found == entry.view
    assert found.filter.on(TODAY + DAY).unseen_since == TODAY
    assert views.list_views()[-1] == entry


def test_a_view_can_be_saved_over_and_renamed(views):
    first = views.save_as("One", ItemFilter(), ORDER)
    changed = views.save(first.id, ItemFilter(same_serial=True), ItemOrder(), first.version)
    assert (changed.name, changed.version) == ("One", 2)
    assert views.get(first.id).filter.same_serial
    renamed = views.rename(first.id, "ONE", changed.version)
    assert (renamed.name, renamed.version) == ("ONE", 3)
    assert views.get(first.id).filter.same_serial


@pytest.mark.parametrize("name", ["", " \t", "SPARES", "oNe"])
def test_a_name_is_needed_and_no_two_views_have_one(views, name):
    views.save_as("One", ItemFilter(), ORDER)
    other = views.save_as("Other", ItemFilter(), ORDER)
    for refused in (
        lambda: views.save_as(name, ItemFilter(), ORDER),
        lambda: views.rename(other.id, name, other.version),
    ):
        with pytest.raises(Refusal) as told:
            refused()
        assert told.value.field == "name"
    assert own(views) == ["One", "Other"]


def test_who_is_second_is_told_and_nothing_is_lost(views):
    one = views.save_as("One", ItemFilter(), ORDER)
    views.rename(one.id, "First", one.version)
    for second in (
        lambda: views.rename(one.id, "Second", one.version),
        lambda: views.save(one.id, ItemFilter(), ORDER, one.version),
        lambda: views.remove(one.id, one.version),
    ):
        with pytest.raises(Conflict):
            second()
    assert own(views) == ["First"]


def test_a_view_that_is_gone_is_told_as_gone(views):
    for gone in (
        lambda: views.get("own-9"),
        lambda: views.rename("own-9", "Name", 1),
        lambda: views.save("own-9", ItemFilter(), ORDER, 1),
        lambda: views.remove("own-9", 1),
        lambda: views.move("own-9", 1),
    ):
        with pytest.raises(Refusal, match="not there any more"):
            gone()


def test_a_shipped_view_stays_as_it_is(views):
    for one in (
        lambda: views.rename("shipped.spares", "Mine", 0),
        lambda: views.save("shipped.spares", ItemFilter(), ORDER, 0),
        lambda: views.remove("shipped.spares", 0),
        lambda: views.move("shipped.spares", 1),
    ):
        with pytest.raises(Refusal, match="comes with LibDesk"):
            one()


def test_a_removed_view_comes_back_where_it_stood(views):
    entries = [views.save_as(name, ItemFilter(), ORDER) for name in ("A", "B", "C")]
    removed = views.remove(entries[1].id, entries[1].version)
    assert own(views) == ["A", "C"]
    assert views.put_back(removed) == entries[1]
    assert own(views) == ["A", "B", "C"]
    with pytest.raises(Conflict):
        views.put_back(removed)


def test_views_stand_in_the_order_that_the_library_gives_them(views):
    a, b, c = (views.save_as(name, ItemFilter(), ORDER) for name in ("A", "B", "C"))
    views.move(c.id, -1)
    assert own(views) == ["A", "C", "B"]
    views.move(a.id, 9)
    assert own(views) == ["C", "B", "A"]
    views.move(a.id, -9)
    assert own(views) == ["A", "C", "B"]
    views.set_order([b.id, b.id, "own-gone", a.id])
    assert own(views) == ["B", "A", "C"]


def test_a_view_of_a_newer_libdesk_is_listed_and_refused(views, database):
    with database(write=True) as unit:
        unit.item_views.add(KeptView("own-7", "From next year", {"map": True}))
    entry = views.list_views()[-1]
    assert (entry.name, entry.view) == ("From next year", None)
    with pytest.raises(Refusal, match="newer LibDesk"):
        views.get("own-7")
    views.remove("own-7", entry.version)
    assert own(views) == []


def test_there_are_not_more_views_than_anybody_would_find(views):
    for number in range(VIEWS_LIMIT):
        views.save_as(f"View {number}", ItemFilter(), ORDER)
    with pytest.raises(Refusal, match="Remove one first"):
        views.save_as("One more", ItemFilter(), ORDER)


def shown(database, view_id):
    """Return the labels of what a shipped view shows today."""
    view = next(one for one in SHIPPED if one.id == f"shipped.{view_id}")
    with database() as unit:
        return {one.tag for one in unit.items.all(view.filter.on(TODAY))}


ITEM = Record(Tag("FINE"), "PC", "public PC", serial="1", bought_on=date(2026, 1, 1), seen_on=TODAY)
FAR = Dates(date(2030, 1, 1), date(2030, 1, 1))


def test_each_shipped_view_shows_what_its_name_says(database):
    records = {
        "DUE": (ITEM, Dates(TODAY + 365 * DAY, None)),
        "OVERDUE": (ITEM, Dates(TODAY - DAY, None)),
        "NOT-YET": (ITEM, Dates(TODAY + 366 * DAY, TODAY)),
        "NO-SUPPORT": (ITEM, Dates(None, TODAY - DAY)),
        "LAST-DAY": (replace(ITEM, warranty_until=TODAY), FAR),
        "IN-90": (replace(ITEM, warranty_until=TODAY + 90 * DAY), FAR),
        "IN-91": (replace(ITEM, warranty_until=TODAY + 91 * DAY), FAR),
        "ENDED": (replace(ITEM, warranty_until=TODAY - DAY), FAR),
        "UNSEEN": (replace(ITEM, seen_on=TODAY - 366 * DAY), FAR),
        "NEVER-SEEN": (replace(ITEM, seen_on=None), FAR),
        "SEEN": (replace(ITEM, seen_on=TODAY - 365 * DAY), FAR),
        "NO-SERIAL": (replace(ITEM, serial=""), FAR),
        "NO-DAY": (replace(ITEM, bought_on=None), FAR),
        "TWIN-1": (replace(ITEM, serial="twin"), FAR),
        "TWIN-2": (replace(ITEM, serial="TWIN"), FAR),
        "SPARE": (replace(ITEM, status=Status.SPARE), FAR),
        "WIPE": (replace(ITEM, status=Status.TO_WIPE), Dates(TODAY, TODAY - DAY)),
        "GONE": (replace(ITEM, status=Status.GONE), Dates(TODAY, TODAY - DAY)),
    }
    with database(write=True) as unit:
        unit.items.add(
            [
                (replace(one, tag=Tag(tag), serial=one.serial.replace("1", tag)), dates)
                for tag, (one, dates) in records.items()
            ]
        )
    assert shown(database, "everything") == set(records) - {"GONE"}
    assert shown(database, "replace") == {"DUE", "OVERDUE"}
    assert shown(database, "support") == {"NO-SUPPORT"}
    assert shown(database, "warranty") == {"LAST-DAY", "IN-90"}
    assert shown(database, "unseen") == {"UNSEEN", "NEVER-SEEN"}
    assert shown(database, "missing") == {"NO-SERIAL", "NO-DAY"}
    assert shown(database, "twice") == {"TWIN-1", "TWIN-2"}
    assert shown(database, "spares") == {"SPARE"}
    assert shown(database, "to-wipe") == {"WIPE"}
    assert shown(database, "gone") == {"GONE"}
