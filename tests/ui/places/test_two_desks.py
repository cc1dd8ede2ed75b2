"""Two desks settle the same thing: the second is told who was first, and neither loses a word."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.bulletin import Notice, Step
from libdesk.domain.hours import Hours, Span
from libdesk.domain.leads import read_lead
from libdesk.domain.priority import Priority
from libdesk.domain.promises import Lead, Target
from libdesk.services.library import Library
from tests.ui.places.conftest import KNOWN, NOW, WEEK

OTHER_WEEK = ((Span(time(10), time(12)),),) + ((),) * 6
TWO_HOURS = read_lead("2 hours", 5)


def targets(lead):
    return (Target(Priority.TODAY, lead, Lead()),)


CARDS = {
    "Save phone and name": (
        "Phone number",
        "555-0142",
        lambda library: library.set_words("", "555-0199"),
        lambda library: library.read().urgent_phone,
    ),
    "Save hours": (
        "Monday",
        "08:30-17:00",
        lambda library: library.set_hours(Hours(OTHER_WEEK)),
        lambda library: library.read().hours.week[0][0].opens,
    ),
    "Save promises": (
        "Today. First answer within",
        "30 min",
        lambda library: library.set_targets(targets(TWO_HOURS)),
        lambda library: library.read().targets,
    ),
    "Save steps": (
        "Step 1. Who: a name or a role",
        "The branch lead",
        lambda library: library.set_ladder([Step("The director", "", "")]),
        lambda library: library.read().ladder[0].who,
    ),
    "Save visits": (
        "Next visit to Ferndale Road",
        "2026-12-03",
        lambda library: library.set_visits({"FER": [date(2026, 12, 24)]}),
        lambda library: library.read().visits,
    ),
}


@pytest.fixture
def colleague(room):
    return Library(room.database.unit, lambda: NOW - timedelta(minutes=18), who="IT (desk-2)")


def begin(room, save):
    """Type into a card; say what stood in its field."""
    name, words, *_ = CARDS[save]
    if save == "Save steps":
        room.library.set_ladder([Step("Nobody yet", "", "")])
        room.reread()
    room.type(name, words)
    return name, words


@pytest.mark.parametrize("save", CARDS)
def test_a_stale_save_is_a_choice_and_writes_nothing(room, colleague, save):
    name, words = begin(room, save)
    _, _, change, read = CARDS[save]
    change(colleague)
    theirs = read(room.library)
    room.press(save)
    room.wait_says("Changed meanwhile: ")
    room.wait_says("by IT (desk-2).")
    assert read(room.library) == theirs
    assert room.get(QLineEdit, name).text() == words
    assert room.get(QPushButton, save).isEnabled()


@pytest.mark.parametrize("save", CARDS)
def test_keep_mine_writes_what_was_typed_over_it(room, qtbot, colleague, save):
    begin(room, save)
    _, _, change, read = CARDS[save]
    change(colleague)
    theirs = read(room.library)
    room.press(save)
    room.wait_says("Changed meanwhile: ")
    with qtbot.waitSignal(room.page.changed):
        press_seen(room, "Keep mine")
    assert read(room.library) != theirs
    room.settle()
    assert not seen(room, "Keep mine")
    assert not room.get(QPushButton, save).isEnabled()


@pytest.mark.parametrize("save", CARDS)
def test_look_shows_theirs_and_tells_what_was_typed_which_can_still_be_kept(
    room, qtbot, colleague, save
):
    name, words = begin(room, save)
    _, _, change, read = CARDS[save]
    change(colleague)
    theirs = read(room.library)
    room.press(save)
    room.wait_says("Changed meanwhile: ")
    press_seen(room, "Look at the change")
    room.wait_says("This is how it is saved now. You had typed:")
    room.wait_says(f"{name}: {words}")
    assert room.get(QLineEdit, name).text() != words
    assert not room.get(QPushButton, save).isEnabled()
    with qtbot.waitSignal(room.page.changed):
        press_seen(room, "Keep mine")
    room.settle()
    assert read(room.library) != theirs
    assert room.get(QLineEdit, name).text() == words


def press_seen(room, name):
    (button,) = [one for one in room.all(QPushButton, name) if one.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def seen(room, name):
    return any(one.isVisible() for one in room.all(QPushButton, name))


@pytest.mark.parametrize("save", CARDS)
def test_after_looking_one_s_own_next_save_is_no_conflict(room, qtbot, colleague, save):
    begin(room, save)
    _, _, change, _read = CARDS[save]
    change(colleague)
    room.press(save)
    room.wait_says("Changed meanwhile: ")
    press_seen(room, "Look at the change")
    room.wait_says("You had typed:")
    name, words, *_ = CARDS[save]
    room.type(name, words)
    with qtbot.waitSignal(room.page.changed):
        room.press(save)


@pytest.mark.parametrize("save", CARDS)
def test_one_s_own_saves_one_after_the_other_are_no_conflict(room, qtbot, save):
    begin(room, save)
    with qtbot.waitSignal(room.page.changed):
        room.press(save)
    # At once, before what was saved has been read again.
    name, words, *_ = CARDS[save]
    room.type(name, words)
    with qtbot.waitSignal(room.page.changed):
        room.press(save)


def test_what_was_only_read_meanwhile_is_no_conflict(room, qtbot, colleague):
    colleague.set_words("", "555-0199")
    room.reread()
    room.type("Phone number", "555-0142")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save phone and name")
    assert room.library.read().urgent_phone == "555-0142"


def test_another_card_changed_elsewhere_is_no_conflict_either(room, qtbot, colleague):
    room.type("Phone number", "555-0142")
    colleague.set_hours(Hours(WEEK))
    room.reread()
    with qtbot.waitSignal(room.page.changed):
        room.press("Save phone and name")


def change_notice(room, words):
    room.press("Change")
    field = room.get(QPlainTextEdit, KNOWN)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def test_a_known_problem_that_two_change_is_a_choice_too(room, qtbot, colleague):
    first = room.library.tell(Notice("Wi-Fi is down.", "FER", NOW))
    room.reread()
    change_notice(room, "Wi-Fi is slow.")
    colleague.tell(replace(first, text="Wi-Fi is back at noon."))
    room.press("Save the change")
    room.wait_says("Changed meanwhile: ")
    room.wait_says("by IT (desk-2).")
    assert room.library.read().notices[0].text == "Wi-Fi is back at noon."
    assert room.get(QPlainTextEdit, KNOWN).toPlainText() == "Wi-Fi is slow."
    press_seen(room, "Look at the change")
    room.wait_says(f"{KNOWN}: Wi-Fi is slow.")
    room.wait_says("Wi-Fi is back at noon.")
    with qtbot.waitSignal(room.page.changed):
        press_seen(room, "Keep mine")
    assert room.library.read().notices[0].text == "Wi-Fi is slow."


def test_one_s_own_change_goes_on_over_what_was_just_told(room, qtbot):
    room.library.tell(Notice("Wi-Fi is down.", "FER", NOW))
    room.reread()
    change_notice(room, "Wi-Fi is slow.")
    gate = room.hold()
    room.press("Save the change")
    QTest.keyClicks(room.get(QPlainTextEdit, KNOWN), " Really.")
    with qtbot.waitSignal(room.page.changed):
        gate.set()
    with qtbot.waitSignal(room.page.changed):
        room.press("Save the change")
    (notice,) = room.library.read().notices
    assert notice.text == "Wi-Fi is slow. Really."


def test_a_database_that_is_away_is_a_banner_that_goes_when_it_is_back(room):
    before = room.get(QLineEdit, "Phone number").text()
    room.type("Phone number", "555-0142")
    room.is_gone = True
    room.reread()
    room.wait_says("The database is away.")
    assert room.get(QLineEdit, "Phone number").text() == "555-0142" != before
    press_seen(room, "Try again")
    room.settle()
    assert any("The database is away." in one.text() for one in room.labels())
    room.is_gone = False
    press_seen(room, "Try again")
    room.settle()
    assert not any("The database is away." in one.text() for one in room.labels())
    assert room.get(QLineEdit, "Phone number").text() == "555-0142"
