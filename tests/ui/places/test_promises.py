"""What IT promises, typed as people type times, and what a form would say of it now."""

from datetime import UTC, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from libdesk.domain.hours import Hours, Span
from libdesk.domain.leads import lead_words, read_lead
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Target
from libdesk.ui import strings
from libdesk.ui.places.promises_card import PromisesCard
from tests.ui.places.conftest import NOW, USUAL

HOURS = Hours(((Span(time(9), time(17)),),) * 5 + ((), ()), (), "UTC")
ANSWER, AIM = "Today. First answer within", "Today. Aim to be done within"
NAMES = {
    (priority, goal): f"{strings.priority_words(priority)}. {words}"
    for priority in Priority
    for goal, words in (("answer", "First answer within"), ("fix", "Aim to be done within"))
}


@pytest.fixture
def settled(room):
    room.library.set_hours(HOURS)
    room.library.set_targets(USUAL)
    # As if it were shown again; really hidden, this screen would give it no focus any more.
    QApplication.sendEvent(room.page, QShowEvent())
    room.settle()
    return room


def typed(room):
    return {name: room.get(QLineEdit, name).text() for name in NAMES.values()}


def shown(targets):
    return {NAMES[one.priority, "answer"]: lead_words(one.answer) for one in targets} | {
        NAMES[one.priority, "fix"]: lead_words(one.fix) for one in targets
    }


def told(room, priority):
    """What stands below a priority's row."""
    (card,) = room.page.findChildren(PromisesCard)
    texts = [one.text() for one in card.findChildren(QLabel)]
    said = [one for one in texts if one.startswith("“")]
    assert len(said) == len(Priority)
    return said[list(Priority).index(priority)]


def trouble(room, name):
    """What is wrong with a field: right below it, and in its description."""
    field = room.get(QLineEdit, name)
    troubles = [
        one
        for one in room.labels()
        if one.property("role") == "trouble" and one.parent() is field.parent()
    ]
    assert [one.text() for one in troubles] == [field.accessibleDescription()]
    room.qtbot.waitUntil(lambda: troubles[0].y() > field.geometry().bottom())
    return troubles[0].text()


def lead(words):
    found = read_lead(words)
    assert found is not None
    return found


def at(day, hour):
    return strings.time_words(datetime(2026, 11, day, hour, tzinfo=UTC), NOW)


def test_a_promise_is_typed_as_people_say_it_and_saved(settled, qtbot):
    assert typed(settled) == shown(USUAL)
    settled.type(ANSWER, "90 minutes")
    settled.type(AIM, "3 working days")
    with qtbot.waitSignal(settled.page.changed):
        settled.press("Save promises")
    today = Target(Priority.TODAY, lead("1.5 h"), lead("3 days"))
    assert settled.library.read().targets == (USUAL[0], today, *USUAL[2:])
    settled.settle()
    assert (typed(settled)[ANSWER], typed(settled)[AIM]) == ("1 h 30 min", "3 open days")
    settled.wait_says("Saved. Every form hears of it")


def test_ctrl_s_saves_the_promises(settled, qtbot):
    settled.type(ANSWER, "2 h")
    with qtbot.waitSignal(settled.page.changed):
        QTest.keyClick(
            settled.get(QLineEdit, ANSWER), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
        )
    assert settled.library.read().targets[1].answer == lead("2 hours")


@pytest.mark.parametrize("name", [ANSWER, AIM, NAMES[Priority.WHEN_WE_CAN, "fix"]])
@pytest.mark.parametrize("words", ["soon", "30", "1 day 2 hours", "<b>2 hours</b>"])
def test_what_is_no_time_is_told_beside_its_field_and_stays(settled, name, words):
    settled.type(name, words)
    settled.press("Save promises")
    assert trouble(settled, name) == f"“{words}”: type a time as 30 min, 2 hours or 3 open days."
    assert settled.get(QLineEdit, name).hasFocus()
    assert typed(settled) == shown(USUAL) | {name: words}
    assert settled.library.read().targets == USUAL


