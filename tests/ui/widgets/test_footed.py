"""What stands below a page stays in sight, but never instead of the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from libdesk.ui.widgets.footed import Footed


class Window:
    def __init__(self, qtbot):
        content, foot = QWidget(), QWidget()
        column = QVBoxLayout(content)
        self.fields = [QLineEdit(), QLineEdit()]
        for field in self.fields:
            field.setMinimumHeight(200)
            column.addWidget(field)
        self.button = QPushButton("Save")
        self.button.setFixedHeight(100)
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.button)
        self.footed = Footed(content, foot)
        qtbot.addWidget(self.footed)
        self.footed.resize(300, 330)
        self.footed.show()
        qtbot.waitExposed(self.footed)

    def height_of_page(self):
        return self.footed.area.viewport().height()

    def is_below(self):
        return not self.footed.area.isAncestorOf(self.button)


@pytest.fixture
def window(plain_program, qtbot):
    return Window(qtbot)


def test_with_room_for_both_the_foot_stays_below(window):
    assert window.is_below()
    assert window.height_of_page() == 230


def test_a_foot_that_would_take_more_than_a_third_scrolls_along_and_comes_back(window, qtbot):
    window.footed.resize(300, 290)
    assert not window.is_below()
    qtbot.waitUntil(lambda: window.height_of_page() == 290)
    window.footed.resize(300, 400)
    qtbot.waitUntil(lambda: window.height_of_page() == 300)
    assert window.is_below()


def test_a_foot_that_grows_scrolls_along(window, qtbot):
    window.button.setFixedHeight(150)
    qtbot.waitUntil(lambda: not window.is_below())


def test_whoever_is_on_the_foot_stays_there_and_sees_it(window, qtbot):
    window.button.setFocus()
    window.footed.resize(300, 290)
    assert window.button.hasFocus()
    qtbot.waitUntil(lambda: window.button.visibleRegion().boundingRect().height() == 100)


def test_tab_still_goes_from_the_page_to_the_foot(window):
    window.fields[0].setFocus()
    for height in (290, 400, 290):
        window.footed.resize(300, height)
    order = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        order.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert order == [*window.fields, window.button]
