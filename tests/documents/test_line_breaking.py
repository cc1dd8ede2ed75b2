"""Words broken into lines: none is lost, no line is too wide, and ears still hear two words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.documents import fonts
from libdesk.documents.content import Run
from libdesk.documents.lines import break_lines, parts_of, text_width
from libdesk.documents.printable import Printer

SIZE = 11.0
SIGNS = st.text(st.sampled_from("abWi. -éЖ→م\n"), max_size=60)
RUNS = st.lists(
    st.builds(
        Run, SIGNS, st.booleans(), st.booleans(), st.sampled_from(["", "https://example.org"])
    ),
    max_size=5,
).map(tuple)
WIDTHS = st.floats(60, 400)
"""At least as wide as one code, such as [U+0645], is: nothing narrower stands on a paper."""


def parts(words, *, bold=False):
    return tuple(parts_of(words, Printer(fonts.load()), bold=bold))


def lines(words, available=200.0):
    return break_lines(parts(words), SIZE, available)


def texts(broken):
    return ["".join(part.text for part in line.parts) for line in broken]


def wide(line):
    return sum(text_width(part.text, part.font, SIZE) for part in line.parts)


@given(RUNS, WIDTHS)
def test_no_sign_is_lost_and_none_is_added(words, available):
    typed = "".join(part.text for part in parts(words))
    assert " ".join("".join(texts(lines(words, available))).split()) == " ".join(typed.split())


@given(RUNS, WIDTHS)
def test_no_line_is_wider_than_it_may_be_and_its_width_is_its_words(words, available):
    for line in lines(words, available):
        trailing = "".join(part.text for part in line.parts).endswith(" ")
        last = line.parts[-1]
        space = text_width(" ", last.font, SIZE) if trailing else 0.0
        assert line.width <= available + 0.001
        assert line.width == pytest.approx(wide(line) - space, abs=0.001)


@given(RUNS, WIDTHS)
def test_what_stands_for_something_else_tells_it_once(words, available):
    meant = [part.actual for part in parts(words) if part.actual]
    told = [part.actual for line in lines(words, available) for part in line.parts if part.actual]
    assert told == meant


@given(st.lists(st.text("ab", min_size=1, max_size=8), max_size=30), WIDTHS)
def test_a_line_takes_as_many_words_as_fit(words, available):
    broken = texts(lines(" ".join(words), available))
    for one, after in pairwise(broken):
        word = after.split()[0]
        assert text_width(f"{one}{word}", fonts.UPRIGHT, SIZE) > available


def test_between_two_words_a_line_ends_with_a_space_and_inside_one_it_does_not():
    first, second = texts(lines("hello world", 40))
    assert (first, second) == ("hello ", "world")
    broken = texts(lines("x" * 100, 100))
    assert len(broken) > 1
    assert not any(" " in one for one in broken)


def test_a_word_of_several_looks_is_not_torn_apart():
    broken = lines((Run("aaaa un"), Run("break", bold=True), Run("able")), 70)
    assert texts(broken) == ["aaaa ", "unbreakable"]


def test_each_run_keeps_its_face_and_its_link():
    (line,) = lines(
        (Run("see "), Run("the page", link="https://a.org"), Run(" or "), Run("x", bold=True)), 400
    )
    assert [(part.text, part.font, part.link) for part in line.parts] == [
        ("see ", fonts.UPRIGHT, None),
        ("the page", fonts.UPRIGHT, 0),
        (" or ", fonts.UPRIGHT, None),
        ("x", fonts.BOLD, None),
    ]


def test_italics_without_the_signs_stand_upright():
    ((latin,), (greek,)) = (parts((Run(text, italic=True),)) for text in ("abc", "Ελλάδα"))
    assert (latin.font, greek.font) == (fonts.ITALIC, fonts.UPRIGHT)


@pytest.mark.parametrize("words", ["", "   ", "\n\n", ()])
def test_nothing_is_no_line(words):
    assert lines(words) == ()
