"""Today by real keys: what is listed, why, and what one key does to a line."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDateEdit, QLabel, QPushButton

from libdesk.domain.priority import Priority
from libdesk.domain.problems import FollowUp, FollowUpKind, ReplyKind, State, WaitingOn
from libdesk.domain.today import Away, BackupFacts, Section, Surroundings
from libdesk.services.errors import Unavailable
from libdesk.ui.strings import time_words
from tests.services.fakes import START, a_report
from tests.ui.inbox.conftest import off

NOTHING = "Nothing needs you now."


@pytest.fixture
def today(settled, open_today):
    """A report that can't wait, one whose promise is broken, and a visit tomorrow."""
    settled.arrive("Late since Friday", branch="FER", filed_at=START - timedelta(days=4))
    settled.arrive("Check-out stopped", Priority.NOW, saw="It stopped.")
    visit(settled, "FER", 1)
    room = open_today()
    room.wait_titles("Check-out stopped", "Late since Friday", "Ferndale Road")
    return room


def visit(library, branch, *days):
    on = [(library.hands() + timedelta(days=day)).date() for day in days]

    def work():
        with library.database.unit(write=True) as unit:
            unit.places.set_visits(branch, on)

    off(work)


def ask_again(room):
    room.page.refresh()


@pytest.mark.rows("S14", "S22")
def test_the_list_says_what_to_do_next_and_why_for_eyes_and_ears(today):
    first, second, third = today.spoken()
    came = "Nobody has answered; came just now"
    assert first.startswith(f"Now, Check-out stopped, {came}, Central, CEN-")
    assert "Promised by" in second
    assert ": 2 days over" in second or ": 48 hours over" in second
    assert second.startswith("Now, This week, Late since Friday, ")
    assert third == "Soon, Visit, Ferndale Road, You are there tomorrow: 1 open problem"
    assert [line.section for line in today.lines()] == [Section.NOW, Section.NOW, Section.SOON]


def test_a_section_has_its_name_above_its_first_line(today):
    header = today.list.verticalHeader()
    heights = [header.sectionSize(row) for row in range(3)]
    assert heights[1] == header.defaultSectionSize()
    assert min(heights[0], heights[2]) > heights[1]


def test_nothing_is_chosen_and_so_nothing_is_seen_before_a_key_is_pressed(today):
    assert today.current() is None
    assert today.says("Choose a problem to read it.")
    today.key(Qt.Key.Key_J)
    today.wait_read("Check-out stopped")


def test_a_problem_is_answered_beside_the_list_leaves_it_and_comes_back_by_undo(today):
    today.choose("Late since Friday")
    today.key(Qt.Key.Key_A)
    today.type("New drum tomorrow.")
    today.send()
    today.wait_titles("Check-out stopped", "Ferndale Road")
    today.key(Qt.Key.Key_U)
    today.wait_titles("Check-out stopped", "Late since Friday", "Ferndale Road")
    today.choose("Late since Friday")
    assert today.words.toPlainText() == "New drum tomorrow."  # nothing typed is lost
    today.key(Qt.Key.Key_A)
    today.send()
    today.wait_titles("Check-out stopped", "Ferndale Road")
    assert (ReplyKind.ANSWER, "New drum tomorrow.", State.SEEN) in today.library.due()


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        (Qt.Key.Key_W, "Let it wait"),
        (Qt.Key.Key_F, "Fixed"),
        (Qt.Key.Key_N, "Not now"),
        (Qt.Key.Key_R, "right"),
        (Qt.Key.Key_T, "ote"),
    ],
)
def test_the_inbox_s_keys_mean_the_same_here(today, key, heading):
    today.choose("Check-out stopped")
    today.key(key)
    today.qtbot.waitUntil(lambda: today.page._side.is_writing)
    assert any(heading in words for words in today.texts())
    assert today.titles()[0] == "Check-out stopped"


def test_later_is_two_keys_and_undone_by_one(today):
    today.choose("Check-out stopped")
    today.key(Qt.Key.Key_L)
    today.qtbot.waitUntil(lambda: today.says("later. Until when?"))
    today.key(Qt.Key.Key_1)
    today.wait_titles("Late since Friday", "Ferndale Road")
    tomorrow = (START + timedelta(days=1)).replace(hour=8, minute=30)
    assert today.says(f"back at {time_words(tomorrow, START)}.")
    assert today.says("1 more is put off or not yours.")
    assert not today.says("Until when?")
    today.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    today.wait_titles("Check-out stopped", "Late since Friday", "Ferndale Road")
    today.wait_read("Check-out stopped")
    assert not today.says("put off or not yours")


