"""The papers of the form: on the pages they should take, legible in any scheme, text throughout."""

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from libdesk.app.site import load_guidance
from libdesk.domain.bulletin import Step
from libdesk.ui.problems.papers import printing, slip_pad, typesetting
from libdesk.ui.problems.papers.ladder_sheet import LadderSheet
from libdesk.ui.problems.papers.prompt_card import PromptSheet, prompts
from libdesk.ui.problems.papers.sign import Sign
from libdesk.ui.problems.papers.slip_pad import SlipPad
from libdesk.ui.theme import Theme
from tests.ui.problems.paper_pages import darkest, ink, pages, rim_is_white

if TYPE_CHECKING:
    from libdesk.ui.problems.papers.paper import Paper


HOSTILE = '<img src="file:///etc/hostname"><b>toner < 10% & rising</b>'
TEXTS = {
    "short": "PC 4",
    "usual": "The printer by the door",
    "a long name": "The large color printer behind the second pillar " * 5,
    "one endless word": "x" * 200,
    "wide": "W" * 200,
    "markup": HOSTILE,
    "right to left": "الطابعة قرب الباب " * 12,
    "both ways": "Printer الطابعة 4 by الباب",
    "CJK": "門の隣のプリンター" * 22,
    "emoji": "🖨️ 👩‍💻 " * 30,
    "marks": "Z\u0351\u036b\u0343\u032a" * 60,
    "lines": "one\ntwo\r\nthree",
    "reordering": "Printer \u202egnp.exe",
}
DAY = date(2026, 11, 25)
STEPS = (
    Step("Robin, IT", "555-0142", "First, after the time that was promised"),
    Step("The branch manager", "at the office", "After a day without an answer"),
)

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def guidance():
    return load_guidance()


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_b7_b8_b36_a_sign_fits_one_page_whatever_it_says(words, size):
    (page,) = pages(Sign(words, words, DAY, words), size)
    assert rim_is_white(page)
    assert ink(page, top=0.2, bottom=0.3) > 100, "the headline"
    for top, bottom in ((0.37, 0.57), (0.6, 0.78), (0.96, 1.0)):
        assert ink(page, top=top, bottom=bottom) > 5, f"words between {top} and {bottom}"


def test_a_sign_says_what_a_patron_needs_and_nothing_else():
    sign = Sign("The printer by the door", "the printer upstairs", DAY, "Central")
    assert sign.lines() == (
        "Out of order",
        "The printer by the door",
        "Please use: the printer upstairs",
        "Since Wed 25 Nov 2026",
        "We are sorry. The library knows about it.",
        "Central",
    )
    assert sign.name == "Out-of-order sign"


def test_a_sign_leaves_out_what_is_not_known():
    lines = Sign("", "  ", DAY).lines()
    assert lines == (
        "Out of order",
        "Since Wed 25 Nov 2026",
        "We are sorry. The library knows about it.",
    )
    (page,) = pages(Sign("", "", DAY))
    assert ink(page) > 100


def test_a_sign_has_no_place_for_a_cause_or_a_person():
    assert {field.name for field in dataclasses.fields(Sign)} == {
        "machine",
        "instead",
        "on",
        "branch",
    }


def test_a_signs_type_is_very_large():
    box = QSizeF(510, 120)
    font = printing.Sheet(box, 72, lambda: None).font(92, bold=True)
    assert typesetting.fitted("Out of order", font, box).defaultFont().pixelSize() >= 60


