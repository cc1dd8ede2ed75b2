"""The sample's equipment holds the shares of the domain facts, section 9, and has a past."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from libdesk.domain.item_history import ChangeKind, taken_back
from libdesk.domain.item_lists import Dates, ItemFilter
from libdesk.domain.records import DiskKind, Record, Role
from libdesk.domain.statuses import Status
from libdesk.services import sample_desk
from libdesk.services.equipment import Equipment
from libdesk.services.item_gates import Rules
from libdesk.services.sample_equipment import AT_ONCE, LIST, SampleEquipment
from tests.services.fakes import START
from tests.services.made_items import NO_RULES
from tests.services.memory_database import MemoryDatabase
from tests.services.sample_library import WORDS

TODAY = START.date()
COMPUTERS = {"public PC", "staff PC", "laptop", "catalog-only PC", "Mac"}
YEAR = 365.25


def made(count, now=START):
    setting = sample_desk.setting_of(WORDS["library"], now)
    items = tuple(sample_desk.items_of(WORDS["equipment"], Random(7), count))
    return SampleEquipment(WORDS["equipment"], setting, items)


def filled(count, rules=NO_RULES, now=START):
    database = MemoryDatabase()
    made(count, now).fill(database, rules)
    return database


@pytest.fixture(scope="module")
def records():
    return made(119).records


@pytest.fixture(scope="module")
def database():
    return filled(119)


def rounded(shares, count):
    """Return how many of so many each share is; the largest rests get what is left."""
    exact = {one: share * count / sum(shares.values()) for one, share in shares.items()}
    whole = {one: int(value) for one, value in exact.items()}
    rests = sorted(exact, key=lambda one: whole[one] - exact[one])
    for one in rests[: count - sum(whole.values())]:
        whole[one] += 1
    return whole


def age(record):
    years = (TODAY - record.bought_on).days / YEAR
    return "<1" if years < 1 else "1-4" if years < 4 else "4-6" if years < 6 else ">6"


def system(record):
    names = {"Windows 10": "10", "Linux Mint": "mint", "macOS": "mac"}
    return names.get(record.system, record.system_version)


def funding(record):
    return record.funder.split()[0]


@pytest.mark.parametrize(
    ("of", "shares"),
    [
        (age, {"<1": 12, "1-4": 45, "4-6": 28, ">6": 15}),
        (
            lambda record: record.status,
            {
                Status.IN_USE: 88,
                Status.SPARE: 5,
                Status.IN_REPAIR: 2,
                Status.OUT_OF_SERVICE: 2,
                Status.TO_WIPE: 2,
                Status.LOST: 1,
            },
        ),
        (funding, {"Operating": 62, "State": 14, "Friends": 11, "E-rate": 9, "Donated": 4}),
        (lambda record: bool(record.warranty_until), {True: 82, False: 18}),
        (lambda record: bool(record.serial), {True: 92, False: 8}),
    ],
)
def test_the_shares_are_those_of_the_domain_facts(records, of, shares):
    found, wanted = Counter(map(of, records)), rounded(shares, 119)
    assert all(abs(found[one] - wanted[one]) <= 1 for one in {*found, *wanted}), (found, wanted)


def test_the_computers_run_what_such_a_library_runs(records):
    computers = [one for one in records if one.kind in COMPUTERS]
    assert len(computers) == 70
    shares = {"25H2": 48, "24H2": 20, "23H2": 4, "10": 22, "mint": 4, "mac": 2}
    assert Counter(map(system, computers)) == rounded(shares, 70)
    assert {one.edition for one in computers if system(one) == "24H2"} == {"Home", "Pro"}
    assert {one.edition for one in computers if system(one) == "23H2"} == {"Education"}
    old = [one for one in computers if system(one) == "10"]
    stuck = [one for one in old if any(cpu in one.processor for cpu in ("6500", "7500", "2500U"))]
    assert abs(len(stuck) - len(old) / 2) <= 1
    names = " ".join(one.processor for one in computers)
    for cpu in ("i5-6500", "i5-7500", "i5-8500T", "i3-10100", "i5-1135G7", "i5-12400", "N100"):
        assert cpu in names
    assert "Ryzen 5 2500U" in names
    assert "Ryzen 5 5600G" in names
    assert all(one.memory_gb and one.disk_kind is not DiskKind.UNKNOWN for one in computers)


def test_what_a_list_has_to_be_cleaned_of_is_in_it(records):
    serials = Counter(one.serial for one in records if one.serial)
    assert sorted(serials.values())[-4:] == [1, 2, 2, 2]
    assert sum("?" in one.tag for one in records) == 2
    odd = [one for one in records if "donated" in one.name]
    assert len(odd) == 2
    makes = Counter(one.make for one in records)
    assert all(one.funder == "Donated" and makes[one.make] == 1 for one in odd)
    assert all(one.price is None for one in records if one.funder == "Donated")


def test_what_a_role_a_grant_and_a_battery_ask_for_is_told(records):
    named = {(one.branch, one.name): one for one in records}
    assert named["CEN", "PC-19, screen reader station"].is_accessible
    assert named["CEN", "PC-01"].role is Role.PUBLIC
    assert named["MIL", "the printer by the door"].is_only_one
    assert not named["CEN", "the printer by the door"].is_only_one
    paid = [one for one in records if one.funder == "E-rate"]
    assert {one.kind for one in paid} == {"switch", "router", "access point"}
    for one in paid:
        assert abs((one.keep_until - one.bought_on).days / YEAR - 5) < 0.1
    assert all(one.keep_until is None for one in records if one not in paid)
    batteries = [(TODAY - one.battery_on).days / YEAR for one in records if one.battery_on]
    assert len(batteries) == 4
    assert {age > 4 for age in batteries} == {True, False}
    assert all(one.support_until for one in records if one.kind == "Chromebook")
    assert min(one.license_until for one in records if one.license_until) > TODAY
    assert {one.role for one in records if one.kind in COMPUTERS} >= {Role.CATALOG, Role.LOAN}


def test_no_day_is_ahead_of_its_time(records):
    for one in records:
        assert one.bought_on < TODAY
        assert one.bought_on.weekday() < 5
        assert one.warranty_until is None or one.warranty_until > one.bought_on
        assert one.seen_on is None or one.bought_on < one.seen_on < TODAY
    assert sum(one.seen_on is None for one in records) == 3


def test_the_list_ends_as_it_is_and_its_history_leads_there(database, records):
    kept = {one.tag: one for one, _ in database.tables.equipment.records.values()}
    for one in records:
        stored = kept[one.tag]
        assert stored == Record(**{**fields(one), "id": stored.id, "version": stored.version})
    desk = Equipment(database, lambda: NO_RULES, lambda: START)
    moments = []
    for stored in kept.values():
        history = desk.get(stored.id).history
        assert len(history) == stored.version
        assert [one.change.is_new for one in history] == [*[False] * (stored.version - 1), True]
        back = stored
        for event in history[:-1]:
            back = taken_back(back, event.change)
        assert back.version == 1
        moments += [(one.change_set.id, one.change_set.at) for one in history]
        assert {one.change_set.by for one in history} == {"IT"}
    assert sorted(moments) == sorted(moments, key=lambda one: (one[1], one[0]))
    assert max(at for _, at in moments) < START
    assert min(at for _, at in moments) > START - timedelta(days=370)


def fields(record):
    return {name: getattr(record, name) for name in Record.__dataclass_fields__}


def test_things_were_moved_renamed_repaired_and_lost(database):
    desk = Equipment(database, lambda: NO_RULES, lambda: START)
    sets = desk.changes(100)
    assert (sets[-1].kind, sets[-1].title) == (ChangeKind.IMPORT, LIST)
    assert {one.kind for one in sets} == {ChangeKind.IMPORT, ChangeKind.EDIT, ChangeKind.BULK}
    changes = [one for _, one in database.tables.equipment.changes if not one.is_new]
    changed = {(part.field, part.was, part.became) for one in changes for part in one.fields}
    assert {field for field, _, _ in changed} >= {"room", "name", "branch", "seen_on", "battery_on"}
    assert ("status", "in use", "in repair") in changed
    assert ("status", "in repair", "in use") in changed
    assert ("status", "in use", "lost") in changed


def test_the_days_that_the_rules_give_are_stored():
    rules = Rules(lambda record: Dates(record.bought_on, record.warranty_until), lambda _: False)
    stored = filled(30, rules).tables.equipment.records.values()
    assert all(dates == rules.dates(record) for record, dates in stored)


def test_it_is_the_same_each_time_and_as_long_as_it_is_asked_for(records):
    assert made(119).records == records
    assert made(10).records == tuple(
        Record(**{**fields(one), "is_only_one": alone.is_only_one})
        for one, alone in zip(records, made(10).records, strict=False)
    )
    assert filled(0).tables.equipment.records == {}
    later = made(119, START + timedelta(days=1000)).records
    assert Counter(map(system, later)) == Counter(map(system, records))


@pytest.mark.rows("S54")
def test_a_spare_stands_in_for_what_is_in_repair():
    database = filled(119)
    (running,) = database.tables.equipment.stand_ins.items()
    change, (away, spare, ended_by) = running
    with database() as unit:
        (stand_in,) = [unit.stand_ins.get(change)]
        assert ended_by is None
        assert stand_in is not None
        assert unit.items.get(away).status is Status.IN_REPAIR
        assert unit.items.get(spare).status is Status.IN_USE
        assert unit.items.get(spare).room == unit.items.get(away).room
        told = {one.fields[0].was for one in unit.item_history.changes(change)}
        assert told == {"in use", "spare"}
    assert not filled(14).tables.equipment.stand_ins, "one of the two is not there"


def test_beyond_its_own_things_there_are_spares_of_the_same_makes(records):
    many = filled(AT_ONCE + 300)
    stored = [one for one, _ in many.tables.equipment.records.values()]
    assert len(stored) == AT_ONCE + 300
    spares = [one for one in stored if one.name.startswith("spare")]
    assert {one.status for one in spares} == {Status.SPARE}
    assert {one.make for one in spares} <= {one.make for one in records}
    pcs = {one.model for one in spares if one.kind == "public PC"}
    assert len(pcs) > 3
    # A few transactions, whatever the number.
    assert many.units < 40
    with many() as unit:
        assert len(unit.items.ids(ItemFilter(words=("spare",)))) == len(spares)
