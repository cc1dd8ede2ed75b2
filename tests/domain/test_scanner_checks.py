"""The scanner test: what arrived, and what is to be known of it."""

import pytest

from libdesk.domain.keyboard_layouts import Layout, Mixup
from libdesk.domain.scanned import NOTHING_AROUND, Around, known_codes
from libdesk.domain.scanner_checks import (
    Arrival,
    Ending,
    Finding,
    check_arrival,
    named,
    what_is_around,
)

KNOWN = known_codes(["LV-1001", "LV-1002", "7"])


def findings(typed, gaps=(4.0, 5.0, 30.0), ending=Ending.ENTER):
    return check_arrival(Arrival(typed, gaps, ending), KNOWN).findings


@pytest.mark.rows("S43")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("LV-1001", [Finding.FINE]),
        ("lv-1001", [Finding.CAPS_LOCK]),
        ("LVß1001", [Finding.LAYOUT]),
        ("LVß1999", [Finding.LAYOUT]),
        ("LV-1999", [Finding.UNKNOWN]),
        ("~LV-1001", [Finding.SURROUNDED]),
        ("LV-1001LV-1002", [Finding.GLUED]),
        ("\x02LV-1001", [Finding.CONTROLS]),
        ("\x02\x03", [Finding.GARBAGE, Finding.CONTROLS]),
        ("", [Finding.GARBAGE]),
        ("21234567890123", [Finding.PATRON]),
    ],
)
def test_each_trouble_has_a_finding(typed, found):
    assert findings(typed) == tuple(found)


def test_how_it_ends_and_how_fast_it_is():
    assert findings("LV-1001", ending=Ending.TAB) == (Finding.TAB,)
    assert findings("LV-1001", ending=Ending.NOTHING) == (Finding.NO_ENTER,)
    assert findings("LV-1001", gaps=(60.0, 61.0)) == (Finding.SLOW,)
    assert findings("7", gaps=()) == (Finding.FINE,)
    assert Arrival("7").pace is None


def test_what_needs_nothing_done_is_fine():
    assert check_arrival(Arrival("LV-1001", ending=Ending.NOTHING), KNOWN).is_fine
    assert not check_arrival(Arrival("LVß1001"), KNOWN).is_fine


def test_which_keyboards_are_mixed_up_is_known():
    assert check_arrival(Arrival("LVß1001"), KNOWN).mixup == Mixup(Layout.GERMAN)
    assert check_arrival(Arrival("LV-1001"), KNOWN).mixup is None


def test_a_card_is_not_shown():
    assert check_arrival(Arrival("21234567890123"), KNOWN).shown == ""


def test_what_could_be_passed_over_is_offered():
    assert check_arrival(Arrival("~LV-1001"), KNOWN).around == Around(("~",))
    around = Around(("~",), ())
    assert check_arrival(Arrival("~LV-1001"), KNOWN, around).findings == (Finding.FINE,)


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("~LV-1001", Around(("~",))),
        ("LV-1001$", Around((), ("$",))),
        ("ID:LV-1001\\x", Around(("ID:",), ("\\x",))),
        ("LV-1001?LV-1002", NOTHING_AROUND),
        ("x" * 13 + "LV-1001", NOTHING_AROUND),
        ("nothing", NOTHING_AROUND),
    ],
)
def test_what_stands_around_a_code(text, around):
    assert what_is_around(text, KNOWN) == around


def test_what_nobody_sees_has_a_name():
    assert named("\x02A 1\x1d\u200b") == "[STX]A[Space]1[GS][U+200B]"
