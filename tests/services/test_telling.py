"""A problem told to every form: held, joined by whoever has it too, and ended when it is fixed."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from libdesk.domain.bulletin import NOTICE_LIMIT, notice_of, problem_of
from libdesk.domain.inbox import Order, View
from libdesk.domain.priority import Priority, Stopped
from libdesk.domain.problems import FollowUp, FollowUpKind, State
from libdesk.services.bulletin import Publishing
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.deleting import Deleting
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.joining import Joining
from libdesk.services.telling import Telling
from tests.services.fakes import Hands, MemoryShare, a_report

ONE, TWO = a_report(1).id, a_report(2).id


class Library:
    def __init__(self, database):
        self.database = database
        self.hands = Hands()
        self.share = MemoryShare()
        self.intake = Intake(database, [self.share], self.hands)
        self.inbox = Inbox(database, self.hands, "Robin")
        self.telling = Telling(database, self.hands, "Robin")
        self.publishing = Publishing(database, [self.share], self.hands)
        self.arrive(1, title="No internet")

    def arrive(self, number, **parts):
        self.share.drop(a_report(number, **parts), str(number))
        self.intake.collect()
        self.intake.send_replies()
        return a_report(number).id

    def problem(self, report_id=ONE):
        return self.inbox.get(report_id)

    def tell(self, text="The internet is down at Central.", **how):
        return self.telling.tell(ONE, text, version=self.problem().version, **how)

    def told(self):
        """What forms are told from now on."""
        self.publishing.publish()
        return self.share.bulletins[-1].notices

    def lapse(self):
        self.hands.move(seconds=UNDO_LASTS.total_seconds())

    def same_here(self, number, **parts):
        return self.arrive(number, notice=notice_of(ONE), **parts)

    def listed(self, view=View.ALL):
        return [line.id for line in self.inbox.lines(self.inbox.sequences(view, Order()))]


@pytest.fixture
def library(database):
    return Library(database)


def test_every_form_is_told_when_the_time_to_undo_is_over(library):
    changes = library.tell(until=library.hands() + timedelta(hours=3))
    assert changes.touched == (ONE,)
    assert library.told() == ()
    library.lapse()
    (notice,) = library.told()
    assert (notice.text, notice.branch) == ("The internet is down at Central.", "CEN")
    assert notice.until is not None
    assert problem_of(notice.id) == ONE
    assert library.problem().history[-1].kind == "told"
    assert library.problem().history[-1].words == notice.text


def test_it_can_be_told_everywhere_and_in_new_words(library):
    library.tell()
    library.tell("The internet is down everywhere.", everywhere=True)
    library.lapse()
    (notice,) = library.told()
    assert (notice.text, notice.branch) == ("The internet is down everywhere.", "")


def test_a_notice_stored_while_the_clock_was_ahead_is_told_all_the_same(library):
    library.hands.move(days=400)
    library.tell()
    library.hands.move(days=-400)
    assert [one.id for one in library.told()] == [notice_of(ONE)]


def test_it_can_be_taken_back_and_told_again(library):
    library.tell()
    assert library.telling.stop(ONE).touched == (ONE,)
    library.lapse()
    assert library.told() == ()
    assert library.telling.stop(ONE).touched == ()
    library.tell("It is down again.")
    library.lapse()
    assert [one.text for one in library.told()] == ["It is down again."]


@pytest.mark.parametrize(
    ("text", "hours", "field"),
    [(" \n", None, "text"), ("x" * (NOTICE_LIMIT + 1), None, "text"), ("Down.", -1, "until")],
)
def test_what_says_nothing_or_is_over_is_refused(library, text, hours, field):
    until = None if hours is None else library.hands() + timedelta(hours=hours)
    with pytest.raises(Refusal) as refused:
        library.tell(text, until=until)
    assert refused.value.field == field
    library.lapse()
    assert library.told() == ()


def test_somebody_else_was_first(library):
    version = library.problem().version
    library.inbox.start(ONE, version=version)
    with pytest.raises(Conflict):
        library.telling.tell(ONE, "Down.", version=version)


def test_nothing_is_told_of_a_closed_problem(library):
    library.inbox.fix(ONE, "Back.", version=library.problem().version)
    with pytest.raises(Refusal, match="closed"):
        library.tell()


def test_fixing_it_ends_what_is_told_and_undo_tells_it_again(library):
    library.tell()
    library.lapse()
    changes = library.inbox.fix(ONE, "The line is back.", version=library.problem().version)
    assert library.told() == ()
    library.inbox.take_back(ONE, changes.reply, changes.before)
    assert [one.id for one in library.told()] == [notice_of(ONE)]


def test_undoing_a_fix_tells_nothing_that_was_not_told_before(library):
    library.tell()
    library.telling.stop(ONE)
    changes = library.inbox.fix(ONE, "Back.", version=library.problem().version)
    library.inbox.take_back(ONE, changes.reply, changes.before)
    library.lapse()
    assert library.told() == ()


def test_what_is_put_off_is_still_a_known_problem(library):
    library.tell()
    library.lapse()
    day = library.hands().date() + timedelta(days=9)
    library.inbox.put_off(ONE, "After the move.", day, version=library.problem().version)
    assert library.told()


class TestSameHere:
    @pytest.mark.rows("S20")
    def test_whoever_has_it_too_joins_the_problem_and_hears_what_is_said_there(self, library):
        library.tell()
        other = library.same_here(2, title="Wi-Fi is gone")
        assert library.listed() == [ONE]
        problem = library.problem()
        assert [one.id for one in problem.joined] == [other]
        assert problem.history[-1].kind == "joined"
        library.inbox.answer(ONE, "The provider is on it.", version=problem.version)
        library.lapse()
        library.intake.send_replies()
        texts = [one.reply.text for one in library.database.tables.messages]
        assert texts.count("The provider is on it.") == 2

    def test_the_problem_is_as_urgent_as_the_worst_of_them(self, library):
        library.tell()
        worst = replace(a_report().effect, danger=True)
        library.same_here(2, effect=worst)
        assert library.problem().priority < Priority.WHEN_WE_CAN
        before = library.problem().priority
        library.same_here(3)
        assert library.problem().priority is before

    def test_two_of_one_batch_join_together(self, library):
        library.tell()
        for number in (2, 3):
            library.share.drop(a_report(number, notice=notice_of(ONE)), str(number))
        library.intake.collect()
        assert len(library.problem().joined) == 2

    def test_it_follows_the_problem_into_the_one_that_it_joined(self, library):
        library.tell()
        other = library.arrive(5)
        with library.database(write=True) as unit:
            unit.joined.add([ONE], other)
        library.same_here(2)
        assert {one.id for one in library.problem(other).joined} == {ONE, TWO}

    def test_what_names_a_closed_one_stands_on_its_own(self, library):
        library.tell()
        library.inbox.fix(ONE, "Back.", version=library.problem().version)
        assert library.same_here(2) in library.listed(View.NEEDS_ME)

    def test_what_was_fixed_by_a_look_stays_as_it_is(self, library):
        library.tell()
        done = library.same_here(2, answers={"fixed": "yes"})
        assert library.problem(done).state is State.FIXED
        assert library.problem().joined == ()

    @pytest.mark.parametrize("notice", ["problem-x", "problem-" + "0" * 32, "a" * 32])
    def test_what_names_nothing_here_stands_on_its_own(self, library, notice):
        assert library.arrive(2, notice=notice) in library.listed(View.NEEDS_ME)

    def test_a_report_cannot_join_itself(self, library):
        own = a_report(2).id
        library.arrive(2, notice=notice_of(own))
        assert library.problem(own).joined == ()

    @pytest.mark.parametrize("names", [(3, 2), (3, 4, 2)])
    def test_reports_that_name_each_other_hold_up_nobody(self, library, names):
        """Whoever files a report chooses its id, so it can be named before it is there."""
        for number, named in enumerate(names, 2):
            named_id = a_report(named).id
            library.share.drop(a_report(number, notice=notice_of(named_id)), str(number))
        library.share.drop(a_report(9), "9")
        library.intake.collect()
        assert library.share.lying == {}
        assert a_report(9).id in library.listed()
        top = library.problem(library.problem(a_report(2).id).report.id)
        assert top is not None

    def test_same_here_that_cannot_wait_is_told_by_the_problems_number(self, library):
        library.tell()
        danger = replace(a_report().effect, danger=True, stopped=Stopped.EVERYONE)
        library.share.drop(a_report(2, notice=notice_of(ONE), effect=danger), "2")
        collected = library.intake.collect()
        if library.problem().priority is Priority.NOW:
            assert collected.now_numbers == (library.problem().report.number,)
        else:
            assert collected.now_numbers == ()

    def test_what_is_told_of_a_problem_that_goes_is_told_no_more(self, library):
        library.tell()
        library.lapse()
        other = library.arrive(5)
        joining = Joining(library.database, library.hands, "Robin")
        joining.join(
            other, {ONE: library.problem().version}, version=library.problem(other).version
        )
        assert library.told(), "it is open still"
        library.inbox.fix(other, "Back.", version=library.problem(other).version)
        assert library.told() == ()

    def test_deleting_ends_it_and_undo_tells_it_again(self, library):
        library.tell()
        library.lapse()
        deleting = Deleting(library.database, library.hands)
        changes = deleting.delete(ONE, version=library.problem().version, is_confirmed=True)
        assert library.told() == ()
        deleting.undo(ONE, changes)
        assert [one.id for one in library.told()] == [notice_of(ONE)]

    def test_what_its_reporter_no_longer_needs_is_told_no_more(self, library):
        library.tell()
        library.lapse()
        library.arrive(3, follow_up=FollowUp(ONE, FollowUpKind.WITHDRAWN))
        assert library.problem().state is State.FIXED
        assert library.told() == ()

    def test_what_names_one_that_was_put_off_is_new(self, library):
        library.tell()
        day = library.hands().date() + timedelta(days=9)
        library.inbox.put_off(ONE, "After the move.", day, version=library.problem().version)
        assert library.problem(library.same_here(2)).state is State.NEW

    def test_a_follow_up_joins_its_own_problem(self, library):
        library.tell()
        other = library.same_here(2)
        said = FollowUp(other, FollowUpKind.SAID)
        library.arrive(3, follow_up=said, saw="Now the phones too.", notice=notice_of(ONE))
        assert a_report(3).id in {one.id for one in library.problem().follow_ups}


def test_an_id_that_is_none_is_no_problem():
    assert problem_of(notice_of(ONE)) == ONE
    assert problem_of(uuid4().hex) is None
    assert problem_of("problem-no") is None
