"""Counts are begun, paused, pasted into, finished and decided on; the scanner is tested."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from libdesk.domain.count_results import Decision
from libdesk.domain.scanned import Around
from libdesk.domain.scanner_checks import Arrival
from libdesk.domain.statuses import Status
from libdesk.domain.stocktake import Origin, StocktakeState
from libdesk.ui.stocktake.bursts import PATIENT, USUAL
from tests.services.counted_library import CENTRAL, HALL, OFFICE


def rows(view):
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def ended(day):
    """A count with one thing of each difference: LV-4 is here, LV-3 not, XY-1 nobody's."""
    day.count(CENTRAL)
    day.place(HALL)
    day.scan("LV-1", "LV-2", "LV-4", "XY-1")
    day.press("Finish")
    day.settle()
    return day


def decide(day, code):
    result = next(one for one in day.page.result._all.values() if one.code == code)
    day.page.result.rows.choose(result.place)


def decided(day):
    found = day.library.results.list_results(day.campaign)
    return {one.code: one.decided.decision for one in found if one.decided is not None}


@pytest.mark.rows("S43")
def test_a_library_that_never_counted_reads_how_to_begin(day):
    day.open()
    day.page.counts.take_focus()
    assert day.says("Nothing was counted yet")
    assert day.get(QPushButton, "Begin a count…").hasFocus()
    assert not day.get(QPushButton, "Open").isEnabled()


def test_a_count_is_begun_as_it_is_proposed(day):
    day.open()
    day.press("Begin a count…")
    assert day.get(QLineEdit, "What it is called").text().startswith("Count of")
    day.press("Begin to count")
    day.settle()
    (line,) = day.library.counting.list_all()
    assert {one.branch for one in line.stocktake.spots} == {"CEN", "FER"}
    assert day.says("0 of 4 found")
    assert day.get(QLineEdit, "Label").hasFocus()


def test_tab_goes_through_the_form_as_it_stands(day):
    day.open()
    day.press("Begin a count…")
    gone = []
    for _ in range(8):
        gone.append(day.focus.accessibleName())
        QTest.keyClick(day.focus, Qt.Key.Key_Tab)
    assert gone == [
        "What it is called", "First day", "Last day", "Central", "Ferndale", "Only some rooms…",
        "Note (optional)", "Begin to count",
    ]  # fmt: skip


def test_only_some_rooms_can_be_counted(day):
    day.open()
    day.press("Begin a count…")
    day.press("Only some rooms…")
    day.press("Hall")
    day.press("Ferndale")
    day.press("Begin to count")
    day.settle()
    (line,) = day.library.counting.list_all()
    assert {(one.branch, one.room) for one in line.stocktake.spots} == {
        ("CEN", "Hall"),
        ("FER", ""),
    }


def test_a_branch_as_a_whole_has_its_rooms_in_it(day):
    day.open()
    day.press("Begin a count…")
    day.press("Only some rooms…")
    day.press("Hall")
    day.press("Central")
    assert [one.branch for one in day.page.form.typed()[3]] == ["CEN"]
    day.press("Hall")
    assert day.page.form.typed()[3] == (HALL,)


def test_what_makes_no_sense_is_told_beside_its_field(day):
    day.open()
    day.press("Begin a count…")
    day.get(QLineEdit, "Last day").setText("someday")
    day.press("Begin to count")
    assert day.says("Type the day as")
    day.get(QLineEdit, "Last day").setText("2020-01-01")
    day.press("Begin to count")
    assert day.says("before its first day")
    day.unit.fail()
    day.get(QLineEdit, "Last day").setText("2026-11-30")
    day.press("Begin to count")
    assert day.says("The disk is full")
    day.unit.mend()
    day.press("Cancel")
    assert day.says("Nothing was counted yet")


