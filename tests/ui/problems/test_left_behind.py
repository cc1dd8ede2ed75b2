"""What one person leaves behind for the next, and what news may not do: found by an attack."""

import errno
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from libdesk.domain.bulletin import Notice
from libdesk.domain.places import Branch
from libdesk.domain.problems import Fact, ReportId, State
from libdesk.services.drafts import Draft
from libdesk.ui.widgets.buttons import Chip
from tests.delivery.faulty import only
from tests.ui.problems.conftest import BRANCHES, ITEMS, REPORTS, WORDS, Gate

NUMBER = "To read or answer one, type the number on its slip"
QUESTION = "Before you go: this is not sent yet"
TYPED = "Mrs Miller could not print"
NAMING = "Scan its label, or type a few letters of its name"
CENTRAL = Branch("CEN", "Central Library")


@pytest.fixture
def public(make_form, desk):
    desk.publish()
    form = make_form(public=True).open()
    form.wait_for("Ferndale Road")
    return form


def held(form):
    """Let nothing be kept until the gate is opened."""
    gate = Gate(lambda: None)
    form.tasks.database(gate, lambda _: None, owner=form.talk)
    return gate


def chip(form, words):
    (found,) = [one for one in form.all(Chip) if words in one.words()]
    return found


def test_whoever_sends_and_closes_at_once_leaves_no_number_on_the_screen(public):
    public.press("Telephone")
    public.type(TYPED)
    gate = held(public)
    public.press("Send")
    public.window.close()
    gate.opened.set()
    public.qtbot.waitUntil(lambda: len(public.kept()) == 1)
    public.qtbot.wait(300)  # time for what must not happen
    public.window.bring_forward()
    public.wait_for("What’s wrong?")
    assert not public.shows(public.kept()[0].report.number)
    assert not public.shows(TYPED)


def test_ctrl_z_brings_no_number_back(public):
    public.press("Telephone")
    public.type(TYPED)
    public.press("Send")
    public.wait_for("Handed over")
    number = public.kept()[0].report.number
    public.press(REPORTS)
    QTest.keyClicks(public.get(NUMBER, QLineEdit), number)
    public.key(Qt.Key.Key_Return, widget=public.get(NUMBER, QLineEdit))
    public.wait_for(TYPED)
    public.window.close()
    public.window.bring_forward()
    public.press(REPORTS)
    line = public.get(NUMBER, QLineEdit)
    for _ in range(3):
        QTest.keySequence(line, QKeySequence("Ctrl+Z"))
    assert line.text() == ""


def test_ctrl_z_brings_back_nothing_that_was_typed_for_a_thing(public):
    public.press("Printer or copier", "Name it, or scan its label")
    public.type("laptop of Mrs Miller", NAMING)
    public.window.close()
    public.window.bring_forward()
    public.press("Printer or copier", "Name it, or scan its label")
    QTest.keySequence(public.get(NAMING, QLineEdit), QKeySequence("Ctrl+Z"))
    assert public.get(NAMING, QLineEdit).text() == ""


def test_clearing_takes_the_words_from_the_clipboard_too(public):
    public.disk.plan = only("write", errno.ENOSPC)
    public.press("Telephone")
    public.type(TYPED)
    public.press("Send", "Copy my words")
    assert TYPED in QGuiApplication.clipboard().text()
    public.window.close()
    public.press("Clear it and close")
    assert TYPED not in QGuiApplication.clipboard().text()


def test_words_of_another_sitting_are_not_offered_for_ever(make_form):
    form = make_form(public=True)
    form.parts.drafts.save(Draft("PHONE", saw=TYPED), ReportId(uuid4()))
    form.open()
    form.wait_for("Go on with")
    form.window.close()
    assert form.shows(QUESTION), "they are words that were not sent"
    form.press("Stay and go on writing")
    form.hands.move(minutes=31)
    form.talk._asking._clock.timeout.emit()
    form.qtbot.waitUntil(lambda: not form.shows("Go on with"))


