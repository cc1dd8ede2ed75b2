"""Every paper: judged in both sizes, read in order, with bad input in each of its fields (F29)."""

import re
import unicodedata
from dataclasses import replace
from itertools import islice, pairwise

import pytest

from libdesk.documents.content import Column, Facts, Figure, Heading, Listing, Size, Table, text_of
from libdesk.documents.docx import write_docx
from libdesk.documents.pdf import write_pdf
from libdesk.documents.problem_paper import problem_paper
from libdesk.domain.problems import Event, Fact
from tests.documents.all_papers import PAPERS, a_list, a_problem, problem, report
from tests.documents.paper_parts import AT, TODAY, WORDS
from tests.documents.pictures import ink, pages
from tests.documents.soundness import complaints
from tests.documents.speaking import spoken
from tests.documents.structure import artifacts, outline, read

GOOD = "The printer by the door jams each morning"

BAD = {
    "markup": "toner < 10% & rising <b>x</b> a<br>b",  # B4
    "local picture": '<img src="file:///etc/passwd"/> <img src="/etc/passwd"/>',
    "code": "<font color=\"[[[getattr(pow,Word('__globals__'))]]]\">x</font>",  # CVE-2023-33733
    "other commands": '<onDraw name="x"/><seq/><para>x <a href="javascript:alert(1)">y</a>',
    "unknown tags": "see <foo>bar</baz> ]]> <!-- x --> <?pi?> &nbsp; &#65; &bad;",
    "operators": "( ) \\ ET Q EMC endstream endobj <</MCID 0>> BDC %PDF-1.7",
    "reordering": "abc\u202egnp.exe",  # B7
    "hidden": "zero\u200bwidth \ufeffmark",
    "marks": "e" + "\u0301" * 200,
    "emoji": "no 😀 box 👩‍💻 here",  # B8
    "arabic": "مرحبا بالعالم",
    "chinese": "打印机坏了",
    "names": "Łódź Ångström Ελληνικά Кириллица Tiếng Việt",
    "digits": "9" * 5_000,  # B16
    "long word": "https://example.org/" + "x" * 3_000,
    "controls": "nul\x00 bell\x07 tab\tend\x7f",
    "surrogate": "half \ud800 pair",
    "lines": "one\r\ntwo\u2028three\n\n\nfour",
    "noncharacters": "\ufffe \uffff \U0010ffff",
    "braces": "{page} {0} {what} %s %(x)s ${y}",
    "formula": '=cmd|"/c calc"!A1',
    "empty": "",
    "spaces": "   ",
    "much": "words that go on " * 150,
}


def plain(text):
    """Return text as a reader has it: one line, composed, without what has no look."""
    text = re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad]", "", re.sub("[\t\r\n]", " ", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def signs(text):
    return "".join(plain(text).split())


@pytest.fixture(scope="session")
def said():
    """What each paper says, made once."""
    made = {name: write_pdf(of(GOOD), Size.A4, made_at=AT).content for name, of in PAPERS.items()}
    return {name: spoken(content) for name, content in made.items()}


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_passes_both_standards_and_our_own_checks(name, size, judge):
    made = write_pdf(PAPERS[name](GOOD), size, made_at=AT)
    judge(made.content).must_pass()
    assert complaints(made.content) == []
    assert not made.missing
    assert not made.cut


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", PAPERS)
def test_bad_words_in_each_field_are_words(name, bad, judge):
    paper = PAPERS[name](BAD[bad])
    made = write_pdf(paper, Size.LETTER, made_at=AT)
    judge(made.content).must_pass()
    assert complaints(made.content) == []
    assert b"root:" not in made.content
    # A word that fills lines is read with gaps where it was broken; its signs are all there.
    assert signs(BAD[bad]) in signs(read(made.content).aloud)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", PAPERS)
def test_the_same_words_make_a_word_file(name, bad):
    content = write_docx(PAPERS[name](BAD[bad]), Size.A4, made_at=AT)
    assert content.startswith(b"PK")


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_leaves_the_margins_whatever_stands_there(name):
    made = write_pdf(PAPERS[name](BAD["long word"]), Size.A4, made_at=AT)
    for page in islice(pages(made.content, 72), 4):
        found = ink(page, 72)
        assert found is not None
        left, top, right, bottom = found
        assert min(left, right) > 45
        assert min(top, bottom) > 15


def blocks_in_words(blocks):
    """Yield the words of a paper's content, in its order."""
    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Listing():
                for entry in block.entries:
                    yield text_of(entry.words)
                    yield from blocks_in_words(entry.below)
            case Table() | Facts():
                yield from cells_in_words(block)
            case Figure():
                yield block.alt
            case _ if hasattr(block, "words"):
                yield text_of(block.words)
            case _ if hasattr(block, "names"):
                yield from block.names
            case _ if hasattr(block, "blocks"):
                yield from blocks_in_words(block.blocks)


