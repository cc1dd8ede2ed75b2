"""The list: orders, groups, what narrows it, what is chosen, and what it remembers."""

import time
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget

from libdesk.domain.item_lists import Gap, ItemFacet, ItemFilter
from libdesk.domain.item_views import SHIPPED
from libdesk.services.errors import Unavailable
from libdesk.ui.widgets.buttons import ArrowArea
from tests.ui.equipment.conftest import a_record

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PRINTER, SCREEN, STAIRS = "FER-0002", "CEN-0003", "CEN-0001"


def click_heading(room, title):
    header = room.list.horizontalHeader()
    titles = [room.list.model().headerData(at, Qt.Orientation.Horizontal) for at in range(12)]
    at = header.sectionViewportPosition(titles.index(title)) + 10
    room.list.horizontalScrollBar().setValue(0)
    QTest.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, header.height() // 2)
    )
    room.settle()


def cell(room, row, title):
    titles = [room.list.model().headerData(at, Qt.Orientation.Horizontal) for at in range(12)]
    return room.list.model().index(row, titles.index(title)).data()


def test_items_stand_by_name_and_what_is_gone_is_left_out(room):
    assert room.tags() == [STAIRS, PRINTER, SCREEN]
    assert room.current() == room.record(STAIRS).id


@pytest.mark.rows("S55")
def test_when_it_is_to_be_replaced_is_told_by_word_and_day(room):
    assert cell(room, 0, "Replace by").endswith("overdue")
    assert cell(room, 1, "Replace by").endswith("soon")
    assert "2025" in cell(room, 0, "Replace by")
    assert cell(room, 2, "Replace by") == ""
    assert cell(room, 0, "Place") == "Central, Hall"
    assert cell(room, 0, "Machine") == "Dell OptiPlex 7080"


def test_every_column_orders_the_list_and_turns_it(room):
    click_heading(room, "Label")
    assert room.tags() == [STAIRS, SCREEN, PRINTER]
    click_heading(room, "Label")
    assert room.tags() == [PRINTER, SCREEN, STAIRS]
    for at in range(room.list.model().columnCount()):
        room.list.horizontalHeader().sectionClicked.emit(at)
        room.settle()
        assert sorted(room.tags()) == sorted([STAIRS, PRINTER, SCREEN])


def test_groups_have_headings_that_keys_pass_over(room, heard):
    room.key(Qt.Key.Key_G)
    assert room.rows() == [
        "Central · 2",
        "CEN-0001 Catalog by the stairs",
        "CEN-0003 Study room screen",
        "Ferndale Road · 1",
        "FER-0002 Printer at the desk",
    ]
    assert cell(room, 1, "Place") == "Hall"
    room.key(Qt.Key.Key_Home)
    assert room.current() == room.record(STAIRS).id
    room.key(Qt.Key.Key_Up)
    room.keys("k")
    assert room.current() == room.record(STAIRS).id
    room.keys("jj")
    assert room.current() == room.record(PRINTER).id
    room.key(Qt.Key.Key_Up)
    room.key(Qt.Key.Key_Down)
    assert room.current() == room.record(PRINTER).id
    room.qtbot.waitUntil(lambda: "Ferndale Road" in [one.words for one in heard])
    QTest.mouseClick(
        room.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=room.list.visualRect(room.list.model().index(0, 0)).center(),
    )
    assert room.current() == room.record(PRINTER).id


def test_groups_go_by_kind_and_by_year_and_away(room):
    room.keys("gg")
    assert [one for one in room.rows() if "·" in one] == [
        "printer · 1",
        "public PC · 1",
        "screen · 1",
    ]
    room.keys("g")
    assert [one for one in room.rows() if "·" in one] == [
        "To replace in 2025 · 1",
        "To replace in 2027 · 1",
        "No year to replace · 1",
    ]
    room.keys("g")
    assert not [one for one in room.rows() if "·" in one]


def test_a_group_is_chosen_in_the_menu_too(room):
    room.press("Group")
    (menu,) = [one for one in room.page.findChildren(QMenu) if one.isVisible()]
    (action,) = [one for one in menu.actions() if one.text() == "By kind"]
    action.trigger()
    menu.close()
    room.settle()
    assert room.rows()[0] == "printer · 1"