def test_the_question_stands_while_same_here_is_being_kept(public, desk):
    public.hands.move(minutes=1)
    desk.publish(Notice("Phones are down", "", public.hands(), "n-1"))
    public.talk._known.look_again()
    public.wait_for("Phones are down")
    public.press("Telephone")
    public.type(TYPED)
    public.press("Back")
    gate = held(public)
    public.press("Same here")
    public.window.close()
    assert public.shows(QUESTION)
    gate.opened.set()
    public.qtbot.waitUntil(lambda: len(public.kept()) == 1)
    public.qtbot.wait(300)  # time for what must not happen
    assert public.shows(QUESTION)


def test_news_over_the_question_let_nothing_end(public):
    public.press("Printer or copier")
    public.type(TYPED)
    public.window.close()
    assert public.shows(QUESTION)
    public.talk._reading._news._on_open()  # as the button of the card does
    public.press("Back", "Telephone")
    public.qtbot.wait(100)  # time for what must not happen
    public.window.close()
    assert public.window.isVisible()
    assert public.shows(QUESTION)


def test_a_fact_that_was_left_out_stays_out_however_late_it_comes(make_form):
    disk, user = Fact("disk", "1 GB"), Fact("user", "mmiller")
    gate = Gate(lambda: (disk, user))
    form = make_form(facts=gate, facts_at_once=(disk,))
    left_out = frozenset({"user"})
    form.parts.drafts.save(Draft("PHONE", saw=TYPED, left_out=left_out), ReportId(uuid4()))
    form.open()
    form.wait_for("Go on with")
    (offer,) = [one for one in form.all(QPushButton) if one.accessibleName().startswith("Go on")]
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    form.press("Change what is sent")
    QTest.mouseClick(chip(form, "1 GB"), Qt.MouseButton.LeftButton)
    gate.opened.set()
    form.qtbot.waitUntil(lambda: any("mmiller" in one.words() for one in form.all(Chip)))
    form.press("Send")
    form.wait_kept()
    assert form.desk_sees().facts == ()


def test_a_thing_that_was_left_out_stays_out_when_it_is_tapped_again(make_form, desk):
    desk.publish(items=ITEMS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier", "the big printer", "Change what is sent")
    QTest.mouseClick(chip(form, "Which one: "), Qt.MouseButton.LeftButton)
    form.press("the big printer")
    form.qtbot.waitUntil(lambda: form.shows("FER-PC-04"))
    QTest.mouseClick(chip(form, "Computer: "), Qt.MouseButton.LeftButton)
    form.press("the big printer", "Send")
    form.wait_kept()
    assert form.desk_sees().item == ""


def test_a_branch_that_was_tapped_away_does_not_come_back_with_a_shorter_list(make_form, desk):
    desk.publish(branches=(*BRANCHES, CENTRAL), items=ITEMS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier", "Another one…")
    form.type("LV-2001", NAMING)
    form.key(Qt.Key.Key_Return)
    form.press("Ferndale Road")
    form.hands.move(minutes=1)
    desk.publish(branches=BRANCHES, items=ITEMS)
    form.talk._known.look_again()
    form.qtbot.waitUntil(lambda: len(form.talk._known.told.branches) == 1)
    form.press("Send")
    form.wait_kept()
    assert form.kept()[0].report.branch == "FER"


def test_again_carries_no_card_number_in_any_answer(make_form):
    form = make_form().open()
    form.press("Telephone", "Where is it?")
    form.type("desk of 21234567890123", "Where does it stand?")
    form.press("Send")
    form.wait_for("press Send again")
    form.press("Send")
    form.wait_kept()
    form.press("Report another")
    form.wait_for("Again: ")
    (again,) = [one for one in form.all(QPushButton) if one.accessibleName().startswith("Again")]
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    form.qtbot.waitUntil(lambda: bool(form.all(QPlainTextEdit, WORDS)))
    assert not [one for one in form.all(QLineEdit) if "21234567890123" in one.text()]


def test_an_answer_that_comes_leaves_the_keys_with_the_button_they_were_on(make_form, desk):
    desk.publish()
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Telephone", "Send")
    form.wait_for("Handed over")
    (arrival,) = desk.collect()
    form.press(REPORTS)
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, "Reply or add something")))
    form.get("Reply or add something").setFocus()
    desk.reply(arrival, 1, text="Ask her", state=State.SEEN)
    form.talk._carrier.hurry()
    form.wait_for("Ask her")
    assert form.focused() is form.get("Reply or add something")
