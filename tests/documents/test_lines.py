"""Lines: no sign lost, none too wide, and words that stay words for whoever listens."""

from hypothesis import given
from hypothesis import strategies as st

from libdesk.documents import fonts
from libdesk.documents.content import Run
from libdesk.documents.lines import break_lines, parts_of, text_width
from libdesk.documents.printable import Printer, plain_line

TEXTS = st.text(st.sampled_from("abc äé.,-Жم中 \u00a0"), max_size=120)
RUNS = st.lists(st.builds(Run, TEXTS, st.booleans(), st.booleans()), min_size=1, max_size=4)


def broken(words, width, size=11.0):
    printer = Printer(fonts.load())
    return break_lines(parts_of(words, printer, bold=False), size, width)


def told(lines):
    """Return what is heard: what stands for others is said in its place."""
    return "".join(
        "" if part.is_silent else part.actual or part.text for line in lines for part in line.parts
    )


@given(RUNS, st.floats(20, 400))
def test_no_sign_is_lost_and_words_stay_apart(runs, width):
    lines = broken(tuple(runs), width)
    text = plain_line("".join(run.text for run in runs))
    # What looks like a space is one: a space of no break may become a plain one.
    assert told(lines).split() == text.split()


@given(RUNS, st.floats(60, 400))
def test_no_line_is_wider_than_there_is_room(runs, width):
    for line in broken(tuple(runs), width):
        seen = sum(text_width(part.text, part.font, 11.0) for part in line.parts)
        assert line.width <= width + 0.01
        assert seen <= line.width + text_width(" ", fonts.BOLD, 11.0) + 0.01


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=40))
def test_a_line_that_ends_between_words_ends_with_a_space(words):
    lines = broken(" ".join(words), 120)
    assert told(lines) == " ".join(words)


def test_a_word_wider_than_the_line_is_broken_and_heard_as_one():
    lines = broken("x" * 400, 100)
    assert len(lines) > 10
    assert told(lines) == "x" * 400


def test_italics_without_a_letter_borrow_it_upright():
    (line,) = broken((Run("abЖ", italic=True),), 400)
    assert {part.font for part in line.parts} == {fonts.UPRIGHT}
    (line,) = broken((Run("ab", italic=True),), 400)
    assert {part.font for part in line.parts} == {fonts.ITALIC}
