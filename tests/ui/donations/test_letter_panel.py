"""A letter to a donor on its page: read, changed, printed in two keys, kept, and taken back."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QPushButton

from libdesk import files
from libdesk.app.donation_letter_files import load_letters
from libdesk.app.letter_offers import letter_content
from libdesk.domain.donation_letters import Country, LetterKind
from libdesk.domain.donations import OfferState
from libdesk.services.donation_letter_words import House
from libdesk.services.donation_letters import DonationLetters
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donations import Donations
from libdesk.ui.donations.letter_panel import LetterPanel
from libdesk.ui.donations.letter_parts import LetterParts
from libdesk.ui.papers.parts import PaperParts
from libdesk.ui.widgets.picker import Picker
from tests.services.letter_offers import FITS, MONITORS, NOON, OLD_TOWER, UNKNOWN, judged
from tests.ui.bench import FileBench

LETTER, ANOTHER = "The letter", "Back to the letter as it was made"


class NoFacts:
    """Looks nothing up: the machines of these tests know all of it."""

    def looked_up(self, machine, standard=(), on=None):  # noqa: ARG002 - as the real one
        assert not standard
        return machine


class Desk(FileBench):
    """The page over real offers, in a real file."""

    def __init__(self, qtbot, look, folder):
        super().__init__(qtbot, look, folder / "libdesk.sqlite", NOON)
        self.folder = folder
        policies = DonationPolicies(self.open_unit, lambda: {"fits": FITS}, lambda: NOON)
        self.donations = Donations(self.open_unit, policies, NoFacts(), lambda: NOON, "Sam")
        self.letters = DonationLetters(
            self.open_unit, load_letters, lambda _: FITS, lambda: NOON, "Sam", Country.US
        )
        self.memory = QSettings(str(folder / "memory.ini"), QSettings.Format.IniFormat)
        self.drafted, self.printed, self.made, self.back = [], [], [], []
        papers = PaperParts(
            self.memory, files.write_durably, self._draft, self._open, lambda: date(2026, 11, 27),
            folder,
        )  # fmt: skip
        self.opens_mail = True
        self.parts = LetterParts(
            self.letters,
            self.donations,
            papers,
            lambda letter: letter_content(letter, lambda: NOON),
            lambda: NOON,
            "Sam",
        )

    def _draft(self, letter):
        self.drafted.append(letter)
        return self.folder / "draft.eml"

    def _open(self, _path):
        return self.opens_mail

    def offer(self, *machines, **more):
        return self.donations.save(judged(*machines, **more).offer).offer.id

    def open(self, offer, size=(1200, 900)):
        self.offer_id = offer
        panel = LetterPanel(self.parts, self.tasks, self.look, offer)
        panel.print_requested.connect(self.printed.append)
        panel.letter_made.connect(lambda _, letter: self.made.append(letter))
        panel.letter_taken_back.connect(self.back.append)
        self.show(panel, size)
        return self

    @property
    def text(self):
        return self.get(QPlainTextEdit, LETTER).toPlainText()

    def retype(self, words):
        field = self.get(QPlainTextEdit, LETTER)
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, words)

    def pick(self, name, at):
        picker = self.get(Picker, name)
        picker.setCurrentIndex(at)
        picker.activated.emit(at)
        self.settle()

    def kept(self):
        return self.donations.get(self.offer_id)

    def save_as(self, button, name):
        self.press(button)
        (asking,) = [one for one in self.page.findChildren(QFileDialog) if one.isVisible()]
        field = asking.findChild(QLineEdit)
        field.setText(str(self.folder / name))
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.wait_says("Saved: ")
        self.settle()


@pytest.fixture
def desk(qtbot, look, tmp_path):
    made = Desk(qtbot, look, tmp_path)
    yield made
    made.close()


@pytest.mark.rows("S63")
def test_one_key_prints_the_letter_that_is_due_and_keeps_it(desk):
    offer = desk.offer(OLD_TOWER)
    desk.open(offer)
    assert desk.is_at(QPlainTextEdit, LETTER)
    assert desk.text.startswith("Dear Maria Keller,")
    assert desk.get(Picker, "Letter").currentText() == "A kind no (due)"
    made_text = desk.text
    desk.ctrl(Qt.Key.Key_P)
    (paper,) = desk.printed
    assert paper.gather(None).name == "Your kind offer to the library"
    desk.wait_says("the offer counts as answered")
    kept = desk.kept()
    assert kept.offer.state is OfferState.ANSWERED
    assert [one.text for one in kept.letters] == [made_text]
    assert (kept.letters[0].kind, kept.letters[0].by) == ("declined", "Sam")
    assert desk.made == [kept.letters[0]]


def test_the_same_letter_is_kept_once_and_that_is_undone(desk):
    desk.open(desk.offer(OLD_TOWER))
    desk.press("Print…")
    desk.press("Print…")
    assert len(desk.printed) == 2
    assert len(desk.kept().letters) == 1
    desk.press("Undo")
    desk.wait_says("not kept any more")
    kept = desk.kept()
    assert (kept.letters, kept.offer.state) == ((), OfferState.OPEN)
    assert desk.back == [desk.offer_id]
    desk.press("Print…")
    assert len(desk.kept().letters) == 1


def test_questions_leave_the_offer_open(desk):
    desk.open(desk.offer(UNKNOWN))
    desk.press("Print…")
    desk.wait_says("The letter is kept with the offer.")
    assert desk.kept().offer.state is OfferState.OPEN


def test_what_was_typed_is_never_lost_and_can_be_thrown_away(desk):
    offer = desk.offer(OLD_TOWER)
    desk.open(offer)
    made = desk.text
    desk.retype("Thank you, Maria.")
    desk.pick("Language", 1)
    assert desk.text.startswith("Estimado(a) Maria Keller:")
    desk.pick("Language", 0)
    assert desk.text == "Thank you, Maria."
    assert desk.says("What you had typed is here again.")
    desk.page.hide()
    desk.open(offer)
    assert desk.text == "Thank you, Maria."
    desk.press(ANOTHER)
    assert desk.text == made
    assert not desk.seen(QPushButton, ANOTHER)
    assert desk.parts.drafts == {}


def test_the_language_is_remembered_for_the_next_offer(desk):
    desk.open(desk.offer(OLD_TOWER))
    desk.pick("Language", 2)
    desk.page.hide()
    desk.open(desk.offer(MONITORS))
    assert desk.text.startswith("Bonjour Maria Keller,")


def test_a_value_is_told_of_before_it_is_printed(desk):
    desk.open(desk.offer(MONITORS))
    assert not desk.says("seems to state a value")
    desk.retype("Thanks for the monitors worth $200.")
    assert desk.says("seems to state a value: “worth $200”")
    desk.press("Print…")
    assert desk.says("Press the same again")
    assert desk.printed == []
    desk.press("Print…")
    assert len(desk.printed) == 1


def test_an_empty_letter_goes_nowhere(desk):
    desk.open(desk.offer(MONITORS))
    desk.retype("")
    for _ in range(2):
        desk.press("Print…")
    assert desk.says("says nothing yet")
    assert desk.printed == []
    assert desk.kept().letters == ()


def test_another_letter_than_the_one_that_is_due_says_so(desk):
    desk.open(desk.offer(MONITORS))
    desk.pick("Letter", tuple(LetterKind).index(LetterKind.DECLINED))
    assert desk.says("The verdicts ask for another letter")
    desk.press("Print…")
    assert len(desk.printed) == 1, "that is to be known, and no reason to stop"


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [("Save as PDF…", "letter.pdf", b"%PDF-1.7"), ("Save as Word…", "letter.docx", b"PK")],
)
def test_it_is_saved_and_kept(desk, button, name, begins):
    desk.open(desk.offer(MONITORS))
    desk.save_as(button, name)
    assert (desk.folder / name).read_bytes().startswith(begins)
    desk.wait(lambda: len(desk.made) == 1)
    assert len(desk.kept().letters) == 1


@pytest.mark.parametrize(("opens", "told"), [(True, "Nothing is sent"), (False, "No program")])
def test_an_e_mail_draft_has_the_letter_as_its_text(desk, opens, told):
    desk.opens_mail = opens
    desk.memory.setValue("papers/size", "a4")
    desk.open(desk.offer(MONITORS))
    text = desk.text
    desk.press("E-mail draft…")
    desk.wait_says(told)
    (mail,) = desk.drafted
    assert (mail.subject, mail.words) == ("Your gift to the library", text)
    assert mail.content.startswith(b"%PDF")
    desk.wait(lambda: len(desk.made) == 1)


def test_a_guessed_country_is_told_until_it_is_set(desk):
    offer = desk.offer(MONITORS)
    desk.open(offer)
    assert desk.says("The rules are those of: United States. That is a guess")
    desk.letters.set_house(House(Country.CANADA))
    desk.page.hide()
    desk.open(offer)
    assert not desk.says("That is a guess")
    assert "not a receipt" in desk.text


def test_an_offer_that_is_gone_says_so(desk):
    offer = desk.offer(MONITORS)
    desk.donations.remove(offer)
    desk.open(offer)
    assert desk.says("This offer is not in the list any more.")
    desk.press("Print…")
    assert desk.printed == []


def test_with_the_database_away_the_letter_stays(desk):
    desk.open(desk.offer(MONITORS))
    desk.retype("Thank you all.")
    desk.is_away = True
    desk.press("Print…")
    desk.wait_says("The database is away.")
    assert desk.text == "Thank you all."
