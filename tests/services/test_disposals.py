"""Wiping and disposal: declared surplus, wiped, gone; nothing goes unwiped, or before its day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from libdesk import files, paths
from libdesk.domain.disposal import Condition, Departure, How, Step
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.loans import Loan
from libdesk.domain.money import Money
from libdesk.domain.records import DiskKind, ItemId, Record
from libdesk.domain.statuses import Status
from libdesk.domain.wiping import Destination, Method, Result, WipeRecord, parse_wiping
from libdesk.services.disposals import ERATE_WHY, UNTOLD_MOST, Disposals
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.item_import import ItemImport
from libdesk.services.loans import Loans
from libdesk.services.stand_ins import StandIns

WIPING = parse_wiping(files.read_json(paths.resources() / "disposal" / "wiping.json"))


def needs_wiping(record):
    return record.status is not Status.WIPED and record.disk_kind is not DiskKind.NO_STORAGE


class House:
    """A library's things, and who lets them go."""

    def __init__(self, database, hands):
        self.database = database
        self.hands = hands
        self.disposals = Disposals(database, self.rules, hands, "Ada", lambda: WIPING)
        self.equipment = Equipment(database, self.rules, hands, "Ada")

    @property
    def today(self):
        return self.hands().astimezone().date()

    def rules(self):
        return Rules(lambda _: Dates(), needs_wiping, today=self.today)

    def add(self, tag="LV-1", **more):
        told = {"disk_kind": DiskKind.SSD, "serial": f"S-{tag}", "make": "Dell", **more}
        return self.equipment.add(Record(Tag(tag), tag, "public PC", **told)).records[0].id

    def record(self, item):
        return self.equipment.get(item).record

    def set(self, item, *, corrects=False, **fields):
        self.equipment.save(replace(self.record(item), **fields), corrects=corrects)

    def of(self, item):
        return self.disposals.of([item])[0]

    def wipe(self, item, technique="sanitize", **more):
        told = {"by": "Ada", "checked_by": "Ben", "on": self.today, **more}
        media = told.pop("media", DiskKind.SSD)
        wipe = WipeRecord(item, technique, Method.CLEAR, media, **told)
        return self.disposals.record_wipe(wipe, "Wiped")

    def go(self, *items, how=How.RECYCLED, **more):
        told = {"to": "Greenway Recycling", "on": self.today, **more}
        return self.disposals.depart(items, Departure(ItemId(0), how, **told), "Gone")


@pytest.fixture
def house(database, hands):
    return House(database, hands)


@pytest.fixture
def pc(house):
    return house.add()


def refused(match, field, act, *args, **more):
    with pytest.raises(Refusal, match=match) as raised:
        act(*args, **more)
    assert raised.value.field == field


def test_a_thing_goes_the_whole_way_and_each_step_is_kept(house, pc):
    before = house.database.tables.equipment.copy()
    undo = [house.disposals.retire([pc], " can’t run Windows 11 ", Condition.WORKS).change]
    assert house.of(pc).step is Step.WIPE
    assert house.of(pc).retirement.why == "can’t run Windows 11"
    assert house.of(pc).retirement.by == "Ada"
    undo.append(house.wipe(pc, tool="nvme-cli 2.11").change)
    ready = house.of(pc)
    assert (ready.step, ready.wiped.method) == (Step.READY, Method.PURGE)
    assert (ready.wiped.tag, ready.wiped.serial) == ("LV-1", "S-LV-1")
    undo.append(house.go(pc, schemes=("R2", " ")).change)
    gone = house.of(pc)
    assert (gone.step, gone.departure.schemes) == (Step.CERTIFICATE, ("R2",))
    assert house.record(pc).status is Status.GONE
    assert [one.title for one in house.equipment.changes(2)] == ["Gone", "Wiped"]
    for change in reversed(undo):
        house.equipment.undo(change)
    assert house.database.tables.equipment == before, "as though it had never been"


