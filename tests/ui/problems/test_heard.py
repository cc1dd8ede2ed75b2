"""What the form tells away from the focus is heard too, by whoever does not see it."""

import errno

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from libdesk.domain.problems import State
from libdesk.ui.problems.news_card import NewsCard
from libdesk.ui.strings import private_words
from tests.delivery.faulty import only
from tests.ui.problems.conftest import REPORTS, WORDS
from tests.ui.problems.test_words_typed_meanwhile import Gate

URGENT = QAccessible.AnnouncementPoliteness.Assertive
POLITE = QAccessible.AnnouncementPoliteness.Polite
CARD = "A patron with card 21234 00012 3456"


@pytest.fixture
def form(told_form):
    return told_form


def wait_heard(form, heard, words):
    """Wait until something with these words is heard; return it."""
    form.qtbot.waitUntil(lambda: any(words in one.words for one in heard), timeout=5000)
    return next(one for one in heard if words in one.words)


def cards():
    every = [one for one in QApplication.topLevelWidgets() if isinstance(one, NewsCard)]
    return [one for one in every if one.isVisible()]


def test_a_page_that_says_nothing_of_itself_announces_nothing(form, heard):
    form.press("Printer or copier", "Several people", "Send")
    form.wait_kept()
    QTest.qWait(50)  # time for what must not happen
    assert heard == []


def test_what_to_do_where_it_is_unsafe_is_heard_first(form, heard):
    form.press("Something looks wrong or unsafe")
    assert wait_heard(form, heard, "First stop").politeness == URGENT
    form.press("Odd pop-up or ransom note")
    assert wait_heard(form, heard, "press its buttons").politeness == URGENT
    before = len(heard)
    form.press("Several people")  # says nothing else about what to do
    QTest.qWait(50)  # time for what must not happen
    assert len(heard) == before


def test_the_gentle_question_is_heard_when_typing_rests(form, heard):
    form.press("My computer")
    form.type("the system is down")
    form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, "Never mind")), timeout=5000)
    form.qtbot.waitUntil(lambda: bool(heard))
    (one,) = heard
    assert one.politeness == POLITE
    assert form.shows(one.words)


def test_private_words_are_heard_and_why_send_did_not_send(form, heard):
    form.press("My computer")
    form.type(CARD)
    form.press("Send")
    assert wait_heard(form, heard, private_words()).politeness == URGENT
    assert wait_heard(form, heard, "looks like a card number").politeness == POLITE
    assert len(heard) == len({one.words for one in heard})


def test_what_is_not_kept_is_heard_and_again_when_send_is_pressed_again(form, heard):
    form.press("Printer or copier")
    form.disk.plan = only("write", errno.ENOSPC)
    for times in (1, 2):
        form.press("Send")
        form.qtbot.waitUntil(lambda times=times: len(heard) == times, timeout=5000)
    first, again = heard
    assert first == again
    assert first.politeness == URGENT
    assert form.shows(first.words)


def test_words_that_are_too_many_are_heard_to_be_cut(form, heard):
    form.press("Printer or copier")
    field = form.get(WORDS, QPlainTextEdit)
    QApplication.clipboard().setText("word " * 30_000)
    field.paste()
    assert form.shows(wait_heard(form, heard, "100,000").words)


def test_what_was_typed_on_while_it_was_kept_is_heard_not_to_be_sent(form, heard, monkeypatch):
    gate = Gate(monkeypatch, form.parts.filing, "submit")
    form.press("Telephone", "Send")
    gate.wait()
    form.type("No dial tone on any of the four telephones.")
    gate.open()
    assert wait_heard(form, heard, "is kept, as it was").politeness == URGENT


def test_the_number_has_the_focus_and_tells_that_it_is_kept(form):
    form.press("Printer or copier", "Send")
    form.wait_kept()
    number = form.focused()
    assert number.accessibleName() == f"Number {form.kept()[0].report.number}"
    assert "Thank you." in number.accessibleDescription()
    assert "IT answers by" in number.accessibleDescription()


def answered(form, told):
    """File a report, and let IT answer it with the window closed; return the report."""
    form.press("Printer or copier", "Send")
    form.wait_for("Handed over")
    (arrival,) = told.collect()
    form.window.close()
    told.reply(arrival, 1, text="The drum is gray.", state=State.SEEN)
    form.qtbot.waitUntil(lambda: bool(cards()), timeout=10_000)
    return arrival.report


def test_quiet_news_are_heard_and_reached_by_keys_alone(form, told, heard):
    report = answered(form, told)
    (card,) = cards()
    one = wait_heard(form, heard, f"{report.number}: IT has answered.")
    assert one.politeness == POLITE
    assert "Alt+Tab" in one.words
    # Alt+Tab leaves out tools, and what takes no focus.
    assert card.windowType() is Qt.WindowType.Window
    assert not card.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    card.activateWindow()
    assert card.focusWidget().text() == "Read it"
    QTest.keyClick(card.focusWidget(), Qt.Key.Key_Tab)
    assert card.focusWidget().text() == "Later"
    QTest.keyClick(card.focusWidget(), Qt.Key.Key_Backtab)
    QTest.keyClick(card.focusWidget(), Qt.Key.Key_Return)
    form.wait_for("The drum is gray.")
    assert cards() == []


def test_escape_puts_quiet_news_away(form, told):
    answered(form, told)
    (card,) = cards()
    QTest.keyClick(card.focusWidget(), Qt.Key.Key_Escape)
    assert cards() == []
    assert not form.window.isVisible()


def test_what_is_added_to_a_report_is_heard_to_be_kept(form, heard):
    form.press("Printer or copier", "Send")
    form.wait_kept()
    form.press(REPORTS, "Still hurting us", "Send")
    assert wait_heard(form, heard, "It is kept").politeness == POLITE
