"""Follow-ups at intake: they join their problem in any order, once each, and nothing is lost."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.bulletin import Notice
from libdesk.domain.inbox import Order, View
from libdesk.domain.priority import Effect, HowBad, Priority, Risk, Stopped
from libdesk.domain.problems import (
    FollowUp,
    FollowUpKind,
    Picture,
    ReplyKind,
    State,
    WaitingOn,
)
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.errors import Conflict
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Collected, Intake
from tests.services.fakes import START, Hands, MemoryShare, a_report
from tests.services.memory_database import MemoryDatabase

SAID, HURTS, WITHDRAWN, RIGHT, NOT_RIGHT = FollowUpKind
ID = a_report().id
EVERYTHING_STOPS = Effect(Stopped.EVERYONE, HowBad.STOPPED)


def a_follow_up(number, of=ID, kind=SAID, **parts):
    return a_report(number, follow_up=FollowUp(of, kind), **parts)


class Line:
    """A share and a desk."""

    def __init__(self):
        self.hands = Hands()
        self.database = MemoryDatabase()
        self.share = MemoryShare()
        self.intake = Intake(self.database, [self.share], self.hands)
        self.inbox = Inbox(self.database, self.hands, "Robin")
        self.dropped = 0

    def bring(self, *reports):
        """Collect these in one batch, in this order."""
        for report in reports:
            self.dropped += 1
            self.share.drop(report, f"{self.dropped:04}")
        return self.intake.collect()

    def listed(self, view=View.ALL):
        lines = self.inbox.lines(self.inbox.sequences(view, Order()))
        return sorted(line.number for line in lines)

    def events(self, report_id=ID):
        return [event.kind for event in self.inbox.get(report_id).history]

    def leaving(self, report_id=ID):
        """Write what is due; return what this report's person has read so far."""
        self.hands.move(seconds=UNDO_LASTS.total_seconds())
        self.intake.send_replies()
        messages = [one for one in self.database.tables.messages if one.report_id == report_id]
        messages.sort(key=lambda one: one.number)
        return [one.reply for one in messages]


@pytest.fixture
def line():
    return Line()


def test_a_follow_up_is_read_with_its_problem_and_listed_nowhere(line):
    line.bring(a_report())
    picture = Picture("screen.png", "image/png", b"png")
    added = a_follow_up(2, saw="Now with smoke", contact="Maria", pictures=(picture,))
    assert line.bring(added).new == 1
    assert line.listed() == line.listed(View.NEEDS_ME) == ["CEN-000001"]
    assert line.inbox.counts()[View.ALL] == 1
    problem = line.inbox.get(ID)
    assert problem.follow_ups == (added,)
    assert (problem.history[-1].kind, problem.history[-1].by) == ("said", "Maria")
    assert problem.history[-1].words == "Now with smoke"


def test_the_problem_is_found_by_the_words_of_its_follow_up(line):
    line.bring(a_report(title="Printer"), a_follow_up(2, saw="Zebra stripes"))
    (hit,) = line.inbox.lines(line.inbox.search("printer zebra"))
    assert hit.number == "CEN-000001"


def test_each_follow_up_is_confirmed_to_its_own_key(line):
    line.bring(a_report(), a_follow_up(2))
    line.intake.send_replies()
    assert (a_report(2).id, 1) in line.share.letters
    assert (ID, 2) not in line.share.letters, "what was said changes nothing for the other"


def test_a_follow_up_is_taken_once(line):
    line.bring(a_report())
    added = a_follow_up(2, saw="once")
    line.bring(added)
    version = line.inbox.get(ID).version
    assert line.bring(added) == Collected(again=1)
    assert line.bring(replace(added, saw="other")).set_aside == 1
    problem = line.inbox.get(ID)
    assert (problem.version, len(problem.follow_ups)) == (version, 1)
    assert line.events().count("said") == 1


def test_an_open_answer_panel_meets_a_conflict(line):
    line.bring(a_report())
    version = line.inbox.get(ID).version
    line.bring(a_follow_up(2, contact="Maria"))
    with pytest.raises(Conflict, match="changed meanwhile by Maria"):
        line.inbox.answer(ID, "Before I knew", version=version)


def test_an_answer_to_the_desks_question_brings_the_problem_back(line):
    line.bring(a_report())
    until = START.date() + timedelta(days=3)
    line.inbox.wait(ID, WaitingOn.REPORTER, until, version=1, words="Which tray?")
    line.bring(a_follow_up(2, saw="Tray two"))
    assert line.listed(View.NEEDS_ME) == ["CEN-000001"]
    replies = line.leaving()
    assert [one.state for one in replies] == [State.NEW, State.WAITING, State.SEEN]
    assert replies[1].waiting_on is WaitingOn.REPORTER


