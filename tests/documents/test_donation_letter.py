"""Letters to donors on paper: for a window envelope, in their language, on one page."""

from io import BytesIO

import pytest
from docx import Document

from libdesk.app.donation_letter_files import load_letters
from libdesk.documents.content import Entry, Listing, Mark, Paragraph, Size, Tone
from libdesk.documents.docx import write_docx
from libdesk.documents.donation_letter import blocks_of, donation_letter
from libdesk.documents.pages import PageImages
from libdesk.documents.pdf import write_pdf
from libdesk.domain.donation_letters import LANGUAGES, Country, Letter, LetterKind
from libdesk.domain.donations import Donor
from libdesk.services.donation_letter_words import House
from libdesk.services.donation_letters import DonationLetters
from tests.documents.soundness import complaints
from tests.documents.speaking import spoken
from tests.services.letter_offers import (
    FITS,
    INKJET,
    MONITORS,
    NOON,
    OLD_TOWER,
    TUBE,
    UNKNOWN,
    judged,
)
from tests.services.memory_database import MemoryDatabase

_MM = 72 / 25.4


def letter(kind, language="en", country=Country.US, donor=None):
    database = MemoryDatabase()
    with database(write=True) as unit:
        unit.desk.set_word("library", "Larkmere Valley Library System")
    letters = DonationLetters(database, load_letters, lambda _: FITS, lambda: NOON)
    letters.set_house(House(country, address="1 Main Street\nLarkmere", signed="Sam Reyes\nIT"))
    machines = {
        LetterKind.ACCEPTED: (MONITORS, INKJET, TUBE),
        LetterKind.SPARE: (MONITORS,),
        LetterKind.FACTS: (UNKNOWN,),
    }.get(kind, (OLD_TOWER,))
    kept = judged(*machines) if donor is None else judged(*machines, donor=donor)
    return letters.make(kept, kind, language)


def made(one, size=Size.A4):
    return write_pdf(donation_letter(one), size, made_at=NOON)


@pytest.mark.rows("S63")
@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_passes_both_standards_on_one_page(kind, language, size, judge):
    country = {"en": Country.US, "es": Country.OTHER, "fr": Country.CANADA}[language]
    one = letter(kind, language, country)
    file = made(one, size)
    judge(file.content).must_pass()
    assert complaints(file.content) == []
    assert (file.pages, file.missing, file.cut) == (1, (), False)
    assert f"/Lang ({one.tag})".encode() in file.content or one.tag.encode() in file.content


def test_all_of_it_is_read_in_order():
    one = letter(LetterKind.DECLINED)
    said = spoken(made(one).content)
    told = ["Larkmere Valley Library System", "1 Main Street", "November 27, 2026", *one.to]
    told += [one.title, "Dear Maria Keller,", "Sam Reyes", "IT"]
    text = said if isinstance(said, str) else "\n".join(map(str, said))
    places = [text.index(words) for words in told]
    assert places == sorted(places)


@pytest.mark.parametrize("size", Size)
def test_the_address_stands_in_the_window_of_an_envelope(size):
    content = made(letter(LetterKind.DECLINED), size).content
    box = ink_of(content, (20, 57, 115, 92))
    assert box is not None
    left, top, _, bottom = box
    assert left == pytest.approx(25, abs=1.0)
    assert 57 <= top < 60
    assert bottom < 81, "it stays there whichever way the page slides"
    assert ink_of(content, (20, 48, 115, 56.5)) is None, "nothing else is seen there"
    assert ink_of(content, (20, 75, 115, 92)) is None


def ink_of(content, area):
    """Return the box of what is painted within an area of the first page, all in millimeters."""
    pages = PageImages(content)
    picture = pages.render(0, 2.0)
    pages.close()
    scale = 2.0 * _MM
    x0, y0, x1, y1 = (round(one * scale) for one in area)
    rows = []
    columns = []
    for y in range(y0, y1):
        start = y * picture.stride
        line = picture.pixels[start + x0 * 4 : start + x1 * 4]
        dark = [x for x in range(x1 - x0) if line[x * 4] < 128]
        if dark:
            rows.append(y)
            columns += [min(dark) + x0, max(dark) + x0]
    if not rows:
        return None
    return (min(columns) / scale, min(rows) / scale, max(columns) / scale, max(rows) / scale)


def test_without_an_address_no_room_is_left_for_one():
    named, nameless = letter(LetterKind.FACTS), letter(LetterKind.FACTS, donor=Donor())
    assert nameless.to == ()
    assert ink_of(made(named).content, (15, 92, 190, 98)) is not None
    assert ink_of(made(nameless).content, (15, 50, 190, 75)) is not None


def test_a_word_document_has_the_same_words_in_the_same_order():
    one = letter(LetterKind.ACCEPTED, "fr", Country.CANADA)
    document = Document(BytesIO(write_docx(donation_letter(one), Size.A4, made_at=NOON)))
    words = [paragraph.text for paragraph in document.paragraphs]
    head = ["Larkmere Valley Library System", "1 Main Street", "Larkmere", one.on, *one.to]
    assert words[: len(head) + 1] == [*head, one.title]
    assert words[-3:] == ["Sam Reyes", "IT", "Larkmere Valley Library System"]
    assert document.core_properties.language == "fr-CA"
    address = document.paragraphs[len(head) - len(one.to)]
    above = [8.0, 4.8, 4.8, 4.8]
    before = address.paragraph_format.space_before.mm
    assert before + sum(above) == pytest.approx(57 - 17, abs=0.3)
    assert address.paragraph_format.left_indent.mm == pytest.approx(7, abs=0.1)


def test_a_word_document_without_an_address_has_its_head_too():
    one = letter(LetterKind.FACTS, donor=Donor())
    document = Document(BytesIO(write_docx(donation_letter(one), Size.LETTER, made_at=NOON)))
    assert one.title in [paragraph.text for paragraph in document.paragraphs]


def test_plain_text_becomes_paragraphs_lines_and_lists():
    told = "Dear you,\n\nPlease say:\n1. One?\n2) Two?\n\n• a\n- b\nand more\n\n4. Four?\nSam\nIT\n"
    assert blocks_of(told) == (
        Paragraph("Dear you,"),
        Paragraph("Please say:", Tone.LINE),
        Listing((Entry("One?"), Entry("Two?")), Mark.NUMBER),
        Listing((Entry("a"), Entry("b")), Mark.BULLET),
        Paragraph("and more"),
        Paragraph("4. Four?", Tone.LINE),
        Paragraph("Sam", Tone.LINE),
        Paragraph("IT"),
    )
    assert blocks_of(" \n ") == ()


BAD = "<b>x</b> {page} \u202egnp.exe <img src='file:///etc/passwd'/> م ☃ " + "x" * 300


@pytest.mark.parametrize("text", [BAD, "", "words that go on " * 600, "• " * 50])
def test_hostile_and_endless_text_is_text(text, judge):
    one = Letter(
        LetterKind.DECLINED, "en", text[:120], text, library=text[:200], to=(text[:200],) * 7,
        sender=(text[:200],) * 5, on="today",
    )  # fmt: skip
    file = made(one)
    judge(file.content).must_pass()
    assert complaints(file.content) == []
    assert write_docx(donation_letter(one), Size.A4, made_at=NOON).startswith(b"PK")