def test_a_search_finds_by_any_word_and_esc_ends_it(room):
    room.keys("/")
    assert room.focus is room.get(QLineEdit, "Search")
    room.keys("friends")
    assert room.tags() == [STAIRS]
    room.key(Qt.Key.Key_Return)
    assert room.focus is room.list
    room.keys("/")
    room.key(Qt.Key.Key_Escape)
    assert room.tags() == [STAIRS, PRINTER, SCREEN]
    room.key(Qt.Key.Key_Escape)
    assert room.focus is room.list


def test_a_search_that_finds_nothing_says_so_and_shows_all_again(room):
    room.keys("/zzz")
    assert "Nothing here fits." in room.words()
    assert "Choose an item to read its record." in room.words()
    room.press("Show everything")
    assert room.tags() == [STAIRS, PRINTER, SCREEN]
    assert room.get(QLineEdit, "Search").text() == ""


@pytest.mark.parametrize(
    ("chip", "left", "told"),
    [
        ("2026", [STAIRS], "replace by the end of 2026"),
        ("No warranty date", [STAIRS, SCREEN], "without a warranty date"),
        ("Same serial number twice", [PRINTER, SCREEN], "same serial number twice"),
        ("Not seen for a year", [STAIRS, SCREEN], "not seen since"),
    ],
)
def test_what_is_tapped_narrows_the_list_and_is_told(room, chip, left, told):
    room.keys("o")
    room.press(chip)
    assert room.tags() == left
    assert f"Only: {told}" in room.words()
    room.press(chip)
    assert room.tags() == [STAIRS, PRINTER, SCREEN]
    assert "Only:" not in room.words()


def test_what_is_tapped_adds_up(room):
    room.keys("o")
    room.press("No warranty date")
    room.press("Same serial number twice")
    assert room.tags() == [SCREEN]
    assert "Only: without a warranty date, same serial number twice" in room.words()


def test_a_tap_leaves_the_limits_of_a_view_as_they_are(room):
    panel = room.page.listing.panel
    view = ItemFilter(
        values={ItemFacet.MAKE: ("Dell", "HP")},
        support_before=date(2027, 1, 1),
        replace_before=date(2027, 11, 27),
        some_gap=frozenset({Gap.BOUGHT}),
        unseen_since=date(2024, 5, 1),
    )
    panel.narrow(view)
    room.settle()
    assert "support ends by" in room.words()
    assert "without a day when it was bought" in room.words()
    room.keys("o")
    room.press("Same serial number twice")
    assert panel.query.filter == replace(view, same_serial=True)
    room.press("2028")
    assert panel.query.filter == replace(view, same_serial=True, replace_before=date(2029, 1, 1))


def test_a_view_of_what_serves_is_told_once_for_all_its_statuses(room):
    serving = next(one for one in SHIPPED if one.id == "shipped.support")
    room.page.listing.panel.narrow(serving.filter.on(room.hands().date()))
    room.settle()
    assert "Only: in use, ready, spare or in repair, without support" in room.words()


def test_just_some_items_are_shown_and_the_first_is_looked_at(room):
    ids = [room.record(tag).id for tag in ("CEN-0004", PRINTER)]
    room.page.listing.show_only(ids)
    room.settle()
    assert sorted(room.tags()) == ["CEN-0004", PRINTER]
    assert room.current() == ids[0]
    assert "Only: 2 items" in room.words()
    assert "gone or lost" not in room.words()


