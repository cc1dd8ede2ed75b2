"""The form: lent in three keys, days proposed, and nothing typed is lost."""

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from libdesk.domain.hours import Hours, Span
from libdesk.domain.loans import LoanState
from libdesk.domain.records import ItemId
from libdesk.domain.statuses import Status
from libdesk.ui.loans.lend_page import LendPage

OPEN = (Span(time(9), time(17)),)


@pytest.fixture
def page(room):
    made = LendPage(room.deeds, room.look)
    room.open(made)
    made.show_item(room.laptop)
    room.settle()
    return room


@pytest.mark.rows("S54")
def test_a_name_and_enter_lend_until_tomorrow(page):
    left = []
    page.page.left.connect(lambda: left.append(True))
    assert page.page.focusWidget().accessibleName() == "Who takes it"
    QTest.keyClicks(page.page.focusWidget(), "Ben")
    page.key(Qt.Key.Key_Return)
    (lent,) = page.stored()
    assert (lent.borrower, lent.state, lent.until_on) == ("Ben", LoanState.OUT, page.day(1))
    assert left == [True]


def test_tab_goes_through_the_form_as_it_stands(page):
    gone = []
    for _ in range(5):
        focus = QApplication.focusWidget()
        assert focus is not None
        gone.append(focus.accessibleName())
        page.key(Qt.Key.Key_Tab)
    assert gone[0] == "Who takes it"
    assert gone[1:3] == ["Today", "Tomorrow"]


def test_one_click_takes_another_day(page):
    page.type("Who takes it", "Ben")
    page.press("Today")
    page.type("What goes along (optional)", "charger")
    page.press("Lend it")
    (lent,) = page.stored()
    assert (lent.until_on, lent.along) == (page.today, "charger")


def test_a_patron_is_refused_beside_the_name_and_what_was_typed_stays(page):
    page.type("Who takes it", "21234567890123")
    page.press("Lend it")
    assert "Loans here are for staff" in page.words()
    assert page.seen(QLineEdit, "Who takes it")[0].text() == "21234567890123"
    assert page.stored() == []


def test_what_is_no_day_is_told(page):
    page.type("Who takes it", "Ben")
    page.type("Back by: another day", "soon")
    page.press("Lend it")
    assert "Type the day as 2026-12-03 or Dec 3." in page.words()
    page.type("From: another day", "soon")
    page.press("Lend it")
    assert page.stored() == []


def test_a_later_day_books_it(page):
    page.type("Who takes it", "Ben")
    page.type("From: another day", page.day(3).isoformat())
    page.press("Book it")
    (booked,) = page.stored()
    assert (booked.state, booked.from_on, booked.until_on) == (
        LoanState.BOOKED,
        page.day(3),
        page.day(4),
    )


def test_only_free_days_are_offered(room):
    room.book(1, 3)
    made = LendPage(room.deeds, room.look)
    room.open(made)
    made.show_item(room.laptop)
    room.settle()
    assert "Booked for Cy" in room.words()
    room.type("Who takes it", "Ben")
    room.press("Lend it")
    assert room.stored()[-1].until_on == room.today


def test_what_is_out_is_offered_from_its_first_free_day(room):
    room.lend(2)
    made = LendPage(room.deeds, room.look)
    room.open(made)
    made.show_item(room.laptop)
    room.settle()
    assert not room.seen(QPushButton, "Now")
    room.type("Who takes it", "Dee")
    room.press("Book it")
    assert room.stored()[-1].from_on == room.day(3)


def test_a_day_on_which_nobody_is_there_gives_way_to_the_next_open_one(room):
    week = [() if day == room.day(2).weekday() else OPEN for day in range(7)]
    room.database.tables.hours = Hours(tuple(week))
    made = LendPage(room.deeds, room.look)
    room.open(made)
    made.show_item(room.laptop)
    room.settle()
    room.type("Who takes it", "Ben")
    room.type("Back by: another day", room.day(2).isoformat())
    assert "Nobody is there" in room.words()
    (take,) = [
        one
        for one in room.page.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName().startswith("Take ")
    ]
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    room.press("Lend it")
    assert room.stored()[-1].until_on == room.today + timedelta(days=3)


def test_what_was_typed_is_there_again(page):
    page.type("Who takes it", "Ben")
    page.type("What for (optional)", "Course")
    again = LendPage(page.deeds, page.look)
    page.open(again)
    again.show_item(page.laptop)
    page.settle()
    assert page.seen(QLineEdit, "Who takes it")[0].text() == "Ben"
    assert page.seen(QLineEdit, "What for (optional)")[0].text() == "Course"
    page.press("Lend it")
    third = LendPage(page.deeds, page.look)
    page.open(third)
    third.show_item(page.laptop)
    page.settle()
    assert page.seen(QLineEdit, "Who takes it")[0].text() == ""


def test_what_cannot_be_lent_says_why(room):
    item = room.add("PC-1", Status.IN_REPAIR)
    made = LendPage(room.deeds, room.look)
    room.open(made)
    made.show_item(item)
    room.settle()
    assert "PC-1 is “in repair”" in room.words()
    assert not room.seen(QPushButton, "Lend it")[0].isEnabled()


def test_a_thing_that_is_gone_is_told(room):
    made = LendPage(room.deeds, room.look)
    room.open(made)
    made.show_item(ItemId(99))
    room.settle()
    assert room.words().strip()
    assert room.stored() == []
