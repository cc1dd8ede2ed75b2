"""The desk's room for donations: found by other words, and few keys from Today to a kind letter."""

from contextlib import ExitStack, closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from libdesk.app.donation_files import load_policies
from libdesk.app.places import DONATIONS, TODAY
from libdesk.app.processors import processor_fit, processor_since
from libdesk.app.site import now
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import Donor, Kind, Machine, Offer, OfferState
from libdesk.paths import DataFolder
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import KeptOffer, OfferFilter
from libdesk.services.donations import Donations
from libdesk.storage.database import Database
from libdesk.ui.papers.paper_dialog import PaperDialog
from libdesk.ui.widgets.words_edit import WordsEdit
from tests.app.real_desk import real_desk

OLD = "i7-4770 tower 2013"
MOST_KEYS = 25


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "desk")


@pytest.fixture
def open_desk(qtbot, qapp, data):
    with ExitStack() as opened:
        yield lambda: opened.enter_context(real_desk(qtbot, qapp, data))


def offers(data, *new):
    """Store offers, and return all that are stored."""
    with closing(Database.open(data.database, now=now)) as database:
        policies = DonationPolicies(database.unit, load_policies, now)
        facts = DonationFacts(processor_fit, processor_since)
        donations = Donations(database.unit, policies, facts, now)
        for one in new:
            donations.save(one)
        return donations.list(OfferFilter())


def today():
    return now().astimezone().date()


@pytest.mark.parametrize("words", ["gift", "old computer", "donations", "offers", "tax receipt"])
def test_ctrl_k_leads_to_a_room_that_is_not_shown_yet(open_desk, data, words):
    offers(data)
    desk = open_desk()
    desk.wait_seen(QPushButton, "Go to")
    assert not desk.seen(QPushButton, "Donations")
    QTest.keyClick(desk.look_up(words), Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.chosen_room() == DONATIONS)
    desk.wait_seen(QPushButton, "Write down the first offer")
    assert desk.seen(QPushButton, "Donations")


def test_once_used_it_stands_in_the_sidebar(open_desk, data):
    offers(data, Offer(Donor("Ada"), today(), (Machine(Kind.CRT),)))
    desk = open_desk()
    desk.wait_seen(QPushButton, "Donations")
    desk.go("Donations")
    desk.wait_says("D-1  Ada")


class Counted:
    """Hands that count what they press; a key that is held down with another is one."""

    def __init__(self, desk):
        self.desk, self.count = desk, 0

    def click(self, name):
        self.desk.wait_seen(QPushButton, name)
        self.desk.go(name)
        self.count += 1

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        self.count += 1

    def type(self, words):
        for sign in words:
            QTest.keyClicks(QApplication.focusWidget(), sign)
            self.count += 1


@pytest.mark.rows("S63")
def test_from_today_to_a_printed_kind_letter_in_few_keys(open_desk, data):
    """Offer 2 of the sample library, written down anew: a resident's tower of 2013."""
    offers(data, Offer(Donor("Ada"), today(), (Machine(Kind.CRT),)))
    desk = open_desk()
    assert desk.window.chosen_room() == TODAY
    desk.window.activateWindow()
    hands = Counted(desk)
    hands.click("Donations")
    desk.wait_says("D-1  Ada")
    hands.key(Qt.Key.Key_N)
    desk.wait(lambda: desk.says("New offer") and bool(desk.seen(QPushButton, "Save")))
    desk.wait(lambda: type(desk.focus).__name__ == "SpecEdit")
    hands.type(OLD)
    desk.wait_says("Decline with thanks")
    hands.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.wait_seen(QPushButton, "Print…")
    desk.wait(lambda: "text" in desk.at().lower() or isinstance(desk.focus, WordsEdit))
    hands.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: isinstance(QApplication.activeModalWidget(), PaperDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    hands.count += 2  # Enter on "Print" there, and Enter in the system’s own dialog
    with desk.signal(dialog.finished):
        dialog.reject()
    assert hands.count <= MOST_KEYS
    desk.wait(lambda: len(offers_now(desk)) == 2)
    new = next(one for one in offers_now(desk) if one.offer.id == 2)
    assert new.verdict(0) is Verdict.DECLINE
    desk.wait(lambda: len(newest(desk).letters) == 1)
    assert newest(desk).letters[0].kind == "declined"
    assert newest(desk).offer.state is OfferState.ANSWERED


def offers_now(desk):
    found: list[tuple[KeptOffer, ...]] = []
    tasks = desk.rooms.tasks
    read = desk.rooms.donations_room.parts.donations.list
    tasks.database(lambda: read(OfferFilter()), found.append, owner=desk.window)
    desk.wait(lambda: bool(found))
    return found[0]


def newest(desk):
    return max(offers_now(desk), key=lambda one: one.offer.id)
