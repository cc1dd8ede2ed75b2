"""Runs of setting machines up in both databases: they go, and go on, with their change sets."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.records import Record
from libdesk.domain.reimaging import Mark, Occasion, Outcome, in_sections, with_lines
from libdesk.domain.statuses import Status
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_gates import Rules
from libdesk.services.reimagings import Reimagings
from libdesk.storage import schema
from tests.storage.made import START, rows_about_items


class House:
    """A PC in use, one that was wiped, and who sets them up, in a real database."""

    def __init__(self, database):
        self.database = database
        self.equipment = Equipment(database.unit, self.rules, lambda: START, "Ada")
        self.desk = Reimagings(database.unit, self.rules, shipped_sheets, lambda: START, "Ada")
        self.pc, self.wiped = (
            self.equipment.add(Record(Tag(tag), tag, "public PC", status=status)).records[0].id
            for tag, status in (("PC-1", Status.IN_USE), ("PC-2", Status.WIPED))
        )

    @staticmethod
    def rules():
        return Rules(lambda _: Dates(), lambda _: False, lambda _: True)

    def begin(self, item=None):
        return self.desk.begin(item or self.pc, Occasion.AFRESH).change

    def tick_all(self, change):
        with self.database.unit() as unit:
            run = unit.reimagings.get(change)
        for _, lines in in_sections(run):
            for line in lines:
                self.desk.mark(change, line, Mark.TICKED)
        if run.checklist.profile:
            self.desk.confirm(change, run.checklist.profile, is_so=True)

    def execute(self, statement):
        with self.database.unit(write=True) as unit:
            return unit.items._connection.execute(statement)

    def rows(self):
        return rows_about_items(self.database, schema.reimagings)


@pytest.fixture
def house(database):
    return House(database)


@pytest.mark.rows("S43")
def test_a_run_is_read_as_it_was_begun_gone_through_and_finished(house):
    change = house.begin()
    with house.database.unit() as unit:
        run = unit.reimagings.get(change)
        assert unit.reimagings.running_items() == {house.pc: change}
        assert unit.reimagings.running() == unit.reimagings.of(house.pc) == (run,)
        assert unit.reimagings.of(house.wiped) == ()
        assert not unit.reimagings.has_ended(change)
    assert (run.begun_at, run.begun_by, run.occasion) == (START, "Ada", Occasion.AFRESH)
    assert run.checklist == next(one for one in shipped_sheets() if one.id == "re-image-public")
    with pytest.raises(Refusal, match="PC-1 is being set up"):
        house.equipment.save(replace(house.equipment.get(house.pc).record, status=Status.IN_USE))
    house.tick_all(change)
    finished = house.desk.finish(change).change
    with house.database.unit() as unit:
        (ended,) = unit.reimagings.of(house.pc)
        assert (ended.end.outcome, ended.end.change) == (Outcome.FINISHED, finished)
        assert (ended.end.at, ended.end.by, ended.end.reason) == (START, "Ada", "")
        assert {one.by for one in ended.marks} == {"Ada"}
        assert unit.reimagings.ended(finished) == (house.pc,)
        assert unit.reimagings.has_ended(change)
        assert unit.reimagings.running() == ()


def test_every_table_is_the_same_after_each_step_is_taken_back(house):
    before = house.rows()
    change = house.begin()
    house.equipment.undo(change)
    assert house.rows() == before
    change = house.begin()
    house.tick_all(change)
    there = house.rows()[:3]
    for end in (
        lambda: house.desk.give_up(change, "It broke"),
        lambda: house.desk.finish(change),
    ):
        house.equipment.undo(end().change)
        assert house.rows()[:3] == there
        with house.database.unit() as unit:
            assert unit.reimagings.get(change).is_running


def test_what_is_under_way_is_told_first(house):
    first = house.begin(house.wiped)
    given_up = house.desk.give_up(first, "no").change
    second = house.begin(house.wiped)
    with house.database.unit() as unit:
        assert [one.change for one in unit.reimagings.of(house.wiped)] == [second, first]
    with pytest.raises(Conflict, match="being set up by now"):
        house.equipment.undo(given_up)
    house.desk.give_up(second, "neither")
    house.equipment.undo(given_up)
    with house.database.unit() as unit:
        assert [one.change for one in unit.reimagings.of(house.wiped)] == [first, second]


def test_a_run_goes_with_its_item(house):
    house.begin()
    with house.database.unit(write=True) as unit:
        unit.items.remove([house.pc])
    count = select(func.count()).select_from(schema.reimagings)
    assert house.execute(count).scalar_one() == 0


def test_a_damaged_run_holds_its_machine_and_can_be_given_up(house):
    change = house.begin()
    house.execute(update(schema.reimagings).values(document=["?"]))
    assert house.desk.running() == ()
    record = house.equipment.get(house.pc).record
    with pytest.raises(Refusal, match="its checklist can’t be read any more"):
        house.equipment.save(replace(record, status=Status.IN_USE))
    house.desk.give_up(change, "It can’t be read")
    house.equipment.save(replace(record, status=Status.IN_USE))


def test_what_is_set_up_for_long_is_told_the_longest_first(house):
    other = house.equipment.add(Record(Tag("PC-3"), "", "public PC", status=Status.IN_REPAIR))
    house.begin(house.wiped)
    house.begin(other.records[0].id)
    change = house.begin()
    house.tick_all(change)
    with house.database.unit() as unit:
        told = unit.today.setting_up(START)
        assert [(one.tag, one.since) for one in told] == [
            ("PC-2", START),
            ("PC-3", START),
            ("PC-1", START),
        ]
        count = sum(len(some) for _, some in in_sections(unit.reimagings.of(house.wiped)[0]))
        assert [one.open_lines for one in told] == [count, None, None], "of the first alone"
        assert unit.today.setting_up(START - timedelta(seconds=1)) == ()
    house.desk.finish(change)
    gone = house.equipment.get(other.records[0].id).record
    house.equipment.save(replace(gone, status=Status.GONE), corrects=True)
    with house.database.unit() as unit:
        assert [one.tag for one in unit.today.setting_up(START)] == ["PC-2"]
    house.execute(update(schema.reimagings).values(document=["?"]))
    with house.database.unit() as unit:
        assert [one.open_lines for one in unit.today.setting_up(START)] == [None]


def test_what_is_not_on_the_checklist_any_more_and_who_tried_it_are_read_again(house):
    change = house.begin()
    house.tick_all(change)
    with house.database.unit(write=True) as unit:
        run = unit.reimagings.get(change)
        first, *others = run.checklist.sections
        newer = replace(run.checklist, sections=(replace(first, lines=("Only this",)), *others))
        taken = with_lines(run, newer)
        unit.reimagings.write(taken)
    with house.database.unit() as unit:
        kept = unit.reimagings.get(change)
    assert kept == taken
    assert [one.words for one in kept.removed] == list(first.lines)
    assert (kept.confirmed.by, kept.confirmed.at) == ("Ada", START)


def test_two_desks_take_a_step_back_and_only_one_of_them_can(house):
    change = house.begin()
    with house.database.unit() as unit:
        ((_, (line, *_)), *_) = in_sections(unit.reimagings.get(change))
    step = house.desk.mark(change, line, Mark.EXCUSED, "Not \u202e ours\x00 <b>é")
    house.desk.put_back(step.before, step.running)
    with pytest.raises(Conflict, match="gone on with it since"):
        house.desk.put_back(step.before, step.running)
