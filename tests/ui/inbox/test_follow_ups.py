"""What a reporter adds later, in the desk's words; and asking back: is this right, what is in the
way of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import QPushButton, QTextEdit

from libdesk.app.reasons import load_reasons
from libdesk.domain.priority import Effect, HowBad, Priority, Stopped
from libdesk.domain.problems import (
    Event,
    Fact,
    FollowUp,
    FollowUpKind,
    ReplyKind,
    State,
    WaitingOn,
)
from libdesk.ui.inbox.history_words import event_words
from tests.services.fakes import START, a_report
from tests.ui.inbox.conftest import off
from tests.ui.inbox.test_answers import CONTROL, KEY, STOPPED, STRIPES

SAID, HURTS, WITHDRAWN, RIGHT, NOT_RIGHT = FollowUpKind


@pytest.fixture
def ids(library, room):
    lines = off(lambda: library.inbox.lines((1, 2, 3)))
    return {line.title: line.id for line in lines}


def add(library, of, kind=SAID, number=50, **parts):
    library.collect(a_report(number, follow_up=FollowUp(of, kind), **parts))


def history_text(room):
    sheets = [one for one in room.page.findChildren(QTextEdit) if one.isVisible()]
    names = {one.accessibleName(): one for one in sheets}
    return names["What happened so far"].toPlainText().replace("\u2028", "\n")


MARK = "New from the reporter"


def marked(room):
    """Return the titles of the rows that say there is something new from the reporter."""
    told = zip(room.titles(), room.spoken(), strict=True)
    return [title for title, spoken in told if spoken and f", {MARK}, " in spoken]


def seen(library, of):
    off(lambda: library.inbox.see(of))


def test_a_row_says_that_its_reporter_added_something_until_it_is_read(room, library, ids):
    seen(library, ids[STRIPES])
    add(library, ids[STRIPES], saw="Now with smoke.", contact="Maria")
    room.page.refresh()
    room.qtbot.waitUntil(lambda: marked(room) == [STRIPES])
    room.choose(STRIPES)
    assert "Maria added · " in room.report_text(), "it stands by the report, not far below"
    room.qtbot.waitUntil(lambda: marked(room) == [], timeout=8_000)
    room.qtbot.waitUntil(lambda: "Seen by Sam" in history_text(room))
    assert "Now with smoke." in room.report_text(), "what waits for an answer stays"
    assert library.problem(ids[STRIPES]).state is State.SEEN


def test_running_past_a_row_leaves_its_mark(room, library, ids):
    seen(library, ids[STRIPES])
    add(library, ids[STRIPES])
    room.page.refresh()
    room.choose(STRIPES)
    room.choose("Sticky space bar")
    room.qtbot.wait(1_300)  # longer than a row is looked at to count as read
    assert marked(room) == [STRIPES]


def test_the_mark_is_there_after_a_restart(room, library, ids, open_room):
    seen(library, ids[STRIPES])
    add(library, ids[STRIPES], HURTS)
    room.page.close()
    again = open_room()
    again.qtbot.waitUntil(lambda: marked(again) == [STRIPES])


def test_an_answer_takes_the_mark_off_and_the_row_says_answered(room, library, ids):
    add(library, ids[STRIPES])
    room.page.refresh()
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("A new drum comes tomorrow.")
    room.send()
    room.qtbot.waitUntil(lambda: ", Answered, " in room.spoken()[1])
    assert marked(room) == []
    room.choose(STRIPES)
    room.qtbot.waitUntil(lambda: room.says("Answered · "))
    assert "They added" not in room.report_text(), "it is dealt with; the history tells it"
    room.key(KEY.Key_U)
    room.qtbot.waitUntil(lambda: ", Seen, " in room.spoken()[1])


def test_a_reply_to_an_answer_is_not_answered_any_more(room, library, ids):
    off(lambda: library.inbox.answer(ids[STRIPES], "Try tray 2.", version=1))
    add(library, ids[STRIPES], saw="That did not help.")
    room.page.refresh()
    room.qtbot.waitUntil(lambda: marked(room) == [STRIPES])
    assert ", Seen, " in room.spoken()[1]


def test_what_is_added_to_the_problem_on_the_screen_is_shown_and_seen_by_whoever_turns_to_it(
    room, library, ids
):
    seen(library, ids[STRIPES])
    room.choose(STRIPES)
    add(library, ids[STRIPES], saw="Now with smoke.")
    room.page.refresh()
    room.qtbot.waitUntil(lambda: "Now with smoke." in room.report_text())
    room.qtbot.wait(1_300)  # longer than a row is looked at to count as read
    assert marked(room) == [STRIPES], "nobody need be sitting there"
    row = room.list.visualRect(room.list.currentIndex())
    room.qtbot.mouseClick(room.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    room.qtbot.waitUntil(lambda: marked(room) == [], timeout=8_000)


def test_what_is_written_about_the_problem_as_it_stood_meets_the_change(room, library, ids):
    seen(library, ids[STRIPES])
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Have you tried the other tray?")
    add(library, ids[STRIPES], saw="The other tray jams too.", contact="Maria")
    room.page.refresh()
    room.qtbot.waitUntil(lambda: marked(room) == [STRIPES])
    assert "The other tray" not in room.report_text()
    room.send()
    room.qtbot.waitUntil(lambda: room.says("by Maria."))


@pytest.mark.parametrize("kind", [SAID, HURTS])
def test_words_to_what_was_fixed_are_among_what_needs_me_again(room, library, ids, kind):
    off(lambda: library.inbox.fix(ids[STRIPES], "New drum.", version=1))
    room.page.refresh()
    room.wait_titles(STOPPED, "Sticky space bar")
    add(library, ids[STRIPES], kind, saw="It is back.")
    room.page.refresh()
    room.wait_titles(STOPPED, STRIPES, "Sticky space bar")
    room.qtbot.waitUntil(lambda: marked(room) == [STRIPES])
    room.choose(STRIPES)
    assert "Needs a look again" in history_text(room)


def test_what_is_no_longer_needed_marks_nothing(room, library, ids):
    seen(library, ids[STRIPES])
    add(library, ids[STRIPES], WITHDRAWN)
    room.page.refresh()
    room.wait_titles(STOPPED, "Sticky space bar")
    room.key(KEY.Key_5)
    room.wait_titles(STOPPED, STRIPES, "Sticky space bar")
    room.qtbot.waitUntil(lambda: all(room.spoken()))
    assert marked(room) == []


@pytest.mark.parametrize("width", [1600, 1134, 700])
def test_the_mark_is_painted_in_every_width(room, library, ids, width):
    room.page.resize(width, 800)

    def picture():
        row = room.list.visualRect(room.list.model().index(1, 0))
        return room.list.viewport().grab(row).toImage()

    seen(library, ids[STRIPES])
    room.page.refresh()
    room.qtbot.waitUntil(lambda: ", Seen, " in room.spoken()[1])
    before = picture()
    add(library, ids[STRIPES])
    room.page.refresh()
    room.qtbot.waitUntil(lambda: marked(room) == [STRIPES])
    assert picture() != before


def clock(at):
    here = at.astimezone()
    return QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)


def test_what_was_added_is_told_in_the_history_and_found_in_the_report(room, library, ids):
    add(library, ids[STRIPES], saw="Now with smoke.", contact="Maria", facts=(Fact("user", "m1"),))
    room.page.refresh()
    room.choose(STRIPES)
    assert "Maria added" in history_text(room)
    assert "Now with smoke." in history_text(room)
    assert "Added: User m1" in room.report_text()
    assert room.titles() == [STOPPED, STRIPES, "Sticky space bar"], "it is no line of its own"


def test_what_hurts_more_moves_up_and_says_so(room, library, ids):
    effect = Effect(Stopped.EVERYONE, HowBad.STOPPED)
    add(library, ids["Sticky space bar"], HURTS, saw="Nobody can type.", effect=effect)
    room.page.refresh()
    room.wait_titles(STOPPED, "Sticky space bar", STRIPES)
    room.choose("Sticky space bar")
    told = history_text(room)
    assert "It is still hurting them" in told
    assert "Now ranked: Now" in told
    assert "Everyone here" in room.report_text(), "the effect as it is known by now"


WORDS = [
    (SAID, "", "x", "They added"),
    (SAID, "", "", "They added something"),
    (SAID, "Maria", "x", "Maria added"),
    (SAID, "Maria", "", "Maria added something"),
    (HURTS, "", "x", "It is still hurting them"),
    (HURTS, "Maria", "x", "Maria says it is still hurting them"),
    (WITHDRAWN, "", "", "No longer needed"),
    (WITHDRAWN, "Maria", "", "Maria says it is no longer needed"),
    (RIGHT, "", "", "They say: right"),
    (RIGHT, "Maria", "", "Maria says: right"),
    (NOT_RIGHT, "", "", "They say: not right"),
    (NOT_RIGHT, "Maria", "x", "Maria says: not right"),
]


@pytest.mark.rows("S18")
@pytest.mark.parametrize(("kind", "who", "words", "told"), WORDS)
def test_each_kind_has_its_words(qapp, kind, who, words, told):
    assert event_words(Event(START, who, kind.value, words)) == (told, words)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (Event(START, "", "received"), ("Arrived", "")),
        (
            Event(START, "Sam", "restated", "Only tray 2?"),
            ("Asked whether this is right by Sam", "Only tray 2?"),
        ),
        (Event(START, "", "ranked", "this_week"), ("Now ranked: This week", "")),
        (Event(START, "", "seen"), ("Seen", "")),
        (Event(START, "Sam", "of tomorrow", "x"), ("of tomorrow by Sam", "x")),
    ],
)
def test_other_events_have_theirs(qapp, event, told):
    assert event_words(event) == told


def test_whom_to_ask_and_until_when_they_are_there(room, library):
    until = START + timedelta(minutes=30)
    library.arrive("Ask me", contact="Maria, front desk", here_until=until)
    room.page.refresh()
    room.choose("Ask me")
    assert f"Ask: Maria, front desk, there until {clock(until)}\n" in room.report_text()


def test_whom_to_ask_is_whoever_was_named_last(room, library, ids):
    add(library, ids[STRIPES], contact="Jo", here_until=START + timedelta(days=3))
    room.page.refresh()
    room.choose(STRIPES)
    assert "Ask: Jo, there until " in room.report_text()
    assert clock(START + timedelta(days=3)) in room.report_text()


def test_who_was_named_with_a_time_stays_beside_who_was_named_last(room, library):
    until = START + timedelta(minutes=30)
    of = library.arrive("Two names", contact="Maria, front desk", here_until=until)
    add(library, of, contact="Jo")
    room.page.refresh()
    room.choose("Two names")
    assert f"Ask: Jo; Maria, front desk, there until {clock(until)}\n" in room.report_text()


def test_somebody_without_a_name_is_the_reporter(room, library):
    library.arrive("No name", here_until=START)
    library.arrive("No time", contact="Maria")
    room.page.refresh()
    room.choose("No name")
    assert "Ask: the reporter, there until" in room.report_text()
    room.choose("No time")
    assert "Ask: Maria\n" in room.report_text()


@pytest.mark.rows("S20")
def test_the_same_as_a_known_problem_says_so(room, library):
    library.arrive("Slow here too", notice="net-1")
    room.page.refresh()
    room.choose("Slow here too")
    assert "the same as a known problem" in room.report_text()


def test_a_follow_up_whose_report_has_not_come_is_a_line_that_says_what_it_belongs_to(
    room, library
):
    absent = a_report(77)
    library.collect(a_report(50, title="Early", follow_up=FollowUp(absent.id, SAID)))
    room.page.refresh()
    room.choose("Early")
    assert f"Goes on from {absent.number}." in room.report_text()
    library.collect(replace(absent, title="The report itself"))
    room.page.refresh()
    room.qtbot.waitUntil(lambda: "Early" not in room.titles())
    room.choose("The report itself")
    assert "They added something" in history_text(room)


def test_an_open_panel_meets_what_was_added_meanwhile(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_A)
    room.type("Have you tried the other tray?")
    add(library, ids[STRIPES], saw="The other tray jams too.", contact="Maria")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("by Maria."))
    room.press("Look at the change")
    room.qtbot.waitUntil(lambda: "The other tray jams too." in history_text(room))
    assert room.words.toPlainText() == "Have you tried the other tray?"


@pytest.mark.rows("S18")
def test_asking_whether_it_is_right_takes_a_key_a_line_and_a_key(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_R)
    assert room.says("Did I get this right?")
    room.type("Stripes on every page,")
    room.key(KEY.Key_Return)
    room.type("also from the copier?")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Question about FER-000003 leaves in 1"))
    line = "Stripes on every page, also from the copier?"
    assert room.words.toPlainText() == ""
    assert (ReplyKind.RESTATED, line, State.SEEN) in library.due()


@pytest.mark.rows("S18")
def test_the_question_can_be_taken_back_and_its_words_are_there_again(room, library, ids):
    room.choose(STRIPES)
    room.key(KEY.Key_R)
    room.type("Only tray 2?")
    room.send()
    room.qtbot.waitUntil(lambda: room.says("Question about FER-000003 leaves in 1"))
    room.key(KEY.Key_U)
    room.qtbot.waitUntil(lambda: library.problem(ids[STRIPES]).history[-1].kind == "took_back")
    room.qtbot.waitUntil(lambda: room.words.toPlainText() == "Only tray 2?")
    assert all(kind is not ReplyKind.RESTATED for kind, *_ in library.due())


@pytest.mark.rows("S18")
def test_asking_by_the_mouse_needs_words(room, ids):
    room.choose(STRIPES)
    room.press("Did I get this right?")
    room.press("Ask")
    room.qtbot.waitUntil(lambda: room.says("Say in one line what you have understood."))
    room.key(KEY.Key_Escape)
    assert room.sees(QPushButton, "Waiting…")


class TestReasons:
    reasons = load_reasons()

    @pytest.fixture(autouse=True)
    def waiting(self, room):
        room.choose(STRIPES)
        room.key(KEY.Key_W)

    @pytest.mark.rows("S21")
    def test_choosing_on_whom_says_why_and_it_can_be_edited_and_is_sent(self, room, library, ids):
        room.press("A part")
        assert room.words.toPlainText() == self.reasons[WaitingOn.PART]
        room.press("A supplier")
        assert room.words.toPlainText() == self.reasons[WaitingOn.SUPPLIER]
        room.words.setFocus()
        room.key(KEY.Key_End, CONTROL)
        room.type(" Friday, I hope.")
        room.press("In a week")
        room.press("Let it wait")
        room.qtbot.waitUntil(lambda: library.problem(ids[STRIPES]).state is State.WAITING)
        said = f"{self.reasons[WaitingOn.SUPPLIER]} Friday, I hope."
        assert (ReplyKind.STATE, said, State.WAITING) in library.due()

    @pytest.mark.rows("S21")
    def test_words_that_somebody_typed_stay(self, room):
        room.words.setFocus()
        room.type("My own words.")
        room.press("A part")
        assert room.words.toPlainText() == "My own words."

    def test_choosing_nobody_again_takes_the_ready_made_words_off(self, room):
        room.press("A part")
        room.press("A part")
        assert room.words.toPlainText() == ""

    def test_ready_made_words_are_no_answer(self, room):
        room.press("A part")
        room.press("Back")
        assert room.words.toPlainText() == ""

    def test_no_words_are_needed(self, room, library, ids):
        room.press("A part")
        room.words.setFocus()
        room.key(KEY.Key_A, CONTROL)
        room.key(KEY.Key_Delete)
        room.press("In a week")
        room.press("Let it wait")
        room.qtbot.waitUntil(lambda: library.problem(ids[STRIPES]).state is State.WAITING)
        assert (ReplyKind.STATE, "", State.WAITING) in library.due()


def test_there_is_a_plain_reason_for_each_kind_of_waiting():
    reasons = load_reasons()
    assert set(reasons) == set(WaitingOn)
    for words in reasons.values():
        assert 20 < len(words) < 250
        assert not {"ticket", "vendor", "ISP", "escalat", "user"} & set(words.split())


def test_priorities_of_a_history_are_known_to_every_language(qapp):
    for priority in Priority:
        assert event_words(Event(START, "", "ranked", priority.name.lower()))[0].startswith("Now")
