"""Numbers as somebody types them: tenths of a millimeter, and labels of a sheet."""

import pytest

from libdesk.ui.label_sheets.step_box import read_tenths, read_whole


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [
        ("1.2", 12),
        ("1,2 mm", 12),
        ("-0.3mm", -3),
        ("\N{MINUS SIGN}0.3 MM", -3),
        (" 2 ", 20),
        ("0.04", 0),
        ("", None),
        ("a bit", None),
        ("nan", None),
        ("inf", None),
        ("1e9", None),
        ("9" * 5_000, None),
    ],
)
def test_a_length_is_read_as_it_is_written_here_or_elsewhere(typed, tenths):
    assert read_tenths(typed) == tenths


@pytest.mark.parametrize(
    ("typed", "number"),
    [("13", 13), (" 7 ", 7), ("", None), ("-1", None), ("two", None), ("9" * 5_000, None)],
)
def test_a_label_of_a_sheet_is_a_whole_number(typed, number):
    assert read_whole(typed) == number
