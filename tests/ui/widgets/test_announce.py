"""What appears away from the focus is heard: once, and only where it is seen."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.banner import Banner

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


class Window(QWidget):
    """A window with a page, and a banner on it."""

    def __init__(self, look):
        super().__init__()
        self.page = QWidget()
        self.banner = Banner(look)
        QVBoxLayout(self.page).addWidget(self.banner)
        QVBoxLayout(self).addWidget(self.page)


@pytest.fixture
def window(plain_program, qtbot):
    look = Theme(plain_program, dark=False)
    made = Window(look)
    qtbot.addWidget(made)
    made.show()
    yield made
    look.deleteLater()


def said(heard):
    """What was heard until now; the list is empty after."""
    QTest.qWait(20)  # time for all of it, and for a word too many
    words = [one.words for one in heard]
    heard.clear()
    return words


def test_a_banner_is_heard_when_it_says_something_else(window, heard):
    window.banner.say("Not kept.")
    assert said(heard) == ["Not kept."]
    window.banner.say("Not kept.")
    assert said(heard) == []
    window.banner.say("Kept.")
    assert said(heard) == ["Kept."]


def test_what_was_taken_away_and_comes_again_is_heard_again(window, heard):
    window.banner.say("Not kept.")
    assert said(heard) == ["Not kept."]
    window.banner.say("")
    assert said(heard) == []
    window.banner.say("Not kept.")
    assert said(heard) == ["Not kept."]


def test_what_is_gone_before_it_can_be_read_is_not_heard(window, heard):
    window.banner.say("Not kept.")
    window.banner.say("")
    assert said(heard) == []


@pytest.mark.parametrize("hide", [QWidget.hide, QWidget.showMinimized])
def test_nothing_is_heard_of_a_window_out_of_sight_until_it_is_back(window, heard, hide):
    hide(window)
    window.banner.say("Not kept.")
    assert said(heard) == []
    window.showNormal()
    assert said(heard) == ["Not kept."]
    window.hide()
    window.show()
    assert said(heard) == []


def test_what_was_said_on_a_page_nobody_saw_is_heard_with_the_page(window, heard):
    window.page.hide()
    window.banner.say("Unplug it.")
    assert said(heard) == []
    window.page.show()
    assert said(heard) == ["Unplug it."]


def test_two_that_say_the_same_are_heard_once(window, heard):
    other = Announcer(window.page)
    window.banner.say("Not kept.")
    other.say("Not kept.")
    assert said(heard) == ["Not kept."]
    other.say("Kept.")
    assert said(heard) == ["Kept."]


def test_only_what_is_urgent_interrupts(window, heard):
    Announcer(window.page).say("It waits.")
    Announcer(window.page, urgent=True).say("Stop.")
    QTest.qWait(20)  # time for all of it, and for a word too many
    assert [(one.words, one.politeness) for one in heard] == [
        ("It waits.", POLITE),
        ("Stop.", ASSERTIVE),
    ]
