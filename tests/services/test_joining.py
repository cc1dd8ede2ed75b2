"""Several reports of one thing: joined, answered once, heard by all, and taken apart again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.follow_ups import has_news
from libdesk.domain.inbox import Order, View
from libdesk.domain.priority import Priority
from libdesk.domain.problems import FollowUp, FollowUpKind, ReplyKind, State, WaitingOn
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.joining import Joining
from tests.services.fakes import Hands, MemoryShare, a_report

ONE, TWO, THREE = (a_report(number).id for number in (1, 2, 3))


class Library:
    """A desk with three reports of one outage."""

    def __init__(self, database):
        self.database = database
        self.hands = Hands()
        self.share = MemoryShare()
        self.intake = Intake(database, [self.share], self.hands)
        self.inbox = Inbox(database, self.hands, "Robin")
        self.joining = Joining(database, self.hands, "Robin")
        for number, saw in ((1, "No internet"), (2, "Zebra is offline"), (3, "Wi-Fi is gone")):
            self.share.drop(a_report(number, title=saw, saw=saw), str(number))
        self.collect()

    def collect(self):
        self.intake.collect()
        self.intake.send_replies()

    def problem(self, report_id=ONE):
        return self.inbox.get(report_id)

    def join(self, root=ONE, others=(TWO, THREE)):
        versions = {one: self.problem(one).version for one in others}
        return self.joining.join(root, versions, version=self.problem(root).version)

    def listed(self, view=View.ALL):
        return [line.id for line in self.inbox.lines(self.inbox.sequences(view, Order()))]

    def told(self, report_id):
        """The messages that have left for this report, after the one that says it came."""
        self.hands.move(seconds=UNDO_LASTS.total_seconds() + 1)
        self.intake.send_replies()
        mine = [one.reply for one in self.database.tables.messages if one.report_id == report_id]
        return mine[1:]

    def drop(self, number, of, kind, **parts):
        report = replace(a_report(number, **parts), follow_up=FollowUp(of, kind))
        self.share.drop(report, str(number))
        self.collect()


@pytest.fixture
def library(database):
    return Library(database)


def test_one_line_stands_for_all_and_says_how_many(library):
    library.join()
    assert library.listed() == [ONE]
    (line,) = library.inbox.lines(library.inbox.sequences(View.ALL, Order()))
    assert line.joined == 2
    assert [report.id for report in library.problem().joined] == [TWO, THREE]
    assert library.inbox.search("zebra") == (line.sequence,)


def test_an_answer_is_written_once_and_all_hear_it(library):
    library.join()
    library.inbox.answer(ONE, "The provider is on it.", version=library.problem().version)
    for one in (ONE, TWO, THREE):
        assert library.told(one)[-1].text == "The provider is on it."
    library.inbox.fix(ONE, "A cable in the street.", version=library.problem().version, minutes=15)
    for one in (ONE, TWO, THREE):
        last = library.told(one)[-1]
        assert (last.state, last.text) == (State.FIXED, "A cable in the street.")
    assert library.problem().spent_minutes == 15
    assert library.problem(TWO).closed_at == library.problem().closed_at
    assert library.problem(TWO).spent_minutes is None, "the time is counted once"


def test_those_who_joined_are_told_where_they_are_looked_after(library):
    library.join()
    for one in (TWO, THREE):
        (told,) = library.told(one)
        assert library.problem().report.number in told.text
        assert told.kind is ReplyKind.STATE
    assert library.told(ONE) == []
    assert [event.words for event in library.problem().history if event.kind == "joined"] == [
        library.problem(TWO).report.number,
        library.problem(THREE).report.number,
    ]


def test_it_is_as_urgent_as_the_worst_of_them(library):
    library.inbox.rank(TWO, Priority.NOW, "The public waits.", version=1)
    library.join()
    assert library.problem().priority is Priority.NOW


def test_undo_leaves_each_as_it_was_and_tells_nobody(library, database):
    before = {one: library.problem(one) for one in (ONE, TWO, THREE)}
    library.inbox.rank(TWO, Priority.NOW, "The public waits.", version=1)
    changes = library.join()
    library.joining.undo(ONE, changes)
    assert library.listed() == [TWO, THREE, ONE]
    assert library.problem().priority is before[ONE].priority
    assert library.problem(THREE).state is before[THREE].state
    assert library.told(THREE) == []
    assert library.inbox.search("zebra") == (library.problem(TWO).sequence,)
    assert library.inbox.search("internet") == (library.problem().sequence,)


def test_once_the_reporters_were_told_it_is_not_undone(library):
    changes = library.join()
    library.told(TWO)
    with pytest.raises(Conflict):
        library.joining.undo(ONE, changes)
    assert library.listed() == [ONE]


def test_taken_apart_each_stands_where_its_problem_stands(library):
    library.join()
    library.inbox.start(ONE, version=library.problem().version)
    library.joining.part(ONE, (TWO,), version=library.problem().version)
    assert set(library.listed()) == {ONE, TWO}
    assert library.problem(TWO).state is State.DOING
    assert [report.id for report in library.problem().joined] == [THREE]
    assert library.inbox.search("zebra") == (library.problem(TWO).sequence,)
    assert library.inbox.search("wi-fi") == (library.problem().sequence,)
    assert library.problem().history[-1].kind == "parted"


def test_what_a_joined_reporter_adds_is_news_of_the_problem(library):
    library.join()
    library.inbox.start(ONE, version=library.problem().version)
    library.drop(11, TWO, FollowUpKind.SAID, saw="It is back for a minute.")
    assert has_news(library.problem())
    assert [added.saw for added in library.problem().follow_ups] == ["It is back for a minute."]
    assert library.listed() == [ONE]


def test_one_of_several_who_no_longer_needs_it_closes_nothing(library):
    library.join()
    library.drop(11, TWO, FollowUpKind.WITHDRAWN)
    assert library.problem().state.is_open
    library.joining.part(ONE, (TWO, THREE), version=library.problem().version)
    library.drop(12, ONE, FollowUpKind.WITHDRAWN)
    assert library.problem().state is State.FIXED


def test_what_had_been_joined_comes_along(library):
    library.join(TWO, (THREE,))
    library.join(ONE, (TWO,))
    assert library.listed() == [ONE]
    assert {report.id for report in library.problem().joined} == {TWO, THREE}
    library.inbox.answer(ONE, "On it.", version=library.problem().version)
    assert library.told(THREE)[-1].text == "On it."


@pytest.mark.parametrize("others", [(), (ONE,)])
def test_it_takes_two(library, others):
    with pytest.raises(Refusal):
        library.join(ONE, others)


def test_closed_and_joined_ones_are_not_joined_again(library):
    library.join(ONE, (TWO,))
    with pytest.raises(Refusal):
        library.join(THREE, (TWO,))
    library.inbox.fix(THREE, "Gone.", version=library.problem(THREE).version)
    with pytest.raises(Refusal, match="closed"):
        library.join(ONE, (THREE,))


def test_over_a_newer_version_nothing_is_joined(library):
    with pytest.raises(Conflict):
        library.joining.join(ONE, {TWO: 99}, version=library.problem().version)
    library.inbox.see(TWO)
    with pytest.raises(Conflict):
        library.joining.join(ONE, {TWO: 1}, version=library.problem().version)
    assert len(library.listed()) == 3


def test_undo_leaves_the_other_where_it_stood_though_the_problem_stands_elsewhere(library):
    until = library.hands().date() + timedelta(days=3)
    version = library.problem().version
    library.inbox.wait(ONE, WaitingOn.SUPPLIER, until, version=version)
    library.joining.undo(ONE, library.join(ONE, (TWO,)))
    assert library.problem().state is State.WAITING
    assert library.problem(TWO).state is State.NEW
    assert library.problem(TWO).waiting is None


def test_undo_gives_back_what_had_come_along(library):
    library.join(TWO, (THREE,))
    library.joining.undo(ONE, library.join(ONE, (TWO,)))
    assert set(library.listed()) == {ONE, TWO}
    assert [report.id for report in library.problem(TWO).joined] == [THREE]
    sequence = library.problem(TWO).sequence
    assert library.inbox.search("zebra") == library.inbox.search("wi-fi") == (sequence,)
    assert library.inbox.search("internet") == (library.problem().sequence,)


def test_what_was_added_before_the_joining_is_read_and_found_with_its_own_again(library):
    library.drop(11, TWO, FollowUpKind.SAID, saw="Stork too")
    library.join(ONE, (TWO,))
    assert library.inbox.search("stork") == (library.problem().sequence,)
    library.joining.part(ONE, (TWO,), version=library.problem().version)
    assert [added.saw for added in library.problem(TWO).follow_ups] == ["Stork too"]
    assert library.inbox.search("stork") == (library.problem(TWO).sequence,)


def test_an_undo_that_knows_no_place_leaves_the_problem_where_it_is(library):
    changes = library.join(ONE, (TWO,))
    before = library.problem()
    library.joining.undo(ONE, replace(changes, before=None))
    assert library.problem().version == before.version
    assert set(library.listed()) == {ONE, TWO, THREE}


def test_taken_apart_at_once_it_stands_where_its_problem_stood_before_the_joining(library):
    library.inbox.start(ONE, version=library.problem().version)
    library.join(ONE, (TWO,))
    library.joining.part(ONE, (TWO,), version=library.problem().version)
    assert library.problem(TWO).state is State.DOING
    assert [
        line.state
        for line in library.inbox.lines(library.inbox.sequences(View.ALL, Order()))
        if line.id == TWO
    ] == [State.DOING]


def test_taken_apart_where_both_stand_alike_nothing_else_changes(library):
    library.join(ONE, (TWO,))
    library.joining.part(ONE, (TWO,), version=library.problem().version)
    assert library.problem(TWO).state is State.NEW
