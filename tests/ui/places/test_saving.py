"""How every card of the Library room saves: when there is a Save, by which keys, and what stays."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.bulletin import Notice, Step
from libdesk.domain.hours import Hours
from tests.ui.places.conftest import CLOSED, KNOWN, MARKUP, NOW, UNTIL, WAITS, WEEK

SAVES = (
    "Tell all forms",
    "Save phone and name",
    "Save hours",
    "Save promises",
    "Save steps",
    "Save visits",
    "Save days",
)
MONDAY = "Monday"
WHO = "Step 1. Who: a name or a role"
HOW = "Step 1. How: a number or a place"
TODAY_ANSWER = "Today. First answer within"
PICTURES = "Days until pictures are deleted"
VISIT = "Next visit to Ferndale Road"
HOSTILE = {
    "B3": '<img src="file:///etc/passwd">',
    "B4": "toner < 10% & rising <b>x a<br>b",
    "B7": "a\u202eb\u200bc\u0301\u0301",
}


def fill(room):
    """Type something that can be saved into each card; return what stands where."""
    room.type(KNOWN, "No internet.", QPlainTextEdit)
    room.type("Phone number", "555-0142")
    room.type(MONDAY, "08:30-17:00")
    room.type(TODAY_ANSWER, "2 hours")
    room.press("Add a step")
    room.type(WHO, "The branch lead")
    room.type(VISIT, "2026-12-03")
    room.type(PICTURES, "21")
    return typed(room)


def typed(room):
    lines = {one.accessibleName(): one.text() for one in room.page.findChildren(QLineEdit)}
    edits = {
        one.accessibleName(): one.toPlainText() for one in room.page.findChildren(QPlainTextEdit)
    }
    return lines | edits


def can_save(room):
    return [name for name in SAVES if room.get(QPushButton, name).isEnabled()]


def test_a_card_can_be_saved_only_when_something_in_it_was_changed(room, qtbot):
    assert can_save(room) == []
    room.type("Phone number", "555-0142")
    assert can_save(room) == ["Save phone and name"]
    with qtbot.waitSignal(room.page.changed):
        room.press("Save phone and name")
    assert can_save(room) == []
    room.press("Ferndale Road")
    assert can_save(room) == ["Tell all forms"]


def test_ctrl_s_saves_the_card_with_the_focus_and_no_other(room, qtbot):
    fill(room)
    phone = room.get(QLineEdit, "Phone number")
    phone.setFocus()
    with qtbot.waitSignal(room.page.changed):
        QTest.keyClick(phone, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settings = room.library.read()
    assert (settings.urgent_phone, settings.hours, settings.notices) == ("555-0142", None, ())
    assert phone.text() == "555-0142"
    words = room.get(QPlainTextEdit, KNOWN)
    words.setFocus()
    with qtbot.waitSignal(room.page.changed):
        QTest.keyClick(words, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [notice.text for notice in room.library.read().notices] == ["No internet."]
    assert can_save(room) == list(SAVES[2:])


def test_ctrl_s_where_nothing_was_changed_saves_nothing(room):
    phone = room.get(QLineEdit, "Phone number")
    phone.setFocus()
    with room.qtbot.assertNotEmitted(room.page.changed):
        QTest.keyClick(phone, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        room.settle()


def test_the_focus_stays_in_the_card_that_was_saved(room, qtbot):
    room.type("Phone number", "555-0142")
    save = room.get(QPushButton, "Save phone and name")
    save.setFocus()
    with qtbot.waitSignal(room.page.changed):
        QTest.keyClick(save, Qt.Key.Key_Space)
    assert room.get(QLineEdit, "The library’s name").hasFocus()


def test_tab_goes_down_the_page_as_it_stands_also_through_what_was_added(room):
    room.library.tell(Notice("Wi-Fi is down.", "FER", NOW))
    room.settle()
    room.reread()
    for _ in range(2):
        room.press("Add a step")
    fill(room)  # so that each card has a Save
    room.qtbot.waitUntil(room.get(QPushButton, "Remove step 3").isVisible)
    first = room.get(QPushButton, "Change")
    first.setFocus()
    seen = [first]
    while True:
        QTest.keyClick(room.page.focusWidget(), Qt.Key.Key_Tab)
        here = room.page.focusWidget()
        if here in seen:
            break
        seen.append(here)
    heights = [one.mapTo(room.page, one.rect().center()).y() for one in seen]
    assert len(seen) == 57
    assert all(later > earlier - 12 for earlier, later in pairwise(heights))


@pytest.mark.parametrize("save", SAVES)
def test_a_save_that_fails_keeps_every_word_and_can_be_tried_again(room, qtbot, save):
    before = fill(room)
    room.is_away = True
    room.press(save)
    room.wait_says("The disk is full. Nothing was changed.")
    assert typed(room) == before
    assert can_save(room) == list(SAVES)
    room.is_away = False
    with qtbot.waitSignal(room.page.changed):
        room.press(save)
    room.settle()
    assert save not in can_save(room)
    kept = {name: words for name, words in before.items() if (save, name) != (SAVES[0], KNOWN)}
    assert {name: typed(room)[name] for name in kept} == kept


@pytest.mark.rows("S26")
def test_words_typed_in_every_card_outlast_a_visit_to_another_room(room):
    before = fill(room)
    room.reread()
    assert typed(room) == before
    assert can_save(room) == list(SAVES)


@pytest.mark.parametrize("row", HOSTILE)
def test_b3_b4_b7_hostile_words_are_shown_as_words_in_every_field(room, row):
    words = HOSTILE[row]
    room.press("Add a step")
    for name in (
        "Phone number",
        "The library’s name",
        UNTIL,
        WAITS,
        MONDAY,
        TODAY_ANSWER,
        WHO,
        HOW,
        VISIT,
    ):
        assert room.paste(name, words).text() == words
    for name in (KNOWN, CLOSED):
        assert room.paste(name, words, QPlainTextEdit).toPlainText() == words
    for save in ("Tell all forms", "Save hours", "Save promises", "Save visits"):
        room.press(save)
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in room.labels())
    assert room.library.read().notices == ()


@pytest.mark.parametrize("row", HOSTILE)
def test_b3_b4_b7_hostile_words_that_are_kept_come_back_as_plain_words(room, qtbot, row):
    words = HOSTILE[row]
    room.press("Add a step")
    for name in ("Phone number", "The library’s name", WAITS, WHO, HOW):
        room.paste(name, words)
    room.paste(KNOWN, words, QPlainTextEdit)
    for save in ("Save phone and name", "Save steps", "Tell all forms"):
        with qtbot.waitSignal(room.page.changed):
            room.press(save)
    room.reread()
    kept = words.replace("\u202e", "")  # what turns letters round is taken out of names
    settings = room.library.read()
    assert settings.library.replace("\u200b", "") == kept.replace("\u200b", "")
    assert settings.ladder == (Step(settings.library, settings.library, ""),)
    assert room.get(QLineEdit, WHO).text() == settings.library
    (notice,) = settings.notices
    shown = [one for one in room.labels() if notice.text in one.text()]
    assert shown
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in room.labels())


def test_an_end_s_words_are_plain_too(room, qtbot):
    room.type(KNOWN, MARKUP, QPlainTextEdit)
    with qtbot.waitSignal(room.page.changed):
        room.press("Tell all forms")
    room.wait_says(MARKUP)
    with qtbot.waitSignal(room.page.changed):
        room.press("It is over")
    room.wait_says(f"“{MARKUP}” is over.")
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in room.labels())


@pytest.mark.parametrize(
    ("zone", "told"), [("", "this computer’s own"), ("America/Chicago", "America/Chicago")]
)
def test_the_time_zone_is_told_in_a_quiet_line(room, zone, told):
    room.library.set_hours(Hours(WEEK, (), zone))
    room.reread()
    room.wait_says(told)
    (line,) = [one for one in room.labels() if "These times are meant" in one.text()]
    assert line.property("role") == "fine"


@pytest.mark.rows("S26")
def test_steps_change_places_and_the_focus_goes_along(room, qtbot):
    for number, who in enumerate(("The lead", "The director", "The board"), 1):
        room.press("Add a step")
        room.type(f"Step {number}. Who: a name or a role", who)
    assert not room.get(QPushButton, "Move step 1 up").isEnabled()
    assert not room.get(QPushButton, "Move step 3 down").isEnabled()
    up = room.get(QPushButton, "Move step 3 up")
    up.setFocus()
    QTest.keyClick(up, Qt.Key.Key_Space)
    assert room.get(QPushButton, "Move step 2 up").hasFocus()
    QTest.keyClick(room.page.focusWidget(), Qt.Key.Key_Space)
    assert room.get(QPushButton, "Move step 1 down").hasFocus()
    room.press("Move step 2 down")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save steps")
    assert [step.who for step in room.library.read().ladder] == [
        "The board",
        "The director",
        "The lead",
    ]


@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("size", ["room", "big_room"])
def test_nothing_is_cut_off_in_a_narrow_or_wide_window_or_at_twice_the_text_size(
    request, size, width
):
    room = request.getfixturevalue(size)
    long = "The printer by the door prints gray, and a new drum is on its way to us. " * 3
    room.library.tell(Notice(long, "FER", NOW, category="PRINT"))
    room.page.resize(width, 900)
    room.reread()
    room.press("Add a step")
    room.press("Change")
    room.type("Phone number", "555-0142")
    with room.qtbot.waitSignal(room.page.changed):
        room.press("Save phone and name")
    for name, save, told in (
        (MONDAY, "Save hours", "type the hours as"),
        (TODAY_ANSWER, "Save promises", "type a time as"),
        (VISIT, "Save visits", "type the day as"),
    ):
        room.type(name, "always")
        room.press(save)
        room.wait_says(told)
    room.qtbot.waitUntil(lambda: not cut_off(room))


def cut_off(room):
    """Return what is wider or taller than the room it has, or lies over something else."""
    room.settle()
    cut = []
    for kind in (QLineEdit, QPlainTextEdit, QPushButton, QComboBox, QLabel):
        for one in room.page.findChildren(kind):
            if not one.isVisibleTo(room.page):
                continue
            left = one.mapTo(room.page, one.rect().topLeft()).x()
            is_wide = left < 0 or left + one.width() > room.page.width()
            least = one.heightForWidth(one.width()) if one.hasHeightForWidth() else 0
            if is_wide or one.height() < max(least, one.minimumSizeHint().height()):
                cut.append((one.accessibleName(), one))
    return cut
