"""How long things are kept: typed in days, refused beside the field, and told to every form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from libdesk.domain.retention import Keeping

PICTURES = "Days until pictures are deleted"
NAMES = "Days until names are deleted"


def test_the_days_are_saved_and_read_back(room, qtbot):
    assert room.get(QLineEdit, PICTURES).text() == "30"
    assert room.get(QLineEdit, NAMES).text() == "90"
    room.type(PICTURES, "14")
    room.type(NAMES, "365")
    with qtbot.waitSignal(room.page.changed):
        room.press("Save days")
    assert room.library.read().keeping == Keeping(14, 365)
    room.reread()
    assert room.get(QLineEdit, PICTURES).text() == "14"


def test_the_keyboard_is_enough(room, qtbot):
    room.type(PICTURES, "21")
    with qtbot.waitSignal(room.page.changed):
        QTest.keyClick(
            room.get(QLineEdit, PICTURES), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
        )
    assert room.library.read().keeping.pictures_days == 21


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        (PICTURES, "soon", "Type a number of days"),
        (NAMES, "", "Type a number of days"),
        (PICTURES, "3", "from 7 to 3650"),
        (NAMES, "9999", "from 7 to 3650"),
    ],
)
def test_what_is_no_time_is_refused_beside_its_field_and_stays(room, field, words, told):
    line = room.get(QLineEdit, field)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, words)
    room.press("Save days")
    room.wait_says(told)
    assert line.text() == words
    assert told in line.accessibleDescription()
    assert line.hasFocus()
    assert room.library.read().keeping == Keeping()


def test_what_somebody_types_is_not_written_over(room):
    room.type(PICTURES, "21")
    room.reread()
    assert room.get(QLineEdit, PICTURES).text() == "21"
