"""Known problems in the Library room: told, changed, ended, and an end that is taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.bulletin import Notice
from libdesk.services.intake import Intake
from tests.services.fakes import MemoryShare, a_report
from tests.ui.places.conftest import KNOWN, NOW, TILE, UNTIL, WAITS

WIFI = Notice("Wi-Fi is down.", "FER", NOW - timedelta(hours=3), category="NET")


def words_of(room):
    return room.get(QPlainTextEdit, KNOWN).toPlainText()


def replace_words(room, words):
    field = room.get(QPlainTextEdit, KNOWN)
    field.selectAll()
    QTest.keyClicks(field, words)


@pytest.mark.rows("S20")
def test_a_known_problem_can_name_its_tile_by_the_keyboard(room, qtbot):
    room.type(KNOWN, "No internet.", QPlainTextEdit)
    tile = room.get(QComboBox, TILE)
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Down)
    QTest.keyClick(tile, Qt.Key.Key_Down)
    assert tile.currentText() == "Internet & Wi-Fi"
    with qtbot.waitSignal(room.page.changed):
        room.press("Tell all forms")
    (notice,) = room.library.read().notices
    assert (notice.category, notice.branch) == ("NET", "")
    room.wait_says("All branches · Internet & Wi-Fi")
    assert tile.currentText() == "No tile in particular"


def test_the_wheel_that_scrolls_the_page_changes_no_tile(room):
    tile = room.get(QComboBox, TILE)
    tile.setFocus()
    middle = QPointF(tile.rect().center())
    turn = QWheelEvent(
        middle,
        QPointF(tile.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(tile, turn)
    assert tile.currentIndex() == 0


def test_what_is_told_can_be_changed_and_stays_one_problem(room, qtbot):
    until = NOW + timedelta(days=2)
    told = room.library.tell(Notice("Wi-Fi is dwon.", "FER", WIFI.since, "", "NET", until, "us"))
    room.reread()
    room.press("Change")
    assert words_of(room) == "Wi-Fi is dwon."
    assert room.page.focusWidget() is room.get(QPlainTextEdit, KNOWN)
    assert room.get(QPushButton, "Ferndale Road").isChecked()
    assert room.get(QComboBox, TILE).currentText() == "Internet & Wi-Fi"
    assert room.get(QLineEdit, WAITS).text() == "us"
    assert not room.get(QPushButton, "Save the change").isEnabled()
    replace_words(room, "Wi-Fi is down.")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save the change")
    (changed,) = room.library.read().notices
    assert changed == Notice("Wi-Fi is down.", "FER", told.since, told.id, "NET", until, "us")
    assert words_of(room) == ""
    assert not room.get(QPushButton, "Tell all forms").isEnabled()


def test_a_later_day_can_stand_before_the_time(room, qtbot):
    room.type(KNOWN, "The copier waits for a part.", QPlainTextEdit)
    room.type(UNTIL, "2026-12-03 2 pm")
    with qtbot.waitSignal(room.page.changed):
        room.press("Tell all forms")
    (notice,) = room.library.read().notices
    assert notice.until == datetime(2026, 12, 3, 14).astimezone(UTC)


@pytest.mark.parametrize("way", ["Leave it as it was", "Save the change"])
def test_words_about_another_problem_come_back_after_a_change(room, qtbot, way):
    room.library.tell(WIFI)
    room.reread()
    room.type(KNOWN, "Half a sen", QPlainTextEdit)
    room.type(UNTIL, "4 pm")
    room.press("Larkmere Central")
    room.press("Change")
    QTest.keyClicks(room.get(QPlainTextEdit, KNOWN), "Now known: ")
    if way == "Save the change":
        with qtbot.waitSignal(room.page.changed):
            room.press(way)
    else:
        room.press(way)
    assert words_of(room) == "Half a sen"
    assert room.get(QLineEdit, UNTIL).text() == "4 pm"
    assert room.get(QPushButton, "Larkmere Central").isChecked()
    assert room.get(QPushButton, "Tell all forms").isEnabled()


def test_a_change_that_was_begun_is_not_lost_to_another(room):
    room.library.tell(WIFI)
    room.library.tell(Notice("The copier waits.", "", NOW))
    room.reread()
    first, second = room.all(QPushButton, "Change")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.keyClicks(room.get(QPlainTextEdit, KNOWN), "Still: ")
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    room.wait_says("Save the change that you began first")
    assert words_of(room) == "Still: The copier waits."


def test_a_change_of_one_that_ended_meanwhile_can_be_told_as_a_new_one(room, qtbot):
    told = room.library.tell(WIFI)
    room.reread()
    room.press("Change")
    replace_words(room, "Wi-Fi is slow.")
    room.library.end(told.id)
    room.press("Save the change")
    room.wait_says("has ended meanwhile")
    qtbot.waitUntil(lambda: bool(room.all(QPushButton, "Tell all forms")))
    assert words_of(room) == "Wi-Fi is slow."
    with qtbot.waitSignal(room.page.changed):
        room.press("Tell all forms")
    (again,) = room.library.read().notices
    assert (again.text, again.id == told.id) == ("Wi-Fi is slow.", False)


@pytest.mark.rows("S20")
def test_an_end_is_taken_back_with_all_who_said_same_here(room, qtbot):
    told = room.library.tell(WIFI)
    share = MemoryShare()
    share.drop(a_report(1, notice=told.id), "001")
    Intake(room.database.unit, [share], lambda: NOW).collect()
    room.reread()
    over = room.get(QPushButton, "It is over")
    over.setFocus()
    with qtbot.waitSignal(room.page.changed):
        QTest.keyClick(over, Qt.Key.Key_Space)
    assert room.library.read().notices == ()
    room.wait_says("“Wi-Fi is down.” is over.")
    undo = room.get(QPushButton, "Undo")
    assert room.page.focusWidget() is undo
    room.settle()
    with qtbot.waitSignal(room.page.changed):
        QTest.keyClick(undo, Qt.Key.Key_Space)
    (again,) = room.library.read().notices
    assert (again.id, again.count) == (told.id, 1)
    room.wait_says("One report says the same.")
    assert not undo.isVisible()
    qtbot.waitUntil(lambda: room.page.focusWidget() is room.get(QPushButton, "Change"))


def test_a_hand_that_presses_twice_ends_one_problem_only(room, qtbot):
    room.library.tell(WIFI)
    room.library.tell(Notice("The copier waits.", "", NOW))
    room.reread()
    over = room.all(QPushButton, "It is over")[0]
    over.setFocus()
    gate = room.hold()
    QTest.keyClick(over, Qt.Key.Key_Space)
    QTest.keyClick(over, Qt.Key.Key_Space)
    with qtbot.waitSignal(room.page.changed):
        gate.set()
    room.settle()
    assert [notice.text for notice in room.library.read().notices] == ["Wi-Fi is down."]


def test_undo_is_offered_until_the_room_is_left(room, qtbot):
    room.library.tell(WIFI)
    room.reread()
    with qtbot.waitSignal(room.page.changed):
        room.press("It is over")
    assert room.get(QPushButton, "Undo").isVisible()
    room.reread()
    assert not room.get(QPushButton, "Undo").isVisible()


def test_an_end_that_cannot_be_kept_is_told_and_the_problem_stays(room):
    room.library.tell(WIFI)
    room.reread()
    room.is_away = True
    room.press("It is over")
    room.wait_says("The disk is full")
    assert len(room.library.read().notices) == 1
    assert not room.get(QPushButton, "Undo").isVisible()
