"""A staff computer lets go of what is over: by the desk's days and the desk's clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.bulletin import Bulletin
from libdesk.domain.problems import (
    FollowUp,
    FollowUpKind,
    Picture,
    Progress,
    Reply,
    ReplyKind,
    State,
)
from libdesk.domain.retention import Keeping
from libdesk.services.dispatch import Dispatch
from libdesk.services.forgetting import Forgetting
from libdesk.services.ports import Kept
from tests.services.fakes import START, MemoryOutbox, MemoryShare, a_report

PICTURE = Picture("screen.png", "image/png", b"pixels")
DAY = timedelta(days=1)


class Board:
    """What the desk last told this computer."""

    def __init__(self):
        self.bulletin = None

    def kept(self):
        return self.bulletin

    def latest(self):
        return self.bulletin


class Computer:
    """One staff computer, with a report that IT has fixed."""

    def __init__(self, hands):
        self.hands = hands
        self.outbox = MemoryOutbox()
        self.board = Board()
        self.forgetting = Forgetting(self.outbox, self.board, hands)
        self.keep(1)

    def keep(self, number, *replies, progress=Progress.IN_INBOX, **parts):
        report = a_report(number, **{"pictures": (PICTURE,), "contact": "Maria", **parts})
        self.outbox.kept[report.id] = Kept(report, progress, replies or (came(), fixed()))
        return report.id

    def hear(self, days, keeping=Keeping(30, 90)):  # noqa: B008 - a value
        """Let days pass; then the desk tells how long things are kept."""
        self.hands.move(days=days)
        at = self.hands()
        self.board.bulletin = Bulletin(at, at, keeping=keeping)
        self.forgetting.forget()

    def kept(self, number=1):
        found = self.outbox.kept.get(a_report(number).id)
        return found.report if found else None


def came():
    return Reply(1, ReplyKind.RECEIVED, START, state=State.NEW)


def fixed(state=State.FIXED, **parts):
    return Reply(2, ReplyKind.STATE, START, state=state, **parts)


@pytest.fixture
def computer(hands):
    return Computer(hands)


def test_pictures_and_whom_to_ask_go_with_the_desks_and_the_report_with_its_names(computer):
    computer.hear(29)
    assert computer.kept().pictures == (PICTURE,)
    computer.hear(1)
    assert (computer.kept().pictures, computer.kept().contact) == ((), "")
    computer.hear(59)
    assert computer.kept() is not None
    computer.hear(1)
    assert computer.kept() is None


@pytest.mark.parametrize(
    ("replies", "progress"),
    [
        ((), Progress.KEPT),
        ((), Progress.HANDED_OVER),
        ((came(),), Progress.IN_INBOX),
        ((came(), fixed(State.DOING)), Progress.IN_INBOX),
        ((Reply(1, ReplyKind.ANSWER, START),), Progress.IN_INBOX),
    ],
)
def test_what_has_not_arrived_or_is_not_over_is_never_touched(computer, replies, progress):
    report = a_report(2, pictures=(PICTURE,))
    computer.outbox.kept[report.id] = Kept(report, progress, replies)
    computer.hear(4000)
    assert computer.kept(2) == report


def test_words_that_came_after_the_end_are_kept_as_long_as_they_are_new(computer):
    late = Reply(3, ReplyKind.ANSWER, START + 20 * DAY, "It was the drum.")
    computer.keep(2, came(), fixed(), late)
    computer.hear(90)
    assert computer.kept() is None
    assert computer.kept(2) is not None
    computer.hear(20)
    assert computer.kept(2) is None


def test_what_was_put_off_counts_from_the_day_it_is_looked_at_again(computer):
    computer.keep(2, came(), fixed(State.NOT_NOW, until=(START + 100 * DAY).date()))
    computer.hear(120)
    assert computer.kept(2).pictures == (PICTURE,)


def test_what_was_added_goes_with_its_report(computer):
    root = a_report(1).id
    added = FollowUp(root, FollowUpKind.SAID)
    computer.keep(2, came(), follow_up=added)
    computer.keep(3, came(), follow_up=FollowUp(a_report(9).id, FollowUpKind.SAID))
    computer.outbox.kept[a_report(4).id] = Kept(
        a_report(4, follow_up=FollowUp(a_report(9).id, FollowUpKind.SAID)), Progress.IN_INBOX
    )
    computer.hear(90)
    assert [computer.kept(number) is None for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_what_was_added_stays_while_its_report_is_open(computer):
    report = computer.outbox.kept[a_report(1).id]
    computer.outbox.kept[report.report.id] = replace(report, replies=(came(),))
    computer.keep(2, came(), follow_up=FollowUp(report.report.id, FollowUpKind.SAID))
    computer.hear(4000)
    assert computer.kept(2) is not None


def test_a_desk_that_says_no_days_lets_everything_stay(computer):
    computer.forgetting.forget()
    computer.hear(4000, keeping=None)
    assert computer.kept().pictures == (PICTURE,)


def test_a_clock_that_is_wrong_here_forgets_nothing_early(computer):
    computer.hear(1)
    computer.hands.move(days=1826)
    computer.forgetting.forget()
    assert computer.kept().pictures == (PICTURE,)


def test_a_bulletin_from_the_future_forgets_nothing_early(computer):
    at = START + 1826 * DAY
    computer.board.bulletin = Bulletin(at, at, keeping=Keeping())
    computer.forgetting.forget()
    assert computer.kept().pictures == (PICTURE,)


def test_one_day_is_looked_at_once_and_a_disk_that_fails_waits_for_the_next(computer):
    computer.outbox.full.start("The disk does not answer.")
    computer.hear(30)
    assert computer.kept().pictures == (PICTURE,)
    computer.outbox.full.stop()
    computer.forgetting.forget()
    assert computer.kept().pictures == (PICTURE,)
    computer.hear(1)
    assert computer.kept().pictures == ()


def test_it_goes_with_every_round(computer):
    dispatch = Dispatch(computer.outbox, MemoryShare(), computer.hands, computer.forgetting)
    computer.hands.move(days=30)
    at = computer.hands()
    computer.board.bulletin = Bulletin(at, at, keeping=Keeping())
    dispatch.deliver()
    assert computer.kept().pictures == ()