def test_what_hurts_more_is_ranked_anew_and_told_by_the_problems_number(line):
    line.bring(a_report())
    collected = line.bring(a_follow_up(2, kind=HURTS, effect=EVERYTHING_STOPS))
    assert collected.now_numbers == ("CEN-000001",)
    assert line.inbox.get(ID).priority is Priority.NOW
    assert line.events()[-2:] == ["hurts", "ranked"]
    assert line.leaving()[-1].priority is Priority.NOW
    again = line.bring(a_follow_up(3, kind=HURTS, effect=EVERYTHING_STOPS))
    assert again.now_numbers == (), "it was told already"


def test_a_report_that_can_not_wait_and_its_follow_up_are_told_once(line):
    urgent = a_report(effect=EVERYTHING_STOPS)
    collected = line.bring(urgent, a_follow_up(2, kind=HURTS, effect=EVERYTHING_STOPS))
    assert collected.now_numbers == ("CEN-000001",)


def test_repeats_lift_as_they_do_for_a_report_and_follow_ups_are_no_repeats(line):
    line.bring(a_report(1), a_report(2), a_follow_up(4), a_follow_up(5), a_report(6))
    assert line.inbox.get(a_report(2).id).priority is Priority.WHEN_WE_CAN
    assert line.inbox.get(a_report(6).id).priority is Priority.THIS_WEEK, "the third report"
    line.bring(a_follow_up(7, kind=HURTS))
    assert line.inbox.get(ID).priority is Priority.THIS_WEEK, "there are three by now"


def test_what_is_no_longer_needed_is_done(line):
    line.bring(a_report())
    line.bring(a_follow_up(2, kind=WITHDRAWN, saw="It was unplugged"))
    assert line.listed(View.DONE) == ["CEN-000001"]
    assert line.events()[-2:] == ["withdrawn", "fixed"]
    assert line.leaving()[-1].state is State.FIXED


def test_fixed_too_early_is_opened_again_and_the_reporter_reads_that_last(line):
    line.bring(a_report())
    line.intake.send_replies()
    line.inbox.fix(ID, "New drum.", version=1)
    line.bring(a_follow_up(2, kind=HURTS))
    assert line.inbox.get(ID).state is State.NEW, "nobody has read it yet"
    assert [one.state for one in line.leaving()] == [State.NEW, State.FIXED, State.NEW]


@pytest.mark.parametrize("how", ["fix", "put_off"])
@pytest.mark.parametrize("days", [0, 30])
def test_words_to_what_was_closed_bring_it_back_and_the_reporter_hears_where_it_is(line, how, days):
    line.bring(a_report())
    line.intake.send_replies()
    if how == "fix":
        line.inbox.fix(ID, "New drum.", version=1)
    else:
        line.inbox.put_off(ID, "After the move.", START.date() + timedelta(9), version=1)
    line.hands.move(days=days)
    line.bring(a_follow_up(2, saw="It does not print at all"))
    assert line.listed(View.NEEDS_ME) == ["CEN-000001"]
    assert line.events()[-2:] == ["said", "new"]
    last = line.leaving()[-1]
    assert (last.kind, last.state, last.until) == (ReplyKind.STATE, State.NEW, None)
    line.inbox.fix(ID, "Plugged in.", version=line.inbox.get(ID).version)
    assert line.listed(View.DONE) == ["CEN-000001"]


def the_line(line, view=View.ALL):
    (found,) = line.inbox.lines(line.inbox.sequences(view, Order()))
    return found


def test_a_line_tells_of_what_was_added_until_somebody_has_looked(line):
    line.bring(a_report())
    line.inbox.see(ID)
    assert not the_line(line).has_news
    line.bring(a_follow_up(2, contact="Maria"))
    assert the_line(line).has_news
    version = line.inbox.get(ID).version
    assert line.inbox.see(ID, version=version).touched == (ID,)
    assert not the_line(line).has_news
    assert line.inbox.get(ID).version == version, "a look changes nothing for a colleague"
    assert line.inbox.get(ID).history[-1].kind == "seen"
    assert line.inbox.see(ID, version=version).touched == (), "once is enough"
    assert line.inbox.get(ID).state is State.SEEN


def test_what_came_after_the_problem_was_read_is_not_taken_for_seen(line):
    line.bring(a_report())
    line.bring(a_follow_up(2))
    read = line.inbox.get(ID)
    line.bring(a_follow_up(3))
    assert line.inbox.see(ID, version=read.version).touched == ()
    assert line.inbox.get(ID).state is State.NEW
    assert the_line(line).has_news
    assert line.inbox.see(ID, version=line.inbox.get(ID).version).touched == (ID,)
    assert (the_line(line).has_news, the_line(line).state) == (False, State.SEEN)