def test_what_has_no_storage_is_ready_to_go_at_once(house):
    monitor = house.add("LV-2", disk_kind=DiskKind.NO_STORAGE)
    house.disposals.retire([monitor], "cracked", Condition.BROKEN)
    assert house.record(monitor).status is Status.WIPED
    assert house.of(monitor).step is Step.READY
    house.go(monitor)
    assert house.of(monitor).step is Step.CERTIFICATE


def test_what_is_to_be_wiped_already_only_gets_its_reason(house, pc):
    house.set(pc, status=Status.TO_WIPE)
    version = house.record(pc).version
    change = house.disposals.retire([pc], "old", Condition.UNKNOWN).change
    assert house.record(pc).version == version
    assert house.of(pc).retirement.why == "old"
    house.equipment.undo(change)
    assert house.of(pc).retirement is None


def test_nothing_that_is_gone_is_retired_and_nothing_that_is_not_there(house, pc):
    house.set(pc, status=Status.GONE, corrects=True)
    refused("gone already", "", house.disposals.retire, [pc], "", Condition.UNKNOWN)
    for items in ([ItemId(99)], []):
        with pytest.raises(Conflict, match="not in the list"):
            house.disposals.retire(items, "", Condition.UNKNOWN)


@pytest.mark.parametrize(
    ("more", "field", "match"),
    [
        ({"media": DiskKind.NO_STORAGE}, "media", "no storage"),
        ({"technique": "prayer"}, "technique", "choose how"),
        ({"by": " "}, "by", "who wiped"),
        ({"technique": "overwrite"}, "technique", "only clears"),
        ({"on": date(2999, 1, 1)}, "on", "still to come"),
    ],
)
def test_a_wipe_that_is_not_enough_is_refused_with_the_way_out(house, pc, more, field, match):
    before = house.database.tables.equipment.copy()
    refused(match, field, house.wipe, pc, **more)
    assert house.database.tables.equipment == before


def test_a_wipe_takes_what_serves_out_of_service_where_it_leaves(house):
    leaves, stays = house.add("A"), house.add("B")
    house.wipe(leaves)
    assert house.record(leaves).status is Status.WIPED
    house.wipe(stays, technique="overwrite", goes=Destination.STAYS)
    assert house.record(stays).status is Status.IN_USE
    assert house.of(stays).wipes[0].method is Method.CLEAR


def test_a_failed_wipe_leaves_it_to_be_wiped(house):
    serves, wiped, gone = house.add("A"), house.add("B"), house.add("C")
    house.wipe(serves, result=Result.FAILED)
    assert house.record(serves).status is Status.TO_WIPE
    assert house.of(serves).has_failed
    house.wipe(wiped)
    house.wipe(wiped, result=Result.FAILED)
    assert house.record(wiped).status is Status.TO_WIPE
    house.set(gone, status=Status.GONE, corrects=True)
    house.wipe(gone, result=Result.FAILED)
    assert house.record(gone).status is Status.GONE
    lost = house.add("D", status=Status.LOST)
    house.wipe(lost, result=Result.FAILED)
    assert house.record(lost).status is Status.LOST


def test_the_kind_of_media_is_kept_where_it_was_not_known(house):
    unknown = house.add("A", disk_kind=DiskKind.UNKNOWN)
    house.wipe(unknown, technique="shred", media=DiskKind.HARD_DISK)
    assert house.record(unknown).disk_kind is DiskKind.HARD_DISK


def test_nothing_goes_by_hand_before_it_is_wiped(house, pc):
    for status in (Status.GONE, Status.TO_WIPE, Status.WIPED):
        if status is Status.TO_WIPE:
            house.set(pc, status=status)
            continue
        refused("holds data", "status", house.set, pc, status=status)
    house.wipe(pc)
    house.set(pc, status=Status.GONE)
    assert house.of(pc).step is Step.UNTOLD
    house.go(pc, how=How.GIVEN, to="Fernhill School", is_asked=True)
    assert house.of(pc).step is Step.GONE


