"""Which item a report is about: found where it is sure, and never guessed."""

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.item_lists import Dates
from libdesk.domain.priority import REPEATS
from libdesk.domain.problems import Fact
from libdesk.domain.records import Record
from libdesk.domain.statuses import Status
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.item_finding import find_item
from tests.services.fakes import MemoryShare, a_report


def a_record(tag: str, **changes) -> Record:
    return Record(Tag(tag), changes.pop("name", tag), "public PC", **{"branch": "FER", **changes})


@pytest.fixture
def listed(database):
    with database(write=True) as unit:
        unit.items.add(
            [
                (a_record("LV-1", computer_name="FER-PC-01", serial="5CG0001"), Dates()),
                (a_record("LV-2", computer_name="FER-PC-02"), Dates()),
                (a_record("LV-3", computer_name="FER-PC-02", status=Status.GONE), Dates()),
                (a_record("LV-4", computer_name="TWICE"), Dates()),
                (a_record("LV-5", computer_name="TWICE"), Dates()),
                (a_record("LV-6", serial="LV-1"), Dates()),
            ]
        )
    return database


def found(database, *facts, item="", branch="FER", is_here=lambda _code: True):
    report = a_report(item=item, branch=branch, facts=tuple(Fact(*fact) for fact in facts))
    with database() as unit:
        return find_item(unit, report, is_here)


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("LV-1", "LV-1"),
        (" lv-1 ", "LV-1"),
        ("fer-pc-01", "LV-1"),
        ("5cg0001", "LV-1"),
        ("FER-PC-02", "LV-2"),
        ("LV-3", "LV-3"),
        ("TWICE", ""),
        ("the printer by the door", ""),
    ],
)
def test_what_is_named_is_found_by_label_serial_or_computer_name(listed, item, label):
    assert found(listed, ("computer", "FER-PC-01"), item=item) == label


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ([("computer", "fer-pc-01")], "LV-1"),
        ([("serial", "5cg0001")], "LV-1"),
        ([("serial", "5cg0001"), ("computer", "FER-PC-01")], "LV-1"),
        ([("serial", "unknown"), ("computer", "FER-PC-01")], "LV-1"),
        ([("computer", "FER-PC-02")], "LV-2"),
        ([("serial", "5cg0001"), ("computer", "FER-PC-02")], ""),
        ([("computer", "TWICE")], ""),
        ([("computer", "LV-1")], ""),
        ([("system", "FER-PC-01")], ""),
        ([], ""),
    ],
)
def test_a_computer_is_found_by_its_facts_where_both_leave_one(listed, facts, label):
    assert found(listed, *facts) == label


def test_a_computer_is_not_taken_for_what_stands_elsewhere_or_is_another_kind_of_thing(listed):
    computer = ("computer", "FER-PC-01")
    assert found(listed, computer, branch="CEN") == ""
    assert found(listed, computer, branch="") == "LV-1"
    assert found(listed, computer, is_here=lambda code: code == "STAFFPC") == ""


def test_the_report_stays_as_it_was_sent_and_the_problem_is_the_items(listed, hands):
    share = MemoryShare()
    intake = Intake(listed, [share], hands, lambda code: code == "PUBPC")
    facts = (Fact("computer", "FER-PC-01"),)
    sent = a_report(1, category="PUBPC", branch="FER", facts=facts)
    share.drop(sent, "1")
    share.drop(a_report(2, category="PUBPC", branch="FER", item="LV-1"), "2")
    share.drop(a_report(3, category="PRINT", branch="FER", facts=facts), "3")
    assert intake.collect().new == 3
    inbox = Inbox(listed, hands, "Robin")
    problem = inbox.get(sent.id)
    assert problem.report == sent
    assert (problem.item, problem.found_item) == ("LV-1", "LV-1")
    lines = inbox.lines((1, 2, 3))
    assert [line.item for line in lines] == ["LV-1", "LV-1", ""]
    named = inbox.get(lines[1].id)
    assert (named.item, named.found_item) == ("LV-1", "")
    share.drop(sent, "again")
    assert intake.collect().again == 1


def test_reports_that_were_led_to_the_same_item_count_as_repeats(listed, hands):
    share = MemoryShare()
    intake = Intake(listed, [share], hands)
    for number, item in enumerate(("LV-1", "FER-PC-01", "5CG0001", ""), 1):
        facts = (Fact("computer", "FER-PC-01"),)
        share.drop(a_report(number, branch="FER", item=item, facts=facts), str(number))
    assert intake.collect().new == 4
    with listed() as unit:
        (about,) = {one.item for one in listed.tables.problems.values()}
        assert unit.problems.count_alike(a_report(branch="FER", item=about), hands()) == REPEATS
