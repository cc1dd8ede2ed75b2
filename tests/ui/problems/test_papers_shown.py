"""What is on paper and on the screen too: the prompt card and the ladder."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.domain.bulletin import Step
from libdesk.ui.problems.papers.ladder_sheet import LadderCard
from libdesk.ui.problems.papers.prompt_card import PromptCard, prompts

HOSTILE = '<img src="file:///etc/hostname"><b>x</b>'
STEPS = (
    Step("Robin, IT", "555-0142", "First, after the time that was promised"),
    Step("The branch manager", "", "After a day without an answer"),
)


def shown(qtbot, card):
    qtbot.addWidget(card)
    card.resize(600, 500)
    card.show()
    return card


def texts(card):
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def button(card, name):
    (found,) = [one for one in card.findChildren(QPushButton) if one.accessibleName() == name]
    return found


@pytest.mark.rows("S17")
def test_s17_the_prompt_card_asks_restates_confirms_and_takes_no_names(qtbot, look):
    card = shown(qtbot, PromptCard(look))
    said = texts(card)
    for prompt in prompts():
        assert prompt.what in said
        assert prompt.words in said
    assert card.accessibleName() == "A patron tells you that something doesn’t work"


@pytest.mark.parametrize("press", ["click", "key"])
def test_the_prompt_card_asks_to_be_printed(qtbot, look, press):
    card = shown(qtbot, PromptCard(look))
    one = button(card, "Print this card")
    with qtbot.waitSignal(card.print_requested):
        if press == "click":
            QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(one, Qt.Key.Key_Space)


@pytest.mark.rows("S26")
def test_s26_the_ladder_stands_on_the_screen_kind_words_first(qtbot, look):
    card = shown(qtbot, LadderCard(look))
    card.show_steps(STEPS, "555-0199")
    said = texts(card)
    assert said[:2] == [
        "Not getting an answer?",
        "It is fine to ask again: a reminder helps, and nobody minds it.",
    ]
    for words in ("1", "Robin, IT", "555-0142", "2", "The branch manager"):
        assert words in said
    assert "Can’t wait? Call 555-0199." in said
    assert "" not in said
    with qtbot.waitSignal(card.print_requested):
        QTest.mouseClick(button(card, "Print this"), Qt.MouseButton.LeftButton)


def test_s26_without_steps_there_is_the_phone_or_a_word_on_whom_to_ask(qtbot, look):
    card = shown(qtbot, LadderCard(look))
    assert "Ask whoever looks after your computers." in texts(card)
    card.show_steps((), "555-0199")
    assert "Can’t wait? Call 555-0199." in texts(card)
    assert "Ask whoever looks after your computers." not in texts(card)


def test_a_new_ladder_leaves_nothing_of_the_one_before(qtbot, look):
    card = shown(qtbot, LadderCard(look))
    card.show_steps(STEPS, "555-0199")
    card.show_steps((Step("Kim", "next door", ""),), "")
    said = texts(card)
    assert "Kim" in said
    assert "Robin, IT" not in said
    assert not any("wait?" in words for words in said)


def test_f28_nothing_on_the_cards_is_read_as_markup(qtbot, look):
    card = shown(qtbot, LadderCard(look))
    card.show_steps((Step(HOSTILE, HOSTILE, HOSTILE),), HOSTILE)
    assert texts(card).count(HOSTILE) == 3
    for label in card.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
