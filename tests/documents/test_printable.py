"""The gate for all words on a paper: what is shown, what it stands for, what is told as missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.documents import fonts
from libdesk.documents.printable import Missing, Piece, Printer, lines_of, never_empty, plain_line


@pytest.fixture
def printer():
    return Printer(fonts.load())


@given(st.text())
def test_all_that_is_shown_can_be_printed_and_all_that_was_meant_is_kept(text):
    known = fonts.load()
    printer = Printer(known)
    pieces = printer.pieces(text)
    assert known.issuperset(ord(sign) for piece in pieces for sign in piece.shown)
    meant = "".join(piece.actual or piece.shown for piece in pieces)
    # Only the many kinds of space become the one that there is.
    assert "".join(meant.split()) == "".join(plain_line(text).split())
    for missing in printer.missing():
        assert ord(missing.sign) not in known
        assert missing.count == plain_line(text).count(missing.sign)


@given(st.text())
def test_a_line_is_one_line_and_stays_what_it_is(text):
    line = plain_line(text)
    assert not set(line) & set("\t\r\n\x00\x7f")
    assert plain_line(line) == line
    assert never_empty(text).strip()


def test_a_sign_that_is_lacking_shows_its_code_and_is_counted(printer):
    assert printer.pieces("a م b") == (Piece("a "), Piece("[U+0645]", "م"), Piece(" b"))
    printer.pieces("م好")
    assert printer.missing() == (Missing("م", "U+0645", 2), Missing("好", "U+597D", 1))


def test_signs_that_look_alike_are_shown_instead_and_are_not_missing(printer):
    assert printer.pieces("a\u2011b\u2003c") == (
        Piece("a"), Piece("-", "\u2011"), Piece("b"), Piece(" "), Piece("c"),
    )  # fmt: skip
    assert printer.missing() == ()


def test_markup_is_words(printer):
    typed = '<b>x</b> &amp; <img src="/etc/passwd"/>'
    assert printer.pieces(typed) == (Piece(typed),)


@pytest.mark.parametrize("text", ["", "\x00", "\u00ad\x7f"])
def test_nothing_to_see_is_no_piece(printer, text):
    assert printer.pieces(text) == ()
    assert never_empty(text) == "–"


def test_lines_without_words_are_none():
    assert lines_of("one\r\n\n  \ntwo\u2028three") == ("one", "two", "three")
