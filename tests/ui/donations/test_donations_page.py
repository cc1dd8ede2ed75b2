"""The room for donations on a real SQLite file: the list, one offer beside it, and what is done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from libdesk.app.donation_files import load_costs, load_policies
from libdesk.app.item_rules import item_rules
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.processors import processor_fit, processor_since
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donations import (
    Condition,
    Data,
    Donor,
    Kind,
    License,
    Machine,
    Offer,
    OfferState,
    Outcome,
    Use,
)
from libdesk.domain.places import Branch
from libdesk.domain.records import DiskKind
from libdesk.domain.statuses import Status
from libdesk.services.donation_costs import DonationCosts
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.donation_items import DonationItems
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import OfferFilter
from libdesk.services.donations import Donations
from libdesk.ui.donations.donations_page import DonationsPage, DonationsParts
from libdesk.ui.donations.offer_reader import OfferReader
from libdesk.ui.donations.offers_table import OffersTable
from libdesk.ui.widgets.words_edit import WordsEdit
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 27)
TOWER = Machine(Kind.DESKTOP, make="Dell", model="OptiPlex 9020", processor="i7-4770")
GOOD = Machine(
    Kind.DESKTOP,
    count=2,
    make="HP",
    model="ProDesk 600 G6",
    made_on=date(2024, 7, 1),
    processor="i5-10500",
    memory_gb=16,
    disk_gb=512,
    disk_kind=DiskKind.SSD,
    tpm=True,
    secure_boot=True,
    is_owned=True,
    on_lease=False,
    is_locked=False,
    is_recalled=False,
    is_damaged=False,
    has_strings=False,
    works=True,
    data=Data.WIPED,
    use=Use.SERVICE,
    place="Public room",
    has_points=True,
    condition=Condition.GOOD,
    missing=frozenset(),
    license=License.DIGITAL,
    warranty_months=12,
)


class Room(FileBench):
    """A library's offers, and the page, used by names and keys."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        with self.database.unit(write=True) as unit:
            unit.places.save_branch(Branch("CEN", "Larkmere Central"))
        facts = DonationFacts(processor_fit, processor_since)
        clock = lambda: self.now  # noqa: E731 - the bench's own time
        self.policies = DonationPolicies(self.open_unit, load_policies, clock, "Ana Ruiz")
        self.donations = Donations(self.open_unit, self.policies, facts, clock, "Ana Ruiz")
        costs = DonationCosts(self.open_unit, load_costs, clock)
        items = DonationItems(
            self.open_unit,
            lambda: item_rules(TODAY),
            lambda: load_lifecycle().kinds,
            shipped_sheets,
            clock,
            "Ana Ruiz",
        )
        reader = OfferReader(self.donations, self.policies, lambda: costs.read().costs)
        branches = {"CEN": "Larkmere Central"}
        self.parts = DonationsParts(reader, clock, "Ana Ruiz", items, lambda: branches)
        self.heard: list[object] = []

    def offer(self, name, *machines, days=0, **more):
        asked_on = TODAY - timedelta(days=days)
        offer = Offer(Donor(name), asked_on, machines or (TOWER,), **more)
        return self.donations.save(offer).offer

    def open(self, size=(1280, 900)):
        page = DonationsPage(self.parts, self.tasks, self.look)
        page.new_requested.connect(lambda: self.heard.append("new"))
        page.letter_requested.connect(lambda one: self.heard.append(("letter", one.offer.id)))
        page.edit_requested.connect(lambda one: self.heard.append(("edit", one.offer.id)))
        page.policy_requested.connect(lambda: self.heard.append("policy"))
        page.costs_requested.connect(lambda: self.heard.append("costs"))
        page.print_requested.connect(lambda: self.heard.append("print"))
        self.show(page, size)
        return self

    @property
    def table(self):
        return self.page.findChild(OffersTable)

    def column(self, place):
        model = self.table.model()
        return [model.index(row, place).data() for row in range(model.rowCount())]

    def chip(self, beginning):
        buttons = self.seen(QPushButton)
        (one,) = [one for one in buttons if one.accessibleName().startswith(beginning)]
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        self.settle()

    def stored(self, offer):
        return self.donations.get(offer.id)


