"""The checker on a real SQLite file: typed, judged, saved, with as few keys as can be."""

import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk import paths
from libdesk.app.processors import processor_fit, processor_since
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donation_policy_file import parse_policy
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import OfferFilter
from libdesk.services.donations import Donations
from libdesk.ui.donations.checker_pages import KindTile, SpecEdit
from libdesk.ui.donations.checker_panel import CheckerPanel, CheckerParts
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
OLD = "i7-4770 tower 2013"


def shipped():
    path = paths.resources() / "policies" / "fits.json"
    return {"fits": parse_policy(json.loads(path.read_text(encoding="utf-8")))}


class Desk(FileBench):
    """The checker, used by keys."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        facts = DonationFacts(processor_fit, processor_since)
        policies = DonationPolicies(self.open_unit, shipped, lambda: NOW, "Sam")
        self.donations = Donations(self.open_unit, policies, facts, lambda: NOW, "Sam")
        self.parts = CheckerParts(
            self.donations, lambda: policies.current().policy, facts, lambda: NOW
        )
        self.heard: list[object] = []

    def open(self, offer=None, size=(1134, 800)):
        panel = CheckerPanel(self.parts, self.tasks, self.look, offer)
        panel.letter_requested.connect(lambda one: self.heard.append(("letter", one)))
        self.show(panel, size)
        return self

    def keys(self, words):
        QTest.keyClicks(self.focus, words)

    def kept(self):
        return self.donations.list(OfferFilter())


@pytest.fixture
def desk(qtbot, look, tmp_path):
    made = Desk(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


def test_an_old_tower_is_declined_and_gets_its_letter_in_nineteen_keys(desk):
    desk.open()
    desk.keys(OLD)  # 18 keys
    assert desk.says("Decline with thanks")
    assert desk.says("It is a no already, whatever else is true.")
    desk.ctrl(Qt.Key.Key_L)  # the 19th
    desk.settle()
    (kept,) = desk.kept()
    assert kept.verdicts[0].verdict is Verdict.DECLINE
    assert desk.heard == [("letter", kept.offer.id)]
    assert desk.says("Saved as D-")


def test_enter_leads_to_the_letter_where_it_is_a_no(desk):
    desk.open()
    desk.keys(OLD)
    desk.key(Qt.Key.Key_Return)
    assert desk.at() == "Write the letter"
    desk.key(Qt.Key.Key_Return)
    desk.settle()
    assert len(desk.heard) == 1


def test_a_tile_and_numbers_answer_and_a_wrong_number_stays_at_its_field(desk):
    desk.open()
    desk.press("Desktop")
    assert desk.get(KindTile, "Desktop").isChecked()
    desk.press("Go on")
    desk.type("Made or bought new in", "1950")
    assert desk.says("No personal computer is from before 1975.")
    desk.ctrl(Qt.Key.Key_S)
    desk.settle()
    assert not desk.kept()
    assert desk.get(QLineEdit, "Made or bought new in").text() == "1950"


def test_what_contradicts_is_told_beside_the_field(desk):
    desk.open()
    desk.keys("i5-10500 tower 2010")
    desk.key(Qt.Key.Key_Tab)
    desk.press("Go on")
    assert desk.says("A machine of 2010 can’t have a processor of 2020")


def test_none_of_these_is_one_key(desk):
    desk.open()
    desk.press("Desktop")
    for _ in range(4):
        desk.press("Go on")
    assert desk.says("Is any of this so?")
    desk.key(Qt.Key.Key_N)
    assert desk.says("The donor’s data")


def test_what_was_typed_is_there_the_next_time(desk):
    desk.open()
    desk.keys("Dell OptiPlex 7060")
    desk.page.hide()
    desk.open()
    desk.wait_says("here again")
    assert desk.get(SpecEdit).words() == "Dell OptiPlex 7060"


def test_two_machines_are_one_offer(desk):
    desk.open()
    desk.keys(OLD)
    desk.press("Another machine of this offer")
    desk.keys("i5-8500 laptop 2019 8 GB")
    desk.press("Save")
    desk.settle()
    (kept,) = desk.kept()
    assert [one.processor for one in kept.offer.machines] == ["i7-4770", "i5-8500"]
    assert not desk.seen(QPushButton, "Undo")


def test_nothing_is_no_offer(desk):
    desk.open()
    desk.press("Save")
    assert desk.says("Say first what is offered")
