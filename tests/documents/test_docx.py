"""The Word file: the same words in the same order, and what Word knows of them."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from libdesk.documents.content import (
    Blanks,
    Box,
    Column,
    Entry,
    Facts,
    Figure,
    Heading,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Run,
    Size,
    Table,
)
from libdesk.documents.docx import write_docx
from libdesk.documents.pdf import write_pdf
from tests.documents.all_papers import PAPERS, picture
from tests.documents.paper_parts import AT
from tests.documents.structure import read


def opened(*blocks, size=Size.A4, **more):
    paper = Paper("A paper", tuple(blocks), **more)
    return Document(BytesIO(write_docx(paper, size, made_at=AT)))


def words_of(document):
    """Return all words of the body, in their order."""
    said = [node.text or "" for node in document.element.body.iter(qn("w:t"))]
    return " ".join(said).split()


@pytest.mark.parametrize("name", PAPERS)
def test_it_says_what_the_pdf_says_in_the_same_order(name):
    paper = PAPERS[name]("The printer by the door jams")
    document = Document(BytesIO(write_docx(paper, Size.A4, made_at=AT)))
    for node in document.element.body.iter(qn("w:t")):
        if (node.text or "").startswith("[Place for a picture"):
            node.text = ""  # in the PDF it is the frame's alternative text
    pdf = write_pdf(paper, Size.A4, made_at=AT).content
    # Labels of lists are Word's own.
    skip = {"•", "☐", "1.", "2.", "3."}
    heard = [word for word in read(pdf).aloud.split() if word not in skip]
    written = [word.strip("[]:") for word in words_of(document) if word not in skip]
    assert [word.strip("[]:") for word in heard if word.strip("[]:")] == [
        word for word in written if word and set(word) != {"\u00a0"}
    ]


def test_headings_lists_and_heading_rows_are_what_word_knows_them_as():
    document = opened(
        Heading("First"),
        Heading("Below", 2),
        Listing((Entry("a"), Entry("b")), Mark.BULLET),
        Table((Column("What"), Column("Cost", is_number=True)), (("x", "1"),)),
    )
    styles = [one.style.name for one in document.paragraphs if one.text.strip()]
    assert styles == ["Title", "Heading 1", "Heading 2", "List Bullet", "List Bullet"]
    (table,) = document.tables
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [cell.text for cell in table.rows[0].cells] == ["What", "Cost"]


def test_each_numbered_list_begins_at_one():
    lists = [Listing((Entry("a"), Entry("b")), Mark.NUMBER) for _ in range(2)]
    document = opened(lists[0], Paragraph("between"), lists[1])
    numbers = [
        one._p.pPr.numPr.numId.val for one in document.paragraphs if one.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_it_knows_its_title_its_language_and_its_page():
    document = opened(Paragraph("x"), size=Size.LETTER, language="es", is_wide=True)
    about = document.core_properties
    assert (about.title, about.language, about.author) == ("A paper", "es", "LibDesk")
    (lang,) = document.styles["Normal"].element.rPr.findall(qn("w:lang"))
    assert lang.get(qn("w:val")) == "es"
    section = document.sections[0]
    assert round(section.page_width.mm, 1) == 279.4
    assert round(section.page_height.mm, 1) == 215.9


def test_a_picture_says_what_it_shows_and_a_broken_one_is_told():
    document = opened(Figure(picture(), "a red field"), Figure(b"none", "the box"))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "a red field"
    assert "the box: This picture can’t be read." in " ".join(words_of(document))


def test_links_lead_to_the_web_only():
    runs = (Run("good", link="https://example.org/ü"), Run("bad", link="file:///etc/passwd"))
    document = opened(Paragraph(runs))
    targets = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert targets == ["https://example.org/%C3%BC"]


def test_what_reorders_a_line_is_shown_and_markup_is_text():
    document = opened(Paragraph("a\u202eb <w:br/> & </w:p>"), Box((Paragraph("framed"),)))
    assert " ".join(words_of(document)).startswith("A paper a[U+202E]b <w:br/> & </w:p> framed")


def test_facts_and_blanks_are_there():
    document = opened(Facts((("Number", "CEN-1"),)), Blanks(("Done by", "On")))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Number", "CEN-1"]
    assert "Done by:" in " ".join(one.text for one in document.paragraphs)
