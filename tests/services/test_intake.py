"""Intake: in = new + again + set aside, each report once, and no place holds up another."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.hours import Hours, Span
from libdesk.domain.inbox import Column, Order, View
from libdesk.domain.priority import Effect, HowBad, Priority, Stopped
from libdesk.domain.problems import Fact, ReplyKind, State
from libdesk.services.errors import Unavailable
from libdesk.services.follow_ups import REPEAT_WINDOW
from libdesk.services.intake import BATCH, Collected, Intake, index_words
from tests.services.fakes import START, Hands, MemoryShare, a_report
from tests.services.memory_database import MemoryDatabase

DAMAGED = "The file is damaged."


@pytest.fixture
def share():
    return MemoryShare()


@pytest.fixture
def intake(database, share, hands):
    return Intake(database, [share], hands)


def numbers(database):
    return [one.report.number for one in database.tables.problems.values()]


def test_each_report_becomes_a_new_problem_with_its_history_and_a_confirmation(
    intake, database, share
):
    report = a_report(effect=Effect(Stopped.EVERYONE, HowBad.STOPPED))
    share.drop(report)
    told = Collected(new=1, new_numbers=("CEN-000001",), now_numbers=("CEN-000001",))
    assert intake.collect() == told
    problem = database.tables.problems[report.id]
    assert problem.report == report
    assert (problem.sequence, problem.state, problem.priority) == (1, State.NEW, Priority.NOW)
    assert (problem.received_at, problem.clock_is_off, problem.version) == (START, False, 1)
    assert [(one.kind, one.at, one.by) for one in problem.history] == [("received", START, "")]
    assert intake.send_replies() == 1
    assert share.letters == {(report.id, 1): f"{report.id}/received/".encode()}


def test_what_cannot_wait_is_told_by_number_once_and_over_all_batches(intake, share):
    now = Effect(Stopped.EVERYONE, HowBad.STOPPED)
    urgent = {2, BATCH + 3}
    for number in range(1, BATCH + 5):
        effect = now if number in urgent else Effect()
        share.drop(a_report(number, item=str(number), effect=effect), f"{number:03}")
    collected = intake.collect()
    assert collected.now_numbers == tuple(a_report(one).number for one in sorted(urgent))
    assert len(collected.new_numbers) == BATCH + 4
    share.drop(a_report(2, item="2", effect=now), "again")
    assert intake.collect() == Collected(again=1)


def test_nothing_there_is_nothing_new(intake):
    assert intake.collect() == Collected()
    assert intake.send_replies() == 0


def test_the_same_report_again_is_confirmed_again_and_changes_nothing(intake, database, share):
    share.drop(a_report())
    intake.collect()
    intake.send_replies()
    share.letters.clear()
    before = database.tables.problems
    share.drop(a_report(), "copy-1")
    share.drop(a_report(), "copy-2")
    assert intake.collect() == Collected(again=2)
    assert database.tables.problems == before
    assert intake.send_replies() == 1
    assert len(share.letters) == 1
    assert share.lying == {}


def test_other_words_under_the_same_id_are_set_aside_and_the_first_stay(intake, database, share):
    share.drop(a_report(saw="first"))
    intake.collect()
    share.drop(a_report(saw="second"), "later")
    assert intake.collect() == Collected(set_aside=1)
    (problem,) = database.tables.problems.values()
    assert problem.report.saw == "first"
    assert "CEN-000001 is in the inbox already" in share.quarantine["later"]
    assert "The first was kept as it is" in share.quarantine["later"]


def test_a_batch_may_hold_the_same_report_twice_and_a_changed_one(intake, database, share):
    share.drop(a_report(saw="first"), "1")
    share.drop(a_report(saw="first"), "2")
    share.drop(a_report(saw="second"), "3")
    collected = intake.collect()
    assert (collected.new, collected.again, collected.set_aside) == (1, 1, 1)
    assert collected.incoming == 3
    assert len(database.tables.messages) == 1, "one confirmation for both"
    assert list(share.quarantine) == ["3"]


def test_what_cannot_be_read_is_set_aside_with_its_reason_and_the_rest_goes_on(
    intake, database, share
):
    share.lying["a-broken"] = b"not a report"
    share.drop(a_report(), "b-good")
    share.lying["c-broken"] = b""
    collected = intake.collect()
    assert (collected.new, collected.set_aside) == (1, 2)
    assert share.quarantine == {"a-broken": DAMAGED, "c-broken": DAMAGED}


def test_a_batch_of_nothing_but_rubbish_opens_no_transaction(intake, database, share):
    share.lying["broken"] = b"not a report"
    assert intake.collect().set_aside == 1
    assert database.units == 0


def test_many_reports_come_in_batches_in_the_order_of_their_names(intake, database, share):
    for number in range(1, 2 * BATCH + 2):
        share.drop(a_report(number), f"{number:04}")
    breaths = []

    def breathe():
        breaths.append(len(share.lying))
        return True

    collected = intake.collect(breathe)
    assert collected.new == 2 * BATCH + 1
    assert breaths == [BATCH + 1, 1, 0]
    assert [one.sequence for one in database.tables.problems.values()] == [*range(1, 2 * BATCH + 2)]
    assert collected.new_numbers == tuple(numbers(database))


def test_a_round_can_be_ended_between_two_transactions(intake, database, share):
    for number in range(1, 2 * BATCH):
        share.drop(a_report(number), f"{number:04}")
    assert intake.collect(lambda: False).new == BATCH
    assert len(share.lying) == BATCH - 1
    assert intake.collect().new == BATCH - 1


@pytest.mark.parametrize("days", [-3000, -1.01, 1.01, 3000])
def test_b13_a_report_from_a_wrong_clock_is_taken_flagged_and_ordered_by_arrival(
    intake, database, share, days
):
    share.drop(a_report(1, filed_at=START + timedelta(days=days)), "1")
    share.drop(a_report(2), "2")
    assert intake.collect().new == 2
    first, second = database.tables.problems.values()
    assert (first.clock_is_off, second.clock_is_off) == (True, False)
    assert (first.sequence, second.sequence) == (1, 2)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_b13_a_day_of_difference_is_nothing(intake, database, share, days):
    share.drop(a_report(filed_at=START + timedelta(days=days)))
    intake.collect()
    (problem,) = database.tables.problems.values()
    assert not problem.clock_is_off


def priorities(database):
    return [one.priority for one in database.tables.problems.values()]


@pytest.mark.rows("S37")
def test_the_third_alike_is_lifted_within_one_batch(intake, database, share):
    for number in range(1, 5):
        share.drop(a_report(number), str(number))
    intake.collect()
    can, week = Priority.WHEN_WE_CAN, Priority.THIS_WEEK
    assert priorities(database) == [can, can, week, week]


@pytest.mark.rows("S37")
def test_the_third_alike_is_lifted_across_rounds_within_thirty_days(intake, database, share, hands):
    for number, days in ((1, 0), (2, 20), (3, 10.5), (4, 0)):
        hands.move(days=days)
        share.drop(a_report(number, filed_at=hands()))
        intake.collect()
    assert timedelta(days=30) == REPEAT_WINDOW
    can, week = Priority.WHEN_WE_CAN, Priority.THIS_WEEK
    assert priorities(database) == [can, can, can, week]


@pytest.mark.parametrize("other", [{"branch": "FER"}, {"category": "NET"}, {"item": "LV-1"}])
def test_only_the_same_thing_at_the_same_place_is_alike(intake, database, share, other):
    for number in range(1, 4):
        share.drop(a_report(number, **(other if number == 3 else {})), str(number))
    intake.collect()
    assert priorities(database) == [Priority.WHEN_WE_CAN] * 3


def test_the_deadline_counts_from_the_reporters_own_clock(intake, database, share):
    filed_at = START - timedelta(days=3000)
    effect = Effect(Stopped.EVERYONE, HowBad.CAN_WAIT, deadline_at=filed_at + timedelta(hours=2))
    share.drop(a_report(filed_at=filed_at, effect=effect))
    intake.collect()
    assert priorities(database) == [Priority.NOW]


def test_a_place_that_is_away_is_told_and_the_others_go_on(database, hands):
    away, there = MemoryShare(name="away"), MemoryShare(name="there")
    away.away.start("The share is away.")
    there.drop(a_report())
    collected = Intake(database, [away, there], hands).collect()
    assert (collected.new, collected.troubles) == (1, ("The share is away.",))


class AwayAtOnce(MemoryShare):
    """A reader that fails when it is asked, not when it is read."""

    def arrivals(self):
        raise Unavailable("The share is away.")


def test_a_place_that_fails_at_once_is_told_and_the_others_go_on(database, hands):
    there = MemoryShare()
    there.drop(a_report())
    collected = Intake(database, [AwayAtOnce(), there], hands).collect()
    assert (collected.new, collected.troubles) == (1, ("The share is away.",))


class BreaksOff(MemoryShare):
    """A reader whose disk fails at the third name."""

    def arrivals(self):
        for index, arrival in enumerate(super().arrivals()):
            if index == 2:
                raise Unavailable("The disk does not answer.")
            yield arrival


def test_what_was_claimed_before_a_trouble_is_collected(database, hands):
    share = BreaksOff()
    for number in range(1, 5):
        share.drop(a_report(number), str(number))
    collected = Intake(database, [share], hands).collect()
    assert (collected.new, collected.troubles) == (2, ("The disk does not answer.",))
    assert sorted(share.lying) == ["3", "4"]


def test_what_is_in_the_database_is_counted_even_where_the_share_fails_after(
    intake, database, share
):
    share.drop(a_report(1), "1")
    share.lying["2"] = b"not a report"
    share.done_fails.start("The share is away.")
    collected = intake.collect()
    assert (collected.new, collected.set_aside) == (1, 1)
    assert collected.new_numbers == ("CEN-000001",), "a Now report is told of, share or no share"
    assert collected.troubles[0] == "The share is away."
    share.done_fails.stop()
    assert intake.collect() == Collected(again=1, set_aside=1)
    assert numbers(database) == ["CEN-000001"]


def test_an_empty_place_deletes_nothing(intake, database, share):
    for number in range(1, 6):
        share.drop(a_report(number))
    intake.collect()
    share.collected.clear()
    assert intake.collect() == Collected()
    assert len(database.tables.problems) == 5


def test_a_database_that_fails_leaves_everything_where_it_lies(intake, database, share):
    share.drop(a_report())
    database.broken.start("The database does not answer.", times=1)
    assert intake.collect() == Collected(troubles=("The database does not answer.",))
    assert len(share.lying) == 1
    assert intake.collect().new == 1


def test_messages_are_held_until_their_time_and_written_once(intake, database, share, hands):
    share.drop(a_report())
    intake.collect()
    assert intake.send_replies() == 1
    assert intake.send_replies() == 0


def test_more_messages_than_a_batch_are_all_written(intake, database, share):
    for number in range(1, 2 * BATCH + 2):
        share.drop(a_report(number))
    intake.collect()
    assert intake.send_replies() == 2 * BATCH + 1


def test_messages_stay_due_while_a_place_is_away_and_others_get_theirs(database, hands):
    away, there = MemoryShare(name="away"), MemoryShare(name="there")
    for number in range(1, BATCH + 5):
        away.drop(a_report(number))
        there.drop(a_report(1000 + number))
    intake = Intake(database, [away, there], hands)
    intake.collect()
    away.away.start("Away.")
    assert intake.send_replies() == BATCH + 4
    away.away.stop()
    assert intake.send_replies() == BATCH + 4


def test_a_place_that_goes_away_in_between_keeps_what_was_written(intake, database, share):
    for number in range(1, 6):
        share.drop(a_report(number))
    intake.collect()

    class GoesAway(MemoryShare):
        def reply(self, report_id, reply_key, reply):
            if len(self.letters) == 3:
                raise Unavailable("Away.")
            super().reply(report_id, reply_key, reply)

    goes = GoesAway()
    assert Intake(database, [goes], Hands()).send_replies() == 3
    assert intake.send_replies() == 2


def test_a_confirmation_says_that_it_was_received(intake, database, share):
    share.drop(a_report())
    intake.collect()
    (message,) = database.tables.messages
    assert (message.reply.kind, message.reply.state) == (ReplyKind.RECEIVED, State.NEW)


def test_a_report_is_found_by_every_word_in_it():
    report = a_report(
        title="Gray stripes",
        saw="Ränder überall",
        guess="drum-unit",
        item="LV-0118",
        facts=(Fact("computer", "FER-PC-04"),),
    )
    words = set(index_words(report))
    expected = "gray stripes rander uberall drum unit drumunit lv 0118 lv0118 ferpc04 print cen"
    assert set(expected.split()) <= words
    assert {"000001", "cen000001"} <= words, "its number too"


drops = st.lists(st.tuples(st.integers(1, 6), st.sampled_from("ab")), max_size=40)


@given(st.lists(drops, max_size=5), st.lists(st.integers(0, 3), max_size=5))
def test_in_is_always_new_and_again_and_set_aside(rounds, broken):
    database, share = MemoryDatabase(), MemoryShare()
    intake = Intake(database, [share], Hands())
    first: dict[int, str] = {}
    for round_, dropped in enumerate(rounds):
        for index, (number, saw) in enumerate(dropped):
            share.drop(a_report(number, saw=saw), f"{round_}-{index:03}")
        rubbish = broken[round_] if round_ < len(broken) else 0
        share.lying.update({f"{round_}-x{index}": b"?" for index in range(rubbish)})
        waiting = len(share.lying)
        collected = intake.collect()
        assert collected.incoming == waiting
        assert share.lying == {}
        before = set(first)
        fates = [first.setdefault(number, saw) == saw for number, saw in dropped]
        assert collected.new == len(set(first) - before)
        assert collected.set_aside == rubbish + fates.count(False)
    kept = {one.report.number: one.report.saw for one in database.tables.problems.values()}
    assert kept == {a_report(number).number: saw for number, saw in first.items()}


def test_what_a_look_has_fixed_is_told_and_closed(intake, database, share):
    report = a_report(answers={"paper": "no", "fixed": "yes"})
    share.drop(report)
    assert intake.collect().new == 1
    problem = database.tables.problems[report.id]
    assert problem.state is State.FIXED
    assert [one.kind for one in problem.history] == ["received", "fixed"]
    intake.send_replies()
    assert (report.id, 1) in share.letters


def test_a_deadline_is_ranked_by_its_own_hours(intake, database, share):
    weekdays = (Span(time(8, 30), time(17)),)
    with database(write=True) as unit:
        unit.places.set_hours(Hours((weekdays,) * 5 + ((), ()), zone="UTC"))
    # START is a Monday at 14:00: of four open hours three are left today, the last ends at 9:30.
    tomorrow = START + timedelta(hours=19, minutes=30)
    effect = Effect(Stopped.SEVERAL, HowBad.CAN_WAIT, deadline_at=tomorrow)
    report = a_report(effect=effect)
    share.drop(report)
    intake.collect()
    assert database.tables.problems[report.id].priority is Priority.TODAY


@pytest.mark.rows("S02")
def test_whatever_way_it_comes_and_whatever_it_is_it_stands_in_one_written_inbox(database, hands):
    """Of S02: one inbox for all that is written; to write down who came in person comes later."""
    here, share = MemoryShare(name="folder"), MemoryShare(name="share")
    here.drop(a_report(1, title="By the form at the desk's own computer"))
    share.drop(a_report(2, title="From a branch", branch="FER"))
    share.drop(a_report(3, category="NIGGLE", effect=Effect(niggle=True)))
    share.drop(a_report(4, category="PATRON", answers={"reporting_for": "patron"}))
    assert Intake(database, [here, share], hands).collect().new == 4
    with database() as unit:
        lines = unit.inbox.lines(unit.inbox.sequences(View.ALL, Order(Column.ARRIVED)))
    assert [line.sequence for line in lines] == [1, 2, 3, 4]
