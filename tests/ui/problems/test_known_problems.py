"""Known problems above the tiles: the first few, and the rest behind a button."""

import time
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from libdesk.domain.bulletin import Notice

MORE, FEWER = "Show 3 more", "Show fewer"
OPEN_LIMIT_S, TAP_LIMIT_S = 0.5, 0.2


@pytest.fixture
def publish(desk, hands):
    """Tell of these, newest first."""

    def tell(*numbers, words="Problem {number}.", **more):
        notices = (
            Notice(words.format(number=number), "", hands(), id=f"n-{number}", **more)
            for number in numbers
        )
        desk.publish(*notices)

    return tell


@pytest.fixture
def form(make_form, publish):
    publish(1, 2, 3, 4, 5, 6)
    opened = make_form().open()
    opened.wait_for("Known: Problem 1.")
    return opened


def known(form):
    """The known problems that stand there, from top to bottom."""
    cards = [words for words in form.texts() if words.startswith("Known: ")]
    return [
        words.removeprefix("Known: Problem ").removesuffix(".") for words in dict.fromkeys(cards)
    ]


def look_again(form, number):
    form.talk._known.look_again()
    form.wait_for(f"Known: Problem {number}.")


def same_here(form, number):
    (button,) = [
        one
        for one in form.all(QPushButton)
        if one.accessibleDescription().startswith(f"Known: Problem {number}.")
    ]
    return button


@pytest.mark.rows("S20")
def test_the_rest_is_shown_on_a_click_and_can_be_said_same_here_to(form):
    assert known(form) == ["1", "2", "3"]
    form.press(MORE)
    assert known(form) == ["1", "2", "3", "4", "5", "6"]
    QTest.mouseClick(same_here(form, 6), Qt.MouseButton.LeftButton)
    form.wait_kept()
    assert form.kept()[0].report.notice == "n-6"


def test_it_stays_open_when_the_bulletin_comes_again_and_the_focus_stays(form, publish, hands):
    form.press(MORE)
    here = same_here(form, 5)
    here.setFocus()
    hands.move(minutes=1)
    publish(7, 1, 2, 3, 5, 6)
    look_again(form, 7)
    assert known(form) == ["7", "1", "2", "3", "5", "6"]
    assert form.focused() is here
    form.press(FEWER)
    assert known(form) == ["7", "1", "2"]
    assert form.get(MORE).hasFocus()


def test_the_button_counts_and_goes_when_there_is_nothing_left_to_show(form, publish, hands):
    hands.move(minutes=1)
    publish(7, 1, 2, 3)
    look_again(form, 7)
    assert form.get("Show 1 more").accessibleDescription() == "Known problems"
    hands.move(minutes=1)
    publish(8, 1, 2)
    look_again(form, 8)
    assert not [one for one in form.all(QPushButton) if one.text().startswith("Show ")]


def test_by_keyboard_the_focus_goes_to_the_first_that_was_hidden_and_on(form):
    form.get(MORE).setFocus()
    form.key(Qt.Key.Key_Return)
    for number in (4, 5, 6):
        assert form.focused() is same_here(form, number)
        form.key(Qt.Key.Key_Tab)
    assert form.focused() is form.get(FEWER)
    form.key(Qt.Key.Key_Space)
    assert known(form) == ["1", "2", "3"]
    assert form.focused() is form.get(MORE)


def test_where_nothing_can_be_said_the_focus_stays_on_the_button(make_form, desk):
    desk.publish(*((f"Problem {number}.", "") for number in range(6)))
    form = make_form().open(860, 480)
    form.press(MORE)
    assert form.get(FEWER).hasFocus()
    (first,) = [one for one in form.all(QLabel) if one.text() == "Known: Problem 3."]
    sight = form.window.rect()
    form.qtbot.waitUntil(lambda: sight.contains(first.mapTo(form.window, QPoint(0, 0))))


@pytest.mark.alone
def test_fifty_long_ones_leave_the_first_page_quick(make_form, publish):
    publish(*range(50), words="Problem {number}. " + "x" * 1980)
    form = make_form().open()
    form.wait_for("Known: Problem 0.")
    begun = time.thread_time()
    form.press("Show 47 more")
    QApplication.processEvents()
    form.window.grab()
    assert time.thread_time() - begun < OPEN_LIMIT_S
    assert len(form.all(QPushButton, "Same here")) == 50
    begun = time.thread_time()
    form.talk._show_surroundings()
    QApplication.processEvents()
    assert time.thread_time() - begun < TAP_LIMIT_S
    form.press(FEWER, "Printer or copier", "Send")
    form.wait_kept()


@pytest.mark.rows("S57")
def test_planned_work_is_told_as_planned_and_ends_by_itself(make_form, desk, hands):
    words = "No catalog on Thursday until 9."
    told = Notice(words, "", hands(), "planned-7-0", until=hands() + timedelta(hours=1))
    over = Notice("Long over.", "", hands(), "planned-8-0", until=hands())
    desk.publish(told, over)
    form = make_form().open()
    form.wait_for(f"Planned: {words}")
    assert not any("Long over." in one for one in form.texts())
    assert not any(one.startswith("Known: ") for one in form.texts())
    assert "Same here" not in "\n".join(form.texts())