def test_a_count_is_paused_and_gone_on_with(day):
    day.count(HALL)
    day.scan("LV-1")
    day.press("Pause")
    assert day.library.counting.load(day.campaign).stocktake.state is StocktakeState.PAUSED
    assert day.says("Counting") or day.seen(QTableView, "Counts")
    view = day.get(QTableView, "Counts")
    assert rows(view)[0][1] == "Paused"
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    day.settle()
    assert day.library.counting.load(day.campaign).stocktake.state is StocktakeState.OPEN
    day.scan("LV-2")
    assert day.tallies() == (2, 0, 0, 0)


def test_a_count_gets_other_days_and_places(day):
    day.campaign = day.library.begin(HALL, OFFICE)
    day.open()
    day.press("Change…")
    assert day.get(QPushButton, "Hall").isChecked()
    assert not day.get(QPushButton, "Central").isChecked()
    day.press("Office")
    day.press("Ferndale")
    day.get(QLineEdit, "Last day").setText("2026-12-24")
    day.press("Save")
    changed = day.library.counting.load(day.campaign).stocktake
    assert {(one.branch, one.room) for one in changed.spots} == {("CEN", "Hall"), ("FER", "")}
    assert (changed.ends_on.day, changed.version) == (24, 2)
    assert day.seen(QTableView, "Counts")


def test_a_count_that_somebody_else_changed_is_not_written_over(day):
    campaign = day.library.begin(HALL)
    day.open()
    day.press("Change…")
    other = day.library.counting.load(campaign).stocktake
    day.library.counting.change(replace(other, title="Robin’s count"))
    day.press("Save")
    assert day.says("was changed meanwhile")
    day.press("Cancel")
    assert day.library.counting.load(campaign).stocktake.title == "Robin’s count"


def test_a_place_that_is_gone_stays_in_a_count_that_is_changed(day):
    day.campaign = day.library.begin(HALL, OFFICE)
    for tag in ("LV-1", "LV-2"):
        day.library.set(tag, room="Cellar")
    day.open()
    day.press("Change…")
    day.press("Save")
    spots = day.library.counting.load(day.campaign).stocktake.spots
    assert {one.room for one in spots} == {"Hall", "Office"}


def test_a_count_with_nothing_in_it_is_removed(day):
    day.library.begin(HALL)
    day.open()
    day.press("Remove")
    assert day.library.counting.list_all() == ()
    assert day.says("Nothing was counted yet")


def test_one_with_something_in_it_is_not(day):
    day.count(HALL)
    day.scan("LV-1")
    day.press("All counts")
    assert not day.get(QPushButton, "Remove").isEnabled()


def test_a_list_is_pasted_and_taken_back(day):
    day.count(HALL, OFFICE)
    day.press("Paste a list…")
    day.press("Count these")
    assert day.says("There is no list yet")
    day.get(QPlainTextEdit, "The list").setPlainText(
        "LV-9\n@CEN/Hall\nLV-1LV-2\nLV-1\n21234567890123\n@CEN/Office\nLV-4\nXX-1\n@CEN/Cellar\nLV-3"
    )
    day.type("Who scanned it (optional)", "Robin")
    day.press("Count these")
    day.settle()
    for words in (
        "4 things were counted.",
        "1 is here by mistake.",
        "1 is unknown.",
        "1 was counted already.",
        "3 lines were left out.",
        "1 line looked like a patron’s card",
    ):
        assert day.says(words)
    lines = day.get(QPlainTextEdit, "What became of the lines").toPlainText()
    assert "LV-9: Nobody has said where it was seen." in lines
    assert "2123456" not in lines
    assert day.stored() == ["LV-1", "LV-2", "LV-4", "XX-1"]
    scans = day.library.counting.scans(day.campaign)
    assert {(one.by, one.origin) for one in scans} == {("Robin", Origin.PASTED)}
    assert day.tallies() == (2, 1, 1, 1)
    day.press("Take this list back")
    assert day.stored() == []
    assert day.tallies() == (0, 0, 3, 0)
    assert day.says("nothing of this list is counted any more")
    day.press("Back to the count")
    assert day.page.count.scanner._is_listening


