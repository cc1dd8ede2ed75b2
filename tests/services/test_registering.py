"""Computers that registered themselves: no problems, decided on at the desk, and taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.inbox import View
from libdesk.domain.item_history import ChangeKind, FieldChange
from libdesk.domain.item_lists import Dates
from libdesk.domain.priority import Effect, HowBad, Priority, Stopped
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Picture, ReplyKind, State
from libdesk.domain.records import ItemId, Record
from libdesk.domain.registrations import REGISTER, Decision
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.equipment import Equipment
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.item_gates import Rules
from libdesk.services.registering import SHOWN, Registering
from tests.services.fakes import START, MemoryShare, a_report

RULES = Rules(lambda _record: Dates(), lambda _record: False)
FACTS = {"computer": "FER-PC-04", "serial": "5CG0001", "memory": "15.8 GB", "user": "anna"}


class Desk:
    """A desk with a list, to which computers register themselves."""

    def __init__(self, database, hands):
        self.database, self.hands = database, hands
        self.share = MemoryShare()
        self.intake = Intake(database, [self.share], hands)
        self.registering = Registering(database, lambda: RULES, hands, "Robin")
        self.colleague = Registering(database, lambda: RULES, hands, "Sam")
        self.equipment = Equipment(database, lambda: RULES, hands, "Robin")
        self.inbox = Inbox(database, hands, "Robin")
        self.filed = 0

    def register(self, label="", facts=FACTS, **changes):
        self.filed += 1
        answers = {"name": "PC-04", "kind": "public PC", **changes.pop("answers", {})}
        told = tuple(Fact(*pair) for pair in facts.items())
        given = {"category": REGISTER, "branch": "FER", "item": label, "facts": told}
        report = a_report(self.filed, answers=answers, **{**given, **changes})
        self.share.drop(report, f"{self.filed:05}")
        assert self.intake.collect().new == 1
        return report

    def list(self, tag, **fields):
        record = Record(Tag(tag), fields.pop("name", tag), "public PC", **fields)
        (added,) = self.equipment.add(record).records
        return added

    def only(self):
        (waits,) = self.registering.waiting()
        return waits

    def letters(self):
        self.intake.send_replies()
        return [one.decode().split("/", 2)[1:] for one in self.share.letters.values()]


@pytest.fixture
def desk(database, hands):
    return Desk(database, hands)


def test_a_registration_is_no_problem_and_its_computer_hears_that_it_came(desk):
    urgent = Effect(Stopped.EVERYONE, HowBad.STOPPED, danger=True)
    picture = Picture("me.png", "image/png", b"x")
    report = desk.register("LV-7", effect=urgent, pictures=(picture,), contact="Anna", notice="n")
    assert desk.letters() == [["received", ""]]
    assert desk.inbox.counts() == dict.fromkeys(View, 0)
    assert desk.inbox.search("FER-PC-04") == ()
    stored = desk.inbox.get(report.id)
    assert (stored.priority, stored.state) == (Priority.WHEN_WE_CAN, State.NEW)
    assert (stored.report.pictures, stored.report.contact) == ((), "")
    assert "anna" not in {fact.value for fact in stored.report.facts}
    with desk.database() as unit:
        assert unit.today.registered() == (1, stored.sequence)
        assert unit.today.untouched() == (0, 0)


def test_the_same_again_is_again_and_other_words_under_its_id_are_set_aside(desk):
    report = desk.register("LV-7")
    desk.share.drop(report, "again")
    desk.share.drop(replace(report, item="LV-8"), "changed")
    collected = desk.intake.collect()
    assert (collected.again, collected.set_aside, collected.now_numbers) == (1, 1, ())
    assert desk.only().registration.label == "LV-7"


def test_a_new_computer_is_accepted_under_its_label_with_all_that_it_says(desk):
    report = desk.register("LV-7", answers={"room": "Hall"})
    waits = desk.only()
    assert (waits.item, waits.other, waits.changes, waits.label) == (None, None, (), "LV-7")
    decided = desk.registering.accept(report.id)
    record = decided.record
    assert (record.tag, record.name, record.kind, record.room) == (
        "LV-7",
        "PC-04",
        "public PC",
        "Hall",
    )
    assert (record.memory_gb, record.serial, record.seen_on) == (16, "5CG0001", START.date())
    (change_set,) = desk.equipment.changes()
    told = (change_set.kind, change_set.by, change_set.title)
    assert told == (ChangeKind.REGISTERED, "Robin", "PC-04")
    assert desk.registering.waiting() == ()
    desk.hands.move(seconds=UNDO_LASTS.total_seconds())
    assert ["state", "Registered as LV-7."] in desk.letters()


def test_one_without_a_label_gets_the_next_and_a_field_set_at_the_desk_counts_first(desk):
    desk.list("LV-0041")
    report = desk.register()
    assert desk.only().label == "LV-0042"
    decided = desk.registering.accept(report.id, {"name": "The one by the door", "kind": ""})
    record = decided.record
    assert (record.tag, record.name, record.kind) == ("LV-0042", "The one by the door", "public PC")


def test_a_label_of_another_item_is_never_taken_from_it(desk):
    other = desk.list("LV-7", serial="OTHER")
    report = desk.register("lv-7")
    waits = desk.only()
    assert (waits.item, waits.other, waits.label) == (None, other, "LV-8")
    with pytest.raises(Refusal, match="LV-7 has the label LV-7 already") as refused:
        desk.registering.accept(report.id)
    assert refused.value.field == "tag"
    assert desk.registering.accept(report.id, {"tag": waits.label}).record.tag == "LV-8"


@pytest.mark.parametrize(
    "known", [{"serial": "5cg0001"}, {"computer_name": "fer-pc-04"}, {"tag": "LV-7"}]
)
def test_a_computer_that_is_in_the_list_is_found_and_its_differences_told(desk, known):
    fields = {"tag": "LV-1", "memory_gb": 8, "branch": "FER", **known}
    item = desk.list(fields.pop("tag"), **fields)
    label = "LV-7" if item.tag == "LV-7" else ""
    desk.register(label)
    waits = desk.only()
    assert waits.item == item
    assert FieldChange("memory_gb", "8", "16") in waits.changes
    assert "tag" not in {one.field for one in waits.changes}


def test_what_is_chosen_is_merged_and_the_rest_stays(desk):
    item = desk.list("LV-1", serial="5CG0001", memory_gb=8, name="Old name")
    report = desk.register("LV-9")
    assert {one.field for one in desk.only().changes} >= {"tag", "name", "memory_gb"}
    decided = desk.registering.merge(report.id, item.id, {"memory_gb", "tag"}, version=1)
    record = decided.record
    assert (record.tag, record.name, record.memory_gb, record.seen_on) == (
        "LV-9",
        "Old name",
        16,
        START.date(),
    )
    assert decided.registration.decision is Decision.MERGED
    assert decided.registration.item == item.id
    with pytest.raises(Conflict, match="decided on meanwhile by Robin"):
        desk.colleague.accept(report.id)


def test_merging_nothing_into_an_item_that_was_seen_later_changes_nothing(desk):
    day = (START + timedelta(days=1)).date()
    item = desk.list("LV-1", serial="5CG0001", seen_on=day)
    report = desk.register()
    decided = desk.registering.merge(report.id, item.id, (), version=1)
    assert (decided.registration.change, decided.record) == (None, item)
    desk.registering.undo(decided)
    assert desk.only().registration.id == report.id


def test_a_label_on_two_things_is_told_and_the_computer_itself_counts(desk):
    item = desk.list("LV-1", serial="5CG0001")
    other = desk.list("LV-2")
    report = desk.register("LV-2")
    waits = desk.only()
    assert (waits.item, waits.other) == (item, other)
    assert "tag" not in {one.field for one in waits.changes}
    with pytest.raises(Refusal, match="has the label LV-2 already"):
        desk.registering.merge(report.id, item.id, {"tag"}, version=1)


def test_an_item_that_was_changed_meanwhile_is_a_conflict(desk):
    item = desk.list("LV-1", serial="5CG0001")
    report = desk.register()
    desk.equipment.save(replace(item, room="Hall"))
    with pytest.raises(Conflict):
        desk.registering.merge(report.id, item.id, {"memory_gb"}, version=1)
    assert desk.only().registration.id == report.id


def test_a_refusal_has_a_reason_that_the_computer_hears(desk):
    report = desk.register()
    with pytest.raises(Refusal, match="Say in a few words why"):
        desk.registering.refuse(report.id, " ")
    decided = desk.registering.refuse(report.id, "This one is on loan from the county.")
    assert (decided.record, decided.registration.decision) == (None, Decision.REFUSED)
    assert desk.inbox.get(report.id).state is State.NOT_NOW
    desk.hands.move(seconds=UNDO_LASTS.total_seconds())
    assert ["state", "This one is on loan from the county."] in desk.letters()
    assert desk.inbox.counts() == dict.fromkeys(View, 0)


def test_a_decision_is_taken_back_as_though_it_had_never_been(desk):
    report = desk.register("LV-7")
    before = desk.only()
    decided = desk.registering.accept(report.id)
    desk.registering.undo(decided)
    assert desk.only() == before
    assert desk.equipment.list_items().ids == ()
    assert desk.inbox.get(report.id).state is State.NEW
    desk.hands.move(seconds=UNDO_LASTS.total_seconds())
    assert desk.letters() == [["received", ""]]
    with pytest.raises(Conflict, match="decided on anew"):
        desk.registering.undo(decided)


def test_what_has_left_or_was_changed_since_is_not_taken_back(desk):
    decided = desk.registering.accept(desk.register("LV-7").id)
    desk.equipment.save(replace(decided.record, room="Hall"))
    with pytest.raises(Conflict, match="was changed since"):
        desk.registering.undo(decided)
    desk.hands.move(seconds=UNDO_LASTS.total_seconds())
    desk.letters()
    with pytest.raises(Conflict, match="have left already"):
        desk.registering.undo(decided)


def test_one_whose_item_was_taken_back_in_the_list_waits_again(desk):
    decided = desk.registering.accept(desk.register("LV-7").id)
    desk.equipment.undo(decided.registration.change)
    assert desk.only().registration.decision is Decision.WAITING
    assert desk.registering.accept(decided.registration.id).record.tag == "LV-7"


def test_of_two_registrations_of_one_computer_the_later_waits(desk):
    first = desk.register("LV-7")
    later = desk.register("LV-8")
    assert desk.only().registration.id == later.id
    with pytest.raises(Conflict, match="by the program"):
        desk.registering.accept(first.id)
    one, two = (
        a_report(50 + place, category=REGISTER, facts=(Fact("computer", "FER-PC-04"),))
        for place in range(2)
    )
    desk.share.drop(one, "1")
    desk.share.drop(two, "2")
    assert desk.intake.collect().new == 2
    assert desk.only().registration.id == two.id
    desk.register(facts={"computer": "ANOTHER"})
    assert len(desk.registering.waiting()) == 2


def test_what_is_added_to_a_registration_stands_in_the_inbox(desk):
    report = desk.register("LV-7")
    added = FollowUp(report.id, FollowUpKind.SAID)
    desk.register(follow_up=added, saw="It is the one on the left.", title="More")
    assert desk.inbox.counts()[View.ALL] == 1
    assert len(desk.registering.waiting()) == 1


def test_hostile_values_make_no_record_that_is_not_one(desk):
    hostile = {
        "computer": "A" * 5_000,
        "memory": "9" * 40 + " GB",
        "disk": "of -1 GB",
        "serial": "",
    }
    report = desk.register("=cmd()\u202e<b>", hostile, answers={"kind": "x\n\ny"})
    record = desk.registering.accept(report.id).record
    assert (record.tag, record.kind) == ("=cmd()<b>", "x y")
    assert (record.memory_gb, record.disk_gb, record.serial) == (None, None, "")
    with pytest.raises(Refusal, match="is no whole number") as refused:
        desk.registering.accept(desk.register(facts={}).id, {"memory_gb": "lots"})
    assert refused.value.field == "memory_gb"


def test_a_flood_is_listed_in_parts(desk):
    reports = [
        a_report(100 + place, category=REGISTER, facts=(Fact("computer", f"PC-{place}"),))
        for place in range(SHOWN + 3)
    ]
    for place, one in enumerate(reports):
        desk.share.drop(one, f"{place:04}")
    assert desk.intake.collect().new == SHOWN + 3
    assert len(desk.registering.waiting()) == SHOWN
    with desk.database() as unit:
        assert unit.today.registered()[0] == SHOWN + 3


def test_what_is_not_there_is_refused(desk):
    report = desk.register("LV-7")
    with pytest.raises(Refusal, match="not in the list"):
        desk.registering.merge(report.id, ItemId(99), (), version=1)
    with pytest.raises(Refusal, match="not there any more"):
        desk.registering.refuse(a_report(77).id, "Why not.")


def test_an_older_desk_that_knows_no_registrations_would_have_a_report_like_any_other(desk):
    report = desk.register("LV-7", category="SOMETHING-NEW", title="Register this computer: A")
    problem = desk.inbox.get(report.id)
    assert problem.report.title == "Register this computer: A"
    assert desk.inbox.counts()[View.ALL] == 1
    assert [one.kind for one in problem.history] == ["received"]
    assert ReplyKind.RECEIVED.value in desk.letters()[0]