@pytest.fixture
def room(qtbot, look, tmp_path):
    made = Room(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


def test_without_an_offer_it_says_what_to_do_first(room):
    room.open()
    assert room.at() == "Write down the first offer"
    assert not room.table.isVisible()
    room.key(Qt.Key.Key_Return)
    room.press("Choose your policy first")
    room.key(Qt.Key.Key_N)
    assert room.heard == ["new", "policy", "new"]


def test_what_waits_longest_stands_first_and_what_is_over_apart(room):
    room.offer("New", days=0)
    room.offer("Old", days=30)
    room.offer("Middle", days=3)
    over = room.offer("Over", days=40)
    room.donations.set_state(over.id, OfferState.WITHDRAWN)
    room.open()
    assert room.column(1) == ["Old", "Middle", "New"]
    assert room.column(5) == ["4 weeks", "3 days", "today"]
    assert room.column(3)[0] == "Decline with thanks"
    assert room.says("3 offers · 3 machines")
    assert room.says("D-2  Old")
    room.chip("All")
    assert room.column(1) == ["Old", "Middle", "New", "Over"]
    room.chip("Withdrawn")
    assert room.column(4) == ["Withdrawn"]
    assert room.says("D-4  Over")


def test_words_find_an_offer_in_any_state(room):
    room.offer("Ada")
    done = room.offer("Ben", replace(TOWER, serial="XK-77"))
    room.donations.set_state(done.id, OfferState.DONE)
    room.open()
    room.key(Qt.Key.Key_Slash)
    assert room.at() == "Search offers"
    room.type("Search offers", "xk77")
    room.settle()
    assert room.column(1) == ["Ben"]
    room.type("Search offers", "nobody")
    room.settle()
    assert room.says("No offer has these words.")
    assert not room.says("D-2")
    room.key(Qt.Key.Key_Escape)
    assert room.column(1) == ["Ada"]


def test_keys_lead_to_what_comes_next(room):
    first = room.offer("Ada", days=2)
    second = room.offer("Ben")
    room.open()
    room.key(Qt.Key.Key_L)
    room.key(Qt.Key.Key_J)
    room.key(Qt.Key.Key_L)
    room.key(Qt.Key.Key_N)
    room.ctrl(Qt.Key.Key_P)
    assert room.heard == [("letter", first.id), ("letter", second.id), "new", "print"]
    room.key(Qt.Key.Key_Return)
    assert room.at() == "Letter"
    room.press("Change what is known…")
    assert room.heard[-1] == ("edit", second.id)


def test_a_person_decides_otherwise_and_takes_it_back(room):
    offer = room.offer("Ada")
    room.open()
    room.press("Decide otherwise…")
    room.press("Keep this decision")
    room.wait_says("Choose what is decided.")
    room.press("Accept as spare")
    room.press("Keep this decision")
    room.wait_says("Type the reason")
    QTest.keyClicks(room.get(WordsEdit, "Why"), "we need one for the workbench")
    room.press("Keep this decision")
    told = "The checker said Decline with thanks; Ana Ruiz decided Accept as spare on "
    room.wait_says(told)
    assert room.says("because we need one for the workbench.")
    assert room.column(3) == ["Accept as spare"]
    room.press("Take this decision back")
    room.wait(lambda: not room.says(told))
    room.table.setFocus()
    room.key(Qt.Key.Key_U)
    room.wait_says(told)
    room.key(Qt.Key.Key_U)
    room.wait(lambda: not room.stored(offer).overrides)


def test_what_became_of_it_is_kept_with_its_proof(room):
    offer = room.offer("Ada")
    room.donations.set_state(offer.id, OfferState.ANSWERED)
    room.open()
    room.press("What became of it…")
    room.press("Keep what became of it")
    room.wait_says("Choose what became of it.")
    room.press("Recycled")
    assert room.says("R2 or e-Stewards")
    room.press("Keep what became of it")
    room.wait_says("Say to which firm or group it went.")
    room.type("To whom", "Green Circuit")
    room.press("Keep what became of it")
    room.wait_says("Recycled: Green Circuit")
    assert room.says("certificate awaited")
    kept = room.stored(offer).offer
    assert (kept.fate(0).outcome, kept.fate(0).on) == (Outcome.RECYCLED, TODAY)
    assert kept.state is OfferState.DONE, "every machine has gone its way"
    room.press("Correct what became…")
    room.type("Certificate number", "C-4711")
    room.press("Keep what became of it")
    room.wait_says("certificate C-4711")


def test_the_donor_is_asked_first_before_a_thing_goes_back(room):
    room.offer("Ada")
    room.open()
    room.press("What became of it…")
    room.press("Returned to the donor")
    assert room.says("Ask the donor first.")
    assert room.says("14 days")
    assert not room.seen(QLineEdit, "Certificate number")


def test_what_was_typed_is_there_again_after_another_offer(room):
    room.offer("Ada", days=2)
    room.offer("Ben")
    room.open()
    room.press("Decide otherwise…")
    QTest.keyClicks(room.get(WordsEdit, "Why"), "half a th")
    room.table.setFocus()
    room.key(Qt.Key.Key_J)
    room.wait_says("D-2  Ben")
    room.table.setFocus()
    room.key(Qt.Key.Key_K)
    room.wait_says("D-1  Ada")
    assert room.get(WordsEdit, "Why").words() == "half a th"
    assert room.says("Not kept yet.")
    room.press("Leave it")
    assert not room.seen(WordsEdit, "Why")


def test_an_offer_is_withdrawn_and_back_by_one_key(room):
    offer = room.offer("Ada")
    room.open()
    room.press("The donor withdrew it")
    room.wait_says("D-1 is withdrawn now.")
    assert room.stored(offer).offer.state is OfferState.WITHDRAWN
    room.table.setFocus()
    room.key(Qt.Key.Key_U)
    room.wait(lambda: room.stored(offer).offer.state is OfferState.OPEN)


def test_removed_and_put_back_it_has_its_number(room):
    offer = room.offer("Ada")
    room.open()
    room.press("Remove")
    room.wait_says("D-1 is removed.")
    assert room.donations.list(OfferFilter()) == ()
    room.press("Undo")
    room.wait_says("D-1  Ada")
    assert room.stored(offer).offer.donor.name == "Ada"


def test_by_an_older_policy_it_can_be_judged_again(room):
    offer = room.offer("Ada")
    current = room.policies.current().policy
    room.policies.save(replace(current, purpose="Another one."), None)
    room.open()
    room.wait_says("this was judged by version 1, and version 2 holds today")
    room.press("Judge again by today’s policy")
    room.wait_says("D-1 is judged by today’s policy now.")
    assert room.stored(offer).offer.policy == 2
    assert not room.says("holds today")
    room.table.setFocus()
    room.key(Qt.Key.Key_U)
    room.wait_says("holds today")


def test_items_are_made_by_one_press_and_taken_back_by_one(room):
    offer = room.offer("Ada", GOOD)
    assert room.stored(offer).verdict(0) in (Verdict.ACCEPT, Verdict.SPARE)
    room.open()
    room.press("Make the items…")
    room.wait_seen(QPushButton, "Make the items")
    room.press("Make the items")
    room.wait_says("2 items")
    with room.database.unit() as unit:
        ids = room.stored(offer).offer.fate(0).items
        made = [unit.items.get(one) for one in ids]
    assert {one.status for one in made} == {Status.BEING_CHECKED}
    room.table.setFocus()
    room.key(Qt.Key.Key_U)
    room.wait(lambda: room.stored(offer).offer.fate(0).outcome is Outcome.NONE)


def test_a_line_is_copied_as_text(room, qapp):
    room.offer("Ada", days=1)
    room.open()
    room.ctrl(Qt.Key.Key_C)
    told = qapp.clipboard().text().split("\t")
    assert told[0:2] == ["D-1", "Ada"]
    assert told[5] == "1 day"


def test_the_list_is_a_sound_model(room, qtmodeltester):
    room.offer("Ada")
    room.open()
    qtmodeltester.check(room.table.model())