def test_what_was_put_off_is_back_in_the_morning_by_itself(today):
    today.choose("Check-out stopped")
    today.key(Qt.Key.Key_L)
    today.qtbot.waitUntil(lambda: today.says("Until when?"))
    today.key(Qt.Key.Key_1)
    today.wait_titles("Late since Friday", "Ferndale Road")
    today.library.hands.at = (START + timedelta(days=1)).replace(hour=8, minute=30)
    ask_again(today)
    today.qtbot.waitUntil(lambda: "Check-out stopped" in today.titles())


def test_later_can_be_any_day(today):
    today.choose("Check-out stopped")
    today.key(Qt.Key.Key_L)
    today.qtbot.waitUntil(lambda: today.says("Until when?"))
    offered = [one for one in today.page.findChildren(QPushButton) if one.isVisible()]
    other = next(one for one in offered if "Another day" in one.accessibleName())
    today.type(other.accessibleName()[0])
    day = today.find(QDateEdit, "The other day")
    today.qtbot.waitUntil(day.hasFocus)
    today.key(Qt.Key.Key_Return)
    today.wait_titles("Late since Friday", "Ferndale Road")
    assert today.says("CEN-")


def test_esc_puts_nothing_off(today):
    today.choose("Check-out stopped")
    today.key(Qt.Key.Key_L)
    today.qtbot.waitUntil(lambda: today.says("Until when?"))
    today.key(Qt.Key.Key_Escape)
    assert not today.says("Until when?")
    assert today.list.hasFocus()
    assert len(today.titles()) == 3


@pytest.mark.rows("S16")
def test_what_is_not_mine_is_back_with_the_reporter_s_next_word(today):
    (number,) = [line.problem.number for line in today.lines() if line.problem][:1]
    today.choose("Check-out stopped")
    report_id = today.lines()[0].problem.id
    today.key(Qt.Key.Key_I)
    today.wait_titles("Late since Friday", "Ferndale Road")
    assert today.says(f"{number}: not mine.")
    follow_up = FollowUp(report_id, FollowUpKind.SAID)
    today.library.collect(a_report(77, saw="Still stopped.", follow_up=follow_up))
    today.page.catch_up()
    today.qtbot.waitUntil(lambda: "Check-out stopped" in today.titles())
    (line,) = [one for one in today.spoken() if "Check-out" in one]
    assert "New from the reporter" in line
    assert "Nobody has answered" not in line


def test_a_visit_is_done_with_the_key_that_means_fixed(today):
    today.list.setFocus()
    today.key(Qt.Key.Key_End)
    today.qtbot.waitUntil(lambda: today.says("What is open there, most urgent first:"))
    today.key(Qt.Key.Key_A)  # means nothing here
    today.key(Qt.Key.Key_F)
    today.wait_titles("Check-out stopped", "Late since Friday")
    assert today.says("Ferndale Road: done.")
    today.key(Qt.Key.Key_U)
    today.wait_titles("Check-out stopped", "Late since Friday", "Ferndale Road")


@pytest.mark.rows("S14")
def test_a_visit_shows_what_is_open_there_and_leads_to_it(today):
    today.list.setFocus()
    today.key(Qt.Key.Key_End)
    today.qtbot.waitUntil(lambda: today.says("Late since Friday"))
    today.key(Qt.Key.Key_Return)
    with today.qtbot.waitSignal(today.page.action_requested) as told:
        today.key(Qt.Key.Key_Space)
    assert told.args[0].branch == "FER"


def test_words_that_are_being_typed_stay_whatever_comes_and_goes(today):
    today.choose("Late since Friday")
    today.key(Qt.Key.Key_A)
    today.type("A new dr")
    report_id = today.lines()[1].problem.id
    version = today.library.problem(report_id).version
    off(lambda: today.library.colleague.answer(report_id, "Seen.", version=version))
    today.library.arrive("Another one", Priority.NOW)
    today.page.catch_up()
    today.qtbot.waitUntil(lambda: "Another one" in today.titles())
    assert "Late since Friday" not in today.titles()
    assert today.words.toPlainText() == "A new dr"
    assert today.words.hasFocus()


