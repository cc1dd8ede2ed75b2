"""The list: what stands in it, how it is ordered, walked through, copied, and kept in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView

from libdesk.domain.priority import Priority
from libdesk.domain.problems import WaitingOn
from tests.ui.inbox.conftest import off

KEY = Qt.Key


def test_a_screen_reader_hears_urgency_title_branch_and_state(room):
    assert room.spoken()[1] == (
        "Today, Grey stripes, Ferndale Road, New, just now, FER-000003, FER-0118"
    )


def test_the_most_urgent_stands_first_and_the_counts_in_the_views(room):
    assert room.titles()[0] == "Check-out stopped at both desks"
    for name in ("Needs me 3", "Waiting 0", "Done 0", "All 3"):
        assert room.find(QPushButton, name)


def test_views_are_chosen_by_click_and_by_number(room, library):
    report = library.problem(library.arrive("Rests"))
    off(
        lambda: library.colleague.wait(
            report.report.id, WaitingOn.PART, library.hands().date(), version=report.version
        )
    )
    room.press("Waiting")
    room.wait_titles("Rests")
    assert "Waiting for a part, until today" in room.spoken()[0]
    assert room.find(QPushButton, "Waiting").isChecked()
    room.list.setFocus()
    room.key(KEY.Key_5)
    room.qtbot.waitUntil(lambda: len(room.titles()) == 4)
    room.key(KEY.Key_4)
    room.qtbot.waitUntil(lambda: room.says("Nothing is done yet."))
    assert room.find(QPushButton, "Done").isChecked()


def test_another_order_is_chosen_and_remembered(room, open_room, memory):
    room.press("Order")
    menus = room.page.findChildren(QMenu)
    room.qtbot.waitUntil(lambda: any(one.isVisible() for one in menus))
    menu = next(one for one in menus if one.isVisible())
    next(action for action in menu.actions() if action.text() == "By title").trigger()
    menu.close()
    room.wait_titles("Check-out stopped at both desks", "Grey stripes", "Sticky space bar")
    room.press("Order")
    next(action for action in menu.actions() if action.text() == "Oldest first").trigger()
    menu.close()
    room.wait_titles("Sticky space bar", "Check-out stopped at both desks", "Grey stripes")
    assert memory.value("inbox/order") == "arrived"
    again = open_room()
    again.wait_titles("Sticky space bar", "Check-out stopped at both desks", "Grey stripes")


def test_an_order_that_is_no_longer_known_does_no_harm(library, open_room, memory):
    memory.setValue("inbox/order", "by_magic")
    library.arrive("Only one")
    open_room().wait_titles("Only one")


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ((KEY.Key_J,), 0),
        ((KEY.Key_J, KEY.Key_J), 1),
        ((KEY.Key_J, KEY.Key_J, KEY.Key_K), 0),
        ((KEY.Key_End,), 2),
        ((KEY.Key_End, KEY.Key_J), 2),
        ((KEY.Key_End, KEY.Key_Home), 0),
        ((KEY.Key_Down, KEY.Key_Down), 1),
    ],
)
def test_keys_walk_through_the_list(room, keys, row):
    for key in keys:
        room.key(key)
    assert room.list.currentIndex().row() == row
    room.wait_read(room.titles()[row])


def test_enter_goes_on_to_the_report(room):
    room.choose("Grey stripes")
    room.key(KEY.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Report"
    room.key(KEY.Key_Escape)
    assert room.list.hasFocus()


def test_arrivals_move_neither_the_choice_nor_the_scroll(room, library):
    library.arrive_many(40)
    room.page.refresh()
    room.qtbot.waitUntil(lambda: room.list.model().rowCount() == 43)
    room.list.setFocus()
    room.key(KEY.Key_End)
    room.wait_read("Sticky space bar")
    chosen, bar = room.current(), room.list.verticalScrollBar()
    from_the_end = bar.maximum() - bar.value()
    library.arrive("Newest of all", Priority.NOW)
    room.page.refresh()
    room.qtbot.waitUntil(lambda: room.list.model().rowCount() == 44)
    assert room.current() == chosen
    assert bar.maximum() - bar.value() <= from_the_end + room.list.rowHeight(0)
    rows = room.list.selectionModel().selectedRows()
    assert [index.row() for index in rows] == [43]


def test_when_a_line_has_left_the_one_below_is_read_and_after_the_last_the_one_above(room):
    """Whoever works from the top down is not led back to what they have read."""
    first, middle, last = room.titles()
    for title, next_one in ((middle, last), (last, first)):
        room.choose(title)
        room.key(KEY.Key_F)
        room.type("A new part.")
        room.send()
        room.qtbot.waitUntil(lambda left=title: left not in room.titles())
        room.wait_read(next_one)
        (chosen,) = room.list.selectionModel().selectedRows()
        assert chosen.data() == next_one
    assert room.list.hasFocus()


def test_lines_that_are_picked_stay_so_when_the_one_looked_at_leaves(room, library):
    first, middle, last = room.titles()
    room.choose(last)
    room.key(KEY.Key_X)
    room.key(KEY.Key_Up)
    (line,) = (one for one in off(lambda: library.inbox.lines((1, 2, 3))) if one.title == middle)
    version = library.problem(line.id).version
    off(lambda: library.colleague.fix(line.id, "Was easy.", version=version))
    room.page.refresh()
    room.wait_titles(first, last)
    (chosen,) = room.list.selectionModel().selectedRows()
    assert chosen.data() == last


def test_chosen_lines_are_copied_as_text(room):
    room.list.setFocus()
    room.key(KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    room.key(KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: room.says("3 lines are copied as text."))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1].split("\t")[:6] == [
        "Grey stripes", "Today", "Ferndale Road", "FER-000003", "FER-0118", "New",
    ]  # fmt: skip


def test_many_lines_that_were_never_shown_are_copied_too(room, library):
    library.arrive_many(600)
    room.page.refresh()
    room.qtbot.waitUntil(lambda: room.list.model().rowCount() == 603)
    room.list.selectAll()
    room.list.setFocus()
    QGuiApplication.clipboard().clear()
    room.key(KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: room.says("603 lines are copied as text."))
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 603
    assert copied[-1].startswith("Sticky space bar")


def test_an_empty_inbox_says_what_to_do_first(open_room):
    room = open_room()
    room.qtbot.waitUntil(lambda: room.says("No report has arrived yet."))
    assert room.says("libdesk report")
    assert room.says("/srv/inbox")
    with room.qtbot.waitSignal(room.page.test_report_requested):
        room.press("File a test report")


def test_when_all_is_done_the_page_says_so(room, library):
    for key in (1, 2, 3):
        line = off(lambda key=key: library.inbox.lines((key,)))[0]
        off(lambda line=line: library.colleague.fix(line.id, "Done.", version=1))
    room.page.refresh()
    room.qtbot.waitUntil(lambda: room.says("Nothing needs you right now."))
    assert not room.sees(QPushButton, "File a test report")


def test_the_question_mark_shows_the_keys_and_esc_takes_them_away(room):
    room.key(KEY.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    room.qtbot.waitUntil(lambda: room.says("undo, for 15 seconds"))
    room.key(KEY.Key_Escape)
    assert not room.says("undo, for 15 seconds")
    assert room.list.hasFocus()


def test_a_narrow_window_shows_one_thing_at_a_time(room):
    room.page.resize(520, 700)
    room.qtbot.waitUntil(lambda: not room.says("Choose a problem"))
    room.list.setFocus()
    room.key(KEY.Key_J)
    room.key(KEY.Key_Return)
    room.wait_read("Check-out stopped at both desks")
    assert not room.sees(QTableView, "Problems")
    room.press("Back to the list")
    assert room.sees(QTableView, "Problems")
    room.list.setFocus()
    room.key(KEY.Key_A)
    assert room.words.hasFocus()
    room.key(KEY.Key_Escape)
    assert room.list.hasFocus()
    room.page.resize(1134, 700)
    assert room.sees(QTableView, "Problems")
    assert room.report_text()