def test_what_is_called_wiped_without_a_record_stays(house, pc):
    house.set(pc, status=Status.WIPED, corrects=True)
    assert house.of(pc).step is Step.WIPE
    refused("No record says how LV-1 was wiped", "status", house.go, pc)
    house.wipe(pc)
    house.go(pc)


def test_what_was_only_cleared_stays_and_so_does_what_failed(house, pc):
    house.set(pc, status=Status.TO_WIPE)
    house.wipe(pc, technique="factory-reset", goes=Destination.STAYS)
    assert house.record(pc).status is Status.WIPED
    assert house.of(pc).step is Step.WIPE
    refused("only cleared", "status", house.go, pc)
    house.wipe(pc, result=Result.FAILED)
    house.set(pc, status=Status.WIPED, corrects=True)
    refused("try to wipe LV-1 failed", "status", house.go, pc)


def test_what_served_again_after_it_was_wiped_is_to_be_wiped_again(house, pc):
    house.wipe(pc)
    house.set(pc, status=Status.IN_USE, corrects=True)
    house.set(pc, status=Status.TO_WIPE)
    house.set(pc, status=Status.WIPED, corrects=True)
    assert house.of(pc).wiped is None
    refused("served again", "status", house.go, pc)
    house.wipe(pc)
    house.go(pc)


def test_a_list_that_is_read_in_lets_nothing_go_either(house, pc):
    imports = ItemImport(house.database, house.rules, house.hands)
    assert imports.stock().holds_data == {pc}
    house.set(pc, status=Status.WIPED, corrects=True)
    assert imports.stock().holds_data == {pc}, "called wiped, and no record says so"
    house.wipe(pc)
    assert imports.stock().holds_data == frozenset()


def test_a_list_that_is_read_in_knows_what_stays_for_another_reason(house, pc):
    imports = ItemImport(house.database, house.rules, house.hands)
    kit = house.add("K", status=Status.SPARE)
    before = imports.stock()
    assert (before.stays, before.today) == ({}, house.today)
    Loans(house.database, house.rules, house.hands).lend(Loan(kit, "Ben", house.today, house.today))
    now = imports.stock()
    assert now.stays[kit].startswith("K is with Ben")
    assert now.stamp != before.stamp, "what was worked out before is no longer true"
    house.set(kit, status=Status.GONE, corrects=True)
    assert imports.stock().stays == {}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"keep_why": "E-rate"}, "(E-rate)"),
        ({"funder": "LSTA grant"}, "(paid by LSTA grant)"),
        ({}, "until 2999-01-01."),
    ],
)
def test_what_a_grant_paid_for_stays_until_its_day_with_the_reason(house, more, told):
    kept = house.add("G", keep_until=date(2999, 1, 1), **more)
    house.wipe(kept)
    assert house.of(kept).step is Step.LOCKED
    with pytest.raises(Refusal, match="to be kept until 2999-01-01") as raised:
        house.go(kept)
    assert told in raised.value.sentence
    refused("ask who paid for it", "status", house.set, kept, status=Status.GONE)
    house.set(kept, keep_until=house.today)
    house.go(kept)


def test_what_e_rate_paid_for_is_kept_where_nobody_had_said_so(house):
    erate, other = house.add("E", funder="E-rate", bought_on=date(2024, 3, 1)), house.add("O")
    change = house.disposals.keep([erate, other], "Kept").change
    assert house.record(erate).keep_until == date(2029, 3, 1)
    assert house.record(erate).keep_why == ERATE_WHY
    assert house.record(other).keep_until is None
    house.equipment.undo(change)
    assert house.record(erate).keep_until is None