def test_five_hundred_codes_are_pasted_at_once(day):
    day.count(HALL)
    day.press("Paste a list…")
    day.get(QPlainTextEdit, "The list").setPlainText("\n".join(f"Z-{one}" for one in range(500)))
    day.press("Count these")
    day.settle()
    assert day.says("500 things were counted.")
    lines = day.get(QPlainTextEdit, "What became of the lines").toPlainText()
    assert "and 300 more" in lines


def test_a_list_that_can_not_be_counted_stays_in_its_field(day):
    day.count(HALL)
    day.press("Paste a list…")
    day.get(QPlainTextEdit, "The list").setPlainText("LV-1")
    day.unit.fail()
    day.press("Count these")
    assert day.says("The disk is full")
    assert day.get(QPlainTextEdit, "The list").toPlainText() == "LV-1"
    day.unit.mend()


def test_a_count_ends_with_its_differences(ended):
    view = ended.get(QTableView, "Differences")
    assert [one[0] for one in rows(view)] == ["LV-4", "LV-3", "XY-1"]
    assert ended.says("2 of 3 found")
    assert ended.says("3 differences")
    assert ended.says("3 to decide")
    assert ended.changes == 1  # when things were seen


def test_each_difference_has_one_decision_by_a_number(ended):
    ended.page.result.take_focus()
    QTest.keyClick(ended.focus, Qt.Key.Key_1)
    ended.settle()
    assert decided(ended) == {"LV-4": Decision.BELONGS_HERE}
    assert ended.library.item("LV-4").branch == "CEN"
    assert ended.changes == 2
    QTest.keyClick(ended.focus, Qt.Key.Key_1)
    ended.settle()
    assert ended.library.item("LV-3").status is Status.LOST
    QTest.keyClick(ended.focus, Qt.Key.Key_3)
    ended.settle()
    assert decided(ended)["XY-1"] is Decision.NOT_OURS
    assert not ended.says("to decide")
    ended.press("Only what waits for a decision")
    assert ended.says("Everything is decided.")


def test_a_decision_is_taken_back(ended):
    ended.press("It belongs here now")
    assert ended.says("LV-4: It belongs here now.")
    ended.page.result.take_focus()
    QTest.keyClick(ended.page.windowHandle(), Qt.Key.Key_U)
    ended.settle()
    assert decided(ended) == {}
    assert ended.library.item("LV-4").branch == "FER"
    decide(ended, "LV-3")
    ended.press("It is lost")
    decide(ended, "LV-3")
    assert ended.says("It is lost")
    ended.press("Take the decision back")
    ended.settle()
    assert ended.library.item("LV-3").status is Status.SPARE
    assert decided(ended) == {}


def test_where_it_is_must_be_written(ended):
    decide(ended, "LV-3")
    ended.press("I know where it is")
    assert ended.says("Please write where it is.")
    assert ended.get(QLineEdit, "Note").hasFocus()
    ended.type("Note", "lent to the school")
    ended.press("I know where it is")
    assert decided(ended) == {"LV-3": Decision.KNOWN}
    decide(ended, "LV-3")
    assert ended.says("lent to the school")


def test_an_unknown_code_becomes_an_item_or_one_that_is_there(ended):
    decide(ended, "XY-1")
    ended.press("It is something in the list")
    assert ended.says("Write the label that it has in the list.")
    ended.type("Its label in the list", "lv-2")
    ended.press("It is something in the list")
    assert decided(ended) == {"XY-1": Decision.LABEL_OF}
    decide(ended, "XY-1")
    ended.press("Take the decision back")
    decide(ended, "XY-1")
    ended.type("Name", "A lamp")
    ended.type("Kind", "lamp")
    ended.press("Add it to the list")
    assert decided(ended) == {"XY-1": Decision.NEW_ITEM}
    assert [one.name for one in ended.library.equipment.find("XY-1")] == ["A lamp"]
    changes = ended.changes
    decide(ended, "XY-1")
    ended.press("Take the decision back")
    assert decided(ended) == {}
    assert ended.library.equipment.find("XY-1") == ()
    assert ended.changes == changes + 1
    ended.page.result.take_focus()
    QTest.keyClick(ended.page.windowHandle(), Qt.Key.Key_U)
    ended.settle()
    assert not ended.says("taken back already"), "what was taken back is on offer no longer"