@pytest.mark.parametrize("deed", ["answer", "restate", "start", "fix"])
def test_whoever_deals_with_it_has_seen_what_was_added(line, deed):
    line.bring(a_report())
    line.bring(a_follow_up(2))
    words = () if deed == "start" else ("Words.",)
    getattr(line.inbox, deed)(ID, *words, version=line.inbox.get(ID).version)
    assert not the_line(line).has_news


def test_an_answered_problem_is_so_until_the_answer_is_taken_back_or_somebody_replies(line):
    line.bring(a_report())
    first = line.inbox.answer(ID, "Try the other tray.", version=1)
    assert the_line(line).is_answered
    line.inbox.take_back(ID, first.reply)
    assert not the_line(line).is_answered
    line.hands.move(seconds=20)
    line.inbox.answer(ID, "Try the other tray.", version=line.inbox.get(ID).version)
    assert the_line(line).is_answered
    line.bring(a_follow_up(2))
    assert not the_line(line).is_answered


class Counting:
    """A database that counts what intake reads of problems: how often, and how much."""

    def __init__(self, database):
        self.database = database
        self.calls: Counter[str] = Counter()
        self.reports = 0

    @contextmanager
    def __call__(self, *, write=False):
        with self.database(write=write) as unit:
            unit.problems = self.Problems(unit.problems, self)
            yield unit

    class Problems:
        def __init__(self, problems, counting):
            self.problems, self.counting = problems, counting

        def __getattr__(self, name):
            work = getattr(self.problems, name)

            def counted(*args, **kwargs):
                self.counting.calls[name] += 1
                found = work(*args, **kwargs)
                if name in ("get", "get_bare"):
                    self.counting.reports += 1 + len(found.follow_ups) + len(found.history)
                return found

            return counted


@pytest.mark.parametrize("is_early", [True, False])
def test_many_follow_ups_of_one_report_are_work_for_each_of_them_only(is_early):
    """Before, each of them read all that were there: four times as many took sixteen times."""
    work = {}
    for many in (500, 2_000):
        line = Line()
        counting = Counting(line.database)
        line.intake = Intake(counting, [line.share], line.hands)
        added = [
            a_follow_up(number + 2, kind=HURTS if number % 3 else SAID, saw=f"{number}")
            for number in range(many)
        ]
        line.bring(*([*added, a_report()] if is_early else [a_report(), *added]))
        assert len(line.inbox.get(ID).follow_ups) == many
        work[many] = counting
    assert work[2_000].reports < 4.5 * work[500].reports
    assert work[2_000].calls.total() < 4.5 * work[500].calls.total()


def test_what_hurt_in_earlier_rounds_counts_though_it_is_not_read_again(line):
    line.bring(a_report(effect=Effect(Stopped.ONE)))
    line.bring(a_follow_up(2, kind=HURTS, effect=Effect(Stopped.SEVERAL, HowBad.BADLY)))
    assert line.inbox.get(ID).priority is Priority.THIS_WEEK
    line.bring(a_follow_up(3, kind=HURTS, effect=Effect(risks=frozenset({Risk.MONEY}))))
    assert line.inbox.get(ID).priority is Priority.TODAY


def test_what_happens_again_long_after_stands_on_its_own(line):
    line.bring(a_report())
    line.inbox.fix(ID, "New drum.", version=1)
    line.hands.move(days=8)
    line.bring(a_follow_up(2, kind=HURTS, saw="Stripes again"))
    assert line.listed(View.NEEDS_ME) == ["CEN-000002"]
    assert line.inbox.get(ID).state is State.FIXED
    line.bring(a_follow_up(3, kind=RIGHT))
    assert line.listed(View.NEEDS_ME) == ["CEN-000002"], "it is not looked for again"
    line.bring(a_follow_up(4, kind=SAID))
    assert line.listed(View.NEEDS_ME) == ["CEN-000001", "CEN-000002"], "words need a look"


def test_a_follow_up_before_its_report_is_shown_until_the_report_comes(line):
    early = a_follow_up(2, saw="More of it")
    line.bring(early)
    assert line.listed(View.NEEDS_ME) == ["CEN-000002"]
    line.inbox.see(early.id)
    line.bring(a_report())
    assert line.listed() == ["CEN-000001"]
    assert line.inbox.get(ID).follow_ups == (early,)
    assert line.inbox.get(ID).history[-1].words == "More of it"