def cells_in_words(block):
    if isinstance(block, Facts):
        for name, words in block.pairs:
            yield from (name, text_of(words))
        return
    yield from (column.title for column in block.columns)
    yield from (text_of(cell) for row in block.rows for cell in row)


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_read_in_the_order_in_which_it_was_written(name, said):
    paper = PAPERS[name](GOOD)
    heard, at = said[name], 0
    # Headings of columns are said with each cell too, so each word is looked for from the last on.
    for words in (paper.above, paper.title, paper.below):
        at = heard.index(plain(words), at)
    for words in blocks_in_words(paper.blocks):
        if plain(words) and words != "☐":
            at = heard.index(plain(words), at)


@pytest.mark.parametrize("name", PAPERS)
def test_the_outline_leads_to_each_heading_in_order(name):
    paper = PAPERS[name](GOOD)
    made = write_pdf(paper, Size.A4, made_at=AT)
    entries = outline(made.content)
    headings = [one.text for one in paper.blocks if isinstance(one, Heading)]
    assert [one.title for one in entries] == headings
    places = [one.page or 0 for one in entries]
    assert all(one <= other for one, other in pairwise(places))


def test_each_page_says_which_it_is_of_how_many_and_nobody_hears_it():
    made = write_pdf(a_list(GOOD, 150), Size.LETTER, made_at=AT)
    assert made.pages > 3
    for number, texts in enumerate(artifacts(made.content), 1):
        seen = " ".join(texts)
        assert f"Page {number} of {made.pages}" in seen
        assert "Printed: Thursday, November 26, 2026" in seen
        assert (GOOD in seen) is (number > 1)
    assert "Page 1 of" not in spoken(made.content)


def test_a_heading_row_is_heard_once_and_seen_on_each_page():
    made = write_pdf(a_list(GOOD, 150), Size.LETTER, made_at=AT)
    heads = [node for node in read(made.content).walk() if node.kind == "THead"]
    assert len(heads) == 1
    assert [sum(text == "How soon" for text in page) for page in artifacts(made.content)] == [
        0,
        *[1] * (made.pages - 1),
    ]


@pytest.mark.parametrize("lines", [0, 1, 2_400])
def test_papers_of_no_line_of_one_and_of_hundreds_of_pages(lines, judge):
    made = write_pdf(a_list(GOOD, lines), Size.A4, made_at=AT)
    assert (made.pages >= 300) is (lines == 2_400)
    judge(made.content, ("ua1",) if lines == 2_400 else ("ua1", "2a")).must_pass()


def test_a_table_without_rows_is_a_table(judge):
    bare = replace(a_problem(GOOD), blocks=(Table((Column("One"), Column("Two")), ()),))
    judge(write_pdf(bare, Size.A4, made_at=AT).content).must_pass()


def test_a_paper_without_anything_is_a_title(judge):
    bare = replace(a_problem(GOOD), blocks=(), above="", below="", foot="", title="")
    made = write_pdf(bare, Size.A4, made_at=AT)
    judge(made.content).must_pass()
    assert spoken(made.content).strip() == "H1 –"


def test_signs_that_cannot_be_printed_are_listed_and_counted():
    made = write_pdf(a_list("م م 好"), Size.A4, made_at=AT)
    assert [(one.sign, one.code) for one in made.missing] == [("م", "U+0645"), ("好", "U+597D")]
    arabic, chinese = (one.count for one in made.missing)
    assert arabic == 2 * chinese > 0
    shown = "".join("".join(texts) for texts in artifacts(made.content))
    assert "[U+0645]" in shown or "[U+0645]" in made.content.decode("latin-1") or arabic


@pytest.mark.rows("S33")
def test_what_goes_outside_tells_the_story_and_names_nobody():
    facts = (Fact("computer", "MIL-01"), Fact("user", "acanary"))
    told_by = report(GOOD, contact="Ana Canary", facts=facts)
    history = (
        Event(AT, "Ben Canary", "answered", "We changed the roller."),
        Event(AT, "Ben Canary", "noted", "Ana Canary is upset."),
    )
    jam = problem(GOOD, report=told_by, history=history, joined=())
    inside = problem_paper(jam, WORDS, printed_on=TODAY)
    outside = problem_paper(jam, WORDS, printed_on=TODAY, is_for_outside=True)
    told = {
        paper: spoken(write_pdf(paper, Size.A4, made_at=AT).content) for paper in (inside, outside)
    }
    for fact in (GOOD, "MIL-000001", "We changed the roller.", "Computer | MIL-01", "Today"):
        assert fact in told[inside]
        assert fact in told[outside]
    assert "Canary" in told[inside]
    assert "anary" not in told[outside]
