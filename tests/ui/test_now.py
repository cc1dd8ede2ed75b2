"""A *Now* report is told by number only, once, until somebody has looked at it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSystemTrayIcon, QWidget

from libdesk.ui.now_banner import NowBanner
from libdesk.ui.now_watch import NowWatch
from libdesk.ui.now_window import NowWindow
from libdesk.ui.now_words import now_words
from libdesk.ui.tray import Tray

ONE, TWO, THREE = "CEN-7K3F9Q", "MIL-000002", "FER-000003"


@pytest.fixture
def watch(qapp):
    made = NowWatch(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def small(qtbot, look, memory):
    made = NowWindow(look, memory)
    qtbot.addWidget(made, before_close_func=lambda one: one.leave())
    made.tell(())
    made.show()
    qtbot.waitExposed(made)
    return made


def texts(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def focused():
    """Return what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def button(widget, name):
    return next(one for one in widget.findChildren(QPushButton) if one.accessibleName() == name)


def test_one_several_and_many_are_told_by_number():
    assert now_words(()) == ""
    assert now_words((ONE,)) == f"New Now report: {ONE}"
    assert now_words((ONE, TWO)) == f"2 new Now reports: {ONE}, {TWO}"
    many = now_words((ONE, TWO, THREE, "CEN-000004"))
    assert many == f"4 new Now reports: {ONE}, {TWO}, {THREE} and others"


def test_a_report_is_told_once_and_stays_until_somebody_has_looked(watch):
    came: list[tuple[str, ...]] = []
    changed: list[tuple[str, ...]] = []
    watch.came.connect(came.append)
    watch.changed.connect(changed.append)
    watch.report([ONE])
    watch.settle([ONE])
    watch.report([ONE, TWO])
    watch.settle([ONE, TWO])
    watch.settle([ONE, TWO])
    assert came == [(ONE,), (TWO,)]
    assert changed == [(ONE,), (ONE, TWO)]
    watch.settle([TWO])
    watch.settle([])
    assert changed[2:] == [(TWO,), ()]
    assert watch.numbers() == ()


def test_a_list_that_was_read_before_the_report_came_takes_no_notice_away(watch):
    watch.report([ONE])
    watch.settle([])  # was under way already
    assert watch.numbers() == (ONE,)
    watch.settle([ONE])
    assert watch.numbers() == (ONE,)
    watch.settle([])
    assert watch.numbers() == ()


def test_one_that_was_looked_at_before_it_was_told_goes_too(watch):
    watch.report([ONE])
    watch.settle([])
    watch.settle([])
    assert watch.numbers() == ()


def test_the_small_window_tells_stays_on_top_and_takes_no_focus(qtbot, small):
    assert "LibDesk goes on collecting." in texts(small)
    assert small.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert small.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    small.tell((ONE, TWO))
    assert f"2 new Now reports: {ONE}, {TWO}" in texts(small)
    assert small.windowTitle() == f"2 new Now reports: {ONE}, {TWO}"
    with qtbot.waitSignal(small.open_requested):
        button(small, "Open the report").click()
    small.tell(())
    assert "LibDesk goes on collecting." in texts(small)


def test_it_can_be_worked_with_the_keyboard_alone_and_quitting_is_honest(qtbot, small):
    assert "After Quit, nothing is collected until you open LibDesk again." in texts(small)
    small.activateWindow()
    button(small, "Open LibDesk").setFocus()
    with qtbot.waitSignal(small.open_requested):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(small, "Quit")
    assert "nothing is collected" in button(small, "Quit").accessibleDescription()
    with qtbot.waitSignal(small.quit_requested):
        QTest.keyClick(focused(), Qt.Key.Key_Space)


def test_closing_it_is_asked_for_and_it_stays(qtbot, small):
    with qtbot.waitSignal(small.put_away):
        small.close()
    assert small.isVisible()


def test_it_stands_where_it_was_put_last(qtbot, look, memory, small):
    small.move(40, 60)
    qtbot.waitUntil(lambda: memory.value("now/geometry") is not None)
    again = NowWindow(look, memory)
    qtbot.addWidget(again, before_close_func=lambda one: one.leave())
    again.tell(())
    again.show()
    qtbot.waitExposed(again)
    assert again.pos() == small.pos()


def test_a_screen_reader_hears_it_at_once_and_once(qtbot, heard, small):
    small.tell((ONE,))
    qtbot.waitUntil(lambda: bool(heard))
    small.tell((ONE,))
    QApplication.processEvents()
    assert [one.words for one in heard] == [f"New Now report: {ONE}"]
    assert heard[0].politeness is QAccessible.AnnouncementPoliteness.Assertive


def test_the_banner_leads_to_the_report_and_goes_when_it_was_looked_at(qtbot, look):
    holder = QWidget()
    qtbot.addWidget(holder)
    banner = NowBanner(look)
    banner.setParent(holder)
    holder.show()
    banner.tell((ONE,))
    assert banner.isVisible()
    assert banner.words() == f"New Now report: {ONE}"
    with qtbot.waitSignal(banner.open_requested):
        button(banner, "Open the report").click()
    banner.tell(())
    assert not banner.isVisible()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_the_tray_tells_by_mark_and_words_and_says_what_quitting_means(qtbot, look, qapp):
    tray = Tray(look, qapp)
    (icon,) = tray.findChildren(QSystemTrayIcon)

    def picture():
        return icon.icon().pixmap(64, 64).toImage()

    def choices():
        return [action.text() for action in icon.contextMenu().actions()]

    plain = picture()
    assert icon.toolTip() == "LibDesk"
    tray.show_waiting((ONE,))
    assert icon.toolTip() == f"LibDesk\nNew Now report: {ONE}"
    assert picture() != plain
    assert choices() == [f"Open {ONE}", "Quit; nothing is collected then"]
    with qtbot.waitSignal(tray.open_requested):
        icon.contextMenu().actions()[0].trigger()
    tray.show_waiting(())
    assert picture() == plain
    assert choices()[0] == "Open LibDesk"
    tray.close()
    tray.deleteLater()
