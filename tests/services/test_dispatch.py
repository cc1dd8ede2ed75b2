"""Dispatch: it never gives up, hands nothing over twice without need, and says why it waits."""

import pytest

from libdesk.domain.problems import Progress, ReplyKind
from libdesk.services.dispatch import (
    CONFIRMATION_EXPECTED_WITHIN,
    REPLIES_AT_ONCE,
    TROUBLES_IN_A_ROW,
    Delivered,
    Dispatch,
)
from tests.services.fakes import MemoryOutbox, MemoryShare, a_report

KEPT, HANDED_OVER, IN_INBOX = Progress


@pytest.fixture
def outbox():
    return MemoryOutbox()


@pytest.fixture
def share(outbox):
    return MemoryShare(outbox.envelopes)


@pytest.fixture
def dispatch(outbox, share, hands):
    return Dispatch(outbox, share, hands)


def keep(outbox, count):
    reports = [a_report(number) for number in range(1, count + 1)]
    for report in reports:
        outbox.keep(report)
    return [report.id for report in reports]


def letter(report_id, kind=ReplyKind.RECEIVED, words=""):
    return f"{report_id}/{kind}/{words}".encode()


def stages(outbox):
    return [one.progress for one in reversed(outbox.list())]


def test_what_waits_is_handed_over_oldest_first(dispatch, outbox, share):
    ids = keep(outbox, 3)
    assert dispatch.deliver() == Delivered(kept=0, handed_over=3)
    assert list(share.lying) == [str(one) for one in ids]
    assert stages(outbox) == [HANDED_OVER] * 3


def test_nothing_to_do_is_nothing_done(dispatch):
    assert dispatch.deliver() == Delivered(0, 0)
    assert dispatch.fetch_replies() == 0


@pytest.mark.rows("S04")
def test_an_absent_share_is_told_and_everything_goes_once_it_is_back(dispatch, outbox, share):
    keep(outbox, 2)
    share.away.start("The share is away. Your reports are safe here.")
    told = dispatch.deliver()
    assert told == Delivered(2, 0, why="The share is away. Your reports are safe here.")
    share.away.stop()
    assert dispatch.deliver() == Delivered(0, 2)


def test_the_first_message_is_the_proof_and_ends_the_waiting(dispatch, outbox, share):
    (report_id,) = keep(outbox, 1)
    dispatch.deliver()
    share.letters[report_id, 1] = letter(report_id)
    assert dispatch.deliver() == Delivered(0, 0, replies=1)
    assert stages(outbox) == [IN_INBOX]
    assert outbox.waiting() == ()


def test_what_lies_there_is_not_handed_over_again_however_long_it_lies(
    dispatch, outbox, share, hands
):
    keep(outbox, 1)
    dispatch.deliver()
    hands.move(days=400)
    assert dispatch.deliver() == Delivered(0, 0)


def test_what_was_taken_but_never_confirmed_is_handed_over_again(dispatch, outbox, share, hands):
    keep(outbox, 1)
    dispatch.deliver()
    share.lying.clear()
    hands.move(seconds=CONFIRMATION_EXPECTED_WITHIN.total_seconds() - 1)
    assert dispatch.deliver() == Delivered(0, 0)
    hands.move(seconds=1)
    assert dispatch.deliver() == Delivered(0, 1)
    assert dispatch.deliver() == Delivered(0, 0), "the time begins anew"


def test_what_the_desk_never_confirms_goes_ever_more_seldom_but_never_ends(
    dispatch, outbox, share, hands
):
    """A report sealed to an old key is set aside at the desk each time; it must not pile up."""
    keep(outbox, 1)
    went = 0
    for _ in range(20 * 24 * 6):
        went += dispatch.deliver().handed_over
        share.lying.clear()
        hands.move(minutes=10)
    assert 20 <= went <= 45, "about once a day in the end, and every ten minutes at first"
    hands.move(days=1)
    assert dispatch.deliver() == Delivered(0, 1)


def test_b13_a_clock_set_back_does_not_stop_the_retry(dispatch, outbox, share, hands):
    keep(outbox, 1)
    dispatch.deliver()
    share.lying.clear()
    hands.move(days=-3650)
    assert dispatch.deliver() == Delivered(0, 1)


def test_a_report_without_a_time_of_handing_over_is_handed_over(dispatch, outbox, hands):
    (report_id,) = keep(outbox, 1)
    outbox.mark_handed_over(report_id, None)
    assert dispatch.deliver() == Delivered(0, 1)


def test_after_three_troubles_and_one_with_the_newest_the_round_ends(dispatch, outbox, share):
    keep(outbox, 10)
    share.away.start("Away.", times=TROUBLES_IN_A_ROW + 1)
    assert dispatch.deliver() == Delivered(10, 0, why="Away.")
    assert share.away.left == 0, "it was asked four times, no more"
    assert dispatch.deliver() == Delivered(0, 10)
    assert list(share.lying) == [str(one) for one in outbox.kept], "oldest first, as before"