def test_what_is_chosen_stays_chosen_when_something_comes_in_above_it(today):
    today.choose("Late since Friday")
    key = today.current()
    today.library.hands.move(minutes=1)
    today.library.arrive("Another one", Priority.NOW)
    today.page.catch_up()
    today.qtbot.waitUntil(lambda: "Another one" in today.titles())
    assert today.current() == key
    assert today.report_text().startswith("Late since Friday")


def test_the_list_changes_by_itself_when_a_promise_is_over(settled, open_today):
    """Promised for the next second; nobody presses a key."""
    settled.arrive("Promised", filed_at=START - timedelta(days=2) + timedelta(seconds=1))
    room = open_today()
    room.wait_titles("Promised")
    assert "left" in room.spoken()[0]
    settled.hands.move(seconds=1)
    room.qtbot.waitUntil(lambda: "over" in room.spoken()[0], timeout=10_000)


def test_an_empty_list_says_what_is_good_and_what_comes(settled, open_today):
    visit(settled, "FER", 3)
    room = open_today()
    room.wait_empty()
    assert room.says("Next: visit to Ferndale Road on Thursday.")
    report = settled.arrive("Waits")
    off(
        lambda: settled.inbox.wait(
            report, WaitingOn.PART, (START + timedelta(days=2)).date(), version=1
        )
    )
    room.again()
    assert room.says("Next: something waits until")


def test_what_is_the_matter_around_the_database_is_listed_with_its_words(settled, open_today):
    room = open_today()
    room.wait_empty()
    around = Surroundings(
        unread=2,
        unread_newest="x.json",
        backups=BackupFacts(failed_at=START, failure="The disk is full."),
        away=Away("The share <b>S:</b> is away.", START),
    )
    room.page.take_surroundings(around)
    room.qtbot.waitUntil(lambda: len(room.titles()) == 3)
    quarantine, backup, away = room.spoken()
    assert "2 reports lie there unread; their files are kept" in quarantine
    assert "failed: The disk is full." in backup
    assert "They stand in one place only" in backup
    assert "The share <b>S:</b> is away." in away
    room.page.take_surroundings(Surroundings())
    room.wait_empty()


def test_every_label_shows_words_as_they_are(settled, open_today):
    settled.arrive("<h1>Big</h1>", Priority.NOW, branch="FER")
    visit(settled, "FER", 0)
    room = open_today()
    room.wait_titles("<h1>Big</h1>", "Ferndale Road")
    room.list.setFocus()
    room.key(Qt.Key.Key_End)
    room.qtbot.waitUntil(lambda: room.says("<h1>Big</h1>"))
    labels = room.page.findChildren(QLabel)
    assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_the_keys_are_shown_and_go_again(today):
    today.choose("Check-out stopped")
    today.key(Qt.Key.Key_Question)
    assert today.says("not mine; it is back when something about it changes")
    today.key(Qt.Key.Key_Escape)
    assert today.report_text().startswith("Check-out stopped")
    assert today.list.hasFocus()


def test_lines_are_copied_as_text(today):
    today.list.selectAll()
    today.list.setFocus()
    today.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = QGuiApplication.clipboard().text().split("\n")
    assert len(rows) == 3
    assert rows[0].startswith("Check-out stopped\tNow\tNow\tNobody has answered")


def test_a_report_is_shown_by_its_number_and_one_that_is_not_listed_is_said(today):
    number = today.lines()[1].problem.number
    today.page.show_number(number)
    today.wait_read("Late since Friday")
    with today.qtbot.waitSignal(today.page.not_listed) as told:
        today.page.show_number("CEN-NOTHERE")
    assert told.args == ["CEN-NOTHERE"]


def test_numbers_that_nobody_has_looked_at_are_told_until_somebody_has(today):
    told: list[frozenset[str]] = []
    today.page.unseen_changed.connect(told.append)
    today.again()
    assert told[-1] == {today.lines()[0].problem.number}
    today.choose("Check-out stopped")
    today.qtbot.waitUntil(lambda: told[-1] == frozenset(), timeout=10_000)


def test_a_database_that_is_away_is_told_and_tried_again(today):
    assert QApplication.focusWidget() is today.list
    today.page.tell(Unavailable("The database does not answer."))
    assert today.says("The database does not answer.")
    with today.qtbot.waitSignal(today.page.counted):
        today.press("Try again")
    assert not today.says("The database does not answer.")
