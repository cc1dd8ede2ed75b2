"""What leaves, in both databases: it comes back as it was kept, and goes with its change sets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from libdesk import files, paths
from libdesk.domain.disposal import Condition, Departure, How, Step
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Method, WipeRecord, parse_wiping
from libdesk.services.disposals import Disposals
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict
from libdesk.services.item_gates import Rules
from libdesk.storage import schema
from tests.storage.made import START

WIPING = parse_wiping(files.read_json(paths.resources() / "disposal" / "wiping.json"))
DAY = START.date() - timedelta(days=1)
RULES = Rules(lambda _: Dates(), lambda one: one.status is not Status.WIPED)
LEFT = (schema.retirements, schema.wipings, schema.departures)


class House:
    """Three PCs in a real database."""

    def __init__(self, database):
        self.database = database
        self.equipment = Equipment(database.unit, lambda: RULES, lambda: START, "Ada")
        self.disposals = Disposals(
            database.unit, lambda: RULES, lambda: START, "Ada", lambda: WIPING
        )
        self.items = [
            self.equipment.add(Record(Tag(tag), tag, "PC", keep_why="E-rate")).records[0].id
            for tag in ("A", "B", "C")
        ]

    def wipe(self, item, **more):
        told = {"by": "Ada", "checked_by": "Ben", "note": "łong", **more}
        return self.disposals.record_wipe(
            WipeRecord(item, "shred", Method.DESTROY, DiskKind.SSD, on=DAY, **told)
        )

    def counts(self):
        with self.database.unit() as unit:
            run = unit.items._connection.execute
            return [run(select(func.count()).select_from(one)).scalar_one() for one in LEFT]


@pytest.fixture
def house(database):
    return House(database)


def test_all_that_is_kept_comes_back_as_it_was(house):
    first = house.items[0]
    assert house.equipment.get(first).record.keep_why == "E-rate"
    house.disposals.retire([first], "old", Condition.PARTLY)
    house.wipe(first, is_alone=True)
    how = Departure(
        ItemId(0),
        How.RECYCLED,
        DAY,
        "Greenway",
        ("R2", "NAID AAA"),
        "77",
        DAY,
        Money(-5, "EUR"),
        DAY,
        "the board",
        is_asked=True,
        note="a\nb",
    )
    house.disposals.depart([first], how)
    (leaving,) = house.disposals.of([first])
    departure = leaving.departure
    assert replace(
        how, item=first, tag="A", id=departure.id, change=departure.change, version=1
    ) == (departure)
    assert (leaving.retirement.why, leaving.retirement.condition) == ("old", Condition.PARTLY)
    assert (leaving.retirement.by, leaving.retirement.at) == ("Ada", START)
    assert (leaving.wiped.machine, leaving.wiped.note, leaving.wiped.on) == ("PC", "łong", DAY)
    assert house.disposals.overview().of(Step.GONE) == (leaving,)


def test_what_is_taken_back_leaves_no_row(house):
    first, second, _ = house.items
    deeds = [
        house.disposals.retire([first, second], "old", Condition.WORKS),
        house.wipe(first),
        house.wipe(second),
        house.disposals.depart([first, second], Departure(ItemId(0), How.DESTROYED, DAY)),
    ]
    assert house.counts() == [2, 2, 2]
    for done in reversed(deeds):
        house.equipment.undo(done.change)
    assert house.counts() == [0, 0, 0]


def test_a_certificate_comes_later_and_only_over_the_version_before(house):
    for item in house.items:
        house.wipe(item)
    house.disposals.depart(house.items, Departure(ItemId(0), How.DESTROYED, DAY))
    waiting = [one.departure for one in house.disposals.overview().of(Step.CERTIFICATE)]
    assert [one.tag for one in waiting] == ["A", "B", "C"]
    before = house.disposals.add_certificate(waiting, "77", DAY)
    with pytest.raises(Conflict, match="How A went"):
        house.disposals.add_certificate(waiting[:1], "78", None)
    assert house.disposals.overview().of(Step.CERTIFICATE) == ()
    house.disposals.take_certificate_back(before)
    assert len(house.disposals.overview().of(Step.CERTIFICATE)) == 3


def test_what_went_is_told_by_its_day_and_what_nobody_told_is_asked_for(house):
    first, second, third = house.items
    for item in (first, second):
        house.wipe(item)
    house.disposals.depart([first], Departure(ItemId(0), How.DESTROYED, DAY, certificate="1"))
    old = Departure(ItemId(0), How.DESTROYED, date(2001, 1, 1), certificate="1")
    house.disposals.depart([second], old)
    record = house.equipment.get(third).record
    house.equipment.save(replace(record, status=Status.GONE), corrects=True)
    shown = house.disposals.overview()
    assert [one.record.tag for one in shown.of(Step.GONE)] == ["A"]
    assert [one.record.tag for one in shown.of(Step.UNTOLD)] == ["C"]


def test_what_something_went_by_stays(house):
    first = house.items[0]
    house.wipe(first)
    again = house.wipe(first).change
    gone = house.disposals.depart([first], Departure(ItemId(0), How.DESTROYED, DAY)).change
    with pytest.raises(Conflict, match="A has gone since"):
        house.equipment.undo(again)
    waiting = house.disposals.of([first])[0].departure
    house.disposals.add_certificate([waiting], "77", DAY)
    with pytest.raises(Conflict, match="certificate of A came since"):
        house.equipment.undo(gone)
    with house.database.unit() as unit:
        kept = unit.disposals
        assert [one.item for one in kept.wiped_with(again)] == [first]
        assert [one.certificate for one in kept.departed_with(gone)] == ["77"]
        assert (kept.wiped_with(gone), kept.departed_with(again)) == ((), ())


def test_many_are_asked_for_at_once(house):
    ids = [ItemId(n) for n in range(1, 1200)]
    house.wipe(house.items[0])
    with house.database.unit() as unit:
        assert len(unit.disposals.wipes(ids)) == 1
        assert unit.disposals.wipes([]) == ()


def test_a_damaged_row_is_left_out(house):
    house.wipe(house.items[0])
    house.wipe(house.items[1])
    with house.database.unit(write=True) as unit:
        table = schema.wipings
        spoil = table.update().where(table.c.item == house.items[0]).values(method="prayer")
        unit.items._connection.execute(spoil)
    assert [bool(one.wipes) for one in house.disposals.of(house.items[:2])] == [False, True]
