"""Where it is: this branch by itself, another one by a tap, and where the thing stands there."""

from datetime import time

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from libdesk.domain.hours import Hours, Span
from libdesk.domain.places import Branch
from tests.ui.problems.conftest import BRANCHES, ITEMS

TWO = (*BRANCHES, Branch("CEN", "Central Library"))
SPOT = "Where does it stand?"


@pytest.fixture
def told(make_form, desk):
    """A form that knows two branches and their things."""

    def make(**more):
        desk.publish(branches=TWO, items=ITEMS, **more)
        form = make_form().open()
        form.wait_for("Ferndale Road")
        return form

    return make


def sent(form):
    form.press("Send")
    form.wait_kept()
    return form.outbox.list()[0].report


def test_by_itself_it_is_this_branch(told):
    form = told()
    form.press("Printer or copier")
    report = sent(form)
    assert (report.branch, dict(report.answers)) == ("FER", {})


def test_the_spot_goes_along_in_words(told):
    form = told()
    form.press("Printer or copier", "Where is it?")
    form.type("left desk upstairs", SPOT)
    report = sent(form)
    assert (report.branch, report.answers["spot"]) == ("FER", "left desk upstairs")


def test_another_branch_has_its_own_things_number_and_words(told):
    form = told()
    form.press("Printer or copier", "Where is it?", "Central Library")
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, "the printer upstairs")))
    form.qtbot.waitUntil(lambda: not form.all(QPushButton, "the printer by the door"))
    assert form.shows("Central Library")
    form.press("the printer upstairs")
    report = sent(form)
    assert (report.branch, report.item) == ("CEN", "LV-2001")
    assert form.shows(report.number)
    assert report.number.startswith("CEN-")


def test_this_computer_is_at_no_other_branch(told):
    form = told()
    form.press("My computer")
    assert form.shows("This computer: ")
    form.press("Where is it?", "Central Library")
    form.qtbot.waitUntil(lambda: not form.shows("This computer: "))
    form.press("Ferndale Road")
    form.wait_for("This computer: ")


def test_what_was_named_here_stands_at_no_other_branch(told):
    form = told()
    form.press("Printer or copier", "the printer by the door", "Where is it?", "Central Library")
    report = sent(form)
    assert (report.branch, report.item) == ("CEN", "")


def test_a_thing_of_another_branch_brings_its_branch(told):
    form = told()
    form.press("Printer or copier", "Another one…")
    form.type("upstairs", "Scan its label, or type a few letters of its name")
    form.press("the printer upstairs (LV-2001)")
    assert form.get("Central Library").isChecked()
    report = sent(form)
    assert (report.branch, report.item) == ("CEN", "LV-2001")


def test_branch_and_spot_survive_another_tile_and_a_restart(told, make_form):
    form = told()
    form.press("Printer or copier", "Where is it?", "Central Library")
    form.type("second floor", SPOT)
    form.press("Back", "Receipt printer")
    assert form.get("Central Library").isChecked()
    assert form.get(SPOT, QLineEdit).text() == "second floor"
    form.window.close()
    form.qtbot.waitUntil(lambda: not form.window.isVisible())


def test_with_one_branch_only_the_spot_is_asked(make_form, desk):
    desk.publish(items=ITEMS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier", "Where is it?")
    assert form.get(SPOT, QLineEdit).hasFocus()
    assert not form.shows("At which branch?")


def test_without_a_bulletin_the_spot_can_still_be_told(form):
    form.press("Printer or copier", "Where is it?")
    form.type("by the window", SPOT)
    assert sent(form).answers["spot"] == "by the window"


def test_private_words_in_the_spot_are_hinted_at(told):
    form = told()
    form.press("Printer or copier", "Where is it?")
    form.type("ask 29999000012345", SPOT)
    form.wait_for("card number")


def test_the_end_of_today_is_it_s_own_and_shown_with_its_time(told):
    day = (Span(time(0, 0), time(23, 0)),)
    form = told(hours=Hours((day,) * 7, zone="UTC"))
    form.press("Printer or copier", "Is more at stake? A deadline?")
    words = [one.accessibleName() for one in form.all(QPushButton)]
    assert any(one.startswith("By the end of today, ") for one in words), words
    assert not form.all(QLabel, "By the end of today, 17:00")
