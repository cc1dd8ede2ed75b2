"""Things are lent, booked ahead, extended and taken back; each step has a way back."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from libdesk.domain.equipment import Tag
from libdesk.domain.hours import Hours, Span
from libdesk.domain.item_lists import Dates
from libdesk.domain.loans import Condition, Loan, LoanState
from libdesk.domain.places import Branch
from libdesk.domain.records import Role
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.loan_checks import day_words
from libdesk.services.loans import Loans
from libdesk.services.retention import Retention
from libdesk.services.stand_ins import StandIns
from tests.domain.records_made import PLAIN
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = NOON.date()


def day(number):
    return TODAY + timedelta(days=number)


class House:
    """Two loan laptops, a spare, a PC in use, and who looks after them."""

    def __init__(self):
        self.database = MemoryDatabase()
        self.clock = Hands(NOON)
        self.equipment = Equipment(self.database, self.rules, self.clock, "Ada")
        self.stand_ins = StandIns(self.database, self.rules, self.clock, "Ada")
        self.loans = Loans(self.database, self.rules, self.clock, "Ada")
        self.laptop = self.add("LT-1", Status.READY, Role.LOAN)
        self.other = self.add("LT-2", Status.READY, Role.LOAN, "FER")
        self.spare = self.add("SP-1", Status.SPARE)
        self.pc = self.add("LV-7", Status.IN_USE)

    @staticmethod
    def rules():
        return Rules(lambda _: Dates(), lambda _: False, lambda _: True)

    def add(self, tag, status, role=Role.NONE, branch="CEN"):
        record = replace(PLAIN, tag=Tag(tag), name=tag, status=status, role=role, branch=branch)
        return self.equipment.add(record).records[0].id

    def wanted(self, first=0, last=0, item=None, borrower="Ben", **more):
        return Loan(item or self.laptop, borrower, day(first), day(last), **more)

    def lend(self, last=0, **more):
        return self.loans.lend(self.wanted(0, last, **more))

    def book(self, first, last, **more):
        return self.loans.book(self.wanted(first, last, **more))

    def set(self, item, **fields):
        record = self.equipment.get(item).record
        return self.equipment.save(replace(record, **fields), corrects=True)

    @property
    def tables(self):
        return self.database.tables.loans.copy().rows


@pytest.fixture
def house():
    return House()


@pytest.mark.rows("S54")
def test_a_thing_is_lent_until_a_day_and_taken_back(house):
    done = house.lend(3, along=" charger,  bag ", note="Story time\n")
    lent = done.left
    assert (lent.state, lent.from_on, lent.until_on) == (LoanState.OUT, TODAY, day(3))
    assert (lent.along, lent.note, lent.handed_out_at) == ("charger, bag", "Story time", NOON)
    told = house.loans.of(house.laptop)
    assert (told.out, told.booked, told.past, told.borrowers) == (lent, (), 0, ("Ben",))
    assert told.loans == (lent,)
    assert not told.can_begin_today
    house.clock.move(days=2)
    back = house.loans.give_back(lent.id, expected=lent.version).left
    assert (back.state, back.condition, back.ended_at) == (
        LoanState.RETURNED, Condition.GOOD, NOON + timedelta(days=2),
    )  # fmt: skip
    told = house.loans.of(house.laptop)
    assert (told.out, told.past, told.loans) == (None, 1, ())
    assert told.can_begin_today
    with pytest.raises(Refusal, match="taken back already"):
        house.loans.give_back(lent.id)


def test_a_thing_is_booked_ahead_and_handed_out(house):
    booked = house.book(5, 7).left
    assert (booked.state, booked.handed_out_at) == (LoanState.BOOKED, None)
    assert house.loans.of(house.laptop).booked == (booked,)
    house.clock.move(days=5)
    out = house.loans.hand_out(booked.id, booked.version).left
    assert (out.state, out.from_on, out.until_on) == (LoanState.OUT, day(5), day(7))
    with pytest.raises(Refusal, match="handed out already"):
        house.loans.hand_out(booked.id)
    with pytest.raises(Refusal, match="only a booking"):
        house.loans.give_back(house.book(20, 21).left.id)


def test_what_is_handed_out_early_begins_early_and_late_where_it_was_to_begin(house):
    early = house.loans.hand_out(house.book(2, 4).left.id).left
    assert (early.from_on, early.until_on) == (TODAY, day(4))
    late = house.book(0, 4, item=house.other).left
    house.clock.move(days=2)
    assert house.loans.hand_out(late.id).left.from_on == TODAY


def test_a_booking_whose_days_are_over_is_not_handed_out(house):
    booked = house.book(1, 2).left
    house.clock.move(days=3)
    with pytest.raises(Refusal, match="days of this booking are over"):
        house.loans.hand_out(booked.id)
    assert house.loans.of(house.laptop).booked == ()
    overview = house.loans.overview()
    assert (overview.booked, [one.loan for one in overview.ended]) == ((), [booked])
    moved = house.loans.move(booked.id, day(4), day(5)).left
    assert (moved.from_on, moved.until_on) == (day(4), day(5))


def test_no_thing_is_lent_to_two(house):
    house.book(4, 5, borrower="Cy")
    with pytest.raises(Refusal) as refused:
        house.lend(4)
    assert refused.value.field == "days"
    assert refused.value.sentence == (
        "LT-1 is booked for Cy from Nov 30, 2026 to Dec 1, 2026. "
        "For so many days it is free from Dec 2, 2026."
    )
    house.lend(3, borrower="Dee")
    with pytest.raises(Refusal, match=r"LT-1 is with Dee until Nov 29, 2026. .* Dec 2, 2026"):
        house.book(3, 3)
    with pytest.raises(Refusal, match="booked for Cy from"):
        house.book(5, 5)
    house.book(6, 6, borrower="Eve")
    with pytest.raises(Refusal, match="booked for Eve on Dec 2, 2026"):
        house.book(6, 6)


def test_what_is_overdue_is_lent_to_nobody_until_it_is_back(house):
    lent = house.lend(1).left
    booked = house.book(5, 6, borrower="Cy").left
    house.clock.move(days=3)
    with pytest.raises(Refusal, match=r"was due back on Nov 27, 2026. Take it back"):
        house.book(20, 21)
    with pytest.raises(Refusal, match="was due back"):
        house.loans.hand_out(booked.id)
    house.loans.move(booked.id, day(5), day(6), house.other)
    house.loans.give_back(lent.id)
    house.book(20, 21)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (-1, 2, "That day is over"),
        (3, 2, "back before it is handed out"),
        (1, 367, "more than a year"),
        (400, 401, "more than a year"),
    ],
)
def test_days_that_make_no_sense(house, first, last, why):
    with pytest.raises(Refusal, match=why) as refused:
        house.book(first, last)
    assert refused.value.field == "days"
    assert house.tables == {}


@pytest.mark.parametrize(
    ("borrower", "why"),
    [
        ("", "Who takes it"),
        ("ada@example.org", "looks like a card number"),
        ("a patron", "Loans here are for staff"),
    ],
)
def test_patrons_borrow_elsewhere(house, borrower, why):
    with pytest.raises(Refusal, match=why) as refused:
        house.lend(borrower=borrower)
    assert refused.value.field == "borrower"
    assert house.tables == {}


def test_a_note_is_a_note_and_no_book(house):
    with pytest.raises(Refusal, match="at most 1000") as refused:
        house.lend(note="x" * 1001)
    assert refused.value.field == "note"
    lent = house.lend().left
    with pytest.raises(Refusal, match="at most 1000") as refused:
        house.loans.give_back(lent.id, said="x" * 1001)
    assert refused.value.field == "said"


@pytest.mark.parametrize(
    "status", [one for one in Status if one not in (Status.READY, Status.SPARE, Status.IN_USE)]
)
def test_what_is_not_at_hand_is_not_lent(house, status):
    house.set(house.laptop, status=status)
    with pytest.raises(Refusal, match=f"LT-1 is “{status.value}”"):
        house.lend()
    assert house.loans.of(house.laptop).why_not


def test_what_is_in_use_is_lent_where_that_is_its_role(house):
    with pytest.raises(Refusal, match="LV-7 is in use where it stands"):
        house.lend(item=house.pc)
    house.set(house.pc, role=Role.LOAN)
    house.lend(item=house.pc)


@pytest.mark.rows("S54")
def test_what_stands_in_for_another_is_not_lent(house):
    change = house.stand_ins.swap_in(house.pc, house.spare).change
    with pytest.raises(Refusal, match=r"SP-1 stands in for LV-7 now\. Swap that back first"):
        house.lend(item=house.spare)
    with pytest.raises(Refusal, match="LV-7 is “in repair”"):
        house.lend(item=house.pc)
    house.stand_ins.swap_back(change)
    house.lend(item=house.spare)


@pytest.mark.rows("S54")
def test_what_is_lent_or_promised_does_not_stand_in_unsaid(house):
    second = house.add("SP-2", Status.SPARE)
    house.lend(item=house.spare)
    far = house.add("SP-3", Status.SPARE)
    house.book(30, 31, item=far)
    missed = house.book(0, 0, item=second).left
    house.clock.move(days=1)
    assert house.stand_ins.booked_soon() == {}
    soon = house.book(3, 4, item=second, borrower="Cy").left
    house.book(6, 6, item=second)
    assert {one.tag for one in house.stand_ins.spares(house.pc)} == {"SP-2", "SP-3"}
    assert house.stand_ins.booked_soon() == {second: soon}
    assert missed.id
    with pytest.raises(Refusal, match="SP-1 is lent to Ben by now"):
        house.stand_ins.swap_in(house.pc, house.spare)
    house.stand_ins.swap_in(house.pc, second)


def test_a_loan_is_extended_as_far_as_nobody_has_booked_it(house):
    lent = house.lend(1).left
    house.book(5, 6, borrower="Cy")
    longer = house.loans.extend(lent.id, day(4), lent.version).left
    assert (longer.until_on, longer.from_on) == (day(4), TODAY)
    with pytest.raises(Refusal, match="booked for Cy"):
        house.loans.extend(lent.id, day(5))
    with pytest.raises(Refusal, match="more than a year"):
        house.loans.extend(lent.id, day(367))
    house.clock.move(days=2)
    with pytest.raises(Refusal, match=r"That day is over\. Choose a later day"):
        house.loans.extend(lent.id, day(1))
    with pytest.raises(Conflict, match="changed meanwhile by Ada"):
        house.loans.extend(lent.id, day(3), lent.version)


def test_a_booking_moves_to_other_days_or_another_thing_or_goes(house):
    booked = house.book(2, 3).left
    moved = house.loans.move(booked.id, day(4), day(5), expected=booked.version).left
    assert (moved.item, moved.from_on, moved.until_on) == (house.laptop, day(4), day(5))
    elsewhere = house.loans.move(moved.id, day(4), day(5), house.other).left
    assert elsewhere.item == house.other
    with pytest.raises(Refusal, match="LV-7 is in use"):
        house.loans.move(moved.id, day(4), day(5), house.pc)
    house.loans.cancel(moved.id, elsewhere.version)
    with pytest.raises(Refusal, match="canceled already"):
        house.loans.cancel(moved.id)
    assert house.loans.get(moved.id).loan.state is LoanState.CANCELED
    with pytest.raises(Refusal, match="not there any more"):
        house.loans.cancel(99)


def test_each_step_is_taken_back_as_though_it_had_never_been(house):
    lent = house.lend(1)
    booked = house.book(5, 6)
    there = house.tables
    for step in (
        lambda: house.loans.give_back(lent.left.id, Condition.NEEDS_CARE, "A scratch"),
        lambda: house.loans.extend(lent.left.id, day(3)),
        lambda: house.loans.move(booked.left.id, day(7), day(8)),
        lambda: house.loans.cancel(booked.left.id),
    ):
        house.loans.take_back(step())
        plain = [replace(one, version=0) for one, _ in house.tables.values()]
        assert plain == [replace(one, version=0) for one, _ in there.values()]
    with pytest.raises(Conflict):
        house.loans.take_back(lent)
    fresh = house.lend(0, item=house.other)
    house.loans.take_back(fresh)
    assert fresh.left.id not in house.tables


def test_what_somebody_else_has_by_now_is_not_taken_back(house):
    lent = house.lend(4)
    back = house.loans.give_back(lent.left.id)
    house.book(3, 3, borrower="Cy")
    with pytest.raises(Conflict, match="booked for Cy"):
        house.loans.take_back(back)
    (booked,) = house.loans.of(house.laptop).booked
    house.loans.hand_out(booked.id)
    with pytest.raises(Conflict, match="lent to Cy"):
        house.loans.take_back(back)


def test_what_stands_in_by_now_is_not_said_to_be_lent_still(house):
    lent = house.lend(4, item=house.spare)
    back = house.loans.give_back(lent.left.id)
    swap = house.stand_ins.swap_in(house.pc, house.spare)
    with pytest.raises(Conflict, match="SP-1 stands in for another by now"):
        house.loans.take_back(back)
    house.equipment.undo(swap.change)
    house.loans.take_back(back)
    assert house.loans.of(house.spare).out is not None


@pytest.mark.rows("S54")
def test_a_stand_in_does_not_come_back_by_an_undo_while_it_is_lent(house):
    swap = house.stand_ins.swap_in(house.pc, house.spare).change
    back = house.stand_ins.swap_back(swap).change
    lent = house.lend(1, item=house.spare).left
    with pytest.raises(Conflict, match="SP-1 is lent to Ben by now"):
        house.equipment.undo(back)
    house.loans.give_back(lent.id)
    house.equipment.undo(back)
    with pytest.raises(Refusal, match="stands in for LV-7"):
        house.lend(1, item=house.spare)


def test_words_of_a_loan_are_mended_and_taken_back(house):
    lent = house.lend(3, along="bag").left
    booked = house.book(8, 9).left
    for one in (lent, booked):
        wanted = replace(one, borrower=" Dee ", along="bag, charger", note="Story time\n")
        done = house.loans.edit(wanted, one.version)
        left = done.left
        assert (left.borrower, left.along, left.note) == ("Dee", "bag, charger", "Story time")
        assert replace(left, borrower="Ben", along=one.along, note="", version=one.version) == one
        with pytest.raises(Conflict):
            house.loans.edit(wanted, one.version)
        for words, why, field in (
            ({"borrower": "a patron"}, "for staff", "borrower"),
            ({"borrower": ""}, "Who takes it", "borrower"),
            ({"borrower": "x" * 201}, "at most 200", "borrower"),
            ({"along": "x" * 201}, "at most 200", "along"),
            ({"note": "x" * 1001}, "at most 1000", "note"),
        ):
            with pytest.raises(Refusal, match=why) as refused:
                house.loans.edit(replace(left, **words), left.version)
            assert refused.value.field == field
        house.loans.take_back(done)
        assert replace(house.loans.get(one.id).loan, version=1) == one
    with pytest.raises(Refusal, match="taken back already"):
        house.loans.edit(house.loans.give_back(lent.id).left)
    with pytest.raises(Refusal, match="not there any more"):
        house.loans.edit(replace(booked, id=99))


def test_only_the_words_of_a_loan_are_mended_by_that(house):
    lent = house.lend(3).left
    other = replace(lent, until_on=day(9), item=house.other, state=LoanState.BOOKED, note="x")
    assert house.loans.edit(other).left == replace(lent, note="x", version=lent.version + 1)


def test_what_comes_back_broken_goes_out_of_service_in_one_step(house):
    lent = house.lend(4).left
    kept = house.loans.give_back(lent.id, Condition.BROKEN, "Fell")
    assert (kept.change, kept.record.status) == (None, Status.READY)
    house.loans.take_back(kept)
    done = house.loans.give_back(
        lent.id, Condition.BROKEN, "Fell", out_of_service=True, title="LT-1 came back broken"
    )
    assert done.record.status is Status.OUT_OF_SERVICE
    record = house.equipment.get(house.laptop).record
    assert record.status is Status.OUT_OF_SERVICE
    assert house.equipment.changes(1)[0].title == "LT-1 came back broken"
    house.loans.take_back(done)
    assert house.equipment.get(house.laptop).record.status is Status.READY
    assert house.loans.of(house.laptop).out is not None


def test_a_lent_thing_that_is_gone_is_told_by_its_loan(house):
    lent = house.lend(4).left
    house.set(house.laptop, status=Status.LOST)
    (told,) = house.loans.overview().out
    assert told.record is not None
    assert (told.loan, told.record.status) == (lent, Status.LOST)
    assert house.loans.give_back(lent.id).record.status is Status.LOST


def test_a_loan_stays_with_its_thing_under_another_label_and_stays_back_once_that_has_gone(house):
    lent = house.lend(4).left
    renamed = house.set(house.laptop, tag=Tag("LT-9"))
    (told,) = house.loans.overview().out
    assert told.record is not None
    assert (told.loan, told.record.tag) == (lent, "LT-9")
    with pytest.raises(Refusal, match="LT-9 is with Ben"):
        house.lend(1)
    house.equipment.undo(renamed.change)
    done = house.loans.give_back(lent.id)
    assert done.record.tag == "LT-1"
    house.set(house.laptop, status=Status.GONE)
    with pytest.raises(Conflict, match="LT-1 has gone since"):
        house.loans.take_back(done)
    assert house.loans.of(house.laptop).out is None


def test_the_page_has_what_is_out_what_is_booked_and_what_is_free(house):
    house.database.tables.branches["FER"] = Branch("FER", "Ferndale")
    house.database.tables.hours = Hours(((Span(time(9), time(17)),), *((),) * 6))
    house.lend(6)
    late = house.lend(1, item=house.other).left
    house.book(8, 9)
    gone = house.add("SP-8", Status.SPARE)
    house.loans.give_back(house.lend(item=gone).left.id)
    house.set(gone, status=Status.GONE)
    house.loans.give_back(house.lend(item=house.spare).left.id)
    repaired = house.add("LT-3", Status.IN_REPAIR, Role.LOAN)
    house.clock.move(days=3)
    overview = house.loans.overview()
    assert overview.today == day(3)
    assert overview.hours is not None
    assert overview.branches == {"FER": "Ferndale"}
    assert overview.out[0].loan.id == late.id, "what is overdue comes first"
    assert [one.loan.from_on for one in overview.booked] == [day(8)]
    assert len(overview.ended) == 2
    things = {one.record.tag: one for one in overview.things}
    assert list(things) == ["LT-1", "LT-3", "SP-1", "LT-2"]
    assert len(things["LT-1"].loans) == 2
    assert "in repair" in things["LT-3"].why_not
    assert things["LT-3"].record.id == repaired
    assert overview.of_branch("") == overview
    there = overview.of_branch("FER")
    assert [one.loan for one in there.out] == [late]
    assert [one.record.tag for one in there.things] == ["LT-2"]
    assert (there.booked, there.ended) == ((), ())


def test_what_was_added_and_lent_is_not_taken_out_again(house):
    added = house.equipment.add(replace(PLAIN, tag=Tag("LT-9"), status=Status.SPARE))
    lent = house.lend(item=added.records[0].id)
    with pytest.raises(Conflict, match="LT-9 was lent or booked since"):
        house.equipment.undo(added.change)
    house.loans.take_back(lent)
    house.equipment.undo(added.change)


class Nothing:
    """Nothing is left behind by what is removed from memory."""

    @staticmethod
    def wipe(between, *, words):
        del words
        return between()


def test_who_had_it_is_forgotten_when_its_time_is_over(house):
    keeper = Retention(house.database, [], Nothing(), house.clock)
    keeper.purge()
    lent = house.lend(1, note="For Ann’s course", along="bag").left
    house.loans.give_back(lent.id, said="Ben spilled tea")
    house.book(2, 3, borrower="Cy")
    house.lend(200, borrower="Dee", item=house.other)
    for _ in range(3):
        house.clock.move(days=29)
        assert keeper.purge().loans == 0
    house.clock.move(days=29)
    assert keeper.purge().loans == 2
    first, missed, out = (one for one, _ in house.tables.values())
    assert (first.borrower, first.note, first.said, first.along) == ("", "", "", "bag")
    assert (first.from_on, first.state) == (TODAY, LoanState.RETURNED)
    assert (missed.borrower, out.borrower) == ("", "Dee")
    assert house.loans.of(house.laptop).past == 1
    assert house.database.tables.words["retention_copies"]
    assert keeper.purge().loans == 0


def test_a_day_in_a_sentence():
    assert day_words(date(2026, 12, 3)) == "Dec 3, 2026"


class AnyOrder(RuleBasedStateMachine):
    """Whatever is done, and in whatever order, nobody has what another has."""

    def __init__(self):
        super().__init__()
        self.house = House()
        self.done = []

    def _try(self, step):
        with suppress(Refusal, Conflict):
            self.done.append(step())

    def _any(self, place):
        rows = list(self.house.tables)
        return rows[place % len(rows)] if rows else 0

    @rule(last=st.integers(-1, 6), is_other=st.booleans())
    def lend(self, last, is_other):
        item = self.house.other if is_other else self.house.laptop
        until = self._today() + timedelta(days=last)
        self._try(lambda: self.house.loans.lend(Loan(item, "Ben", until, until)))

    @rule(first=st.integers(-1, 9), length=st.integers(0, 5))
    def book(self, first, length):
        start = self._today() + timedelta(days=first)
        wanted = Loan(self.house.laptop, "Cy", start, start + timedelta(days=length))
        self._try(lambda: self.house.loans.book(wanted))

    @rule(place=st.integers(0, 9))
    def hand_out(self, place):
        self._try(lambda: self.house.loans.hand_out(self._any(place)))

    @rule(place=st.integers(0, 9), days=st.integers(0, 9))
    def extend(self, place, days):
        until = self._today() + timedelta(days=days)
        self._try(lambda: self.house.loans.extend(self._any(place), until))

    @rule(place=st.integers(0, 9), first=st.integers(0, 9), is_other=st.booleans())
    def move(self, place, first, is_other):
        start = self._today() + timedelta(days=first)
        item = self.house.other if is_other else None
        self._try(
            lambda: self.house.loans.move(self._any(place), start, start + timedelta(days=2), item)
        )

    @rule(place=st.integers(0, 9))
    def give_back(self, place):
        self._try(lambda: self.house.loans.give_back(self._any(place)))

    @rule(place=st.integers(0, 9))
    def cancel(self, place):
        self._try(lambda: self.house.loans.cancel(self._any(place)))

    @rule(place=st.integers(0, 99))
    def take_back(self, place):
        if self.done:
            done = self.done[place % len(self.done)]
            with suppress(Refusal, Conflict):
                self.house.loans.take_back(done)

    @rule(days=st.integers(1, 4))
    def wait(self, days):
        self.house.clock.move(days=days)

    @invariant()
    def nobody_has_what_another_has(self):
        for item in (self.house.laptop, self.house.other):
            active = [one for one, _ in self.house.tables.values() if one.item == item]
            active = [one for one in active if one.is_active]
            assert sum(one.state is LoanState.OUT for one in active) <= 1
            today = self._today()
            held = sorted(
                (one.from_on, one.until_on)
                for one in active
                if one.state is LoanState.OUT or one.until_on >= today
            )
            assert all(earlier[1] < later[0] for earlier, later in pairwise(held))

    def _today(self):
        return self.house.clock().date()


AnyOrder.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestAnyOrder = AnyOrder.TestCase