def test_what_is_in_the_list_by_now_is_written_as_its_label(ended):
    ended.library.add("XY-1", HALL)
    decide(ended, "XY-1")
    ended.type("Kind", "lamp")
    ended.press("Add it to the list")
    assert ended.says("XY-1 is in the list by now.")
    assert ended.get(QLineEdit, "Its label in the list").hasFocus()
    assert ended.get(QLineEdit, "Kind").text() == "lamp"


def test_decisions_of_several_kinds_are_taken_back_whole(ended):
    for tag, decision in (("LV-4", "It belongs here now"), ("LV-3", "It is lost")):
        decide(ended, tag)
        ended.press(decision)
    assert ended.library.item("LV-3").status is Status.LOST
    ended.get(QTableView, "Differences").selectAll()
    ended.press("Take the decision back")
    assert decided(ended) == {}
    assert ended.library.item("LV-3").status is Status.SPARE
    assert ended.library.item("LV-4").branch == "FER"


def test_of_another_count_nothing_is_taken_back(ended):
    ended.press("It belongs here now")
    other = ended.library.begin(HALL, title="Another")
    ended.library.results.finish(other)
    ended.page.open(other)
    ended.settle()
    ended.page.result.take_focus()
    QTest.keyClick(ended.page.windowHandle(), Qt.Key.Key_U)
    ended.settle()
    assert ended.library.item("LV-4").branch == "CEN"
    ended.page.open(ended.campaign)
    ended.settle()
    assert decided(ended) == {"LV-4": Decision.BELONGS_HERE}


def test_what_is_pressed_twice_is_done_once(ended):
    decide(ended, "LV-3")
    ended.press("It is lost")
    decide(ended, "LV-3")
    back = ended.get(QPushButton, "Take the decision back")
    for _ in range(2):
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    ended.settle()
    assert decided(ended) == {}
    assert not ended.says("taken back already")


def test_a_list_of_which_nothing_counts_stays_in_its_field(day):
    day.count(HALL, OFFICE)
    day.press("Paste a list…")
    day.get(QPlainTextEdit, "The list").setPlainText("LV-1\nLV-2")
    day.press("Count these")
    assert day.says("2 lines were left out.")
    place = day.get(QComboBox, "Where it begins")
    place.setCurrentIndex(place.findText("Central, Hall"))
    day.press("Count these")
    assert day.stored() == ["LV-1", "LV-2"]
    assert day.get(QPlainTextEdit, "The list").toPlainText() == ""


def test_a_list_that_is_counted_twice_can_still_be_taken_back(day):
    day.count(HALL)
    day.press("Paste a list…")
    day.get(QPlainTextEdit, "The list").setPlainText("LV-1\nLV-2")
    for _ in range(2):
        QTest.mouseClick(day.get(QPushButton, "Count these"), Qt.MouseButton.LeftButton)
    day.settle()
    assert day.stored() == ["LV-1", "LV-2"]
    day.press("Take this list back")
    assert day.stored() == []


def test_a_count_that_is_finished_twice_ends_once(day):
    day.count(CENTRAL)
    finish = day.get(QPushButton, "Finish")
    for _ in range(2):
        QTest.mouseClick(finish, Qt.MouseButton.LeftButton)
    day.settle()
    assert day.seen(QTableView, "Differences")
    assert not day.says("finished already")


def test_several_of_one_kind_are_decided_together(day):
    day.count(CENTRAL)
    day.press("Finish")
    day.settle()
    view = day.get(QTableView, "Differences")
    view.selectAll()
    assert day.says("3 things are chosen")
    day.press("It is lost")
    assert set(decided(day).values()) == {Decision.LOST}
    view.selectAll()
    day.press("Take the decision back")
    assert decided(day) == {}


