"""How pieces flow: what is split is whole again, nothing leaves the page, headings are not left."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.documents import fonts
from libdesk.documents.flow import NewPage, Piece, Room, paginate, room_on, together
from libdesk.documents.paragraphs import paragraph
from libdesk.documents.printable import Printer
from libdesk.documents.stacks import Labelled, Stack, Whole
from libdesk.documents.styles import Style

PAGE = (300.0, 400.0)
WIDE, HIGH = room_on(PAGE)


class Sheets:
    """A canvas that only notes what stands where."""

    def __init__(self):
        self.pages: list[list[Any]] = [[]]
        self._x = self._y = 0.0
        self._kept = []

    @property
    def page_count(self):
        return len(self.pages) - 1

    def showPage(self):
        self.pages.append([])

    def saveState(self):
        self._kept.append((self._x, self._y))

    def restoreState(self):
        self._x, self._y = self._kept.pop()

    def translate(self, x, y):
        self._x, self._y = self._x + x, self._y + y

    def note(self, name, height):
        self.pages[-1].append((name, self._y, height))


class Block(Piece):
    """So many lines of 10 points, which may be split between two of them."""

    def __init__(self, name, lines, before=0.0, after=0.0, *, is_whole=False):
        self.name, self.lines, self.is_whole = name, lines, is_whole
        self.before, self.after = before, after

    def wrap(self, available_width):
        self.width, self.height = available_width, self.lines * 10.0
        return self.height

    def split(self, available_width, available_height):
        del available_width
        fitting = int(available_height // 10)
        if self.is_whole or not 0 < fitting < self.lines:
            return ()
        first = Block(self.name, fitting, self.before)
        return first, Block(self.name, self.lines - fitting, after=self.after)

    def draw(self):
        self.canvas.note(self.name, self.height)


def flowed(*story):
    sheets: Any = Sheets()
    paginate(story, sheets, PAGE)
    assert sheets.pages[-1] == []
    return sheets.pages[:-1]


def names(pages):
    return [[name for name, _, _ in page] for page in pages]


BLOCKS = st.builds(Block, st.integers(0, 9), st.integers(1, 90), st.floats(0, 30), st.floats(0, 30))


@given(st.lists(BLOCKS, max_size=12))
def test_all_is_painted_once_in_order_and_nothing_over_the_pages_ends(blocks):
    pages = flowed(*blocks)
    assert sum(high for page in pages for _, _, high in page) == sum(
        10.0 * one.lines for one in blocks
    )
    order = [name for page in pages for name, _, _ in page]
    kept = [one for place, one in enumerate(order) if not place or order[place - 1] != one]
    wanted = [one.name for one in blocks]
    assert kept == [one for at, one in enumerate(wanted) if not at or wanted[at - 1] != one]
    for page in pages:
        foot = PAGE[1] - 1
        for _, y, high in page:
            assert y + high <= foot
            foot = y + 0.02
        assert all(y >= PAGE[1] - HIGH - 60 for _, y, _ in page)


def test_of_two_spaces_the_larger_counts_and_at_the_top_there_is_none():
    (((_, first, high), (_, second, _)),) = flowed(
        Block("a", 2, before=50, after=8), Block("b", 2, before=12)
    )
    assert first - second == pytest.approx(high + 12)
    ((_, top, _),), *_ = flowed(Block("a", 2))
    assert first == pytest.approx(top)


def test_a_heading_goes_along_with_what_it_heads():
    fill = Block("fill", int(HIGH // 10) - 2, is_whole=True)
    heading, words = Block("heading", 1, is_whole=True), Block("words", 3, is_whole=True)
    pages = flowed(fill, together([heading, words], WIDE), heading, words)
    assert names(pages) == [["fill"], ["heading", "words"]]
    assert names(flowed(fill, heading, words)) == [["fill", "heading"], ["words"]]


def test_more_room_than_a_page_has_is_not_waited_for():
    assert names(flowed(Room(10 * HIGH), Block("a", 1))) == [["a"]]


def test_a_new_page_is_begun_where_it_is_asked_for():
    assert names(flowed(Block("a", 1), NewPage(), Block("b", 1))) == [["a"], ["b"]]
    assert names(flowed()) == [[]]


def test_what_cannot_be_split_and_is_higher_than_a_page_is_painted_all_the_same():
    pages = flowed(Block("a", 1), Block("high", 500, is_whole=True), Block("b", 1))
    assert names(pages) == [["a"], ["high"], ["b"]]


def lines_of(words, **more):
    return paragraph(words, Style(10.0, 12.0, **more), None, Printer(fonts.load()))


@given(
    st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=120), st.floats(0, 300)
)
def test_a_paragraphs_parts_are_the_whole_and_leave_no_line_alone(words, room):
    whole = lines_of(" ".join(words))
    high = whole.wrap(WIDE)
    parts = whole.split(WIDE, room)
    if high <= room or not parts:
        return
    first, rest = parts
    assert first.wrap(WIDE) + rest.wrap(WIDE) == pytest.approx(high)
    assert first.height <= room + 0.01
    assert first.height >= 24
    assert rest.height >= 24 or high < 48


@pytest.mark.parametrize("kind", [Stack, lambda parts: Labelled(None, parts, 20, 0)])
@given(counts=st.lists(st.integers(1, 9), min_size=1, max_size=6), room=st.floats(0, 300))
def test_a_stacks_parts_are_the_whole(kind, counts, room):
    whole = kind([Block(place, lines) for place, lines in enumerate(counts)])
    if whole.wrap(WIDE) <= room:
        return
    parts = whole.split(WIDE, room)
    if parts:
        first, rest = parts
        assert first.wrap(WIDE) + rest.wrap(WIDE) == pytest.approx(sum(counts) * 10.0)
        assert first.height <= room + 0.01
        assert first.height
        assert rest.height


def test_what_belongs_together_is_parted_only_where_a_page_is_too_low():
    whole = Whole([Block("a", 5), Block("b", 5)])
    assert whole.wrap(WIDE) == 100
    assert whole.split(WIDE, 60) == ()
    first, rest = whole.cut(WIDE, 60)
    assert (first.wrap(WIDE), rest.wrap(WIDE)) == (60, 40)
