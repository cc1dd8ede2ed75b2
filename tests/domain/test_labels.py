"""What stands on a label: the code holds the number or the place, and nothing else."""

from dataclasses import replace

import pytest

from libdesk.domain.equipment import Tag
from libdesk.domain.labels import USUAL, Extras, Label, Part, item_label, place_label
from libdesk.domain.records import Record

RECORD = Record(Tag("LV-1001"), "PC 3 by the window", "public PC", "CEN")
ALL = Extras(frozenset(Part), "Larkmere Valley", "Broken? Report it.")


def test_a_label_shows_what_was_asked_for():
    assert ALL.put_on(item_label(RECORD)) == Label(
        "LV-1001", "LV-1001", "PC 3 by the window", "Larkmere Valley", "Broken? Report it."
    )
    bare = replace(ALL, shown=frozenset())
    assert bare.put_on(item_label(RECORD)) == Label("LV-1001", "LV-1001")
    assert {Part.NAME, Part.LIBRARY} == USUAL


def test_what_has_no_name_shows_its_kind():
    assert item_label(replace(RECORD, name="")).name == "public PC"


def test_a_branch_and_its_rooms_have_labels():
    assert place_label("CEN", "Central", "") == Label("@CEN", "Central", "CEN")
    room = place_label("CEN", "Central", "Server closet")
    assert room == Label("@CEN/Server closet", "Server closet", "Central")
    assert place_label("CEN", "", "") == Label("@CEN", "CEN", "CEN")
    assert place_label("CEN", "", "Hall").name == "CEN"
    with pytest.raises(ValueError, match="a branch or a room"):
        place_label("", "", "")