def test_two_troubles_are_passed_over(dispatch, outbox, share):
    keep(outbox, 10)
    share.away.start("Away.", times=TROUBLES_IN_A_ROW - 1)
    assert dispatch.deliver() == Delivered(2, 8, why="Away.")
    assert dispatch.deliver() == Delivered(0, 2)


def test_troubles_that_are_not_in_a_row_close_nothing(dispatch, outbox, share):
    ids = keep(outbox, 12)
    share.refused = set(ids[::2])
    told = dispatch.deliver()
    assert told == Delivered(6, 6, why="The share does not take this file.")


@pytest.mark.parametrize("poison", ["unreadable", "refused"])
def test_reports_that_fail_each_time_do_not_hold_up_those_behind_them(
    dispatch, outbox, share, poison
):
    ids = keep(outbox, TROUBLES_IN_A_ROW + 2)
    bad = set(ids[:TROUBLES_IN_A_ROW])
    setattr(outbox if poison == "unreadable" else share, poison, bad)
    assert dispatch.deliver().handed_over == 2
    assert set(share.lying) == {str(one) for one in ids[TROUBLES_IN_A_ROW:]}
    bad.clear()
    assert dispatch.deliver() == Delivered(0, TROUBLES_IN_A_ROW)


def test_a_report_that_cannot_be_looked_at_counts_as_kept(dispatch, outbox):
    (report_id,) = keep(outbox, 1)
    outbox.hidden.add(report_id)
    assert dispatch.deliver() == Delivered(1, 0, why="The disk does not answer.")


def test_a_failed_fetch_leaves_a_report_handed_over(dispatch, outbox, share):
    keep(outbox, 1)
    dispatch.deliver()
    share.away.start("Away.")
    assert dispatch.deliver() == Delivered(0, 0, why="Away.")
    assert stages(outbox) == [HANDED_OVER]


def test_all_messages_come_in_their_order(dispatch, outbox, share):
    (report_id,) = keep(outbox, 1)
    dispatch.deliver()
    share.letters[report_id, 1] = letter(report_id)
    share.letters[report_id, 2] = letter(report_id, ReplyKind.ANSWER, "On its way.")
    assert dispatch.fetch_replies() == 2
    (kept,) = outbox.list()
    assert [reply.text for reply in kept.replies] == ["", "On its way."]
    share.letters[report_id, 3] = letter(report_id, ReplyKind.ANSWER, "Done.")
    assert dispatch.fetch_replies() == 1, "messages come after the proof too"


def test_a_message_that_is_not_genuine_is_no_proof(dispatch, outbox, share, hands):
    (report_id,) = keep(outbox, 1)
    dispatch.deliver()
    share.letters[report_id, 1] = b"forged"
    assert dispatch.deliver() == Delivered(0, 0)
    assert stages(outbox) == [HANDED_OVER]
    share.lying.clear()
    hands.move(hours=1)
    assert dispatch.deliver() == Delivered(0, 1), "a forged message does not end the retry"


def test_no_share_can_keep_a_form_busy(dispatch, outbox, share):
    (report_id,) = keep(outbox, 1)
    dispatch.deliver()
    for number in range(1, 3 * REPLIES_AT_ONCE):
        share.letters[report_id, number] = letter(report_id)
    assert dispatch.fetch_replies() == REPLIES_AT_ONCE


def test_nothing_is_asked_for_a_report_that_never_left(dispatch, outbox, share):
    keep(outbox, 1)
    assert dispatch.fetch_replies() == 0
    assert share.fetches == 0


def test_fetching_ends_quietly_where_the_share_is_away(dispatch, outbox, share):
    ids = keep(outbox, 2)
    dispatch.deliver()
    share.letters[ids[1], 1] = letter(ids[1])
    share.away.start("Away.", times=1)
    assert dispatch.fetch_replies() == 0
    assert dispatch.fetch_replies() == 1


def test_one_report_whose_messages_fail_does_not_hold_up_the_older_ones(dispatch, outbox, share):
    older, newest = keep(outbox, 2)
    dispatch.deliver()
    share.letters[older, 1] = letter(older)
    outbox.hidden.add(newest)
    assert dispatch.fetch_replies() == 1


def test_a_share_that_is_away_is_not_asked_for_every_report(dispatch, outbox, share):
    keep(outbox, 10)
    dispatch.deliver()
    share.away.start("Away.", times=10)
    assert dispatch.fetch_replies() == 0
    assert share.away.left == 10 - TROUBLES_IN_A_ROW