@pytest.mark.parametrize(
    ("more", "field", "match"),
    [
        ({"to": ""}, "to", "to whom"),
        ({"to": "greta@example.org"}, "to", "somebody’s own"),
        ({"how": How.SOLD}, "is_asked", "declared it surplus"),
        ({"how": How.SOLD, "is_asked": True, "to": "Ada and family"}, "to", "does not get it"),
        ({"how": How.WRITTEN_OFF}, "how", "not lost"),
        ({"on": date(2999, 1, 1)}, "on", "still to come"),
        ({"decided_on": date(2999, 1, 1)}, "decided_on", "still to come"),
        ({"certificate_on": date(2999, 1, 1)}, "certificate_on", "still to come"),
    ],
)
def test_a_departure_that_can_not_be_is_refused_with_the_way_out(house, pc, more, field, match):
    house.disposals.retire([pc], "old", Condition.WORKS)
    house.wipe(pc)
    refused(match, field, house.go, pc, **more)
    assert house.record(pc).status is Status.WIPED


def test_what_is_lost_is_written_off_though_it_was_to_be_kept_with_a_word_on_it(house):
    lost = house.add("L", status=Status.LOST, keep_until=date(2999, 1, 1), keep_why="E-rate")
    refused(
        "and is lost. Choose “Wipe and",
        "status",
        house.set,
        lost,
        status=Status.GONE,
    )
    refused("what whoever paid for it was told", "note", house.go, lost, how=How.WRITTEN_OFF)
    assert house.record(lost).status is Status.LOST
    change = house.go(lost, how=How.WRITTEN_OFF, note="Told the fund on 3 March.").change
    assert house.record(lost).status is Status.GONE
    house.equipment.undo(change)
    assert house.record(lost).status is Status.LOST


def test_what_is_lost_is_written_off_with_data_on_it(house):
    lost = house.add("L", status=Status.LOST)
    assert house.of(lost).step is Step.LOST
    refused("is lost: write it off", "how", house.go, lost)
    house.go(lost, how=How.WRITTEN_OFF, to="")
    assert house.of(lost).step is Step.GONE


def not_back(house, change, match):
    before = house.database.tables.equipment.copy()
    with pytest.raises(Conflict, match=match):
        house.equipment.undo(change)
    assert house.database.tables.equipment == before


def stays(house, item, match):
    """Neither the page nor a hand lets it go; a list that was wrong can be corrected."""
    refused(match, "status", house.go, item)
    refused(match, "status", house.set, item, status=Status.GONE)
    house.set(item, status=Status.GONE, corrects=True)
    house.set(item, status=Status.WIPED, corrects=True)


def test_what_is_part_of_a_stand_in_stays(house, pc):
    spare = house.add("SP", status=Status.SPARE)
    stand_ins = StandIns(house.database, house.rules, house.hands)
    swapped = stand_ins.swap_in(pc, spare)
    house.wipe(pc)
    stays(house, pc, "LV-1 is part of a stand-in. Swap that back")
    assert swapped.change is not None
    kept = stand_ins.keep(swapped.change).change
    gone = house.go(pc).change
    not_back(house, kept, "LV-1 has gone since")
    house.equipment.undo(gone)
    house.equipment.undo(kept)


def test_what_is_lent_or_booked_stays(house):
    kit = house.add("K", status=Status.SPARE, disk_kind=DiskKind.NO_STORAGE)
    loans = Loans(house.database, house.rules, house.hands)
    soon, later = house.today + timedelta(days=2), house.today + timedelta(days=9)
    booked = loans.book(Loan(kit, "Story time team", soon, later)).left
    house.set(kit, status=Status.TO_WIPE)
    house.set(kit, status=Status.WIPED)
    stays(house, kit, "K is booked for Story time team. Cancel that.*Loans")
    loans.cancel(booked.id)
    house.set(kit, status=Status.SPARE, corrects=True)
    lent = loans.lend(Loan(kit, "Ben", house.today, soon)).left
    house.set(kit, status=Status.WIPED, corrects=True)
    stays(house, kit, "K is with Ben. Take it back first.*Loans")
    back = loans.give_back(lent.id)
    house.go(kit)
    with pytest.raises(Conflict, match="K has gone since"):
        loans.take_back(back)
    house.equipment.undo(house.equipment.changes(1)[0].id)
    loans.take_back(back)


