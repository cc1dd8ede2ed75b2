"""Planned work: written down, told, put off, done; and nothing typed is lost (S57, S60)."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.planned_changes import Every, PlannedChange, Unit
from libdesk.domain.requirements import About, Requirement, Says

TITLE, DAY = "What will be done", "On which day"
NOTICED = "What people will notice, in plain words"
MARKUP = '<img src="file:///etc/passwd"> & <b>x'


def plan(room, **parts):
    whole = {"title": "Update of the catalog", "on": date(2026, 12, 3), **parts}
    return room.parts.changes.save(PlannedChange(**whole)).left


def stored(room):
    return [one.change for one in room.parts.changes.list_all()]


@pytest.mark.rows("S57")
def test_an_empty_page_says_what_to_do_first(room):
    assert "Nothing is planned yet." in room.words()
    room.ctrl(Qt.Key.Key_N)
    assert room.is_at(QLineEdit, TITLE)


@pytest.mark.rows("S57")
def test_work_is_written_down_with_the_keys_alone(room):
    room.ctrl(Qt.Key.Key_N)
    room.type(TITLE, MARKUP)
    room.type(DAY, "Dec 3 2026")
    room.type("From (optional)", "9")
    room.type("To (optional)", "11:30")
    room.type(NOTICED, "No catalog.", QPlainTextEdit)
    room.ctrl(Qt.Key.Key_S)
    (one,) = stored(room)
    assert (one.title, one.on) == (MARKUP, date(2026, 12, 3))
    assert (one.begins, one.ends, one.notice) == (time(9), time(11, 30), "No catalog.")
    assert room.lines()[0].startswith(MARKUP)
    assert "Saved." in room.words()
    room.press("Undo")
    assert stored(room) == []


@pytest.mark.rows("S57")
def test_it_comes_again_and_is_for_the_branches_that_were_chosen(room):
    room.press("New planned change…")
    room.type(TITLE, "Look over the closet")
    room.type(DAY, "2026-12-03")
    room.pick("How often", "Every … years")
    room.type("Every how many", "2")
    room.press("Mill Pond")
    room.press("Save")
    (one,) = stored(room)
    assert (one.every, one.branches) == (Every(2, Unit.YEARS), ("MIL",))
    assert "Mill Pond · every 2 years" in room.lines()[0]
    room.press("It is done")
    assert stored(room)[0].on == date(2028, 12, 3)
    assert "It waits for its next day." in room.words()
    room.press("Undo")
    assert stored(room)[0].on == date(2026, 12, 3)


@pytest.mark.rows("S57")
@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (TITLE, "   ", "Please write what will be done."),
        (DAY, "", "Type the day, such as 2026-12-03."),
        (DAY, "soonish", "Type the day as 2026-12-03 or Dec 3 2026."),
        (DAY, "9999-12-31", "9999 is a slip"),
        (DAY, "0001-01-01", "1 is a slip"),
        (DAY, "2026-02-30", "Type the day as"),
        ("From (optional)", "25:00", "Type the time as 9:30 or 2 pm."),
        ("To (optional)", "x", "Type the time as 9:30 or 2 pm."),
        ("Tell staff so many days ahead (0: not at all)", "-1", "Type a small whole number"),
        ("Tell staff so many days ahead (0: not at all)", "9" * 150, "Type a small whole number"),
        ("Tell staff so many days ahead (0: not at all)", "91", "from 0 to 90"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(room, field, typed, told):
    room.press("New planned change…")
    room.type(TITLE, "Update")
    room.type(DAY, "2026-12-03")
    room.type(field, typed)
    room.press("Save")
    assert told in room.words()
    assert room.is_at(QLineEdit, field)
    assert told in room.get(QLineEdit, field).accessibleDescription()
    assert room.get(QLineEdit, field).text() == typed
    assert stored(room) == []


@pytest.mark.rows("S57")
def test_the_notice_is_drafted_in_plain_words_and_told_in_one_step(room):
    plan(room, notice="You can’t look up titles.", begins=time(9), ends=time(11))
    room.page.show_part(0)
    room.settle()
    room.press("Tell staff…")
    draft = room.get(QPlainTextEdit, "What staff read").toPlainText()
    assert draft.startswith("Thursday, ")
    assert "Update of the catalog. You can’t look up titles." in draft
    assert room.is_at(QPlainTextEdit, "What staff read")
    room.press("Tell all forms there")
    with room.open_unit() as unit:
        (notice,) = unit.notices.open()
    assert notice.text == draft
    assert "staff are told" in room.lines()[0]
    assert room.seen(QPushButton, "Tell staff again…")
    room.press("Undo")
    with room.open_unit() as unit:
        assert unit.notices.open() == ()


@pytest.mark.rows("S57")
def test_what_is_past_is_done_or_put_off_but_told_to_nobody(room):
    plan(room, on=date(2026, 11, 20))
    room.page.show_part(0)
    room.settle()
    assert "is it done?" in room.lines()[0]
    assert not room.seen(QPushButton, "Tell staff…")
    room.press("It is done")
    assert stored(room)[0].is_over
    assert not room.seen(QPushButton, "It is done")


@pytest.mark.rows("S57")
def test_an_empty_notice_is_refused_beside_its_field(room):
    plan(room)
    room.page.show_part(0)
    room.settle()
    room.press("Tell staff…")
    room.type("What staff read", "", QPlainTextEdit)
    room.press("Tell all forms there")
    assert "Write in a few words what people will notice." in room.words()
    assert room.is_at(QPlainTextEdit, "What staff read")
    room.press("Back")
    assert room.is_at(QPushButton, "It is done")


@pytest.mark.rows("S57")
def test_work_is_put_off_to_another_day(room):
    plan(room)
    room.page.show_part(0)
    room.settle()
    room.press("Put it off…")
    room.type("To which day", "never")
    room.ctrl(Qt.Key.Key_S)
    assert "Type the day as" in room.words()
    room.type("To which day", "2026-11-01")
    room.ctrl(Qt.Key.Key_S)
    assert "That day is over already." in room.words()
    room.type("To which day", "2026-12-10")
    room.ctrl(Qt.Key.Key_S)
    assert stored(room)[0].on == date(2026, 12, 10)


@pytest.mark.rows("S60")
def test_a_change_that_a_system_forbids_is_warned_while_it_is_typed(room):
    letter = Requirement("our catalog system", About.SYSTEM, "Windows 11", Says.FORBIDS, "26H2")
    room.parts.register.save(letter)
    room.page.show_part(0)
    room.settle()
    room.press("New planned change…")
    room.type(TITLE, "New Windows")
    room.type(DAY, "2026-12-03")
    room.type("Its name", "Windows 11")
    assert "It depends on the version: write it down." in room.words()
    room.type("Its version", "26H2")
    assert "Our catalog system does not work with Windows 11 26H2." in room.words()
    assert "It depends on the version" not in room.words()
    room.press("Save")
    assert "see the warning" in room.lines()[0]
    room.type("Its version", "25H2")
    assert "does not work with Windows" not in room.words()


@pytest.mark.rows("S57")
def test_whoever_is_second_chooses(room):
    left = plan(room)
    room.page.show_part(0)
    room.settle()
    room.type(TITLE, "Mine")
    room.now += timedelta(minutes=5)
    room.desk("IT (desk-2)").changes.save(PlannedChange("Theirs", left.on, id=left.id), 1)
    room.press("Save")
    assert "by IT (desk-2)" in room.words()
    room.press("Look at the change")
    assert room.get(QLineEdit, TITLE).text() == "Theirs"
    assert "Mine" in room.words()
    room.press("Keep mine")
    assert stored(room)[0].title == "Mine"


@pytest.mark.rows("S57")
def test_what_is_typed_is_not_left_by_the_way(room):
    plan(room)
    plan(room, title="Second")
    room.page.show_part(0)
    room.settle()
    room.type(TITLE, "Half typed")
    room.choose(1)
    assert "Save what you typed first, or leave it as it was." in room.words()
    assert room.get(QLineEdit, TITLE).text() == "Half typed"
    assert room.list.currentRow() == 0
    room.press("It is done")
    assert not any(one.is_over for one in stored(room))
    room.press("Leave it as it was")
    assert room.get(QLineEdit, TITLE).text() == "Update of the catalog"
    room.choose(1)
    assert room.get(QLineEdit, TITLE).text() == "Second"


@pytest.mark.rows("S57")
def test_what_was_removed_comes_back(room):
    plan(room)
    room.page.show_part(0)
    room.settle()
    room.press("Remove")
    assert stored(room) == []
    assert room.is_at(QPushButton, "Undo")
    room.press("Undo")
    assert [one.title for one in stored(room)] == ["Update of the catalog"]
    room.press("Remove")
    room.page.hide()
    room.page.show()
    room.settle()
    assert not room.seen(QPushButton, "Undo")


def test_a_database_that_is_away_loses_nothing(room):
    room.press("New planned change…")
    room.type(TITLE, "Update")
    room.type(DAY, "2026-12-03")
    room.is_away = True
    room.press("Save")
    assert "The database is away." in room.words()
    assert room.get(QLineEdit, TITLE).text() == "Update"
    room.page.show_part(0)
    room.settle()
    room.is_away = False
    room.press("Try again")
    room.press("Save")
    assert len(stored(room)) == 1


def test_enter_held_or_pressed_twice_stores_one(room):
    room.press("New planned change…")
    room.type(TITLE, "Update")
    room.type(DAY, "2026-12-03")
    save = room.get(QPushButton, "Save")
    save.click()
    save.click()
    room.settle()
    assert len(stored(room)) == 1


def test_five_hundred_entries_are_shown_and_gone_through(room):
    for number in range(500):
        plan(room, title=f"Work {number:03}")
    room.page.show_part(0)
    room.settle()
    assert room.list.count() == 500
    room.list.setFocus()
    room.key(Qt.Key.Key_End)
    assert room.get(QLineEdit, TITLE).text() == "Work 499"
