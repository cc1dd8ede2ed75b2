"""Codes of places: what is printed is what is read, and nothing else is taken for one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from libdesk.domain.place_codes import place_code, read_place_code
from libdesk.domain.places import clean_code
from libdesk.domain.text import clean_line


def test_a_branch_and_a_room_of_it_have_codes():
    assert place_code("CEN", "") == "@CEN"
    assert place_code("CEN", "Server closet") == "@CEN/Server closet"
    assert place_code("", "Garage") == "@/Garage"


def test_nowhere_has_no_code():
    with pytest.raises(ValueError, match="a branch or a room"):
        place_code("", " ")


@given(branch=st.text(), room=st.text())
def test_what_is_printed_is_what_is_read(branch, room):
    assume(clean_code(branch) or clean_line(room))
    assert read_place_code(place_code(branch, room)) == (clean_code(branch), clean_line(room))


@pytest.mark.parametrize("scanned", [" @cen ", "@CEN/", "\t@Cen\r\n"])
def test_case_and_what_a_scanner_adds_do_not_matter(scanned):
    assert read_place_code(scanned) == ("CEN", "")


@pytest.mark.parametrize(
    "scanned",
    [
        "",
        "@",
        "@/",
        "CEN",
        "CEN/Workroom",
        "@home page",
        "@Ümlaut",
        "@TOOLONGCODE",
        "LV-1001",
        "x@CEN",
    ],
)
def test_anything_else_is_no_place(scanned):
    assert read_place_code(scanned) is None


def test_a_room_may_have_any_name():
    assert read_place_code("@CEN/Büro / oben") == ("CEN", "Büro / oben")
    assert read_place_code("@CEN/@home") == ("CEN", "@home")


@given(scanned=st.text())
def test_no_text_is_too_odd(scanned):
    found = read_place_code(scanned)
    assert found is None or found == read_place_code(place_code(*found))
