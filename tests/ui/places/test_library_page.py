"""The Library room on a real database: saved and read back, refused without losing a word."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.bulletin import Notice, Step, Visit
from libdesk.domain.hours import ClosedDay, Hours, Span
from libdesk.domain.places import Branch
from libdesk.services.errors import Unavailable
from libdesk.services.intake import Intake
from libdesk.ui.places.library_page import LibraryPage, LibraryParts
from tests.services.fakes import MemoryShare, a_report
from tests.ui.places.conftest import CLOSED, KNOWN, MARKUP, NOW, TILES, USUAL


def test_phone_and_name_are_saved_and_read_back(room, qtbot, heard):
    room.type("Phone number", "555-0142")
    room.type("The library’s name", "Larkmere")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save phone and name")
    settings = room.library.read()
    assert (settings.urgent_phone, settings.library) == ("555-0142", "Larkmere")
    room.wait_says("Saved. Every form hears of it")
    qtbot.waitUntil(lambda: ["Saved" in one.words for one in heard] == [True])


@pytest.mark.rows("S20")
def test_a_known_problem_is_told_shown_and_ended(room, qtbot):
    room.type(KNOWN, MARKUP, QPlainTextEdit)
    room.press("Ferndale Road")
    room.type("Expected back at (optional)", "4 pm")
    room.type("Who has to do the next step (optional)", "the provider")
    with qtbot.waitSignal(room.page.changed):
        room.press("Tell all forms")
    (notice,) = room.library.read().notices
    assert (notice.text, notice.branch, notice.waits_for) == (MARKUP, "FER", "the provider")
    assert notice.until is not None
    assert notice.until.astimezone().time() == time(16)
    room.wait_says(MARKUP)
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in room.labels())
    assert room.get(QPlainTextEdit, KNOWN).toPlainText() == ""
    with qtbot.waitSignal(room.page.changed):
        room.press("It is over")
    assert room.library.read().notices == ()


@pytest.mark.parametrize(
    ("words", "until", "told"),
    [(" ", "", "Write in a few words"), ("Down.", "soon", "Type the time as 2 pm")],
)
def test_what_is_refused_keeps_its_words(room, words, until, told):
    room.type(KNOWN, words, QPlainTextEdit)
    room.type("Expected back at (optional)", until)
    room.press("Tell all forms")
    room.wait_says(told)
    assert room.get(QPlainTextEdit, KNOWN).toPlainText() == words
    assert room.get(QLineEdit, "Expected back at (optional)").text() == until
    assert room.library.read().notices == ()


def test_hours_are_typed_as_people_say_them(room, qtbot):
    days = [one for one in room.page.findChildren(QLineEdit) if "8:30" in one.placeholderText()]
    assert len(days) == 7
    QTest.keyClicks(days[0], "8:30-12:00, 1 pm-5 pm")
    QTest.keyClicks(days[2], "9 to 5 pm")
    room.type(CLOSED, "2026-12-25 Christmas", QPlainTextEdit)
    with qtbot.waitSignal(room.page.changed):
        room.press("Save hours")
    hours = room.library.read().hours
    assert hours is not None
    assert hours.week[0] == (Span(time(8, 30), time(12)), Span(time(13), time(17)))
    assert hours.week[2] == (Span(time(9), time(17)),)
    assert hours.week[1] == ()
    assert hours.closed == (ClosedDay(date(2026, 12, 25), "Christmas"),)


@pytest.mark.parametrize(
    ("monday", "closed", "told"),
    [
        ("always", "", "type the hours as 8:30-17:00"),
        ("8-5", "Christmas", "begin with the date"),
        (" ", "", "at least one day"),
        ("9-12, 10-5", "", ""),
    ],
)
def test_hours_that_make_no_sense_are_told_and_stay(room, monday, closed, told):
    days = [one for one in room.page.findChildren(QLineEdit) if "8:30" in one.placeholderText()]
    QTest.keyClicks(days[0], monday)
    room.type(CLOSED, closed, QPlainTextEdit)
    room.press("Save hours")
    troubles = [one for one in room.labels() if one.property("role") == "trouble"]
    room.qtbot.waitUntil(
        lambda: any(
            told in one.text()
            for one in room.labels()
            if one.property("role") == "trouble" and one.text()
        )
    )
    assert days[0].text() == monday
    assert room.get(QPlainTextEdit, CLOSED).toPlainText() == closed
    assert room.library.read().hours is None
    assert len(troubles) <= 1


def trouble_beside(room, field):
    """Return what stands right below a field as what is wrong with it."""
    below = [
        one.text()
        for one in room.labels()
        if one.property("role") == "trouble"
        and 0
        < one.mapTo(room.page, one.rect().topLeft()).y()
        - field.mapTo(room.page, field.rect().bottomLeft()).y()
        < 20
    ]
    return " ".join(below)


def test_a_refusal_stands_beside_its_field_and_the_focus_goes_there(room):
    until = room.get(QLineEdit, "Expected back at (optional)")
    room.type(KNOWN, "The catalog is slow.", QPlainTextEdit)
    room.type("Expected back at (optional)", "soon")
    room.press("Tell all forms")
    room.qtbot.waitUntil(lambda: "Type the time" in trouble_beside(room, until))
    assert until.hasFocus()
    assert "Type the time" in until.accessibleDescription()
    words = room.get(QPlainTextEdit, KNOWN)
    words.selectAll()
    QTest.keyClick(words, Qt.Key.Key_Delete)
    until.clear()
    room.press("Tell all forms")
    room.qtbot.waitUntil(lambda: "Write in a few words" in trouble_beside(room, words))
    assert words.hasFocus()
    assert until.accessibleDescription() == ""


def test_what_is_typed_while_saving_is_neither_lost_nor_told_twice(room, qtbot):
    gate = room.hold()
    room.type(KNOWN, "No internet", QPlainTextEdit)
    room.press("Tell all forms")
    room.press("Tell all forms")
    room.type(KNOWN, " at all", QPlainTextEdit)
    room.type("Phone number", "555-0142")
    room.press("Save phone and name")
    QTest.keyClicks(room.get(QLineEdit, "Phone number"), " ext. 7")
    gate.set()
    qtbot.waitUntil(lambda: room.library.read().urgent_phone == "555-0142")
    room.reread()
    assert [notice.text for notice in room.library.read().notices] == ["No internet"]
    assert room.get(QPlainTextEdit, KNOWN).toPlainText() == "No internet at all"
    assert room.get(QLineEdit, "Phone number").text() == "555-0142 ext. 7"


def test_nothing_can_be_saved_before_it_was_read(qapp, room):
    gate = room.hold()
    parts = LibraryParts(room.library, lambda: {"CEN": "Central"}, lambda: NOW, TILES, USUAL)
    fresh = LibraryPage(parts, room.tasks, room.look)
    room.qtbot.addWidget(fresh)
    fresh.show()
    phone = next(
        one for one in fresh.findChildren(QLineEdit) if one.accessibleName() == "Phone number"
    )
    assert not phone.isEnabled()
    gate.set()
    room.qtbot.waitUntil(phone.isEnabled)


def test_settings_that_cannot_be_read_are_told_and_stay_closed(room):
    def gone():
        raise Unavailable("The database is away. Nothing was lost.")

    fresh = LibraryPage(
        LibraryParts(room.library, gone, lambda: NOW, TILES, USUAL), room.tasks, room.look
    )
    room.qtbot.addWidget(fresh)
    fresh.show()
    room.qtbot.waitUntil(
        lambda: any(
            one.text().startswith("The database is away") and one.isVisible()
            for one in fresh.findChildren(QLabel)
        )
    )
    named = {one.accessibleName() for one in fresh.findChildren(QPushButton) if one.isEnabled()}
    assert named == {"Try again"}


def test_ending_one_problem_keeps_the_words_about_another_and_the_keyboard_s_place(room, qtbot):
    for words in ("Wi-Fi is down.", "The copier waits for a part."):
        room.library.tell(Notice(words, "", NOW))
    room.reread()
    room.type(KNOWN, "Half a sen", QPlainTextEdit)
    room.press("Ferndale Road")
    first = room.all(QPushButton, "It is over")[0]
    first.setFocus()
    with qtbot.waitSignal(room.page.changed):
        QTest.keyClick(first, Qt.Key.Key_Space)
    room.reread()
    assert len(room.library.read().notices) == 1
    assert room.get(QPlainTextEdit, KNOWN).toPlainText() == "Half a sen"
    assert room.get(QPushButton, "Ferndale Road").isChecked()


@pytest.mark.rows("S20")
def test_how_many_said_so_too_is_shown(room):
    notice = room.library.tell(Notice("Wi-Fi is down.", "FER", NOW))
    share = MemoryShare()
    for number in (1, 2, 3):
        share.drop(a_report(number, notice=notice.id), f"{number:03}")
    Intake(room.database.unit, [share], lambda: NOW).collect()
    room.reread()
    room.wait_says("3 reports say the same.")


STEP = "Step 1. Who: a name or a role"


@pytest.mark.rows("S26")
def test_steps_are_added_removed_saved_and_read_back(room, qtbot):
    room.press("Add a step")
    focus = room.page.focusWidget()
    assert focus.accessibleName() == STEP
    QTest.keyClicks(focus, MARKUP)
    room.type("Step 1. How: a number or a place", "555-0100")
    room.press("Add a step")
    room.press("Add a step")
    room.type("Step 2. Who: a name or a role", "Nobody in particular")
    room.type("Step 3. Who: a name or a role", "The director")
    room.type("Step 3. When: after how long", "after a day")
    room.press("Remove step 2")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save steps")
    told = (Step(MARKUP, "555-0100", ""), Step("The director", "", "after a day"))
    assert room.library.read().ladder == told
    room.reread()
    assert room.get(QLineEdit, STEP).text() == MARKUP
    assert room.get(QLineEdit, "Step 2. When: after how long").text() == "after a day"


def test_a_step_without_a_name_is_refused_and_stays(room):
    room.press("Add a step")
    room.type("Step 1. How: a number or a place", "555-0100")
    room.press("Save steps")
    room.wait_says("Say in each step who it is")
    assert room.page.focusWidget().accessibleName() == STEP
    assert room.get(QLineEdit, "Step 1. How: a number or a place").text() == "555-0100"
    assert room.library.read().ladder == ()


def test_there_are_no_more_steps_than_forms_take(room):
    for _ in range(25):
        room.press("Add a step")
    assert len([b for b in room.page.findChildren(QPushButton) if b.text() == "Remove"]) == 20
    assert not room.get(QPushButton, "Add a step").isEnabled()


def test_visits_are_saved_for_the_branches_that_were_changed(room, qtbot):
    room.library.set_visits({"CEN": [date(2026, 12, 1), date(2026, 12, 8)]})
    room.reread()
    assert room.get(QLineEdit, "Next visit to Larkmere Central").text() == "2026-12-01, 2026-12-08"
    room.type("Next visit to Ferndale Road", "2026-12-03")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save visits")
    visits = {(visit.branch, visit.on.day) for visit in room.library.read().visits}
    assert visits == {("CEN", 1), ("CEN", 8), ("FER", 3)}
    room.type("Next visit to Ferndale Road", " ")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save visits")
    assert Visit("FER", date(2026, 12, 3)) not in room.library.read().visits


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("next Tuesday", "type the day as"),
        ("2026-11-03", "is over already"),
        ("2026-02-30", "type"),
    ],
)
def test_a_visit_on_no_day_is_told_and_stays(room, typed, told):
    room.type("Next visit to Ferndale Road", typed)
    room.press("Save visits")
    room.wait_says(told)
    line = room.get(QLineEdit, "Next visit to Ferndale Road")
    assert line.hasFocus()
    assert line.text() == typed
    assert told in trouble_beside(room, line)
    assert room.library.read().visits == ()


def test_yesterdays_visit_is_not_the_next_one(room, qtbot):
    room.library.set_visits({"FER": [date(2026, 11, 24), date(2026, 11, 25)]})
    room.reread()
    line = room.get(QLineEdit, "Next visit to Ferndale Road")
    assert line.text() == "2026-11-25"
    QTest.keyClicks(line, ", 2026-12-03")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save visits")
    days = [visit.on.day for visit in room.library.read().visits]
    assert days == [25, 3]


def test_lines_of_visits_go_and_come_with_their_branches(room):
    room.type("Next visit to Ferndale Road", "soon")
    room.press("Save visits")
    room.wait_says("type the day as")
    with room.database.unit(write=True) as unit:
        unit.places.save_branch(Branch("MIL", "Mill Pond"))
    room.reread()
    room.type("Next visit to Mill Pond", "soon")
    room.press("Save visits")
    room.wait_says("Mill Pond: type the day as")


def test_a_time_zone_that_was_settled_elsewhere_survives_the_card(room, qtbot):
    week = ((Span(time(9), time(17)),),) + ((),) * 6
    room.library.set_hours(Hours(week, (), "America/Chicago"))
    room.reread()
    room.type(CLOSED, "2026-12-25", QPlainTextEdit)
    with qtbot.waitSignal(room.page.changed):
        room.press("Save hours")
    settled = Hours(week, (ClosedDay(date(2026, 12, 25)),), "America/Chicago")
    assert room.library.read().hours == settled


def test_every_control_can_be_named_and_reached_by_keyboard(room):
    room.press("Add a step")
    for kind in (QLineEdit, QPlainTextEdit, QPushButton):
        for one in room.page.findChildren(kind):
            assert one.accessibleName(), one
            assert one.focusPolicy() & Qt.FocusPolicy.TabFocus, one.accessibleName()


def test_what_is_being_typed_is_not_written_over_when_the_room_is_shown_again(room):
    room.type("Phone number", "555-01")
    room.page.hide()
    room.library.set_words("Larkmere", "555-9999")
    room.page.show()
    room.qtbot.waitUntil(room.page.isVisible)
    room.type(KNOWN, " ", QPlainTextEdit)
    room.press("Tell all forms")  # its answer comes after what was read
    room.wait_says("Write in a few words")
    assert room.get(QLineEdit, "Phone number").text() == "555-01"


@pytest.mark.rows("S47")
def test_what_every_form_will_read_is_looked_at_for_plain_words(room):
    field = room.get(QPlainTextEdit, KNOWN)
    room.type(KNOWN, "The VLAN is down since nine.", QPlainTextEdit)
    room.wait_says("1 term")
    room.press("Use separate lane on our network")
    assert "separate lane on our network" in field.toPlainText()
