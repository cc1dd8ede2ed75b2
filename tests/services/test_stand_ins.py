"""A spare is swapped in and back; each swap is taken back as though it had never been."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_history import ChangeId, ChangeKind
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import ItemId
from libdesk.domain.stand_ins import AWAY, REPLACEABLE
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.item_gates import Rules
from libdesk.services.stand_ins import StandIns, standing_of_problem
from tests.domain.records_made import PLAIN
from tests.services.fakes import Hands, MemoryShare, a_report
from tests.services.memory_database import MemoryDatabase

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class House:
    """A PC in use, two spares, and who looks after them."""

    def __init__(self):
        self.database = MemoryDatabase()
        self.clock = Hands(NOON)

        self.equipment = Equipment(self.database, self.rules, self.clock, "Ada")
        self.stand_ins = StandIns(self.database, self.rules, self.clock, "Ada")
        self.pc = self.add("LV-7", Status.IN_USE, "Reading room")
        self.spare = self.add("SP-1", Status.SPARE, "Closet")
        self.other = self.add("SP-2", Status.SPARE, "Office")

    @staticmethod
    def rules():
        return Rules(lambda _: Dates(), lambda _: False, lambda kind: kind.endswith("PC"))

    def add(self, tag, status, room):
        record = replace(PLAIN, tag=Tag(tag), name=tag, status=status, room=room, branch="CEN")
        return self.equipment.add(record).records[0].id

    def swap(self, away=None, spare=None, goes=AWAY[0]):
        named = away or self.pc, spare or self.spare
        return self.stand_ins.swap_in(*named, goes, lambda a, s: f"{s.tag} for {a.tag}")

    def record(self, item):
        return self.equipment.get(item).record

    def of(self, item):
        return self.equipment.get(item).standing

    def where(self, item):
        record = self.record(item)
        return record.status, record.room

    def set(self, item, **fields):
        return self.equipment.save(replace(self.record(item), **fields), corrects=True)

    @property
    def tables(self):
        return self.database.tables.equipment.copy()


@pytest.fixture
def house():
    return House()


@pytest.mark.rows("S54")
def test_a_spare_takes_the_place_of_what_goes_away_and_goes_back(house):
    swapped = house.swap()
    assert house.where(house.pc) == (Status.IN_REPAIR, "Reading room")
    assert house.where(house.spare) == (Status.IN_USE, "Reading room")
    newest = house.equipment.changes(1)[0]
    assert (newest.kind, newest.title, newest.count) == (ChangeKind.BULK, "SP-1 for LV-7", 2)
    for item in (house.pc, house.spare):
        told = house.of(item)
        assert told.swapped is not None
        assert (told.swapped.away.tag, told.swapped.spare.tag) == ("LV-7", "SP-1")
        assert told.swapped.stand_in.since == NOON
        assert told.swapped.stand_in.change == swapped.change
    house.clock.move(days=9)
    house.stand_ins.swap_back(swapped.change, lambda away, spare: f"{away.tag} back, {spare.tag}")
    assert house.where(house.pc) == (Status.IN_USE, "Reading room")
    assert house.where(house.spare) == (Status.SPARE, "Closet")
    assert house.equipment.changes(1)[0].title == "LV-7 back, SP-1"
    assert house.of(house.pc).swapped is None
    with pytest.raises(Refusal, match="swapped back already"):
        house.stand_ins.swap_back(swapped.change)


@pytest.mark.parametrize("goes", AWAY)
@pytest.mark.parametrize("status", [one for one in Status if one in REPLACEABLE])
def test_it_serves_again_as_it_did_before(house, status, goes):
    house.set(house.pc, status=status)
    swapped = house.swap(goes=goes)
    assert house.record(house.pc).status is goes
    assert swapped.change is not None
    house.stand_ins.swap_back(swapped.change)
    assert house.record(house.pc).status is (Status.IN_USE if status in AWAY else status)


def test_each_swap_is_taken_back_as_though_it_had_never_been(house):
    before = house.tables
    swapped = house.swap()
    assert swapped.change is not None
    house.equipment.undo(swapped.change)
    assert house.tables == before
    change = house.swap().change
    assert change is not None
    there = house.tables
    for end in (house.stand_ins.swap_back, house.stand_ins.keep):
        ended = end(change)
        assert house.of(house.pc).swapped is None
        house.equipment.undo(ended.change)
        assert house.tables == there


def test_it_can_stay_for_good(house):
    swapped = house.swap()
    kept = house.stand_ins.keep(swapped.change, lambda _away, spare: f"{spare.tag} stays")
    assert house.where(house.spare) == (Status.IN_USE, "Reading room")
    assert house.where(house.pc) == (Status.IN_REPAIR, "Reading room")
    assert [one.tag for one in kept.records] == ["SP-1"]
    assert house.of(house.spare).swapped is None
    with pytest.raises(Refusal, match="swapped back already"):
        house.stand_ins.keep(swapped.change)


def test_another_stands_in_where_the_stand_in_breaks(house):
    first = house.swap()
    before = house.tables
    assert house.of(house.spare).can_swap
    second = house.swap(away=house.spare, spare=house.other, goes=Status.OUT_OF_SERVICE)
    assert house.where(house.spare) == (Status.OUT_OF_SERVICE, "Closet")
    assert house.where(house.other) == (Status.IN_USE, "Reading room")
    told = house.of(house.pc).swapped
    assert told is not None
    assert (told.away.tag, told.spare.tag) == ("LV-7", "SP-2")
    assert house.of(house.spare).swapped is None
    assert second.change is not None
    house.equipment.undo(second.change)
    assert house.tables == before
    assert first.change is not None
    house.equipment.undo(first.change)
    assert house.where(house.spare) == (Status.SPARE, "Closet")


def test_what_became_of_them_meanwhile_stays(house):
    swapped = house.swap()
    gone = replace(house.record(house.pc), status=Status.GONE)
    with pytest.raises(Refusal, match=r"LV-7 is part of a stand-in\. Swap that back"):
        house.equipment.save(gone)
    house.set(house.pc, status=Status.GONE)
    house.set(house.spare, status=Status.OUT_OF_SERVICE)
    house.stand_ins.swap_back(swapped.change)
    assert house.record(house.pc).status is Status.GONE
    assert house.where(house.spare) == (Status.OUT_OF_SERVICE, "Closet")


def test_where_nothing_is_left_to_change_it_ends_all_the_same(house):
    swapped = house.swap()
    house.set(house.pc, status=Status.IN_USE)
    house.set(house.spare, status=Status.SPARE, room="Closet")
    there = house.tables
    ended = house.stand_ins.swap_back(swapped.change)
    assert house.of(house.pc).swapped is None
    house.equipment.undo(ended.change)
    assert house.tables == there


def test_a_spare_goes_back_although_the_history_is_damaged(house):
    swapped = house.swap()
    house.database.tables.equipment.is_damaged = True
    house.stand_ins.swap_back(swapped.change)
    assert house.where(house.pc) == (Status.IN_USE, "Reading room")
    assert house.where(house.spare) == (Status.SPARE, "Reading room")


def test_beside_one_that_cannot_be_read_the_other_is_read_all_the_same(house):
    swapped = house.swap()
    del house.database.tables.equipment.records[house.spare]
    assert house.of(house.pc).swapped is None
    for end in (house.stand_ins.swap_back, house.stand_ins.keep):
        with pytest.raises(Refusal, match="can’t be read any more"):
            end(swapped.change)


def test_what_cannot_be_is_refused_with_its_reason(house):
    refused = pytest.raises
    with refused(Refusal, match="for itself"):
        house.swap(spare=house.pc)
    house.set(house.other, status=Status.LOST)
    with refused(Refusal, match=r"SP-2 is “lost” by now.*Choose another"):
        house.swap(spare=house.other)
    with refused(ValueError, match="away"):
        house.swap(goes=Status.GONE)
    with refused(Refusal, match="not in the list"):
        house.swap(away=ItemId(999))
    house.set(house.pc, status=Status.GONE)
    before = house.tables
    with refused(Refusal, match=r"LV-7 is “gone”: nothing can stand in"):
        house.swap()
    assert house.tables == before
    with refused(Refusal, match="not in the list"):
        house.of(ItemId(999))
    with refused(Refusal, match="swapped back already"):
        house.stand_ins.keep(ChangeId(999))


def test_nothing_stands_in_twice(house):
    house.swap()
    assert not house.of(house.pc).can_swap
    with pytest.raises(Refusal, match="stands in for LV-7 already"):
        house.swap(spare=house.other)
    third = house.add("LV-8", Status.IN_USE, "Office")
    with pytest.raises(Refusal, match=r"SP-1 is “in use” by now"):
        house.swap(away=third)
    # Called a spare by hand while another stands in for it.
    house.set(house.pc, status=Status.SPARE)
    with pytest.raises(Refusal, match="stands in for LV-7 already"):
        house.swap(away=third, spare=house.pc)


def test_a_swap_that_somebody_built_on_is_not_taken_back(house):
    swapped = house.swap()
    house.set(house.spare, room="Hall")
    assert swapped.change is not None
    with pytest.raises(Conflict, match="SP-1 was changed since"):
        house.equipment.undo(swapped.change)


def test_a_spare_by_hand_stands_in_where_it_was_taken_to_last(house):
    third = house.add("LV-8", Status.IN_USE, "Hall")
    first = house.swap()
    house.set(house.spare, status=Status.SPARE)
    before = house.tables
    second = house.swap(away=third)
    assert house.of(house.pc).swapped is None, "it can't stand in two places"
    with pytest.raises(Refusal, match="swapped back already"):
        house.stand_ins.swap_back(first.change)
    assert house.where(house.spare) == (Status.IN_USE, "Hall")
    house.equipment.undo(second.change)
    assert house.tables == before
    assert house.of(house.pc).swapped.spare.tag == "SP-1"


@pytest.mark.parametrize("status", [Status.READY, Status.SANDBOX])
def test_it_serves_as_before_also_where_another_stood_in_last(house, status):
    house.set(house.pc, status=status)
    house.swap()
    second = house.swap(away=house.spare, spare=house.other)
    house.stand_ins.swap_back(second.change)
    assert house.record(house.pc).status is status


def test_what_was_taken_to_be_repaired_by_hand_serves_as_before_too(house):
    house.set(house.pc, status=Status.READY)
    house.set(house.pc, status=Status.IN_REPAIR)
    house.set(house.pc, status=Status.OUT_OF_SERVICE)
    house.stand_ins.swap_back(house.swap().change)
    assert house.record(house.pc).status is Status.READY


def test_what_came_to_be_repaired_is_used_afterwards(house):
    away = house.add("LV-9", Status.IN_REPAIR, "Hall")
    house.stand_ins.swap_back(house.swap(away=away).change)
    assert house.record(away).status is Status.IN_USE


def test_an_end_is_not_taken_back_where_another_stands_in_by_now(house):
    kept = house.stand_ins.keep(house.swap().change)
    house.swap(spare=house.other)
    before = house.tables
    with pytest.raises(Conflict, match=r"LV-7 is part of another stand-in by now.*Swap that back"):
        house.equipment.undo(kept.change)
    assert house.tables == before


def test_an_end_is_not_taken_back_where_the_spare_stands_in_elsewhere_by_now(house):
    third = house.add("LV-8", Status.IN_USE, "Hall")
    first = house.swap()
    house.set(house.spare, status=Status.SPARE)
    kept = house.stand_ins.keep(first.change)
    elsewhere = house.swap(away=third)
    with pytest.raises(Conflict, match="SP-1 is part of another stand-in"):
        house.equipment.undo(kept.change)
    house.stand_ins.swap_back(elsewhere.change)
    house.equipment.undo(kept.change)
    assert house.of(house.pc).swapped.spare.tag == "SP-1"


def test_what_has_to_do_with_no_stand_in_is_taken_back_while_one_runs(house):
    third = house.add("LV-8", Status.IN_USE, "Hall")
    elsewhere = house.swap(away=third, spare=house.other)
    before = house.tables
    added = house.equipment.add(replace(PLAIN, tag=Tag("LV-9")))
    house.equipment.undo(added.change)
    swapped = house.swap()
    ended = house.stand_ins.swap_back(swapped.change)
    house.equipment.undo(ended.change)
    house.equipment.undo(swapped.change)
    assert house.tables == before
    house.equipment.undo(elsewhere.change)
    assert house.where(house.other) == (Status.SPARE, "Office")


def test_a_swap_that_a_colleague_has_ended_is_not_taken_back(house):
    swapped = house.swap()
    kept = house.stand_ins.keep(swapped.change)
    before = house.tables
    with pytest.raises(Conflict, match="has ended since"):
        house.equipment.undo(swapped.change)
    assert house.tables == before
    house.equipment.undo(kept.change)
    house.equipment.undo(swapped.change)
    assert house.where(house.spare) == (Status.SPARE, "Closet")


def test_what_something_stands_in_for_is_not_taken_out_of_the_list(house):
    bare = replace(PLAIN, tag=Tag("LV-9"), status=Status.IN_REPAIR, branch="CEN")
    added = house.equipment.add(bare)
    swapped = house.swap(away=added.records[0].id)
    with pytest.raises(Conflict, match="LV-9 is part of another stand-in"):
        house.equipment.undo(added.change)
    house.stand_ins.swap_back(swapped.change)
    with pytest.raises(Conflict, match="changed since"):
        house.equipment.undo(added.change)


@pytest.mark.parametrize("status", [Status.LOST, Status.GONE])
def test_what_is_not_here_any_more_is_not_put_back_into_its_closet(house, status):
    swapped = house.swap()
    house.set(house.spare, status=status)
    house.stand_ins.swap_back(swapped.change)
    assert house.where(house.spare) == (status, "Reading room")
    assert house.record(house.pc).status is Status.IN_USE


def test_a_spare_for_which_something_stands_in_is_not_offered(house):
    house.swap()
    house.set(house.pc, status=Status.SPARE)
    third = house.add("LV-8", Status.IN_USE, "Hall")
    assert [one.tag for one in house.stand_ins.spares(third)] == ["SP-2"]
    house.set(house.other, status=Status.LOST)
    assert not house.of(third).can_swap


@pytest.mark.parametrize("status", list(Status))
def test_swapping_is_offered_where_it_can_be_done(house, status):
    house.set(house.pc, status=status)
    assert house.of(house.pc).can_swap == (status in REPLACEABLE)
    assert house.of(house.spare).can_swap is False


def test_it_is_not_offered_where_there_is_no_spare(house):
    house.set(house.spare, status=Status.IN_USE)
    assert house.of(house.pc).can_swap
    assert [one.tag for one in house.stand_ins.spares(house.pc)] == ["SP-2"]
    house.set(house.other, status=Status.IN_USE)
    assert not house.of(house.pc).can_swap
    assert house.stand_ins.spares(house.pc) == ()


@pytest.mark.rows("S54")
def test_a_report_tells_what_stands_in_for_its_item(house):
    share = MemoryShare()
    for number, item in enumerate(("LV-7", "", "LV-99"), 1):
        share.drop(a_report(number, item=item))
    Intake(house.database, [share], house.clock).collect()
    inbox = Inbox(house.database, house.clock, "Ada")
    problem, *others = (inbox.get(a_report(number).id) for number in (1, 2, 3))
    told = standing_of_problem(house.database, house.rules(), problem)
    assert told is not None
    assert (told.record.tag, told.swapped) == ("LV-7", None)
    house.swap()
    told = standing_of_problem(house.database, house.rules(), problem)
    assert told is not None
    assert told.swapped is not None
    assert told.swapped.spare.tag == "SP-1"
    assert [standing_of_problem(house.database, house.rules(), one) for one in others] == [
        None,
        None,
    ]
