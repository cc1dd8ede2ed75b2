"""Lists of items: both databases give what the memory of the services' tests gives.

Whatever the records, what narrows them and how they are ordered: the tests of the services speak
for the real databases only as long as this holds.
"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import (
    Dates,
    Gap,
    ItemColumn,
    ItemFacet,
    ItemFilter,
    ItemGroup,
    ItemOrder,
)
from libdesk.domain.places import Branch
from libdesk.domain.records import Role
from libdesk.domain.statuses import HERE, Status
from libdesk.storage.database import Database
from tests.domain.records_made import PLAIN
from tests.services.memory_database import MemoryDatabase

# Few values, so that many items share them and every kind of tie is met.
WORDS = st.sampled_from(["", "a", "A", "Dell", "dell 9", "Dell 10", "É", "łódź", "李", "100%", "_"])
DAYS = st.none() | st.sampled_from([date.min, date(2026, 2, 28), date(2027, 5, 1), date.max])
BRANCHES = st.sampled_from(["", "FER", "CEN", "OLD"])
NAMES = ("name", "room", "make", "model", "serial", "computer_name", "system", "funder", "supplier")
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(NAMES, WORDS),
        "kind": WORDS.filter(bool),
        "branch": BRANCHES,
        "status": st.sampled_from(Status),
        "role": st.sampled_from(Role),
        **dict.fromkeys(("bought_on", "warranty_until", "seen_on"), DAYS),
    },
)
TAGS = st.sampled_from(["LV-", "lv-", "É", "X"]).flatmap(
    lambda begins: st.integers(0, 120).map(lambda number: f"{begins}{number}")
)
ITEMS = st.lists(
    st.tuples(TAGS, FIELDS, st.builds(Dates, DAYS, DAYS)),
    min_size=3,
    max_size=12,
    unique_by=lambda one: one[0],
)
FILTERS = st.builds(
    ItemFilter,
    words=st.lists(st.sampled_from(["a", "dell", "lodz", "%", "_", "1", "e"]), max_size=2).map(
        tuple
    ),
    values=st.dictionaries(
        st.sampled_from(ItemFacet),
        st.lists(WORDS | BRANCHES | st.sampled_from(["gone", "in use", "public"]), max_size=3).map(
            tuple
        ),
        max_size=2,
    ),
    statuses=st.sampled_from([HERE, frozenset(Status), frozenset({Status.GONE}), frozenset()]),
    replace_before=DAYS,
    support_before=DAYS,
    warranty_before=DAYS,
    unseen_since=DAYS,
    gaps=st.frozensets(st.sampled_from(Gap), max_size=2),
    same_serial=st.booleans(),
)


@pytest.fixture
def all_three(both):
    databases = (MemoryDatabase(), both[0].unit, both[1].unit)
    for open_unit in databases:
        with open_unit(write=True) as unit:
            unit.places.save_branch(Branch("FER", "Ferndale"))
            unit.places.save_branch(Branch("CEN", "Central"))
    return databases


def same(answers):
    first, *others = answers
    assert all(one == first for one in others), answers
    return first


def listed(all_three, items, ask):
    """Return what is asked of a store with these items, the same from all three."""
    made = [(replace(PLAIN, tag=Tag(tag), **fields), dates) for tag, fields, dates in items]
    answers = []
    for open_unit in all_three:
        with open_unit(write=True) as unit:
            ids = unit.items.add(made)
            answers.append(ask(unit.items, {one: place for place, one in enumerate(ids)}))
            unit.items.remove(ids)
    return same(answers)


QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(items=ITEMS, filter_=FILTERS, group=st.sampled_from(ItemGroup), typed=WORDS | TAGS)
def test_memory_and_both_databases_find_alike(all_three, items, filter_, group, typed):
    def ask(store, places):
        return {
            "list": [places[one] for one in store.ids(filter_)],
            "groups": store.groups(filter_, group),
            "choices": store.choices(filter_),
            "found": [places[one.id] for one in store.find(typed)],
            "all": [places[one.id] for one in store.all(filter_)],
            "lines": [replace(one, id=0) for one in store.lines(list(places))],
            "tags": store.tags(),
            "dates": [store.dates(one) for one in places],
        }

    told = listed(all_three, items, ask)
    assert sum(one.count for one in told["groups"]) in {0, len(told["list"])}


@QUICK
@given(items=ITEMS, group=st.sampled_from(ItemGroup))
def test_memory_and_both_databases_order_alike(all_three, items, group):
    every = ItemFilter(statuses=frozenset(Status))
    orders = [ItemOrder(by, back, group) for by in ItemColumn for back in (False, True)]

    def ask(store, places):
        return [[places[one] for one in store.ids(every, order)] for order in orders]

    for order in listed(all_three, items, ask):
        assert sorted(order) == list(range(len(items)))


def test_labels_and_names_order_as_people_count(all_three):
    made = [replace(PLAIN, tag=Tag(one), name=f"n{one}") for one in ("LV-10", "LV-9", "lv-100")]
    for open_unit in all_three:
        with open_unit(write=True) as unit:
            ten, nine, hundred = unit.items.add([(one, Dates()) for one in made])
            for column in (ItemColumn.TAG, ItemColumn.NAME):
                order = ItemOrder(column)
                assert unit.items.ids(ItemFilter(), order) == (nine, ten, hundred)
                back = replace(order, descending=True)
                assert unit.items.ids(ItemFilter(), back) == (hundred, ten, nine)


@pytest.mark.parametrize(
    "damage",
    [
        "custom = '{'",
        "custom = '[1]'",
        "custom = 'null'",
        "status = 'sold'",
        "role = 'king'",
        "disk_kind = 'tape'",
    ],
)
def test_a_damaged_row_is_left_out_and_breaks_nothing(database, damage):
    with database.unit(write=True) as unit:
        made = [(replace(PLAIN, tag=Tag(one), serial="S"), Dates()) for one in ("LV-1", "LV-2")]
        broken, sound = unit.items.add(made)
    spoil(database, f"UPDATE items SET {damage} WHERE id = {broken}")
    with database.unit() as unit:
        store = unit.items
        assert [one.id for one in store.find("s")] == [sound]
        assert [one.id for one in store.get_all([broken, sound])] == [sound]
        assert [one.id for one in store.all(ItemFilter(statuses=frozenset(Status)))] == [sound]
        assert sound in {one.id for one in store.lines([broken, sound])}
        assert sound in store.ids()
        assert store.dates(broken) == Dates()
        assert store.own_names() == ()
        assert store.choices()
        assert store.groups(ItemFilter(), ItemGroup.KIND)


def test_a_day_that_is_none_leaves_its_row_out(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    with database.unit(write=True) as unit:
        made = [(replace(PLAIN, tag=Tag(one)), Dates()) for one in ("LV-1", "LV-2")]
        broken, sound = unit.items.add(made)
    spoil(
        database,
        f"UPDATE items SET replace_by = 'soon', seen_on = '2026-02-30' WHERE id = {broken}",
    )
    with database.unit() as unit:
        assert [one.id for one in unit.items.lines([broken, sound])] == [sound]
        assert unit.items.dates(broken) == Dates()
        assert [one.id for one in unit.items.all()] == [sound]
    database.close()


def spoil(database, statement):
    with database.unit(write=True) as unit:
        unit.items._connection.execute(text(statement))
