"""Papers as Word files: no page without words, no wide gaps, and the page's number at its edge."""

from datetime import UTC, date, datetime
from io import BytesIO

from docx import Document
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt

from libdesk.documents.content import Column, Facts, Heading, Paper, Size, Table
from libdesk.documents.docx import write_docx

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
TABLE = Table((Column("When", 1.0), Column("What", 2.0)), (("Today", "Arrived"),))


def opened(*blocks, is_wide=False):
    paper = Paper(
        title=f"Jam on {date(2026, 11, 26)}", blocks=blocks, foot="CEN-1", is_wide=is_wide
    )
    return Document(BytesIO(write_docx(paper, Size.LETTER, made_at=AT)))


def test_what_word_wants_under_a_table_is_hardly_seen():
    document = opened(Facts((("State", "New"),)), Heading("What happened so far"), TABLE)
    under = [one for one in document.paragraphs[1:] if one._p.getprevious().tag == qn("w:tbl")]
    assert len(under) == 2
    for one in under:
        shape = one.paragraph_format
        assert not one.text
        assert shape.line_spacing_rule is WD_LINE_SPACING.EXACTLY
        assert shape.line_spacing + shape.space_after <= Pt(2)


def test_the_pages_number_stands_at_the_right_edge():
    for is_wide in (False, True):
        document = opened(TABLE, is_wide=is_wide)
        section = document.sections[0]
        foot = section.footer.paragraphs[0]
        width = section.page_width - section.left_margin - section.right_margin
        (stop,) = [
            one for one in foot.paragraph_format.tab_stops if abs(one.position - width) < Pt(1)
        ]
        assert stop.alignment is WD_TAB_ALIGNMENT.RIGHT
        assert foot.text.startswith("CEN-1\tPage ")


def test_a_foot_of_no_words_has_the_number_at_the_edge_too():
    paper = Paper(title="Jam", blocks=())
    foot = Document(BytesIO(write_docx(paper, Size.A4, made_at=AT))).sections[0].footer
    assert foot.paragraphs[0].text.startswith("\tPage ")


def test_no_row_is_torn_apart_between_two_pages():
    for table in opened(Facts((("State", "New"),)), TABLE).tables:
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
