"""Drill F6: the clock is a year back, five years ahead, or jumps while somebody works.

The commands run in processes of their own under libfaketime; the form and the desk's lists run
here, on a clock that is passed in. No report is lost, doubled or skipped, nothing typed goes, no
bulletin from the future outlasts a true one, and nothing on a page is absurd.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random, SystemRandom

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.inbox import Order, View
from libdesk.domain.problems import FollowUpKind, ReplyKind
from libdesk.paths import DataFolder
from libdesk.services.inbox import Inbox
from libdesk.services.places import Overview
from libdesk.storage.database import Database
from libdesk.ui.inbox.wording import LineWords, clock_words
from tests.drills import jobs
from tests.drills.false_clock import FIVE_AHEAD, OFFSETS, RIGHT, YEAR_BACK, Computer, FalseClock
from tests.services.fakes import Hands
from tests.ui.problems.conftest import (
    ALWAYS,
    PHONE,
    REPORTS,
    WORDS,
)

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="libfaketime is a library of Linux")
ABSURD = re.compile(r"-\d+ (minute|hour|day|week|month|year)|\b(19\d\d|2025|203\d)\b")
"""Ages below zero, and years that nobody lives in, as somebody would read them."""

SOME_DAYS = (
    (RIGHT, RIGHT, RIGHT),
    (YEAR_BACK, FIVE_AHEAD, RIGHT),
    (FIVE_AHEAD, YEAR_BACK, FIVE_AHEAD),
    (RIGHT, FIVE_AHEAD, YEAR_BACK),
)
"""How the clock stands when a report is filed, delivered and collected."""


@pytest.fixture
def seed():
    """A new seed for each run; a failing test shows it."""
    number = SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {number}\n")
    return number


@pytest.fixture
def clock(tmp_path):
    return FalseClock(tmp_path / "clock")


@pytest.fixture
def computer(tmp_path, clock):
    return Computer(tmp_path, clock)


def words_of(number):
    return f"drill day{number:02}"


def check_all_there(computer, filed, days):
    """All that was filed on so many days is in the database, each once, and nothing goes again."""
    # Day by day: a search shows its newest fifty.
    found = [one["id"] for number in range(days) for one in computer.found(words_of(number))]
    assert len(found) == len(set(found)) == len(filed)
    assert set(found) == set(filed)
    assert computer.libdesk("collect")["in"] == 0
    assert computer.libdesk("deliver") == {"kept": 0, "handed_over": 0}
    assert computer.libdesk("check")["sound"]


def one_day(computer, clock, standing, number):
    """File two reports, take them to the desk and collect them, each by another clock."""
    filing, delivering, collecting = standing
    clock.set(filing)
    filed = [computer.file(words_of(number)), computer.file(words_of(number))]
    clock.set(delivering)
    assert computer.libdesk("deliver") == {"kept": 0, "handed_over": 2}
    clock.set(collecting)
    assert computer.libdesk("collect") == {"in": 2, "new": 2, "again": 0, "set_aside": 0}
    clock.set(delivering)
    # The desk's messages are fetched, and nothing goes a second time.
    assert computer.libdesk("deliver") == {"kept": 0, "handed_over": 0}
    assert computer.libdesk("collect")["in"] == 0
    return filed


def deliver_and_collect(computer, new):
    """Take what was filed to the desk while the clock jumps: all of it, and none twice.

    A report whose proof was not there yet may go again, as it may after any wrong clock: it is
    known by its id and counted as "again", never as new.
    """
    delivered = computer.libdesk("deliver")
    assert delivered["kept"] == 0
    assert delivered["handed_over"] >= new
    collected = computer.libdesk("collect")
    assert collected["new"] == new
    assert collected["set_aside"] == 0


def go_through(computer, clock, days):
    filed = []
    for number, standing in enumerate(days):
        filed += one_day(computer, clock, standing, number)
    clock.set(RIGHT)
    check_all_there(computer, filed, len(days))
    return filed


@LINUX
def test_f06_the_clock_is_really_off(clock):
    now = datetime.now(UTC)
    years = []
    for offset in OFFSETS:
        clock.set(offset)
        years.append(clock.year())
    assert years[0] == now.year
    assert years[1] == (now - timedelta(days=365)).year
    assert years[2] == (now + timedelta(days=1826)).year


@pytest.fixture(scope="module")
def some_days(tmp_path_factory):
    """A computer after some days, and what was filed on them; only to be looked at."""
    folder = tmp_path_factory.mktemp("some_days")
    clock = FalseClock(folder / "clock")
    computer = Computer(folder, clock)
    return computer, go_through(computer, clock, SOME_DAYS)


@LINUX
@pytest.mark.timeout(300)
def test_f06_no_clock_loses_doubles_or_skips_a_report(some_days):
    computer, filed = some_days
    newest_first = [one["id"] for one in computer.found("drill")]
    by_arrival = [set(filed[at : at + 2]) for at in range(0, len(filed), 2)]
    assert [set(newest_first[at : at + 2]) for at in range(0, len(filed), 2)] == by_arrival[::-1]


@LINUX
@pytest.mark.timeout(300)
def test_f06_control_an_order_by_the_senders_clock_would_skip_and_swap(some_days):
    computer, _ = some_days
    found = computer.found("drill")
    by_clock = sorted(found, key=lambda one: one["filed_at"], reverse=True)
    assert [one["id"] for one in by_clock] != [one["id"] for one in found]
    # And whoever asked for "what was filed since the last one" would hear of nothing for years.
    assert by_clock[0]["filed_at"] > (datetime.now(UTC) + timedelta(days=1000)).isoformat()


@LINUX
@pytest.mark.timeout(300)
def test_f06_a_clock_that_jumps_within_each_command(computer, clock, seed):
    filed = []
    with clock.jumping(Random(seed)):
        for number in range(4):
            filed += [computer.file(words_of(number)), computer.file(words_of(number))]
            deliver_and_collect(computer, new=2)
    assert clock.jumps > 50
    check_all_there(computer, filed, 4)


@LINUX
@pytest.mark.long
@pytest.mark.timeout(1800)
def test_f06_every_standing_of_the_clock_at_every_step(computer, clock):
    go_through(computer, clock, list(product(OFFSETS, repeat=3)))


@LINUX
@pytest.mark.long
@pytest.mark.timeout(1800)
def test_f06_a_clock_that_jumps_through_fifty_rounds(computer, clock, seed):
    filed = []
    with clock.jumping(Random(seed)):
        for number in range(50):
            filed.append(computer.file(words_of(number)))
            deliver_and_collect(computer, new=1)
    check_all_there(computer, filed, 50)


@LINUX
@pytest.mark.timeout(300)
def test_f06_the_desk_shows_no_negative_age(some_days):
    computer, filed = some_days

    def now():
        return datetime.now(UTC)

    with closing(Database.open(DataFolder(computer.data).database, now=now)) as database:
        inbox = Inbox(database.unit, now, "IT")
        words = LineWords(Overview(), now)
        lines = inbox.lines(inbox.sequences(View.ALL, Order()))
        assert {str(line.id) for line in lines} == set(filed)
        assert min(now() - line.received_at for line in lines) < timedelta(0), "from the future"
        said = [words.when(line) for line in lines]
        problems = [inbox.get(line.id) for line in lines]
    assert [one for one in said if re.search(r"-\s?\d", one)] == []
    assert sum("ago" in one or "just now" in one for one in said) == len(filed) // 2
    off = [one for one in problems if clock_words(one)]
    assert len(off) == len(filed) // 2, "on two of four days the two clocks were not the same"


def test_f06_what_the_desk_said_while_its_clock_was_ahead_leaves_all_the_same(tmp_path):
    at = Hands()
    with jobs.a_line(tmp_path / "data", lambda _: None, now=at) as line:
        line.step(reports=1)
        (kept,) = line.outbox.list()
        at.move(days=1826)
        problem = line.inbox.get(kept.report.id)
        line.inbox.answer(problem.report.id, "The drum is gray.", version=problem.version)
        at.move(days=-1826)
        line.deliver_and_collect()
        line.dispatch.fetch_replies()
        (kept,) = line.outbox.list()
    assert [one.text for one in kept.replies if one.text] == ["The drum is gray."]


def test_f06_words_that_can_still_be_taken_back_are_held_all_the_same(tmp_path):
    at = Hands()
    with jobs.a_line(tmp_path / "data", lambda _: None, now=at) as line:
        line.step(reports=1)
        (kept,) = line.outbox.list()
        problem = line.inbox.get(kept.report.id)
        line.inbox.answer(problem.report.id, "The drum is gray.", version=problem.version)
        line.deliver_and_collect()
        line.dispatch.fetch_replies()
        (kept,) = line.outbox.list()
    assert [one.text for one in kept.replies if one.text] == []


def absurd(form):
    """What of all that is shown and read aloud is an absurd time."""
    return [words for words in form.texts() if ABSURD.search(words)]


JUMPS = (("a year back", {"days": -365}), ("five years ahead", {"days": 1826}))
jumps = pytest.mark.parametrize("by", [by for _, by in JUMPS], ids=[name for name, _ in JUMPS])


@pytest.fixture
def form(told_form):
    return told_form


@jumps
def test_f06_a_draft_whom_to_ask_and_what_was_read_survive_a_jump(make_form, form, told, by):
    form.press("Printer or copier")
    form.type("Maria", "Who should IT ask?")
    form.press("Send")
    form.wait_kept()
    form.wait_for("Handed over")
    (arrival,) = told.collect()
    told.reply(arrival, 1, text="The drum is gray.")
    form.press(REPORTS)
    form.wait_for("The drum is gray.")
    form.press("Back")
    form.press("Report another") if form.all(QPushButton, "Report another") else None
    form.press("Telephone")
    form.type("Half a sentence")
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    form.hands.move(**by)
    for first_id in (500, 900):
        after = make_form(first_id=first_id).open()
        after.wait_for("Go on with: Telephone")
        assert after.all(QPushButton, REPORTS), "nothing is told as new that was read"
        assert absurd(after) == []
    press_beginning(after, "Go on with: Telephone")
    assert after.get(WORDS, QPlainTextEdit).toPlainText() == "Half a sentence"
    assert after.get("Who should IT ask?", QLineEdit).text() == "Maria"
    after.press("Send")
    after.wait_kept()
    assert {one.report.saw for one in after.kept()} == {"", "Half a sentence"}


def press_beginning(form, words):
    (button,) = [one for one in form.all(QPushButton) if one.accessibleName().startswith(words)]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_f06_a_draft_of_two_jumps_goes_after_a_week_by_the_clock_that_stayed(form):
    drafts = form.parts.drafts
    form.press("Telephone")
    form.type("Half a sentence")
    form.window.close()
    form.qtbot.waitUntil(lambda: drafts.load() is not None, timeout=5000)
    form.hands.move(days=1826)
    assert drafts.load().saved_at == form.hands()
    form.hands.move(days=-1826)
    assert drafts.load().saved_at == form.hands(), "or it would be kept for five years"
    form.hands.move(days=7)
    assert drafts.load() is not None
    form.hands.move(days=1)
    assert drafts.load() is None


@jumps
def test_f06_a_form_whose_clock_jumps_shows_no_absurd_time(form, told, by):
    form.press("Printer or copier", "Everyone here", "Works, but badly")
    form.wait_for("Today: IT answers by ")
    form.hands.move(**by)
    shown = dict(pages(form, told))
    assert set(shown) == {"answers", "sent", "reports", "added", "tiles"}
    odd = [words for page in shown.values() for words in page if ABSURD.search(words)]
    # Five years on, the desk has been silent for as long; this sentence tells it with its date.
    assert [
        words for words in odd if "last picked up reports at Mon 23 Nov 2026" not in words
    ] == []
    form.hands.move(days=-by["days"])
    form.talk._known.changed.emit()
    assert not form.shows("last picked up")


def pages(form, told) -> Iterator[tuple[str, list[str]]]:
    """Walk on from a page of questions; yield all words of each page."""
    form.press("17:00", "Is more at stake? A deadline?", "Within the hour")
    form.wait_for("Now")
    yield "answers", form.texts()
    form.press("Send")
    form.wait_kept()
    yield "sent", form.texts()
    form.wait_for("Handed over")
    (arrival,) = told.collect()
    report = arrival.report
    assert report.effect.deadline_at == form.hands.at + timedelta(hours=1)
    assert report.here_until is None, "17:00 was offered by another clock"
    told.reply(arrival, 1, kind=ReplyKind.RESTATED, text="All of them?")
    form.press(REPORTS)
    form.wait_for("All of them?")
    yield "reports", form.texts()
    form.press("Yes, that’s right")
    form.wait_for("You said IT has it right")
    yield "added", form.texts()
    form.press("Back")
    if form.all(QPushButton, "Report another"):
        form.press("Report another")
    yield "tiles", form.texts()


@jumps
def test_f06_a_page_that_was_made_ready_by_another_clock_offers_the_times_of_this_one(form, by):
    form.qtbot.waitUntil(lambda: form.talk._asking._spare is not None)
    form.hands.move(hours=-3, **by)
    form.press("Printer or copier", "14:00", "Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.here_until == form.hands.at.replace(hour=14)


def test_f06_times_that_are_offered_anew_stand_where_the_old_ones_stood_for_the_keyboard(form):
    form.qtbot.waitUntil(lambda: form.talk._asking._spare is not None)
    form.hands.move(hours=-3)
    form.press("Printer or copier")
    who = form.get("Who should IT ask?", QLineEdit)
    who.setFocus()
    order = []
    for _ in range(4):
        form.key(Qt.Key.Key_Tab)
        order.append(form.focused().accessibleName())
    assert order == ["12:00", "14:00", "17:00", "At another time…"]


@jumps
def test_f06_what_it_asks_by_another_clock_is_answered_once(form, told, by):
    form.press("Printer or copier", "Send")
    form.wait_kept()
    form.wait_for("Handed over")
    (arrival,) = told.collect()
    form.hands.move(**by)
    told.reply(arrival, 1, kind=ReplyKind.RESTATED, text="All of them?")
    form.hands.move(days=-by["days"])
    form.press(REPORTS)
    form.wait_for("All of them?")
    form.press("Yes, that’s right")
    form.wait_for("You said IT has it right")
    assert not form.all(QPushButton, "Yes, that’s right")
    kinds = [one.report.follow_up.kind for one in form.kept() if one.report.follow_up]
    assert kinds == [FollowUpKind.RIGHT]


def test_f06_a_bulletin_from_the_future_is_not_believed_and_the_form_works(make_form, desk):
    desk.publish(("The internet is down.", ""), phone=PHONE)
    form = make_form().open()
    form.wait_for("The internet is down.")
    form.hands.move(days=1826)
    desk.publish(("All is over.", ""), phone="666")
    form.hands.move(days=-1826)
    after = make_form(first_id=500).open()
    after.wait_for("The internet is down.")
    after.press("Printer or copier", "Send")
    after.wait_kept()
    assert after.shows(PHONE)
    assert not after.shows("666")


def test_f06_a_bulletin_that_was_fetched_five_years_ahead_does_not_outlast_a_true_one(
    make_form,
    desk,
):
    form = make_form().open()
    form.hands.move(days=1826)
    desk.publish(("Old news.", ""))
    form.talk._known.look_again()
    form.wait_for("Old news.")
    form.hands.move(days=-1826)
    desk.publish(("True news.", ""))
    form.talk._known.look_again()
    form.wait_for("True news.")
    after = make_form(first_id=500).open()
    after.wait_for("True news.")
    assert not after.shows("Old news.")


def test_f06_control_by_the_clock_of_that_day_it_is_believed(make_form, desk):
    form = make_form().open()
    form.hands.move(days=1826)
    desk.publish(("Old news.", ""))
    after = make_form(first_id=500).open()
    after.wait_for("Old news.")


@pytest.mark.parametrize("days", [-365, 1826])
def test_f06_a_jump_of_the_forms_clock_is_told_as_no_silence_of_years_that_never_ends(
    make_form,
    desk,
    days,
):
    desk.publish(hours=ALWAYS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.hands.move(days=days)
    form.talk._known.changed.emit()
    silences = [words for words in form.texts() if "picked up" in words]
    if days < 0:
        assert silences == []
    form.hands.move(days=-days)
    form.talk._known.changed.emit()
    assert [words for words in form.texts() if "picked up" in words] == []
