"""The third time in thirty days, told where a problem is read, with the times before."""

from PySide6.QtCore import Qt

from libdesk.domain.equipment import Item, Tag
from libdesk.domain.item_reports import Repeat
from libdesk.ui.equipment.report_words import times_words
from libdesk.ui.inbox.repeat_row import RepeatRow
from tests.services.fakes import a_report
from tests.services.made_items import save_item
from tests.ui.inbox.conftest import off

THIRD = "Third time in 30 days"


def test_which_time_it_is_stands_with_the_report_and_a_click_opens_the_one_before(
    open_room, library
):
    library.arrive("It jams", item="FER-0118")
    library.hands.move(days=3)
    library.arrive("It jams again", item="FER-0118")
    library.arrive("Something else", item="CEN-1")
    library.arrive("And again", item="FER-0118")
    room = open_room()
    room.choose("And again")
    room.qtbot.waitUntil(lambda: room.says(THIRD))
    room.press("It jams again")
    room.wait_read("It jams again")
    room.qtbot.waitUntil(lambda: room.says("Second time in 30 days"))
    assert not room.says(THIRD)
    room.choose("Something else")
    assert not room.says("time in 30 days")


def test_b_goes_to_the_times_before_and_enter_opens_one(open_room, library):
    library.arrive("It jams", item="FER-0118")
    library.arrive("It jams again", item="FER-0118")
    room = open_room()
    room.choose("It jams again")
    room.qtbot.waitUntil(lambda: room.says("Second time in 30 days"))
    room.key(Qt.Key.Key_B)
    assert room.focus.accessibleName().startswith("It jams")
    assert room.focus.accessibleDescription() == "Opens CEN-000001"
    room.key(Qt.Key.Key_Space)
    room.wait_read("It jams")
    room.qtbot.waitUntil(lambda: not room.says("time in 30 days"))
    room.list.setFocus()
    room.key(Qt.Key.Key_B)
    assert room.focus is room.list, "where there is nothing before, the focus stays"


def test_a_repeat_that_comes_late_is_not_shown_with_another_problem(
    qtbot, look, tasks, library, hands
):
    library.arrive("First", item="FER-0118")
    library.arrive("Other", item="CEN-1")
    first, other = (library.problem(one.id) for one in library_lines(library))
    row = RepeatRow(look, tasks, lambda problem: Repeat(4, ()) if problem is first else None, hands)
    qtbot.addWidget(row)
    row.show_problem(first)
    row.show_problem(other)
    after: list[bool] = []
    tasks.database(lambda: True, after.append, owner=row)
    qtbot.waitUntil(lambda: bool(after))
    assert row.isHidden()
    row.show_problem(first)
    qtbot.waitUntil(lambda: not row.isHidden())
    assert not row.focus_first()


def test_the_item_that_was_found_stands_with_what_the_reporter_called_it(open_room, library):
    def add_copier():
        with library.database.unit(write=True) as unit:
            save_item(unit, Item(Tag("FER-0200"), "Copier", "copier", "FER", "SMP-9"))

    off(add_copier)
    by_serial = a_report(71, title="It jams", branch="FER", item="smp-9")
    by_label = a_report(72, title="It smells", branch="FER", item="FER-0200")
    assert library.collect(by_serial, by_label).new == 2
    room = open_room()
    room.choose("It jams")
    assert "Item: Copier (FER-0200)" in room.report_text()
    assert "They named it: smp-9" in room.report_text()
    room.choose("It smells")
    room.qtbot.waitUntil(lambda: room.says("Second time in 30 days"))
    assert "They named it" not in room.report_text()


def test_every_time_has_its_words():
    assert times_words(2) == "Second time in 30 days"
    assert times_words(10) == "Tenth time in 30 days"
    assert times_words(11) == "11 times in 30 days"


def library_lines(library):
    return off(lambda: library.inbox.lines((1, 2)))
