"""Computers that registered themselves in the database, on both engines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from libdesk.delivery import envelope
from libdesk.domain.equipment import Tag
from libdesk.domain.inbox import View
from libdesk.domain.item_lists import Dates
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Reply, ReplyKind, State
from libdesk.domain.records import Record
from libdesk.domain.registrations import REGISTER, Decision, Registration
from libdesk.domain.words import query
from libdesk.services.errors import Refusal
from libdesk.services.intake import Intake
from libdesk.services.item_changes import take_back
from libdesk.services.item_gates import Rules
from libdesk.services.registering import Registering
from tests.services.fakes import MemoryShare
from tests.storage.made import START, new_id, new_problem, report, store

RULES = Rules(lambda _record: Dates(), lambda _record: False)


def a_registration(minutes=0, **said):
    at = START + timedelta(minutes=minutes)
    return Registration(new_id(), at, {"computer_name": "A", **said})


def test_what_a_computer_says_waits_in_the_order_of_arrival(database):
    one, two, three = a_registration(2, name="x=\u202e\n"), a_registration(1), a_registration(3)
    with database.unit(write=True) as unit:
        unit.registrations.add([one, two])
        unit.registrations.add([three])
        unit.registrations.add([])
    with database.unit() as unit:
        assert unit.registrations.waiting(9) == (two, one, three)
        assert unit.registrations.waiting(1) == (two,)
        assert unit.registrations.get(one.id) == one
        with pytest.raises(Refusal, match="not there any more"):
            unit.registrations.get(new_id())


def test_none_is_none(database):
    with database.unit() as unit:
        assert unit.today.registered() == (0, 0)
        assert unit.registrations.waiting(9) == ()


def test_a_decision_is_kept_and_taken_back(database):
    one = a_registration()
    decided = replace(
        one, decision=Decision.REFUSED, decided_at=START, decided_by="Robin", item=None
    )
    with database.unit(write=True) as unit:
        unit.registrations.add([one])
        unit.registrations.decide(decided)
        assert unit.registrations.get(one.id) == decided
        assert unit.registrations.waiting(9) == ()
        unit.registrations.decide(one)
        assert unit.registrations.waiting(9) == (one,)


def test_a_damaged_one_is_left_out_and_the_others_count(database):
    sound, damaged = a_registration(), a_registration()
    damage = text("UPDATE registrations SET said = '[1]' WHERE id = :id")
    with database.unit(write=True) as unit:
        unit.registrations.add([damaged, sound])
        unit.registrations._connection.execute(damage, {"id": str(damaged.id)})
    with database.unit() as unit:
        assert unit.registrations.waiting(9) == (sound,)


def register(database, clock, *reports):
    share = MemoryShare()
    for place, one in enumerate(reports):
        share.drop(one, f"{place:03}")
    return Intake(database.unit, [share], clock).collect()


def test_a_registration_is_in_no_list_no_count_and_no_search(database, clock):
    told = report(category=REGISTER, item="LV-7", facts=(Fact("computer", "FER-PC-04"),))
    assert register(database, clock, told).new == 1
    with database.unit() as unit:
        assert unit.inbox.counts() == dict.fromkeys(View, 0)
        assert unit.inbox.search(query("jams"), 9) == ()
        assert unit.today.untouched() == (0, 0)
        assert unit.problems.find_root(told.id) is None
        assert unit.item_reports.of("LV-7", START, 9).total == 0
        assert unit.registrations.waiting(9)[0].said == {
            "tag": "LV-7",
            "branch": "CEN",
            "computer_name": "FER-PC-04",
        }


HOSTILE = {
    "b3-markup": ('<img src="file:///C:/Windows/x.png">', '<img src="file:///C:/Windows/x.png">'),
    "b4-signs": ("toner < 10% & a<br>b", "toner < 10% & a<br>b"),
    "b5-surrogate": ("PC \ud800", "PC \ufffd"),
    "b6-nul": ("PC\x00 7", "PC 7"),
    "b7-marks": ("\u202ePC\u200b-7", "PC-7"),
    "b8-scripts": ("コンピュータ 🖥 מחשב", "コンピュータ 🖥 מחשב"),
    "b9-lines": ("PC\r\nBcc: all@example.org", "PC Bcc: all@example.org"),
}


@pytest.mark.parametrize(("typed", "kept"), HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_is_kept_as_one_line_that_both_databases_hold(
    database, clock, typed, kept
):
    facts = (Fact("computer", typed), Fact("memory", "9" * 5_000), Fact("disk", "of -1 GB"))
    sent = report(category=REGISTER, item="LV-7", answers={"name": typed}, facts=facts[:1])
    travelled = envelope.decode(envelope.encode(sent, b"k" * 32)).report
    told = replace(travelled, facts=(*travelled.facts, *facts[1:]))
    assert register(database, clock, told).new == 1
    registering = Registering(database.unit, lambda: RULES, clock, "Robin")
    (waits,) = registering.waiting()
    assert waits.registration.said["name"] == kept
    assert "memory_gb" not in waits.registration.said
    record = registering.accept(told.id).record
    assert record is not None
    with database.unit() as unit:
        stored = unit.items.get(record.id)
    assert (stored.name, stored.computer_name) == (kept, kept)


def test_b13_a_clock_that_is_off_is_noted_and_changes_no_order(database, clock):
    old = report(category=REGISTER, item="A", filed_at=datetime(1999, 1, 1, tzinfo=UTC))
    new = report(category=REGISTER, item="B", filed_at=datetime(2031, 1, 1, tzinfo=UTC))
    register(database, clock, new, old)
    with database.unit() as unit:
        assert unit.problems.get(old.id).clock_is_off
        assert {one.received_at for one in unit.registrations.waiting(9)} == {START}


def test_it_stays_out_of_them_whatever_becomes_of_it_and_is_no_first_answer(database, clock):
    told = report(category=REGISTER, item="LV-7")
    register(database, clock, told)
    registering = Registering(database.unit, lambda: RULES, clock, "Robin")
    decided = registering.accept(told.id)
    with database.unit(write=True) as unit:
        assert unit.inbox.counts() == dict.fromkeys(View, 0)
        assert unit.problems.get(told.id).state is State.FIXED
        assert unit.desk.first_answers(START - timedelta(days=1)) == ()
        assert unit.retained.closed(START + timedelta(days=1), None, 9) == ()
        due = unit.replies.due(START + timedelta(minutes=1), 9, source=MemoryShare().name)
        assert [one.reply.text for one in due] == ["", "Registered as LV-7."]
    assert decided.record is not None


def test_one_whose_change_was_taken_back_in_the_list_waits_again(database, clock):
    told = report(category=REGISTER, item="LV-7")
    register(database, clock, told)
    registering = Registering(database.unit, lambda: RULES, clock, "Robin")
    decided = registering.accept(told.id)
    with database.unit(write=True) as unit:
        assert unit.today.registered() == (0, 0)
        assert decided.registration.change is not None
        take_back(unit, RULES, decided.registration.change)
        assert unit.today.registered() == (1, 1)
        (waits,) = unit.registrations.waiting(9)
        assert (waits.decision, waits.item) == (Decision.WAITING, None)
        assert unit.items.find("LV-7") == ()


def test_undo_leaves_nothing_of_a_decision(database, clock):
    with database.unit(write=True) as unit:
        (item,) = unit.items.add(
            [(Record(Tag("LV-1"), "PC", "public PC", computer_name="FER-PC-04"), Dates())]
        )
    told = report(category=REGISTER, branch="", facts=(Fact("computer", "FER-PC-04"),))
    register(database, clock, told)
    registering = Registering(database.unit, lambda: RULES, clock, "Robin")
    (before,) = registering.waiting()
    decided = registering.merge(told.id, item, {"name"}, version=1)
    registering.undo(decided)
    assert registering.waiting() == (before,)
    with database.unit() as unit:
        assert unit.items.get(item).version == 1


def test_what_is_added_to_a_registration_stands_in_the_inbox(database, clock):
    told = report(category=REGISTER)
    added = report(category=REGISTER, follow_up=FollowUp(told.id, FollowUpKind.SAID), saw="More")
    register(database, clock, told, added)
    with database.unit() as unit:
        assert unit.inbox.counts()[View.ALL] == 1


def test_answers_to_problems_are_first_answers_as_ever(database, clock):
    (one,) = store(database, new_problem())
    with database.unit(write=True) as unit:
        told = Reply(0, ReplyKind.STATE, START, "It is the cable.", "Robin", State.FIXED)
        unit.replies.add(one, told, goes_out_at=START)
        unit.replies.due(START, 9, source="folder")
        assert len(unit.desk.first_answers(START - timedelta(days=1))) == 1
