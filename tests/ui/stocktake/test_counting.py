"""A count under way: each scan is answered at once, stored behind, and can be taken back."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QTableView

from libdesk.domain.stocktake import Condition, Origin, Spot
from libdesk.services.errors import Unavailable
from libdesk.ui.widgets.picker import Picker
from tests.services.counted_library import CENTRAL, FERNDALE, HALL, OFFICE

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.rows("S43")
def test_a_place_and_its_things_are_scanned(day):
    day.count()
    day.place(HALL)
    assert day.says("Now scan what stands here.")
    day.scan("LV-1")
    assert day.says("Found")
    assert day.says("LV-1 · LV-1")
    day.scan("LV-3")
    assert day.says("Here by mistake")
    assert day.says("Its record says: Central, Office.")
    day.scan("XY-9")
    assert day.says("Nothing in the list has this number.")
    assert day.heard == ["found", "found", "look", "unknown"]
    assert day.tallies() == (1, 1, 1, 1)
    day.settle()
    assert day.stored() == ["LV-1", "LV-3", "XY-9"]
    day.wait(lambda: day.tags() == ["XY-9", "LV-3", "LV-1"])
    assert day.says("1 of 3 found")


def test_the_first_answer_waits_for_nothing_that_is_made_once(day):
    day.count(HALL)
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    found = day.page.count.answer.findChildren(QLabel)
    chosen = [one for one in found if one.textInteractionFlags() & selectable]
    assert len(chosen) == 2
    assert all(one.children() for one in chosen), "Qt makes what lets words be chosen with them"


def test_what_is_taken_back_on_its_way_does_not_come_again(day):
    day.count(HALL)
    day.scan("LV-1")
    day.settle()
    gate = threading.Event()
    day.unit.fail()
    for work, code in ((gate.wait, "LV-2"), (day.unit.mend, "")):
        day.tasks.database(work, lambda _: None, owner=day.look)
        day.scan(*filter(None, [code]))
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Z, CTRL)
    gate.set()
    day.settle()
    day.keeper.retry()
    day.settle()
    assert day.stored() == ["LV-1"]
    assert day.keeper.is_settled


def test_the_answer_is_heard(day, heard):
    day.count(HALL)
    day.scan("LV-1")
    day.wait(lambda: any(one.words == "Found. LV-1 · LV-1" for one in heard))


@pytest.mark.parametrize("where", ["Label", "Paste a list…", "Things of this count", "Note on it"])
def test_a_scan_counts_wherever_the_focus_is(day, where):
    day.count(HALL)
    day.scan("LV-1")
    for kind in (QLineEdit, QPushButton, QTableView):
        for one in day.seen(kind, where):
            one.setFocus()
    assert day.focus.accessibleName() == where
    day.scan("LV-2")
    day.scan("LV-4", end=Qt.Key.Key_Tab)
    assert day.tallies() == (2, 1, 0, 0)
    assert day.focus.accessibleName() == where
    assert day.seen(QTableView, "Things of this count")


def test_without_a_place_nothing_is_counted(day):
    day.count(HALL, FERNDALE)
    day.scan("LV-1")
    assert day.says("Where are you?")
    assert day.tallies() == (0, 0, 3, 0)
    picker = day.get(Picker, "The place where you are")
    picker.setCurrentIndex(picker.findText("Central, Hall"))
    picker.activated.emit(picker.currentIndex())
    day.scan("LV-1")
    assert day.tallies() == (1, 0, 2, 0)


def test_where_one_place_is_counted_it_is_known(day):
    day.count(HALL)
    day.scan("LV-1")
    assert day.tallies() == (1, 0, 1, 0)


def test_a_place_that_is_not_counted_is_told_and_one_stays_where_one_was(day):
    day.count()
    day.place(HALL)
    day.place(FERNDALE)
    assert day.says("Not a part of this count")
    day.place(Spot("OUT", "Nowhere"))
    assert day.says("No such place")
    day.scan("LV-1")
    assert day.tallies() == (1, 0, 2, 0)


def test_the_same_code_two_hundred_times_counts_once(day):
    day.count(HALL)
    day.scan(*["LV-1"] * 200)
    assert day.says("Counted already")
    day.settle()
    assert day.stored() == ["LV-1"]


def test_where_one_branch_is_counted_its_name_goes_without_saying(day):
    day.count(CENTRAL)
    day.place(HALL)
    day.scan("LV-1", "LV-4")
    day.wait(lambda: day.tags() == ["LV-4", "LV-1"])
    model = day.page.count.rows.model()
    places = [model.index(row, 2).data() for row in range(2)]
    assert places == ["Ferndale", "Hall"]
    assert model.index(1, 3).data().endswith(" · Hall")


def test_scanned_again_what_is_here_by_mistake_is_told_so(day):
    day.count(HALL)
    day.scan("LV-4", "LV-4")
    assert day.says("Its record says: Ferndale. It was scanned here at")


def test_what_was_seen_on_another_day_is_told_with_its_day(day):
    day.count(HALL)
    day.scan("LV-1")
    day.library.clock.move(days=1)
    day.page.open(day.campaign)
    day.settle()
    model = day.page.count.rows.model()
    assert model.index(0, 3).data().startswith("yesterday, ")


def test_a_scan_while_a_dialog_is_open_counts_and_presses_nothing_in_it(day, qtbot):
    day.count(HALL)
    dialog = QDialog(day.page)
    pressed: list[str] = []
    QPushButton("Delete", dialog).clicked.connect(lambda: pressed.append("delete"))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    handle = dialog.windowHandle()
    for one in "LV-1":
        QTest.keyClick(handle, getattr(Qt.Key, f"Key_{one}", Qt.Key.Key_Minus))
    QTest.keyClick(handle, Qt.Key.Key_Return)
    assert day.tallies() == (1, 0, 1, 0)
    assert pressed == []
    assert dialog.isVisible()
    dialog.close()


def test_two_codes_in_one_breath_are_two(day):
    day.count(HALL)
    day.scan("LV-1LV-2")
    assert day.tallies() == (2, 0, 0, 0)


def test_garbage_and_cards_are_told_and_not_kept(day):
    day.count(HALL)
    day.scan("x" * 300)
    assert day.says("That is no label")
    day.scan("21234567890123")
    assert day.says("That looks like a patron’s card")
    day.settle()
    assert day.stored() == []
    assert "2123456" not in day.words()
    assert day.heard == ["unknown", "unknown"]


def test_another_keyboard_is_made_up_for_or_told(day):
    day.count(HALL)
    day.type("Label", "LVß1")
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Return)
    assert day.tallies() == (1, 0, 1, 0)
    day.type("Label", "LVß99")
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Return)
    assert day.says("keyboard-layout problem")
    assert day.tallies() == (1, 0, 1, 1)


def test_a_person_types_a_label_wherever_the_focus_is(day):
    day.count(HALL)
    day.get(QTableView, "Things of this count").setFocus()
    handle = day.page.windowHandle()
    for one in "lv-1":
        day.letter(one)
        day.wait(lambda: not day.page.count.scanner._bursts.is_holding)
    assert day.get(QLineEdit, "Label").text() == "lv-1"
    assert day.get(QLineEdit, "Label").hasFocus()
    QTest.keyClick(handle, Qt.Key.Key_Return)
    day.settle()
    assert day.tallies() == (1, 0, 1, 0)
    (scan,) = day.library.counting.scans(day.campaign)
    assert scan.origin is Origin.TYPED
    assert day.get(QLineEdit, "Label").text() == ""


def test_scans_are_taken_back_one_by_one(day):
    day.count(HALL)
    day.scan("LV-1", "LV-2")
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Z, CTRL)
    assert day.says("Taken back")
    assert day.says("LV-2 is not counted any more")
    day.press("Undo last scan")
    assert day.tallies() == (0, 0, 2, 0)
    assert day.stored() == []
    assert not day.get(QPushButton, "Undo last scan").isEnabled()
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Z, CTRL)
    assert day.says("Nothing to take back")


def test_how_a_thing_is_and_a_note_are_kept(day):
    day.count(HALL)
    day.scan("LV-1")
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_3, CTRL)
    note = day.get(QLineEdit, "Note on it")
    note.setText("no power")
    note.editingFinished.emit()
    day.settle()
    (scan,) = day.library.counting.scans(day.campaign)
    assert (scan.condition, scan.note) == (Condition.BROKEN, "no power")
    day.press("Good")
    day.press("Good")
    (scan,) = day.library.counting.scans(day.campaign)
    assert scan.condition is Condition.UNSAID
    day.scan("LV-2")
    assert note.text() == ""
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Z, CTRL)
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_1, CTRL)  # of nothing: nothing happens
    day.settle()
    assert len(day.library.counting.scans(day.campaign)) == 1


def test_what_one_sees_is_marked_in_the_list(day):
    day.count()
    day.press_beginning("Missing")
    rows = day.get(QTableView, "Things of this count")
    assert day.tags() == ["LV-1", "LV-2", "LV-3"]
    assert day.says("Space marks a thing as seen")
    rows.setFocus()
    rows.choose(day.library.ids["LV-3"])
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Space)
    day.wait(lambda: day.tags() == ["LV-1", "LV-2"])
    day.settle()
    (scan,) = day.library.counting.scans(day.campaign)
    assert (scan.origin, scan.spot) == (Origin.BY_EYE, OFFICE)


def test_what_others_scan_meanwhile_is_read_by_f5(day):
    day.count(HALL)
    day.scan("LV-1")
    day.settle()
    day.library.record(day.campaign, day.library.scan("LV-2"))
    assert day.tallies() == (1, 0, 1, 0)
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_F5)
    day.settle()
    assert day.tallies() == (2, 0, 0, 0)
    day.press("Undo last scan")
    assert day.stored() == ["LV-2"]


def test_each_view_shows_its_things(day):
    day.count()
    day.place(HALL)
    day.scan("LV-1", "LV-4", "XY-1")
    day.settle()
    shown = {}
    for view in ("Found", "Here by mistake", "Unknown", "Missing", "Seen"):
        day.press_beginning(view)
        shown[view] = day.tags()
    assert shown == {
        "Found": ["LV-1"],
        "Here by mistake": ["LV-4"],
        "Unknown": ["XY-1"],
        "Missing": ["LV-2", "LV-3"],
        "Seen": ["XY-1", "LV-4", "LV-1"],
    }
    day.press_beginning("Missing")
    day.press("Only where I am")
    assert day.tags() == ["LV-2"]
    day.place(OFFICE)
    day.wait(lambda: day.tags() == ["LV-3"])


def test_a_thing_of_the_list_is_looked_at_again(day):
    day.count()
    day.place(HALL)
    day.scan("LV-1", "LV-4")
    day.settle()
    day.wait(lambda: day.tags() == ["LV-4", "LV-1"])
    rows = day.get(QTableView, "Things of this count")
    rows.setFocus()
    rows.choose(day.library.ids["LV-1"])
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_Return)
    assert day.says("LV-1 · LV-1")
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_2, CTRL)
    day.settle()
    conditions = {one.code: one.condition for one in day.library.counting.scans(day.campaign)}
    assert conditions == {"LV-1": Condition.WORN, "LV-4": Condition.UNSAID}
    day.press_beginning("Missing")
    rows.choose(day.library.ids["LV-3"])
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert day.says("It should be here: Central, Office.")


def test_seen_at_two_places_it_counts_at_the_last(day):
    day.count()
    day.place(OFFICE)
    day.scan("LV-1")
    day.library.clock.move(minutes=1)
    day.place(HALL)
    day.scan("LV-1")
    assert day.says("It was seen in Central, Office before; now it counts here.")
    assert day.tallies() == (1, 0, 2, 0)


def test_what_can_not_be_stored_is_told_kept_and_tried_again(day):
    day.count(HALL)
    day.unit.fail()
    day.scan("LV-1", "LV-2")
    QTest.keyClick(day.page.windowHandle(), Qt.Key.Key_1, CTRL)
    day.settle()
    assert day.tallies() == (2, 0, 0, 0)
    assert day.says("scans are not stored yet")
    assert day.says("The disk is full. Make room.")
    day.press("Copy the codes")
    assert QGuiApplication.clipboard().text() == "LV-1\nLV-2"
    day.press("Finish")
    assert day.says("Finish once they are.")
    day.unit.mend()
    day.press("Try again")
    assert day.stored() == ["LV-1", "LV-2"]
    assert not day.says("not stored yet")
    assert {one.condition for one in day.library.counting.scans(day.campaign)} == {
        Condition.GOOD,
        Condition.UNSAID,
    }


def test_it_is_tried_again_by_itself(day):
    day.count(HALL)
    day.unit.fail(Unavailable("Away."))
    day.scan("LV-1")
    day.settle()
    day.unit.mend()
    day.keeper._again.setInterval(0)
    day.keeper._again.start()
    day.wait(lambda: day.keeper.is_settled)
    assert day.stored() == ["LV-1"]


def test_what_never_was_stored_can_be_taken_back_or_left_out(day):
    day.count(HALL)
    day.unit.fail()
    day.scan("LV-1", "LV-2", "LV-4")
    day.settle()
    day.press("Undo last scan")
    assert day.keeper.unsaved_codes() == ("LV-1", "LV-2")
    day.press("Leave them out")
    assert day.keeper.is_settled
    assert day.tallies() == (0, 0, 2, 0)
    day.unit.mend()
    assert day.stored() == []


def test_a_count_that_ended_elsewhere_meanwhile_loses_no_scan(day):
    day.count(HALL)
    day.library.counting.pause(day.campaign)
    day.scan("LV-1")
    day.settle()
    assert day.says("is paused")
    day.library.counting.go_on(day.campaign)
    day.press("Try again")
    assert day.stored() == ["LV-1"]


def test_past_its_last_day_a_scan_is_kept_and_told(day):
    day.count(HALL)
    day.library.clock.move(days=5)
    day.scan("LV-1")
    day.settle()
    assert day.says("Change its days")
    assert day.tallies() == (1, 0, 1, 0)


def test_what_is_not_stored_is_stored_when_the_window_goes(day):
    day.count(HALL)
    day.unit.fail()
    day.scan("LV-1")
    day.settle()
    day.unit.mend()
    day.page.hide()
    day.settle()
    assert day.stored() == ["LV-1"]


def test_what_is_kept_outlives_the_page(day):
    day.count(HALL)
    day.unit.fail()
    day.scan("LV-1")
    day.settle()
    day.page.hide()
    day.settle()
    first = day.page
    day.open()
    assert day.says("1 scan is not stored yet")
    day.unit.mend()
    day.page.open(day.campaign)
    day.settle()
    assert day.tallies() == (1, 0, 1, 0)
    day.press("Try again")
    assert day.stored() == ["LV-1"]
    first.deleteLater()


def test_a_bug_is_told_where_bugs_are_told_and_the_scan_stays(day):
    day.count(HALL)
    day.unit.fail(ValueError("a bug"))
    day.scan("LV-1")
    day.settle()
    assert [str(one) for one in day.troubles] == ["a bug"]
    day.troubles.clear()
    assert day.tallies() == (1, 0, 1, 0)
    day.unit.mend()
    day.press("Try again")
    assert day.stored() == ["LV-1"]


def test_a_place_that_was_taken_out_meanwhile_is_told_and_counted(day):
    day.count(HALL)
    day.page.show_counts()
    for tag in ("LV-1", "LV-2"):
        day.library.set(tag, room="Cellar")
    day.page.open(day.campaign)
    day.settle()
    assert day.says("not in the library any more")
    day.scan("LV-1")
    assert day.tallies()[1] == 1


def test_sound_is_switched_off_for_good(day):
    day.count(HALL)
    day.scan("LV-1")
    day.press("Sound")
    day.scan("LV-2")
    assert day.heard == ["found"]
    assert not day.parts.tones.is_on


def test_no_scan_is_caught_where_no_count_is_in_sight(day):
    day.count(HALL)
    assert day.page.count.scanner._is_listening
    day.press("All counts")
    assert not day.page.count.scanner._is_listening
