"""The page of all loans: taken back, extended, moved, booked from the picture; all undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QLineEdit, QPushButton

from libdesk.domain.loans import Condition, LoanState
from libdesk.domain.records import Role
from libdesk.domain.statuses import Status
from libdesk.services.errors import Unavailable
from libdesk.ui.loans.day_choice import DayChoice
from libdesk.ui.loans.month_view import DAYS, MonthView
from libdesk.ui.widgets.picker import Picker

BACK_BY = "Back by: another day"
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def month(room):
    return room.page.findChildren(MonthView)[0]


def at(view, row, column):
    return view.model().index(row, column)


def spoken(view, row, column):
    return at(view, row, column).data(Qt.ItemDataRole.AccessibleTextRole)


def test_what_is_overdue_comes_first_and_goes_back_by_one_click(room):
    late = room.lend(1, along="charger", note="Story time")
    room.lend(9, room.other, "Dee")
    room.clock.move(days=3)
    room.open()
    words = room.words()
    assert words.index("LT-1") < words.index("LT-2")
    assert "Overdue: 2 days" in words
    assert "With it: charger · Story time" in words
    room.press("Take back")
    assert room.loans.get(late.id).loan.state is LoanState.RETURNED
    assert room.loans.get(late.id).loan.condition is Condition.GOOD
    assert "LT-1 is back from Ben. It can be undone" in room.words()
    assert "With Ben" in room.words(), "it is listed as back again"
    QTest.keyClicks(room.page, "u")
    room.settle()
    assert room.loans.get(late.id).loan.state is LoanState.OUT
    assert "Taken back, as though it had never been." in room.words()


def test_a_loan_is_extended_by_two_clicks(room):
    lent = room.lend(1)
    room.open()
    room.press("Extend…")
    room.press("Extend it")
    assert room.loans.get(lent.id).loan.until_on == room.day(2)
    assert "Ben keeps LT-1 until" in room.words()
    room.press("Extend…")
    room.type("Back by: another day", "no such day")
    room.press("Extend it")
    assert "Type the day as" in room.words()
    room.type("Back by: another day", room.day(5).isoformat())
    room.key(Qt.Key.Key_Return)
    assert room.loans.get(lent.id).loan.until_on == room.day(5)


def test_why_it_cannot_be_extended_is_told(room):
    room.lend(1)
    room.book(2, 3)
    room.open()
    room.press("Extend…")
    room.press("Extend it")
    assert "LT-1 is booked for Cy" in room.words()
    room.press("Leave it")
    assert not room.seen(QPushButton, "Extend it")


def test_what_comes_back_broken_goes_out_of_service_with_it(room):
    lent = room.lend(1)
    room.open()
    room.press("Damaged…")
    assert not [one for one in room.page.findChildren(QCheckBox) if one.isVisible()]
    room.press("Broken")
    room.type("What is wrong (optional)", "The lid")
    room.press("Take it back")
    back = room.loans.get(lent.id)
    assert (back.loan.condition, back.loan.said) == (Condition.BROKEN, "The lid")
    assert back.record.status is Status.OUT_OF_SERVICE
    QTest.keyClicks(room.page, "u")
    room.settle()
    assert room.loans.get(lent.id).record.status is Status.READY


def test_what_needs_care_stays_where_it_is(room):
    lent = room.lend(1)
    room.open()
    room.press("Damaged…")
    room.press("Take it back")
    back = room.loans.get(lent.id)
    assert (back.loan.condition, back.record.status) == (Condition.NEEDS_CARE, Status.READY)


def test_a_booking_is_handed_out_moved_and_canceled(room):
    booked = room.book(2, 3)
    room.open()
    room.press("Move…")
    room.type("From: another day", room.day(4).isoformat())
    room.type("Back by: another day", room.day(6).isoformat())
    room.press("Move it")
    moved = room.loans.get(booked.id).loan
    assert (moved.from_on, moved.until_on) == (room.day(4), room.day(6))
    room.press("Cancel it")
    assert room.loans.get(booked.id).loan.state is LoanState.CANCELED
    assert "The booking of LT-1 for Cy is canceled." in room.words()
    QTest.keyClicks(room.page, "u")
    room.settle()
    room.press("Hand out")
    assert room.loans.get(booked.id).loan.state is LoanState.OUT


def test_a_booking_moves_to_another_thing_where_its_own_is_not_back(room):
    room.lend(1)
    booked = room.book(4, 5)
    room.clock.move(days=3)
    room.open()
    room.press("Hand out")
    assert "was due back" in room.words()
    room.press("Move…")
    picker = room.seen(Picker, "Which thing")[0]
    picker.setCurrentIndex(picker.findText("LT-2"))
    room.press("Move it")
    assert room.loans.get(booked.id).loan.item == room.other
    room.press("Hand out")
    assert room.loans.get(booked.id).loan.state is LoanState.OUT


def test_a_slip_a_list_and_a_thing_are_asked_for(room):
    lent = room.lend(1)
    slips: list[int] = []
    prints: list[str] = []
    things: list[str] = []
    room.open()
    room.deeds.slip_requested.connect(slips.append)
    room.deeds.thing_requested.connect(things.append)
    room.page.print_requested.connect(prints.append)
    room.press("Slip…")
    room.press("Show LT-1")
    room.press("Print what is out…")
    assert (slips, things, prints) == ([lent.id], ["LT-1"], [""])


def test_each_day_of_each_thing_is_told(room):
    room.lend(1)
    room.book(3, 4)
    room.open()
    view = month(room)
    QAbstractItemModelTester(view.model(), FATAL, view.model())
    assert (view.model().rowCount(), view.model().columnCount()) == (2, DAYS + 1)
    assert at(view, 0, 0).data() == "LT-1"
    assert spoken(view, 0, 1) == "LT-1, today, out, Ben"
    assert spoken(view, 0, 3).endswith("free")
    assert spoken(view, 0, 4).endswith("booked, Cy")
    assert not view.grab().isNull()
    view.setCurrentIndex(at(view, 0, 4))
    assert "booked, Cy" in room.words()


def test_a_free_day_begins_a_booking_by_key_and_by_click(room):
    room.lend(1)
    room.open()
    view = month(room)
    view.setFocus()
    view.setCurrentIndex(at(view, 0, 4))
    room.key(Qt.Key.Key_Return)
    assert room.page.focusWidget().accessibleName() == "Who takes it"
    QTest.keyClicks(room.page.focusWidget(), "Dee")
    room.key(Qt.Key.Key_Return)
    booked = room.stored()[-1]
    assert (booked.borrower, booked.state, booked.from_on) == ("Dee", LoanState.BOOKED, room.day(3))
    assert "LT-1 is booked for Dee" in room.words()
    place = view.visualRect(at(view, 1, 3)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    room.settle()
    assert room.seen(QPushButton, "Book it")
    room.press("Leave it")
    assert not room.seen(QLineEdit, "Who takes it")


def test_a_bar_leads_to_its_loan(room):
    room.lend(1)
    room.open()
    view = month(room)
    view.setFocus()
    view.setCurrentIndex(at(view, 0, 1))
    room.key(Qt.Key.Key_Space)
    assert room.page.focusWidget().accessibleName() == "Take back"
    view.setFocus()
    view.setCurrentIndex(at(view, 0, 0))
    room.key(Qt.Key.Key_Return)
    assert room.page.focusWidget() is view, "a name leads nowhere"


@pytest.mark.parametrize("width", [420, 1100])
def test_the_name_of_a_thing_stays_in_sight_when_the_days_are_scrolled(room, width):
    record = room.equipment.get(room.laptop).record
    room.equipment.save(replace(record, name="The laptop of the reading room " * 4))
    room.open()
    room.page.resize(width, 700)
    room.settle()
    view = month(room)
    bar = view.horizontalScrollBar()
    names = view.verticalHeader()
    before = names.grab().toImage()
    bar.setValue(bar.maximum())
    room.settle()
    assert names.isVisible()
    assert names.grab().toImage() == before
    assert names.width() <= view.width() * 0.41, "there is room for days"
    view.scrollTo(at(view, 0, DAYS))
    assert view.viewport().rect().contains(view.visualRect(at(view, 0, DAYS)).center())
    place = names.viewport().rect().topLeft() + QPoint(5, 5)
    tip = QHelpEvent(QEvent.Type.ToolTip, place, names.viewport().mapToGlobal(place))
    QApplication.sendEvent(names.viewport(), tip)
    assert names.toolTip().startswith("LT-1, The laptop of the reading room The laptop")


def test_a_branch_shows_its_own(room):
    room.lend(1)
    room.lend(2, room.other, "Dee")
    room.open()
    picker = room.seen(Picker, "Branch")[0]
    picker.setCurrentIndex(picker.findText("Ferndale"))
    picker.activated.emit(picker.currentIndex())
    room.settle()
    words = room.words()
    assert "With Dee" in words
    assert "With Ben" not in words
    assert month(room).model().rowCount() == 1


def test_an_empty_page_says_what_to_do_first(room):
    for item in (room.laptop, room.other):
        record = room.equipment.get(item).record
        room.equipment.save(replace(record, status=Status.GONE), corrects=True)
    room.open()
    assert "Give a thing the role “loan kit”" in room.words()
    assert "Nothing is out." in room.words()


def test_trouble_is_told_and_asked_again(room):
    room.lend(1)

    def broken():
        raise Unavailable("The database is away. Nothing was lost.")

    room.database.broken = broken
    room.open()
    assert "The database is away." in room.words()
    room.database.broken = lambda: None
    room.press("Try again")
    assert "With Ben" in room.words()


def test_somebody_else_was_first(room):
    lent = room.lend(1)
    room.open()
    room.loans.extend(lent.id, room.day(3))
    room.press("Take back")
    assert "changed meanwhile by Robin" in room.words()
    assert room.loans.get(lent.id).loan.state is LoanState.OUT


def test_a_lost_thing_is_told_with_its_loan(room):
    room.lend(1)
    record = room.equipment.get(room.laptop).record
    room.equipment.save(replace(record, status=Status.LOST), corrects=True)
    room.open()
    assert "In the list it is “Lost or stolen” by now." in room.words()
    assert room.seen(QFrame, "Out now")


WHO, ALONG, WHAT_FOR = "Who takes it", "What goes along (optional)", "What for (optional)"


def test_who_has_it_and_what_goes_along_are_mended_with_the_keys_and_undone(room):
    lent = room.lend(1, who="Bne", along="charger", note="Story time")
    room.open()
    room.press("Edit…")
    assert room.seen(QLineEdit, WHO)[0].hasFocus()
    assert [room.seen(QLineEdit, name)[0].text() for name in (WHO, ALONG, WHAT_FOR)] == [
        "Bne",
        "charger",
        "Story time",
    ]
    room.type(WHO, "Ben")
    room.type(ALONG, "charger, bag")
    room.key(Qt.Key.Key_Return)
    stored = room.loans.get(lent.id).loan
    assert (stored.borrower, stored.along, stored.note) == ("Ben", "charger, bag", "Story time")
    assert (stored.state, stored.until_on) == (lent.state, lent.until_on)
    assert "The loan of LT-1 to Ben is changed. It can be undone" in room.words()
    assert not room.seen(QLineEdit, WHO)
    QTest.keyClicks(room.page, "u")
    room.settle()
    assert room.loans.get(lent.id).loan.borrower == "Bne"
    room.press("Edit…")
    assert room.seen(QLineEdit, WHO)[0].text() == "Bne"


def test_what_is_typed_below_a_loan_outlives_a_refusal_and_a_list_that_is_read_anew(room):
    lent = room.lend(1)
    room.lend(1, room.other, "Dee")
    room.open()
    room.press("Edit…")
    room.type(WHO, "a patron")
    room.press("Save")
    assert "Loans here are for staff" in room.words()
    assert room.seen(QLineEdit, WHO)[0].text() == "a patron"
    room.type(WHAT_FOR, "For the fair")
    room.loans.extend(lent.id, room.day(4))
    room.press("Take back", 1)
    assert room.seen(QLineEdit, WHAT_FOR)[0].text() == "For the fair"
    room.type(WHO, "Ben and Cy")
    room.press("Save")
    stored = room.loans.get(lent.id).loan
    assert (stored.borrower, stored.note) == ("Ben and Cy", "For the fair")
    assert stored.until_on == room.day(4)
    assert not room.seen(QLineEdit, WHO)


def test_somebody_elses_change_is_told_and_the_words_stay(room):
    lent = room.lend(1)
    room.open()
    room.press("Edit…")
    room.type(ALONG, "two bags")
    room.loans.extend(lent.id, room.day(4))
    room.press("Save")
    assert room.loans.get(lent.id).loan.along == ""
    assert room.seen(QLineEdit, ALONG)[0].text() == "two bags"
    room.page.read()
    room.settle()
    assert room.seen(QLineEdit, ALONG)[0].text() == "two bags"
    room.press("Leave it")
    assert not room.seen(QLineEdit, ALONG)
    room.press("Edit…")
    assert room.seen(QLineEdit, ALONG)[0].text() == "two bags", "it is left, and not lost"
    room.press("Save")
    assert room.loans.get(lent.id).loan.along == "two bags"


def test_what_is_said_of_something_damaged_outlives_a_list_that_is_read_anew(room):
    lent = room.lend(1)
    room.open()
    room.press("Damaged…")
    room.page.read()
    room.settle()
    assert not room.seen(QLineEdit, "What is wrong (optional)"), "nothing was typed"
    room.press("Damaged…")
    room.type("What is wrong (optional)", "a crack")
    room.press("Broken")
    room.seen(QCheckBox, "It goes out of service with that")[0].click()
    room.page.read()
    room.settle()
    assert room.seen(QLineEdit, "What is wrong (optional)")[0].text() == "a crack"
    assert room.seen(QPushButton, "Broken")[0].isChecked()
    assert not room.seen(QCheckBox, "It goes out of service with that")[0].isChecked()
    room.loans.give_back(lent.id)
    room.page.read()
    room.settle()
    assert not room.seen(QLineEdit, "What is wrong (optional)")


def test_a_new_last_day_outlives_a_list_that_is_read_anew(room):
    lent = room.lend(1)
    room.open()
    room.press("Extend…")
    room.page.read()
    room.settle()
    assert not room.seen(QLineEdit, BACK_BY), "nothing was typed"
    room.press("Extend…")
    room.type(BACK_BY, f"{room.day(9)}")
    room.page.read()
    room.settle()
    assert room.seen(QLineEdit, BACK_BY)[0].text() == f"{room.day(9)}"
    room.press("Extend it")
    assert room.loans.get(lent.id).loan.until_on == room.day(9)
    assert not room.seen(QLineEdit, BACK_BY)
    room.press("Extend…")
    assert room.seen(QLineEdit, BACK_BY)[0].text() == "", "that one is stored"


def test_a_day_that_was_chosen_outlives_a_list_in_which_it_is_not_offered_any_more(room):
    lent = room.lend(1)
    room.open()
    room.press("Extend…")
    (chosen,) = (one for one in room.page.findChildren(DayChoice) if one.isVisible())
    week = room.day(8)
    chosen.chips.choose([week.isoformat()])
    chosen.chips.changed.emit()
    room.loans.extend(lent.id, room.day(4))
    room.page.read()
    room.settle()
    (shown,) = (one for one in room.page.findChildren(DayChoice) if one.isVisible())
    assert shown.day() == week


def test_the_days_and_the_thing_of_a_booking_outlive_a_list_that_is_read_anew(room):
    booked = room.book(2, 3)
    spare = room.add("LT-9", Status.READY, Role.LOAN)
    room.open()
    room.press("Move…")
    room.type("From: another day", f"{room.day(5)}")
    room.type(BACK_BY, f"{room.day(6)}")
    (thing,) = room.seen(Picker, "Which thing")
    thing.setCurrentIndex(thing.findData(spare))
    thing.activated.emit(thing.currentIndex())
    room.page.read()
    room.settle()
    assert room.seen(QLineEdit, "From: another day")[0].text() == f"{room.day(5)}"
    assert room.seen(QLineEdit, BACK_BY)[0].text() == f"{room.day(6)}"
    assert room.seen(Picker, "Which thing")[0].currentData() == spare
    room.press("Move it")
    stored = room.loans.get(booked.id).loan
    assert (stored.from_on, stored.until_on, stored.item) == (room.day(5), room.day(6), spare)


def test_what_is_not_at_hand_any_more_is_told_with_its_loan(room):
    room.book(1, 2)
    record = room.equipment.get(room.laptop).record
    room.equipment.save(replace(record, status=Status.IN_REPAIR), corrects=True)
    room.open()
    assert "In the list it is “In repair” by now." in room.words()


def test_after_somebody_elses_change_the_list_is_as_it_is_now_and_the_reason_stays(room):
    lent = room.lend(1)
    room.open()
    room.loans.extend(lent.id, room.day(4))
    room.press("Take back")
    assert room.loans.get(lent.id).loan.state is LoanState.OUT
    assert "changed" in room.words()
    room.press("Take back")
    assert room.loans.get(lent.id).loan.state is LoanState.RETURNED
    assert "LT-1 is back from Ben." in room.words()
    assert "by somebody" not in room.words()
