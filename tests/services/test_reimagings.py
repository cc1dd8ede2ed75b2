"""A machine is set up line by line, and comes back to service in no other way."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_columns import guess_columns
from libdesk.domain.item_history import ChangeId
from libdesk.domain.item_import import Choices, Fate, ground_of, make_plan
from libdesk.domain.item_lists import Dates
from libdesk.domain.knowledge import Checklist, Section, Sheet, Step
from libdesk.domain.loans import Loan
from libdesk.domain.records import ItemId, Record, Role
from libdesk.domain.reimaging import (
    BECOMES,
    SERVICE,
    STARTS,
    Line,
    Mark,
    Occasion,
    Outcome,
    in_sections,
)
from libdesk.domain.statuses import Status
from libdesk.domain.today import Surroundings
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.item_import import ItemImport
from libdesk.services.knowledge import Knowledge
from libdesk.services.loans import Loans
from libdesk.services.reimaging_gates import SetUpGate
from libdesk.services.reimagings import Reimagings
from libdesk.services.stand_ins import StandIns
from libdesk.services.today import Today
from tests.domain.made_lists import table_of
from tests.services.fakes import Hands
from tests.services.memory_database import MemoryDatabase

DAY = date(2026, 11, 21)
PUBLIC = Checklist(
    "re-image-public",
    "Set up afresh: public computer",
    "Public computer",
    "When",
    (Section("First", ("Wipe it", "Updates")), Section("Then", ("The games",))),
    ("Anyone may use it.",),
    DAY,
)
OTHER = Sheet("re-image-staff", "Not a checklist", "Anyone", "When", (Step("Look."),), DAY)


class House:
    """Two desks, a public PC in use, and the shipped checklists."""

    def __init__(self):
        self.database = MemoryDatabase()
        self.clock = Hands()
        self.equipment = Equipment(self.database, self.rules, self.clock, "Ada")
        self.knowledge = Knowledge(self.database, self.shipped, self.clock, who="Ada")
        self.desk, self.colleague = map(self.runs_of, ("Ada", "Robin"))
        self.pc = self.add("PC-1", Status.IN_USE)

    @staticmethod
    def rules():
        return Rules(lambda _: Dates(), lambda _: False, lambda kind: kind.endswith("PC"))

    @staticmethod
    def shipped():
        return (OTHER, PUBLIC, replace(PUBLIC, id="re-image-laptop", role="Loan laptop"))

    def runs_of(self, who):
        return Reimagings(self.database, self.rules, self.shipped, self.clock, who)

    def add(self, tag, status, kind="public PC", role=Role.NONE):
        record = Record(Tag(tag), tag, kind, "CEN", "Hall", status, role)
        return self.equipment.add(record).records[0].id

    def begin(self, item=None):
        return self.desk.begin(item or self.pc, Occasion.AFRESH, "Begun").change

    def run(self, item=None):
        return self.desk.of(item or self.pc).running

    def lines(self, item=None):
        return [one for _, lines in in_sections(self.run(item)) for one in lines]

    def tick_all(self, item=None):
        run = self.run(item)
        for line in self.lines(item):
            self.desk.mark(run.change, line, Mark.TICKED)
        self.confirm(item)
        return run.change

    def confirm(self, item=None, *, is_so=True, desk=None):
        run = self.run(item)
        return (desk or self.desk).confirm(run.change, run.checklist.profile, is_so=is_so)

    def status(self, item=None):
        return self.equipment.get(item or self.pc).record.status

    def set(self, status, item=None, *, corrects=False):
        record = self.equipment.get(item or self.pc).record
        return self.equipment.save(replace(record, status=status), corrects=corrects)

    @property
    def tables(self):
        return self.database.tables.equipment.copy()


@pytest.fixture
def house():
    return House()


@pytest.mark.rows("S43")
def test_a_machine_is_back_in_service_when_each_line_is_ticked_or_excused(house):
    change = house.begin()
    assert house.status() is Status.OUT_OF_SERVICE
    assert house.equipment.changes(1)[0].title == "Begun"
    run = house.run()
    assert (run.change, run.begun_by, run.begun_at) == (change, "Ada", house.clock())
    first, second, third = house.lines()
    house.desk.mark(change, first, Mark.TICKED)
    house.clock.move(minutes=5)
    house.colleague.mark(change, second, Mark.TICKED)
    with pytest.raises(Refusal, match="1 line is open"):
        house.desk.finish(change)
    house.desk.mark(change, third, Mark.EXCUSED, " No games\n here ")
    marked = [one.marked for one in house.lines()]
    assert [(one.mark, one.by, one.reason) for one in marked] == [
        (Mark.TICKED, "Ada", ""),
        (Mark.TICKED, "Robin", ""),
        (Mark.EXCUSED, "Ada", "No games here"),
    ]
    with pytest.raises(Refusal, match="nobody has confirmed how the public may use it"):
        house.desk.finish(change)
    house.confirm()
    house.clock.move(minutes=5)
    finished = house.colleague.finish(change, Status.READY, "Done")
    assert house.status() is Status.READY
    told = house.desk.of(house.pc)
    assert told.running is None
    assert told.newer is None
    assert told.last.end.outcome is Outcome.FINISHED
    assert (told.last.end.by, told.last.end.at) == ("Robin", house.clock())
    assert told.last.end.change == finished.change
    assert told.last.marks == tuple(marked)


def test_each_step_is_taken_back_as_though_it_had_never_been(house):
    before = house.tables
    change = house.begin()
    house.equipment.undo(change)
    assert house.tables == before
    change = house.begin()
    house.tick_all()
    there = house.tables
    for end in (
        lambda: house.desk.finish(change),
        lambda: house.desk.give_up(change, "It broke."),
    ):
        house.equipment.undo(end().change)
        assert house.tables == there
        assert house.run().done_count == 3


@pytest.mark.parametrize("status", sorted(STARTS, key=str))
@pytest.mark.parametrize("becomes", BECOMES)
def test_it_may_begin_wherever_a_machine_is_here(house, status, becomes):
    item = house.add("PC-2", status)
    change = house.begin(item)
    away = Status.OUT_OF_SERVICE if status in SERVICE else status
    assert house.status(item) is away
    house.tick_all(item)
    house.desk.finish(change, becomes)
    assert house.status(item) is becomes


@pytest.mark.parametrize("status", sorted(frozenset(Status) - STARTS, key=str))
def test_it_does_not_begin_where_a_machine_is_not_here_or_waits_to_be_wiped(house, status):
    item = house.add("PC-2", status)
    with pytest.raises(Refusal, match=r"PC-2 (waits to be wiped|is “)"):
        house.begin(item)


def test_nothing_else_is_what_it_may_become(house):
    with pytest.raises(ValueError, match="serves"):
        house.desk.finish(house.begin(), Status.SANDBOX)


def test_it_begins_once(house):
    house.begin()
    with pytest.raises(Refusal, match="PC-1 is being set up already"):
        house.begin()


@pytest.mark.parametrize(
    ("kind", "role"), [("printer", Role.NONE), ("staff PC", Role.NONE), ("staff PC", Role.CATALOG)]
)
def test_without_a_checklist_nothing_begins(house, kind, role):
    item = house.add("X-1", Status.IN_USE, kind, role)
    assert house.desk.of(item).checklist is None
    with pytest.raises(Refusal, match=f"no checklist for a {kind}"):
        house.begin(item)


@pytest.mark.parametrize("status", sorted(SERVICE, key=str))
@pytest.mark.rows("S43")
def test_what_is_being_set_up_comes_into_service_by_no_other_way(house, status):
    change = house.begin()
    house.desk.mark(change, house.lines()[0], Mark.TICKED)
    version = house.equipment.get(house.pc).record.version
    for way in (
        lambda: house.set(status),
        lambda: house.equipment.change_all({house.pc: version}, {"status": status.value}),
    ):
        with pytest.raises(Refusal, match="PC-1 is being set up: 2 of 3 lines are open") as told:
            way()
        assert told.value.field == "status"
    assert house.status() is Status.OUT_OF_SERVICE
    house.set(Status.IN_REPAIR)
    house.set(status, corrects=True)
    assert house.status() is status, "a list that is wrong can be put right"
    assert house.run().change == change


def test_the_refusal_counts_what_is_open(house):
    change = house.begin()
    first, second, third = house.lines()
    for line in (first, second):
        house.desk.mark(change, line, Mark.TICKED)
    with pytest.raises(Refusal, match="1 of 3 line is open"):
        house.set(Status.IN_USE)
    house.desk.mark(change, third, Mark.TICKED)
    with pytest.raises(Refusal, match="but for the last step"):
        house.set(Status.IN_USE)


def test_of_many_the_refusal_names_one(house):
    other = house.add("PC-2", Status.OUT_OF_SERVICE)
    house.begin()
    versions = {one: house.equipment.get(one).record.version for one in (other, house.pc)}
    with pytest.raises(Refusal, match="PC-1 is being set up"):
        house.equipment.change_all(versions, {"status": "in use"})
    assert house.status(other) is Status.OUT_OF_SERVICE, "all, or nothing"


@pytest.mark.rows("S43")
def test_what_was_wiped_serves_again_only_when_it_was_set_up_since(house):
    item = house.add("PC-2", Status.WIPED)
    with pytest.raises(Refusal, match="PC-2 was wiped, and was not set up since"):
        house.set(Status.READY, item)
    house.begin(item)
    house.tick_all(item)
    house.desk.finish(house.run(item).change)
    house.set(Status.SPARE, item)
    house.set(Status.TO_WIPE, item)
    house.set(Status.WIPED, item)
    with pytest.raises(Refusal, match="was wiped"):
        house.set(Status.IN_USE, item)
    house.set(Status.GONE, item)
    printer = house.add("PR-1", Status.WIPED, "printer")
    house.set(Status.READY, printer)
    house.set(Status.IN_USE, house.add("PC-3", Status.WIPED), corrects=True)


def test_a_spare_is_not_swapped_back_while_the_other_is_being_set_up(house):
    spare = house.add("SP-1", Status.SPARE)
    stand_ins = StandIns(house.database, house.rules, house.clock, "Ada")
    swapped = stand_ins.swap_in(house.pc, spare).change
    assert swapped is not None
    change = house.begin()
    before = house.tables
    with pytest.raises(Refusal, match="PC-1 is being set up: 3 of 3"):
        stand_ins.swap_back(swapped)
    assert house.tables == before
    house.tick_all()
    house.desk.finish(change)
    stand_ins.swap_back(swapped)
    assert house.status(spare) is Status.SPARE


def imports(house):
    return ItemImport(house.database, house.rules, house.clock, "Ada")


def plan_of(items, *rows):
    table = table_of(["Asset Tag", "Status", "Kind"], *rows)
    stock, said = items.stock(), Choices()
    columns = guess_columns(table, ground_of(said, stock), stock.own_fields)
    return make_plan(table, columns, said, stock)


def test_a_list_that_is_read_in_brings_nothing_back(house):
    wiped = house.add("PC-2", Status.WIPED)
    house.begin()
    items = imports(house)
    rows = [["PC-1", "in use", "public PC"], ["PC-2", "spare", "public PC"]]
    plan = plan_of(items, *rows)
    assert [one.fate for one in plan.fates] == [Fate.REFUSED, Fate.REFUSED]
    assert "PC-1 is being set up: 3 of 3 lines are open" in plan.fates[0].why
    assert "PC-2 was wiped" in plan.fates[1].why
    assert all(one.why.endswith("Then read this row again.") for one in plan.fates)
    assert plan_of(items, ["PC-1", "in repair", "public PC"]).count(Fate.CHANGED) == 1
    for item in (house.pc, wiped):
        if item == wiped:
            house.begin(item)
        house.tick_all(item)
        house.desk.finish(house.run(item).change, Status.READY)
    assert plan_of(items, *rows).count(Fate.CHANGED) == 2
    with pytest.raises(Conflict):
        items.carry_out(plan, "old.csv")


def test_two_desks_tell_each_other(house):
    change = house.begin()
    first, second, _ = house.lines()
    house.desk.mark(change, first, Mark.TICKED)
    with pytest.raises(Conflict, match="“Wipe it” was ticked by Ada meanwhile"):
        house.colleague.mark(change, first, Mark.EXCUSED, "No")
    assert house.colleague.mark(change, first, Mark.TICKED).running.done_count == 1, "both agree"
    ticked = house.lines()[0]
    house.colleague.mark(change, ticked, Mark.EXCUSED, "It is new")
    with pytest.raises(Conflict, match="excused by Robin meanwhile: It is new"):
        house.desk.mark(change, ticked, Mark.OPEN)
    excused = house.lines()[0]
    house.desk.mark(change, excused, Mark.OPEN)
    with pytest.raises(Conflict, match="opened again"):
        house.colleague.mark(change, excused, Mark.TICKED)
    assert house.lines()[0].marked.mark is Mark.OPEN
    assert house.lines()[1] == second


def test_somebody_without_a_name_is_somebody_else(house):
    change = house.begin()
    line = house.lines()[0]
    house.runs_of("").mark(change, line, Mark.TICKED)
    with pytest.raises(Conflict, match="by somebody else"):
        house.desk.mark(change, line, Mark.EXCUSED, "No")


def test_reasons_are_wanted(house):
    change = house.begin()
    for act in (
        lambda: house.desk.mark(change, house.lines()[0], Mark.EXCUSED, " \n"),
        lambda: house.desk.give_up(change, ""),
    ):
        with pytest.raises(Refusal) as told:
            act()
        assert told.value.field == "reason"


def test_given_up_the_machine_stays_where_it_is(house):
    change = house.begin()
    house.desk.mark(change, house.lines()[0], Mark.TICKED)
    house.desk.give_up(change, "Its disk broke", "Given up")
    assert house.status() is Status.OUT_OF_SERVICE
    last = house.desk.of(house.pc).last
    assert (last.end.outcome, last.end.reason, last.done_count) == (
        Outcome.GIVEN_UP,
        "Its disk broke",
        1,
    )
    house.set(Status.IN_USE)
    for act in (
        lambda: house.desk.give_up(change, "again"),
        lambda: house.desk.finish(change),
        lambda: house.desk.take_new_lines(change, 1),
        lambda: house.desk.mark(ChangeId(99), Line(0, "Wipe it"), Mark.TICKED),
    ):
        with pytest.raises(Refusal, match="has ended by now"):
            act()


def test_a_sheet_that_is_changed_changes_no_run_until_somebody_takes_the_lines(house):
    change = house.begin()
    first, _, third = house.lines()
    house.desk.mark(change, first, Mark.TICKED)
    assert house.desk.of(house.pc).newer is None
    newer = replace(PUBLIC, sections=(Section("All", ("Updates", "Wipe it", "Large text")),))
    saved = house.knowledge.save(newer).how_to
    told = house.desk.of(house.pc)
    assert told.newer == saved
    assert [one.words for one in house.lines()] == ["Wipe it", "Updates", "The games"]
    with pytest.raises(Conflict, match="once more"):
        house.desk.take_new_lines(change, 1)
    taken = house.desk.take_new_lines(change, saved.version)
    assert taken.newer is None
    assert [(one.words, one.marked.mark) for one in house.lines()] == [
        ("Updates", Mark.OPEN),
        ("Wipe it", Mark.TICKED),
        ("Large text", Mark.OPEN),
    ]
    for old in (third, Line(7, "Wipe it")):
        with pytest.raises(Conflict, match="took the new lines"):
            house.colleague.mark(change, old, Mark.TICKED)


def test_a_sheet_that_was_put_back_is_newer_too(house):
    house.knowledge.save(replace(PUBLIC, title="Ours"))
    house.begin()
    house.knowledge.put_back_shipped(PUBLIC.id)
    told = house.desk.of(house.pc)
    assert told.running.checklist.title == "Ours"
    assert told.newer.title == PUBLIC.title


def test_a_library_makes_a_checklist_for_what_has_none(house):
    item = house.add("SC-1", Status.IN_USE, "self-check", Role.SELF_CHECK)
    own = replace(PUBLIC, id="own-1", role="Self-check", title="Set up: self-check")
    house.knowledge.save(own)
    change = house.begin(item)
    assert house.run(item).checklist.title == "Set up: self-check"
    house.knowledge.put_back_shipped("own-1")
    assert house.desk.of(item).newer is None, "what is gone is not newer"
    with pytest.raises(Refusal, match="no checklist for a machine like this"):
        house.desk.take_new_lines(change, 1)


def test_what_is_running_is_listed_oldest_first(house):
    other = house.add("PC-2", Status.IN_REPAIR)
    for item in (other, house.pc):
        house.begin(item)
    assert [one.record.tag for one in house.desk.running()] == ["PC-2", "PC-1"]
    assert all(one.running is not None for one in house.desk.running())
    house.desk.give_up(house.run(other).change, "no")
    assert [one.record.tag for one in house.desk.running()] == ["PC-1"]


def test_a_beginning_is_not_taken_back_when_it_was_gone_on_with(house):
    item = house.add("PC-2", Status.IN_REPAIR)
    change = house.begin(item)
    house.desk.mark(change, house.lines(item)[0], Mark.TICKED)
    with pytest.raises(Conflict, match="ticked or excused since"):
        house.equipment.undo(change)
    house.desk.give_up(change, "no")
    with pytest.raises(Conflict, match="has ended since"):
        house.equipment.undo(change)


def test_nothing_is_taken_back_by_which_it_would_serve_or_be_set_up_twice(house):
    away = house.set(Status.OUT_OF_SERVICE)
    first = house.begin()
    with pytest.raises(Conflict, match="PC-1 is being set up by now"):
        house.equipment.undo(away.change)
    given_up = house.desk.give_up(first, "no").change
    second = house.begin()
    with pytest.raises(Conflict, match="PC-1 is being set up by now"):
        house.equipment.undo(given_up)
    house.equipment.undo(second)
    house.equipment.undo(given_up)
    assert house.run().change == first
    elsewhere = house.add("PC-3", Status.IN_USE)
    moved = house.equipment.save(replace(house.equipment.get(elsewhere).record, room="Attic"))
    house.equipment.undo(moved.change)


def test_an_item_that_is_being_set_up_is_not_taken_out_again(house):
    record = Record(Tag("PC-2"), "", "public PC", status=Status.BEING_CHECKED)
    added = house.equipment.add(record)
    house.begin(added.records[0].id)
    with pytest.raises(Conflict, match="PC-2 is being set up by now"):
        house.equipment.undo(added.change)


def test_one_that_cannot_be_read_can_be_given_up(house):
    change = house.begin()
    del house.database.tables.equipment.reimagings[change]
    with pytest.raises(Refusal, match="ended"):
        house.desk.give_up(change, "no")


def test_today_tells_of_what_is_set_up_for_more_than_a_week(house):
    house.begin()
    gone = house.add("PC-2", Status.IN_REPAIR)
    house.begin(gone)
    with pytest.raises(Refusal, match=r"PC-2 is being set up\. Finish that, or give it up"):
        house.set(Status.GONE, gone)
    run = house.run(gone).change
    given_up = house.desk.give_up(run, "It goes.").change
    house.set(Status.GONE, gone)
    with pytest.raises(Conflict, match="PC-2 has gone since"):
        house.equipment.undo(given_up)
    house.equipment.undo(house.equipment.changes(1)[0].id)
    house.equipment.undo(given_up)
    house.set(Status.GONE, gone, corrects=True)
    today = Today(house.database, house.clock)
    assert "setting_up" not in [one.key for one in today.read(Surroundings()).lines]
    house.clock.move(days=7)
    (line,) = [one for one in today.read(Surroundings()).lines if one.key == "setting_up"]
    assert [one.words for one in line.reasons] == ["PC-1"]
    assert (line.reasons[0].count, line.reasons[0].more) == (1, 3)


class Asked:
    """A transaction that counts what it is asked; of the one run in it nothing can be read."""

    def __init__(self, *running):
        self.running = dict.fromkeys(running, ChangeId(1))
        self.asked = []
        self.reimagings = self.sheets = self.gifts = self

    def running_items(self):
        self.asked.append("running")
        return self.running

    def all(self):
        self.asked.append("sheets")
        return ()

    def items(self):
        self.asked.append("gifts")
        return frozenset()

    def get(self, _change):
        return None


def test_however_many_change_it_is_asked_once():
    unit: Any = Asked()
    gate = SetUpGate(unit, lambda _kind: True)
    for number in range(50):
        was = Record(Tag(f"X-{number}"), "", "PC", status=Status.LOST, id=ItemId(number))
        gate.check(was, replace(was, status=Status.GONE))
    assert unit.asked == []
    for status in (Status.READY, Status.WIPED):
        for number in range(50):
            was = Record(Tag(f"X-{number}"), "", "PC", status=status, id=ItemId(number))
            gate.check(was, replace(was, status=Status.IN_USE))
    assert unit.asked == ["running", "sheets", "gifts"]


def test_a_run_that_cannot_be_read_holds_its_machine_all_the_same():
    was = Record(Tag("PC-1"), "", "PC", status=Status.OUT_OF_SERVICE, id=ItemId(7))
    unit: Any = Asked(was.id)
    gate = SetUpGate(unit, lambda _kind: True)
    with pytest.raises(Refusal, match="its checklist can’t be read any more"):
        gate.check(was, replace(was, status=Status.IN_USE))


def test_what_was_marked_on_a_line_that_is_gone_stays_on_record(house):
    change = house.begin()
    first, second, third = house.lines()
    house.desk.mark(change, first, Mark.TICKED)
    first_mark = house.lines()[0].marked
    house.desk.mark(change, third, Mark.EXCUSED, "Our games are new")
    house.knowledge.save(replace(PUBLIC, sections=(Section("First", ("Wipe it", "Sound")),)))
    taken = house.colleague.take_new_lines(change, house.desk.of(house.pc).newer.version)
    assert [one.marked.mark for one in house.lines()] == [Mark.TICKED, Mark.OPEN]
    ((words, marked),) = [(one.words, one.marked) for one in house.run().removed]
    assert (words, marked.reason, marked.by) == (third.words, "Our games are new", "Ada")
    house.desk.mark(change, house.lines()[0], Mark.OPEN)
    with pytest.raises(Conflict, match="the beginning can’t be taken back"):
        house.equipment.undo(change)
    with pytest.raises(Conflict, match="gone on with it since"):
        house.colleague.put_back(taken.before, taken.running)
    step = house.desk.mark(change, house.lines()[0], Mark.TICKED)
    ticked = replace(step.running, marks=(first_mark, *step.running.marks[1:]))
    house.desk.put_back(ticked, step.running)
    assert house.run() == taken.running
    back = house.colleague.put_back(taken.before, taken.running)
    assert back.running == house.run() == taken.before
    assert back.before is None
    assert back.running.removed == ()
    assert house.lines()[2].marked.reason == "Our games are new"
    house.desk.mark(change, second, Mark.TICKED)
    with pytest.raises(Conflict, match="gone on with it since"):
        house.colleague.put_back(taken.before, taken.running)
    assert house.lines()[1].marked.mark is Mark.TICKED


def test_a_reason_that_was_ticked_over_comes_back_with_its_author(house):
    change = house.begin()
    (first, *_) = house.lines()
    house.colleague.mark(change, first, Mark.EXCUSED, "Not ours")
    excused = house.lines()[0]
    house.clock.move(minutes=5)
    step = house.desk.mark(change, excused, Mark.TICKED)
    assert step.before.marks[0] == excused.marked
    house.desk.put_back(step.before, step.running)
    assert house.lines()[0].marked == excused.marked
    house.desk.give_up(change, "It broke")
    with pytest.raises(Refusal, match="ended by now"):
        house.desk.put_back(step.before, step.running)


@pytest.mark.rows("S44")
def test_who_tried_how_the_public_may_use_it_is_kept(house):
    change = house.begin()
    house.clock.move(minutes=5)
    house.confirm(desk=house.colleague)
    told = house.run().confirmed
    assert (told.mark, told.by, told.at) == (Mark.TICKED, "Robin", house.clock())
    house.clock.move(minutes=5)
    house.confirm()
    assert house.run().confirmed == told, "the first stays"
    with pytest.raises(Conflict, match="the beginning can’t be taken back"):
        house.equipment.undo(change)
    taken_away = house.confirm(is_so=False)
    assert taken_away.before.confirmed == told
    assert not house.run().is_confirmed
    house.desk.put_back(taken_away.before, taken_away.running)
    house.tick_all()
    house.desk.finish(change)
    assert house.desk.of(house.pc).last.confirmed == told
    with pytest.raises(Refusal, match="ended"):
        house.desk.confirm(change, PUBLIC.profile, is_so=True)


def test_other_rules_than_those_on_the_screen_are_not_confirmed(house):
    change = house.begin()
    house.knowledge.save(replace(PUBLIC, profile=("Nobody may use it.",)))
    house.desk.take_new_lines(change, house.desk.of(house.pc).newer.version)
    with pytest.raises(Conflict, match="took the new rules"):
        house.desk.confirm(change, PUBLIC.profile, is_so=True)
    assert not house.run().is_confirmed


def test_what_is_lent_is_not_set_up_and_comes_back_to_it_by_no_undo(house):
    laptop = house.add("LT-1", Status.READY, "loan laptop", Role.LOAN)
    loans = Loans(house.database, house.rules, house.clock, "Ada")
    day = house.clock().astimezone().date()
    lent = loans.lend(Loan(laptop, "Ben", day, day)).left
    with pytest.raises(Refusal, match="LT-1 is lent to Ben"):
        house.begin(laptop)
    back = loans.give_back(lent.id)
    change = house.begin(laptop)
    with pytest.raises(Conflict, match="LT-1 is being set up by now"):
        loans.take_back(back)
    finished = house.desk.finish(house.tick_all(laptop), Status.READY).change
    loans.lend(Loan(laptop, "Cy", day, day))
    with pytest.raises(Conflict, match="LT-1 is lent to Cy by now"):
        house.equipment.undo(finished)
    assert house.desk.of(laptop).last.change == change
