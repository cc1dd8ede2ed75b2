"""A list that was scanned elsewhere: made ready to be counted, patrons' cards taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.domain.pasted_lists import CleanList, clean_list
from libdesk.domain.scanned import Around, known_codes
from libdesk.domain.scanned_lists import read_list

KNOWN = known_codes(["LV-1001", "LV-1002", "@CEN/Room", "A, B"])
CARD = "21234567890123"


@pytest.mark.rows("S43")
@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("LV-1001\r\nLV-1002\r\n", "LV-1001\nLV-1002"),
        ("@CEN/Room\nlv-1001", "@CEN/Room\nLV-1001"),
        ("LV-1001LV-1002", "LV-1001\nLV-1002"),
        ("LV-1001, LV-1002", "LV-1001\nLV-1002"),
        ("LV-1001;2026-11-27 10:00", "LV-1001;2026-11-27 10:00"),
        ("LV-1001,20261127100000", "LV-1001,20261127100000"),
        ('"20261127100000","LV-1001"', '"20261127100000","LV-1001"'),
        ("]C1LV-1001", "LV-1001"),
        ("~LV-1001", "LV-1001"),
        ("what is this", "what is this"),
        ("LVß1001", "LV-1001"),
        ("", ""),
        ("\n\n", "\n"),
    ],
)
def test_a_list_is_made_ready(text, clean):
    assert clean_list(text, KNOWN, Around(("~",))) == CleanList(clean)


@pytest.mark.parametrize("line", ["a, b", " A, B\t"])
def test_a_comma_in_a_code_parts_nothing(line):
    (read,) = read_list(clean_list(line, KNOWN).text)
    assert read.code == "A, B"


def test_patrons_cards_are_taken_out_with_their_lines():
    text = f"LV-1001\n{CARD}\nLV-1002;{CARD}\n{CARD},10:00"
    assert clean_list(text, KNOWN) == CleanList("LV-1001\n\n\n", 3)


def test_a_number_that_is_no_moment_is_no_stamp():
    assert clean_list("29991399100000", KNOWN).patrons == 1


@given(st.text("0123456789,;\n LV-", max_size=80))
def test_no_card_is_left(text):
    clean = clean_list(f"{text}\n{CARD}9\n", KNOWN)
    assert f"{CARD}9" not in clean.text
    assert clean.patrons >= 1
