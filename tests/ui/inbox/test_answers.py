"""What the desk does with a problem: answered, waiting, fixed, put off; and all of it undone."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDateEdit, QLabel, QPushButton

from libdesk.domain.problems import ReplyKind, State, WaitingOn
from libdesk.services.errors import Unavailable
from libdesk.services.inbox import Inbox
from libdesk.ui.strings import time_words
from tests.ui.inbox.conftest import off

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
STRIPES, STOPPED = "Grey stripes", "Check-out stopped at both desks"


@pytest.fixture
def ids(library, room):
    lines = off(lambda: library.inbox.lines((1, 2, 3)))
    return {line.title: line.id for line in lines}


def answers(library):
    """Return all answers that are stored, by the order of their problems."""
    problems = [library.problem(line.id) for line in off(lambda: library.inbox.lines(range(9)))]
    return [answer.text for problem in problems for answer in problem.answers]


def test_an_answer_takes_one_key_its_words_and_one_key_more(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Thank you. New drum tomorrow.")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Answer to FER-000003 leaves in 1"))
    assert answers(library) == ["Thank you. New drum tomorrow."]
    assert room.words.toPlainText() == ""
    assert room.list.hasFocus()
    room.qtbot.waitUntil(lambda: "Answered" in room.spoken()[1])


def test_an_answer_by_the_mouse(room, library, ids):
    room.choose(STRIPES)
    room.qtbot.mouseClick(room.words.viewport(), Qt.MouseButton.LeftButton)
    room.type("On my way.")
    room.press("Answer")
    room.qtbot.waitUntil(lambda: answers(library) == ["On my way."])


@pytest.mark.rows("S28", "S29")
def test_a_beginning_thanks_and_can_be_edited(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Drum tomorrow.")
    room.press("Thank you…")
    assert room.words.toPlainText() == "Thank you for spotting this. Drum tomorrow."
    assert room.words.hasFocus()
    assert room.sees(QPushButton, "I don’t know yet…")
    assert room.sees(QPushButton, "Our mistake…")


def test_b10_a_second_press_sends_nothing_more(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Once.")
    room.send()
    room.send()
    room.qtbot.waitUntil(lambda: room.says("leaves in"))
    assert answers(library) == ["Once."]


def test_an_empty_answer_is_refused_beside_the_field(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Write a few words first"))
    room.type("N")
    assert not room.says("Write a few words first")
    assert answers(library) == []


@pytest.mark.parametrize("how", ["u", "ctrl_z", "click"])
def test_undo_takes_the_answer_back_and_gives_the_words_back(room, library, ids, how):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Too fast")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("leaves in"))
    if how == "click":
        room.press("Undo")
    elif how == "u":
        room.key(KEY.Key_U)
    else:
        room.key(KEY.Key_Z, CONTROL)
    room.qtbot.waitUntil(lambda: answers(library) == [])
    room.qtbot.waitUntil(lambda: room.words.toPlainText() == "Too fast")
    assert not room.says("leaves in")


def test_each_answer_that_can_be_taken_back_is_heard(room, library, ids, heard):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Too fast")
    for times in (1, 2):
        room.send()
        room.qtbot.waitUntil(lambda times=times: len(heard) == times)
        assert heard[-1].words.endswith("leaves in 15 s. Press U to undo.")
        room.key(KEY.Key_U)
        room.qtbot.waitUntil(lambda: room.words.toPlainText() == "Too fast")
        room.qtbot.waitUntil(lambda: answers(library) == [] and not room.says("leaves in"))
        room.key(KEY.Key_A)


def test_undo_after_the_words_have_left_says_so(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Gone")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("leaves in"))
    library.hands.move(seconds=60)

    def write():
        with library.database.unit(write=True) as unit:
            due = unit.replies.due(library.hands(), 50, source="folder")
            unit.replies.mark_written(due, library.hands())

    off(write)
    room.list.setFocus()
    room.key(KEY.Key_U)
    room.qtbot.waitUntil(lambda: room.says("These words have left already"))
    assert not room.says("leaves in")


def test_fixed_needs_a_reason_that_the_reporter_reads(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_F)
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Say in a few words what it was"))
    room.type("The drum was worn.")
    room.send()
    room.wait_titles(STOPPED, "Sticky space bar")
    assert library.problem(ids[STRIPES]).state is State.FIXED
    assert room.current() is not None
    room.key(KEY.Key_U)
    room.wait_titles(STOPPED, STRIPES, "Sticky space bar")
    assert library.problem(ids[STRIPES]).state in (State.NEW, State.SEEN)
    room.wait_read(STRIPES)


def test_the_reason_goes_to_the_reporter(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_F)
    room.type("The drum was worn.")
    room.send()
    room.wait_titles(STOPPED, "Sticky space bar")
    assert (ReplyKind.STATE, "The drum was worn.", State.FIXED) in library.due()


@pytest.mark.rows("S20")
def test_waiting_needs_on_whom_and_until_when(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_W)
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Say on whom or what it waits."))
    room.press("A supplier")
    room.press("Let it wait")
    room.qtbot.waitUntil(lambda: room.says("Say until when"))
    room.press("In a week")
    room.press("Let it wait")
    room.wait_titles(STOPPED, "Sticky space bar")
    waiting = library.problem(ids[STRIPES]).waiting
    assert waiting is not None
    assert waiting.on is WaitingOn.SUPPLIER
    assert (waiting.until - library.hands().astimezone().date()).days == 7


def test_another_day_is_chosen_in_the_calendar(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_W)
    room.press("The reporter")
    room.press("Another day")
    calendar = room.find(QDateEdit, "The other day")
    calendar.setDate(calendar.date().addDays(11))
    room.press("Let it wait")
    room.qtbot.waitUntil(lambda: library.problem(ids[STRIPES]).waiting is not None)
    waiting = library.problem(ids[STRIPES]).waiting
    assert waiting is not None
    assert (waiting.until - library.hands().astimezone().date()).days == 14


def test_not_now_needs_a_reason_and_a_day(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_N)
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Say why not now"))
    room.type("Next year's budget.")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Say when to look again"))
    room.press("In a month")
    room.press("Not now")
    room.wait_titles(STOPPED, "Sticky space bar")
    assert library.problem(ids[STRIPES]).state is State.NOT_NOW


def test_d_says_that_somebody_is_on_it_and_keeps_the_words(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Half an answer")
    room.key(KEY.Key_Escape)
    assert room.list.hasFocus()
    room.key(KEY.Key_D)
    room.qtbot.waitUntil(lambda: "Doing" in room.spoken()[1])
    assert library.problem(ids[STRIPES]).state is State.DOING
    assert room.words.toPlainText() == "Half an answer"


def test_a_fixed_problem_can_only_be_answered_or_opened_again(room, library, ids):
    off(lambda: library.inbox.fix(ids[STRIPES], "Done.", version=1))
    room.press("Done")
    room.wait_titles(STRIPES)
    room.choose(STRIPES)
    assert not room.sees(QPushButton, "Waiting…")
    room.press("Open it again")
    room.qtbot.waitUntil(lambda: library.problem(ids[STRIPES]).state is State.DOING)


def test_esc_goes_back_a_step_at_a_time(room, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_F)
    room.key(KEY.Key_Escape)
    assert room.sees(QPushButton, "Fixed…")
    room.key(KEY.Key_Escape)
    assert room.list.hasFocus()


def test_words_stay_with_their_problem(room, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("For the stripes")
    room.choose(STOPPED)
    assert room.words.toPlainText() == ""
    room.key(KEY.Key_F)
    room.type("For the desks")
    room.choose(STRIPES)
    assert room.words.toPlainText() == "For the stripes"
    room.choose(STOPPED)
    assert room.words.toPlainText() == "For the desks"
    assert room.says("Fixed: what was it?")


def test_words_for_an_answer_serve_as_the_reason_too(room, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("It was the drum.")
    room.press("Fixed…")
    assert room.words.toPlainText() == "It was the drum."


class TestSomebodyElseWasFirst:
    @pytest.fixture(autouse=True)
    def begun(self, room, library, ids):
        room.choose(STRIPES)
        room.key(KEY.Key_A)
        room.type("Mine")
        version = library.problem(ids[STRIPES]).version
        off(lambda: library.colleague.start(ids[STRIPES], version=version))
        room.send()
        when = time_words(library.hands(), library.hands())
        room.qtbot.waitUntil(lambda: room.says(f"Changed meanwhile: {when}, by Robin."))

    def test_nothing_was_sent_and_the_words_are_there(self, room, library):
        assert answers(library) == []
        assert room.words.toPlainText() == "Mine"

    def test_look_shows_the_change_and_keeps_the_words(self, room, library):
        room.press("Look at the change")
        room.qtbot.waitUntil(lambda: room.says("Doing"))
        assert not room.says("Changed meanwhile")
        assert room.words.toPlainText() == "Mine"
        room.words.setFocus()
        room.send()
        room.qtbot.waitUntil(lambda: answers(library) == ["Mine"])

    def test_keep_mine_sends_it_over_the_change(self, room, library, ids):
        room.press("Keep mine")
        room.qtbot.waitUntil(lambda: answers(library) == ["Mine"])
        assert library.problem(ids[STRIPES]).state is State.DOING


def test_when_the_database_is_away_the_words_stay_and_a_banner_tells(library, open_room):
    class Away(Inbox):
        def answer(self, *_args, **_options):
            raise Unavailable("The disk is full. Nothing was lost. Make room and try again.")

    library.arrive("Grey stripes")
    room = open_room(Away(library.database.unit, library.hands, "Sam"))
    room.choose("Grey stripes")
    room.key(KEY.Key_A)
    room.type("Do not lose me")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("The disk is full. Nothing was lost."))
    assert room.words.toPlainText() == "Do not lose me"
    room.press("Try again")
    assert not room.says("The disk is full.")


def test_somebody_who_writes_stays_with_the_problem_when_it_leaves_the_list(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("I am still")
    version = library.problem(ids[STRIPES]).version
    off(lambda: library.colleague.fix(ids[STRIPES], "Was easy.", version=version))
    room.page.refresh()
    room.wait_titles(STOPPED, "Sticky space bar")
    room.type(" writing")
    assert room.words.toPlainText() == "I am still writing"
    assert room.report_text().startswith(STRIPES)


def test_marking_as_seen_is_no_conflict_with_oneself(room, library, ids, qtbot):
    """The version grows while the problem is marked as seen; the answer goes over the new one."""
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    qtbot.waitUntil(lambda: "Seen" in room.spoken()[1], timeout=8_000)
    room.type("Right after")
    room.send()
    qtbot.waitUntil(lambda: answers(library) == ["Right after"])
    assert not room.says("Changed meanwhile")


def test_words_sent_while_marking_as_seen_fails_go_to_their_own_reporter(library, open_room, qtbot):
    """They must not stay behind, to leave with the next problem that is marked as seen."""

    class Held(Inbox):
        entered, goes_on = threading.Event(), threading.Event()

        def see(self, _report_id, *, version=None):  # noqa: ARG002 - the service's own signature
            self.entered.set()
            assert self.goes_on.wait(20)
            raise Unavailable("The disk is full. Nothing was lost.")

    library.arrive(STRIPES)
    held = Held(library.database.unit, library.hands, "Sam")
    room = open_room(held)
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("For the stripes")
    qtbot.waitUntil(held.entered.is_set, timeout=8_000)
    room.send()
    held.goes_on.set()
    qtbot.waitUntil(lambda: answers(library) == ["For the stripes"])
    qtbot.waitUntil(lambda: room.words.toPlainText() == "")


def test_a_key_pressed_before_the_problem_is_read_waits_for_the_right_one(room, library, ids):
    room.choose(STOPPED)
    room.key(KEY.Key_J)
    room.key(KEY.Key_D)  # the one that was shown before is still on the screen
    room.qtbot.waitUntil(lambda: library.problem(ids[STRIPES]).state is State.DOING)
    assert library.problem(ids[STOPPED]).state in (State.NEW, State.SEEN)


def test_two_deeds_are_undone_newest_first(room, library, ids):
    for title, words in ((STRIPES, "First"), (STOPPED, "Second")):
        room.choose(title)
        room.key(KEY.Key_A)
        room.type(words)
        room.send()
        room.qtbot.waitUntil(lambda words=words: words in answers(library))
        room.qtbot.waitUntil(room.list.hasFocus)
    room.key(KEY.Key_U)
    room.qtbot.waitUntil(lambda: answers(library) == ["First"])
    room.qtbot.waitUntil(lambda: room.says("Answer to FER-000003 leaves"))
    room.list.setFocus()
    room.key(KEY.Key_U)
    room.qtbot.waitUntil(lambda: answers(library) == [])


def test_every_label_of_the_page_is_plain_text(room, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    labels = room.page.findChildren(QLabel)
    assert len(labels) > 20
    assert all(one.textFormat() is Qt.TextFormat.PlainText or not one.text() for one in labels)


def test_every_control_has_a_name(room, ids):
    room.choose(STRIPES)
    nameless = [
        one
        for one in room.page.findChildren(QPushButton)
        if one.isVisible() and not one.accessibleName()
    ]
    assert not nameless
