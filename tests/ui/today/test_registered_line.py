"""Computers that registered themselves, as a line of Today."""

from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.services.places import Overview
from libdesk.ui.theme import Theme
from libdesk.ui.today.thing_card import ThingCard
from libdesk.ui.today.today_delegate import ICONS
from libdesk.ui.today.wording import TodayWords, kind_of
from tests.services.fakes import Hands


def a_line(count):
    return TodayLine("registered", (Reason(Why.REGISTERED, "registered 9", count=count),))


def test_the_line_says_how_many_there_are():
    words = TodayWords(Overview(), Hands())
    assert words.why(a_line(1)) == "1 computer registered itself"
    assert words.why(a_line(3)) == "3 computers registered themselves"
    assert words.title(a_line(3)) == "Computers that registered themselves"
    assert words.spoken(a_line(3)).startswith("Soon, Computers, Computers that registered")
    assert kind_of(a_line(1)) in ICONS


def test_its_card_leads_to_where_they_are_decided_on(qtbot, plain_program):
    look = Theme(plain_program, dark=False)
    card = ThingCard(look)
    qtbot.addWidget(card)
    card.show_line(a_line(3), TodayWords(Overview(), Hands()))
    card.show()
    assert any("accept each, or merge it" in one.text() for one in card.findChildren(QLabel))
    assert "Decide on them" in {one.accessibleName() for one in card.findChildren(QPushButton)}
    look.deleteLater()
