"""Finding a thing by what was scanned or typed."""

import pytest

from libdesk.domain.equipment import Item, Tag, find_item, matching

DOOR = Item(Tag("LV-1001"), "the printer by the door", "printer", "FER", "SMP-77", "")
DESK = Item(Tag("LV-1002"), "PC-04", "public PC", "FER", "SMP-78", "FER-PC-04")
FAR = Item(Tag("LV-1003"), "the printer upstairs", "printer", "CEN", "SMP-79", "")
ODD = Item(Tag("SMP-77"), "a label like a serial", "scanner", "CEN")
ALL = (FAR, DESK, DOOR)


@pytest.mark.parametrize(
    ("scanned", "item"),
    [
        ("LV-1001", DOOR),
        (" lv-1001\r", DOOR),
        ("smp-78", DESK),
        ("fer-pc-04", DESK),
        ("LV-9999", None),
        ("", None),
        ("the printer", None),
    ],
)
def test_a_scan_finds_by_label_serial_or_computer_name(scanned, item):
    assert find_item(ALL, scanned) is item


def test_a_label_wins_over_a_serial_and_a_doubtful_one_finds_nothing():
    assert find_item((DOOR, ODD), "SMP-77") is ODD
    twin = Item(Tag("LV-2000"), "its twin", "printer", "FER", "SMP-77")
    assert find_item((DOOR, twin), "SMP-77") is None


@pytest.mark.parametrize(
    ("typed", "kinds", "items"),
    [
        ("", (), [DESK, DOOR]),
        ("", ("printer",), [DOOR, DESK]),
        ("printer", (), [DOOR, FAR]),
        ("DOOR print", (), [DOOR]),
        ("upstairs", ("printer",), [FAR]),
        ("toaster", (), []),
    ],
)
def test_words_find_this_branchs_things_first(typed, kinds, items):
    assert list(matching(ALL, typed, branch="FER", kinds=kinds)) == items
