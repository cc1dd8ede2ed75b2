"""What a scanner typed, read as codes: cut apart, mended where that is certain, else told."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from libdesk.domain.keyboard_layouts import _KEYS, Layout, Mixup, mended
from libdesk.domain.place_codes import place_code
from libdesk.domain.scanned import (
    LONGEST,
    NOTHING_AROUND,
    Around,
    Scanned,
    Why,
    cuts,
    is_patron,
    known_codes,
    read_scan,
)
from libdesk.domain.text import LINE_LIMIT

LABELS = ("LV-1001", "LV-1002", "LV-10", "FER 7", "@CEN/Story room", "@CEN", "Ä-17")
KNOWN = known_codes(LABELS)
CARD = "21234567890123"


def read(typed, around=NOTHING_AROUND):
    return read_scan(typed, KNOWN, around)


@pytest.mark.rows("S43")
@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("LV-1001\r", ["LV-1001"]),
        ("LV-1001", ["LV-1001"]),
        ("  LV-1001\t", ["LV-1001"]),
        ("lv-1001\r\n", ["LV-1001"]),
        ("a-17", ["Ä-17"]),
        ("FER 7", ["FER 7"]),
        ("@CEN/Story room\r", ["@CEN/Story room"]),
        ("]C1LV-1001\r", ["LV-1001"]),
        ("]Q1LV-1001]Q1LV-1002", ["LV-1001", "LV-1002"]),
        ("\x02LV-10\x0001\x03", ["LV-1001"]),
        ("LV-1001LV-1002", ["LV-1001", "LV-1002"]),
        ("LV-1001LV-1001LV-1001", ["LV-1001"] * 3),
        ("LV-1001\x1dLV-1002", ["LV-1001", "LV-1002"]),
        ("LV-1001\nLV-1002\n\nFER 7", ["LV-1001", "LV-1002", "FER 7"]),
        ("LV-1001, LV-1002; FER 7", ["LV-1001", "LV-1002", "FER 7"]),
        ("@CENLV-10", ["@CEN", "LV-10"]),
    ],
)
def test_known_codes_are_found(typed, codes):
    assert read(typed) == tuple(map(Scanned, codes))


@pytest.mark.parametrize("typed", ["", "\r", " ", "\r\n\t "])
def test_nothing_is_nothing(typed):
    assert read(typed) == ()


def test_what_a_scanner_puts_around_is_passed_over():
    around = Around(("~", "ID:"), ("#", "$$"))
    for typed in ("~LV-1001", "LV-1001#", "ID:LV-1001$$", "~LV-1001#~LV-1001$$"):
        assert {one.code for one in read(typed, around)} == {"LV-1001"}
    assert read("~LV-7#", around) == (Scanned("LV-7", Why.UNKNOWN),)
    assert read("]C1LV-7", around) == (Scanned("LV-7", Why.UNKNOWN),)
    assert read("~", around) == (Scanned("~", Why.UNKNOWN),)
    # Without being told, it is part of the code.
    assert read("~LV-1001") == (Scanned("~LV-1001", Why.UNKNOWN),)


def test_two_ways_to_cut_are_told():
    known = known_codes(["A1", "A11", "1B", "B"])
    assert len(cuts("A11B", known)) == 2
    assert read_scan("A11B", known) == (Scanned("A11B", Why.SEVERAL),)


@pytest.mark.parametrize(
    ("typed", "code", "mixup"),
    [
        ("LVß1001", "LV-1001", Mixup(Layout.GERMAN)),
        ("LV)&àà&", "LV-1001", Mixup(Layout.FRENCH)),
        ('"CEN-Storz room', "@CEN/Story room", Mixup(Layout.GERMAN)),
        ("LV'1001", "LV-1001", Mixup(Layout.SPANISH)),
        ("LV+1001", "LV-1001", Mixup(Layout.NORDIC)),
        ("LV/1001", "LV-1001", Mixup(Layout.GERMAN, by_scanner=True)),
    ],
)
def test_another_keyboard_is_made_up_for(typed, code, mixup):
    assert read(typed) == (Scanned(code, Why.MENDED, mixup),)


def test_a_british_keyboard_is_made_up_for():
    assert read('"CEN') != ()
    known = known_codes(['Q"1'])
    assert read_scan("Q@1", known) == (Scanned('Q"1', Why.MENDED, Mixup(Layout.BRITISH)),)


def test_the_longest_place_is_read():
    place = place_code("LARKMERE", "n" * LINE_LIMIT)
    assert read_scan(place, known_codes([place])) == (Scanned(place),)


def test_letters_that_changed_places_alone_are_not_taken_for_another_keyboard():
    known = known_codes(["ZY1", "LV-1001"])
    assert read_scan("YZ1", known) == (Scanned("YZ1", Why.UNKNOWN),)


def test_what_another_keyboard_made_of_a_label_that_is_not_there_is_told():
    assert read("LVß1999") == (Scanned("LVß1999", Why.LAYOUT),)
    assert read("LV-1999") == (Scanned("LV-1999", Why.UNKNOWN),)


def test_two_keyboards_that_mean_different_labels_are_told():
    known = known_codes(["A-1", "A_1"])
    # "?" is "_" on a German keyboard, "-" ... on a British one it is itself.
    found = read_scan("A'1", known_codes(["A-1", "A|1"]))
    assert found == (Scanned("A'1", Why.LAYOUT),)
    assert read_scan("A-1", known) == (Scanned("A-1"),)


@pytest.mark.parametrize("typed", ["\x00\x01", "A" * (LONGEST + 1), "LV\ud8001001"])
def test_garbage_is_told_and_not_kept(typed):
    assert read(typed) == (Scanned("", Why.GARBAGE),)


@pytest.mark.parametrize(
    "typed",
    [
        CARD,
        f"A{CARD}B\r",
        CARD * 2,
        f"LV-1001{CARD}",
        "2 1234 56789 0123",
        "2-1234-56789-0123",
        f"{CARD}\ud800",
        CARD * 20,
        'é&é"\'(-è_çà&é"',
    ],
)
def test_a_patrons_card_is_told_and_not_kept(typed):
    assert {one.why for one in read(typed)} == {Why.PATRON}
    assert {one.code for one in read(typed)} == {""}


def test_a_label_that_looks_like_a_card_is_a_label():
    assert read_scan(CARD, known_codes([CARD])) == (Scanned(CARD),)


def test_only_what_is_certain_is_so():
    certain = {one for one in Why if Scanned("x", one).is_certain}
    assert certain == {Why.KNOWN, Why.MENDED}


def test_of_two_labels_alike_the_first_counts():
    assert known_codes(["LV-1", "lv-1", "", " "]).find("Lv-1") == "LV-1"


@pytest.mark.parametrize("typed", ["@CEN/Children’s", "@CEN/Children's", "@CEN/Childrens"])
def test_what_a_scanner_has_no_key_for_is_made_up_for(typed):
    known = known_codes(["@CEN/Children’s", "LV-1"])
    assert read_scan(typed, known) == (Scanned("@CEN/Children’s"),)
    assert read_scan(f"{typed}LV-1", known) == (Scanned("@CEN/Children’s"), Scanned("LV-1"))


def test_what_two_codes_would_be_typed_as_is_neither():
    known = known_codes(["A→1", "A←1", "AB", "A→B"])
    assert read_scan("A1", known) == (Scanned("A1", Why.UNKNOWN),)
    assert read_scan("AB", known) == (Scanned("AB"),)


@pytest.mark.parametrize("layout", list(Layout))
def test_each_keyboard_has_one_sign_for_each_key(layout):
    there, here = _KEYS[layout]
    assert len(there) == len(here) == len(set(there)) == len(set(here))


def test_what_no_keyboard_changes_is_not_mended():
    assert list(mended("ABC")) == []


labels = st.lists(st.from_regex(r"[A-Z]{2}-[0-9]{3}", fullmatch=True), min_size=1, max_size=8)


@given(labels, st.text(max_size=60))
def test_no_card_is_ever_kept(codes, typed):
    for one in read_scan(typed, known_codes(codes)):
        assert not is_patron(one.code)
        assert re.search("[\x00-\x1f\x7f-\x9f]", one.code) is None
        assert len(one.code) <= LONGEST


@given(st.text("0123456789 -", max_size=40))
def test_no_row_of_digits_with_a_card_in_it_is_kept(typed):
    assert not any(is_patron(one.code) for one in read_scan(f"X{CARD}{typed}", KNOWN))


@given(labels, st.data())
def test_labels_of_one_shape_come_apart_however_they_are_glued(codes, data):
    known = known_codes(codes)
    sent = data.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=12))
    between = data.draw(st.sampled_from(["", " ", "\r", "\n", "\t", "\x1d", "; ", "]C1", "\r\n"]))
    typed = between.join(sent)
    assume(len(typed) <= LONGEST)
    assert [one.code for one in read_scan(typed, known)] == sent


@given(labels, st.sampled_from([Layout.GERMAN, Layout.NORDIC, Layout.SPANISH]), st.booleans())
def test_a_label_with_a_sign_that_moved_is_mended(codes, layout, by_scanner):
    there, here = _KEYS[layout]
    there, here = (here, there) if by_scanner else (there, here)
    known = known_codes(codes)
    (one,) = read_scan(codes[0].translate(str.maketrans(there, here)), known)
    # Several keyboards may mean several labels: then it is told, and none is taken.
    assert one.code == codes[0] if one.is_certain else one.why is Why.LAYOUT


@given(labels, st.text(max_size=30))
def test_what_is_certain_is_one_of_the_labels(codes, typed):
    known = known_codes(codes)
    for one in read_scan(typed, known):
        assert not one.is_certain or one.code in codes
        assert one.mixup is None or one.why is Why.MENDED