def test_what_the_desk_answered_to_it_meanwhile_is_told_in_the_problem(line):
    early = a_follow_up(2)
    line.bring(early)
    line.inbox.see(early.id)
    line.inbox.answer(early.id, "What is it about?", version=2)
    line.bring(a_report())
    told = [(one.kind, one.by, one.words) for one in line.inbox.get(ID).history]
    assert ("answered", "Robin", "What is it about?") in told
    assert ("seen", "Robin", "") not in told
    assert line.leaving(early.id)[-1].text == "What is it about?", "its own person reads it"


def test_a_follow_up_that_was_joined_stays_so_whatever_is_said_to_it(line):
    """Somebody had it on the screen, as a problem of its own."""
    early = a_follow_up(2)
    line.bring(early)
    line.bring(a_report())
    with pytest.raises(Conflict):
        line.inbox.start(early.id, version=1)
    line.inbox.start(early.id, version=line.inbox.get(early.id).version)
    assert line.listed() == ["CEN-000001"]


def test_a_follow_up_of_a_follow_up_joins_the_root(line):
    second = a_follow_up(2)
    third = a_follow_up(3, of=second.id, kind=HURTS, effect=EVERYTHING_STOPS)
    line.bring(a_report(), second)
    line.bring(third)
    problem = line.inbox.get(ID)
    assert [one.id for one in problem.follow_ups] == [second.id, third.id]
    assert problem.follow_ups[1].follow_up == FollowUp(ID, HURTS)
    assert problem.priority is Priority.NOW


@pytest.mark.parametrize("together", [True, False])
def test_a_follow_up_of_itself_stays_on_its_own(line, together):
    own = a_report(1).id
    itself = a_follow_up(1, of=own)
    if together:
        line.bring(itself, a_report(2))
    else:
        line.bring(itself)
        line.bring(a_report(2))
    assert line.listed() == ["CEN-000001", "CEN-000002"]
    assert line.inbox.get(own).follow_ups == ()


def test_a_circle_of_follow_ups_ends_in_one_problem(line):
    ids = [a_report(number).id for number in (1, 2, 3)]
    circle = [a_follow_up(number, of=ids[number % 3], saw=f"part {number}") for number in (1, 2, 3)]
    for one in circle:
        line.bring(one)
    (root,) = line.listed()
    shown = line.inbox.search("part")
    assert [one.number for one in line.inbox.lines(shown)] == [root]
    (problem,) = [line.inbox.get(one) for one in ids if a_number(line, one) == root]
    assert len(problem.follow_ups) == 2


def a_number(line, report_id):
    return line.inbox.get(report_id).report.number


@pytest.mark.rows("S20")
@pytest.mark.parametrize("is_open", [True, False])
def test_the_same_as_a_known_problem_is_seen_at_once_and_its_reporter_hears_it(line, is_open):
    with line.database(write=True) as unit:
        unit.notices.save(Notice("The internet is down.", "CEN", START, id="net-1"))
        if not is_open:
            unit.notices.close("net-1", START)
    line.bring(a_report(notice="net-1"), a_report(2))
    state = State.SEEN if is_open else State.NEW
    assert line.inbox.get(ID).state is state
    assert line.inbox.get(ID).report.notice == "net-1"
    assert line.inbox.get(a_report(2).id).state is State.NEW
    (received,) = line.leaving()
    assert (received.kind, received.state) == (ReplyKind.RECEIVED, state)


REPORTS = (
    a_report(),
    a_follow_up(2, kind=SAID, saw="two"),
    a_follow_up(3, kind=HURTS, saw="three", effect=Effect(Stopped.SEVERAL, HowBad.STOPPED)),
    a_follow_up(4, of=a_report(3).id, kind=HURTS, effect=Effect(only_accessible=True)),
    a_follow_up(5, kind=RIGHT),
)


@given(order=st.permutations(REPORTS), cuts=st.sets(st.integers(1, 4)))
def test_the_order_of_arrival_does_not_matter(order, cuts):
    """In one batch or in several, each report is there once and the problem stands the same."""
    line = Line()
    edges = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(edges):
        line.bring(*order[start:end])
        line.bring(*order[:end])  # and all of it again
    assert line.listed() == ["CEN-000001"]
    problem = line.inbox.get(ID)
    assert {one.id for one in problem.follow_ups} == {one.id for one in REPORTS[1:]}
    assert problem.priority is Priority.NOW
    told = [kind for kind in line.events() if kind in set(FollowUpKind)]
    assert sorted(told) == ["hurts", "hurts", "right", "said"]
    confirmed = [one for one in line.database.tables.messages if one.reply.kind == "received"]
    assert len(confirmed) == len(REPORTS)