@pytest.mark.parametrize(
    ("answer", "aim", "beside", "words"),
    [
        (" ", "2 days", ANSWER, "Say by when the first answer comes too"),
        ("2 days", "1 day", AIM, "Nothing is done before its first answer"),
        ("1 day", "2 hours", AIM, "Nothing is done before its first answer"),
    ],
)
def test_a_promise_that_makes_no_sense_is_told_beside_its_field_and_stays(
    settled, answer, aim, beside, words
):
    settled.type(ANSWER, answer)
    settled.type(AIM, aim)
    settled.press("Save promises")
    settled.wait_says(words)
    assert words in trouble(settled, beside)
    assert settled.get(QLineEdit, beside).hasFocus()
    assert (typed(settled)[ANSWER], typed(settled)[AIM]) == (answer, aim)
    assert settled.library.read().targets == USUAL


def test_an_empty_row_promises_no_time_and_an_empty_aim_no_fix(settled, qtbot):
    settled.type(NAMES[Priority.NOW, "fix"], " ")
    settled.type(ANSWER, " ")
    settled.type(AIM, " ")
    assert told(settled, Priority.TODAY) == f"“{strings.soon_words(Priority.TODAY)}”"
    assert "aims" not in told(settled, Priority.NOW)
    with qtbot.waitSignal(settled.page.changed):
        settled.press("Save promises")
    targets = settled.library.read().targets
    assert targets == (Target(Priority.NOW, USUAL[0].answer, lead("")), *USUAL[2:])


@pytest.mark.rows("S15")
def test_below_each_row_stands_what_a_form_would_say_now(settled):
    answer, fix = at(26, 11), at(27, 15)
    assert told(settled, Priority.TODAY) == (
        f"“IT answers by {answer}. IT aims to have it fixed by {fix}.”"
    )
    settled.type(ANSWER, "1 hour")
    assert f"IT answers by {at(25, 16)}." in told(settled, Priority.TODAY)
    settled.type(ANSWER, "1 ho")
    settled.wait_says("Not a time yet.")
    settled.type(ANSWER, "1 week")
    assert f"IT answers by {strings.time_words(NOW + timedelta(days=7), NOW)}." in told(
        settled, Priority.TODAY
    )


def test_what_a_form_would_say_goes_with_the_time(settled):
    settled.now = NOW + timedelta(hours=5)
    (card,) = settled.page.findChildren(PromisesCard)
    (timer,) = card.findChildren(QTimer)
    assert timer.isActive()
    timer.setInterval(1)
    settled.wait_says("IT is back at")
    settled.page.hide()
    assert not timer.isActive()
    settled.page.show()
    settled.settle()


def test_without_hours_no_form_names_a_time_and_hours_that_are_saved_count_at_once(room, qtbot):
    room.library.set_targets(USUAL)
    room.reread()
    assert told(room, Priority.NOW) == f"“{strings.soon_words(Priority.NOW)}”"
    note = "Nobody has set when IT is there."
    room.wait_says(note)
    room.type(ANSWER, "1 week")
    for day in ("Monday", "Wednesday"):
        room.type(day, "9-17")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save hours")
    room.settle()
    assert not any(note in one.text() for one in room.labels())
    assert typed(room)[ANSWER] == "1 week"
    two_open_days = strings.time_words(NOW + timedelta(days=7), NOW)
    assert f"IT answers by {two_open_days}." in told(room, Priority.TODAY)


def test_back_to_the_usual_ones_and_back_to_mine_again(settled, qtbot):
    settled.press("Back to the usual ones")
    settled.wait_says("These are the usual ones.")
    assert not settled.get(QPushButton, "Save promises").isEnabled()
    settled.type(ANSWER, "whenever")
    settled.type(AIM, "2 h")
    mine = typed(settled)
    settled.press("Save promises")
    assert trouble(settled, ANSWER)
    settled.press("Back to the usual ones")
    assert typed(settled) == shown(USUAL)
    assert settled.get(QLineEdit, ANSWER).accessibleDescription() == ""
    settled.press("Back to mine")
    assert typed(settled) == mine
    settled.press("Back to the usual ones")
    with qtbot.waitSignal(settled.page.changed):
        settled.press("Save promises")
    settled.settle()
    assert settled.library.read().targets == USUAL
    assert settled.all(QPushButton, "Back to mine") == []


def test_what_is_typed_stays_while_others_settle_something(settled):
    settled.type(ANSWER, "45 mi")
    settled.library.set_targets(USUAL[:1])
    settled.reread()
    assert typed(settled) == shown(USUAL) | {ANSWER: "45 mi"}