@given(
    words=st.text(max_size=300),
    width=st.integers(20, 600),
    height=st.integers(20, 200),
    points=st.integers(6, 90),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_made_to_fit_are_whole_and_inside_their_box(words, width, height, points):
    box = QSizeF(width, height)
    line = " ".join(words.replace("\0", "").split())[:200]
    font = printing.Sheet(box, 72, lambda: None).font(points)
    made = typesetting.fitted(line, font, box)
    assert made.defaultFont().pixelSize() <= points
    if made.defaultFont().pixelSize() > 1:
        assert made.size().height() <= height
    assert made.toPlainText().replace("\n", " ") == line


def test_a_name_of_one_line_is_not_broken_for_a_little_size():
    box = QSizeF(500, 300)
    font = printing.Sheet(box, 72, lambda: None).font(54, bold=True)
    made = typesetting.fitted("Public computer 14", font, box)
    assert 0.75 * 54 <= made.defaultFont().pixelSize() < 54
    assert made.size().height() < 2 * made.defaultFont().pixelSize(), "one line"


@pytest.mark.parametrize("words", [HOSTILE, "a<br>b", "&lt;b&gt;", "toner < 10% & rising"])
def test_b3_b4_every_character_on_paper_is_text(words):
    font = printing.Sheet(QSizeF(100, 100), 72, lambda: None).font(12)
    assert typesetting.text(words, font, 300).toPlainText() == words
    assert words in LadderSheet((Step(words, words, words),), words, words).document().toPlainText()
    sign = Sign(words, words, DAY, words)
    assert sign.lines()[1] == words
    assert SlipPad((words,), words, words).ticks()[0][1][0] == words


@pytest.mark.parametrize("dark", [False, True])
def test_papers_are_dark_on_white_in_either_scheme(qapp, plain_program, guidance, dark):
    look = Theme(plain_program, dark=dark)
    papers = (
        Sign("PC 4", "PC 5", DAY, "Central"),
        slip_pad.of_guidance(guidance, "Central", "555-0142"),
        PromptSheet(),
        LadderSheet(STEPS, "555-0142", "Sample County Library"),
    )
    for paper in papers:
        for page in pages(paper, dpi=100):
            assert darkest(page) < 60
            assert ink(page) < page.width() * page.height() / 4, "mostly white"
    look.deleteLater()


def test_a_pad_has_what_a_report_needs(guidance):
    pad = slip_pad.of_guidance(guidance, "Central", "555-0142")
    questions = dict(pad.ticks())
    assert list(questions) == [
        "What is it?",
        "What do you see?",
        "Who is stopped?",
        "How bad right now?",
    ]
    assert "Printer or copier" in questions["What is it?"]
    assert questions["What is it?"][-1] == "Something else"
    assert "Please may I have…" not in questions["What is it?"]
    assert questions["Who is stopped?"] == ("Just one person", "Several people", "Everyone here")
    assert questions["How bad right now?"] == (
        "Stopped",
        "Works, but badly",
        "Can wait",
    )
    assert pad.notes() == (
        "Can’t wait? Call 555-0142.",
        "Hand this to IT, or type it into LibDesk when a computer works again.",
    )
    assert slip_pad.of_guidance(guidance, "", "").notes() == pad.notes()[1:]


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("words", ["", *TEXTS.values()], ids=["none", *TEXTS])
def test_four_slips_stand_on_one_page_whatever_stands_on_them(guidance, words, size):
    pad = slip_pad.of_guidance(guidance, words, words)
    (page,) = pages(pad, size)
    assert rim_is_white(page)
    quarters = [
        ink(page, left, top, left + 0.5, top + 0.47) for left in (0.0, 0.51) for top in (0.0, 0.53)
    ]
    assert min(quarters) > 1000
    assert max(quarters) < 1.3 * min(quarters), "the four are alike"
    assert ink(page, 0.02, 0.496, 0.98, 0.504) > 50, "a line to cut along"


def test_slips_with_very_long_things_to_tick_shrink_and_stay_in_their_quarters():
    pad = SlipPad(tuple(f"{HOSTILE} {number}" for number in range(20)), "Central", "555-0142")
    (page,) = pages(pad, "Letter", dpi=100)
    assert rim_is_white(page)
    assert ink(page, 0.02, 0.485, 0.48, 0.497) == 0, "nothing runs into the slip below"


@pytest.mark.rows("S17")
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_s17_two_prompt_cards_stand_on_a_page(size):
    assert [prompt.what for prompt in prompts()] == [
        "Ask openly",
        "Say it back",
        "Make sure",
        "Note where it was",
    ]
    assert "No name" in prompts()[3].words
    (page,) = pages(PromptSheet(), size)
    assert rim_is_white(page)
    halves = ink(page, bottom=0.48), ink(page, top=0.52)
    assert min(halves) > 1000
    assert max(halves) < 1.1 * min(halves)


@pytest.mark.rows("S26")
def test_s26_the_ladder_names_who_how_and_when_in_order():
    words = LadderSheet(STEPS, "555-0199", "Sample County Library").document().toPlainText()
    told = [words.index(part) for part in (
        "Not getting an answer?", "It is fine to ask again", "Robin, IT", "555-0142",
        "First, after",
        "The branch manager", "at the office", "After a day", "Can’t wait? Call 555-0199.",
    )]  # fmt: skip
    assert told == sorted(told)


def test_s26_without_steps_the_ladder_still_says_whom_to_ask():
    assert "Can’t wait? Call 555-0199." in LadderSheet((), "555-0199").document().toPlainText()
    assert "Ask whoever looks after your computers." in LadderSheet(()).document().toPlainText()


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_long_ladder_goes_on_to_further_pages(size):
    made = pages(LadderSheet(STEPS * 20, "555-0142", "Library"), size)
    assert len(made) > 1
    assert all(map(rim_is_white, made))
    assert ink(made[-1], top=0.97) > 5, "the number of the page"


@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
def test_every_paper_prints(tmp_path, guidance, size):
    papers: tuple[Paper, ...] = (
        Sign("PC 4", "PC 5", DAY, "Central"),
        slip_pad.of_guidance(guidance, "Central", "555-0142"),
        PromptSheet(),
        LadderSheet(STEPS * 20, "555-0142", "Library"),
    )
    for number, paper in enumerate(papers):
        path = tmp_path / f"{number}.pdf"
        writer = QPdfWriter(str(path))
        writer.setPageSize(QPageSize(size))
        writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
        writer.setTitle(paper.name)
        assert printing.print_on(paper, writer)
        content = path.read_bytes()
        assert content.startswith(b"%PDF")
        assert (content.count(b"/Type /Page\n") > 1) == isinstance(paper, LadderSheet)