def test_a_booking_that_nobody_came_for_keeps_nothing(house, hands):
    kit = house.add("K", status=Status.SPARE, disk_kind=DiskKind.NO_STORAGE)
    loans = Loans(house.database, house.rules, house.hands)
    tomorrow = house.today + timedelta(days=1)
    loans.book(Loan(kit, "Ben", tomorrow, tomorrow))
    hands.move(days=3)
    house.go(kit)


def test_a_pallet_goes_with_one_certificate_that_comes_later(house):
    pallet = [house.add(tag) for tag in ("A", "B", "C")]
    for item in pallet:
        house.wipe(item)
    house.go(*pallet, price=Money(100))
    gone = [one.departure for one in house.disposals.of(pallet)]
    assert [one.price.minor for one in gone] == [34, 33, 33]
    assert [one.tag for one in gone] == ["A", "B", "C"]
    refused("number", "certificate", house.disposals.add_certificate, gone, " ", None)
    tomorrow = house.today + timedelta(days=1)
    refused("still to come", "certificate_on", house.disposals.add_certificate, gone, "7", tomorrow)
    before = house.disposals.add_certificate(gone, " GW-77 ", house.today)
    assert {house.of(one).departure.certificate for one in pallet} == {"GW-77"}
    with pytest.raises(Conflict):
        house.disposals.add_certificate(gone, "other", None)
    house.disposals.take_certificate_back(before)
    assert house.of(pallet[0]).step is Step.CERTIFICATE


def test_the_overview_tells_what_is_to_be_done_and_what_went_this_year(house):
    items = {tag: house.add(tag) for tag in "ABCDEFGH"}
    house.disposals.retire([items["A"]], "old", Condition.WORKS)
    house.wipe(items["B"])
    house.wipe(items["C"])
    house.set(items["C"], keep_until=date(2999, 1, 1))
    house.set(items["D"], status=Status.LOST)
    house.set(items["E"], status=Status.GONE, corrects=True)
    for tag in "FGH":
        house.wipe(items[tag])
    house.go(items["F"])
    house.go(items["G"], how=How.SOLD, is_asked=True, to="public sale", price=Money(2500))
    house.go(items["H"], certificate="old", on=date(2001, 1, 1))
    shown = house.disposals.overview()
    steps = {step: "".join(one.record.tag for one in shown.of(step)) for step in Step}
    assert steps == {
        Step.WIPE: "A",
        Step.READY: "B",
        Step.LOCKED: "C",
        Step.LOST: "D",
        Step.UNTOLD: "E",
        Step.CERTIFICATE: "F",
        Step.GONE: "G",
        Step.SERVES: "",
    }
    assert shown.income == (Money(2500),)
    assert shown.since <= house.today < shown.until
    house.set(items["G"], status=Status.IN_USE, corrects=True)
    again = house.disposals.overview()
    assert again.of(Step.GONE) == ()
    assert again.income == (), "it is back"


def test_items_that_are_not_there_are_left_out(house, pc):
    assert [one.record.id for one in house.disposals.of([ItemId(99), pc])] == [pc]


def test_several_alike_are_wiped_at_once_and_taken_back_at_once(house):
    first, second, disk = (
        house.add("A"),
        house.add("B", disk_kind=DiskKind.UNKNOWN),
        house.add("C", disk_kind=DiskKind.HARD_DISK),
    )
    wipe = WipeRecord(ItemId(0), "shred", Method.CLEAR, DiskKind.SSD, "Ada", house.today)
    refused("another kind", "media", house.disposals.record_wipe, wipe, "", [first, second, disk])
    change = house.disposals.record_wipe(wipe, "Wiped", [first, second]).change
    assert [house.of(one).wiped.tag for one in (first, second)] == ["A", "B"]
    house.equipment.undo(change)
    assert house.of(first).wipes == ()


