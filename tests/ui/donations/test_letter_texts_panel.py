"""The texts of letters and the country on their page: put in, refused by name, put back, kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from libdesk.app.donation_letter_files import load_letters
from libdesk.domain.donation_letters import KEYS, Country, Template
from libdesk.services.donation_letter_words import House
from libdesk.services.donation_letters import DonationLetters
from libdesk.services.kept_rules import LETTERS, KeptRules
from libdesk.ui.donations.letter_texts_panel import LetterTextsPanel, TextDrafts, TextsParts
from libdesk.ui.donations.letter_wording import text_words
from libdesk.ui.widgets.picker import Picker
from tests.services.letter_offers import FITS, NOON
from tests.ui.bench import FileBench

TITLE, WORDS = "What the letter is about", "Words"
ADDRESS, SIGNED = "The library’s address, in lines", "Who signs: a name, and below it what they are"
SHIPPED = "Back to the shipped text"


class Desk(FileBench):
    """The page, and another desk on the same database."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOON)
        self.letters, self.other = (
            DonationLetters(
                self.open_unit, load_letters, lambda _: FITS, lambda: NOON, who, Country.US
            )
            for who in ("Sam", "Robin")
        )
        self.drafts = TextDrafts()
        self.left: list[bool] = []

    def open(self, size=(1200, 1300)):
        parts = TextsParts(self.letters, lambda: NOON, self.drafts)
        panel = LetterTextsPanel(parts, self.tasks, self.look)
        panel.left.connect(lambda: self.left.append(True))
        self.show(panel, size)
        return self

    def text(self, name=WORDS):
        return self.get(QPlainTextEdit, name).toPlainText()

    def retype(self, words, name=WORDS):
        field = self.get(QPlainTextEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, words)

    def pick(self, name, words):
        picker = self.get(Picker, name)
        at = picker.findText(words)
        assert at >= 0, words
        picker.setCurrentIndex(at)
        picker.activated.emit(at)
        self.settle()

    def save(self):
        self.ctrl(Qt.Key.Key_S)

    def stored(self, key=KEYS[0], language="en"):
        return self.letters.templates(language).text(key)


@pytest.fixture
def desk(qtbot, look, tmp_path):
    made = Desk(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


def test_the_shipped_texts_are_there_to_be_changed(desk):
    desk.open()
    assert desk.is_at(QPlainTextEdit, WORDS)
    assert desk.text().startswith("{greeting}")
    assert desk.says("LibDesk’s own default, as of")
    assert desk.says("{decisions}")
    assert not desk.seen(QPushButton, SHIPPED)
    assert desk.says("The country is a guess")
    desk.pick("Text", text_words("part.money"))
    assert not desk.seen(QLineEdit, TITLE), "a part has no title"
    assert not desk.says(TITLE)
    desk.press("Back to the letter")
    assert desk.left == [True]


def test_a_text_of_ones_own_is_saved_and_put_back_and_that_is_undone(desk):
    desk.open()
    desk.type(TITLE, "Thanks")
    desk.retype("{greeting} Thanks!")
    desk.save()
    desk.wait_says("Saved. The next letter is made of it.")
    assert desk.says("Your library’s own.")
    own = Template("{greeting} Thanks!", "Thanks")
    assert desk.stored().template == own
    desk.press(SHIPPED)
    desk.wait_says("The shipped text counts.")
    assert not desk.stored().is_own
    assert desk.text() == load_letters()["en"].templates["accepted"].text
    desk.press("Undo")
    assert desk.stored().template == own
    assert desk.text() == own.text


@pytest.mark.parametrize(
    ("words", "told"),
    [("Dear {price},", "what to put in for {price}. There are: {donor}"), ("", "Type what is to")],
)
def test_what_can_not_be_is_told_at_its_field_and_stays(desk, words, told):
    desk.open()
    desk.retype(words)
    desk.save()
    desk.wait_says(told)
    assert desk.is_at(QPlainTextEdit, WORDS)
    assert desk.text() == words
    assert not desk.stored().is_own


def test_what_was_typed_waits_while_another_text_is_looked_at(desk):
    desk.open()
    desk.retype("Mine.")
    desk.pick("Text", text_words("declined"))
    assert desk.text().startswith("{greeting}")
    desk.pick("Language", "Français")
    assert "remercions" in desk.text()
    desk.pick("Language", "English")
    desk.pick("Text", text_words("accepted"))
    assert desk.text() == "Mine."
    assert desk.says("not saved yet")
    desk.press("Leave it as it was")
    assert desk.text().startswith("{greeting}")


def test_it_waits_while_the_page_is_away(desk):
    desk.open()
    desk.pick("Text", text_words("declined"))
    desk.retype("Mine.")
    desk.retype("1 Main Street", ADDRESS)
    desk.page.hide()
    desk.open()
    assert desk.text() == "Mine."
    assert desk.text(ADDRESS) == "1 Main Street"
    assert desk.letters.house() == House(Country.US)


def test_the_country_and_the_signature_are_set_once(desk):
    desk.open()
    desk.pick("Whose rules count", "Canada")
    desk.retype("1 Main Street", ADDRESS)
    desk.retype("Sam Reyes", SIGNED)
    desk.save()
    desk.wait_says("Saved. The next letter goes by it.")
    house = desk.letters.house()
    assert (house.country, house.is_set) == (Country.CANADA, True)
    assert (house.address, house.signed) == ("1 Main Street", "Sam Reyes")


def test_two_desks_never_write_over_each_other(desk):
    desk.open()
    desk.retype("Mine.")
    desk.other.save_template("en", "accepted", Template("Theirs.", "T"))
    desk.save()
    desk.wait_says("Robin")
    desk.press("Look at the change")
    desk.wait(lambda: desk.text() == "Theirs.")
    desk.press("Keep mine")
    desk.wait(lambda: desk.stored().template.text == "Mine.")


def test_damaged_texts_are_told(desk):
    with desk.open_unit(write=True) as unit:
        unit.own_rules.save(KeptRules(LETTERS, [1], NOON.date(), 1))
    desk.open()
    assert desk.says("What your library had put in can’t be read")


def test_with_the_database_away_what_was_typed_stays(desk):
    desk.open()
    desk.retype("Mine.")
    desk.is_away = True
    desk.save()
    desk.wait_says("The database is away.")
    assert desk.text() == "Mine."
