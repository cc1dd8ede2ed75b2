"""Letters to donors at the desk: made by the desk's country, read once, printed as they are."""

from datetime import UTC, datetime

from PySide6.QtCore import QLocale

from libdesk.app.donation_letter_files import load_letters
from libdesk.app.letter_offers import donation_letters, letter_content
from libdesk.domain.donation_letters import Letter, LetterKind, guess_country
from libdesk.ui.papers.parts import Format
from tests.services.letter_offers import FITS, INKJET, judged
from tests.services.memory_database import MemoryDatabase

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_the_desk_makes_letters_for_its_country():
    letters = donation_letters(MemoryDatabase(), lambda _: FITS, lambda: NOW, "Sam")
    assert letters.house().country is guess_country(QLocale().name())
    kept = judged(INKJET)
    letter = letters.make(kept, letters.proposed(kept), "en")
    paper = letter_content(letter, lambda: NOW)
    assert paper.name == "Your kind offer to the library"
    made = paper.pdf(Format.A4)
    assert "Dear Maria Keller," in made.pages.words(0)
    made.pages.close()
    assert paper.word(Format.LETTER).startswith(b"PK")


def test_a_letter_that_somebody_has_emptied_can_be_printed_too():
    paper = letter_content(Letter(LetterKind.FACTS, "en", "", ""), lambda: NOW)
    assert paper.pdf(Format.LETTER).content.startswith(b"%PDF")


def test_the_shipped_texts_are_read_once():
    assert load_letters() is load_letters()