def test_of_very_many_that_are_gone_only_some_are_asked_about(house):
    for n in range(UNTOLD_MOST + 3):
        house.add(f"G{n:04}", status=Status.GONE)
    assert len(house.disposals.overview().of(Step.UNTOLD)) == UNTOLD_MOST


def test_what_left_is_listed_in_the_order_in_which_it_left(house, pc):
    other, back = house.add("B"), house.add("C")
    for item in (pc, other, back):
        house.wipe(item)
    house.go(pc)
    house.go(other, on=house.today - timedelta(days=9))
    house.go(back)
    house.set(back, status=Status.IN_USE, corrects=True)
    tomorrow = house.today + timedelta(days=1)
    left = house.disposals.departed(house.today - timedelta(days=30), tomorrow)
    assert [one.record.tag for one in left] == ["B", "LV-1"]
    house.set(other, status=Status.WIPED, corrects=True)
    house.go(other)
    before = house.disposals.departed(house.today - timedelta(days=30), house.today)
    assert before == (), "it came back, and went again today"


def test_a_wipe_record_by_which_something_went_stays(house, pc):
    house.set(pc, status=Status.WIPED, corrects=True)
    wiped = house.wipe(pc).change
    gone = house.go(pc).change
    not_back(house, wiped, "LV-1 has gone since.*Take back first that it went")
    back = house.equipment
    house.set(pc, status=Status.WIPED, corrects=True)
    not_back(house, wiped, "has gone since")
    not_back(house, gone, "changed since")
    back.undo(house.equipment.changes(1)[0].id)
    back.undo(gone)
    back.undo(wiped)
    assert house.of(pc).wipes == ()


def test_a_wipe_record_that_came_after_it_had_gone_can_be_taken_back(house, pc):
    house.set(pc, status=Status.GONE, corrects=True)
    house.equipment.undo(house.wipe(pc).change)
    assert house.of(pc).wipes == ()


def test_of_two_wipes_the_later_is_taken_back_first(house, pc):
    house.set(pc, status=Status.TO_WIPE)
    first, second = house.wipe(pc).change, house.wipe(pc).change
    not_back(house, first, "wiped once more since")
    house.equipment.undo(second)
    house.equipment.undo(first)
    assert house.record(pc).status is Status.TO_WIPE


def test_how_something_went_stays_while_its_certificate_hangs_on_it(house, pc):
    house.wipe(pc)
    gone = house.go(pc).change
    kept = house.disposals.add_certificate([house.of(pc).departure], "GW-77", house.today)
    not_back(house, gone, "certificate of LV-1 came since")
    house.disposals.take_certificate_back(kept)
    house.equipment.undo(gone)
    assert house.of(pc).step is Step.READY


def test_how_something_went_is_taken_back_from_the_last_on(house, pc):
    house.wipe(pc)
    first, second = house.go(pc).change, house.go(pc, how=How.DESTROYED).change
    not_back(house, first, "How LV-1 went was told anew since")
    house.equipment.undo(second)
    house.equipment.undo(first)
    assert house.record(pc).status is Status.WIPED


def test_what_was_read_in_as_gone_stays_once_somebody_has_told_how(house):
    added = house.equipment.add(
        Record(Tag("G-1"), "Old PC", "public PC", status=Status.GONE, disk_kind=DiskKind.SSD)
    )
    house.go(added.records[0].id)
    not_back(house, added.change, "How G-1 was wiped, or went, was kept since")


def test_what_is_lent_by_now_is_not_made_gone_again(house):
    kit = house.add("K", disk_kind=DiskKind.NO_STORAGE)
    house.go(kit)
    house.set(kit, status=Status.SPARE, corrects=True)
    change = house.equipment.changes(1)[0].id
    loans = Loans(house.database, house.rules, house.hands)
    lent = loans.lend(Loan(kit, "Ben", house.today, house.today)).left
    not_back(house, change, "K is with Ben. Take it back first")
    loans.give_back(lent.id)
    house.equipment.undo(change)
    assert house.record(kit).status is Status.GONE
