"""The desk's window: paints first, remembers its place, and says why nothing opens."""

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget

from libdesk.services.places import Overview
from libdesk.ui.desk_window import DeskWindow


@pytest.fixture
def window(qtbot, look, memory):
    made = DeskWindow(look, memory)
    qtbot.addWidget(made, before_close_func=lambda one: one.leave())
    made.add_room("Inbox", "inbox")
    return made


def button(window, name):
    return next(one for one in window.findChildren(QPushButton) if one.accessibleName() == name)


def texts(window):
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def test_it_tells_of_its_first_frame_once(qtbot, window):
    painted = []
    window.painted.connect(lambda: painted.append(True))
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: bool(painted))
    window.repaint()
    assert painted == [True]


def test_a_room_is_furnished_where_it_stands(qtbot, window):
    window.show()
    page = QWidget()
    window.set_page(0, page)
    qtbot.waitUntil(page.isVisible)
    assert button(window, "Inbox").isChecked()


def test_in_a_low_window_the_library_s_name_is_whole_and_each_room_can_be_hit(qtbot, window):
    rooms = ["Today", "Equipment", "How-to", "Library", "Backups", "Planned work"]
    for one in rooms:
        window.add_room(one, "inbox")
    window.show_overview(Overview("Larkmere Valley Library System", {"CEN": "Central"}, 119))
    window.resize(670, 400)
    window.show()
    qtbot.waitExposed(window)

    def name():
        (found,) = [one for one in window.findChildren(QLabel) if one.text().startswith("Lark")]
        return found

    def edges(widget):
        top = widget.mapTo(window, QPoint()).y()
        return top, top + widget.height()

    qtbot.waitUntil(lambda: name().height() >= name().heightForWidth(name().width()))
    qtbot.waitUntil(lambda: button(window, "Today").height() < 36)  # they give way
    seen = [edges(button(window, one)) for one in ("Inbox", *rooms)]
    assert all(bottom - top >= 28 for top, bottom in seen)
    assert all(one[0] >= other[1] for other, one in itertools.pairwise(seen))
    assert seen[0][0] >= edges(name())[1]
    window.sidebar.choose(6)
    assert edges(button(window, "Planned work"))[1] <= edges(button(window, "Go to"))[0]
    window.resize(670, 800)
    qtbot.waitUntil(lambda: button(window, "Today").height() >= 36)


def test_a_name_that_just_does_not_fit_into_one_line_has_room_for_two(qtbot, window):
    window.resize(670, 400)
    window.show()
    qtbot.waitExposed(window)
    (name,) = (one for one in window.findChildren(QLabel) if one.text() == "LibDesk")
    width = name.width()
    for n, m, w in itertools.product(range(20), range(14), range(10)):
        words = f"Library {'i' * n}{'m' * m}{'W' * w}"
        name.setText(words)
        if name.heightForWidth(width) > name.heightForWidth(width + 1):
            break
    else:
        pytest.fail("no name is as wide as that")
    window.show_overview(Overview(words, {"CEN": "Central"}, 119))
    assert name.minimumHeight() == name.heightForWidth(width)


def test_in_a_low_window_the_room_that_the_arrow_keys_reach_is_in_sight(qtbot, window):
    rooms = ["Today", "Equipment", "How-to", "Library", "Backups", "Planned work"]
    for one in rooms:
        window.add_room(one, "inbox")
    window.resize(670, 330)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button(window, "Inbox").setFocus()
    for one in rooms:
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_Down)
        reached = button(window, one)
        assert reached.hasFocus()
        qtbot.waitUntil(lambda it=reached: it.visibleRegion().boundingRect() == it.rect())


def test_the_head_names_the_library_and_counts_what_is_known(window):
    window.show()
    assert "LibDesk" in texts(window)
    window.show_overview(Overview("Larkmere Valley", {"CEN": "Central", "FER": "Ferndale"}, 119))
    assert "Larkmere Valley" in texts(window)
    assert "2 branches · 119 items" in texts(window)
    assert window.windowTitle() == "Larkmere Valley \N{EN DASH} LibDesk"
    window.show_overview(Overview("", {"CEN": "Central"}, 1))
    assert "1 branch · 1 item" in texts(window)
    assert window.windowTitle() == "LibDesk"


def test_a_room_s_count_is_seen_and_heard(window):
    window.show()
    window.show_count(0, 12)
    assert "12" in texts(window)
    assert button(window, "Inbox 12")
    window.show_count(0, 0)
    assert "12" not in texts(window)
    assert button(window, "Inbox")


def test_trouble_stands_in_for_the_room_and_can_be_copied(qtbot, window):
    window.show()
    window.set_page(0, QWidget())
    sentence = "The file is a ZIP archive, not LibDesk's database. It was left as it is. <b>&"
    window.show_trouble(sentence)
    assert sentence in texts(window)
    words = next(one for one in window.findChildren(QLabel) if one.text() == sentence)
    assert words.textFormat() is Qt.TextFormat.PlainText
    assert words.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    button(window, "Copy this text").click()
    assert QGuiApplication.clipboard().text() == sentence
    with qtbot.waitSignal(window.retry_requested):
        button(window, "Try again").click()
    with qtbot.waitSignal(window.quit_requested):
        button(window, "Close LibDesk").click()
    window.show_trouble("")
    assert sentence not in texts(window)


def test_a_banner_can_be_sent_away(qtbot, window):
    window.show()
    window.say("The share is away.")
    assert "The share is away." in texts(window)
    button(window, "Close").click()
    assert "The share is away." not in texts(window)


def test_the_bar_shows_while_work_goes_on_and_moves_nothing(window):
    window.show()
    bar = window.findChild(QProgressBar)
    rooms = bar.y() + bar.height()
    window.show_busy(True)
    assert bar.isVisible()
    window.show_busy(False)
    assert not bar.isVisible()
    assert bar.y() + bar.height() == rooms


def test_closing_is_asked_for_and_the_place_is_remembered(qtbot, look, memory, window):
    window.show()
    window.resize(700, 520)
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()
    window.leave()
    assert not window.isVisible()
    again = DeskWindow(look, memory)
    qtbot.addWidget(again, before_close_func=lambda one: one.leave())
    assert (again.width(), again.height()) == (700, 520)


def test_it_comes_forward_from_being_minimized(window):
    window.showMinimized()
    window.bring_forward()
    assert window.isVisible()
    assert not window.isMinimized()
