"""The tagged PDF: one element for one thing, whatever the pages do to it."""

from dataclasses import replace

import pytest

from libdesk.documents.content import (
    Blanks,
    Box,
    Column,
    Entry,
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
from libdesk.documents.pdf import write_pdf
from tests.documents.all_papers import picture
from tests.documents.paper_parts import AT
from tests.documents.soundness import complaints
from tests.documents.structure import links, read

LONG = "The printer by the door jams each morning and nobody knows why it does. "


def made(*blocks, **more):
    paper = Paper("A paper", tuple(blocks), **more)
    return write_pdf(paper, Size.A4, made_at=AT)


def all_of(content, *kinds):
    return [node for node in read(content).walk() if node.kind in kinds]


def test_a_paragraph_over_a_pages_end_is_one(judge):
    paper = made(Paragraph(LONG * 200))
    assert paper.pages > 1
    (whole,) = [node for node in all_of(paper.content, "P") if node.text]
    assert len(set(whole.pages)) == paper.pages
    assert whole.text == (LONG * 200).strip()
    judge(paper.content).must_pass()


def test_a_links_words_are_inside_its_link_also_over_lines_and_pages(judge):
    words = (
        Run(LONG),
        Run("the manual of the printer " * 150, link="https://example.org/x"),
        Run("."),
    )
    paper = made(Paragraph(LONG * 45), Paragraph(words))
    (link,) = all_of(paper.content, "Link")
    assert link.text.split() == ("the manual of the printer " * 150).split()
    (found,) = links(paper.content)
    assert found.address == "https://example.org/x"
    assert len(found.boxes) > 3
    around = [
        node for node in all_of(paper.content, "P") if link in node.nodes or "manual" in node.aloud
    ]
    assert around[-1].aloud.endswith(".")
    judge(paper.content).must_pass()


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "//srv/share", "x"]
)
def test_what_leads_elsewhere_than_to_the_web_is_no_link(address):
    paper = made(Paragraph((Run("see "), Run("this", link=address))))
    assert links(paper.content) == []
    assert "see this" in read(paper.content).aloud


def test_an_entry_over_a_pages_end_is_one_with_one_label(judge):
    paper = made(Listing((Entry(LONG * 150), Entry("Second")), Mark.NUMBER))
    entries = all_of(paper.content, "LI")
    assert len(entries) == 2
    assert [node.text for node in all_of(paper.content, "Lbl")] == ["1.", "2."]
    judge(paper.content).must_pass()


def test_a_short_entry_is_not_torn_between_two_pages():
    entries = tuple(
        Entry(f"Entry {n}", (Paragraph("First"), Paragraph("Second"))) for n in range(40)
    )
    paper = made(Listing(entries, Mark.TICK_BOX))
    assert paper.pages > 2
    assert all(len(set(node.pages)) == 1 for node in all_of(paper.content, "LI"))


@pytest.mark.parametrize("lines", range(50, 64))
def test_lines_to_write_on_stand_on_the_page_of_what_they_are_for(lines):
    entries = (Entry("Ask everybody what bothers them."), Entry(LONG * 8), Entry("Say when."))
    paper = made(
        *(Paragraph(f"Line {n}") for n in range(lines)),
        Heading("Before you leave"),
        Listing(entries, Mark.TICK_BOX),
        Blanks(("New things",)),
        Blanks(("Visited on", "By")),
    )
    section = [
        node
        for node in all_of(paper.content, "H2", "LI", "P")
        if node.text and not node.text.startswith("Line")
    ]
    assert "By" in {node.text for node in section}
    assert len({page for node in section for page in node.pages}) == 1


def test_a_row_higher_than_a_page_stays_one_row(judge):
    columns = (Column("What"), Column("More", 3))
    paper = made(Table(columns, (("short", LONG * 200), ("next", "row"))))
    assert paper.pages > 1
    assert len(all_of(paper.content, "TR")) == 3
    (high,) = [node for node in all_of(paper.content, "TD") if node.text.startswith("The printer")]
    assert high.text == (LONG * 200).strip()
    judge(paper.content).must_pass()


def test_a_frame_higher_than_a_page_loses_nothing(judge):
    paper = made(Box((Paragraph(LONG * 120), Paragraph("The end of it."))))
    assert paper.pages > 1
    assert "The end of it." in read(paper.content).aloud
    judge(paper.content).must_pass()


def test_a_coded_sign_that_is_broken_is_heard_once(judge):
    narrow = Table((Column("A", 0.3), Column("B", 9)), (("م" * 40, "x"),))
    paper = made(narrow)
    assert "".join(read(paper.content).aloud.split()).count("م") == 40
    assert "0645" not in read(paper.content).aloud
    judge(paper.content).must_pass()


def test_levels_of_headings_are_never_skipped():
    paper = made(Heading("One", 1), Heading("Three", 3), Heading("Two", 2), Heading("Deep", 3))
    kinds = [node.kind for node in read(paper.content).walk() if node.kind.startswith("H")]
    assert kinds == ["H1", "H2", "H3", "H3", "H4"]
    assert complaints(paper.content) == []


def test_a_heading_is_never_alone_at_a_pages_end():
    for lines in range(30, 60):
        paper = made(*[Paragraph("x")] * lines, Heading("Last"), Paragraph(LONG * 3))
        nodes = [node for node in read(paper.content).walk() if node.kind in ("H2", "P")]
        heading = next(node for node in nodes if node.kind == "H2")
        assert heading.pages == nodes[-1].pages[:1]


def test_a_picture_and_an_empty_frame_say_what_they_show(judge):
    paper = made(Figure(picture(), "a red field", "Red"), Figure(None, "the lights of the box"))
    first, second = all_of(paper.content, "Figure")
    assert first.alt == "a red field"
    assert second.alt == "Place for a picture: the lights of the box"
    judge(paper.content).must_pass()


def test_a_paper_for_one_page_takes_the_largest_text_that_fits():
    blocks = tuple(Paragraph(LONG) for _ in range(20))
    paper = Paper("Sheet", blocks, text_pt=20, least_pt=12)
    small = write_pdf(paper, Size.A4, made_at=AT)
    assert (small.pages, small.cut) == (1, False)
    assert write_pdf(replace(paper, least_pt=20), Size.A4, made_at=AT).pages > 1
    none = write_pdf(replace(paper, blocks=blocks * 5), Size.A4, made_at=AT)
    assert none.pages > 1
    assert none.cut


def test_the_same_paper_at_the_same_time_is_the_same_file():
    assert made(Paragraph(LONG)).content == made(Paragraph(LONG)).content
    assert made(Paragraph(LONG)).content != made(Paragraph(LONG + "x")).content


def test_a_row_with_too_few_cells_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="another number of cells"):
        made(Table((Column("A"), Column("B")), (("one",),)))