def test_the_list_is_narrowed_by_what_items_have(room):
    room.keys("o")
    room.press("Central  2")
    assert room.tags() == [STAIRS, SCREEN]
    assert "Only: Central" in room.words()
    room.press("Gone  1")
    assert room.tags() == []
    room.press("Central  2")
    assert room.tags() == ["CEN-0004"]
    room.press("Gone  1")
    room.press("2027")
    assert room.tags() == [STAIRS, PRINTER]
    assert "Only: replace by the end of 2027" in room.words()
    room.choose("Make", "Dell  1")
    assert room.tags() == [STAIRS]
    card = room.get(ArrowArea, "Show only some")
    (everything,) = [one for one in card.findChildren(QPushButton) if one.text() == "Show all"]
    QTest.mouseClick(everything, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.tags() == [STAIRS, PRINTER, SCREEN]
    room.press("Close")
    assert room.focus is room.list


def test_of_many_values_those_that_most_items_have_are_offered(empty):
    for number in range(30):
        empty.add(f"A-{number}", kind=f"kind {number}")
    empty.add("B-1", kind="kind 29")
    empty.open()
    empty.keys("o")
    kinds = [
        one.accessibleName()
        for one in empty.page.findChildren(QPushButton)
        if one.accessibleName().startswith("kind ") and one.isVisible()
    ]
    assert len(kinds) == 24
    assert "kind 29  2" in kinds


def test_what_is_narrowed_already_stays_on_offer(room):
    room.press("Show only some")
    room.press("Central  2")
    room.keys("o")
    assert not room.seen(QPushButton, "Central  2")
    room.keys("o")
    assert room.get(QPushButton, "Central  2").isChecked()
    room.key(Qt.Key.Key_Escape)
    assert room.focus is room.list


@pytest.mark.rows("S56")
def test_several_are_chosen_and_esc_goes_back_to_one(room):
    room.key(Qt.Key.Key_Down, SHIFT)
    assert "2 items chosen" in room.words()
    room.key(Qt.Key.Key_A, CONTROL)
    assert "3 items chosen" in room.words()
    room.key(Qt.Key.Key_Escape)
    assert "items chosen" not in room.words()
    assert len(room.list.selected_keys()) == 1
    QTest.mouseClick(
        room.list.viewport(),
        Qt.MouseButton.LeftButton,
        CONTROL,
        room.list.visualRect(room.list.model().index(2, 1)).center(),
    )
    assert len(room.list.selected_keys()) == 2


def test_all_are_chosen_but_no_heading(room):
    room.key(Qt.Key.Key_G)
    room.key(Qt.Key.Key_A, CONTROL)
    assert "3 items chosen" in room.words()
    assert sorted(room.list.selected_keys()) == sorted(room.list.keys())
    room.key(Qt.Key.Key_C, CONTROL)
    room.qtbot.waitUntil(lambda: "3 lines are copied as text." in room.words())
    lines = QApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == [STAIRS, SCREEN, PRINTER]
    assert [line.split("\t")[2] for line in lines] == ["Central, Hall", "Central", "Ferndale Road"]


def test_the_order_the_group_and_the_columns_are_remembered(room):
    click_heading(room, "Status")
    room.key(Qt.Key.Key_G)
    room.list.setColumnWidth(1, 333)
    room.page.close()
    again = room.open()
    query = again.page.listing.panel.query
    assert (query.order.by.value, query.order.group.value) == ("status", "place")
    assert again.list.columnWidth(1) == 333
    assert again.list.horizontalHeader().sortIndicatorSection() == 3


def test_a_memory_that_says_nothing_is_passed_over(empty):
    empty.memory.setValue("equipment/order", "height")
    empty.add("A-1")
    empty.open()
    assert empty.page.listing.panel.query.order.by.value == "name"


def test_an_empty_room_says_how_it_begins(empty):
    empty.open()
    assert "No equipment is known yet." in empty.words()
    assert "register themselves" in empty.words()
    with empty.qtbot.waitSignal(empty.page.import_requested):
        empty.press("Import a list…")
    empty.press("Add one item…")
    assert empty.get(QLineEdit, "Label").text() == "0001"


def test_the_whole_list_goes_to_files_and_paper(room):
    wishes = {
        "Import a list…": room.page.import_requested,
        "Save this list…": room.page.save_list_requested,
        "Print…\tCtrl+P": room.page.print_requested,
    }
    for words, signal in wishes.items():
        room.press("The whole list")
        (menu,) = [one for one in room.page.findChildren(QMenu) if one.isVisible()]
        with room.qtbot.waitSignal(signal):
            next(one for one in menu.actions() if one.text() == words).trigger()
        menu.close()


def test_more_can_be_done_with_the_list_and_with_what_is_chosen(room):
    done: list[str] = []
    panel = room.page.listing.panel
    panel.head.begin_ways()
    panel.head.add_way("Loans", lambda: done.append("loans"))
    panel.add_way_for_chosen("Print labels…  (t)", lambda: done.append("labels"))
    room.press("The whole list")
    (menu,) = [one for one in room.page.findChildren(QMenu) if one.isVisible()]
    assert [one.isSeparator() for one in menu.actions()][-2:] == [True, False]
    menu.actions()[-1].trigger()
    menu.close()
    assert room.seen(QPushButton, "Print labels…  (t)") == []
    room.page.listing.items.selectAll()
    room.press("Print labels…  (t)")
    assert done == ["loans", "labels"]


def test_an_item_is_opened_wherever_it_is(room):
    room.keys("o")
    room.press("Not seen for a year")
    room.press("Close")
    room.page.open_item(room.record("CEN-0004").id)
    room.settle()
    assert room.current() == room.record("CEN-0004").id
    assert "also what is gone or lost" in room.words()
    room.page.open_item(room.record(PRINTER).id)
    room.settle()
    assert room.current() == room.record(PRINTER).id


def test_the_keys_are_told(room):
    room.keys("?")
    assert "set something for all that are chosen" in room.words()
    room.press("Close")
    assert "set something for all that are chosen" not in room.words()


def test_a_database_that_is_away_is_told_and_tried_again(room):
    room.database.broken.start("The database is away. Nothing was lost.")
    room.key(Qt.Key.Key_F5)
    assert "The database is away." in room.words()
    room.database.broken.stop()
    room.press("Try again")
    assert "The database is away." not in room.words()
    room.database.broken.start("The database is away. Nothing was lost.")
    room.key(Qt.Key.Key_F5)
    room.database.broken.stop()
    room.press("Close")
    assert "The database is away." not in room.words()


def test_a_bug_is_told_where_bugs_are_told(room):
    room.page.tell(Unavailable("Away."))
    assert "Away." in room.words()
    room.page.tell(ZeroDivisionError("a bug"))
    assert [str(one) for one in room.troubles] == ["a bug"]
    room.troubles.clear()


def test_what_others_do_is_seen_when_the_room_is_gone_to_again(room):
    room.add("CEN-0009", name="A new one", branch="CEN")
    room.page.hide()
    room.page.show()
    room.settle()
    assert "CEN-0009" in room.tags()


@pytest.mark.alone
def test_twenty_thousand_items_are_chosen_at_once(empty):
    empty.add_many(20_000)
    empty.open(tested=False)
    empty.key(Qt.Key.Key_G)
    began = time.thread_time()  # what others do on the machine meanwhile is not counted
    QTest.keyClick(empty.list, Qt.Key.Key_A, CONTROL)
    took = time.thread_time() - began
    assert "20000 items chosen" in empty.words()
    assert took < 0.1, f"{took:.3f} s"
    # Qt would ask the model about each row of a column that is chosen whole, for each heading.
    began = time.thread_time()
    empty.list.horizontalHeader().grab()
    took = time.thread_time() - began
    assert took < 0.1, f"{took:.3f} s for the headings"
    QTest.keyClick(empty.list, Qt.Key.Key_End)
    empty.settle()
    assert empty.tags()[-1].startswith("PC-")


def test_cells_that_are_not_here_yet_are_painted_as_bars(empty):
    empty.add("A-1", replace_on=date(2031, 1, 1))
    empty.open()
    assert not empty.page.grab().isNull()
    view = empty.list
    view.model().reset_keys([999])
    assert not view.grab().isNull()


def test_a_colleague_s_new_item_is_found_by_its_label(room):
    assert isinstance(room.page, QWidget)
    room.colleague.add(a_record("CEN-0077"))
    room.keys("/0077")
    assert room.tags() == ["CEN-0077"]
