"""What somebody says at the door becomes a problem like any other (S02)."""

from uuid import UUID

import pytest

from libdesk.app.site import load_guidance
from libdesk.domain.inbox import Order, View
from libdesk.domain.priority import Priority, Stopped
from libdesk.domain.problems import State
from libdesk.services.changing import IN_PERSON
from libdesk.services.drafts import Draft
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.walk_ins import InPerson, WalkIns
from tests.services.fakes import START, Hands, MemoryShare, a_report

ID = UUID(int=7 << 98)


@pytest.fixture
def walk_ins(database):
    return WalkIns(database, load_guidance(), Hands(), lambda: ID, "Robin")


@pytest.mark.rows("S02")
def test_it_stands_in_the_inbox_by_the_same_rules(database, walk_ins):
    draft = Draft("NET", "CEN", saw="  No Wi-Fi upstairs ", stopped=Stopped.EVERYONE)
    report_id = walk_ins.log(draft)
    inbox = Inbox(database, Hands(), "Robin")
    problem = inbox.get(report_id)
    assert report_id == ID
    assert (problem.report.title, problem.report.saw) == ("No Wi-Fi upstairs", "No Wi-Fi upstairs")
    assert problem.priority < Priority.WHEN_WE_CAN
    assert [(one.by, one.kind) for one in problem.history] == [
        ("", "received"),
        ("Robin", IN_PERSON),
    ]
    assert inbox.lines(inbox.sequences(View.NEEDS_ME, Order()))[0].id == ID
    assert [line.id for line in inbox.lines(inbox.search("upstairs"))] == [ID]


def test_what_is_said_back_goes_to_no_file_and_is_not_tried_for_ever(database, walk_ins):
    report_id = walk_ins.log(Draft("PRINT", saw="Jam"))
    share, hands = MemoryShare(), Hands()
    inbox = Inbox(database, hands, "Robin")
    inbox.answer(report_id, "Open the left flap.", version=inbox.get(report_id).version)
    hands.move(minutes=1)
    intake = Intake(database, [share, InPerson()], hands)
    assert intake.send_replies() == 2
    assert intake.send_replies() == 0
    assert share.letters == {}


def test_an_unknown_tile_is_refused(walk_ins):
    with pytest.raises(Refusal) as refused:
        walk_ins.log(Draft("NOPE"))
    assert refused.value.field == "category"


def test_where_the_database_is_away_nothing_is_said_to_be_kept(database, walk_ins):
    database.broken.start("The database does not answer.")
    with pytest.raises(Unavailable):
        walk_ins.log(Draft("PRINT"))


def test_what_was_fixed_on_the_spot_is_closed_with_its_time(database, walk_ins):
    report_id = walk_ins.log(Draft("PRINT", saw="Jam"), fixed="Fixed on the spot.", minutes=5)
    problem = Inbox(database, Hands(), "Robin").get(report_id)
    assert (problem.state, problem.spent_minutes) == (State.FIXED, 5)


def test_where_a_part_of_it_fails_nothing_is_written_down(database, walk_ins):
    with pytest.raises(Refusal):
        walk_ins.log(Draft("PRINT", saw="Jam"), fixed=" ", minutes=5)
    assert database.tables.problems == {}


def test_what_was_said_is_there_until_it_is_safe():
    said = InPerson()
    said.say(a_report())
    (arrival,) = said.arrivals()
    said.done([arrival])
    assert list(said.arrivals()) == []
    said.say(a_report())
    (arrival,) = said.arrivals()
    said.set_aside(arrival, "why")
    said.publish(None)  # type: ignore[arg-type] # it is told to nobody
    assert list(said.arrivals()) == []
    assert Hands()() == START