def test_of_several_kinds_nothing_is_offered(ended):
    ended.get(QTableView, "Differences").selectAll()
    assert ended.says("Choose things of one kind")
    assert not ended.seen(QPushButton, "It is lost")


def test_it_can_be_counted_on_as_long_as_nothing_is_decided(ended):
    ended.press("Count on")
    ended.settle()
    ended.place(OFFICE)
    ended.scan("LV-3")
    assert ended.tallies() == (3, 1, 0, 1)
    ended.press("Finish")
    ended.settle()
    ended.press("It goes back")
    assert not ended.get(QPushButton, "Count on").isEnabled()


def test_what_is_in_its_place_needs_no_decision(day):
    day.count(HALL)
    day.scan("LV-1", "LV-2")
    day.press("Finish")
    day.settle()
    assert day.says("Everything was where the list has it.")
    day.press("All counts")
    assert rows(day.get(QTableView, "Counts"))[0][4] == "Everything was in its place"


def test_somebody_else_was_first(ended):
    result = next(one for one in ended.page.result._all.values() if one.code == "LV-4")
    ended.library.results.decide(ended.campaign, [result.place], Decision.GOES_BACK)
    ended.press("It belongs here now")
    assert ended.says("has decided")


def test_papers_are_asked_for(day):
    day.count(HALL)
    day.press("Print a tick-list…")
    day.press("Finish")
    day.settle()
    day.press("Print the result…")
    assert day.printed == [("list", day.campaign), ("result", day.campaign)]


def test_the_scanner_is_tested(day):
    day.open()
    day.press("Test the scanner…")
    day.settle()
    day.scan("LV-1")
    assert day.says("This scanner is fine")
    assert day.says("Ends with: Enter")
    day.scan("~LV-1")
    assert day.says("The scanner puts “~” around the label.")
    day.press("Pass over it from now on")
    assert day.says("This scanner is fine")
    assert day.parts.scanner.around == Around(("~",))
    day.press("Set it back")
    assert day.parts.scanner.around == Around()
    day.scan("21234567890123")
    assert day.says("That looks like a patron’s card")
    assert "2123456" not in day.words()
    day.scan("QQ-1")
    assert day.says("Nothing in the list has this number.")
    for words in ("Hear “found”", "Hear “look here”", "Hear “unknown”"):
        day.press(words)
    assert day.heard == ["found", "look", "unknown"]
    day.press("Back")
    assert day.seen(QPushButton, "Begin a count…")


def test_for_a_slow_scanner_libdesk_waits(day):
    day.open()
    day.press("Test the scanner…")
    day.settle()
    day.page.test.check(Arrival("LV-1", (60.0, 62.0, 61.0)))
    assert day.says("It sends its keys slowly")
    day.press("Wait longer for it")
    assert day.parts.scanner.timing == PATIENT
    assert day.says("LibDesk waits longer for slow scanners.")
    assert not day.seen(QPushButton, "Wait longer for it")
    day.press("Set it back")
    assert day.parts.scanner.timing == USUAL


def test_a_label_is_typed_into_the_test(day):
    day.open()
    day.press("Test the scanner…")
    day.settle()
    line = day.get(QLineEdit, "Label")
    line.setText("lv-1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    day.settle()
    assert day.says("Something should be set") or day.says("This scanner is fine")
    day.letter("q")
    day.wait(lambda: line.text() == "q")


def test_from_the_test_one_goes_back_into_the_count(day):
    day.count(HALL)
    day.parts.scanner.add(Around(("#",), ("$",)))
    day.press("Test the scanner…")
    assert day.says("Passed over around each label: “#” “$”.")
    day.press("Back")
    day.scan("#LV-1$")
    assert day.tallies() == (1, 0, 1, 0)


def test_every_control_has_a_name(day):
    day.count(HALL)
    for kind in (QPushButton, QLineEdit, QTableView):
        for one in day.page.findChildren(kind):
            assert one.accessibleName() or not one.isVisible(), one
