"""A scanner is told from a person by the times between keys, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.scanner_checks import Arrival, Ending
from libdesk.ui.stocktake.bursts import LONGEST, USUAL, Bursts, Kind, Step, Stroke


class Keyboard:
    """Presses keys at exact times, and waits as a window does."""

    def __init__(self):
        self.bursts: Bursts[str] = Bursts()
        self.at = 1_000
        self.scans: list[Arrival] = []
        self.let_go: list[str] = []

    def press(self, text, after=5, kind=None, *, held=False):
        if self.bursts.is_holding and after >= self.bursts.patience:
            self.take(self.bursts.settle())
        self.at += after
        kind = kind or (Kind.END if text in "\r\t" else Kind.CHARACTER)
        step = self.bursts.press(Stroke(text, kind, text, self.at, held))
        self.take(step)
        if step.passes:
            self.let_go.append(text)
        return step

    def type(self, text, gap=5):
        for one in text:
            self.press(one, gap)

    def rest(self):
        if self.bursts.is_holding:
            self.take(self.bursts.settle())
        self.at += 1_000

    def take(self, step):
        if step.scan is not None:
            self.scans.append(step.scan)
        self.let_go += step.released

    def codes(self):
        return [one.typed for one in self.scans]


@pytest.fixture
def keys():
    return Keyboard()


@pytest.mark.rows("S43")
def test_a_scan_with_enter_is_a_scan_and_nothing_comes_through(keys):
    keys.type("LV-1001\r")
    assert keys.scans == [Arrival("LV-1001", (5.0,) * 6, Ending.ENTER)]
    assert keys.let_go == []


def test_a_scan_without_enter_is_whole_after_a_while(keys):
    keys.type("LV-1001")
    assert keys.scans == []
    assert keys.bursts.patience == USUAL.quiet
    keys.rest()
    assert keys.scans == [Arrival("LV-1001", (5.0,) * 6, Ending.NOTHING)]


def test_a_scan_with_tab_ends_with_it(keys):
    keys.type("LV-1001\t")
    assert keys.scans[0].ending is Ending.TAB


def test_an_enter_that_comes_late_belongs_to_the_scan(keys):
    keys.type("LV-1001")
    assert not keys.press("\r", USUAL.quiet + 20).passes
    assert keys.codes() == ["LV-1001"]
    keys.rest()
    assert keys.press("\r").passes


def test_what_follows_enter_at_once_belongs_to_the_scan(keys):
    keys.type("LV-1001\r")
    assert not keys.press("\n", 2, Kind.OTHER).passes
    assert not keys.press("\r", 2).passes
    assert keys.press("\x1b", 100, Kind.OTHER).passes


def test_a_person_is_let_through_in_order(keys):
    keys.type("LV-1", gap=120)
    keys.press("\r", 120)
    keys.rest()
    assert keys.scans == []
    assert "".join(keys.let_go) == "LV-1\r"


def test_two_keys_of_fast_fingers_are_a_persons(keys):
    keys.press("a", 500)
    keys.press("b", 20)
    keys.press("c", 60)
    keys.rest()
    assert (keys.scans, keys.let_go) == ([], ["a", "b", "c"])


def test_enter_right_after_a_persons_key_comes_behind_it(keys):
    keys.press("7", 500)
    assert keys.press("\r", 20) == Step(released=("7",), passes=True)


def test_within_a_scan_a_short_pause_is_none(keys):
    keys.type("LV-1")
    keys.press("0", USUAL.quiet - 5)
    keys.type("01\r")
    assert keys.codes() == ["LV-1001"]


def test_two_scans_in_a_row_are_two(keys):
    keys.type("LV-1001\rLV-1002\r")
    keys.type("LV-1003")
    keys.press("L", USUAL.quiet + 1)
    keys.type("V-1004\r")
    assert keys.codes() == ["LV-1001", "LV-1002", "LV-1003", "LV-1004"]


def test_a_late_key_ends_a_scan_even_if_nobody_looked_meanwhile(keys):
    keys.type("LV-1003")
    keys.bursts.press(Stroke("L", Kind.CHARACTER, "L", keys.at + 500))
    assert keys.bursts.is_holding


def test_what_writes_nothing_is_a_part_of_the_scan_and_does_nothing(keys):
    keys.type("LV")
    assert not keys.press("\x1d", 3, Kind.OTHER).passes
    assert not keys.press("", 3, Kind.OTHER).passes
    keys.type("1\r")
    assert keys.codes() == ["LV\x1d1"]


def test_alone_it_goes_where_it_was_meant_to(keys):
    assert keys.press("\x1b", 500, Kind.OTHER).passes
    assert keys.press("\r", 500).passes


def test_a_key_that_is_held_down_is_a_persons(keys):
    keys.press("a", 500)
    keys.press("a", 400, held=True)
    keys.press("a", 30, held=True)
    keys.rest()
    assert (keys.scans, keys.let_go) == ([], ["a", "a", "a"])


def test_a_double_sign_that_an_x_server_takes_for_a_held_key_is_a_part_of_the_scan(keys):
    keys.press("0", 500)
    keys.press("0", 0, held=True)
    keys.type("12\r")
    assert keys.codes() == ["0012"]


def test_a_scanner_that_never_ends_is_cut(keys):
    keys.type("x" * (LONGEST + 50) + "\r", gap=1)
    assert len(keys.codes()[0]) == LONGEST
    assert keys.let_go == []


def test_dropped_is_dropped(keys):
    keys.type("LV")
    assert keys.bursts.drop() == ("L", "V")
    assert not keys.bursts.is_holding


CODES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=3, max_size=20)


@given(st.lists(CODES, min_size=1, max_size=6), st.integers(0, USUAL.together), st.booleans())
def test_every_scan_arrives_whole_and_presses_nothing(codes, gap, with_enter):
    keys = Keyboard()
    for code in codes:
        keys.type(code, gap)
        if with_enter:
            keys.press("\r", gap)
        else:
            keys.rest()
    assert keys.codes() == codes
    assert keys.let_go == []


@given(st.text("ab1 \r", max_size=30), st.integers(USUAL.together + 1, 400))
def test_every_key_of_a_person_comes_through_once_and_in_order(text, gap):
    keys = Keyboard()
    keys.type(text, gap)
    keys.rest()
    assert "".join(keys.let_go) == text
    assert keys.scans == []


@given(st.lists(st.tuples(st.sampled_from("ab1\r\t\x1b"), st.integers(0, 300)), max_size=40))
def test_nothing_is_lost_or_doubled(pressed):
    keys = Keyboard()
    for text, after in pressed:
        keys.press(text, after, Kind.OTHER if text == "\x1b" else None)
    keys.rest()
    characters = [one for one, _ in pressed if one in "ab1"]
    seen = [one for one in "".join((*keys.codes(), *keys.let_go)) if one in "ab1"]
    assert sorted(seen) == sorted(characters)
