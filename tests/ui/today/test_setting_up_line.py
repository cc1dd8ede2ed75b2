"""Machines that are being set up for long, as a line of Today."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QPushButton

from libdesk.domain.today import Reason, TodayLine, Why
from libdesk.services.places import Overview
from libdesk.ui.theme import Theme
from libdesk.ui.today.thing_card import ThingCard
from libdesk.ui.today.today_delegate import ICONS
from libdesk.ui.today.wording import TodayWords, kind_of
from tests.services.fakes import START, Hands


def a_line(count):
    on = START.astimezone().date() - timedelta(days=1)
    reason = Reason(Why.SETTING_UP, "setting_up PC-1", on=on, count=count, words="PC-1")
    return TodayLine("setting_up", (reason,))


def test_the_line_names_what_waits_longest():
    words = TodayWords(Overview(), Hands())
    assert words.why(a_line(1)) == "PC-1 is being set up since yesterday"
    assert words.why(a_line(3)) == "3 machines are being set up, PC-1 since yesterday"
    assert words.title(a_line(3)) == "Machines being set up"
    assert words.spoken(a_line(3)).startswith("Soon, Computers, Machines being set up")
    assert kind_of(a_line(1)) in ICONS


def test_its_card_leads_to_their_checklists(qtbot, plain_program):
    look = Theme(plain_program, dark=False)
    card = ThingCard(look)
    qtbot.addWidget(card)
    card.show_line(a_line(3), TodayWords(Overview(), Hands()))
    card.show()
    assert any("ticked or excused" in one.text() for one in card.findChildren(QLabel))
    assert "Open their checklists" in {
        one.accessibleName() for one in card.findChildren(QPushButton)
    }
    look.deleteLater()
