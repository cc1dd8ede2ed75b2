"""Closing the window where the public sits down next, with words that were not sent."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from libdesk.domain.problems import ReportId
from libdesk.services.drafts import Draft
from tests.ui.problems.conftest import REPORTS, WORDS

CLEAR, KEEP, STAY = "Clear it and close", "Keep it for ten minutes", "Stay and go on writing"
SEND_IT = "Send it"
QUESTION = "Before you go: this is not sent yet"


@pytest.fixture
def form(make_form):
    return make_form(public=True).open()


@pytest.fixture
def written(form):
    form.press("Telephone")
    form.type("Mrs Miller could not call")
    return form


def words(form):
    return form.get(WORDS, QPlainTextEdit).toPlainText()


def no_draft(form):
    form.qtbot.wait(900)  # longer than the keeper waits for typing to rest
    form.tasks.wait_for_database(5)
    return form.parts.drafts.load() is None


def test_without_words_nothing_is_asked(form):
    form.press("Telephone", "Several people")
    form.window.close()
    assert not form.window.isVisible()


def test_a_staff_computer_asks_nothing(make_form):
    form = make_form().open()
    form.press("Telephone")
    form.type("No tone")
    form.window.close()
    assert not form.window.isVisible()
    assert form.talk.has_words()


def test_clear_leaves_nothing_behind_here_or_on_the_disk(written):
    written.window.close()
    assert written.window.isVisible()
    assert written.shows(QUESTION)
    written.press(CLEAR)
    assert not written.window.isVisible()
    assert not written.talk.has_words()
    assert no_draft(written)
    written.window.bring_forward()
    assert written.shows("What’s wrong?")
    written.press("Telephone")
    assert words(written) == ""


def test_escape_stays_with_the_focus_where_it_was(written):
    written.window.close()
    written.key(Qt.Key.Key_Escape)
    assert words(written) == "Mrs Miller could not call"
    QTest.keyClicks(written.focused(), " me")
    assert words(written) == "Mrs Miller could not call me"
    written.window.close()
    written.press(STAY)
    assert words(written) == "Mrs Miller could not call me"
    assert written.focused() is written.get(WORDS, QPlainTextEdit)


def test_what_is_kept_is_there_when_the_window_comes_back(written):
    written.window.close()
    written.press(KEEP)
    assert not written.window.isVisible()
    written.window.bring_forward()
    assert words(written) == "Mrs Miller could not call"
    written.window.close()
    assert written.shows(QUESTION), "it is asked each time, for whoever sits there now"


def test_closing_once_more_is_not_asked_about_and_loses_nothing(written):
    written.window.close()
    written.window.close()
    assert not written.window.isVisible()
    written.window.bring_forward()
    assert words(written) == "Mrs Miller could not call"


def test_a_session_that_ends_is_not_held_up(written):
    written.talk.leaving.let_session_end()
    written.window.close()
    assert not written.window.isVisible()


def test_words_that_are_on_their_way_are_not_asked_about(written):
    written.press("Send")
    written.window.close()
    assert not written.window.isVisible()
    written.qtbot.waitUntil(lambda: len(written.kept()) == 1)


def test_words_to_an_earlier_report_are_asked_about_and_cleared_too(form):
    form.press("Telephone", "Send")
    form.wait_kept()
    form.press(REPORTS)
    QTest.keyClicks(form.focused(), form.kept()[0].report.number)
    form.press("Open", "Reply or add something")
    form.type("Mrs Miller again", "What would you like to tell IT?", QPlainTextEdit)
    form.window.close()
    assert form.shows(QUESTION)
    form.press(CLEAR)
    assert not form.talk.has_words()
    assert no_draft(form)


def test_words_that_gave_way_to_others_are_cleared_too(make_form):
    form = make_form(public=True)
    form.parts.drafts.save(Draft("PRINT", saw="Gray."), ReportId(uuid4()))
    form.open()
    form.qtbot.waitUntil(lambda: bool(offers(form)))
    form.press("Telephone")
    form.type("Mrs Miller could not call")
    form.press("Back")
    form.press(*offers(form))
    assert words(form) == "Gray."
    form.press("Back")
    assert "Telephone" in offers(form)[0]
    form.window.close()
    form.press(CLEAR)
    assert no_draft(form)
    form.window.bring_forward()
    assert offers(form) == []


def offers(form):
    names = [one.accessibleName() for one in form.all(QPushButton)]
    return [name for name in names if name.startswith("Go on with")]


def test_a_report_may_as_well_be_sent(written):
    written.window.close()
    assert written.focused() is written.get(SEND_IT)
    written.press(SEND_IT)
    written.wait_kept()
    assert written.kept()[0].report.saw == "Mrs Miller could not call"
    assert no_draft(written)


def test_words_to_an_earlier_report_offer_no_send(form):
    form.press("Telephone", "Send")
    form.wait_kept()
    number = form.kept()[0].report.number
    form.press(REPORTS)
    QTest.keyClicks(form.focused(), number)
    form.press("Open", "Reply or add something")
    form.type("Mrs Miller again", "What would you like to tell IT?", QPlainTextEdit)
    form.window.close()
    assert form.shows(QUESTION)
    assert not form.all(QPushButton, SEND_IT)
